"""From what a person types to the company that is meant; and what to say where there is none, or more than one.

How names are compared is the store's. Not found is an answer, never an error: it says what was understood, offers
the nearest names to press, and tells how the library grows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Mention, Options, Piece, Section
from bot.answers.lines import listed, shortened
from bot.model import SHARED, Company
from bot.store import companies
from bot.store.deals import Query, find_deals

Retry = Callable[[str], str]
"""From a company's name to the line that asks the same question of it."""

OFFERED = 5


async def company_meant(ask: Ask, typed: str, retry: Retry) -> Company | Answer:
    """The company that is meant, or the answer that asks back."""
    found = await companies.resolve(ask.db, ask.server_id, typed)
    if len(found.companies) == 1:
        return found.companies[0]
    if found.companies:
        names = [company.name for company in found.companies]
        return which(f"“{shortened(typed)}” may be more than one company.", names, retry)
    return await unknown(ask, typed, found.near, retry)


def which(said: str, names: Sequence[str], retry: Retry) -> Answer:
    """Ask which of some companies is meant."""
    offered = [shortened(name) for name in names[:OFFERED]]
    return Answer(
        text=(said, f" Which one: {listed(offered, 'or')}?"),
        buttons=tuple(Button(shown, retry(name)) for shown, name in zip(offered, names, strict=False)),
    )


async def unknown(ask: Ask, typed: str, near: Sequence[str], retry: Retry) -> Answer:
    """What to say to a name that nobody here goes by."""
    if await is_empty(ask):
        return empty_library(ask)
    offered = [shortened(name) for name in near[:OFFERED]]
    guess = f" Did you mean {listed(offered, 'or')}?" if offered else ""
    return Answer(
        text=(f"Nothing here is called “{shortened(typed)}”.{guess} ", *how_to_add(ask)),
        buttons=tuple(Button(shown, retry(name)) for shown, name in zip(offered, near, strict=False)),
    )


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
    return ("If it should be here: ", *_add(ask), " adds the article that tells of it.")


def _add(ask: Ask) -> tuple[Piece, ...]:
    if ask.manages or ask.server_id == SHARED:
        return (Mention("/article add"),)
    return ("an admin of this server with ", Mention("/article add"))


def text_option(options: Options, name: str) -> str:
    """An option that is text, "" where it was not given."""
    value = options.get(name, "")
    return value.strip() if isinstance(value, str) else ""
