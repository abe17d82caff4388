"""News sentences, in our own words on real deals: each tells one deal, with these parties in these roles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reading.telling import said

SENTENCES = Path(__file__).with_name("news.txt")


def told() -> Iterator[tuple[str, str]]:
    """Each sentence of news.txt with its deal, which stands indented below it."""
    for sentence, deal in pairwise(SENTENCES.read_text("utf-8").splitlines()):
        if deal.startswith(" "):
            yield sentence, deal.strip()


def test_there_are_sentences_of_every_kind() -> None:
    kinds = {deal.split()[0] for _, deal in told()}
    assert len(list(told())) > 150
    assert kinds >= {"acquisition", "investment", "financing", "licensing", "supply", "services", "partnership"}


@pytest.mark.parametrize(("sentence", "deal"), list(told()))
def test_a_news_sentence_tells_its_deal(sentence: str, deal: str) -> None:
    assert said(sentence) == [deal]
