"""From reports to the shelf: each report finds its deal, and an article takes its place among the published ones.

Everything here that writes runs in the caller's transaction. Whether a report tells of a deal is `merging`'s to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bot.merging import Match, Placed, add_up, paired, place, same_deal
from bot.model import SHARED, Deal, KeptArticle, KeptReport, Report
from bot.store import articles, shelving
from bot.store.articles import Marks
from bot.store.copies import write_hashes
from bot.store.corrections import corrections_about
from bot.store.db import Reads, Transaction
from bot.store.deals import candidates, deals_of_article, known_as
from bot.store.naming import parents_of, usual_name
from bot.store.reports import reports_of, reports_of_deals
from bot.store.versions import keep_version
from bot.store.views import rewrite, seen_deals

COPIED = Match(same=True, score=1.0, reasons=("the same text, from elsewhere",))


class Matched(NamedTuple):
    """A report, and the known deal that it joins (None: it makes a new one)."""

    report: Report
    deal: Deal | None
    match: Match


class Near(NamedTuple):
    """Reports with the names that the library has for their parties, the deals that they may be of, and who is whose
    parent."""

    reports: list[Report]
    deals: list[Deal]
    parents: Mapping[str, str]


async def near_deals(reads: Reads, kept: KeptArticle, reports: Sequence[Report]) -> Near:
    """What there is to match an article's reports with, among the deals that its server sees."""
    server_id, found = kept.server_id, dict[int, Deal]()
    usual = [await by_usual_names(reads, server_id, report) for report in reports]
    for report in usual:
        called = [name for party in report.parties for name in (party.name, *party.aliases)]
        day = report.announced_on.first if report.announced_on else kept.article.published_on
        found.update((deal.id, deal) for deal in await candidates(reads, server_id, called, near=day))
    names = {party.name for report in usual for party in report.parties}
    names |= {party.name for deal in found.values() for party in deal.parties}
    return Near(usual, list(found.values()), await parents_of(reads, server_id, names))


async def match(
    reads: Reads, kept: KeptArticle, reports: Sequence[Report], renews: KeptArticle | None
) -> tuple[Matched, ...]:
    """Find each report its deal: that of the same report of the article it copies, else the best match."""
    near = await near_deals(reads, kept, reports)
    before = await _resting_on(reads, kept.server_id, renews) if renews else []
    told = await _told_by_original(reads, kept, near.reports) if kept.copy_of and not renews else {}
    ids = {deal.id for deal in (*before, *told.values())}
    deals = [*(deal for deal in near.deals if deal.id not in ids), *before]
    rest = [report for number, report in enumerate(near.reports) if number not in told]
    placed = iter(place(rest, kept.article, as_told(deals), parents=near.parents, before=before))
    homes = [Placed(told[number], COPIED) if number in told else next(placed) for number in range(len(reports))]
    shown = {deal.id: deal for deal in (*deals, *told.values())}
    return tuple(
        Matched(report, shown[deal.id] if deal else None, why)
        for report, (deal, why) in zip(reports, homes, strict=True)
    )


async def _told_by_original(reads: Reads, kept: KeptArticle, reports: Sequence[Report]) -> dict[int, Deal]:
    """For each report of a near copy that the article it copies has too, by its place: the deal of that one's."""
    assert kept.copy_of is not None
    deals = await deals_of_article(reads, kept.server_id, kept.copy_of)
    theirs = [(one.report, deal) for deal in deals for one in deal.reports if one.article.id == kept.copy_of]
    answers = paired(reports, [report for report, _ in theirs])
    found: dict[int, Deal] = {}
    for number, other in enumerate(answers):
        if other is not None and theirs[other][1] not in found.values():
            found[number] = theirs[other][1]
    return found


def as_told(deals: Sequence[Deal]) -> list[Deal]:
    """The deals, and corrected ones once more as their articles tell them: a further article may repeat what was
    corrected."""
    return [*deals] + [
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
        if renews.article != kept.article:
            await keep_version(tx, renews.id, now)
        await shelving.move_reports(tx, kept.id, renews.id)
        kept = await articles.renew(tx, renews.id, kept.article, marks, now=now)
        await write_hashes(tx, kept.id)
        await shelving.relearn(tx, kept.id)
        await rewrite(tx, touched, now)
    else:
        kept = await shelving.set_state(tx, kept.id, "published", now=now)
    if kept.server_id == SHARED:
        await _take_in(tx, touched, now)
    return kept


async def rejoin(tx: Transaction, kept: KeptArticle, now: datetime) -> None:
    """Before a removed article comes back: a report whose deal has nothing left joins what was told of it since."""
    placed = await reports_of(tx, kept.id)
    there = await reports_of_deals(tx, [deal_id for _, deal_id in placed if deal_id])
    alone = [one for one in placed if one.deal_id and one.deal_id not in there]
    matches = await match(tx, kept, [one.kept.report for one in alone], None)
    taken = set(there)
    for one, matched in zip(alone, matches, strict=True):
        deal = matched.deal
        if deal is None or one.deal_id is None or deal.id in taken or await _by_hand(tx, one.deal_id):
            continue
        taken.add(deal.id)
        await shelving.place_report(tx, one.kept, deal.id, server_id=kept.server_id, reason=matched.match.why, now=now)
        await shelving.lead_on(tx, one.deal_id, deal.id)


async def _by_hand(reads: Reads, deal_id: int) -> bool:
    return any(one.undone_at is None for one in await corrections_about(reads, [deal_id]))


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
