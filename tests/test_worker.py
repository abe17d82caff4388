"""Articles are read in a process of their own: what it finds comes back, and its death costs one article only."""

from __future__ import annotations

import multiprocessing
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.errors import BadInput
from bot.model import Article, Reading
from bot.reading import read
from bot.reading.naming.vocabulary import load
from bot.worker import Worker
from tests.faces.running import ARTICLE

pytestmark = pytest.mark.slow

NEWS = Article(text=ARTICLE, published_on=date(2025, 11, 21))


def here(article: Article) -> Reading:
    """What this process reads of it."""
    return read(article, vocabulary=load())


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    async with Worker() as worker:
        yield worker
    assert not multiprocessing.active_children()


async def test_reads_as_this_process_would(worker: Worker) -> None:
    assert not multiprocessing.active_children(), "it starts with the first article"
    assert await worker.read(NEWS) == here(NEWS)
    opened = await worker.open(ARTICLE.encode(), "news.txt")
    assert opened.text == ARTICLE


async def test_a_refusal_comes_back_as_it_was_said(worker: Worker) -> None:
    with pytest.raises(BadInput) as refused:
        await worker.open(b"", "news.txt")
    assert str(refused.value)


async def test_its_death_costs_one_article(worker: Worker) -> None:
    await worker.read(NEWS)
    [process] = multiprocessing.active_children()
    process.kill()
    process.join()
    with pytest.raises(BadInput, match="broke the reader"):
        await worker.read(NEWS)
    assert await worker.read(NEWS) == here(NEWS)


async def test_what_takes_too_long_is_given_up(worker: Worker) -> None:
    worker.seconds = 0.001
    with pytest.raises(BadInput, match="took too long"):
        await worker.read(NEWS)
    worker.seconds = 30.0
    assert await worker.read(NEWS) == here(NEWS)
