"""Jobs go on whatever happens to one of them, and ticks fall on whole half minutes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import discord
import pytest

from bot.answers import Ask, upkeep
from bot.errors import BadInput
from bot.faces.asking import Asking, Clock
from bot.faces.jobs import Jobs
from bot.faces.messages import Messages
from bot.fetch import fetch
from bot.intake import Desk
from bot.model import Article, Reading
from bot.store.db import open_database

NOW = datetime(2025, 11, 24, 8, 29, 50, tzinfo=UTC)


async def no_reading(article: Article) -> Reading:
    return Reading(article)


@pytest.fixture
async def jobs(tmp_path: Path) -> AsyncIterator[Jobs]:
    async with open_database(f"sqlite:///{tmp_path / 'library.sqlite3'}") as db:
        clock = Clock(NOW)
        asking = Asking(Ask(db=db, now=NOW, desk=Desk(read=no_reading, fetch=fetch)), clock)
        client = discord.Client(intents=discord.Intents.none())
        yield Jobs(client, Messages(asking), clock, tick=0.02)


async def test_a_job_that_breaks_is_noted_and_runs_again(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    runs: list[int] = []
    enough = asyncio.Event()

    async def breaks() -> None:
        runs.append(len(runs))
        if len(runs) > 5:
            enough.set()
        raise ValueError("the words of an article")

    jobs.jobs = {"digests": breaks, "drafts": breaks}
    jobs.start()
    jobs.start()
    await enough.wait()
    await jobs.stop()
    beats = {beat.job: beat for beat in await upkeep.beats(jobs.db)}
    assert set(beats) == {"digests", "drafts"}
    assert beats["digests"].failures >= 2
    assert beats["digests"].error == "ValueError"
    assert "the job digests broke, number" in caplog.text
    assert "the words of an article" not in caplog.text


async def test_every_job_of_the_bot_runs_on_an_empty_library(jobs: Jobs) -> None:
    for name, job in jobs.jobs.items():
        await jobs.once(name, job)
    beats = await upkeep.beats(jobs.db)
    assert {beat.job for beat in beats} == set(jobs.jobs)
    assert not [beat.error for beat in beats if beat.error]


async def test_a_heartbeat_tells_an_error_of_ours_in_its_own_words(jobs: Jobs) -> None:
    async def refuses() -> None:
        raise BadInput("The library is full.")

    await jobs.once("digests", refuses)
    [beat] = await upkeep.beats(jobs.db)
    assert beat.error == "The library is full."


async def test_ticks_fall_on_whole_half_minutes(jobs: Jobs) -> None:
    jobs.tick = 30.0
    assert 9 < jobs.pause() < 10.1


def test_a_clock_that_was_set_runs_on() -> None:
    clock = Clock(NOW)
    first, second = clock.now(), clock.now()
    assert NOW <= first < second
    assert abs((Clock().now() - datetime.now(UTC)).total_seconds()) < 5
