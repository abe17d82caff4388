"""The pace of what the bot sends by itself: even, in order, and without a burst after a stall."""

from __future__ import annotations

import asyncio
import time

from bot.faces.pace import Pace


async def test_turns_come_evenly_and_in_their_order() -> None:
    pace, came, at = Pace(200), list[int](), list[float]()

    async def take(number: int) -> None:
        await pace.turn()
        came.append(number)
        at.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(take(number) for number in range(20)))
    assert came == list(range(20))
    assert all(later - earlier >= 0.004 for earlier, later in zip(at, at[1:], strict=False))


async def test_a_stall_is_not_made_up_for() -> None:
    pace, at = Pace(100), list[float]()

    async def take(number: int) -> None:
        await pace.turn()
        if number == 3:
            time.sleep(0.2)  # noqa: ASYNC251 - the whole process stands still
        at.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(take(number) for number in range(20)))
    assert all(later - earlier >= 0.008 for earlier, later in zip(at[4:], at[5:], strict=False))


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
