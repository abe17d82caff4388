"""Words: what a text and a question are taken apart into, and that both databases find the same by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.db import Database, open_database
from bot.store.words import folded, put_words, terms
from tests.postgres import Postgres

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café-OLÉ, C++!", "cafe ole c"),
        ("10GW at $1.4bn", "10gw at 1 4bn"),
        ("Straße", "strasse"),
        ("as the U.S. uses us", "as0 the u s uses us0"),
        ("鴻海 (Foxconn)", "鴻海 foxconn"),
        ("한국", "한국"),
        ("ﬁne ½ x²", "fine 1 2 x2"),
        ("a_b\0c", "a b c"),
        ("-- \"' ++ 🙂", ""),
    ],
)
def test_a_text_is_folded(text: str, words: str) -> None:
    assert folded(text) == words


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_terms_are_quoted_one_by_one() -> None:
    assert terms('a "b -c NEAR( server-racks') == ['"a"', '"b"', '"c"', '"near"', '"server racks"']
    assert terms(' " -- ++ ') == []
    assert len(terms("x " * 100)) == 16


async def found(db: Database, term: str) -> list[int]:
    return [row["rowid"] for row in await db.fetch("select rowid from article_words($1) order by rowid", term)]


async def test_words_are_found_by_stem_and_as_phrases(db: Database) -> None:
    async with db.transaction() as tx:
        await put_words(tx, "article_words", 7, "The servers' racks were agreed on; Université de Liège, 1e5abc.")
        await put_words(tx, "article_words", 8, "A rack for each server.")
    for words, ids in {
        "racks": [7, 8],
        "RACK": [7, 8],
        "the": [7],
        "agree": [7],
        "server-racks": [7],
        "rack-server": [],
        "universite": [7],
        "1e5abc": [7],
        "each-server": [8],
        "reac": [],
    }.items():
        assert [await found(db, term) for term in terms(words)] == [ids], words


@pytest.mark.slow
async def test_both_databases_find_the_same_by_every_word_of_the_seeds(tmp_path: Path, postgres: Postgres) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.md"))]
    urls = [f"sqlite:///{tmp_path / 'library.sqlite3'}", await postgres.new_url_here()]
    every = sorted({term for text in texts for term in terms_of(text)})
    hits = []
    for url in urls:
        async with open_database(url) as db:
            async with db.transaction() as tx:
                for place, text in enumerate(texts):
                    await put_words(tx, "article_words", place, text)
            async with db.snapshot() as same:
                hits.append({term: {row[0] for row in await same.fetch(ROWS, term)} for term in every})
    assert len(every) > 2000
    assert {term: (hits[0][term], hits[1][term]) for term in every if hits[0][term] != hits[1][term]} == {}


ROWS = "select rowid from article_words($1)"


def terms_of(text: str) -> list[str]:
    return [term for word in text.split() for term in terms(word)]


@pytest.mark.slow
async def test_a_text_of_a_mebibyte_of_different_words_is_kept_and_its_beginning_found(db: Database) -> None:
    text = " ".join(f"{number:x}z" for number in range(170_000))[: 1024 * 1024]
    async with db.transaction() as tx:
        await put_words(tx, "article_words", 1, text)
    assert await found(db, '"10z"') == [1]
