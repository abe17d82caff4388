"""What is kept about a person: in which columns their id stands, what of it they take along, and how it goes.

PRIVACY.md tells the same in words; a test holds both against the schema. What a server's own is, is `leaving`'s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.model import FORMER, TERMINAL
from bot.store.connections import Row
from bot.store.corrections import deal_label
from bot.store.db import Reads, Transaction

Fate = Literal["goes", "stays"]


@dataclass(frozen=True, slots=True)
class Trace:
    """A column that holds a person's id, in some rows of a table (`only`, in SQL).

    `what` is what such rows are, for people. Rows that go are deleted; in those that stay, for they are a server's
    record of what was done, the person becomes FORMER, and `wiped` columns, their own words, are emptied. `fields`
    are what of a row is the person's to take along.
    """

    what: str
    table: str
    column: str
    fields: tuple[str, ...]
    fate: Fate = "stays"
    only: str = ""
    wiped: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The condition for the rows of the person $1."""
        return f"{self.column} = $1{f' and {self.only}' if self.only else ''}"


_WATCH = ("server_id", "channel_id", "number", "company", "kind", "words", "deal_id", "set_at", "paused")
_SUGGESTION = ("server_id", "number", "deal_id", "field", "value", "words", "at", "state", "settled_at")
_CORRECTION = (
    "server_id",
    "number",
    "act",
    "deal_id",
    "into_id",
    "field",
    "before",
    "after",
    "note",
    "at",
    "undone_at",
)

TRACES = (
    # In the order in which they can go: an alert refers to its message.
    Trace("Watches", "watches", "person_id", _WATCH, "goes", "channel_id = 0"),
    Trace("Alerts", "alerts", "person_id", ("server_id", "deal_id", "how", "watch", "made_at", "outcome"), "goes"),
    Trace("Messages with alerts", "alert_posts", "person_id", ("claimed_at", "outcome", "settled_at"), "goes"),
    Trace("Deals that you were told of", "watch_told", "person_id", ("server_id", "deal_id", "told_at"), "goes"),
    Trace("Suggestions that wait", "suggestions", "person_id", _SUGGESTION, "goes", "state = 'open'"),
    Trace("Settled suggestions", "suggestions", "person_id", _SUGGESTION, only="state <> 'open'", wiped=("words",)),
    Trace("Suggestions that you settled", "suggestions", "settled_by", ("server_id", "number", "state", "settled_at")),
    Trace("Watches for channels", "watches", "person_id", _WATCH, only="channel_id <> 0"),
    Trace("Corrections", "corrections", "person_id", _CORRECTION),
    Trace("Corrections that you undid", "corrections", "undone_by", ("server_id", "number", "undone_at")),
    Trace(
        "Articles that you gave", "articles", "added_by", ("server_id", "number", "state", "title", "url", "added_at")
    ),
    Trace(
        "Daily digests that you set", "digests", "set_by", ("server_id", "channel_id", "wall_time", "zone", "set_at")
    ),
    Trace("Entries of the log", "log", "person_id", ("server_id", "at", "act", "about", "note")),
)

_JSON = frozenset({"before", "after", "value"})
_DEALS = {"deal_id": "deal", "into_id": "into"}


async def count_traces(reads: Reads, person_id: int) -> dict[Trace, int]:
    """How many rows there are of each, those of which there are none left out."""
    found = {}
    async with reads.snapshot() as same:
        for trace in TRACES:
            count = await same.fetch_value(f"select count(*) from {trace.table} where {trace.where}", person_id)
            if count:
                found[trace] = count
    return found


async def take_along(reads: Reads, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept about a person, by what it is, deals by their numbers."""
    found = {}
    async with reads.snapshot() as same:
        for trace in TRACES:
            rows = await same.fetch(
                f"select {', '.join(trace.fields)} from {trace.table} where {trace.where}", person_id
            )
            labels = await _labels(same, trace, rows)
            if rows:
                found[trace.what] = [_taken(trace, row, labels) for row in rows]
    return found


async def _labels(reads: Reads, trace: Trace, rows: list[Row]) -> dict[int, str]:
    ids = {row[field] for row in rows for field in trace.fields if field in _DEALS} - {None}
    labels = {}
    for deal_id in sorted(ids):
        row = await reads.fetch_one("select server_id, number from deals where id = $1", deal_id)
        if row is not None:
            labels[deal_id] = deal_label(row["server_id"], row["number"])
    return labels


def _taken(trace: Trace, row: Row, labels: Mapping[int, str]) -> dict[str, Any]:
    taken: dict[str, Any] = {}
    for field in trace.fields:
        value = row[field]
        if field in _DEALS:
            taken[_DEALS[field]] = labels.get(value)
        elif field in _JSON and value:
            taken[field] = json.loads(value)
        else:
            taken[field] = value
    return taken


async def forget_person(tx: Transaction, person_id: int) -> dict[Trace, int]:
    """Delete what is a person's own, and take their id out of everything else; how many rows it were of each."""
    assert person_id not in (TERMINAL, FORMER), "that is nobody's id"
    done = {}
    for trace in TRACES:
        if trace.fate == "goes":
            count = await tx.execute(f"delete from {trace.table} where {trace.where}", person_id)
        else:
            emptied = "".join(f", {column} = ''" for column in trace.wiped)
            count = await tx.execute(
                f"update {trace.table} set {trace.column} = {FORMER}{emptied} where {trace.where}", person_id
            )
        if count:
            done[trace] = count
    return done
