"""Floors under the reader's figures on our own articles; they only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.scoring import score

HERE = Path(__file__).parent
FLOORS = {"dev": (0.50, 12), "blind": (0.39, 10)}
"""deal_f1, and the negatives in which nothing may be found."""


@pytest.mark.parametrize("folder", FLOORS)
def test_the_reader_keeps_its_floor(folder: str) -> None:
    found = score(HERE / folder)
    least, clean = FLOORS[folder]
    print(f"{folder}: deal_f1 {found.f1:.3f}, {found.clean} of {found.negatives} negatives clean")
    assert found.f1 >= least
    assert found.clean >= clean
