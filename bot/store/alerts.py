"""Alerts: what watches have to tell, waiting, then gathered into one message to a person or a channel.

A target is a person (channel 0, by direct message) or a channel (person 0). As with digests, a message is claimed
under a unique key before it is sent, taken on by one process at a time, and settled once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.store.bodies import read_instant, write_instant
from bot.store.connections import Row
from bot.store.db import Reads, Transaction


class Target(NamedTuple):
    """Who is told: a person by direct message, or (person 0) a channel."""

    person_id: int
    channel_id: int


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to tell: a deal that is new (`how` is "") or moved, in a server's library, by a watch's label."""

    target: Target
    server_id: int
    deal_id: int
    how: str
    state: str
    watch: str
    made_at: datetime
    id: int = 0
    post_id: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class AlertPost:
    """One message, claimed; `sent_to` is the channel that it went to."""

    id: int
    target: Target
    claimed_at: datetime
    taken_at: datetime
    tries: int = 0
    outcome: str = ""


async def told_of(reads: Reads, target: Target, server_id: int, deal_ids: Sequence[int]) -> dict[int, str]:
    """For each of these deals that a target was told of, the state that it was told."""
    if not deal_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(4, len(deal_ids) + 4))
    rows = await reads.fetch(
        f"""select deal_id, state from watch_told
        where person_id = $1 and channel_id = $2 and server_id = $3 and deal_id in ({places})""",
        *target,
        server_id,
        *deal_ids,
    )
    return {row["deal_id"]: row["state"] for row in rows}


async def mark_told(tx: Transaction, target: Target, server_id: int, states: Mapping[int, str], at: datetime) -> None:
    """Note which states of deals a target knows."""
    await tx.execute_all(
        """insert into watch_told (person_id, channel_id, server_id, deal_id, state, told_at)
        values ($1, $2, $3, $4, $5, $6) on conflict (person_id, channel_id, server_id, deal_id)
        do update set state = excluded.state, told_at = excluded.told_at""",
        [(*target, server_id, deal_id, state, write_instant(at)) for deal_id, state in states.items()],
    )


async def add_alerts(tx: Transaction, alerts: Sequence[Alert]) -> None:
    """Keep what there is to tell; what was kept before, by another process, is not doubled."""
    await tx.execute_all(
        """insert into alerts (person_id, channel_id, server_id, deal_id, how, state, watch, made_at, outcome)
        values ($1, $2, $3, $4, $5, $6, $7, $8, '')
        on conflict (person_id, channel_id, server_id, deal_id, state) do nothing""",
        [
            (*one.target, one.server_id, one.deal_id, one.how, one.state, one.watch, write_instant(one.made_at))
            for one in alerts
        ],
    )


async def targets_to_tell(
    reads: Reads, *, no_post_since: datetime, last_before: datetime, first_before: datetime
) -> tuple[Target, ...]:
    """Those for whom something waits, who had no message since an instant.

    What comes in a row is gathered: the last came before one instant, or the first before another.
    """
    rows = await reads.fetch(
        """select a.person_id, a.channel_id from alerts a
        where a.post_id is null and a.outcome = ''
            and not exists (select 1 from alert_posts p where p.person_id = a.person_id
                and p.channel_id = a.channel_id and (p.outcome = '' or p.claimed_at > $1 and p.outcome = 'posted'))
            and exists (select 1 from watches w where w.paused = '' and w.channel_id = a.channel_id
                and (a.channel_id <> 0 or w.person_id = a.person_id))
        group by a.person_id, a.channel_id
        having max(a.made_at) <= $2 or min(a.made_at) <= $3
        order by min(a.made_at), a.person_id, a.channel_id""",
        write_instant(no_post_since),
        write_instant(last_before),
        write_instant(first_before),
    )
    return tuple(Target(row["person_id"], row["channel_id"]) for row in rows)


async def claim(tx: Transaction, target: Target, at: datetime) -> AlertPost | None:
    """Claim a message to a target, with all that waits for it; None where another process was first."""
    row = await tx.fetch_one(
        """insert into alert_posts
            (person_id, channel_id, place, claimed_at, taken_at, tries, trouble, outcome, sent_to, message_id)
        select $1, $2, coalesce(max(place), 0) + 1, $3, $3, 0, '', '', 0, 0
        from alert_posts where person_id = $1 and channel_id = $2
        on conflict (person_id, channel_id, place) do nothing returning *""",
        *target,
        write_instant(at),
    )
    if row is None:
        return None
    taken = await tx.execute(
        """update alerts set post_id = $3
        where person_id = $1 and channel_id = $2 and post_id is null and outcome = ''""",
        *target,
        row["id"],
    )
    if not taken:
        await tx.execute("delete from alert_posts where id = $1", row["id"])
    return _post(row) if taken else None


async def alerts_in(reads: Reads, post_id: int) -> tuple[Alert, ...]:
    """What a message tells."""
    rows = await reads.fetch("select * from alerts where post_id = $1 and outcome = '' order by id", post_id)
    return tuple(_alert(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert with what came of it: its message's instant and outcome, where it is in one already."""

    alert: Alert
    at: datetime | None
    outcome: str


async def alerts_here(
    reads: Reads, server_id: int, person_id: int, *, deal_id: int | None = None, watch: str = "", limit: int = 14
) -> tuple[Told, ...]:
    """What was told of this server's deals to a person, or into its channels, the latest first: for `/why`.

    Of one deal, or by one watch, where it is given.
    """
    rows = await reads.fetch(
        """select a.*, p.settled_at as told_at, p.outcome as came_out, p.trouble as trouble
        from alerts a left join alert_posts p on p.id = a.post_id
        where a.server_id = $1 and (a.channel_id <> 0 or a.person_id = $2)
            and (a.deal_id = $3 or $3 = 0) and (a.watch = $4 or $4 = '')
        order by a.id desc limit $5""",
        server_id,
        person_id,
        deal_id or 0,
        watch,
        limit,
    )
    return tuple(_told(row) for row in rows)


def _told(row: Row) -> Told:
    """An alert's own outcome is why it was held back; else its message's counts."""
    outcome = row["outcome"] or row["came_out"] or (f"not sent yet: {row['trouble']}" if row["trouble"] else "")
    return Told(_alert(row), read_instant(row["told_at"]), outcome)


async def hold_back(tx: Transaction, alerts: Sequence[Alert], why: str) -> None:
    """Note that these are not told, and why."""
    await tx.execute_all("update alerts set outcome = $2 where id = $1", [(one.id, why) for one in alerts])


async def open_posts(reads: Reads, *, taken_before: datetime, now: datetime) -> tuple[AlertPost, ...]:
    """Messages without an outcome that may be taken on."""
    rows = await reads.fetch(
        """select * from alert_posts where outcome = ''
            and (retry_at is not null and retry_at <= $2 or retry_at is null and taken_at < $1) order by id""",
        write_instant(taken_before),
        write_instant(now),
    )
    return tuple(_post(row) for row in rows)


async def take_on(tx: Transaction, post: AlertPost, at: datetime) -> bool:
    """Take on a message that was left open; False where another process has."""
    taken = await tx.execute(
        "update alert_posts set taken_at = $3, retry_at = null where id = $1 and outcome = '' and taken_at = $2",
        post.id,
        write_instant(post.taken_at),
        write_instant(at),
    )
    return taken > 0


async def put_off(tx: Transaction, post: AlertPost, trouble: str, *, retry_at: datetime) -> None:
    """Note that an attempt failed, and when the next one is made."""
    await tx.execute(
        "update alert_posts set trouble = $2, retry_at = $3, tries = $4 where id = $1 and outcome = ''",
        post.id,
        trouble,
        write_instant(retry_at),
        post.tries + 1,
    )


async def settle(
    tx: Transaction, post: AlertPost, outcome: str, *, at: datetime, sent_to: int = 0, message_id: int = 0
) -> None:
    """Note how a message came out."""
    await tx.execute(
        """update alert_posts set outcome = $2, settled_at = $3, sent_to = $4, message_id = $5
        where id = $1 and outcome = ''""",
        post.id,
        outcome,
        write_instant(at),
        sent_to,
        message_id,
    )


async def wait_again(tx: Transaction, post: AlertPost) -> None:
    """What a message was to tell waits for the next one."""
    await tx.execute("update alerts set post_id = null where post_id = $1 and outcome = ''", post.id)


async def forget_old(tx: Transaction, *, before: datetime) -> int:
    """Delete what was told, or held back, before an instant, and what is known of those who watch nothing any more."""
    instant = write_instant(before)
    gone = await tx.execute(
        """delete from alerts where made_at < $1 and (outcome <> '' or post_id in (
            select id from alert_posts where outcome <> '' and settled_at < $1))""",
        instant,
    )
    gone += await tx.execute(
        """delete from alert_posts where outcome <> '' and settled_at < $1
            and not exists (select 1 from alerts a where a.post_id = alert_posts.id)""",
        instant,
    )
    return gone + await tx.execute(
        """delete from watch_told where told_at < $1 and not exists (select 1 from watches w
            where w.server_id = watch_told.server_id and w.channel_id = watch_told.channel_id
                and (w.channel_id <> 0 or w.person_id = watch_told.person_id))""",
        instant,
    )


def _post(row: Row) -> AlertPost:
    return AlertPost(
        id=row["id"],
        target=Target(row["person_id"], row["channel_id"]),
        claimed_at=datetime.fromisoformat(row["claimed_at"]),
        taken_at=datetime.fromisoformat(row["taken_at"]),
        tries=row["tries"],
        outcome=row["outcome"],
    )


def _alert(row: Row) -> Alert:
    return Alert(
        target=Target(row["person_id"], row["channel_id"]),
        server_id=row["server_id"],
        deal_id=row["deal_id"],
        how=row["how"],
        state=row["state"],
        watch=row["watch"],
        made_at=datetime.fromisoformat(row["made_at"]),
        id=row["id"],
        post_id=row["post_id"],
        outcome=row["outcome"],
    )
