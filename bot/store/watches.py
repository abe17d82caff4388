"""Watches: what people want to be told of, and which of them are paused. What there is to tell is `alerts`'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import Kind
from bot.store.bodies import write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.records import next_number


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch. Deals must fit all that it names: a company's usual name, a kind, words, one deal.

    `channel_id` 0 is by direct message. `paused` is why nothing is sent, "" while it runs.
    """

    id: int
    person_id: int
    server_id: int
    channel_id: int
    number: int
    company: str
    kind: Kind | None
    words: str
    deal_id: int | None
    set_at: datetime
    paused: str = ""

    @property
    def label(self) -> str:
        """How people name it: "W3" of their own, "C3" of a server's channels."""
        return f"{'C' if self.channel_id else 'W'}{self.number}"


async def add_watch(
    tx: Transaction,
    *,
    person_id: int,
    server_id: int,
    channel_id: int,
    company: str,
    kind: Kind | None,
    words: str,
    deal_id: int | None,
    at: datetime,
) -> Watch:
    """Keep a new watch."""
    if channel_id:
        number = await next_number(tx, server_id, "watch")
    else:
        highest = "select coalesce(max(number), 0) from watches where person_id = $1 and channel_id = 0"
        number = await tx.fetch_value(highest, person_id) + 1
    row = await tx.fetch_one(
        """insert into watches
            (person_id, server_id, channel_id, number, company, kind, words, deal_id, set_at, paused, notice)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0) returning *""",
        person_id,
        server_id,
        channel_id,
        number,
        company,
        kind or "",
        words,
        deal_id,
        write_instant(at),
    )
    assert row is not None
    return _watch(row)


async def remove_watch(tx: Transaction, watch: Watch) -> bool:
    """Take a watch away, and what waits to be told by it alone is told no more."""
    gone = await tx.execute("delete from watches where id = $1", watch.id)
    await tx.execute(
        """update alerts set outcome = 'not told: the watch was removed' where post_id is null and outcome = ''
            and person_id = $1 and channel_id = $2 and server_id = $3 and watch = $4""",
        0 if watch.channel_id else watch.person_id,
        watch.channel_id,
        watch.server_id,
        watch.label,
    )
    return gone > 0


async def watches_of(reads: Reads, person_id: int) -> tuple[Watch, ...]:
    """All that a person set, by direct message and for channels."""
    rows = await reads.fetch("select * from watches where person_id = $1 order by channel_id, number", person_id)
    return tuple(_watch(row) for row in rows)


async def channel_watches(reads: Reads, server_id: int) -> tuple[Watch, ...]:
    """The watches that tell into a server's channels."""
    rows = await reads.fetch(
        "select * from watches where server_id = $1 and channel_id <> 0 order by number", server_id
    )
    return tuple(_watch(row) for row in rows)


async def watches_in(reads: Reads, server_id: int) -> tuple[Watch, ...]:
    """The watches that were set in a server, into channels and by direct message."""
    rows = await reads.fetch("select * from watches where server_id = $1 order by id", server_id)
    return tuple(_watch(row) for row in rows)


async def running_watches(reads: Reads) -> tuple[Watch, ...]:
    """Every watch that is not paused, by server."""
    rows = await reads.fetch("select * from watches where paused = '' order by server_id, id")
    return tuple(_watch(row) for row in rows)


async def pause_person(tx: Transaction, person_id: int, why: str, *, notice: bool, server_id: int | None = None) -> int:
    """Pause a person's direct messages (those of one server's deals only); how many watches that are."""
    return await tx.execute(
        f"""update watches set paused = $2, notice = $3 where person_id = $1 and channel_id = 0 and paused = ''
        {"" if server_id is None else "and server_id = $4"}""",
        person_id,
        why,
        int(notice),
        *(() if server_id is None else (server_id,)),
    )


async def pause_channel(tx: Transaction, channel_id: int, why: str) -> int:
    """Pause what tells into a channel; whoever set it hears of it."""
    return await tx.execute(
        "update watches set paused = $2, notice = 1 where channel_id = $1 and paused = ''", channel_id, why
    )


async def resume(tx: Transaction, watch_ids: Sequence[int]) -> None:
    """Let watches run again."""
    await tx.execute_all(
        "update watches set paused = '', notice = 0 where id = $1", [(watch_id,) for watch_id in watch_ids]
    )


async def to_be_noticed(reads: Reads, person_id: int) -> tuple[Watch, ...]:
    """Paused watches of which a person has not heard yet."""
    rows = await reads.fetch(
        "select * from watches where person_id = $1 and notice = 1 order by channel_id, number", person_id
    )
    return tuple(_watch(row) for row in rows)


async def noticed(tx: Transaction, person_id: int) -> None:
    """The person has heard."""
    await tx.execute("update watches set notice = 0 where person_id = $1 and notice = 1", person_id)


def _watch(row: Row) -> Watch:
    return Watch(
        id=row["id"],
        person_id=row["person_id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        number=row["number"],
        company=row["company"],
        kind=row["kind"] or None,
        words=row["words"],
        deal_id=row["deal_id"],
        set_at=datetime.fromisoformat(row["set_at"]),
        paused=row["paused"],
    )
