"""What the bot does by itself, each job in a loop of its own: digests, their edits, alerts, tidying up.

A tick every half minute runs each job; nothing is kept in memory, so a restart loses nothing. Whatever goes wrong in a
job is caught, logged with a number, noted in its heartbeat (`/status` reads those), and the job runs again after a
growing pause. A job that keeps failing is told to the owner. What a job does is in its own file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from tenacity import AsyncRetrying, RetryCallState, wait_exponential

from bot.answers import Post, claims, membership, say, upkeep
from bot.errors import BotError
from bot.faces import trouble
from bot.faces.alerts import Alerts
from bot.faces.asking import Asking
from bot.faces.digests import Digests, DiscordDown
from bot.faces.posting import Outlet

TICK = 30.0
LONGEST_PAUSE = 300.0
PATIENCE = 3_600.0
"""So long may a job take; then it hangs, and is begun anew."""
ALARM = 3
"""After so many failures in a row the owner is told."""

Job = Callable[[], Awaitable[str]]
"""Does its work; tells what went wrong in parts of it, "" where nothing did. An error is a failure of the whole."""


class Jobs:
    """The jobs of one process. Started once, however often Discord says that the bot is ready."""

    def __init__(self, asking: Asking, outlet: Outlet, *, tick: float = TICK) -> None:
        self.db = asking.blank.db
        self.clock = asking.clock
        self.owner_ids = asking.owner_ids
        self.outlet = outlet
        self.tick = tick
        self.digests = Digests(asking, outlet)
        self.alerts = Alerts(asking, outlet)
        self.jobs: dict[str, Job] = {
            "digests": self.digests.post,
            "edits": self.digests.edit,
            "alerts": self.alerts.send,
            "tidying": self.tidying,
        }
        self._running: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to tick."""
        if not self._running:
            self._running = [asyncio.create_task(self._keep(name), name=f"job {name}") for name in self.jobs]

    async def stop(self) -> None:
        """Stop; a digest that is under way is left to the next process, which looks before it posts."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def _keep(self, name: str) -> None:
        """Run a job at every tick, for ever."""
        while True:
            # The pauses grow from a tick to five minutes, and are short again once it went well.
            persistent = AsyncRetrying(
                wait=wait_exponential(multiplier=self.tick, max=max(self.tick, LONGEST_PAUSE)),
                before_sleep=partial(self._alarm, name),
            )
            await persistent(self.once, name)
            await asyncio.sleep(self.pause())

    def pause(self) -> float:
        """Seconds to the next tick. Ticks fall on whole half minutes, so that a digest comes at its minute's start."""
        return self.tick - self.clock.now().timestamp() % self.tick + 0.01

    async def once(self, name: str) -> None:
        """Run a job once and note how it came out; raises what it raised, once that is noted."""
        try:
            said = await self._run(name)
        except Exception as error:  # a job that dies silently is the worst of all
            await self._beat(name, _said_of(error, name))
            raise
        await self._beat(name, said)

    async def _run(self, name: str) -> str:
        task = asyncio.current_task()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.jobs[name]()
        except asyncio.CancelledError as error:
            if task is not None and task.cancelling():
                raise
            # Somebody's cancelled task inside the job, not ours: it must not end the loop.
            raise RuntimeError("a job was cancelled from within") from error

    async def _beat(self, name: str, said: str) -> None:
        """The heartbeat: when the job ran, how it came out, when it runs next at the latest."""
        try:
            await upkeep.beat(self.db, name, self.clock.now(), said)
        except Exception as error:
            trouble.note(error, f"the heartbeat of {name}")

    async def _alarm(self, name: str, state: RetryCallState) -> None:
        """Tell the owner of a job that keeps failing, once for each time that it begins to."""
        if state.attempt_number != ALARM or state.outcome is None:
            return
        pause = timedelta(seconds=round(state.upcoming_sleep))
        error = state.outcome.exception()
        what = type(error).__name__ if error else "nothing"
        answer = say(
            f"The job {name} has failed {ALARM} times in a row, the last time with {what}; the log has the numbers. "
            f"It is tried again in {pause}, and goes on being tried. /status shows how it fares."
        )
        for owner_id in self.owner_ids:
            try:
                await self.outlet.post(Post(0, answer, person_id=owner_id))
            except Exception as failed:
                trouble.note(failed, "telling the owner")

    async def tidying(self) -> str:
        """Throw away drafts that nobody published within a day, what digests and watches told two months ago, and
        what is left of servers that took the bot out thirty days ago."""
        await upkeep.drop_expired_drafts(self.db, self.clock.now())
        await claims.forget_old(self.db, self.clock.now())
        await membership.forget_gone(self.db, self.clock.now())
        return ""


def _said_of(error: Exception, name: str) -> str:
    """What a heartbeat says of an error: its own words where they are ours, else its kind; its number in the log."""
    number = trouble.note(error, f"the job {name}")
    if isinstance(error, DiscordDown):
        return f"Discord could not be reached (number {number})."
    said = str(error) if isinstance(error, BotError) else f"{type(error).__name__}."
    return f"{said} (number {number})"
