"""Connections to SQLite: named values, rows by name, and errors that a person can act on.

Who may use which connection when is for `db`.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar, cast

import aiosqlite

from bot.errors import StoreError

BUSY_SECONDS = 30
"""How long one process waits for another's transaction before it says that the database is locked."""

Result = TypeVar("Result")


class Row(Protocol):
    """One row, its values by column name, or by place."""

    def __getitem__(self, column: str | int) -> Any: ...


async def run(connection: aiosqlite.Connection, sql: str, values: tuple[object, ...] = ()) -> list[Row]:
    """Run one statement on a connection, all its rows at once: one hop to the connection's thread."""
    rows = await understood(connection.execute_fetchall(sql, named(values)))
    return cast("list[Row]", rows)


def named(values: tuple[object, ...]) -> dict[str, object]:
    """`$1` is a name to SQLite. The manual promises `?` and `:name` only, so a test pins it."""
    return {str(place): value for place, value in enumerate(values, 1)}


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
    sqlite3.SQLITE_IOERR: ("The disk failed while the database was in use.", "Check the disk; nothing is half stored."),
}
COMPLAINTS[sqlite3.SQLITE_LOCKED] = COMPLAINTS[sqlite3.SQLITE_BUSY]


def complaint_of(error: sqlite3.Error) -> StoreError | None:
    """What to tell a person of a database error; None where it is a bug of ours (SQL, a broken constraint)."""
    code = getattr(error, "sqlite_errorcode", None)
    found = COMPLAINTS.get(code & 0xFF) if isinstance(code, int) else None
    return StoreError(*found) if found else None


async def connect(target: str, *, setup: tuple[str, ...], uri: bool = False) -> aiosqlite.Connection:
    """A connection without implicit transactions, rows by name."""
    # At DEBUG aiosqlite writes every statement with its values: the text of articles would stand in the log.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    opening = aiosqlite.connect(target, timeout=BUSY_SECONDS, isolation_level=None, uri=uri)
    connection: aiosqlite.Connection = await understood(opening)
    try:
        connection.row_factory = cast("Callable[..., Any]", sqlite3.Row)  # type: ignore[assignment]
        for statement in setup:
            await run(connection, statement)
    except BaseException:
        await connection.close()
        raise
    return connection
