"""Comparing the figures that reports give: when two sums, quantities or days agree, and how far apart they lie."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from bot.language.amounts import about_usd
from bot.language.measures import reckoned
from bot.model import Day, Money, Qualifier, Quantity

CLOSE = Decimal("0.05")
"""Sums within 5 % of the larger are one sum told twice."""

ABROAD = Decimal("0.12")
"""The same for sums in two currencies, since the rate of the day is not known."""

# How far from the number stated the true one may lie, by how it was stated.
REACH: dict[Qualifier, tuple[Decimal, Decimal]] = {
    "exact": (Decimal("0.975"), Decimal("1.025")),
    "about": (Decimal("0.9"), Decimal("1.1")),
    "up_to": (Decimal("0.5"), Decimal("1.025")),
    "at_least": (Decimal("0.975"), Decimal(2)),
}

Relation = Literal["agree", "loose", "differ"]
"""Two figures agree, could both be true as they were stated ("over $10bn", "$12bn"), or differ."""


def compare_money(one: Money, other: Money) -> Relation:
    """How two sums stand to one another; those in two currencies by the dated table of rates."""
    if one.currency == other.currency:
        return _compare(one.amount, one.qualifier, other.amount, other.qualifier, CLOSE)
    first, second = about_usd(one), about_usd(other)
    if first is None or second is None:
        return "differ"
    return _compare(first, one.qualifier, second, other.qualifier, ABROAD)


def compare_quantity(one: Quantity, other: Quantity) -> Relation | None:
    """How two quantities stand to one another; None where they count different things."""
    one, other = reckoned(one), reckoned(other)
    if one.unit != other.unit:
        return None
    return _compare(one.number, one.qualifier, other.number, other.qualifier, CLOSE)


def _compare(one: Decimal, how: Qualifier, other: Decimal, other_how: Qualifier, margin: Decimal) -> Relation:
    if abs(one - other) <= margin * max(abs(one), abs(other)):
        return "agree"
    low, high = (one * reach for reach in REACH[how])
    other_low, other_high = (other * reach for reach in REACH[other_how])
    return "loose" if low <= other_high and other_low <= high else "differ"


def ratio(one: Money, other: Money) -> Decimal | None:
    """The smaller sum as a part of the larger; None where they cannot be compared."""
    first, second = about_usd(one), about_usd(other)
    if one.currency == other.currency:
        first, second = one.amount, other.amount
    if not first or not second or first < 0 or second < 0:
        return None
    return min(first, second) / max(first, second)


def gap(one: Day, other: Day) -> int:
    """How many days lie between two days at the least: 0 where they may be the same."""
    if one.overlaps(other):
        return 0
    return (other.first - one.last).days if one.last < other.first else (one.first - other.last).days


def width(day: Day) -> int:
    """How vague a day is: the number of days that it may be."""
    return (day.last - day.first).days + 1


def exactness(money: Money) -> tuple[int, int]:
    """Sorts the sharper sums first: exact ones, then those with more digits."""
    order: tuple[Qualifier, ...] = ("exact", "about", "up_to", "at_least")
    return order.index(money.qualifier), -len(money.amount.normalize().as_tuple().digits)


def to_day(day: date | None) -> Day | None:
    """A date as a Day."""
    return Day.of(day) if day else None
