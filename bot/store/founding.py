"""Opening a database of PostgreSQL: can it be reached, is it ours, is it of an age we know; then making or mending its
tables.

Whatever cannot be used is said in one sentence, and the database is left as it was. What `opening` is to SQLite.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg

from bot.errors import StoreError
from bot.store.connections import BUSY_SECONDS, Engine
from bot.store.postgres import PostgresConnection, PostgresEngine, complaint_of, one_writer, understood
from bot.store.schema import POSTGRES, WORDS_IN_POSTGRES, statements

READERS = 4
CONNECT_SECONDS = 10
MARK = "The library of Tieup"
"""The comment on the table `meta`, by which a database is known as ours."""

WRITER = {
    "application_name": "tieup",
    "lock_timeout": f"{BUSY_SECONDS}s",
    # A process that hangs in a transaction must not keep all others from writing for ever.
    "idle_in_transaction_session_timeout": "120s",
    "jit": "off",
}
READER = {**WRITER, "default_transaction_read_only": "on"}

TABLES = """select c.relname as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by c.oid"""
"""What lies in the schema, extensions' things left out."""

SET_SCHEMA = """insert into meta (key, value) values ('schema', $1)
    on conflict (key) do update set value = excluded.value"""


@asynccontextmanager
async def open_postgres(url: str, migrations: Sequence[tuple[str, ...]]) -> AsyncIterator[Engine]:
    """Open the database of a URL, its tables made or brought up to date."""
    place = place_of(url)
    async with AsyncExitStack() as stack:
        writer = await _pool(url, place, WRITER, most=1)
        stack.push_async_callback(writer.close)
        async with writer.acquire() as raw:
            await _found(PostgresConnection(raw), place, migrations)
        readers = await _pool(url, place, READER, most=READERS)
        stack.push_async_callback(readers.close)
        yield PostgresEngine(place, readers, writer)


def place_of(url: str) -> str:
    """Where a database is, without user and password."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or parse_qs(parts.query).get("host", ["localhost"])[0]
        port = f":{parts.port}" if parts.port else ""
        schema = parse_qs(parts.query).get("search_path", [""])[0]
    except ValueError as error:
        raise _unreadable() from error
    name = unquote(parts.path.strip("/")) or unquote(parts.username or "")
    return f"postgresql://{host}{port}/{name}" + (f"?search_path={schema}" if schema else "")


def _unreadable() -> StoreError:
    return StoreError(
        "This address of PostgreSQL cannot be read.",
        "Write postgresql://user:password@host:5432/name, other signs than letters and digits as %40 for @ and so on.",
    )


async def _pool(url: str, place: str, settings: Mapping[str, str], *, most: int) -> Any:
    """Some connections, one of them made at once, so that whatever is wrong is said now."""
    # What the address sets itself stands.
    ours = {name: value for name, value in settings.items() if f"{name}=" not in url}
    try:
        return await asyncpg.create_pool(
            url, min_size=1, max_size=most, timeout=CONNECT_SECONDS, server_settings=ours, reset=_no_reset
        )
    except asyncpg.ClientConfigurationError as error:
        raise _unreadable() from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        said = str(error).partition("\n")[0]
        raise complaint_of(error) or StoreError("PostgreSQL refuses the connection.", f"It says: {said}.") from error
    except (OSError, TimeoutError) as error:
        raise StoreError(
            f"PostgreSQL cannot be reached at {place}.", "Check that it is up, and host and port in DATABASE_URL."
        ) from error
    except ValueError as error:
        raise _unreadable() from error


async def _no_reset(_connection: Any) -> None:
    """Nothing of ours outlives a transaction: a connection goes back as it came, without asking the server twice."""


async def _found(connection: PostgresConnection, place: str, migrations: Sequence[tuple[str, ...]]) -> None:
    """Bring the tables up to date, all or nothing. The lock is taken first: two processes may start at once."""
    if await _version(connection, place, len(migrations)) == len(migrations):
        return
    async with one_writer(connection):
        version = await _version(connection, place, len(migrations))
        if version == 0:
            await _run(connection, WORDS_IN_POSTGRES)
        elif version < len(migrations):
            await _copy(connection, version)
        for migration in migrations[version:]:
            await _run(connection, statements(migration, POSTGRES))
        await _run(connection, [f"comment on table meta is '{MARK}'"])
        await connection.execute(SET_SCHEMA, (str(len(migrations)),))


async def _run(connection: PostgresConnection, all_statements: Sequence[str]) -> None:
    """All at once: a new library is sixty statements, and the server may be far away."""
    await understood(connection.raw.execute, ";\n".join(all_statements))


async def _version(connection: PostgresConnection, place: str, newest: int) -> int:
    """Read, without writing, whose the database is and how old; raises for whatever is not to be touched."""
    [row] = await connection.fetch("select current_schema() as name, current_setting('server_encoding') as encoding")
    if row["name"] is None:
        raise StoreError("PostgreSQL has no schema that this user may use.", "Make the one that search_path names.")
    if row["encoding"] != "UTF8":
        raise StoreError(f"The database {place} does not keep text as UTF-8.", "Make one with `createdb -E UTF8`.")
    tables = {table["name"] for table in await connection.fetch(TABLES)}
    if not tables:
        return 0
    mark = "meta" in tables and await connection.fetch("select obj_description('meta'::regclass) as mark")
    if not mark or mark[0]["mark"] != MARK:
        raise StoreError(
            f"{place} is the database of another program.",
            "Nothing was changed; set DATABASE_URL to another one, or name an empty schema: ?search_path=tieup.",
        )
    [written] = await connection.fetch("select value from meta where key = 'schema'")
    version = int(written["value"])
    if version > newest:
        raise StoreError(
            f"The database {place} was made by a newer Tieup (schema {version}, this one knows {newest}).",
            "Nothing was changed; update Tieup, or set DATABASE_URL to another database.",
        )
    return version


async def _copy(connection: PostgresConnection, version: int) -> None:
    """A copy of every table in a schema beside this one, never over an earlier one."""
    [here] = await connection.fetch("select current_schema() as name")
    there = await connection.fetch("select nspname as name from pg_namespace")
    taken, attempt = {row["name"] for row in there}, 1
    name = f"{here['name']}_schema_{version}"
    while name in taken:
        attempt += 1
        name = f"{here['name']}_schema_{version}_{attempt}"
    await connection.fetch(f'create schema "{name}"')
    for table in await connection.fetch(TABLES):
        await connection.fetch(f'create table "{name}"."{table["name"]}" as table "{table["name"]}"')
