"""The day of a deal: that of its announcement, which words beside it tell, and not that of its closing or its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.language.dates import DateFind
from bot.model import Day, Span, Status
from bot.reading.deals import Find, Told
from bot.reading.masking import BREAK
from bot.reading.story import LEAD, Line, Story, first_of

FAR = 5
"""So many sentences after the first that tells a deal, a date without a name still belongs to it."""

ALONG = 15
"""So many sentences into an article, "also" still tells news of the same day."""

AT_ONCE = 2
"""So many sentences on, "the deal, announced in March" is still this one, whoever ended it."""

SEEN = 400
"""So many sentences are looked through for the day on which a deal was made."""

PUBLIC = r"announc(?:ed|ing)|agreed(?: on| upon)?|signed|unveiled|struck|inked|made public|disclosed|reported|presented|proposed|launched|leaked|became public|came to light|placed|awarded|reached|concluded"
STRUCK = re.compile(
    rf"\b(?:{PUBLIC}|agreement|offered|first (?:offer|bid|approach|move|proposal)|made (?:the|its|an?|their) (?:\w+ )?(?:offer|bid|approach|proposal)|shook hands|teamed up|joined forces|promised|pledged|chose|picked|founded|formed|set up)\b"
)
DEAL_STRUCK = re.compile(
    r"\b(?:deal|takeover|transaction|acquisition|purchase|merger|agreement|offer|bid|pact|order|venture|contract|partnership|"
    rf"plans?|sum|price|it|which|that|they)\b[^.;]{{0,24}}?\b(?:{PUBLIC})\b[^.;,]{{0,16}}$"
)
"""Right before a date: it is the day of the deal, whoever else is named in the sentence."""

MADE_PUBLIC = re.compile(rf"\b(?:{PUBLIC}|announcement|made)\b[^.;,]{{0,16}}$")
FRESH = 10
"""News is no older."""

FORMED = re.compile(r"\b(?:formed|founded|set up|created)(?: it| them)?(?: in| on)? ?$")
SAID = re.compile(r"\b(?:said|told|announced|disclosed|confirmed|wrote|added|reported)\b[^.;,]{0,20}$")
OPENS = re.compile(r"\b(?:announcements?|transactions?|deals?|news|purchases?|takeovers?|orders?|rounds?)\b")
NOT_ITS_DAY = re.compile(
    r"(?:\b(?:(?:time|much of|most of|rest of|course of|so far)|through|until|from|since|by|founded|formed|born|before|due|expected|close|closing|begin\w*|start\w*|end of|for|over|after|subject to)(?: in| on)?|\bto) ?$"
)
OTHER_EVENT = re.compile(
    r"\b(?:expect\w*|due|scheduled|slated|targeted|to be \w+ed|will (?:close|open|start|begin|run|last)|founded|established|born|revenues?|sales|"
    r"profits?|premium|closing price|share price|traded|vote|listed|went public|ipo|subject to|valid until|deliver\w*|lost money|results)\b[^,;]*$"
)
"""Between the last comma and a date: it is the day of something else."""

TURNS = re.compile(r"\b(?:that|which|who|whose|whom|where|when|after|before|since|while|because)\b|\bsubject to\b")
ASIDE = re.compile(r"^(?:which|who|whose|founded|based|formed|listed|where|when|after|before)\b")
DAILY = re.compile(r"\b(?:of the day|today|daily|gmt|this morning|so far on)\b")
HAS = re.compile(r"\b(?:has|have|had)\b")
ALONGSIDE = re.compile(
    r"\b(?:also|at the same time|alongside|in addition|second half|together with|besides|likewise|simultaneously|in parallel)\b"
)


class Dated(NamedTuple):
    """The day of a deal with its words; `by_article` where it is the article's own, for want of another; and why."""

    day: Day | None
    spans: tuple[Span, ...] = ()
    by_article: bool = False
    why: str = ""


def settle_day(told: Told, story: Story, status: Status, found: Dated, *, main: bool, roundup: bool) -> Dated:
    """The day on which a deal was announced, `found` as `told_day` has it; of the main deal with none told, that of the
    article."""
    if status in ("completed", "terminated"):
        found = struck_on(told, story, found.day, story.lines[:SEEN] if main else story.own(told)) or found
    if found.day is not None or story.given is None or not (main or same_news(told, status, story)):
        return found
    given = Day.of(story.given)
    if roundup and not any(DAILY.search(line.text) for line in story.lines[:LEAD]):
        return Dated(Day(given.year, given.month), (), True, "the month of the roundup, for want of a date of its own")
    return Dated(given, (), True, "the article's own date, for want of another")


def same_news(told: Told, status: Status, story: Story) -> bool:
    """Whether a deal beside the main one is news of the same day: "at the same time it signed a contract with"."""
    first = min(told.finds, key=lambda find: (find.sentence, find.at))
    if status != "announced" or first.past or first.sentence > ALONG:
        return False
    line = story.lines[first.sentence]
    clause = line.text[first.start : first.at]
    leading = {named for other in story.deals if first_of(other) < LEAD for named in other.who}
    if HAS.search(clause) and not told.who <= leading:
        return False  # "Nordvik has also announced a venture with Velsta": who knows when
    return not line.dates and ALONGSIDE.search(line.text[: first.at]) is not None


def struck_on(told: Told, story: Story, closed: Day | None, lines: Sequence[Line]) -> Dated | None:
    """The day on which a deal that is over or ended was made, where the text tells it (reading.md, case 1)."""
    who, first = told.who, first_of(told)
    for line in lines:
        theirs = bool(line.named & who) if line.named else line.number - first <= FAR
        alone = not line.organisations - who
        for place, found in line.dates if theirs else ():
            around = line.text[max(0, place - 60) : place + 41]
            named = DEAL_STRUCK.search(line.before(place, 60)) and (
                line.may_own(told, place) or 0 <= line.number - first <= AT_ONCE
            )
            if ((alone and STRUCK.search(around)) or named) and earlier(found, line, place, closed, story.given):
                why = "where the text tells that it was made; what is over or ended is dated by its beginning"
                return Dated(found.day, (found.whole,), why=why)
    return None


def earlier(found: DateFind, line: Line, place: int, closed: Day | None, given: date | None) -> bool:
    """Whether a date can be that of a deal which was closed or ended later."""
    return (
        found.day is not None
        and found.day != closed
        and dates_a_deal(found, line.before(place, 24), given)
        and (closed is None or found.day.first < closed.first)
        and (given is None or (given - found.day.first).days > 20)
    )


def told_day(told: Told, story: Story, near: Sequence[Line]) -> Dated:
    """The day on which it was announced, where the words beside a find, or a sentence about it, tell one that is past."""
    tried: set[int] = set()
    for find in sorted(told.finds, key=lambda f: f.sentence):
        line = story.lines[find.sentence]
        if line.number in tried:
            continue
        tried.add(line.number)
        dates = [(place, found) for place, found in line.dates if is_its_day(find, line, place, found, story.given)]
        own = [one for one in dates if line.may_own(told, one[0])] or [
            one for one in dates if line.shared(told, one[0])
        ]
        if own:
            found = min(own, key=lambda one: (not find.start <= one[0] <= find.end + 60, abs(one[0] - find.at)))[1]
            return Dated(found.day, (found.whole,), why="the nearest date beside the words that tell it")
    return day_beside(told, story, near)


def day_beside(told: Told, story: Story, near: Sequence[Line]) -> Dated:
    """The day that a sentence about a deal gives it: "The announcement was made on Monday", also right before it."""
    first = first_of(told)
    opening = [line for line in story.lines[max(0, first - 1) : first] if not line.tellings and not line.named]
    for line in (*near, *opening):
        for place, found in line.dates:
            before = line.before(place, 60)
            public = MADE_PUBLIC.search(before) or (line in opening and OPENS.search(line.text))
            if public and dates_a_deal(found, before[-24:], story.given):
                return Dated(found.day, (found.whole,), why="the date of a sentence that goes on about it")
    return said_on(told, story)


def said_on(told: Told, story: Story) -> Dated:
    """The day on which the news was given, as a sentence of the lead has it: "it said on Tuesday"."""
    first, given = first_of(told), story.given
    lead = story.lines[first : first + LEAD] if first < LEAD and given is not None else []
    for line in lead:
        if not line.organisations <= told.who or any(other is not told for _, other in line.tellings):
            break
        for place, found in line.dates:
            fresh = found.day is not None and found.day.day and given and 0 <= (given - found.day.first).days <= FRESH
            if fresh and SAID.search(line.before(place, 40)):
                return Dated(found.day, (found.whole,), why="the day on which it was said")
    return Dated(None, why="no date that can be its day stands beside the words that tell it")


def is_its_day(find: Find, line: Line, place: int, found: DateFind, given: date | None) -> bool:
    """Whether a date in the sentence of a find is that of the deal, and not of something told beside it."""
    before = line.before(place, 24)
    formed = find.kind in ("joint_venture", "partnership") and FORMED.search(before) and not found.future
    if not formed and not dates_a_deal(found, before, given):
        return False
    clause = re.split(rf"[,;:{BREAK}]", line.before(place, 90))[-1].strip()
    if OTHER_EVENT.search(clause) and not formed:
        return False
    if place < find.at:
        return ASIDE.search(clause) is None or STRUCK.search(clause) is not None
    between = line.text[find.end : place]
    return TURNS.search(between) is None or STRUCK.search(between) is not None


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
