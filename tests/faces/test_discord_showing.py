"""How answers are shown when they are slow, long, broken, or for other eyes than was thought."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faces.running import MEMBER, OTHER, buttons, environment, quick, small_world
from tests.faces.strange_bot import LONG, SECRET
from tests.loopback import LoopbackDiscord, Reply

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

BOT = Path(__file__).with_name("strange_bot.py")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with LoopbackDiscord(small_world(), ready_timeout=0.2, quiet=0.1) as discord:
        await discord.start_bot([sys.executable, str(BOT)], env=environment(folder), cwd=folder)
        await discord.wait_ready(timeout=60)
        yield discord
        assert not discord.violations(), "\n".join(map(str, discord.violations()))
        assert SECRET not in discord.bot_log()
        assert discord.server.options.token not in discord.bot_log()


async def strange(discord: LoopbackDiscord, **options: str | bool) -> Reply:
    return quick(await discord.slash(*MEMBER, "strange", options))


async def test_a_slow_answer_is_promised_then_filled_in(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, slow=True)
    assert reply.callback_type == 5
    assert reply.first_answer is not None
    assert 0.8 < reply.first_answer < 2
    assert not reply.ephemeral
    assert reply.text.startswith("Here it is.")
    assert "Remove" in buttons(reply)


async def test_a_slow_private_answer_is_promised_to_the_asker_alone(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, slow=True, private=True)
    assert reply.callback_type == 5
    assert reply.ephemeral
    assert "Share" in buttons(reply)
    assert len(reply.messages) == 1


async def test_what_takes_longer_than_two_seconds_says_what_it_does(discord: LoopbackDiscord) -> None:
    options = {"how": "steps", "private": True}
    reply = quick(await discord.slash(*MEMBER, "strange", options, until=lambda reply: "Read." in reply.text))
    *told, last = [str(body) for body in reply.edits]
    assert re.search(r"Looking for the article's text … \d seconds so far\.", told[0])
    assert "Read." in last
    assert reply.text.startswith("Read.")
    assert reply.ephemeral
    assert len(reply.messages) == 1


@pytest.mark.parametrize("how", ["refused", "hidden", "broken"])
async def test_what_was_promised_to_all_but_is_for_one_is_taken_back(discord: LoopbackDiscord, how: str) -> None:
    reply = await strange(discord, how=how, slow=True)
    assert reply.callback_type == 5
    assert reply.message is not None
    assert reply.message.deleted
    [said] = reply.followups
    assert said.ephemeral


async def test_a_refusal_is_told_to_the_asker_alone(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, how="refused")
    assert reply.ephemeral
    assert reply.text == "That cannot be done. Try something else."


async def test_what_breaks_is_a_number(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, how="broken")
    assert reply.ephemeral
    number = re.search(r"Something broke, number ([0-9a-f]{4})\.", reply.text)
    assert number is not None
    assert re.search(rf"number {number[1]}: ValueError at strange_bot.py:\d+ strange < commands.py", discord.bot_log())


async def test_a_form_opens_and_is_sent_in(discord: LoopbackDiscord) -> None:
    opened = await strange(discord, how="form")
    told = quick(await discord.submit_modal(opened, {"Words": "my *words*"}))
    assert told.text == r"Told: my \*words\*"


async def test_a_form_that_comes_late_waits_behind_a_button(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, how="form", slow=True)
    assert reply.callback_type == 5
    assert "The form is ready" in reply.text
    assert buttons(reply) == ["Open the form"]


async def test_pages_turn_in_place_for_the_asker_only(discord: LoopbackDiscord) -> None:
    for button in ("Turn", "Turn slowly"):
        reply = await strange(discord)
        other = quick(await discord.press(reply, button, user=OTHER))
        assert other.messages[-1].ephemeral
        assert other.messages[-1].text.startswith("Another page.")
        assert reply.text.startswith("Here it is.")
        turned = quick(await discord.press(reply, button))
        assert turned.message is reply.message
        assert reply.text.startswith("Another page.")
        assert buttons(reply) == ["Remove"]


async def test_a_long_answer_goes_on_as_a_file(discord: LoopbackDiscord) -> None:
    reply = await strange(discord, how="long")
    assert "line 0 " in reply.text
    assert b"line 59 " in reply.files["answer.txt"]
    pressed = quick(await discord.press(reply, "Long line"))
    assert LONG in pressed.text, "a line too long for a button is kept elsewhere"


async def test_an_error_of_discords_at_the_wrong_moment_breaks_nothing(discord: LoopbackDiscord) -> None:
    discord.fail_next("POST", r"/callback$", 404, body={"message": "Unknown interaction", "code": 10062})
    lost = await discord.slash(*MEMBER, "strange", timeout=2)
    assert lost.message is None
    assert "showing an answer broke" in discord.bot_log()
    discord.server.violations.clear()
    assert (await strange(discord)).text.startswith("Here it is.")
