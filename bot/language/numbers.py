"""Numbers as people write them, in digits or in words: "1,25,000", "2.5", "twenty-five", "half a", "two dozen".

What is counted, and in which currency, is left to `amounts` and `quantities`. Every repeat is bounded, so that a
megabyte of digits costs no more than a megabyte of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.language.text import listed

ONES = {
    word: number
    for number, word in enumerate(
        listed(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ),
        start=1,
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
LONG = {
    "hundred": Decimal(100),
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "crore": Decimal(10) ** 7,
    "crores": Decimal(10) ** 7,
    "lakh": Decimal(10) ** 5,
    "lakhs": Decimal(10) ** 5,
    "dozen": Decimal(12),
}
SHORT = {
    "k": Decimal(10) ** 3,
    "m": Decimal(10) ** 6,
    "mm": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "b": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "t": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "cr": Decimal(10) ** 7,
}

# Digits: 5,000 and 1,25,000 (Indian), 5 000 with a narrow space, 1,7 billion with a decimal comma, plain ones.
DIGITS = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,5},[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3}){1,4}(?![0-9])|[0-9]{1,3}(?: 000){1,3}(?![0-9])"
    r"|[0-9]{1,15}(?![0-9]))"
    r"(?:\.[0-9]{1,6}(?![0-9])|,[0-9]{1,2}(?=[ \u00a0]?(?:bn|m|mn|million|billion|trillion)\b))?"
)
SEPARATORS = str.maketrans("", "", ", \u00a0\u202f\u2009")
ONE = "|".join(ONES)
TEN = "|".join(TENS)
SMALL = rf"(?:(?P<ten>{TEN})(?:[ -](?P<one>{'|'.join(listed(ONE.replace('|', ' '))[:9])}))?|(?P<teen>{ONE}))"
SPELLED = re.compile(
    rf"(?P<half>half[ -](?:an?[ -])?(?=million|billion|trillion|dozen|crore|gigawatt)"
    rf"|an?[ -]half[ -](?=million|billion|trillion|dozen|gigawatt))"
    rf"|(?P<quarter>an?[ -]quarter[ -](?:of[ -]an?[ -])?(?=million|billion|trillion))"
    rf"|(?P<quarters>three[ -]quarters[ -]of[ -]an?[ -](?=million|billion|trillion))"
    rf"|(?P<a>an?[ -](?=hundred|thousand|million|billion|trillion|dozen|crore|lakh|gigawatt|megawatt|terawatt))"
    rf"|{SMALL}(?P<more>(?:[ -]and)?[ -]a[ -]half(?![ -]dozen))?(?![A-Za-z])",
    re.IGNORECASE,
)
# Where a number may begin; the look ahead at one letter halves the time that a text costs.
START = re.compile(
    r"(?=[0-9ahotfsenAHOTFSEN])(?:[0-9]{1,30}|\b(?:[oO][nN][eE]|[tT](?:[wW]|[hH][rRiI]|[eE][nN])|[fF](?:[oO]|[iI])"
    r"|[sS](?:[iI][xX]|[eE][vV])|[eE](?:[iI][gG]|[lL][eE])|[nN][iI][nN]|[hH][aA][lL][fF]"
    r"|[aA]n?[ -](?=(?i:hal|hun|mil|meg|bil|tri|tho|ter|doz|cro|lak|gig|qua))))"
)
MAGNITUDE = re.compile(
    r"[ \u00a0\u202f\n-]{0,2}(?:(hundred|lakhs?|thousand)[ -](?=thousand|million|billion|trillion|crore))?"
    r"(hundred|thousand|million|billion|trillion|crores?|lakhs?|dozen)(?![A-Za-z])",
    re.IGNORECASE,
)
SHORT_MAGNITUDE = re.compile(
    r"[ \u00a0\u202f-]?(bn|Bn|BN|bln|b|B|mn|Mn|mln|mil|MM|mm|m|M|k|K|tn|trn|t|T|cr|Cr)(?![A-Za-z]|\.[A-Za-z])"
)


class Number(NamedTuple):
    """A number and its place. `tied`: a letter, or a hyphen with one, ties it to a name ("G42", "F-35")."""

    start: int
    end: int
    value: Decimal
    tied: bool = False
    spelled: bool = False


@lru_cache(maxsize=4)
def numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Every number in text[start:end], without the magnitude that may follow ("million").

    Sums and quantities look at the same sentence one after the other: the last few answers are kept.
    """
    return tuple(_numbers(text, start, end))


def _numbers(text: str, start: int, end: int) -> Iterator[Number]:
    at = start
    for first in START.finditer(text, start, end):
        if first.start() < at:
            continue
        read = _digits if first[0][0].isdigit() else _spelled
        number = read(text, first.start(), end)
        if number is not None:
            at = number.end
            yield number


def _digits(text: str, start: int, end: int) -> Number | None:
    """The number in digits that begins here, unless it is the middle of a longer one or an ordinal."""
    before = text[max(0, start - 2) : start]
    if before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit()):
        return None
    match = DIGITS.match(text, start, end)
    if match is None or text[match.end() : match.end() + 2] in ("st", "nd", "rd", "th"):
        return None
    digits = match[0]
    if "," in digits[-3:]:
        digits = ".".join(digits.rsplit(",", 1))
    tied = before[-1:].isalpha() or (before[-1:] in ("-", "–", "/") and before[:1].isalpha())
    return Number(start, match.end(), Decimal(digits.translate(SEPARATORS)), tied)


def _spelled(text: str, start: int, end: int) -> Number | None:
    """The number in words that begins here."""
    match = SPELLED.match(text, start, end)
    if match is None:
        return None
    tied = start > 0 and text[start - 1] in "-–" and text[start - 2 : start - 1].isalpha()
    stop = match.end() - (match[0][-1] in " -")
    if match["half"] or match["quarter"] or match["quarters"]:
        value = Decimal("0.5" if match["half"] else "0.25" if match["quarter"] else "0.75")
    elif match["a"]:
        value = Decimal(1)
    else:
        small = TENS.get((match["ten"] or "").lower(), 0) + ONES.get((match["one"] or match["teen"] or "").lower(), 0)
        value = small + (Decimal("0.5") if match["more"] else Decimal(0))
    return Number(start, stop, value, tied, spelled=True)


def magnitude(text: str, at: int, end: int, *, short: bool, stuck: bool = False) -> tuple[int, Decimal] | None:
    """Where the magnitude that follows a number ends, and its factor: " billion", "-million", " lakh crore", "bn".

    `short` forms need a currency or a unit beside them ("$5m"), since "5 m" may be metres; `stuck` ones no blank.
    """
    match = MAGNITUDE.match(text, at, end)
    if match is not None:
        return match.end(), LONG[match[2].lower()] * (LONG[match[1].lower()] if match[1] else 1)
    match = SHORT_MAGNITUDE.match(text, at, end) if short else None
    if match is None or (stuck and match.start(1) != at):
        return None
    return match.end(), SHORT[match[1].lower()]


def plain(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent, so that equal ones look equal."""
    integral = number.to_integral_value()
    return integral if integral == number else number.normalize()
