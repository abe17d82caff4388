"""Which reports of two readings are of one deal: of one text read twice, or of two texts that are nearly one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.merging.figures import compare_money
from bot.merging.parties import pairs
from bot.model import Report


def paired(ours: Sequence[Report], theirs: Sequence[Report]) -> list[int | None]:
    """For each of our reports the place of the other's that it answers, each used once; the likest first."""
    found: list[int | None] = [None] * len(ours)
    likenesses = sorted(
        (-likeness, mine, other)
        for mine, one in enumerate(ours)
        for other, two in enumerate(theirs)
        if (likeness := _likeness(one, two)) > 0
    )
    taken: set[int] = set()
    for _, mine, other in likenesses:
        if found[mine] is None and other not in taken:
            found[mine] = other
            taken.add(other)
    return found


def _likeness(one: Report, other: Report) -> float:
    """How alike two reports are, by parties first; 0 where they cannot be of one deal of one text."""
    common = len(pairs(one.parties, other.parties))
    if common < min(2, len(one.parties), len(other.parties)):
        return 0.0
    of_all = common / max(len(one.parties), len(other.parties))
    return of_all + 0.5 * (one.kind == other.kind) + 0.3 * _same_sum(one, other) + 0.1 * (one.subject == other.subject)


def _same_sum(one: Report, other: Report) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value
    return compare_money(one.value, other.value) != "differ"


def agree(ours: Sequence[Report], theirs: Sequence[Report]) -> bool:
    """Whether two readings tell the same: each deal that either is about is in both, with no other sum.

    So a form letter with two other names in it, or another sum, is no copy of the first.
    """
    found = paired(ours, theirs)
    answered = {place for place in found if place is not None}
    for one, place in zip(ours, found, strict=True):
        if one.main and (place is None or not _same_sum(one, theirs[place])):
            return False
    return all(place in answered for place, other in enumerate(theirs) if other.main)
