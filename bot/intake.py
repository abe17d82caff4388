"""One article in: known already? read, match with known deals, keep as draft, publish in one transaction.

Ties reading, store, fetch and merging together; knows nothing of how it was asked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from bot.errors import BotError
from bot.fetch import Fetched
from bot.merging import Match
from bot.model import Article, Deal, KeptArticle, Reading, Report
from bot.store.db import Database


async def open_in_thread(data: bytes | str, name: str) -> Article:
    """Open an article's form off the event loop; BadInput where it is none."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Desk:
    """What intake works with: how an article is read (in a worker process), how a link is fetched, a form opened."""

    read: Callable[[Article], Awaitable[Reading]]
    fetch: Callable[[str], Awaitable[Fetched]]
    open: Callable[[bytes | str, str], Awaitable[Article]] = open_in_thread


class Matched(NamedTuple):
    """A report of a draft, and the known deal that it would join (None: it would be a new deal)."""

    report: Report
    deal: Deal | None
    match: Match


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is published. `kept.number` names it to `publish` and `discard`.

    `already` is set where the article is here already; then nothing was kept, and `kept` is that article.
    `renews` is set where it is a new version of that article.
    """

    kept: KeptArticle
    reading: Reading
    matches: tuple[Matched, ...] = ()
    already: KeptArticle | None = None
    renews: KeptArticle | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A published article and the deals that it feeds. `already` where it had come in meanwhile."""

    kept: KeptArticle
    deals: tuple[Deal, ...] = ()
    already: KeptArticle | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: the `done`th of `total`."""

    path: Path
    outcome: Literal["added", "changed", "unchanged", "failed"]
    done: int
    total: int
    kept: KeptArticle | None = None
    deals: int = 0
    error: BotError | None = None


async def draft(
    db: Database,
    desk: Desk,
    *,
    server_id: int,
    person_id: int,
    now: datetime,
    data: bytes | None = None,
    name: str = "",
    url: str = "",
    form: Article | None = None,
) -> Draft:
    """Read an article given as a file (`data`, `name`), a link (`url`) or a filled-in form, and keep it as a draft.

    The form's title, date and link stand over what its text says. BadInput or Refused in one sentence where it is no
    article; nothing is kept then.
    """
    raise NotImplementedError


async def get_draft(db: Database, *, server_id: int, number: int, now: datetime) -> Draft | None:
    """A draft kept earlier, matched against today's deals; None where it is gone."""
    raise NotImplementedError


async def publish(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> Published | None:
    """Publish a draft, all or nothing; None where it is gone (published, discarded or a day old)."""
    raise NotImplementedError


async def discard(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> bool:
    """Throw a draft away; False where it is gone."""
    raise NotImplementedError


async def remove(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> KeptArticle | None:
    """Take one of a server's own articles (of SHARED: the shared library's) out, and its reports with it."""
    raise NotImplementedError


def load(db: Database, desk: Desk, paths: Iterable[Path], *, now: datetime) -> AsyncIterator[Loaded]:
    """Load files, and the files in folders, into the shared library; safe to repeat. A bad file does not stop it."""
    raise NotImplementedError
