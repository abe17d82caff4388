"""Dates and periods as people write them, those relative to a given day included, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.model import Day, Span


@dataclass(frozen=True, slots=True)
class DateFind:
    """A date in a text.

    `span` covers the words of the date; `whole` also the preposition before it ("by", "since"). `day` is as exact as
    the text allows and never more: None where no year is told, and for a stretch that no single Day covers
    ("between 2026 and 2028"). `start` and `end` bound the stretch of time. `relative`: it was reckoned from the
    given day. `kind`: a "point" is a day, a "period" longer, a "deadline" has words like by, until, within.
    `future`: what the words themselves tell ("next", "by": True; "ago", "last": False), else None.
    """

    span: Span
    whole: Span
    day: Day | None
    start: date | None
    end: date | None
    relative: bool
    kind: Literal["point", "period", "deadline"]
    future: bool | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; None is open."""

    first: date | None
    last: date | None


def find_dates(text: str, given: date | None, *, span: Span | None = None, ahead: bool = False) -> list[DateFind]:
    """Every date in a stretch, in order, never overlapping.

    `given` is the day of the article. A month, day or weekday without a year is the nearest one in the past, or with
    `ahead` the nearest to come; to read one find again by the tense of its clause, pass its own `span`.
    """
    return []


def deadline_of(find: DateFind) -> Day | None:
    """The find as a deadline: its day, or the last year of a longer stretch ("by the end of the decade")."""
    if find.day is not None or find.end is None:
        return find.day
    return Day(find.end.year)


def read_period(text: str, today: date) -> Period:
    """What a person typed into since or until ("last month", "Q3 2025"); BadInput with an example otherwise."""
    raise NotImplementedError


def say_day(day: Day) -> str:
    """ "21 November 2025", "October 2025" or "2025"."""
    raise NotImplementedError
