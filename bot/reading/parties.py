"""Who takes part in a deal, by which name and in which role of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.names import key, strip_legal
from bot.model import Kind, Party, Role, Span
from bot.reading.cues import KIND_ROLES
from bot.reading.deals import Find, Told
from bot.reading.masking import M, O
from bot.reading.naming.organisations import Named
from bot.reading.story import Line, Story, first_of

FAR = 5
"""So many sentences after the first that tells a deal may say who gives and who takes."""

WILL = r" (?:(?:will|would|is to|are to|agreed to|has agreed to|expects? to|plans? to|intends? to|can|may|also|commits to|has|have) ){0,6}"
GIVES = re.compile(
    WILL
    + r"(?:suppl|provid|deliver|host|build|produc|manufactur|develop|ship|grant|licens|offer|equip|operat|run|carr|expand its supply)"
)
TAKES = re.compile(
    WILL
    + r"(?:buy|tak|purchas|us|deploy|receiv|rent|leas|pay|get|obtain|gain|commit|spend|order|acquir|sell|market|commerciali)"
)
GOODS_OF = re.compile(
    r"'s? (?:\w+ ){0,3}?(?:chips?|technology|drugs?|cloud|model|models|plants?|systems|gpus|processors|vaccine|capacity|data cent\w+|servers|services|therapy|candidate|compound|library|cells|batteries|reactors?|jets|aircraft|engines|platform|mine|project)"
)


AS: dict[Kind, dict[str, Role]] = {
    "acquisition": {
        "buyer": "acquirer", "supplier": "seller", "investor": "acquirer", "investee": "target",
        "licensee": "acquirer", "licensor": "seller",
    },
    "investment": {
        "acquirer": "investor", "target": "investee", "seller": "investee", "buyer": "investor", "supplier": "investee",
    },
    "licensing": {
        "buyer": "licensee", "supplier": "licensor", "acquirer": "licensee", "seller": "licensor", "target": "licensor",
    },
    "supply": {
        "acquirer": "buyer", "target": "supplier", "seller": "supplier", "licensee": "buyer", "licensor": "supplier",
        "investor": "buyer", "investee": "supplier",
    },
    "financing": {"investor": "lender", "investee": "borrower", "buyer": "borrower", "supplier": "lender"},
    "pledge": {"investee": "investor"},
}  # fmt: skip
AS["services"] = AS["supply"]
"""What a role in one kind of deal is in another: the clause may tell the kind more closely than its verb."""

SYMMETRIC = re.compile(
    rf"\b(?:power purchase|lease|ppas?|offtake|hosting|supply) (?:agreement|contract|deal|pact)s?\b|\bleases?\b|\bppas?\b|\b(?:made|built|supplied|produced|developed|provided) by {O}|\blicens\w+ (?:and \w+ )?(?:agreement|deal|pact)\b|\b(?:on|using) {O}'s "
)
"""Of such an agreement the verb ("signed", "has") does not tell who gives and who takes."""

MAKER = re.compile(
    r"\b(?:developer|producer|supplier|maker|manufacturer|provider|operator|landlord|utility|shipyard|shipbuilder|planemaker|builder|miner|generator|vendor|smelter|refiner)s? $"
)
MAKES_IT = re.compile(
    r"^, (?:an?|the) (?:[\w'-]+ ){0,4}?(?:developer|producer|supplier|maker|manufacturer|provider|operator|landlord|utility|shipbuilder|miner)s?\b"
)
POWER_NAME = re.compile(r"\b(?:energy|power|solar|renewables?|nuclear|wind|electric|utilities)\b", re.IGNORECASE)
POWER = re.compile(r"\b(?:power purchase|ppas?|electricity|nuclear power|solar power|wind power)\b")
STATE = re.compile(
    r"\b(?:department|ministry|government|treasury|commission|administration|investment bank|development bank|kfw|export-import|state of)\b",
    re.IGNORECASE,
)
PAID = re.compile(
    r"^ (?:will |would |is to |also )*(?:receives?|gets?|be paid|is paid) (?:an? |up to |about )*(?:\w+ )?(?:payment of )?"
    + M
)
PAYS = re.compile(r"^ (?:will |would |is to |also |has )*(?:pays?|paid) ")
SELF = re.compile(
    rf"\b(?:sell(?:s|ing)?|sold|sale of) itself\b|\bits (?:planned |proposed )?(?:{M} )?sale to\b|\bto be (?:acquired|bought|taken over)\b"
)
PART = re.compile(
    rf"\bfor its (?:[\w-]+ ){{0,4}}?(?:business(?:es)?|unit|arm|division|operations|assets|brands?|plants?|stake)\b|\bthe latter's\b"
    rf"|\b(?:parts|part|assets|divisions?|units?|business(?:es)?|operations|brands) of {O}"
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
            score += 3 * bool(PAID.match(after)) - bool(PAYS.match(after))
            score += 2 * (bool(MAKER.search(before)) + bool(MAKES_IT.match(after)))
            score += bool(POWER.search(masked.text) and POWER_NAME.search(name.name))
            score += before.endswith(
                ("from ", "made by ", "built by ", "supplied by ", "produced by ", "provided by ")
            ) - before.endswith((" to ", "gives ", "grants ", "give ", "supply ", "provide "))
    return score


def party_of(named: Named, role: Role) -> Party:
    """A party by its usual name where the text has it, else by its fullest form in the text: what a list of companies
    knows may have changed since ("General Electric"), or belong to a namesake ("Delta")."""
    name = named.name
    whole = named.forms - named.units
    if named.forms and not any(key(form).startswith(key(name)) for form in whole) and "government" not in name:
        name = strip_legal(max(whole or named.forms, key=lambda form: (not form.isupper(), len(form), form)))
    elif same := [strip_legal(form) for form in whole if key(form) == key(name)]:
        name = name if name in same else max(same)  # "Orsted", where the text writes it so
    return Party(name, role, tuple(sorted(form for form in {*named.forms, named.name} if form != name)))


def settle_parties(told: Told, kind: Kind, story: Story) -> tuple[tuple[Party, ...], tuple[Span, ...]]:
    """Every party with its role in this kind of deal, and where it is named."""
    roles: dict[Named, Role] = {}
    spans: dict[Named, Span] = {}
    for find in sorted(told.finds, key=lambda f: (not plain_spoken(f, kind), f.kind != kind, f.sentence)):
        for index, (named, role) in enumerate(find.roles):
            if named not in roles:
                roles[named] = fitting(role, index, kind, set(roles.values()))
        for mention in find.mentions:
            for named in mention.who:
                spans.setdefault(named, mention.span)
    if kind in ("supply", "services", "licensing") and len(roles) == 2:
        roles = by_leaning(roles, told, kind, story)
    if kind == "financing" and len(roles) == 2:
        roles = lent_by_the_state(roles)
    if kind == "acquisition":
        roles = sold_whole_or_part(roles, told)
    parties = tuple(party_of(named, role) for named, role in roles.items())
    return parties, tuple(sorted({spans[named] for named in roles if named in spans}))


def plain_spoken(find: Find, kind: Kind) -> bool:
    """Whether a find tells the roles of this kind of deal itself."""
    return all(role in KIND_ROLES[kind] for _, role in find.roles)


def fitting(role: str, index: int, kind: Kind, taken: set[Role]) -> Role:
    """The role of this kind that a role of another comes to; else one that is free."""
    allowed = KIND_ROLES[kind]
    if role in allowed:
        return role
    if role in AS.get(kind, {}):
        return AS[kind][role]
    fits = allowed[min(index, len(allowed) - 1)]
    if fits in taken and len(allowed) > 1:
        fits = next((other for other in allowed if other not in taken), fits)
    return fits


def by_leaning(roles: dict[Named, Role], told: Told, kind: Kind, story: Story) -> dict[Named, Role]:
    """Who gives and who takes, by the words around, where no verb tells it."""
    spoken = any(plain_spoken(find, kind) for find in told.finds)
    if spoken and not any(SYMMETRIC.search(find.said) for find in told.finds):
        return roles
    near = story.lines[first_of(told) : first_of(told) + FAR + 1]
    scores = {named: leaning(named, near) for named in roles}
    one, two = sorted(roles, key=lambda named: scores[named])
    if scores[one] < scores[two]:
        return {one: KIND_ROLES[kind][0], two: KIND_ROLES[kind][1]}
    return roles


def lent_by_the_state(roles: dict[Named, Role]) -> dict[Named, Role]:
    """Of a company and an office or a bank, the company borrows, in whichever order they signed."""
    lenders = [named for named in roles if STATE.search(named.name)]
    if len(lenders) != 1:
        return roles
    return {named: "lender" if named in lenders else "borrower" for named in roles}


def sold_whole_or_part(roles: dict[Named, Role], told: Told) -> dict[Named, Role]:
    """Whether a company is itself sold ("ended its sale to"), or only a part of it ("for its Spanish business")."""
    targets = [named for named, role in roles.items() if role == "target"]
    sellers = [named for named, role in roles.items() if role == "seller"]
    bought = {named for find in told.finds for named, role in find.roles if role == "target"}
    if not targets and len(sellers) == 1:
        whole = sellers[0] in bought or any(SELF.search(find.said) for find in told.finds)
        return roles | {sellers[0]: "target"} if whole else roles
    if len(targets) == 1 and not sellers and any(PART.search(find.said) for find in told.finds):
        return roles | {targets[0]: "seller"}
    return roles
