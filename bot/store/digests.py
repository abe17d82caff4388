"""Digest posts: claimed once for each server and local date, taken on by one process at a time, settled once.

When a digest is due and what it says is for `answers`; what it told of each deal is `told`'s. The claim is a row under
a unique key, written before anything is sent: whoever writes it posts, in this process or another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.store.bodies import read_instant, write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One day's digest of a server. `outcome` is empty until it is settled ("posted", "empty", "skipped: ...").

    `taken_at` is when a process last took it on. `tries`, `retry_at` and `trouble` tell of attempts that failed.
    """

    server_id: int
    local_date: date
    claimed_at: datetime
    nonce: str
    channel_id: int = 0
    message_id: int = 0
    outcome: str = ""
    settled_at: datetime | None = None
    due_at: datetime | None = None
    taken_at: datetime | None = None
    tries: int = 0
    retry_at: datetime | None = None
    trouble: str = ""
    notes: tuple[str, ...] = ()
    edited_at: datetime | None = None


async def claim(
    tx: Transaction,
    server_id: int,
    local_date: date,
    at: datetime,
    nonce: str,
    *,
    channel_id: int = 0,
    due_at: datetime | None = None,
    notes: Sequence[str] = (),
) -> bool:
    """Claim a day's digest; False where anyone has it already."""
    made = await tx.execute(
        """insert into digest_posts
            (server_id, local_date, claimed_at, taken_at, nonce, channel_id, message_id, outcome, due_at, notes)
        values ($1, $2, $3, $3, $4, $5, 0, '', $6, $7) on conflict (server_id, local_date) do nothing""",
        server_id,
        local_date.isoformat(),
        write_instant(at),
        nonce,
        channel_id,
        write_instant(due_at or at),
        json.dumps(list(notes)),
    )
    return made > 0


async def take_on(tx: Transaction, post: DigestPost, at: datetime) -> bool:
    """Take on a claim that was left open; False where another process has done so since it was read, or settled it."""
    taken = await tx.execute(
        """update digest_posts set taken_at = $4, retry_at = null
        where server_id = $1 and local_date = $2 and outcome = '' and taken_at = $3""",
        post.server_id,
        post.local_date.isoformat(),
        write_instant(post.taken_at or post.claimed_at),
        write_instant(at),
    )
    return taken > 0


async def put_off(
    tx: Transaction, server_id: int, local_date: date, *, trouble: str, retry_at: datetime, tries: int
) -> None:
    """Note that an attempt failed, and when the next one is made."""
    await tx.execute(
        """update digest_posts set trouble = $3, retry_at = $4, tries = $5
        where server_id = $1 and local_date = $2 and outcome = ''""",
        server_id,
        local_date.isoformat(),
        trouble,
        write_instant(retry_at),
        tries,
    )


async def settle(
    tx: Transaction, server_id: int, local_date: date, outcome: str, *, at: datetime, message_id: int = 0
) -> bool:
    """Note how a claimed digest came out; False where that was noted before."""
    settled = await tx.execute(
        """update digest_posts set outcome = $3, settled_at = $4, message_id = $5
        where server_id = $1 and local_date = $2 and outcome = ''""",
        server_id,
        local_date.isoformat(),
        outcome,
        write_instant(at),
        message_id,
    )
    return settled > 0


async def note_edit(tx: Transaction, server_id: int, local_date: date, *, at: datetime, message_id: int) -> None:
    """Note that a post was brought up to date; `message_id` 0: it is gone, and never will be."""
    await tx.execute(
        "update digest_posts set edited_at = $3, message_id = $4 where server_id = $1 and local_date = $2",
        server_id,
        local_date.isoformat(),
        write_instant(at),
        message_id,
    )


async def open_claims(reads: Reads, *, taken_before: datetime, now: datetime) -> tuple[DigestPost, ...]:
    """Claims without an outcome that may be taken on: their next attempt is due, or whoever had them is long gone."""
    rows = await reads.fetch(
        """select * from digest_posts where outcome = ''
            and (retry_at is not null and retry_at <= $2 or retry_at is null and taken_at < $1)
        order by claimed_at, server_id""",
        write_instant(taken_before),
        write_instant(now),
    )
    return tuple(_post(row) for row in rows)


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


async def last_telling(reads: Reads, server_id: int, *, before: date) -> DigestPost | None:
    """A server's latest digest before a day that told what there was: posted, or nothing new."""
    row = await reads.fetch_one(
        """select * from digest_posts where server_id = $1 and local_date < $2 and outcome in ('posted', 'nothing new')
        order by local_date desc limit 1""",
        server_id,
        before.isoformat(),
    )
    return _post(row) if row else None


async def get_post(reads: Reads, server_id: int, local_date: date) -> DigestPost | None:
    """One day's digest of a server."""
    row = await reads.fetch_one(
        "select * from digest_posts where server_id = $1 and local_date = $2", server_id, local_date.isoformat()
    )
    return _post(row) if row else None


def _post(row: Row) -> DigestPost:
    return DigestPost(
        server_id=row["server_id"],
        local_date=date.fromisoformat(row["local_date"]),
        claimed_at=datetime.fromisoformat(row["claimed_at"]),
        nonce=row["nonce"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        outcome=row["outcome"],
        settled_at=read_instant(row["settled_at"]),
        due_at=read_instant(row["due_at"]),
        taken_at=read_instant(row["taken_at"]),
        tries=row["tries"],
        retry_at=read_instant(row["retry_at"]),
        trouble=row["trouble"],
        notes=tuple(json.loads(row["notes"])),
        edited_at=read_instant(row["edited_at"]),
    )
