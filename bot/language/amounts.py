"""Money and quantities as people write them, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.model import Money, Quantity, Span


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


@dataclass(frozen=True, slots=True)
class QuantityFind:
    """A number of things in a text: span from the number to the unit, the rest as in MoneyFind."""

    span: Span
    whole: Span
    quantity: Quantity
    low: Decimal | None = None
    per: str = ""


def find_money(text: str, span: Span | None = None, *, dollar: str = "USD") -> list[MoneyFind]:
    """Every sum of money in a stretch, in order, never overlapping. `dollar` is the currency of a bare "$"."""
    return []


def find_quantities(text: str, span: Span | None = None) -> list[QuantityFind]:
    """Every number of things in a stretch whose unit is known, in order, never overlapping, sums of money left out."""
    return []


def dollar_of(text: str) -> str:
    """The currency of a bare "$" in an article: what it says of itself ("in Canadian dollars"), else USD."""
    return "USD"


def read_money(text: str) -> Money:
    """A sum that a person typed ("$10bn", "10bn", "EUR 2 million"); BadInput with an example that works otherwise."""
    raise NotImplementedError


def about_usd(money: Money) -> Decimal | None:
    """The sum in US dollars by a dated table, for filters and order only; None for a currency that is not in it."""
    raise NotImplementedError
