"""/help and /about lead on, and completion offers what could be meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

import bot
from bot.answers import Ask, Mention
from bot.answers.about import accuracy
from bot.answers.commands import BY_NAME, COMMANDS, answer, complete, parse_line
from bot.answers.lines import Option
from tests.answers.conftest import buttons, told


async def test_help_names_every_command_that_one_can_use(filled: Ask, member: Ask) -> None:
    for asker in (filled, member):
        text = await told(asker, "/help")
        assert len(text) < 2_000
        assert len(text.splitlines()) <= 20
        for command in COMMANDS:
            wanted = not command.hidden and (asker.manages or not command.manage)
            if command.name not in ("help", "about"):
                assert (f"/{command.name}" in text) == wanted


async def test_help_leads_on(filled: Ask) -> None:
    result = await answer(filled, "/help")
    assert "Latest deals" in buttons(result)
    for line in buttons(result).values():
        parse_line(line)
        assert (await answer(filled, line)).cards


async def test_mentions_name_commands(filled: Ask) -> None:
    for line in ("/help", "/deal zzzz", "/digest show"):
        result = await answer(filled, line)
        pieces = [*result.text, *(p for c in result.cards for s in c.sections for one in s.lines for p in one.text)]
        for piece in pieces:
            if isinstance(piece, Mention):
                assert piece.command.removeprefix("/") in BY_NAME


async def test_about_is_honest(filled: Ask) -> None:
    text = await told(filled, "/about")
    assert bot.__version__ in text
    assert "not investment advice" in text.replace("Nothing here is investment advice", "not investment advice")
    assert "MIT" in text
    assert " deals from " in text
    assert "articles it was not written for" in text
    assert "Of the deals found, right in: parties " in text


@pytest.mark.parametrize("figures", [{}, {"blind": None}, {"blind": {"deal_f1": "high"}}, {"deal_f1": 0.9}])
def test_without_figures_nothing_is_claimed(figures: dict[str, object]) -> None:
    [(title, said)] = accuracy(figures)
    assert title == "Reader"
    assert "not measured" in said
    assert "%" not in said


def test_figures_are_of_the_half_that_rules_were_not_written_with() -> None:
    figures = {"dev": {"deal_f1": 0.9}, "blind": {"deal_f1": 0.5, "articles": 60}, "measured_on": "2026-11-25"}
    assert list(accuracy(figures)) == [
        ("Reader", "deals found 50%, on 60 articles it was not written for (measured on 25 November 2026)")
    ]


def option(command: str, name: str) -> Option:
    found = BY_NAME[command].option(name)
    assert found is not None
    return found


async def offered(ask: Ask, command: str, name: str, typed: str) -> list[str]:
    choices = await complete(ask, BY_NAME[command], option(command, name), typed)
    assert len(choices) <= 25
    assert all(1 <= len(choice.name) <= 100 and 1 <= len(choice.value) <= 100 for choice in choices)
    return [choice.value for choice in choices]


async def test_companies_are_offered_the_busiest_first(filled: Ask) -> None:
    assert "OpenAI" in (await offered(filled, "deals", "company", ""))[:3]
    assert (await offered(filled, "deals", "company", "foxc"))[0] == "Foxconn"
    assert (await offered(filled, "deals", "company", "hon h"))[0] == "Foxconn"
    assert (await offered(filled, "deals", "company", "foxxconn"))[0] == "Foxconn"


async def test_deals_are_offered_by_number_and_words(filled: Ask) -> None:
    racks = await offered(filled, "deal", "company", "racks")
    assert racks
    assert all(value.startswith("#") for value in racks)
    assert await offered(filled, "deal", "company", racks[0]) == [racks[0]]
    assert (await offered(filled, "deal", "company", "open"))[0] == "OpenAI"


async def test_zones_are_offered(ask: Ask) -> None:
    assert "Europe/Berlin" in await offered(ask, "digest set", "zone", "")
    assert (await offered(ask, "digest set", "zone", "berl"))[0] == "Europe/Berlin"
    assert (await offered(ask, "digest set", "zone", "new y"))[0] == "America/New_York"


async def test_completion_never_fails(ask: Ask, filled: Ask) -> None:
    for typed in ("", " ", "#", "#s", "x" * 5_000, "\x00", "\u202e", '"', "%", "NEAR(", "🦊", "-"):
        for command in COMMANDS:
            for one in command.options:
                await offered(filled, command.name, one.name, typed)
    broken = replace(ask, db=None)  # type: ignore[arg-type]
    assert await complete(broken, BY_NAME["deal"], option("deal", "company"), "open") == []
