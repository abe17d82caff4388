"""Being written."""

from __future__ import annotations

from bot.answers import Answer, Ask, Options

FORM_FIELDS = (("title", "Title"), ("date", "Date"), ("link", "Link"), ("text", "Text"), ("more", "Text continued"))


async def add(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def list_articles(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def show(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def remove(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def publish(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError


async def discard(ask: Ask, options: Options) -> Answer:
    raise NotImplementedError
