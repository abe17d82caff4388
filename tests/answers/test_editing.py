"""A draft's deals put right before they are published, by one admin or by two at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import Answer, Ask
from bot.answers.commands import answer, parse_line, run
from bot.errors import BadInput
from tests.answers.conftest import buttons, said, told
from tests.answers.test_articles import NO_DEAL, add_file

TEXT = """Quibble Works agrees to buy Zorro Labs for $3 billion

Quibble Works has agreed to acquire Zorro Labs for $3 billion in cash, the two companies said on Friday.
"""


async def draft(ask: Ask, text: str = TEXT) -> Answer:
    return await add_file(ask, text, "quibble.txt")


async def send(ask: Ask, form: Answer, **fields: str) -> Answer:
    """A form sent in, as a face does it: what stands in it, but for the fields that somebody changed or emptied."""
    assert form.form is not None
    filled = {field.name: field.value for field in form.form.fields} | fields
    command, options = parse_line(form.form.line)
    return await run(ask, command, {**options, **{name: value for name, value in filled.items() if value.strip()}})


async def test_every_field_can_be_edited_and_the_words_follow(ask: Ask) -> None:
    preview = await draft(ask)
    assert "Value: $3 billion" in said(preview)
    form = await answer(ask, buttons(preview)["Edit 1"])
    assert form.form is not None
    assert {field.name: field.value for field in form.form.fields} == {
        "parties": "Quibble Works (acquirer)\nZorro Labs (target)",
        "kind": "acquisition",
        "status": "announced",
        "date": "",
        "value": "$3 billion",
    }
    after = await send(
        ask,
        form,
        parties="Quibble Works (investor)\nZorro Labs (investee)",
        kind="investment",
        status="completed 2025-11-20",
        value="$4 billion",
    )
    assert after.replaces
    text = said(after)
    for line in (
        "Kind: investment - set by hand",
        "Status: completed - set by hand",
        "Value: $4 billion - set by hand",
    ):
        assert line in text
    assert "Announced: 20 November 2025 - set by hand" in text
    more = await answer(ask, buttons(after)["Edit more of 1"])
    after = await send(
        ask,
        more,
        commitments="firm: Quibble Works to pay $3 billion by 2026",
        headline="Quibble goes for Zorro",
        subject="robots",
        places="Ohio",
    )
    text = said(after)
    assert "1. Quibble goes for Zorro" in text
    assert "Firm: Quibble Works to pay $3 billion by 2026 - “" in text, "the article says the sum, so it is quoted"
    published = await answer(ask, buttons(after)["Publish"])
    card = await told(ask, f"/deal {next(label for label in buttons(published) if label.startswith('#'))}")
    for part in ("Quibble goes for Zorro", "$4 billion", "robots", "Ohio", "reviewed by hand"):
        assert part in card


async def test_a_form_sent_as_it_was_changes_nothing(ask: Ask) -> None:
    preview = await draft(ask)
    after = await send(ask, await answer(ask, buttons(preview)["Edit 1"]))
    assert "set by hand" not in said(after)
    assert "draft edited" not in await told(ask, "/log")


async def test_a_field_that_was_emptied_is_empty(ask: Ask) -> None:
    preview = await draft(ask)
    after = await send(ask, await answer(ask, buttons(preview)["Edit 1"]), value="")
    assert "Value:" not in said(after)


async def test_what_cannot_be_read_changes_nothing(ask: Ask) -> None:
    preview = await draft(ask)
    with pytest.raises(BadInput):
        await send(ask, await answer(ask, buttons(preview)["Edit 1"]), kind="merger", value="$9 billion")
    assert "$3 billion" in said(await answer(ask, "/article preview 1"))
    with pytest.raises(BadInput):
        await send(ask, await answer(ask, buttons(preview)["Edit 1"]), parties="")


async def test_a_deal_is_left_out_and_one_that_was_missed_is_added(ask: Ask) -> None:
    preview = await draft(ask)
    without = await answer(ask, buttons(preview)["Leave out 1"])
    assert "No deal found." in said(without)
    assert "Publish anyway" in buttons(without)
    added = await send(ask, await answer(ask, buttons(without)["Add a deal"]), parties="Quibble Works\nZorro Labs")
    assert "1 deal read" in said(added)
    await answer(ask, buttons(added)["Publish"])
    assert "partnership" in await told(ask, "/deal quibble works")


async def test_an_article_without_a_deal_takes_one_by_hand(ask: Ask) -> None:
    preview = await draft(ask, NO_DEAL)
    form = await answer(ask, buttons(preview)["Add a deal"])
    after = await send(ask, form, parties="Taipei Weather (supplier)\nThe Markets (buyer)", kind="services")
    assert "Kind: services - set by hand" in said(after)


async def test_of_two_admins_at_one_deal_the_second_is_told(ask: Ask) -> None:
    other = replace(ask, person_id=44)
    preview = await draft(ask)
    mine, theirs = [await answer(who, buttons(preview)["Edit 1"]) for who in (ask, other)]
    await send(ask, mine, value="$4 billion")
    with pytest.raises(BadInput) as error:
        await send(other, theirs, value="$5 billion")
    assert "in the meantime" in str(error.value)
    with pytest.raises(BadInput):
        await answer(other, buttons(preview)["Leave out 1"])
    assert "$4 billion" in said(await answer(ask, "/article preview 1"))


async def test_what_was_edited_is_in_the_log(ask: Ask) -> None:
    preview = await draft(ask)
    await send(ask, await answer(ask, buttons(preview)["Edit 1"]), value="$4 billion")
    assert "draft edited As1 (deal 1: value)" in await told(ask, "/log")


async def test_a_published_article_is_edited_no_more(ask: Ask) -> None:
    preview = await draft(ask)
    form = await answer(ask, buttons(preview)["Edit 1"])
    await answer(ask, buttons(preview)["Publish"])
    assert "This draft is gone" in said(await send(ask, form, value="$4 billion"))
    assert "This draft is gone" in said(await answer(ask, buttons(preview)["Leave out 1"]))
