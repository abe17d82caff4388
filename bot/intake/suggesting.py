"""Members' suggestions: sent by anyone who sees a deal, settled by whoever may correct it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import BadInput
from bot.intake.correcting import Corrected, correct_in, need_fit
from bot.model import DealField, FieldValue
from bot.store.db import Database
from bot.store.deals import deal_by_id
from bot.store.records import Act, note
from bot.store.suggestions import (
    State,
    Suggestion,
    add_suggestion,
    count_open,
    get_suggestion,
    settle_suggestion,
)

MOST_OPEN = 10
"""Suggestions of one person that may wait in one server."""

LONGEST = 1_000


async def suggest(
    db: Database,
    *,
    server_id: int,
    deal_id: int,
    person_id: int,
    now: datetime,
    field: DealField | None = None,
    value: FieldValue = None,
    words: str = "",
) -> Suggestion:
    """Keep what a member says is wrong with a deal: a field with the value it should have, or words, or both."""
    if field is None and not words.strip():
        raise BadInput("Nothing was said.", "Say in a few words what is wrong.")
    if field is not None:
        need_fit(field, value)
    async with db.transaction() as tx:
        deal = await deal_by_id(tx, server_id, deal_id)
        if deal is None:
            raise BadInput("That deal is not in this library any more.")
        if await count_open(tx, server_id, person_id) >= MOST_OPEN:
            raise BadInput(
                f"{MOST_OPEN} of your suggestions are waiting already.", "Wait until an admin has looked at them."
            )
        made = await add_suggestion(
            tx,
            server_id=server_id,
            deal_id=deal.id,
            person_id=person_id,
            now=now,
            field=field,
            value=value,
            words=words.strip()[:LONGEST],
        )
        await note(tx, Act(server_id, person_id, now, "correction suggested", deal.label, f"suggestion {made.number}"))
        return made


async def accept(
    db: Database, *, server_id: int, number: int, person_id: int, now: datetime
) -> tuple[Suggestion, Corrected | None] | None:
    """Accept an open suggestion; one with a value becomes a correction. None where it is settled or gone."""
    async with db.transaction() as tx:
        found = await get_suggestion(tx, server_id, number)
        if found is None or found.state != "open":
            return None
        made = None
        if found.field is not None:
            made = await correct_in(
                tx,
                server_id=server_id,
                deal_id=found.deal_id,
                field=found.field,
                value=found.value,
                person_id=person_id,
                now=now,
                remark=f"suggestion {number}",
            )
        correction_id = made.correction.id if made else None
        await settle_suggestion(tx, found, "accepted", person_id=person_id, now=now, correction_id=correction_id)
        await note(
            tx, Act(server_id, person_id, now, "suggestion accepted", found.deal_label, f"suggestion {found.number}")
        )
        return _settled(found, "accepted", person_id, now, correction_id), made


async def refuse(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> Suggestion | None:
    """Refuse an open suggestion; None where it is settled or gone."""
    async with db.transaction() as tx:
        found = await get_suggestion(tx, server_id, number)
        if found is None or found.state != "open":
            return None
        await settle_suggestion(tx, found, "refused", person_id=person_id, now=now)
        await note(
            tx, Act(server_id, person_id, now, "suggestion refused", found.deal_label, f"suggestion {found.number}")
        )
        return _settled(found, "refused", person_id, now, None)


def _settled(found: Suggestion, state: State, person_id: int, now: datetime, correction_id: int | None) -> Suggestion:
    return replace(found, state=state, settled_by=person_id, settled_at=now, correction_id=correction_id)
