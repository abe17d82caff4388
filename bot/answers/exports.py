"""Deals as a file: CSV for spreadsheets, JSON and JSON Lines for programs. The same forms for Discord and terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.answers import File
from bot.answers.upkeep import deal_object
from bot.answers.wording import count
from bot.model import Deal

COLUMNS = ("deal", "headline", "kind", "status", "announced_on", "parties", "value", "currency", "subject", "sources")
BOM = "\ufeff"
"""Without it spreadsheets take a file for the alphabet of their country."""


def deals_file(deals: Iterable[Deal], form: str) -> File:
    """Deals as a file to be handed out, in the form that was asked for."""
    told = [deal_object(deal) for deal in deals]
    alt = f"{count(len(told), 'deal')} as {form.upper()}"
    if form == "csv":
        return File("deals.csv", (BOM + "".join(csv_lines(told))).encode("utf-8"), alt)
    return File("deals.json", json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8"), alt)


def csv_lines(deals: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Deals as lines of CSV, the header first."""
    yield _csv(COLUMNS)
    for deal in deals:
        flat = _flat(deal)
        yield _csv([_cell(flat[name]) for name in COLUMNS])


def _csv(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _flat(deal: Mapping[str, Any]) -> dict[str, Any]:
    """A deal in one row: the headline money in two columns, lists joined."""
    value = deal["value"] or {}
    return {
        **{name: deal[name] for name in ("deal", "headline", "kind", "status", "announced_on", "subject")},
        "parties": "; ".join(f"{party['name']} ({party['role']})" for party in deal["parties"]),
        "value": value.get("amount"),
        "currency": value.get("currency"),
        "sources": "; ".join(source["url"] or source["publisher"] or source["title"] for source in deal["sources"]),
    }


def _cell(value: Any) -> Any:
    """What a spreadsheet must not take for a formula is quoted."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
