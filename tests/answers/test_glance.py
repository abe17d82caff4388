"""The message menu: what is read in a message is shown to the asker alone, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import Answer, Ask, GivenFile
from bot.answers.commands import BY_NAME, run
from bot.errors import Refused
from bot.fetch import Fetched
from bot.intake import Desk
from bot.store import articles
from tests.answers.conftest import DESK, buttons, said

ARTICLE = """Acme Robotics agrees to buy Bolt Motors for $2 billion

Acme Robotics has agreed to acquire Bolt Motors for $2 billion in cash, the two companies said on Friday.
"""
LINK = "https://news.example/acme"


async def glance(ask: Ask, text: str = "", file: GivenFile | None = None) -> Answer:
    options = {"text": text, "on": "2025-11-24", **({"file": file} if file else {})}
    return await run(ask, BY_NAME["read"], options)


def at_desk(ask: Ask, page: str) -> Ask:
    """An asker whose links all lead to this page."""

    async def fetch(url: str) -> Fetched:
        return Fetched(url=url, data=page.encode(), content_type="text/plain")

    return replace(ask, desk=Desk(read=DESK.read, fetch=fetch))


async def test_the_words_of_a_message_are_read(filled: Ask) -> None:
    result = await glance(filled, ARTICLE)
    whole = said(result)
    assert result.private
    assert "1 deal read from it" in whole
    assert "Acme Robotics" in whole
    assert "$2 billion" in whole
    assert "nothing was kept" in whole
    assert "Announced: 21 November 2025" in whole, "“on Friday” is reckoned from the message's day"


async def test_nothing_is_kept(filled: Ask) -> None:
    before = (await articles.list_articles(filled.db, filled.server_id)).total
    await glance(filled, ARTICLE)
    assert (await articles.list_articles(filled.db, filled.server_id)).total == before
    assert "Acme" not in said(await run(filled, BY_NAME["deals"], {"sort": "latest"}))


async def test_a_link_is_followed_where_the_words_are_but_a_remark(filled: Ask) -> None:
    result = await glance(at_desk(filled, ARTICLE), f"wow, look: {LINK}")
    assert "Acme Robotics" in said(result)


async def test_a_file_comes_first(filled: Ask) -> None:
    result = await glance(
        filled, "what do you all make of this one here, it is news to me", GivenFile("a.txt", ARTICLE.encode())
    )
    assert "Bolt Motors" in said(result)


async def test_a_link_that_is_refused_is_told(filled: Ask) -> None:
    assert "leads nowhere" in said(await glance(filled, LINK))


async def test_words_without_a_deal_say_so(filled: Ask) -> None:
    assert "No deal found" in said(
        await glance(filled, "Good morning everyone, the weather is lovely here today, is it not?")
    )


@pytest.mark.parametrize("text", ["", "   ", "🙂"])
async def test_nothing_to_read_gets_one_sentence(filled: Ask, text: str) -> None:
    result = await glance(filled, text)
    assert result.private
    assert said(result)


async def test_a_known_deal_is_named(filled: Ask) -> None:
    when = "OpenAI and Broadcom said on 13 October 2025"
    text = f"{when} that Broadcom will supply OpenAI with 10 gigawatts of AI accelerators."
    result = await glance(filled, text)
    assert "The library has this deal" in said(result)
    assert any(label.startswith("#") for label in buttons(result))


async def test_markup_of_a_message_stays_text(filled: Ask) -> None:
    result = await glance(filled, ARTICLE.replace("Bolt", "@everyone Bolt"))
    assert result.private


async def test_a_fetch_that_is_refused_keeps_what_was_read(filled: Ask) -> None:
    async def refuse(url: str) -> Fetched:
        raise Refused("That link leads nowhere.")

    asker = replace(filled, desk=Desk(read=DESK.read, fetch=refuse))
    assert "Acme Robotics" in said(await glance(asker, f"{ARTICLE}\n{LINK}"))
