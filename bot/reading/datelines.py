"""The day on which a text says that it was published: a line of its own, a dateline, or words such as "Published on".

Only a whole date counts: "PARIS, June 18 (Reuters)" tells no year. What a page's own fields say is for `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.language.dates import DateFind, find_dates
from bot.model import Span

LOOKED_AT = 2500
"""Where an article says its own date, it says so near the top."""

LINES = 40
SAID = re.compile(
    r"(?:this (?:article|story|post|page|report|item) (?:was |has been )?(?:first |originally )?"
    r"(?:published|posted|written|released)"
    r"|(?:first |originally )?published|posted|publication date|release date|released|date published|date|dated|issued)"
    r"\s{0,2}(?:online |here )?(?:on|at)?\s{0,2}[:|–—-]?\s{0,2}(?:on\s)?\s{0,2}\Z",
    re.IGNORECASE,
)
UPDATED = re.compile(r"(?:updated|modified|reviewed|edited)\s{0,2}(?:on|at)?\s{0,2}:?\s{0,2}\Z", re.IGNORECASE)
# A place and an agency around a date: "PARIS, June 18, 2024 (Reuters) -", "Nov. 3, 2025 (GLOBE NEWSWIRE) --".
DATELINE_START = re.compile(
    r"(?:[A-Z][\w.’'&]{1,20}[,.]?(?:\s|(?=-))){0,8}(?:[–—|/-]{1,2}\s?)?(?:[(/][A-Z][\w\s.]{2,30}[)/][\s-]{1,3})?\Z"
)
DATELINE_END = re.compile(r"\s?(?:\(|/|[–—:]|--|-\s|,\s(?:[A-Z]|/))")
TIME = re.compile(
    r"(?:at\s)?\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|[+-]\d{2}:?\d{2}))?|\b\d{1,2}\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?"
    r"|\b\d{1,3}\s?min(?:ute)?s?\s(?:read|ago)|(?-i:\b[A-Z]{2,4}T?\b)",
    re.IGNORECASE,
)
BYLINE = re.compile(r"\A\W*(?:by|written by|from|author:?)\s[^|•·–—\n]{2,60}", re.IGNORECASE)
LABEL = re.compile(r"published|posted|updated|last|date|on|at|news|press release|analysis|report|source", re.IGNORECASE)


def published_in(text: str, within: Span) -> date | None:
    """The whole date on which the text between two places says that it was published; None where it does not."""
    end = min(within.end, within.start + LOOKED_AT)
    found = find_dates(text, None, span=Span(within.start, end))
    days = [(find, find.day.first) for find in found if find.day is not None and find.day.day and not find.relative]
    rules = (_said, _alone, _dateline, _said_updated)
    return next((day for rule in rules for find, day in days if rule(text, find, within.start)), None)


def _said(text: str, find: DateFind, floor: int) -> bool:
    """ "This article was published on May 2, 2016", "Published: ..." at the start of a line, not in a sentence."""
    said = SAID.search(text, max(floor, find.span.start - 70), find.span.start)
    if said is None:
        return False
    line = text.rfind("\n", floor, said.start()) + 1 or floor
    before = BYLINE.sub("", text[line : said.start()])
    return said[0][:4].lower() == "this" or not any(mark.isalnum() for mark in before)


def _said_updated(text: str, find: DateFind, floor: int) -> bool:
    """ "Updated: 12 March 2024", where nothing says when it was published."""
    return UPDATED.search(text, max(floor, find.span.start - 30), find.span.start) is not None


def _alone(text: str, find: DateFind, floor: int) -> bool:
    """A line with a date and little else: "By Jane Doe | March 4, 2024 9:30 AM EST"."""
    start = text.rfind("\n", floor, find.span.start) + 1 or floor
    end = text.find("\n", find.span.end, find.span.end + 120)
    end = end if end >= 0 else min(len(text), find.span.end + 120)
    if text.count("\n", floor, start) > LINES or find.span.start - start > 90:
        return False
    before = BYLINE.sub("", text[start : find.span.start])
    rest = LABEL.sub("", TIME.sub("", f"{before} {text[find.span.end : end]}"))
    return sum(mark.isalpha() for mark in rest) <= 12 and not rest.strip().endswith(".") and _has_more(text, end)


def _has_more(text: str, end: int) -> bool:
    return bool(text[end : end + 200].strip())


def _dateline(text: str, find: DateFind, floor: int) -> bool:
    """ "NEW YORK, Nov. 3, 2025 (GLOBE NEWSWIRE) --" at the start of a paragraph."""
    start = text.rfind("\n", floor, find.span.start) + 1 or floor
    if find.span.start - start > 100:
        return False
    opens = DATELINE_START.fullmatch(text, start, find.span.start)
    return opens is not None and DATELINE_END.match(text, find.span.end) is not None


def first_lines(text: str, within: Span, count: int) -> Iterator[Span]:
    """The first lines with anything on them."""
    at = within.start
    while at < within.end and count:
        end = text.find("\n", at, within.end)
        end = within.end if end < 0 else end
        if text[at:end].strip():
            count -= 1
            yield Span(at, end)
        at = end + 1
