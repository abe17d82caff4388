"""The words around an amount that say how it is meant: "up to", "about", "-plus", "a year", "per share".

Money and quantities share them. Only the few words next to the number are looked at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model import Qualifier

PHRASES: dict[Qualifier, str] = {
    "about": (
        "about|some|around|roughly|approximately|approx|nearly|almost|close to|c|ca|circa|estimated|an estimated|"
        "an approximate|near|nearing|approaching|just under|just shy of|shy of|a little under|slightly less than|"
        "slightly under|just below|slightly below|in the region of|in the order of|on the order of|"
        "somewhere around|in the neighborhood of|in the neighbourhood of|in the range of|roughly speaking|"
        "just about|as good as|virtually|practically|an average of|more or less"
    ),
    "at_least": (
        "over|more than|upward of|upwards of|at least|exceeding|exceeds|exceeded|exceed|in excess of|north of|"
        "greater than|higher than|larger than|a minimum of|minimum of|minimum|no less than|not less than|no fewer than|"
        "not fewer than|nothing less than|as little as|topping|tops|topped|surpassing|surpasses|surpassed|beyond|"
        "better than|no smaller than|well above|above|just above"
    ),
    "up_to": (
        "up to|upto|as much as|as many as|as high as|at most|no more than|not more than|no greater than|"
        "not exceeding|not to exceed|a maximum of|maximum of|maximum|max|less than|fewer than|lower than|under|below|"
        "capped at|a cap of|a ceiling of|a limit of|potentially as much as|anything up to|limited to"
    ),
}
QUALIFIERS: dict[str, Qualifier] = {
    phrase: qualifier for qualifier, phrases in PHRASES.items() for phrase in phrases.split("|")
}
# What may stand between a qualifier and its number: "up to an additional $5bn".
FILLERS = frozenset(
    [
        *("an additional", "additional", "another", "a further", "further", "an extra", "extra", "a new", "an initial"),
        *(
            "a total of",
            "total of",
            "an aggregate of",
            "an aggregate",
            "a combined",
            "a cumulative",
            "an estimated total of",
        ),
    ]
)
SIGNS: dict[str, Qualifier] = {
    "~": "about",
    "≈": "about",
    "∼": "about",
    ">": "at_least",
    "≥": "at_least",
    "<": "up_to",
    "≤": "up_to",
}
PRIORITY: tuple[Qualifier, ...] = ("up_to", "at_least", "about")

LONGEST = 48
WORD = re.compile(r"\S+")
OPENING = "([{\"'“‘—–-"
AFTER = re.compile(
    r"(?P<at_least>-plus\b|\+|[ -]or[ -]more\b| or above\b| and above\b| and up\b| at least\b)"
    r"|(?P<up_to> or less\b| or fewer\b| at most\b| at the most\b| maximum\b| \((?:maximum|max\.?)\))"
    r"|(?P<about>[ -]or[ -]so\b|-ish\b| or thereabouts\b)",
    re.IGNORECASE,
)
PER = re.compile(
    r"(?: in cash| cash| worth)?(?:[ -](?:of [\w'’-]{1,20} (?:[\w'’-]{1,20} ){0,2}?)?"
    r"(?:per[ -](?:[\w-]{1,12} (?:[\w-]{1,12} )?(?=share\b))?(?P<per>[A-Za-z]{1,12})\b"
    r"|(?:an?|(?:for )?each|every)[ -](?P<a>share|unit|year|month|week|day|quarter|barrel|tonne|ton|head|piece|pound|"
    r"ounce|seat|room|hour|megawatt|gallon|kilo|litre|liter|customer|user|subscriber)\b"
    r"(?! (?:ago|earlier|before|later|after|old))"
    r"|(?P<yearly>annually|yearly|per annum|p\.a\.|pa\b)|(?P<monthly>monthly\b)"
    r"|(?:for )?(?P<each>each|apiece)\b(?! (?:[0-9]|existing|share)))"
    r"|/(?P<slash>year|yr|y|a|month|mo|day|d|share|tonne|ton|t|lb|bbl|MWh|kWh|kg|oz|week|unit)\b)",
    re.IGNORECASE,
)
SHORT_PERS = {
    "annum": "year",
    "yr": "year",
    "y": "year",
    "a": "year",
    "mo": "month",
    "d": "day",
    "ton": "tonne",
    "t": "tonne",
    "mwh": "MWh",
    "kwh": "kWh",
}


class Before(NamedTuple):
    """Where the words that qualify an amount begin, and what they say."""

    start: int
    qualifier: Qualifier | None
    last: str


def before(text: str, floor: int, start: int) -> Before:
    """The qualifying words that end right before `start`, and the last word before them, in lower case."""
    found = list(WORD.finditer(text, max(floor, start - LONGEST), start))
    seen: list[Qualifier] = []
    if found and (sign := SIGNS.get(found[-1][0][-1])) is not None:
        seen.append(sign)
        start = found[-1].end() - 1
        found.pop()
    words = [match[0].lower().lstrip(OPENING).rstrip(".") for match in found]
    if found and found[-1].end() == start and not seen and words[-1] not in ("c", "ca", "circa"):
        return Before(start, None, "")  # the number touches a word that is none of ours
    end = len(words)
    while end and len(seen) < 2:
        taken = _fillers(words, end)
        size, qualifier = _phrase(words, end - taken)
        if qualifier is None:
            break
        seen.append(qualifier)
        end -= taken + size
        start = found[end].start() + _opened(found[end][0])
    last = words[end - 1] if end else ""
    return Before(start, next((q for q in PRIORITY if q in seen), None), last)


def _opened(word: str) -> int:
    """How many opening marks a word begins with."""
    return len(word) - len(word.lstrip(OPENING))


def _fillers(words: list[str], end: int) -> int:
    """How many words before `end` only stand between a qualifier and its number."""
    taken = 0
    while taken < 5:
        sizes = (n for n in (3, 2, 1) if " ".join(words[max(0, end - taken - n) : end - taken]) in FILLERS)
        size = next(sizes, 0)
        if not size:
            break
        taken += size
    return taken


def _phrase(words: list[str], end: int) -> tuple[int, Qualifier | None]:
    """The longest qualifying phrase that ends at `end`, in words."""
    for size in (4, 3, 2, 1):
        if size <= end and (qualifier := QUALIFIERS.get(" ".join(words[end - size : end]))) is not None:
            return size, qualifier
    return 0, None


def after(text: str, at: int, end: int) -> tuple[int, Qualifier | None]:
    """What follows an amount and qualifies it: "$5bn-plus", "10 or more"."""
    match = AFTER.match(text, at, end)
    if match is None:
        return at, None
    return match.end(), next(q for q in PRIORITY if match[q])


def per(text: str, at: int, end: int) -> tuple[int, str]:
    """What an amount is reckoned by, where it is: "a year", "per share", "each"."""
    match = PER.match(text, at, end)
    if match is None:
        return at, ""
    if match["yearly"]:
        return match.end(), "year"
    if match["monthly"]:
        return match.end(), "month"
    word = (match["per"] or match["a"] or match["slash"] or "each").lower()
    return match.end(), SHORT_PERS.get(word, word)
