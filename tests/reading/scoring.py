"""How many of the annotated deals of a folder the reader finds, and how many of what it finds is annotated."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bot.language.names import key
from bot.model import Report
from bot.reading import read
from bot.reading.forms import open_form


class Score(NamedTuple):
    """Deals annotated, found, and both; negatives, and those of them in which nothing was found."""

    wanted: int
    found: int
    hit: int
    negatives: int
    clean: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (self.wanted + self.found) if self.wanted + self.found else 1.0


def forms(party: dict[str, Any]) -> set[str]:
    """Every comparison form of an annotated party."""
    return {key(name) for name in (party["name"], *party.get("aliases", ()))}


def answers(gold: dict[str, Any], report: Report) -> bool:
    """Whether a report tells an annotated deal: two parties shared, or the one there is."""
    common = sum(any(key(party.name) in forms(wanted) for party in report.parties) for wanted in gold["parties"])
    if len(gold["parties"]) == 1 and len(report.parties) > 2:
        return False
    return common >= min(2, len(gold["parties"]))


def reports_of(path: Path, published_on: str | None) -> tuple[Report, ...]:
    """What the reader finds in one article."""
    article = open_form(
        path.read_text("utf-8"), published_on=date.fromisoformat(published_on) if published_on else None
    )
    return read(article).reports


def score(folder: Path) -> Score:
    """The sums over a folder of NNN-slug.txt beside NNN-slug.gold.json."""
    wanted = found = hit = negatives = clean = 0
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        reports = list(reports_of(path.with_name(path.name.replace(".gold.json", ".txt")), gold["published_on"]))
        wanted, found = wanted + len(gold["deals"]), found + len(reports)
        negatives, clean = negatives + (not gold["deals"]), clean + (not gold["deals"] and not reports)
        for deal in gold["deals"]:
            match = next((report for report in reports if answers(deal, report)), None)
            if match is not None:
                reports.remove(match)
                hit += 1
    return Score(wanted, found, hit, negatives, clean)
