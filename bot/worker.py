"""Reads articles in a process of its own, so that the event loop stays free and a crash costs one article only.

Started with the first article, and again after it died. How an article is read is `reading`'s.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from bot.errors import BadInput
from bot.model import Article, Reading
from bot.reading import read
from bot.reading.forms import open_form
from bot.reading.naming.vocabulary import load

SECONDS = 60.0
"""An article that takes longer is given up; the longest that is taken needs a few seconds."""

P = ParamSpec("P")
R = TypeVar("R")


class Worker:
    """One process that reads one article after the other."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._pool: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    async def read(self, article: Article) -> Reading:
        """Read an article."""
        return await self._there(_read, article)

    async def open(self, data: bytes | str, name: str) -> Article:
        """Open an article's form; BadInput where it is none."""
        return await self._there(_open, data, name)

    async def _there(self, work: Callable[P, R], *args: P.args, **more: P.kwargs) -> R:
        """Do this in the other process."""
        assert not more, "the pool takes arguments by position"
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_leave_signals_to_parent)
        try:
            async with asyncio.timeout(self.seconds):
                return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)
        except TimeoutError:
            self._end()
            raise BadInput("Reading this article took too long.", "Try its text without the page around it.") from None
        except BrokenProcessPool:
            self._end()
            raise BadInput(
                "Reading this article broke the reader.", "Try its text without the page around it."
            ) from None

    def _end(self) -> None:
        """End the process, busy or not."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((getattr(pool, "_processes", None) or {}).values())  # only ours: pictures have a process too
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
            process.join(1.0)


def _read(article: Article) -> Reading:
    return read(article, vocabulary=load())


def _open(data: bytes | str, name: str) -> Article:
    return open_form(data, name=name)


def _leave_signals_to_parent() -> None:
    """Ctrl-C goes to the whole group; the parent ends this process in its own time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
