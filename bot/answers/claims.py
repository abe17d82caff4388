"""The life of a day's digest: due, claimed, composed, taken on again after a crash, put off, settled.

When it is due is reckoned by `schedule`, what it says by `news` and `telling`. Posting is the face's: it calls `claim`
for each server that is due, posts what it gets with its nonce, and calls `settle`, or `put_off` with what went wrong.
After a crash, `left_open` tells what to look for in the channel: a claim without an outcome is never posted blindly.
Every decision is kept with the claim, so that `/why` can answer from it. Bringing a post up to date is for `edits`.
"""

from __future__ import annotations

import asyncio
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.answers import Answer, Instant, Mention, Place, say
from bot.answers.news import News, as_kept, gather
from bot.answers.schedule import ON_TIME, WINDOW, Due, due, next_due
from bot.answers.telling import compose
from bot.answers.wording import shown as shortly
from bot.language.dates import say_day
from bot.model import Day, Digest
from bot.store import alerts, digests, servers, told
from bot.store.db import Database, Reads, Transaction
from bot.store.digests import DigestPost as DigestPost
from bot.store.views import Known as Known

SKIPPED = "skipped: it could not be posted within 12 hours"
OFF = "skipped: turned off"
TOO_EARLY = "skipped: set after its hour"
GONE = "skipped: its channel was deleted"
EMPTY = "nothing new"
POSTED = "posted"
DELETED = "its channel was deleted"

SETTLING = timedelta(minutes=5)
"""A claim that was taken on this long ago or less may still be on its way, here or in another process."""

SENDING = timedelta(minutes=4)
"""So long after taking a claim on its post may be sent, and no later: another process may have it then."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)
KEPT = timedelta(days=60)
GIVE_UP = timedelta(days=4)
"""So long after its hour a claim is still looked for in its channel."""

DIGITS = string.digits + string.ascii_lowercase


@dataclass(frozen=True, slots=True)
class Claim:
    """One day's digest that this process, and no other, is to post.

    `missed` claims are too late to be posted: look whether they were, and settle either way. `tries` have failed.
    """

    server_id: int
    channel_id: int
    local_date: date
    nonce: str
    claimed_at: datetime
    taken_at: datetime
    due_at: datetime
    answer: Answer
    late: bool = False
    missed: bool = False
    tries: int = 0
    trouble: str = ""
    set_by: int = 0
    ping_role: int = 0

    @property
    def until(self) -> datetime:
        """The end of its window."""
        return self.due_at + WINDOW


async def reckon_all(db: Database, now: datetime) -> None:
    """Reckon anew when each digest is due: what is kept may go by older rules of a zone."""
    claimed = await digests.last_days(db)
    found: dict[int, datetime] = {}
    for number, digest in enumerate(await servers.all_digests(db)):
        last = claimed.get(digest.server_id)
        dues = due(digest, after=digest.set_at or now, now=now)
        open_ones = [one.at for one in dues if last is None or one.local_date > last]
        found[digest.server_id] = open_ones[0] if open_ones else next_due(digest, now=now).at
        if number % 100 == 99:
            await asyncio.sleep(0)  # whoever asks meanwhile is not kept waiting
    async with db.transaction() as tx:
        await servers.look_again(tx, found)


async def servers_due(db: Database, now: datetime) -> tuple[int, ...]:
    """The servers whose digest is to be looked at, in the order in which they fell due."""
    return await servers.digests_to_look_at(db, now)


async def claim(db: Database, server_id: int, now: datetime, *, known: Known | None = None) -> Claim | None:
    """Claim a server's digest if it is due; None where it is not, another has it, or there is nothing to say.

    Days whose window has passed are settled as skipped on the way.
    """
    digest = await servers.get_digest(db, server_id)
    if digest is None or digest.stopped:
        return None
    if (await servers.get_server(db, server_id)).left_at is not None:
        await look_later(db, server_id, now)  # should the server come back, its digest does too
        return None
    dues = await _unclaimed(db, digest, now)
    for missed in dues:
        if missed.missed:
            await _skip(db, digest, missed, now)
    fresh = [one for one in dues if not one.missed]
    claimed = [await _claim(db, digest, one, now, known) for one in fresh]
    async with db.transaction() as tx:
        await servers.look_again(tx, {server_id: next_due(digest, now=now).at})
    return next((one for one in reversed(claimed) if one is not None), None)


async def _unclaimed(reads: Reads, digest: Digest, now: datetime) -> list[Due]:
    """What has become due and was claimed by nobody. The days before the last claimed one are over."""
    last = await digests.last_post(reads, digest.server_id)
    found = due(digest, after=digest.set_at or now, now=now)
    return [one for one in found if last is None or one.local_date > last.local_date]


async def _skip(db: Database, digest: Digest, one: Due, now: datetime) -> None:
    async with db.transaction() as tx:
        if await _row(tx, digest, one, now):
            await digests.settle(tx, digest.server_id, one.local_date, SKIPPED, at=now)


async def _row(tx: Transaction, digest: Digest, one: Due, now: datetime, notes: Sequence[str] = ()) -> bool:
    return await digests.claim(
        tx,
        digest.server_id,
        one.local_date,
        now,
        nonce_of(digest.server_id, one.local_date),
        channel_id=digest.channel_id,
        due_at=one.at,
        notes=notes,
    )


async def _claim(db: Database, digest: Digest, one: Due, now: datetime, known: Known | None) -> Claim | None:
    """Compose a digest, then claim it with its lines in one transaction; settled at once if there is nothing to say."""
    async with db.snapshot() as reads:
        news, notes = await compose_news(reads, digest, one, known=known)
    empty = not news and not digest.say_when_empty
    async with db.transaction() as tx:
        # The digest may have been turned off, or all of the server deleted, while it was composed.
        if await servers.get_digest(tx, digest.server_id) is None:
            return None
        if not await _row(tx, digest, one, now, notes):
            return None
        await told.keep_lines(tx, news.lines)
        if empty:
            await digests.settle(tx, digest.server_id, one.local_date, EMPTY, at=now)
            await told.mark_lines_told(tx, digest.server_id, one.local_date, now)
    if empty:
        return None
    return Claim(
        server_id=digest.server_id,
        channel_id=digest.channel_id,
        local_date=one.local_date,
        nonce=nonce_of(digest.server_id, one.local_date),
        claimed_at=now,
        taken_at=now,
        due_at=one.at,
        answer=compose(news, digest, local_date=one.local_date, notes=notes),
        late=one.late,
        set_by=digest.set_by,
        ping_role=await _ping_role(db, digest.server_id, news),
    )


async def _ping_role(reads: Reads, server_id: int, news: News) -> int:
    """The role that is told of a digest, where the admins want that; nobody is told that there is nothing."""
    return (await servers.get_server(reads, server_id)).ping_role if news else 0


async def compose_news(
    reads: Reads, digest: Digest, one: Due, *, known: Known | None = None
) -> tuple[News, tuple[str, ...]]:
    """What a digest has to tell, and the notes at its head."""
    before = await digests.last_telling(reads, digest.server_id, before=one.local_date)
    news = await gather(
        reads,
        digest,
        today=one.local_date,
        last=before.local_date if before else None,
        told_at=before.claimed_at if before else None,
        known=known,
    )
    yesterday = await digests.last_post(reads, digest.server_id, before=one.local_date)
    return news, tuple(_notes(digest, one, yesterday, news))


def _notes(digest: Digest, one: Due, before: DigestPost | None, news: News) -> list[str]:
    notes = []
    if one.late:
        notes.append(f"Late: this was due at {digest.wall_time}.")
    if before is not None and before.outcome.startswith("skipped: ") and before.outcome not in (OFF, TOO_EARLY):
        day = say_day(Day.of(before.local_date))
        notes.append(f"The digest of {day} was {before.outcome}.")
    if not news:
        notes.append("Nothing new since the last digest.")
    return notes


async def left_open(db: Database, now: datetime) -> list[DigestPost]:
    """Claims without an outcome that may be taken on: after a crash, or because their next attempt is due."""
    return list(await digests.open_claims(db, taken_before=now - SETTLING, now=now))


async def take_on(db: Database, post: DigestPost, now: datetime) -> Claim | None:
    """Take on an open claim; None where another process did, or its digest has been turned off."""
    digest = await servers.get_digest(db, post.server_id)
    async with db.transaction() as tx:
        if not await digests.take_on(tx, post, now):
            return None
        if digest is None or digest.stopped:
            await digests.settle(tx, post.server_id, post.local_date, OFF, at=now)
            return None
    due_at = post.due_at or post.claimed_at
    news, answer = await _written_anew(db, digest, post, late=now - due_at > ON_TIME)
    return Claim(
        server_id=post.server_id,
        channel_id=post.channel_id,
        local_date=post.local_date,
        nonce=post.nonce,
        claimed_at=post.claimed_at,
        taken_at=now,
        due_at=due_at,
        answer=answer,
        late=now - due_at > ON_TIME,
        missed=now - due_at > WINDOW,
        tries=post.tries,
        trouble=post.trouble,
        set_by=digest.set_by,
        ping_role=await _ping_role(db, post.server_id, news),
    )


async def _written_anew(db: Database, digest: Digest, post: DigestPost, *, late: bool) -> tuple[News, Answer]:
    """A claimed digest as it was composed, with its deals as they stand now."""
    said = f"Late: this was due at {digest.wall_time}."
    notes = (said, *post.notes) if late and said not in post.notes else post.notes
    async with db.snapshot() as reads:
        lines = await told.lines_of(reads, post.server_id, post.local_date)
        before = await digests.last_telling(reads, post.server_id, before=post.local_date)
        last = before.local_date if before else None
        news = await as_kept(reads, digest, lines, today=post.local_date, last=last)
    return news, compose(news, digest, local_date=post.local_date, notes=notes)


async def settle(db: Database, claim: Claim, outcome: str, *, at: datetime, message_id: int = 0) -> None:
    """Note what came of a claim: "posted", or why not, like "skipped: ..."."""
    async with db.transaction() as tx:
        settled = await digests.settle(tx, claim.server_id, claim.local_date, outcome, at=at, message_id=message_id)
        if settled and outcome == POSTED:
            # As of the claim: what changes while it is being posted is told the next time.
            await told.mark_lines_told(tx, claim.server_id, claim.local_date, claim.claimed_at)
            await servers.warn(tx, claim.server_id, "")


async def put_off(db: Database, claim: Claim, trouble: str, *, now: datetime, warn: bool = False) -> bool:
    """Note that an attempt failed: tried again after growing pauses, skipped when the window is over.

    With `warn` the trouble is the admin's to end; true where nobody was told of it yet. Where Discord cannot be
    reached, a claim whose window is over stays open for days: an answer may have been lost, and what was posted must
    not be taken for skipped.
    """
    over = claim.missed and (warn or now - claim.due_at > GIVE_UP)
    async with db.transaction() as tx:
        if over:
            await digests.settle(tx, claim.server_id, claim.local_date, f"skipped: {_bare(trouble)}", at=now)
        else:
            await digests.put_off(
                tx,
                claim.server_id,
                claim.local_date,
                trouble=trouble,
                retry_at=_next_try(claim, now),
                tries=claim.tries + 1,
            )
        return warn and await servers.warn(tx, claim.server_id, trouble)


def _next_try(claim: Claim, now: datetime) -> datetime:
    """After a growing pause; once more right after the window is over, to settle it."""
    later = now + pause_after(claim.tries)
    return later if claim.missed else min(later, max(claim.until, now) + timedelta(seconds=1))


def _bare(sentence: str) -> str:
    return sentence.rstrip(".")


def pause_after(tries: int) -> timedelta:
    """The pause after so many failed tries: it grows to ten minutes, and no longer, for a window is twelve hours."""
    return min(FIRST_PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)


async def stop(db: Database, server_id: int, channel_id: int, now: datetime) -> Digest | None:
    """A channel was deleted: the digest that posts there stops, and what was claimed for it is settled."""
    async with db.transaction() as tx:
        if not await servers.stop_digest(
            tx, server_id, channel_id, f"{DELETED} (noticed on {say_day(Day.of(now.date()))})"
        ):
            return None
        last = await digests.last_post(tx, server_id)
        if last is not None and not last.outcome:
            await digests.settle(tx, server_id, last.local_date, GONE, at=now)
        return await servers.get_digest(tx, server_id)


async def look_later(db: Database, server_id: int, now: datetime) -> None:
    """A digest could not even be composed: look again in some minutes; once its window is over it is skipped."""
    async with db.transaction() as tx:
        await servers.look_again(tx, {server_id: now + LONGEST_PAUSE})


def closed_notice(claim: Claim, why: str, server: str) -> Answer:
    """What whoever set a digest is told when its channel is closed to the bot."""
    return say(
        f"The daily digest{_of(server)} cannot be posted in ",
        Place(claim.channel_id),
        f": {why} I try again until ",
        Instant(claim.until),
        " and each day at its hour; there is nothing to do here once I have the right. This is said once.",
    )


def stopped_notice(server: str) -> Answer:
    """What whoever set a digest is told when its channel is gone."""
    return say(f"The daily digest{_of(server)} is off, for {DELETED}. ", Mention("/digest set"), " gives it another.")


def _of(server: str) -> str:
    return f" of {shortly(server, 100)}" if server else ""


async def forget_old(db: Database, now: datetime) -> int:
    """Delete what digests made of each deal, and what watches told, two months later; how many rows it were."""
    async with db.transaction() as tx:
        gone = await told.forget_lines(tx, before=(now - KEPT).date())
        return gone + await alerts.forget_old(tx, before=now - KEPT)


def nonce_of(server_id: int, day: date) -> str:
    """A post's nonce from its key, 25 characters at most: the same digest is the same nonce in any process."""
    return f"d{in_base_36(server_id)}-{day:%Y%m%d}"


def in_base_36(number: int) -> str:
    """A number in few characters."""
    digits = ""
    while number:
        number, rest = divmod(number, len(DIGITS))
        digits = DIGITS[rest] + digits
    return digits or "0"
