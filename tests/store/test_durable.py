"""What was acknowledged is there after kill -9, whole and once: a real process is killed at any point of its work."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.answers import claims
from bot.answers.claims import in_base_36
from bot.model import SHARED
from bot.store import digests
from bot.store.articles import get
from bot.store.db import Database, Transaction, open_database
from bot.store.deals import Query, deal_by_id, deals_of_article, find_deals
from bot.store.tables import tables
from bot.store.views import rewrite
from tests.making import NOW
from tests.store.worked import SERVER

ROOT = Path(__file__).parent.parent.parent


class Said(NamedTuple):
    """A line of the worker."""

    what: str
    turn: int
    act: str
    facts: dict[str, Any] | None


class Known:
    """What the worker acknowledged, and what it was at when it was killed."""

    def __init__(self) -> None:
        self.published: dict[tuple[int, int], list[int]] = {}
        self.removed: dict[tuple[int, int], bool] = {}
        self.subjects: dict[int, str] = {}
        self.outcomes: dict[str, str] = {}
        self.alerts: dict[int, str] = {}
        self.under_way = ""
        self.acts: Counter[str] = Counter()

    def hear(self, said: Said) -> None:
        self.under_way = said.act if said.what == "begun" else ""
        if said.what == "begun" or said.facts is None:
            return
        self.acts[said.act] += 1
        facts = said.facts
        match said.act:
            case "publish":
                self.published[facts["server"], facts["number"]] = facts["deals"]
                self.removed[facts["server"], facts["number"]] = False
            case "remove" | "bring_back":
                self.removed[facts["server"], facts["number"]] = said.act == "remove"
            case "correct":
                self.subjects[facts["deal"]] = facts["subject"]
            case "watch":
                self.alerts[facts["post"]] = facts["outcome"]
            case _:
                self.outcomes[facts["day"]] = facts["outcome"]


async def work_and_die(url: str, folder: Path, seed: int, seconds: float, known: Known) -> None:
    """Let the worker work for a while from its first word on, kill it, and hear all that it had said by then."""
    command = [sys.executable, "-m", "tests.store.worked", url, str(folder), str(seed)]
    worker = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert worker.stdout is not None
    first = await worker.stdout.readline()
    assert first, "the worker did not begin"
    killing = asyncio.get_running_loop().call_later(seconds, worker.kill)
    while line := await worker.stdout.readline():
        if line.endswith(b"\n"):
            known.hear(Said(*json.loads(line)))
    killing.cancel()
    assert await worker.wait() == -9, "the worker broke before it was killed"


async def check(db: Database, known: Known, folder: Path) -> None:
    """Nothing acknowledged is lost, nothing half there, nothing doubled."""
    await check_articles(db, known)
    await check_corrections(db, known)
    await check_posts(db, known, folder)
    await check_whole(db)


async def check_articles(db: Database, known: Known) -> None:
    free = known.under_way in ("remove", "bring_back")
    differing = []
    for (server_id, number), deals in known.published.items():
        kept = await get(db, server_id, number, shared=server_id == SHARED)
        assert kept is not None
        if (kept.state == "removed") != known.removed[server_id, number]:
            differing.append(number)
            known.removed[server_id, number] = kept.state == "removed"
        found = [deal.id for deal in await deals_of_article(db, server_id, kept.id)]
        assert sorted(found) == ([] if kept.state == "removed" else deals)
        words = (await find_deals(db, server_id, Query(words=kept.article.text.split()[0]))).total
        assert words == len(found)
    assert len(differing) <= free, "only the act under way may have been done without a word"
    rows = await db.fetch("select server_id, number from articles where state <> 'draft'")
    unsaid = {(row["server_id"], row["number"]) for row in rows} - known.published.keys()
    assert len(unsaid) <= (known.under_way == "publish")
    for server_id, number in unsaid:
        kept = await get(db, server_id, number, shared=server_id == SHARED)
        assert kept is not None
        known.published[server_id, number] = sorted(deal.id for deal in await deals_of_article(db, server_id, kept.id))
        known.removed[server_id, number] = False
        assert len(known.published[server_id, number]) == 2


async def check_corrections(db: Database, known: Known) -> None:
    differing = []
    for row in await db.fetch("select deal_id, max(id) as id from corrections group by deal_id"):
        deal = await deal_by_id(db, SERVER, row["deal_id"])
        if deal is not None and known.subjects.get(deal.id) != deal.subject:
            differing.append(deal.id)
            known.subjects[deal.id] = deal.subject
    assert len(differing) <= (known.under_way == "correct")
    kept = await db.fetch_value("select count(distinct deal_id) from corrections")
    assert kept >= len(known.subjects)


async def check_posts(db: Database, known: Known, folder: Path) -> None:
    """Digests and alerts: what was sent was sent once and is claimed, what is settled stays so."""
    channel = folder / "channel"
    sent = Counter((await asyncio.to_thread(channel.read_text)).split() if channel.exists() else ())
    assert all(times == 1 for times in sent.values()), "posted twice"
    posts = {post.local_date.isoformat(): post for post in await digests.posts_of(db, SERVER, limit=100_000)}
    assert {day: posts[day].outcome for day in known.outcomes} == known.outcomes
    told = {
        f"w{in_base_36(row['id'])}": row["outcome"] for row in await db.fetch("select id, outcome from alert_posts")
    }
    kept = {row["id"]: row["outcome"] for row in await db.fetch("select id, outcome from alert_posts")}
    assert {post: kept[post] for post in known.alerts} == known.alerts
    told = {f"w{in_base_36(post)}": outcome for post, outcome in kept.items()}
    claimed = told | {post.nonce: post.outcome for post in posts.values()}
    assert sum(not outcome for outcome in claimed.values()) <= 2
    assert {nonce for nonce, outcome in claimed.items() if outcome == claims.POSTED} <= set(sent)
    assert set(sent) <= {nonce for nonce, outcome in claimed.items() if outcome in ("", claims.POSTED)}
    doubled = await db.fetch("select deal_id, state from watch_told group by deal_id, state having count(*) > 1")
    assert doubled == []


class Undo(Exception):
    """Leaves a transaction without a trace."""


async def check_whole(db: Database) -> None:
    """What follows from the reports is what follows from them: writing all views anew changes nothing."""
    if not db.place.startswith("postgresql"):
        assert await db.fetch_value("pragma integrity_check") == "ok"
        assert await db.fetch("pragma foreign_key_check") == []
    try:
        async with db.transaction() as tx:
            before = await derived(tx)
            deals = [row["id"] for row in await tx.fetch("select id from deals order by id")]
            await rewrite(tx, deals, NOW + timedelta(days=10**5))
            assert await derived(tx) == before
            raise Undo
    except Undo:
        pass
    published = await db.fetch_value("select count(*) from articles where state = 'published'")
    assert await db.fetch_value("select count(*) from article_words") == published
    drafts = await db.fetch_value("select count(*) from articles where state = 'draft'")
    assert await db.fetch_value("select count(*) from reports where deal_id is null") <= 2 * drafts


async def derived(tx: Transaction) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables that are written from the reports."""
    found = {}
    for table in tables():
        if table.name in ("deal_views", "deal_parties", "deal_dates", "view_reports", "view_words", "companies"):
            rows = await tx.fetch(
                f"select {', '.join(table.columns)} from {table.name} order by {', '.join(table.key)}"
            )
            found[table.name] = [tuple(row[column] for column in table.columns) for row in rows]
    return found


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as db:
        yield db


async def survive(url: str, folder: Path, seed: int, kills: int, acts: Collection[str] = ()) -> Known:
    """Kill it so many times; on a machine too busy for all these acts in that time, up to three times as often."""
    chance, known = random.Random(seed), Known()
    for number in range(3 * kills):
        if number >= kills and set(acts) <= set(known.acts):
            break
        await work_and_die(url, folder, seed * 100 + number, chance.uniform(0.0, 0.5), known)
        async with opened(url) as db:
            await check(db, known, folder)
    return known


@pytest.mark.slow
async def test_a_killed_worker_loses_nothing_it_acknowledged(new_url: str, tmp_path: Path) -> None:
    known = await survive(new_url, tmp_path, 0, 3)
    assert known.published


@pytest.mark.long
@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("new_url", "seed"),
    [*(("sqlite", seed) for seed in range(1, 11)), ("postgresql", 11), ("postgresql", 12)],
    indirect=["new_url"],
)
async def test_the_same_at_two_hundred_points(new_url: str, tmp_path: Path, seed: int) -> None:
    acts = {"publish", "correct", "remove", "digest", "watch"}
    known = await survive(new_url, tmp_path, seed, 20, acts)
    assert acts <= set(known.acts)
