"""Near copies in the store: found by hashes, within what a server may see, and never by reading the whole library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.language.likeness import SIZE
from bot.model import SHARED
from bot.store import articles
from bot.store.articles import Marks
from bot.store.copies import FOLLOWED, near_copies, put_sketch, write_hashes
from bot.store.db import Database, open_database
from tests.making import report
from tests.store.shelf import bring_back, publish, remove

MINE, OTHER = 10, 20


def marks(number: int, hashes: range) -> Marks:
    return Marks(url_key=f"example.com/{number}", text_hash=str(number), sketch=tuple(hashes))


async def found(db: Database, server_id: int, hashes: range) -> list[str]:
    return [kept.label for kept in await near_copies(db, server_id, tuple(hashes))]


async def test_the_likest_come_first_and_the_unlike_not_at_all(db: Database) -> None:
    for number, hashes in enumerate((range(100, 132), range(116, 148), range(120, 152), range(200, 232)), 1):
        await publish(db, report("A/B"), marks=marks(number, hashes))
    assert await found(db, SHARED, range(100, 132)) == ["A1", "A2"]
    assert await found(db, SHARED, range(150, 182)) == []
    assert await found(db, SHARED, range(0)) == []


async def test_each_server_finds_the_shared_and_its_own(db: Database) -> None:
    for number, server_id in enumerate((SHARED, MINE, OTHER), 1):
        await publish(db, report("A/B"), server_id=server_id, marks=marks(number, range(32)))
    assert await found(db, SHARED, range(32)) == ["A1"]
    assert await found(db, MINE, range(32)) == ["A1", "As1"]


async def test_what_is_removed_or_renewed_is_found_no_more(db: Database) -> None:
    kept = await publish(db, report("A/B"), marks=marks(1, range(32)))
    await remove(db, kept)
    assert await found(db, SHARED, range(32)) == []
    await bring_back(db, kept)
    assert await found(db, SHARED, range(32)) == ["A1"]
    await publish(db, report("A/B"), marks=marks(1, range(50, 82)), renews=kept)
    assert await found(db, SHARED, range(32)) == []
    assert await found(db, SHARED, range(50, 82)) == ["A1"]


async def test_a_hash_of_everyones_is_followed_to_the_latest(db: Database) -> None:
    """The words that a house puts under all its texts do not make the look-up longer, nor hide the copy."""
    for number in range(FOLLOWED + 5):
        await publish(db, report("A/B"), marks=marks(number, range(number * 100, number * 100 + SIZE)))
        async with db.transaction() as tx:
            sketch = [*range(number * 100, number * 100 + 20), *range(10**6, 10**6 + 12)]
            await put_sketch(tx, number + 1, sketch)
            await write_hashes(tx, number + 1)
    assert await found(db, SHARED, range(20)) == ["A1"]


@contextmanager
def watched(db: Database) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """The statements that are read while the block runs."""
    statements: list[tuple[str, tuple[Any, ...]]] = []
    plain = Database.fetch

    async def fetch(self: Database, sql: str, *values: object) -> Any:
        statements.append((sql, values))
        return await plain(self, sql, *values)

    Database.fetch = fetch  # type: ignore[method-assign]
    try:
        yield statements
    finally:
        Database.fetch = plain  # type: ignore[method-assign]


async def test_nothing_is_found_by_reading_the_whole_library(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path}/library.sqlite3") as db:
        await publish(db, report("A/B"), marks=marks(1, range(32)))
        with watched(db) as statements:
            await articles.known(db, MINE, Marks("example.com/9", "9", "9", "/a/path"))
            await near_copies(db, MINE, tuple(range(32)))
            await articles.was_removed(db, Marks("example.com/9", "9", "9", "/a/path"))
        assert len(statements) >= 5
        for sql, values in statements:
            plan = [row["detail"] for row in await db.fetch(f"explain query plan {sql}", *values)]
            scans = [step for step in plan if step.startswith("SCAN") and ("articles" in step or "sketches" in step)]
            assert scans == [], sql
            # An index of servers and states finds a whole library, which is no better than a scan.
            used = [step for step in plan if "SEARCH" in step]
            assert used, sql
            assert not any("(server_id=?" in step for step in used), (sql, used)
