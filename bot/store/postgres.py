"""PostgreSQL: a pool that reads, one connection that writes, and errors that a person can act on.

Checking and upgrading the tables is for `founding`. Needs asyncpg (the extra `postgres`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from typing import Any, TypeVar, cast

import asyncpg

from bot.errors import StoreError
from bot.store.connections import BUSY_SECONDS, Connection, Row, Values, storable

Result = TypeVar("Result")

ONE_WRITER = "select pg_advisory_xact_lock(hashtext('tieup'), hashtext(current_schema()))"
"""Taken first in each transaction, until its end. Code that looks and then writes was right with SQLite's one writer;
so it is right here, whatever other processes there are. Reads wait for nobody."""


class PostgresConnection:
    """A connection to the server."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    async def fetch(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows."""
        given = storable(values)
        rows = await understood(self.raw.fetch, typed(sql, tuple(map(type, given))), *given)
        return cast("list[Row]", rows)

    async def execute(self, sql: str, values: Values = ()) -> int:
        """How many rows the statement changed."""
        given = storable(values)
        done: str = await understood(self.raw.execute, typed(sql, tuple(map(type, given))), *given)
        number = done.rpartition(" ")[2]
        return int(number) if number.isdecimal() else 0

    async def execute_all(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        given = [storable(values) for values in rows]
        if not given:
            return
        # A column may be empty in some rows: its type is that of those that fill it.
        kinds = (next((type(v) for v in column if v is not None), type(None)) for column in zip(*given, strict=True))
        await understood(self.raw.executemany, typed(sql, tuple(kinds)), given)

    async def empty(self, tables: Sequence[str]) -> None:
        """Take all rows out; references wait until `filled`."""
        await self._let_references("deferrable")
        await self.fetch("set constraints all deferred")
        await self.fetch(f"truncate {', '.join(tables)}")

    async def filled(self, counters: Mapping[str, int]) -> None:
        """Look at all references, and set the ids' counters."""
        await self.fetch("set constraints all immediate")
        await self._let_references("not deferrable")
        for table in await self.counters():
            [row] = await self.fetch(f"select coalesce(max(id), 0) as last from {table}")
            last = max(row["last"], counters.get(table, 0))
            await self.fetch(f"select setval('{table}_id_seq', $1, $2 > 0)", (max(last, 1), last))

    async def counters(self) -> dict[str, int]:
        """The ids' counters."""
        rows = await self.fetch(
            "select sequencename as name, last_value as last from pg_sequences where schemaname = current_schema()"
        )
        return {row["name"].removesuffix("_id_seq"): row["last"] or 0 for row in rows}

    async def _let_references(self, be: str) -> None:
        for row in await self.fetch(
            """select conrelid::regclass::text as name, conname from pg_constraint
            where connamespace = current_schema()::regnamespace and contype = 'f' order by oid"""
        ):
            await self.fetch(f'alter table {row["name"]} alter constraint "{row["conname"]}" {be}')


class PostgresEngine:
    """An open database: `readers` is a pool, `writer` one of a single connection, so that tasks take turns."""

    def __init__(self, place: str, readers: Any, writer: Any) -> None:
        self.place = place
        self._readers = readers
        self._writer = writer

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        """A connection of the pool."""
        async with _taken(self._readers) as connection:
            yield connection

    @asynccontextmanager
    async def same_moment(self) -> AsyncIterator[Connection]:
        """A connection in a transaction that sees what was committed before its first statement."""
        async with _taken(self._readers) as connection, _block(connection, "repeatable_read"):
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Connection]:
        """The writer of this process, once no other process writes."""
        async with _taken(self._writer) as connection, one_writer(connection):
            yield connection


@asynccontextmanager
async def one_writer(connection: PostgresConnection) -> AsyncIterator[None]:
    """A transaction in which nobody else writes."""
    async with _block(connection, "read_committed"):
        await connection.fetch(ONE_WRITER)
        yield


@asynccontextmanager
async def _block(connection: PostgresConnection, isolation: str) -> AsyncIterator[None]:
    """From begin to commit."""
    transaction = connection.raw.transaction(isolation=isolation)
    await understood(transaction.start)
    try:
        yield
    except BaseException:
        # A connection that is lost takes its transaction along; what is told is why.
        with suppress(*ERRORS, OSError):
            await transaction.rollback()
        raise
    await understood(transaction.commit)


@asynccontextmanager
async def _taken(pool: Any) -> AsyncIterator[PostgresConnection]:
    raw = await understood(pool.acquire)
    try:
        yield PostgresConnection(raw)
    finally:
        await pool.release(raw)


ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

TYPES = {int: "bigint", bool: "bigint", str: "text", float: "double precision"}


@lru_cache(maxsize=2_000)
def typed(sql: str, kinds: tuple[type, ...]) -> str:
    """The statement with the type of each value written behind its place: `$1::bigint`.

    Else the server guesses from what stands beside it, and takes `$1 = 0` for a number of 32 bits: tests with small
    ids would pass, and Discord's would not.
    """

    def write(match: re.Match[str]) -> str:
        name = TYPES.get(kinds[int(match[1]) - 1])
        return f"{match[0]}::{name}" if name else match[0]

    # An empty list, as SQLite takes it.
    listed = sql.replace(" not in ()", " <> all('{}')").replace(" in ()", " = any('{}')")
    return re.sub(r"\$(\d+)", write, listed)


async def understood(work: Callable[..., Awaitable[Result]], *values: object) -> Result:
    """Do work on a connection, its errors turned into what a person can act on where there is such a thing."""
    try:
        return await work(*values)
    except (*ERRORS, OSError, TimeoutError) as error:
        complaint = complaint_of(error)
        if complaint is None:
            raise
        raise complaint from error


LOST = ("The connection to PostgreSQL was lost.", "Nothing is half stored; try again once the server is up.")
DENIED = ("PostgreSQL refuses the user or the password.", "Check both in DATABASE_URL.")

COMPLAINTS: dict[type[BaseException], tuple[str, str]] = {
    asyncpg.DiskFullError: ("The disk is full, so nothing was stored.", "Free some space and try again."),
    asyncpg.ReadOnlySQLTransactionError: (
        "The database cannot be written to.",
        "Check that DATABASE_URL leads to the main server and not to a read-only copy of it.",
    ),
    asyncpg.LockNotAvailableError: (
        f"The database has been locked by another program for {BUSY_SECONDS} seconds.",
        "Stop the other program (another Tieup, a backup) and try again.",
    ),
    asyncpg.DataCorruptedError: ("The database is damaged.", "Nothing was changed; put back a backup."),
    asyncpg.IndexCorruptedError: ("The database is damaged.", "Nothing was changed; put back a backup."),
    asyncpg.InvalidPasswordError: DENIED,
    asyncpg.InvalidAuthorizationSpecificationError: DENIED,
    asyncpg.InvalidCatalogNameError: (
        "PostgreSQL has no database of the name in DATABASE_URL.",
        "Make it with `createdb`, or change the name.",
    ),
    asyncpg.InvalidSchemaNameError: (
        "The schema that search_path names in DATABASE_URL is not there.",
        "Make it with `create schema`, or leave search_path out.",
    ),
    asyncpg.InsufficientPrivilegeError: (
        "PostgreSQL does not let this user do what Tieup needs.",
        "Let it make and change tables: `grant all on schema public to` that user.",
    ),
    asyncpg.TooManyConnectionsError: (
        "PostgreSQL has no connection left.",
        "Raise its max_connections, or stop another program that uses it.",
    ),
    asyncpg.CannotConnectNowError: ("PostgreSQL is starting or stopping.", "Try again in a moment."),
    asyncpg.OperatorInterventionError: LOST,
    asyncpg.PostgresConnectionError: LOST,
    asyncpg.InterfaceError: LOST,
    # What asyncpg says where the end of a connection comes while it waits for nothing.
    asyncpg.InternalClientError: LOST,
    asyncpg.PostgresIOError: ("The disk failed while the database was in use.", "Check the server's disk."),
    OSError: LOST,
    TimeoutError: ("PostgreSQL does not answer.", "Check that it is up, and that nothing stands in between."),
}
"""From the particular to the general, as asyncpg's classes lie."""


def complaint_of(error: BaseException) -> StoreError | None:
    """What to tell a person of an error; None where it is a bug of ours (SQL, a broken constraint)."""
    if isinstance(error, asyncpg.InterfaceError) and not _is_lost(error):
        return None
    for kind in type(error).__mro__:
        if kind in COMPLAINTS:
            return StoreError(*COMPLAINTS[kind])
    return None


def _is_lost(error: asyncpg.InterfaceError) -> bool:
    """asyncpg has one class for a connection that is gone and for a value that it cannot write."""
    return any(word in str(error) for word in ("clos", "lost", "released"))
