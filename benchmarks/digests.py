"""Ten thousand servers whose digests are due in the same minute: how they are served, and who waits meanwhile.

    python -m benchmarks.digests [SERVERS]

The unmodified bot, in a process of its own, at the stand-in for Discord (tests/loopback), which counts requests as
Discord does: 50 a second in all, and five messages in five seconds for each channel. Measured are the posts a second,
every 429, whether the servers came in their order, and how long `/deal` takes before and during the run.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Digest
from bot.store import servers
from bot.store.db import open_database
from tests.faces.running import MEMBER, environment, small_world, start
from tests.loopback import LoopbackDiscord, World

SERVERS = 10_000
LOADED_AT = "2025-11-24T07:00:00+00:00"
SET_AT = datetime(2025, 11, 24, 6, tzinfo=UTC)
DUE_AT = "2025-11-24T07:29:{second:02d}+00:00"
WARM_UP, IDLE_SECONDS = 8.0, 20.0
EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a run. Times of `/deal` are seconds to its first word."""

    posts: int
    doubled: int
    seconds: float
    busiest_second: int
    too_many: int
    out_of_order: int
    idle: tuple[float, ...]
    busy: tuple[float, ...]

    @property
    def slowdown(self) -> float:
        """How many times longer the slowest hundredth of `/deal` takes during the run."""
        return p99(self.busy) / p99(self.idle)

    def __str__(self) -> str:
        return "\n".join(
            (
                f"{self.posts:,} digests in {self.seconds:.1f} s: {self.posts / self.seconds:.1f} a second",
                f"busiest second {self.busiest_second} requests; answers 429: {self.too_many}",
                f"doubled {self.doubled}; out of order by more than what is under way at once: {self.out_of_order}",
                f"/deal idle: {_times(self.idle)}",
                f"/deal during the run: {_times(self.busy)}",
                f"p99 during the run is {self.slowdown:.2f} times the idle one",
            )
        )


def p99(times: tuple[float, ...]) -> float:
    """The time that ninety-nine in a hundred stay below."""
    return sorted(times)[max(0, round(len(times) * 0.99) - 1)]


def _times(times: tuple[float, ...]) -> str:
    return f"median {statistics.median(times) * 1000:.1f} ms, p99 {p99(times) * 1000:.1f} ms, {len(times):,} asked"


def crowded(number: int) -> tuple[World, list[int]]:
    """A world with so many servers of one channel each; the ids of the channels in the order of their servers."""
    world = small_world()
    owner = world.user("alice")
    channels = []
    for place in range(number):
        guild = world.add_guild(f"Server {place}", owner)
        channels.append(world.add_channel(guild, "deals").id)
    return world, channels


async def set_digests(folder: Path, world: World, channels: list[int]) -> None:
    """A digest in each channel, all at the same wall time."""
    async with open_database(environment(folder)["DATABASE_URL"]) as db, db.transaction() as tx:
        for channel_id in channels:
            guild = world.channels[channel_id].guild
            assert guild is not None
            digest = Digest(guild.id, channel_id, "08:30", "Europe/Berlin", set_at=SET_AT)
            await servers.set_digest(tx, digest)


async def asked(discord: LoopbackDiscord, until: float, done: asyncio.Event) -> tuple[float, ...]:
    """Ask `/deal` at a steady pace until a moment, or until all is done; how long each took."""
    times = []
    while time.perf_counter() < until and not done.is_set():
        reply = await discord.slash(
            *MEMBER, "deal", {"company": "foxconn"}, quiet=0, until=lambda one: one.first_answer is not None
        )
        assert reply.first_answer is not None
        times.append(reply.first_answer)
        await asyncio.sleep(EVERY)
    return tuple(times)


async def come(world: World, channels: list[int], number: int, *, seconds: float) -> None:
    """Wait until so many channels have their digest; seldom looking, for this process is Discord too."""
    async with asyncio.timeout(seconds):
        while sum(bool(world.channels[one].messages) for one in channels) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.25)


async def measure(number: int, folder: Path) -> Figures:
    """Run it once with so many servers."""
    world, channels = crowded(number)
    async with LoopbackDiscord(world, ready_timeout=0.5, quiet=0.1) as discord:
        await start(discord, folder, TIEUP_NOW=LOADED_AT)
        await discord.stop_bot()
        await set_digests(folder, world, channels)
        # The bot needs a while to hear of its servers; the minute comes after the idle time is measured.
        await start(discord, folder, TIEUP_NOW=DUE_AT.format(second=0))
        began, done = time.perf_counter(), asyncio.Event()
        await asked(discord, began + WARM_UP, done)  # the first answers fill caches, which is nobody's fault
        idle = await asked(discord, began + WARM_UP + IDLE_SECONDS, done)
        first = len(discord.server.requests)
        await come(world, channels, 1, seconds=90)
        asking = asyncio.create_task(asked(discord, time.perf_counter() + number, done))
        await come(world, channels, number, seconds=60 + number / 10)
        done.set()
        return _figures(discord, world, channels, first, idle, await asking)


def _posts(discord: LoopbackDiscord, first: int) -> list[float]:
    """When the digests were sent."""
    return [
        one.time for one in discord.server.requests[first:] if one.method == "POST" and one.path.endswith("/messages")
    ]


def _figures(
    discord: LoopbackDiscord,
    world: World,
    channels: list[int],
    first: int,
    idle: tuple[float, ...],
    busy: tuple[float, ...],
) -> Figures:
    sent = _posts(discord, first)
    counted = [one for one in discord.server.requests[first:] if "/interactions/" not in one.path]
    place = {channel: number for number, channel in enumerate(channels)}
    messages = sorted(message.id for channel in channels for message in world.channels[channel].messages.values())
    by_id = {message: channel for channel in channels for message in world.channels[channel].messages}
    order = [place[by_id[message]] for message in messages]
    return Figures(
        posts=len(order),
        doubled=len(order) - len(set(order)),
        seconds=max(sent) - min(sent),
        busiest_second=max(Counter(int(one.time) for one in counted).values()),
        too_many=sum(one.status == 429 for one in discord.server.requests),
        out_of_order=sum(abs(number - wanted) > 24 for wanted, number in enumerate(order)),
        idle=idle,
        busy=busy,
    )


def main() -> None:
    """Measure, and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else SERVERS
    with tempfile.TemporaryDirectory() as folder:
        print(asyncio.run(measure(number, Path(folder))))


if __name__ == "__main__":
    main()
