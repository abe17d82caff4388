"""Headings of a roundup that name two parties and no verb: "Take-Two and Zynga.", "Shire → Takeda".

What they did is told below, often without naming both again; so the heading is a find of its own, of the kind that the
sentences below it tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Sentence
from bot.reading.cues import kind_of
from bot.reading.deals import Find

JOINING = words("and & + / → – - x . : ** the vs with")
BELOW = 3
"""So many sentences below a heading tell what it is about."""


SHORT = 24
"""No longer is a heading of two names, each of them one mark."""


def headed(sentences: Sequence[Sentence]) -> list[Find]:
    """A find for each heading of two names, where the sentences below it tell a kind of deal."""
    found: list[Find] = []
    for number, sentence in enumerate(sentences):
        if number and len(sentence.masked.text) <= SHORT and two_named(sentence):
            kind = kind_of(" ".join(below.masked.text for below in sentences[number + 1 : number + 1 + BELOW]))
            if kind is not None:
                found.append(find_of(number, sentence, kind))
    return found


def two_named(sentence: Sentence) -> bool:
    """Whether a sentence is two names and what joins them."""
    mentions = [mention for unit in sentence.units for mention in unit.mentions]
    others = [token for token in sentence.tokens if token.sort != "org"]
    return (
        len(mentions) == 2
        and not any(mention.pointing for mention in mentions)
        and mentions[0].who != mentions[1].who
        and 0 < len(others) <= 4
        and all(token.text in JOINING for token in others)
    )


def find_of(number: int, sentence: Sentence, kind: Kind) -> Find:
    """The find of a heading."""
    masked = sentence.masked
    mentions = tuple(mention for unit in sentence.units for mention in unit.mentions)
    roles = tuple((mention.who[0], role) for mention, role in zip(mentions, ("one", "two"), strict=True))
    end = len(masked.text)
    return Find(kind, roles, mentions, number, masked.span(0, end), masked.text, 0, 0, end, told_by="heading")
