"""What each deal adds up to for each audience: written anew, in the same transaction, with every report that comes or
goes. Only to filter and sort by; the deal itself is added up from its reports when it is asked for.

Audience 0 is everyone. A server that has own reports on a deal is an audience of its own, and sees its own view in the
place of everyone's: that is how an own article changes nothing for anyone else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain

from bot.language.amounts import about_usd
from bot.language.links import link_key
from bot.merging import add_up
from bot.model import SHARED, Day, Deal, KeptReport, Source, Span
from bot.store.bodies import write_instant
from bot.store.db import Reads, Transaction
from bot.store.naming import company_of, recount
from bot.store.reports import reports_of_deals
from bot.store.schema import VISIBLE


async def rewrite(tx: Transaction, deal_ids: Sequence[int], now: datetime) -> None:
    """Write the views of these deals anew, for every audience that sees any report of them."""
    reports = await reports_of_deals(tx, deal_ids)
    for deal_id in dict.fromkeys(deal_ids):
        row = await tx.fetch_one("select server_id, number from deals where id = $1", deal_id)
        assert row is not None
        seen = _audiences(reports.get(deal_id, []), row["server_id"])
        touched = await _drop_others(tx, deal_id, tuple(seen))
        for audience, kept in seen.items():
            deal = add_up(deal_id, row["server_id"], row["number"], kept)
            touched |= await _write(tx, audience, deal, now)
        await recount(tx, touched)


def _audiences(reports: Sequence[KeptReport], home: int) -> dict[int, list[KeptReport]]:
    """For each audience, what it sees: everyone the shared reports, a server with own ones those too."""
    shared = [kept for kept in reports if kept.article.server_id == SHARED]
    seen = {SHARED: shared} if shared and home == SHARED else {}
    for server_id in sorted({kept.article.server_id for kept in reports} - {SHARED}):
        seen[server_id] = shared + [kept for kept in reports if kept.article.server_id == server_id]
    return seen


async def _drop_others(tx: Transaction, deal_id: int, keep: Sequence[int]) -> set[int]:
    """Take away the views of audiences that see nothing of the deal any more; the companies concerned."""
    touched: set[int] = set()
    for row in await tx.fetch("select id, audience from deal_views where deal_id = $1", deal_id):
        if row["audience"] not in keep:
            await tx.execute("delete from view_words where rowid = $1", row["id"])
            await tx.execute("delete from deal_views where id = $1", row["id"])
            await _write_dates(tx, deal_id, row["audience"], ())
            touched |= await _drop_parties(tx, deal_id, row["audience"])
    return touched


async def _drop_parties(tx: Transaction, deal_id: int, audience: int) -> set[int]:
    gone = await tx.fetch(
        "delete from deal_parties where deal_id = $1 and audience = $2 returning company_id", deal_id, audience
    )
    return {row["company_id"] for row in gone}


async def _write(tx: Transaction, audience: int, deal: Deal, now: datetime) -> set[int]:
    """One view with its parties and words; the companies concerned."""
    touched = await _drop_parties(tx, deal.id, audience)
    for position, party in enumerate(deal.parties):
        company_id = await company_of(tx, audience, party)
        touched.add(company_id)
        await tx.execute(
            "insert into deal_parties (deal_id, audience, position, company_id, role) values ($1, $2, $3, $4, $5)",
            deal.id,
            audience,
            position,
            company_id,
            party.role,
        )
    await _write_dates(tx, deal.id, audience, _days(deal))
    view_id = await _write_row(tx, audience, deal, now)
    await tx.execute("delete from view_words where rowid = $1", view_id)
    await tx.execute("insert into view_words (rowid, words) values ($1, $2)", view_id, _words(deal))
    return touched


async def _write_dates(tx: Transaction, deal_id: int, audience: int, days: Sequence[Day]) -> None:
    await tx.execute("delete from deal_dates where deal_id = $1 and audience = $2", deal_id, audience)
    for first, last in dict.fromkeys((day.first.isoformat(), day.last.isoformat()) for day in days):
        await tx.execute(
            "insert into deal_dates (deal_id, audience, first, last) values ($1, $2, $3, $4)",
            deal_id,
            audience,
            first,
            last,
        )


def _days(deal: Deal) -> list[Day]:
    """The days that a deal tells: its steps, and by when something is undertaken."""
    due = [owed.commitment.deadline for owed in deal.commitments if owed.commitment.strength != "none"]
    return [day for day in (*(step.on for step in deal.steps), *due) if day is not None]


async def _write_row(tx: Transaction, audience: int, deal: Deal, now: datetime) -> int:
    """`changed_at` moves only where the deal did: status, sums, commitments, sources (`state_of`)."""
    announced, latest = deal.announced_on, _latest(deal)
    usd = about_usd(deal.value) if deal.value else None
    view_id: int = await tx.fetch_value(
        """insert into deal_views (deal_id, audience, kind, status, announced_first, announced_last, latest_first,
            day_number, about_usd, sources, relevance, state, visible_since, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
        on conflict (deal_id, audience) do update set kind = excluded.kind, status = excluded.status,
            announced_first = excluded.announced_first, announced_last = excluded.announced_last,
            latest_first = excluded.latest_first, day_number = excluded.day_number, about_usd = excluded.about_usd,
            sources = excluded.sources, relevance = excluded.relevance, state = excluded.state, changed_at =
                case when deal_views.state = excluded.state then deal_views.changed_at else excluded.changed_at end
        returning id""",
        deal.id,
        audience,
        deal.kind,
        deal.status,
        announced and announced.first.isoformat(),
        announced and announced.last.isoformat(),
        latest and latest.isoformat(),
        latest.toordinal() if latest else 0,
        None if usd is None else min(int(usd), 2**62),
        len(sources_of(deal)),
        relevance_of(deal),
        state_of(deal),
        write_instant(now),
    )
    return view_id


def relevance_of(deal: Deal) -> float:
    """The number of sources, halved for each year of age, as a logarithm: a year more or less is 1 more or less.

    Which of two deals stands first never depends on the day on which it is asked, so it can be kept.
    """
    latest = _latest(deal)
    return math.log2(len(sources_of(deal)) or 1) + (latest.toordinal() if latest else 0) / 365.25


def _latest(deal: Deal) -> date | None:
    """The day of the latest dated step; of a deal without any, that of its latest article."""
    steps = [step.on.first for step in deal.steps if step.on]
    articles = [day for kept in deal.reports if (day := kept.article.article.published_on)]
    return max(steps or articles, default=None)


def state_of(deal: Deal) -> str:
    """What a deal has moved by when it differs: status, sums, commitments, number of sources."""
    value = deal.value
    return json.dumps(
        {
            "status": deal.status,
            "value": value and [str(value.amount), value.currency, value.qualifier],
            "commitments": len(deal.commitments),
            "sources": len(sources_of(deal)),
        }
    )


def sources_of(deal: Deal) -> tuple[Source, ...]:
    """Where a deal's facts were published, each page once: a brief stands for the sources that it rests on.

    They are sources of what the brief is about; for a deal that it only mentions, it is one.
    """
    found: dict[str, Source] = {}
    for kept in deal.reports:
        article = kept.article.article
        own = (Source(article.publisher, article.url, article.published_on),)
        for place, source in enumerate((kept.report.main and article.sources) or own):
            found.setdefault(link_key(source.url) or source.publisher or f"{kept.article.id}-{place}", source)
    return tuple(found.values())


def _words(deal: Deal) -> str:
    """What a view is found by: headlines, subjects, parties by every name, places, and the words that prove it."""
    names = chain.from_iterable((party.name, *party.aliases) for party in deal.parties)
    told = chain.from_iterable(_told(kept) for kept in deal.reports)
    return "\n".join(dict.fromkeys(word for word in chain(names, deal.locations, told) if word))


def _told(kept: KeptReport) -> list[str]:
    report, text = kept.report, kept.article.article.text
    evidence = report.evidence
    spans: tuple[Span, ...] = (
        *evidence.parties,
        *evidence.kind,
        *evidence.status,
        *evidence.announced_on,
        *evidence.value,
        *chain.from_iterable(commitment.evidence for commitment in report.commitments),
    )
    return [report.headline, report.subject, *(text[start:end] for start, end in dict.fromkeys(spans))]


async def seen_deals(reads: Reads, server_id: int, deal_ids: Sequence[int]) -> tuple[Deal, ...]:
    """These deals as a server sees them, in this order; those that it does not see are left out."""
    if not deal_ids:
        return ()
    places = ", ".join(f"${place}" for place in range(2, len(deal_ids) + 2))
    rows = await reads.fetch(
        f"""select d.id, d.server_id, d.number, v.changed_at from deal_views v join deals d on d.id = v.deal_id
        where {VISIBLE} and v.deal_id in ({places})""",
        server_id,
        *deal_ids,
    )
    by_id = {row["id"]: row for row in rows}
    reports = await reports_of_deals(reads, list(by_id), server_id)
    found = []
    for deal_id in deal_ids:
        if row := by_id.get(deal_id):
            changed = datetime.fromisoformat(row["changed_at"])
            found.append(add_up(deal_id, row["server_id"], row["number"], reports[deal_id], updated_at=changed))
    return tuple(found)
