"""Servers: what their admins set, and their digests."""

from __future__ import annotations

from bot.model import Digest, Served
from bot.store.db import Reads, Transaction


async def get_server(reads: Reads, server_id: int) -> Served:
    """What is set for a server; a server that never set anything has the defaults."""
    raise NotImplementedError


async def put_server(tx: Transaction, server: Served) -> None:
    """Keep a server's settings."""
    raise NotImplementedError


async def all_servers(reads: Reads) -> tuple[Served, ...]:
    """Every server known, those that have left too."""
    raise NotImplementedError


async def get_digest(reads: Reads, server_id: int) -> Digest | None:
    """A server's digest, None where it is off."""
    raise NotImplementedError


async def set_digest(tx: Transaction, digest: Digest) -> None:
    """Set or change a server's digest."""
    raise NotImplementedError


async def drop_digest(tx: Transaction, server_id: int) -> bool:
    """Turn a server's digest off; False where it was off."""
    raise NotImplementedError


async def all_digests(reads: Reads) -> tuple[Digest, ...]:
    """Every digest that is on."""
    raise NotImplementedError
