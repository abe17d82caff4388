"""A thousand servers due in the same minute (ten thousand: benchmarks/digests.py), at the pace that Discord takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.digests import measure

SERVERS = 1_000


@pytest.mark.long
@pytest.mark.alone
@pytest.mark.timeout(600)
async def test_a_thousand_servers_are_served_in_order_without_a_429(tmp_path: Path) -> None:
    figures = await measure(SERVERS, tmp_path)
    print(figures)
    assert (figures.posts, figures.doubled) == (SERVERS, 0)
    assert figures.too_many == 0
    assert figures.busiest_second <= 50
    assert figures.out_of_order == 0
    assert figures.slowdown <= 3
