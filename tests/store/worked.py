"""A process that works on a library until it is killed: `python -m tests.store.worked URL FOLDER SEED`.

It says on standard output what it begins and what it has done, a line of JSON each, and never more than it knows. The
file `channel` in FOLDER plays Discord: what is sent stands there, one nonce a line, whatever becomes of the process.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import intake
from bot.answers import alerts, claims
from bot.errors import BadInput
from bot.fetch import fetch
from bot.intake import Desk
from bot.model import SHARED, Article, Digest, Reading
from bot.store import articles, servers, watches
from bot.store.db import Database, open_database
from bot.store.deals import Query, find_deals
from tests.making import NOW, report

SERVER, CHANNEL, PERSON = 2**60, 2**61, 2**59
PLACES = (SHARED, SERVER)

Facts = dict[str, Any]


async def read(article: Article) -> Reading:
    """Two deals, of the firm that the text begins with."""
    firm = article.text.split()[0]
    return Reading(article, (report(f"{firm}/OpenAI"), report(f"{firm}/Oracle", "services")))


DESK = Desk(read=read, fetch=fetch)


class Work:
    """What can be done, one act a turn; a turn is half a day on its clock."""

    def __init__(self, db: Database, channel: Path, chance: random.Random, turn: int) -> None:
        self.db, self.channel, self.chance, self.turn = db, channel, chance, turn
        self.last_removed: tuple[int, int] | None = None

    @property
    def now(self) -> Any:
        return NOW + timedelta(hours=12 * self.turn)

    def by(self, server_id: int) -> Facts:
        return {"server_id": server_id, "person_id": 1, "now": self.now}

    async def publish(self) -> Facts:
        server_id = self.chance.choice(PLACES)
        text = f"Firm{self.turn}x said on Friday that it would work together with two others for some time."
        made = await intake.draft(self.db, DESK, data=text.encode(), **self.by(server_id))
        done = await intake.publish(self.db, number=made.kept.number, **self.by(server_id))
        assert done is not None
        return {"server": server_id, "number": done.kept.number, "deals": sorted(deal.id for deal in done.deals)}

    async def remove(self) -> Facts | None:
        server_id = self.chance.choice(PLACES)
        found = (await articles.list_articles(self.db, server_id, limit=1000)).articles
        if not found:
            return None
        number = self.chance.choice(found).number
        await intake.remove(self.db, number=number, **self.by(server_id))
        self.last_removed = (server_id, number)
        return {"server": server_id, "number": number}

    async def bring_back(self) -> Facts | None:
        if self.last_removed is None:
            return None
        server_id, number = self.last_removed
        with suppress(BadInput):  # more than a day ago
            if await intake.bring_back(self.db, number=number, **self.by(server_id)):
                return {"server": server_id, "number": number}
        return None

    async def correct(self) -> Facts | None:
        deals = (await find_deals(self.db, SERVER, Query(limit=1000))).deals
        if not deals:
            return None
        deal, value = self.chance.choice(deals), f"subject of turn {self.turn}"
        await intake.correct(self.db, deal_id=deal.id, field="subject", value=value, **self.by(SERVER))
        return {"deal": deal.id, "subject": value}

    async def digest(self) -> Facts | None:
        claim = await claims.claim(self.db, SERVER, self.now)
        return await self._post(claim) if claim else None

    async def _post(self, claim: claims.Claim) -> Facts:
        """What the face does: nothing is sent twice under one nonce."""
        if claim.nonce not in self.sent() and not claim.missed:
            self._send(claim.nonce)
        outcome = claims.POSTED if claim.nonce in self.sent() else claims.SKIPPED
        await claims.settle(self.db, claim, outcome, at=self.now, message_id=self.turn)
        return {"day": claim.local_date.isoformat(), "outcome": outcome}

    def _send(self, nonce: str) -> None:
        with self.channel.open("a", encoding="utf-8") as messages:
            messages.write(nonce + "\n")

    def sent(self) -> list[str]:
        return self.channel.read_text(encoding="utf-8").split() if self.channel.exists() else []

    async def watch(self) -> Facts | None:
        """What is new is noted for whoever watches; what was noted before is told."""
        await alerts.look(self.db, self.now, since=self.now - timedelta(days=3))
        done = None
        for message in await alerts.claim_all(self.db, self.now):
            done = await self._tell(message)
        return done

    async def _tell(self, message: alerts.Message) -> Facts:
        if message.nonce not in self.sent() and not message.missed:
            self._send(message.nonce)
        outcome = alerts.SENT if message.nonce in self.sent() else "skipped: it could not be sent"
        await alerts.settle(self.db, message, outcome, at=self.now, message_id=self.turn)
        return {"post": message.post.id, "outcome": outcome}

    async def take_on(self) -> Facts | None:
        """What a crash left open: looked for in the channel first."""
        for message in await alerts.left_open(self.db, self.now):
            await self._tell(message)
        done = None
        for post in await claims.left_open(self.db, self.now):
            claim = await claims.take_on(self.db, post, self.now)
            done = await self._post(claim) if claim else done
        return done

    def acts(self) -> dict[Callable[[], Awaitable[Facts | None]], int]:
        """Each act, and how often it comes."""
        return {
            self.publish: 6,
            self.correct: 3,
            self.remove: 2,
            self.bring_back: 1,
            self.digest: 4,
            self.watch: 4,
            self.take_on: 1,
        }


def say(what: str, turn: int, act: str, facts: Facts | None) -> None:
    print(json.dumps([what, turn, act, facts]), flush=True)


async def main(url: str, folder: str, seed: int) -> None:
    chance = random.Random(seed)
    async with open_database(url) as db:
        async with db.transaction() as tx:
            await servers.set_digest(tx, Digest(SERVER, CHANNEL, "09:00", "UTC", say_when_empty=True, set_at=NOW))
            if not await watches.watches_of(tx, PERSON):
                await watches.add_watch(
                    tx,
                    person_id=PERSON,
                    server_id=SERVER,
                    channel_id=0,
                    company="",
                    kind="services",
                    words="",
                    deal_id=None,
                    at=NOW,
                )
        work = Work(db, Path(folder, "channel"), chance, seed * 1000)
        await work.take_on()
        say("begun", work.turn, "start", None)
        while True:
            work.turn += 1
            acts = work.acts()
            [act] = chance.choices(list(acts), list(acts.values()))
            say("begun", work.turn, act.__name__, None)
            say("done", work.turn, act.__name__, await act())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
