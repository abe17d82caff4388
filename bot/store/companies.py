"""Finding companies by what a person types: by name, alias, ticker, beginning, or nearly.

Only what the asker may see is found, offered or named near: the vocabulary, and the companies of deals that the asker
sees. Which company a party is, is settled by `naming`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.language.names import key
from bot.model import Company, Deal
from bot.store.connections import Row
from bot.store.db import Reads
from bot.store.naming import ALIAS, TICKER
from bot.store.schema import VISIBLE

NEAR = 72
"""How alike (of 100) a name must be to what was typed to be called near."""

LAST = "\U0010ffff"

BUSY = f"""exists (
    select 1 from deal_parties p join deal_views v on v.deal_id = p.deal_id and v.audience = p.audience
    where p.company_id = c.id and {VISIBLE})"""
"""Whether the server $1 sees a deal of the company `c`."""

SEEN = f"(c.known = 1 or {BUSY})"
"""Whether the server $1 may see the company `c`."""

COUNT = f"""(select count(distinct p.deal_id) from deal_parties p
    join deal_views v on v.deal_id = p.deal_id and v.audience = p.audience where p.company_id = c.id and {VISIBLE})"""
"""With how many deals the server $1 sees the company `c`."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name led to: the companies that it may mean (one where it is clear), else the nearest names.

    `exact` is false where only the beginning of a name was typed.
    """

    companies: tuple[Company, ...] = ()
    near: tuple[str, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Spotted:
    """Free words taken apart: the companies named in them, and the words left over."""

    companies: tuple[Company, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A company, and with how many deals this server sees it."""

    company: Company
    deals: int


async def resolve(reads: Reads, server_id: int, text: str) -> Resolved:
    """Find a company by name, alias or ticker ("NVDA", "$NVDA"), else by how its name begins, else name near ones."""
    wanted = _typed(text)
    if not wanted:
        return Resolved()
    async with reads.snapshot() as same:
        ids = await _exact(same, server_id, wanted, ticker=True)
        if ids:
            return Resolved(await _companies(same, server_id, ids))
        ids = await _beginning(same, server_id, wanted, 25) if len(wanted) > 1 else []
        if ids:
            return Resolved(await _companies(same, server_id, ids), exact=False)
        near = await _near(same, server_id, wanted, 5)
        found = await _companies(same, server_id, near)
    return Resolved(near=tuple(company.name for company in found))


def _typed(text: str) -> str:
    """What was typed in its comparison form; nothing where no letter or digit is in it."""
    return key(text.strip().lstrip("$")) if any(mark.isalnum() for mark in text) else ""


async def _exact(reads: Reads, server_id: int, wanted: str, *, ticker: bool) -> list[int]:
    """The companies of this name; if none has it as a name, those that have it as an alias, else as a ticker."""
    rows = await reads.fetch(
        f"""select c.id, min(n.rank) as rank from company_names n join companies c on c.id = n.company_id
        where n.key = $2 and n.server_id in (0, $1) and n.rank <= $3 and {SEEN}
        group by c.id order by rank, {COUNT} desc, c.id""",
        server_id,
        wanted,
        TICKER if ticker else ALIAS,
    )
    return [row["id"] for row in rows if row["rank"] == rows[0]["rank"]]


async def _beginning(reads: Reads, server_id: int, wanted: str, limit: int) -> list[int]:
    """The companies one of whose names, or a later word of one, begins so; those with most deals first.

    The busiest two hundred are counted: their number cannot tell anyone of other servers, for it is the shared count
    that chooses among shared companies, and the own ones are the asker's.
    """
    rows = await reads.fetch(
        f"""select c.id, {COUNT} as deals, c.rank from (
            select c.id, c.known, min(n.rank) as rank from company_names n join companies c on c.id = n.company_id
            where n.key >= $2 and n.key < $3 and n.server_id in (0, $1)
            group by c.id, c.known, c.shared_deals order by c.shared_deals desc, c.id limit 200) as c
        where {SEEN} order by deals desc, c.rank, c.id limit $4""",
        server_id,
        wanted,
        wanted + LAST,
        limit,
    )
    return [row["id"] for row in rows]


async def _near(reads: Reads, server_id: int, wanted: str, limit: int) -> list[int]:
    """The companies with the most similar names, those with deals first."""
    rows = await reads.fetch(
        f"""select n.key, c.id, {BUSY} as busy from company_names n join companies c on c.id = n.company_id
        where n.server_id in (0, $1) and n.rank <= $2 and length(n.key) between $3 and $4 and {SEEN}""",
        server_id,
        ALIAS,
        len(wanted) * 6 // 10,
        len(wanted) * 16 // 10 + 1,
    )
    alike = process.extract(wanted, [row["key"] for row in rows], scorer=fuzz.ratio, score_cutoff=NEAR, limit=50)
    best: dict[int, tuple[bool, float, int]] = {}
    for _, score, place in alike:
        row = rows[place]
        standing = (not row["busy"], -score, row["id"])
        best[row["id"]] = min(best.get(row["id"], standing), standing)
    return sorted(best, key=best.__getitem__)[:limit]


async def spot(reads: Reads, server_id: int, text: str) -> Spotted:
    """Find the companies in free words ("openai foxconn racks"), the longest names first; exact names only."""
    words = text.split()[:30]
    found: list[int] = []
    left: list[str] = []
    place = 0
    async with reads.snapshot() as same:
        while place < len(words):
            length, ids = await _longest(same, server_id, words, place)
            if ids:
                found.append(ids[0])
            else:
                left.append(words[place])
            place += length
        companies = await _companies(same, server_id, list(dict.fromkeys(found)))
    return Spotted(companies, tuple(left))


async def _longest(reads: Reads, server_id: int, words: Sequence[str], place: int) -> tuple[int, list[int]]:
    """The longest company name that begins at a word, up to five words of it; none: one word goes by."""
    for length in range(min(5, len(words) - place), 0, -1):
        part = " ".join(words[place : place + length])
        wanted = _typed(part)
        # "it" and "on" are tickers too: only capitals or a dollar sign make one.
        ticker = length == 1 and (part.startswith("$") or part.isupper())
        ids = await _exact(reads, server_id, wanted, ticker=ticker) if wanted else []
        if ids:
            return length, ids
    return 1, []


async def complete(reads: Reads, server_id: int, typed: str, limit: int = 25) -> tuple[Company, ...]:
    """The companies to offer while a person types, those with most deals first; near ones where none begins so."""
    wanted = _typed(typed)
    async with reads.snapshot() as same:
        if not wanted:
            return tuple(found.company for found in await ranked(same, server_id, limit))
        ids = await _beginning(same, server_id, wanted, limit)
        if not ids and len(wanted) > 2:
            ids = await _near(same, server_id, wanted, min(limit, 5))
        return await _companies(same, server_id, ids)


async def company_by_id(reads: Reads, server_id: int, company_id: int) -> Company | None:
    """A company by its inner id, if this server may see it."""
    row = await reads.fetch_one(f"select c.id from companies c where c.id = $2 and {SEEN}", server_id, company_id)
    return (await _companies(reads, server_id, [row["id"]]))[0] if row else None


async def companies_by_id(reads: Reads, server_id: int, ids: Iterable[int]) -> dict[int, Company]:
    """Companies by inner ids that came from what this server may see."""
    return {company.id: company for company in await _companies(reads, server_id, ids)}


async def companies_of(reads: Reads, server_id: int, deals: Sequence[Deal]) -> dict[int, tuple[Company, ...]]:
    """For each deal's id, the companies of its parties, in the order of `deal.parties`."""
    if not deals:
        return {}
    places = ", ".join(f"${place}" for place in range(2, len(deals) + 2))
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"""select p.deal_id, p.company_id from deal_parties p
            join deal_views v on v.deal_id = p.deal_id and v.audience = p.audience
            where {VISIBLE} and p.deal_id in ({places}) order by p.deal_id, p.position""",
            server_id,
            *(deal.id for deal in deals),
        )
        ids = list(dict.fromkeys(row["company_id"] for row in rows))
        companies = {company.id: company for company in await _companies(same, server_id, ids)}
    found: dict[int, tuple[Company, ...]] = {}
    for row in rows:
        found[row["deal_id"]] = (*found.get(row["deal_id"], ()), companies[row["company_id"]])
    return found


async def ranked(reads: Reads, server_id: int, limit: int = 25) -> tuple[Ranked, ...]:
    """The companies with most deals.

    Among shared ones the kept count chooses whom to count; whoever stands in a server's own views is counted too.
    """
    async with reads.snapshot() as same:
        rows = await same.fetch(
            f"""select c.id, {COUNT} as deals from companies c where c.id in (
                select id from (
                    select id from companies where server_id = 0 order by shared_deals desc, id limit $2) as busiest
                union select company_id from deal_parties where audience = $1 and $1 <> 0)
            order by deals desc, c.id limit $2""",
            server_id,
            limit,
        )
        rows = [row for row in rows if row["deals"]]
        companies = await _companies(same, server_id, [row["id"] for row in rows])
    return tuple(Ranked(company, row["deals"]) for company, row in zip(companies, rows, strict=True))


async def _companies(reads: Reads, server_id: int, ids: Iterable[int]) -> tuple[Company, ...]:
    """Companies by id, in this order, with the aliases that this server may know."""
    wanted = list(ids)
    if not wanted:
        return ()
    places = ", ".join(f"${place}" for place in range(2, len(wanted) + 2))
    rows = await reads.fetch(f"select *, $1 as asker from companies where id in ({places})", server_id, *wanted)
    names = await reads.fetch(
        f"""select distinct company_id, name, article_id from company_names
        where server_id in (0, $1) and rank = 1 and company_id in ({places}) order by company_id, article_id, name""",
        server_id,
        *wanted,
    )
    aliases: dict[int, dict[str, None]] = {}
    for row in names:
        aliases.setdefault(row["company_id"], {})[row["name"]] = None
    by_id = {row["id"]: _company(row, tuple(aliases.get(row["id"], ()))) for row in rows}
    return tuple(by_id[company_id] for company_id in wanted)


def _company(row: Row, aliases: tuple[str, ...]) -> Company:
    return Company(
        id=row["id"],
        name=row["name"],
        aliases=tuple(alias for alias in aliases if alias != row["name"]),
        ticker=row["ticker"],
        country=row["country"],
        sector=row["sector"],
        parent=row["parent"],
    )
