"""What the bot does by itself: post digests that are due, clear away old drafts.

A tick every half minute asks what is to be done now; nothing is kept in memory, so a restart loses nothing. Whatever
goes wrong in a job is logged with a number and noted in its heartbeat, and the next tick comes all the same.

A digest is claimed in the library before it is posted, and settled after. A claim that a crash left open is looked for
in its channel before anything is sent again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import discord

from bot.answers import Post, digest, upkeep
from bot.answers.digest import Claim
from bot.errors import BotError, Forbidden
from bot.faces import posting, trouble
from bot.faces.asking import Clock
from bot.faces.messages import Messages

TICK = 30.0
AT_ONCE = 8
"""So many digests are posted beside one another."""

Job = Callable[[], Awaitable[None]]


class Jobs:
    """The jobs of one process. Started once, however often Discord says that the bot is ready."""

    def __init__(self, client: discord.Client, messages: Messages, clock: Clock, *, tick: float = TICK) -> None:
        self.client = client
        self.messages = messages
        self.clock = clock
        self.tick = tick
        self.db = messages.db
        self.jobs: dict[str, Job] = {"digests": self.digests, "drafts": self.drafts}
        self._running: asyncio.Task[None] | None = None
        self._posting = asyncio.Semaphore(AT_ONCE)

    def start(self) -> None:
        """Begin to tick."""
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="jobs")

    async def stop(self) -> None:
        """Stop; a digest that is under way is left to the next process, which looks before it posts."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            for name, job in self.jobs.items():
                await self.once(name, job)
            await asyncio.sleep(self.pause())

    def pause(self) -> float:
        """Seconds to the next tick. Ticks fall on whole half minutes, so that a digest comes at its minute's start."""
        return self.tick - self.clock.now().timestamp() % self.tick + 0.01

    async def once(self, name: str, job: Job) -> None:
        """Run a job once, whatever comes of it, and note that it ran."""
        failed: Exception | None = None
        try:
            await job()
        except Exception as error:  # a job that dies silently is the worst of all
            trouble.note(error, f"the job {name}")
            failed = error
        try:
            await upkeep.beat(self.db, name, self.clock.now(), failed)
        except Exception as error:
            trouble.note(error, f"the heartbeat of {name}")

    async def digests(self) -> None:
        """Post what is due, and settle what a crash left open."""
        now = self.clock.now()
        left_open = await digest.open_claims(self.db, now)
        claimed = await digest.claim_due(self.db, now)
        work = [self._beside(self._post, claim) for claim in claimed]
        work += [self._beside(self._look_then_post, claim) for claim in left_open]
        failed = [error for error in await asyncio.gather(*work, return_exceptions=True) if error is not None]
        for error in failed[1:]:
            trouble.note(error, "a digest")
        if failed:
            raise failed[0]

    async def drafts(self) -> None:
        """Throw away drafts that nobody published within a day."""
        await upkeep.drop_expired_drafts(self.db, self.clock.now())

    async def _beside(self, work: Callable[[Claim], Awaitable[None]], claim: Claim) -> None:
        async with self._posting:
            await work(claim)

    async def _look_then_post(self, claim: Claim) -> None:
        """A claim without an outcome: whoever made it may have posted before it died."""
        try:
            found = await posting.find(self.client, claim.channel_id, claim.nonce)
        except Forbidden as error:
            await self._settle(claim, f"failed: {error.message}")
            return
        if found:
            await self._settle(claim, digest.POSTED, message_id=found)
        elif claim.missed:
            await self._settle(claim, digest.SKIPPED)
        else:
            await self._post(claim)

    async def _post(self, claim: Claim) -> None:
        """Post a claimed digest. What passes by itself leaves the claim open, to be looked at again."""
        try:
            sent = await posting.post(
                self.client, self.messages, Post(claim.channel_id, claim.answer, claim.nonce, claim.ping_role)
            )
        except BotError as error:
            await self._settle(claim, f"failed: {error.message}")
        else:
            await self._settle(claim, digest.POSTED, message_id=sent)

    async def _settle(self, claim: Claim, outcome: str, *, message_id: int = 0) -> None:
        await digest.settle(self.db, claim, outcome, at=self.clock.now(), message_id=message_id)
