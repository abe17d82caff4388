"""Reading stays linear in the length of a text, whatever the text; no regular expression of it can run away.

Work is counted where that can be done, which no busy machine disturbs; times are only compared with one another, with
room to spare. What reading costs beside a tokenizer is measured by `make bench`.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.model import Article
from bot.reading import read
from tests.reading.hostile import HOSTILE
from tests.reading.patterns import hardest, patterns, tree_of, unbounded_within_unbounded

GIVEN = date(2025, 11, 21)
SMALL, TIMES = 4 * 1024, 8
SLACK = 1.27
"""130 times for 1 MiB against 10 KiB, of which 102 would be linear."""


def steps(text: str) -> int:
    """How many lines of Python are run to read a text, every round of a loop counted."""
    article, count = Article(text, published_on=GIVEN), 0

    def step(frame: Any, event: str, arg: Any) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        read(article)
    finally:
        sys.settrace(before)
    return count


def seconds(work: Callable[[], object]) -> float:
    """The shorter of two times, of the processor, which other work does not lengthen much."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def growth(pattern: re.Pattern[str], short: int, factor: int) -> float:
    """How much longer the worst text takes that is so many times as long; nothing where both take next to none."""
    long = max(seconds(lambda text=text: pattern.search(text)) for text in hardest(pattern, short * factor) or {""})
    if long < 0.01:
        return 0.0
    return long / max(seconds(lambda text=text: pattern.search(text)) for text in hardest(pattern, short))


def runs_away(pattern: re.Pattern[str]) -> bool:
    """Whether four times as much text takes much more than four times as long, whenever it is tried."""
    return all(growth(pattern, short, 4) > 9 for short in (1000, 1500, 2000, 2500))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_the_steps_of_reading_grow_with_the_text(name: str) -> None:
    read(Article(HOSTILE[name](SMALL), published_on=GIVEN))  # what is compiled or cached on first use
    assert steps(HOSTILE[name](SMALL * TIMES)) <= steps(HOSTILE[name](SMALL)) * TIMES * SLACK


@pytest.mark.long
@pytest.mark.parametrize("name", HOSTILE)
def test_the_time_of_reading_grows_with_the_text(name: str) -> None:
    """What is done in C, and not counted in steps: a text sixteen times as long may take forty times as long; were it
    the square, it would be 256."""

    def ratio() -> float:
        small, large = (Article(HOSTILE[name](size), published_on=GIVEN) for size in (2 * SMALL, 32 * SMALL))
        return seconds(lambda: read(large)) / (seconds(lambda: read(small)) or 1)

    assert any(ratio() <= 40 for _ in range(3))


def test_there_are_patterns_to_try() -> None:
    assert len(patterns()) > 250
    assert hardest(re.compile(r"a+b"), 8) >= {"aaaaaaaa\x00", "aaaaaaaa ."}


@pytest.mark.parametrize("runaway", [r"(a+)+b", r"(?:a*b?)*c", r"(\w+\s?)*$"])
def test_a_repeat_within_a_repeat_is_seen(runaway: str) -> None:
    assert unbounded_within_unbounded(tree_of(re.compile(runaway)))


def test_no_pattern_repeats_a_repeat_without_bound() -> None:
    assert [name for name, pattern in patterns().items() if unbounded_within_unbounded(tree_of(pattern))] == []


@pytest.mark.slow
def test_a_pattern_whose_time_is_the_square_of_its_text_is_seen() -> None:
    assert any(runs_away(re.compile(r"(?:x|a+)b")) for _ in range(5))


@pytest.mark.slow
def test_no_pattern_backtracks_without_bound() -> None:
    """Fed with what its own repeats take, four times as much text takes about four times as long, not sixteen."""
    assert [name for name, pattern in patterns().items() if runs_away(pattern)] == []
