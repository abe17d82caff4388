"""How well merging does, in figures: pairwise precision and recall over pairs of reports, over the briefs, and over
stories that other articles tell again.

The bar is the issue's: of the pairs put together at least 98 in 100 belong together, and of those that belong together
at least 90 in 100 are. `pytest -s` prints the figures.
"""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.intake import Desk, load
from bot.merging import same_deal
from bot.model import Commitment, Day, Deal, Evidence, Money, Party, Quantity, Report
from bot.store.db import Database, open_database
from bot.store.deals import Query, find_deals
from tests.making import NOW, deal
from tests.merging.held_out import HELD_OUT, SORTS
from tests.merging.pairs import CASES, Case
from tests.merging.test_seeds import SEEDS, no_network, read
from tests.store.shelf import publish

PRECISION, RECALL = 0.98, 0.90

DEV = Path(__file__).parent.parent.parent.parent / "shared" / "eval" / "dev"

RACKS, BROADCOM, INTRINSIC = "openai-foxconn-us-racks", "openai-broadcom-10gw", "foxconn-intrinsic-jv"
RETOLD: dict[str, tuple[str, ...]] = {
    "000-seed-openai-foxconn": (RACKS, BROADCOM, INTRINSIC, "openai-1.4tn"),
    "049-openai-foxconn-hardware": (RACKS, "", "openai-amd-6gw", BROADCOM, "stargate-us-500bn"),
    "055-openai-foxconn-us-racks": (RACKS, "foxconn-ai-spending-pledge", ""),
    "042-pfizer-3sbio-license": ("pfizer-3sbio-licence", "pfizer-3sbio-stake"),
    "032-pfizer-3sbio-closes": ("pfizer-3sbio-licence",),
}
"""Which deal each deal of an article is, in its order, by the names of the briefs; empty where nobody could say."""

FURTHER_ROUNDS = {
    # The facts list further money of an investor with its first; the issue calls two rounds two deals.
    ("amazon-anthropic-4bn", "2026-04-20"): "amazon-anthropic-5bn",
    ("nvidia-wayve-500m", "2026-02-24"): "wayve-series-d",
}


class Figures(NamedTuple):
    """Of pairs: those put together, those that belong together, and those of which both holds."""

    put: int
    belong: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.put if self.put else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.belong if self.belong else 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f} of {self.put}, recall {self.recall:.3f} of {self.belong}"


def of_cases(cases: Sequence[Case]) -> Figures:
    """Each pair as it comes in: the second report against the deal of the first."""
    found = [same_deal(case.other.report, case.other.article.article, deal(case.one)).same for case in cases]
    wanted = [case.same for case in cases]
    return Figures(sum(found), sum(wanted), sum(one and other for one, other in zip(found, wanted, strict=True)))


def of_deals(placed: Iterable[tuple[str, int]]) -> Figures:
    """Every pair of labelled reports: whether they have one label, whether they stand in one deal."""
    pairs = [(one[0] == other[0], one[1] == other[1]) for one, other in combinations(list(placed), 2)]
    counts = Counter(pairs)
    right = counts[True, True]
    return Figures(right + counts[False, True], right + counts[True, False], right)


def test_pairs_of_our_own() -> None:
    assert len(HELD_OUT) >= 60
    assert len({case.name for case in (*CASES, *HELD_OUT)}) == len(CASES) + len(HELD_OUT)
    for name, cases in (("written with the rules", CASES), ("written without them", HELD_OUT)):
        figures = of_cases(cases)
        print(f"\n{len(cases)} pairs {name}: {figures}")
        assert figures.precision >= PRECISION
        assert figures.recall >= RECALL


def test_pairs_come_out_alike_whichever_article_is_given_first() -> None:
    """An admin pastes last year's article after this year's; a library is loaded in any order."""
    turned = [Case(case.name, case.same, case.other, case.one) for case in (*CASES, *HELD_OUT)]
    figures = of_cases(turned)
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def test_every_sort_of_pair_is_there_with_both_answers() -> None:
    """The sorts that the issue names, and of each both pairs of one deal and pairs of two."""
    assert set(SORTS.values()) == {"other words", "other deal", "rumour", "enlarged", "round", "stages", "parts"}
    for sort in ("rumour", "enlarged", "round", "stages", "parts"):
        assert {case.same for case in HELD_OUT if SORTS[case.name] == sort} == {True, False}


def report_of(gold: dict[str, Any]) -> Report:
    """An annotated deal as a report."""
    value = gold["value"]
    return Report(
        kind=gold["kind"],
        status=gold["status"],
        parties=tuple(Party(one["name"], one["role"], tuple(one.get("aliases", ()))) for one in gold["parties"]),
        announced_on=Day.parse(gold["announced_on"]) if gold["announced_on"] else None,
        value=Money(Decimal(value["amount"]), value["currency"], value["qualifier"]) if value else None,
        commitments=tuple(map(commitment_of, gold["commitments"])),
        main=gold["main"],
        evidence=Evidence(),
    )


def commitment_of(gold: dict[str, Any]) -> Commitment:
    money = Money(Decimal(gold["amount"]), gold["currency"]) if gold.get("amount") else None
    quantity = Quantity(Decimal(gold["quantity"]), gold["unit"]) if gold.get("quantity") else None
    deadline = Day.parse(gold["deadline"]) if gold.get("deadline") else None
    return Commitment(gold["party"], gold["kind"], gold["strength"], money, quantity, deadline)


async def labelled(folder: Path, names: Iterable[str]) -> list[tuple[str, int]]:
    """The label and the deal of every main report of a brief, and of the reports of these articles, put on the shelf
    after the briefs."""
    labels: dict[tuple[str, int], str] = {}
    async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
        assert [one async for one in load(db, Desk(read, no_network), [SEEDS], now=NOW)]
        for name in names:
            await put(db, name)
            labels.update({(name, place): label for place, label in enumerate(RETOLD[name])})
        deals = (await find_deals(db, 0, Query(limit=1000))).deals
    return [pair for pair in labels_of(deals, labels) if pair[0]]


async def put(db: Database, name: str) -> None:
    gold = json.loads((DEV / f"{name}.gold.json").read_text(encoding="utf-8"))
    reports = [report_of(one) for one in gold["deals"]]
    await publish(db, *reports, on=gold["published_on"], text=f"{name} tells it.", title=name)


def labels_of(deals: Sequence[Deal], labels: dict[tuple[str, int], str]) -> list[tuple[str, int]]:
    found = []
    for one in deals:
        for kept in one.reports:
            article = kept.article.article
            if article.brief and kept.report.main:
                name = str(tomllib.loads(article.text.split("+++\n", 2)[1])["deal"])
                found.append((FURTHER_ROUNDS.get((name, str(article.published_on)), name), one.id))
            elif not article.brief:
                place = next(place for (title, place), _ in labels.items() if title == article.title and
                             same_report(kept.report, title, place))  # fmt: skip
                found.append((labels[article.title, place], one.id))
    return found


def same_report(report: Report, name: str, place: int) -> bool:
    gold = json.loads((DEV / f"{name}.gold.json").read_text(encoding="utf-8"))
    return report_of(gold["deals"][place]) == report


@pytest.mark.slow
def test_the_briefs_with_their_later_briefs(tmp_path: Path) -> None:
    figures = of_deals(asyncio.run(labelled(tmp_path, ())))
    print(f"\nbriefs: {figures}")
    assert figures.belong >= 20
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


@pytest.mark.slow
@pytest.mark.skipif(not DEV.is_dir(), reason="the shared annotated articles are not here")
def test_stories_told_twice_among_the_briefs(tmp_path: Path) -> None:
    figures = of_deals(asyncio.run(labelled(tmp_path, RETOLD)))
    print(f"\nbriefs and stories told twice: {figures}")
    assert figures.precision >= PRECISION
    assert figures.recall >= RECALL


def test_the_measure_can_fail() -> None:
    assert of_deals([("a", 1), ("a", 1), ("b", 2)]) == Figures(1, 1, 1)
    assert of_deals([("a", 1), ("a", 2), ("b", 2)]) == Figures(1, 1, 0)
    assert of_deals([("a", 1), ("a", 1), ("b", 1)]).precision == pytest.approx(1 / 3)
    assert of_deals([("a", 1), ("a", 2), ("a", 2)]).recall == pytest.approx(1 / 3)
