"""What tables there are, as the schema makes them: for what is done to all of them, a new one included."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from bot.store.schema import MIGRATIONS, SQLITE, statements


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns, those that tell its rows apart, and the tables that it refers to."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    refers: frozenset[str] = frozenset()


@cache
def tables(version: int = len(MIGRATIONS)) -> tuple[Table, ...]:
    """Every table of a schema, in the order in which they are made."""
    with closing(sqlite3.connect(":memory:")) as made:
        for migration in MIGRATIONS[:version]:
            for statement in statements(migration, SQLITE):
                made.execute(statement)
        listed = made.execute(
            "select name, sql from sqlite_master where type = 'table' and name not like 'sqlite%' order by rowid"
        ).fetchall()
        virtual = [name for name, sql in listed if sql.lower().startswith("create virtual")]
        # fts5 keeps its index in tables of its own beside each table of words.
        names = [name for name, _ in listed if not any(name.startswith(f"{words}_") for words in virtual)]
        return tuple(_table(made, name, words=name in virtual) for name in names)


def _table(made: sqlite3.Connection, name: str, *, words: bool) -> Table:
    if words:
        return Table(name, ("rowid", "words"), ("rowid",))
    columns = made.execute(f"select name, pk from pragma_table_info('{name}')").fetchall()
    key = sorted((place, column) for column, place in columns if place)
    assert key, f"{name} needs a primary key, else its rows cannot be told apart"
    refers = frozenset(row[2] for row in made.execute(f"pragma foreign_key_list({name})")) - {name}
    return Table(name, tuple(column for column, _ in columns), tuple(column for _, column in key), refers)


@cache
def referring_first() -> tuple[Table, ...]:
    """The tables in an order in which rows can be deleted: none before those that refer to it."""
    left, found = list(tables()), list[Table]()
    while left:
        free = [table for table in left if not any(table.name in other.refers for other in left)]
        assert free, "tables that refer to one another in a circle"
        found += free
        left = [table for table in left if table not in free]
    return tuple(found)
