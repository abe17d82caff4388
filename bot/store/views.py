"""What each deal adds up to for each audience: written anew, in the same transaction, with every report that comes or
goes. Only to filter and sort by; the deal itself is added up from its reports when it is asked for.

Audience 0 is everyone. A server that has own reports on a deal, or corrections, is an audience of its own, and sees its
own view in the place of everyone's: that is how an own article changes nothing for anyone else. Which reports go into
which view is `grouping`'s.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain

from bot.language.amounts import about_usd
from bot.language.links import link_key
from bot.merging import add_up, corrected, retold
from bot.model import SHARED, Correction, Day, Deal, KeptReport, Source, Span
from bot.store.bodies import write_instant
from bot.store.connections import Row
from bot.store.corrections import corrections_by_id
from bot.store.db import Reads, Transaction
from bot.store.grouping import Seen, grouped
from bot.store.naming import company_of, recount
from bot.store.reports import reports_of_views
from bot.store.schema import VISIBLE
from bot.store.words import drop_words, put_words


async def rewrite(tx: Transaction, deal_ids: Sequence[int], now: datetime) -> None:
    """Write the views of these deals anew, and of those bound to them, for every audience that sees any report."""
    for deal_id, seen in (await grouped(tx, deal_ids)).items():
        row = await tx.fetch_one("select server_id, number from deals where id = $1", deal_id)
        assert row is not None
        touched = await _drop_others(tx, deal_id, tuple(seen))
        for audience, view in seen.items():
            if view.reports:
                deal = _added_up(deal_id, row, view)
                touched |= await _write(tx, audience, deal, view, now)
            else:
                touched |= await _hide(tx, deal_id, audience, view, now)
        await recount(tx, touched)


def _added_up(deal_id: int, row: Row, view: Seen) -> Deal:
    deal = add_up(deal_id, row["server_id"], row["number"], [kept for kept, _ in view.reports])
    return corrected(deal, view.corrections)


async def _drop_others(tx: Transaction, deal_id: int, keep: Sequence[int]) -> set[int]:
    """Take away the views of audiences that see nothing of the deal any more; the companies concerned."""
    touched: set[int] = set()
    for row in await tx.fetch("select id, audience from deal_views where deal_id = $1", deal_id):
        if row["audience"] not in keep:
            await drop_words(tx, "view_words", row["id"])
            await tx.execute("delete from deal_views where id = $1", row["id"])
            touched |= await _empty(tx, deal_id, row["audience"])
    return touched


async def _empty(tx: Transaction, deal_id: int, audience: int) -> set[int]:
    """Take away what belongs to a view: its reports, dates and parties; the companies concerned."""
    await _write_reports(tx, deal_id, audience, ())
    await _write_dates(tx, deal_id, audience, ())
    return await _drop_parties(tx, deal_id, audience)


async def _hide(tx: Transaction, deal_id: int, audience: int, view: Seen, now: datetime) -> set[int]:
    """Leave of a view no more than where its number leads. When it last changed is kept, for when it comes back."""
    view_id = await tx.fetch_value(
        """insert into deal_views (deal_id, audience, kind, status, day_number, sources, relevance, state,
            visible_since, changed_at, gone_into)
        values ($1, $2, '', '', 0, 0, 0, '', $3, $3, $4)
        on conflict (deal_id, audience) do update set gone_into = excluded.gone_into returning id""",
        deal_id,
        audience,
        write_instant(now),
        view.gone_into,
    )
    await tx.execute("delete from view_words where rowid = $1", view_id)
    return await _empty(tx, deal_id, audience)


async def _write_reports(
    tx: Transaction, deal_id: int, audience: int, reports: Sequence[tuple[KeptReport, Correction | None]]
) -> None:
    await tx.execute("delete from view_reports where deal_id = $1 and audience = $2", deal_id, audience)
    await tx.execute_all(
        "insert into view_reports (deal_id, audience, report_id, by_correction) values ($1, $2, $3, $4)",
        [(deal_id, audience, kept.id, by and by.id) for kept, by in reports],
    )


async def _drop_parties(tx: Transaction, deal_id: int, audience: int) -> set[int]:
    gone = await tx.fetch(
        "delete from deal_parties where deal_id = $1 and audience = $2 returning company_id", deal_id, audience
    )
    return {row["company_id"] for row in gone}


async def _write(tx: Transaction, audience: int, deal: Deal, view: Seen, now: datetime) -> set[int]:
    """One view with its reports, parties and words; the companies concerned."""
    touched = await _drop_parties(tx, deal.id, audience)
    await _write_reports(tx, deal.id, audience, view.reports)
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
    view_id = await _write_row(tx, audience, deal, view.corrections, now)
    await put_words(tx, "view_words", view_id, _words(deal))
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


async def _write_row(
    tx: Transaction, audience: int, deal: Deal, corrections: Sequence[Correction], now: datetime
) -> int:
    """`changed_at` moves only where the deal did: status, sums, commitments, sources (`state_of`)."""
    announced, latest = deal.announced_on, _latest(deal)
    usd = about_usd(deal.value) if deal.value else None
    view_id: int = await tx.fetch_value(
        """insert into deal_views (deal_id, audience, kind, status, announced_first, announced_last, latest_first,
            day_number, about_usd, sources, relevance, state, visible_since, changed_at,
            corrections)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14)
        on conflict (deal_id, audience) do update set kind = excluded.kind, status = excluded.status,
            announced_first = excluded.announced_first, announced_last = excluded.announced_last,
            latest_first = excluded.latest_first, day_number = excluded.day_number, about_usd = excluded.about_usd,
            sources = excluded.sources, relevance = excluded.relevance, state = excluded.state,
            corrections = excluded.corrections, gone_into = null, changed_at =
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
        json.dumps([one.id for one in corrections]),
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
            "firm": sum(owed.commitment.strength == "firm" for owed in deal.commitments),
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
    return "\n".join(
        dict.fromkeys(word for word in chain([deal.headline, deal.subject], names, deal.locations, told) if word)
    )


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


Known = dict[tuple[int, str], Deal]
"""Deals as everyone sees them, by id and last change: kept while many servers are told of the same ones."""


async def seen_deals(
    reads: Reads, server_id: int, deal_ids: Sequence[int], *, known: Known | None = None
) -> tuple[Deal, ...]:
    """These deals as a server sees them, in this order; those that it does not see are left out."""
    if not deal_ids:
        return ()
    places = ", ".join(f"${place}" for place in range(2, len(deal_ids) + 2))
    rows = await reads.fetch(
        f"""select d.id, d.server_id, d.number, v.audience, v.changed_at, v.corrections
        from deal_views v join deals d on d.id = v.deal_id where {VISIBLE} and v.deal_id in ({places})""",
        server_id,
        *deal_ids,
    )
    kept = {} if known is None else known
    shared = {row["id"]: (row["id"], row["changed_at"]) for row in rows if row["audience"] == SHARED}
    found = await _from_views(reads, [row for row in rows if shared.get(row["id"]) not in kept])
    kept |= {shared[deal_id]: deal for deal_id, deal in found.items() if deal_id in shared}
    found |= {deal_id: kept[key] for deal_id, key in shared.items()}
    return tuple(found[deal_id] for deal_id in deal_ids if deal_id in found)


async def _from_views(reads: Reads, rows: Sequence[Row]) -> dict[int, Deal]:
    """The deals of these views, added up from their reports."""
    if not rows:
        return {}
    reports = await reports_of_views(reads, [(row["id"], row["audience"]) for row in rows])
    holding = {row["id"]: json.loads(row["corrections"]) for row in rows}
    settled = await corrections_by_id(
        reads, {*chain.from_iterable(holding.values()), *(by for found in reports.values() for _, by in found if by)}
    )
    return {
        row["id"]: _as_seen(
            row,
            [retold(report, settled.get(by or 0)) for report, by in reports[row["id"]]],
            [settled[correction_id] for correction_id in holding[row["id"]]],
        )
        for row in rows
    }


def _as_seen(row: Row, reports: Sequence[KeptReport], corrections: Sequence[Correction]) -> Deal:
    changed = datetime.fromisoformat(row["changed_at"])
    return corrected(add_up(row["id"], row["server_id"], row["number"], reports, updated_at=changed), corrections)
