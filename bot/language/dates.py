"""Dates and periods as people write them, those relative to a given day included, each with its place in the text.

Where a date may begin is found by one quick search; the rules of `date_rules` then say how far it reaches and what it
stands for; here the words before it ("by", "since") are weighed. Never more exact than the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.errors import BadInput
from bot.language.date_pieces import Clues, Found
from bot.language.date_rules import START, may_read, read_date
from bot.language.names import clean
from bot.language.stretches import EARLIEST, LATEST, Stretch
from bot.language.text import words
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


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WORD = re.compile(r"\S{1,24}")
OPENING = "(\"'“‘["
DUE = words("by until till through before within")
AHEAD = words("by until till within")
PREPOSITIONS = words("in on by since until till through during from before after within of for around at between over")
BEFORE_DATES = "$€£¥₹#.:/@_=&-–"
EXAMPLE = "Try “2025-10-13”, “2025-10”, “last month”, “since march” or “Q3 2025”."


def find_dates(text: str, given: date | None, *, span: Span | None = None, ahead: bool = False) -> list[DateFind]:
    """Every date in a stretch, in order, never overlapping.

    `given` is the day of the article. A month, day or weekday without a year is the nearest one in the past, or with
    `ahead` the nearest to come; to read one find again by the tense of its clause, pass its own `whole` as span.
    """
    start, end = (max(0, span[0]), min(span[1], len(text))) if span else (0, len(text))
    if given is not None and not EARLIEST < given < LATEST:
        given = None
    finds: list[DateFind] = []
    at = start
    for match in START.finditer(text, start, end):
        if match.start() < at or not _may_begin(text, match, start) or not may_read(text, match, end):
            continue
        before = _words_before(text, at, match.start())
        found = read_date(text, match, end, _clues([_plain(word[0]) for word in before], given, ahead))
        if found is not None:
            finds.append(_find(match.start(), found, before, given))
            at = found.end
    return finds


def _may_begin(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether no sum, time, version or longer number goes on here."""
    if match.lastgroup is not None or match.start() == floor:
        return True
    before = text[match.start() - 1]
    return (
        before not in BEFORE_DATES
        and not before.isalnum()
        and not (before == "," and text[match.start() - 2].isdigit())
    )


def _words_before(text: str, floor: int, start: int) -> list[re.Match[str]]:
    """The last three words before a date, in the same sentence."""
    return list(WORD.finditer(text, max(floor, start - 30), start))[-3:]


def _plain(word: str) -> str:
    return word.lower().strip(OPENING)


def _clues(before: list[str], given: date | None, ahead: bool) -> Clues:
    """What the words before a date tell its rule."""
    plain = list(before)
    while len(plain) > 1 and plain[-1] in ("the", "about", "around") and plain[-2] in PREPOSITIONS:
        plain.pop()
    last = plain[-1] if plain else ""
    soon = before[-3:] in (["as", "early", "as"], ["as", "soon", "as"])
    return Clues(given, (ahead or last in AHEAD or _no_later(before) or soon) and last != "since", last)


def _no_later(before: list[str]) -> bool:
    return before[-3:] in (["no", "later", "than"], ["not", "later", "than"])


def _find(start: int, found: Found, before: list[re.Match[str]], given: date | None) -> DateFind:
    """A find with what the words before it add."""
    plain = [_plain(match[0]) for match in before]
    late = _no_later(plain)
    near = 2 if len(plain) > 1 and plain[-1] == "the" else 1
    preposition = plain[-near] if plain else ""
    first = start
    if late or preposition in PREPOSITIONS:
        word = before[-3 if late else -near]
        first = word.end() - len(word[0].lstrip(OPENING))
    stretch = found.stretch
    due = late or preposition in DUE
    return DateFind(
        Span(start, found.end),
        Span(first, found.end),
        stretch.day,
        stretch.start,
        stretch.end,
        stretch.relative,
        "deadline" if due else "point" if stretch.point else "period",
        _future(stretch, preposition, late, given),
    )


def _future(stretch: Stretch, preposition: str, late: bool, given: date | None) -> bool | None:
    """Whether the date is still to come, where words or the calendar tell."""
    if given is not None and stretch.start is not None and stretch.end is not None:
        if stretch.start > given:
            return True
        if stretch.end < given:
            return False
    if stretch.future is not None:
        return stretch.future
    if preposition in AHEAD or late:
        return True
    return False if preposition == "since" else None


def deadline_of(find: DateFind) -> Day | None:
    """The find as a deadline: its day, or the last year of a longer stretch ("by the end of the decade")."""
    if find.end is None or (find.day is not None and find.day.year == find.end.year and not _ends_beyond(find)):
        return find.day
    return Day(find.end.year)


def _ends_beyond(find: DateFind) -> bool:
    return find.day is not None and find.end is not None and find.end > find.day.last


def say_day(day: Day) -> str:
    """ "21 November 2025", "October 2025" or "2025"."""
    if not day.month:
        return str(day.year)
    month = f"{MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if day.day else month


PERIOD_FORM = re.compile(
    r"(?:(?P<word>since|from|after|until|till|to|before|by|up to|through|in|on|during|for)\s)?"
    r"(?:the\s)?(?P<date>.{1,60})",
    re.IGNORECASE,
)


def read_period(text: str, today: date) -> Period:
    """What a person typed into since or until ("last month", "Q3 2025"); BadInput with an example otherwise."""
    typed = " ".join(clean(text).split())
    match = PERIOD_FORM.fullmatch(typed)
    stretch = _typed(match["date"], today) if match is not None else None
    if match is None or stretch is None:
        shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
        raise BadInput(f"“{shown}” cannot be read as a date." if typed else "No date was given.", EXAMPLE)
    first, last = stretch
    match (match["word"] or "").lower():
        case "since" | "from":
            return Period(first, None)
        case "after":
            return Period(last + timedelta(days=1), None)
        case "until" | "till" | "to" | "up to" | "through" | "by":
            return Period(None, last)
        case "before":
            return Period(None, first - timedelta(days=1))
    return Period(first, last)


def _typed(words_typed: str, today: date) -> tuple[date, date] | None:
    """The bounds of a date typed in any case, as the whole of what is there."""
    spoken = re.sub(r"[a-z]+", lambda found: _spoken(found[0]), words_typed.lower())
    if re.fullmatch(r"[0-9]{1,3} (?:day|week|month|year)s?", spoken):
        spoken = f"last {spoken}"
    for lead in ("in ", "between "):
        finds = find_dates(f"{lead}{spoken}", today)
        if len(finds) == 1 and finds[0].span == (len(lead), len(lead) + len(spoken)):
            found = finds[0]
            return (found.start, found.end) if found.start is not None and found.end is not None else None
    return None


def _spoken(word: str) -> str:
    """A word with the capital letters that the rules of English want."""
    if re.fullmatch(
        r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}", word
    ):
        return word.capitalize() if word not in ("month", "months") else word
    return word.upper() if word in ("q", "h", "fy") else word
