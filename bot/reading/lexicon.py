"""The word lists of `words/`, read once and ready to be asked: is this a place, a given name, a company's last word?

Only lists and look-ups; what they mean for a sentence is decided in `capitals` and `organisations`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
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
    surnames: frozenset[str]
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
    english: frozenset[str]
    designators: frozenset[str]
    products: frozenset[str]
    leads: frozenset[str]
    nobody: frozenset[str]
    offshoots: frozenset[str]
    eponyms: frozenset[str]
    countries: frozenset[str]
    lands: dict[str, str]

    def ordinary(self, word: str) -> bool:
        """Whether a word is English, small letters or not: "Shares", "Pacific", but not "Honeywell"."""
        return any(stem in self.english for stem in stems(word.lower()))


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """A word, and what it may be formed from by an ordinary ending: "shares", "share"."""
    found = [word]
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)]
            found.append(bare + instead)
            if not instead and len(bare) > 3 and bare[-1] == bare[-2]:
                found.append(bare[:-1])
    return tuple(found)


ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e")),
    *(("ly", ""), ("ily", "y"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e")),
)


def english() -> frozenset[str]:
    """The words of `words/english.txt`; lines that begin with # say where they come from."""
    lines = files("bot.reading").joinpath("words", "english.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def load() -> Lexicon:
    """The lists, read on first use."""
    places, people, press, organisations, common = map(table, ("places", "people", "media", "organisations", "common"))
    states = phrases_of(places["states"])
    names = phrases_of(places["names"]) | states
    demonyms = {word: code for code, forms in places["countries"].items() for word in forms}
    return Lexicon(
        places=names,
        loud_places=frozenset(name.upper() for name in names),
        demonyms=demonyms,
        given=words(people["given"]),
        surnames=words(people["surnames"]),
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
        english=english(),
        designators=words(common["designators"]),
        products=phrases_of(common["products"]),
        leads=words(common["leads"]),
        nobody=words(common["calendar"]) | words(organisations["legal"]) | demonyms.keys(),
        offshoots=words(organisations["offshoots"]),
        eponyms=phrases_of(organisations["eponyms"]),
        countries=states,
        lands={word: code for code, forms in places["lands"].items() for word in forms} | demonyms,
    )
