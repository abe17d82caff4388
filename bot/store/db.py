"""The database: opening it, one writer, some readers, and errors that a person can act on.

SQL is written once with `$1, $2` for values (house.md). What differs between databases stays here and in `schema`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol


class Row(Protocol):
    """One row, its values by column name."""

    def __getitem__(self, column: str) -> Any: ...


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


class Transaction:
    """An open transaction on the one writer connection. All or nothing; no network wait inside."""

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows."""
        raise NotImplementedError

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        raise NotImplementedError

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        raise NotImplementedError

    def snapshot(self) -> AbstractAsyncContextManager[Reads]:
        """The transaction itself."""
        raise NotImplementedError

    async def execute(self, sql: str, *values: object) -> int:
        """Run a statement; how many rows it changed."""
        raise NotImplementedError


class Database:
    """An open database. Reads run beside one another; writes one after the other in `transaction()`."""

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """All rows, read on a connection of its own."""
        raise NotImplementedError

    async def fetch_one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        raise NotImplementedError

    async def fetch_value(self, sql: str, *values: object) -> Any:
        """The first value of the first row, or None."""
        raise NotImplementedError

    def snapshot(self) -> AbstractAsyncContextManager[Reads]:
        """A view that does not change while several statements read it."""
        raise NotImplementedError

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """The writer, alone: committed when the block ends, undone when it raises."""
        raise NotImplementedError


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Open (and, where it is new, make) the database at `url`; StoreError says in one sentence why it cannot be used.

    `sqlite:///relative` and `sqlite:////absolute`. An older schema is brought up to date in one transaction, with a
    copy of the file made beside it first.
    """
    raise NotImplementedError
    yield Database()
