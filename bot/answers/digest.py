"""The daily digest: what is new since the last one, claimed once a day for each server, composed, and settled.

When it is due is reckoned by `schedule`; posting is the face's, which calls `claim_due`, posts each claim with its
nonce, and calls `settle` with what came of it. After a crash, `open_claims` tells what to look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.answers import Answer, Ask, Options
from bot.store.db import Database


@dataclass(frozen=True, slots=True)
class Claim:
    """One day's digest that this process, and no other, is to post."""

    server_id: int
    channel_id: int
    local_date: date
    nonce: str
    claimed_at: datetime
    late: bool
    answer: Answer
    told: Mapping[int, str] = field(default_factory=dict)
    """What the server will have been told once this is posted: deal id -> its state."""


async def claim_due(db: Database, now: datetime) -> list[Claim]:
    """Claim every digest that is due; those with nothing to say, or whose window has passed, are settled at once."""
    raise NotImplementedError


async def open_claims(db: Database, now: datetime) -> list[Claim]:
    """Claims without an outcome: look whether they were posted, then settle or (not posted, not missed) post them."""
    raise NotImplementedError


async def settle(db: Database, claim: Claim, outcome: str, *, at: datetime, message_id: int = 0) -> None:
    """Note what came of a claim: "posted", or why not, like "failed: Missing Permissions"."""
    raise NotImplementedError


async def preview(ask: Ask, options: Options) -> Answer:
    """What the next digest would say, shown to the asker alone."""
    raise NotImplementedError


async def now(ask: Ask, options: Options) -> Answer:
    """Post the digest now (`Answer.post`), without using up the day's own."""
    raise NotImplementedError
