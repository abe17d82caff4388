"""The slash commands, built from the one list of `answers.commands`, so that nothing is said twice.

What a command answers is not decided here, nor how it is shown: `interactions` does both through `Respond`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from inspect import Parameter, Signature
from typing import Any

import discord
from discord import app_commands

from bot.answers import commands as answers
from bot.answers.lines import Command, Option
from bot.faces import trouble

Interaction = discord.Interaction[Any]
Built = app_commands.Command[Any, ..., Any] | app_commands.Group
Respond = Callable[[Interaction, Command, dict[str, Any]], Awaitable[None]]
Complete = Callable[[Interaction, Command, Option, str], Awaitable[list[answers.Choice]]]

Read = Callable[[Interaction, discord.Message], Awaitable[None]]

MENU = "Read deals"
COMPLETED = frozenset({"company", "deal", "watch", "zone"})
MAX_CHOICES = 25
MAX_CHOICE = 100
SECONDS_TO_COMPLETE = 2.0

_KINDS = {
    "flag": discord.AppCommandOptionType.boolean,
    "number": discord.AppCommandOptionType.integer,
    "channel": discord.AppCommandOptionType.channel,
    "file": discord.AppCommandOptionType.attachment,
    "role": discord.AppCommandOptionType.role,
}
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
_MANAGE = discord.Permissions(manage_guild=True)


class Given(app_commands.Transformer[Any]):
    """One of our options as discord.py's: its type and choices. The value stays as Discord gives it."""

    def __init__(self, option: Option) -> None:
        self.option = option

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's type; whatever has none of its own is text."""
        return _KINDS.get(self.option.kind, discord.AppCommandOptionType.string)

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Channels that one can post in."""
        return _CHANNELS if self.option.kind == "channel" else []

    @property
    def choices(self) -> list[app_commands.Choice[str | int | float]] | None:
        """The fixed choices, if it has any."""
        return [app_commands.Choice(name=choice.name, value=choice.value) for choice in self.option.choices] or None

    async def transform(self, _interaction: Interaction, value: Any, /) -> Any:
        """As it came; `interactions` makes of it what answers take."""
        return value


class Completed(Given):
    """An option that offers what could be meant while someone types."""

    def __init__(self, command: Command, option: Option, complete: Complete) -> None:
        super().__init__(option)
        self.command = command
        self.complete = complete

    async def autocomplete(
        self, interaction: Interaction, value: str | int | float, /
    ) -> list[app_commands.Choice[str | int | float]]:
        """At most 25 choices; nothing rather than an error, for free text is always taken."""
        try:
            async with asyncio.timeout(SECONDS_TO_COMPLETE):
                found = await self.complete(interaction, self.command, self.option, str(value))
        except Exception as error:  # whatever it is, the person is still typing
            trouble.note(error, f"completing /{self.command.name}")
            return []
        return [
            app_commands.Choice(name=choice.name[:MAX_CHOICE], value=choice.value)
            for choice in found[:MAX_CHOICES]
            if choice.name.strip() and len(choice.value) <= MAX_CHOICE
        ]


def all_commands(
    respond: Respond, complete: Complete
) -> list[app_commands.Command[Any, ..., Any] | app_commands.Group]:
    """Every command that is offered; those of two words in groups by the first."""
    offered = [command for command in answers.COMMANDS if not command.hidden]
    built: list[Built] = []
    for name in dict.fromkeys(command.name.split(" ")[0] for command in offered):
        members = [command for command in offered if command.name.split(" ")[0] == name]
        single = [command for command in members if command.name == name]
        built.append(_single(single[0], respond, complete) if single else _group(name, members, respond, complete))
    return built


def message_menu(read: Read) -> app_commands.ContextMenu:
    """*Read deals*, in the menu of every message; also where a person has installed the app for themselves."""

    async def callback(interaction: Interaction, message: discord.Message) -> None:
        await read(interaction, message)

    menu = app_commands.ContextMenu(name=MENU, callback=callback)
    menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    return menu


def _group(name: str, members: Sequence[Command], respond: Respond, complete: Complete) -> app_commands.Group:
    verbs = ", ".join(command.name.split(" ", 1)[1] for command in members)
    group = app_commands.Group(name=name, description=f"{name.capitalize()}: {verbs}"[:100], **_where(members))
    for command in members:
        group.add_command(_command(command, command.name.split(" ", 1)[1], respond, complete))
    return group


def _single(command: Command, respond: Respond, complete: Complete) -> app_commands.Command[Any, ..., Any]:
    single = _command(command, command.name, respond, complete)
    where = _where([command])
    single.default_permissions = where["default_permissions"]
    single.allowed_contexts, single.allowed_installs = where["allowed_contexts"], where["allowed_installs"]
    return single


def _where(members: Iterable[Command]) -> dict[str, Any]:
    """Who is shown it and where. What is only for those who manage is checked again by its answer."""
    members = list(members)
    contexts = frozenset[str]().union(*(command.contexts for command in members))
    by_person = "user_install" in contexts
    return {
        "default_permissions": _MANAGE if all(command.manage for command in members) else None,
        "allowed_contexts": app_commands.AppCommandContext(
            guild="server" in contexts, dm_channel="dm" in contexts, private_channel=by_person
        ),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=by_person),
    }


def _command(command: Command, name: str, respond: Respond, complete: Complete) -> app_commands.Command[Any, ..., Any]:
    options = [option for option in command.options if not option.hidden]
    callback = _callback(command, options, respond, complete)
    app_commands.describe(**{f"{option.name}_": option.description for option in options})(callback)
    app_commands.rename(**{f"{option.name}_": option.name for option in options})(callback)
    return app_commands.Command(name=name, description=command.description, callback=callback)


def _callback(
    command: Command, options: Sequence[Option], respond: Respond, complete: Complete
) -> Callable[..., Coroutine[Any, Any, None]]:
    """A function with the signature that discord.py reads a command's options from.

    The parameters end in "_" and are renamed, for an option may be called as a Python keyword is ("with").
    """

    async def callback(interaction: Interaction, **given: Any) -> None:
        chosen = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
        await respond(interaction, command, chosen)

    parameters = [Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)]
    for option in options:
        form = Completed(command, option, complete) if option.kind in COMPLETED else Given(option)
        annotation, default = (form, Parameter.empty) if option.required else (form | None, None)
        parameters.append(
            Parameter(f"{option.name}_", Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation, default=default)
        )
    callback.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return callback


async def fingerprint(tree: app_commands.CommandTree[Any], scope: str) -> str:
    """What changes exactly when Discord must be told of the commands again. `scope`: which application, and where."""
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    return hashlib.sha256(json.dumps([scope, payload], sort_keys=True).encode()).hexdigest()
