"""Backup, restore and copy: every row of every table arrives as it was, or nothing changes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadInput, BotError, StoreError
from bot.store.backups import back_up, restore
from bot.store.db import Database, Transaction, open_database
from bot.store.moving import Copied, copy_library
from bot.store.schema import MIGRATIONS, SQLITE, statements
from bot.store.tables import Table, tables
from tests.making import report
from tests.postgres import Postgres
from tests.store.shelf import publish
from tests.store.test_files import names_in

ODD = ["", "a line\nand another", "Ünïcödé 鴻海 🙂", 'it\'s "quoted"; -- \\', "x" * 5000, "\\N", "NULL"]


NEWEST = len(MIGRATIONS)


def made_schema(version: int) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for migration in MIGRATIONS[:version]:
        for statement in statements(migration, SQLITE):
            made.execute(statement)
    return made


def value_of(made: sqlite3.Connection, table: Table, column: str, number: int) -> object:
    """A value that its column takes; odd ones where they may be."""
    if column == "rowid":
        return number
    [(kind, needed)] = made.execute(
        f"select type, \"notnull\" or pk from pragma_table_info('{table.name}') where name = ?", (column,)
    ).fetchall()
    refers = {row[3] for row in made.execute(f"pragma foreign_key_list({table.name})")}
    if (
        column in ("id", "server_id", "audience")
        or column in refers
        or (column in table.key and kind.lower() != "text")
    ):
        return number
    if not needed and kind and number % 3 == 0:
        return None
    match kind.lower():
        case "text" | "":
            return f"{ODD[number % len(ODD)]}{number if column in table.key or len(column) < 5 else ''}"
        case "real":
            return 2025.1 + number / 7
        case "integer":
            return number * 1_000
        case _:
            return 2**60 + number


async def fill(db: Database, rows: int = 12, version: int = NEWEST) -> None:
    """Some rows in every table there is. The references are to rows of the same number, some of which come later."""
    with closing(made_schema(version)) as made:
        async with db.transaction() as tx:
            await tx.connection.empty([table.name for table in tables(version)])
            for table in tables(version):
                await _fill_table(tx, made, table, rows)
            await tx.execute("insert into meta (key, value) values ('schema', $1)", str(version))
            await tx.connection.filled({"articles": 40, "log": 99})


async def _fill_table(tx: Transaction, made: sqlite3.Connection, table: Table, rows: int) -> None:
    names = ", ".join(table.columns)
    places = ", ".join(f"${place}" for place in range(1, len(table.columns) + 1))
    for number in range(rows, 0, -1):
        values = [value_of(made, table, column, number) for column in table.columns]
        if table.name == "deals" and number > 2:
            values[table.columns.index("gone_into")] = number - 2
        await tx.execute(f"insert into {table.name} ({names}) values ({places})", *values)


async def everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that the database itself says it has; its own lists are asked, not ours."""
    if db.place.startswith("postgresql"):
        listed = await db.fetch("select tablename as name from pg_tables where schemaname = current_schema()")
        names = {row["name"] for row in listed}
    else:
        listed = await db.fetch("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
        names = {row["name"] for row in listed if not row["name"].startswith(("view_words_", "article_words_"))}
    found = {}
    for name in names:
        columns = "rowid, words" if name.endswith("_words") else "*"
        rows = await db.fetch(f"select {columns} from {name}")
        found[name] = sorted((tuple(row) for row in rows), key=repr)  # type: ignore[arg-type]
    return found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second library, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.sqlite3'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.new_url()


async def test_every_row_of_every_table_arrives_in_either_database(db: Database, other_url: str) -> None:
    await fill(db)
    was = await everything(db)
    assert set(was) == {table.name for table in tables()}
    assert all(was.values())
    async with open_database(other_url) as other:
        copied = await copy_library(db, other)
        assert await everything(other) == was == await everything(db)
        assert copied == Copied(12, 12, sum(map(len, was.values())), len(was))


async def test_ids_go_on_after_the_last_that_was_ever_given(db: Database, other_url: str) -> None:
    await fill(db)
    async with open_database(other_url) as other:
        await copy_library(db, other)
        async with other.transaction() as tx:
            act = "insert into log (server_id, person_id, at, act, about, note) values (1, 1, '', '', '', '')"
            assert await tx.fetch_value(f"{act} returning id") == 100
            deal = "insert into deals (server_id, number, created_at) values (1, 1, '')"
            assert await tx.fetch_value(f"{deal} returning id") == 13


async def test_references_are_looked_at_again_after_a_copy(db: Database, other_url: str) -> None:
    async with open_database(other_url) as other:
        await copy_library(db, other)

        async def point_nowhere() -> None:
            async with other.transaction() as tx:
                await tx.execute("insert into told values (1, 999, '', '')")

        with pytest.raises(Exception, match=r"(?i)foreign key"):
            await point_nowhere()
        assert await other.fetch("select * from told") == []


async def test_words_are_found_in_the_copy(db: Database, other_url: str) -> None:
    await publish(db, report("OpenAI/Foxconn", headline="Server racks from Ohio"))
    async with open_database(other_url) as other:
        await copy_library(db, other)
        assert len(await other.fetch("select rowid from view_words($1)", '"rack"')) == 1


async def test_a_library_is_not_overwritten_without_being_told_to(db: Database, other_url: str) -> None:
    await fill(db, 3)
    async with open_database(other_url) as other:
        await publish(other, report("OpenAI/Oracle"))
        was = await everything(other)
        with pytest.raises(StoreError, match="holds a library already") as caught:
            await copy_library(db, other)
        assert "--overwrite" in caught.value.hint
        assert await everything(other) == was
        await copy_library(db, other, overwrite=True)
        assert await everything(other) == await everything(db)


async def test_a_row_that_does_not_arrive_is_noticed_and_nothing_changes(db: Database, tmp_path: Path) -> None:
    await fill(db, 3)
    async with open_database(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        async with other.transaction() as tx:
            await tx.execute(
                "create trigger spoil after insert on long_lines begin update long_lines set line = 'x'; end"
            )
        with pytest.raises(StoreError, match="long_lines did not arrive"):
            await copy_library(db, other)
        assert await other.fetch("select * from articles") == []


async def test_a_backup_is_one_moment_while_the_bot_writes(db: Database, tmp_path: Path) -> None:
    done = asyncio.Event()

    async def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            async with db.transaction() as tx:
                await tx.execute("insert into long_lines (key, line) values ($1, '')", f"k{number:05}")
                await tx.execute("insert into meta (key, value) values ($1, '')", f"note:k{number:05}")

    writing = asyncio.create_task(write())
    sizes = []
    for number in range(3):
        await back_up(db, tmp_path / f"{number}.backup")
        with closing(sqlite3.connect(tmp_path / f"{number}.backup")) as kept:
            lines = [f"note:{key}" for (key,) in kept.execute("select key from long_lines order by key")]
            notes = [key for (key,) in kept.execute("select key from meta where key like 'note%' order by key")]
        assert lines == notes
        sizes.append(len(lines))
    done.set()
    await writing
    assert sizes == sorted(set(sizes))
    assert await db.fetch_value("select count(*) from long_lines") > sizes[-1]


async def test_a_backup_can_be_restored_into_either_database(db: Database, other_url: str, tmp_path: Path) -> None:
    await fill(db)
    backup = tmp_path / "kept.backup"
    await back_up(db, backup)
    content = backup.read_bytes()
    async with open_database(other_url) as other:
        await restore(other, backup)
        assert await everything(other) == await everything(db)
    assert backup.read_bytes() == content
    assert not {name for name in names_in(tmp_path) if name.startswith((".tieup", "kept.backup-"))}


async def test_an_older_backup_is_brought_up_to_date_on_the_way(db: Database, tmp_path: Path) -> None:
    old = tmp_path / "old.backup"
    async with open_database(f"sqlite:///{old}", migrations=MIGRATIONS[:1]) as first, first.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'kept')")
    content = old.read_bytes()
    await restore(db, old)
    assert await db.fetch_value("select line from long_lines") == "kept"
    assert await db.fetch_value("select value from meta where key = 'schema'") == str(len(MIGRATIONS))
    assert old.read_bytes() == content


def _spoiled(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))


async def test_what_is_no_backup_is_said_so_and_changes_nothing(db: Database, tmp_path: Path) -> None:
    await publish(db, report("OpenAI/Oracle"))
    was = await everything(db)
    names = ("missing", "diary", "empty", "folder", "foreign", "damaged", "newer")
    paths = {name: tmp_path / name for name in names}
    paths["diary"].write_text("Dear diary")
    paths["empty"].touch()
    paths["folder"].mkdir()
    with closing(sqlite3.connect(paths["foreign"])) as connection:
        connection.execute("create table songs (name text)")
    await back_up(db, paths["damaged"])
    _spoiled(paths["damaged"])
    async with open_database(f"sqlite:///{paths['newer']}", migrations=(*MIGRATIONS, ("create table t (a int)",))):
        pass
    said = {}
    for name, path in paths.items():
        with pytest.raises(BotError) as caught:
            await restore(db, path, overwrite=True)
        said[name] = caught.value.message
        assert caught.value.hint
        assert "DATABASE_URL" not in str(caught.value)
    assert [word in said[name] for name, word in zip(names, WORDS, strict=True)] == [True] * len(names), said
    assert await everything(db) == was


WORDS = ("no file", "not a database", "no library", "no file", "another program", "damaged", "newer Tieup")


async def test_a_backup_never_takes_the_place_of_a_file(db: Database, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("precious")
    with pytest.raises(BadInput, match="there already"):
        await back_up(db, tmp_path / "kept")
    assert (tmp_path / "kept").read_text() == "precious"
    with pytest.raises(BadInput, match="cannot be written"):
        await back_up(db, tmp_path / "nowhere" / "kept")
