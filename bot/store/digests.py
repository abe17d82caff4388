"""Digest posts: claimed once for each server and local date, settled with an outcome; and what servers were told.

When a digest is due and what it says is for `answers`. The claim is a row under a unique key, written before anything
is sent: whoever writes it posts, in this process or another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.store.bodies import read_instant, write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.schema import VISIBLE


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One day's digest of a server. `outcome` is empty until it is settled ("posted", "empty", "skipped: ...").

    `lines` are the ids of the deals that it told.
    """

    server_id: int
    local_date: date
    claimed_at: datetime
    nonce: str
    channel_id: int = 0
    message_id: int = 0
    outcome: str = ""
    lines: tuple[int, ...] = ()
    settled_at: datetime | None = None


async def claim(
    tx: Transaction, server_id: int, local_date: date, at: datetime, nonce: str, *, channel_id: int = 0
) -> bool:
    """Claim a day's digest; False where anyone has it already."""
    made = await tx.execute(
        """insert into digest_posts (server_id, local_date, claimed_at, nonce, channel_id, message_id, outcome, lines)
        values ($1, $2, $3, $4, $5, 0, '', '[]') on conflict (server_id, local_date) do nothing""",
        server_id,
        local_date.isoformat(),
        write_instant(at),
        nonce,
        channel_id,
    )
    return made > 0


async def settle(
    tx: Transaction,
    server_id: int,
    local_date: date,
    outcome: str,
    *,
    at: datetime,
    message_id: int = 0,
    lines: Sequence[int] = (),
) -> None:
    """Note how a claimed digest came out."""
    await tx.execute(
        """update digest_posts set outcome = $3, settled_at = $4, message_id = $5, lines = $6
        where server_id = $1 and local_date = $2""",
        server_id,
        local_date.isoformat(),
        outcome,
        write_instant(at),
        message_id,
        json.dumps(list(lines)),
    )


async def open_claims(reads: Reads) -> tuple[DigestPost, ...]:
    """Claims without an outcome: they are being posted, or a crash came between."""
    rows = await reads.fetch("select * from digest_posts where outcome = '' order by claimed_at, server_id")
    return tuple(_post(row) for row in rows)


async def release(tx: Transaction, server_id: int, local_date: date) -> bool:
    """Give an unsettled claim back, after looking showed that nothing was posted."""
    gone = await tx.execute(
        "delete from digest_posts where server_id = $1 and local_date = $2 and outcome = ''",
        server_id,
        local_date.isoformat(),
    )
    return gone > 0


async def last_post(reads: Reads, server_id: int, *, before: date | None = None) -> DigestPost | None:
    """A server's latest digest day (`before` a day), settled or not."""
    row = await reads.fetch_one(
        "select * from digest_posts where server_id = $1 and local_date < $2 order by local_date desc limit 1",
        server_id,
        (before or date.max).isoformat(),
    )
    return _post(row) if row else None


async def posts_of(reads: Reads, server_id: int, *, limit: int = 10) -> tuple[DigestPost, ...]:
    """A server's latest digest days, the latest first."""
    rows = await reads.fetch(
        "select * from digest_posts where server_id = $1 order by local_date desc limit $2", server_id, limit
    )
    return tuple(_post(row) for row in rows)


async def last_days(reads: Reads) -> dict[int, date]:
    """For each server, the latest local date that was claimed."""
    rows = await reads.fetch("select server_id, max(local_date) as day from digest_posts group by server_id")
    return {row["server_id"]: date.fromisoformat(row["day"]) for row in rows}


async def told(reads: Reads, server_id: int, deal_ids: Sequence[int]) -> dict[int, str]:
    """For each of these deals that the server was told of, the state that it was told."""
    if not deal_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(2, len(deal_ids) + 2))
    rows = await reads.fetch(
        f"select deal_id, state from told where server_id = $1 and deal_id in ({places})", server_id, *deal_ids
    )
    return {row["deal_id"]: row["state"] for row in rows}


async def mark_told(tx: Transaction, server_id: int, states: Mapping[int, str], at: datetime) -> None:
    """Note what a server was told: deal id -> state."""
    await tx.execute_all(
        """insert into told (server_id, deal_id, state, told_at) values ($1, $2, $3, $4)
        on conflict (server_id, deal_id) do update set state = excluded.state, told_at = excluded.told_at""",
        [(server_id, deal_id, state, write_instant(at)) for deal_id, state in states.items()],
    )


async def untold(reads: Reads, server_id: int, *, limit: int = 200) -> dict[int, datetime]:
    """Deals that this server sees and was never told of, or that changed since: deal id -> when it last changed.

    Those that changed last come first.
    """
    rows = await reads.fetch(
        f"""select v.deal_id, v.changed_at from deal_views v
        left join told t on t.server_id = $1 and t.deal_id = v.deal_id
        where {VISIBLE} and (t.told_at is null or t.told_at < v.changed_at)
        order by v.changed_at desc, v.deal_id desc limit $2""",
        server_id,
        limit,
    )
    return {row["deal_id"]: datetime.fromisoformat(row["changed_at"]) for row in rows}


def _post(row: Row) -> DigestPost:
    return DigestPost(
        server_id=row["server_id"],
        local_date=date.fromisoformat(row["local_date"]),
        claimed_at=datetime.fromisoformat(row["claimed_at"]),
        nonce=row["nonce"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        outcome=row["outcome"],
        lines=tuple(json.loads(row["lines"])),
        settled_at=read_instant(row["settled_at"]),
    )
