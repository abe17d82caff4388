"""News sentences, in our own words on real deals: each tells one deal, with these parties in these roles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bot.reading import read
from bot.reading.forms import open_form

GIVEN = date(2025, 11, 21)
SENTENCES = Path(__file__).with_name("news.txt")


def told() -> Iterator[tuple[str, str]]:
    """Each sentence of news.txt with its deal, which stands indented below it."""
    for sentence, deal in pairwise(SENTENCES.read_text("utf-8").splitlines()):
        if deal.startswith(" "):
            yield sentence, deal.strip()


def said(sentence: str) -> list[str]:
    """The deals that a sentence tells, each with its parties by role."""
    reports = read(open_form(sentence, published_on=GIVEN)).reports
    return [f"{r.kind} {' '.join(sorted(f'{p.role}={p.name}' for p in r.parties))}" for r in reports]


def test_there_are_sentences_of_every_kind() -> None:
    kinds = {deal.split()[0] for _, deal in told()}
    assert len(list(told())) > 150
    assert kinds >= {"acquisition", "investment", "financing", "licensing", "supply", "services", "partnership"}


@pytest.mark.parametrize(("sentence", "deal"), list(told()))
def test_a_news_sentence_tells_its_deal(sentence: str, deal: str) -> None:
    assert said(sentence) == [deal]
