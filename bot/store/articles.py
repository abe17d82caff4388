"""Articles: kept once, known again in other clothes, listed. What their reports do to deals is for `shelving`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.model import SHARED, Article, ArticleState, KeptArticle
from bot.store.bodies import read_sources, write_instant, write_sources
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.records import next_number
from bot.store.words import drop_words, put_words


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article is known by. Empty marks match nothing.

    `url_key`: its canonical link; `text_hash`: the words of its body; `digest`: its text, to the letter; `path`: the
    file that it was loaded from; `sketch`: what near copies of it share (likeness.py).
    """

    url_key: str = ""
    text_hash: str = ""
    digest: str = ""
    path: str = ""
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is here already, and by what it was known: its file, its words, or its link alone."""

    kept: KeptArticle
    by: Literal["path", "text", "link"]
    digest: str


@dataclass(frozen=True, slots=True)
class ListedArticles:
    """A page of articles, and how many there are in all."""

    articles: tuple[KeptArticle, ...]
    total: int


async def known(reads: Reads, server_id: int, marks: Marks) -> Known | None:
    """A published article that this server may see (shared or its own) from the same file, of the same words, or
    with the same link; in this order. The shared one first, but of links the own: that one it may renew."""
    ways: tuple[tuple[Literal["path", "text", "link"], str, str], ...] = (
        ("path", "path", marks.path),
        ("text", "text_hash", marks.text_hash),
        ("link", "url_key", marks.url_key),
    )
    for by, column, mark in ways:
        rows = await _marked(reads, server_id, column, mark) if mark else []
        if rows:
            row = rows[-1] if by == "link" else rows[0]
            return Known(kept_article(row), by, row["digest"])
    return None


async def _marked(reads: Reads, server_id: int, column: str, mark: str) -> list[Row]:
    """The published articles of a mark. One mark at a time: asked for any of three, SQLite reads the whole table.

    With the plus it cannot go by the index of servers and states either, by which it would read a whole library, for
    it takes an index of more columns for the better one.
    """
    return await reads.fetch(
        f"""select * from articles where {column} = $2 and state = 'published' and +server_id in (0, $1)
        order by server_id, number""",
        server_id,
        mark,
    )


async def was_removed(reads: Reads, marks: Marks) -> bool:
    """Whether the shared library had an article from this file, or of these words, that someone took out."""
    found = await reads.fetch_value(
        """select 1 from articles where +server_id = 0 and state = 'removed' and id in (
            select id from articles where path = $1 and $1 <> '' union all
            select id from articles where text_hash = $2 and $2 <> '') limit 1""",
        marks.path,
        marks.text_hash,
    )
    return found is not None


async def add(
    tx: Transaction,
    article: Article,
    *,
    server_id: int,
    marks: Marks,
    state: ArticleState,
    person_id: int,
    now: datetime,
    expires_at: datetime | None = None,
    copy_of: int | None = None,
) -> KeptArticle:
    """Keep an article; it gets the next number of its server, which no other article of that server ever gets."""
    number = await next_number(tx, server_id, "article")
    row = await tx.fetch_one(
        """insert into articles (server_id, number, state, url_key, text_hash, digest, path, title, text, published_on,
            url, publisher, language, brief, sources, added_by, added_at, changed_at, expires_at, sketch, copy_of)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, $18, $19, $20)
        returning *""",
        server_id,
        number,
        state,
        *_marks(marks),
        *_fields(article),
        person_id,
        write_instant(now),
        expires_at and write_instant(expires_at),
        json.dumps(list(marks.sketch)),
        copy_of,
    )
    assert row is not None
    kept = kept_article(row)
    await write_words(tx, kept)
    return kept


async def renew(tx: Transaction, article_id: int, article: Article, marks: Marks, *, now: datetime) -> KeptArticle:
    """Put a new version of the text in the place of the old one; number and history stay."""
    row = await tx.fetch_one(
        """update articles set url_key = $2, text_hash = $3, digest = $4, path = $5, title = $6, text = $7,
            published_on = $8, url = $9, publisher = $10, language = $11, brief = $12, sources = $13, changed_at = $14,
            sketch = $15
        where id = $1 returning *""",
        article_id,
        *_marks(marks),
        *_fields(article),
        write_instant(now),
        json.dumps(list(marks.sketch)),
    )
    assert row is not None
    kept = kept_article(row)
    await write_words(tx, kept)
    return kept


def _marks(marks: Marks) -> tuple[str, str, str, str]:
    return marks.url_key, marks.text_hash, marks.digest, marks.path


def _fields(article: Article) -> tuple[object, ...]:
    return (
        article.title,
        article.text,
        article.published_on and article.published_on.isoformat(),
        article.url,
        article.publisher,
        article.language,
        int(article.brief),
        write_sources(article.sources),
    )


async def write_words(tx: Transaction, kept: KeptArticle) -> None:
    """Make the words of a published article findable; those of a draft or a removed one are not."""
    if kept.state == "published":
        await put_words(tx, "article_words", kept.id, f"{kept.article.title} {kept.article.text}")
    else:
        await drop_words(tx, "article_words", kept.id)


async def get(reads: Reads, server_id: int, number: int, *, shared: bool) -> KeptArticle | None:
    """The article that people call A12 (`shared`) or As12 (the server's own), whatever its state."""
    row = await reads.fetch_one(
        "select * from articles where server_id = $1 and number = $2", SHARED if shared else server_id, number
    )
    return kept_article(row) if row else None


async def by_id(reads: Reads, server_id: int, article_id: int) -> KeptArticle | None:
    """An article by its inner id, if this server may see it."""
    row = await reads.fetch_one("select * from articles where id = $2 and server_id in (0, $1)", server_id, article_id)
    return kept_article(row) if row else None


async def by_ids(reads: Reads, article_ids: Sequence[int]) -> dict[int, KeptArticle]:
    """Articles by their inner ids. Who may see them was settled by whoever found the ids."""
    if not article_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(1, len(article_ids) + 1))
    rows = await reads.fetch(f"select * from articles where id in ({places})", *article_ids)
    return {row["id"]: kept_article(row) for row in rows}


async def changed_at(reads: Reads, article_id: int) -> datetime:
    """When an article last came onto the shelf, changed, or went off it."""
    at: str = await reads.fetch_value("select changed_at from articles where id = $1", article_id)
    return datetime.fromisoformat(at)


async def marks_of(reads: Reads, article_id: int) -> Marks:
    """What an article is known by."""
    row = await reads.fetch_one(
        "select url_key, text_hash, digest, path, sketch from articles where id = $1", article_id
    )
    assert row is not None
    sketch = tuple(json.loads(row["sketch"] or "[]"))
    return Marks(row["url_key"], row["text_hash"], row["digest"], row["path"], sketch)


async def list_articles(
    reads: Reads, server_id: int, *, state: ArticleState = "published", limit: int = 25, offset: int = 0
) -> ListedArticles:
    """A server's own articles (of SHARED: the shared library's), the newest first."""
    where = "from articles where server_id = $1 and state = $2"
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"select * {where} order by number desc limit $3 offset $4", server_id, state, limit, offset
        )
        total = await same.fetch_value(f"select count(*) {where}", server_id, state)
    return ListedArticles(tuple(kept_article(row) for row in rows), total)


async def published_ids(reads: Reads, server_id: int | None = None) -> list[int]:
    """The inner ids of all published articles (of one server, if it is given), the shared ones first, as they came."""
    rows = await reads.fetch(
        "select id from articles where state = 'published' and ($1 < 0 or server_id = $1) order by server_id, id",
        -1 if server_id is None else server_id,
    )
    return [row["id"] for row in rows]


async def live_draft(reads: Reads, server_id: int, number: int, now: datetime) -> KeptArticle | None:
    """A draft that is neither published, discarded nor past its day."""
    row = await reads.fetch_one(
        "select * from articles where server_id = $1 and number = $2 and state = 'draft' and expires_at > $3",
        server_id,
        number,
        write_instant(now),
    )
    return kept_article(row) if row else None


async def drop_draft(tx: Transaction, server_id: int, number: int) -> bool:
    """Delete a draft and its reports; False where there is none."""
    gone = await tx.execute(
        "delete from articles where server_id = $1 and number = $2 and state = 'draft'", server_id, number
    )
    return gone > 0


async def waiting_draft(reads: Reads, server_id: int, marks: Marks, now: datetime) -> KeptArticle | None:
    """A draft of the same words that waits in this server already."""
    row = await reads.fetch_one(
        """select * from articles where server_id = $1 and state = 'draft' and expires_at > $2
        and text_hash = $3 and text_hash <> '' order by id limit 1""",
        server_id,
        write_instant(now),
        marks.text_hash,
    )
    return kept_article(row) if row else None


async def removed_sources(reads: Reads, server_id: int, number: int, *, own: bool) -> tuple[KeptArticle, ...]:
    """The articles that told of a deal, of this number, and were removed; so long as they are kept."""
    rows = await reads.fetch(
        """select distinct a.* from articles a join reports r on r.article_id = a.id join deals d on d.id = r.deal_id
        where d.server_id = $2 and d.number = $3 and a.state = 'removed' and a.server_id in (0, $1) order by a.id""",
        server_id,
        server_id if own else SHARED,
        number,
    )
    return tuple(kept_article(row) for row in rows)


async def drop_removed(tx: Transaction, before: datetime) -> int:
    """Delete servers' own articles that were taken out before an instant, text and all; how many there were.

    Of the shared library's the marks are needed, so that no start loads a seed again that the owner took out.
    """
    return await tx.execute(
        "delete from articles where state = 'removed' and server_id <> 0 and changed_at <= $1", write_instant(before)
    )


async def drop_expired(tx: Transaction, now: datetime) -> int:
    """Delete the drafts whose day is over; how many there were."""
    return await tx.execute("delete from articles where state = 'draft' and expires_at <= $1", write_instant(now))


def kept_article(row: Row) -> KeptArticle:
    """A row as an article."""
    published_on = row["published_on"]
    return KeptArticle(
        id=row["id"],
        server_id=row["server_id"],
        number=row["number"],
        state=row["state"],
        article=Article(
            text=row["text"],
            title=row["title"],
            published_on=date.fromisoformat(published_on) if published_on else None,
            url=row["url"],
            publisher=row["publisher"],
            language=row["language"],
            brief=bool(row["brief"]),
            sources=read_sources(row["sources"]),
        ),
        added_by=row["added_by"],
        added_at=datetime.fromisoformat(row["added_at"]),
        copy_of=row["copy_of"],
    )
