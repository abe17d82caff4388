"""The unmodified bot at the stand-in for Discord: a process of its own, a small library, a clock that tests set."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.loopback import LoopbackDiscord, Reply, World

ROOT = Path(__file__).resolve().parent.parent.parent
SEEDS = ("*-openai-foxconn-us-racks.md", "*-foxconn-intrinsic-jv.md", "*-openai-broadcom-10gw.md")

HERE = ("Testers", "general")
ADMIN = (*HERE, "bob")
MEMBER = (*HERE, "carol")
OTHER = "dave"

ARTICLE = """Acme Robotics agrees to buy Bolt Motors for $2 billion

Acme Robotics has agreed to acquire Bolt Motors for $2 billion in cash, the two companies said on Friday.
"""


def some_seeds(folder: Path) -> Path:
    """A folder with a few of the project's own briefs; left as it is where it is there already."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    for pattern in SEEDS:
        [seed] = (ROOT / "seeds").glob(pattern)
        shutil.copy(seed, folder)
    return folder


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The settings of a bot that keeps everything in this folder."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'library.sqlite3'}",
        "SEEDS": str(some_seeds(folder / "seeds")),
        "TIEUP_NOW": "2025-11-24T09:00:10+00:00",
        "PYTHONPATH": str(ROOT),
        **more,
    }


def small_world() -> World:
    """A server with its owner alice, bob who manages it, and the members carol and dave."""
    world = World.default()
    world.add_member(world.guild("Testers"), world.add_user(OTHER))
    return world


@asynccontextmanager
async def running(folder: Path, *, shards: int = 1, **more: str) -> AsyncIterator[LoopbackDiscord]:
    """The bot, ready to be asked."""
    async with LoopbackDiscord(small_world(), ready_timeout=0.2, quiet=0.1, shards=shards) as discord:
        await start(discord, folder, **more)
        yield discord


async def start(discord: LoopbackDiscord, folder: Path, *, ready: bool = True, **more: str) -> None:
    """Start the bot with other settings than before."""
    await discord.start_bot([sys.executable, "-m", "bot", "run"], env=environment(folder, **more), cwd=folder)
    if ready:
        await discord.wait_ready(timeout=60)


def clean(discord: LoopbackDiscord) -> None:
    """Discord had nothing to complain of, and the bot broke nowhere."""
    assert not discord.violations(), "\n".join(map(str, discord.violations()))
    assert not discord.server.crashes, discord.server.crashes[0]
    log = discord.bot_log()
    assert "broke, number" not in log, log[-3000:]


def quick(reply: Reply) -> Reply:
    """An answer that came in time, and broke no rule."""
    assert reply.first_answer is not None
    assert reply.first_answer < 3
    assert not reply.violations, reply.violations
    return reply


def buttons(reply: Reply) -> list[str]:
    """The labels of all buttons of an answer."""
    found: list[str] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("type") == 2:
                found.append(part["label"])
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look([message.components for message in reply.messages])
    return found


def label_of(reply: Reply) -> str:
    """The label of the article that an answer says was published: As1."""
    match = re.search(r"\bAs?\d+\b", reply.text)
    assert match is not None, reply.text
    return match.group()
