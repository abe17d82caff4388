"""PostgreSQL: whose the database is, how old, what is said of one that cannot be used, and what differs from SQLite."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import asyncpg
import pytest

from bot.errors import StoreError
from bot.store.db import open_database
from bot.store.founding import place_of
from bot.store.postgres import complaint_of, typed
from bot.store.schema import MIGRATIONS, POSTGRES, SQLITE, statements
from tests.postgres import Postgres
from tests.store.test_files import SECOND, refused

pytestmark = pytest.mark.slow


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.new_url()


def schema_of(url: str) -> str:
    return url.rpartition("search_path=")[2]


async def test_a_new_library_is_marked_as_ours_and_found_again(url: str, postgres: Postgres) -> None:
    async with open_database(url) as db, db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'a line')")
        assert await tx.fetch_value("select obj_description('meta'::regclass)") == "The library of Tieup"
    async with open_database(url) as db:
        assert await db.fetch_value("select line from long_lines") == "a line"
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(len(MIGRATIONS))
    others = await postgres.run_here(f"select nspname from pg_namespace where nspname like '{schema_of(url)}_%'")
    assert others == []


async def test_many_who_open_a_new_library_at_once_make_it_once(url: str) -> None:
    async def open_and_write(place: int) -> None:
        async with open_database(url) as db, db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ($1, '')", f"k{place}")

    await asyncio.gather(*(open_and_write(place) for place in range(5)))
    async with open_database(url) as db:
        assert await db.fetch_value("select count(*) from long_lines") == 5


async def test_an_older_schema_is_brought_up_to_date_with_a_copy_beside_it(url: str, postgres: Postgres) -> None:
    async with open_database(url) as db, db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'kept')")
    await postgres.run_here(f"create schema {schema_of(url)}_schema_{len(MIGRATIONS)}")
    async with open_database(url, migrations=(*MIGRATIONS, SECOND)) as db:
        assert await db.fetch_value("select word from later") == "made"
        assert await db.fetch_value("select line from long_lines") == "kept"
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(len(MIGRATIONS) + 1)
    copy = f"{schema_of(url)}_schema_{len(MIGRATIONS)}_2"
    [row] = await postgres.run_here(f"select line, (select value from {copy}.meta) as was from {copy}.long_lines")
    assert tuple(row) == ("kept", str(len(MIGRATIONS)))


async def test_a_migration_that_fails_leaves_everything_as_it_was(url: str, postgres: Postgres) -> None:
    async with open_database(url):
        pass
    with pytest.raises(asyncpg.PostgresError):
        async with open_database(url, migrations=(*MIGRATIONS, (*SECOND, "create table articles (id {id})"))):
            pass
    async with open_database(url) as db:
        assert await db.fetch_value("select value from meta where key = 'schema'") == str(len(MIGRATIONS))
        assert await db.fetch_value("select to_regclass('later')") is None
    names = await postgres.run_here(f"select nspname from pg_namespace where nspname like '{schema_of(url)}_%'")
    assert names == []


async def test_a_newer_schema_is_refused_and_named(url: str) -> None:
    async with open_database(url, migrations=(*MIGRATIONS, SECOND)):
        pass
    error = await refused(url)
    assert f"newer Tieup (schema {len(MIGRATIONS) + 1}, this one knows {len(MIGRATIONS)})" in error.message


@pytest.mark.parametrize("table", ["songs (name text)", "meta (key text, value text)", "meta (id int)"])
async def test_a_database_of_another_program_is_left_alone(url: str, postgres: Postgres, table: str) -> None:
    await postgres.run_here(f"create table {schema_of(url)}.{table}")
    assert "another program" in (await refused(url)).message
    tables = await postgres.run_here(
        f"select relname from pg_class where relnamespace = '{schema_of(url)}'::regnamespace"
    )
    assert [row["relname"] for row in tables] == [table.partition(" ")[0]]


async def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    error = await refused("postgresql://me:secret@127.0.0.1:9/library")
    assert error.message == "PostgreSQL cannot be reached at postgresql://127.0.0.1:9/library."
    assert "secret" not in str(error)
    assert "cannot be reached" in (await refused(f"postgresql://me:secret@/library?host={tmp_path}")).message


async def test_a_wrong_password_and_none(url: str) -> None:
    for who in ("guest:wrong", "guest", "nobody:known"):
        error = await refused(url.replace("postgres:@", f"{who}@"))
        assert "refuses" in error.message, who
        assert "wrong" not in str(error)


async def test_a_user_that_may_not_make_tables(url: str, postgres: Postgres) -> None:
    assert "no schema" in (await refused(url.replace("postgres:@", "guest:sesame@"))).message
    await postgres.run_here(f"grant usage on schema {schema_of(url)} to guest")
    assert "does not let this user" in (await refused(url.replace("postgres:@", "guest:sesame@"))).message


async def test_a_database_or_schema_that_is_not_there(url: str, postgres: Postgres) -> None:
    assert "no database" in (await refused(postgres.database("nowhere"))).message
    assert "no schema" in (await refused(url + "_nowhere")).message


async def test_a_database_of_another_encoding(postgres: Postgres) -> None:
    name = await asyncio.to_thread(postgres.new_database, "template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'")
    assert "UTF-8" in (await refused(postgres.database(name))).message


@pytest.mark.parametrize(
    "address", ["postgresql://", "postgresql://h:port/x", "postgresql://[/x", "postgresql://h/x?no_such_setting=1"]
)
async def test_an_address_that_cannot_be_read(address: str, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    if "no_such" in address:
        address = f"{url}&no_such_setting=1"
    await refused(address)


def test_a_place_tells_no_password() -> None:
    assert (
        place_of("postgresql://me:s%40cret@db.example:5433/li%20brary?x=y") == "postgresql://db.example:5433/li brary"
    )
    assert place_of("postgres://me@/?host=/run/pg") == "postgresql:///run/pg/me"


async def test_every_column_of_text_sorts_by_code_point(url: str) -> None:
    """Whatever language the database sorts by: instants are compared as texts, and ranges find prefixes."""
    async with open_database(url) as db:
        rows = await db.fetch(
            """select table_name || '.' || column_name as name from information_schema.columns
            where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'"""
        )
        assert [row["name"] for row in rows] == []
        assert await db.fetch_value("select count(*) from information_schema.columns where collation_name = 'C'") > 50


def test_both_databases_get_the_same_tables_and_columns() -> None:
    def shape(statement: str) -> str:
        return re.sub(r'integer primary key autoincrement|bigint generated .* key| collate "C"', "", statement)

    for migration in MIGRATIONS:
        apart = re.compile(r"^fulltext|\{float\}|\{by_value\}")
        plain = [one for one in migration if not apart.search(one)]
        assert [shape(one) for one in statements(tuple(plain), SQLITE)] == [
            shape(one) for one in statements(tuple(plain), POSTGRES)
        ]


def test_a_place_of_a_value_is_written_with_its_type() -> None:
    assert typed("a = $1 and b = $2 or $10", (int, str, *[type(None)] * 7, float)) == (
        "a = $1::bigint and b = $2::text or $10::double precision"
    )


async def test_large_ids_truth_and_nothing_are_taken_wherever_they_stand(url: str) -> None:
    async with open_database(url) as db:
        assert await db.fetch_value("select 1 where $1 = 0 or $1 > 5", 2**60) == 1
        assert await db.fetch_value("select $1", True) == 1
        assert await db.fetch_value("select coalesce($1, $2)", None, "x") == "x"
        assert await db.fetch_value("select 1 where $1 not in ()", "x") == 1
        assert await db.fetch_value("select 1 where $1 in ()", 1) is None
        async with db.transaction() as tx:
            await tx.execute_all(
                "insert into digests values (1, $1, '', '', '', '', '', $2, 0, 0, null)", [(2**60, None)]
            )
            await tx.execute_all("insert into long_lines (key, line) values ($1, $2)", [("a", "\0b"), ("b", "")])
            assert await tx.execute("update long_lines set line = line where key = $1", "a") == 1
        assert await db.fetch_value("select line from long_lines where key = 'a'") == "\ufffdb"


CUT_OFF = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut'"


async def test_a_connection_that_is_lost_is_said_so_and_made_again(url: str, postgres: Postgres) -> None:
    async with open_database(f"{url}&application_name=cut") as db:

        async def lose_it() -> None:
            async with db.transaction() as tx:
                await tx.execute("insert into long_lines (key, line) values ('half', '')")
                await postgres.run_here(CUT_OFF)
                await tx.execute("insert into long_lines (key, line) values ('k', '')")

        with pytest.raises(StoreError, match="connection to PostgreSQL was lost"):
            await lose_it()
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ('after', '')")
        assert [row["key"] for row in await db.fetch("select key from long_lines")] == ["after"]


async def test_who_waits_too_long_for_the_writer_is_told(url: str) -> None:
    async with open_database(url) as one, open_database(url.replace("?", "?lock_timeout=50&")) as other:
        async with one.transaction():
            with pytest.raises(StoreError, match="locked by another program"):
                async with other.transaction():
                    pass
        async with other.transaction():
            pass


async def test_what_a_person_can_act_on_is_told_from_bugs(url: str) -> None:
    """Real errors of the server, made to happen."""
    assert complaint_of(asyncpg.DiskFullError("could not extend file")) is not None
    async with open_database(url) as db:
        for sql in ("select nothing", "select 1 / 0", "insert into meta values ('schema', '')"):
            with pytest.raises(asyncpg.PostgresError) as caught:
                async with db.transaction() as tx:
                    await tx.execute(sql)
            assert complaint_of(caught.value) is None
        with pytest.raises(asyncpg.DataError) as wrong:
            await db.fetch("select $1::bigint + 1 > $1", 2**70)
        assert complaint_of(wrong.value) is None
        with pytest.raises(StoreError, match="cannot be written"):
            await db.fetch("insert into long_lines (key, line) values ('k', '')")
