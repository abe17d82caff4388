"""Which company a party is: known names lead to it, new ones make one, and what turns out to be one is put together.

A company made by a server's own article belongs to that server, its name included, until the shared library or the
vocabulary names it too. Finding companies for people is for `companies`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.language.names import key
from bot.merging.parties import proper
from bot.model import SHARED, Company, Correction, KeptArticle, Party, Report
from bot.store.connections import Row
from bot.store.db import Reads, Transaction
from bot.store.records import get_note, set_note

NAME, ALIAS, TICKER, WITHIN = range(4)
VOCABULARY = 0
"""Stands for the article, where a name comes from the vocabulary."""


async def find_company(reads: Reads, server_id: int, party: Party) -> int | None:
    """The company that a party is, by its name, else by an alias that is a name."""
    for name in (party.name, *filter(proper, party.aliases)):
        found: int | None = await reads.fetch_value(
            """select c.id from company_names n join companies c on c.id = n.company_id
            where n.key = $2 and n.server_id in (0, $1) and n.rank <= 1
            order by n.rank, c.name = $3 desc, c.known desc, c.server_id, c.id limit 1""",
            server_id,
            key(name),
            name,
        )
        if found is not None:
            return found
    return None


async def usual_name(reads: Reads, server_id: int, party: Party) -> str | None:
    """The name that a party's company goes by in the library."""
    found = await find_company(reads, server_id, party)
    name: str | None = await reads.fetch_value("select name from companies where id = $1", found)
    return name


async def company_of(tx: Transaction, server_id: int, party: Party) -> int:
    """The company that a party is; a new one of this server where nobody of that name is known."""
    found = await find_company(tx, server_id, party)
    if found is not None:
        return found
    made: int = await tx.fetch_value(
        """insert into companies (server_id, name, known, ticker, country, sector, parent, shared_deals)
        values ($1, $2, 0, '', '', '', '', 0) returning id""",
        server_id,
        party.name,
    )
    return made


async def learn_names(tx: Transaction, kept: KeptArticle, reports: Iterable[Report]) -> None:
    """Take in the parties of a published article under every name that it gives them."""
    for report in reports:
        for party in report.parties:
            company_id = await company_of(tx, kept.server_id, party)
            names = [(party.name, NAME), *((alias, ALIAS) for alias in party.aliases if proper(alias))]
            await _write_names(tx, kept.server_id, company_id, kept.id, names)
            if kept.server_id == SHARED:
                await _take_over(tx, company_id, [key(party.name)], known=False)


async def learn_settled(tx: Transaction, made: Correction) -> None:
    """Take in the parties that a correction names, as if an article of its server had; `forget_names` by its id, below
    zero, when it is undone."""
    for party in made.after if made.field == "parties" and isinstance(made.after, tuple) else ():
        if isinstance(party, Party):
            company_id = await company_of(tx, made.server_id, party)
            names = [(party.name, NAME), *((alias, ALIAS) for alias in party.aliases if proper(alias))]
            await _write_names(tx, made.server_id, company_id, -made.id, names)
            if made.server_id == SHARED:
                await _take_over(tx, company_id, [key(party.name)], known=False)


async def forget_names(tx: Transaction, article_id: int) -> None:
    """Drop the names that only this article (or, below zero, correction) gave.

    Companies stay: without a deal nobody sees them.
    """
    await tx.execute("delete from company_names where article_id = $1", article_id)


async def _write_names(
    tx: Transaction, server_id: int, company_id: int, article_id: int, names: Sequence[tuple[str, int]]
) -> None:
    for name, rank in names:
        for form, form_rank in _forms(name, rank):
            await tx.execute(
                """insert into company_names (server_id, key, company_id, article_id, rank, name)
                values ($1, $2, $3, $4, $5, $6) on conflict (key, server_id, company_id, article_id)
                do update set name = excluded.name, rank = excluded.rank where excluded.rank < company_names.rank""",
                server_id,
                form,
                company_id,
                article_id,
                form_rank,
                name,
            )


def _forms(name: str, rank: int) -> Iterator[tuple[str, int]]:
    """A name's comparison form, and what stands from each later word on, so that "hai" completes to Hon Hai."""
    whole = key(name)
    yield whole, rank
    if rank <= ALIAS:
        parts = whole.split(" ")[:6]
        for place in range(1, len(parts)):
            yield " ".join(parts[place:]), WITHIN


async def keep_companies(tx: Transaction, companies: Sequence[Company]) -> None:
    """Take the vocabulary's companies in, or up to date; those that deals brought in under such a name join them."""
    digest = hashlib.sha256(repr(companies).encode("utf-8", "backslashreplace")).hexdigest()
    if await get_note(tx, "vocabulary") == digest:
        return
    await tx.execute("update companies set known = 0 where known = 1")
    for company in companies:
        company_id = await _keep(tx, company)
        names = [(company.name, NAME), *((alias, ALIAS) for alias in company.aliases)]
        names += [(ticker, TICKER) for ticker in _tickers(company.ticker)]
        await tx.execute("delete from company_names where company_id = $1 and article_id = 0", company_id)
        await _write_names(tx, SHARED, company_id, VOCABULARY, names)
        proper_names = [key(name) for name, rank in names if rank == NAME or (rank == ALIAS and proper(name))]
        await _take_over(tx, company_id, proper_names, known=True)
    await set_note(tx, "vocabulary", digest)


async def _keep(tx: Transaction, company: Company) -> int:
    found: int | None = await tx.fetch_value(
        "select id from companies where server_id = 0 and name = $1 order by id limit 1", company.name
    )
    values = (company.name, company.ticker, company.country, company.sector, company.parent)
    if found is None:
        made: int = await tx.fetch_value(
            """insert into companies (server_id, name, known, ticker, country, sector, parent, shared_deals)
            values (0, $1, 1, $2, $3, $4, $5, 0) returning id""",
            *values,
        )
        return made
    await tx.execute(
        "update companies set name = $1, known = 1, ticker = $2, country = $3, sector = $4, parent = $5 where id = $6",
        *values,
        found,
    )
    return found


def _tickers(ticker: str) -> list[str]:
    """ "NASDAQ:NVDA" -> "NVDA"."""
    short = ticker.rpartition(":")[2].strip()
    return [short] if short else []


async def _take_over(tx: Transaction, company_id: int, keys: Sequence[str], *, known: bool) -> None:
    """Companies made by single servers' articles (by shared ones too, for the vocabulary) of these names become this
    one. What other servers see does not change: each of them had its own, and has its own deals still."""
    for name_key in keys:
        others = await tx.fetch(
            f"""select distinct c.id from company_names n join companies c on c.id = n.company_id
            where n.key = $1 and n.rank = 0 and c.id <> $2 and c.known = 0 {"" if known else "and c.server_id <> 0"}""",
            name_key,
            company_id,
        )
        for row in others:
            await _join(tx, row["id"], company_id)


async def _join(tx: Transaction, gone: int, company_id: int) -> None:
    await tx.execute("update deal_parties set company_id = $2 where company_id = $1", gone, company_id)
    await tx.execute(
        """insert into company_names (server_id, key, company_id, article_id, rank, name)
        select server_id, key, $2, article_id, rank, name from company_names where company_id = $1
        on conflict (key, server_id, company_id, article_id) do nothing""",
        gone,
        company_id,
    )
    await tx.execute("delete from company_names where company_id = $1", gone)
    await tx.execute("delete from companies where id = $1", gone)
    await recount(tx, [company_id])


async def recount(tx: Transaction, company_ids: Collection[int]) -> None:
    """Count anew with how many shared deals these companies are seen by everyone."""
    for company_id in sorted(company_ids):
        await tx.execute(
            """update companies set shared_deals = (
                select count(distinct deal_id) from deal_parties where company_id = $1 and audience = 0)
            where id = $1""",
            company_id,
        )


async def parents_of(reads: Reads, server_id: int, names: Iterable[str]) -> dict[str, str]:
    """From a company's comparison form to its parent's, for those of these names that have one."""
    found: dict[str, str] = {}
    for name in names:
        row: Row | None = await reads.fetch_one(
            """select c.name, c.parent from company_names n join companies c on c.id = n.company_id
            where n.key = $2 and n.server_id in (0, $1) and n.rank <= 1 and c.parent <> '' order by n.rank, c.id""",
            server_id,
            key(name),
        )
        if row is not None:
            found[key(name)] = found[key(row["name"])] = key(row["parent"])
    return found


TAUGHT = -(2**52)
"""Stands for the article, where a person taught the name."""


async def teach(tx: Transaction, server_id: int, company_id: int, name: str) -> str | None:
    """Let a company be found by one more name, in this server (SHARED: everywhere).

    A company that only this server's articles made under that name becomes this one. Gives the name of another company
    that goes by it already, where there is one: then nothing is taught.
    """
    others = await tx.fetch(
        """select distinct c.id, c.name, c.server_id, c.known from company_names n
        join companies c on c.id = n.company_id
        where n.key = $2 and n.server_id in (0, $1) and n.rank <= 2 and c.id <> $3""",
        server_id,
        key(name),
        company_id,
    )
    for other in others:
        if other["known"] or other["server_id"] != server_id:
            return str(other["name"])
    for other in others:
        await _join(tx, other["id"], company_id)
    await _write_names(tx, server_id, company_id, TAUGHT, [(name, ALIAS)])
    return None


async def unteach(tx: Transaction, server_id: int, company_id: int, name: str) -> bool:
    """Take a name back that was taught here; False where it was not."""
    taught = await taught_names(tx, server_id, company_id)
    keys = {key(one) for one in taught}
    if key(name) not in keys:
        return False
    await tx.execute(
        "delete from company_names where server_id = $1 and company_id = $2 and article_id = $3",
        server_id,
        company_id,
        TAUGHT,
    )
    # A later word of one name may be of another too, so those that stay are written anew.
    staying = [(one, ALIAS) for one in taught if key(one) != key(name)]
    await _write_names(tx, server_id, company_id, TAUGHT, staying)
    return True


async def taught_names(reads: Reads, server_id: int, company_id: int) -> tuple[str, ...]:
    """The names that this server (SHARED: the owner) taught of a company."""
    rows = await reads.fetch(
        """select name from company_names
        where server_id = $1 and company_id = $2 and article_id = $3 and rank = $4 order by name""",
        server_id,
        company_id,
        TAUGHT,
        ALIAS,
    )
    return tuple(row["name"] for row in rows)
