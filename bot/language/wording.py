"""Sums and quantities in words that people read: "$1.4 trillion", "up to €2 billion", "50,000 GPUs".

The counterpart of `amounts` and `quantities`: what is said here can be read there and gives the same value. Days are
said by `dates.say_day`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from bot.language.currencies import currencies
from bot.language.quantities import singular
from bot.model import Money, Qualifier, Quantity

QUALIFIERS: dict[Qualifier, str] = {"exact": "", "about": "about ", "up_to": "up to ", "at_least": "at least "}
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
PLACES = Decimal("0.001")


def say_money(money: Money) -> str:
    """ "$1.4 trillion", "about A$24 billion", "up to €2 billion", "SEK 4 billion", "$95.50"."""
    sign = currencies().says.get(money.currency, f"{money.currency} ")
    return f"{QUALIFIERS[money.qualifier]}{sign}{say_number(money.amount, money=True)}"


def say_quantity(quantity: Quantity) -> str:
    """ "10 GW", "50,000 GPUs", "up to 12 aircraft", "160 million shares", "1 ship"."""
    unit = singular(quantity.unit) if quantity.number == 1 else quantity.unit
    return f"{QUALIFIERS[quantity.qualifier]}{say_number(quantity.number)} {unit}"


def say_number(number: Decimal, *, money: bool = False) -> str:
    """A number with its magnitude from a million on, at most three places, and commas below."""
    for size, word in SCALES:
        rounded = (number / size).quantize(PLACES, ROUND_HALF_EVEN)
        if rounded >= 1:
            return f"{_plain(rounded)} {word}"
    if money and number != number.to_integral_value():
        return f"{number.quantize(Decimal('0.01'), ROUND_HALF_EVEN):,}"
    return _plain(number.quantize(PLACES, ROUND_HALF_EVEN) if number >= PLACES else number)


def _plain(number: Decimal) -> str:
    """The number with commas and without zeros at its end."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_list(names: Sequence[str], word: str = "and") -> str:
    """Names in a row: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
