"""What members see on Discord: cards, completion, nearest names, buttons; over the real discord.py client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers.commands import COMMANDS
from tests.faces.running import MEMBER, OTHER, buttons, clean, quick, running
from tests.loopback import LoopbackDiscord, UserCannot

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    folder: Path = tmp_path_factory.mktemp("bot")
    async with running(folder) as discord:
        yield discord
        clean(discord)


async def test_registers_every_command_that_is_offered(discord: LoopbackDiscord) -> None:
    registered = {command["name"]: command for command in discord.commands()}
    offered = {command.name.split(" ")[0] for command in COMMANDS if not command.hidden}
    assert set(registered) == offered | {"Read deals"}
    assert registered["article"]["default_member_permissions"] == "32"
    assert registered["digest"]["contexts"] == [0]
    assert registered["deal"]["default_member_permissions"] is None
    assert sorted(registered["deal"]["integration_types"]) == [0, 1]
    assert sorted(registered["deal"]["contexts"]) == [0, 1, 2]


async def test_a_deal_is_a_card_in_time(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
    assert "OpenAI" in reply.text
    assert "Foxconn" in reply.text
    assert "21 November 2025" in reply.text
    assert not reply.ephemeral
    assert "Remove" in buttons(reply)
    assert "Share" not in buttons(reply)


async def test_a_private_answer_can_be_shared(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn", "private": True}))
    assert reply.ephemeral
    assert "Remove" not in buttons(reply)
    shared = quick(await discord.press(reply, "Share"))
    assert not shared.ephemeral
    assert "Foxconn" in shared.text
    assert "Remove" in buttons(shared)


async def test_only_the_asker_removes_an_answer(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(*MEMBER, "deal", {"company": "foxconn"})
    refused = quick(await discord.press(reply, "Remove", user=OTHER))
    assert refused.ephemeral
    assert "Only who asked" in refused.text
    await discord.press(reply, "Remove")
    assert reply.message is not None
    assert reply.message.deleted


async def test_completion_offers_companies(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.autocomplete(*MEMBER, "deal", {"company": "fox"}))
    assert "Foxconn" in [choice["value"] for choice in reply.choices]
    reply = quick(await discord.autocomplete(*MEMBER, "partners", {"company": "\u202e((*"}))
    assert reply.callback_type == 8


async def test_a_typo_gives_the_nearest_names(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "deal", {"company": "foxcon"}))
    assert "Foxconn" in reply.text


async def test_a_button_answers_to_whoever_presses_it(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(*MEMBER, "deal", {"company": "foxconn"})
    pressed = quick(await discord.press(reply, "Evidence", user=OTHER))
    assert pressed.ephemeral
    assert pressed.text


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("deals", {"company": "openai"}),
        ("deals", {"kind": "supply", "since": "2025-10"}),
        ("partners", {"company": "foxconn"}),
        ("dates", {}),
        ("commitments", {"company": "openai"}),
        ("help", {}),
        ("about", {}),
    ],
)
async def test_every_member_command_answers(discord: LoopbackDiscord, command: str, options: dict[str, str]) -> None:
    reply = quick(await discord.slash(*MEMBER, command, options))
    assert len(reply.text) > 20
    assert "Something broke" not in reply.text


async def test_answers_in_a_direct_message(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(None, None, "carol", "deal", {"company": "foxconn"}))
    assert "Foxconn" in reply.text
    assert {"Remove", "Share"}.isdisjoint(buttons(reply))


async def test_help_mentions_commands_to_press(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(*MEMBER, "help")
    [deal] = [command for command in discord.commands() if command["name"] == "deal"]
    assert f"</deal:{deal['id']}>" in reply.text


async def test_a_bad_option_is_told_to_the_asker_alone(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "deals", {"since": "the day before never"}))
    assert reply.ephemeral
    assert "Something broke" not in reply.text


async def test_what_a_member_types_pings_nobody(discord: LoopbackDiscord) -> None:
    reply = quick(await discord.slash(*MEMBER, "deal", {"company": "@everyone <@1> [x](https://evil.example)"}))
    assert reply.message is not None
    assert not reply.message.mentions.everyone
    assert not reply.message.mentions.users
    assert "](https://evil" not in reply.text


async def test_a_button_of_an_older_version_says_so(discord: LoopbackDiscord) -> None:
    reply = await discord.slash(*MEMBER, "deal", {"company": "foxconn"})
    assert reply.message is not None
    button = next(part for part in _parts(reply.message.components) if part.get("type") == 2)
    button["custom_id"] = "another bot's"
    pressed = quick(await discord.press(reply, "another bot's"))
    assert pressed.ephemeral
    assert "older version" in pressed.text


async def test_a_member_is_not_offered_what_admins_do(discord: LoopbackDiscord) -> None:
    with pytest.raises(UserCannot):
        await discord.slash(*MEMBER, "article list")
    reply = quick(await discord.slash(*MEMBER, "article list", force=True))
    assert reply.ephemeral
    assert "Manage Server" in reply.text


def _parts(node: object) -> list[dict[str, object]]:
    """Every component below a node."""
    if isinstance(node, list):
        return [part for item in node for part in _parts(item)]
    if isinstance(node, dict):
        return [node, *(part for value in node.values() for part in _parts(value))]
    return []
