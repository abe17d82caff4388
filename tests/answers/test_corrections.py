"""/correct, *Wrong?* and /correct review: a deal set right by hand, by whom it may be, where it may be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answers import Ask
from bot.answers.commands import answer
from bot.errors import BadInput
from bot.model import SHARED
from tests.answers.conftest import OTHER_SERVER, buttons, said, told
from tests.answers.test_articles import add_file
from tests.answers.test_editing import TEXT as QUIBBLE
from tests.answers.test_editing import send

DEAL = "/deal foxconn with:openai"


async def racks(ask: Ask) -> str:
    """The number of the deal on racks."""
    return buttons(await answer(ask, DEAL))["Evidence"].split()[-1]


async def test_fields_are_corrected_by_a_form_in_this_server_alone(filled: Ask) -> None:
    label = await racks(filled)
    panel = await answer(filled, f"/correct deal {label}")
    assert "Value: not disclosed" in said(panel)
    form = await answer(filled, buttons(panel)["Edit"])
    after = await send(filled, form, value="$2 billion", status="completed 2025-11-23")
    assert said(after).startswith("Corrected: status, value.")
    card = await told(filled, f"/deal {label}")
    assert "Completed 23 November 2025" in card
    assert "$2 billion" in card
    assert "by an admin on 25 November 2025" in card
    elsewhere = await told(replace(filled, server_id=OTHER_SERVER), f"/deal {label}")
    assert "$2 billion" not in elsewhere
    form = await answer(filled, buttons(panel)["Edit these"])
    more = await send(filled, form, subject="racks and more", places="Ohio")
    assert "Corrected: covers, where." in said(more)
    assert "racks and more" in await told(filled, f"/deal {label}")


async def test_the_owner_corrects_for_all(filled: Ask) -> None:
    label = await racks(filled)
    owner = replace(filled, server_id=SHARED, owner=True)
    panel = await answer(owner, f"/correct deal {label}")
    await send(owner, await answer(owner, buttons(panel)["Edit"]), value="$2 billion")
    assert "$2 billion" in await told(filled, f"/deal {label}")
    assert "Undo" not in " ".join(buttons(await answer(filled, f"/correct deal {label}"))), "the owner's is not theirs"


async def test_a_correction_is_undone_and_stays_in_the_log(filled: Ask) -> None:
    label = await racks(filled)
    panel = await answer(filled, f"/correct deal {label}")
    after = await send(filled, await answer(filled, buttons(panel)["Edit"]), value="$2 billion")
    undone = await answer(filled, buttons(after)["Undo Cs1"])
    assert said(undone).startswith("Undone: Value corrected from not disclosed")
    assert "$2 billion" not in await told(filled, f"/deal {label}")
    assert "undone already" in await told(filled, "/correct undo Cs1")
    found = await told(filled, f"/log about:{label}")
    assert "correction undone" in found
    assert "deal corrected" in found
    assert "(undone)" in await told(filled, f"/correct deal {label}")


@pytest.mark.parametrize("typed", ["C1", "x", "", "Cs99999999999", "1; drop"])
async def test_no_number_of_a_correction(filled: Ask, typed: str) -> None:
    with pytest.raises(BadInput):
        await answer(filled, f"/correct undo {typed}")


async def test_what_cannot_be_read_corrects_nothing(filled: Ask) -> None:
    label = await racks(filled)
    form = await answer(filled, f"/correct edit {label} part:first")
    with pytest.raises(BadInput):
        await send(filled, form, value="$2 billion", kind="merger")
    assert "$2 billion" not in await told(filled, f"/deal {label}")
    assert "Nothing was changed." in said(await send(filled, form))


async def test_a_form_does_not_undo_what_came_while_it_was_open(filled: Ask) -> None:
    label = await racks(filled)
    mine, theirs = [await answer(filled, f"/correct edit {label} part:first") for _ in range(2)]
    await send(filled, theirs, value="$2 billion")
    with pytest.raises(BadInput, match="has changed since the form was opened"):
        await send(filled, mine, kind="investment")
    assert "$2 billion" in await told(filled, f"/deal {label}")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("status", "completed 2099-01-01", "1 January 2099 is still to come."),
        ("parties", "(buyer)", "names no party"),
        ("parties", "!!!", "names no party"),
        ("parties", "x" * 300, "names no party"),
        ("date", "31 February 2025", "is no day, month or year. Try 2025-11-21"),
    ],
)
async def test_what_no_deal_could_have_is_said(filled: Ask, field: str, typed: str, says: str) -> None:
    form = await answer(filled, f"/correct edit {await racks(filled)} part:first")
    with pytest.raises(BadInput) as error:
        await send(filled, form, **{field: typed})
    assert says in str(error.value)


async def test_words_lead_to_the_deal_or_ask_which(filled: Ask) -> None:
    which = await answer(filled, "/correct deal openai")
    assert "Which of" in said(which)
    label, line = next(iter(buttons(which).items()))
    assert f"Correct {label}:" in await told(filled, line)
    assert "There is no deal #99999" in await told(filled, "/correct deal #99999")
    assert "Nothing here is called" in await told(filled, "/correct deal qqqqqq")


async def test_two_deals_are_merged_and_taken_apart_again(filled: Ask) -> None:
    published = await answer(filled, buttons(await add_file(filled, QUIBBLE, "q.txt"))["Publish"])
    own = next(label for label in buttons(published) if label.startswith("#s"))
    label = await racks(filled)
    form = await answer(filled, buttons(await answer(filled, f"/correct deal {own}"))["Merge"])
    asked = await send(filled, form, into=label)
    assert f"Merge {own} into {label}?" in said(asked)
    assert "As the reader saw it:" in said(asked)
    merged = await answer(filled, buttons(asked)["Merge"])
    assert said(merged).startswith(f"Merged: {own} leads to {label} from now on.")
    moved = f"{own} has gone into {label}.\n"
    assert await told(filled, f"/deal {own}") == moved + await told(filled, f"/deal {label}")
    splitting = await answer(filled, buttons(await answer(filled, f"/correct deal {label}"))["Split"])
    split = await answer(filled, buttons(splitting)["Split off As1"])
    assert "Split: As1 tells of #s2 now." in said(split)
    assert "Quibble Works" in await told(filled, "/deal #s2")
    assert "Quibble Works" not in await told(filled, f"/deal {label}")


async def test_nothing_is_merged_with_itself_or_with_nothing(filled: Ask) -> None:
    label = await racks(filled)
    with pytest.raises(BadInput):
        await answer(filled, f"/correct merge {label} into:{label}")
    assert "There is no deal #99999" in await told(filled, f"/correct merge {label} into:#99999")


async def test_a_corrected_deal_is_a_test_case_for_the_reader(filled: Ask) -> None:
    published = await answer(filled, buttons(await add_file(filled, QUIBBLE, "q.txt"))["Publish"])
    own = next(label for label in buttons(published) if label.startswith("#s"))
    panel = await answer(filled, f"/correct deal {own}")
    assert "As test case" not in buttons(panel)
    after = await send(filled, await answer(filled, buttons(panel)["Edit"]), kind="investment")
    text, gold = (await answer(filled, buttons(after)["As test case"])).files
    assert text.name.removesuffix(".txt") == gold.name.removesuffix(".gold.json")
    expected = json.loads(gold.data)
    assert expected["deals"][0]["kind"] == "investment"
    start, end = expected["deals"][0]["evidence"]["value"][0]
    assert text.data.decode()[start:end] == "$3 billion"


async def test_a_member_says_what_is_wrong_and_an_admin_accepts(filled: Ask) -> None:
    member = replace(filled, manages=False, person_id=10)
    label = await racks(member)
    form = await answer(member, buttons(await answer(member, DEAL))["Wrong?"])
    thanks = await send(member, form, field="Value", value="$2 billion", words="It says so in the filing.")
    assert "An admin is asked" in said(thanks)
    assert "1 suggestion of members" in await told(filled, "/status")
    review = await answer(filled, "/correct review")
    assert "Value: $2 billion; the card says: not disclosed" in said(review)
    assert "It says so in the filing." in said(review)
    assert "the person with the id 10" in said(review)
    accepted = await answer(filled, buttons(review)["Accept 1"])
    assert f"{label} says so now (Cs1)" in said(accepted)
    assert "$2 billion" in await told(member, DEAL)
    assert "settled already" in await told(filled, buttons(review)["Refuse 1"])
    assert "No suggestion is waiting" in await told(filled, "/correct review")


async def test_a_suggestion_in_words_is_refused_or_leads_to_the_correction(filled: Ask) -> None:
    member = replace(filled, manages=False, person_id=10)
    label = await racks(member)
    for words in ("Not so.", "Quite wrong."):
        await send(member, await answer(member, f"/wrong {label}"), words=words)
    review = await answer(filled, "/correct review")
    assert f"Refused. {label} stays as it is." in await told(filled, buttons(review)["Refuse 1"])
    accepted = await answer(filled, buttons(review)["Accept 2"])
    assert f"Correct {label}:" in await told(filled, buttons(accepted)[f"Correct {label}"])
    assert "No suggestion is waiting" in await told(replace(filled, server_id=OTHER_SERVER), "/correct review")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"value": "$2 billion"},
        {"field": "qqqqqq", "value": "x"},
        {"field": "kind", "value": "merger"},
        {"field": "kind", "value": "partnership"},
    ],
)
async def test_a_suggestion_that_says_nothing_is_none(filled: Ask, fields: dict[str, str]) -> None:
    member = replace(filled, manages=False, person_id=10)
    with pytest.raises(BadInput):
        await send(member, await answer(member, f"/wrong {await racks(member)}"), **fields)


async def test_an_admin_who_presses_wrong_is_led_to_the_correction(filled: Ask) -> None:
    pressed = buttons(await answer(filled, DEAL))["Wrong?"]
    assert (await told(filled, pressed)).startswith("Correct #")


async def test_a_suggestion_whose_deal_is_gone_can_only_be_taken_off_the_list(filled: Ask) -> None:
    published = await answer(filled, buttons(await add_file(filled, QUIBBLE, "q.txt"))["Publish"])
    own = next(label for label in buttons(published) if label.startswith("#s"))
    member = replace(filled, manages=False, person_id=10)
    for more in ("field:value value:$5 billion", "words:Look again."):
        await answer(member, f"/wrong {own} sent:yes {more}")
    old = await answer(filled, "/correct review")
    await answer(filled, "/article remove As1 sure:yes")
    review = await answer(filled, "/correct review")
    assert sorted(buttons(review)) == ["Take 1 off the list", "Take 2 off the list"]
    for number in (1, 2):
        pressed = await answer(filled, buttons(old)[f"Accept {number}"])
        assert "is gone, so there is nothing to set right" in said(pressed)
        await answer(filled, buttons(pressed)["Take it off the list"])
    assert "No suggestion is waiting" in await told(filled, "/correct review")


async def test_many_suggestions_have_pages(filled: Ask) -> None:
    member = replace(filled, manages=False)
    label = await racks(filled)
    for number in range(6):
        await send(member, await answer(member, f"/wrong {label}"), words=f"{number}.")
    first = await answer(filled, "/correct review")
    assert said(first).startswith("6 suggestions waiting, page 1 of 2.")
    assert said(await answer(filled, buttons(first)["Next"])).startswith("6 suggestions waiting, page 2 of 2.")
