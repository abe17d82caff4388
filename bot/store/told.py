"""What servers were told of deals: the state last told, and what each digest made of every deal it looked at.

The rows of a digest stay for two months, so that `/why` can answer from them and an edit can write the post anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.store.bodies import write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.schema import VISIBLE


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What a digest made of a deal.

    `section` is where it stands ("new", "moved", "older", "due"), or "same" (nothing worth a line had changed) or
    "left out" (`why` says by which filter). `before` is the state that the server knew, "" where it knew none.
    """

    server_id: int
    local_date: date
    deal_id: int
    section: str
    place: int
    before: str
    state: str
    why: str = ""


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


async def mark_lines_told(tx: Transaction, server_id: int, local_date: date, at: datetime) -> None:
    """Note that a server was told what a digest's lines say; what merely fell due is nothing new."""
    await tx.execute(
        """insert into told (server_id, deal_id, state, told_at)
            select server_id, deal_id, state, $3 from digest_lines
            where server_id = $1 and local_date = $2 and section <> 'due'
        on conflict (server_id, deal_id) do update set state = excluded.state, told_at = excluded.told_at""",
        server_id,
        local_date.isoformat(),
        write_instant(at),
    )


async def untold(
    reads: Reads, server_id: int, *, since: datetime | None = None, limit: int = 200
) -> dict[int, datetime]:
    """Deals that this server sees in another state than it was told, or was never told of: id -> last change.

    Those that changed last come first. Compared is the state, not the time: two processes' clocks are never quite one.
    """
    rows = await reads.fetch(
        f"""select v.deal_id, v.changed_at from deal_views v
        left join told t on t.server_id = $1 and t.deal_id = v.deal_id
        where {VISIBLE} and v.changed_at > $2 and (t.state is null or t.state <> v.state)
        order by v.changed_at desc, v.deal_id desc limit $3""",
        server_id,
        write_instant(since) if since else "",
        limit,
    )
    return {row["deal_id"]: datetime.fromisoformat(row["changed_at"]) for row in rows}


async def changed_deals(reads: Reads, *, since: datetime) -> tuple[int, ...]:
    """Deals of which any view changed since an instant."""
    rows = await reads.fetch(
        "select distinct deal_id from deal_views where changed_at > $1 order by deal_id", write_instant(since)
    )
    return tuple(row["deal_id"] for row in rows)


async def keep_lines(tx: Transaction, lines: Sequence[DigestLine]) -> None:
    """Keep a digest's lines."""
    await tx.execute_all(
        """insert into digest_lines (server_id, local_date, deal_id, section, place, before, state, why)
        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        [
            (
                line.server_id,
                line.local_date.isoformat(),
                line.deal_id,
                line.section,
                line.place,
                line.before,
                line.state,
                line.why,
            )
            for line in lines
        ],
    )


async def lines_of(reads: Reads, server_id: int, local_date: date) -> tuple[DigestLine, ...]:
    """A digest's lines in their order."""
    rows = await reads.fetch(
        "select * from digest_lines where server_id = $1 and local_date = $2 order by place, deal_id, section",
        server_id,
        local_date.isoformat(),
    )
    return tuple(_line(row) for row in rows)


async def lines_on(reads: Reads, server_id: int, deal_id: int, *, limit: int = 14) -> tuple[DigestLine, ...]:
    """What a server's digests made of a deal, the latest first: for `/why`."""
    rows = await reads.fetch(
        """select * from digest_lines where server_id = $1 and deal_id = $2
        order by local_date desc, place limit $3""",
        server_id,
        deal_id,
        limit,
    )
    return tuple(_line(row) for row in rows)


async def posts_to_edit(
    reads: Reads, deal_ids: Sequence[int] | None, *, since: datetime, shown: int
) -> tuple[tuple[int, date], ...]:
    """Posts made since an instant that show one of these deals (None: any) otherwise than it is now, by server and day.

    Only the first `shown` lines of a post are seen.
    """
    if deal_ids is not None and not deal_ids:
        return ()
    places = ", ".join(f"${place}" for place in range(3, len(deal_ids or ()) + 3))
    rows = await reads.fetch(
        f"""select distinct p.server_id, p.local_date from digest_posts p
        join digest_lines l on l.server_id = p.server_id and l.local_date = p.local_date
        left join deal_views o on o.deal_id = l.deal_id and o.audience = p.server_id
        left join deal_views v on v.deal_id = l.deal_id and v.audience = 0
        where p.outcome = 'posted' and p.message_id <> 0 and p.claimed_at > $1
            and l.section in ('new', 'moved') and l.place < $2 and l.state <> coalesce(o.state, v.state, '')
            {f"and l.deal_id in ({places})" if deal_ids else ""}
        order by p.server_id, p.local_date""",
        write_instant(since),
        shown,
        *(deal_ids or ()),
    )
    return tuple((row["server_id"], date.fromisoformat(row["local_date"])) for row in rows)


async def restate(tx: Transaction, line: DigestLine) -> None:
    """Note in which state a line shows its deal now, and what came before."""
    await tx.execute(
        """update digest_lines set before = $5, state = $6
        where server_id = $1 and local_date = $2 and deal_id = $3 and section = $4""",
        line.server_id,
        line.local_date.isoformat(),
        line.deal_id,
        line.section,
        line.before,
        line.state,
    )


async def forget_lines(tx: Transaction, *, before: date) -> int:
    """Delete the lines of digests before a day; how many there were."""
    return await tx.execute("delete from digest_lines where local_date < $1", before.isoformat())


def _line(row: Row) -> DigestLine:
    return DigestLine(
        server_id=row["server_id"],
        local_date=date.fromisoformat(row["local_date"]),
        deal_id=row["deal_id"],
        section=row["section"],
        place=row["place"],
        before=row["before"],
        state=row["state"],
        why=row["why"],
    )
