"""The one outgoing request besides Discord's: a link that a person gave -> bytes, safely.

Refuses whatever could reach inside the host's network, and whatever is too large, too slow or no text. Addresses are
checked when the socket is made: there is no gap between looking a name up and going there, and a number for a host, a
redirect and a second answer of the name server pass the same gate. What the bytes say is for `reading.forms`.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, NamedTuple

import aiohttp
from yarl import URL

from bot.errors import Refused

Address = IPv4Address | IPv6Address

REDIRECTS = 5
REDIRECT = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024
LONGEST_URL = 2000
TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf"})
HEADERS = {
    "User-Agent": "Tieup (reads one article at a person's request)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, application/pdf;q=0.9",
    "Accept-Language": "en",
}

# What `is_global` lets through, at least in some Python versions, and still leads elsewhere: protocol assignments and
# the 6to4 relays; of IPv6 all but ordinary addresses (2000::/3), and among those Teredo and its kin, documentation,
# and 6to4, which carries an IPv4 address within. NAT64 (64:ff9b::) and the IPv4-compatible ones lie outside 2000::/3.
REFUSED_V4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24")))
ORDINARY_V6 = ip_network("2000::/3")
REFUSED_V6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


class Fetched(NamedTuple):
    """What a link gave: the bytes, where it led in the end, and its content type ("text/html")."""

    data: bytes
    url: str
    content_type: str


class BlockedError(OSError):
    """A socket to a forbidden address was asked for. An OSError, since that is what connecting may raise."""


def is_public(address: Address) -> bool:
    """Whether an address lies in the open internet, whatever form it comes in.

    >>> is_public(ip_address("::ffff:10.0.0.1"))
    False
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        inside = address in ORDINARY_V6 and not any(address in network for network in REFUSED_V6)
    else:
        inside = not any(address in network for network in REFUSED_V4)
    return inside and address.is_global and not address.is_multicast


async def fetch(
    url: str,
    *,
    proxy: str = "",
    allow: Callable[[Address], bool] = is_public,
    ports: frozenset[int] = frozenset({80, 443}),
    seconds: float = 20.0,
    limit: int = 5 * 1024 * 1024,
) -> Fetched:
    """Fetch a link; Refused says in one sentence why not.

    With a proxy it is the proxy that looks names up and has to guard its network; numbers for hosts are refused here.
    """
    guard = _Guard(allow)
    # The proxy is the host's own choice and may well stand inside its network.
    connector = aiohttp.TCPConnector(socket_factory=None if proxy else guard, force_close=True)
    try:
        async with (
            asyncio.timeout(seconds),
            aiohttp.ClientSession(
                connector=connector, headers=HEADERS, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
            ) as session,
        ):
            return await _follow(session, url, proxy, allow, ports, limit)
    except TimeoutError as error:
        raise Refused(f"The site took longer than {seconds:g} seconds to answer.") from error
    except aiohttp.ClientConnectorCertificateError as error:
        raise Refused("The site's certificate is not valid, so nothing was fetched.") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if guard.blocked:
            raise _private() from error
        raise Refused("The site could not be reached, or broke off while answering.", "Check the link.") from error


class _Guard:
    """Makes sockets for allowed addresses only, and remembers whether one was refused."""

    def __init__(self, allow: Callable[[Address], bool]) -> None:
        self.allow = allow
        self.blocked = False

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, target = info
        if not self.allow(ip_address(target[0].partition("%")[0])):
            self.blocked = True
            raise BlockedError("a private address")
        return socket.socket(family=family, type=kind, proto=protocol)


async def _follow(
    session: aiohttp.ClientSession,
    url: str,
    proxy: str,
    allow: Callable[[Address], bool],
    ports: frozenset[int],
    limit: int,
) -> Fetched:
    """Follow redirects by hand: each step is a link like the one that was given."""
    here = _checked(url, allow, ports)
    for _ in range(REDIRECTS + 1):
        async with session.get(here, allow_redirects=False, proxy=proxy or None) as response:
            if response.status not in REDIRECT:
                return await _take(response, limit)
            target = response.headers.get("Location", "")
            if not target:
                raise Refused("The site sends on to another page without saying which.")
            here = _checked(str(here.join(URL(target))), allow, ports)
    raise Refused(f"The link is sent on more than {REDIRECTS} times.")


def _checked(url: str, allow: Callable[[Address], bool], ports: frozenset[int]) -> URL:
    """The link, if it is one that may be fetched at all."""
    try:
        parsed = URL(url.strip())
        port = parsed.port
    except ValueError as error:
        raise Refused(
            "This is not a link that can be fetched.", "It should look like https://example.com/news."
        ) from error
    if parsed.scheme not in ("http", "https") or not parsed.host or len(url) > LONGEST_URL:
        raise _no_link()
    if parsed.user is not None or parsed.password is not None:
        raise Refused("A link with a user name or password in it is not fetched.", "Give the plain link.")
    if port not in ports:
        raise Refused(f"A link to port {port} is not fetched, only to the usual ones of the web.")
    try:
        number = ip_address(parsed.host.partition("%")[0])
    except ValueError:
        return parsed
    if not allow(number):
        raise _private()
    return parsed


def _private() -> Refused:
    return Refused("The link leads into a private network, so nothing was fetched.", "Give the text or a file instead.")


def _no_link() -> Refused:
    return Refused("This is not a link that can be fetched.", "It should look like https://example.com/news.")


async def _take(response: aiohttp.ClientResponse, limit: int) -> Fetched:
    """Read an answer up to the limit, which holds for what it unpacks to, whatever it claims of itself."""
    if response.status != 200:
        raise Refused(f"The site answered {response.status}{_meaning(response.status)}, so there is nothing to read.")
    if response.content_type not in TEXTS:
        raise Refused(f"The link gives {response.content_type}, which is neither a page, a text nor a PDF.")
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        data += chunk
        if len(data) > limit:
            raise Refused(f"The page is larger than {limit / 2**20:g} MiB.")
    return Fetched(bytes(data), str(response.url), response.content_type)


def _meaning(status: int) -> str:
    if status in (401, 402, 403, 451):
        return " (it does not hand the page to programs)"
    if status in (404, 410):
        return " (no such page)"
    return " (it has trouble of its own)" if status >= 500 else ""
