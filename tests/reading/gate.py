"""The score gate: floors under every figure of both halves, which only rise, and what a change of rules won and lost.

    python -m tests.reading.gate            print the figures, and for dev what was won and lost, article by article
    python -m tests.reading.gate --update   raise the floors, and write the figures that /about and docs/reading.md show

Of the blind half only totals are ever printed or kept: whoever writes rules must not learn what they miss there.
Floors stand under shares of all deals (`kind_f1`), not under shares of the deals found (`kind_accuracy`): those may
fall when a deal is found that was missed before, and that is no loss. `scoring` does the counting.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bot
from bot.answers.upkeep import report_object
from bot.reading.briefs import reviewed_reports
from tests.reading.scoring import Sample, figures, found_in, outcomes, samples

HERE = Path(__file__).parent
HALVES = ("dev", "blind")
FLOORS = HERE / "score_floors.json"
OUTCOMES = HERE / "dev_outcomes.json"
SEEDS = HERE.parents[1] / "seeds"
DIFFERENCES = HERE / "seed_differences.json"
PUBLISHED = Path(bot.__file__).parent / "reading" / "figures.json"
GUIDE = HERE.parents[1] / "docs" / "reading.md"
TABLE = re.compile(r"(?s)(<!-- figures:[^\n]*-->\n).*?(<!-- /figures -->)")

SHOWN = 0.02
"""How far the figures that /about shows may be from what is measured."""


def is_floored(name: str) -> bool:
    """Whether a figure has a floor."""
    return name.endswith("_f1") or name in {"negatives_clean", "grounded"}


def fingerprint(folder: Path) -> str:
    """Changes with every article and annotation: floors belong to the articles that they were measured on."""
    content = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        content.update(path.name.encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:16]


def below(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Which figures are under their floors, in words."""
    return [
        f"{name} {measured[name]:.3f}, floor {floor:.3f}"
        for name, floor in floors.items()
        if measured[name] + 1e-9 < floor
    ]


def raised(kept: Mapping[str, Any], measured: Mapping[str, float], folder: Path, articles: int) -> dict[str, Any]:
    """The entry of one half with its floors raised to what was measured; set anew where the articles changed."""
    mark = fingerprint(folder)
    old = kept.get("floors", {}) if kept.get("fingerprint") == mark else {}
    # Two places: a hair under what is measured, so that the last digit of one figure does not bind every rule.
    new = {name: max(math.floor(value * 100) / 100, old.get(name, 0)) for name, value in measured.items()}
    return {
        "articles": articles,
        "fingerprint": mark,
        "floors": {name: floor for name, floor in new.items() if is_floored(name)},
    }


def differences() -> dict[str, dict[str, str]]:
    """Where the reader's own reading of a brief differs from its reviewed fields, brief by brief, deal by deal."""
    briefs = [(path.stem, path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.md"))]
    read = [
        Sample(stem, text, [report_object(one) for one in reviewed_reports(text)], found_in(text, None))
        for stem, text in briefs
    ]
    wrong = {
        brief: {deal: what for deal, what in found.items() if what != "right"}
        for brief, found in outcomes(read).items()
    }
    return {brief: found for brief, found in wrong.items() if found}


def size(differing: Mapping[str, Mapping[str, str]]) -> int:
    """How many deals of the briefs the reader does not read as they were reviewed."""
    return sum(len(deals) for deals in differing.values())


def shortened(kept: Mapping[str, Any], now: Mapping[str, Mapping[str, str]], mark: str) -> Mapping[str, Any]:
    """The list of known differences, which only gets shorter; written anew where the briefs changed."""
    if kept.get("fingerprint") == mark and size(now) > size(kept["briefs"]):
        return kept
    return {"fingerprint": mark, "briefs": now}


def changes(before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What became better or worse, deal by deal: "+" for a gain, "-" for a loss, "~" for what is another mistake."""
    for article in sorted({*before, *now}):
        old, new = before.get(article, {}), now.get(article, {})
        for deal in sorted({*old, *new}):
            was, became = old.get(deal, absent(deal)), new.get(deal, absent(deal))
            if was != became:
                sign = "~" if rank(was) == rank(became) else "+" if rank(became) > rank(was) else "-"
                yield f"{sign} {article}: {deal}: {was} -> {became}"


def absent(deal: str) -> str:
    """What a deal is in a run that does not name it: an extra one is gone, an annotated one was not yet there."""
    return "gone" if deal.startswith("extra ") else "missed"


def rank(outcome: str) -> float:
    """How good an outcome is."""
    return {"extra": -1, "missed": 0, "gone": 0, "right": 2}.get(outcome, 1)


def load(path: Path) -> dict[str, Any]:
    """A file that the gate keeps; {} before the first run."""
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Keep a file, one line an entry so that changes can be read."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def published(measured: Mapping[str, Mapping[str, float]], sizes: Mapping[str, int], on: str) -> dict[str, Any]:
    """What /about shows: the version, the day, and every figure of each half."""
    halves = {half: {"articles": sizes[half], **measured[half]} for half in HALVES}
    return {"version": bot.__version__, "measured_on": on, **halves}


def stale(shown: Mapping[str, Any], measured: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Which of the published figures are no longer true, in words."""
    return [
        f"{half} {name}: shown {shown.get(half, {}).get(name)}, measured {value:.3f}"
        for half in HALVES
        for name, value in measured[half].items()
        if is_floored(name) and abs(shown.get(half, {}).get(name, -1) - value) > SHOWN
    ]


FIELDS = {
    "deals": "deal_f1",
    "everything of a deal right": "strict_f1",
    "commitments": "commitment_f1",
    "kind": "kind",
    "parties": "parties",
    "their roles": "roles",
    "status": "status",
    "date": "announced_on",
    "value": "value",
}


def table(shown: Mapping[str, Any]) -> str:
    """The figures as the guide to the reader has them, field by field."""
    known, unseen = shown["dev"], shown["blind"]
    sizes = f"known ({known['articles']} articles) | unseen ({unseen['articles']})"
    rows = [
        f"| found and right (F1), {shown['measured_on']} | {sizes} | right where found, known | unseen |",
        "| --- | --- | --- | --- | --- |",
    ]
    for title, field in FIELDS.items():
        whole = [f"{half[field if field.endswith('_f1') else f'{field}_f1']:.2f}" for half in (known, unseen)]
        part = [f"{half[f'{field}_accuracy']:.2f}" if f"{field}_accuracy" in half else "" for half in (known, unseen)]
        rows.append(f"| {' | '.join([title, *whole, *part])} |")
    for title, field in (("articles without a deal read as such", "negatives_clean"), ("evidence valid", "grounded")):
        rows.append(f"| {title} | {known[field]:.2f} | {unseen[field]:.2f} | | |")
    return "\n".join(rows) + "\n"


def guide_with(text: str, shown: Mapping[str, Any]) -> str:
    """The guide with these figures in its table."""
    return TABLE.sub(lambda found: f"{found[1]}{table(shown)}{found[2]}", text)


def report(half: str, measured: Mapping[str, float], floors: Mapping[str, float], articles: int) -> Iterator[str]:
    """The figures of one half, beside their floors."""
    yield f"{half}: {articles} articles"
    for name, value in measured.items():
        floor = floors.get(name)
        yield f"  {name:22} {value:.3f}" + ("" if floor is None else f"   floor {floor:.2f}")


def update(read: Mapping[str, Sequence[Sample]], measured: Mapping[str, Mapping[str, float]]) -> None:
    """Raise the floors and keep what was measured."""
    kept, sizes = load(FLOORS), {half: len(read[half]) for half in HALVES}
    write(FLOORS, {half: raised(kept.get(half, {}), measured[half], HERE / half, sizes[half]) for half in HALVES})
    write(OUTCOMES, outcomes(read["dev"]))
    write(DIFFERENCES, shortened(load(DIFFERENCES), differences(), fingerprint(SEEDS)))
    write(PUBLISHED, published(measured, sizes, datetime.now(UTC).date().isoformat()))
    GUIDE.write_text(guide_with(GUIDE.read_text("utf-8"), load(PUBLISHED)), "utf-8")


def main() -> int:
    """Print the figures; 1 where one is under its floor."""
    parser = argparse.ArgumentParser(prog="tests.reading.gate", description="Floors under the reader's figures.")
    parser.add_argument("--update", action="store_true", help="raise the floors and write the figures for /about")
    options = parser.parse_args()
    read = {half: list(samples(HERE / half)) for half in HALVES}
    measured = {half: figures(read[half]) for half in HALVES}
    kept = load(FLOORS)
    wrong = []
    for half in HALVES:
        entry = kept.get(half, {})
        same = entry.get("fingerprint") == fingerprint(HERE / half)
        floors = entry.get("floors", {}) if same else {}
        print(*report(half, measured[half], floors, len(read[half])), sep="\n")
        if not same:
            print("  (other articles than those the floors were set on: --update sets them anew)")
        wrong += [f"{half}: {words}" for words in below(measured[half], floors)]
    print(*changes(load(OUTCOMES), outcomes(read["dev"])), sep="\n")
    if wrong:
        print("Under the floor:", *wrong, sep="\n  ")
        return 1
    if options.update:
        update(read, measured)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
