"""The daily digest: claimed once a day for each server, composed, and settled.

When it is due is reckoned by `schedule`, what it says by `news`; posting is the face's, which calls `claim_due`,
posts each claim with its nonce, and calls `settle` with what came of it. After a crash, `open_claims` tells what to
look for: a claim without an outcome is never posted blindly.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.answers import Answer, Ask, Card, Options, Post, Section
from bot.answers.cards import deal_line
from bot.answers.filters import every_deal
from bot.answers.naming import text_option
from bot.answers.news import News, compose, gather, wanted_by
from bot.answers.paging import page_of
from bot.answers.rights import need_manage
from bot.answers.schedule import WINDOW, Due, due, local_day
from bot.answers.settings import off
from bot.answers.wording import count
from bot.errors import BadInput
from bot.language.dates import say_day
from bot.model import Day, Deal, Digest
from bot.store import digests, servers
from bot.store.db import Database
from bot.store.deals import Query
from bot.store.digests import DigestPost

SKIPPED = "skipped: it could not be posted within 12 hours"
EMPTY = "nothing new"
POSTED = "posted"
SETTLING = timedelta(minutes=5)
"""A claim younger than this may still be on its way, here or in another process."""

DIGITS = string.digits + string.ascii_lowercase


@dataclass(frozen=True, slots=True)
class Claim:
    """One day's digest that this process, and no other, is to post.

    `missed` claims (after a crash only) are too late to be posted: look whether they were, and settle either way.
    """

    server_id: int
    channel_id: int
    local_date: date
    nonce: str
    claimed_at: datetime
    answer: Answer
    late: bool = False
    missed: bool = False
    ping_role: int = 0
    told: Mapping[int, str] = field(default_factory=dict)
    """What the server will have been told once this is posted: deal id -> its state."""


async def claim_due(db: Database, now: datetime) -> list[Claim]:
    """Claim every digest that is due; those with nothing to say, or whose window has passed, are settled at once."""
    claimed = await digests.last_days(db)
    claims: list[Claim] = []
    for digest in await servers.all_digests(db):
        last = claimed.get(digest.server_id)
        for one in due(digest, after=digest.set_at or now, now=now):
            if last is None or one.local_date > last:
                claim = await _claim(db, digest, one, now)
                claims += [claim] if claim else []
    return claims


async def _claim(db: Database, digest: Digest, one: Due, now: datetime) -> Claim | None:
    """Claim one digest; None where another has it, or there is nothing to post."""
    nonce = nonce_of(digest.server_id, one.local_date)
    async with db.transaction() as tx:
        mine = await digests.claim(tx, digest.server_id, one.local_date, now, nonce, channel_id=digest.channel_id)
        if mine and one.missed:
            await digests.settle(tx, digest.server_id, one.local_date, SKIPPED, at=now)
    return await _composed(db, digest, one, now) if mine and not one.missed else None


async def _composed(db: Database, digest: Digest, one: Due, claimed_at: datetime) -> Claim | None:
    """The claim with what is to be posted; settled here and now where there is nothing to say."""
    before = await digests.last_post(db, digest.server_id, before=one.local_date)
    news = await _news(db, digest, one.local_date, claimed_at, before)
    claim = Claim(
        server_id=digest.server_id,
        channel_id=digest.channel_id,
        local_date=one.local_date,
        nonce=nonce_of(digest.server_id, one.local_date),
        claimed_at=claimed_at,
        answer=_answer(news, digest, one, before),
        late=one.late,
        missed=one.missed,
        ping_role=(await servers.get_server(db, digest.server_id)).ping_role if news else 0,
        told=news.states or {},
    )
    if news or digest.say_when_empty:
        return claim
    await settle(db, claim, EMPTY, at=claimed_at)
    return None


async def _news(db: Database, digest: Digest, day: date, until: datetime, before: DigestPost | None) -> News:
    last = before.local_date if before is not None and not before.outcome.startswith("skipped") else None
    async with db.snapshot() as reads:
        return await gather(reads, digest, today=day, until=until, last=last)


def _answer(news: News, digest: Digest, one: Due, before: DigestPost | None) -> Answer:
    notes = []
    if one.late:
        notes.append(f"Late: this was due at {digest.wall_time}.")
    if before is not None and before.outcome == SKIPPED:
        day = say_day(Day.of(before.local_date))
        notes.append(f"The digest of {day} was skipped, for it could not be posted within 12 hours.")
    if not news:
        notes.append("Nothing new since the last digest.")
    return compose(news, digest, local_date=one.local_date, notes=notes)


async def open_claims(db: Database, now: datetime) -> list[Claim]:
    """Claims that a crash left without an outcome: look whether they were posted, then settle them, or post them."""
    claims: list[Claim] = []
    for post in await digests.open_claims(db):
        if now - post.claimed_at < SETTLING:
            continue
        digest = await servers.get_digest(db, post.server_id)
        if digest is None:
            async with db.transaction() as tx:
                await digests.settle(tx, post.server_id, post.local_date, "skipped: turned off", at=now)
            continue
        one = Due(post.local_date, post.claimed_at, late=True, missed=now - post.claimed_at > WINDOW)
        claim = await _composed(db, digest, one, post.claimed_at)
        claims += [claim] if claim else []
    return claims


async def settle(db: Database, claim: Claim, outcome: str, *, at: datetime, message_id: int = 0) -> None:
    """Note what came of a claim: "posted", or why not, like "failed: Missing Permissions"."""
    async with db.transaction() as tx:
        await digests.settle(
            tx,
            claim.server_id,
            claim.local_date,
            outcome,
            at=at,
            message_id=message_id,
            lines=sorted(claim.told) if outcome == POSTED else (),
        )
        if outcome in (POSTED, EMPTY) and claim.told:
            # As of the claim: what changes while it is being posted is told the next time.
            await digests.mark_told(tx, claim.server_id, claim.told, claim.claimed_at)


def nonce_of(server_id: int, day: date) -> str:
    """A post's nonce from its key, 25 characters at most: the same digest is the same nonce in any process."""
    digits, number = "", server_id
    while number:
        number, rest = divmod(number, len(DIGITS))
        digits = DIGITS[rest] + digits
    return f"d{digits or '0'}-{day:%Y%m%d}"


async def preview(ask: Ask, _options: Options) -> Answer:
    """What a digest would say now, shown to the asker alone."""
    need_manage(ask)
    digest = await servers.get_digest(ask.db, ask.server_id)
    return await _as_of_now(ask, digest) if digest else off()


async def now(ask: Ask, _options: Options) -> Answer:
    """Post the digest now (`Answer.post`), without using up the day's own: that one tells the same again."""
    need_manage(ask)
    digest = await servers.get_digest(ask.db, ask.server_id)
    if digest is None:
        return off()
    said = "Posted. The day's own digest still comes at its hour, and tells what is new then."
    return Answer(text=(said,), post=Post(digest.channel_id, await _as_of_now(ask, digest)))


async def _as_of_now(ask: Ask, digest: Digest) -> Answer:
    before = await digests.last_post(ask.db, ask.server_id)
    one = Due(local_day(digest, ask.now), ask.now)
    return _answer(await _news(ask.db, digest, one.local_date, ask.now, before), digest, one, before)


async def every(ask: Ask, options: Options) -> Answer:
    """All that a digest told of and more: what is new or changed since an instant, as the digest's filter lets it."""
    since = _instant(text_option(options, "since"))
    if since is None:
        raise BadInput("That is no instant.", "Try /deals.")
    deals: Sequence[Deal] = await every_deal(ask.db, ask.server_id, Query(changed_since=since))
    digest = await servers.get_digest(ask.db, ask.server_id)
    if digest is not None:
        deals = await wanted_by(ask.db, digest, deals)
    page = page_of(options, len(deals))
    lines = tuple(deal_line(deal) for deal in page.of(deals))
    card = Card(
        f"{count(len(deals), 'deal')}: new or changed", (Section("", lines),), (page.said,) if page.said else ()
    )
    turning = page.buttons("digest all", {"since": since.isoformat()})
    return Answer(cards=(card,), buttons=turning, replaces="page" in options)


def _instant(text: str) -> datetime | None:
    """The instant in a button's line."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
