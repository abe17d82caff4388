"""What the words of a date stand for: one rule for each way to write one.

`START` finds where a date may begin; `read_date` tries the rules that may begin so, in order. A rule is a bounded
regular expression and a function that turns its match into a Stretch, or into None where it is no date after all
("March" the verb, "2000 aircraft"). The words before a date are weighed in `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.language.numbers import ONES
from bot.language.quantities import units
from bot.language.stretches import (
    UNKNOWN,
    Stretch,
    between,
    day_near,
    decade,
    half,
    month_near,
    months_on,
    part_of,
    quarter,
    real,
    season,
    shifted,
    week_of,
    weekday_near,
    whole,
    years_on,
)
from bot.language.text import words
from bot.model import Day

MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(" "), start=1)
}
WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split(" "))}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 0,
    "last": 0,
}
PARTS = {
    "early": "early", "start": "early", "beginning": "early", "turn": "early", "opening": "early",
    "mid": "mid", "middle": "mid", "midway": "mid",
    "late": "late", "latter": "late", "later": "later", "earlier": "earlier", "rest": "later", "remainder": "later",
    "end": "end", "close": "end", "course": "", "over": "",
}  # fmt: skip

# The pieces that rules are made of. `_` is one blank; every repeat is bounded.
_ = "[ \u00a0]"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9]|,[0-9]{3}|\.[0-9])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z]|[.,:][0-9])"
MONTH = (
    r"(?=[A-Z])(?i:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![A-Za-z])"
)
WEEKDAY = r"(?i:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![A-Za-z])"
COUNT = rf"(?:{'|'.join(ONES)}|an?|[0-9]{{1,3}})"
UNIT = "(?:day|week|month|quarter|year|decade)"
TELLER = "this|last|next|current|coming|previous|past"


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


def _month(word: str) -> int:
    return MONTHS[word[:3].lower()]


def _year(text: str, near: int | None = None) -> int:
    """A year of four digits, or of two after one of four: "2025-26"."""
    number = int(text)
    if number >= 100:
        return number
    century = (near or 2000) // 100 * 100
    return century + number


def _told_year(told: str | None, given: date | None) -> int | None:
    """The year of "last year", None where there is no given day."""
    if told is None or given is None:
        return None
    return given.year + {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(told.lower(), 0)


def _dated(match: re.Match[str], clues: Clues, month: int, day: int, last: int | None) -> Stretch | None:
    """A day, or the days from `day` to `last`, of a month whose year may be told, told relatively, or not at all."""
    relative = match["year"] is None
    year = int(match["year"]) if match["year"] else _told_year(match["told"], clues.given)
    first = real(year, month, day) if year else day_near(clues.given, month, day, ahead=clues.ahead)
    if first is None:
        return UNKNOWN if relative and clues.given is None and real(2024, month, day) else None
    until = real(first.year, month, last) if last is not None else None
    if until is not None and until > first:
        return between(first.first, until.first, relative=relative)
    return whole(first, relative=relative)


# -- dates that begin with a digit -----------------------------------------------------------------------------------

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
YEAR_ALONE = re.compile(rf"(?P<year>{YEAR})(?:{_}(?P<q>[QH][1-4])(?![0-9A-Za-z]))?")
AGO = re.compile(
    rf"(?P<count>{COUNT}){_}(?P<unit>{UNIT})s?{_}(?:ago(?![A-Za-z])|(?P<on>from{_}now(?![A-Za-z])))", re.IGNORECASE
)
IN_TIME = re.compile(
    rf"(?P<count>{COUNT})[ -](?P<unit>{UNIT})s?(?:['’]{_}?time)?(?![A-Za-z]|{_}(?:of|after|from|following|ago|in|on))",
    re.IGNORECASE,
)
QUARTER_SHORT = re.compile(
    rf"(?:(?P<n>[1-4])(?P<u>[QH])|(?P<u2>[QH])(?P<n2>[1-4]))(?![0-9A-Za-z](?<![0-9]))"
    rf"(?:[ \u00a0/-]?(?:of{_})?(?:FY|CY|fiscal{_}(?:year{_})?)?{_}?['’]?(?P<year>{YEAR}|[0-9]{{2}}(?![0-9A-Za-z%,]|\.[0-9])))?"
    rf"(?:{_}(?P<told>this|last|next){_}year)?(?![A-Za-z0-9])"
)


def _iso(match: re.Match[str], clues: Clues) -> Stretch | None:
    day = real(int(match["year"]), int(match["month"]), int(match["day"]))
    return None if day is None else whole(day)


def _numeric(match: re.Match[str], clues: Clues) -> Stretch | None:
    """13/10/2025 and 10/13/2025 can be read in one way each, 04/05/2025 in two: then only the year is sure."""
    if len(match["year"]) == 2 and match["sep"] != "/":
        return None
    year, first, second = _year(match["year"]), int(match["first"]), int(match["second"])
    if match["sep"] == "." or first > 12 or first == second:
        day = real(year, second, first)
    elif second > 12:
        day = real(year, first, second)
    else:
        return whole(Day(year))
    return None if day is None else whole(day)


def _day_month(match: re.Match[str], clues: Clues) -> Stretch | None:
    day, last = re.match("[0-9]+", match["day"]), re.match("[0-9]+", match["last"] or "")
    return _dated(match, clues, _month(match["month"]), int(day[0]) if day else 0, int(last[0]) if last else None)


def _years(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "2026-2029", "2025/26", "2026 to 2028"; "2025-10" is a month."""
    first = int(match["first"])
    told = match["last"] or match["until"]
    if match["last"] and len(told) == 2 and 1 <= int(told) <= 12 and int(told) != first % 100 + 1:
        return whole(Day(first, int(told))) if match[0][4] != "/" else None
    last = _year(told, first)
    if not first < last <= first + 60 or (match["word"] == "and" and clues.before != "between"):
        return None
    return between(date(first, 1, 1), date(last, 12, 31))


# Words after which four digits are a year, and those that make a number of them.
BEFORE_YEAR = words(
    "in by since until till through during from before after for than between year fiscal calendar the a an its their "
    "his her our this early late mid and or to versus vs season circa of around spring summer autumn winter fall"
)
OFTEN_NUMBERS = words("of to than around for and or a the its their before after from")


def _year_alone(match: re.Match[str], clues: Clues) -> Stretch | None:
    """Four digits are a year only where the words around allow no number."""
    year, text = int(match["year"]), match.string
    if match["q"]:
        return (
            (quarter if match["q"][0] == "Q" else half)(year, int(match["q"][1]))
            if match["q"] not in ("H3", "H4")
            else None
        )
    opened = text[match.start() - 1 : match.start()] in ("(", "[", "’", "'")
    if (
        not opened
        and clues.before not in BEFORE_YEAR
        and not re.search(r"(?:19|20)[0-9]{2},?\Z|['’]s?\Z", clues.before)
    ):
        return None
    if clues.before in OFTEN_NUMBERS and year % 100 == 0:
        return None
    following = re.match(r"[ \u00a0-]([A-Za-z]{1,20})", text[match.end() : match.end() + 24])
    counted = following is not None and (following[1].lower() in units() or following[1] in units())
    return (
        None
        if counted and clues.before not in ("in", "since", "by", "during")
        else whole(Day(year))
        if not counted
        else None
    )


def _count(word: str) -> int:
    return int(word) if word.isdigit() else ONES.get(word.lower(), 1)


def _ago(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "three months ago" is a month, "two years ago" a year, "a week ago" the month it lies in."""
    if clues.given is None:
        return replace(UNKNOWN, future=bool(match["on"]))
    count = _count(match["count"]) * (1 if match["on"] else -1)
    return _away(clues.given, count, match["unit"].lower(), future=bool(match["on"]))


def _away(given: date, count: int, unit: str, *, future: bool) -> Stretch | None:
    """The day, month or year so many units away, as exactly as people mean it."""
    if abs(count) > 200:
        return None
    if unit == "day":
        day = shifted(given, days=count)
        return whole(Day.of(day), relative=True, future=future) if abs(count) < 7 else _month_of(day, future)
    if unit == "week":
        start, end = week_of(shifted(given, days=7 * count))
        month = shifted(given, days=7 * count)
        return replace(between(start, end, relative=True, future=future), day=Day(month.year, month.month))
    if unit in ("month", "quarter"):
        months = count * (3 if unit == "quarter" else 1)
        day_or_year = (
            months_on(given, months) if abs(months) <= 12 and unit == "month" else Day(months_on(given, months).year)
        )
        return whole(day_or_year, relative=True, future=future)
    if unit == "decade":
        return None
    return whole(years_on(given, count), relative=True, future=future)


def _month_of(day: date, future: bool | None) -> Stretch:
    return whole(Day(day.year, day.month), relative=True, future=future)


def _in_time(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "within three years", and "in two weeks" where the clause looks ahead: until then."""
    if clues.before != "within" and not (clues.before == "in" and clues.ahead):
        return None
    if clues.given is None:
        return replace(UNKNOWN, future=True)
    there = _away(clues.given, _count(match["count"]), match["unit"].lower(), future=True)
    if there is None or there.end is None:
        return there
    return replace(there, start=clues.given, point=False)


def _quarter_short(match: re.Match[str], clues: Clues) -> Stretch | None:
    number, kind = int(match["n"] or match["n2"]), match["u"] or match["u2"]
    if kind == "H" and (number > 2 or not (match["year"] or match["told"] or clues.before in ("in", "during", "by"))):
        return None
    year = _year(match["year"]) if match["year"] else _told_year(match["told"], clues.given)
    return _quarter_or_half(number, kind == "Q", year, clues)


def _quarter_or_half(number: int, is_quarter: bool, year: int | None, clues: Clues) -> Stretch:
    """A quarter or half of a year, or the nearest one where no year is told."""
    make = quarter if is_quarter else half
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


# -- dates that begin with a month or a weekday ----------------------------------------------------------------------

MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){_}(?P<day>{DAY})(?!{_}(?:million|billion|percent|per{_}cent|GW|MW)\b|%)"
    rf"(?:{_}?(?:[-–]|to|and|through|&){_}?(?:{MONTH}{_})?(?P<last>{DAY}))?"
    rf"(?:,?{_}(?P<year>{YEAR})|,?{_}(?P<told>this|last|next){_}year)?"
)
MONTHS_RANGE = re.compile(
    rf"(?P<first>{MONTH})(?:{_}(?P<early>{YEAR}))?{_}?(?P<word>to|through|until|till|and|[-–]){_}?(?P<last>{MONTH})"
    rf"(?:,?{_}(?P<year>{YEAR}))?"
)
MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH})(?:,?{_}(?:of{_})?(?P<year>{YEAR})|[-/](?P<short>{YEAR}|[0-9]{{2}}(?![0-9]))|,?{_}(?:of{_})?(?P<told>this|last|next){_}year)?"
)
WITH_DATE = re.compile(rf"(?P<weekday>{WEEKDAY})\.?(?:,{_}|{_}the{_}|,{_}the{_}|{_}?\(|{_})(?=[0-9A-Z])", re.IGNORECASE)
WEEKDAY_OF = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?:{_}(?:morning|afternoon|evening|night))?(?:{_}(?:of{_})?(?P<told>last|this|next){_}week)?",
    re.IGNORECASE,
)


def _month_day(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "November 21", but "in March 20 ships were delivered" is a month and a number."""
    day, last = re.match("[0-9]+", match["day"]), re.match("[0-9]+", match["last"] or "")
    if clues.before == "in" and not match["year"] and not match["told"]:
        return None
    if not match["year"] and match["day"] == match["day"].lstrip("0") and _counted(match.string, match.end("day")):
        return None
    return _dated(match, clues, _month(match["month"]), int(day[0]) if day else 0, int(last[0]) if last else None)


def _counted(text: str, at: int) -> bool:
    """Whether a number that ends here counts things."""
    following = re.match(r"[ \u00a0]([A-Za-z]{1,20})", text[at : at + 24])
    return following is not None and (following[1].lower() in units() or following[1] in units())


def _months_range(match: re.Match[str], clues: Clues) -> Stretch | None:
    if match["word"] == "and" and clues.before != "between":
        return None
    first, last = _month(match["first"]), _month(match["last"])
    if match["year"]:
        year = int(match["year"])
        start_year = int(match["early"] or year - (first > last))
        start, end = Day(start_year, first), Day(year, last)
        return between(start.first, end.last) if start <= end else None
    end_near = month_near(clues.given, last, ahead=clues.ahead)
    if end_near is None:
        return UNKNOWN
    start = Day(end_near.year - (first > last), first)
    return between(start.first, end_near.last, relative=True)


# "May" and "March" are also verbs, "April" and "June" also people: they need a word before or a date around them.
BEFORE_MONTH = words(
    "in on since by until till through during from before after for last next this early late mid of and or to "
    "between between-the the its their a an end- mid- early- late- previous coming"
)
DOUBTFUL = words("may march april june august jan jan. mar mar. dec sep")


def _month_year(match: re.Match[str], clues: Clues) -> Stretch | None:
    month, word = _month(match["month"]), match["month"].lower().rstrip(".")
    year = (
        _year(match["year"] or match["short"])
        if match["year"] or match["short"]
        else _told_year(match["told"], clues.given)
    )
    if match["short"] and not match["year"] and len(word) > 4:
        return None
    if year is not None:
        return whole(Day(year, month), relative=match["told"] is not None)
    if match["told"]:
        return UNKNOWN
    if len(word) < 4 and word != "may" and clues.before not in BEFORE_MONTH:
        return None
    if not _is_month(match, clues, word):
        return None
    near = month_near(clues.given, month, ahead=clues.ahead)
    return UNKNOWN if near is None else whole(near, relative=True)


def _is_month(match: re.Match[str], clues: Clues, word: str) -> bool:
    """Whether a lone month's name is one: "in May", not "May the deal close", "April Smith", "the March on Rome"."""
    if word in DOUBTFUL and clues.before not in BEFORE_MONTH - {"a", "an", "its", "their", "the", "for"}:
        return (
            clues.before in ("a", "an", "its", "their", "the", "for")
            and word != "may"
            and match.string[match.end() : match.end() + 2][1:].islower()
        )
    following = re.match(r" ([A-Z][a-z]{1,20})", match.string[match.end() : match.end() + 24])
    return following is None or clues.before in BEFORE_MONTH or following[1][:3].lower() in WEEKDAYS


def _weekday_of(match: re.Match[str], clues: Clues) -> Stretch | None:
    name = match["weekday"]
    if len(name) < 6 or name[0].islower() or clues.before in ("black", "cyber", "good", "ash", "super", "ruby", "palm"):
        return None
    if re.match(r" (?:Times|Telegraph|Mail|Night|Post|Mirror|Journal)\b", match.string[match.end() : match.end() + 12]):
        return None
    weekday = WEEKDAYS[name[:3].lower()]
    if clues.given is None:
        return UNKNOWN
    told = (match["told"] or (clues.before if clues.before in ("last", "this", "next") else "")).lower()
    if match["told"] or told == "this":
        monday, _sunday = week_of(shifted(clues.given, days={"last": -7, "next": 7}.get(told, 0)))
        return whole(
            Day.of(shifted(monday, days=weekday)), relative=True, future={"next": True, "last": False}.get(told)
        )
    if told:
        return _last_or_next(clues.given, weekday, ahead=told == "next")
    return whole(Day.of(weekday_near(clues.given, weekday, ahead=clues.ahead)), relative=True)


def _last_or_next(given: date, weekday: int, *, ahead: bool) -> Stretch:
    """ "last Thursday" on a Monday is certain; on a Friday it may be yesterday or the week before."""
    sign = 1 if ahead else -1
    near = weekday_near(shifted(given, days=sign), weekday, ahead=ahead)
    certain = weekday <= given.weekday() if ahead else weekday >= given.weekday()
    if certain:
        return whole(Day.of(near), relative=True, future=ahead)
    ends = sorted((near, shifted(near, days=7 * sign)))
    return between(ends[0], ends[1], relative=True, future=ahead)


# -- dates that begin with a word ------------------------------------------------------------------------------------

DAY_WORD = re.compile(
    r"(?P<day>yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening))(?![A-Za-z])", re.IGNORECASE
)
# A year, a month or a telling word with its unit, with or without the part of it that is meant.
OF = rf"(?:{_}of{_}|{_}in{_}|[ \u00a0-])(?:the{_})?"
PERIOD = re.compile(
    rf"(?:(?P<part>early|late|mid|end|earlier|later|close|start|beginning|middle|turn|midway|early{_}part|latter{_}part|rest|remainder)(?:-to-late)?{OF}"
    rf"|(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|final|last|opening|closing|latter)[ -](?P<of>half|quarter|weeks?|weekend|days?|months?|part){OF})?"
    rf"(?:(?P<fiscal>fiscal|financial|calendar|budget)(?:{_}year)?{_}(?:(?:ending|ended|to){_}(?:in{_})?(?:{MONTH}{_})?(?:[0-9]{{1,2}},?{_})?)?)?"
    rf"(?:(?P<year>{YEAR})(?:[-–/](?P<last>[0-9]{{2}})(?![0-9]))?"
    rf"|(?P<month>{MONTH})(?:,?{_}(?:of{_})?(?P<myear>{YEAR})|,?{_}(?:of{_})?(?P<mtold>this|last|next){_}year)?(?!{_}[0-9]{{1,2}}(?:,|{_}[a-z]))"
    rf"|(?P<decade>(?:19|20)[0-9]0)s"
    rf"|(?:(?P<told>(?i:{TELLER}|that|same)){_})?(?P<fiscal2>fiscal{_}|financial{_}|calendar{_})?(?P<unit>week|weekend|month|quarter|year|decade|half)(?![A-Za-z-])"
    rf"|(?P<stold>(?i:{TELLER})){_}(?:year['’]s{_})?(?P<tmonth>{MONTH}))",
)
NTH = re.compile(
    rf"(?:(?P<fiscal>fiscal|financial){_})?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th|final|last|latter)[ -](?:fiscal[ -])?(?P<of>quarter|half)(?![A-Za-z-])"
    rf"(?:,?{_}(?:of{_})?(?:fiscal{_}(?:year{_})?|FY)?(?P<year>{YEAR})|{_}(?:of{_})?(?P<told>this|last|next|the){_}(?:fiscal{_}|financial{_})?year)?",
    re.IGNORECASE,
)
YEAR_END = re.compile(
    rf"(?:year(?:['’]s)?[ -]end|end-year)(?![A-Za-z])(?:{_}(?:of{_})?(?P<year>{YEAR}))?", re.IGNORECASE
)
FISCAL = re.compile(rf"(?:FY|CY){_}?['’]?(?P<year>{YEAR}|[0-9]{{2}}(?![0-9]))(?:[-–/][0-9]{{2}}(?![0-9]))?")
SEASON = re.compile(
    rf"(?:(?P<told>{TELLER}){_})?(?:(?P<part>early|late|mid)[ -])?(?P<season>spring|summer|autumn|fall|winter)(?![A-Za-z-])"
    rf"(?:{_}(?:of{_})?(?P<year>{YEAR})|{_}(?:of{_})?(?P<ytold>this|last|next){_}year)?",
    re.IGNORECASE,
)
SPELL = re.compile(
    rf"(?P<told>last|past|previous|next|coming|following){_}(?P<count>{COUNT}){_}(?P<unit>{UNIT})s?(?![A-Za-z])(?!{_}of{_})",
    re.IGNORECASE,
)
TELLING_WEEKDAY = re.compile(rf"(?P<told>last|this|next){_}(?P<weekday>{WEEKDAY})", re.IGNORECASE)


def _day_word(match: re.Match[str], clues: Clues) -> Stretch | None:
    word = match["day"].lower()
    if match["day"][0].isupper() and clues.before == "usa":
        return None
    if clues.given is None:
        return replace(UNKNOWN, future={"yesterday": False, "tomorrow": True}.get(word))
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    return whole(Day.of(shifted(clues.given, days=days)), relative=True, future={-1: False, 1: True}.get(days))


def _period(match: re.Match[str], clues: Clues) -> Stretch | None:
    """A year, month, week, quarter or decade, told by itself or relatively, and the part of it that is meant."""
    core = _core(match, clues)
    if core is None or core.start is None or core.end is None:
        return core
    if match["nth"]:
        return _nth_of(match, core)
    part = PARTS.get((match["part"] or "").lower().split("\u00a0")[0].split(" ")[0], "")
    if part == "earlier" and clues.given is not None:
        return replace(core, end=max(core.start, min(core.end, clues.given)), future=False, point=False)
    if part == "later" and clues.given is not None:
        return replace(core, start=max(core.start, min(core.end, clues.given)), future=True, point=False)
    return part_of(core, part) if part else core


def _core(match: re.Match[str], clues: Clues) -> Stretch | None:
    given = clues.given
    if match["year"]:
        # A year alone is weighed by its own rule; here it has a part or "fiscal" before it.
        if not (match["part"] or match["nth"] or match["fiscal"]):
            return None
        year = int(match["year"])
        if match["last"] and match["fiscal"]:
            return whole(Day(_year(match["last"], year)))
        return whole(Day(year))
    if match["decade"]:
        return decade(int(match["decade"]) + 1) if match["part"] else None
    if match["month"]:
        month = _month(match["month"])
        of_year = int(match["myear"]) if match["myear"] else _told_year(match["mtold"], given)
        if not (match["part"] or match["nth"]):
            return None
        day = Day(of_year, month) if of_year else month_near(given, month, ahead=clues.ahead)
        return UNKNOWN if day is None else whole(day, relative=not match["myear"])
    if match["tmonth"]:
        return _telling_month(match["stold"].lower(), _month(match["tmonth"]), given)
    return _unit(match, clues)


def _unit(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "this week", "last year", "the end of the decade"."""
    told, unit = (match["told"] or "").lower(), match["unit"]
    if told in ("that", "same") or (not told and not match["part"] and not match["nth"]):
        return None
    if not told and match["nth"] and match["of"].startswith(("day", "month", "week")):
        return None  # "the last day of the month" with nothing that tells which
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(told, 0)
    future = {-1: False, 1: True}.get(step)
    given = clues.given
    if given is None:
        return replace(UNKNOWN, future=future)
    if told == "past" and unit != "decade":
        back = {"week": -7, "weekend": -7}.get(unit, 0)
        months = {"month": -1, "quarter": -3, "half": -6, "year": -12}.get(unit, 0)
        return between(shifted(given, days=back, months=months), given, relative=True, future=False)
    if unit in ("week", "weekend"):
        near = shifted(given, days=7 * step)
        monday, sunday = week_of(near)
        start = shifted(monday, days=5) if unit == "weekend" else monday
        return replace(between(start, sunday, relative=True, future=future), day=Day(near.year, near.month))
    if unit == "month":
        return whole(months_on(given, step), relative=True, future=future)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        there = months_on(given, size * step)
        made = (quarter if size == 3 else half)(there.year, (there.month - 1) // size + 1)
        return replace(made, relative=True, future=future)
    if unit == "decade":
        return replace(decade(given.year + 10 * step), relative=True, future=future)
    return whole(Day(given.year + step), relative=True, future=future)


def _telling_month(told: str, month: int, given: date | None) -> Stretch | None:
    """ "last October", "next May": the nearest one that is not this month."""
    if told in ("this", "current", "coming") and given is not None:
        return whole(Day(given.year + (told == "coming" and month < given.month), month), relative=True)
    if given is None:
        return replace(UNKNOWN, future=told == "next")
    if told == "next":
        return whole(Day(given.year + (month <= given.month), month), relative=True, future=True)
    return whole(Day(given.year - (month >= given.month), month), relative=True, future=False)


def _nth_of(match: re.Match[str], core: Stretch) -> Stretch | None:
    """ "the second half of 2026", "the last week of October"."""
    assert core.start is not None
    number, of = ORDINALS.get(match["nth"].lower(), 0), match["of"]
    is_year = core.day is not None and not core.day.month and core.end is not None and core.end.year == core.start.year
    if of in ("half", "quarter") and is_year:
        number = number or (2 if of == "half" else 4)
        if of == "half" and number > 2:
            return None
        return replace(
            (half if of == "half" else quarter)(core.start.year, number), relative=core.relative, future=core.future
        )
    return part_of(core, "early" if number == 1 else "late" if number == 0 else "mid")


def _nth(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "the third quarter", "second-quarter 2026": the year told, or the nearest."""
    is_quarter = match["of"].lower() == "quarter"
    name = match["nth"].lower()
    number = ORDINALS.get(name, 0)
    told = None if (match["told"] or "the").lower() == "the" else match["told"]
    year = int(match["year"]) if match["year"] else _told_year(told or ("this" if match["told"] else None), clues.given)
    if not is_quarter and (year is None or number > 2):
        return None
    if number == 0 and year is None:
        return None if name != "final" else _quarter_or_half(4, True, None, clues)
    return _quarter_or_half(number or (4 if is_quarter else 2), is_quarter, year, clues)


def _year_end(match: re.Match[str], clues: Clues) -> Stretch | None:
    if match["year"]:
        return part_of(whole(Day(int(match["year"]))), "end")
    if clues.given is None:
        return UNKNOWN
    return replace(part_of(whole(Day(clues.given.year), relative=True), "end"), future=True if clues.ahead else None)


def _fiscal(match: re.Match[str], clues: Clues) -> Stretch | None:
    return whole(Day(_year(match["year"])))


def _season(match: re.Match[str], clues: Clues) -> Stretch | None:
    name = match["season"].lower()
    told = (match["told"] or "").lower()
    dated = match["year"] or match["ytold"]
    if not told and not dated and clues.before not in ("in", "by", "since", "until", "during"):
        return None
    if name == "fall" and not dated and not told and clues.before != "by":
        return None
    if not match["year"] and clues.given is None:
        return UNKNOWN
    found = (
        season(int(match["year"]), SEASONS[name]) if match["year"] else _season_near(name, told, match["ytold"], clues)
    )
    return part_of(found, match["part"].lower()) if match["part"] else found


def _season_near(name: str, told: str, year_told: str | None, clues: Clues) -> Stretch:
    given = clues.given
    assert given is not None
    if year_told:
        return replace(
            season(given.year + {"last": -1, "next": 1}.get(year_told.lower(), 0), SEASONS[name]), relative=True
        )
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(told, 0)
    if told in ("this", "current"):
        return replace(season(given.year, SEASONS[name]), relative=True)
    found = season(given.year, SEASONS[name])
    if step > 0 or (step == 0 and clues.ahead):
        found = found if found.start is not None and found.start > given else season(given.year + 1, SEASONS[name])
    elif found.end is not None and (found.end >= given if step else found.start is not None and found.start > given):
        found = season(given.year - 1, SEASONS[name])
    return replace(found, relative=True, future={-1: False, 1: True}.get(step))


def _spell(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "over the next five years", "in the past 12 months"."""
    future = match["told"].lower() in ("next", "coming", "following")
    if match["told"].lower() == "following" or clues.given is None:
        return replace(UNKNOWN, future=future)
    count, unit = _count(match["count"]), match["unit"].lower()
    size = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12), "decade": (0, 120)}[
        unit
    ]
    sign = 1 if future else -1
    if count * max(size) > 2400:
        return None
    there = shifted(clues.given, days=sign * count * size[0], months=sign * count * size[1])
    return between(*sorted((clues.given, there)), relative=True, future=future)


def _telling_weekday(match: re.Match[str], clues: Clues) -> Stretch | None:
    if not match["weekday"][0].isupper() or len(match["weekday"]) < 6:
        return None
    found = WEEKDAY_OF.match(match.string, match.start("weekday"), match.end())
    return None if found is None else _weekday_of(found, clues._replace(before=match["told"].lower()))


START = re.compile(
    r"(?=[0-9JFMASONDTWQHCYyltnpcemsaiorfhbg])(?:[0-9]{1,30}"
    r"|\b(?:(?P<month>J(?:an|AN|un|UN|ul|UL)|F(?:eb|EB)|M(?:ar|AR|ay|AY)|A(?:pr|PR|ug|UG)|S(?:ep|EP)|O(?:ct|CT)|N(?:ov|OV)|D(?:ec|EC))"
    r"|(?P<weekday>M(?:on|ON)|T(?:ue|UE|hu|HU)|W(?:ed|ED)|F(?:ri|RI)|S(?:at|AT|un|UN))"
    r"|(?P<q>[QH][1-4]|FY|CY)"
    r"|(?P<word>[yY]ester|[tT]o(?:day|night|morrow)|[tT]h(?:is|ird)[ -]|[lL]a(?:st|te|ter|tter)\b|[nN]ext |[pP](?:ast|revious) |[cC](?:oming|urrent|lose) "
    r"|[eE](?:nd|arly|arlier)\b|[mM]id|[sS](?:tart |econd[ -]|pring|ummer)|[bB]eginn|[tT]urn |[fF](?:irst|ourth|inal|iscal|inancial|all)[ -]"
    r"|[yY]ear(?:['’]s)?[ -]end|[aA]utumn|[wW]inter|[rR](?:est|emainder) |(?:1st|2nd|3rd|4th) )"
    r"|(?P<count>[aA]n? (?=[dwmqy])|[oO]ne (?=[dwmqy])|[tT](?:wo|hree|en|welve) (?=[dwmqy])|[fF](?:our|ive|ifteen) (?=[dwmqy])"
    r"|[sS](?:ix|even) (?=[dwmqy])|[eE]i(?:ght|ghteen) (?=[dwmqy])|[nN]ine (?=[dwmqy]))))"
)

RULES: dict[str, tuple[tuple[re.Pattern[str], Rule], ...]] = {
    "digits": (
        (ISO, _iso),
        (NUMERIC, _numeric),
        (DAY_MONTH, _day_month),
        (YEARS, _years),
        (YEAR_ALONE, _year_alone),
        (AGO, _ago),
        (QUARTER_SHORT, _quarter_short),
        (IN_TIME, _in_time),
        (NTH, _nth),
    ),
    "month": ((MONTH_DAY, _month_day), (MONTHS_RANGE, _months_range), (MONTH_YEAR, _month_year)),
    "weekday": ((WEEKDAY_OF, _weekday_of),),
    "q": ((QUARTER_SHORT, _quarter_short), (FISCAL, _fiscal)),
    "word": (
        (DAY_WORD, _day_word),
        (TELLING_WEEKDAY, _telling_weekday),
        (SPELL, _spell),
        (PERIOD, _period),
        (NTH, _nth),
        (YEAR_END, _year_end),
        (SEASON, _season),
    ),
    "count": ((AGO, _ago), (IN_TIME, _in_time)),
}


def read_date(text: str, start: re.Match[str], end: int, clues: Clues) -> Found | None:
    """The date that begins where `start` was found, if one does."""
    group = start.lastgroup or "digits"
    if group == "weekday" and (found := _with_date(text, start.start(), end, clues)) is not None:
        return found
    for pattern, rule in RULES[group]:
        match = pattern.match(text, start.start(), end)
        if match is None:
            continue
        stretch = rule(match, clues)
        if stretch is not None:
            return Found(match.end(), stretch)
    return None


def _with_date(text: str, at: int, end: int, clues: Clues) -> Found | None:
    """ "Thursday, November 20", "Friday (21 November)": one date, told twice."""
    match = WITH_DATE.match(text, at, end)
    start = START.match(text, match.end(), end) if match is not None else None
    if start is None or start.lastgroup not in (None, "month"):
        return None
    found = read_date(text, start, end, clues._replace(before="on"))
    if found is None or not (found.stretch.point or (found.stretch is UNKNOWN)):
        return None
    closing = text[start.start() - 1] == "(" and text[found.end : found.end + 1] == ")"
    return Found(found.end + closing, found.stretch)
