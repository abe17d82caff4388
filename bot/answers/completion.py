"""What is offered while someone types: companies, those asked for most first; deals by number or words; time zones.

Whatever is typed is accepted anyway, so nothing here may fail or be slow: an error gives an empty list.
"""

from __future__ import annotations

import logging
from itertools import islice

from bot.answers import Ask
from bot.answers.cards import headline
from bot.answers.deals import by_number
from bot.answers.lines import Choice, Option
from bot.answers.typed import zones
from bot.answers.watch import said_of
from bot.answers.wording import shown
from bot.model import Deal
from bot.store import companies, watches
from bot.store.asked import most_asked
from bot.store.deals import Query, find_deals

log = logging.getLogger(__name__)

MOST = 25
LONGEST = 100
"""Discord's limits for the choices of one option."""

COMMON_ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "UTC")


async def complete(ask: Ask, option: Option, typed: str) -> list[Choice]:
    """At most 25 things that could be meant; never raises."""
    try:
        return await _offers(ask, option, typed[:LONGEST].strip())
    except Exception:  # whatever it was, the person goes on typing; the log has it
        log.warning("no completion for %s", option.name, exc_info=True)
        return []


async def _offers(ask: Ask, option: Option, typed: str) -> list[Choice]:
    match option.kind:
        case "company":
            return await _companies(ask, typed, MOST)
        case "deal":
            return await _deals(ask, typed)
        case "zone":
            return _zones(typed)
        case "watch":
            return await _watches(ask, typed)
        case "choice":
            return [choice for choice in option.choices if typed.casefold() in choice.name.casefold()][:MOST]
        case _:
            return []


async def _companies(ask: Ask, typed: str, limit: int) -> list[Choice]:
    asked = await most_asked(ask.db, ask.server_id)
    found = await companies.complete(ask.db, ask.server_id, typed, 2 * MOST)
    if not typed:
        often = await companies.companies_by_id(ask.db, ask.server_id, list(asked)[:limit])
        found = tuple({company.id: company for company in (*often.values(), *found)}.values())
    found = tuple(sorted(found, key=lambda company: -asked.get(company.id, 0)))[:limit]
    return [Choice(shown(company.name, LONGEST), company.name[:LONGEST]) for company in found]


async def _watches(ask: Ask, typed: str) -> list[Choice]:
    """The asker's own watches, by label or by what they are for."""
    found = [(one.label, await said_of(ask.db, one)) for one in await watches.watches_of(ask.db, ask.person_id)]
    names = [Choice(shown(f"{label}: {said}", LONGEST), label) for label, said in found]
    return [name for name in names if typed.casefold() in name.name.casefold()][:MOST]


async def _deals(ask: Ask, typed: str) -> list[Choice]:
    """A deal by its number; else companies first, then deals that have the words."""
    if typed.startswith("#"):
        one = await by_number(ask, typed)
        if one is not None:
            return [_choice(one)]
        return [_choice(deal) for deal in (await find_deals(ask.db, ask.server_id, Query(limit=10))).deals]
    named = await _companies(ask, typed, MOST - 10 if typed else MOST)
    query = Query(words=typed, order="relevance", limit=10)
    told = (await find_deals(ask.db, ask.server_id, query)).deals if len(typed) > 2 else ()
    return [*named, *(_choice(deal) for deal in told)][:MOST]


def _choice(deal: Deal) -> Choice:
    return Choice(shown(f"{deal.label} {headline(deal)}", LONGEST), deal.label)


def _zones(typed: str) -> list[Choice]:
    """Zones by any part of their name, those with the city first; the common ones before anything is typed."""
    if not typed:
        return [Choice(name, name) for name in COMMON_ZONES]
    wanted = typed.replace(" ", "_").casefold()
    names = zones()
    starting = [name for folded, name in names.items() if folded.split("/")[-1].startswith(wanted)]
    within = [name for folded, name in names.items() if wanted in folded and name not in starting]
    return [Choice(name, name) for name in islice((*starting, *within), MOST)]
