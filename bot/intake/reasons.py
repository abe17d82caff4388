"""Why a deal is what it is, from the records: which article was put with it, when, for what reasons, and what people
settled since; and, of two deals, what keeps them apart. `/why` asks here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.intake.placing import by_usual_names
from bot.merging import Match, same_deal
from bot.model import Correction, Deal, KeptArticle
from bot.store.corrections import list_corrections
from bot.store.db import Reads
from bot.store.naming import parents_of
from bot.store.reports import placed_at


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided of a deal.

    "made": this article's report was the first; "joined": it was put with the deal for these `reasons`; "by hand" and
    "undone": a person did or undid `correction`. `at` is None where an older version kept no time.
    """

    what: Literal["made", "joined", "by hand", "undone"]
    at: datetime | None
    reasons: str = ""
    article: KeptArticle | None = None
    correction: Correction | None = None
    person_id: int = 0


async def reasons_for(reads: Reads, server_id: int, deal: Deal) -> tuple[Decision, ...]:
    """What was decided of a deal as this server sees it, the first first."""
    async with reads.snapshot() as same:
        times = await placed_at(same, [kept.id for kept in deal.reports])
        made = await list_corrections(same, server_id, deal_id=deal.id, limit=1_000)
    decisions = [
        Decision("joined" if kept.reason else "made", times.get(kept.id), kept.reason, kept.article)
        for kept in deal.reports
    ]
    for one in made:
        decisions.append(Decision("by hand", one.at, correction=one, person_id=one.person_id))
        if one.undone_at is not None:
            decisions.append(Decision("undone", one.undone_at, correction=one, person_id=one.undone_by))
    return tuple(sorted(decisions, key=_order))


def _order(decision: Decision) -> tuple[object, ...]:
    at = decision.at.timestamp() if decision.at else 0.0
    return (at, decision.what != "made", decision.article.id if decision.article else 0)


async def why_apart(reads: Reads, server_id: int, one: Deal, other: Deal) -> tuple[Match, ...]:
    """How each report of one deal compares with another deal: what keeps them apart, or that nothing would."""
    names = {party.name for deal in (one, other) for party in deal.parties}
    async with reads.snapshot() as same:
        parents = await parents_of(same, server_id, names)
        reports = [await by_usual_names(same, server_id, kept.report) for kept in one.reports]
    return _distinct(
        [
            same_deal(report, kept.article.article, other, parents=parents)
            for report, kept in zip(reports, one.reports, strict=True)
        ]
    )


def _distinct(matches: Sequence[Match]) -> tuple[Match, ...]:
    return tuple({match.why: match for match in matches}.values())
