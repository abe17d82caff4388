"""What is kept as text: the fields of a report and an article's sources (JSON), instants. Read back to the letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.model import (
    Commitment,
    Day,
    DealField,
    Evidence,
    FieldValue,
    Money,
    Party,
    Quantity,
    Report,
    Source,
    Span,
    Stage,
)


def write_report(report: Report) -> str:
    """A report as JSON text. Numbers are texts: a sum is never a float."""
    return _text(
        {
            "kind": report.kind,
            "status": report.status,
            "parties": [_write_party(party) for party in report.parties],
            "announced_on": report.announced_on and str(report.announced_on),
            "value": _write_money(report.value),
            "commitments": [_write_commitment(commitment) for commitment in report.commitments],
            "main": report.main,
            "headline": report.headline,
            "subject": report.subject,
            "locations": report.locations,
            "evidence": _write_evidence(report.evidence),
            "reviewed": report.reviewed,
        }
    )


def read_report(body: str) -> Report:
    """A report from its JSON text."""
    found = json.loads(body)
    return Report(
        kind=found["kind"],
        status=found["status"],
        parties=tuple(_party(party) for party in found["parties"]),
        announced_on=_day(found["announced_on"]),
        value=_money(found["value"]),
        commitments=tuple(_commitment(commitment) for commitment in found["commitments"]),
        main=found["main"],
        headline=found["headline"],
        subject=found["subject"],
        locations=tuple(found["locations"]),
        evidence=_evidence(found["evidence"]),
        reviewed=found["reviewed"],
    )


def write_sources(sources: Sequence[Source]) -> str:
    """An article's sources as JSON text."""
    return _text(
        [[source.publisher, source.url, source.published_on and source.published_on.isoformat()] for source in sources]
    )


def read_sources(body: str) -> tuple[Source, ...]:
    """An article's sources from their JSON text."""
    return tuple(
        Source(publisher, url, date.fromisoformat(published_on) if published_on else None)
        for publisher, url, published_on in json.loads(body)
    )


def write_value(value: FieldValue) -> str:
    """What a field is corrected from or to, as JSON text."""
    if isinstance(value, Stage):
        return _text([value.status, value.on and str(value.on)])
    if isinstance(value, Money):
        return _text(_write_money(value))
    if isinstance(value, Day):
        return _text(str(value))
    return _text([_write_item(item) for item in value] if isinstance(value, tuple) else value)


def _write_item(item: object) -> object:
    if isinstance(item, Party):
        return _write_party(item)
    return _write_commitment(item) if isinstance(item, Commitment) else item


def read_value(field: DealField, body: str) -> FieldValue:
    """A field's value from its JSON text."""
    found = json.loads(body)
    match field:
        case "status":
            return Stage(found[0], _day(found[1]))
        case "date":
            return _day(found)
        case "value":
            return _money(found)
        case "parties":
            return tuple(map(_party, found))
        case "commitments":
            return tuple(map(_commitment, found))
        case "places":
            return tuple(map(str, found))
        case _:
            return str(found)


def _text(value: object) -> str:
    # Lone surrogates, which no database takes, can stand in a text that was decoded carelessly: ASCII keeps them.
    return json.dumps(value, separators=(",", ":"))


def _write_party(party: Party) -> list[str]:
    return [party.name, party.role, *party.aliases]


def _party(found: list[Any]) -> Party:
    name, role, *aliases = found
    return Party(name, role, tuple(aliases))


def _write_money(money: Money | None) -> list[str] | None:
    return None if money is None else [str(money.amount), money.currency, money.qualifier]


def _money(found: list[Any] | None) -> Money | None:
    return Money(Decimal(found[0]), found[1], found[2]) if found else None


def _write_quantity(quantity: Quantity | None) -> list[str] | None:
    return None if quantity is None else [str(quantity.number), quantity.unit, quantity.qualifier]


def _quantity(found: list[Any] | None) -> Quantity | None:
    return Quantity(Decimal(found[0]), found[1], found[2]) if found else None


def _day(found: str | None) -> Day | None:
    return Day.parse(found) if found else None


def _write_commitment(commitment: Commitment) -> dict[str, object]:
    return {
        "party": commitment.party,
        "kind": commitment.kind,
        "strength": commitment.strength,
        "money": _write_money(commitment.money),
        "quantity": _write_quantity(commitment.quantity),
        "deadline": commitment.deadline and str(commitment.deadline),
        "evidence": commitment.evidence,
    }


def _commitment(found: dict[str, Any]) -> Commitment:
    return Commitment(
        party=found["party"],
        kind=found["kind"],
        strength=found["strength"],
        money=_money(found["money"]),
        quantity=_quantity(found["quantity"]),
        deadline=_day(found["deadline"]),
        evidence=_spans(found["evidence"]),
    )


def _write_evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "parties": evidence.parties,
        "kind": evidence.kind,
        "status": evidence.status,
        "announced_on": evidence.announced_on,
        "value": evidence.value,
        "dated_by_article": evidence.dated_by_article,
    }


def _evidence(found: dict[str, Any]) -> Evidence:
    return Evidence(
        parties=_spans(found["parties"]),
        kind=_spans(found["kind"]),
        status=_spans(found["status"]),
        announced_on=_spans(found["announced_on"]),
        value=_spans(found["value"]),
        dated_by_article=found["dated_by_article"],
    )


def _spans(found: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in found)


def write_instant(at: datetime) -> str:
    """An aware instant as text, in UTC and always of one width, so that texts sort as instants do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_instant(text: str | None) -> datetime | None:
    """An instant from its text."""
    return datetime.fromisoformat(text) if text else None
