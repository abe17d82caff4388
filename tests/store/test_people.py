"""What is kept about people and servers: told column by column in PRIVACY.md, and gone without a trace when deleted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import FORMER, TERMINAL
from bot.store import leaving, people
from bot.store.db import Database, open_database
from bot.store.people import TRACES
from bot.store.schema import MIGRATIONS
from bot.store.tables import referring_first, tables
from tests.store.test_moving import everything, fill, made_schema

PRIVACY = (Path(__file__).resolve().parents[2] / "PRIVACY.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)\.(\w+)` \|.*\| ([^|]*) \|$", re.MULTILINE)

# Whole numbers of 64 bits that are no id of Discord's: our own ids, counts, sums.
OURS = {"deal_id", "into_id", "article_id", "company_id", "report_id", "correction_id", "by_correction", "post_id"}
OURS |= {"gone_into", "copy_of", "number", "last", "times", "about_usd", "shared_deals", "hash"}
TYPED = {("log", "note"), ("long_lines", "line")}
"""Text in which an id may stand."""
PEOPLE = {(trace.table, trace.column) for trace in TRACES}


async def ids_of_discord(db: Database) -> set[tuple[str, str]]:
    """Every column of a library that can hold an id of Discord's, as the database itself has it."""
    found = set()
    for row in await db.fetch("select name from sqlite_master where type = 'table'"):
        for column in await db.fetch(f"select name, type from pragma_table_info('{row['name']}')"):
            if column["type"].lower() == "bigint" and column["name"] not in OURS:
                found.add((row["name"], column["name"]))
    return found


async def test_privacy_md_names_every_column_that_can_hold_an_id_and_no_other(tmp_path: Path) -> None:
    """On a library of the first version, brought up to date."""
    url = f"sqlite:///{tmp_path / 'library.sqlite3'}"
    async with open_database(url, migrations=MIGRATIONS[:1]):
        pass
    async with open_database(url) as db:
        found = await ids_of_discord(db)
    assert found >= PEOPLE
    assert {(table, column) for table, column, _ in ROW.findall(PRIVACY)} == found | TYPED


def test_privacy_md_says_what_becomes_of_a_persons_id() -> None:
    fates = {(table, column): said for table, column, said in ROW.findall(PRIVACY)}
    for trace in TRACES:
        assert ("goes" if trace.fate == "goes" else "stays") in fates[trace.table, trace.column], trace
    for column, said in fates.items():
        assert (column in PEOPLE) == (said.startswith("goes;") or said == "goes" or "you" in said), column


def test_every_column_with_a_name_like_a_persons_is_a_trace() -> None:
    columns = {(table.name, column) for table in tables() for column in table.columns}
    assert {one for one in columns if "person" in one[1] or one[1].endswith("_by")} == PEOPLE


SOMEBODY, OTHER = 80351110224678912, 80351110224678913
chosen = st.dictionaries(st.sampled_from(sorted(PEOPLE)), st.sets(st.integers(1, 12), min_size=1), min_size=1)


async def name_in(db: Database, person_id: int, where: dict[tuple[str, str], set[int]]) -> None:
    """Put a person's id into those columns of the rows of these numbers; OTHER's into all the rest."""
    async with db.transaction() as tx:
        await tx.execute(
            "update suggestions set state = case when id % 2 = 0 then 'open' else 'refused' end, value = '1'"
        )
        await tx.execute("update corrections set before = 'null', after = '[2]'")
        await tx.execute("update watches set channel_id = case when id % 3 = 0 then 0 else channel_id end")
        for table, column in sorted(PEOPLE):
            # By the order in which they were filled in: row 12 first.
            ids = [tuple(row) for row in await tx.fetch(f"select {', '.join(_key(table))} from {table}")]  # type: ignore[arg-type]
            for number, key in enumerate(sorted(ids, key=repr), 1):
                condition = " and ".join(f"{name} = ${place}" for place, name in enumerate(_key(table), 2))
                someone = person_id if number in where.get((table, column), set()) else OTHER
                await tx.execute(f"update {table} set {column} = $1 where {condition}", someone, *key)
        await tx.execute("update suggestions set settled_by = 0 where state = 'open'")
        await tx.execute("""update alerts set person_id =
            (select p.person_id from alert_posts p where p.id = post_id) where post_id is not null""")


def _key(table: str) -> Sequence[str]:
    return next(one.key for one in tables() if one.name == table)


def cells(rows: dict[str, list[tuple[Any, ...]]]) -> set[str]:
    return {str(cell) for found in rows.values() for row in found for cell in row}


async def check_person(db: Database, where: dict[tuple[str, str], set[int]]) -> None:
    await fill(db, 12)
    await name_in(db, SOMEBODY, where)
    was = await everything(db)
    assert str(SOMEBODY) in cells(was)
    counted = await people.count_traces(db, SOMEBODY)
    taken = await people.take_along(db, SOMEBODY)
    assert {trace.what: number for trace, number in counted.items()} == {
        what: len(rows) for what, rows in taken.items()
    }
    async with db.transaction() as tx:
        done = await people.forget_person(tx, SOMEBODY)
    assert done == counted
    now = await everything(db)
    assert not [cell for cell in cells(now) if str(SOMEBODY) in cell]
    gone = 0
    for name, rows in was.items():
        others = [row for row in rows if SOMEBODY not in row]
        assert set(others) <= set(now[name]), "of others not a letter changes"
        gone += len(rows) - len(now[name])
        assert sum(FORMER in row for row in now[name]) == len(now[name]) - len(others)
    assert gone == sum(number for trace, number in done.items() if trace.fate == "goes")
    assert await people.count_traces(db, SOMEBODY) == {}


async def test_a_person_in_every_column_is_found_nowhere_afterwards(db: Database) -> None:
    await check_person(db, {column: set(range(1, 7)) for column in PEOPLE})


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(chosen)
async def test_a_person_anywhere_is_found_nowhere_afterwards(where: dict[tuple[str, str], set[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
            await check_person(db, where)


async def test_whoever_sits_at_the_terminal_is_nobody(db: Database) -> None:
    for nobody in (TERMINAL, FORMER):
        async with db.transaction() as tx:
            with pytest.raises(AssertionError):
                await people.forget_person(tx, nobody)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
async def test_a_server_anywhere_is_found_nowhere_afterwards(data: st.DataObject) -> None:
    """Any rows of any tables, but that what refers to a server's row is that server's too."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
            await check_server(db, data.draw(st.sets(st.integers(1, 12), min_size=1)))


async def check_server(db: Database, numbers: set[int]) -> None:
    await fill(db, 12)
    owned = [(table.name, column) for table in tables() for column in {"server_id", "audience"} & set(table.columns)]
    async with db.transaction() as tx:
        await tx.execute("update deals set gone_into = null")
        for table, column in (*owned, ("servers", "id")):
            for number in sorted(numbers):
                condition = "and channel_id <> 0" if table == "alerts" else ""
                await tx.execute(f"update {table} set {column} = $1 where {column} = $2 {condition}", SOMEBODY, number)
                if table in ("servers", "digests") or _alone(table, column):
                    break
    was = await everything(db)
    async with db.transaction() as tx:
        await leaving.forget_server(tx, SOMEBODY)
    now = await everything(db)
    assert str(SOMEBODY) in cells(was)
    assert not [cell for cell in cells(now) if str(SOMEBODY) in cell]
    assert await leaving.count_rows(db, SOMEBODY) == {}
    for name, rows in now.items():
        assert set(rows) <= set(was[name]), "of others not a letter changes"
        if name in {table for table, _ in owned}:
            assert len(was[name]) - len(rows) == sum(SOMEBODY in row for row in was[name])


def _alone(table: str, column: str) -> bool:
    """Whether only one row of a table can be a server's, for its key is the server's id."""
    return set(_key(table)) == {column}


def test_the_schema_was_looked_at() -> None:
    with closing(made_schema(len(MIGRATIONS))) as made:
        assert made.execute("select count(*) from sqlite_master").fetchone()[0] > 30
    assert len(referring_first()) == len(tables())
