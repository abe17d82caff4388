"""Drawing in the other process: the same picture byte for byte, and whatever breaks costs one picture only."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answers.drawing import RESTED, Drawer
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


async def test_a_killed_process_is_started_again() -> None:
    assert PICTURE is not None
    async with Drawer() as drawer:
        drawn = await drawer.draw(PICTURE.spec)
        assert drawer._pool is not None
        for process in drawer._pool._processes.values():
            process.kill()
        assert await drawer.draw(PICTURE.spec) in (b"", drawn)
        assert await drawer.draw(PICTURE.spec) == drawn


async def test_what_takes_too_long_is_given_up_and_after_some_nothing_is_tried() -> None:
    assert PICTURE is not None
    async with Drawer(seconds=0.01) as drawer:
        for _ in range(RESTED):
            assert await drawer.draw(PICTURE.spec) == b""
        assert await drawer.draw(PICTURE.spec) == b""
        assert drawer._pool is None


def test_without_the_extra_answers_are_text(tmp_path: Path) -> None:
    code = """
import asyncio, sys
sys.modules["vl_convert"] = None
from bot.answers.drawing import Drawer
async def main():
    async with Drawer() as drawer:
        assert await drawer.draw("{}") == b"" and drawer._pool is None
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
