"""What people settled by hand, kept as records: who, when, from what, to what, and where it holds.

A record is never changed but for being undone. What it does to a deal is `merging`'s (correcting.py), which views it
touches `grouping`'s.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import SHARED, Correction, Told
from bot.store.bodies import read_instant, read_value, write_instant, write_value
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.records import next_number

SELECT = """select c.*, d.server_id as deal_server, d.number as deal_number, i.server_id as into_server,
    i.number as into_number from corrections c join deals d on d.id = c.deal_id left join deals i on i.id = c.into_id"""


async def add_correction(tx: Transaction, made: Correction) -> Correction:
    """Keep a correction; its id, number and labels are given here."""
    number = await next_number(tx, made.server_id, "correction")
    correction_id: int = await tx.fetch_value(
        """insert into corrections (server_id, number, act, deal_id, into_id, field, before, after, reports, note,
            person_id, at, undone_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0) returning id""",
        made.server_id,
        number,
        made.act,
        made.deal_id,
        made.into_id,
        made.field or "",
        write_value(made.before),
        write_value(made.after),
        json.dumps(made.reports),
        made.note,
        made.person_id,
        write_instant(made.at),
    )
    return (await corrections_by_id(tx, [correction_id]))[correction_id]


async def mark_undone(tx: Transaction, made: Correction, *, person_id: int, now: datetime) -> Correction:
    """Note that a correction was taken back, by whom, when."""
    await tx.execute(
        "update corrections set undone_at = $2, undone_by = $3 where id = $1", made.id, write_instant(now), person_id
    )
    return replace(made, undone_at=now, undone_by=person_id)


async def get_correction(reads: Reads, server_id: int, number: int, *, shared: bool = False) -> Correction | None:
    """The correction that people call Cs12 (the server's own) or C12 (`shared`), undone ones too."""
    rows = await reads.fetch(
        f"{SELECT} where c.server_id = $1 and c.number = $2", SHARED if shared else server_id, number
    )
    return _correction(rows[0]) if rows else None


async def latest_correction(reads: Reads, server_id: int, deal_ids: Sequence[int] = ()) -> Correction | None:
    """A server's last correction that still holds, of any of these deals if any are given."""
    places = ", ".join(f"${place}" for place in range(2, len(deal_ids) + 2))
    about = f"and (c.deal_id in ({places}) or c.into_id in ({places}))" if deal_ids else ""
    rows = await reads.fetch(
        f"{SELECT} where c.server_id = $1 and c.undone_at is null {about} order by c.id desc limit 1",
        server_id,
        *deal_ids,
    )
    return _correction(rows[0]) if rows else None


async def list_corrections(
    reads: Reads, server_id: int, *, deal_id: int | None = None, limit: int = 25, offset: int = 0
) -> tuple[Correction, ...]:
    """The corrections that a server made (of SHARED: the owner's), undone ones too, the latest first.

    With `deal_id`, those about this deal, the owner's among them.
    """
    about = "($2 = 0 or c.deal_id = $2 or c.into_id = $2)"
    rows = await reads.fetch(
        f"""{SELECT} where (c.server_id = $1 or c.server_id = 0 and $2 <> 0) and {about}
        order by c.id desc limit $3 offset $4""",
        server_id,
        deal_id or 0,
        limit,
        offset,
    )
    return tuple(map(_correction, rows))


async def corrections_by_id(reads: Reads, ids: Collection[int]) -> dict[int, Correction]:
    """Corrections by their inner ids. Who may see them was settled by whoever found the ids."""
    if not ids:
        return {}
    places = ", ".join(f"${place}" for place in range(1, len(ids) + 1))
    rows = await reads.fetch(f"{SELECT} where c.id in ({places})", *ids)
    return {row["id"]: _correction(row) for row in rows}


async def corrections_about(reads: Reads, deal_ids: Collection[int]) -> tuple[Correction, ...]:
    """Every server's corrections of these deals, and those that lead into them, undone ones too, the first first."""
    places = ", ".join(f"${place}" for place in range(1, len(deal_ids) + 1))
    rows = await reads.fetch(
        f"{SELECT} where c.deal_id in ({places}) or c.into_id in ({places}) order by c.id", *deal_ids
    )
    return tuple(map(_correction, rows))


async def move_edits(tx: Transaction, server_id: int, deal_id: int, into_id: int) -> None:
    """Let a server's edits of a deal of its own hold for the shared one that it turned out to be."""
    await tx.execute(
        "update corrections set deal_id = $3 where server_id = $1 and deal_id = $2 and act = 'edit'",
        server_id,
        deal_id,
        into_id,
    )
    await tx.execute(
        "update suggestions set deal_id = $3 where server_id = $1 and deal_id = $2", server_id, deal_id, into_id
    )


def deal_label(server_id: int, number: int) -> str:
    """How people name a deal: "#12", "#s3"."""
    return f"#{'' if server_id == SHARED else 's'}{number}"


def _correction(row: Row) -> Correction:
    edit = row["act"] == "edit"
    return Correction(
        id=row["id"],
        server_id=row["server_id"],
        number=row["number"],
        act=row["act"],
        deal_id=row["deal_id"],
        deal_label=deal_label(row["deal_server"], row["deal_number"]),
        person_id=row["person_id"],
        at=datetime.fromisoformat(row["at"]),
        field=row["field"] or None,
        before=read_value(row["field"], row["before"]) if edit else None,
        after=read_value(row["field"], row["after"]) if edit else None,
        into_id=row["into_id"],
        into_label="" if row["into_id"] is None else deal_label(row["into_server"], row["into_number"]),
        reports=tuple(Told(*pair) for pair in json.loads(row["reports"])),
        note=row["note"],
        undone_at=read_instant(row["undone_at"]),
        undone_by=row["undone_by"],
    )
