"""Every command that members have, with every option: what product.md promises is there, and each option answers."""

from __future__ import annotations

from itertools import combinations

import pytest

from bot.answers import Answer, Ask
from bot.answers.commands import BY_NAME, COMMANDS, run
from bot.answers.lines import Command
from tests.answers.conftest import said

PROMISED = {
    "deal": ["company", "with", "kind"],
    "deals": ["company", "kind", "status", "since", "until", "at_least", "words", "sort"],
    "partners": ["company"],
    "dates": ["company", "window"],
    "commitments": ["company", "strength", "due"],
    "map network": ["company"],
    "map path": ["company", "other"],
    "map loop": ["company", "other"],
    "ask": ["question"],
    "help": [],
    "about": [],
}
SAMPLES = {
    "company": "OpenAI",
    "with": "Broadcom",
    "other": "Nvidia",
    "kind": "supply",
    "status": "announced",
    "since": "2025-01",
    "until": "Q4 2025",
    "at_least": "$1bn",
    "words": "racks",
    "sort": "largest",
    "window": "all",
    "strength": "planned",
    "due": "2026",
    "question": "who supplies OpenAI",
    "export": "csv",
    "private": True,
}
MEMBERS = [command for command in COMMANDS if not command.hidden and not command.manage]


@pytest.mark.parametrize("name", PROMISED)
def test_what_is_promised_is_offered(name: str) -> None:
    offered = [option.name for option in BY_NAME[name].options if not option.hidden]
    assert [option for option in PROMISED[name] if option not in offered] == []
    assert ("private" in offered) == bool(PROMISED[name])


@pytest.mark.parametrize("command", [one for one in MEMBERS if one.name in PROMISED], ids=lambda one: one.name)
async def test_every_option_answers_alone_and_in_pairs(filled: Ask, command: Command) -> None:
    needed = {option.name: SAMPLES[option.name] for option in command.options if option.required}
    free = [option.name for option in command.options if not (option.required or option.hidden)]
    for names in [(), *combinations(free, 1), *combinations(free, 2)]:
        result = await run(filled, command, {**needed, **{name: SAMPLES[name] for name in names}})
        assert _is_whole(result), names
        assert result.private == ("private" in names) or command.private, names


def _is_whole(result: Answer) -> bool:
    return bool(said(result).strip() or result.files) and "None" not in said(result)


async def test_every_choice_of_every_option_answers(filled: Ask) -> None:
    for command in (BY_NAME[name] for name in PROMISED):
        needed = {option.name: SAMPLES[option.name] for option in command.options if option.required}
        for option in command.options:
            for choice in option.choices:
                assert _is_whole(await run(filled, command, {**needed, option.name: choice.value}))


@pytest.mark.parametrize("name", ["deal", "ask"])
def test_what_a_person_may_install(name: str) -> None:
    assert BY_NAME[name].contexts == {"server", "dm", "user_install"}


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ({"company": "oracle firm"}, "Commitments: Oracle"),
        ({"company": "oracle 2027"}, "Commitments: Oracle"),
    ],
)
async def test_commitments_take_strength_and_due_as_words(filled: Ask, line: dict[str, str], heading: str) -> None:
    assert heading in said(await run(filled, BY_NAME["commitments"], line))


async def test_dates_take_a_window_as_words(filled: Ask) -> None:
    assert "from 1 December 2025 to 31 December 2025" in said(
        await run(filled, BY_NAME["dates"], {"company": "next month"})
    )
    assert "Oracle from 1 January 2027" in said(await run(filled, BY_NAME["dates"], {"company": "oracle 2027"}))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("since october 2025", "since 1 October 2025"),
        ("softbank largest", "SoftBank"),
        ("openai acquisitions", "OpenAI, acquisition"),
        ("acquisitions over 5 billion", "acquisition, at least $5 billion"),
        ("completed deals of google", "Google, completed"),
    ],
)
async def test_deals_take_their_options_as_words(filled: Ask, typed: str, title: str) -> None:
    assert title in said(await run(filled, BY_NAME["deals"], {"company": typed}))
