"""SQLite: one file, a connection that writes and some that read, and errors that a person can act on.

Checking and upgrading the file is for `opening`.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

import aiosqlite

from bot.errors import StoreError
from bot.store.connections import BUSY_SECONDS, Connection, Row, Values, storable

Result = TypeVar("Result")


class SqliteConnection:
    """A connection to the file; its statements run in a thread of its own, one after the other."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self.raw = raw

    async def fetch(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows, at once: one hop to the connection's thread."""
        rows = await understood(self.raw.execute_fetchall(sql, named(values)))
        return cast("list[Row]", rows)

    async def execute(self, sql: str, values: Values = ()) -> int:
        """How many rows the statement changed."""
        cursor = await understood(self.raw.execute(sql, named(values)))
        changed = cursor.rowcount
        await cursor.close()
        return changed

    async def execute_all(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        cursor = await understood(self.raw.executemany(sql, [named(values) for values in rows]))
        await cursor.close()

    async def empty(self, tables: Sequence[str]) -> None:
        """Take all rows out; references are looked at when the transaction ends."""
        await self.fetch("pragma defer_foreign_keys = on")
        for table in tables:
            await self.fetch(f"delete from {table}")

    async def filled(self, counters: Mapping[str, int]) -> None:
        """Set the ids' counters; the commit looks at the references."""
        await self.fetch("delete from sqlite_sequence")
        await self.execute_all("insert into sqlite_sequence (name, seq) values ($1, $2)", counters.items())

    async def counters(self) -> dict[str, int]:
        """The ids' counters."""
        return {row["name"]: row["seq"] for row in await self.fetch("select name, seq from sqlite_sequence")}

    @asynccontextmanager
    async def block(self, begin: str) -> AsyncIterator[Connection]:
        """From begin to commit. A task cancelled anywhere in between leaves no transaction open."""
        try:
            await self.fetch(begin)
            yield self
            await self.fetch("commit")
        except BaseException:
            # Shielded, and without looking first: the connection's thread works in order, so this comes after
            # whatever the cancelled task left in its queue, a "begin" or a "commit" included.
            await asyncio.shield(self.raw.rollback())
            raise


class SqliteEngine:
    """An open file. One writer behind a lock, because tasks that share a connection share its transaction: one task's
    commit keeps another's half-done rows, one's rollback loses another's whole ones.
    """

    def __init__(self, place: str, writer: SqliteConnection, readers: Iterable[SqliteConnection]) -> None:
        self.place = place
        self._writer = writer
        self._lock = asyncio.Lock()
        self._readers: asyncio.LifoQueue[SqliteConnection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A reader, alone."""
        async with self._reader() as reader:
            yield reader

    @asynccontextmanager
    async def same_moment(self) -> AsyncIterator[Connection]:
        """A reader inside one read transaction."""
        async with self._reader() as reader, reader.block("begin") as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """The writer, alone. "immediate" takes the file's own lock, so that other processes wait as well."""
        async with self._lock, self._writer.block("begin immediate") as connection:
            yield connection

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[SqliteConnection]:
        connection = await self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put_nowait(connection)


def named(values: Values) -> dict[str, object]:
    """`$1` is a name to SQLite. The manual promises `?` and `:name` only, so a test pins it."""
    return {str(place): value for place, value in enumerate(storable(values), 1)}


async def understood(work: Awaitable[Result]) -> Result:
    """Await work on a connection, its errors turned into what a person can act on where there is such a thing."""
    try:
        return await work
    except sqlite3.Error as error:
        complaint = complaint_of(error)
        if complaint is None:
            raise
        raise complaint from error


COMPLAINTS = {
    sqlite3.SQLITE_FULL: ("The disk is full, so nothing was stored.", "Free some space and try again."),
    sqlite3.SQLITE_READONLY: (
        "The database cannot be written to.",
        "Check who owns the file and its folder, and whether the disk is mounted read-only.",
    ),
    sqlite3.SQLITE_BUSY: (
        f"The database has been locked by another program for {BUSY_SECONDS} seconds.",
        "Stop the other program (another Tieup, a backup, a database browser) and try again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The database file is damaged.",
        "Nothing was changed; put back a copy, or the one that lies beside it from the last upgrade.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "The file is not a database.",
        "Nothing was changed; check DATABASE_URL.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The database file cannot be opened.",
        "Check that its folder exists and that Tieup may write to it.",
    ),
    sqlite3.SQLITE_PERM: ("The database file may not be opened.", "Check who owns the file and its folder."),
    sqlite3.SQLITE_IOERR: (
        "The disk failed while the database was in use.",
        "Check whether it is full, over a quota or broken; nothing is half stored.",
    ),
}
COMPLAINTS[sqlite3.SQLITE_LOCKED] = COMPLAINTS[sqlite3.SQLITE_BUSY]


def complaint_of(error: sqlite3.Error) -> StoreError | None:
    """What to tell a person of a database error; None where it is a bug of ours (SQL, a broken constraint)."""
    code = getattr(error, "sqlite_errorcode", None)
    found = COMPLAINTS.get(code & 0xFF) if isinstance(code, int) else None
    return StoreError(*found) if found else None


async def connect(target: str, *, setup: tuple[str, ...]) -> SqliteConnection:
    """A connection without implicit transactions, rows by name."""
    # At DEBUG aiosqlite writes every statement with its values: the text of articles would stand in the log.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    opening = aiosqlite.connect(target, timeout=BUSY_SECONDS, isolation_level=None)
    raw: aiosqlite.Connection = await understood(opening)
    connection = SqliteConnection(raw)
    try:
        raw.row_factory = cast("Callable[..., Any]", sqlite3.Row)  # type: ignore[assignment]
        for statement in setup:
            await connection.fetch(statement)
    except BaseException:
        await raw.close()
        raise
    return connection
