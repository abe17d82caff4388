"""Deals as an asker sees them: asked for by number or by a query, and found as candidates for a new report.

What a deal adds up to for each audience is kept by `views`; the adding up itself is `bot.merging`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from bot.language.names import key
from bot.model import SHARED, Deal, Kind, Party, Status
from bot.store.bodies import write_instant
from bot.store.companies import companies_of
from bot.store.corrections import deal_label
from bot.store.db import Reads
from bot.store.schema import VISIBLE
from bot.store.views import Known, seen_deals
from bot.store.words import IN_ARTICLE, IN_VIEW, terms

Order = Literal["latest", "largest", "relevance"]


@dataclass(frozen=True, slots=True)
class Query:
    """What deals are asked for. All `companies` (ids) must be parties; every one of `words` must stand somewhere.

    `since` and `until` bound the day on which the deal was announced, both included; a vaguer date counts if it may
    lie within. `at_least_usd` leaves out deals without a stated value. "latest" goes by the latest step, "relevance"
    by the number of sources, halved for each year since the latest step; then the later one. With `words`, relevance
    puts first those that have them in headline, parties, subject or evidence, before those that have them elsewhere
    in an article's text.
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


@dataclass(frozen=True, slots=True)
class Found:
    """A page of deals, and how many there are in all."""

    deals: tuple[Deal, ...]
    total: int


class Asked:
    """The conditions of a query as SQL, with the values they stand on; `$1` is the asking server."""

    def __init__(self, server_id: int) -> None:
        self.values: list[object] = [server_id]
        self.conditions: list[str] = [VISIBLE]

    def value(self, value: object) -> str:
        """The place of one more value."""
        self.values.append(value)
        return f"${len(self.values)}"

    def where(self, condition: str, value: object) -> None:
        """One more condition; `{}` stands for its value."""
        self.conditions.append(condition.format(self.value(value)))


async def get_deal(reads: Reads, server_id: int, number: int, *, own: bool) -> Deal | None:
    """The deal that people call #12, or (`own`) #s12, as this server sees it; where it went into another, that one."""
    row = await reads.fetch_one(
        "select id, gone_into from deals where server_id = $1 and number = $2", server_id if own else SHARED, number
    )
    return await deal_by_id(reads, server_id, row["gone_into"] or row["id"]) if row else None


async def _leads_to(reads: Reads, server_id: int, deal_id: int) -> int:
    """The deal into which this server sees this one gone, by a merge of its own or of everyone's; else the deal."""
    into: int | None = await reads.fetch_value(
        """select gone_into from deal_views where deal_id = $2 and audience in (0, $1)
        order by audience = $1 desc limit 1""",
        server_id,
        deal_id,
    )
    return into or deal_id


async def deal_by_id(reads: Reads, server_id: int, deal_id: int) -> Deal | None:
    """A deal by its inner id, as this server sees it; where it was merged into another, that one."""
    async with reads.snapshot() as same:
        found = await seen_deals(same, server_id, [await _leads_to(same, server_id, deal_id)])
    return found[0] if found else None


async def find_deals(reads: Reads, server_id: int, query: Query) -> Found:
    """The deals that this server sees and that answer the query."""
    asked = _conditions(server_id, query)
    where = f"from deal_views v where {' and '.join(asked.conditions)}"
    counted = tuple(asked.values)
    order = _order(asked, query)
    page = f"limit {asked.value(query.limit)} offset {asked.value(query.offset)}"
    async with reads.snapshot() as same:
        total = await same.fetch_value(f"select count(*) {where}", *counted)
        rows = await same.fetch(f"select v.deal_id {where} order by {order} {page}", *asked.values)
        deals = await seen_deals(same, server_id, [row["deal_id"] for row in rows])
    return Found(deals, total)


def _conditions(server_id: int, query: Query) -> Asked:
    asked = Asked(server_id)
    for company_id in query.companies:
        asked.where(
            """exists (select 1 from deal_parties p
            where p.deal_id = v.deal_id and p.audience = v.audience and p.company_id = {})""",
            company_id,
        )
    wanted = {
        "v.kind = {}": query.kind,
        "v.status = {}": query.status,
        "v.announced_last >= {}": query.since and query.since.isoformat(),
        "v.announced_first <= {}": query.until and query.until.isoformat(),
        "v.about_usd >= {}": None if query.at_least_usd is None else min(int(query.at_least_usd), 2**62),
        "v.changed_at > {}": query.changed_since and write_instant(query.changed_since),
    }
    for condition, value in wanted.items():
        if value is not None:
            asked.where(condition, value)
    for term in terms(query.words):
        asked.where(f"({IN_VIEW} or {IN_ARTICLE})", term)
    return asked


def _order(asked: Asked, query: Query) -> str:
    later = "v.day_number desc, v.deal_id desc"
    if query.order == "latest":
        return later
    if query.order == "largest":
        return f"v.about_usd is null, v.about_usd desc, {later}"
    hits = [f"case when {IN_VIEW.format(asked.value(term))} then 1 else 0 end" for term in terms(query.words)]
    first = f"{' + '.join(hits)} desc, " if hits else ""
    return f"{first}v.relevance desc, {later}"


async def deals_dated(
    reads: Reads,
    server_id: int,
    first: date | None,
    last: date | None,
    *,
    limit: int = 1_000,
    known: Known | None = None,
) -> tuple[Deal, ...]:
    """The deals of which a step or a deadline may lie within these days, both included; the soonest first."""
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"""select v.deal_id, min(d.last) as soonest from deal_dates d
            join deal_views v on v.deal_id = d.deal_id and v.audience = d.audience
            where {VISIBLE} and d.last >= $2 and d.first <= $3
            group by v.deal_id order by soonest, v.deal_id limit $4""",
            server_id,
            (first or date.min).isoformat(),
            (last or date.max).isoformat(),
            limit,
        )
        return await seen_deals(same, server_id, [row["deal_id"] for row in rows], known=known)


async def candidates(
    reads: Reads, server_id: int, names: Sequence[str], *, near: date | None = None, limit: int = 40
) -> tuple[Deal, ...]:
    """Deals that share a party with these names, those with most and nearest in time first.

    Their parties have the company's usual name among their aliases, so that names compare as companies do. Deals that
    were corrected are found by what their articles call the parties, too.
    """
    keys = sorted({key(name) for name in names})
    if not keys:
        return ()
    places = ", ".join(f"${place}" for place in range(4, len(keys) + 4))
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"""select v.deal_id, count(distinct p.company_id) as shared from deal_parties p
            join deal_views v on v.deal_id = p.deal_id and v.audience = p.audience
            where {VISIBLE} and p.company_id in (
                select company_id from company_names where key in ({places}) and rank <= 1 and server_id in (0, $1))
            group by v.deal_id, v.day_number order by shared desc, abs(v.day_number - $2), v.deal_id desc limit $3""",
            server_id,
            near.toordinal() if near else 0,
            limit,
            *keys,
        )
        ids = [row["deal_id"] for row in rows]
        ids += [deal_id for deal_id in await _renamed(same, server_id, keys, limit) if deal_id not in ids]
        deals = await seen_deals(same, server_id, ids)
        companies = await companies_of(same, server_id, deals)
    return tuple(
        replace(deal, parties=tuple(map(known_as, deal.parties, (c.name for c in companies[deal.id]))))
        for deal in deals
    )


async def _renamed(reads: Reads, server_id: int, keys: Sequence[str], limit: int) -> list[int]:
    """Deals that were corrected by hand, by the names that their articles give the parties."""
    places = ", ".join(f"${place}" for place in range(3, len(keys) + 3))
    rows = await reads.fetch(
        f"""select distinct v.deal_id from company_names n join reports r on r.article_id = n.article_id
        join view_reports s on s.report_id = r.id
        join deal_views v on v.deal_id = s.deal_id and v.audience = s.audience
        where {VISIBLE} and v.corrections <> '[]' and n.key in ({places}) and n.rank <= 1 and n.server_id in (0, $1)
        order by v.deal_id desc limit $2""",
        server_id,
        limit,
        *keys,
    )
    return [row["deal_id"] for row in rows]


def known_as(party: Party, name: str) -> Party:
    """The party with a further name among its aliases."""
    return party if name in (party.name, *party.aliases) else replace(party, aliases=(*party.aliases, name))


async def deal_labels(reads: Reads, deal_ids: Sequence[int]) -> dict[int, str]:
    """How people name these deals, by their inner ids."""
    places = ", ".join(f"${place}" for place in range(1, len(deal_ids) + 1)) or "0"
    rows = await reads.fetch(f"select id, server_id, number from deals where id in ({places})", *deal_ids)
    return {row["id"]: deal_label(row["server_id"], row["number"]) for row in rows}


async def deals_of_article(reads: Reads, server_id: int, article_id: int) -> tuple[Deal, ...]:
    """The deals that an article's reports feed, as this server sees them, in the order of the article."""
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"""select v.deal_id from reports r join view_reports s on s.report_id = r.id
            join deal_views v on v.deal_id = s.deal_id and v.audience = s.audience
            where {VISIBLE} and r.article_id = $2 group by v.deal_id order by min(r.position)""",
            server_id,
            article_id,
        )
        return await seen_deals(same, server_id, [row["deal_id"] for row in rows])
