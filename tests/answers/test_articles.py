"""/article: from a link, a file or a form to a preview, and from there to the library, or not."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answers import Answer, Ask, GivenFile, rereading
from bot.answers.commands import BY_NAME, answer, run
from bot.answers.upkeep import drop_expired_drafts
from bot.errors import BadInput, Refused
from bot.fetch import Fetched
from bot.intake import Change, Reread
from bot.model import SHARED, Article, Reading
from tests.answers.conftest import OTHER_SERVER, buttons, said, told
from tests.answers.test_deals import RACKS, RACKS_TEXT
from tests.making import kept, report

HEAD = f'+++\ntitle = "Racks"\npublished_on = "2025-11-21"\n{RACKS}\n+++\n'
TEXT = f"{HEAD}{RACKS_TEXT}\n"
NO_DEAL = "The weather in Taipei was fine on Friday. People went out, and the markets stayed closed all day long.\n"


async def add_form(ask: Ask, **fields: str) -> Answer:
    return await run(ask, BY_NAME["article add"], fields)


async def add_file(ask: Ask, text: str = TEXT, name: str = "racks.md") -> Answer:
    return await run(ask, BY_NAME["article add"], {"file": GivenFile(name, text.encode())})


async def test_without_anything_a_form_is_shown(ask: Ask) -> None:
    result = await answer(ask, "/article add")
    assert result.form is not None
    assert [field.label for field in result.form.fields] == ["Title", "Date", "Link", "Text", "Text continued"]
    options = {option.name for option in BY_NAME["article add"].options}
    for field in result.form.fields:
        assert field.name in options
        assert len(field.label) <= 45
        assert len(field.hint) <= 100
        assert field.limit <= 4000
    assert len(result.form.title) <= 45


async def test_the_way_from_a_form_to_a_deal(ask: Ask) -> None:
    preview = await add_form(ask, title="Racks", date="21 November 2025", text=HEAD, more=RACKS_TEXT)
    assert preview.private
    assert "Nothing is published yet" in said(preview)
    assert "1 deal read" in said(preview)
    assert "A new deal." in said(preview)
    assert "“OpenAI and Foxconn said on Friday" in said(preview)
    assert "No deal" not in said(preview)
    assert "still empty" in await told(ask, "/deals"), "nothing is published unseen"
    published = await answer(ask, buttons(preview)["Publish"])
    assert published.replaces
    assert said(published).startswith("Published as As1: 1 deal\n")
    assert "#s1" in buttons(published)
    assert (await told(ask, "/deal foxconn")).startswith("OpenAI and Foxconn")


async def test_a_second_press_finds_the_draft_gone(ask: Ask) -> None:
    pressed = buttons(await add_file(ask))
    await answer(ask, pressed["Publish"])
    assert "This draft is gone" in await told(ask, pressed["Publish"])
    assert "This draft is gone" in await told(ask, pressed["Discard"])


async def test_a_discarded_draft_leaves_nothing(ask: Ask) -> None:
    pressed = buttons(await add_file(ask))
    assert "Discarded" in await told(ask, pressed["Discard"])
    assert "This draft is gone" in await told(ask, pressed["Publish"])
    assert "No article was added here yet" in await told(ask, "/article list")


async def test_a_draft_is_gone_after_a_day(ask: Ask) -> None:
    pressed = buttons(await add_file(ask))
    late = replace(ask, now=ask.now + timedelta(days=1, minutes=1))
    assert "This draft is gone" in await told(late, pressed["Publish"])


async def test_the_same_article_again_is_already_here(ask: Ask) -> None:
    await answer(ask, buttons(await add_file(ask))["Publish"])
    again = await add_file(ask)
    assert "already here as As1" in said(again)
    assert buttons(again) == {"Show As1": "/article show As1"}
    assert (await told(ask, "/deals")).startswith("1 deal\n")


async def test_what_it_would_join_is_said_before(filled: Ask) -> None:
    preview = await add_file(filled)
    assert re.search(r"Would join #\d+: .*same", said(preview))
    published = await answer(filled, buttons(preview)["Publish"])
    (deal,) = [label for label in buttons(published) if label.startswith("#")]
    assert not deal.startswith("#s")
    assert "Racks, 21 November 2025" in await told(filled, f"/deal {deal}")
    elsewhere = replace(filled, server_id=OTHER_SERVER)
    assert "Racks, 21 November 2025" not in await told(elsewhere, f"/deal {deal}")


async def test_an_article_without_a_deal_says_what_was_looked_for(ask: Ask) -> None:
    preview = await add_file(ask, NO_DEAL, "weather.txt")
    assert "No deal found." in said(preview)
    assert "joint venture" in said(preview)
    kept = await answer(ask, buttons(preview)["Publish anyway"])
    assert "0 deals" in said(kept)
    assert "As1: without a title" in await told(ask, "/article list")


async def test_a_link_is_fetched_and_a_bad_one_refused(ask: Ask) -> None:
    async def page(url: str) -> Fetched:
        return Fetched(TEXT.encode(), f"{url}?final", "text/plain")

    open_to_all = replace(ask, desk=replace(ask.desk, fetch=page))
    preview = await answer(open_to_all, "/article add https://times.example/racks")
    assert "1 deal read" in said(preview)
    with pytest.raises(Refused):
        await answer(ask, "/article add http://127.0.0.1/")


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"text": ""}, ""),
        ({"text": "x", "date": "someday"}, "2025-10-13"),
        ({"text": "x", "date": "2025-11"}, "2025-11-21"),
        ({"text": "\n \n"}, ""),
        ({"url": "https://times.example", "text": "x"}, "not both"),
    ],
)
async def test_a_form_that_cannot_be_read(ask: Ask, fields: dict[str, str], hint: str) -> None:
    if not "".join(fields.values()).strip():
        assert (await add_form(ask, **fields)).form is not None
        return
    with pytest.raises(BadInput) as error:
        await add_form(ask, **fields)
    assert hint in str(error.value)


async def test_an_article_is_listed_shown_and_removed(ask: Ask) -> None:
    await answer(ask, buttons(await add_file(ask))["Publish"])
    listed = await answer(ask, "/article list")
    assert said(listed).startswith("1 article\nAs1: Racks, 21 November 2025")
    shown = await answer(ask, buttons(listed)["As1"])
    assert "OpenAI and Foxconn: partnership on racks" in said(shown)
    assert buttons(shown)["#s1"] == "/deal #s1"
    asked = await answer(ask, buttons(shown)["Remove"])
    assert said(asked) == "Remove As1 “Racks”? 1 deal that rests on it alone would go too."
    assert "#s1" in buttons(await answer(ask, "/deals"))
    removed = await answer(ask, buttons(asked)["Remove"])
    assert "Removed As1." in said(removed)
    assert "still empty" in await told(ask, "/deals")
    assert "There is no article As1 here" in await told(ask, "/article show As1")
    assert "There is no article As1 here" in await told(ask, buttons(asked)["Remove"])


async def test_a_server_cannot_take_out_a_shared_article(filled: Ask) -> None:
    assert "belongs to the shared library" in await told(filled, "/article remove A1")
    owner = replace(filled, server_id=SHARED, owner=True)
    asked = await answer(owner, "/article remove A1")
    assert "Removed A1." in await told(owner, buttons(asked)["Remove"])


async def test_another_servers_article_is_not_there(ask: Ask) -> None:
    await answer(ask, buttons(await add_file(ask))["Publish"])
    other = replace(ask, server_id=OTHER_SERVER)
    assert "There is no article As1 here" in await told(other, "/article show As1")
    assert "No article was added here yet" in await told(other, "/article list")
    assert "still empty" in await told(other, "/deals")


@pytest.mark.parametrize("typed", ["x", "As", "12x", "A99999999999", "'; drop"])
async def test_no_number_of_an_article(ask: Ask, typed: str) -> None:
    with pytest.raises(BadInput) as error:
        await answer(ask, f"/article show {typed}")
    assert "As3" in str(error.value)


async def test_a_removal_is_undone_within_a_day(ask: Ask) -> None:
    await answer(ask, buttons(await add_file(ask))["Publish"])
    removed = await answer(ask, "/article remove As1 sure:yes")
    assert "can be undone for a day" in said(removed)
    assert "is not removed" not in said(removed)
    back = await answer(ask, buttons(removed)["Undo"])
    assert said(back) == "As1 is back, with 1 deal."
    assert "#s1" in buttons(await answer(ask, "/deals"))
    assert "is not removed" in await told(ask, buttons(removed)["Undo"])
    assert "article brought back As1" in await told(ask, "/log")
    await answer(ask, "/article remove As1 sure:yes")
    late = replace(ask, now=ask.now + timedelta(days=1, minutes=1))
    with pytest.raises(BadInput):
        await answer(late, buttons(removed)["Undo"])
    assert await drop_expired_drafts(ask.db, ask.now) == 0
    assert await drop_expired_drafts(ask.db, late.now) == 1, "the text is kept no longer than it can be brought back"
    assert "is not removed" in await told(late, buttons(removed)["Undo"])


async def test_an_article_is_read_again(filled: Ask) -> None:
    text = "Quibble Works has agreed to buy Zorro Labs in Ohio, the two companies said on Friday.\n"
    await answer(filled, buttons(await add_file(filled, text, "q.txt"))["Publish"])
    assert "As1 was read again: nothing changed." in await told(filled, "/article reread As1")
    assert "belongs to the shared library" in await told(filled, "/article reread A1")
    assert "There is no article As7" in await told(filled, "/article reread As7")

    async def nothing(article: Article) -> Reading:
        return Reading(article)

    changed = replace(filled, desk=replace(filled.desk, read=nothing))
    assert "not read from it any more" in await told(changed, "/article reread As1")


async def test_two_admins_who_give_one_article_share_a_draft(ask: Ask) -> None:
    first, second = await asyncio.gather(add_file(ask), add_file(replace(ask, person_id=44)))
    assert buttons(first) == buttons(second)
    third = await add_file(replace(ask, person_id=45))
    assert buttons(third) == buttons(first)
    assert "Given by the person with the id" in said(third)
    assert "1 draft waiting" in await told(ask, "/status")
    published = await asyncio.gather(*(answer(ask, buttons(one)["Publish"]) for one in (first, second)))
    assert sorted("Published" in said(one) for one in published) == [False, True]
    assert (await told(ask, "/article list")).startswith("1 article\n")


async def test_another_servers_draft_is_its_own(ask: Ask) -> None:
    await add_file(ask)
    assert "Publish" in buttons(await add_file(replace(ask, server_id=OTHER_SERVER)))
    assert "1 draft waiting" in await told(ask, "/status")


def test_a_reread_tells_what_stays_as_people_settled_it() -> None:
    """And at the end which deals changed: a server's own are nobody else's business, they are not named."""
    before, after = report("OpenAI/Oracle", value="3bn"), report("OpenAI/Oracle", value="30bn")
    change = Change(before, after, "#7", "#7", frozenset({"value"}))
    [line] = rereading.said(Reread(kept(before).article, "changed", (change,), 1, 3))
    assert line.endswith("value $3 billion → $30 billion (settled by hand, which stays)")
    tally = rereading.Tally()
    tally.note(Reread(kept(before).article, "changed", (change,), 1, 3))
    own = replace(kept(before).article, server_id=9)
    tally.note(Reread(own, "changed", (change._replace(deal_after="#s1"),), 2, 3))
    assert list(tally.lines()) == [
        "Deals that changed: #7. What was settled by hand stays.",
        "Stopped before the last 1 article. What was read is kept; run it again.",
        "Read again: 2 changed.",
    ]
    assert list(rereading.Tally().lines()) == ["Read again: no articles there."]
