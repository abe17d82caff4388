"""A real database for each test, opened and closed as the bot does it."""

from __future__ import annotations

from tests.store.conftest import db, url

__all__ = ["db", "url"]
