"""Servers: what their admins set, and their digests. Their comings and goings are for `leaving`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from bot.model import Digest, Served
from bot.store.bodies import read_instant, write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction


async def get_server(reads: Reads, server_id: int) -> Served:
    """What is set for a server; a server that never set anything has the defaults."""
    row = await reads.fetch_one("select * from servers where id = $1", server_id)
    return _server(row) if row else Served(server_id)


async def put_settings(tx: Transaction, server: Served) -> None:
    """Keep what a server's admins set, and leave its name and its comings and goings as they are."""
    await tx.execute(
        """insert into servers (id, name, private_answers, ping_role, names) values ($1, '', $2, $3, $4)
        on conflict (id) do update set private_answers = excluded.private_answers, ping_role = excluded.ping_role,
            names = excluded.names""",
        server.id,
        int(server.private_answers),
        server.ping_role,
        server.names,
    )


async def get_digest(reads: Reads, server_id: int) -> Digest | None:
    """A server's digest, None where it is off."""
    row = await reads.fetch_one("select * from digests where server_id = $1", server_id)
    return _digest(row) if row else None


async def set_digest(tx: Transaction, digest: Digest) -> None:
    """Set or change a server's digest."""
    await tx.execute(
        """insert into digests (server_id, channel_id, wall_time, zone, days, kinds, companies, at_least,
            say_when_empty, set_by, set_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (server_id) do update set channel_id = excluded.channel_id, wall_time = excluded.wall_time,
            zone = excluded.zone, days = excluded.days, kinds = excluded.kinds, companies = excluded.companies,
            at_least = excluded.at_least, say_when_empty = excluded.say_when_empty, set_by = excluded.set_by,
            set_at = excluded.set_at, changed_at = excluded.changed_at, stopped = '', warned = '', due_at = null""",
        digest.server_id,
        digest.channel_id,
        digest.wall_time,
        digest.zone,
        _list(digest.days),
        _list(digest.kinds),
        _list(digest.companies),
        None if digest.at_least is None else str(digest.at_least),
        int(digest.say_when_empty),
        digest.set_by,
        _instant(digest.set_at),
        _instant(digest.changed_at or digest.set_at),
    )


async def drop_digest(tx: Transaction, server_id: int) -> bool:
    """Turn a server's digest off; False where it was off."""
    return await tx.execute("delete from digests where server_id = $1", server_id) > 0


async def all_digests(reads: Reads) -> tuple[Digest, ...]:
    """Every digest that is set, those that were stopped too."""
    return tuple(_digest(row) for row in await reads.fetch("select * from digests order by server_id"))


async def digests_to_look_at(reads: Reads, now: datetime) -> tuple[int, ...]:
    """The servers whose digest is due, or was never reckoned, in the order in which they fell due.

    Not those that took the bot out: they may come back, and find it as it was. Nor the terminal's, which is printed
    when it is asked for.
    """
    rows = await reads.fetch(
        """select server_id from digests where stopped = '' and server_id <> 0 and (due_at is null or due_at <= $1)
            and server_id not in (select id from servers where left_at is not null)
        order by coalesce(due_at, ''), server_id""",
        write_instant(now),
    )
    return tuple(row["server_id"] for row in rows)


async def look_again(tx: Transaction, at: Mapping[int, datetime]) -> None:
    """Note when these servers' digests are looked at next."""
    await tx.execute_all(
        "update digests set due_at = $2 where server_id = $1",
        [(server_id, write_instant(instant)) for server_id, instant in at.items()],
    )


async def stop_digest(tx: Transaction, server_id: int, channel_id: int, why: str) -> bool:
    """Stop a digest that posts in this channel; False where there is none, or it was stopped already."""
    stopped = await tx.execute(
        "update digests set stopped = $3 where server_id = $1 and channel_id = $2 and stopped = ''",
        server_id,
        channel_id,
        why,
    )
    return stopped > 0


async def warn(tx: Transaction, server_id: int, trouble: str) -> bool:
    """Note that the admin is told of a trouble with the channel ("": it is over); False if that was known already."""
    changed = await tx.execute(
        """update digests set warned = $2
        where server_id = $1 and ($2 = '' and warned <> '' or $2 <> '' and warned = '')""",
        server_id,
        trouble,
    )
    return changed > 0


def _server(row: Row) -> Served:
    return Served(
        id=row["id"],
        name=row["name"],
        private_answers=bool(row["private_answers"]),
        ping_role=row["ping_role"],
        names=row["names"],
        joined_at=read_instant(row["joined_at"]),
        left_at=read_instant(row["left_at"]),
    )


def _digest(row: Row) -> Digest:
    return Digest(
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        wall_time=row["wall_time"],
        zone=row["zone"],
        days=frozenset(json.loads(row["days"])),
        kinds=frozenset(json.loads(row["kinds"])),
        companies=frozenset(json.loads(row["companies"])),
        at_least=None if row["at_least"] is None else Decimal(row["at_least"]),
        say_when_empty=bool(row["say_when_empty"]),
        set_by=row["set_by"],
        set_at=read_instant(row["set_at"]),
        changed_at=read_instant(row["changed_at"]),
        stopped=row["stopped"],
    )


def _list(values: Iterable[str] | Iterable[int]) -> str:
    return json.dumps(sorted(values))


def _instant(at: datetime | None) -> str | None:
    return write_instant(at) if at else None
