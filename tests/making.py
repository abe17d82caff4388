"""Short ways to make what the vocabulary is made of, for tests: a report in a line, an article around it, a deal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

from bot.merging import add_up
from bot.model import (
    SHARED,
    Article,
    Commitment,
    Day,
    Deal,
    Evidence,
    KeptArticle,
    KeptReport,
    Kind,
    Money,
    Party,
    Qualifier,
    Quantity,
    Report,
    Role,
    Source,
    Span,
    Status,
)

NOW = datetime(2025, 11, 25, 12, tzinfo=UTC)

ROLES: dict[Kind, tuple[Role, Role]] = {
    "acquisition": ("acquirer", "target"),
    "joint_venture": ("partner", "partner"),
    "investment": ("investor", "investee"),
    "financing": ("lender", "borrower"),
    "licensing": ("licensor", "licensee"),
    "supply": ("buyer", "supplier"),
    "services": ("buyer", "supplier"),
    "partnership": ("partner", "partner"),
    "pledge": ("investor", "investor"),
}


def money(text: str) -> Money:
    """ "6.5bn", "~38bn EUR", "<=100bn", ">=10bn": a sum with its qualifier; USD where no currency is named."""
    number, _, currency = text.partition(" ")
    marks: dict[str, Qualifier] = {"~": "about", "<=": "up_to", ">=": "at_least"}
    mark = next((mark for mark in marks if number.startswith(mark)), "")
    unit = next((unit for unit in ("bn", "m") if number.endswith(unit)), "")
    amount = Decimal(number.removeprefix(mark).removesuffix(unit)) * {"bn": 10**9, "m": 10**6, "": 1}[unit]
    return Money(amount, currency or "USD", marks.get(mark, "exact"))


def quantity(text: str) -> Quantity:
    """ "10 GW" """
    number, _, unit = text.partition(" ")
    return Quantity(Decimal(number), unit)


def report(
    parties: str,
    kind: Kind = "partnership",
    status: Status = "announced",
    on: str | None = "2025-11-21",
    value: str | None = None,
    *,
    by_article: bool = False,
    quantities: Iterable[str] = (),
    **fields: Any,
) -> Report:
    """A report: "OpenAI/Foxconn" gets the usual roles of its kind; "Foxconn=Hon Hai:seller" an alias and a role."""
    made = [_party(text, ROLES[kind][min(place, 1)]) for place, text in enumerate(parties.split("/"))]
    owed = [Commitment(made[0].name, "purchase", "firm", quantity=quantity(text)) for text in quantities]
    return Report(
        kind=kind,
        status=status,
        parties=tuple(made),
        announced_on=Day.parse(on) if on else None,
        value=money(value) if value else None,
        commitments=fields.pop("commitments", tuple(owed)),
        headline=fields.pop("headline", f"{' and '.join(party.name for party in made)}: {kind}"),
        evidence=fields.pop("evidence", Evidence(dated_by_article=by_article)),
        **fields,
    )


def _party(text: str, role: Role) -> Party:
    names, _, given = text.partition(":")
    name, *aliases = names.split("=")
    return Party(name, cast("Role", given or role), tuple(aliases))


def article(text: str = "Some words.", on: str | None = "2025-11-21", **fields: Any) -> Article:
    return Article(text, published_on=date.fromisoformat(on) if on else None, **fields)


def kept_article(given: Article, number: int = 1, server_id: int = SHARED) -> KeptArticle:
    return KeptArticle(number + server_id * 1000, server_id, number, "published", given, 7, NOW)


def kept(given: Report, on: str | None = "2025-11-21", number: int = 1, **fields: Any) -> KeptReport:
    """A kept report in an article of its own."""
    return KeptReport(number, kept_article(article(on=on, **fields), number), given)


def deal(*reports: Report | KeptReport, on: str | None = "2025-11-21") -> Deal:
    """A deal of these reports, each in an article of its own of the day `on` where it is not kept yet."""
    found = [one if isinstance(one, KeptReport) else kept(one, on, number) for number, one in enumerate(reports, 1)]
    return add_up(1, SHARED, 1, found, updated_at=NOW)


def source(url: str, publisher: str = "") -> Source:
    return Source(publisher, url)


def span(text: str, words: str) -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))
