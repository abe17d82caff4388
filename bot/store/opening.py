"""Opening a file of SQLite: is there one, is it ours, is it of an age we know; then making or mending its tables.

Whatever cannot be used is said in one sentence, and the file is left as it was.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

from bot.errors import StoreError
from bot.store.connections import BUSY_SECONDS, Engine
from bot.store.schema import APPLICATION_ID, SQLITE, statements
from bot.store.sqlite import SqliteConnection, SqliteEngine, complaint_of, connect

PREFIX = "sqlite:///"
HEADER = b"SQLite format 3\0"
READERS = 3

SET_SCHEMA = """insert into meta (key, value) values ('schema', $1)
    on conflict (key) do update set value = excluded.value"""

# FULL: each commit reaches the disk before it is acknowledged. NORMAL would do for a killed process, FULL holds for a
# power cut too and costs 0.2 ms a commit here; nothing of ours commits more than a few hundred times a second.
WRITER = ("pragma journal_mode = wal", "pragma synchronous = full", "pragma foreign_keys = on")
READER = ("pragma query_only = on",)


@asynccontextmanager
async def open_sqlite(url: str, migrations: Sequence[tuple[str, ...]]) -> AsyncIterator[Engine]:
    """Open (and, where it is new, make) the file of a database URL, its tables brought up to date."""
    path = database_path(url)
    version = await asyncio.to_thread(look, path, len(migrations))
    async with AsyncExitStack() as stack:
        writer = await connect(str(path), setup=WRITER)
        stack.push_async_callback(writer.raw.close)
        if version < len(migrations):
            await migrate(writer, path, migrations)
        readers = []
        for _ in range(READERS):
            reader = await connect(str(path), setup=READER)
            stack.push_async_callback(reader.raw.close)
            readers.append(reader)
        yield SqliteEngine(str(path.resolve()), writer, readers)


def database_path(url: str) -> Path:
    """Where the file of a database URL lies; StoreError says how such a URL is written."""
    if not url.startswith(PREFIX) or not url.removeprefix(PREFIX).strip("/"):
        raise StoreError(
            "This is no address of a database that Tieup knows.",
            "DATABASE_URL is like sqlite:///data/tieup.sqlite3, with a fourth slash for an absolute path, or postgresql://...",
        )
    return Path(url.removeprefix(PREFIX))


def look(path: Path, newest: int) -> int:
    """The schema version of the file, 0 where there is none yet; raises for whatever is not to be touched."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size == 0:
            return 0
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except OSError as error:
        raise StoreError(
            f"The database {path} cannot be opened: {(error.strerror or 'unknown reason').lower()}.",
            "Check that its folder exists and that Tieup may write to it.",
        ) from error
    if header != HEADER:
        raise StoreError(f"{path} is not a database.", "Nothing was changed; check DATABASE_URL.")
    return _version(path, newest)


def _version(path: Path, newest: int) -> int:
    """Read, without writing, whose the database is and how old."""
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
            connection.execute("pragma query_only = on")
            tables = {name for (name,) in connection.execute("select name from sqlite_master")}
            if not tables:
                return 0
            (mark,) = connection.execute("pragma application_id").fetchone()
            row = "meta" in tables and connection.execute("select value from meta where key = 'schema'").fetchone()
    except sqlite3.Error as error:
        raise complaint_of(error) or _foreign(path) from error
    if mark != APPLICATION_ID or not row or not str(row[0]).isdecimal():
        raise _foreign(path)
    version = int(row[0])
    if version > newest:
        raise StoreError(
            f"The database {path} was made by a newer Tieup (schema {version}, this one knows {newest}).",
            "Nothing was changed; update Tieup, or set DATABASE_URL to another file.",
        )
    return version


def _foreign(path: Path) -> StoreError:
    return StoreError(
        f"{path} is the database of another program.", "Nothing was changed; set DATABASE_URL to another file."
    )


async def migrate(writer: SqliteConnection, path: Path, migrations: Sequence[tuple[str, ...]]) -> None:
    """Bring the tables up to date, all or nothing. The lock is taken first: two processes may start at once."""
    async with writer.block("begin immediate"):
        version = await _written_version(writer)
        if 0 < version < len(migrations):
            await asyncio.to_thread(_copy, path, version)
        for migration in migrations[version:]:
            for statement in statements(migration, SQLITE):
                await writer.fetch(statement)
        await writer.fetch(f"pragma application_id = {APPLICATION_ID}")
        await writer.fetch(SET_SCHEMA, (str(max(version, len(migrations))),))


async def _written_version(writer: SqliteConnection) -> int:
    if not await writer.fetch("select name from sqlite_master where name = 'meta'"):
        return 0
    rows = await writer.fetch("select value from meta where key = 'schema'")
    return int(rows[0]["value"])


def _copy(path: Path, version: int) -> Path:
    """A consistent copy beside the file, never over an earlier one."""
    place = path.with_name(f"{path.name}.schema-{version}")
    attempt = 1
    while place.exists():
        attempt += 1
        place = path.with_name(f"{path.name}.schema-{version}-{attempt}")
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as source, closing(sqlite3.connect(place)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        place.unlink(missing_ok=True)
        raise complaint_of(error) or StoreError("No copy of the database could be made before upgrading it.") from error
    return place
