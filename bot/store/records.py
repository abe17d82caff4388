"""Small records: who did what when, whether the jobs are alive, and button lines too long for Discord."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.db import Reads, Transaction


@dataclass(frozen=True, slots=True)
class Act:
    """One act: who did what, when. `act` is like "article published", `about` like "As3"."""

    server_id: int
    person_id: int
    at: datetime
    act: str
    about: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """How a job last came out. `error` is empty where it went well; `failures` counts those in a row."""

    job: str
    at: datetime
    error: str = ""
    failures: int = 0


async def note(tx: Transaction, act: Act) -> None:
    """Write an act down."""
    raise NotImplementedError


async def acts(reads: Reads, server_id: int, *, limit: int = 25, offset: int = 0) -> tuple[Act, ...]:
    """A server's acts (of SHARED: the shared library's), the latest first."""
    raise NotImplementedError


async def heartbeat(tx: Transaction, job: str, at: datetime, error: str = "") -> None:
    """Note that a job ran, and how it came out."""
    raise NotImplementedError


async def heartbeats(reads: Reads) -> tuple[Beat, ...]:
    """Every job's last run."""
    raise NotImplementedError


async def keep_line(tx: Transaction, line: str) -> str:
    """A short key for a button line that is over 100 characters; the same line always gets the same key."""
    raise NotImplementedError


async def get_line(reads: Reads, key: str) -> str | None:
    """The line behind a key."""
    raise NotImplementedError


async def get_note(reads: Reads, key: str) -> str | None:
    """A small fact kept under a key (the hash of the synced command tree)."""
    raise NotImplementedError


async def set_note(tx: Transaction, key: str, value: str) -> None:
    """Keep a small fact under a key."""
    raise NotImplementedError
