"""An article comes in by every way there is; a draft outlives the bot, not its day, and two admins share one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.faces.running import ADMIN, ARTICLE, HERE, MEMBER, buttons, clean, quick, running, start
from tests.loopback import File, LoopbackDiscord, Reply
from tests.reading.test_forms import pdf

pytestmark = pytest.mark.slow

OWNER = (*HERE, "alice")
TITLE, BODY = ARTICLE.strip().split("\n\n")
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE}</title>
<meta property="article:published_time" content="2025-11-21T09:00:00Z"></head>
<body><nav>Home | Markets</nav><article><h1>{TITLE}</h1><p>{BODY}</p>
<p>The purchase is to be closed by the end of March 2026, and needs the consent of the authorities.</p></article>
</body></html>"""
SECONDS_TO_ANSWER = 2.6


@asynccontextmanager
async def site() -> AsyncIterator[str]:
    """A proxy behind which every link leads to the page, slowly; gives its address."""

    async def handle(_request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(SECONDS_TO_ANSWER)
        return web.Response(text=PAGE, content_type="text/html")

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def is_preview(reply: Reply) -> bool:
    return "Publish" in buttons(reply)


def look_at(preview: Reply) -> None:
    """Every field with the words it rests on, what it would be merged with, and every way on."""
    assert preview.ephemeral
    said = preview.text.replace("*", "").replace("\\", "")
    assert "Acme Robotics" in said
    assert "$2 billion" in said
    assert "Bolt Motors for $2 billion" in said
    assert "A new deal." in said
    assert {"Edit 1", "Edit more of 1", "Leave out 1", "Publish", "Discard", "Add a deal"} <= set(buttons(preview))


async def test_by_a_link_that_takes_its_time(tmp_path: Path) -> None:
    async with site() as proxy, running(tmp_path, FETCH_PROXY=proxy) as discord:
        url = {"url": "http://news.example/bolt?utm_source=x"}
        preview = quick(await discord.slash(*ADMIN, "article add", url, until=is_preview))
        assert "Fetching the page … " in str(preview.edits[0])
        look_at(preview)
        assert "21 November 2025" in preview.text
        assert "news.example" in preview.text
        await discord.press(preview, "Publish")
        again = await discord.slash(*ADMIN, "article add", url, until=lambda reply: "already here" in reply.text)
        assert "already here as As1" in again.text
        clean(discord)


@pytest.mark.parametrize(
    "file",
    [
        File("bolt.html", PAGE.encode()),
        File("bolt.pdf", pdf(TITLE, "", *BODY.split(", "))),
        File("bolt.txt", ARTICLE.encode("utf-16")),
        File("bolt.md", f"# {TITLE}\n\n{BODY}\n".encode()),
    ],
    ids=lambda file: file.name,
)
async def test_by_a_file(tmp_path: Path, file: File) -> None:
    async with running(tmp_path) as discord:
        preview = quick(await discord.slash(*ADMIN, "article add", {"file": file}, until=is_preview))
        assert "Acme Robotics" in preview.text
        assert "$2 billion" in preview.text
        assert "Published as As1: 1 deal" in quick(await discord.press(preview, "Publish")).text
        clean(discord)


async def by_form(discord: LoopbackDiscord, who: tuple[str, str, str]) -> Reply:
    opened = quick(await discord.slash(*who, "article add"))
    fields = {"Title": TITLE, "Date": "2025-11-21", "Text": BODY}
    return quick(await discord.submit_modal(opened, fields, until=is_preview))


async def test_a_draft_outlives_the_bot_and_is_edited_then_published(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        preview = await by_form(discord, ADMIN)
        look_at(preview)
        await discord.kill_bot()
        await start(discord, tmp_path, TIEUP_NOW="2025-11-25T08:59:00+00:00")
        form = quick(await discord.press(preview, "Edit 1"))
        edited = quick(await discord.submit_modal(form, {"Value": "$3 billion", "Status": "completed 2025-11-22"}))
        assert "$3 billion" in edited.text
        assert edited.message is preview.message, "the preview is replaced"
        assert "1 draft waiting" in quick(await discord.slash(*ADMIN, "status")).text
        assert "Published" in quick(await discord.press(edited, "Publish")).text
        assert "$3 billion" in quick(await discord.slash(*MEMBER, "deal", {"company": "bolt motors"})).text
        clean(discord)


async def test_a_draft_is_gone_after_a_day(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        preview = await by_form(discord, ADMIN)
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW="2025-11-25T09:01:00+00:00")
        assert "This draft is gone" in quick(await discord.press(preview, "Publish")).text
        assert "draft" not in quick(await discord.slash(*ADMIN, "status")).text
        clean(discord)


async def test_two_admins_who_add_one_article_share_its_draft(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        first, second = await asyncio.gather(by_form(discord, ADMIN), by_form(discord, OWNER))
        for preview in (first, second):
            look_at(preview)
        pressed = await asyncio.gather(discord.press(first, "Publish"), discord.press(second, "Publish"))
        assert sorted("Published as As1" in quick(reply).text for reply in pressed) == [False, True]
        listed = quick(await discord.slash(*ADMIN, "article list")).text
        assert listed.count("As1:") == 1
        assert "As2" not in listed
        clean(discord)
