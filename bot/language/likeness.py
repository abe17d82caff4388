"""How alike two texts are, whatever stands above them: by the runs of three words that they share.

A sketch is the few smallest hashes of those runs (bottom-k): of two sketches about as large a part is shared as of the
texts, so the texts that are nearly one can be looked up by single hashes. Crc32 is the hash because it is the same in
every process and on every machine.
"""

from __future__ import annotations

import re
from zlib import crc32

from bot.language.names import fold

SIZE = 32
"""Hashes in a sketch: with 32, a copy cut to 60 % and one with two paragraphs more were found 60 times of 60."""

RUN = 3
SHORTEST = 30
"""Words from which on a text is told by its runs; the short ones differ in a name and are otherwise alike."""

OF_SHORTER, OF_LONGER = 0.6, 0.4
"""The parts of their runs that two texts must share to be nearly one. Every tenth word changed leaves 0.73 of them, a
text cut to its first half 0.5 of the longer."""

WORD = re.compile(r"[^\W_]+")
# What a firm or a paper puts under all its texts says nothing of this one.
ABOUT = re.compile(r"[ \t#*_>]{0,9}(?:About|ABOUT) [^\n.!?]{1,60}(?=\s*\Z|\n|: )")
HOUSE = re.compile(
    r"[ \t#*_>]{0,9}(?:forward[- ]looking statements?\b|cautionary |safe harbou?r |(?:media|press|investor) contacts?\b"
    r"|contacts?:|©|\(c\) |copyright |disclaimer\b|all rights reserved\b|read more\b|sign up\b|subscribe\b"
    r"|editor'?s? note:)",
    re.IGNORECASE,
)
BREAK = re.compile(r"\n[ \t]*\n")


def runs(text: str) -> frozenset[int]:
    """The hashes of a text's runs of three words; none for a short text."""
    words = WORD.findall(fold(_own(text)))
    if len(words) < SHORTEST:
        return frozenset()
    ends = range(RUN, len(words) + 1)
    return frozenset(crc32(" ".join(words[end - RUN : end]).encode("utf-8", "replace")) for end in ends)


def _own(text: str) -> str:
    """The text without the house's own paragraphs, and what a line "About Foxconn" heads; the whole where it is all."""
    own: list[str] = []
    headed = False
    for part in BREAK.split(text):
        about = ABOUT.match(part)
        if not (headed or about or HOUSE.match(part)):
            own.append(part)
        headed = about is not None and not part[about.end() :].strip()
    return "\n\n".join(own) or text


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's runs."""
    return tuple(sorted(runs(text))[:SIZE])


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two texts, by their runs, are nearly one."""
    if not one or not other:
        return False
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    return shared >= OF_SHORTER * shorter and shared >= OF_LONGER * longer
