"""Drawing in the other process: the same picture byte for byte, and whatever breaks costs one picture only."""

from __future__ import annotations

import asyncio
import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answers.drawing import FAILURES, KEPT, WAITING, Drawer
from bot.answers.pictures import Neighbour, network

pytest.importorskip("vl_convert")
pytestmark = pytest.mark.slow

PICTURE = network("OpenAI", [Neighbour("鴻海精密工業", 3, "together"), Neighbour("Broadcom", 1, "trade")])


async def test_a_picture_is_the_same_byte_for_byte_also_from_another_process() -> None:
    assert PICTURE is not None
    async with Drawer() as one, Drawer() as other:
        first, again, elsewhere = await one.draw(PICTURE.spec), await one.draw(PICTURE.spec), None
        elsewhere = await other.draw(PICTURE.spec)
    if not first:
        pytest.skip("this machine has no font")
    assert first == again == elsewhere
    assert first.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first[16:24])
    assert width == 720
    assert 200 < height < 3_000


async def test_what_cannot_be_drawn_costs_that_picture_only() -> None:
    assert PICTURE is not None
    async with Drawer() as drawer:
        assert await drawer.draw("no JSON") == b""
        assert await drawer.draw(json.dumps({"marks": [{"type": "nonsense"}]})) == b""
        pool = drawer._pool
        assert (await drawer.draw(PICTURE.spec)) == (await drawer.draw(PICTURE.spec))
        assert pool is not drawer._pool or pool is None


def other(number: int) -> str:
    """Another picture than any that was drawn before."""
    picture = network(f"Company {number}", [Neighbour("Broadcom", 1, "trade")])
    assert picture is not None
    return picture.spec


async def test_a_killed_process_is_started_again() -> None:
    async with Drawer() as drawer:
        await drawer.draw(other(1))
        assert drawer._pool is not None
        for process in drawer._pool._processes.values():
            process.kill()
        await drawer.draw(other(2))
        assert (await drawer.draw(other(3))) == (await drawer.draw(other(3)))
        assert drawer._pool is not None


async def test_what_takes_too_long_is_given_up_and_after_some_it_rests() -> None:
    async with Drawer(seconds=0.01) as drawer:
        for number in range(FAILURES + 1):
            assert await drawer.draw(other(number)) == b""
        assert drawer._pool is None
        assert drawer._until > asyncio.get_running_loop().time()


async def test_a_crowd_gets_answers_rather_than_a_queue() -> None:
    async with Drawer() as drawer:
        drawn = await asyncio.gather(*(drawer.draw(other(number % 20)) for number in range(60)))
        if not await drawer.draw(other(0)):
            pytest.skip("this machine has no font")
        assert sum(map(bool, drawn)) >= WAITING
        assert drawer._failures == 0
        assert drawer._until == 0
        assert len(drawer._kept) <= KEPT


async def test_a_process_that_has_nothing_to_do_is_ended() -> None:
    async with Drawer(idle=0.05) as drawer:
        await drawer.draw(other(1))
        await asyncio.sleep(0.2)
        assert drawer._pool is None


def test_without_the_extra_answers_are_text(tmp_path: Path) -> None:
    code = """
import asyncio, sys
sys.modules["vl_convert"] = None
from bot.answers.drawing import Drawer, can_draw
async def main():
    assert "not installed" in await can_draw()
    async with Drawer() as drawer:
        assert await drawer.draw("{}") == b"" and drawer._pool is None
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
