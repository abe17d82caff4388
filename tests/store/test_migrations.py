"""A library of any earlier version, empty or full, is brought up to date with nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.store.db import Database, open_database
from bot.store.schema import MIGRATIONS
from bot.store.tables import tables
from tests.store.test_moving import everything, fill

VERSIONS = range(1, len(MIGRATIONS))


MOVED = {("digest_posts", "lines")}
"""Columns that a later version keeps elsewhere."""


async def rows_at(db: Database, version: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row, by the columns that there were in a version."""
    found = {}
    for table in tables(version):
        columns = tuple(column for column in table.columns if (table.name, column) not in MOVED)
        rows = await db.fetch(f"select {', '.join(columns)} from {table.name} order by {', '.join(table.key)}")
        found[table.name] = [tuple(row[column] for column in columns) for row in rows]
    return found


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_full_library_of_an_earlier_version_keeps_every_row(new_url: str, version: int) -> None:
    async with open_database(new_url, migrations=MIGRATIONS[:version]) as db:
        await fill(db, version=version)
        was = await rows_at(db, version)
        assert all(was.values())
    async with open_database(new_url) as db:
        now = await rows_at(db, version)
        was["meta"] = [(key, str(len(MIGRATIONS)) if key == "schema" else value) for key, value in was["meta"]]
        assert now == was


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_empty_library_of_an_earlier_version_becomes_as_a_new_one(new_url: str, version: int) -> None:
    async with open_database(new_url, migrations=MIGRATIONS[:version]):
        pass
    async with open_database(new_url) as db:
        assert {name: len(rows) for name, rows in (await everything(db)).items() if rows} == {"meta": 1}
        await fill(db)
        assert all((await everything(db)).values())


@pytest.mark.parametrize("version", VERSIONS)
async def test_columns_come_out_the_same_by_whatever_way(new_url: str, version: int) -> None:
    async with open_database(new_url, migrations=MIGRATIONS[:version]):
        pass
    async with open_database(new_url) as db:
        for table in tables():
            await db.fetch(f"select {', '.join(table.columns)} from {table.name}")
