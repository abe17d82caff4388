"""The word lists of `words/`, read once and ready to be asked: is this a place, a given name, a company's last word?

Only lists and look-ups; what they mean for a sentence is decided in `capitals` and `organisations`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.language.text import words


def phrases_of(text: str) -> frozenset[str]:
    """The phrases of a list that is separated by semicolons."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())


def table(name: str) -> dict[str, Any]:
    """One file of `words/` as it stands."""
    return tomllib.loads(files("bot.reading").joinpath("words", f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list that tells what a capitalised word is."""

    places: frozenset[str]
    loud_places: frozenset[str]
    demonyms: dict[str, str]
    given: frozenset[str]
    titles: frozenset[str]
    endings: frozenset[str]
    legal: frozenset[str]
    nouns: frozenset[str]
    initials: frozenset[str]
    media: frozenset[str]
    markets: frozenset[str]
    regulators: frozenset[str]
    starters: frozenset[str]
    calendar: frozenset[str]
    things: frozenset[str]
    joiners: frozenset[str]


@cache
def load() -> Lexicon:
    """The lists, read on first use."""
    places, people, press, organisations, common = map(table, ("places", "people", "media", "organisations", "common"))
    names = phrases_of(places["names"])
    demonyms = {word: code for code, forms in places["countries"].items() for word in forms}
    return Lexicon(
        places=names,
        loud_places=frozenset(name.upper() for name in names),
        demonyms=demonyms,
        given=words(people["given"]),
        titles=words(people["titles"]),
        endings=words(organisations["endings"]),
        legal=words(organisations["legal"]),
        nouns=words(organisations["nouns"]),
        initials=words(organisations["initials"]),
        media=phrases_of(press["media"]),
        markets=phrases_of(press["markets"]),
        regulators=phrases_of(press["regulators"]),
        starters=words(common["starters"]),
        calendar=words(common["calendar"]),
        things=words(common["things"]),
        joiners=words(common["joiners"]),
    )
