"""What every database gives: rows by name, connections, and the engine that hands them out.

`sqlite` and `postgres` are the two engines; who may use which connection when is for `db`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

BUSY_SECONDS = 30
"""How long one process waits for another's transaction before it says that the database is locked."""

Values = tuple[object, ...]


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(values: Values) -> Values:
    """Values as both databases keep them: no text of PostgreSQL may hold the character 0, none at all half a pair."""
    return tuple(_UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value for value in values)


class Row(Protocol):
    """One row, its values by column name, or by place."""

    def __getitem__(self, column: str | int) -> Any: ...


class Connection(Protocol):
    """Runs statements. Errors that a person can act on come as StoreError, bugs of ours as the driver has them."""

    async def fetch(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows."""
        ...

    async def execute(self, sql: str, values: Values = ()) -> int:
        """How many rows the statement changed."""
        ...

    async def execute_all(self, sql: str, rows: Iterable[Values]) -> None:
        """One statement for each row of values."""
        ...

    async def empty(self, tables: Sequence[str]) -> None:
        """Take all rows out of all tables; until `filled`, a row may refer to one that is not there yet."""
        ...

    async def filled(self, counters: Mapping[str, int]) -> None:
        """All rows are there: references must hold again, and ids go on after the last that was ever given."""
        ...

    async def counters(self) -> dict[str, int]:
        """For each table whose ids count by themselves, the last that was ever given."""
        ...


class Engine(Protocol):
    """An open database, as `db` uses it.

    `place` says where it is, for people, and never holds a password.
    """

    place: str

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """A connection for one statement that reads."""
        ...

    def same_moment(self) -> AbstractAsyncContextManager[Connection]:
        """A connection whose statements all see the same moment, and write nothing."""
        ...

    def writing(self) -> AbstractAsyncContextManager[Connection]:
        """The one connection that writes, in a transaction: committed when the block ends, undone when it raises.

        One writer at a time, in this process or another: what is looked up in a transaction stays true in it.
        """
        ...
