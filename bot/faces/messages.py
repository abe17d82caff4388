"""Makes messages: what `cards` needs to know beyond the answer is kept here, in the library."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.answers import Answer, Button, Form, upkeep
from bot.faces import buttons, cards, modals
from bot.faces.asking import Asking
from bot.model import SHARED

NOBODY = discord.AllowedMentions.none()
"""Whom messages ping."""


class Messages:
    """Answers to messages, forms to modals. `command_ids` are those of the registered commands, to mention them."""

    def __init__(self, asking: Asking) -> None:
        self.db = asking.blank.db
        self.command_ids: dict[str, int] = {}

    async def message(
        self, answer: Answer, *, extra: Sequence[Button] = (), mark: int | None = None, server_id: int = SHARED
    ) -> cards.Message:
        """An answer as a message. `server_id` is where it is said, if that is known."""
        keys = await self.keep(answer, *extra, server_id=server_id)
        return cards.message(answer, commands=self.command_ids, keys=keys, extra=extra, mark=mark)

    async def modal(self, form: Form, *, server_id: int = SHARED) -> ui.Modal:
        """A form as a modal."""
        return modals.modal(form, await self.keep(Answer(), Button("", form.line), server_id=server_id))

    async def keep(self, answer: Answer, *extra: Button, server_id: int = SHARED) -> dict[str, str]:
        """Keep the lines that are too long for these buttons; their keys."""
        lines = buttons.long_lines([*buttons.all_buttons(answer), *extra])
        return {line: await upkeep.keep_line(self.db, line, server_id=server_id) for line in lines}
