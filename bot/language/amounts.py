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
from bot.language.numbers import Number, magnitude, numbers, plain
from bot.language.quantities import WEIGHT, QuantityFind, find_quantities
from bot.language.text import listed
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


RANGE = re.compile(r"(?P<dash>[ \u00a0]?[-–—‑][ \u00a0]?)|[ \u00a0](?P<word>to|and|or)[ \u00a0]|-to-")
SPREADS = ("ranging from", "range from", "ranges from", "anywhere from", "somewhere from")
"""After any other "from", "X to Y" is a change."""

CHANGES = listed("by down up rose fell")
CONVERTED = re.compile(
    r"\s?[(\[]\s?(?:or |now |currently |about |then )?(?:(?:the )?equivalent (?:to|of) |equal to |=\s?)?"
    r"|,? or (?:the equivalent of )?|\s?/\s?|, equivalent to "
)
ALSO = re.compile(r"(?:;|,|,? or|/) ?")
"""Between two conversions in one bracket: "(€10 billion; $11.6 billion)"."""

DASH, DASH_AFTER = re.compile(r"\s?[—–]\s?(?:or )?"), re.compile(r"\s?[—–]")
ON_THE_DOLLAR = re.compile(r" on the (?:dollar|pound|euro)\b")

RATE = re.compile(r"\s?=\s?")
SCREENS = (" 480", " 720", "1080", "1440", "2160")
"""Lines of a screen: "1080p" is no sum."""

GOES_ON = re.compile(r" (?!(?:in|for|to|and|or|from|by|at|on|per|a|over|as|of|with)\b)[A-Za-z]")
DOLLARS = re.compile(
    r"\b(?i:(?:all|the|these)\s(?:dollar\s)?(?:figures|amounts|sums|values|prices|currency)|unless otherwise|"
    r"currency|dollar amounts|amounts)\b[^.\n]{0,60}?"
    r"\b(Canadian|Australian|New Zealand|Hong Kong|Singapore|CAD|AUD|NZD|HKD|SGD|C\$|A\$)"
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
    """A sum that a person typed ("$10bn", "10bn", "eur 2 million"); BadInput with an example that works otherwise."""
    typed = " ".join(clean(text).split())
    spoken = CODE.sub(lambda word: word[0].upper() if word[0].upper() in currencies().codes else word[0], typed[:100])
    for way in (spoken, f"${spoken}") if spoken[:1].isdigit() else (spoken,):
        finds = find_money(way)
        if len(finds) == 1 and finds[0].whole == (0, len(way)):
            return finds[0].money
    shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
    raise BadInput(f"“{shown}” cannot be read as a sum of money.", "Try “$10bn”, “EUR 500 million” or “2.5 billion”.")


CODE = re.compile(r"(?<![A-Za-z])[a-z]{3}(?![A-Za-z])")


def _bounds(text: str, span: Span | None) -> tuple[int, int]:
    start, end = span or (0, len(text))
    return max(0, start), min(end, len(text))


def _sum(text: str, number: Number, floor: int, end: int, dollar: str) -> Sum:
    """The number with the currency before or after it and the magnitude between."""
    start, currency = _before(text, floor, number)
    stop, factor = magnitude(text, number.end, end, short=True) or (number.end, Decimal(1))
    if not currency and stop > number.end:
        start, currency = _tight(text, floor, number)
    after = _after(text, stop, end, currency)
    if after is None and not currency and stop > number.end:
        after = _after(text, number.end, end, "")  # "5 baht": no magnitude after all, but a currency
        stop, factor = (number.end, Decimal(1)) if after is not None else (stop, factor)
    if after is not None:
        stop, code, part = after
        currency = code if currency in ("", "USD") else currency
        factor *= part
    if currency == "USD" and dollar != "USD" and "US" not in text[start:stop].replace(".", ""):
        currency = dollar
    return Sum(start, stop, number.value, factor, currency, number.spelled)


def _before(text: str, floor: int, number: Number) -> tuple[int, str]:
    """Where the sign or code of a currency right before a number begins, and which it is."""
    at = number.start - (text[number.start - 1 : number.start] in ("\u00a0", " ", "\u202f"))
    last = text[at - 1 : at] if at > floor else ""
    if not last or (not last.isupper() and last not in "$€£¥￥₹₩￦₽₺₪฿₫₱₦₴₸৳₵¢.srpoknhełlDSB"):
        return number.start, ""
    sign = currencies().before.search(text, max(floor, number.start - 12), number.start)
    return (sign.start(), currencies().signs[sign[0].rstrip(" \u00a0\u202f")]) if sign else (number.start, "")


def _tight(text: str, floor: int, number: Number) -> tuple[int, str]:
    """The same for signs that count only when they touch a number with a magnitude: "R5bn"."""
    sign = currencies().tight.search(text, max(floor, number.start - 2), number.start)
    return (sign.start(), currencies().signs[sign[0]]) if sign else (number.start, "")


def _after(text: str, at: int, end: int, currency: str) -> tuple[int, str, Decimal] | None:
    """Where the word or sign of a currency after a number ends, which it is, and 0.01 for pence and cents."""
    known = currencies()
    first = known.first_after.match(text, at, end)
    if first is None or first[1].lower() not in known.first_words:
        return None
    after = known.after.match(text, at, min(end, at + 26))
    if after is None or _false_word(text, after, currency, end):
        return None
    code = known.words.get(after[1].lower())
    if code is not None:
        return after.end(), code, Decimal(1)
    return None if currency else (after.end(), known.parts[after[1].lower()], PART)


def _false_word(text: str, after: re.Match[str], currency: str, end: int) -> bool:
    """Whether what looks like a currency is something else: pounds of copper, "p" and "Rs" in other words."""
    word = after[1]
    if ON_THE_DOLLAR.match(text, after.end(), end) is not None:
        return True  # "50 cents on the dollar" is a share of something
    if not word[-1].isalpha() and text[after.end() : after.end() + 1].isdigit():
        return True  # the sign of the next sum: "£2.5m-£3m"
    if word in ("p", "P"):
        return word == "P" or after.start(1) != after.start() or text[after.start() - 4 : after.start()] in SCREENS
    if word.lower() in ("u.s.", "australian", "canadian", "cdn"):
        return not currency or GOES_ON.match(text, after.end(), end) is not None  # "a $500 million Canadian mine"
    if len(word) == 3 and word.upper() in currencies().codes and not word.isupper():
        return True
    if word.lower() in ("pounds", "pound"):
        return WEIGHT.match(text, after.end(), end) is not None
    return word == "Won"


def _at(text: str, sums: Sequence[Sum], i: int, floor: int, end: int) -> tuple[MoneyFind | None, int]:
    """The find that begins with the i-th number, and how many numbers it uses up."""
    first, second = sums[i], sums[i + 1] if i + 1 < len(sums) else None
    if first.start < floor or not (first.currency or (second is not None and second.currency)):
        return None, 1
    gap = RANGE.fullmatch(text, first.end, second.start) if second is not None else None
    if not first.currency and gap is None:
        return None, 1
    around = limits.before(text, floor, first.start)
    upper = _upper(text, first, second, gap, around) if second is not None and gap is not None else None
    if upper is None:
        vague = first.spelled and first.factor == 1 and first.number == 1  # "one dollar"
        return (None if not first.currency or vague else _find(text, first, None, around, end)), 1
    if around.last in ("between", "from"):
        around = around._replace(start=max(floor, text.rfind(around.last[1:], floor, around.start) - 1))
    low = first.number * (first.factor if first.factor != 1 else upper.factor)
    low = low if low <= upper.amount else first.number
    return _find(text, upper._replace(start=first.start), low, around, end), 2


def _upper(text: str, first: Sum, second: Sum, gap: re.Match[str], around: limits.Before) -> Sum | None:
    """The upper end of a range that begins with `first`, if `second` is one."""
    currency = second.currency or first.currency
    if first.currency and first.currency != currency:
        return None
    if gap["word"] == "and" and around.last != "between":
        return None
    if gap["word"] == "or" and not (first.factor == 1 < second.factor and not (first.currency and second.currency)):
        return None  # "$4 or 5 billion" is a guess, "$4 billion or €3.5 billion" a conversion
    if gap["word"] == "to" and not _spread(text, first, second, around):
        return None
    if first.factor != 1 and second.factor == 1 and second.number < 1000 and not second.currency:
        if len(gap[0]) > 1:
            return None
        second = second._replace(factor=first.factor)  # "$2bn-3"
    upper = second._replace(currency=currency)
    return upper if upper.amount >= max(first.number, first.amount) or first.factor == 1 < second.factor else None


def _spread(text: str, first: Sum, second: Sum, around: limits.Before) -> bool:
    """Whether "X to Y" is a range and not a change: "raised from $2bn to $3bn", "cut by $2bn to $3bn"."""
    if around.last in CHANGES:
        return False
    if around.last == "from":
        return any(text.endswith(spread, 0, max(0, around.start - 1)) for spread in SPREADS)
    return first.factor == 1 or bool(second.currency)


def _find(text: str, found: Sum, low: Decimal | None, around: limits.Before, end: int) -> MoneyFind:
    """A find with the words around it; a range is told by its upper end."""
    stop, behind = limits.after(text, found.end, end)
    per_end, per = limits.per(text, stop, end)
    qualifier: Qualifier = "up_to" if low is not None else around.qualifier or behind or "exact"
    money = Money(plain(found.amount), found.currency, qualifier)
    whole = Span(around.start, per_end)
    return MoneyFind(Span(found.start, found.end), whole, money, None if low is None else plain(low), per)


def _converted(text: str, first: MoneyFind, second: MoneyFind) -> bool:
    """Whether the second sum is the first one in another currency."""
    if first.conversion and ALSO.fullmatch(text, first.whole.end, second.whole.start):
        return True
    if DASH.fullmatch(text, first.whole.end, second.whole.start) and DASH_AFTER.match(text, second.whole.end):
        return True
    return CONVERTED.fullmatch(text, first.whole.end, second.whole.start) is not None
