"""An interaction of Discord: who asks, where, with what rights, and which line is answered.

What is said is for `answers`; how and when it is shown, for `showing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import discord

from bot.answers import Answer, Ask, File, GivenFile, say, upkeep, watch
from bot.answers import commands as answers
from bot.answers.lines import Command, Option, write
from bot.errors import Forbidden
from bot.faces import buttons, modals, posting
from bot.faces.asking import Asking
from bot.faces.given import check_size
from bot.faces.messages import Messages
from bot.faces.showing import Interaction, Showing, is_asker
from bot.model import SHARED

FORM_PATIENCE = 2.0
"""A form must be the first word, so a command that may answer with one is awaited longer than others."""
READABLE = (".txt", ".md", ".html", ".htm", ".pdf")
GONE = "This button belongs to an older version. Type the command again, please."


class Interactions:
    """Answers interactions, and remembers nothing between two of them."""

    def __init__(self, asking: Asking, messages: Messages) -> None:
        self.asking = asking
        self.messages = messages

    async def command(self, interaction: Interaction, command: Command, chosen: Mapping[str, Any]) -> None:
        """A slash command with the options that were chosen."""

        # Who sees an answer is settled here, so that what Share asks again is the same line without the wish.
        asked = {name: value for name, value in chosen.items() if name != "private"}

        async def work() -> Answer:
            return await answers.run(showing.steps.over(self.ask(interaction)), command, await _options(asked))

        private = await answers.is_private(self.ask(interaction), command, chosen)
        showing = Showing(interaction, self.messages, private=private, line=_line_of(command, asked))
        if command.slow and not asked:
            showing.patience = FORM_PATIENCE
        await showing.run(work, f"/{command.name}")
        await self._notice(interaction, showing)

    async def component(self, interaction: Interaction) -> None:
        """A pressed button: its line is answered to whoever pressed it, or in the place of their own message."""
        press = _press(interaction)
        line = await self._line(press)

        async def work() -> Answer:
            ask = showing.steps.over(self.ask(interaction))
            answer = await answers.answer(ask, line) if line else say(GONE, private=True)
            return replace(answer, replaces=False) if press.share else answer

        showing = Showing(interaction, self.messages, private=not press.share, line=line, update=not press.share)
        if press.remove:
            await self._remove(interaction, showing)
        else:
            await showing.run(work, "a button")
            await self._notice(interaction, showing)

    async def _notice(self, interaction: Interaction, showing: Showing) -> None:
        """What the person is to hear at the next command, once: that watches of theirs were paused."""
        # After a form nothing more can be said; then it is said at the command after that.
        if interaction.response.type is not discord.InteractionResponseType.modal:
            said = await watch.notice(self.asking.blank.db, interaction.user.id)
            if said is not None:
                await showing.tell(said)

    async def form(self, interaction: Interaction) -> None:
        """A form that was sent in: its line is answered with the fields as options."""
        fields = modals.filled_in(_data(interaction))
        line = await self._line(_press(interaction))

        async def work() -> Answer:
            if not line:
                return say(GONE, private=True)
            command, options = answers.parse_line(line)
            return await answers.run(showing.steps.over(self.ask(interaction)), command, {**options, **fields})

        typed = "\n\n".join(f"{name}: {value}" for name, value in fields.items())
        showing = Showing(interaction, self.messages, private=True)
        # A form that was refused is closed all the same: what somebody typed for minutes must not be lost.
        showing.with_trouble = (File("what-you-typed.txt", typed.encode(), "what you typed in"),)
        await showing.run(work, "a form")

    async def read(self, interaction: Interaction, message: discord.Message) -> None:
        """The message menu: what is read in a message, whoever wrote it, for the asker alone."""

        async def work() -> Answer:
            options = await _of_message(message)
            return await answers.run(showing.steps.over(self.ask(interaction)), answers.BY_NAME["read"], options)

        showing = Showing(interaction, self.messages, private=True)
        await showing.run(work, "Read deals")

    async def complete(
        self, interaction: Interaction, command: Command, option: Option, typed: str
    ) -> list[answers.Choice]:
        """What could be meant, while someone types."""
        return await answers.complete(self.ask(interaction), command, option, typed)

    def ask(self, interaction: Interaction) -> Ask:
        """The question of an interaction. Where the bot is no member, the library is the shared one."""
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        rights = interaction.permissions
        return self.asking.by(
            interaction.user.id,
            server_id=guild.id if guild else SHARED,
            channel_id=interaction.channel_id or 0,
            manages=guild is not None and (rights.manage_guild or rights.administrator),
            owns_server=guild is not None and guild.owner_id == interaction.user.id,
        )

    async def _line(self, press: buttons.Press) -> str:
        """The line of a button; "" where it is none of ours, or its line is no longer kept."""
        return press.line or (await upkeep.kept_line(self.asking.blank.db, press.key) if press.key else None) or ""

    async def _remove(self, interaction: Interaction, showing: Showing) -> None:
        """Take an answer away, for whoever asked for it, or may delete messages here."""
        if is_asker(interaction) or interaction.permissions.manage_messages:
            await interaction.response.defer()
            await interaction.delete_original_response()
        else:
            await showing.show(say("Only who asked can take this away.", private=True))


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", interaction.data or {})


def _press(interaction: Interaction) -> buttons.Press:
    """What the custom id of a button or a form asks for; nothing, where it is none of ours."""
    return buttons.read(str(_data(interaction).get("custom_id", ""))) or buttons.Press()


def _line_of(command: Command, chosen: Mapping[str, Any]) -> str:
    """The line that a command with its options comes to; "" where a line cannot hold it (a file)."""
    if any(isinstance(value, discord.Attachment) for value in chosen.values()):
        return ""
    return write(command.name, **{name: _plain(value) for name, value in chosen.items()})


async def _options(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The options as answers take them: files read, channels by id."""
    return {
        name: await _file(value) if isinstance(value, discord.Attachment) else _channel(value)
        for name, value in chosen.items()
    }


async def _of_message(message: discord.Message) -> dict[str, Any]:
    """What there is to read in a message: its words with those of its previews, and its first file with text."""
    shown = [part for embed in message.embeds for part in (embed.title, embed.description) if part]
    words = "\n\n".join(part for part in (message.content, *shown) if part.strip())
    file = next((one for one in message.attachments if one.filename.lower().endswith(READABLE)), None)
    given = {"text": words, "on": message.created_at.date().isoformat()}
    return {**given, **({"file": await _file(file)} if file else {})}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | bool | int) else value.id


def _channel(value: Any) -> Any:
    """A channel's id, if the bot can post there; said at once where it cannot, not at tomorrow's digest."""
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, discord.Role):
        return value.id
    place = value.resolve()
    missing = posting.missing_rights(place) if place is not None else ["View Channel"]
    if missing:
        raise Forbidden(f"I cannot post in #{value.name}.", f"Give me {', '.join(missing)} there, then try again.")
    return value.id


async def _file(attachment: discord.Attachment) -> GivenFile:
    """A file that somebody handed in."""
    check_size(attachment.size, attachment.filename)
    return GivenFile(attachment.filename, await attachment.read())
