"""From what a person types to the company that is meant; and what to say where there is none, or more than one.

How names are compared is the store's. Not found is an answer, never an error: it says what was understood, offers
the nearest names to press, and tells how the library grows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Mention, Options, Piece, Section
from bot.answers.lines import shortened, write
from bot.answers.wording import shown
from bot.errors import BotError
from bot.language.wording import say_list
from bot.model import SHARED, Company
from bot.store import companies
from bot.store.asked import count_asked
from bot.store.companies import Resolved
from bot.store.deals import Query, find_deals
from bot.store.spotting import name_places

log = logging.getLogger(__name__)

PATIENCE = 0.25
"""Seconds that counting may take: somebody else may be writing."""

Retry = Callable[[str], str]
"""From a company's name to the line that asks the same question of it."""

OFFERED = 5


async def company_meant(ask: Ask, typed: str, retry: Retry) -> Company | Answer:
    """The company that is meant, or the answer that asks back."""
    found = await companies_meant(ask, typed)
    if len(found.companies) == 1:
        await note_asked(ask, found.companies)
        return found.companies[0]
    return which(typed, found, retry) if found.companies else await unknown(ask, typed, found.near, retry)


async def note_asked(ask: Ask, meant: Sequence[Company]) -> None:
    """Count what is asked for, for completion; an answer neither fails nor waits for that."""
    try:
        async with asyncio.timeout(PATIENCE), ask.db.transaction() as tx:
            await count_asked(tx, ask.server_id, [company.id for company in meant])
    except (TimeoutError, BotError):
        log.info("a company that was asked for was not counted")


async def companies_meant(ask: Ask, typed: str) -> Resolved:
    """The companies that a name may mean: of several the one called exactly so, or the one that alone has deals."""
    found = await companies.resolve(ask.db, ask.server_id, typed)
    if len(found.companies) < 2:
        return found
    # "SoftBank" and "SoftBank Corp." compare as one name, and both are companies.
    named = [company for company in found.companies if company.name.casefold() == typed.strip().casefold()]
    if len(named) == 1:
        return replace(found, companies=tuple(named))
    # The store names those with most deals first: if the second has none, the others have none either.
    one, two = [await has_deals(ask, company) for company in found.companies[:2]]
    return replace(found, companies=found.companies[:1]) if one and not two else found


async def name_and_rest(ask: Ask, typed: str) -> tuple[str, str]:
    """The company's name that what was typed begins with, and the words after it: "oracle", "firm".

    The whole and nothing, where the whole is a name; nothing and the whole, where none begins it.
    """
    words = typed.split()
    if (await companies.resolve(ask.db, ask.server_id, typed)).companies:
        return typed, ""
    first = next(iter(await name_places(ask.db, ask.server_id, words)), None)
    length = first.length if first and first.start == 0 else 0
    return " ".join(words[:length]), " ".join(words[length:])


async def has_deals(ask: Ask, company: Company) -> bool:
    """Whether a company is party to any deal that the asker sees."""
    return (await find_deals(ask.db, ask.server_id, Query(companies=(company.id,), limit=1))).total > 0


def which(typed: str, found: Resolved, retry: Retry) -> Answer:
    """Ask which of some companies is meant."""
    names = [company.name for company in found.companies[:OFFERED]]
    offered = say_list([shortened(name) for name in names], "or")
    text = f"“{shortened(typed)}” may be more than one company. Which one: {offered}?"
    return Answer(text=(text,), buttons=_names(names, retry))


def _names(names: Sequence[str], retry: Retry) -> tuple[Button, ...]:
    return tuple(Button(shortened(name), retry(name)) for name in names)


async def unknown(ask: Ask, typed: str, near: Sequence[str], retry: Retry) -> Answer:
    """What to say to a name that nobody here goes by."""
    if await is_empty(ask):
        return empty_library(ask)
    names = near[:OFFERED]
    guess = f" Did you mean {say_list([shortened(name) for name in names], 'or')}?" if names else ""
    return Answer(
        text=(f"Nothing here is called “{shortened(typed)}”.{guess} ", *how_to_add(ask)),
        buttons=_names(names, retry) or (Button("Latest deals", write("deals")),),
    )


async def no_deals(ask: Ask, company: Company) -> Answer:
    """What to say to a company that is known, but of which no deal is here."""
    if await is_empty(ask):
        return empty_library(ask)
    said = f"No deal of {shown(company.name, 60)} is here. "
    return Answer(text=(said, *how_to_add(ask)), buttons=(Button("Latest deals", write("deals")),))


async def is_empty(ask: Ask) -> bool:
    """Whether there is not a single deal that the asker may see."""
    return (await find_deals(ask.db, ask.server_id, Query(limit=1))).total == 0


def empty_library(ask: Ask) -> Answer:
    """What a library without any deal says: how to fill it."""
    lines = [
        Line((Bold("Add an article: "), *_add(ask), " reads one from a link, a file, or a form to paste into.")),
        Line((Bold("Or load many: "), "on the machine that runs the bot, “tieup load PATH” reads files and folders.")),
    ]
    return Answer(cards=(Card("The library is still empty", (Section("", tuple(lines)),)),))


def how_to_add(ask: Ask) -> tuple[Piece, ...]:
    """One sentence on how an article gets in."""
    if ask.manages or ask.server_id == SHARED:
        return ("If it should be here, ", Mention("/article add"), " takes the article that tells of it.")
    told = "If it should be here, an admin of this server can add the article that tells of it: "
    return (told, Mention("/article add"), ".")


def _add(ask: Ask) -> tuple[Piece, ...]:
    if ask.manages or ask.server_id == SHARED:
        return (Mention("/article add"),)
    return ("an admin of this server with ", Mention("/article add"))


def text_option(options: Options, name: str) -> str:
    """An option that is text, "" where it was not given."""
    value = options.get(name, "")
    return value.strip() if isinstance(value, str) else ""
