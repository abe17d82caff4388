"""How often each company is asked for in a server, so that completion offers first what people ask for most.

Numbers alone: nobody's id, no question, no time. What one server asks for orders nothing in another.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.store.companies import SEEN
from bot.store.db import Reads, Transaction


async def count_asked(tx: Transaction, server_id: int, company_ids: Iterable[int]) -> None:
    """Count each of these companies once more."""
    for company_id in dict.fromkeys(company_ids):
        await tx.execute(
            """insert into asked (server_id, company_id, times) values ($1, $2, 1)
            on conflict (server_id, company_id) do update set times = asked.times + 1""",
            server_id,
            company_id,
        )


async def most_asked(reads: Reads, server_id: int, limit: int = 200) -> dict[int, int]:
    """How often companies were asked for, by inner ids, the most often first; only those that are still seen."""
    rows = await reads.fetch(
        f"""select a.company_id, a.times from asked a join companies c on c.id = a.company_id
        where a.server_id = $1 and {SEEN} order by a.times desc, a.company_id limit $2""",
        server_id,
        limit,
    )
    return {row["company_id"]: row["times"] for row in rows}
