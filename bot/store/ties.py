"""Who stands in a deal with whom: the library as a net, one row for each party, nothing of a deal's contents.

Small enough to be read whole, so that chains can be looked for in memory; the deals on them are fetched afterwards.
What is made of the net is for `answers`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.model import Kind, Role, Status
from bot.store.db import Reads
from bot.store.schema import VISIBLE

MOST = 200_000
"""Parties of the latest deals; a library that holds more is seen as far as these."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A party of a deal, as a server sees it. `day_number` orders deals by time."""

    deal_id: int
    company_id: int
    role: Role
    kind: Kind
    day_number: int


async def ties(reads: Reads, server_id: int, statuses: Collection[Status]) -> list[Tie]:
    """Every party of every deal that this server sees in one of these statuses, the latest deals first."""
    places = ", ".join(f"${place}" for place in range(3, len(statuses) + 3))
    rows = await reads.fetch(
        f"""select p.deal_id, p.company_id, p.role, v.kind, v.day_number from deal_parties p
        join deal_views v on v.deal_id = p.deal_id and v.audience = p.audience
        where {VISIBLE} and v.status in ({places})
        order by v.day_number desc, p.deal_id desc, p.position limit $2""",
        server_id,
        MOST,
        *statuses,
    )
    return [Tie(row["deal_id"], row["company_id"], row["role"], row["kind"], row["day_number"]) for row in rows]
