"""The words of words/commitments.toml, each list as one expression to search with."""

from __future__ import annotations

import re
from functools import cache

from bot.reading.cues import alternation
from bot.reading.lexicon import table

COMING = re.compile(
    r"\b(?:will|would|shall|is to|are to|to|has agreed to|plans? to|intends? to|commits? to|committed to|going to|may)(?: \w+ly| also| now| then| jointly| together| itself)* $"
)
"""What stands before a verb that tells what is to come."""


@cache
def lists() -> dict[str, re.Pattern[str]]:
    """Every list, compiled on first use."""
    return {
        name: re.compile(rf"(?<![\w-]){alternation(words)}(?![\w-])") for name, words in table("commitments").items()
    }


def says(name: str, text: str) -> bool:
    """Whether a stretch of a masked sentence has a word of a list."""
    return lists()[name].search(text) is not None


def last(name: str, text: str) -> re.Match[str] | None:
    """The last word of a list in a stretch."""
    return max(lists()[name].finditer(text), key=lambda match: match.start(), default=None)
