"""Words that deals and articles are found by: the same on both databases, whatever signs stand among them.

Texts and questions go through `folded` alike, so that neither database's own idea of a word, an accent or a query
language ever counts; the databases only take the endings off (Porter's stems) and keep the index (`schema`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from bot.store.db import Transaction

WORD = re.compile(r"[^\W_]+")
MARK = re.compile(r"[\u0300-\u036f]+")
"""Accents, once they are taken apart from their letters."""

SHORT = re.compile(r"\b([a-z0-9]s)\b")
"""Words of two letters that a stemmer takes for a form of another word: "US" for "use", "as" for "a"."""

Table = Literal["view_words", "article_words"]

IN_VIEW = "v.id in (select rowid from view_words({0}))"
"""The term {0} stands in what the view `v` shows."""

IN_ARTICLE = """(v.deal_id, v.audience) in (select s.deal_id, s.audience from article_words({0}) w
    join reports r on r.article_id = w.rowid join view_reports s on s.report_id = r.id)"""
"""The term {0} stands in an article behind the view `v`.

Never bm25 or the like: it weighs a word by how many rows have it, other servers' included, and so would let their
articles order ours.
"""


def folded(text: str) -> str:
    """The words of a text: lower case, without accents, one space between. "Café-OLÉ, C++" -> "cafe ole c".

    A short word that must not be stemmed gets a nought, which no stemmer touches.
    """
    apart = unicodedata.normalize("NFKD", text).casefold()
    whole = unicodedata.normalize("NFC", MARK.sub("", apart))
    return SHORT.sub(r"\g<1>0", " ".join(WORD.findall(whole)))


def terms(words: str) -> list[str]:
    """Each word of a question as a full-text term: a phrase in quotes, so that no sign of a query language works
    ("-oracle", "C++", "NEAR("). A word without a letter or digit finds nothing and asks for nothing: it is left out.
    """
    return [f'"{term}"' for word in words.split()[:16] if (term := folded(word))]


async def put_words(tx: Transaction, table: Table, row_id: int, text: str) -> None:
    """Make something findable by its words, in the place of those it had."""
    await drop_words(tx, table, row_id)
    await tx.execute(f"insert into {table} (rowid, words) values ($1, $2)", row_id, folded(text))


async def drop_words(tx: Transaction, table: Table, row_id: int) -> None:
    """Make it findable no more."""
    await tx.execute(f"delete from {table} where rowid = $1", row_id)
