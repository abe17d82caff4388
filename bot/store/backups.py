"""Backups: a library as one file of SQLite, whichever database it lives in, and back into either.

A backup is a copy like any other (`moving`): one moment, taken while others read and write, each row compared. It
appears under its name once it is whole, or not at all.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import BadInput, StoreError
from bot.store.db import Database, open_database
from bot.store.moving import Copied, copy_library
from bot.store.opening import look
from bot.store.schema import MIGRATIONS
from bot.store.sqlite import complaint_of


async def back_up(db: Database, path: Path) -> Copied:
    """Write the library into a new file; BadInput where there is one of that name."""
    _refuse_existing(path)
    with _folder_beside(path) as folder:
        part = folder / path.name
        async with open_database(f"sqlite:///{part}") as target:
            copied = await copy_library(db, target)
        await asyncio.to_thread(_close_up, part)
        _refuse_existing(path)
        part.rename(path)
    return copied


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise BadInput(f"{path} is there already.", "Nothing was written; give another name, or take it away first.")


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk that goes with all that is left in it."""
    try:
        made = tempfile.TemporaryDirectory(prefix=".tieup-", dir=path.absolute().parent)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written: {(error.strerror or 'unknown reason').lower()}.",
            "Give a place in a folder that is there and that Tieup may write to.",
        ) from error
    with made as name:
        yield Path(name)


def _close_up(part: Path) -> None:
    """One file without company, that can be opened from a disk that is read-only too."""
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("pragma journal_mode = delete")


async def restore(db: Database, path: Path, *, overwrite: bool = False) -> Copied:
    """Put a backup, of this version or an older one, in the place of the library. The file is only read."""
    with tempfile.TemporaryDirectory(prefix="tieup-") as folder:
        taken = Path(folder, "backup.sqlite3")
        await asyncio.to_thread(_take, path, taken)
        async with open_database(f"sqlite:///{taken}") as source:
            return await copy_library(source, db, overwrite=overwrite)


def _take(path: Path, taken: Path) -> None:
    """Look at a backup and make a copy of it, which may be brought up to date."""
    if not path.is_file():
        raise BadInput(f"There is no file {path}.", "Give a file that `tieup backup` made.")
    try:
        version = look(path, len(MIGRATIONS))
    except StoreError as error:
        raise StoreError(error.message, "Nothing was changed; give a file that `tieup backup` made.") from error
    if not version:
        raise StoreError(f"{path} holds no library.", "Nothing was changed; give a file that `tieup backup` made.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            if source.execute("pragma quick_check").fetchall() != [("ok",)]:
                raise _damaged(path)
            with closing(sqlite3.connect(taken)) as copy:
                source.backup(copy)
    except sqlite3.DatabaseError as error:
        raise complaint_of(error) or _damaged(path) from error


def _damaged(path: Path) -> StoreError:
    return StoreError(f"{path} is damaged.", "Nothing was changed; give another backup.")
