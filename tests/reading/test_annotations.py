"""Every annotation of tests/reading rests on its text: names, words, numbers and dates stand there.

A failure names the article and what is wrong with its annotation, never a sentence of it: half of them are not to be
read by whoever writes rules.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bot.model import KINDS, QUALIFIERS, STATUSES, STRENGTHS, UNDERTAKINGS, Day
from tests.reading.scoring import form

HERE = Path(__file__).parent
GOLD = sorted(chain(HERE.glob("dev/*.gold.json"), HERE.glob("blind/*.gold.json")))
STYLES = {"newswire", "press_release", "trade", "roundup", "blog", "negative"}
ROLES_OF = {
    "acquisition": {"acquirer", "target", "seller", "partner"},
    "joint_venture": {"partner"},
    "investment": {"investor", "investee", "seller"},
    "financing": {"lender", "borrower"},
    "licensing": {"licensor", "licensee"},
    "supply": {"buyer", "supplier"},
    "services": {"buyer", "supplier"},
    "partnership": {"partner"},
    "pledge": {"investor"},
}
SCALES = {
    "thousand": 1e3, "k": 1e3, "kt": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "tn": 1e12, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
WORDS = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty forty fifty".split(),  # noqa: SIM905
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 40, 50],
        strict=True,
    )
)
WORDS |= {
    "a": 1,
    "an": 1,
    "half": 0.5,
    "dozen": 12,
    "hundred": 100,
    "both": 2,
    "pair": 2,
    "thirty": 30,
    "thousand": 1e3,
}
NUMBER = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(WORDS)})\b)[ -]?(?:({'|'.join(sorted(SCALES, key=len, reverse=True))})\b)?",
    re.IGNORECASE,
)


def numbers(text: str) -> set[float]:
    """Every number that a text states, with and without its scale."""
    found = set()
    for match in NUMBER.finditer(text):
        number = match[1].replace(",", "").casefold()
        value = WORDS.get(number) or float(number)
        found |= {value, value * SCALES.get((match[2] or "").casefold(), 1)}
    return found


def wrong(gold: dict[str, Any], text: str) -> Iterator[str]:
    """What an annotation says that its text does not."""
    stated = numbers(text)
    if gold["style"] not in STYLES:
        yield f"style {gold['style']!r}"
    if bool(gold["deals"]) == (gold["style"] == "negative"):
        yield "a negative article has no deals, any other has some"
    for at, deal in enumerate(gold["deals"], start=1):
        for complaint in chain(wrong_fields(deal), wrong_parties(deal, text), wrong_money(deal, stated)):
            yield f"deal {at}: {complaint}"
        yield from (
            f"deal {at}: evidence {n} is not in the text" for n, e in enumerate(deal["evidence"]) if e not in text
        )
    labels = Counter(
        json.dumps([d["kind"], d["status"], d["announced_on"], d["parties"], d["value"]]) for d in gold["deals"]
    )
    yield from (f"the same deal twice: {label}" for label, times in labels.items() if times > 1)


def wrong_fields(deal: dict[str, Any]) -> Iterator[str]:
    if deal["kind"] not in KINDS or deal["status"] not in STATUSES or not isinstance(deal["main"], bool):
        yield "kind, status or main"
    if not deal["evidence"]:
        yield "no evidence"
    for told in (deal["announced_on"], *(owed["deadline"] for owed in deal["commitments"])):
        if told is not None:
            Day.parse(told)
    if len(deal["commitments"]) > 5:
        yield "more than five commitments"
    for owed in deal["commitments"]:
        if owed["kind"] not in UNDERTAKINGS or owed["strength"] not in STRENGTHS:
            yield "a commitment's kind or strength"
        if owed["party"] not in {party["name"] for party in deal["parties"]}:
            yield f"a commitment of {owed['party']}, no party"
        if (owed["quantity"] is None) != (owed["unit"] is None) or len((owed["unit"] or "").split()) > 1:
            yield "a quantity and its one word of unit"
        if (owed["amount"] is None) != (owed["currency"] is None):
            yield "an amount and its currency"


def wrong_parties(deal: dict[str, Any], text: str) -> Iterator[str]:
    roles = [party["role"] for party in deal["parties"]]
    if not set(roles) <= ROLES_OF[deal["kind"]] or ("partner" in roles and len(set(roles)) > 1):
        yield f"roles {roles} in {deal['kind']}"
    if deal["kind"] == "pledge" and len(roles) != 1:
        yield "a pledge is of one party"
    if len({form(party["name"]) for party in deal["parties"]}) < len(roles):
        yield "a party twice"
    for party in deal["parties"]:
        if not any(name in text for name in (party["name"], *party["aliases"])):
            yield f"{party['name']} is not in the text"
        yield from (f"alias {alias} is not in the text" for alias in party["aliases"] if alias not in text)


def wrong_money(deal: dict[str, Any], stated: set[float]) -> Iterator[str]:
    value = deal["value"]
    if value and (value["qualifier"] not in QUALIFIERS or not re.fullmatch("[A-Z]{3}", value["currency"])):
        yield "value"
    told = [value["amount"]] if value else []
    for owed in deal["commitments"]:
        told += [number for number in (owed["amount"], owed["quantity"]) if number is not None]
    for number in told:
        if not any(abs(number - other) <= 0.001 * number for other in stated):
            yield f"the number {number} is not in the text"


@pytest.mark.parametrize("path", GOLD, ids=[path.name.removesuffix(".gold.json") for path in GOLD])
def test_an_annotation_rests_on_its_text(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8")
    assert path.name == f"{gold['id']}.gold.json"
    complaints = list(wrong(gold, text))
    assert complaints == []
