"""The first words in a server that the bot has joined: what it does, what to try, and what an admin does first."""

from __future__ import annotations

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Mention, Section
from bot.answers.about import first_steps
from bot.answers.naming import is_empty
from bot.answers.wording import count
from bot.store.deals import Query, find_deals


async def welcome(ask: Ask) -> Answer:
    """One message, with something to press that is sure to have an answer."""
    total = (await find_deals(ask.db, ask.server_id, Query(limit=1))).total
    here = "The library is still empty" if await is_empty(ask) else f"{count(total, 'deal')} are here to begin with"
    if total == 1:
        here = "1 deal is here to begin with"
    lines = (
        Line((f"Hello. I keep track of who makes which deals, and prove each fact by its source. {here}.",)),
        Line((Bold("Try: "), Mention("/ask"), " with a question in your own words, or ", Mention("/deal"), " nvidia.")),
        Line((Bold("Admins: "), Mention("/article add"), " puts in an article; you see what I read in it first.")),
        Line((Bold("Each day: "), Mention("/digest set"), " posts what is new, at your time.")),
    )
    footer = "What you add is seen in this server only. /help tells the rest."
    buttons = await first_steps(ask) if total else ()
    return Answer(
        cards=(Card("Tieup is here", (Section("", lines),), (footer,)),), buttons=(*buttons, Button("Help", "/help"))
    )
