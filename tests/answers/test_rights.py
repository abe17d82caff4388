"""Who may do what, for every command there is: made from the list of commands, so that a new one cannot escape.

What Discord was told to check plays no part here: each answer is called as if Discord had let anyone through.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import Ask, Options, Value
from bot.answers.commands import COMMANDS, run
from bot.answers.lines import Command, OptionKind
from bot.errors import BotError, Forbidden
from bot.model import SHARED
from tests.answers.conftest import OTHER_SERVER, SERVER

ROLES = {
    "member": {},
    "admin": {"manages": True},
    "owner of the bot, no admin": {"owner": True},
    "owner of the bot, in the shared library": {"manages": True, "owner": True},
}
CONTEXTS = {
    "server": {"server_id": SERVER},
    "thread": {"server_id": SERVER, "channel_id": 999},
    "another server": {"server_id": OTHER_SERVER},
    "direct message, user install": {"server_id": SHARED, "channel_id": 1},
}
SOMETHING: dict[OptionKind, Value] = {"channel": "here", "number": 1, "flag": True, "role": 5}
MANAGED = [command for command in COMMANDS if command.manage]
OPEN = [command for command in COMMANDS if not command.manage]


def anything(command: Command) -> Options:
    """Something in every option that is needed, and nothing that would do: the right comes before all else."""
    return {
        option.name: option.choices[0].value if option.choices else SOMETHING.get(option.kind, "x")
        for option in command.options
        if option.required
    }


@pytest.mark.parametrize("command", MANAGED, ids=lambda command: command.name)
@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("role", ["member", "owner of the bot, no admin"])
async def test_without_the_right_nothing_is_done(member: Ask, command: Command, context: str, role: str) -> None:
    ask = replace(member, **(CONTEXTS[context] | ROLES[role]))  # type: ignore[arg-type]
    before = await everything(ask)
    for called in (command.run(ask, anything(command)), run(ask, command, anything(command)), run(ask, command, {})):
        with pytest.raises(Forbidden) as error:
            await called
        assert "Manage Server" in str(error.value)
    assert await everything(ask) == before


@pytest.mark.parametrize("command", MANAGED, ids=lambda command: command.name)
@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("role", ["admin", "owner of the bot, in the shared library"])
async def test_with_the_right_the_right_is_no_hindrance(member: Ask, command: Command, context: str, role: str) -> None:
    ask = replace(member, **(CONTEXTS[context] | ROLES[role]))  # type: ignore[arg-type]
    try:
        await run(ask, command, anything(command))
    except Forbidden as error:
        pytest.fail(str(error))
    except BotError:
        pass  # what was given is nothing that would do


@pytest.mark.parametrize("command", OPEN, ids=lambda command: command.name)
@pytest.mark.parametrize("context", CONTEXTS)
async def test_what_needs_no_right_is_open_to_members(member: Ask, command: Command, context: str) -> None:
    ask = replace(member, **CONTEXTS[context])  # type: ignore[arg-type]
    try:
        await run(ask, command, anything(command))
    except Forbidden as error:
        pytest.fail(str(error))
    except BotError:
        pass


async def everything(ask: Ask) -> dict[str, int]:
    """How many rows each table has."""
    tables = ("articles", "deals", "reports", "digests", "log", "servers", "company_names", "long_lines")
    return {table: await ask.db.fetch_value(f"select count(*) from {table}") for table in tables}


def test_every_command_is_either_open_or_asks_for_the_right() -> None:
    """The list that the other tests are made from is the list that both faces offer, admin words and all."""
    words = {"article", "digest", "settings", "correct", "company alias", "log", "status", "why", "feed"}
    for command in COMMANDS:
        admins = command.name in words or command.name.split()[0] in words
        if admins and command.name != "digest all":
            assert command.manage, command.name
            assert command.private, command.name
