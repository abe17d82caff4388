"""Dates that begin with a digit: "2025-10-13", "21 November", "2026-2029", "in 2015", "3 weeks ago", "3Q26"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.language.date_pieces import (
    COUNT,
    DAY,
    MONTH,
    UNIT,
    YEAR,
    Clues,
    Rule,
    _,
    alone,
    count_of,
    counts_things,
    day_of_month,
    full_year,
    quarter_or_half,
    told_year,
)
from bot.language.stretches import UNKNOWN, Stretch, between, half, months_on, quarter, real, shifted, week_of, whole
from bot.language.text import words
from bot.model import Day

ISO = re.compile(
    rf"(?P<year>{YEAR})(?P<sep>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12][0-9]|3[01])(?![0-9])"
)
NUMERIC = re.compile(
    r"(?P<first>0?[1-9]|[12][0-9]|3[01])(?P<sep>[/.-])(?P<second>0?[1-9]|[12][0-9]|3[01])(?P=sep)"
    r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[/.-][0-9])"
)
DAY_MONTH = re.compile(
    rf"(?P<day>{DAY})(?:{_}?(?:to|and|&|[-–]){_}?(?P<last>{DAY}))?[\s\u00a0-]{{1,2}}(?:of{_})?(?P<month>{MONTH})"
    rf"(?:,?[\s\u00a0-]{{1,2}}(?P<year>{YEAR})|,?{_}(?P<told>this|last|next){_}year)?"
)
YEARS = re.compile(
    rf"(?P<first>{YEAR})(?:[-–/](?P<last>{YEAR}|[0-9]{{2}}(?![0-9]|[-/.][0-9]|,[0-9]))"
    rf"|{_}(?P<word>to|and|through|until){_}(?:early |late |mid-|the end of )?(?P<until>{YEAR}))"
)
YEAR_ALONE = re.compile(rf"(?P<year>{YEAR})(?![-/][0-9])(?:{_}(?P<part>Q[1-4]|H[12])(?![0-9A-Za-z]))?")
AGO = re.compile(rf"(?P<count>{COUNT}){_}(?P<unit>{UNIT})s?{_}(?:ago|(?P<on>from{_}now))(?![A-Za-z])", re.IGNORECASE)
IN_TIME = re.compile(
    rf"(?P<count>{COUNT})[ -](?P<unit>{UNIT})s?(?P<time>['’]{_}?time)?"
    rf"(?![A-Za-z]|{_}(?:of|after|from|following|ago|in|on)\b)",
    re.IGNORECASE,
)
QUARTER_SHORT = re.compile(
    rf"(?:(?P<n>[1-4])(?P<u>[QH])|(?P<u2>[QH])(?P<n2>[1-4]))"
    rf"(?:(?:[ \u00a0/-]|(?=['’])|(?<=[QH])|(?<=Q[1-4])(?=09|[1-3][0-9]))"
    rf"(?:of{_})?(?:FY|CY|fiscal{_}(?:year{_})?)?{_}?['’]?"
    rf"(?P<year>{YEAR}|[0-9]{{2}}(?![0-9A-Za-z%]|[.,][0-9])))?"
    rf"(?:{_}(?P<told>this|last|next){_}year)?(?![A-Za-z0-9])"
)


def iso(match: re.Match[str], _clues: Clues) -> Stretch | None:
    """2025-10-13, 2025/10/13, 2025.10.13."""
    day = real(int(match["year"]), int(match["month"]), int(match["day"]))
    return None if day is None else whole(day)


def numeric(match: re.Match[str], _clues: Clues) -> Stretch | None:
    """13/10/2025 and 10/13/2025 can be read in one way each, 04/05/2025 in two: then only the year is sure."""
    if len(match["year"]) == 2 and match["sep"] != "/":
        return None
    year, first, second = full_year(match["year"]), int(match["first"]), int(match["second"])
    if match["sep"] == "." or first > 12 or first == second:
        day = real(year, second, first)
    elif second > 12:
        day = real(year, first, second)
    else:
        return whole(Day(year))
    return None if day is None else whole(day)


def years(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "2026-2029", "2025/26", "2026 to 2028"; "2025-10" is a month."""
    first, told = int(match["first"]), match["last"] or match["until"]
    if match["last"] and len(told) == 2 and 1 <= int(told) <= 12 and int(told) != first % 100 + 1:
        return whole(Day(first, int(told))) if match[0][4] != "/" else None
    last = full_year(told, first)
    if not first < last <= first + 60 or (match["word"] == "and" and clues.before != "between"):
        return None
    return between(date(first, 1, 1), date(last, 12, 31))


# Words after which four digits are a year, and those of them that also stand before numbers.
BEFORE_YEAR = words(
    "in by since until till through during from before after for than between year fiscal calendar the a an its their "
    "his her our this early late mid and or to versus vs season circa of around spring summer autumn winter fall ,"
)
BEFORE_NUMBERS = words("of to than around for and or a the its their before after from ,")
LISTED = re.compile(r"(?:19|20)[0-9]{2},?\Z|['’]s?\Z")


def year_alone(match: re.Match[str], clues: Clues) -> Stretch | None:
    """Four digits are a year only where the words around allow no number."""
    year, part = int(match["year"]), match["part"]
    if part:
        return (quarter if part[0] == "Q" else half)(year, int(part[1]))
    opened = match.string[match.start() - 1 : match.start()] in ("(", "[", "’", "'")
    if alone(match, clues):
        return whole(Day(year))
    if not opened and clues.before not in BEFORE_YEAR and LISTED.search(clues.before) is None:
        return None
    if clues.before in BEFORE_NUMBERS and year % 100 == 0:
        return None
    return None if counts_things(match.string, match.end()) else whole(Day(year))


def ago(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "three months ago" is a month, "two years ago" a year, "a week ago" the month it lies in."""
    on = match["on"] is not None
    if clues.given is None:
        return replace(UNKNOWN, future=on)
    return away(clues.given, count_of(match["count"]) * (1 if on else -1), match["unit"].lower())


def away(given: date, count: int, unit: str) -> Stretch | None:
    """The day, month or year so many units away, as exactly as people mean it."""
    future = count > 0
    if abs(count) > 200 or unit == "decade":
        return None
    if unit == "year":
        return whole(Day(given.year + count), relative=True, future=future)
    if unit in ("month", "quarter"):
        there = months_on(given, count * (3 if unit == "quarter" else 1))
        exact = unit == "month" and abs(count) <= 12
        return whole(there if exact else Day(there.year), relative=True, future=future)
    day = shifted(given, days=count * (7 if unit == "week" else 1))
    if unit == "day" and abs(count) < 7:
        return whole(Day.of(day), relative=True, future=future)
    start, end = week_of(day)
    return replace(between(start, end, relative=True, future=future), day=Day(day.year, day.month))


def in_time(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "within three years", "in five years' time", and "in two weeks" where the clause looks ahead: until then."""
    if not (clues.before == "within" or (clues.before == "in" and (clues.ahead or match["time"]))):
        return None
    if clues.given is None:
        return replace(UNKNOWN, future=True)
    there = away(clues.given, count_of(match["count"]), match["unit"].lower())
    return None if there is None else replace(there, start=clues.given, point=False)


def quarter_short(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "Q3", "Q3 2026", "3Q26", "H2 2026"; a lone "H2" may be hydrogen."""
    number, kind = int(match["n"] or match["n2"]), match["u"] or match["u2"]
    dated = match["year"] or match["told"]
    if kind == "H" and (number > 2 or not (dated or clues.before in ("in", "during", "by"))):
        return None
    year = full_year(match["year"]) if match["year"] else told_year(match["told"], clues.given)
    return quarter_or_half(number, of_four=kind == "Q", year=year, clues=clues)


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (ISO, iso),
    (NUMERIC, numeric),
    (DAY_MONTH, day_of_month),
    (YEARS, years),
    (YEAR_ALONE, year_alone),
    (AGO, ago),
    (QUARTER_SHORT, quarter_short),
    (IN_TIME, in_time),
)
