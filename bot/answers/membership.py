"""Which servers have the bot: noted as they come and go, and forgotten thirty days after they went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.store import leaving
from bot.store.db import Database

KEPT_FOR = timedelta(days=30)
"""So long is everything kept for a server that took the bot out: it may come back."""


async def joined(db: Database, server_id: int, name: str, now: datetime) -> None:
    """A server has the bot (again)."""
    async with db.transaction() as tx:
        await leaving.came(tx, server_id, name, now)


async def left(db: Database, server_id: int, now: datetime) -> None:
    """A server took the bot out."""
    async with db.transaction() as tx:
        await leaving.went(tx, server_id, now)


async def found(db: Database, here: Mapping[int, str], now: datetime, ours: Callable[[int], bool]) -> None:
    """What Discord says at a start, against what was noted: servers may have come and gone while nobody listened.

    `here` are the servers with their names; `ours` tells which of all servers this process would hear of.
    """
    noted = await leaving.names_here(db)
    # Of a server that is unavailable Discord tells no name.
    new = {one: name for one, name in here.items() if one not in noted or (name and name != noted[one])}
    missing = [server_id for server_id in noted if server_id not in here and ours(server_id)]
    if not new and not missing:
        return
    async with db.transaction() as tx:
        for server_id, name in new.items():
            await leaving.came(tx, server_id, name, now)
        for server_id in missing:
            await leaving.went(tx, server_id, now)


async def forget_gone(db: Database, now: datetime) -> int:
    """Delete everything of the servers that went thirty days ago; how many they were."""
    gone = await leaving.gone_since(db, now - KEPT_FOR)
    for server_id in gone:
        async with db.transaction() as tx:
            # It may have come back since it was looked up.
            if server_id in await leaving.gone_since(tx, now - KEPT_FOR):
                await leaving.forget_server(tx, server_id)
    return len(gone)
