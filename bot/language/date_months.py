"""Dates that begin with a month or a weekday: "Nov. 21, 2025", "October last year", "March to June", "on Thursday"."""

from __future__ import annotations

import re
from datetime import date

from bot.language.date_pieces import (
    DAY,
    FUTURE,
    MONTH,
    STEPS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Clues,
    Rule,
    _,
    alone,
    counts_things,
    day_of_month,
    full_year,
    month_number,
    told_year,
)
from bot.language.stretches import UNKNOWN, Stretch, between, month_near, shifted, week_of, weekday_near, whole
from bot.language.text import words
from bot.model import Day

MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){_}(?P<day>{DAY})(?!{_}(?:million|billion|percent|per{_}cent)\b|%)"
    rf"(?:{_}?(?:[-–]|to|and|through|&){_}?(?:{MONTH}{_})?(?P<last>{DAY}))?"
    rf"(?:,?{_}(?P<year>{YEAR})|,?{_}(?P<told>this|last|next){_}year)?"
)
MONTHS_RANGE = re.compile(
    rf"(?P<first>{MONTH})(?:{_}(?P<early>{YEAR}))?{_}?(?P<word>to|through|until|till|and|[-–]){_}?(?P<last>{MONTH})"
    rf"(?:,?{_}(?P<year>{YEAR}))?"
)
MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH})(?:,?{_}(?:of{_})?(?P<year>{YEAR})|[-/](?P<short>{YEAR}|[0-9]{{2}}(?![0-9]))"
    rf"|,?{_}(?:of{_})?(?P<told>this|last|next){_}year)?"
)
WEEKDAY_OF = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?:{_}(?:morning|afternoon|evening|night))?(?:{_}(?:of{_})?(?P<told>last|this|next){_}week)?"
)
WITH_DATE = re.compile(rf"{WEEKDAY}\.?(?:,{_}|{_}the{_}|,{_}the{_}|{_}?\(|{_})(?=[0-9A-Z])")
"""A weekday with its date after it."""

# "May" and "March" are also verbs, "April" and "June" also people: they need a word before or a date around them.
BEFORE_MONTH = words(
    "in on since by until till through during from before after last next this early late mid of and or to between "
    "end previous coming"
)
BETWEEN_NAMES = words("and or of to")
BEFORE_NOUN = words("a an its their the for")
DOUBTFUL = words("may march april june august jan jan. mar mar. dec sep")
CAPITAL_AFTER = re.compile(r" ([A-Z][a-z]{1,20})")
NO_WEEKDAY_AFTER = words("black cyber good ash super ruby palm freaky")
PAPERS = re.compile(r" (?:Times|Telegraph|Mail|Night|Post|Mirror|Journal)\b")


def month_day(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "November 21", but "in March 20 ships were delivered" is a month and a number."""
    dated = match["year"] or match["told"]
    if not dated and (clues.before == "in" or counts_things(match.string, match.end("day"))):
        return None
    return day_of_month(match, clues)


def months_range(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "March to June 2026", "between October 2025 and March 2026"."""
    if match["word"] == "and" and clues.before != "between":
        return None
    first, last = month_number(match["first"]), month_number(match["last"])
    if match["year"]:
        year = int(match["year"])
        start, end = Day(int(match["early"] or year - (first > last)), first), Day(year, last)
        return between(start.first, end.last) if start <= end else None
    near = month_near(clues.given, last, ahead=clues.ahead)
    if near is None:
        return UNKNOWN
    return between(Day(near.year - (first > last), first).first, near.last, relative=True)


def month_year(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "October 2025", "October last year", "in October"."""
    month, word = month_number(match["month"]), match["month"].lower()
    if match["short"] and len(word.rstrip(".")) > 4:
        return None
    told = match["year"] or match["short"]
    year = full_year(told) if told else told_year(match["told"], clues.given)
    if year is not None:
        return whole(Day(year, month), relative=match["told"] is not None)
    if match["told"]:
        return UNKNOWN
    if not _is_month(match, clues, word):
        return None
    near = month_near(clues.given, month, ahead=clues.ahead)
    return UNKNOWN if near is None else whole(near, relative=True)


def _is_month(match: re.Match[str], clues: Clues, word: str) -> bool:
    """Whether a lone month's name is one: "in May", not "May the deal close", "April Smith", "Jan Koum"."""
    capital_after = CAPITAL_AFTER.match(match.string, match.end()) is not None
    if word in DOUBTFUL and clues.before in BETWEEN_NAMES and capital_after:
        return False
    if clues.before in BEFORE_MONTH or alone(match, clues):
        return True
    if len(word.rstrip(".")) <= 3:
        return False
    if word in DOUBTFUL and clues.before not in BEFORE_NOUN:
        return False
    return not capital_after


def weekday_of(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "on Thursday", "Thursday last week"."""
    name = match["weekday"]
    if len(name) < 6 or clues.before in NO_WEEKDAY_AFTER or PAPERS.match(match.string, match.end()):
        return None
    weekday = WEEKDAYS[name[:3].lower()]
    if clues.given is None:
        return UNKNOWN
    if match["told"]:
        return in_week(clues.given, weekday, STEPS.get(match["told"].lower(), 0))
    return whole(Day.of(weekday_near(clues.given, weekday, ahead=clues.ahead)), relative=True)


def in_week(given: date, weekday: int, step: int) -> Stretch:
    """A weekday of this, the last or the next week."""
    monday, _sunday = week_of(shifted(given, days=7 * step))
    return whole(Day.of(shifted(monday, days=weekday)), relative=True, future=FUTURE[step])


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (MONTH_DAY, month_day),
    (MONTHS_RANGE, months_range),
    (MONTH_YEAR, month_year),
)
WEEKDAY_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = ((WEEKDAY_OF, weekday_of),)
