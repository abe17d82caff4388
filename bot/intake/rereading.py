"""Articles read again with today's rules: one, or the whole library. Numbers stay, and so does what people corrected.

The text is the same, so each new report has its heir: it answers one of the old ones (`merging.paired`). A deal that
people touched keeps its reports; the first report of a deal keeps its number, unless the deal is an older one's double;
every other report is matched anew, as if it came in today.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from bot.errors import BotError
from bot.intake.desk import Desk, marks_of
from bot.intake.drafts import act_on
from bot.intake.loading import reviewed
from bot.intake.placing import as_told, near_deals
from bot.merging import add_up, paired, place
from bot.model import SHARED, Deal, DealField, KeptArticle, Report
from bot.store import articles, shelving
from bot.store.corrections import corrections_about
from bot.store.db import Database, Reads, Transaction
from bot.store.deals import deal_labels
from bot.store.records import note
from bot.store.reports import Placed, left_out, placed_at, put_reports, reports_of, reports_of_deals
from bot.store.views import rewrite


class Change(NamedTuple):
    """A report that reads otherwise than before, or stands in another deal; None where there was none, or is none.

    `settled` are the fields of its deal that were put right by hand, and which no reading changes.
    """

    before: Report | None
    after: Report | None
    deal_before: str = ""
    deal_after: str = ""
    settled: frozenset[DealField] = frozenset()


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one article: the `done`th of `total`. Where it could not be read, it stays as it was."""

    kept: KeptArticle
    outcome: Literal["changed", "unchanged", "failed"]
    changes: tuple[Change, ...] = ()
    done: int = 1
    total: int = 1
    error: BotError | None = None


class Home(NamedTuple):
    """Where a report goes: a deal (None: a new one) and why; `at` is when it was put there, if it stays."""

    deal_id: int | None
    reason: str = ""
    at: datetime | None = None


async def reread(
    db: Database, desk: Desk, *, server_id: int, number: int, person_id: int, now: datetime
) -> Reread | None:
    """Read one of a server's own articles (of SHARED: the shared library's) again; None where it is not there."""
    kept = await articles.get(db, server_id, number, shared=server_id == SHARED)
    if kept is None or kept.state != "published":
        return None
    return await _reread(db, desk, kept, person_id, now, (1, 1))


async def reread_all(db: Database, desk: Desk, *, now: datetime, server_id: int | None = None) -> AsyncIterator[Reread]:
    """Read every published article again (those of one server, if it is given), one after the other."""
    ids = await articles.published_ids(db, server_id)
    for done, article_id in enumerate(ids, 1):
        kept = (await articles.by_ids(db, [article_id])).get(article_id)
        if kept is not None and kept.state == "published":
            yield await _reread(db, desk, kept, 0, now, (done, len(ids)))


async def _reread(
    db: Database, desk: Desk, kept: KeptArticle, person_id: int, now: datetime, progress: tuple[int, int]
) -> Reread:
    try:
        reading = await reviewed(kept.article) or await desk.read(kept.article)
    except BotError as error:
        return Reread(kept, "failed", (), *progress, error)
    async with db.transaction() as tx:
        # It may have been removed or renewed while it was read.
        today = (await articles.by_ids(tx, [kept.id])).get(kept.id)
        if today is None or today.state != "published" or marks_of(today.article) != marks_of(kept.article):
            return Reread(kept, "unchanged", (), *progress)
        changes = await _replace(tx, kept, await _with_edits(tx, kept, reading.reports), now)
        if changes:
            await note(tx, act_on("article reread", kept, person_id, now))
    return Reread(kept, "changed" if changes else "unchanged", changes, *progress)


async def _with_edits(reads: Reads, kept: KeptArticle, reports: Sequence[Report]) -> list[Report]:
    """Today's reading, with what a person settled before publishing: reports put right stand, those left out stay out.

    A brief's settled reports stand in its text, and are read from there.
    """
    if kept.article.brief:
        return list(reports)
    old = [placed.kept.report for placed in await reports_of(reads, kept.id)]
    settled = [report for report in old if report.reviewed]
    away = [*settled, *await left_out(reads, kept.id)]
    answers = paired(reports, away)
    free = [report for report, answer in zip(reports, answers, strict=True) if answer is None]
    return sorted([*settled, *free], key=lambda report: old.index(report) if report in old else len(old))


async def _replace(tx: Transaction, kept: KeptArticle, reports: Sequence[Report], now: datetime) -> tuple[Change, ...]:
    """Put new reports in the place of the old ones; what differs, nothing where all is as it was."""
    old = await reports_of(tx, kept.id)
    answers = paired(reports, [placed.kept.report for placed in old])
    homes = await _homes(tx, kept, reports, old, answers)
    before = [(placed.kept.report, placed.deal_id) for placed in old]
    if before == [(report, home.deal_id) for report, home in zip(reports, homes, strict=True)]:
        return ()
    new = await put_reports(tx, kept, reports)
    ids = [
        await shelving.place_report(
            tx, report, home.deal_id, server_id=kept.server_id, reason=home.reason, now=home.at or now
        )
        for report, home in zip(new, homes, strict=True)
    ]
    await _lead_on(tx, old, answers, ids)
    await shelving.relearn(tx, kept.id)
    await rewrite(tx, [*(placed.deal_id for placed in old if placed.deal_id), *ids], now)
    return await _changes(tx, kept, reports, old, answers, ids)


async def _homes(
    tx: Transaction, kept: KeptArticle, reports: Sequence[Report], old: Sequence[Placed], answers: Sequence[int | None]
) -> list[Home]:
    """Where each new report goes."""
    near = await near_deals(tx, kept, reports)
    times = await placed_at(tx, [placed.kept.id for placed in old])
    stays = [await _stays(tx, kept, old[other]) if other is not None else "free" for other in answers]
    homes: dict[int, Home] = {}
    for number, (stay, other) in enumerate(zip(stays, answers, strict=True)):
        if stay == "fixed" and other is not None:
            homes[number] = Home(old[other].deal_id, old[other].kept.reason, times.get(old[other].kept.id))
    taken = {home.deal_id for home in homes.values()}
    deals = [deal for deal in _without(kept, near.deals) if deal.id not in taken]
    left = [number for number in range(len(reports)) if number not in homes]
    placed = place([near.reports[number] for number in left], kept.article, as_told(deals), parents=near.parents)
    for number, (deal, why) in zip(left, placed, strict=True):
        other = answers[number]
        homes[number] = _home(deal, why.why, old[other] if other is not None else None, stays[number], times)
    return [homes[number] for number in range(len(reports))]


def _home(deal: Deal | None, why: str, was: Placed | None, stay: str, times: Mapping[int, datetime]) -> Home:
    """Where a report that was matched anew goes: back where it was, if that is the match, or it has that to itself."""
    if was is not None and deal is not None and deal.id == was.deal_id:
        return Home(was.deal_id, why, times.get(was.kept.id))
    if was is not None and stay == "first" and not _joins(deal, was):
        return Home(was.deal_id, was.kept.reason, times.get(was.kept.id))
    return Home(deal.id, why) if deal else Home(None)


async def _stays(tx: Transaction, kept: KeptArticle, was: Placed) -> Literal["fixed", "first", "free"]:
    """Whether a report stays with its deal whatever it reads: where people touched the deal, or others joined it.

    "first" is alone with its deal, and may go into an older one only.
    """
    if was.deal_id is None:
        return "free"
    if any(one.undone_at is None for one in await corrections_about(tx, [was.deal_id])):
        return "fixed"
    there = (await reports_of_deals(tx, [was.deal_id])).get(was.deal_id, [])
    if all(one.article.id == kept.id for one in there):
        return "first"
    return "free" if was.kept.reason else "fixed"


def _joins(deal: Deal | None, was: Placed) -> bool:
    """Whether a deal alone goes into another: into an older one, or a server's own into a shared one."""
    if deal is None or was.deal_id is None:
        return False
    return deal.id < was.deal_id or (deal.server_id == SHARED and was.kept.article.server_id != SHARED)


def _without(kept: KeptArticle, deals: Sequence[Deal]) -> list[Deal]:
    """The deals as they would be without this article, which would else match itself."""
    found = []
    for deal in deals:
        others = [one for one in deal.reports if one.article.id != kept.id]
        if len(others) == len(deal.reports):
            found.append(deal)
        elif others:
            found.append(add_up(deal.id, deal.server_id, deal.number, others))
    return found


async def _lead_on(tx: Transaction, old: Sequence[Placed], answers: Sequence[int | None], ids: Sequence[int]) -> None:
    """Let the numbers of deals that went into others lead there."""
    for other, deal_id in zip(answers, ids, strict=True):
        was = old[other].deal_id if other is not None else None
        if was is not None and was != deal_id and not (await reports_of_deals(tx, [was])).get(was):
            await shelving.lead_on(tx, was, deal_id)


async def _changes(
    reads: Reads,
    kept: KeptArticle,
    reports: Sequence[Report],
    old: Sequence[Placed],
    answers: Sequence[int | None],
    ids: Sequence[int],
) -> tuple[Change, ...]:
    labels = await deal_labels(reads, [*ids, *(placed.deal_id for placed in old if placed.deal_id)])
    settled = await _settled(reads, kept, ids)
    changes = []
    for report, other, deal_id in zip(reports, answers, ids, strict=True):
        was = old[other] if other is not None else None
        before = labels.get(was.deal_id or 0, "") if was else ""
        if was is None or was.kept.report != report or was.deal_id != deal_id:
            changes.append(Change(was.kept.report if was else None, report, before, labels[deal_id], settled[deal_id]))
    gone = (placed for place, placed in enumerate(old) if place not in answers)
    changes += [Change(placed.kept.report, None, labels.get(placed.deal_id or 0, "")) for placed in gone]
    return tuple(changes)


async def _settled(reads: Reads, kept: KeptArticle, ids: Sequence[int]) -> dict[int, frozenset[DealField]]:
    """Which fields of each deal people settled, where the article's own readers see it."""
    found: dict[int, set[DealField]] = {deal_id: set() for deal_id in ids}
    for one in await corrections_about(reads, ids) if ids else ():
        if one.field and one.undone_at is None and one.deal_id in found and one.server_id in (SHARED, kept.server_id):
            found[one.deal_id].add(one.field)
    return {deal_id: frozenset(fields) for deal_id, fields in found.items()}
