"""A library taken elsewhere and back: backup, restore, copy. What they do is the store's, what is said of it ours."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BadInput
from bot.store import backups
from bot.store.db import Database, open_database
from bot.store.moving import Copied, copy_library


async def back_up(db: Database, path: Path) -> str:
    """Write a backup."""
    return f"Backed up to {path}: {_counted(await backups.back_up(db, path))}"


async def restore(db: Database, path: Path, *, overwrite: bool) -> str:
    """Put a backup in the place of the library."""
    return f"Restored from {path}: {_counted(await backups.restore(db, path, overwrite=overwrite))}"


async def copy(db: Database, url: str, *, overwrite: bool) -> str:
    """Copy the library into another database."""
    async with open_database(url) as target:
        if target.place == db.place:
            raise BadInput(f"{db.place} cannot be copied onto itself.", "Give the address of another database.")
        copied = await copy_library(db, target, overwrite=overwrite)
        return f"Copied to {target.place}: {_counted(copied)}"


def _counted(copied: Copied) -> str:
    return (
        f"{copied.articles:,} articles and {copied.deals:,} deals, {copied.rows:,} rows of {copied.tables} tables, "
        "each compared with where it came from."
    )
