"""Dates that begin with a word: "yesterday", "last month", "the second half of 2026", "early next year", "FY27"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.language.date_months import in_week
from bot.language.date_pieces import (
    COUNT,
    FUTURE,
    MONTH,
    STEPS,
    TELLER,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Clues,
    Rule,
    _,
    alone,
    count_of,
    full_year,
    month_number,
    quarter_or_half,
    told_year,
)
from bot.language.stretches import (
    UNKNOWN,
    Stretch,
    between,
    decade,
    half,
    month_near,
    months_on,
    part_of,
    quarter,
    season,
    shifted,
    week_of,
    weekday_near,
    whole,
)
from bot.model import Day

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "opening": 1}
"""Which one it is; the last one for every other word ("final", "last", "latter")."""

PARTS = {
    "early": "early", "start": "early", "beginning": "early", "turn": "early",
    "mid": "mid", "middle": "mid", "midway": "mid",
    "late": "late", "latter": "late", "later": "later", "rest": "later", "remainder": "later", "earlier": "earlier",
    "end": "end", "close": "end",
}  # fmt: skip

NTHS = "first|second|third|fourth|1st|2nd|3rd|4th|final|last|opening|closing|latter"
ADJOINING = rf"(?:early|late|mid|earlier|later|midway)(?:-to-late)?(?:{_}(?:of|in|through){_}|[ \u00a0-])(?:the{_})?"
"""Parts that may stand right before what they are of: "late 2026", "early in the year"."""
WHOLE_PARTS = rf"end|close|start|beginning|middle|turn|early{_}part|latter{_}part|rest|remainder"
WITH_OF = rf"(?:{WHOLE_PARTS})(?:{_}of{_}(?:the{_})?|-of-|-)"

DAY_WORD = re.compile(
    r"(?P<day>yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening))(?![A-Za-z])", re.IGNORECASE
)
PERIOD = re.compile(
    rf"(?:(?P<part>(?i:{ADJOINING}|{WITH_OF}))"
    rf"|(?P<nth>(?i:{NTHS}))[ -](?P<of>(?i:half|quarter|weeks?|weekend|days?|months?|part))"
    rf"(?:{_}of{_}(?:the{_})?|,?{_}))?"
    rf"(?:(?P<fiscal>(?i:fiscal|financial|calendar|budget))(?:{_}[Yy]ear)?{_}"
    rf"(?:(?:ending|ended|to){_}(?:in{_})?(?:{MONTH}{_})?(?:[0-9]{{1,2}},?{_})?)?)?"
    rf"(?:(?P<year>{YEAR})(?:[-–/](?P<last>[0-9]{{2}})(?![0-9]))?"
    rf"|(?P<month>{MONTH})(?:,?{_}(?:of{_})?(?P<myear>{YEAR})|,?{_}(?:of{_})?(?P<mtold>this|last|next){_}year)?"
    rf"(?!{_}[0-9]{{1,2}}(?:,|{_}[a-z]))"
    rf"|(?P<decade>(?:19|20)[0-9]0)s"
    rf"|(?:(?P<told>(?i:{TELLER})){_})?(?:fiscal{_}|financial{_}|calendar{_})?"
    rf"(?P<unit>(?i:weekend|week|month|quarter|year|decade|half))(?![A-Za-z-])"
    rf"|(?P<stold>(?i:this{_}past|{TELLER})){_}(?:(?P<tmonth>{MONTH})|(?P<tday>{WEEKDAY})))"
)
NTH = re.compile(
    rf"(?:(?P<part>{WITH_OF}|{ADJOINING}))?(?:(?:fiscal|financial){_})?(?P<nth>{NTHS})[ -](?:fiscal[ -])?"
    rf"(?P<of>quarter|half)(?![A-Za-z-])"
    rf"(?:,?{_}(?:of{_})?(?:fiscal{_}(?:year{_})?|FY)?(?P<year>{YEAR})"
    rf"|{_}(?:of{_})?(?P<told>this|last|next|the){_}(?:fiscal{_}|financial{_})?year)?",
    re.IGNORECASE,
)
YEAR_END = re.compile(
    rf"(?:year(?:['’]s)?[ -]end|end-year)(?![A-Za-z])(?:{_}(?:of{_})?(?P<year>{YEAR}))?", re.IGNORECASE
)
FISCAL = re.compile(rf"(?:FY|CY){_}?['’]?(?P<year>{YEAR}|[0-9]{{2}}(?![0-9]))(?:[-–/](?P<last>[0-9]{{2}})(?![0-9]))?")
SEASON = re.compile(
    rf"(?:(?P<told>{TELLER}){_})?(?:(?P<part>early|late|mid)[ -])?(?P<season>spring|summer|autumn|fall|winter)"
    rf"(?![A-Za-z-])(?:{_}(?:of{_})?(?P<year>{YEAR})|{_}(?:of{_})?(?P<ytold>this|last|next){_}year)?",
    re.IGNORECASE,
)
SPELL = re.compile(
    rf"(?P<told>last|past|previous|next|coming|following){_}(?P<count>{COUNT}){_}(?P<unit>{UNIT})s?(?![A-Za-z])(?!{_}of{_})",
    re.IGNORECASE,
)
SIZES = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12), "decade": (0, 120)}


def day_word(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "yesterday", "today", "this morning"; "USA Today" is a newspaper."""
    word = match["day"].lower()
    if match["day"][0].isupper() and clues.before == "usa":
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if clues.given is None:
        return replace(UNKNOWN, future=FUTURE[step])
    return whole(Day.of(shifted(clues.given, days=step)), relative=True, future=FUTURE[step])


def period(match: re.Match[str], clues: Clues) -> Stretch | None:
    """A year, month, week, quarter or decade, told by itself or relatively, and the part of it that is meant."""
    core = _core(match, clues)
    if core is None or core.start is None or core.end is None:
        return core
    if match["nth"]:
        return _nth_of(match, core)
    part = _part(match)
    if part in ("earlier", "later") and clues.given is not None:
        now = max(core.start, min(core.end, clues.given))
        if part == "earlier":
            return replace(core, end=now, future=False, point=False)
        return replace(core, start=now, future=True, point=False)
    return part_of(core, part) if part else core


def _part(match: re.Match[str]) -> str:
    """The part of a period that is meant, "" for all of it."""
    first = re.match("[a-z]+", (match["part"] or "").lower())
    return PARTS.get(first[0], "") if first else ""


def _core(match: re.Match[str], clues: Clues) -> Stretch | None:
    """The period itself, whatever part of it is meant. Years and months alone are weighed by their own rules."""
    inside = bool(match["part"] or match["nth"])
    if match["year"]:
        year = int(match["year"])
        if match["last"] and match["fiscal"]:
            return whole(Day(full_year(match["last"], year)))
        return whole(Day(year)) if inside or match["fiscal"] else None
    if match["decade"]:
        return decade(int(match["decade"]) + 1) if inside else None
    if match["month"]:
        return _month(match, clues) if inside else None
    if match["stold"]:
        told = match["stold"].lower().replace("\u00a0", " ").removeprefix("this ") or "this"
        return _telling(match, "last" if told == "past" else told, clues)
    return _unit(match, clues)


def _month(match: re.Match[str], clues: Clues) -> Stretch | None:
    month = month_number(match["month"])
    year = int(match["myear"]) if match["myear"] else told_year(match["mtold"], clues.given)
    day = Day(year, month) if year else month_near(clues.given, month, ahead=clues.ahead)
    return UNKNOWN if day is None else whole(day, relative=not match["myear"])


def _unit(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "this week", "last year", "the end of the decade", "over the weekend"."""
    told, unit, given = (match["told"] or "").lower(), match["unit"].lower(), clues.given
    if not told and unit == "weekend" and clues.before in ("over", "during", "at"):
        told = "" if given is not None and given.weekday() > 4 else "last"
    elif not told and not match["part"] and not (match["nth"] and match["of"].lower() in ("half", "quarter")):
        return None
    step = STEPS.get(told, 0)
    if given is None:
        return replace(UNKNOWN, future=FUTURE[step])
    if told == "past" and unit in SIZES and unit != "decade":
        days, months = SIZES[unit]
        return between(shifted(given, days=-days, months=-months), given, relative=True, future=False)
    return replace(_unit_near(given, unit, step), relative=True, future=FUTURE[step])


def _unit_near(given: date, unit: str, step: int) -> Stretch:
    """The week, month, quarter, half, year or decade that is so many steps from this one."""
    if unit in ("week", "weekend"):
        near = shifted(given, days=7 * step)
        monday, sunday = week_of(near)
        start = shifted(monday, days=5) if unit == "weekend" else monday
        return replace(between(start, sunday), day=Day(near.year, near.month))
    if unit == "month":
        return whole(months_on(given, step))
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        there = months_on(given, size * step)
        return (quarter if size == 3 else half)(there.year, (there.month - 1) // size + 1)
    return decade(given.year + 10 * step) if unit == "decade" else whole(Day(given.year + step))


def _telling(match: re.Match[str], told: str, clues: Clues) -> Stretch | None:
    """ "last October", "next Thursday"."""
    step, given = STEPS.get(told, 0), clues.given
    if match["tday"] and len(match["tday"]) < 6:
        return None
    if given is None:
        return replace(UNKNOWN, future=FUTURE[step])
    if match["tday"]:
        weekday = WEEKDAYS[match["tday"][:3].lower()]
        return in_week(given, weekday, 0) if step == 0 else _last_or_next(given, weekday, ahead=step > 0)
    month = month_number(match["tmonth"])
    if step == 0:
        return whole(Day(given.year, month), relative=True)
    year = given.year + (month <= given.month) if step > 0 else given.year - (month >= given.month)
    return whole(Day(year, month), relative=True, future=FUTURE[step])


def _last_or_next(given: date, weekday: int, *, ahead: bool) -> Stretch:
    """ "last Thursday" on a Monday is certain; on a Friday it may be yesterday or the week before."""
    sign = 1 if ahead else -1
    near = weekday_near(shifted(given, days=sign), weekday, ahead=ahead)
    if weekday <= given.weekday() if ahead else weekday >= given.weekday():
        return whole(Day.of(near), relative=True, future=ahead)
    first, last = sorted((near, shifted(near, days=7 * sign)))
    return between(first, last, relative=True, future=ahead)


def _nth_of(match: re.Match[str], core: Stretch) -> Stretch | None:
    """ "the second half of 2026", "the last week of October"."""
    assert core.start is not None
    number, of = ORDINALS.get(match["nth"].lower(), 0), match["of"].lower()
    if of in ("half", "quarter") and core.day is not None and not core.day.month:
        if of == "half" and number > 2:
            return None
        made = half(core.day.year, number or 2) if of == "half" else quarter(core.day.year, number or 4)
        return replace(made, relative=core.relative, future=core.future)
    return part_of(core, "early" if number == 1 else "late" if number == 0 else "mid")


def nth(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "the third quarter", "by the end of the first quarter of 2026", "in the second half"."""
    of_four, number = match["of"].lower() == "quarter", ORDINALS.get(match["nth"].lower(), 0)
    told = (match["told"] or "").lower()
    year = int(match["year"]) if match["year"] else told_year(told.replace("the", "this") or None, clues.given)
    if number == 0:
        if match["nth"].lower() != "final" and year is None:
            return None  # "last quarter" is told by `period`
        number = 4 if of_four else 2
    if not of_four and (number > 2 or (year is None and clues.before not in ("in", "during", "by"))):
        return None
    found = quarter_or_half(number, of_four=of_four, year=year, clues=clues)
    return part_of(found, _part(match)) if match["part"] else found


def year_end(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "year-end", "year-end 2026"."""
    if match["year"]:
        return part_of(whole(Day(int(match["year"]))), "end")
    if clues.given is None:
        return UNKNOWN
    return part_of(whole(Day(clues.given.year), relative=True, future=True if clues.ahead else None), "end")


def fiscal(match: re.Match[str], _clues: Clues) -> Stretch | None:
    """ "FY27", "FY2025-26": named by the year it ends in."""
    year = full_year(match["year"])
    return whole(Day(full_year(match["last"], year) if match["last"] else year))


def season_of(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "summer 2026", "next spring", "in the autumn"; "fall" is also a verb and a noun."""
    name, told = match["season"].lower(), (match["told"] or "").lower()
    dated = match["year"] or match["ytold"]
    named = clues.before in ("in", "by", "since", "until", "during") or alone(match, clues)
    if not told and not dated and (not named or name == "fall"):
        return None
    if match["year"]:
        found = season(int(match["year"]), SEASONS[name])
    elif clues.given is None:
        return UNKNOWN
    else:
        found = _season_near(clues.given, SEASONS[name], told, match["ytold"], ahead=clues.ahead)
    return part_of(found, match["part"].lower()) if match["part"] else found


def _season_near(given: date, month: int, told: str, year_told: str | None, *, ahead: bool) -> Stretch:
    """The season told relatively, or the nearest one."""
    if year_told or told in ("this", "current"):
        return replace(season(told_year(year_told or told, given) or given.year, month), relative=True)
    step = STEPS.get(told, 0)
    found = season(given.year, month)
    begun, over = Day(given.year, month).first <= given, months_on(Day(given.year, month).first, 2).last < given
    if begun and (step > 0 or (step == 0 and ahead)):
        found = season(given.year + 1, month)
    elif (step < 0 and not over) or (step == 0 and not ahead and not begun):
        found = season(given.year - 1, month)
    return replace(found, relative=True, future=FUTURE[step])


def spell(match: re.Match[str], clues: Clues) -> Stretch | None:
    """ "over the next five years", "in the past 12 months"; "the following two years" follow something else."""
    told = match["told"].lower()
    future = told in ("next", "coming", "following")
    if told == "following" or clues.given is None:
        return replace(UNKNOWN, future=future)
    count, (days, months) = count_of(match["count"]), SIZES[match["unit"].lower()]
    if count * max(days, months) > 2400:
        return None
    sign = 1 if future else -1
    there = shifted(clues.given, days=sign * count * days, months=sign * count * months)
    return between(min(clues.given, there), max(clues.given, there), relative=True, future=future)


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (DAY_WORD, day_word),
    (SPELL, spell),
    (PERIOD, period),
    (NTH, nth),
    (YEAR_END, year_end),
    (SEASON, season_of),
)
FISCAL_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = ((FISCAL, fiscal),)
