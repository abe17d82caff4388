"""Which step of a longer piece of work is under way, for whoever waits: a page is fetched, an article is read.

The steps are those of the desk that articles are taken in at, so that nothing which works there needs to know.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from bot.answers import Ask

Given = ParamSpec("Given")
Done = TypeVar("Done")


class Steps:
    """The step that one question has come to, "" while it does what takes no time."""

    def __init__(self) -> None:
        self.now = ""

    def over(self, ask: Ask) -> Ask:
        """The question, its desk telling each step as it begins."""
        desk = ask.desk
        told = replace(
            desk,
            fetch=self._telling("Fetching the page", desk.fetch),
            open=self._telling("Looking for the article's text", desk.open),
            read=self._telling("Reading the article", desk.read, then="Comparing its deals with those that are known"),
        )
        return replace(ask, desk=told)

    def _telling(
        self, said: str, work: Callable[Given, Awaitable[Done]], *, then: str = ""
    ) -> Callable[Given, Awaitable[Done]]:
        async def telling(*args: Given.args, **more: Given.kwargs) -> Done:
            self.now = said
            done = await work(*args, **more)
            self.now = then or said
            return done

        return telling

    def said(self, seconds: float) -> str:
        """ "Reading the article … 4 seconds so far." """
        return f"{self.now} … {seconds:.0f} seconds so far."
