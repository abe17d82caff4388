"""The pieces that the rules for dates are made of, and what a rule may know beside its own words.

Every repeat is bounded; `_` is one blank. Names of months and weekdays must begin with a capital, so that "may" and
"march" are left to be verbs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.language.numbers import ONES
from bot.language.quantities import units
from bot.language.stretches import UNKNOWN, Stretch, between, day_near, half, quarter, real, whole
from bot.language.text import listed

MONTHS = {
    name: number for number, name in enumerate(listed("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}
WEEKDAYS = {name: number for number, name in enumerate(listed("mon tue wed thu fri sat sun"))}

_ = "[ \u00a0]"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|s\b|,[0-9]{3}|\.[0-9])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z]|[.,:][0-9])"
MONTH = (
    r"(?=[A-Z])(?i:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![A-Za-z])"
)
WEEKDAY = (
    r"(?=[A-Z])(?i:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)(?![A-Za-z])"
)
COUNT = rf"(?:{'|'.join(ONES)}|an?|[0-9]{{1,3}})"
UNIT = "(?:day|week|month|quarter|year|decade)"
TELLER = "(?:this|last|next|current|coming|previous|past)"
STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}
"""How far the word that tells a period is from this one; 0 for the others."""

FUTURE: dict[int, bool | None] = {-1: False, 0: None, 1: True}


class Found(NamedTuple):
    """Where a date ends and what it stands for."""

    end: int
    stretch: Stretch


class Clues(NamedTuple):
    """What a rule may know beside its words: the article's day, whether the future is meant, the word before."""

    given: date | None
    ahead: bool
    before: str = ""


Rule = Callable[[re.Match[str], Clues], Stretch | None]


def alone(match: re.Match[str], clues: Clues) -> bool:
    """Whether these words are all that is looked at: a find that is read again, or what a person typed."""
    return not clues.before and match.end() == match.endpos


def month_number(word: str) -> int:
    """1 for "January", "Jan." and "JAN"."""
    return MONTHS[word[:3].lower()]


def full_year(told: str, near: int = 2000) -> int:
    """A year of four digits, or of two in the century of another: the second of "2025-26"."""
    number = int(told)
    return number if number >= 100 else near // 100 * 100 + number


def told_year(told: str | None, given: date | None) -> int | None:
    """The year of "last year"; None where there is no given day."""
    return None if told is None or given is None else given.year + STEPS.get(told.lower(), 0)


def count_of(word: str) -> int:
    """The number of "three", "3" or "a"."""
    return int(word) if word.isdigit() else ONES.get(word.lower(), 1)


def day_of_month(match: re.Match[str], clues: Clues) -> Stretch | None:
    """A day (or the days from `day` to `last`) of a month, whose year is told, told relatively, or the nearest."""
    month, day = month_number(match["month"]), _digits(match["day"])
    relative = match["year"] is None
    year = int(match["year"]) if match["year"] else told_year(match["told"], clues.given)
    first = real(year, month, day) if year else day_near(clues.given, month, day, ahead=clues.ahead)
    if first is None:
        return UNKNOWN if relative and clues.given is None and real(2024, month, day) else None
    until = real(first.year, month, _digits(match["last"])) if match["last"] else None
    if until is not None and until > first:
        return between(first.first, until.first, relative=relative)
    return whole(first, relative=relative)


def _digits(told: str) -> int:
    return int(told.rstrip("stndrh"))


def quarter_or_half(number: int, *, of_four: bool, year: int | None, clues: Clues) -> Stretch:
    """A quarter or half of a year, or the nearest one where no year is told."""
    make = quarter if of_four else half
    if year is not None:
        return make(year, number)
    if clues.given is None:
        return UNKNOWN
    near = make(clues.given.year, number)
    if not clues.ahead and near.start is not None and near.start > clues.given:
        near = make(clues.given.year - 1, number)
    elif clues.ahead and near.end is not None and near.end < clues.given:
        near = make(clues.given.year + 1, number)
    return replace(near, relative=True)


NEXT_WORD = re.compile(r"[ \u00a0-]([A-Za-z]{1,20})")


def counts_things(text: str, at: int) -> bool:
    """Whether a number that ends here counts things: "2000 aircraft"."""
    following = NEXT_WORD.match(text, at)
    return following is not None and (following[1].lower() in units() or following[1] in units())
