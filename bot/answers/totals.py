"""Sums that are right: by currency and by unit, never mixed, one deal counted once. Pure.

A sum is only as exact as what went into it: with one "up to" among them the whole is "up to". Within one deal, what
one party undertakes of one kind and strength counts once, with its largest figure: articles tell of a first stage
and of the whole, or of one sum twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from bot.language.amounts import about_usd
from bot.language.names import key
from bot.language.wording import say_list, say_money, say_quantity
from bot.merging.parties import name_keys
from bot.model import Commitment, Deal, Money, Qualifier, Quantity, Status

Figure = TypeVar("Figure", Money, Quantity)

COUNTED: frozenset[Status] = frozenset({"proposed", "announced", "completed"})
"""A deal that is but rumored, or ended, adds to no total."""


def add_money(sums: Iterable[Money]) -> tuple[Money, ...]:
    """The sums added up, one for each currency; the largest (about) first."""
    by_currency: dict[str, list[Money]] = {}
    for money in sums:
        by_currency.setdefault(money.currency, []).append(money)
    totals = [
        Money(
            sum((money.amount for money in parts), Decimal()), currency, _qualifier(money.qualifier for money in parts)
        )
        for currency, parts in by_currency.items()
    ]
    return tuple(sorted(totals, key=lambda money: (-(about_usd(money) or 0), money.currency)))


def add_quantities(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities added up, one for each unit."""
    by_unit: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        by_unit.setdefault(quantity.unit, []).append(quantity)
    return tuple(
        Quantity(sum((one.number for one in parts), Decimal()), unit, _qualifier(one.qualifier for one in parts))
        for unit, parts in sorted(by_unit.items())
    )


def say_totals(money: tuple[Money, ...], quantities: tuple[Quantity, ...] = (), limit: int = 6) -> str:
    """ "$38 billion, €2 billion and 10 GW", "" where there is nothing."""
    said = [*(say_money(one) for one in money), *(say_quantity(one) for one in quantities)]
    more = [f"{len(said) - limit:,} more"] if len(said) > limit else []
    return say_list(said[:limit] + more)


def deal_totals(deals: Iterable[Deal]) -> tuple[Money, ...]:
    """What deals are worth together, each once, by currency."""
    return add_money(deal.value for deal in deals if deal.value is not None and deal.status in COUNTED)


def owed_sums(pairs: Iterable[tuple[Deal, Commitment]]) -> tuple[tuple[Money, ...], tuple[Quantity, ...]]:
    """What commitments come to, each deal's once: by currency and by unit."""
    counted = [(_place(deal, one), one) for deal, one in pairs if deal.status in COUNTED]
    money = _largest(((place, one.money.currency), one.money.amount, one.money) for place, one in counted if one.money)
    quantities = _largest(
        ((place, one.quantity.unit), one.quantity.number, one.quantity) for place, one in counted if one.quantity
    )
    return add_money(money), add_quantities(quantities)


def owed_totals(pairs: Iterable[tuple[Deal, Commitment]]) -> str:
    """What commitments come to, in words; "" where they come to nothing."""
    return say_totals(*owed_sums(pairs))


Place = tuple[int, str, str, str]


def _place(deal: Deal, commitment: Commitment) -> Place:
    return (deal.id, _who(deal, commitment.party), commitment.kind, commitment.strength)


def _who(deal: Deal, name: str) -> str:
    """Whom a name means among a deal's parties: two articles may call one of them by two names."""
    wanted = key(name)
    return next((key(party.name) for party in deal.parties if wanted in name_keys(party)), wanted)


def _largest(figures: Iterable[tuple[tuple[Place, str], Decimal, Figure]]) -> Iterable[Figure]:
    """Of the figures in one place and one currency or unit, the largest."""
    kept: dict[tuple[Place, str], tuple[Decimal, Figure]] = {}
    for place, size, figure in figures:
        if place not in kept or size > kept[place][0]:
            kept[place] = (size, figure)
    return [figure for _, figure in kept.values()]


def _qualifier(parts: Iterable[Qualifier]) -> Qualifier:
    """How exact a sum of such parts is."""
    found = set(parts) - {"exact"}
    return found.pop() if len(found) == 1 else "about" if found else "exact"
