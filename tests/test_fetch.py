"""The guarded fetch: which addresses lie in the open internet, and what a strange, slow or huge answer gets.

The guard's decision is tried on a table. Real HTTP is spoken with 127.0.0.1 alone, through a guard that the test
widens by that one address.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_address

import pytest
from aiohttp import web

from bot.errors import Refused
from bot.fetch import Address, Fetched, fetch, is_public

PUBLIC = (
    *("8.8.8.8", "1.1.1.1", "93.184.216.34", "192.1.0.1", "172.15.0.1", "172.32.0.1", "11.0.0.1", "223.255.255.1"),
    *("2606:4700:4700::1111", "2a00:1450:4001:80b::200e", "2001:4860:4860::8888", "::ffff:8.8.8.8"),
)
PRIVATE = (
    # This host, private and link-local networks, shared address space, and what is no host at all.
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "100.127.255.255", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"),
    # Protocol assignments, documentation, benchmarks, 6to4 relays.
    *("192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1"),
    # Another address within: IPv4-mapped, IPv4-compatible, NAT64, 6to4, Teredo, and outside of 2000::/3.
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::1", "2002:808:808::1", "2001:0:53aa:64c::1", "2001:20::1"),
    *("100::1", "5f00::1", "4000::1"),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_lead_elsewhere(address: str) -> None:
    assert not is_public(ip_address(address))


async def refused(url: str, **options: object) -> Refused:
    with pytest.raises(Refused) as caught:
        await fetch(url, **options)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news",
        "example.com/news",
        "ftp://example.com/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "gopher://example.com",
        "http://",
        "http:///a",
        "https://[bad",
        "http://example.com:port/",
        "https://example.com/" + "a" * 3000,
    ],
)
async def test_what_is_no_web_link(url: str) -> None:
    assert "not a link" in (await refused(url)).message


async def test_links_with_a_password_or_an_unusual_port() -> None:
    assert "password" in (await refused("https://me:secret@example.com/")).message
    assert "secret" not in str(await refused("https://me:secret@example.com/"))
    assert "password" in (await refused("https://me@example.com/")).message
    assert "port 22" in (await refused("http://example.com:22/")).message
    assert "port 8080" in (await refused("http://example.com:8080/")).message


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "①②⑦.0.0.1",
    ],
)
async def test_no_form_of_an_inner_address_is_reached(host: str) -> None:
    """Some of these the URL's own rules refuse, the rest the guard: no socket is made for any."""
    message = (await refused(f"http://{host}/", seconds=5)).message
    assert "private network" in message or "not a link" in message or "could not be reached" in message


# Real HTTP, on this machine.

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Get = Callable[..., Awaitable[Fetched]]


def only_here(address: Address) -> bool:
    return str(address) == "127.0.0.1"


class Site:
    """A site on 127.0.0.1 whose pages the test sets."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[web.Request] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        return await self.pages[request.path](request)

    def page(self, path: str, text: str | bytes = "", **options: object) -> None:
        async def give(_: web.Request) -> web.StreamResponse:
            body = text.encode() if isinstance(text, str) else text
            return web.Response(body=body, **{"content_type": "text/html", **options})  # type: ignore[arg-type]

        self.pages[path] = give

    def send_on(self, path: str, target: str, status: int = 302) -> None:
        async def give(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": target} if target else {})

        self.pages[path] = give

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def get(self, path: str, **options: object) -> Fetched:
        widened = {"allow": only_here, "ports": frozenset({80, 443, self.port}), **options}
        return await fetch(self.url(path), **widened)  # type: ignore[arg-type]

    async def refusal(self, path: str, **options: object) -> str:
        with pytest.raises(Refused) as caught:
            await self.get(path, **options)
        return str(caught.value.message)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made = Site()
    runner = web.ServerRunner(web.Server(made.answer), shutdown_timeout=0.1)  # type: ignore[arg-type]
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


async def test_a_page_comes_with_its_bytes_its_place_and_its_type(site: Site) -> None:
    site.page("/news", "<p>Some news</p>", charset="utf-8")
    fetched = await site.get("/news")
    assert fetched == Fetched(b"<p>Some news</p>", site.url("/news"), "text/html")
    assert "Tieup" in site.asked[0].headers["User-Agent"]
    assert "Cookie" not in site.asked[0].headers


async def test_the_strict_guard_never_reaches_the_site(site: Site) -> None:
    site.page("/news")
    assert "private network" in await site.refusal("/news", allow=is_public)
    assert site.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(site: Site, status: int) -> None:
    site.send_on("/old", "/new?a=1", status)
    site.page("/new", "here")
    fetched = await site.get("/old")
    assert (fetched.data, fetched.url) == (b"here", site.url("/new?a=1"))


async def test_five_redirects_are_enough_for_anyone(site: Site) -> None:
    for place in range(6):
        site.send_on(f"/{place}", f"/{place + 1}")
    site.page("/6", "far")
    assert (await site.get("/1")).data == b"far"
    assert "more than 5 times" in await site.refusal("/0")
    site.send_on("/round", "/round")
    assert "more than 5 times" in await site.refusal("/round")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://127.0.0.2/", "private network"),
        ("http://[::1]/", "private network"),
        ("//169.254.169.254/latest/meta-data", "private network"),
        ("file:///etc/passwd", "not a link"),
        ("ftp://example.com/", "not a link"),
        ("http://127.0.0.1:22/", "port 22"),
        ("http://me:secret@127.0.0.1/", "password"),
        ("", "without saying which"),
    ],
)
async def test_a_redirect_is_a_link_like_the_one_given(site: Site, target: str, said: str) -> None:
    site.send_on("/go", target)
    assert said in await site.refusal("/go")
    assert len(site.asked) == 1


async def test_a_page_over_the_limit_is_refused_however_it_is_sent(site: Site) -> None:
    site.page("/large", "x" * 2000)
    site.page("/packed", gzip.compress(b"x" * 3_000_000), headers={"Content-Encoding": "gzip"})
    site.page("/fits", "x" * 1000)

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(10_000):
            await response.write(b"x" * 1000)
        return response

    site.pages["/endless"] = endless
    for path in ("/large", "/packed", "/endless"):
        assert "larger than" in await site.refusal(path, limit=1000), path
    assert len((await site.get("/fits", limit=1000)).data) == 1000


async def test_a_slow_site_is_given_up(site: Site) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.05)

    site.pages["/slow"] = slow
    assert await site.refusal("/slow", seconds=0.4) == "The site took longer than 0.4 seconds to answer."


@pytest.mark.parametrize(
    "kind", ["image/png", "application/zip", "application/json", "video/mp4", "application/octet-stream"]
)
async def test_what_is_no_text_is_named(site: Site, kind: str) -> None:
    site.page("/thing", b"\x00\x01", content_type=kind)
    assert kind in await site.refusal("/thing")


@pytest.mark.parametrize("kind", ["text/plain", "application/xhtml+xml", "application/pdf", "text/markdown"])
async def test_texts_are_taken(site: Site, kind: str) -> None:
    site.page("/thing", b"words", content_type=kind)
    assert (await site.get("/thing")).content_type == kind


@pytest.mark.parametrize(
    ("status", "said"), [(404, "no such page"), (403, "to programs"), (503, "trouble"), (418, "418")]
)
async def test_what_the_site_answers_is_said(site: Site, status: int, said: str) -> None:
    site.page("/thing", "x", status=status)
    assert said in await site.refusal("/thing")


async def test_a_site_that_breaks_off_or_is_not_there(site: Site) -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    site.pages["/broken"] = broken
    assert "could not be reached" in await site.refusal("/broken")
    assert (
        "could not be reached" in (await refused("http://127.0.0.1:9/", allow=only_here, ports=frozenset({9}))).message
    )


async def test_with_a_proxy_it_is_the_proxy_that_is_asked(site: Site) -> None:
    """Names are the proxy's to look up; numbers of inner addresses are refused before it is asked."""
    site.page("/news", "by proxy")
    proxy = f"http://127.0.0.1:{site.port}"
    fetched = await fetch("http://example.com/news", proxy=proxy)
    assert (fetched.data, fetched.url) == (b"by proxy", "http://example.com/news")
    assert site.asked[0].headers["Host"] == "example.com"
    assert "private network" in (await refused("http://10.0.0.1/", proxy=proxy)).message
    assert len(site.asked) == 1


async def test_the_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.page("/news", "direct")
    assert (await site.get("/news")).data == b"direct"
