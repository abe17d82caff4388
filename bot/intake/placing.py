"""From reports to the shelf: each report finds its deal, and an article takes its place among the published ones.

Everything here that writes runs in the caller's transaction. Whether a report tells of a deal is `merging`'s to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.merging import Match, add_up, place, same_deal
from bot.model import SHARED, Deal, KeptArticle, KeptReport, Report
from bot.store import articles, shelving
from bot.store.articles import Marks
from bot.store.corrections import corrections_about
from bot.store.db import Reads, Transaction
from bot.store.deals import candidates, deals_of_article, known_as
from bot.store.naming import parents_of, usual_name
from bot.store.reports import reports_of, reports_of_deals
from bot.store.views import rewrite, seen_deals


class Matched(NamedTuple):
    """A report, and the known deal that it joins (None: it makes a new one)."""

    report: Report
    deal: Deal | None
    match: Match


async def match(
    reads: Reads, kept: KeptArticle, reports: Sequence[Report], renews: KeptArticle | None
) -> tuple[Matched, ...]:
    """Find each report its deal among those that the article's server sees."""
    server_id, found = kept.server_id, dict[int, Deal]()
    usual = [await by_usual_names(reads, server_id, report) for report in reports]
    for report in usual:
        called = [name for party in report.parties for name in (party.name, *party.aliases)]
        near = report.announced_on.first if report.announced_on else kept.article.published_on
        found.update((deal.id, deal) for deal in await candidates(reads, server_id, called, near=near))
    names = {party.name for report in usual for party in report.parties}
    names |= {party.name for deal in found.values() for party in deal.parties}
    parents = await parents_of(reads, server_id, names)
    before = await _resting_on(reads, server_id, renews) if renews else []
    deals = [deal for deal in found.values() if all(deal.id != old.id for old in before)] + before
    placed = place(usual, kept.article, [*deals, *_as_told(deals)], parents=parents, before=before)
    shown = {deal.id: deal for deal in deals}
    return tuple(
        Matched(report, shown[deal.id] if deal else None, why)
        for report, (deal, why) in zip(reports, placed, strict=True)
    )


def _as_told(deals: Sequence[Deal]) -> list[Deal]:
    """Corrected deals as their articles tell them: a further article is likely to repeat what was corrected."""
    return [
        add_up(deal.id, deal.server_id, deal.number, deal.reports)
        for deal in deals
        if any(one.act == "edit" for one in deal.corrections)
    ]


async def by_usual_names(reads: Reads, server_id: int, report: Report) -> Report:
    """The report with the names that the library has for its parties among their aliases."""
    parties = []
    for party in report.parties:
        name = await usual_name(reads, server_id, party)
        parties.append(known_as(party, name) if name else party)
    return replace(report, parties=tuple(parties))


async def _resting_on(reads: Reads, server_id: int, renews: KeptArticle) -> list[Deal]:
    """The deals that have no report but those of the version to be replaced."""
    deals = await deals_of_article(reads, server_id, renews.id)
    return [deal for deal in deals if all(kept.article.id == renews.id for kept in deal.reports)]


async def shelve(
    tx: Transaction, kept: KeptArticle, marks: Marks, renews: KeptArticle | None, now: datetime
) -> KeptArticle:
    """Put a draft on the shelf: its reports with deals, itself in the place of its older version if it has one."""
    reports = [placed.kept for placed in await reports_of(tx, kept.id)]
    matches = await match(tx, kept, [report.report for report in reports], renews)
    touched = [deal_id for _, deal_id in await reports_of(tx, renews.id) if deal_id] if renews else []
    for report, matched in zip(reports, matches, strict=True):
        deal_id = matched.deal.id if matched.deal else None
        home = kept.server_id
        touched.append(
            await shelving.place_report(tx, report, deal_id, server_id=home, reason=matched.match.why, now=now)
        )
    if renews:
        await shelving.move_reports(tx, kept.id, renews.id)
        kept = await articles.renew(tx, renews.id, kept.article, marks, now=now)
        await shelving.relearn(tx, kept.id)
        await rewrite(tx, touched, now)
    else:
        kept = await shelving.set_state(tx, kept.id, "published", now=now)
    if kept.server_id == SHARED:
        await _take_in(tx, touched, now)
    return kept


async def _take_in(tx: Transaction, deal_ids: Sequence[int], now: datetime) -> None:
    """Servers' own deals that turn out to be one of these shared ones go into it, each for its own server alone."""
    for deal in await seen_deals(tx, SHARED, list(dict.fromkeys(deal_ids))):
        for own_id, reports in (await shelving.own_deals_like(tx, deal)).items():
            usual = [await by_usual_names(tx, kept.article.server_id, kept.report) for kept in reports]
            found = [same_deal(one, kept.article.article, deal) for one, kept in zip(usual, reports, strict=True)]
            if all(one.same for one in found) and not await _told_apart(tx, deal, own_id, reports):
                await shelving.send_into(tx, own_id, deal, reports, reason=found[0].why, now=now)


async def _told_apart(tx: Transaction, deal: Deal, own_id: int, reports: Sequence[KeptReport]) -> bool:
    """Whether a person merged or split the server's own deal, or one of its articles has another report with the
    shared deal already."""
    moved = await corrections_about(tx, [own_id])
    there = (await reports_of_deals(tx, [deal.id])).get(deal.id, [])
    return any(one.act != "edit" for one in moved) or bool(
        {kept.article.id for kept in there} & {kept.article.id for kept in reports}
    )
