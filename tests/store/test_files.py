"""A file of SQLite: whose it is, how old, and what is said of one that cannot be used."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.connections import BUSY_SECONDS
from bot.store.db import Database, open_database
from bot.store.schema import APPLICATION_ID, MIGRATIONS
from bot.store.sqlite import complaint_of

TODAY = len(MIGRATIONS)
SECOND = ("create table later (id {id}, word {key} not null)", "insert into later (word) values ('made')")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.sqlite3'}"


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def content_of(url: str) -> bytes:
    return path_of(url).read_bytes()


def write_content(url: str, content: bytes) -> None:
    path_of(url).write_bytes(content)


def spoil_end(url: str, size: int) -> bytes:
    """Damage the end of a file; what is there then."""
    content = content_of(url)[:-size] + b"\xa5" * size
    write_content(url, content)
    return content


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def make_unwritable(path: Path, mode: int) -> None:
    path.chmod(mode)


def raw(url: str) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(url.removeprefix("sqlite:///")))


async def refused(url: str, **options: object) -> StoreError:
    with pytest.raises(StoreError) as caught:
        async with open_database(url, **options):  # type: ignore[arg-type]
            pass
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value


async def test_a_new_database_is_made_with_its_folder_and_marked_as_ours(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'library.sqlite3'}"
    async with open_database(url) as db:
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(len(MIGRATIONS))
        assert await db.fetch_value("pragma journal_mode") == "wal"
    with raw(url) as connection:
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)


async def test_a_relative_path_starts_at_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_database("sqlite:///data/here.sqlite3"):
        assert (tmp_path / "data" / "here.sqlite3").exists()


async def test_opening_again_changes_nothing_and_makes_no_copy(url: str, tmp_path: Path) -> None:
    async with open_database(url) as db, db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'a line')")
    async with open_database(url) as db:
        assert await db.fetch_value("select line from long_lines") == "a line"
    assert names_in(tmp_path) == {"library.sqlite3"}


async def test_an_empty_file_is_a_new_database(url: str) -> None:
    write_content(url, b"")
    async with open_database(url) as db:
        assert await db.fetch_value("select count(*) from articles") == 0


async def test_an_older_schema_is_brought_up_to_date_with_a_copy_beside_it(url: str, tmp_path: Path) -> None:
    async with open_database(url) as db, db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'kept')")
    async with open_database(url, migrations=(*MIGRATIONS, SECOND)) as db:
        assert await db.fetch_value("select word from later") == "made"
        assert await db.fetch_value("select line from long_lines") == "kept"
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(TODAY + 1)
    copy = tmp_path / f"library.sqlite3.schema-{TODAY}"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("select line from long_lines").fetchall() == [("kept",)]
        assert connection.execute("select name from sqlite_master where name = 'later'").fetchall() == []


async def test_a_copy_is_never_written_over_an_earlier_one(url: str, tmp_path: Path) -> None:
    name = f"library.sqlite3.schema-{TODAY}"
    (tmp_path / name).write_text("precious")
    async with open_database(url):
        pass
    async with open_database(url, migrations=(*MIGRATIONS, SECOND)):
        pass
    assert (tmp_path / name).read_text() == "precious"
    assert (tmp_path / f"{name}-2").exists()


async def test_a_migration_that_fails_leaves_the_file_as_it_was(url: str) -> None:
    async with open_database(url):
        pass
    broken = (*SECOND, "create table articles (id {id})")
    with pytest.raises(sqlite3.OperationalError):
        async with open_database(url, migrations=(*MIGRATIONS, broken)):
            pass
    async with open_database(url) as db:
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(TODAY)
        assert await db.fetch_value("select count(*) from sqlite_master where name = 'later'") == 0


async def test_a_newer_schema_is_refused_and_named(url: str) -> None:
    async with open_database(url, migrations=(*MIGRATIONS, SECOND)):
        pass
    before = content_of(url)
    error = await refused(url)
    assert f"made by a newer Tieup (schema {TODAY + 1}, this one knows {TODAY})" in error.message
    assert content_of(url) == before


async def test_a_database_of_another_program_is_left_alone(url: str) -> None:
    with raw(url) as connection:
        connection.execute("create table songs (name text)")
        connection.execute("insert into songs values ('one')")
        connection.commit()
    assert "another program" in (await refused(url)).message
    with raw(url) as connection:
        assert connection.execute("select * from songs").fetchall() == [("one",)]
        assert connection.execute("select name from sqlite_master").fetchall() == [("songs",)]


async def test_a_table_called_meta_alone_does_not_make_a_database_ours(url: str) -> None:
    with raw(url) as connection:
        connection.execute("create table meta (key text, value text)")
        connection.execute("insert into meta values ('schema', '1')")
        connection.commit()
    assert "another program" in (await refused(url)).message


@pytest.mark.parametrize("content", [b"Dear diary, " * 100, b"SQLite format 3\0" + b"\xff" * 4000, b"x"])
async def test_a_file_that_is_no_database_is_left_alone(url: str, content: bytes) -> None:
    write_content(url, content)
    error = await refused(url)
    assert "is not a database" in error.message or "damaged" in error.message
    assert content_of(url) == content


async def test_a_damaged_page_is_said_so(url: str) -> None:
    async with open_database(url) as db, db.transaction() as tx:
        await tx.execute_all(
            "insert into long_lines (key, line) values ($1, $2)", ((f"k{i}", "x" * 3000) for i in range(200))
        )
    damaged = spoil_end(url, 400_000)
    async with open_database(url) as db:
        with pytest.raises(StoreError, match="damaged"):
            await db.fetch("select * from long_lines order by line")
    assert content_of(url) == damaged


async def test_a_folder_in_the_place_of_the_file_and_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be opened" in (await refused(f"sqlite:///{tmp_path / 'file' / 'library.sqlite3'}")).message
    assert "cannot be opened" in (await refused(f"sqlite:///{tmp_path}")).message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
async def test_a_folder_or_file_that_must_not_be_written_to(url: str, tmp_path: Path) -> None:
    make_unwritable(tmp_path, 0o500)
    try:
        await refused(url)
    finally:
        make_unwritable(tmp_path, 0o700)
    async with open_database(url):
        pass
    make_unwritable(path_of(url), 0o400)
    assert "written" in (await refused(url)).message


@pytest.mark.parametrize("url", ["", "mysql://x", "sqlite://", "sqlite:///", "sqlite:relative", "/some/path"])
async def test_an_address_of_no_known_kind(url: str) -> None:
    assert "DATABASE_URL" in str(await refused(url))


def test_what_a_person_can_act_on_is_told_from_bugs(tmp_path: Path) -> None:
    """Real errors of SQLite, made to happen."""
    path = tmp_path / "small.sqlite3"

    def told(connection: sqlite3.Connection, sql: str) -> str | None:
        with pytest.raises(sqlite3.Error) as caught:
            connection.execute(sql)
        complaint = complaint_of(caught.value)
        return complaint and complaint.message

    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as one:
        one.execute("create table t (a unique)")
        assert told(one, "insert into nothing values (1)") is None
        one.execute("insert into t values (1)")
        assert told(one, "insert into t values (1)") is None
        one.execute("pragma max_page_count = 4")
        assert told(one, "insert into t values (zeroblob(100000))") == "The disk is full, so nothing was stored."
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as readonly:
            assert told(readonly, "insert into t values (2)") == "The database cannot be written to."
        one.execute("begin immediate")
        with closing(sqlite3.connect(path, timeout=0)) as other:
            assert f"{BUSY_SECONDS} seconds" in str(told(other, "begin immediate"))
    assert complaint_of(sqlite3.ProgrammingError("Incorrect number of bindings")) is None


async def test_a_full_disk_in_the_middle_stores_nothing_of_the_transaction(db: Database) -> None:
    async with db.transaction() as tx:
        pages = await tx.fetch_value("pragma page_count")
        await tx.fetch(f"pragma max_page_count = {pages}")

    async def fill() -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into heartbeats values ('small', 'x', '', 0)")
            await tx.execute("insert into long_lines (key, line) values ('big', $1)", "x" * 10_000_000)

    with pytest.raises(StoreError, match="disk is full"):
        await fill()
    assert await db.fetch_value("select count(*) from heartbeats") == 0
    async with db.transaction() as tx:
        await tx.fetch("pragma max_page_count = 1000000")
        await tx.execute("insert into heartbeats values ('small', 'x', '', 0)")
    assert await db.fetch_value("select count(*) from heartbeats") == 1
