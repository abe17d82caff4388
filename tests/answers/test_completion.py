"""What is offered while someone types: the most asked first, near names, deals; never an error or another server's."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.answers import Ask
from bot.answers.commands import BY_NAME, answer, complete
from bot.answers.lines import Option
from bot.store.asked import most_asked
from tests.answers.conftest import OTHER_SERVER


def company() -> Option:
    option = BY_NAME["partners"].option("company")
    assert option is not None
    return option


async def offered(ask: Ask, typed: str) -> list[str]:
    return [choice.value for choice in await complete(ask, BY_NAME["partners"], company(), typed)]


async def test_what_is_asked_for_most_comes_first(filled: Ask) -> None:
    before = await offered(filled, "")
    assert before[0] == "OpenAI", "before anyone has asked: the one with most deals"
    for line in ("/deal foxconn", "/partners hon hai", "/ask deals of Foxconn", "/commitments iren"):
        await answer(filled, line)
    assert (await offered(filled, ""))[:2] == ["Foxconn", "IREN"]
    assert set(before) - set(await offered(filled, "")) <= set(before[-2:]), "the rest follows as before"


async def test_the_most_asked_comes_first_among_names_that_begin_so(filled: Ask) -> None:
    assert (await offered(filled, "o"))[0] == "OpenAI"
    for _ in range(2):
        await answer(filled, "/deal oracle")
    assert (await offered(filled, "o"))[:2] == ["Oracle", "OpenAI"]


async def test_another_server_is_not_told(filled: Ask) -> None:
    await answer(filled, "/deal iren")
    other = replace(filled, server_id=OTHER_SERVER)
    assert (await offered(other, ""))[0] == "OpenAI"
    assert not await most_asked(filled.db, OTHER_SERVER)


async def test_pages_do_not_count(filled: Ask) -> None:
    await answer(filled, "/ask question:deals of OpenAI")
    await answer(filled, "/ask question:deals of OpenAI page:2")
    assert list((await most_asked(filled.db, filled.server_id)).values()) == [1]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("fox", "Foxconn"), ("hon hai", "Foxconn"), ("$NVDA", "Nvidia"), ("nvda", "Nvidia"), ("foxcnon", "Foxconn")],
)
async def test_prefix_alias_ticker_and_near_miss(filled: Ask, typed: str, first: str) -> None:
    assert (await offered(filled, typed))[0] == first


@pytest.mark.parametrize(
    "typed", ["", " ", "\u202e((*", "%", "_", "'", '"', "\x00", "🙂", "ａ", "x" * 6_000, "#", "#0"]
)
async def test_whatever_is_typed_gets_a_list(filled: Ask, typed: str) -> None:
    for command, name in (("deal", "company"), ("partners", "company"), ("ask", "question")):
        option = BY_NAME[command].option(name)
        assert option is not None
        choices = await complete(filled, BY_NAME[command], option, typed)
        assert len(choices) <= 25
        assert all(0 < len(choice.name) <= 100 and 0 < len(choice.value) <= 100 for choice in choices)


async def test_deals_are_offered_by_number_and_by_words(filled: Ask) -> None:
    option = BY_NAME["deal"].option("company")
    assert option is not None
    [one] = await complete(filled, BY_NAME["deal"], option, "#12")
    assert one.value == "#12"
    words = await complete(filled, BY_NAME["deal"], option, "nuclear")
    assert any("nuclear" in choice.name.casefold() for choice in words)


async def test_an_error_gives_no_list_and_a_line_in_the_log(
    filled: Ask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError("out of order")

    monkeypatch.setattr("bot.answers.completion.most_asked", broken)
    with caplog.at_level(logging.WARNING):
        assert await offered(filled, "open") == []
    assert "no completion for company" in caplog.text
