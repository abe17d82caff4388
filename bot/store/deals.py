"""Deals as an asker may see them: found, listed, matched against; and reports put with them.

What a deal adds up to for each audience is kept by `views`; the adding up itself is `bot.merging`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from bot.model import Deal, KeptReport, Kind, Report, Status
from bot.store.db import Reads, Transaction

Order = Literal["latest", "largest", "relevance"]


@dataclass(frozen=True, slots=True)
class Query:
    """What deals are asked for. All `companies` (ids) must be parties; every one of `words` must stand somewhere.

    `since` and `until` bound the day on which the deal was announced, both included; a vaguer date counts if it may
    lie within. `at_least_usd` leaves out deals without a stated value. `today` is what "relevance" ages against: the
    number of sources, halved for each full year since the latest step; then the later one. With `words`, deals that
    have them in headline, parties or subject come before those that have them in an article's text alone.
    """

    companies: tuple[int, ...] = ()
    kind: Kind | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    at_least_usd: Decimal | None = None
    words: str = ""
    order: Order = "latest"
    limit: int = 10
    offset: int = 0
    changed_since: datetime | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of deals, and how many there are in all."""

    deals: tuple[Deal, ...]
    total: int


async def get_deal(reads: Reads, server_id: int, number: int, *, own: bool) -> Deal | None:
    """The deal that people call #12, or (`own`) #s12, as this server sees it; a merged one leads to where it went."""
    raise NotImplementedError


async def deal_by_id(reads: Reads, server_id: int, deal_id: int) -> Deal | None:
    """A deal by its inner id, as this server sees it."""
    raise NotImplementedError


async def find_deals(reads: Reads, server_id: int, query: Query) -> Found:
    """The deals that this server sees and that answer the query."""
    raise NotImplementedError


async def candidates(
    reads: Reads, server_id: int, names: tuple[str, ...], *, near: date | None = None, limit: int = 40
) -> tuple[Deal, ...]:
    """Deals that share a party with these names, those with most and nearest in time first; texts left out."""
    raise NotImplementedError


async def deals_of_article(reads: Reads, server_id: int, article_id: int) -> tuple[Deal, ...]:
    """The deals that an article's reports feed, as this server sees them, in the order of the article."""
    raise NotImplementedError


async def reports_of(reads: Reads, article_id: int) -> tuple[KeptReport, ...]:
    """The reports of one article, in their order, drafts included."""
    raise NotImplementedError


async def put_reports(
    tx: Transaction, article_id: int, reports: tuple[Report, ...], *, now: datetime
) -> tuple[KeptReport, ...]:
    """Keep what a reading of an article gave, in the place of what it gave before; not yet with any deal."""
    raise NotImplementedError


async def put_report(
    tx: Transaction, report_id: int, deal_id: int | None, *, server_id: int, reason: str, now: datetime
) -> int:
    """Put a report with a deal (None: with a new one of this server) and say why; the deal's id."""
    raise NotImplementedError
