"""A whole library from one database into another: every row, in one transaction, each compared with where it came from.

Knows no table by name: what there is to copy follows from the schema (`tables`), so a new one is taken along by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.errors import StoreError
from bot.store.db import Database, Reads, Snapshot, Transaction
from bot.store.tables import Table, tables

PAGE = 500

Rows = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was copied, and found equal."""

    articles: int
    deals: int
    rows: int
    tables: int


async def copy_library(source: Database, target: Database, *, overwrite: bool = False) -> Copied:
    """Put everything that `source` holds in the place of what `target` holds, all or nothing.

    Others may go on reading and writing the source; what is copied is one moment of it. StoreError where the target
    holds anything and `overwrite` was not said, or where a row did not arrive as it was.
    """
    every = tables()
    async with source.snapshot() as old, target.transaction() as tx:
        assert isinstance(old, Snapshot)
        if not overwrite and await _holds_anything(tx, every):
            raise StoreError(
                f"{target.place} holds a library already.", "Nothing was changed; say --overwrite to put another there."
            )
        await tx.connection.empty([table.name for table in every])
        for table in every:
            async for rows in _pages(old, table):
                places = ", ".join(f"${place}" for place in range(1, len(table.columns) + 1))
                into = f"insert into {table.name} ({', '.join(table.columns)}) values ({places})"
                await tx.execute_all(into, rows)
        await tx.connection.filled(await old.connection.counters())
        rows_copied = sum([await _compared(old, tx, table) for table in every])
        articles, deals = [await tx.fetch_value(f"select count(*) from {noun}") for noun in ("articles", "deals")]
    return Copied(articles, deals, rows_copied, len(every))


async def _holds_anything(tx: Transaction, every: Sequence[Table]) -> bool:
    """Whether there is any row, but for the facts about the database itself."""
    for table in every:
        if table.name != "meta" and await tx.fetch(f"select 1 from {table.name} limit 1"):
            return True
    return False


async def _pages(reads: Reads, table: Table) -> AsyncIterator[Rows]:
    """All rows in the order of their key, some at a time: a library may be larger than memory."""
    columns, key = ", ".join(table.columns), ", ".join(table.key)
    after: tuple[object, ...] = ()
    while True:
        places = ", ".join(f"${place}" for place in range(1, len(after) + 1))
        where = f"where ({key}) > ({places})" if after else ""
        rows = await reads.fetch(f"select {columns} from {table.name} {where} order by {key} limit {PAGE}", *after)
        if not rows:
            return
        yield [tuple(row[column] for column in table.columns) for row in rows]
        after = tuple(rows[-1][column] for column in table.key)


async def _compared(old: Reads, new: Reads, table: Table) -> int:
    """How many rows both have; StoreError where one differs."""
    number = 0
    there = _pages(new, table)
    async for rows in _pages(old, table):
        if rows != await anext(there, []):
            raise _differs(table)
        number += len(rows)
    if await anext(there, []):
        raise _differs(table)
    return number


def _differs(table: Table) -> StoreError:
    return StoreError(
        f"A row of the table {table.name} did not arrive as it was.", "Nothing was changed; please report this."
    )
