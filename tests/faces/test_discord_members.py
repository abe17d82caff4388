"""What members get beyond commands: /ask, the message menu, a greeting; buttons that outlive restarts and deals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faces.running import ADMIN, ARTICLE, MEMBER, OTHER, buttons, clean, label_of, quick, running
from tests.loopback import File, LoopbackDiscord, Perm

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(folder) as discord:
        yield discord
        clean(discord)


async def test_a_question_is_answered_with_its_query(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "ask", {"question": "what did OpenAI commit to Broadcom"}))
    assert "Understood" in reply.text
    assert "10 GW" in reply.text
    assert "Remove" in buttons(reply)


async def test_a_question_without_an_answer_is_not_guessed_at(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "ask", {"question": "what is the share price of Broadcom"}))
    assert "Not in this library" in reply.text


async def test_the_message_menu_reads_for_the_asker_alone(discord: LoopbackDiscord) -> None:
    message = await discord.say(*MEMBER, ARTICLE)
    reply = quick(await discord.context_menu(*MEMBER[:2], OTHER, "Read deals", message))
    assert reply.ephemeral
    assert "Acme Robotics" in reply.text
    assert "nothing was kept" in reply.text
    assert "Share" not in buttons(reply)


async def test_the_message_menu_reads_a_file(discord: LoopbackDiscord) -> None:
    message = await discord.say(*MEMBER, "", [File("acme.txt", ARTICLE.encode())])
    reply = quick(await discord.context_menu(*MEMBER, "Read deals", message))
    assert "Bolt Motors" in reply.text


async def test_the_message_menu_of_small_talk(discord: LoopbackDiscord) -> None:
    message = await discord.say(*MEMBER, "good morning")
    reply = quick(await discord.context_menu(*MEMBER, "Read deals", message))
    assert reply.ephemeral
    assert reply.text


async def test_what_a_person_installed_is_everywhere(discord: LoopbackDiscord) -> None:
    registered = {command["name"]: command for command in discord.commands()}
    for name in ("deal", "ask", "Read deals"):
        assert sorted(registered[name]["integration_types"]) == [0, 1]
        assert sorted(registered[name]["contexts"]) == [0, 1, 2]


async def test_a_button_of_last_month_works_after_a_restart(discord: LoopbackDiscord) -> None:
    card = await discord.slash(*MEMBER, "deal", {"company": "foxconn"})
    listed = await discord.slash(*MEMBER, "ask", {"question": "deals of Foxconn"})
    for reply in (card, listed):
        assert reply.message is not None
        reply.message.timestamp = (datetime.now(UTC) - timedelta(days=31)).timestamp()
    await discord.restart_bot()
    pressed = quick(await discord.press(card, "Evidence"))
    assert "21 November 2025" in pressed.text
    opened = quick(await discord.press(listed, buttons(listed)[0]))
    assert "Foxconn" in opened.text


async def test_a_button_of_a_removed_deal_says_so(discord: LoopbackDiscord) -> None:
    opened = await discord.slash(*ADMIN, "article add", {})
    preview = await discord.submit_modal(opened, {"text": ARTICLE})
    published = await discord.press(preview, "Publish")
    card = quick(await discord.slash(*MEMBER, "deal", {"company": "acme robotics"}))
    asked = await discord.press(
        await discord.slash(*ADMIN, "article remove", {"article": label_of(published)}), "Remove"
    )
    assert asked.text
    pressed = quick(await discord.press(card, "Evidence"))
    assert "There is no deal #s1 here" in pressed.text


async def test_a_greeting_where_everyone_reads(discord: LoopbackDiscord) -> None:
    world = discord.world
    guild = world.add_guild("Newcomers", world.user("alice"), bot=False)
    world.add_channel(guild, "hall")
    await discord.join_guild(guild)
    await discord.wait_until(lambda: discord.channel_messages("hall", guild), what="a greeting")
    [hello] = discord.channel_messages("hall", guild)
    assert "/ask" in hello.text or "</ask:" in hello.text
    assert not hello.mentions.everyone


async def test_no_greeting_where_the_bot_may_not_write(discord: LoopbackDiscord) -> None:
    world = discord.world
    guild = world.add_guild("Silent", world.user("alice"), bot=False)
    channel = world.add_channel(guild, "rules")
    guild.everyone.permissions &= ~Perm.SEND_MESSAGES
    await discord.join_guild(guild)
    await discord.slash(*MEMBER, "about")  # whatever the bot had to say is said by now
    assert not discord.channel_messages(channel, guild)
