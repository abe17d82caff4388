"""Being written."""

from __future__ import annotations

from bot.answers import Ask
from bot.answers.lines import Choice, Option


async def complete(ask: Ask, option: Option, typed: str) -> list[Choice]:
    raise NotImplementedError
