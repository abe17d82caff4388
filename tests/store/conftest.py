"""A real database for each test: a file of its own, opened and closed as the bot does it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.db import Database, open_database


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'library.sqlite3'}"


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as opened:
        yield opened
