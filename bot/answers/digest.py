"""/digest preview, now, test, all: what a digest says, asked for by someone rather than by the hour.

How it is set is for `settings`, what becomes of each day's own for `claims`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.answers import Answer, Ask, Card, Instant, Options, Post, Section
from bot.answers.cards import deal_line
from bot.answers.claims import compose_news
from bot.answers.filters import every_deal
from bot.answers.naming import text_option
from bot.answers.news import wanted_by
from bot.answers.paging import page_of
from bot.answers.rights import need_manage
from bot.answers.schedule import Due, local_day, next_due
from bot.answers.settings import off
from bot.answers.telling import compose
from bot.answers.wording import count
from bot.errors import BadInput
from bot.model import Deal, Digest
from bot.store import servers
from bot.store.deals import Query


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


async def test(ask: Ask, _options: Options) -> Answer:
    """Post one line in the digest's channel, to see that it comes and how it looks there."""
    need_manage(ask)
    digest = await servers.get_digest(ask.db, ask.server_id)
    if digest is None or digest.stopped:
        return off()
    line = (
        "A test: the daily digest will be posted here. The next one is due ",
        Instant(next_due(digest, now=ask.now).at),
    )
    return Answer(text=("Posted.",), post=Post(digest.channel_id, Answer(text=line)))


async def _as_of_now(ask: Ask, digest: Digest) -> Answer:
    one = Due(local_day(digest, ask.now), ask.now)
    async with ask.db.snapshot() as reads:
        news, notes = await compose_news(reads, replace(digest, say_when_empty=True), one)
    return compose(news, digest, local_date=one.local_date, notes=notes)


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
