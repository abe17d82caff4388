"""/map: the network, the shortest chain and the closed chains of the project's own briefs, each edge with its proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers import Ask, GivenFile
from bot.answers.commands import BY_NAME, answer, run
from tests.answers.conftest import OTHER_SERVER, brief, buttons, said, told


async def test_the_network_names_everyone_with_the_deal_that_ties_them(filled: Ask) -> None:
    result = await answer(filled, "/map network anthropic")
    text = said(result)
    assert text.startswith("Anthropic is tied to ")
    assert "Anthropic buys from Google" in text
    assert "Amazon invests in Anthropic" in text, "told from the side of the one that acts"
    assert "rumored or ended are left out" in text
    proof = [line for label, line in buttons(result).items() if label.startswith("#")]
    assert len(proof) >= 5
    for line in proof:
        assert "Anthropic" in await told(filled, line)


async def test_what_ties_the_others_comes_after(filled: Ask) -> None:
    pages = [await told(filled, f"/map network nvidia page:{page}") for page in (1, 2)]
    assert "Among them" in pages[1]
    assert "Page 1 of " in pages[0]


async def test_the_shortest_chain(filled: Ask) -> None:
    result = await answer(filled, "/map path company:foxconn other:constellation")
    lines = [text.split(" - ")[0] for text in said(result).split("\n")[1:-1] if text]
    assert lines[0].startswith("Foxconn ")
    assert lines[-1].endswith(" Constellation")
    assert len(lines) == len([label for label in buttons(result) if label.startswith("#")])
    direct = await told(filled, "/map path company:openai other:foxconn")
    assert "OpenAI is a partner of Foxconn" in direct
    assert "They have a deal with each other" in direct


async def test_chains_that_close(filled: Ask) -> None:
    text = await told(filled, "/map loop anthropic")
    assert "Anthropic → AWS (Amazon) → Anthropic" in text
    assert "Anthropic buys from AWS" in text
    assert "Amazon invests in Anthropic" in text
    assert "does not say that it does" in text
    both = await told(filled, "/map loop company:anthropic other:microsoft")
    assert "through Anthropic and Microsoft" in both
    every = await answer(filled, "/map loop")
    assert "closed chains" in said(every)
    assert await told(filled, buttons(every)["Next"]) != said(every)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/map network foxxconn", "Did you mean Foxconn?"),
        ("/map path company:foxconn other:hon hai", "Both are Foxconn"),
        ("/map path company:openai other:foxxconn", "Did you mean Foxconn?"),
        ("/map loop constellation", "No chain of payments closes through Constellation here"),
        ("/map network page:99 company:nvidia", "Page "),
    ],
)
async def test_what_there_is_not(filled: Ask, line: str, expected: str) -> None:
    assert expected in await told(filled, line)


async def test_an_empty_library_says_how_to_fill_it(ask: Ask) -> None:
    for line in ("/map network openai", "/map path company:openai other:oracle", "/map loop"):
        assert "still empty" in await told(ask, line)


SECRET = """[[deals]]
kind = "supply"
status = "announced"
announced_on = "2025-11-21"
headline = "Zircon Works and OpenAI: secret supply"
parties = [{ name = "Zircon Works", role = "supplier" }, { name = "OpenAI", role = "buyer" }]
[deals.words]
parties = ["OpenAI buys from Zircon Works"]
kind = ["buys from"]
status = ["said on Friday"]
announced_on = ["article"]
"""


async def test_a_servers_own_deals_are_on_no_other_map(filled: Ask, tmp_path: Path) -> None:
    text = brief(tmp_path, "zircon", "OpenAI buys from Zircon Works, the two said on Friday.", SECRET).read_bytes()
    preview = await run(filled, BY_NAME["article add"], {"file": GivenFile("zircon.md", text)})
    other = replace(filled, server_id=OTHER_SERVER)
    lines = ("/map network openai", "/map loop", "/map path company:openai other:foxconn")
    before = [await told(other, line) for line in lines]
    await answer(filled, buttons(preview)["Publish"])
    assert "Zircon Works supplies OpenAI" in await told(filled, "/map path company:zircon works other:foxconn")
    assert [await told(other, line) for line in lines] == before
    assert "Nothing here is called" in await told(other, "/map path company:zircon works other:foxconn")
