"""Small records: who did what when, whether the jobs are alive, button lines too long for Discord, numbers given."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.model import SHARED
from bot.store.bodies import write_instant
from bot.store.connections import Row
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


async def next_number(tx: Transaction, server_id: int, noun: str) -> int:
    """The next number of a server for a noun ("article", "deal"). Never given twice, also after a removal."""
    number: int = await tx.fetch_value(
        """insert into numbers (server_id, noun, last) values ($1, $2, 1)
        on conflict (server_id, noun) do update set last = numbers.last + 1 returning last""",
        server_id,
        noun,
    )
    return number


async def note(tx: Transaction, act: Act) -> None:
    """Write an act down."""
    await tx.execute(
        "insert into log (server_id, person_id, at, act, about, note) values ($1, $2, $3, $4, $5, $6)",
        act.server_id,
        act.person_id,
        write_instant(act.at),
        act.act,
        act.about,
        act.note,
    )


async def acts(reads: Reads, server_id: int, *, about: str = "", limit: int = 25, offset: int = 0) -> tuple[Act, ...]:
    """A server's acts (of SHARED: the shared library's), the latest first; only those on `about`, where it is given."""
    rows = await reads.fetch(
        f"select * from log where {ON} order by id desc limit $3 offset $4", server_id, about.casefold(), limit, offset
    )
    return tuple(_act(row) for row in rows)


# "#12" must not find "#123": acts on two things name them with a blank between ("#12 → #3"). Not by `like`, for which
# some of what people type would be signs of its own.
ON = """server_id = $1 and ($2 = '' or
    replace(' ' || lower(about) || ' ', ' ' || $2 || ' ', '') <> ' ' || lower(about) || ' ')"""


async def count_acts(reads: Reads, server_id: int, *, about: str = "") -> int:
    """How many acts there are."""
    number: int = await reads.fetch_value(f"select count(*) from log where {ON}", server_id, about.casefold())
    return number


def _act(row: Row) -> Act:
    return Act(
        server_id=row["server_id"],
        person_id=row["person_id"],
        at=datetime.fromisoformat(row["at"]),
        act=row["act"],
        about=row["about"],
        note=row["note"],
    )


async def heartbeat(tx: Transaction, job: str, at: datetime, error: str = "") -> None:
    """Note that a job ran, and how it came out."""
    await tx.execute(
        """insert into heartbeats (job, at, error, failures) values ($1, $2, $3, $4)
        on conflict (job) do update set at = excluded.at, error = excluded.error,
            failures = case when excluded.failures = 0 then 0 else heartbeats.failures + 1 end""",
        job,
        write_instant(at),
        error,
        int(bool(error)),
    )


async def heartbeats(reads: Reads) -> tuple[Beat, ...]:
    """Every job's last run."""
    rows = await reads.fetch("select * from heartbeats order by job")
    return tuple(Beat(row["job"], datetime.fromisoformat(row["at"]), row["error"], row["failures"]) for row in rows)


def key_of_line(line: str, server_id: int) -> str:
    """The key under which a line is kept."""
    return hashlib.sha256((f"{server_id} {line}" if server_id else line).encode()).hexdigest()[:20]


async def keep_line(tx: Transaction, line: str, *, server_id: int = SHARED) -> str:
    """A short key for a button line that is over 100 characters; the same line of a server always gets the same key."""
    key = key_of_line(line, server_id)
    await tx.execute(
        "insert into long_lines (key, line, server_id) values ($1, $2, $3) on conflict (key) do nothing",
        key,
        line,
        server_id,
    )
    return key


async def get_line(reads: Reads, key: str) -> str | None:
    """The line behind a key."""
    line: str | None = await reads.fetch_value("select line from long_lines where key = $1", key)
    return line


async def get_note(reads: Reads, key: str) -> str | None:
    """A small fact kept under a key (the hash of the synced command tree)."""
    value: str | None = await reads.fetch_value("select value from meta where key = $1", f"note:{key}")
    return value


async def set_note(tx: Transaction, key: str, value: str) -> None:
    """Keep a small fact under a key."""
    await tx.execute(
        "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
        f"note:{key}",
        value,
    )
