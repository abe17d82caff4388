"""Agreements that were enlarged: what was added to the first sum is added up, not taken for another account of it.

Each part is what some report gives (reading.md, case 7: of an enlarged contract the value is the added sum); the whole
is their sum, or what a later report tells as the new total. Which reports are of one deal is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bot.merging.figures import compare_money
from bot.merging.lifeline import ONE_STEP, step_day
from bot.merging.sums import adds_to
from bot.model import Figure, KeptReport, Kind, Money, Qualifier

CONTRACTS: frozenset[Kind] = frozenset({"supply", "services", "licensing", "financing"})
"""Kinds whose sums are added to. What a venture or an alliance is to spend is told now as a whole, now in part."""


def with_additions(figures: Sequence[Figure[Money]]) -> list[Figure[Money]]:
    """The figures, the first of them together with what was added to it later, where something was."""
    added = sorted((figure for figure in figures if _is_addition(figure, figures)), key=_day)
    base = next((one for one in figures if added and one not in added and _day(one) < _day(added[0])), None)
    if base is None or any(one.shown.currency != base.shown.currency for one in added):
        return list(figures)
    parts = (base, *added)
    whole = added_up([part.shown for part in parts])
    rest = [one for one in figures if one not in parts]
    totals = [one for one in rest if _day(one) > _day(added[0]) and compare_money(one.shown, whole) == "agree"]
    reports = tuple(kept for figure in (*totals, *parts) for kept in figure.reports)
    shown = totals[0].shown if totals else whole
    return [Figure(shown, reports, parts=parts), *(one for one in rest if one not in totals)]


def added_up(sums: Sequence[Money]) -> Money:
    """The sum of sums in one currency, as exact as the least exact of them."""
    total = sum((money.amount for money in sums), Decimal())
    return Money(total, sums[0].currency, vaguest(money.qualifier for money in sums))


def vaguest(parts: Iterable[Qualifier]) -> Qualifier:
    """How exact a sum of such parts is: with one "up to" among them the whole is "up to"."""
    found = set(parts) - {"exact"}
    return found.pop() if len(found) == 1 else "about" if found else "exact"


def _is_addition(figure: Figure[Money], figures: Sequence[Figure[Money]]) -> bool:
    """Whether a report of it says that it adds to an agreement, and another sum was told a month before or more."""
    if not any(_enlarges(kept) for kept in figure.reports):
        return False
    others = [_day(other) for other in figures if other is not figure and not any(map(_enlarges, other.reports))]
    return bool(others) and (_day(figure) - min(others)).days > ONE_STEP


def _enlarges(kept: KeptReport) -> bool:
    report = kept.report
    return (
        report.kind in CONTRACTS
        and report.status in ("announced", "completed")
        and adds_to(report, kept.article.article)
    )


def _day(figure: Figure[Money]) -> date:
    """The first day on which it is told."""
    days = [day.first for kept in figure.reports if (day := step_day(kept))]
    return min(days, default=date.min)
