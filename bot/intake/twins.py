"""Near copies of what is here already: wire copy with another headline, an article pasted again with a word changed.

From elsewhere (another link, another publisher) it is a further source of the same reports; else it is here already.
"""

from __future__ import annotations

from dataclasses import replace

from bot.intake.desk import marks_of
from bot.language.likeness import alike, runs
from bot.language.links import link_key
from bot.language.names import key
from bot.merging import agree
from bot.model import Article, KeptArticle, Reading
from bot.reading.forms import body
from bot.store.articles import Marks
from bot.store.copies import near_copies, put_sketch, unsketched, write_hashes
from bot.store.db import Database, Reads
from bot.store.reports import reports_of


async def twin_of(reads: Reads, server_id: int, reading: Reading, marks: Marks) -> KeptArticle | None:
    """The published article that this server may see, of nearly the same text and the same reports; None without one.

    A brief is nobody's copy: it is the project's own words on what others wrote.
    """
    async with reads.snapshot() as same:
        near = [kept for kept in await near_copies(same, server_id, marks.sketch) if not kept.article.brief]
        told = runs(_body(reading.article)) if near else frozenset()
        for kept in near:
            theirs = [placed.kept.report for placed in await reports_of(same, kept.id)]
            if alike(told, runs(_body(kept.article))) and agree(reading.reports, theirs):
                return kept
    return None


def _body(article: Article) -> str:
    start, end = body(article.text)
    return article.text[start:end]


def from_elsewhere(article: Article, twin: Article) -> bool:
    """Whether an article says that it comes from another place than its twin."""
    if article.url and twin.url:
        return link_key(article.url) != link_key(twin.url)
    if article.publisher and twin.publisher:
        return key(article.publisher) != key(twin.publisher)
    return bool(article.url or article.publisher) and (article.url, article.publisher) != (twin.url, twin.publisher)


async def sketch_older(db: Database) -> None:
    """Make the sketches of articles that came in before there were any, some at a time."""
    while older := await unsketched(db):
        async with db.transaction() as tx:
            for kept in older:
                await put_sketch(tx, kept.id, marks_of(replace(kept.article, url="")).sketch)
                await write_hashes(tx, kept.id)
