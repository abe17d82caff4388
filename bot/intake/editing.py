"""A draft put right before it is published: fields of a deal, a deal left out, one added that the reader missed.

What a person sets by hand rests on the article's words where those say it, and else on none; the report is marked as
reviewed either way. A change is made only to what its maker saw: of two admins at one draft, the second is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import cast

from bot.errors import BadInput
from bot.intake.correcting import need_fit
from bot.intake.drafts import Draft, act_on, preview_of
from bot.language.amounts import find_money
from bot.model import (
    Commitment,
    Day,
    DealField,
    FieldValue,
    KeptArticle,
    Kind,
    Money,
    Party,
    Report,
    Span,
    Stage,
)
from bot.store import articles
from bot.store.db import Database, Transaction
from bot.store.records import note
from bot.store.reports import Placed, append_report, drop_report, note_left_out, reports_of, set_report

Changes = Mapping[DealField, FieldValue]

MOST_DEALS = 60
"""So many deals a draft holds; more cannot be looked through by anyone."""


def mark_of(report: Report) -> str:
    """What a report is known by to whoever edits it."""
    return hashlib.sha256(repr(report).encode("utf-8", "backslashreplace")).hexdigest()[:8]


def value_of(report: Report, field: DealField) -> FieldValue:
    """What a report says in a field, in the form in which it is edited."""
    match field:
        case "status":
            return Stage(report.status)
        case "date":
            return report.announced_on
        case "places":
            return report.locations
        case _:
            return cast("FieldValue", getattr(report, field))


async def edit(
    db: Database,
    *,
    server_id: int,
    number: int,
    position: int,
    seen: str,
    changes: Changes,
    person_id: int,
    now: datetime,
) -> Draft | None:
    """Change fields of a draft's deal (the first is 1; 0 adds one). None where the draft is gone; BadInput where the
    deal is not what its editor saw."""
    for field, value in changes.items():
        need_fit(field, value)
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return None
        placed = await reports_of(tx, kept.id)
        if position == 0:
            if len(placed) >= MOST_DEALS:
                raise BadInput(f"A draft holds {MOST_DEALS} deals at most.")
            await append_report(tx, kept, edited(_blank(), changes, kept.article.text))
        else:
            old = _seen(placed, position, seen)
            await set_report(tx, old.kept.id, edited(old.kept.report, changes, kept.article.text))
        await _note(tx, kept, person_id, now, f"deal {position or len(placed) + 1}: {', '.join(sorted(changes))}")
    return await preview_of(db, kept)


async def leave_out(
    db: Database, *, server_id: int, number: int, position: int, seen: str, person_id: int, now: datetime
) -> Draft | None:
    """Take a deal out of a draft; None where the draft is gone."""
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return None
        old = _seen(await reports_of(tx, kept.id), position, seen)
        await drop_report(tx, old.kept.id)
        await note_left_out(tx, kept.id, old.kept.report)
        await _note(tx, kept, person_id, now, f"deal {position} left out")
    return await preview_of(db, kept)


def _seen(placed: tuple[Placed, ...], position: int, seen: str) -> Placed:
    if not 0 < position <= len(placed) or mark_of(placed[position - 1].kept.report) != seen:
        raise BadInput("Someone else changed this deal in the meantime.", "Look at the draft again, then edit it.")
    return placed[position - 1]


async def _note(tx: Transaction, kept: KeptArticle, person_id: int, now: datetime, what: str) -> None:
    await note(tx, replace(act_on("draft edited", kept, person_id, now), note=what))


def _blank() -> Report:
    return Report(kind="partnership", status="announced", parties=())


def edited(report: Report, changes: Changes, text: str) -> Report:
    """The report with these fields as a person wants them, and the words of the text that say so."""
    for field, value in changes.items():
        report = _with(report, field, value, text)
    return replace(report, reviewed=True)


def _with(report: Report, field: DealField, value: FieldValue, text: str) -> Report:
    evidence = report.evidence
    match field:
        case "parties":
            parties = cast("tuple[Party, ...]", value)
            return replace(report, parties=parties, evidence=replace(evidence, parties=_named(parties, text)))
        case "kind":
            return replace(report, kind=cast("Kind", value), evidence=replace(evidence, kind=()))
        case "status":
            status, on = cast("Stage", value)
            told = replace(report, status=status, evidence=replace(evidence, status=()))
            return _with(told, "date", on, text) if on else told
        case "date":
            told_by = replace(evidence, announced_on=(), dated_by_article=False)
            return replace(report, announced_on=cast("Day | None", value), evidence=told_by)
        case "value":
            money = cast("Money | None", value)
            spans = _stated(money, text) if money else ()
            return replace(report, value=money, evidence=replace(evidence, value=spans))
        case "commitments":
            owed = tuple(_resting(one, text) for one in cast("tuple[Commitment, ...]", value))
            return replace(report, commitments=owed)
        case "places":
            return replace(report, locations=cast("tuple[str, ...]", value))
        case "headline":
            return replace(report, headline=cast("str", value))
        case "subject":
            return replace(report, subject=cast("str", value))


def _named(parties: tuple[Party, ...], text: str) -> tuple[Span, ...]:
    """Where the text first names each party, as far as it does."""
    found = (re.search(rf"(?<!\w){re.escape(party.name)}(?!\w)", text) for party in parties)
    return tuple(sorted({Span(*match.span()) for match in found if match}))


def _stated(money: Money, text: str) -> tuple[Span, ...]:
    """Where the text first states a sum."""
    same = (find.span for find in find_money(text) if _sum(find.money) == _sum(money))
    return tuple(same)[:1]


def _sum(money: Money) -> tuple[object, str]:
    return money.amount, money.currency


def _resting(owed: Commitment, text: str) -> Commitment:
    if owed.evidence or owed.money is None:
        return owed
    return replace(owed, evidence=_stated(owed.money, text))
