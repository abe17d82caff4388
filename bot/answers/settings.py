"""Being written."""

from __future__ import annotations

from bot.answers import Answer, Ask, Options


async def digest_set(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def digest_show(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def digest_off(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
