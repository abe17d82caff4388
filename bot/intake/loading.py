"""Files and folders into the shared library: the seeds at each start, and what the owner loads by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.errors import BadInput, BotError, StoreError
from bot.intake.desk import Desk, is_same, keepable, marks_of, renewed
from bot.intake.drafts import act_on
from bot.intake.placing import shelve
from bot.intake.twins import from_elsewhere, sketch_older, twin_of
from bot.model import SHARED, Article, KeptArticle, Reading
from bot.reading.briefs import reviewed_reports
from bot.reading.naming.vocabulary import companies
from bot.store import articles
from bot.store.db import Database
from bot.store.naming import keep_companies
from bot.store.records import note
from bot.store.reports import put_reports

LARGEST_FILE = 5 * 1024 * 1024
READABLE = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".pdf"})
"""What is taken from a folder. A file given by name may end as it likes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: the `done`th of `total`. One that was once removed is "unchanged", and stays out."""

    path: Path
    outcome: Literal["added", "changed", "unchanged", "failed"]
    done: int
    total: int
    kept: KeptArticle | None = None
    deals: int = 0
    error: BotError | None = None


async def load(
    db: Database, desk: Desk, paths: Iterable[Path], *, now: datetime, again: bool = False
) -> AsyncIterator[Loaded]:
    """Load files, and the files in folders, into the shared library; safe to repeat. A bad file does not stop it.

    What was removed stays out, however often the seeds are loaded, unless `again`.
    """
    async with db.transaction() as tx:
        await keep_companies(tx, companies())
    await sketch_older(db)
    files = await asyncio.to_thread(files_of, list(paths))
    for done, path in enumerate(files, 1):
        try:
            outcome, kept, deals = await _load(db, desk, path, now, again=again)
            yield Loaded(path, outcome, done, len(files), kept, deals)
        except StoreError:
            raise  # what stops one file would stop each of them
        except BotError as error:
            yield Loaded(path, "failed", done, len(files), error=error)


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Every file once, those of a folder by name. A path that leads nowhere stays in, to be complained of."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in inside if file is path or _wanted(file, path)]
    return list(dict.fromkeys(found))


def _wanted(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden and file.suffix.lower() in READABLE and file.stem.upper() != "README"


async def _load(
    db: Database, desk: Desk, path: Path, now: datetime, *, again: bool
) -> tuple[Literal["added", "changed", "unchanged"], KeptArticle | None, int]:
    data, place = await asyncio.to_thread(_content, path)
    article = keepable(await desk.open(data, path.name))
    # A brief is one wherever the project lies; of other files two may have one name in two folders.
    marks = marks_of(article, f"brief:{path.name}" if article.brief else place)
    known = await articles.known(db, SHARED, marks)
    if known and is_same(known, marks):
        return "unchanged", known.kept, 0
    if known is None and not again and await articles.was_removed(db, marks):
        return "unchanged", None, 0
    reading = await reviewed(article) or await desk.read(article)
    twin = None if known or article.brief else await twin_of(db, SHARED, reading, marks)
    if twin and not from_elsewhere(article, twin.article):
        return "unchanged", twin, 0
    async with db.transaction() as tx:
        # Two processes may load the same seeds at once: what is known is looked up again, under the writer's lock.
        known = await articles.known(tx, SHARED, marks)
        if known and is_same(known, marks):
            return "unchanged", known.kept, 0
        kept = await articles.add(
            tx,
            reading.article,
            server_id=SHARED,
            marks=marks,
            state="draft",
            person_id=0,
            now=now,
            expires_at=now,
            copy_of=twin.id if twin else None,
        )
        await put_reports(tx, kept, reading.reports)
        renews = renewed(known, SHARED)
        kept = await shelve(tx, kept, marks, renews, now)
        await note(tx, act_on("article renewed" if renews else "article loaded", kept, 0, now))
    return "changed" if renews else "added", kept, len(reading.reports)


async def reviewed(article: Article) -> Reading | None:
    """The reports of a brief that a person settled, each resting on its words; None where there are none."""
    reports = await asyncio.to_thread(reviewed_reports, article.text) if article.brief else ()
    return Reading(article, reports) if reports else None


def _content(path: Path) -> tuple[bytes, str]:
    """A file's bytes, and where it lies."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(f"{path.name} is larger than 5 MiB.")
        return path.read_bytes(), str(path.resolve())
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from error
