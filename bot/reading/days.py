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
    """The day of a deal with its words; `by_article` where it is the article's own, for want of another."""

    day: Day | None
    spans: tuple[Span, ...] = ()
    by_article: bool = False


def settle_day(told: Told, story: Story, status: Status, *, main: bool, roundup: bool) -> Dated:
    """The day on which a deal was announced; of the main deal with none told, that of the article."""
    day, spans = told_day(told, story)
    if status in ("completed", "terminated") and main:
        day, spans = struck_on(told, story, day) or (day, spans)
    if day is None and main and story.given is not None:
        return Dated(Day(story.given.year, story.given.month) if roundup else Day.of(story.given), (), True)
    return Dated(day, spans)


def struck_on(told: Told, story: Story, closed: Day | None) -> tuple[Day, tuple[Span, ...]] | None:
    """The day on which a deal that is over or ended was made, where the text tells it (reading.md, case 1)."""
    who, first = told.who, first_of(told)
    for line in story.lines[:SEEN]:
        if not (line.named & who if line.named else line.number - first <= FAR) or line.organisations - who:
            continue
        for place, found in line.dates:
            around = line.text[max(0, place - 60) : place + 41]
            if STRUCK.search(around) and earlier(found, line, place, closed, story.given):
                assert found.day is not None
                return found.day, (found.whole,)
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


def told_day(told: Told, story: Story) -> tuple[Day | None, tuple[Span, ...]]:
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
            return found.day, (found.whole,)
    return None, ()


def dates_a_deal(found: DateFind, before: str, given: date | None) -> bool:
    """Whether a date can be that of an announcement: past, no deadline, no start of something else."""
    if found.day is None or found.future or found.kind == "deadline" or NOT_ITS_DAY.search(before):
        return False
    return given is None or found.start is None or found.start <= given
