"""Articles: kept once, known again in other clothes, published and removed. Their reports are kept by `deals`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import Article, ArticleState, KeptArticle
from bot.store.db import Reads, Transaction


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article is known by. Empty marks match nothing.

    `url_key`: its canonical link; `text_hash`: the words of its body; `digest`: its text, to the letter; `path`: the
    file that it was loaded from.
    """

    url_key: str = ""
    text_hash: str = ""
    digest: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class ListedArticles:
    """A page of articles, and how many there are in all."""

    articles: tuple[KeptArticle, ...]
    total: int


async def known(reads: Reads, server_id: int, marks: Marks) -> KeptArticle | None:
    """A published article with the same link or the same text that this server may see (shared or its own)."""
    raise NotImplementedError


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
) -> KeptArticle:
    """Keep an article; it gets the next number of its server, which no other article of that server ever gets."""
    raise NotImplementedError


async def renew(tx: Transaction, article_id: int, article: Article, marks: Marks) -> KeptArticle:
    """Put a new version of the text in the place of the old one; label and history stay."""
    raise NotImplementedError


async def get(reads: Reads, server_id: int, number: int, *, shared: bool) -> KeptArticle | None:
    """The article that people call A12 (`shared`) or As12 (the server's own), whatever its state."""
    raise NotImplementedError


async def by_id(reads: Reads, server_id: int, article_id: int) -> KeptArticle | None:
    """An article by its inner id, if this server may see it."""
    raise NotImplementedError


async def list_articles(
    reads: Reads, server_id: int, *, state: ArticleState = "published", limit: int = 25, offset: int = 0
) -> ListedArticles:
    """A server's own articles (of SHARED: the shared library's), the newest first."""
    raise NotImplementedError


async def set_state(tx: Transaction, article_id: int, state: ArticleState, *, now: datetime) -> None:
    """Publish, remove or bring back an article; the deals that it feeds follow in the same transaction."""
    raise NotImplementedError


async def drop_draft(tx: Transaction, server_id: int, number: int) -> bool:
    """Delete a draft and its reports; False where there is none."""
    raise NotImplementedError


async def drop_expired(tx: Transaction, now: datetime) -> int:
    """Delete the drafts whose day is over; how many there were."""
    raise NotImplementedError
