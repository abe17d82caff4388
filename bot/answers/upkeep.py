"""What is done from the command line and by jobs rather than asked by a member: load, extract, export, small notes.

The faces reach the store through this room only, so the few records that they keep themselves (heartbeats, button
lines too long for Discord, the hash of the synced commands) pass through here as well.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot import intake
from bot.errors import BadInput
from bot.intake import Desk, Loaded
from bot.model import SHARED, Article, Commitment, Day, Deal, Money, Reading, Report, Span
from bot.store import articles, records
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from bot.store.records import Beat

Json = dict[str, Any]

TREE_HASH = "command tree"
PAGE = 200
UNKNOWN: Json = {"title": None, "published_on": None, "language": None}
"""What is known of an article that cannot be opened."""


def load(db: Database, desk: Desk, paths: Iterable[Path], *, now: datetime) -> AsyncIterator[Loaded]:
    """Load files and folders into the shared library, telling of each file; safe to repeat."""
    return intake.load(db, desk, paths, now=now)


async def extract_line(desk: Desk, line: str) -> Json:
    """One line of `extract --jsonl`: a JSON object with a text in, the object of reading.md out. Never raises."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return {"id": None, "error": "This line is no JSON."}
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        name = given.get("id") if isinstance(given, dict) else None
        return {"id": name, "error": "This line is no JSON object with a text."}
    return {"id": given.get("id"), **await extract(desk, given["text"], fields=given)}


async def extract(desk: Desk, data: bytes | str, *, name: str = "", fields: Json | None = None) -> Json:
    """Read one article, store nothing. `fields` (title, url, publisher, published_on) beat what it says of itself."""
    try:
        article = await desk.open(data, name)
    except BadInput as error:
        return {"article": UNKNOWN, "deals": [], "note": str(error)}
    result = extract_object(await desk.read(_with_fields(article, fields or {})))
    return result if article.text == data else {**result, "text": article.text}


async def explain(
    desk: Desk, explained: Callable[[Article], Iterable[str]], data: bytes | str, *, name: str, fields: Json
) -> Json:
    """Read one article, store nothing, and say why it was read so: its fields as in `extract`, and lines of text."""
    try:
        article = _with_fields(await desk.open(data, name), fields)
    except BadInput as error:
        return {"article": UNKNOWN, "lines": [str(error)]}
    return {"article": _article_object(article), "lines": list(explained(article))}


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The article files that some files and folders hold."""
    return intake.files_of(paths)


def _with_fields(article: Article, fields: Json) -> Article:
    """The article with the fields that someone gave beside it; those that cannot be used are left aside."""
    named = {name: fields[name] for name in ("title", "url", "publisher") if isinstance(fields.get(name), str)}
    try:
        given = fields.get("published_on")
        day = date.fromisoformat(given) if isinstance(given, str) else article.published_on
    except ValueError:
        day = article.published_on
    return replace(article, **named, published_on=day)


def extract_object(reading: Reading) -> Json:
    """A reading in the form that is measured (reading.md, "The interface that is measured")."""
    told: Json = {
        "article": _article_object(reading.article),
        "deals": [report_object(report) for report in reading.reports],
    }
    return told if reading.reports and not reading.note else {**told, "note": reading.note or "No deal found."}


def _article_object(article: Article) -> Json:
    return {
        "title": article.title or None,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "language": article.language or None,
    }


def report_object(report: Report) -> Json:
    """A report as JSON: the DEAL of reading.md."""
    return {
        "headline": report.headline,
        "kind": report.kind,
        "status": report.status,
        "announced_on": _day(report.announced_on),
        "main": report.main,
        "parties": [
            {"name": party.name, "role": party.role, **({"aliases": list(party.aliases)} if party.aliases else {})}
            for party in report.parties
        ],
        "value": _money(report.value),
        "commitments": [_commitment(commitment) for commitment in report.commitments],
        "subject": report.subject,
        "locations": list(report.locations),
        "evidence": _evidence(report),
    }


def _evidence(report: Report) -> Json:
    evidence = report.evidence
    by_article = evidence.dated_by_article and not evidence.announced_on
    return {
        "parties": _spans(evidence.parties),
        "kind": _spans(evidence.kind),
        "status": _spans(evidence.status),
        "announced_on": "article" if by_article else _spans(evidence.announced_on),
        "value": _spans(evidence.value),
    }


def _commitment(commitment: Commitment) -> Json:
    money, quantity = commitment.money, commitment.quantity
    return {
        "party": commitment.party,
        "kind": commitment.kind,
        "strength": commitment.strength,
        "amount": _number(money.amount) if money else None,
        "currency": money.currency if money else None,
        "quantity": _number(quantity.number) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "deadline": _day(commitment.deadline),
        "evidence": _spans(commitment.evidence),
    }


def _money(money: Money | None) -> Json | None:
    if money is None:
        return None
    return {"amount": _number(money.amount), "currency": money.currency, "qualifier": money.qualifier}


def _number(number: Decimal) -> int | float:
    """A whole number as such; JSON has no other exact form."""
    return int(number) if number == number.to_integral_value() else float(number)


def _day(day: Day | None) -> str | None:
    return str(day) if day else None


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def deal_object(deal: Deal) -> Json:
    """A deal of the library as JSON, for export and for scripts."""
    return {
        "deal": deal.label,
        "headline": deal.headline,
        "kind": deal.kind,
        "status": deal.status,
        "announced_on": _day(deal.announced_on),
        "parties": [{"name": party.name, "role": party.role} for party in deal.parties],
        "value": _money(deal.value),
        "commitments": [_commitment(owed.commitment) | {"evidence": None} for owed in deal.commitments],
        "subject": deal.subject,
        "locations": list(deal.locations),
        "steps": [{"status": step.status, "on": _day(step.on)} for step in deal.steps],
        "sources": [
            {"title": kept.article.title, "url": kept.article.url, "publisher": kept.article.publisher}
            for kept in {report.article.id: report.article for report in deal.reports}.values()
        ],
    }


async def export(db: Database, *, server_id: int = SHARED) -> AsyncIterator[Json]:
    """Every deal that a server sees, one after the other."""
    offset = 0
    while True:
        found = await find_deals(db, server_id, Query(limit=PAGE, offset=offset))
        for deal in found.deals:
            yield deal_object(deal)
        offset += PAGE
        if offset >= found.total:
            return


async def size(db: Database) -> tuple[int, int]:
    """How many deals and articles the shared library holds."""
    found = await find_deals(db, SHARED, Query(limit=1))
    listed = await articles.list_articles(db, SHARED, limit=1)
    return found.total, listed.total


async def keep_line(db: Database, line: str, *, server_id: int = SHARED) -> str:
    """A short key for a button's line that is too long for Discord; most such lines were kept before."""
    key = records.key_of_line(line, server_id)
    if await records.get_line(db, key) is not None:
        return key
    async with db.transaction() as tx:
        return await records.keep_line(tx, line, server_id=server_id)


async def kept_line(db: Database, key: str) -> str | None:
    """The line behind such a key."""
    return await records.get_line(db, key)


async def beat(db: Database, job: str, at: datetime, trouble: str = "") -> None:
    """Note that a job ran, and how it came out ("": well)."""
    async with db.transaction() as tx:
        await records.heartbeat(tx, job, at, trouble)


async def beats(db: Database) -> tuple[Beat, ...]:
    """Every job's last run."""
    return await records.heartbeats(db)


async def synced_tree(db: Database) -> str:
    """The hash of the command tree that Discord was last given, "" before the first."""
    return await records.get_note(db, TREE_HASH) or ""


async def note_synced_tree(db: Database, tree_hash: str) -> None:
    """Remember which command tree Discord has."""
    async with db.transaction() as tx:
        await records.set_note(tx, TREE_HASH, tree_hash)


async def drop_expired_drafts(db: Database, now: datetime) -> int:
    """Delete drafts whose day is over, and articles whose removal can no longer be undone; how many there were."""
    async with db.transaction() as tx:
        return await articles.drop_expired(tx, now) + await articles.drop_removed(tx, now - intake.UNDO_LIFE)
