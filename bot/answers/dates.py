"""/dates: what was announced when, and what is due when, past and ahead.

Every date is shown as exactly as its source gives it, and no more: "by 2029" stands at the end of 2029 in the order,
and stays "by 2029" in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Options
from bot.answers.cards import headline, told_steps
from bot.answers.charts import Moment, timeline
from bot.answers.filters import MOST, each_once, every_deal
from bot.answers.lines import write
from bot.answers.naming import company_meant, empty_library, is_empty, name_and_rest, text_option
from bot.answers.paging import BESIDE_PICTURE, page_of, sections
from bot.answers.pictures import drawn
from bot.answers.totals import COUNTED
from bot.answers.wording import STRENGTH_WORDS, has_number, joined, names_of, shown, undertaking, words_of
from bot.errors import BadInput
from bot.language.dates import Period, read_period, say_day
from bot.language.names import key
from bot.model import Company, Day, Deal, OwedLine
from bot.store.deals import Query, deals_dated

AHEAD, DUE_PAST, PAST = "Ahead", "Was due", "So far"
DAYS = re.compile(r"(?:(next|last|past|coming)\s+)?(\d{1,4})\s+(day|week|month|year)s?", re.IGNORECASE)
LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
USUAL_PAST, USUAL_AHEAD = timedelta(days=90), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day: a step of a deal's life, or a deadline."""

    heading: str
    on: Day
    line: Line
    moment: Moment
    deal: Deal


async def dates(ask: Ask, options: Options) -> Answer:
    """The dates of a company, or of the whole library: what is to come, the nearest first, then what has been."""
    options = await _sorted_out(ask, options)
    typed, window = text_option(options, "company"), text_option(options, "window")
    today = ask.now.date()
    company = (
        await company_meant(ask, typed, lambda name: write("dates", company=name, window=window)) if typed else None
    )
    if isinstance(company, Answer):
        return company
    period = window_of(window, today) if window or company else Period(today - USUAL_PAST, today + USUAL_AHEAD)
    events = events_of(await _deals(ask, company, period), today, period)
    if not events:
        return await _none(ask, company)
    page = page_of(options, len(events), BESIDE_PICTURE)
    title = f"Dates{f': {shown(company.name, 60)}' if company else ''}{_said(period)}"
    items = [(event.heading, event.line) for event in page.of(events)]
    kept = {name: options[name] for name in ("company", "window") if name in options}
    heading = f"Dates: {shown(company.name, 50)}" if company else "Dates"
    picture = timeline(heading, (event.moment for event in events), today) if page.number == 1 else None
    return Answer(
        cards=(Card(title, sections(items), (page.said,) if page.said else ()),),
        buttons=page.buttons("dates", kept),
        files=await drawn(ask, picture, company.name if company else ""),
        replaces="page" in options,
        deals=each_once(event.deal for event in page.of(events)),
    )


async def _sorted_out(ask: Ask, options: Options) -> Options:
    """The options, with a window that was typed as or after the company put where it belongs: "oracle next year"."""
    typed = text_option(options, "company")
    if not typed or "window" in options:
        return options
    name, rest = await name_and_rest(ask, typed)
    try:
        window_of(rest, ask.now.date())
    except BadInput:
        return options
    return {**options, "company": name, "window": rest} if rest else options


async def _deals(ask: Ask, company: Company | None, period: Period) -> Iterable[Deal]:
    """The deals that may have a date in the period."""
    if company is not None:
        return await every_deal(ask.db, ask.server_id, Query(companies=(company.id,)))
    return await deals_dated(ask.db, ask.server_id, period.first, period.last, limit=MOST)


def window_of(text: str, today: date) -> Period:
    """The days of a window: "ahead", "past", "all", "next 90 days", or any period that `read_period` knows."""
    plain = text.strip().casefold()
    if plain in ("", "all"):
        return Period(None, None)
    if plain in ("ahead", "future", "coming"):
        return Period(today, None)
    if plain == "past":
        return Period(None, today)
    match = DAYS.fullmatch(plain)
    if match is None:
        return read_period(text, today)
    length = timedelta(days=int(match[2]) * LENGTHS[match[3].lower()])
    back = match[1] in ("last", "past")
    try:
        return Period(today - length, today) if back else Period(today, today + length)
    except OverflowError:
        return Period(None, today) if back else Period(today, None)


def events_of(deals: Iterable[Deal], today: date, period: Period) -> list[Event]:
    """All dates of the deals that may lie in the period: ahead the nearest first, then past ones, the latest first."""
    found = [event for deal in deals for event in _of(deal, today) if _may_lie_in(event.on, period)]
    ahead = sorted((event for event in found if event.heading == AHEAD), key=lambda event: event.on.last)
    was_due = sorted((e for e in found if e.heading == DUE_PAST), key=lambda event: event.on.last, reverse=True)
    past = sorted((event for event in found if event.heading == PAST), key=lambda event: event.on.first, reverse=True)
    return [*ahead, *was_due, *past]


def _may_lie_in(day: Day, period: Period) -> bool:
    return (period.first is None or day.last >= period.first) and (period.last is None or day.first <= period.last)


def _of(deal: Deal, today: date) -> Iterator[Event]:
    for said, step in told_steps(deal):
        if step.on is not None:
            heading = AHEAD if step.on.first > today else PAST
            line = _line(say_day(step.on), headline(deal), said, deal)
            moment = Moment(step.on.first, f"{say_day(step.on)}, {said}", shown(headline(deal), 90))
            yield Event(heading, step.on, line, moment, deal)
    if deal.status not in COUNTED:
        return
    for owed in deal.commitments:
        deadline = owed.commitment.deadline
        if deadline is not None and owed.commitment.strength != "none":
            heading = AHEAD if deadline.last >= today else DUE_PAST
            line = _line(f"By {say_day(deadline)}", _owed(owed), _under(owed, deal), deal)
            tone: Literal["firm", "planned"] = "firm" if owed.commitment.strength == "firm" else "planned"
            day = f"By {say_day(deadline)}, {tone}"
            said = joined(undertaking(owed.commitment, dated=False), _with(owed, deal))
            moment = Moment(deadline.last, day, said, tone, due=True)
            yield Event(heading, deadline, line, moment, deal)


def _owed(owed: OwedLine) -> str:
    commitment = owed.commitment
    text = owed.reports[0].article.article.text if owed.reports else ""
    words = "" if has_number(commitment) else words_of(text, commitment, 90)
    return undertaking(commitment, words, dated=False)


def _under(owed: OwedLine, deal: Deal) -> str:
    """How binding it is, and with whom."""
    return joined(STRENGTH_WORDS[owed.commitment.strength].lower(), _with(owed, deal))


def _with(owed: OwedLine, deal: Deal) -> str:
    others = [party.name for party in deal.parties if key(party.name) != key(owed.commitment.party)]
    return f"with {names_of(others)}" if others else ""


def _line(day: str, said: str, below: str, deal: Deal) -> Line:
    return Line((Bold(f"{day}: "), said), Button(deal.label, write("deal", deal.label)), below=(below,))


def _said(period: Period) -> str:
    """The window in words."""
    first = f" from {say_day(Day.of(period.first))}" if period.first else ""
    last = f" to {say_day(Day.of(period.last))}" if period.last else ""
    return f"{first}{last}"


async def _none(ask: Ask, company: Company | None) -> Answer:
    if await is_empty(ask):
        return empty_library(ask)
    name = f" of {shown(company.name, 60)}" if company else ""
    every = write("dates", company=company.name if company else None, window="all")
    return Answer(text=(f"No dates{name} in that window.",), buttons=(Button("All dates", every),))
