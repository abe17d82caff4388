"""Sums that are right: by currency and by unit, never mixed, one deal counted once. Pure.

Units of one measure are added in one of them, and it is said so: 4 GW and 500 MW are "4.5 GW (1 GW = 1,000 MW)".

A sum is only as exact as what went into it: with one "up to" among them the whole is "up to". Within one deal, what
one party undertakes of one kind and strength counts once, with its largest figure: articles tell of a first stage
and of the whole, or of one sum twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from bot.language.amounts import about_usd
from bot.language.measures import how_reckoned, measure, reckoned
from bot.language.names import key
from bot.language.wording import say_list, say_money, say_quantity
from bot.merging.additions import added_up, vaguest
from bot.merging.parties import name_keys
from bot.model import Commitment, Deal, Money, Quantity, Status

Figure = TypeVar("Figure", Money, Quantity)

COUNTED: frozenset[Status] = frozenset({"proposed", "announced", "completed"})
"""A deal that is but rumored, or ended, adds to no total."""


def add_money(sums: Iterable[Money]) -> tuple[Money, ...]:
    """The sums added up, one for each currency; the largest (about) first."""
    by_currency: dict[str, list[Money]] = {}
    for money in sums:
        by_currency.setdefault(money.currency, []).append(money)
    totals = [added_up(parts) for parts in by_currency.values()]
    return tuple(sorted(totals, key=lambda money: (-(about_usd(money) or 0), money.currency)))


def add_quantities(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The quantities added up, one for each measure: in the unit that all have, else in that of the measure."""
    by_measure: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        by_measure.setdefault(measure(quantity.unit), []).append(quantity)
    return tuple(_one_sum(parts) for _, parts in sorted(by_measure.items()))


def _one_sum(parts: Sequence[Quantity]) -> Quantity:
    alike = parts if len({one.unit for one in parts}) == 1 else [reckoned(one) for one in parts]
    number = sum((one.number for one in alike), Decimal())
    return Quantity(number, alike[0].unit, vaguest(one.qualifier for one in alike))


def say_totals(money: tuple[Money, ...], quantities: tuple[Quantity, ...] = (), limit: int = 6) -> str:
    """ "$38 billion, €2 billion and 10 GW", "" where there is nothing."""
    said = [*(say_money(one) for one in money), *(say_quantity(one) for one in quantities)]
    more = [f"{len(said) - limit:,} more"] if len(said) > limit else []
    return say_list(said[:limit] + more)


def say_worth(sums: Iterable[tuple[Status, Money]]) -> str:
    """What deals of these stages and sums are worth, each once; what is but proposed stands apart from what is agreed.

    "$38 billion; proposed, $100 billion", "" where there is nothing.
    """
    found = list(sums)
    agreed = say_totals(add_money(money for status, money in found if status in COUNTED and status != "proposed"))
    proposed = say_totals(add_money(money for status, money in found if status == "proposed"))
    return "; ".join(part for part in (agreed, f"proposed, {proposed}" if proposed else "") if part)


def worth_of(deals: Iterable[Deal]) -> str:
    """What deals are worth together, in words."""
    return say_worth((deal.status, deal.value) for deal in deals if deal.value is not None)


def owed_sums(pairs: Iterable[tuple[Deal, Commitment]]) -> tuple[tuple[Money, ...], tuple[Quantity, ...]]:
    """What commitments come to, each deal's once: by currency and by unit."""
    money, quantities = _owed(pairs)
    return add_money(money), add_quantities(quantities)


def owed_totals(pairs: Iterable[tuple[Deal, Commitment]]) -> str:
    """What commitments come to, in words; "" where they come to nothing."""
    money, quantities = _owed(pairs)
    how = how_reckoned(frozenset(one.unit for one in quantities))
    told = say_totals(add_money(money), add_quantities(quantities))
    return f"{told} ({', '.join(how)})" if how else told


def _owed(pairs: Iterable[tuple[Deal, Commitment]]) -> tuple[list[Money], list[Quantity]]:
    """The sums and quantities that count."""
    counted = [(_place(deal, one), one) for deal, one in pairs if deal.status in COUNTED]
    money = _largest(((place, one.money.currency), one.money.amount, one.money) for place, one in counted if one.money)
    quantities = _largest(
        ((place, measure(one.quantity.unit)), reckoned(one.quantity).number, one.quantity)
        for place, one in counted
        if one.quantity
    )
    return money, quantities


Place = tuple[int, str, str, str]


def _place(deal: Deal, commitment: Commitment) -> Place:
    return (deal.id, _who(deal, commitment.party), commitment.kind, commitment.strength)


def _who(deal: Deal, name: str) -> str:
    """Whom a name means among a deal's parties: two articles may call one of them by two names."""
    wanted = key(name)
    return next((key(party.name) for party in deal.parties if wanted in name_keys(party)), wanted)


def _largest(figures: Iterable[tuple[tuple[Place, str], Decimal, Figure]]) -> list[Figure]:
    """Of the figures in one place and one currency or unit, the largest."""
    kept: dict[tuple[Place, str], tuple[Decimal, Figure]] = {}
    for place, size, figure in figures:
        if place not in kept or size > kept[place][0]:
            kept[place] = (size, figure)
    return [figure for _, figure in kept.values()]
