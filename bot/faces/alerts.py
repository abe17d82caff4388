"""Sends what watches have to tell: by direct message, or into a channel; at most one message an hour to each.

What there is to tell and what a message says is for `answers.alerts`; here is what each refusal of Discord means.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from bot.answers import Post, alerts
from bot.answers.alerts import SENT, Message
from bot.answers.watch import CLOSED
from bot.errors import Forbidden
from bot.faces import trouble
from bot.faces.asking import Asking
from bot.faces.digests import AT_ONCE, MARGIN, SEND_SECONDS, UNREACHED, Run, in_order
from bot.faces.posting import PASSING, Closed, Gone, Outlet
from bot.language.wording import say_list
from bot.model import SHARED


class Alerts:
    """The watches of everyone."""

    def __init__(self, asking: Asking, outlet: Outlet) -> None:
        self.db = asking.blank.db
        self.clock = asking.clock
        self.outlet = outlet
        self._looked_at: datetime | None = None

    async def send(self) -> str:
        """Find what is new to anyone, then send what is due. Tells what went wrong."""
        now = self.clock.now()
        await alerts.look(self.db, now, since=self._looked_at or now - alerts.WINDOW)
        self._looked_at = now
        run = Run()
        work = [partial(self._guarded, one, run, look=False) for one in await alerts.claim_all(self.db, now)]
        work += [partial(self._guarded, one, run, look=True) for one in await alerts.left_open(self.db, now)]
        await in_order(work, AT_ONCE)
        return str(run)

    async def _guarded(self, message: Message, run: Run, *, look: bool) -> None:
        """Send one message, and note what stands in the way."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send(message, look=look)
        except Closed:
            run.reached()
            await alerts.closed(self.db, message, CLOSED, at=self.clock.now())
        except Gone:
            run.reached()
            await alerts.closed(self.db, message, "its channel was deleted", at=self.clock.now())
        except Forbidden as error:
            run.reached()
            await alerts.closed(self.db, message, error.message.rstrip("."), at=self.clock.now())
        except PASSING:
            await alerts.put_off(self.db, message, UNREACHED, now=self.clock.now())
            run.troubles.append(UNREACHED)
            run.unreached()
        except Exception as error:  # a fault of ours in one message is not the others'
            said = f"Something broke, number {trouble.note(error, 'sending an alert')}."
            run.troubles.append(said)
            await alerts.put_off(self.db, message, said, now=self.clock.now())
        else:
            run.reached()

    async def _send(self, message: Message, *, look: bool) -> None:
        target = message.post.target
        if look:
            place = target.channel_id or await self.outlet.direct(target.person_id)
            found = await self.outlet.find(place, message.nonce, since=message.post.claimed_at - MARGIN)
            if found or message.missed:
                await self._settle(message, SENT if found else "skipped: it could not be sent", place, found)
                return
        message = await self._for_members(message)
        names = {one.server_id: self.outlet.server_name(one.server_id) for one in message.alerts}
        answer = await alerts.composed(self.db, message, names)
        if answer is None:
            await self._settle(message, "nothing left to tell")
            return
        lacking = self.outlet.missing(target.channel_id) if target.channel_id else []
        if lacking:
            raise Forbidden(f"I lack {say_list(lacking)} in its channel.")
        if self.clock.now() - message.post.taken_at > alerts.SENDING:
            return  # this process stood still for minutes: another may have taken it on
        sent = await self.outlet.post(Post(target.channel_id, answer, nonce=message.nonce, person_id=target.person_id))
        await self._settle(message, SENT, sent.channel_id, sent.message_id)

    async def _for_members(self, message: Message) -> Message:
        """A direct message tells of a server's deals while the person is a member there, and no longer."""
        person_id = message.post.target.person_id
        if person_id:
            for server_id in sorted({one.server_id for one in message.alerts} - {SHARED}):
                if not await self.outlet.is_member(server_id, person_id):
                    message = await alerts.not_member(self.db, message, server_id)
        return message

    async def _settle(self, message: Message, outcome: str, sent_to: int = 0, message_id: int = 0) -> None:
        await alerts.settle(self.db, message, outcome, at=self.clock.now(), sent_to=sent_to, message_id=message_id)
