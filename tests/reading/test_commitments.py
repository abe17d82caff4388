"""Who undertakes what, how firmly, how much, until when, and what is expressly not undertaken, class by class.

The sentences stand in undertaken.txt, each with its commitments; those that look like a commitment and are none have
nothing behind the arrow.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.model import Commitment
from bot.reading import read
from bot.reading.forms import open_form

GIVEN = date(2025, 11, 21)
LINES = Path(__file__).with_name("undertaken.txt").read_text("utf-8").splitlines()
CASES = [line.split("=>") for line in LINES if line and not line.startswith("#")]


def say(owed: Commitment) -> str:
    """One commitment in a line: party kind strength amount deadline."""
    amount = "-"
    if owed.money is not None:
        amount = f"{owed.money.amount.normalize():f} {owed.money.currency}"
    elif owed.quantity is not None:
        amount = f"{owed.quantity.number.normalize():f} {owed.quantity.unit}"
    return f"{owed.party} {owed.kind} {owed.strength} {amount} {owed.deadline or '-'}"


@pytest.mark.parametrize(("text", "owed"), CASES)
def test_a_text_tells_what_is_undertaken(text: str, owed: str) -> None:
    reports = read(open_form(text.strip(), published_on=GIVEN)).reports
    assert reports, "no deal is read, so that nothing is tested"
    told = sorted(say(one) for report in reports for one in report.commitments)
    assert "; ".join(told) == owed.strip()


def test_there_are_sentences_of_both_sorts() -> None:
    assert sum(bool(owed.strip()) for _, owed in CASES) > 80
    assert sum(not owed.strip() for _, owed in CASES) > 15
