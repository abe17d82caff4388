"""What intake works with, what it is given, and what an article is known by.

Reading, fetching and the opening of files are handed in: in a worker process and over a real network, or not.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.errors import BadInput
from bot.fetch import Fetched
from bot.language.likeness import sketch
from bot.language.links import link_key
from bot.language.names import fold
from bot.model import Article, KeptArticle, Reading
from bot.reading.forms import body, open_form
from bot.store.articles import Known, Marks

WORD = re.compile(r"[^\W_]+")
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""No text to a database: NUL, and the halves of a pair that a careless decoder leaves."""

FORMS = {"text/html": "page.html", "application/xhtml+xml": "page.html", "application/pdf": "page.pdf"}


async def open_in_thread(data: bytes | str, name: str) -> Article:
    """Open an article's form off the event loop; BadInput where it is none."""
    return await asyncio.to_thread(open_form, data, name=name)


@dataclass(frozen=True, slots=True)
class Desk:
    """What intake works with: how an article is read (in a worker process), how a link is fetched, a form opened."""

    read: Callable[[Article], Awaitable[Reading]]
    fetch: Callable[[str], Awaitable[Fetched]]
    open: Callable[[bytes | str, str], Awaitable[Article]] = open_in_thread


async def opened(desk: Desk, data: bytes | None, name: str, url: str, form: Article | None) -> Article:
    """The article in what was given. It is the giver's own: no brief of the project's, whatever it says of itself."""
    if form is not None:
        if form.url and not link_key(form.url):
            raise BadInput("The link of the form is not a link.", "It should look like https://example.com/news.")
        article = await desk.open(form.text, "")
        given = {"title": form.title, "published_on": form.published_on, "url": form.url, "publisher": form.publisher}
        article = replace(article, **{field: value for field, value in given.items() if value})  # type: ignore[arg-type]
    elif data is not None:
        article = await desk.open(data, name)
    elif url:
        fetched = await desk.fetch(url)
        article = await desk.open(fetched.data, FORMS.get(fetched.content_type, "page.txt"))
        article = replace(article, url=fetched.url)
    else:
        raise BadInput("Nothing was given to read.", "Give a link, a file, or fill in the form.")
    return replace(keepable(article), brief=False, sources=())


def keepable(article: Article) -> Article:
    """The article with a text that any database takes, every mark in its place; BadInput where nobody could read it."""
    if article.language not in ("", "en", "und"):
        raise BadInput("The article is not in English, and Tieup reads English only.")
    return replace(article, text=UNKEEPABLE.sub("\ufffd", article.text))


def marks_of(article: Article, path: str = "") -> Marks:
    """What an article is known by. Its words are those of title and text, however its file begins."""
    start, end = body(article.text)
    words, title = WORD.findall(fold(article.text[start:end])), WORD.findall(fold(article.title))
    # A title stands above the text in one form and beside it in another; a text's first line may be taken for one.
    said = words if words[: len(title)] == title else title + words
    text_hash = _hash(" ".join(said)) if words else ""
    return Marks(link_key(article.url), text_hash, _hash(article.text), path, sketch(article.text[start:end]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(known: Known, marks: Marks) -> bool:
    """Whether nothing is new: the same file to the letter, or the same words under any name."""
    return known.digest == marks.digest or known.by == "text"


def renewed(known: Known | None, server_id: int) -> KeptArticle | None:
    """The article whose new version this is: of the same link or file, and the giver's own to change."""
    return known.kept if known and known.by != "text" and known.kept.server_id == server_id else None
