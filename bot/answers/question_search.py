"""From a question to the deals that answer it: what the store can narrow down, then roles, words and sums, one by one.

Nothing is loosened to find more: a deal that answers another question is no answer to this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.answers import Ask
from bot.answers.deals import by_number
from bot.answers.filters import every_deal
from bot.answers.question import Question, Side
from bot.answers.question_words import words
from bot.answers.wording import sentence_at
from bot.language.amounts import about_usd
from bot.language.dates import Period
from bot.language.measures import reckoned
from bot.language.names import fold
from bot.model import Company, Day, Deal, KeptReport, Quantity, Role, Span
from bot.store.companies import companies_of
from bot.store.deals import Query

BY_STEP = frozenset({"completed", "terminated"})
"""Asked for with a time, these mean the day of that step rather than that of the announcement."""


@dataclass(frozen=True, slots=True)
class Match:
    """A deal that answers, with the companies of its parties, in their order."""

    deal: Deal
    companies: tuple[Company, ...]

    def roles(self, company: Company) -> frozenset[Role]:
        """What a company is in it."""
        pairs = zip(self.companies, self.deal.parties, strict=False)
        return frozenset(party.role for one, party in pairs if one.id == company.id)

    def others(self, roles: frozenset[Role], apart: Iterable[Company]) -> list[Company]:
        """The companies in one of these roles (any, where there are none), but for some."""
        known = {company.id for company in apart}
        pairs = zip(self.companies, self.deal.parties, strict=False)
        found = [one for one, party in pairs if one.id not in known and (not roles or party.role in roles)]
        return list({one.id: one for one in found}.values())


async def search(ask: Ask, question: Question) -> tuple[Match, ...]:
    """The deals that answer a question, in the order asked for."""
    if question.number:
        one = await by_number(ask, question.number)
        deals: list[Deal] = [one] if one else []
    else:
        deals = [deal for query in _queries(question) for deal in await every_deal(ask.db, ask.server_id, query)]
    unique = list({deal.id: deal for deal in deals}.values())
    companies = await companies_of(ask.db, ask.server_id, unique) if len(unique) < STRETCH else {}
    for start in range(0, len(unique) if len(unique) >= STRETCH else 0, STRETCH):
        companies |= await companies_of(ask.db, ask.server_id, unique[start : start + STRETCH])
    matches = [Match(deal, companies.get(deal.id, ())) for deal in unique]
    found = [match for match in matches if answers(match, question, ask.now.date())]
    return tuple(_sorted(found, question))


STRETCH = 200


def _queries(question: Question) -> Iterator[Query]:
    """What the store is asked: each way in which the words may be written, each side where any will do."""
    ids = [side.company.id for side in question.sides]
    rows = [(one,) for one in ids] if (question.apart or question.either) and ids else [tuple(ids)]
    first = next(iter(groups(question.topics)), ("",))
    period = question.period if _by_announcement(question) else None
    for row in rows:
        for word in first:
            yield Query(
                companies=row,
                kind=next(iter(question.kinds)) if len(question.kinds) == 1 else None,
                since=period.first if period else None,
                until=period.last if period else None,
                at_least_usd=about_usd(question.least) if question.least else None,
                words=word,
                order="latest" if question.order in ("latest", "first") else "largest"
                if question.order == "largest" else "relevance",
            )  # fmt: skip


def _by_announcement(question: Question) -> bool:
    return question.want not in ("due", "commitments") and not question.statuses & BY_STEP


def answers(match: Match, question: Question, today: date) -> bool:
    """Whether a deal is what a question asks for."""
    deal = match.deal
    return (
        (not question.kinds or deal.kind in question.kinds)
        and _has_status(deal, question)
        and _has_sides(match, question)
        and _has_sum(deal, question)
        and _in_time(deal, question, today)
        and (question.quantity is None or has_quantity(deal, question.quantity))
        and all(speaks_of(deal, group) for group in groups(question.topics))
    )


def _has_status(deal: Deal, question: Question) -> bool:
    if question.want == "whether" or not question.statuses:
        return True
    return deal.status in question.statuses


def _has_sides(match: Match, question: Question) -> bool:
    fits = [_has_side(match, side) for side in question.sides]
    return (any(fits) if question.apart or question.either else all(fits)) if fits else True


def _has_side(match: Match, side: Side) -> bool:
    roles = match.roles(side.company)
    return bool(roles) and (not side.roles or bool(roles & side.roles))


def _has_sum(deal: Deal, question: Question) -> bool:
    if question.least is None and question.most is None:
        return True
    worth = about_usd(deal.value) if deal.value else None
    if worth is None:
        return False
    least = about_usd(question.least) if question.least else None
    most = about_usd(question.most) if question.most else None
    return (least is None or worth >= least) and (most is None or worth <= most)


def _in_time(deal: Deal, question: Question, today: date) -> bool:
    """With "closed" or "fell through", the day of that step counts; deadlines are looked at line by line."""
    period = question.period
    if period is None or _by_announcement(question):
        return period is None or (deal.announced_on is not None and within(deal.announced_on, period))
    if question.statuses & BY_STEP:
        return any(step.on and step.status in question.statuses and within(step.on, period) for step in deal.steps)
    if question.want == "commitments" and not is_ahead(period, today):
        return deal.announced_on is not None and within(deal.announced_on, period)
    return True


def is_ahead(period: Period, today: date) -> bool:
    """Whether a stretch of time reaches beyond today, so that a deadline is meant rather than an announcement."""
    return period.first is None or (period.last is not None and period.last >= today) or period.first > today


def within(day: Day, period: Period) -> bool:
    """Whether a day may lie in a stretch of time."""
    return (period.first is None or day.last >= period.first) and (period.last is None or day.first <= period.last)


def has_quantity(deal: Deal, least: Quantity) -> bool:
    """Whether a commitment of it is of at least so much, in a unit of the same measure."""
    sizes = [reckoned(owed.commitment.quantity) for owed in deal.commitments if owed.commitment.quantity]
    wanted = reckoned(least)
    return any(size.unit == wanted.unit and size.number >= wanted.number for size in sizes)


def _sorted(found: list[Match], question: Question) -> list[Match]:
    match question.order:
        case "largest":
            return sorted((one for one in found if one.deal.value), key=lambda one: -(about_usd(one.deal.value) or 0))  # type: ignore[arg-type]
        case "smallest":
            return sorted((one for one in found if one.deal.value), key=lambda one: about_usd(one.deal.value) or 0)  # type: ignore[arg-type]
        case "first":
            dated = [one for one in found if one.deal.announced_on]
            return sorted(dated, key=lambda one: (one.deal.announced_on.first, one.deal.id))  # type: ignore[union-attr]
    return found


# Words that a deal speaks of.


def groups(topics: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word of the topics, the ways in which it may be written."""
    found: list[tuple[str, ...]] = []
    for topic in topics:
        whole = _alike(topic.lower())
        found += [whole] if whole else [_alike(word) or (word,) for word in topic.lower().split()]
    return found


def _alike(phrase: str) -> tuple[str, ...]:
    alike = words().alike
    return alike.get(phrase) or alike.get(f"{phrase}s") or alike.get(phrase.removesuffix("s")) or ()


def speaks_of(deal: Deal, group: Sequence[str]) -> bool:
    """Whether a deal itself speaks of one of some words: not merely the article it stands in."""
    told = fold("\n".join(told_of(deal)))
    return any(_form(word).search(told) for word in group)


def told_of(deal: Deal) -> Iterator[str]:
    """What is told of a deal: headline, what it covers, places, names, and the sentences that prove it."""
    yield from (deal.headline, deal.subject, *deal.locations)
    yield from (name for party in deal.parties for name in (party.name, *party.aliases))
    for report in deal.reports:
        yield from (report.report.headline, report.report.subject)
        text = report.article.article.text
        yield from (text[s.start : s.end] for s in {sentence_at(text, span) for span in spans_of(report)})


def spans_of(report: KeptReport) -> list[Span]:
    """The words that a report rests on, the kind's first."""
    evidence = report.report.evidence
    owed = [span for commitment in report.report.commitments for span in commitment.evidence]
    return [*evidence.kind, *evidence.value, *owed, *evidence.status, *evidence.parties]


@lru_cache(maxsize=500)
def _form(word: str) -> re.Pattern[str]:
    """A word in its number: "chip" and "chips"; short ones as they stand."""
    stem = re.escape(fold(word).removesuffix("s") if len(word) > 3 else fold(word))
    return re.compile(rf"(?<!\w){stem}{'(?:s|es)?' if len(word) > 2 else ''}(?!\w)")


def sentence_with(deal: Deal, topics: Sequence[str]) -> tuple[KeptReport, Span] | None:
    """The sentence that speaks of the first of the words, where one of those that prove the deal does."""
    for group in groups(topics):
        for report in deal.reports:
            text = report.article.article.text
            for span in spans_of(report):
                sentence = sentence_at(text, span)
                if any(_form(word).search(fold(text[sentence.start : sentence.end])) for word in group):
                    return report, span
    return None
