"""How much of what is annotated the reader finds, and how much of what it finds is right, field by field.

Counts as reading.md measures: a found deal answers an annotated one when they share two parties, or the one there is;
it is right as a whole when parties, roles, kind, status, date and value are. Names are compared by a form of this
file's own, so that a mistake in `language.names` cannot hide itself. Floors and files are `gate`'s business.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.answers.upkeep import report_object
from bot.reading import read
from bot.reading.forms import open_form

Deal = Mapping[str, Any]

LEGAL = frozenset(
    """inc incorporated corp corporation co company companies ltd limited plc llc lp llp ag sa se nv bv gmbh ab asa as
    oyj spa kk pte pty holdings holding group the""".split()  # noqa: SIM905 - a list of words reads best as words
)
NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|hundred|thousand|[mbtr]+illion|an?)\b",
    re.IGNORECASE,
)
FIELDS = ("parties", "roles", "kind", "status", "announced_on", "value")
"""What must be right for a deal to be right as a whole."""


class Sample(NamedTuple):
    """An annotated article: its text, its annotation, and what the reader finds in it."""

    id: str
    text: str
    gold: Sequence[Deal]
    found: Sequence[Deal]


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated deal and the found one that answers it."""

    gold: Deal
    found: Deal

    def right(self) -> dict[str, bool]:
        """Which fields are right."""
        wanted, given = self.gold["parties"], self.found["parties"]
        named = paired(wanted, given)
        return {
            "parties": len(named) == len(wanted) == len(given),
            "roles": all(one["role"] == other["role"] for one, other in named),
            "kind": self.gold["kind"] == self.found["kind"],
            "status": self.gold["status"] == self.found["status"],
            "announced_on": (self.gold["announced_on"] or None) == (self.found["announced_on"] or None),
            "value": same_value(self.gold["value"], self.found["value"]),
        }


def samples(folder: Path) -> Iterator[Sample]:
    """The articles of a folder of NNN-slug.txt beside NNN-slug.gold.json, each read."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
        yield Sample(gold["id"], text, gold["deals"], found_in(text, gold["published_on"]))


def found_in(text: str, published_on: str | None) -> list[Deal]:
    """What `extract` prints of one article."""
    article = open_form(text, published_on=date.fromisoformat(published_on) if published_on else None)
    return [report_object(report) for report in read(article).reports]


@cache
def form(name: str) -> str:
    """The comparison form of a name: folded, without punctuation and legal form."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() or name.casefold()
    words = re.sub(r"[^a-z0-9&+]+", " ", folded.replace("'s ", " ")).split()
    return " ".join([word for word in words if word not in LEGAL] or words)


def forms(party: Deal) -> set[str]:
    """Every comparison form of an annotated party."""
    return {form(name) for name in (party["name"], *party.get("aliases", ())) if name}


def paired(wanted: Sequence[Deal], given: Sequence[Deal]) -> list[tuple[Deal, Deal]]:
    """The parties that both have, each once."""
    pairs, free = [], list(given)
    for party in wanted:
        match = next((other for other in free if form(other["name"]) in forms(party)), None)
        if match is not None:
            pairs.append((party, match))
            free.remove(match)
    return pairs


def same_number(one: float | None, other: float | None) -> bool:
    """Whether both are the same to a hundredth, or neither is there."""
    if one is None or other is None:
        return one is other
    return bool(abs(one - other) <= 0.01 * max(abs(one), abs(other)))


def same_value(one: Deal | None, other: Deal | None) -> bool:
    """Whether two sums are one; how they are qualified does not count."""
    if not one or not other:
        return not one and not other
    return same_number(one["amount"], other["amount"]) and one["currency"] == other["currency"]


def nearness(gold: Deal, found: Deal) -> float:
    """How well a found deal answers an annotated one; 0 where it does not."""
    wanted, given = gold["parties"], found["parties"]
    common = len(paired(wanted, given))
    if common < min(2, len(wanted)) or (len(wanted) == 1 and len(given) > 2):
        return 0.0
    nearer: float = 0.3 * (gold["kind"] == found["kind"]) + 0.2 * same_value(gold["value"], found["value"])
    return common / max(len(wanted), len(given)) + nearer


def align(gold: Sequence[Deal], found: Sequence[Deal]) -> list[Pair]:
    """Each annotated deal with the found one that answers it best, the best first, none twice."""
    options = sorted(
        ((nearness(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)), reverse=True
    )
    pairs: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for near, i, j in options:
        if near and not taken & {("gold", i), ("found", j)}:
            pairs.append(Pair(gold[i], found[j]))
            taken |= {("gold", i), ("found", j)}
    return pairs


def kept_promises(pair: Pair) -> list[tuple[Deal, Deal]]:
    """The commitments of a deal that both name."""
    names = {form(party["name"]): forms(party) for party in pair.gold["parties"]}
    free = list(pair.found["commitments"])
    pairs = []
    for owed in pair.gold["commitments"]:
        owner = names.get(form(owed["party"]), {form(owed["party"])})
        match = next((other for other in free if form(other["party"]) in owner and same_promise(owed, other)), None)
        if match is not None:
            pairs.append((owed, match))
            free.remove(match)
    return pairs


def same_promise(owed: Deal, other: Deal) -> bool:
    """Whether two commitments of one party are the same: kind, the express no, and the number."""
    if owed["kind"] != other["kind"] or (owed["strength"] == "none") != (other["strength"] == "none"):
        return False
    for number in ("amount", "quantity"):
        if owed[number] is not None:
            return same_number(owed[number], other[number])
    return other["amount"] is None and other["quantity"] is None


def grounds(deal: Deal, text: str) -> Iterator[bool]:
    """For each field that a found deal gives, whether it has valid evidence: places in the text, with the number."""

    def valid(spans: Any, *, number: bool = False) -> bool:
        if not spans or not all(0 <= start < end <= len(text) for start, end in spans):
            return False
        return not number or bool(NUMBER.search(" ".join(text[start:end] for start, end in spans)))

    evidence = deal["evidence"]
    yield valid(evidence["parties"])
    yield valid(evidence["kind"])
    if deal["announced_on"]:
        yield evidence["announced_on"] == "article" or valid(evidence["announced_on"])
    if deal["value"]:
        yield valid(evidence["value"], number=True)
    for owed in deal["commitments"]:
        yield valid(owed["evidence"], number=owed["amount"] is not None or owed["quantity"] is not None)


def counted(articles: Sequence[Sample]) -> Counter[str]:
    """The sums over articles from which every figure is made."""
    n: Counter[str] = Counter()
    for sample in articles:
        n.update(negatives=not sample.gold, clean=not sample.gold and not sample.found)
        n.update(gold=len(sample.gold), found=len(sample.found))
        n.update(owed=sum(len(deal["commitments"]) for deal in sample.gold))
        n.update(promised=sum(len(deal["commitments"]) for deal in sample.found))
        evidence = [valid for deal in sample.found for valid in grounds(deal, sample.text)]
        n.update(grounded=sum(evidence), groundable=len(evidence))
        for pair in align(sample.gold, sample.found):
            right = pair.right()
            n.update(hit=1, strict=all(right.values()), **right)
            for owed, other in kept_promises(pair):
                n.update(kept=1, strength=owed["strength"] == other["strength"])
                n.update(deadline=(owed["deadline"] or None) == (other["deadline"] or None))
    return n


def figures(articles: Sequence[Sample]) -> dict[str, float]:
    """Every figure, by its name in reading.md; `kind_accuracy` and its like are over the deals found."""
    n = counted(articles)
    told = {
        "deal_f1": harmonic(n["hit"], n["gold"], n["found"]),
        "deal_precision": share(n["hit"], n["found"]),
        "deal_recall": share(n["hit"], n["gold"]),
        "strict_f1": harmonic(n["strict"], n["gold"], n["found"]),
        "commitment_f1": harmonic(n["kept"], n["owed"], n["promised"]),
        "negatives_clean": share(n["clean"], n["negatives"]),
        "grounded": share(n["grounded"], n["groundable"]),
    }
    told |= {f"{field}_accuracy": share(n[field], n["hit"]) for field in FIELDS}
    told |= {f"{field}_accuracy": share(n[field], n["kept"]) for field in ("strength", "deadline")}
    told |= {f"{field}_f1": harmonic(n[field], n["gold"], n["found"]) for field in FIELDS}
    return {name: round(value, 4) for name, value in told.items()}


def share(part: int, whole: int) -> float:
    """A part of a whole; 1 where there is nothing."""
    return part / whole if whole else 1.0


def harmonic(hit: int, wanted: int, given: int) -> float:
    """F1: the harmonic mean of precision and recall."""
    return share(2 * hit, wanted + given)


def outcomes(articles: Sequence[Sample]) -> dict[str, dict[str, str]]:
    """For each article, each deal that it should or does give, and what became of it: right, found, missed, extra."""
    return {sample.id: dict(sorted(outcome_of(sample))) for sample in articles}


def outcome_of(sample: Sample) -> Iterator[tuple[str, str]]:
    """The deals of one article by label, each with "right", or the fields that are wrong, "missed" or "extra"."""
    pairs = {id(pair.gold): pair for pair in align(sample.gold, sample.found)}
    answered = {id(pair.found) for pair in pairs.values()}
    labels: Counter[str] = Counter()

    def label(deal: Deal) -> str:
        name = f"{deal['kind']}: {' + '.join(party['name'] for party in deal['parties'])}"
        labels[name] += 1
        return name if labels[name] == 1 else f"{name} ({labels[name]})"

    for deal in sample.gold:
        pair = pairs.get(id(deal))
        wrong = [field for field, right in pair.right().items() if not right] if pair else []
        yield label(deal), (f"found, wrong in {', '.join(wrong)}" if wrong else "right") if pair else "missed"
    for deal in sample.found:
        if id(deal) not in answered:
            yield f"extra {label(deal)}", "extra"
