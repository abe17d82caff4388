"""Being written."""

from __future__ import annotations

from bot.answers import Answer, Ask, Options


async def preview(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def now(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
