"""Articles onto the shelf and off it, as intake does it, with reports that the test makes instead of a reader's."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from bot.intake.placing import shelve
from bot.model import SHARED, Article, KeptArticle, Report
from bot.store import articles, shelving
from bot.store.articles import Marks
from bot.store.db import Database
from bot.store.reports import put_reports
from tests.making import NOW

_numbers = count(1)


async def publish(
    db: Database,
    *reports: Report,
    server_id: int = SHARED,
    text: str = "",
    on: str | None = "2025-11-21",
    now: datetime = NOW,
    marks: Marks | None = None,
    renews: KeptArticle | None = None,
    **fields: object,
) -> KeptArticle:
    """Publish an article with these reports; without `text`, one of its own."""
    place = next(_numbers)
    given = Article(
        text or f"Article {place}.",
        published_on=date.fromisoformat(on) if on else None,
        **fields,  # type: ignore[arg-type]
    )
    known_by = marks or Marks(url_key=f"example.com/{place}", text_hash=f"{place}")
    async with db.transaction() as tx:
        kept = await articles.add(
            tx, given, server_id=server_id, marks=known_by, state="draft", person_id=7, now=now, expires_at=now
        )
        await put_reports(tx, kept, reports)
        return await shelve(tx, kept, known_by, renews, now)


async def remove(db: Database, kept: KeptArticle, now: datetime = NOW) -> None:
    async with db.transaction() as tx:
        await shelving.set_state(tx, kept.id, "removed", now=now)


async def bring_back(db: Database, kept: KeptArticle, now: datetime = NOW) -> None:
    async with db.transaction() as tx:
        await shelving.set_state(tx, kept.id, "published", now=now)
