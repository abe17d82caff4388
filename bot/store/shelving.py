"""Putting articles on the shelf and taking them off: their reports go with deals, and the deals' views follow.

Every function here runs inside one transaction with all that follows from it. Which report belongs with which deal is
`intake`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model import SHARED, ArticleState, Deal, KeptArticle, KeptReport
from bot.store.articles import by_ids, write_words
from bot.store.bodies import write_instant
from bot.store.copies import write_hashes
from bot.store.corrections import move_edits
from bot.store.db import Reads, Transaction
from bot.store.naming import forget_names, learn_names
from bot.store.records import next_number
from bot.store.reports import reports_of, reports_of_deals
from bot.store.views import rewrite


async def place_report(
    tx: Transaction, kept: KeptReport, deal_id: int | None, *, server_id: int, reason: str, now: datetime
) -> int:
    """Put a report with a deal (None: with a new one of this server) and say why; the deal's id.

    `rewrite` the deal once all reports of an article are placed.
    """
    if deal_id is None:
        deal_id = await new_deal(tx, server_id, now)
    await _put(tx, kept, deal_id, reason, now)
    return deal_id


async def new_deal(tx: Transaction, server_id: int, now: datetime) -> int:
    """A deal of the next number of this server, without any report yet."""
    number = await next_number(tx, server_id, "deal")
    made: int = await tx.fetch_value(
        "insert into deals (server_id, number, created_at) values ($1, $2, $3) returning id",
        server_id,
        number,
        write_instant(now),
    )
    return made


async def _put(tx: Transaction, kept: KeptReport, deal_id: int, reason: str, now: datetime) -> None:
    await tx.execute(
        "update reports set deal_id = $2, reason = $3, placed_at = $4 where id = $1",
        kept.id,
        deal_id,
        reason,
        write_instant(now),
    )


async def lead_on(tx: Transaction, deal_id: int, into_id: int) -> None:
    """Let the number of a deal that no report is left of lead to another from now on."""
    await tx.execute("update deals set gone_into = $2 where id = $1", deal_id, into_id)
    await tx.execute("update deals set gone_into = $2 where gone_into = $1", deal_id, into_id)


async def set_state(tx: Transaction, article_id: int, state: ArticleState, *, now: datetime) -> KeptArticle:
    """Publish, remove or bring back an article; names, words and the deals that it feeds follow."""
    await tx.execute(
        "update articles set state = $2, changed_at = $3, expires_at = null where id = $1",
        article_id,
        state,
        write_instant(now),
    )
    kept = (await by_ids(tx, [article_id]))[article_id]
    await write_words(tx, kept)
    await write_hashes(tx, article_id)
    await relearn(tx, article_id)
    placed = await reports_of(tx, article_id)
    await rewrite(tx, [deal_id for _, deal_id in placed if deal_id is not None], now)
    return kept


async def relearn(tx: Transaction, article_id: int) -> None:
    """Take the names that an article gives its parties in anew; none while it is not published."""
    await forget_names(tx, article_id)
    kept = (await by_ids(tx, [article_id]))[article_id]
    if kept.state == "published":
        await learn_names(tx, kept, [placed.kept.report for placed in await reports_of(tx, article_id)])


async def move_reports(tx: Transaction, draft_id: int, article_id: int) -> None:
    """Give a draft's reports to the article whose new version it is, in the place of those of the old version."""
    await tx.execute("delete from reports where article_id = $1", article_id)
    await tx.execute("update reports set article_id = $2 where article_id = $1", draft_id, article_id)
    await tx.execute(
        """update articles set left_out = (select d.left_out from articles d where d.id = $1) where id = $2""",
        draft_id,
        article_id,
    )
    await tx.execute("delete from articles where id = $1", draft_id)


async def own_deals_like(reads: Reads, deal: Deal, limit: int = 100) -> dict[int, list[KeptReport]]:
    """Servers' own deals that share companies with a shared one, with their reports: they may turn out to be it."""
    rows = await reads.fetch(
        """select mine.deal_id, count(distinct mine.company_id) as shared from deal_parties mine
        join deal_parties ours on ours.company_id = mine.company_id and ours.deal_id = $1 and ours.audience = 0
        join deals d on d.id = mine.deal_id and d.server_id <> 0 and d.gone_into is null
        group by mine.deal_id having count(distinct mine.company_id) >= $2 order by mine.deal_id limit $3""",
        deal.id,
        min(2, len(deal.parties)),
        limit,
    )
    return await reports_of_deals(reads, [row["deal_id"] for row in rows])


async def send_into(
    tx: Transaction, own_id: int, deal: Deal, reports: Sequence[KeptReport], *, reason: str, now: datetime
) -> None:
    """Let a server's own deal go into the shared one that it turned out to be: its number leads there from now on."""
    assert deal.server_id == SHARED
    for kept in reports:
        await _put(tx, kept, deal.id, reason, now)
    await lead_on(tx, own_id, deal.id)
    await move_edits(tx, reports[0].article.server_id, own_id, deal.id)
    # What the server was told of its own deal it was told of this one.
    await tx.execute(
        """insert into told (server_id, deal_id, state, told_at)
        select server_id, $2, state, told_at from told where deal_id = $1
        on conflict (server_id, deal_id) do nothing""",
        own_id,
        deal.id,
    )
    await tx.execute(
        """insert into watch_told (person_id, channel_id, server_id, deal_id, state, told_at)
        select person_id, channel_id, server_id, $2, state, told_at from watch_told where deal_id = $1
        on conflict (person_id, channel_id, server_id, deal_id) do nothing""",
        own_id,
        deal.id,
    )
    await rewrite(tx, [own_id, deal.id], now)
