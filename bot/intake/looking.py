"""A look at a text, a file or a link without keeping anything: what would be read, and what is here already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.intake.desk import Desk, marks_of, opened
from bot.intake.placing import Matched, match
from bot.model import Article, KeptArticle
from bot.store import articles
from bot.store.db import Database


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read. `kept` stands for the article and is in no library; `already` is the one that is."""

    kept: KeptArticle
    matches: tuple[Matched, ...] = ()
    note: str = ""
    already: KeptArticle | None = None


async def look(
    db: Database,
    desk: Desk,
    *,
    server_id: int,
    now: datetime,
    text: str = "",
    data: bytes | None = None,
    name: str = "",
    url: str = "",
    on: date | None = None,
) -> Looked:
    """Read a text, a file or a link, and keep nothing; `on` is its day where it names none."""
    form = Article(text) if text else None
    article = await opened(desk, data, name, url, form)
    reading = await desk.read(replace(article, published_on=article.published_on or on))
    kept = KeptArticle(0, server_id, 0, "draft", reading.article, 0, now)
    known = await articles.known(db, server_id, marks_of(article))
    matches = await match(db, kept, reading.reports, None)
    return Looked(kept, matches, reading.note, known.kept if known else None)
