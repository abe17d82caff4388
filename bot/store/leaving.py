"""Servers come and go: who has the bot, since when not, and everything of a server deleted once it has gone for good.

What belongs to a server follows from the schema: each row with its id in `server_id` or `audience`, so a new table is
cleared by itself. Nothing that anyone else sees hangs on such rows (tests/store/test_isolation).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.model import SHARED
from bot.store.bodies import write_instant
from bot.store.db import Reads, Transaction
from bot.store.tables import referring_first, tables


async def came(tx: Transaction, server_id: int, name: str, now: datetime) -> None:
    """Note that a server has the bot; one that comes back has what it had."""
    await tx.execute(
        """insert into servers (id, name, private_answers, joined_at) values ($1, $2, 0, $3)
        on conflict (id) do update set name = excluded.name, left_at = null, joined_at =
            case when servers.left_at is null then coalesce(servers.joined_at, excluded.joined_at)
            else excluded.joined_at end""",
        server_id,
        name,
        write_instant(now),
    )


async def went(tx: Transaction, server_id: int, now: datetime) -> None:
    """Note that a server has the bot no more; the first such note counts."""
    await tx.execute(
        """insert into servers (id, name, private_answers, left_at) values ($1, '', 0, $2)
        on conflict (id) do update set left_at = coalesce(servers.left_at, excluded.left_at)""",
        server_id,
        write_instant(now),
    )


async def names_here(reads: Reads) -> Mapping[int, str]:
    """The servers that have the bot, as far as was noted, by the names they had then."""
    rows = await reads.fetch("select id, name from servers where left_at is null and joined_at is not null")
    return {row["id"]: row["name"] for row in rows}


async def gone_since(reads: Reads, before: datetime) -> tuple[int, ...]:
    """The servers that went before an instant, and did not come back."""
    rows = await reads.fetch("select id from servers where left_at < $1 order by id", write_instant(before))
    return tuple(row["id"] for row in rows)


async def count_rows(reads: Reads, server_id: int) -> dict[str, int]:
    """How many rows each table has of a server, those without any left out."""
    found: dict[str, int] = {}
    async with reads.snapshot() as same:
        for table in tables():
            for column in sorted({"server_id", "audience"} & set(table.columns)):
                where = f"{column} = $1"
                count = await same.fetch_value(f"select count(*) from {table.name} where {where}", server_id)
                found[table.name] = found.get(table.name, 0) + count
    return {name: count for name, count in found.items() if count}


TAKEN = {
    "servers": "id = $1",
    "digests": "server_id = $1",
    "digest_posts": "server_id = $1",
    "corrections": "server_id = $1",
    "suggestions": "server_id = $1",
    # What members watch by direct message is theirs alone.
    "watches": "server_id = $1 and channel_id <> 0",
    "log": "server_id = $1",
}
"""What of a server is its owner's to take along beside its articles: all that people set, settled and did."""


async def take_along(reads: Reads, server_id: int) -> dict[str, list[dict[str, Any]]]:
    """Those rows, by table, as they are kept."""
    columns = {table.name: table.columns for table in tables()}
    found = {}
    async with reads.snapshot() as same:
        for name, where in TAKEN.items():
            rows = await same.fetch(f"select * from {name} where {where}", server_id)
            found[name] = [{column: row[column] for column in columns[name]} for row in rows]
    return found


async def forget_server(tx: Transaction, server_id: int) -> int:
    """Delete everything of a server; how many rows it were."""
    assert server_id != SHARED, "the shared library is no server's"
    gone = 0
    # A message into one of its channels has no server of its own: it belongs to those whose alerts it tells.
    posts = await tx.fetch(
        "select distinct post_id from alerts where server_id = $1 and channel_id <> 0 and post_id is not null",
        server_id,
    )
    # Words have no server of their own: they go before what they belong to.
    for words, owner, column in (("view_words", "deal_views", "audience"), ("article_words", "articles", "server_id")):
        gone += await tx.execute(
            f"delete from {words} where rowid in (select id from {owner} where {column} = $1)", server_id
        )
    for table in referring_first():
        for column in {"server_id", "audience"} & set(table.columns):
            gone += await tx.execute(f"delete from {table.name} where {column} = $1", server_id)
    for row in posts:
        gone += await tx.execute("delete from alert_posts where id = $1", row["post_id"])
    return gone + await tx.execute("delete from servers where id = $1", server_id)
