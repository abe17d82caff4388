"""The stand-in for Discord, proved against its own bots: who trusts it should be able to."""

from __future__ import annotations

import pytest

from tests.loopback import selftest

pytestmark = pytest.mark.long


@pytest.mark.parametrize(("name", "prove"), selftest.TESTS, ids=[name for name, _ in selftest.TESTS])
async def test_stand_in(name: str, prove: selftest.Test) -> None:
    await prove()
