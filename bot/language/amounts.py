"""Money as people write it: "$38bn", "EUR 1.7 billion", "between $2 billion and $3 billion", "Rs 5,000 crore".

A sum is a number with a currency on one side; two of them joined by a dash, "to" or "and" are a range; one in
brackets behind another in a second currency is the same sum converted. What a sum is for is left to the reader.
Quantities are in `quantities`, and can be had from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from bot.errors import BadInput
from bot.language import limits
from bot.language.currencies import PART, about_usd, currencies
from bot.language.names import clean
from bot.language.numbers import Number, magnitude, numbers
from bot.language.quantities import QuantityFind, find_quantities
from bot.model import Money, Qualifier, Span

__all__ = [
    "MoneyFind",
    "QuantityFind",
    "about_usd",
    "dollar_of",
    "find_money",
    "find_quantities",
    "read_money",
]


@dataclass(frozen=True, slots=True)
class MoneyFind:
    """A sum of money in a text.

    `span` covers number, currency and unit; `whole` also the words that qualify it ("up to ... a year"). `low` is the
    lower end of a range. `per` is what the sum is for: "year", "share", "each"... or "". `conversion` marks the same
    sum again in another currency: the second of "¥150 billion ($1bn)".
    """

    span: Span
    whole: Span
    money: Money
    low: Decimal | None = None
    per: str = ""
    conversion: bool = False


class Sum(NamedTuple):
    """A number with what stands right beside it: `factor` 1 where there is no magnitude, `currency` "" where none."""

    start: int
    end: int
    number: Decimal
    factor: Decimal
    currency: str
    spelled: bool

    @property
    def amount(self) -> Decimal:
        return self.number * self.factor


RANGE = re.compile(r"[ \u00a0]?[-–—‑][ \u00a0]?|[ \u00a0](?P<word>to|and)[ \u00a0]")
SPREADS = ("ranging from", "range from", "ranges from", "anywhere from", "somewhere from", "between from", "of from")
CONVERTED = re.compile(
    r"\s?[(\[]\s?(?:or |now |currently |about |then )?(?:(?:the )?equivalent (?:to|of) |equal to |=\s?)?|,? or (?:the equivalent of )?|\s?/\s?|, equivalent to "
)
RATE = re.compile(r"\s?=\s?")
WEIGHT = re.compile(
    r" of (?!cash|debt|investment|investments|funding|sales|assets|savings|revenue|revenues|orders|equity|damage|loans|"
    r"spending|contracts|deals|public|private|government|new|annual|foreign|state|taxpayer|capital|profit|bonds|shares)[a-z]"
)
DOLLARS = re.compile(
    r"\b(?:(?:all|the|these)\s(?:dollar\s)?(?:figures|amounts|sums|values|prices|currency)|unless otherwise|"
    r"currency|dollar amounts|amounts)\b[^.\n]{0,60}?\b(Canadian|Australian|New Zealand|Hong Kong|Singapore|CAD|AUD|NZD|HKD|SGD|C\$|A\$)"
)
DOLLAR_OF = {
    "Canadian": "CAD",
    "C$": "CAD",
    "Australian": "AUD",
    "A$": "AUD",
    "New Zealand": "NZD",
    "Hong Kong": "HKD",
    "Singapore": "SGD",
}


def find_money(text: str, span: Span | None = None, *, dollar: str = "USD") -> list[MoneyFind]:
    """Every sum of money in a stretch, in order, never overlapping. `dollar` is the currency of a bare "$"."""
    start, end = _bounds(text, span)
    sums = [_sum(text, number, start, end, dollar) for number in numbers(text, start, end)]
    finds: list[MoneyFind] = []
    at, i = start, 0
    while i < len(sums):
        find, used = _at(text, sums, i, at, end)
        i += used
        if find is None:
            continue
        at = find.whole.end
        if finds and RATE.fullmatch(text, finds[-1].span.end, find.span.start):
            finds.pop()  # "$1 = 7.1 yuan" is a rate of exchange
        elif finds and find.money.currency != finds[-1].money.currency and _converted(text, finds[-1], find):
            finds.append(replace(find, conversion=True))
        else:
            finds.append(find)
    return finds


def dollar_of(text: str) -> str:
    """The currency of a bare "$" in an article: what it says of itself ("in Canadian dollars"), else USD."""
    match = DOLLARS.search(text)
    return "USD" if match is None else DOLLAR_OF.get(match[1], match[1])


def read_money(text: str) -> Money:
    """A sum that a person typed ("$10bn", "10bn", "EUR 2 million"); BadInput with an example that works otherwise."""
    typed = clean(text).strip()
    finds = find_money(typed) if len(typed) <= 100 else []
    if len(finds) == 1 and finds[0].whole == (0, len(typed)):
        return finds[0].money
    bare = re.fullmatch(r"([0-9][0-9,.]{0,20})\s?([A-Za-z]{0,12})", typed)
    finds = find_money(f"${bare[1]} {bare[2]}".strip()) if bare else []
    if len(finds) == 1 and finds[0].span.end == len(f"${typed}".replace("  ", " ")) + (
        bare is not None and bool(bare[2]) and " " not in typed
    ):
        return finds[0].money
    shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
    raise BadInput(f"“{shown}” cannot be read as a sum of money.", "Try “$10bn”, “EUR 500 million” or “2.5 billion”.")


def _bounds(text: str, span: Span | None) -> tuple[int, int]:
    start, end = span or (0, len(text))
    return max(0, start), min(end, len(text))


def _sum(text: str, number: Number, floor: int, end: int, dollar: str) -> Sum:
    """The number with the currency before or after it and the magnitude between."""
    known = currencies()
    start, currency = number.start, ""
    sign = _sign(text, floor, number)
    scaled = magnitude(text, number.end, end, short=True)
    if sign is not None:
        currency = known.signs[sign[0].rstrip(" \u00a0\u202f")]
        start = sign.start()
    elif scaled is not None and (tight := known.tight.search(text, max(floor, number.start - 2), number.start)):
        currency, start = known.signs[tight[0]], tight.start()
    stop, factor = scaled or (number.end, Decimal(1))
    after = known.after.match(text, stop, min(end, stop + 24))
    if after is None and scaled is not None and not currency:
        # A short magnitude without currency ("5 m") is none; the word may belong to the currency: "5 mn" no, "5 baht" yes.
        after = known.after.match(text, number.end, min(end, number.end + 24))
        if after is not None:
            stop, factor = number.end, Decimal(1)
    if after is not None and not _false_word(text, after, currency, end):
        word = after[1]
        code = known.parts.get(word) or known.words.get(word.lower(), "")
        if code and not (word in known.parts and currency):
            factor *= PART if word in known.parts and word.lower() not in known.words else 1
            currency, stop = code, after.end()
            if word.lower() in ("dollars", "dollar") and sign is not None:
                currency = known.signs[sign[0].rstrip(" \u00a0\u202f")]
    if currency == "USD" and dollar != "USD" and "US" not in text[start:stop].replace(".", ""):
        currency = dollar
    return Sum(start, stop, number.value, factor, currency, number.spelled)


def _sign(text: str, floor: int, number: Number) -> re.Match[str] | None:
    """The sign or code of a currency right before a number."""
    last = text[number.start - 1 : number.start] if number.start > floor else ""
    if last in (" ", "\u00a0", "\u202f"):
        last = text[max(floor, number.start - 2) : number.start - 1]
    if not last or last.islower() and last not in "srpoknh" or last in ",;:-–(" or last.isdigit():
        return None
    return currencies().before.search(text, max(floor, number.start - 12), number.start)


def _false_word(text: str, after: re.Match[str], currency: str, end: int) -> bool:
    """Whether what looks like a currency is something else: pounds of copper, "p" and "Rs" in other words."""
    word = after[1]
    if not word[-1].isalpha() and text[after.end() : after.end() + 1].isdigit():
        return True  # the sign of the next sum: "£2.5m-£3m"
    if word in ("p", "P"):
        return after.start(1) != after.start() or limits.per(text, after.end(), end)[1] not in ("share", "each", "unit")
    if word.lower() in ("u.s.", "australian", "canadian", "cdn"):
        return currency not in ("USD", "AUD", "CAD")
    if len(word) == 3 and word.upper() in currencies().codes and not word.isupper():
        return True
    if word.lower() in ("pounds", "pound"):
        return WEIGHT.match(text, after.end(), end) is not None
    return word == "Won"


def _at(text: str, sums: Sequence[Sum], i: int, floor: int, end: int) -> tuple[MoneyFind | None, int]:
    """The find that begins with the i-th number, and how many numbers it uses up."""
    first = sums[i]
    if first.start < floor:
        return None, 1
    around = limits.before(text, floor, first.start)
    second = _upper(text, first, sums[i + 1], around) if i + 1 < len(sums) else None
    if second is None:
        if not first.currency or _vague(text, first):
            return None, 1
        return _find(text, first, None, around, end), 1
    low = first.number * (first.factor if first.factor != 1 else second.factor)
    start = around.start
    if around.last in ("between", "from"):
        start = text.rfind(around.last[1:], floor, around.start) - 1
    find = _find(text, second._replace(start=first.start), low, around._replace(start=max(start, floor)), end)
    return find, 2


def _upper(text: str, first: Sum, second: Sum, around: limits.Before) -> Sum | None:
    """The upper end of a range that begins with `first`, if `second` is one."""
    gap = RANGE.fullmatch(text, first.end, second.start)
    currency = second.currency or first.currency
    if gap is None or not currency or (first.currency and first.currency != currency):
        return None
    if gap["word"] == "and" and around.last != "between":
        return None
    if gap["word"] == "to" and not _spread(text, first, second, around):
        return None
    if first.factor != 1 and second.factor == 1 and second.number < 1000:
        second = second._replace(factor=first.factor)  # "$2bn-3"
    upper = second._replace(currency=currency)
    return (
        upper if upper.amount >= first.number and (first.factor != 1 or second.factor != 1 or first.currency) else None
    )


def _spread(text: str, first: Sum, second: Sum, around: limits.Before) -> bool:
    """Whether "X to Y" is a range and not a change: "raised from $2bn to $3bn", "cut by $2bn to $3bn"."""
    if around.last in ("by", "down", "rose", "fell", "up"):
        return False
    if around.last == "from":
        return any(text.endswith(spread, 0, around.start - 1) for spread in SPREADS)
    return first.factor == 1 or bool(second.currency)


def _vague(text: str, first: Sum) -> bool:
    """Whether a number in words is no sum: "one dollar", "a multi-billion-dollar"."""
    return first.spelled and first.factor == 1 and first.number == 1


def _find(text: str, found: Sum, low: Decimal | None, around: limits.Before, end: int) -> MoneyFind:
    """A find with the words around it."""
    stop, behind = limits.after(text, found.end, end)
    per_end, per = limits.per(text, stop, end)
    qualifier: Qualifier = around.qualifier or behind or ("up_to" if low is not None else "exact")
    if low is not None:
        qualifier = "up_to"
    money = Money(_plain(found.amount), found.currency, qualifier)
    return MoneyFind(
        Span(found.start, found.end), Span(around.start, per_end), money, None if low is None else _plain(low), per
    )


def _converted(text: str, first: MoneyFind, second: MoneyFind) -> bool:
    """Whether the second sum is the first one in another currency."""
    return CONVERTED.fullmatch(text, first.whole.end, second.whole.start) is not None


def _plain(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent, so that equal sums look equal."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
