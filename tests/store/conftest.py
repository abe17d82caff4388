"""A real database for each test, of either kind: opened and closed as the bot does it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.db import Database, open_database


@pytest.fixture
def url(new_url: str) -> str:
    return new_url


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as opened:
        yield opened
