"""The gate over our own articles: no figure falls under its floor, and /about tells what is true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.reading import gate
from tests.reading.scoring import Sample, figures, outcomes, samples

AGAIN = "run: make figures (python -m tests.reading.gate --update)"


@pytest.fixture(scope="module")
def measured() -> dict[str, dict[str, float]]:
    return {half: figures(list(samples(gate.HERE / half))) for half in gate.HALVES}


@pytest.mark.parametrize("half", gate.HALVES)
def test_the_reader_keeps_its_floors(half: str, measured: Mapping[str, Mapping[str, float]]) -> None:
    kept = gate.load(gate.FLOORS)[half]
    assert kept["fingerprint"] == gate.fingerprint(gate.HERE / half), f"the articles changed; {AGAIN}"
    assert kept["floors"], AGAIN
    assert gate.below(measured[half], kept["floors"]) == []


def test_about_shows_what_is_measured(measured: Mapping[str, Mapping[str, float]]) -> None:
    assert gate.stale(gate.load(gate.PUBLISHED), measured) == [], AGAIN


def test_the_guide_has_the_figures_that_about_shows() -> None:
    """Within as much as /about may differ from what is measured: the table is written by hand nowhere."""
    found = gate.TABLE.search(gate.GUIDE.read_text("utf-8"))
    assert found is not None
    written = re.findall(r"\d\.\d\d\b", found[0])
    shown = re.findall(r"\d\.\d\d\b", gate.table(gate.load(gate.PUBLISHED)))
    assert len(written) == len(shown) > 20, AGAIN
    assert all(abs(float(a) - float(b)) <= 2 * gate.SHOWN for a, b in zip(written, shown, strict=True)), AGAIN


def test_the_briefs_are_read_no_worse_than_known() -> None:
    """The reviewed fields stand; where the reader would say otherwise is listed, and the list only gets shorter."""
    known, now = gate.load(gate.DIFFERENCES), gate.differences()
    assert known["fingerprint"] == gate.fingerprint(gate.SEEDS), f"the briefs changed; {AGAIN}"
    assert gate.size(now) <= gate.size(known["briefs"]), list(gate.changes(known["briefs"], now))


def test_the_list_of_known_differences_only_gets_shorter() -> None:
    one, two = {"a": {"supply: A + B": "missed"}}, {"a": {"supply: A + B": "missed", "extra pledge: A": "extra"}}
    kept = {"fingerprint": "f", "briefs": one}
    assert gate.shortened(kept, two, "f") == kept
    assert gate.shortened(kept, {}, "f")["briefs"] == {}
    assert gate.shortened(kept, two, "of other briefs")["briefs"] == two


def party(name: str, role: str, *aliases: str) -> dict[str, Any]:
    return {"name": name, "role": role, "aliases": list(aliases)}


def deal(*parties: dict[str, Any], **fields: Any) -> dict[str, Any]:
    told = {"kind": "acquisition", "status": "announced", "announced_on": None, "value": None, "commitments": []}
    evidence = {"parties": [[0, 4]], "kind": [[0, 4]], "status": [[0, 4]], "announced_on": [], "value": []}
    return {**told, "parties": list(parties), "evidence": evidence, **fields}


def owed(**fields: Any) -> dict[str, Any]:
    told = {"party": "Acme", "kind": "pay", "strength": "firm", "amount": None, "quantity": None, "deadline": None}
    return {**told, "evidence": [[0, 4]], **fields}


ACME, WIDGET = party("Acme", "acquirer", "Acme Corp."), party("Widget", "target")
SUM = {"amount": 2_000_000_000, "currency": "USD", "qualifier": "exact"}


def scored(
    gold: list[dict[str, Any]], found: list[dict[str, Any]], text: str = "Acme buys Widget."
) -> dict[str, float]:
    return figures([Sample("a", text, gold, found)])


def test_a_deal_found_as_annotated_is_right_in_every_field() -> None:
    told = scored([deal(ACME, WIDGET, value=SUM)], [deal(party("Acme Corporation", "acquirer"), WIDGET, value=SUM)])
    told.pop("grounded")
    assert set(told.values()) == {1.0}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (deal(party("Acme", "target"), party("Widget", "acquirer")), "roles"),
        (deal(ACME, WIDGET, party("Other", "seller")), "parties"),
        (deal(ACME, WIDGET, kind="investment"), "kind"),
        (deal(ACME, WIDGET, status="completed"), "status"),
        (deal(ACME, WIDGET, announced_on="2025"), "announced_on"),
        (deal(ACME, WIDGET, value=SUM), "value"),
    ],
)
def test_one_wrong_field_leaves_the_deal_found_but_not_right(wrong: dict[str, Any], field: str) -> None:
    told = scored([deal(ACME, WIDGET)], [wrong])
    assert (told["deal_f1"], told["strict_f1"], told[f"{field}_accuracy"]) == (1, 0, 0)
    assert outcomes([Sample("a", "", [deal(ACME, WIDGET)], [wrong])])["a"] == {
        "acquisition: Acme + Widget": f"found, wrong in {field}"
    }


def test_one_party_shared_is_another_deal() -> None:
    gold, found = deal(ACME, WIDGET), deal(ACME, party("Gadget", "target"))
    assert scored([gold], [found])["deal_f1"] == 0
    assert outcomes([Sample("a", "", [gold], [found])])["a"] == {
        "acquisition: Acme + Widget": "missed",
        "extra acquisition: Acme + Gadget": "extra",
    }


def test_of_two_between_the_same_parties_each_is_answered_by_the_nearer() -> None:
    gold = [deal(ACME, WIDGET), deal(ACME, WIDGET, kind="supply")]
    assert scored(gold, gold[::-1])["strict_f1"] == 1


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (owed(amount=5), 1),
        (owed(amount=5, strength="planned"), 1),
        (owed(amount=6), 0),
        (owed(amount=5, strength="none"), 0),
        (owed(amount=5, party="Widget"), 0),
        (owed(), 0),
    ],
)
def test_a_commitment_is_found_by_owner_kind_number_and_no(other: dict[str, Any], kept: int) -> None:
    told = scored([deal(ACME, WIDGET, commitments=[owed(amount=5)])], [deal(ACME, WIDGET, commitments=[other])])
    assert told["commitment_f1"] == kept


def test_evidence_must_lie_in_the_text_and_hold_the_number() -> None:
    text = "Acme buys Widget for $2 billion."
    beyond = deal(ACME, WIDGET, evidence={**deal()["evidence"], "parties": [[0, 400]]})
    without = deal(ACME, WIDGET, value=SUM, evidence={**deal()["evidence"], "value": [[5, 9]]})
    right = deal(ACME, WIDGET, value=SUM, evidence={**deal()["evidence"], "value": [[21, 31]]})
    assert [scored([], [one], text)["grounded"] for one in (beyond, without, right)] == [0.5, 0.6667, 1.0]


def test_an_article_without_a_deal_is_clean_where_nothing_is_found() -> None:
    assert [scored([], found)["negatives_clean"] for found in ([], [deal(ACME, WIDGET)])] == [1, 0]


def test_floors_rise_and_never_fall_while_the_articles_stay(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("one")
    first = gate.raised({}, {"deal_f1": 0.567, "kind_accuracy": 0.9}, tmp_path, 1)
    assert first["floors"] == {"deal_f1": 0.56}
    assert gate.raised(first, {"deal_f1": 0.4}, tmp_path, 1) == first
    assert gate.raised(first, {"deal_f1": 0.7}, tmp_path, 1)["floors"] == {"deal_f1": 0.7}
    assert gate.below({"deal_f1": 0.4}, first["floors"]) == ["deal_f1 0.400, floor 0.560"]
    (tmp_path / "1.txt").write_text("another")
    assert gate.raised(first, {"deal_f1": 0.4}, tmp_path, 1)["floors"] == {"deal_f1": 0.4}


def test_gains_and_losses_are_named() -> None:
    before = {"a": {"supply: A + B": "missed", "supply: A + C": "right", "extra supply: B + C": "extra"}}
    now = {"a": {"supply: A + B": "found, wrong in value", "supply: A + C": "missed"}}
    assert list(gate.changes(before, now)) == [
        "+ a: extra supply: B + C: extra -> gone",
        "+ a: supply: A + B: missed -> found, wrong in value",
        "- a: supply: A + C: right -> missed",
    ]
