"""The digest job over a real library, for days of simulated time: exactly one post a day, whatever happens.

Two processes share one database. They die in the middle of a post, or right after Discord took it; answers get lost;
Discord is down for minutes to days; nobody runs for hours. The clocks of the zones change meanwhile, and the digests'
times lie in the gap, in the doubled hour, and about midnight. Discord is on paper here (`outlets`), and does not even
know nonces: whatever is posted twice is seen.
"""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answers import Ask, Post
from bot.answers.claims import POSTED
from bot.answers.schedule import WINDOW, instant
from bot.faces.asking import Asking, Clock
from bot.faces.digests import Digests
from bot.fetch import fetch
from bot.intake import Desk
from bot.model import Article, Digest, Reading
from bot.store import digests, servers
from bot.store.db import Database, open_database
from tests.answers.test_every_zone import ZONES, changes
from tests.faces.outlets import Killed, PaperDiscord

DAYS = 5
LONG_ENOUGH = timedelta(minutes=45)
"""Where Discord is up and somebody runs for so long within the window, the digest must come."""

# Odd rules: half hours, gaps at midnight, changes before Ramadan, southern summers, none at all, the far ends.
# fmt: off
HARD = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "America/Adak", "America/Asuncion", "America/Bogota",
    "America/Chicago", "America/Godthab", "America/Havana", "America/Los_Angeles", "America/Miquelon",
    "America/New_York", "America/Nuuk", "America/Santiago", "America/Scoresbysund", "America/St_Johns",
    "Antarctica/McMurdo", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem",
    "Asia/Kathmandu", "Asia/Kolkata", "Asia/Tokyo", "Atlantic/Azores", "Australia/Adelaide", "Australia/Eucla",
    "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/Chisinau", "Europe/Dublin", "Europe/London",
    "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter", "Pacific/Kiritimati", "Pacific/Norfolk",
]
# fmt: on


class Watch(Clock):
    """A clock that the test moves."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def now(self) -> datetime:
        return self.at


async def no_reading(article: Article) -> Reading:
    return Reading(article)


@dataclass
class Simulation:
    """Some days of one zone. `able` are the stretches in which a digest could be posted."""

    zone: str
    chance: random.Random
    clock: Watch
    outlet: PaperDiscord
    databases: list[Database]
    processes: list[Digests] = field(default_factory=list)
    able: list[tuple[datetime, datetime]] = field(default_factory=list)
    deaths: int = 0

    def start(self, place: int) -> Digests:
        """A process begins, knowing nothing but the database."""
        ask = Ask(db=self.databases[place], now=self.clock.at, desk=Desk(read=no_reading, fetch=fetch))
        return Digests(Asking(ask, self.clock), self.outlet)

    def before(self, post: Post) -> None:
        """What may happen before Discord takes a post."""
        if self.chance.random() < 0.15:
            raise Killed

    def after(self, post: Post) -> None:
        """What may happen after it did."""
        fate = self.chance.random()
        if fate < 0.15:
            raise Killed
        if fate < 0.3:
            raise ConnectionError("the answer was lost")

    async def tick(self) -> None:
        """Both processes look, one after the other; who dies begins anew at the next tick."""
        for place in self.chance.sample(range(len(self.databases)), len(self.databases)):
            try:
                with suppress(Exception):  # the loop of jobs catches it, and comes again
                    await self.processes[place].post()
            except Killed:
                self.deaths += 1
                self.processes[place] = self.start(place)

    async def run(self, until: datetime) -> None:
        self.processes = [self.start(place) for place in range(len(self.databases))]
        while self.clock.at < until:
            self.outlet.down = self.chance.random() < 0.25
            spell = timedelta(
                minutes=self.chance.choice([3, 20, 90, 400, 900, 1_900] if self.outlet.down else [240, 900])
            )
            asleep = self.chance.random() < 0.1
            began, end = self.clock.at, min(self.clock.at + spell, until)
            while self.clock.at < end:
                if not asleep:
                    await self.tick()
                self.clock.at += timedelta(seconds=self.chance.choice([30, 60, 300, 900]))
            if not asleep and not self.outlet.down:
                self.able.append((began, self.clock.at))

    async def settle(self) -> None:
        """All is well again for some hours: whatever was left open is settled."""
        self.outlet.down = False
        self.outlet.before = self.outlet.after = lambda post: None
        for _ in range(24):
            await self.tick()
            self.clock.at += timedelta(minutes=10)

    def must_come(self, due_at: datetime) -> bool:
        """Whether there was time enough within the window to post it."""
        return any(
            min(end, due_at + WINDOW) - max(began, due_at) >= LONG_ENOUGH + timedelta(minutes=15)
            for began, end in self.able
        )


def hard_walls(zone: str, moment: datetime) -> list[time]:
    """Wall times within what a change swallows or repeats, at midnight, and at any other time."""
    here = ZoneInfo(zone)
    shown = [(moment + timedelta(seconds=second)).astimezone(here).replace(tzinfo=None, fold=0) for second in (-1, 0)]
    middle = min(shown) + (max(shown) - min(shown)) / 2
    return [middle.replace(second=0, microsecond=0).time(), time(0, 0), time(23, 45), time(8, 30)]


async def simulate(zone: str, url: str, seed: int) -> int:
    """Run a zone's days, and check each date of each of its digests; how many posts there were."""
    chance = random.Random(f"{zone} {seed}")
    moment = chance.choice(changes(ZoneInfo(zone)) or [datetime(2026, 3, 1, tzinfo=UTC)])
    start = moment - timedelta(days=DAYS / 2)
    clock = Watch(start)
    async with open_database(url) as one, open_database(url) as two:
        simulation = Simulation(zone, chance, clock, PaperDiscord(clock.now), [one, two])
        simulation.outlet.before, simulation.outlet.after = simulation.before, simulation.after
        walls = hard_walls(zone, moment)
        async with one.transaction() as tx:
            for server_id, wall in enumerate(walls, 1):
                digest = Digest(server_id, server_id, f"{wall:%H:%M}", zone, say_when_empty=True, set_at=start)
                await servers.set_digest(tx, digest)
        until = start + timedelta(days=DAYS)
        await simulation.run(until)
        await simulation.settle()
        for server_id, wall in enumerate(walls, 1):
            for day, due_at in days_of(zone, wall, start, until - WINDOW - timedelta(hours=2)):
                post = await digests.get_post(one, server_id, day)
                check(simulation, server_id, day, due_at, post)
    return len(simulation.outlet.messages)


def days_of(zone: str, wall: time, start: datetime, end: datetime) -> list[tuple[date, datetime]]:
    """The dates on which a digest falls due, with the instants."""
    dates = [start.date() + timedelta(days=number) for number in range(-1, DAYS + 2)]
    found = [(day, instant(day, wall, zone)) for day in dates]
    return [(day, at) for day, at in found if at is not None and start < at <= end]


def check(simulation: Simulation, server_id: int, day: date, due_at: datetime, post: digests.DigestPost | None) -> None:
    """One date of one digest: told once within its window, or not at all and then it is said why."""
    case = (simulation.zone, server_id, day)
    came = [one for one in simulation.outlet.to(server_id) if one.nonce.endswith(f"{day:%Y%m%d}")]
    assert len(came) <= 1, (case, "posted twice", [one.at for one in came])
    assert post is not None, (case, "nobody noted anything")
    assert (post.outcome == POSTED) == bool(came), (case, post.outcome, came)
    if came:
        assert due_at <= came[0].at <= due_at + WINDOW + timedelta(minutes=1), (case, came[0].at, due_at)
        assert post.message_id == came[0].id, case
    else:
        assert post.outcome.startswith("skipped: "), (case, post.outcome)
        assert not simulation.must_come(due_at), (case, "could have been posted", post)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe"])
async def test_some_days_of_two_zones(zone: str, tmp_path: Path) -> None:
    assert await simulate(zone, f"sqlite:///{tmp_path / 'library.sqlite3'}", 1)


@pytest.mark.long
@pytest.mark.parametrize("zone", HARD)
async def test_the_hardest_changes_of_forty_zones(zone: str, tmp_path: Path) -> None:
    for seed in range(3):
        assert await simulate(zone, f"sqlite:///{tmp_path / f'{seed}.sqlite3'}", seed)


def test_there_are_forty_zones() -> None:
    assert len(set(HARD)) == 40
    assert set(HARD) <= set(ZONES)
