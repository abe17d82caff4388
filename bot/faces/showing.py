"""How an answer is shown: in time, to whom it is for, and in the place of what it replaces.

Discord waits three seconds for a first word. What is not ready after one is promised ("is thinking"), and the promise
kept when the answer is there. What the message looks like is for `cards`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from bot.answers import Answer, Button, File, Post, say, watch
from bot.answers import commands as answers
from bot.answers.steps import Steps
from bot.errors import BadInput
from bot.faces import buttons, posting, trouble
from bot.faces.messages import Messages
from bot.model import SHARED

Interaction = discord.Interaction[Any]
Work = Callable[[], Awaitable[Answer]]

PATIENCE = 1.0
"""Seconds after which an answer is promised rather than awaited."""
FIRST_WORD, NEXT_WORD = 2.0, 3.0
"""Seconds after which the step that is under way is told, and told again."""


@dataclass(slots=True)
class Showing:
    """One interaction and the way its answer is to be shown.

    `private`: to the asker alone. `line` is what Share would ask again. `update`: a promise leaves open whether the
    answer becomes an edit of the message under the button. `with_trouble` goes along if anything goes wrong.
    """

    interaction: Interaction
    messages: Messages
    private: bool = False
    line: str = ""
    update: bool = False
    patience: float = PATIENCE
    with_trouble: tuple[File, ...] = ()
    steps: Steps = field(default_factory=Steps)
    promised: bool | None = None
    """Whether the message that was promised is for the asker alone; None where none was."""

    @property
    def _server_id(self) -> int:
        return self.interaction.guild_id or SHARED

    async def run(self, work: Work, where: str) -> None:
        """Answer and show it; whatever goes wrong is told to the asker."""
        task = asyncio.ensure_future(self._worked(work))
        done, _ = await asyncio.wait([task], timeout=self.patience)
        if not done:
            await self._promise()
            await self._tell_steps(task)
        try:
            answer = await task
        except Exception as error:  # whatever it is, it is told to the asker, and logged where it is ours
            answer = replace(trouble.told(error, where), files=self.with_trouble)
        await self.show(answer)

    async def _tell_steps(self, task: asyncio.Future[Answer]) -> None:
        """While it takes long, say in the place of the promise what is being done; nothing where it has no steps."""
        began = time.monotonic() - self.patience
        wait = max(0.0, FIRST_WORD - self.patience)
        while not (await asyncio.wait([task], timeout=wait))[0]:
            wait = NEXT_WORD
            if self.steps.now and self.promised is not None:
                await self._put_step(self.steps.said(time.monotonic() - began))

    async def _put_step(self, said: str) -> None:
        shown = await self.messages.message(say(said))
        try:
            await self.interaction.edit_original_response(view=shown.view)
        except discord.HTTPException as error:
            trouble.note(error, "telling a step")

    async def _worked(self, work: Work) -> Answer:
        """The answer, with all that has to be waited for done."""
        answer = await work()
        if answer.post is not None:
            await self._post(answer.post)
        own = [buttons.share_button(self.line)] if self.line else []
        await self.messages.keep(answer, *own, server_id=self._server_id)
        return answer

    async def _post(self, wanted: Post) -> None:
        """Post what goes along with an answer. Who takes no direct messages is told so, and sent none from now on."""
        try:
            await posting.post(self.interaction.client, self.messages, wanted)
        except posting.Closed:
            await watch.closed(self.messages.db, wanted.person_id)
            raise

    async def tell(self, answer: Answer) -> None:
        """A further word to the asker alone, after the answer; nothing where Discord takes none any more."""
        shown = await self.messages.message(answer, server_id=self._server_id)
        try:
            await self.interaction.followup.send(view=shown.view, ephemeral=not is_alone(self.interaction))
        except discord.HTTPException as error:
            trouble.note(error, "a further word")

    async def show(self, answer: Answer) -> None:
        """Show an answer in whichever way Discord still allows."""
        try:
            if answer.form is not None:
                await self._open(answer)
            else:
                await self._put(answer)
        except discord.HTTPException as error:
            # The asker left, deleted the message, or Discord was down: nothing is left to say it to.
            trouble.note(error, "showing an answer")

    async def _promise(self) -> None:
        """Tell Discord that an answer will come."""
        hidden = self.private and not is_alone(self.interaction)
        try:
            if self.update:
                await self.interaction.response.defer()
                return
            await self.interaction.response.defer(ephemeral=hidden, thinking=True)
            self.promised = hidden
        except discord.HTTPException as error:
            trouble.note(error, "promising an answer")

    async def _open(self, answer: Answer) -> None:
        """Open a form; where it comes too late to be the first word, behind a button."""
        assert answer.form is not None
        if not self.interaction.response.is_done():
            await self.interaction.response.send_modal(
                await self.messages.modal(answer.form, server_id=self._server_id)
            )
            return
        button = Button("Open the form", answer.form.line, "main")
        await self._put(say("The form is ready.", private=True, buttons=(button,)))

    async def _put(self, answer: Answer) -> None:
        """Put an answer where it belongs: in the place of the old message, of the promise, or new."""
        update = answer.replaces and may_replace(self.interaction)
        hidden = (self.private or answer.private) and not is_alone(self.interaction)
        extra = self._own_buttons(answer, hidden=is_hidden(self.interaction) if update else hidden)
        shown = await self.messages.message(answer, extra=extra, server_id=self._server_id)
        response = self.interaction.response
        if not response.is_done() and update:
            await response.edit_message(view=shown.view, attachments=shown.files)
        elif not response.is_done():
            await response.send_message(view=shown.view, files=shown.files, ephemeral=hidden)
        elif update or self.promised is hidden:
            await self.interaction.edit_original_response(view=shown.view, attachments=shown.files)
        else:
            if self.promised is not None:  # promised to all, but for the asker alone: a promise cannot be narrowed
                await self.interaction.delete_original_response()
            await self.interaction.followup.send(view=shown.view, files=shown.files, ephemeral=hidden)

    def _own_buttons(self, answer: Answer, *, hidden: bool) -> tuple[Button, ...]:
        """Share on what the asker alone sees and all may see; Remove on what all see."""
        if is_alone(self.interaction):
            return ()
        if not hidden:
            return (buttons.REMOVE_BUTTON,)
        return (buttons.share_button(self.line),) if may_be_shared(answer, self.line) else ()


def may_be_shared(answer: Answer, line: str) -> bool:
    """Whether an answer to this line is private by wish alone, and no admin's business."""
    if not line or answer.private:
        return False
    try:
        command, _ = answers.parse_line(line)
    except BadInput:
        return False
    return not command.private and not command.manage


def is_alone(interaction: Interaction) -> bool:
    """Whether nobody else is there to see it: in a direct message to the bot."""
    return interaction.guild_id is None and not interaction.context.private_channel


def is_hidden(interaction: Interaction) -> bool:
    """Whether the message under the button is seen by the asker alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def is_asker(interaction: Interaction) -> bool:
    """Whether the message under the button answers the one who pressed it."""
    asked = interaction.message.interaction_metadata if interaction.message is not None else None
    return asked is not None and asked.user.id == interaction.user.id


def may_replace(interaction: Interaction) -> bool:
    """Nobody turns the pages of another's message, nor those of a digest: they get an answer of their own."""
    return is_hidden(interaction) or is_asker(interaction)
