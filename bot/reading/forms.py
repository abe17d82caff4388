"""The forms an article comes in: raw (` date YYYY-MM-DD Title`), plain text, Markdown with front matter, HTML, PDF.

`open_form` makes an Article of any of them, or says in one sentence why it cannot. For raw, plain and Markdown the
article's text is the text as given, so that places in it stay true; `body` tells where the article proper lies.
What the article says is for `read`; the reviewed fields of a brief are for `briefs`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.errors import BadInput
from bot.language.names import clean
from bot.language.tongues import language_of
from bot.model import Article, Source, Span
from bot.reading import pages
from bot.reading.datelines import first_lines, published_in

LARGEST = 1 << 20
"""The most text that is taken, in bytes of UTF-8."""

LARGEST_FILE = 5 << 20
RAW = re.compile(r"\s{0,4}date (\d{4}-\d{2}-\d{2})(?: |(?=\n)|\Z)")
FENCES = {"+++": re.compile(r"\n\+\+\+[ \t\r]*(?:\n|\Z)"), "---": re.compile(r"\n---[ \t\r]*(?:\n|\Z)")}
KEY = re.compile(r"([A-Za-z][\w-]{0,40})\s*:\s*(.*)")
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SURROGATE = re.compile("[\ud800-\udfff]")
BINARY = (
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc",
    b"{\\rtf",
)
TITLE_LONGEST = 200
OFFICE = "Save it as text or PDF, or paste its text."


def open_form(data: bytes | str, *, name: str = "", published_on: date | None = None) -> Article:
    """An Article from what a person gave; BadInput says in one sentence why it is none.

    `name` is the file's name where there is one; `published_on` serves where the file tells no date itself.
    """
    if isinstance(data, bytes) and data[:5] == b"%PDF-":
        _not_too_large(data)
        return _from_page(pages.read_pdf(data), published_on)
    text = SURROGATE.sub("\ufffd", data) if isinstance(data, str) else _decoded(data)
    if not text.strip():
        raise BadInput("The article is empty.", "Paste its text, or give a link or a file.")
    if pages.is_html(text, name):
        return _from_page(_page(text), published_on)
    _fits(text)
    return _from_text(text, published_on)


def _not_too_large(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise BadInput("The file is too large: more than 5 MiB.", "Paste the text of the article instead.")


def _fits(text: str) -> None:
    """Refuse what is too long or no text at all."""
    if len(text) > LARGEST or len(text.encode("utf-8", "replace")) > LARGEST:
        raise BadInput("The article is too long: more than 1 MiB of text.", "Give the part that tells the deal.")
    if "\x00" in text:
        raise BadInput("This is a binary file, not an article.", OFFICE)
    if sum(mark.isalpha() for mark in text[:20_000]) < 10:
        raise BadInput("This is not an article: there are hardly any words in it.", "Paste its text.")


def _decoded(data: bytes) -> str:
    """The text of a file, whose encoding must be told by its first bytes or be UTF-8."""
    _not_too_large(data)
    if data.startswith(BINARY):
        raise BadInput("This is not an article but another kind of file.", OFFICE)
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), None)
    told = CHARSET.search(data, 0, 4096) if encoding is None else None
    for way in (encoding or "utf-8", told[1].decode("ascii") if told else None):
        try:
            text = data.decode(way) if way else None
        except (UnicodeDecodeError, LookupError):
            continue
        if text is not None:
            return text.removeprefix("\ufeff")
    if b"\x00" in data[:4096]:
        raise BadInput("This is a binary file, not an article.", OFFICE)
    raise BadInput("The file is not in UTF-8.", "Save it as UTF-8 text and send it again.")


def _page(markup: str) -> pages.Page:
    if len(markup) > LARGEST_FILE:
        raise BadInput("The page is too large: more than 5 MiB.", "Paste the text of the article instead.")
    page = pages.read_html(markup)
    if not page.text.strip():
        raise BadInput("No article was found in this page.", "It may be drawn by a script; paste its text instead.")
    return page


def _from_page(page: pages.Page, published_on: date | None) -> Article:
    """An article from an extracted text, with its title as the first line where the text lacks it."""
    text, title = SURROGATE.sub("\ufffd", page.text).replace("\x00", " "), " ".join(clean(page.title).split())
    if title and title.casefold() not in text[:600].casefold():
        text = f"{title}\n{text}"
    _fits(text)
    return Article(
        text,
        title=title or _title(text, Span(0, len(text))),
        published_on=page.published_on or published_in(text, Span(0, len(text))) or published_on,
        url=page.url,
        publisher=clean(page.publisher),
        language=language_of(text),
    )


def _from_text(text: str, published_on: date | None) -> Article:
    """An article from a text as given, header and all."""
    within = body(text)
    fields = front_matter(text)
    raw = RAW.match(text)
    if not text[within.start : within.end].strip() and not (fields or raw):
        raise BadInput("The article is empty.", "Paste its text, or give a link or a file.")
    told = _day(fields.get("published_on", fields.get("date"))) or (_day(raw[1]) if raw else None)
    title = fields.get("title") or _title(text, within)
    return Article(
        text,
        title=" ".join(clean(str(title)).split())[:TITLE_LONGEST],
        published_on=told or published_in(text, within) or published_on,
        url=str(fields.get("url", fields.get("link", ""))),
        publisher=clean(str(fields.get("publisher", fields.get("source", "")))),
        language=language_of(text, within.start),
        brief=text.startswith("+++"),
        sources=_sources(fields),
    )


def body(text: str) -> Span:
    """Where the article proper lies in a text as given: after front matter, or after the date of a raw header.

    The rest of a raw header's line is part of it, since it may be the first sentence rather than a title.
    """
    raw = RAW.match(text)
    if raw is not None:
        return Span(raw.end(), len(text))
    fence = _fence(text)
    return Span(fence.end() if fence is not None else 0, len(text))


def _fence(text: str) -> re.Match[str] | None:
    """The line that closes the front matter of a text that has some."""
    for mark, closing in FENCES.items():
        if re.match(rf"{re.escape(mark)}[ \t\r]*\n", text):
            return closing.search(text, 3, LARGEST)
    return None


def front_matter(text: str) -> Mapping[str, Any]:
    """The fields between the `+++` (TOML) or `---` (simple keys) lines at the top of a text, if there are any."""
    fence = _fence(text)
    if fence is None:
        return {}
    inner = text[3 : fence.start()]
    if text.startswith("---"):
        pairs = (KEY.fullmatch(line.strip()) for line in inner.splitlines())
        return {pair[1].lower(): pair[2].strip().strip("\"'") for pair in pairs if pair is not None}
    try:
        return tomllib.loads(inner)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The front matter cannot be read: {error}.", "It is TOML between two lines of +++.") from None


def _day(told: object) -> date | None:
    """A date of a header: a TOML date or "2025-11-21", with or without a time."""
    if isinstance(told, datetime):
        return told.date()
    if isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told)[:10])
    except ValueError:
        return None


def _sources(fields: Mapping[str, Any]) -> tuple[Source, ...]:
    rows = fields.get("sources", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInput("The sources in the front matter are no list of tables.", "Write each under [[sources]].")
    return tuple(
        Source(str(row.get("publisher", "")), str(row.get("url", "")), _day(row.get("published_on"))) for row in rows
    )


def _title(text: str, within: Span) -> str:
    """The first line, where it reads like a headline: short, and no sentence that ends in a full stop."""
    lines = [text[line.start : line.end].strip().lstrip("# ") for line in first_lines(text, within, 3)]
    if lines and published_in(lines[0] + "\n.", Span(0, len(lines[0]) + 2)) is not None:
        del lines[0]
    if len(lines) < 2 and RAW.match(text) is None:
        return ""
    first = lines[0].strip() if lines else ""
    return first if 0 < len(first) <= TITLE_LONGEST and not first.endswith((".", ":", ";", ",")) else ""
