"""Being written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.answers import Answer, Ask, Options

if TYPE_CHECKING:
    from bot.answers.lines import Command


def help_answer(ask: Ask, commands: Sequence[Command]) -> Answer:
    raise NotImplementedError


async def about(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
