"""Where a text's sentences and words begin and end, as offsets into the text as given.

Our own splitter, since every fact must point back into the article: nothing is normalised, stripped or joined. It
knows the abbreviations of business news ("Broadcom Inc. said") and that articles put a paragraph, a headline or a
list item on a line. What the words mean is left to the other files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.model import Span

LONGEST = 2000
"""A sentence is cut at a word break after so many characters: hostile texts have endless ones."""


def listed(written: str) -> list[str]:
    """The words of a list that is written as one string, for the sake of those who read it."""
    return written.split()


def words(written: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(written.split())


class Token(NamedTuple):
    """A word, a number or a single mark, and its place."""

    start: int
    end: int
    text: str


NEWLINES = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
# What may end a sentence, with the closing quotes, brackets and footnote marks that belong to it.
STOP = re.compile(
    r"[.!?…]{1,9}[\"'”’»)\]]{0,4}(?:\[\d{1,3}\]|(?<=[^\d][.!?…\"'”’»)\]])\d{1,2}(?=\s))?(?=\s|[A-Z]|\Z)"
    r"|[。！？][”」』）]{0,3}|•"
)
LEAD = re.compile(r"(?:[#>]{1,6}|[•·▪●*\-–—])\s+|\s+")
WORD_BEFORE = re.compile(r"[^\s(\[\"“‘'/]{1,20}\Z")
WORD_AFTER = re.compile(r"\s{0,60}[\"'“‘«(\[$€£¥₹~]{0,3}([^\W_]+)(?:\s+([^\W_]+))?")
TOKEN = re.compile(r"[^\W_]{1,80}|[^\s\w]|_")
AND_AFTER = re.compile(r"\s{0,60}[&,/]")

# Followed by a name, a number or more of the same sentence: never an end.
NEVER = words(
    "mr mrs ms dr prof st gen sen rep gov lt col capt sgt rev hon pres messrs mt ft vs v approx ca cf e.g i.e viz "
    "al incl excl dept univ assn intl adj tue tues thu thurs"
)
# An end unless a number follows: "No. 1", "Nov. 21".
BEFORE_NUMBER = words("no nos jan feb mar apr jun jul aug sep sept oct nov dec art sec vol pp ch para")
# Legal forms: an end only where what follows can begin a sentence.
FIRMS = words("inc corp co ltd bros cos plc llc s.a n.v b.v l.p a.g s.p.a p.l.c pte pty jr sr")
MAYBE = words("a.m p.m etc u.s u.k u.n e.u d.c u.s.a ph.d b.a m.b.a avg min max est fig mon wed fri sat")
STATES = words("va calif fla tex conn pa mich minn ariz colo tenn md wis okla nev ky mass ill wash")
STARTERS = words(
    "a about according across additionally after all also although among an analysts and another as at back based "
    "because before being both but by despite due during each earlier either even executives following "
    "for from further furthermore given he her here his how however i if in including instead investors it its last "
    "later like many meanwhile more moreover most much neither net no none nor not now of officials on once one only "
    "or other others our over overall revenue sales separately several shares she since so some sources still such "
    "terms that the their then there these they this those though through thus to together two under unlike until "
    "we what when where whether which while who whose with within without yet you your"
)
ZONES = words("et est edt pt pst pdt ct gmt bst cet utc ist eastern pacific central london local new")
TITLES = words(
    "chief chair chairman chairwoman ceo cfo coo cto president executive vice co founder director managing head "
    "analyst class series unit and of"
)
VERBS = words(
    "said says will has had have is was are were plans agreed also could would may might can did does declined "
    "announced expects wants bought sold signed told and"
)
# A line that ends in one of these goes on in the next one: hard-wrapped text.
UNFINISHED = words("a an the of and or to in on at by for with from as that its their his her is are was")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of text[start:end], without the blanks and bullets around them, in order and never overlapping."""
    stop = len(text) if end is None else min(end, len(text))
    found: list[Span] = []
    for line in lines(text, start, stop):
        for span in _split(text, line):
            found.extend(_cut(text, span))
    return found


def lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of text[start:end]; a hard-wrapped paragraph counts as one line."""
    at = start
    for newline in NEWLINES.finditer(text, start, end):
        if _wrapped(text, at, newline.start(), end):
            continue
        yield Span(at, newline.start())
        at = newline.end()
    if at < end:
        yield Span(at, end)


def tokens(text: str, span: Span | None = None) -> list[Token]:
    """The words, numbers and single marks of a stretch."""
    start, end = span or (0, len(text))
    return [Token(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text, start, end)]


def _wrapped(text: str, start: int, newline: int, end: int) -> bool:
    """Whether a sentence goes on after a newline: the line is long, unfinished, and the next begins in lower case."""
    after = text[newline + 1 : min(newline + 2, end)]
    tail = text[max(start, newline - 24) : newline].rstrip()
    if newline - start < 40 or not tail or not after or tail[-1] in '.!?:;…”"' or NEWLINES.match(after):
        return False
    return after.islower() or (after.isalnum() and (tail[-1] == "," or tail.split()[-1].lower() in UNFINISHED))


def _split(text: str, line: Span) -> Iterator[Span]:
    """The sentences of one line."""
    at = line.start
    for stop in STOP.finditer(text, *line):
        if stop[0] == "•":
            yield from _trimmed(text, at, stop.start())
            at = stop.start()
        elif stop.end() > at and _ends(text, stop, at, line.end):
            yield from _trimmed(text, at, stop.end())
            at = stop.end()
    yield from _trimmed(text, at, line.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without blanks at its ends and without a bullet or heading mark before it, if anything is left."""
    if start < end and not text[start].isalnum():
        while match := LEAD.match(text, start, end):
            start = match.end()
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end and (text[start].isalnum() or text[start:end].strip("•·▪●*-–—#>=_ ")):
        yield Span(start, end)


def _ends(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Whether what looks like the end of a sentence is one."""
    mark = stop[0][:1]
    if mark in ("。", "！", "？"):
        return True
    after = WORD_AFTER.match(text, stop.end(), min(end, stop.end() + 60))
    if after is None:
        return AND_AFTER.match(text, stop.end(), end) is None
    word, second = after[1], after[2] or ""
    if after.start(1) == stop.end():  # no blank: "companies.The next" is an end, "Amazon.Com" is not
        return word[1:].islower() and word.lower() in STARTERS and stop[0] in (".", "!", "?", ".”", '."')
    if not (word[0].isupper() or word[0].isdigit() or not word[0].isascii()):
        return False
    if mark == "!":
        return word.lower() not in FIRMS
    if stop[0] != ".":
        return True
    before = WORD_BEFORE.search(text, max(start, stop.start() - 20), stop.start())
    return before is None or _ends_after(before[0], word, second, first=before.start() <= start + 4)


def _ends_after(before: str, word: str, second: str, *, first: bool) -> bool:
    """Whether a lone full stop after `before` ends a sentence, when `word` and `second` follow."""
    short = before.lower()
    starts = word.lower() in STARTERS
    if short in NEVER or (first and before.isdigit()):
        return False
    if short in BEFORE_NUMBER:
        return not word[0].isdigit()
    if short in ("a.m", "p.m"):
        return word.lower() not in ZONES
    if short in FIRMS:
        if word.lower() in FIRMS:
            return False  # "Goldman Sachs & Co. LLC"
        return starts or (second in VERBS and word.lower() not in TITLES)
    if (
        short in MAYBE
        or (short in STATES and before[0].isupper())
        or (len(before) == 1 and before.isalpha())
        or _dotted(before)
    ):
        return starts and word.lower() not in ("i", "a", "one", "no")
    return True


def _dotted(word: str) -> bool:
    """Whether a word is letters with full stops between: "U.A.E"."""
    return len(word) > 2 and all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """A sentence, in pieces where it is longer than any that people write."""
    start, end = span
    while end - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = at if at > start else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)
