"""Watches on Discord: tested when set, told by direct message once, paused where those are closed."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faces.running import ADMIN, ARTICLE, HERE, MEMBER, buttons, clean, quick, running, start
from tests.loopback import LoopbackDiscord

pytestmark = pytest.mark.slow

SET_AT = "2025-11-24T07:00:10+00:00"
SEEN_AT = "2025-11-24T07:20:00+00:00"
SENT_AT = "2025-11-24T07:22:00+00:00"
LATER = "2025-11-24T07:40:00+00:00"


async def publish(discord: LoopbackDiscord) -> None:
    opened = await discord.slash(*ADMIN, "article add")
    preview = await discord.submit_modal(opened, {"Date": "2025-11-21", "Text": ARTICLE})
    await discord.press(preview, "Publish")


async def set_up(discord: LoopbackDiscord, folder: Path) -> None:
    """Carol watches acquisitions; one is published, and seen by the job."""
    reply = quick(await discord.slash(*MEMBER, "watch add", {"kind": "acquisition"}))
    assert reply.ephemeral
    assert "W1: acquisition deals." in reply.text
    [test] = discord.dm_messages("carol")
    assert "A test" in test.text
    await publish(discord)
    await discord.stop_bot()
    await start(discord, folder, TIEUP_NOW=SEEN_AT)
    await discord.stop_bot()


async def test_a_watch_is_set_tested_and_told_once(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        await set_up(discord, tmp_path)
        await start(discord, tmp_path, TIEUP_NOW=SENT_AT)
        await discord.wait_until(lambda: len(discord.dm_messages("carol")) == 2, what="the alert")
        told = discord.dm_messages("carol")[1]
        assert "Deals you watch" in told.text
        assert "Acme Robotics" in told.text
        assert "Testers" in told.text
        assert told.nonce is not None
        for _ in range(2):
            await discord.stop_bot()
            await start(discord, tmp_path, TIEUP_NOW=LATER)
        assert len(discord.dm_messages("carol")) == 2
        listed = quick(await discord.slash(*MEMBER, "watch list"))
        assert "Remove W1" in buttons(listed)
        gone = quick(await discord.press(listed, "Remove W1"))
        assert "W1 is gone" in gone.text
        clean(discord)


async def test_killed_between_sending_and_noting_it_is_found_not_sent_again(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        await set_up(discord, tmp_path)
        discord.delay_next("POST", r"/channels/\d+/messages$", 3, after=True)
        await start(discord, tmp_path, ready=False, TIEUP_NOW=SENT_AT)
        await discord.wait_until(lambda: len(discord.dm_messages("carol")) == 2, what="the alert")
        await discord.kill_bot(signal.SIGKILL)
        discord.clear_faults()
        await start(discord, tmp_path, TIEUP_NOW=LATER)
        await discord.wait_until(lambda: discord.requests("GET", r"/channels/\d+/messages$"), what="a look")
        assert len(discord.dm_messages("carol")) == 2
        clean(discord)


async def test_who_takes_no_direct_messages_is_told_at_once(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        discord.world.user("carol").dms_closed = True
        reply = quick(await discord.slash(*MEMBER, "watch add", {"word": "racks"}))
        assert "you take no direct messages from me" in reply.text
        assert "paused" in reply.text
        listed = quick(await discord.slash(*MEMBER, "watch list"))
        assert "Paused" in listed.text
        discord.world.user("carol").dms_closed = False
        resumed = quick(await discord.press(listed, "Resume"))
        assert "1 watch resumed." in resumed.text
        assert len(discord.dm_messages("carol")) == 1
        clean(discord)


async def test_closed_later_is_said_at_the_next_command_once(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        await set_up(discord, tmp_path)
        discord.world.user("carol").dms_closed = True
        await start(discord, tmp_path, TIEUP_NOW=SENT_AT)
        await discord.wait_until(lambda: discord.requests("POST", r"/channels/\d+/messages$")[1:], what="the attempt")
        first = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
        [further] = [message for message in first.followups if "paused" in message.text]
        assert further.ephemeral
        second = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
        assert not second.followups
        clean(discord)


async def test_who_left_the_server_hears_no_more_of_its_deals(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        await set_up(discord, tmp_path)
        home = discord.world.guild("Testers")
        home.members.pop(discord.world.user("carol").id)
        await start(discord, tmp_path, TIEUP_NOW=SENT_AT)
        await discord.wait_until(lambda: discord.requests("GET", r"/guilds/\d+/members/\d+$"), what="the question")
        assert len(discord.dm_messages("carol")) == 1
        clean(discord)


async def test_into_a_channel_takes_manage_server(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=SET_AT) as discord:
        refused = quick(await discord.slash(*MEMBER, "watch add", {"word": "racks", "channel": "deals"}))
        assert "Manage Server" in refused.text
        quick(await discord.slash(*HERE, "bob", "watch add", {"word": "racks", "channel": "deals"}))
        [test] = discord.channel_messages("deals")
        assert "A test" in test.text
        clean(discord)
