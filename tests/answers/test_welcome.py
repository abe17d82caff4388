"""The first words in a new server: they lead on, and whatever they name is there."""

from __future__ import annotations

from bot.answers import Ask, Mention
from bot.answers.commands import BY_NAME, answer
from bot.answers.welcome import welcome
from tests.answers.conftest import buttons, said


async def test_the_greeting_leads_on(filled: Ask) -> None:
    hello = await welcome(filled)
    for line in buttons(hello).values():
        assert (await answer(filled, line)).cards
    mentions = [p for s in hello.cards[0].sections for line in s.lines for p in line.text if isinstance(p, Mention)]
    assert mentions
    assert all(mention.command.removeprefix("/") in BY_NAME for mention in mentions)
    assert len(said(hello)) < 700


async def test_the_greeting_of_an_empty_library_says_so(ask: Ask) -> None:
    assert "still empty" in said(await welcome(ask))
