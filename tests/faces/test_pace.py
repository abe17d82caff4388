"""The pace of what the bot sends by itself: even, in order, and without a burst after a stall."""

from __future__ import annotations

import asyncio
import time

from bot.faces.pace import Pace

SLACK = 0.03
"""Whoever has a turn may be late in noting it."""


async def test_turns_come_evenly_and_in_their_order() -> None:
    pace, came, at = Pace(200), list[int](), list[float]()

    async def take(number: int) -> None:
        await pace.turn()
        came.append(number)
        at.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(take(number) for number in range(20)))
    assert came == list(range(20))
    assert at[-1] - at[0] >= 19 / 200 - SLACK


async def test_a_stall_is_not_made_up_for() -> None:
    pace, at = Pace(100), list[float]()

    async def take(number: int) -> None:
        await pace.turn()
        if number == 3:
            time.sleep(0.2)  # noqa: ASYNC251 - the whole process stands still
        at.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(take(number) for number in range(20)))
    assert at[-1] - at[4] >= 15 / 100 - SLACK, "else what was missed came in a burst"


async def test_who_gives_up_holds_up_nobody() -> None:
    pace = Pace(100)
    await pace.turn()
    waiting = [asyncio.create_task(pace.turn()) for _ in range(5)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    waiting[2].cancel()
    async with asyncio.timeout(2):
        await asyncio.gather(*waiting, return_exceptions=True)
        await pace.turn()
