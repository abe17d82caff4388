"""However long a link, a path or a name is: both databases take it, and know it again."""

from __future__ import annotations

import random

import pytest

from bot.store.articles import Marks, known
from bot.store.companies import complete, resolve
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from tests.making import report
from tests.store.shelf import publish

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789é鴻"


def long_text(seed: int, size: int = 9_000) -> str:
    """Letters that nothing can make shorter."""
    return "".join(random.Random(seed).choices(LETTERS, k=size))


@pytest.mark.parametrize("size", [2_500, 9_000])
async def test_long_links_paths_and_names(db: Database, size: int) -> None:
    link, path, name, alias = (long_text(seed, size) for seed in range(4))
    marks = Marks(url_key=f"example.com/{link}", text_hash="h", digest="d", path=f"/{path}")
    await publish(db, report(f"{name}={alias}/OpenAI", subject=long_text(5)), server_id=7, marks=marks)
    for one in (Marks(url_key=marks.url_key), Marks(path=marks.path)):
        assert await known(db, 7, one) is not None
        assert await known(db, 8, one) is None
    other = Marks(url_key=marks.url_key[:-1] + "!")
    assert await known(db, 7, other) is None
    for typed in (name, alias):
        [company] = (await resolve(db, 7, typed)).companies
        assert company.name == name
    assert [company.name for company in await complete(db, 7, name[:20])] == [name]
    assert (await find_deals(db, 7, Query(companies=(company.id,)))).total == 1
