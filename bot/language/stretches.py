"""Stretches of days, and how far a date without a year may be told: the reckoning behind `dates`.

Nothing here reads text. A `Stretch` is what some words stand for: bounds, and the `Day` that says it as exactly as
it can be said, and no more exactly.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.model import Day

DECADE_ENDS = 9
"""The last digit of a decade's last year: "by the end of the decade" is by the end of 2029."""

SLACK = timedelta(days=1)
"""An article may be dated a day before its own dateline: it was published on the other side of the date line."""

EARLIEST, LATEST = date(1600, 1, 1), date(2300, 12, 31)


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the words of a date stand for. Bounds and day are None where nothing tells the year."""

    start: date | None = None
    end: date | None = None
    day: Day | None = None
    relative: bool = False
    future: bool | None = None
    point: bool = False


UNKNOWN = Stretch(relative=True)


def whole(day: Day, *, relative: bool = False, future: bool | None = None) -> Stretch:
    """The stretch of a year, a month or a day."""
    return Stretch(day.first, day.last, day, relative, future, point=bool(day.day))


def between(start: date, end: date, *, relative: bool = False, future: bool | None = None) -> Stretch:
    """A stretch of any length, with the sharpest Day that holds all of it, if one does."""
    return Stretch(start, end, containing(start, end), relative, future, point=start == end)


def containing(start: date, end: date) -> Day | None:
    """The sharpest Day that holds all days from start to end; None where they lie in two years."""
    if start.year != end.year:
        return None
    if start.month != end.month:
        return Day(start.year)
    return Day(start.year, start.month) if start != end else Day.of(start)


def part_of(stretch: Stretch, part: str) -> Stretch:
    """ "early 2020", "late October": the same Day, narrower bounds."""
    if stretch.start is None or stretch.end is None:
        return stretch
    size = (stretch.end - stretch.start).days
    third = timedelta(days=size // 3)
    start, end = stretch.start, stretch.end
    if part == "early":
        return replace(stretch, end=start + third, point=False)
    if part == "mid":
        return replace(stretch, start=start + third, end=end - third, point=False)
    if part == "late":
        return replace(stretch, start=end - third, point=False)
    return replace(stretch, start=max(start, end - timedelta(days=max(size // 12, 1))), point=False)  # the end


def months_on(given: date, count: int) -> Day:
    """The month so many months away."""
    months = given.year * 12 + given.month - 1 + count
    return Day(months // 12, months % 12 + 1)


def shifted(given: date, *, days: int = 0, months: int = 0) -> date:
    """The day so far away, the last of its month where that is shorter."""
    if months:
        month = months_on(given, months)
        given = date(month.year, month.month, min(given.day, calendar.monthrange(month.year, month.month)[1]))
    return given + timedelta(days=days)


def week_of(given: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = given - timedelta(days=given.weekday())
    return monday, monday + timedelta(days=6)


def quarter(year: int, number: int) -> Stretch:
    """A quarter of a year; no Day is sharper than the year."""
    return between(date(year, 3 * number - 2, 1), Day(year, 3 * number).last)


def half(year: int, number: int) -> Stretch:
    """A half of a year."""
    return between(date(year, 6 * number - 5, 1), Day(year, 6 * number).last)


def season(year: int, first_month: int) -> Stretch:
    """Three months from the first one; a winter is named by the year it begins in."""
    return replace(between(date(year, first_month, 1), months_on(date(year, first_month, 1), 2).last), day=Day(year))


def decade(year: int) -> Stretch:
    """The ten years that a year lies in."""
    first = year - (year - DECADE_ENDS - 1) % 10
    return between(date(first, 1, 1), date(first + 9, 12, 31))


def month_near(given: date | None, month: int, *, ahead: bool) -> Day | None:
    """The nearest such month in the past, the current one included, or the nearest to come."""
    if given is None:
        return None
    if ahead:
        return Day(given.year + (month < given.month), month)
    return Day(given.year - (month > given.month), month)


def day_near(given: date | None, month: int, day: int, *, ahead: bool) -> Day | None:
    """The nearest such day in the past (or tomorrow), or the nearest to come; None for a day that does not exist."""
    if given is None:
        return None
    years = range(given.year, given.year + 5) if ahead else range(given.year + 1, given.year - 5, -1)
    for year in years:
        if day > calendar.monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if (found >= given - SLACK) if ahead else (found <= given + SLACK):
            return Day.of(found)
    return None


def weekday_near(given: date, weekday: int, *, ahead: bool) -> date:
    """The day itself where it is that weekday, else the last one before or the first one after it."""
    if ahead:
        return given + timedelta(days=(weekday - given.weekday()) % 7)
    return given - timedelta(days=(given.weekday() - weekday) % 7)


def real(year: int, month: int, day: int) -> Day | None:
    """The day, if the calendar has it."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return Day(year, month, day)
    return None
