"""What one agreement is: its kind, parties, status, value and date, each read from the words that tell it.

A sentence can tell several deals ("bought A in 2017 and B in 2019 for $6 billion"), so a sum or a date belongs to the
find that it stands nearest behind. What the article is about (`main`) is settled here too. Commitments are left to
`commitments`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.language.amounts import MoneyFind
from bot.language.dates import DateFind
from bot.language.names import key, strip_legal
from bot.language.wording import say_list
from bot.model import Day, Evidence, Kind, Money, Party, Report, Role, Span, Status
from bot.reading.commitments import commitments_of
from bot.reading.cues import KIND_ROLES, kind_of, no_value, reported, status_of
from bot.reading.deals import Find, Told
from bot.reading.grammar import load
from bot.reading.masking import BREAK, D, M, Masked, O
from bot.reading.naming.organisations import Named

LEAD = 4
"""A deal that the first sentences tell, the title counted in, is what the article is about."""

ROUNDUP = 4
"""So many deals of different parties, spread over a text, make it a roundup: each of them is what it is about."""


def reports_of(deals: Sequence[Told], masks: Sequence[Masked], given: date | None) -> tuple[Report, ...]:
    """The report of each agreement of an article."""
    leading = mains(deals)
    roundup = len(leading) >= ROUNDUP
    return tuple(report_of(told, deals, masks, given, main=told in leading, roundup=roundup) for told in deals)


def mains(deals: Sequence[Told]) -> list[Told]:
    """What the article is about: what it opens with, else what it tells first; in a roundup everything."""
    if len(deals) >= ROUNDUP and sum(apart(told, deals) for told in deals) * 3 >= len(deals) * 2:
        return list(deals)
    leading = [told for told in deals if first_of(told) < LEAD]
    return leading or list(deals[:1])


def apart(told: Told, deals: Sequence[Told]) -> bool:
    """Whether no other deal shares a party with this one."""
    return not any(told.who & other.who for other in deals if other is not told)


def first_of(told: Told) -> int:
    """The sentence that first tells a deal."""
    return min(find.sentence for find in told.finds)


def report_of(
    told: Told, deals: Sequence[Told], masks: Sequence[Masked], given: date | None, *, main: bool, roundup: bool
) -> Report:
    """The report of one agreement."""
    kind = settle_kind(told, masks)
    first = first_of(told)
    own = [masks[number] for number in sorted({find.sentence for find in told.finds})]
    near = own + going_on(told, masks, first)
    parties, places = settle_parties(told, kind, masks)
    value, value_spans = settle_value(told, deals, masks, near)
    status, status_span = settle_status(told, kind, masks, near, main=main)
    day, day_spans = settle_day(told, deals, masks, given)
    if status in ("completed", "terminated") and main:
        day, day_spans = struck_on(told, masks, day, given) or (day, day_spans)
    if (
        status == "announced"
        and not main
        and kind in ("acquisition", "investment")
        and day
        and given
        and (given - day.last).days > OLD
    ):
        status = "completed"
    by_article = day is None and main and given is not None
    if by_article and given is not None:
        day = Day(given.year, given.month) if roundup else Day.of(given)
    evidence = Evidence(
        parties=places,
        kind=(min(told.finds, key=lambda f: (f.kind != kind, f.sentence)).span,),
        status=(status_span,),
        announced_on=day_spans,
        value=value_spans,
        dated_by_article=by_article,
    )
    report = Report(
        kind=kind,
        status=status,
        parties=parties,
        announced_on=day,
        value=value,
        main=main,
        headline=headline(parties, kind),
        evidence=evidence,
    )
    return replace(report, commitments=commitments_of(report, near, masks[first : first + FAR + 1]))


def settle_kind(told: Told, masks: Sequence[Masked]) -> Kind:
    """The kind of most finds, a partnership only where nothing more is told; else what the words around tell."""
    kinds = Counter(find.kind for find in told.finds if find.kind and not find.weak)
    kinds = kinds or Counter(find.kind for find in told.finds if find.kind)
    for general in ("partnership", "joint_venture"):
        if len(kinds) > 1 and general in kinds and kinds[general] <= sum(kinds.values()) - kinds[general]:
            del kinds[general]
    if not kinds:
        return next((kind for find in told.finds if (kind := kind_of(masks[find.sentence].text))), "partnership")
    return max(kinds, key=lambda kind: (kinds[kind], -min(f.span.start for f in told.finds if f.kind == kind)))


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


def leaning(name: Named, masks: Sequence[Masked]) -> int:
    """How far the words around a party make it the one that gives (above 0) or takes (below): "from X", "to X",
    "X will supply", "X is to pay", "X's chips"."""
    score = 0
    for masked in masks:
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


def settle_parties(told: Told, kind: Kind, masks: Sequence[Masked]) -> tuple[tuple[Party, ...], tuple[Span, ...]]:
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
        near = masks[first_of(told) : first_of(told) + FAR + 1]
        one, two = sorted(roles, key=lambda named: leaning(named, near))
        if leaning(one, near) < leaning(two, near):
            roles = {one: allowed[0], two: allowed[1]}
    parties = tuple(party_of(named, role) for named, role in roles.items())
    return parties, tuple(sorted({spans[named] for named in roles if named in spans}))


REFERS = re.compile(
    r"\b(?:the|this|that|under|it|its|their) (?:\w+ ){0,2}?"
    r"(?:deal|agreement|price|acquisition|transaction|contract|order|"
    r"purchase|takeover|partnership|investment|is worth|is valued|terms|offer|bid|arrangement|pact|tie-up|accord)\b"
)
FAR = 5
"""So many sentences after the first that tells a deal, "the agreement" still means it."""


def going_on(told: Told, masks: Sequence[Masked], first: int) -> list[Masked]:
    """The sentences after the first that go on about this deal and name nobody else."""
    own, who = {find.sentence for find in told.finds}, told.who
    found: list[Masked] = []
    for number in range(first + 1, min(first + 1 + FAR, len(masks))):
        masked = masks[number]
        named = {
            n
            for mark in re.findall(O, masked.text)
            for m in masked.mentions(mark)
            for n in m.who
            if n.sort == "organisation"
        }
        if number not in own and REFERS.search(masked.text[:60]) is not None and named <= who:
            found.append(masked)
    return found


def settle_value(
    told: Told, deals: Sequence[Told], masks: Sequence[Masked], near: Sequence[Masked]
) -> tuple[Money | None, tuple[Span, ...]]:
    """The headline money: a sum beside a find, else one in a sentence that goes on about the deal."""
    for find in sorted(told.finds, key=lambda f: (f.sentence, f.start)):
        for place, money in sums_in(masks[find.sentence]):
            if owner_of(place, find.sentence, deals, masks) in (told, None):
                return money.money, (money.span,)
    own = {id(masks[find.sentence]) for find in told.finds}
    for masked in near:
        if id(masked) not in own:
            for _, money in sums_in(masked):
                return money.money, (money.span,)
    return None, ()


def sums_in(masked: Masked) -> Iterator[tuple[int, MoneyFind]]:
    """The sums of a sentence that can be a deal's: no valuation, revenue or price of a share."""
    for match in re.finditer(M, masked.text):
        found = masked.marks[match[0]]
        if isinstance(found, MoneyFind) and not found.conversion and found.per != "share":
            before, after = (
                masked.text[max(0, match.start() - 45) : match.start()],
                masked.text[match.end() : match.end() + 40],
            )
            if not no_value(before, after):
                yield match.start(), found


ENDS = re.compile(rf"[,;:{BREAK}]| and (?!{M})")


def owner_of(place: int, sentence: int, deals: Sequence[Told], masks: Sequence[Masked]) -> Told | None:
    """The deal to which a sum or a date belongs. Where a sentence tells several, what belongs to one ends at the first
    comma or "and" behind it: "bought A in 2017, B in 2019 for $6 billion", "in 2003 it paid for A, and in 2009 for B"."""
    finds = sorted(
        ((f.end, f.at, t) for t in deals for f in t.finds if f.sentence == sentence), key=lambda found: found[:2]
    )
    if len({id(told) for _, _, told in finds}) < 2:
        return finds[0][2] if finds else None
    text = masks[sentence].text
    for (end, _, told), (_, _, following) in pairwise(finds):
        if told is following:
            continue
        closing = ENDS.search(text, end)
        if place < (closing.start() if closing else end + 1):
            return told
    return finds[-1][2]


CLOSED_BY = frozenset({"complete", "finish", "close", "consummate", "wrap up"})
"""Verbs that tell a closing. A round that is closed was only raised."""

ENDED = re.compile(
    r"\b(?:called off|given up|gave up|refused|rejected|fell (?:through|apart)|fallen (?:through|apart)|collapsed|lapsed|abandoned|"
    r"came to (?:an end|nothing)|was (?:blocked|dropped|cancell?ed|terminated|scrapped)|withdrew|walked away)\b"
)
OLD = 540
"""A purchase of so many days ago that is told in passing has been closed since."""


def settle_status(
    told: Told, kind: Kind, masks: Sequence[Masked], near: Sequence[Masked], *, main: bool
) -> tuple[Status, Span]:
    """Where the deal stands, by the verb that tells it and the words around."""
    finds = sorted(told.finds, key=lambda f: f.sentence)
    span = finds[0].span
    for find in finds:
        if find.status is not None:
            return find.status, find.span
        raised = kind in ("investment", "financing")
        if find.governor in CLOSED_BY and (not raised or find.governor in ("complete", "finish")):
            return "completed", find.span
        if called_off(find):
            return "terminated", find.span
    said = " ".join(dict.fromkeys(find.said for find in finds))
    status = status_of(said)
    if status in ("announced", "completed", "proposed") and ended_later(finds, masks, near):
        return "terminated", span
    if status in ("announced", "proposed") and reported(masks[finds[0].sentence]):
        return "rumored", span
    if status == "completed" and main and not CLOSING.search(said):
        status = "announced"
    if status == "proposed" and kind == "pledge":
        status = "announced"  # a plan with a sum is what a pledge is
    if (
        status == "announced"
        and not main
        and kind in ("acquisition", "investment", "financing")
        and any(f.past for f in finds)
    ):
        status = "completed"  # a past deal told as done in the background (reading.md, cases 3 and 14)
    return status, span


def called_off(find: Find) -> bool:
    """Whether the verb that tells a deal, or that its noun hangs on, ends it."""
    classes = load().classes.get(find.governor, frozenset())
    if find.governor == "end":
        return find.kind in (None, "partnership", "joint_venture", "services", "supply")
    return "cancel" in classes and not find.governor.startswith(("drop", "block"))


def ended_later(finds: Sequence[Find], masks: Sequence[Masked], near: Sequence[Masked]) -> bool:
    """Whether the rest of the sentence, or one that goes on about the deal, tells its end."""
    last = finds[-1]
    rest = masks[last.sentence].text[last.end :]
    own = {id(masks[find.sentence]) for find in finds}
    return ENDED.search(rest) is not None or any(ENDED.search(m.text) for m in near if id(m) not in own)


CLOSING = re.compile(
    r"\b(?:completed|completes|completion|closed|closes|closing|delivered|took effect|now owns|finali[sz]e[sd]?)\b"
)


STRUCK = re.compile(
    r"\b(?:agreed|agreement|announced|signed|unveiled|struck|inked|made public|proposed|offered|first (?:offer|bid|approach)|launched|presented|disclosed)\b"
)


def struck_on(
    told: Told, masks: Sequence[Masked], closed: Day | None, given: date | None
) -> tuple[Day, tuple[Span, ...]] | None:
    """The day on which a deal that is over or ended was made, where the text tells it (reading.md, case 1)."""
    who, first = told.who, first_of(told)
    for number, masked in enumerate(masks):
        named = {n for mark in re.findall(O, masked.text) for m in masked.mentions(mark) for n in m.who}
        if (
            not (named & who if named else number - first <= FAR)
            or {n for n in named if n.sort == "organisation"} - who
        ):
            continue
        for match in re.finditer(D, masked.text):
            found = masked.marks.get(match[0])
            around = masked.text[max(0, match.start() - 60) : match.end() + 40]
            if (
                isinstance(found, DateFind)
                and found.day is not None
                and found.day != closed
                and dates_a_deal(found, masked.text[max(0, match.start() - 24) : match.start()], given)
                and STRUCK.search(around)
                and (closed is None or found.day.first < closed.first)
                and (given is None or (given - found.day.first).days > 20)
            ):
                return found.day, (found.whole,)
    return None


NOT_ITS_DAY = re.compile(
    r"(?:\b(?:through|until|from|since|by|founded|formed|born|late|before|due|expected|close|closing|begin\w*|start\w*|end of|for|over|after)(?: in| on)?|\bto) ?$"
)


def settle_day(
    told: Told, deals: Sequence[Told], masks: Sequence[Masked], given: date | None
) -> tuple[Day | None, tuple[Span, ...]]:
    """The day on which it was announced, where the words beside a find tell one that is past."""
    for find in sorted(told.finds, key=lambda f: f.sentence):
        masked = masks[find.sentence]
        candidates: list[tuple[tuple[bool, int], DateFind]] = []
        for match in re.finditer(D, masked.text):
            found = masked.marks.get(match[0])
            if not isinstance(found, DateFind) or not dates_a_deal(
                found, masked.text[max(0, match.start() - 24) : match.start()], given
            ):
                continue
            if owner_of(match.start(), find.sentence, deals, masks) not in (told, None):
                continue
            candidates.append(((not find.start <= match.start() <= find.end + 60, abs(match.start() - find.at)), found))
        if candidates:
            found = min(candidates, key=lambda c: c[0])[1]
            return found.day, (found.whole,)
    return None, ()


def dates_a_deal(found: DateFind, before: str, given: date | None) -> bool:
    """Whether a date can be that of an announcement: past, no deadline, no start of something else."""
    if found.day is None or found.future or found.kind == "deadline" or NOT_ITS_DAY.search(before):
        return False
    return given is None or found.start is None or found.start <= given


def headline(parties: Sequence[Party], kind: Kind) -> str:
    """One line: "OpenAI and Foxconn: partnership"."""
    return f"{say_list([party.name for party in parties])}: {kind.replace('_', ' ')}"
