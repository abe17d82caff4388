"""Digest posts: claimed once for each server and local date, settled with an outcome; and what servers were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.store.db import Reads, Transaction


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One day's digest of a server. `outcome` is empty until it is settled ("posted", "empty", "skipped: ...").

    `lines` are the ids of the deals that it told.
    """

    server_id: int
    local_date: date
    claimed_at: datetime
    nonce: str
    channel_id: int = 0
    message_id: int = 0
    outcome: str = ""
    lines: tuple[int, ...] = ()
    settled_at: datetime | None = None


async def claim(
    tx: Transaction, server_id: int, local_date: date, at: datetime, nonce: str, *, channel_id: int = 0
) -> bool:
    """Claim a day's digest; False where anyone has it already."""
    raise NotImplementedError


async def settle(
    tx: Transaction,
    server_id: int,
    local_date: date,
    outcome: str,
    *,
    at: datetime,
    message_id: int = 0,
    lines: Sequence[int] = (),
) -> None:
    """Note how a claimed digest came out."""
    raise NotImplementedError


async def open_claims(reads: Reads) -> tuple[DigestPost, ...]:
    """Claims without an outcome: a crash came between."""
    raise NotImplementedError


async def release(tx: Transaction, server_id: int, local_date: date) -> bool:
    """Give an unsettled claim back, after looking showed that nothing was posted."""
    raise NotImplementedError


async def last_post(reads: Reads, server_id: int) -> DigestPost | None:
    """A server's latest digest day, settled or not."""
    raise NotImplementedError


async def last_days(reads: Reads) -> dict[int, date]:
    """For each server, the latest local date that was claimed."""
    raise NotImplementedError


async def told(reads: Reads, server_id: int, deal_ids: Sequence[int]) -> dict[int, str]:
    """For each of these deals that the server was told of, the state that it was told."""
    raise NotImplementedError


async def mark_told(tx: Transaction, server_id: int, states: Mapping[int, str], at: datetime) -> None:
    """Note what a server was told: deal id -> state."""
    raise NotImplementedError


async def untold(reads: Reads, server_id: int, *, limit: int = 200) -> dict[int, datetime]:
    """Deals that this server sees and was never told of, or that changed since: deal id -> when it last changed."""
    raise NotImplementedError
