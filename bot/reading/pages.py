"""HTML pages and PDF files: the article's text without what stands around it, and what the file says of itself.

Libraries do the work (trafilatura, pypdf), imported only here and only when needed. They get their bytes from us and
reach no network.
"""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from datetime import date

from bot.errors import BadInput

PAGES = 300
SHORT = 400
"""Characters under which the precise extraction has likely missed the article."""

HTML_START = re.compile(
    r"\s{0,200}(?>(?:<!--(?>.{0,2000}?-->)\s{0,20}){0,3})<(?:!doctype\s+html|html|head|body|article|main|div|p|meta)\b",
    re.I | re.S,
)
META_DATE = re.compile(
    r"article:published_time|datePublished|dateCreated|pubdate|publish-?date|dc\.date|parsely-pub-date|sailthru\.date|"
    r"<time\b|itemprop=.{0,3}date",
    re.I,
)
HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Page:
    """What a file holds, and what it says of itself."""

    text: str
    title: str = ""
    published_on: date | None = None
    url: str = ""
    publisher: str = ""


def is_html(text: str, name: str) -> bool:
    """Whether a text is a page."""
    return HTML_START.match(text) is not None or (name.lower().endswith((".html", ".htm", ".xhtml")) and "<" in text)


def read_html(markup: str) -> Page:
    """A page's article: precisely first, and less so where that leaves next to nothing."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    best = Page("")
    for precise in (True, False):
        try:
            found = bare_extraction(
                markup, favor_precision=precise, include_comments=False, include_tables=not precise, with_metadata=True
            )
        except Exception:  # a parser fed with a hostile page may fail in any way; the person is told below
            continue
        if found is None or isinstance(found, dict):
            continue
        page = Page(
            found.text or "", found.title or "", _date(found.date, markup), found.url or "", found.sitename or ""
        )
        if len(page.text) > len(best.text) or not best.text:
            best = page
        if len(best.text) >= SHORT:
            break
    return best


def _date(told: str | None, markup: str) -> date | None:
    """The date that the library found; a 1 January with nothing to tell it is its guess from "© 2025"."""
    try:
        day = date.fromisoformat((told or "")[:10])
    except ValueError:
        return None
    if (day.month, day.day) == (1, 1) and META_DATE.search(markup) is None:
        return None
    return day


def read_pdf(data: bytes) -> Page:
    """The text of a PDF, its lines joined to paragraphs."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("This PDF is locked with a password.", "Save it without one, or paste its text.")
        text = "\n\n".join(page.extract_text() for page in reader.pages[:PAGES])
        title = str(reader.metadata.title or "") if reader.metadata is not None else ""
    except BadInput:
        raise
    except Exception:  # pypdf raises a dozen kinds of errors for broken files
        raise BadInput("This PDF cannot be read.", "It may be damaged; paste its text instead.") from None
    if not text.strip():
        raise BadInput("This PDF holds no text.", "It seems to be a scan; paste its text instead.")
    return Page(joined(text), title if " " in title and not title.lower().endswith((".doc", ".docx", ".pdf")) else "")


def joined(text: str) -> str:
    """The text with each paragraph on one line: a line goes on unless it is short, ends a sentence or is the last."""
    lines = HYPHEN.sub("", text.replace("\r\n", "\n")).split("\n")
    widest = max(map(len, lines), default=0)
    made: list[list[str]] = []
    open_line = False
    for line in (line.strip() for line in lines):
        if open_line and line:
            made[-1].append(line)
        else:
            made.append([line])
        ended = line.endswith((".", "!", "?", ":", "”", '"')) and len(line) < widest * 0.8
        open_line = len(line) > widest * 0.5 and not ended
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(" ".join, made))).strip()
