"""What members proposed to be set right (*Wrong?*), for an admin to accept or refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model import DealField, FieldValue
from bot.store.bodies import read_instant, read_value, write_instant, write_value
from bot.store.connections import Row
from bot.store.corrections import deal_label
from bot.store.db import Reads, Transaction
from bot.store.records import next_number

State = Literal["open", "accepted", "refused"]

SELECT = """select s.*, d.server_id as deal_server, d.number as deal_number from suggestions s
    join deals d on d.id = s.deal_id"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A member's word on what is wrong with a deal: a field with the value it should have, or words alone.

    `number` counts within its server (SHARED where it was sent from outside any server). `correction_id` is what an
    accepted one with a value became.
    """

    id: int
    server_id: int
    number: int
    deal_id: int
    deal_label: str
    person_id: int
    at: datetime
    field: DealField | None = None
    value: FieldValue = None
    words: str = ""
    state: State = "open"
    settled_by: int = 0
    settled_at: datetime | None = None
    correction_id: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A page of suggestions, and how many there are in all."""

    suggestions: tuple[Suggestion, ...]
    total: int


async def add_suggestion(
    tx: Transaction,
    *,
    server_id: int,
    deal_id: int,
    person_id: int,
    now: datetime,
    field: DealField | None,
    value: FieldValue,
    words: str,
) -> Suggestion:
    """Keep a suggestion; the same open one of the same person is kept once."""
    body = write_value(value)
    there = await tx.fetch_one(
        f"""{SELECT} where s.server_id = $1 and s.deal_id = $2 and s.person_id = $3 and s.field = $4 and s.value = $5
        and s.words = $6 and s.state = 'open'""",
        *(server_id, deal_id, person_id, field or "", body, words),
    )
    if there is not None:
        return _suggestion(there)
    number = await next_number(tx, server_id, "suggestion")
    await tx.execute(
        """insert into suggestions (server_id, number, deal_id, field, value, words, person_id, at, state, settled_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 0)""",
        *(server_id, number, deal_id, field or "", body, words, person_id, write_instant(now)),
    )
    made = await get_suggestion(tx, server_id, number)
    assert made is not None
    return made


async def get_suggestion(reads: Reads, server_id: int, number: int) -> Suggestion | None:
    """A server's suggestion, settled or not."""
    row = await reads.fetch_one(f"{SELECT} where s.server_id = $1 and s.number = $2", server_id, number)
    return _suggestion(row) if row else None


async def list_suggestions(
    reads: Reads, server_id: int, *, state: State = "open", limit: int = 25, offset: int = 0
) -> Suggestions:
    """A server's suggestions, the first sent first."""
    where = "where s.server_id = $1 and s.state = $2"
    async with reads.snapshot() as same:
        rows = await same.fetch(f"{SELECT} {where} order by s.id limit $3 offset $4", server_id, state, limit, offset)
        total = await same.fetch_value(f"select count(*) from suggestions s {where}", server_id, state)
    return Suggestions(tuple(map(_suggestion, rows)), total)


async def count_open(reads: Reads, server_id: int, person_id: int) -> int:
    """How many suggestions of a person are still to be looked at in a server."""
    number: int = await reads.fetch_value(
        "select count(*) from suggestions where server_id = $1 and person_id = $2 and state = 'open'",
        server_id,
        person_id,
    )
    return number


async def settle_suggestion(
    tx: Transaction, found: Suggestion, state: State, *, person_id: int, now: datetime, correction_id: int | None = None
) -> None:
    """Note what became of a suggestion."""
    await tx.execute(
        "update suggestions set state = $2, settled_by = $3, settled_at = $4, correction_id = $5 where id = $1",
        *(found.id, state, person_id, write_instant(now), correction_id),
    )


def _suggestion(row: Row) -> Suggestion:
    return Suggestion(
        id=row["id"],
        server_id=row["server_id"],
        number=row["number"],
        deal_id=row["deal_id"],
        deal_label=deal_label(row["deal_server"], row["deal_number"]),
        person_id=row["person_id"],
        at=datetime.fromisoformat(row["at"]),
        field=row["field"] or None,
        value=read_value(row["field"], row["value"]) if row["field"] else None,
        words=row["words"],
        state=row["state"],
        settled_by=row["settled_by"],
        settled_at=read_instant(row["settled_at"]),
        correction_id=row["correction_id"],
    )
