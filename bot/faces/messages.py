"""Makes messages: what `cards` needs to know beyond the answer is kept here, in the library and in one dictionary."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.answers import Answer, Button, Form, upkeep
from bot.faces import buttons, cards, modals
from bot.faces.asking import Asking

NOBODY = discord.AllowedMentions.none()
"""Whom messages ping."""

MOST_KEYS = 1_000


class Messages:
    """Answers to messages, forms to modals. `command_ids` are those of the registered commands, to mention them."""

    def __init__(self, asking: Asking) -> None:
        self.db = asking.blank.db
        self.command_ids: dict[str, int] = {}
        self._keys: dict[str, str] = {}

    async def message(self, answer: Answer, *, extra: Sequence[Button] = (), mark: int | None = None) -> cards.Message:
        """An answer as a message."""
        keys = await self.keep(answer, *extra)
        return cards.message(answer, commands=self.command_ids, keys=keys, extra=extra, mark=mark)

    async def modal(self, form: Form) -> ui.Modal:
        """A form as a modal."""
        return modals.modal(form, await self.keep(Answer(), Button("", form.line)))

    async def keep(self, answer: Answer, *extra: Button) -> dict[str, str]:
        """Keep the lines that are too long for these buttons; their keys."""
        lines = buttons.long_lines([*buttons.all_buttons(answer), *extra])
        if len(self._keys) > MOST_KEYS:
            self._keys.clear()
        for line in lines:
            if line not in self._keys:
                self._keys[line] = await upkeep.keep_line(self.db, line)
        return {line: self._keys[line] for line in lines}
