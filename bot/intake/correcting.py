"""Corrections by hand: a field set right, two deals put together, one taken apart, and any of it taken back.

A server's hold in that server, those of SHARED (the owner's) everywhere. Each is a record that is applied whenever the
deal is added up, so it outlives a reread and a new article. Whether the person may is for whoever asks.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import BadInput
from bot.language.dates import say_day
from bot.merging import corrected, field_of
from bot.model import (
    DEAL_FIELDS,
    KINDS,
    SHARED,
    STATUSES,
    Commitment,
    Correction,
    Day,
    Deal,
    DealField,
    FieldValue,
    Money,
    Party,
    Stage,
    Told,
)
from bot.store import shelving
from bot.store.corrections import add_correction, get_correction, latest_correction, mark_undone
from bot.store.db import Database, Reads, Transaction
from bot.store.deals import deal_by_id
from bot.store.naming import forget_names, learn_settled
from bot.store.records import Act, note
from bot.store.reports import matched_with
from bot.store.views import rewrite, seen_deals


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made, the deal as its server sees it now, and of a split the new deal."""

    correction: Correction
    deal: Deal
    new: Deal | None = None


async def correct(
    db: Database,
    *,
    server_id: int,
    deal_id: int,
    field: DealField,
    value: FieldValue,
    person_id: int,
    now: datetime,
    remark: str = "",
) -> Corrected:
    """Set one field of a deal right. BadInput where the deal is gone, the value fits no such field, or says nothing
    new."""
    async with db.transaction() as tx:
        return await correct_in(
            tx,
            server_id=server_id,
            deal_id=deal_id,
            field=field,
            value=value,
            person_id=person_id,
            now=now,
            remark=remark,
        )


async def correct_in(
    tx: Transaction,
    *,
    server_id: int,
    deal_id: int,
    field: DealField,
    value: FieldValue,
    person_id: int,
    now: datetime,
    remark: str = "",
) -> Corrected:
    """The same, in the caller's transaction."""
    deal = await _deal(tx, server_id, deal_id)
    need_fit(field, value)
    if isinstance(value, Stage) and value.on is not None and value.on.first > now.date() + timedelta(days=1):
        # It would be newer than anything that is told or corrected until then.
        raise BadInput(f"{say_day(value.on)} is still to come.", "A status has the day since which it holds.")
    made = Correction(
        0, server_id, 0, "edit", deal.id, "", person_id, now, field, field_of(deal, field), value, note=remark
    )
    if field_of(corrected(deal, [made]), field) == made.before:
        raise BadInput(f"{deal.label} says so already.")
    return await _done(tx, made, now)


def need_fit(field: DealField, value: FieldValue) -> None:
    """BadInput where a value is none that a deal could have in this field."""
    fits: dict[DealField, bool] = {
        "headline": isinstance(value, str),
        "subject": isinstance(value, str),
        "kind": value in KINDS,
        "status": isinstance(value, Stage) and value.status in STATUSES,
        "date": value is None or isinstance(value, Day),
        "value": value is None or (isinstance(value, Money) and value.amount >= 0),
        "parties": _all(value, Party) and bool(value),
        "commitments": _all(value, Commitment),
        "places": _all(value, str),
    }
    if field not in DEAL_FIELDS or not fits[field]:
        raise BadInput(f"That is no {field} that a deal could have.")


def _all(value: FieldValue, kind: type) -> bool:
    """Whether a value is a list of such things, none of them told twice."""
    if not isinstance(value, tuple) or isinstance(value, Stage):
        return False
    return all(isinstance(one, kind) for one in value) and len(set(value)) == len(value)


async def merge(
    db: Database, *, server_id: int, deal_id: int, into_id: int, person_id: int, now: datetime, remark: str = ""
) -> Corrected:
    """Put a deal into another: its reports count there, and its number leads there, from now on."""
    async with db.transaction() as tx:
        deal, into = await _deal(tx, server_id, deal_id), await _deal(tx, server_id, into_id)
        if deal.id == into.id:
            raise BadInput(f"{deal.label} cannot be merged with itself.", "Name two deals.")
        made = Correction(0, server_id, 0, "merge", deal.id, "", person_id, now, into_id=into.id, note=remark)
        return await _done(tx, made, now)


async def split(
    db: Database,
    *,
    server_id: int,
    deal_id: int,
    report_ids: Collection[int] = (),
    article_ids: Collection[int] = (),
    person_id: int,
    now: datetime,
    remark: str = "",
) -> Corrected:
    """Take reports (by id, or all of these articles) off a deal, into a new one of the next number.

    Remembered: the same articles read anew, and near copies of them, go to the new deal, and nothing puts the two
    together again but a merge by hand.
    """
    async with db.transaction() as tx:
        deal = await _deal(tx, server_id, deal_id)
        going = [one for one in deal.reports if one.id in report_ids or one.article.id in article_ids]
        if not going:
            raise BadInput(f"None of these articles tells of {deal.label}.", "Name one of its sources.")
        if len(going) == len(deal.reports):
            raise BadInput(f"{deal.label} would have no source left.", "Name some of its sources, not all.")
        matched = await matched_with(tx, [one.id for one in going])
        new_id = await shelving.new_deal(tx, server_id, now)
        told = tuple(dict.fromkeys(Told(one.article.id, matched[one.id]) for one in going))
        made = Correction(
            0, server_id, 0, "split", deal.id, "", person_id, now, into_id=new_id, reports=told, note=remark
        )
        return await _done(tx, made, now)


async def _deal(tx: Reads, server_id: int, deal_id: int) -> Deal:
    deal = await deal_by_id(tx, server_id, deal_id)
    if deal is None:
        raise BadInput("That deal is not in this library any more.")
    if server_id == SHARED and deal.server_id != SHARED:
        raise BadInput(f"{deal.label} is a server's own deal.", "It can be corrected there.")
    return deal


async def _done(tx: Transaction, made: Correction, now: datetime) -> Corrected:
    """Keep a correction, and let all that follows from it follow."""
    kept = await add_correction(tx, made)
    if kept.field == "parties":
        await learn_settled(tx, kept)
    await rewrite(tx, [kept.deal_id], now)
    about = f"{kept.deal_label} → {kept.into_label}" if kept.into_label else kept.deal_label
    await note(tx, Act(kept.server_id, kept.person_id, now, SAID[kept.act], about, _noted(kept)))
    stays = kept.into_id if kept.act == "merge" and kept.into_id else kept.deal_id
    ids = [stays, kept.into_id] if kept.act == "split" and kept.into_id else [stays]
    deal, *new = await seen_deals(tx, kept.server_id, ids)
    return Corrected(kept, deal, new[0] if new else None)


SAID = {"edit": "deal corrected", "merge": "deals merged", "split": "deal split"}


def _noted(kept: Correction) -> str:
    """What the log says of a correction. Its values stand in its own record."""
    return f"{kept.label}: {kept.field}" if kept.field else kept.label


async def undo(
    db: Database,
    *,
    server_id: int,
    person_id: int,
    now: datetime,
    number: int | None = None,
    deal_id: int | None = None,
) -> Correction | None:
    """Take back a correction that this server (SHARED: the owner) made: of this number, or the latest, or the latest of
    this deal. None where there is none to take back."""
    async with db.transaction() as tx:
        found = await _to_undo(tx, server_id, number, deal_id)
        if found is None or found.undone_at is not None:
            return None
        undone = await mark_undone(tx, found, person_id=person_id, now=now)
        await forget_names(tx, -found.id)
        await rewrite(tx, [found.deal_id], now)
        await note(tx, Act(server_id, person_id, now, "correction undone", found.deal_label, _noted(found)))
        return undone


async def _to_undo(reads: Reads, server_id: int, number: int | None, deal_id: int | None) -> Correction | None:
    if number is not None:
        return await get_correction(reads, server_id, number)
    if deal_id is None:
        return await latest_correction(reads, server_id)
    deal = await deal_by_id(reads, server_id, deal_id)
    return await latest_correction(reads, server_id, list({deal_id, deal.id if deal else deal_id}))
