"""From what rules find in single sentences to one report for each agreement.

A `Find` is one match of one rule. Finds of the same parties are one agreement; its kind is that of the surest find, its
status, value and date are read from the sentences that tell it. Commitments are left to `commitments`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product

from bot.language.amounts import MoneyFind
from bot.language.dates import DateFind
from bot.language.wording import say_list
from bot.model import Day, Evidence, Kind, Money, Party, Report, Role, Span, Status
from bot.reading.commitments import commitments_of
from bot.reading.cues import KIND_ROLES, NOT_A_VALUE, kind_of, status_of
from bot.reading.masking import BREAK, D, M, Masked, O
from bot.reading.organisations import Mention, Named
from bot.reading.rules import compiled
from bot.reading.templates import Compiled

CLAUSE = 400
PLURAL = re.compile(r"\b(?:deals|agreements|contracts|orders|pacts|offtakes|ppas|ventures|partnerships)\b")
"""Where the word for it is plural, each of several counterparties has a deal of its own."""


@dataclass(slots=True)
class Find:
    """One match: who stands in which role, in which sentence, and the words that say so."""

    kind: Kind | None
    roles: tuple[tuple[Named, str], ...]
    mentions: tuple[Mention, ...]
    sentence: int
    span: Span
    said: str
    status: Status | None = None
    weak: bool = False


@dataclass(slots=True)
class Told:
    """One agreement with every find that tells it."""

    finds: list[Find] = field(default_factory=list)

    @property
    def who(self) -> set[Named]:
        """The parties of all finds."""
        return {named for find in self.finds for named, _ in find.roles}


def finds_in(number: int, masked: Masked) -> list[Find]:
    """Everything the rules find in one sentence, a list of counterparties taken apart where each has its own deal."""
    found: list[Find] = []
    for rule in compiled():
        for match in rule.pattern.finditer(masked.text):
            if rule.unless is not None and rule.unless.search(match[0]):
                continue
            found += spread(rule, match, masked, number)
    return [find for find in found if plausible(find)]


def spread(rule: Compiled, match: re.Match[str], masked: Masked, number: int) -> list[Find]:
    """The finds of one match: one, or one for each organisation of a list."""
    slots = {group: masked.mentions(match[group]) for group in rule.roles if match[group]}
    if any(not mentions for mentions in slots.values()):
        return []
    start = masked.text.rfind(BREAK, 0, match.start()) + 1
    said = masked.text[max(start, match.start() - CLAUSE) : match.end() + 60].split(BREAK)[0]
    kind = rule.rule.kind or kind_of(masked.text[max(0, match.start() - 60) : match.end() + 80])
    together = kind in ("partnership", "joint_venture", "acquisition", "investment", "financing", "pledge", None)
    plural = PLURAL.search(match[0]) is not None
    span = masked.span(match.start(), match.end())

    def find(chosen: dict[str, tuple[Mention, ...]]) -> Find:
        roles = tuple((who, rule.roles[group]) for group, ms in chosen.items() for m in ms for who in m.who)
        mentions = tuple(m for ms in chosen.values() for m in ms)
        return Find(kind, roles, mentions, number, span, said, rule.rule.status, rule.rule.weak)

    targets = kind == "acquisition" and len(slots.get("target", ())) > 1
    if len(slots) < 2 or (together and not plural and not targets):
        return [find(slots)]
    groups = list(slots)
    return [find(dict(zip(groups, ((m,) for m in each), strict=True))) for each in product(*slots.values())]


def plausible(find: Find) -> bool:
    """Whether the parties are distinct, sure enough, and as many as the rule needs."""
    who = {named for named, _ in find.roles}
    if len(who) < len(find.roles) or (len(who) < 2 and not find.weak):
        return False
    return any(named.sort == "organisation" for named in who) or (find.kind is not None and not find.weak)


def join(finds: Sequence[Find]) -> list[Told]:
    """One agreement for finds of the same parties whose kinds can be one."""
    deals: list[Told] = []
    for find in sorted(finds, key=lambda f: (f.weak, f.kind is None, f.sentence)):
        who = {named for named, _ in find.roles}
        home = next((told for told in deals if belongs(find, who, told)), None)
        if home is None:
            home = Told()
            deals.append(home)
        home.finds.append(find)
    return sorted(deals, key=lambda told: min((f.sentence, f.span.start) for f in told.finds))


def belongs(find: Find, who: set[Named], told: Told) -> bool:
    """Whether a find tells the same agreement as those that are together already."""
    have = told.who
    if find.weak:
        return bool(who & have) and any(f.sentence == find.sentence for f in told.finds)
    if len(who & have) < 2:
        return False
    kinds = {f.kind for f in told.finds if f.kind}
    if not find.kind or not kinds or find.kind in kinds:
        return True
    return not (
        {find.kind, *kinds} <= {"investment", "services", "supply", "licensing"} and "investment" in {find.kind, *kinds}
    )


def report_of(told: Told, masks: Sequence[Masked], given: date | None, *, first: bool) -> Report:
    """The report of one agreement."""
    kind = settle_kind(told)
    parties, places = settle_parties(told, kind)
    sentences = sorted({find.sentence for find in told.finds})
    own = [masks[number] for number in sentences]
    near = own + going_on(told, masks, sentences[0])
    value, value_spans = settle_value(near)
    status, status_span = settle_status(told, kind, first=first)
    day, day_spans = settle_day(told, masks, given)
    by_article = day is None and first and given is not None
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
        announced_on=Day.of(given) if by_article and given else day,
        value=value,
        main=first,
        headline=headline(parties, kind),
        evidence=evidence,
    )
    return replace(report, commitments=commitments_of(report, near, masks[sentences[0] : sentences[0] + FAR + 1]))


def settle_kind(told: Told) -> Kind:
    """The kind of most finds; an agreement whose kind nothing tells is a partnership."""
    kinds = Counter(find.kind for find in told.finds if find.kind)
    if not kinds:
        return "partnership"
    return max(kinds, key=lambda kind: (kinds[kind], -min(f.span.start for f in told.finds if f.kind == kind)))


def settle_parties(told: Told, kind: Kind) -> tuple[tuple[Party, ...], tuple[Span, ...]]:
    """Every party with its role in this kind of deal, and where it is named."""
    roles: dict[Named, Role] = {}
    spans: dict[Named, Span] = {}
    allowed = KIND_ROLES[kind]
    for find in sorted(told.finds, key=lambda f: (f.kind != kind, f.sentence)):
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
    parties = tuple(
        Party(named.name, role, tuple(sorted(form for form in named.forms if form != named.name)))
        for named, role in roles.items()
    )
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


def settle_value(near: Sequence[Masked]) -> tuple[Money | None, tuple[Span, ...]]:
    """The headline money: the first sum of the deal's own sentences that is no valuation, revenue or price a share."""
    for masked in near:
        for match in re.finditer(M, masked.text):
            find = masked.marks[match[0]]
            if not isinstance(find, MoneyFind) or find.conversion or find.per == "share":
                continue
            before = masked.text[max(0, match.start() - 45) : match.start()]
            after = masked.text[match.end() : match.end() + 45]
            if NOT_A_VALUE.search(f"{before}#{after}") is None:
                return find.money, (find.span,)
    return None, ()


def settle_status(told: Told, kind: Kind, *, first: bool) -> tuple[Status, Span]:
    """Where the deal stands, by the words around its finds."""
    first_find = min(told.finds, key=lambda f: f.sentence)
    for find in told.finds:
        if find.status is not None:
            return find.status, find.span
    said = " ".join(dict.fromkeys(f.said for f in told.finds))
    status = status_of(said)
    if status == "announced" and not first and kind in ("acquisition", "investment", "financing") and done(said):
        status = "completed"  # a past deal told as done in the background (reading.md, cases 3 and 14)
    return status, first_find.span


PAST = re.compile(
    r"\b(?:bought|acquired|purchased|raised|invested|sold|merged|took|lent|put|borrowed|paid|led"
    r"|picked up|snapped up)\b"
)
OPEN = re.compile(r"\b(?:agreed|agreement|announced|plans?|will|to (?:buy|acquire|sell|invest)|would|has been|is)\b")


def done(said: str) -> bool:
    """Whether words in the plain past, with nothing left open, tell a deal."""
    return PAST.search(said) is not None and OPEN.search(said) is None


def settle_day(told: Told, masks: Sequence[Masked], given: date | None) -> tuple[Day | None, tuple[Span, ...]]:
    """The day on which it was announced, where the words of a find's own clause tell one that is past."""
    for find in sorted(told.finds, key=lambda f: f.sentence):
        masked = masks[find.sentence]
        dates = re.findall(D, masked.text)
        for match in re.finditer(D, find.said if len(dates) != 1 else masked.text):
            found = masked.marks.get(match[0])
            if not isinstance(found, DateFind) or found.day is None or found.future or found.kind == "deadline":
                continue
            if given is not None and found.start is not None and found.start > given:
                continue
            return found.day, (found.span,)
    return None, ()


def headline(parties: Sequence[Party], kind: Kind) -> str:
    """One line: "OpenAI and Foxconn: partnership"."""
    return f"{say_list([party.name for party in parties])}: {kind.replace('_', ' ')}"
