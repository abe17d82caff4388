"""Companies: the known ones, those that deals brought in, and finding them by what a person types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Company, Deal
from bot.store.db import Reads, Transaction


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name led to: the companies that it may mean (one where it is clear), else the nearest names."""

    companies: tuple[Company, ...] = ()
    near: tuple[str, ...] = ()


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
    raise NotImplementedError


async def spot(reads: Reads, server_id: int, text: str) -> Spotted:
    """Find the companies in free words ("openai foxconn racks"), the longest names first; exact names only."""
    raise NotImplementedError


async def complete(reads: Reads, server_id: int, typed: str, limit: int = 25) -> tuple[Company, ...]:
    """The companies to offer while a person types, those with most deals first."""
    raise NotImplementedError


async def company_by_id(reads: Reads, server_id: int, company_id: int) -> Company | None:
    """A company by its inner id, if this server may see it."""
    raise NotImplementedError


async def companies_of(reads: Reads, server_id: int, deals: Sequence[Deal]) -> dict[int, tuple[Company, ...]]:
    """For each deal's id, the companies of its parties, in the order of `deal.parties`."""
    raise NotImplementedError


async def ranked(reads: Reads, server_id: int, limit: int = 25) -> tuple[Ranked, ...]:
    """The companies with most deals."""
    raise NotImplementedError


async def keep_companies(tx: Transaction, companies: Sequence[Company]) -> None:
    """Take the vocabulary's companies in, or up to date; those that deals brought in under such a name join them."""
    raise NotImplementedError
