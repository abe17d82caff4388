"""Merging over the project's own briefs, put on the shelf by intake itself: which of them tell of one deal.

A brief names its deal in its front matter, and the later briefs of that deal name the same: what the reviewed reports
of their main deals are merged to is measured against that.
"""

from __future__ import annotations

import asyncio
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.fetch import Fetched
from bot.intake import Desk, load
from bot.model import Article, Deal, Reading
from bot.store.db import open_database
from bot.store.deals import Query, find_deals
from tests.making import NOW

SEEDS = Path(__file__).parent.parent.parent / "seeds"

KNOWN_APART = {
    # Further money of one investor: a round of its own, though the life line of the facts goes on.
    "amazon-anthropic-4bn",
    "nvidia-wayve-500m",
    # A new agreement, with a third party, half a year later.
    "anthropic-google-tpu",
}


async def read(article: Article) -> Reading:
    raise AssertionError("a brief's reviewed reports need no reader")


async def no_network(url: str) -> Fetched:
    raise Refused("That link leads nowhere.")


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deal, ...]:
    """What the briefs came to."""
    return asyncio.run(fill(tmp_path_factory.mktemp("seeds")))


async def fill(folder: Path) -> tuple[Deal, ...]:
    async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
        results = [one async for one in load(db, Desk(read, no_network), [SEEDS], now=NOW)]
        assert {one.outcome for one in results} == {"added"}, [str(one.error) for one in results if one.error]
        return (await find_deals(db, 0, Query(limit=1000))).deals


def told_of(article: Article) -> str:
    """The deal that a brief is about."""
    return str(tomllib.loads(article.text.split("+++\n", 2)[1])["deal"])


def test_briefs_of_one_deal_are_merged_and_others_are_not(deals: tuple[Deal, ...]) -> None:
    placed = [(told_of(kept.article.article), deal.id) for deal in deals for kept in deal.reports if kept.report.main]
    pairs = list(combinations(placed, 2))
    together = [(one, other) for (one, here), (other, there) in pairs if here == there]
    same = [(one, here == there) for (one, here), (other, there) in pairs if one == other]
    right = sum(one == other for one, other in together)
    assert right / len(together) >= 0.98, {pair for pair in together if pair[0] != pair[1]}
    apart = {one for one, found in same if not found}
    assert right / len(same) >= 0.89, apart
    assert apart == KNOWN_APART


def test_no_brief_is_lost_and_each_merge_has_its_reason(deals: tuple[Deal, ...]) -> None:
    articles = {kept.article.id for deal in deals for kept in deal.reports}
    assert len(articles) == len(list(SEEDS.glob("*.md")))
    for deal in deals:
        assert [kept.reason for kept in deal.reports].count("") == 1, deal.headline
