"""The digest on Discord: set, previewed, posted at its hour exactly once, whatever dies in between."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faces.running import ADMIN, ARTICLE, MEMBER, buttons, clean, quick, running, start
from tests.loopback import LoopbackDiscord, Perm

pytestmark = pytest.mark.slow

SETTINGS = {"channel": "deals", "time": "08:30", "zone": "Europe/Berlin"}
BEFORE = "2025-11-24T07:00:10+00:00"
JUST_BEFORE = "2025-11-24T07:29:57+00:00"
AT_THE_HOUR = "2025-11-24T07:30:05+00:00"
AFTER = "2025-11-24T07:40:10+00:00"


CLOSED = """Acme Robotics completes its purchase of Bolt Motors

Acme Robotics has completed its acquisition of Bolt Motors for $2 billion in cash, the two companies said on Monday.
"""


async def set_up(discord: LoopbackDiscord) -> None:
    """A digest, and something new for it to tell."""
    reply = quick(await discord.slash(*ADMIN, "digest set", SETTINGS))
    assert "deals" in reply.text or "Set" in reply.text
    opened = await discord.slash(*ADMIN, "article add")
    preview = await discord.submit_modal(opened, {"Date": "2025-11-21", "Text": ARTICLE})
    await discord.press(preview, "Publish")


async def test_a_digest_is_set_shown_previewed_posted_and_turned_off(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        shown = quick(await discord.slash(*ADMIN, "digest show"))
        assert shown.ephemeral
        assert "08:30" in shown.text
        assert "Europe/Berlin" in shown.text
        preview = quick(await discord.slash(*ADMIN, "digest preview"))
        assert preview.ephemeral
        assert "Acme Robotics" in preview.text
        assert not discord.channel_messages("deals")
        now = quick(await discord.slash(*ADMIN, "digest now"))
        assert now.ephemeral
        [post] = discord.channel_messages("deals")
        assert "Acme Robotics" in post.text
        assert not post.mentions.everyone
        opened = quick(await discord.press(post, "#s1", user="carol"))
        assert opened.ephemeral
        assert "Acme Robotics" in opened.text
        off = quick(await discord.slash(*ADMIN, "digest off"))
        assert off.ephemeral
        refused = quick(await discord.slash(*MEMBER, "digest off", force=True))
        assert "Manage Server" in refused.text
        clean(discord)


async def test_the_digest_comes_at_its_hour_once_also_over_restarts(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        assert not discord.channel_messages("deals")
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW=JUST_BEFORE)
        await discord.wait_until(lambda: discord.channel_messages("deals"), timeout=20, what="the digest")
        for _ in range(2):
            await discord.stop_bot()
            await start(discord, tmp_path, TIEUP_NOW=AFTER)
        [post] = discord.channel_messages("deals")
        assert "Acme Robotics" in post.text
        assert post.nonce is not None
        clean(discord)


async def test_a_post_that_was_never_noted_is_found_not_sent_again(tmp_path: Path) -> None:
    """Killed between Discord's taking the post and our noting it: the next process looks, and posts nothing."""
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        await discord.stop_bot()
        discord.delay_next("POST", r"/channels/\d+/messages$", 3, after=True)
        await start(discord, tmp_path, ready=False, TIEUP_NOW=AT_THE_HOUR)
        await discord.wait_until(lambda: discord.channel_messages("deals"), what="the digest")
        await discord.kill_bot(signal.SIGKILL)
        discord.clear_faults()
        await start(discord, tmp_path, TIEUP_NOW=AFTER)
        looked = lambda: discord.requests("GET", r"/channels/\d+/messages$")  # noqa: E731
        await discord.wait_until(looked, what="a look at the channel")
        shown = await discord.slash(*ADMIN, "digest show")
        assert len(discord.channel_messages("deals")) == 1
        assert "posted" in shown.text.lower()
        clean(discord)


async def test_a_claim_that_never_reached_discord_is_posted_by_the_next_process(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        await discord.stop_bot()
        cut = discord.fail_next("POST", r"/channels/\d+/messages$", 0, times=99)
        await start(discord, tmp_path, ready=False, TIEUP_NOW=AT_THE_HOUR)
        await discord.wait_until(lambda: cut.hits, what="the attempt")
        await discord.kill_bot(signal.SIGKILL)
        assert not discord.channel_messages("deals")
        discord.clear_faults()
        await start(discord, tmp_path, TIEUP_NOW=AFTER)
        [post] = await discord.wait_until(lambda: discord.channel_messages("deals"), what="the digest")
        assert "Late" in post.text
        clean(discord)


async def test_a_channel_closed_to_the_bot_is_told_and_the_bot_goes_on(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        discord.set_bot_permissions("deals", "Testers", deny=Perm.SEND_MESSAGES)
        now = quick(await discord.slash(*ADMIN, "digest now"))
        assert "cannot post" in now.text
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW=AFTER)
        refused = await discord.slash(*ADMIN, "digest set", SETTINGS)
        assert "Send Messages" in refused.text, "said when it is set, not at tomorrow's digest"
        shown = await discord.slash(*ADMIN, "digest show")
        assert "not posted yet: I lack Send Messages in the digest's channel." in shown.text
        [told] = discord.dm_messages("bob")
        assert "cannot be posted in" in told.text
        assert "I lack Send Messages" in told.text
        assert buttons(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
        clean(discord)


async def test_a_right_that_is_back_brings_the_digest_late_and_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        discord.set_bot_permissions("deals", "Testers", deny=Perm.SEND_MESSAGES)
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW=AFTER)
        await discord.wait_until(lambda: discord.dm_messages("bob"), what="the warning")
        assert not discord.requests("POST", r"/channels/\d+/messages$")[1:], "no request that would be refused"
        discord.set_bot_permissions("deals", "Testers", allow=Perm.SEND_MESSAGES)
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW="2025-11-24T15:00:10+00:00")
        [post] = await discord.wait_until(lambda: discord.channel_messages("deals"), what="the digest")
        assert "Late" in post.text
        assert len(discord.dm_messages("bob")) == 1
        clean(discord)


async def test_a_deleted_channel_turns_the_digest_off_and_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        await discord.delete_channel("deals", "Testers")
        await discord.wait_until(lambda: discord.dm_messages("bob"), what="the notice")
        assert "its channel was deleted" in discord.dm_messages("bob")[0].text
        shown = quick(await discord.slash(*ADMIN, "digest show"))
        assert "its channel was deleted" in shown.text
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW=AFTER)
        assert not discord.requests("POST", r"/channels/\d+/messages$")[1:]
        clean(discord)


async def test_a_deal_that_moves_is_edited_into_the_days_post(tmp_path: Path) -> None:
    async with running(tmp_path, TIEUP_NOW=BEFORE) as discord:
        await set_up(discord)
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW="2025-11-24T07:30:20+00:00")
        [post] = await discord.wait_until(lambda: discord.channel_messages("deals"), what="the digest")
        opened = await discord.slash(*ADMIN, "article add")
        preview = await discord.submit_modal(opened, {"Date": "2025-11-24", "Text": CLOSED})
        await discord.press(preview, "Publish")
        await discord.stop_bot()
        await start(discord, tmp_path, TIEUP_NOW="2025-11-24T08:00:00+00:00")
        await discord.wait_until(
            lambda: "announced → completed" in discord.channel_messages("deals")[0].text, what="the edit"
        )
        assert len(discord.channel_messages("deals")) == 1
        assert post.nonce is not None
        clean(discord)
