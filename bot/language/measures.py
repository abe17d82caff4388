"""Units that measure one thing in other sizes: 1 GW is 1,000 MW. Only what is exactly so, by definition, is here.

Pounds and ounces are left out (of what kind, nobody says), so are barrels and gallons, whose tonnes depend on the oil.
"""

from __future__ import annotations

from decimal import Decimal

from bot.model import Quantity

BASES: dict[str, tuple[str, Decimal]] = {
    "MW": ("GW", Decimal("0.001")),
    "kW": ("GW", Decimal("0.000001")),
    "TWh": ("GWh", Decimal(1000)),
    "MWh": ("GWh", Decimal("0.001")),
    "kilograms": ("tonnes", Decimal("0.001")),
}
"""The unit that a unit is reckoned in beside others, and how many of those it is."""

SAID = {"MW": "1 GW = 1,000 MW", "kW": "1 GW = 1,000,000 kW", "TWh": "1 TWh = 1,000 GWh", "MWh": "1 GWh = 1,000 MWh"}


def measure(unit: str) -> str:
    """What a unit measures, named by the unit that it is reckoned in: "GW" for MW, "ships" for ships."""
    return BASES[unit][0] if unit in BASES else unit


def reckoned(quantity: Quantity) -> Quantity:
    """The quantity in the unit of its measure: 0.835 GW for 835 MW."""
    if quantity.unit not in BASES:
        return quantity
    unit, factor = BASES[quantity.unit]
    return Quantity(quantity.number * factor, unit, quantity.qualifier)


def how_reckoned(units: frozenset[str]) -> tuple[str, ...]:
    """How units are reckoned in one another, where several of these measure one thing."""
    mixed = {unit for unit in units for other in units if other != unit and measure(other) == measure(unit)}
    return tuple(SAID.get(unit, "1 tonne = 1,000 kg") for unit in sorted(mixed) if unit in BASES)
