"""Who sees which reports in which deal: what matching made of it, after the merges and splits of people.

Pure once the rows are there. A server that has reports or corrections of its own on a deal sees its own sum of it
(an audience, `views`); where that is what everyone sees, it needs none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bot.merging.correcting import Home, home_of, merged_into
from bot.model import SHARED, Correction, KeptReport, Told
from bot.store.corrections import corrections_about
from bot.store.db import Reads
from bot.store.reports import reports_of_deals


class Seen(NamedTuple):
    """What one audience sees of a deal: its reports, each with the correction that put it there; or, without any, the
    deal into which they went."""

    reports: tuple[tuple[KeptReport, Correction | None], ...] = ()
    corrections: tuple[Correction, ...] = ()
    gone_into: int | None = None


Views = dict[int, dict[int, Seen]]
"""By deal and audience."""


async def grouped(reads: Reads, deal_ids: Collection[int]) -> Views:
    """Every view of these deals, and of those that merges and splits bind them to."""
    corrections = await _bound(reads, deal_ids)
    ids = sorted({*deal_ids, *(end for one in corrections for end in (one.deal_id, one.into_id) if end)})
    told = await reports_of_deals(reads, ids)
    placed = [(kept, Told(kept.article.id, deal_id)) for deal_id, found in told.items() for kept in found]
    homes = await _homes(reads, ids)
    holding = [one for one in corrections if one.undone_at is None]
    everyone = _seen(placed, holding, SHARED, homes)
    views: Views = {deal_id: {} for deal_id in ids}
    for deal_id, seen in everyone.items():
        views[deal_id][SHARED] = seen
    others = {kept.article.server_id for kept, _ in placed} | {one.server_id for one in holding}
    for server_id in sorted(others - {SHARED}):
        for deal_id, seen in _seen(placed, holding, server_id, homes).items():
            if seen != everyone.get(deal_id):
                views[deal_id][server_id] = seen
    return views


async def _bound(reads: Reads, deal_ids: Collection[int]) -> Sequence[Correction]:
    """All corrections of these deals, and of every deal that merges and splits, undone ones too, bind them to."""
    known: set[int] = set()
    new = set(deal_ids)
    found: dict[int, Correction] = {}
    while new:
        about = await corrections_about(reads, sorted(new))
        found.update((one.id, one) for one in about)
        known |= new
        new = {end for one in about for end in (one.deal_id, one.into_id) if end} - known
    return [found[correction_id] for correction_id in sorted(found)]


async def _homes(reads: Reads, ids: Sequence[int]) -> dict[int, int]:
    """Who numbered each deal."""
    places = ", ".join(f"${place}" for place in range(1, len(ids) + 1))
    rows = await reads.fetch(f"select id, server_id from deals where id in ({places})", *ids)
    return {row["id"]: row["server_id"] for row in rows}


def _seen(
    placed: Sequence[tuple[KeptReport, Told]],
    corrections: Sequence[Correction],
    server_id: int,
    homes: Mapping[int, int],
) -> dict[int, Seen]:
    """What one server (SHARED: everyone) sees of each deal; a deal that it sees nothing of is left out."""
    holding = [one for one in corrections if one.server_id in (SHARED, server_id)]
    moves = [one for one in holding if one.act != "edit"]
    reports: dict[int, list[tuple[KeptReport, Correction | None]]] = {}
    left: dict[int, int] = {}
    for kept, told in placed:
        if kept.article.server_id in (SHARED, server_id):
            home: Home = home_of(told, moves, copy_of=kept.article.copy_of)
            reports.setdefault(home.deal_id, []).append((kept, home.by))
            left.setdefault(told.deal_id, home.deal_id)
    found: dict[int, Seen] = {}
    for deal_id, home_server in homes.items():
        if home_server not in (SHARED, server_id):
            continue
        if deal_id in reports:
            found[deal_id] = Seen(tuple(reports[deal_id]), _holding(deal_id, holding, moves, server_id))
        elif (into := _gone(deal_id, moves, left)) is not None:
            found[deal_id] = Seen(gone_into=into)
    return found


def _gone(deal_id: int, moves: Sequence[Correction], left: Mapping[int, int]) -> int | None:
    """The deal that the number of one without reports leads to: that of the merge, else where its first report is."""
    into = merged_into(deal_id, moves)
    return into if into != deal_id else left.get(deal_id)


def _holding(
    deal_id: int, holding: Sequence[Correction], moves: Sequence[Correction], server_id: int
) -> tuple[Correction, ...]:
    """The corrections that make a deal what it is, in the order in which they are applied.

    Edits of the deals that were merged into it first, then its own; of each the owner's first, then the server's.
    """
    edits = [one for one in holding if one.act == "edit" and merged_into(one.deal_id, moves) == deal_id]
    edits.sort(key=lambda one: (one.deal_id == deal_id, one.server_id == server_id, one.id))
    return (*edits, *(move for move in moves if deal_id in (move.deal_id, move.into_id)))
