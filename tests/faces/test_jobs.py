"""Jobs go on whatever happens to one of them, and ticks fall on whole half minutes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answers import Ask, upkeep
from bot.errors import BadInput
from bot.faces.asking import Asking, Clock
from bot.faces.jobs import ALARM, Jobs
from bot.fetch import fetch
from bot.intake import Desk
from bot.model import Article, Reading
from bot.store.db import open_database
from bot.store.records import Beat
from tests.answers.conftest import said
from tests.faces.outlets import PaperDiscord

NOW = datetime(2025, 11, 24, 8, 29, 50, tzinfo=UTC)
OWNER = 4


async def no_reading(article: Article) -> Reading:
    return Reading(article)


@pytest.fixture
async def jobs(tmp_path: Path) -> AsyncIterator[Jobs]:
    async with open_database(f"sqlite:///{tmp_path / 'library.sqlite3'}") as db:
        clock = Clock(NOW)
        asking = Asking(Ask(db=db, now=NOW, desk=Desk(read=no_reading, fetch=fetch)), clock, frozenset({OWNER}))
        running = Jobs(asking, PaperDiscord(clock.now), tick=0.01)
        yield running
        await running.stop()


def breaking(jobs: Jobs, name: str, times: int, error: Exception) -> asyncio.Event:
    """Have a job raise so many times before it does its work; tells when it has done it."""
    job, runs, done = jobs.jobs[name], [0], asyncio.Event()

    async def breaks() -> str:
        runs[0] += 1
        if runs[0] <= times:
            raise error
        result = await job()
        done.set()
        return result

    jobs.jobs[name] = breaks
    return done


async def beats(jobs: Jobs) -> dict[str, Beat]:
    return {beat.job: beat for beat in await upkeep.beats(jobs.db)}


async def test_every_job_runs_again_after_it_broke(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    """Every job there is: whatever is added to the list is tested with it."""
    done = [breaking(jobs, name, 2, ValueError("the words of an article")) for name in jobs.jobs]
    jobs.start()
    async with asyncio.timeout(10):
        await asyncio.gather(*(one.wait() for one in done))
    await jobs.stop()
    for name in jobs.jobs:
        assert caplog.text.count(f"the job {name} broke, number ") == 2
    assert "the words of an article" not in caplog.text
    assert set(await beats(jobs)) == set(jobs.jobs)


async def test_a_job_that_hangs_holds_up_no_other(jobs: Jobs) -> None:
    async def hangs() -> str:
        await asyncio.Event().wait()
        return ""

    jobs.jobs["edits"] = hangs
    done = breaking(jobs, "digests", 0, ValueError())
    jobs.start()
    async with asyncio.timeout(10):
        await done.wait()


async def test_a_cancellation_inside_a_job_does_not_end_it(jobs: Jobs) -> None:
    runs: list[int] = []
    again = asyncio.Event()

    async def cancelled() -> str:
        runs.append(1)
        if len(runs) > 2:
            again.set()
        raise asyncio.CancelledError

    jobs.jobs["edits"] = cancelled
    jobs.start()
    async with asyncio.timeout(10):
        await again.wait()


async def test_the_pauses_grow_and_are_short_again_after_a_success(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    wait = asyncio.Event()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) > 9:
            wait.set()
            await asyncio.Event().wait()

    jobs.tick = 30.0
    jobs.jobs = {"edits": jobs.jobs["edits"]}
    breaking(jobs, "edits", 7, ValueError())
    monkeypatch.setattr("asyncio.sleep", sleep)
    jobs.start()
    await wait.wait()
    assert pauses[:7] == [30, 60, 120, 240, 300, 300, 300]
    assert all(pause <= 30.1 for pause in pauses[7:])


async def test_the_owner_is_told_once_of_a_job_that_keeps_failing(jobs: Jobs) -> None:
    done = breaking(jobs, "edits", ALARM + 2, ValueError("the words of an article"))
    jobs.start()
    async with asyncio.timeout(10):
        await done.wait()
    await jobs.stop()
    outlet = jobs.outlet
    assert isinstance(outlet, PaperDiscord)
    [message] = outlet.dms(OWNER)
    assert said(message.answer).startswith("The job edits has failed 3 times in a row, the last time with ValueError")
    assert "the words" not in said(message.answer)


async def test_an_owner_who_cannot_be_told_stops_nothing(jobs: Jobs) -> None:
    outlet = jobs.outlet
    assert isinstance(outlet, PaperDiscord)
    outlet.closed = {OWNER}
    done = breaking(jobs, "edits", ALARM + 2, ValueError())
    jobs.start()
    async with asyncio.timeout(10):
        await done.wait()


async def test_jobs_start_once_however_often_they_are_told_to(jobs: Jobs) -> None:
    jobs.start()
    running = {task.get_name() for task in asyncio.all_tasks()}
    jobs.start()
    jobs.start()
    assert {task.get_name() for task in asyncio.all_tasks()} == running
    assert sum(task.get_name() == "job digests" for task in asyncio.all_tasks()) == 1


async def test_every_job_of_the_bot_runs_on_an_empty_library(jobs: Jobs) -> None:
    for name in jobs.jobs:
        await jobs.once(name)
    found = await beats(jobs)
    assert set(found) == set(jobs.jobs)
    assert not [beat.error for beat in found.values() if beat.error]


async def test_a_heartbeat_tells_an_error_of_ours_in_its_own_words_and_any_other_by_kind(jobs: Jobs) -> None:
    async def refuses() -> str:
        raise BadInput("The library is full.")

    async def breaks() -> str:
        raise ValueError("the words of an article")

    async def in_part() -> str:
        return "2 failed; number 1234"

    jobs.jobs = {"refuses": refuses, "breaks": breaks, "in part": in_part}
    for name in ("refuses", "breaks"):
        with pytest.raises((BadInput, ValueError)):
            await jobs.once(name)
    await jobs.once("in part")
    found = await beats(jobs)
    assert found["refuses"].error.startswith("The library is full. (number ")
    assert found["breaks"].error.startswith("ValueError. (number ")
    assert found["in part"].error == "2 failed; number 1234"


async def test_a_heartbeat_that_cannot_be_written_stops_no_job(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with jobs.db.transaction() as tx:
        await tx.execute("alter table heartbeats rename to lost")
    done: list[str] = []

    async def works() -> str:
        done.append("")
        return ""

    jobs.jobs["edits"] = works
    await jobs.once("edits")
    assert done
    assert "the heartbeat of edits broke, number" in caplog.text


async def test_ticks_fall_on_whole_half_minutes(jobs: Jobs) -> None:
    jobs.tick = 30.0
    assert 9 < jobs.pause() < 10.1


def test_a_clock_that_was_set_runs_on() -> None:
    clock = Clock(NOW)
    first, second = clock.now(), clock.now()
    assert NOW <= first < second
    assert abs((Clock().now() - datetime.now(UTC)).total_seconds()) < 5
