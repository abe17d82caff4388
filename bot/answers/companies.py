"""Being written."""

from __future__ import annotations

from bot.answers import Answer, Ask, Options


async def partners(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
