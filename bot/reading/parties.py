"""Who takes part in a deal, by which name and in which role of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.names import key, strip_legal
from bot.model import Kind, Party, Role, Span
from bot.reading.cues import KIND_ROLES
from bot.reading.deals import Find, Told
from bot.reading.masking import O
from bot.reading.naming.organisations import Named
from bot.reading.story import Line, Story, first_of

FAR = 5
"""So many sentences after the first that tells a deal may say who gives and who takes."""

GIVES = re.compile(
    r" (?:(?:will|would|is to|are to|agreed to|has agreed to|expects? to|plans? to|intends? to|can|may|also|commits to|has|have) )*"
    r"(?:suppl|provid|deliver|host|build|produc|manufactur|develop|ship|grant|licens|offer|equip|operat|run|carr|expand its supply)"
)
TAKES = re.compile(
    r" (?:(?:will|would|is to|are to|agreed to|has agreed to|expects? to|plans? to|intends? to|can|may|also|commits to|has|have) )*"
    r"(?:buy|tak|purchas|us|deploy|receiv|rent|leas|pay|get|obtain|gain|commit|spend|order|acquir|sell|market|commerciali)"
)
GOODS_OF = re.compile(
    r"'s? (?:\w+ ){0,3}?(?:chips?|technology|drugs?|cloud|model|models|plants?|systems|gpus|processors|vaccine|capacity|data cent\w+|servers|services|therapy|candidate|compound|library|cells|batteries|reactors?|jets|aircraft|engines|platform|mine|project)"
)


def leaning(name: Named, lines: Sequence[Line]) -> int:
    """How far the words around a party make it the one that gives (above 0) or takes (below): "from X", "to X",
    "X will supply", "X is to pay", "X's chips"."""
    score = 0
    for masked in (line.masked for line in lines):
        for mark in re.finditer(O, masked.text):
            if {who for m in masked.mentions(mark[0]) for who in m.who} != {name}:
                continue
            before, after = (
                masked.text[max(0, mark.start() - 16) : mark.start()],
                masked.text[mark.end() : mark.end() + 60],
            )
            score += bool(GIVES.match(after)) - bool(TAKES.match(after)) + bool(GOODS_OF.match(after))
            score += before.endswith("from ") - before.endswith(
                (" to ", "gives ", "grants ", "give ", "supply ", "provide ")
            )
    return score


def party_of(named: Named, role: Role) -> Party:
    """A party by its usual name where the text has it, else by its fullest form in the text: what a list of companies
    knows may have changed since ("General Electric"), or belong to a namesake ("Delta")."""
    name = named.name
    if named.forms and not any(key(form).startswith(key(name)) for form in named.forms) and "government" not in name:
        name = strip_legal(max(named.forms, key=lambda form: (not form.isupper(), len(form), form)))
    return Party(name, role, tuple(sorted(form for form in {*named.forms, named.name} if form != name)))


def settle_parties(told: Told, kind: Kind, story: Story) -> tuple[tuple[Party, ...], tuple[Span, ...]]:
    """Every party with its role in this kind of deal, and where it is named."""
    roles: dict[Named, Role] = {}
    spans: dict[Named, Span] = {}
    allowed = KIND_ROLES[kind]

    def plain_spoken(find: Find) -> bool:
        return all(role in allowed for _, role in find.roles)

    for find in sorted(told.finds, key=lambda f: (not plain_spoken(f), f.kind != kind, f.sentence)):
        for index, (named, role) in enumerate(find.roles):
            if named not in roles:
                fits = role if role in allowed else allowed[min(index, len(allowed) - 1)]
                taken = set(roles.values())
                if role not in allowed and fits in taken and len(allowed) > 1:
                    fits = next((r for r in allowed if r not in taken), fits)
                roles[named] = fits
        for mention in find.mentions:
            for named in mention.who:
                spans.setdefault(named, mention.span)
    if kind in ("supply", "services", "licensing") and len(roles) == 2 and not any(map(plain_spoken, told.finds)):
        near = story.lines[first_of(told) : first_of(told) + FAR + 1]
        one, two = sorted(roles, key=lambda named: leaning(named, near))
        if leaning(one, near) < leaning(two, near):
            roles = {one: allowed[0], two: allowed[1]}
    parties = tuple(party_of(named, role) for named, role in roles.items())
    return parties, tuple(sorted({spans[named] for named in roles if named in spans}))
