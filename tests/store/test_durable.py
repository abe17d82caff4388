"""What was acknowledged is there after kill -9, whole and once: a real process is killed while it publishes."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
from pathlib import Path

import pytest

from bot.model import SHARED
from bot.store.articles import list_articles
from bot.store.db import open_database
from bot.store.deals import Query, deals_of_article, find_deals

ROOT = Path(__file__).parent.parent.parent

PUBLISHER = """
import asyncio, sys
from bot.intake import Desk, draft, publish, remove
from bot.model import Reading
from bot.store.db import open_database
from tests.making import NOW, report

async def read(article):
    word = article.text.split()[0]
    return Reading(article, (report(f"{word}/OpenAI"), report(f"{word}/Oracle", "services")))

async def main(url):
    desk = Desk(read, None)
    async with open_database(url) as db:
        for place in range(10_000):
            text = f"Firm{place} said on Friday that it would work together with two others for some time."
            given = {"server_id": 0, "person_id": 1, "now": NOW}
            made = await draft(db, desk, data=text.encode(), **given)
            done = await publish(db, number=made.kept.number, **given)
            print("published", done.kept.number, flush=True)
            if place % 4 == 3:
                gone = await remove(db, number=done.kept.number, **given)
                print("removed", gone.number, flush=True)

asyncio.run(main(sys.argv[1]))
"""


async def acknowledged(url: str, seconds: float) -> dict[int, str]:
    """Let the publisher work for a while from its first word on, kill it, and give what it had said by then."""
    publisher = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PUBLISHER, url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert publisher.stdout is not None
    said: dict[int, str] = {}

    async def listen() -> None:
        while line := await publisher.stdout.readline():  # type: ignore[union-attr]
            if line.endswith(b"\n"):
                what, number = line.decode().split()
                said[int(number)] = what

    listening = asyncio.create_task(listen())
    while not said:
        await asyncio.sleep(0.01)
        assert publisher.returncode is None
    await asyncio.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        publisher.kill()
    await publisher.wait()
    await listening
    return said


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_a_killed_publisher_loses_nothing_it_acknowledged(tmp_path: Path, seed: int) -> None:
    url = f"sqlite:///{tmp_path / 'library.sqlite3'}"
    said = await acknowledged(url, random.Random(seed).uniform(0.05, 0.6))
    async with open_database(url) as db:
        assert await db.fetch_value("pragma integrity_check") == "ok"
        kept = {one.number: one for one in (await list_articles(db, SHARED, limit=100_000)).articles}
        gone = {row["number"] for row in await db.fetch("select number from articles where state = 'removed'")}
        # The last act may have been done and not yet said; nothing else may differ.
        beyond = max(said) + 1
        assert {number for number, what in said.items() if what == "published"} <= set(kept) | gone
        assert {number for number, what in said.items() if what == "removed"} <= gone
        assert set(kept) | gone <= set(said) | {beyond}
        for one in kept.values():
            assert len(await deals_of_article(db, SHARED, one.id)) == 2
        found = await find_deals(db, SHARED, Query(limit=100_000))
        assert len(found.deals) == found.total == 2 * len(kept)
        assert await db.fetch_value("select count(*) from view_words") == found.total
        assert await db.fetch_value("select count(*) from reports where deal_id is null") <= 2
