"""Being written."""

from __future__ import annotations

from bot.answers import Answer, Ask, Options


async def deal(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def deals(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def evidence(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
