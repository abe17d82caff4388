"""Whatever stands in whichever option, an answer or one clear sentence comes, and it fits a message of Discord."""

from __future__ import annotations

import pytest

from bot.answers import Ask, GivenFile, Options, Value
from bot.answers.commands import COMMANDS, answer, run
from bot.answers.lines import Command, Option
from bot.errors import BotError
from bot.faces import buttons as wires
from bot.faces import cards
from tests.answers.conftest import buttons, said
from tests.answers.test_articles import add_file
from tests.answers.test_editing import TEXT

ODD = (
    *(
        "",
        " ",
        "0",
        "-1",
        "#",
        "#0",
        "#1",
        "#s1",
        "#99999999999999999999",
        "#1 #2",
        "#1 #1",
        "##",
        "1",
        "Cs1",
        "W1",
        "C1",
    ),
    *(
        "As1",
        "A1",
        "As0",
        "A999999999",
        "As99999999999999999999",
        "١٢",
        "１２",
        "null",
        "NaN",
        "first",
        "alerts",
        "here",
    ),
    *("\u202e\0\ud800", "' or 1=1 --", '%_*"\\', "@everyone <@1> [a](https://b.example)", "🙂" * 100, "x" * 5_000),
    *("2025-02-30", "9999-99-99", "yesterday", "Q9 2025", "25:99", "Europe/../etc", "mon," * 200, "sunday-monday"),
    *("-$5", "$1e999", "$" + "9" * 400, "openai", "=cmd()", "a,b;" * 50),
)
NEEDED = {"article": "As1", "time": "08:30", "deal": "#1", "about": "#1", "correction": "Cs1", "watch": "W1"}
NEEDED |= {"since": "2025-11-21T00:00:00+00:00", "suggestion": "1", "company": "foxconn", "zone": "Europe/Berlin"}
OF_KIND: dict[str, Value] = {"channel": "here", "number": 1}


def rest(command: Command, option: Option) -> dict[str, Value]:
    """What the other options need."""
    needed = [one for one in command.options if one.required and one is not option]
    return {one.name: OF_KIND.get(one.kind, NEEDED.get(one.name, "openai")) for one in needed}


def odd_values(option: Option) -> list[Value]:
    match option.kind:
        case "flag":
            return [True, False]
        case "number" | "role":
            return [0, -1, 1, 10**9, 10**18]
        case "channel":
            return [0, 10**18, "here"]
        case "file":
            return [GivenFile(text[:40], text.encode("utf-8", "replace")) for text in ODD]
        case _:
            return list(ODD)


async def check(ask: Ask, command: Command, options: Options) -> None:
    try:
        result = await run(ask, command, options)
    except BotError as refused:
        assert len(str(refused)) < 400  # noqa: PT017 - either will do
        return
    if result.form is None:
        cards.message(result, commands={}, keys={button.line: "k" for button in wires.all_buttons(result)})
    text = said(result)
    assert len(text) < 8_000
    assert "None," not in text


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.slow
async def test_anything_in_any_option(filled: Ask, command: Command) -> None:
    await answer(filled, buttons(await add_file(filled, TEXT, "q.txt"))["Publish"])
    await add_file(filled)
    await answer(filled, "/digest set channel:here time:08:30 zone:Europe/Berlin")
    for option in command.options:
        for value in odd_values(option):
            options = {**rest(command, option), option.name: value}
            await check(filled, command, options)
            if command.option("sent") is not None:
                await check(filled, command, {**options, "sent": True})
