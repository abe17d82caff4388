"""The one outgoing request besides Discord's: a link that a person gave -> bytes, safely.

Refuses whatever could reach inside the host's network, and whatever is too large, too slow or no text. What the bytes
say is for `reading.forms`.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

Address = IPv4Address | IPv6Address


class Fetched(NamedTuple):
    """What a link gave: the bytes, where it led in the end, and its content type ("text/html")."""

    data: bytes
    url: str
    content_type: str


def is_public(address: Address) -> bool:
    """Whether an address lies in the open internet, whatever form it comes in."""
    raise NotImplementedError


async def fetch(
    url: str,
    *,
    proxy: str = "",
    allow: Callable[[Address], bool] = is_public,
    ports: frozenset[int] = frozenset({80, 443}),
    seconds: float = 20.0,
    limit: int = 5 * 1024 * 1024,
) -> Fetched:
    """Fetch a link; Refused says in one sentence why not."""
    raise NotImplementedError
