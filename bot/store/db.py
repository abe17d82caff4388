"""The database: one writer, some readers, blocks that happen whole or not at all.

SQL is written once with `$1, $2` for values: PostgreSQL takes it as it stands, SQLite takes the same text with the
values by name. What differs between the two is for `sqlite` and `postgres`; checking and upgrading for `opening` and
`founding`; what the tables are for `schema`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from bot.errors import StoreError
from bot.store.connections import Connection, Engine, Row
from bot.store.opening import open_sqlite
from bot.store.schema import MIGRATIONS


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

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        return await self.connection.fetch(sql, values)

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        return _first(await self.fetch(sql, *values))

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        return _value(await self.fetch(sql, *values))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reads]:
        """Itself: it does not change."""
        yield self


class Transaction(Snapshot):
    """An open transaction of the one writer. All or nothing; no network wait inside."""

    async def execute(self, sql: str, *values: object) -> int:
        """Run a statement; how many rows it changed."""
        return await self.connection.execute(sql, values)

    async def execute_all(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run one statement for each row of values."""
        await self.connection.execute_all(sql, rows)


class Database:
    """An open database. Reads run beside one another; writes one after the other in `transaction()`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def place(self) -> str:
        """Where it is, for people; never a password."""
        return self.engine.place

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows, read on a connection of its own."""
        async with self.engine.reading() as connection:
            return await connection.fetch(sql, values)

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        return _first(await self.fetch(sql, *values))

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        return _value(await self.fetch(sql, *values))

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reads]:
        """A view that does not change while several statements read it."""
        async with self.engine.same_moment() as connection:
            yield Snapshot(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The writer, alone: committed when the block ends, undone when it raises."""
        async with self.engine.writing() as connection:
            yield Transaction(connection)


def _first(rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None


def _value(rows: Sequence[Row]) -> Any:
    return rows[0][0] if rows else None


@asynccontextmanager
async def open_database(url: str, *, migrations: Sequence[tuple[str, ...]] = MIGRATIONS) -> AsyncIterator[Database]:
    """Open (and, where it is new, make) the database at `url`; StoreError says in one sentence why it cannot be used.

    `sqlite:///relative`, `sqlite:////absolute`, `postgresql://user:password@host/name`. An older schema is brought up
    to date in one transaction, with a copy made beside it first.
    """
    async with _engine(url, migrations) as engine:
        yield Database(engine)


def _engine(url: str, migrations: Sequence[tuple[str, ...]]) -> AbstractAsyncContextManager[Engine]:
    if not url.startswith(("postgresql://", "postgres://")):
        return open_sqlite(url, migrations)
    try:
        from bot.store.founding import open_postgres
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs the package asyncpg, which is not installed.",
            "Install it with `pip install asyncpg`, or set DATABASE_URL to sqlite:///data/tieup.sqlite3.",
        ) from error
    return open_postgres(url, migrations)
