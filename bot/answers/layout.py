"""Where things stand in a picture: places reckoned from numbers alone, so that the same answer looks the same twice.

Made for a phone at Discord's width: names stand left and right in rows, so that no two of them can meet, whatever
their length or number. Pure; how the things look is said by the specifications in `specs/`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 360
MIDDLE = WIDTH / 2
TOP = 48
FOOT = 44


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and on which side of it its name stands."""

    x: float
    y: float
    left: bool = False


def around(number: int, wide: float) -> tuple[list[Spot], float]:
    """Places for so many companies around one that is so wide, in two columns that bend; and the height they need."""
    rows = max(2, -(-number // 2))
    gap = 46 if rows <= 6 else 34 if rows <= 10 else 25
    height = TOP + rows * gap + FOOT
    centre, reach = TOP + rows * gap / 2, rows * gap / 2
    spots = []
    for place in range(number):
        left = place % 2 == 0
        row, column = place // 2, (number + 1) // 2 if left else number // 2
        y = centre + (row - (column - 1) / 2) * gap
        bend = max(72, wide / 2 + 18) * math.sqrt(max(0.0, 1 - ((y - centre) / (reach + gap)) ** 2))
        spots.append(Spot(_round(MIDDLE - bend if left else MIDDLE + bend), _round(y), left))
    return spots, height


def apart(wanted: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Places as near to the wanted ones (in order) as may be, none nearer to the next than `gap`."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + gap if places else top))
    limit = bottom
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - gap
    return [_round(place) for place in places]


def line(start: Spot, end: Spot) -> str:
    """A straight way."""
    return f"M{_said(start)}L{_said(end)}"


def bow(start: Spot, end: Spot, towards: tuple[float, float]) -> str:
    """A way that bends towards a point."""
    return f"M{_said(start)}Q{_round(towards[0])},{_round(towards[1])} {_said(end)}"


def arrow_angle(start: Spot, end: Spot) -> float:
    """How a triangle that points upwards is turned to point from one place to another."""
    return _round(math.degrees(math.atan2(end.y - start.y, end.x - start.x)) + 90)


def between(start: Spot, end: Spot, share: float) -> Spot:
    """The place at a share of the way."""
    return Spot(_round(start.x + (end.x - start.x) * share), _round(start.y + (end.y - start.y) * share))


def _said(spot: Spot) -> str:
    return f"{_round(spot.x)},{_round(spot.y)}"


def _round(number: float) -> float:
    return round(number, 2)
