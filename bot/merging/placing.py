"""Which known deal each report of an article joins: the best match first, and no two of an article in one deal.

An article that tells of two agreements tells them apart; whatever merged them would lose one of the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.merging.matching import Match, same_deal
from bot.merging.parties import NO_PARENTS, pairs
from bot.model import Article, Deal, Report

NEW = Match(same=False, score=0.0)
READ_ANEW = Match(same=True, score=0.0, reasons=("the same article, read anew",))


class Placed(NamedTuple):
    """A deal that a report joins (None: it makes a new one), and why."""

    deal: Deal | None
    match: Match


def place(
    reports: Sequence[Report],
    article: Article,
    deals: Sequence[Deal],
    *,
    parents: Mapping[str, str] = NO_PARENTS,
    before: Sequence[Deal] = (),
) -> list[Placed]:
    """Find each report its deal among those known.

    `before` are the deals that rest on an earlier version of this article alone. One that no report matches any more
    goes to a report with a party in common that matches nothing, so that its number stays.
    """
    matches = [
        (same_deal(report, article, deal, parents=parents), place, deal)
        for place, report in enumerate(reports)
        for deal in deals
    ]
    placed = [Placed(None, NEW)] * len(reports)
    taken: set[int] = set()
    for match, place, deal in sorted(matches, key=lambda found: (-found[0].score, found[1], found[2].id)):
        if match.same and placed[place].deal is None and deal.id not in taken:
            placed[place] = Placed(deal, match)
            taken.add(deal.id)
    for deal in before:
        heirs = (place for place, found in enumerate(placed) if found.deal is None and _related(reports[place], deal))
        if deal.id not in taken and (heir := next(heirs, None)) is not None:
            placed[heir] = Placed(deal, READ_ANEW)
            taken.add(deal.id)
    return placed


def _related(report: Report, deal: Deal) -> bool:
    return bool(pairs(report.parties, deal.parties))
