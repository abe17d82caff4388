"""The word lists of `words/`, read once and ready to be asked: is this a place, a given name, a company's last word?

Only lists and look-ups; what they mean for a sentence is decided in `capitals` and `organisations`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is separated by spaces."""
    return frozenset(text.split())


def phrases_of(text: str) -> frozenset[str]:
    """The phrases of a list that is separated by semicolons."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())


def table(name: str) -> dict[str, object]:
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
    posts: frozenset[str]
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
    names = phrases_of(str(places["names"]))
    countries = places["countries"]
    assert isinstance(countries, dict)
    demonyms = {word: code for code, forms in countries.items() for word in forms}
    return Lexicon(
        places=names,
        loud_places=frozenset(name.upper() for name in names),
        demonyms=demonyms,
        given=words_of(str(people["given"])),
        titles=words_of(str(people["titles"])),
        posts=phrases_of(str(people["posts"])),
        endings=words_of(str(organisations["endings"])),
        legal=words_of(str(organisations["legal"])),
        nouns=words_of(str(organisations["nouns"])),
        initials=words_of(str(organisations["initials"])),
        media=phrases_of(str(press["media"])),
        markets=phrases_of(str(press["markets"])),
        regulators=phrases_of(str(press["regulators"])),
        starters=words_of(str(common["starters"])),
        calendar=words_of(str(common["calendar"])),
        things=words_of(str(common["things"])),
        joiners=words_of(str(common["joiners"])),
    )
