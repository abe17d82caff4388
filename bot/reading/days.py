"""The day of a deal: that of its announcement, which words beside it tell, and not that of its closing or its end."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from bot.language.dates import DateFind
from bot.model import Day, Span, Status
from bot.reading.deals import Told
from bot.reading.story import Line, Story, first_of

FAR = 5
"""So many sentences after the first that tells a deal, a date without a name still belongs to it."""

STRUCK = re.compile(
    r"\b(?:agreed|agreement|announced|signed|unveiled|struck|inked|made public|proposed|offered|first (?:offer|bid|approach)|launched|presented|disclosed)\b"
)


SEEN = 400
"""So many sentences are looked through for the day on which a deal was made."""


class Dated(NamedTuple):
    """The day of a deal with its words; `by_article` where it is the article's own, for want of another; and why."""

    day: Day | None
    spans: tuple[Span, ...] = ()
    by_article: bool = False
    why: str = ""


def settle_day(told: Told, story: Story, status: Status, *, main: bool, roundup: bool) -> Dated:
    """The day on which a deal was announced; of the main deal with none told, that of the article."""
    dated = told_day(told, story)
    if status in ("completed", "terminated") and main:
        dated = struck_on(told, story, dated.day) or dated
    if dated.day is None and main and story.given is not None:
        given = Day.of(story.given)
        if roundup:
            return Dated(
                Day(given.year, given.month), (), True, "the month of the roundup, for want of a date of its own"
            )
        return Dated(given, (), True, "the article's own date, for want of another")
    return dated


def struck_on(told: Told, story: Story, closed: Day | None) -> Dated | None:
    """The day on which a deal that is over or ended was made, where the text tells it (reading.md, case 1)."""
    who, first = told.who, first_of(told)
    for line in story.lines[:SEEN]:
        if not (line.named & who if line.named else line.number - first <= FAR) or line.organisations - who:
            continue
        for place, found in line.dates:
            around = line.text[max(0, place - 60) : place + 41]
            if STRUCK.search(around) and earlier(found, line, place, closed, story.given):
                why = "where the text tells that it was made; what is over or ended is dated by its beginning"
                return Dated(found.day, (found.whole,), why=why)
    return None


def earlier(found: DateFind, line: Line, place: int, closed: Day | None, given: date | None) -> bool:
    """Whether a date can be that of a deal which was closed or ended later."""
    return (
        found.day is not None
        and found.day != closed
        and dates_a_deal(found, line.text[max(0, place - 24) : place], given)
        and (closed is None or found.day.first < closed.first)
        and (given is None or (given - found.day.first).days > 20)
    )


NOT_ITS_DAY = re.compile(
    r"(?:\b(?:through|until|from|since|by|founded|formed|born|late|before|due|expected|close|closing|begin\w*|start\w*|end of|for|over|after)(?: in| on)?|\bto) ?$"
)


def told_day(told: Told, story: Story) -> Dated:
    """The day on which it was announced, where the words beside a find tell one that is past."""
    tried: set[int] = set()
    for find in sorted(told.finds, key=lambda f: f.sentence):
        line = story.lines[find.sentence]
        if line.number in tried:
            continue
        tried.add(line.number)
        candidates = [
            ((not find.start <= place <= find.end + 60, abs(place - find.at)), found)
            for place, found in line.dates
            if line.may_own(told, place) and dates_a_deal(found, line.text[max(0, place - 24) : place], story.given)
        ]
        if candidates:
            found = min(candidates, key=lambda c: c[0])[1]
            return Dated(found.day, (found.whole,), why="the nearest date beside the words that tell it")
    return Dated(None, why="no date that can be its day stands beside the words that tell it")


def dates_a_deal(found: DateFind, before: str, given: date | None) -> bool:
    """Whether a date can be that of an announcement: past, no deadline, no start of something else."""
    return not no_day(found, before, given)


def no_day(found: DateFind, before: str, given: date | None) -> str:
    """Why a date cannot be that of an announcement; nothing where it can."""
    if found.day is None:
        return "no day, month or year can be made of it"
    if found.future or found.kind == "deadline":
        return "ahead, or a deadline"
    if NOT_ITS_DAY.search(before):
        return "the words before it make it the start, end or term of something"
    return "after the article's date" if given and found.start and found.start > given else ""
