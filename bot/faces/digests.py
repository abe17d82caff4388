"""Posts the digests that are due, settles those that a crash left open, and edits the day's posts when deals move.

Which digest is due and what it says is for `answers.claims`; here is the order of things, and what each refusal of
Discord means. Nothing is kept in memory: whatever dies here is taken up by the next tick, or the next process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from bot.answers import Answer, Post, claims, edits
from bot.answers.claims import POSTED, SENDING, SKIPPED, Claim, DigestPost, Known
from bot.errors import Forbidden
from bot.faces import trouble
from bot.faces.asking import Asking
from bot.faces.posting import PASSING, Gone, Outlet, Sent
from bot.language.wording import say_list

AT_ONCE = 12
"""So many posts are under way beside one another: enough for the pace at the time that Discord takes for one."""
SEND_SECONDS = 60
DOWN_AFTER = 5
"""After so many failures in a row Discord is taken to be down, and the rest is left for the next tick."""
MARGIN = timedelta(hours=1)
EDIT_OVERLAP = timedelta(minutes=30)
SWEEP = timedelta(minutes=10)
"""So often all posts of the day are compared with their deals, not only those of deals that changed just now."""

UNREACHED = "Discord could not be reached."


class DiscordDown(Exception):
    """Discord does not answer: the whole job waits, with growing pauses."""


@dataclass(slots=True)
class Run:
    """One run of the job: what went wrong, and the deals that all servers see alike."""

    known: Known = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    down: int = 0

    def reached(self) -> None:
        """Discord answered, whatever it said."""
        self.down = 0

    def unreached(self) -> None:
        """Discord did not answer."""
        self.down += 1
        if self.down >= DOWN_AFTER:
            raise DiscordDown

    def __str__(self) -> str:
        return f"{len(self.troubles)} failed; {self.troubles[0]}" if self.troubles else ""


class Digests:
    """The digests of every server."""

    def __init__(self, asking: Asking, outlet: Outlet) -> None:
        self.db = asking.blank.db
        self.clock = asking.clock
        self.outlet = outlet
        self._edited_until: datetime | None = None
        self._swept_at: datetime | None = None
        self._reckoned = False

    async def post(self) -> str:
        """Post what is due, the first due first; then settle what was left open. Tells what went wrong."""
        if not self._reckoned:
            await claims.reckon_all(self.db, self.clock.now())
            self._reckoned = True
        run = Run()
        due = await claims.servers_due(self.db, self.clock.now())
        left = await claims.left_open(self.db, self.clock.now())
        work = [
            *(partial(self._due, server_id, run) for server_id in due),
            *(partial(self._again, one, run) for one in left),
        ]
        await in_order(work, AT_ONCE)
        return str(run)

    async def edit(self) -> str:
        """Bring posts of today up to date where a deal moved since, or was taken out."""
        now = self.clock.now()
        whole = self._swept_at is None or now - self._swept_at >= SWEEP
        since = None if whole or self._edited_until is None else self._edited_until - EDIT_OVERLAP
        run = Run()
        found = await edits.to_edit(self.db, now, since=since)
        await in_order([partial(self._edit, server_id, day, run) for server_id, day in found], AT_ONCE)
        self._edited_until = now
        self._swept_at = now if whole else self._swept_at
        return str(run)

    async def channel_gone(self, server_id: int, channel_id: int) -> None:
        """A channel was deleted; its digest stops, and whoever set it is told."""
        digest = await claims.stop(self.db, server_id, channel_id, self.clock.now())
        if digest is not None:
            await self._tell(digest.set_by, claims.stopped_notice(self.outlet.server_name(server_id)))

    async def _due(self, server_id: int, run: Run) -> None:
        """One server's digest. What breaks here holds up no other server's."""
        now = self.clock.now()
        try:
            claim = await claims.claim(self.db, server_id, now, known=run.known)
        except Exception as error:  # whatever it is: the digest is tried again until its window is over
            run.troubles.append(f"number {trouble.note(error, 'composing a digest')}")
            await claims.look_later(self.db, server_id, now)
            return
        if claim is not None:
            await self._guarded(claim, run, self._send)

    async def _again(self, post: DigestPost, run: Run) -> None:
        """A claim without an outcome: whoever had it may have posted before it died, so look first."""
        claim = await claims.take_on(self.db, post, self.clock.now())
        if claim is not None:
            await self._guarded(claim, run, self._look_then_send)

    async def _guarded(self, claim: Claim, run: Run, work: Callable[[Claim], Awaitable[None]]) -> None:
        """Do it, and note what stands in the way: rights, Discord being down, or a fault of ours."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await work(claim)
        except Gone:
            run.reached()
            await self.channel_gone(claim.server_id, claim.channel_id)
        except Forbidden as error:
            run.reached()
            await self._refused(claim, error.message)
        except PASSING:
            await claims.put_off(self.db, claim, UNREACHED, now=self.clock.now())
            run.troubles.append(UNREACHED)
            run.unreached()
        except Exception as error:  # a fault of ours in one server's digest is not the others'
            said = f"Something broke, number {trouble.note(error, 'posting a digest')}."
            run.troubles.append(said)
            await claims.put_off(self.db, claim, said, now=self.clock.now())
        else:
            run.reached()

    async def _look_then_send(self, claim: Claim) -> None:
        lacking = self.outlet.missing(claim.channel_id)
        if lacking:
            raise Forbidden(_lack(lacking))
        found = await self.outlet.find(claim.channel_id, claim.nonce, since=claim.claimed_at - MARGIN)
        if found:
            await self._settle(claim, POSTED, message_id=found)
        elif claim.missed:
            await self._settle(claim, f"skipped: {claim.trouble.rstrip('.')}" if claim.trouble else SKIPPED)
        else:
            await self._send(claim)

    async def _send(self, claim: Claim) -> None:
        lacking = self.outlet.missing(claim.channel_id)
        if lacking:
            raise Forbidden(_lack(lacking))
        if self.clock.now() - claim.taken_at > SENDING:
            return  # this process stood still for minutes: another may have taken it on
        sent = await self.outlet.post(Post(claim.channel_id, claim.answer, claim.nonce, ping_role=claim.ping_role))
        await self._settle(claim, POSTED, message_id=sent.message_id)

    async def _settle(self, claim: Claim, outcome: str, *, message_id: int = 0) -> None:
        await claims.settle(self.db, claim, outcome, at=self.clock.now(), message_id=message_id)

    async def _refused(self, claim: Claim, why: str) -> None:
        """The channel is closed to the bot: whoever set the digest is told once, and it is tried again."""
        if await claims.put_off(self.db, claim, why, now=self.clock.now(), warn=True):
            await self._tell(claim.set_by, claims.closed_notice(claim, why, self.outlet.server_name(claim.server_id)))

    async def _tell(self, person_id: int, answer: Answer) -> None:
        """Tell whoever set the digest; where that cannot be, `/digest show` and `/status` say it all the same."""
        if person_id <= 0:  # set in a terminal, or by someone who had their name taken out
            return
        try:
            await self.outlet.post(Post(0, answer, person_id=person_id))
        except Forbidden:
            pass
        except Exception as error:
            trouble.note(error, "telling of a digest")

    async def _edit(self, server_id: int, day: date, run: Run) -> None:
        edit = await edits.edit(self.db, server_id, day, self.clock.now())
        if edit is None:
            return
        post = edit.post
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self.outlet.edit(Sent(post.channel_id, post.message_id), edit.answer, post.nonce)
        except PASSING:
            run.unreached()
        except Forbidden:
            await edits.edited(self.db, edit, self.clock.now(), gone=True)
        else:
            run.reached()
            await edits.edited(self.db, edit, self.clock.now())


def _lack(rights: list[str]) -> str:
    return f"I lack {say_list(rights)} in the digest's channel."


async def in_order(work: Iterable[Callable[[], Awaitable[None]]], at_once: int) -> None:
    """Do so many things beside one another, begun in their order. The first error ends it, once all have stopped."""
    left = iter(work)

    async def worker() -> None:
        for one in left:
            await one()

    tasks = [asyncio.create_task(worker()) for _ in range(at_once)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
