"""An admin adds articles on Discord, by form and by file: nothing is published unseen, nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faces.running import ADMIN, ARTICLE, MEMBER, buttons, clean, label_of, quick, running
from tests.loopback import File, LoopbackDiscord, Reply

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(folder) as discord:
        yield discord
        clean(discord)


def article(buyer: str, target: str) -> str:
    """An article on a deal that no other test knows of."""
    return ARTICLE.replace("Acme Robotics", buyer).replace("Bolt Motors", target)


async def drafted(discord: LoopbackDiscord, text: str) -> Reply:
    """The preview of an article that was pasted into the form."""
    opened = quick(await discord.slash(*ADMIN, "article add"))
    assert opened.modal is not None
    fields = {"Title": "A takeover", "Date": "2025-11-21", "Link": "", "Text": text}
    return quick(await discord.submit_modal(opened, fields))


async def test_an_article_by_form_is_shown_then_published_then_found(discord: LoopbackDiscord) -> None:
    preview = await drafted(discord, article("Acme Robotics", "Bolt Motors"))
    assert preview.ephemeral
    assert {"Publish", "Discard"} <= set(buttons(preview))
    assert "Share" not in buttons(preview)
    assert "Acme Robotics" in preview.text
    before = quick(await discord.slash(*MEMBER, "deal", {"company": "bolt motors"}))
    assert "$2 billion" not in before.text, "nothing is published unseen"
    published = quick(await discord.press(preview, "Publish"))
    assert "Published" in published.text
    assert published.message is preview.message, "the preview is replaced"
    found = quick(await discord.slash(*MEMBER, "deal", {"company": "bolt motors"}))
    assert "Acme Robotics" in found.text
    assert "$2 billion" in found.text


async def test_a_second_press_on_publish_changes_nothing(discord: LoopbackDiscord) -> None:
    preview = await drafted(discord, article("Corvid Air", "Dormouse Sleep"))
    assert preview.message is not None
    publish = next(
        button["custom_id"]
        for row in preview.message.components
        for button in row.get("components", [])
        if button.get("label") == "Publish"
    )
    first = quick(await discord.press(preview, publish))
    label = label_of(first)
    preview.message.components = [
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "P", "custom_id": publish}]}
    ]
    second = quick(await discord.press(preview, publish))
    assert "gone" in second.text
    listed = quick(await discord.slash(*ADMIN, "article list"))
    assert listed.text.count(f"{label}:") == 1


async def test_the_same_article_again_is_already_here(discord: LoopbackDiscord) -> None:
    text = article("Ember Foods", "Fennel Farms")
    label = label_of(await discord.press(await drafted(discord, text), "Publish"))
    again = await drafted(discord, text)
    assert f"already here as {label}" in again.text
    assert "Publish" not in buttons(again)


async def test_a_discarded_draft_leaves_nothing(discord: LoopbackDiscord) -> None:
    preview = await drafted(discord, article("Gable Homes", "Hinge Doors"))
    discarded = quick(await discord.press(preview, "Discard"))
    assert "Discarded" in discarded.text
    found = quick(await discord.slash(*MEMBER, "deal", {"company": "hinge doors"}))
    assert "Gable" not in found.text


async def test_an_article_by_file(discord: LoopbackDiscord) -> None:
    text = article("Iris Optics", "Jasper Lens")
    preview = quick(await discord.slash(*ADMIN, "article add", {"file": File("news.txt", text.encode())}))
    assert preview.ephemeral
    assert "Iris Optics" in preview.text
    assert "Published" in (await discord.press(preview, "Publish")).text


async def test_a_file_that_is_no_article_is_refused_in_one_sentence(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*ADMIN, "article add", {"file": File("x.txt", b"\x00\xff\xfe" * 99)}))
    assert reply.ephemeral
    assert "Something broke" not in reply.text
    assert "Publish" not in buttons(reply)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a", "file:///etc/passwd", "http://localhost/", "nonsense"])
async def test_a_link_into_the_hosts_network_is_refused(discord: LoopbackDiscord, url: str) -> None:
    reply = quick(await discord.slash(*ADMIN, "article add", {"url": url}))
    assert reply.ephemeral
    assert "Something broke" not in reply.text
    assert "Publish" not in buttons(reply)


async def test_what_was_typed_comes_back_when_a_form_is_refused(discord: LoopbackDiscord) -> None:
    opened = await discord.slash(*ADMIN, "article add")
    reply = quick(await discord.submit_modal(opened, {"Date": "some day", "Text": "All that I typed."}))
    assert "some day" in reply.text
    assert b"All that I typed." in reply.files["what-you-typed.txt"]


async def test_nothing_in_an_article_pings_or_hides(discord: LoopbackDiscord) -> None:
    text = article("Kestrel @everyone", "Lark").replace("on Friday", "on Friday to <@1> at [x](https://evil.example)")
    preview = await drafted(discord, f"{text}\n@everyone @here <@{discord.world.user('carol').id}>")
    for reply in (
        preview,
        await discord.press(preview, "Publish anyway" if "Publish anyway" in buttons(preview) else "Publish"),
    ):
        assert reply.message is not None
        assert not reply.message.mentions.everyone
        assert not reply.message.mentions.users
        assert "](https://evil" not in reply.text


async def test_a_member_cannot_add_articles_even_where_discord_lets_them(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "article add", force=True))
    assert reply.modal is None
    assert reply.ephemeral
    assert "Manage Server" in reply.text
