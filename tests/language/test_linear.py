"""Hostile texts cost time in proportion to their length: nothing backtracks without bound.

A text 16 times as long may take 16 times as long; the limit is three times that, for a busy machine.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date

import pytest

from bot.language.amounts import dollar_of, find_money, find_quantities
from bot.language.dates import find_dates
from bot.language.names import clean, key, strip_legal
from bot.language.text import sentences, tokens
from bot.language.tongues import language_of

SMALL, LARGE = 2 << 10, 32 << 10
SLACK = 0.05
"""Seconds that any run may take for reasons of its own."""

FILLINGS = {
    "digits": "9",
    "digits and commas": "1,",
    "digits and stops": "1.",
    "dashes": "1-",
    "sums": "$1 ",
    "ranges": "$1-",
    "rates": "$1 = ",
    "dollars": "$",
    "brackets": "([{",
    "closing": ")]} ",
    "quotes": "\"“”'",
    "names": "Acme Widget Inc. ",
    "initials": "J. P. ",
    "stops": ". ",
    "marks": "!?…",
    "one word": "x",
    "one sentence": "and then the company said that it would, ",
    "lines": "\n",
    "blanks": " \t",
    "bullets": "•",
    "halves": "a half ",
    "tens": "twenty-",
    "limits": "more than an additional ",
    "units": "5 new big fast ",
    "months": "May ",
    "days": "May 1 to ",
    "years": "2025-",
    "weeks": "last week of the end of ",
    "fiscal": "fiscal year ending March 31, ",
    "slashes": "1/1/",
    "narrow blanks": "1\u00a0000\u00a0",
    "unspaced": "鴻海。",
    "figures": "all figures in ",
}
READERS: dict[str, Callable[[str], object]] = {
    "sentences": sentences,
    "tokens": tokens,
    "money": find_money,
    "quantities": find_quantities,
    "dates": lambda text: find_dates(text, date(2025, 11, 21)),
    "dollars": dollar_of,
    "language": language_of,
    "key": key.__wrapped__,
    "short name": strip_legal.__wrapped__,
    "clean": clean,
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """The best of three, of this process alone: what else the machine does can only make a run longer.

    The garbage collector waits meanwhile, since its time grows with all that the other tests left behind.
    """
    took = []
    gc.disable()
    for _ in range(3):
        began = time.process_time()
        read(text)
        took.append(time.process_time() - began)
    gc.enable()
    return min(took)


def filled(filling: str, size: int) -> str:
    return (filling * (size // len(filling) + 1))[:size]


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_time_grows_with_length_alone(reader: str) -> None:
    read = READERS[reader]
    read("It paid $5 billion for 10 GW in October.")  # the tables are read once, before the clock runs
    for name, filling in FILLINGS.items():
        small = seconds(read, filled(filling, SMALL))
        large = seconds(read, filled(filling, LARGE))
        assert large <= 3 * (LARGE // SMALL) * small + SLACK, name
