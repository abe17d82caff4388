"""What happens in a database happens whole or not at all, whichever database it is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3

import pytest

from bot.errors import StoreError
from bot.store.db import Database, open_database


async def test_values_go_by_their_numbers_in_any_order_and_number_of_times(db: Database) -> None:
    """SQLite's manual promises `?1` and `:name`; `$1` is a name to it, in every version so far."""
    row = await db.fetch_one(
        "select $2 as b, $1 as a, $2 as c, $11 as k, $3 as n, $4 || $5 || $6 || $7 || $8 || $9 || $10 as rest",
        *("a", "b", None, *"defghijk"),
    )
    assert row is not None
    assert tuple(row[name] for name in "abckn") == ("a", "b", "b", "k", None)


async def test_a_transaction_that_raises_leaves_nothing(db: Database) -> None:

    async def break_off() -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ('k', 'half')")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        await break_off()
    assert await db.fetch("select * from long_lines") == []


async def test_writers_wait_for_one_another_and_one_undoing_takes_nothing_of_another(db: Database) -> None:
    async def write(place: int) -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ($1, 'x')", f"k{place}")
            await asyncio.sleep(0)
            if place % 3 == 0:
                raise RuntimeError

    await asyncio.gather(*(write(place) for place in range(60)), return_exceptions=True)
    kept = {row["key"] for row in await db.fetch("select key from long_lines")}
    assert kept == {f"k{place}" for place in range(60) if place % 3}


@pytest.mark.parametrize("turns", range(8))
async def test_a_task_cancelled_at_any_point_leaves_no_transaction_open(db: Database, turns: int) -> None:
    async def write() -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ('k', 'x')")
            await tx.execute("insert into long_lines (key, line) values ('l', 'x')")
        done.append(True)

    done: list[bool] = []
    task = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0.0005)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('after', 'x')")
    kept = {row["key"] for row in await db.fetch("select key from long_lines")}
    assert kept in ({"after"}, {"k", "l", "after"})
    assert kept == {"k", "l", "after"} or not done


async def test_a_snapshot_sees_one_moment_and_readers_never_write(db: Database) -> None:
    async with db.snapshot() as reads:
        assert await reads.fetch_value("select count(*) from long_lines") == 0
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ('k', 'x')")
        assert await reads.fetch_value("select count(*) from long_lines") == 0
        async with reads.snapshot() as same:
            assert same is reads
    assert await db.fetch_value("select count(*) from long_lines") == 1
    with pytest.raises((sqlite3.OperationalError, StoreError)):
        await db.fetch("insert into long_lines (key, line) values ('other', 'x')")


async def test_what_is_written_in_a_transaction_is_seen_in_it_and_by_others_only_after(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute("insert into long_lines (key, line) values ('k', 'x')")
        assert await tx.fetch_value("select count(*) from long_lines") == 1
        assert await db.fetch_value("select count(*) from long_lines") == 0
    assert await db.fetch_value("select count(*) from long_lines") == 1


async def test_two_processes_take_turns(url: str) -> None:
    """Two databases opened at one address stand for two processes: their locks are the database's own."""
    async with open_database(url) as one, open_database(url) as other:

        async def count_up(db: Database) -> None:
            for _ in range(20):
                async with db.transaction() as tx:
                    was = await tx.fetch_value("select count(*) from long_lines")
                    await tx.execute("insert into long_lines (key, line) values ($1, 'x')", f"k{was}")

        await asyncio.gather(count_up(one), count_up(other))
        assert await one.fetch_value("select count(*) from long_lines") == 40


async def test_no_value_is_logged_at_any_level(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    """aiosqlite logs statements with their values at DEBUG: articles would stand in the log."""
    with caplog.at_level(logging.DEBUG):
        async with db.transaction() as tx:
            await tx.execute("insert into long_lines (key, line) values ('k', $1)", "secret words of an article")
        await db.fetch("select * from long_lines where line = $1", "secret words of an article")
    assert "secret words" not in caplog.text
