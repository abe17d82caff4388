"""Earlier versions of articles: what a text said, and what was read from it, before it changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.model import Article, Report
from bot.store.bodies import read_report, read_sources, write_instant, write_report
from bot.store.db import Reads, Transaction
from bot.store.reports import reports_of

MOST = 20
"""Versions kept of one article; a page that changes every hour is no archive."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was from `since` on, until `replaced_at`. The first is number 1."""

    number: int
    article: Article
    reports: tuple[Report, ...]
    since: datetime
    replaced_at: datetime


async def keep_version(tx: Transaction, article_id: int, now: datetime) -> None:
    """Put an article's text and reports by, as they are, before a new version takes their place."""
    bodies = [write_report(placed.kept.report) for placed in await reports_of(tx, article_id)]
    await tx.execute(
        """insert into article_versions (article_id, version, title, text, published_on, url, publisher, language,
            brief, sources, reports, since, replaced_at)
        select id, (select coalesce(max(version), 0) + 1 from article_versions where article_id = $1), title, text,
            published_on, url, publisher, language, brief, sources, $2, changed_at, $3 from articles where id = $1""",
        article_id,
        json.dumps(bodies),
        write_instant(now),
    )
    await tx.execute(
        """delete from article_versions where article_id = $1 and version <= (
            select max(version) from article_versions where article_id = $1) - $2""",
        article_id,
        MOST,
    )


async def versions_of(reads: Reads, article_id: int) -> tuple[Version, ...]:
    """The earlier versions of an article, the latest first. Who may see it was settled by whoever found its id."""
    rows = await reads.fetch("select * from article_versions where article_id = $1 order by version desc", article_id)
    return tuple(
        Version(
            row["version"],
            Article(
                text=row["text"],
                title=row["title"],
                published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
                url=row["url"],
                publisher=row["publisher"],
                language=row["language"],
                brief=bool(row["brief"]),
                sources=read_sources(row["sources"]),
            ),
            tuple(read_report(body) for body in json.loads(row["reports"])),
            datetime.fromisoformat(row["since"]),
            datetime.fromisoformat(row["replaced_at"]),
        )
        for row in rows
    )
