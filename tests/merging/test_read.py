"""Merging of what the reader itself reads, in figures, apart from merging over settled reports (test_measured.py).

Two things can go wrong here, so two recalls are told: of the stories that were read, and of all. What was not read is
found by no merging; what was read wrongly (a sum, a year, a side taken for the other) may be put wrongly. So the floors
here lie below the bar that merging itself has to pass, a pair or two below what is reached (there are only twenty
pairs, and each belongs to some rule of reading), and rise with the reader. `pytest -s` prints the figures.
"""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.intake import Desk, draft, publish
from bot.language.names import key
from bot.model import SHARED, Article, KeptArticle, Reading, Report
from bot.reading import read
from bot.store.db import Database, open_database
from bot.store.deals import Query, find_deals
from tests.making import NOW
from tests.merging.test_measured import DEV, FURTHER_ROUNDS, PRECISION, RETOLD, Figures, of_deals
from tests.merging.test_seeds import SEEDS, no_network
from tests.merging.told import TOLD, Pair

MONEY = ("acquisition", "investment", "financing", "pledge")
"""Kinds in which one side pays and is done; whoever reads one of these for a contract has read another deal."""

pytestmark = pytest.mark.slow


class Story(NamedTuple):
    """An article, and of each deal that it is about: what an annotator wrote down, and which deal it is."""

    article: Article
    about: tuple[tuple[dict[str, Any], str], ...]


async def by_reader(article: Article) -> Reading:
    return read(article)


async def put(db: Database, article: Article) -> KeptArticle:
    """On the shelf by way of intake, as from an admin's form."""
    desk = Desk(by_reader, no_network)
    made = await draft(db, desk, server_id=SHARED, person_id=7, now=NOW, form=article)
    await publish(db, server_id=SHARED, number=made.kept.number, person_id=7, now=NOW)
    return made.kept


def likeness(report: Report, gold: dict[str, Any]) -> tuple[int, bool, bool]:
    """How well a report answers an annotated deal: by two parties in common, or the one there is (reading.md); between
    several by kind. Nothing of merging goes into it."""
    ours = [{key(name) for name in (party.name, *party.aliases)} for party in report.parties]
    names = [{key(name) for name in (party["name"], *party.get("aliases", ()))} for party in gold["parties"]]
    common = sum(any(mine & theirs for theirs in names) for mine in ours)
    if common < min(2, len(names)) or (report.kind in MONEY) != (gold["kind"] in MONEY):
        return 0, False, False
    return common, report.kind == gold["kind"], report.main


async def placed(stories: Iterable[Story], folder: Path) -> tuple[list[tuple[str, int]], int]:
    """The label of each deal that a story is about, and where it stands (an own negative place where it was not read);
    and how many were not read."""
    found: list[tuple[str, int]] = []
    missed = 0
    async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
        kept = [((await put(db, story.article)).id, story) for story in stories]
        deals = (await find_deals(db, SHARED, Query(limit=10_000))).deals
    told = [(one.article.id, one.report, deal.id) for deal in deals for one in deal.reports]
    for article_id, story in kept:
        mine = [(report, deal_id) for of, report, deal_id in told if of == article_id]
        for gold, label in story.about:
            best = max(mine, key=lambda pair: likeness(pair[0], gold), default=None)
            place = best[1] if best and any(likeness(best[0], gold)) else 0
            mine = [(report, deal_id) for report, deal_id in mine if deal_id != place]
            missed += not place
            found.append((label, place or -missed))
    return found, missed


def briefs() -> Iterator[Story]:
    """The briefs as bare texts, without what a person settled."""
    for path in sorted(SEEDS.glob("*.md")):
        head, text = path.read_text(encoding="utf-8").split("+++\n", 2)[1:]
        brief = tomllib.loads(head)
        day = str(brief["published_on"])
        label = FURTHER_ROUNDS.get((brief["deal"], day), brief["deal"])
        about = tuple((deal, label) for deal in brief.get("deals", ()) if deal["main"])
        yield Story(Article(text, title=brief["title"], published_on=date.fromisoformat(day)), about)


def retold() -> Iterator[Story]:
    """The stories of other articles that the briefs tell too."""
    for name, labels in RETOLD.items():
        gold = json.loads((DEV / f"{name}.gold.json").read_text(encoding="utf-8"))
        about = tuple((deal, label) for deal, label in zip(gold["deals"], labels, strict=True) if label)
        text = (DEV / f"{name}.txt").read_text(encoding="utf-8")
        yield Story(Article(text, title=name, published_on=date.fromisoformat(gold["published_on"])), about)


def measured(name: str, stories: Iterable[Story], folder: Path) -> tuple[Figures, Figures]:
    """Pairs of the deals that were read, and pairs of all."""
    found, missed = asyncio.run(placed(stories, folder))
    of_read, of_all = of_deals([pair for pair in found if pair[1] > 0]), of_deals(found)
    print(f"\n{name}, {missed} of {len(found)} not read: {of_read}; of all, recall {of_all.recall:.3f}")
    return of_read, of_all


def test_briefs_as_the_reader_reads_them(tmp_path: Path) -> None:
    of_read, of_all = measured("briefs", briefs(), tmp_path)
    assert of_read.precision >= 0.8
    assert of_read.recall >= 0.6
    assert of_all.recall >= 0.3


@pytest.mark.skipif(not DEV.is_dir(), reason="the shared annotated articles are not here")
def test_stories_told_twice_as_the_reader_reads_them(tmp_path: Path) -> None:
    of_read, of_all = measured("briefs and stories told twice", [*briefs(), *retold()], tmp_path)
    assert of_read.precision >= 0.85
    assert of_read.recall >= 0.7
    assert of_all.recall >= 0.45


async def together(pair: Pair, folder: Path) -> tuple[bool, bool]:
    """Whether the two articles are about one deal, as they were put on the shelf; and whether both are about any."""
    async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
        ids = [(await put(db, article)).id for article in (pair.one, pair.other)]
        deals = (await find_deals(db, SHARED, Query(limit=50))).deals
    about = [
        {deal.id for deal in deals for kept in deal.reports if kept.article.id == one and kept.report.main}
        for one in ids
    ]
    return bool(about[0] & about[1]), all(about)


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_of_short_articles(tmp_path: Path, *, turned: bool) -> None:
    """In the order in which they came out, and the other way round."""
    assert {pair.sort for pair in TOLD} == {
        "other words",
        "other deal",
        "rumour",
        "stages",
        "enlarged",
        "round",
        "parts",
    }
    found: list[tuple[Pair, bool, bool]] = []
    for place, pair in enumerate(TOLD):
        (tmp_path / str(place)).mkdir()
        pair = pair._replace(one=pair.other, other=pair.one) if turned else pair
        found.append((pair, *asyncio.run(together(pair, tmp_path / str(place)))))
    of_all = counted((pair.same, one) for pair, one, _ in found)
    of_read = counted((pair.same, one) for pair, one, both in found if both)
    print(f"\n{len(TOLD)} pairs of articles: {of_all}; of those read, recall {of_read.recall:.3f} of {of_read.belong}")
    wrong = [pair.name for pair, one, _ in found if one != pair.same]
    assert of_all.precision >= PRECISION, wrong
    assert of_read.recall >= 0.9, wrong
    assert of_all.recall >= 0.9, wrong


def counted(pairs: Iterable[tuple[bool, bool]]) -> Figures:
    """From whether two belong together and whether they were put."""
    both = list(pairs)
    return Figures(sum(put for _, put in both), sum(same for same, _ in both), sum(same and put for same, put in both))
