"""The database: one writer, some readers, blocks that happen whole or not at all.

SQL is written once with `$1, $2` for values: asyncpg takes it as it stands, SQLite takes the same text with the values
by name. Checking and upgrading a file is for `opening`, what the tables are for `schema`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import aiosqlite

from bot.store.connections import Row, connect, named, run, understood
from bot.store.opening import READER, WRITER, database_path, look, migrate
from bot.store.schema import MIGRATIONS

READERS = 3


class Reads(Protocol):
    """What store functions read from: the Database, a snapshot of it, or an open Transaction."""

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        ...

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        ...

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Reads]:
        """A view that does not change while several statements read it."""
        ...


class Snapshot:
    """One connection inside one read transaction: all its statements see the same moment."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        return await run(self._connection, sql, values)

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        rows = await self.fetch(sql, *values)
        return rows[0] if rows else None

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        rows = await self.fetch(sql, *values)
        return rows[0][0] if rows else None

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reads]:
        """Itself: it does not change."""
        yield self


class Transaction(Snapshot):
    """An open transaction on the one writer connection. All or nothing; no network wait inside."""

    async def execute(self, sql: str, *values: object) -> int:
        """Run a statement; how many rows it changed."""
        cursor = await understood(self._connection.execute(sql, named(values)))
        changed = cursor.rowcount
        await cursor.close()
        return changed

    async def execute_all(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row of values."""
        cursor = await understood(self._connection.executemany(sql, [named(values) for values in rows]))
        await cursor.close()


class Database:
    """An open database. Reads run beside one another; writes one after the other in `transaction()`.

    One writer behind a lock, because tasks that share a connection share its transaction: one task's commit keeps
    another's half-done rows, one's rollback loses another's whole ones (dependencies.md, section 1).
    """

    def __init__(self, writer: aiosqlite.Connection, readers: Iterable[aiosqlite.Connection], path: Path) -> None:
        self.path = path
        self._writer = writer
        self._lock = asyncio.Lock()
        self._readers: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows, read on a connection of its own."""
        async with self._reader() as connection:
            return await run(connection, sql, values)

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        async with self._reader() as connection:
            return await Snapshot(connection).fetch_one(sql, *values)

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        async with self._reader() as connection:
            return await Snapshot(connection).fetch_value(sql, *values)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reads]:
        """A view that does not change while several statements read it."""
        async with self._reader() as connection, _block(connection, "begin"):
            yield Snapshot(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The writer, alone: committed when the block ends, undone when it raises."""
        async with self._lock, _block(self._writer, "begin immediate"):
            yield Transaction(self._writer)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[aiosqlite.Connection]:
        connection = await self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put_nowait(connection)


@asynccontextmanager
async def _block(connection: aiosqlite.Connection, begin: str) -> AsyncIterator[None]:
    """From begin to commit. A task cancelled anywhere in between leaves the connection outside any transaction."""
    try:
        await run(connection, begin)
        yield
        await run(connection, "commit")
    except BaseException:
        # Shielded, and without looking first: the connection's thread works in order, so this comes after whatever
        # the cancelled task left in its queue, a "begin" or a "commit" included.
        await asyncio.shield(connection.rollback())
        raise


@asynccontextmanager
async def open_database(url: str, *, migrations: Sequence[tuple[str, ...]] = MIGRATIONS) -> AsyncIterator[Database]:
    """Open (and, where it is new, make) the database at `url`; StoreError says in one sentence why it cannot be used.

    `sqlite:///relative` and `sqlite:////absolute`. An older schema is brought up to date in one transaction, with a
    copy of the file made beside it first.
    """
    path = database_path(url)
    version = await asyncio.to_thread(look, path, len(migrations))
    async with AsyncExitStack() as stack:
        writer = await connect(str(path), setup=WRITER)
        stack.push_async_callback(writer.close)
        if version < len(migrations):
            await migrate(writer, path, migrations)
        readers = []
        for _ in range(READERS):
            reader = await connect(str(path), setup=READER)
            stack.push_async_callback(reader.close)
            readers.append(reader)
        yield Database(writer, readers, path)
