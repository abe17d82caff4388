"""The bot's own life on Discord: restarts, a clean end, registering only what changed, what breaks inside it."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.faces.running import MEMBER, clean, environment, quick, running, small_world, start
from tests.loopback import LoopbackDiscord, launch

pytestmark = pytest.mark.slow


async def test_buttons_work_after_a_kill_and_commands_are_not_registered_again(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        card = await discord.slash(*MEMBER, "deal", {"company": "foxconn"})
        assert discord.server.syncs == 1
        await discord.restart_bot(signal.SIGKILL)
        pressed = quick(await discord.press(card, "Evidence"))
        assert pressed.text
        assert discord.server.syncs == 1
        clean(discord)


async def test_it_registers_again_where_discord_has_lost_the_commands(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        discord.server.commands[None].clear()
        await discord.restart_bot()
        assert discord.commands()
        assert discord.server.syncs == 2


async def test_in_a_test_server_the_commands_are_registered_there_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        guild = discord.world.guild("Testers")
        discord.server.commands[None].clear()
        await discord.stop_bot()
        await start(discord, tmp_path, DEV_GUILD_ID=str(guild.id))
        assert not discord.commands()
        assert discord.commands(guild)
        assert "Foxconn" in quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"})).text
        clean(discord)


def noted(folder: Path) -> dict[str, str]:
    """The servers in the library, by their names."""
    with closing(sqlite3.connect(folder / "library.sqlite3")) as library:
        rows = library.execute("select name, left_at from servers where joined_at is not null")
        return {name: "went" if left_at else "has it" for name, left_at in rows}


async def test_servers_are_noted_as_they_come_and_go(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        second = discord.world.add_guild("Second", owner=discord.world.user("alice"), bot=False)
        await discord.wait_until(lambda: noted(tmp_path) == {"Testers": "has it"}, timeout=10, what="the first")
        await discord.join_guild(second)
        both = {"Testers": "has it", "Second": "has it"}
        await discord.wait_until(lambda: noted(tmp_path) == both, timeout=10, what="the second")
        await discord.remove_from_guild(second)
        gone = {"Testers": "has it", "Second": "went"}
        await discord.wait_until(lambda: noted(tmp_path) == gone, timeout=10, what="its leaving")
        await discord.stop_bot()
        discord.world.add_member(second, discord.world.bot)
        discord.world.guild("Testers").members.pop(discord.world.bot.id)
        await start(discord, tmp_path)
        turned = {"Testers": "went", "Second": "has it"}
        await discord.wait_until(lambda: noted(tmp_path) == turned, timeout=10, what="both while it was away")
        clean(discord)


@pytest.mark.long
async def test_two_shards(tmp_path: Path) -> None:
    async with running(tmp_path, shards=2, SHARD_COUNT="2") as discord:
        await discord.wait_until(lambda: len(discord.server.gateway.live) == 2, timeout=20, what="the second shard")
        await discord.wait_ready()
        assert "Foxconn" in quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"})).text
        clean(discord)


async def test_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        assert await discord.kill_bot(signal.SIGTERM) == 0
        assert "Traceback" not in discord.bot_log()
        assert "Stopped" in discord.bot_log()


@pytest.mark.long
async def test_a_dropped_connection_is_taken_up_again_and_jobs_do_not_double(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        await discord.invalid_session()
        await discord.wait_until(lambda: len(discord.server.gateway.identifies) > 1, timeout=20, what="a new session")
        await discord.wait_ready()
        assert "Foxconn" in quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"})).text
        assert discord.server.syncs == 1


async def test_what_breaks_inside_is_a_number_to_the_asker_and_a_line_in_the_log(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        with sqlite3.connect(environment(tmp_path)["DATABASE_URL"].removeprefix("sqlite:///")) as library:
            library.execute("alter table company_names rename to lost")
        library.close()
        reply = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
        assert reply.ephemeral
        found = re.search(r"number ([0-9a-f]{4})", reply.text)
        assert found is not None, reply.text
        assert re.search(rf"number {found[1]}: \w+.* at \w+\.py:\d+", discord.bot_log())
        assert "Traceback" not in discord.bot_log()
        typing = quick(await discord.autocomplete(*MEMBER, "deal", {"company": "fox"}))
        assert typing.choices == []
        assert len(quick(await discord.slash(*MEMBER, "help")).text) > 20


async def test_a_wrong_token_is_one_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as discord:
        await discord.stop_bot()
        discord.expect_exit = True
        env = environment(tmp_path, DISCORD_TOKEN="none.of.ours")
        assert discord._started is not None
        await discord.start_bot(discord._started[0], env=env, cwd=tmp_path)
        assert discord.process is not None
        assert await discord.process.wait() == 2
        discord.expect_exit = True
        assert "Discord does not know the token" in discord.bot_log()
        assert "Traceback" not in discord.bot_log()
        assert "none.of.ours" not in discord.bot_log()


async def test_doctor_asks_discord_whose_token_it_is(tmp_path: Path) -> None:
    async with LoopbackDiscord(small_world()) as discord:
        for token, said in (
            (discord.server.options.token, "Discord knows it as loopback-bot"),
            ("a.b.c", "CURE  token"),
        ):
            env = launch.environment(discord.server.base_url, token, env=environment(tmp_path))
            doctor = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "doctor", cwd=tmp_path, env=env, stdout=asyncio.subprocess.PIPE
            )
            out, _ = await doctor.communicate()
            assert said in out.decode()
            assert doctor.returncode == (1 if "CURE" in said else 0)
