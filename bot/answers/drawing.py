"""Draws pictures in a process of its own, so that the event loop stays free and a crash costs one picture only.

vl-convert (the extra `pictures`) turns a specification into a PNG. Where it is not installed, where a picture takes
too long, and where the machine has no font to write with, there is no picture: the answer's text says the same.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import math
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Any, Self

log = logging.getLogger(__name__)

SECONDS = 15.0
SCALE = 2.0
LARGEST = 4 * 1024 * 1024
KEPT = 16
"""So many pictures are kept: a busy channel asks for the same ones."""
WAITING = 8
"""Whoever would be further back in the queue gets the answer without a picture rather than late."""
FAILURES, REST = 5, 600.0
"""After so many failures in a row nothing is tried for so many seconds: something is wrong with this machine."""
IDLE = 300.0
"""A process that has drawn nothing for so long is ended; it holds 100 MB."""


class Drawer:
    """One process that draws one picture after the other; started with the first."""

    def __init__(self, *, seconds: float = SECONDS, idle: float = IDLE) -> None:
        self.seconds, self.idle = seconds, idle
        self._pool: ProcessPoolExecutor | None = None
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._failures = 0
        self._until = 0.0 if importlib.util.find_spec("vl_convert") else math.inf
        self._kept: dict[str, bytes] = {}
        self._ending: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    async def draw(self, spec: str) -> bytes:
        """The picture as PNG, b"" where there is none to be had."""
        if spec in self._kept:
            return self._kept[spec]
        if self._waiting >= WAITING or asyncio.get_running_loop().time() < self._until:
            return b""
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                return self._kept.get(spec) or self._keep(spec, await self._drawn(spec))
        finally:
            self._waiting -= 1

    def _keep(self, spec: str, data: bytes) -> bytes:
        """Keep a picture in the place of the one that was kept longest."""
        if data:
            self._kept[spec] = data
            if len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
        return data

    async def _drawn(self, spec: str) -> bytes:
        """Draw in the other process, however that ends."""
        loop = asyncio.get_running_loop()
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_leave_signals_to_parent)
        try:
            async with asyncio.timeout(self.seconds):
                data = await loop.run_in_executor(self._pool, render, spec)
        except Exception as error:  # whatever it is: too slow, a crash, a specification that does not do
            log.warning("a picture was not drawn: %s", type(error).__name__)
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures, self._until = 0, loop.time() + REST
            self._end()
            return b""
        self._failures = 0
        self._end_later(loop)
        return data if len(data) <= LARGEST else b""

    def _end_later(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._ending is not None:
            self._ending.cancel()
        self._ending = loop.call_later(self.idle, self._end_if_idle)

    def _end_if_idle(self) -> None:
        if not self._waiting:
            self._end()

    def _end(self) -> None:
        """End the process, busy or not."""
        pool, self._pool = self._pool, None
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        if pool is None:
            return
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
            process.join(1.0)


async def can_draw() -> str:
    """Whether pictures can be had on this machine, in words. Where not, nothing is wrong: answers are text."""
    if not importlib.util.find_spec("vl_convert"):
        return "none, for the extra `pictures` is not installed; answers are text"
    async with Drawer() as drawer:
        if await drawer.draw(json.dumps(_probe("Ag"))):
            return "drawn here"
    return "none, for there is no font to write with (Debian: fonts-noto-cjk); answers are text"


def render(spec: str) -> bytes:
    """The picture of a specification, drawn here and now; b"" where this machine has no font."""
    import vl_convert

    if not _has_font():
        return b""
    data: bytes = vl_convert.vega_to_png(spec, scale=SCALE, allowed_base_urls=[])
    return data


_FONT: dict[str, bool] = {}


def _has_font() -> bool:
    """Whether writing shows at all: without any font it is left out silently."""
    if "any" not in _FONT:
        import vl_convert

        blank, written = (vl_convert.vega_to_png(json.dumps(_probe(text)), allowed_base_urls=[]) for text in ("", "Ag"))
        _FONT["any"] = blank != written
    return _FONT["any"]


def _probe(text: str) -> dict[str, Any]:
    words = {"x": {"value": 2}, "y": {"value": 20}, "text": {"value": text}, "font": {"value": "sans-serif"}}
    return {"width": 40, "height": 30, "background": "#fff", "marks": [{"type": "text", "encode": {"enter": words}}]}


def _leave_signals_to_parent() -> None:
    """Ctrl-C goes to the whole group; the parent ends this process in its own time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
