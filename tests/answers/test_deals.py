"""/deal and /deals: whatever a person types leads to the deal meant, to the nearest names, or to a way on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers import Ask, Mention
from bot.answers.commands import answer
from bot.answers.deals import by_number
from bot.answers.lines import LONGEST_LINE
from bot.errors import BadInput, BotError
from bot.intake import merge
from bot.model import SHARED
from tests.answers.conftest import PERSON, SERVER, brief, buttons, fill, said, told

RACKS = """
[[deals]]
kind = "partnership"
status = "announced"
announced_on = "2025-11-21"
headline = "OpenAI and Foxconn: partnership on racks"
parties = [{ name = "OpenAI", role = "partner" }, { name = "Foxconn", role = "partner", aliases = ["Hon Hai"] }]
[deals.words]
parties = ["OpenAI and Foxconn"]
kind = ["design racks together"]
status = ["said on Friday"]
announced_on = ["article"]
[[deals.commitments]]
party = "OpenAI"
kind = "purchase"
strength = "none"
words = ["no commitment to buy"]
"""
RACKS_TEXT = "OpenAI and Foxconn said on Friday that they will design racks together. There is no commitment to buy."


async def test_foxconn_leads_to_openai_and_foxconn_first(filled: Ask) -> None:
    assert (await told(filled, "/deal foxconn")).startswith("OpenAI and Foxconn")


async def test_a_card_leads_on(filled: Ask) -> None:
    result = await answer(filled, "/deal foxconn")
    *four, rest, wrong = buttons(result)
    assert [*four, wrong] == ["Evidence", "Partners", "Dates", "Watch", "Wrong?"]
    assert rest.startswith("All ")
    for label, line in buttons(result).items():
        led = await answer(filled, line)
        assert led.cards or (label == "Watch" and led.post)


def chips(name: str, *, sources: int, on: str) -> tuple[str, str, str]:
    """A brief of so many sources that tells of chips for OpenAI."""
    text = f"OpenAI has agreed to buy chips from {name}."
    deals = f"""
[[deals]]
kind = "supply"
status = "announced"
announced_on = "{on}"
headline = "OpenAI and {name}: chips"
parties = [{{ name = "OpenAI", role = "buyer" }}, {{ name = "{name}", role = "supplier" }}]
[deals.words]
parties = ["OpenAI has agreed to buy chips from {name}"]
kind = ["buy chips"]
status = ["has agreed"]
announced_on = ["article"]
"""
    more = (f'[[sources]]\npublisher = "Paper {n}"\nurl = "https://p{n}.example/{name}"\n' for n in range(1, sources))
    return text, deals, "".join(more)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"sources": 3, "on": "2025-11-01"}, {"sources": 2, "on": "2025-11-20"}),
        ({"sources": 2, "on": "2025-11-20"}, {"sources": 3, "on": "2024-11-20"}),
        ({"sources": 4, "on": "2024-11-20"}, {"sources": 1, "on": "2025-11-19"}),
        ({"sources": 2, "on": "2025-11-20"}, {"sources": 2, "on": "2025-11-19"}),
    ],
)
async def test_the_most_relevant_comes_first(
    ask: Ask, tmp_path: Path, first: dict[str, int | str], second: dict[str, int | str]
) -> None:
    """The number of sources, halved for each year of age; then the later one."""
    for name, fields in (("Firstcorp", first), ("Secondcorp", second)):
        text, deals, sources = chips(name, **fields)  # type: ignore[arg-type]
        await fill(ask.db, brief(tmp_path, name, text, f"{sources}{deals}", on=str(fields["on"])))
    result = await answer(ask, "/deal openai")
    assert said(result).startswith("OpenAI and Firstcorp")
    assert buttons(result)["All 2 deals"] == "/deals company:OpenAI sort:relevance"


@pytest.mark.parametrize(
    "typed",
    [
        "openai foxconn racks",
        "foxconn with:openai",
        "hon hai with:OpenAI",
        "company:OpenAI kind:partnership with:Hon Hai Precision Industry",
        "OPENAI  fóxconn",
        "\u202eopenai foxconn\u202c",
    ],
)
async def test_many_ways_to_one_deal(filled: Ask, typed: str) -> None:
    result = await told(filled, f"/deal {typed}")
    assert result.startswith("OpenAI and Foxconn")
    assert "Expressly none: OpenAI, no commitment to buy" in result
    assert "Value: not disclosed" in result
    assert "Tieup brief, based on" in result


async def test_a_number_names_one_deal(filled: Ask) -> None:
    one = await answer(filled, "/deal openai foxconn racks")
    label = one.cards[0].footer[0].split(",")[0]  # type: ignore[union-attr]
    assert said(await answer(filled, f"/deal {label}")) == said(one)
    assert said(await answer(filled, f"/deal {label.removeprefix('#')}")) == said(one)


async def test_a_ticker_names_a_company(filled: Ask) -> None:
    assert buttons(await answer(filled, "/deal NVDA"))["Partners"] == "/partners company:Nvidia"
    assert buttons(await answer(filled, "/deal $nvda"))["Partners"] == "/partners company:Nvidia"


async def test_a_typo_gets_the_nearest_names_to_press(filled: Ask) -> None:
    result = await answer(filled, "/deal foxxconn")
    assert "Did you mean Foxconn?" in said(result)
    assert buttons(result)["Foxconn"] == "/deal company:Foxconn"
    assert "/article add" in said(result)


async def test_a_typo_in_the_second_name_keeps_the_first(filled: Ask) -> None:
    result = await answer(filled, "/deal openai with:foxxconn")
    assert buttons(result)["Foxconn"] == "/deal company:openai with:Foxconn"


async def test_the_rest_is_one_click_away(filled: Ask) -> None:
    result = await answer(filled, "/deal foxconn")
    label, line = next((label, line) for label, line in buttons(result).items() if label.startswith("All "))
    listed = await answer(filled, line)
    assert said(listed).startswith(label.removeprefix("All "))
    assert result.cards[0].title in said(listed)


async def test_words_that_no_deal_has_are_dropped_and_said(filled: Ask) -> None:
    result = await told(filled, "/deal openai foxconn zebras")
    assert "“zebras”" in result.splitlines()[0]
    assert result.splitlines()[1].startswith("OpenAI and Foxconn")


async def test_no_such_deal_says_what_was_understood(filled: Ask) -> None:
    result = await answer(filled, "/deal foxconn with:coreweave")
    assert "No deal here fits: Foxconn and CoreWeave." in said(result)
    assert buttons(result)["Deals of Foxconn"] == "/deals company:Foxconn"


async def test_a_deal_that_is_gone_says_so(filled: Ask) -> None:
    assert "There is no deal #99999 here" in await told(filled, "/deal #99999")
    assert "There is no deal #s1 here" in await told(filled, "/deal #s1")
    assert "There is no deal #99999 here" in await told(filled, "/evidence #99999")


@pytest.mark.parametrize(
    "line", ["/deal foxconn", "/deal #1", "/deals", "/deals words:racks", "/dates", "/partners openai", "/help"]
)
async def test_an_empty_library_says_how_to_fill_it(ask: Ask, line: str) -> None:
    result = await answer(ask, line)
    assert "/article add" in said(result)
    assert "tieup load" in said(result) or "takes the article" in said(result)


async def test_lists_are_paged_and_narrowed(filled: Ask) -> None:
    first = await answer(filled, "/deals")
    second = await answer(filled, buttons(first)["Next"])
    assert not first.replaces
    assert second.replaces
    assert len(first.cards[0].sections[0].lines) == 10
    assert not set(buttons(first)) & set(buttons(second)) - {"Next"}
    assert said(await answer(filled, buttons(second)["Previous"])) == said(first)
    assert "Page 1 of" in said(first)


async def test_a_page_past_the_end_is_the_last_one(filled: Ask) -> None:
    result = await answer(filled, "/deals page:5000")
    assert "Next" not in buttons(result)
    assert result.cards[0].sections[0].lines


async def test_filters_are_said_back_in_words(filled: Ask) -> None:
    result = await told(filled, "/deals kind:supply since:2025-10 until:2025-11 at_least:$1bn sort:largest")
    assert "supply, since 1 October 2025, until 30 November 2025, at least $1 billion" in result
    assert "table of rates" in result


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("/deals since:soon", "since march"),
        ("/deals since:2025-13", "2025-10"),
        ("/deals since:2025-10 until:2025-09", "since:2025-01 until:2025-12"),
        ("/deals at_least:lots", "$10bn"),
        ("/deals kind:marriage", "one of"),
        ("/deal", "company"),
        ("/partners", "company"),
        ("/commitments openai due:someday", "2025-10"),
    ],
)
async def test_what_cannot_be_read_gets_an_example(filled: Ask, line: str, hint: str) -> None:
    with pytest.raises(BadInput) as error:
        await answer(filled, line)
    assert hint in str(error.value)


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone",
        "**bold** [x](https://evil.example)",
        "'; drop table deals; --",
        'NEAR("openai" foxconn)',
        "-oracle OR *",
        "%",
        "\u202e\u2066",
        "\x00",
        "🦊",
        "a" * (LONGEST_LINE - 100),
        "openai " * 500,
        "٣",
        "#",
        "#s",
        "#99999999999999",
        "None",
    ],
)
@pytest.mark.parametrize("command", ["deal", "deals", "partners", "commitments", "dates", "evidence"])
async def test_odd_input_gets_an_answer_or_one_sentence(ask: Ask, tmp_path: Path, command: str, typed: str) -> None:
    await fill(ask.db, brief(tmp_path, "racks", RACKS_TEXT, RACKS))
    try:
        result = said(await answer(ask, f"/{command} {typed}"))
    except BotError as error:
        result = str(error)
    assert result.strip()
    assert len(result) < 4_000
    assert "\u202e" not in result


async def test_two_sources_give_one_card_with_both(ask: Ask, tmp_path: Path) -> None:
    await fill(ask.db, brief(tmp_path, "racks", RACKS_TEXT, RACKS))
    again = RACKS_TEXT.replace("together.", "together, for data centres.")
    await fill(ask.db, brief(tmp_path, "racks-too", again, RACKS, on="2025-11-22"))
    result = await told(ask, "/deal foxconn")
    assert "2 sources" in result
    assert " - Tieup brief, 21 November 2025" in result
    assert (await told(ask, "/deals")).startswith("1 deal\n")


async def test_evidence_pages_through_every_source(filled: Ask) -> None:
    result = await answer(filled, buttons(await answer(filled, "/deal foxconn"))["Evidence"])
    assert "Kind: " in said(result)
    assert buttons(result)["Card"].startswith("/deal #")


async def test_a_private_answer_is_private(filled: Ask) -> None:
    assert (await answer(filled, "/deal foxconn private:yes")).private
    assert not (await answer(filled, "/deal foxconn private:no")).private


async def test_members_are_told_who_can_add(filled: Ask, member: Ask) -> None:
    result = await answer(member, "/deal zzzzqq")
    assert Mention("/article add") in result.text
    assert "an admin of this server" in said(result)
    alone = await told(replace(member, server_id=SHARED), "/deal zzzzqq")
    assert "an admin" not in alone


async def test_a_button_of_a_deal_that_was_merged_says_so(filled: Ask) -> None:
    one, two = [await by_number(filled, label) for label in ("#66", "#37")]
    assert one is not None
    assert two is not None
    card = await answer(filled, "/deal #66")
    await merge(filled.db, server_id=SERVER, deal_id=one.id, into_id=two.id, person_id=PERSON, now=filled.now)
    for line in (buttons(card)["Evidence"], "/deal #66", "/deal 66"):
        assert "#66 has gone into #37." in await told(filled, line)
    assert "has gone into" not in await told(filled, "/deal #37")
    elsewhere = replace(filled, server_id=SERVER + 1)
    assert "has gone into" not in await told(elsewhere, "/deal #66"), "a merge holds in its own server"
