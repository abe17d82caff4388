"""Texts full of deals cost time in proportion to their length, whoever takes part in them, and each deal is kept apart.

A text sixteen times as long may take sixteen times as long; the limit is twice that, for a busy machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from bot.model import Article
from bot.reading import read

HERE = Path(__file__).parent
GIVEN = date(2025, 11, 21)
SMALL, TIMES = 12 << 10, 16


def own_deals(length: int) -> str:
    """Every sentence tells a deal of its own two parties."""
    said = (
        f"Velsta{n} Corp said on Monday it had agreed to buy Quorath{n} Inc for ${n} million." for n in range(1, length)
    )
    return filled(said, length)


def one_buyer(length: int) -> str:
    """One party takes part in every deal, and each is followed by when it was made."""
    said = (
        f"Nordvik completed the takeover of Quorath{n} Inc in 2019. The deal was announced in March 2015."
        for n in range(1, length)
    )
    return filled(said, length)


def repeated(length: int) -> str:
    """One article over and over."""
    text = (HERE / "dev" / "190-teva-allergan-generics.txt").read_text("utf-8")
    return (text * (length // len(text) + 1))[:length]


def filled(said: Iterable[str], length: int) -> str:
    """Sentences up to a length."""
    out: list[str] = []
    have = 0
    for sentence in said:
        if have > length:
            break
        out.append(sentence)
        have += len(sentence) + 1
    return " ".join(out)


TEXTS: dict[str, Callable[[int], str]] = {"own deals": own_deals, "one buyer": one_buyer, "one article": repeated}


def cost(text: str) -> float:
    """The processor time that reading a text takes, the better of two."""
    took = []
    for _ in range(2):
        start = time.process_time()
        read(Article(text, published_on=GIVEN))
        took.append(time.process_time() - start)
    return min(took)


@pytest.mark.slow
@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_many_deals_are_read_in_proportion(make: Callable[[int], str]) -> None:
    read(Article(make(2_000), published_on=GIVEN))
    assert cost(make(SMALL * TIMES)) < 2 * TIMES * cost(make(SMALL)) + 0.1


def test_each_of_many_deals_is_its_own() -> None:
    reports = read(Article(own_deals(6_000), published_on=GIVEN)).reports
    assert len(reports) > 60
    assert all(len(report.parties) == 2 for report in reports)
    assert [report.value.amount for report in reports if report.value] == [
        n * 1_000_000 for n in range(1, len(reports) + 1)
    ]
