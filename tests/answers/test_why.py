"""/why: what was decided of a deal, an article, two deals or a digest, from the records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answers import Ask
from bot.answers.claims import POSTED, settle
from bot.answers.commands import answer
from bot.model import SHARED
from tests.answers.conftest import OTHER_SERVER, PERSON, buttons, said, told
from tests.answers.test_articles import add_file
from tests.answers.test_corrections import racks
from tests.answers.test_digest import DAY, EVE, HOUR, SET, add, claim_due
from tests.answers.test_editing import TEXT as QUIBBLE
from tests.answers.test_editing import send
from tests.answers.test_watch import MINUTE, messages, sent, watcher

__all__ = ["watcher"]


async def test_of_a_deal_what_made_it_and_what_was_settled(filled: Ask) -> None:
    label = await racks(filled)
    await answer(filled, buttons(await add_file(filled))["Publish"])
    await send(filled, await answer(filled, f"/correct edit {label} part:first"), value="$2 billion")
    await answer(filled, "/correct undo Cs1")
    found = await answer(filled, f"/why {label}")
    text = said(found)
    assert text.startswith(f"Why {label}: OpenAI and Foxconn")
    assert "made from A" in text
    assert "joined by As1 “Racks”: same parties" in text
    assert "by hand: Cs1, Value corrected from not disclosed, by the person with the id 9" in text
    assert "undone by hand: Cs1" in text
    assert "There is no digest here." in text
    assert "Why As1" in said(await answer(filled, buttons(found)["As1"]))
    elsewhere = await told(replace(filled, server_id=OTHER_SERVER), f"/why {label}")
    assert "As1" not in elsewhere
    assert "Cs1" not in elsewhere


async def test_of_an_article_who_did_what_and_why_its_deals(filled: Ask) -> None:
    await answer(filled, buttons(await add_file(filled))["Publish"])
    text = await told(filled, "/why As1")
    assert "article published, by the person with the id 9" in text
    assert "How its 1 deal came to be" in text
    assert "same parties" in text
    await answer(filled, "/article remove As1 sure:yes")
    gone = await told(filled, "/why As1")
    assert gone.startswith("Why As1 is gone")
    assert "article removed" in gone
    shared = await told(filled, "/why A1")
    assert "made from it" in shared
    assert "What was done" not in shared, "that is the owner's business"
    assert "article loaded" in await told(replace(filled, server_id=SHARED, owner=True), "/why A1")
    assert "There is no article As99" in await told(filled, "/why As99")


async def test_of_two_deals_what_keeps_them_apart(filled: Ask) -> None:
    labels = [label for label in buttons(await answer(filled, "/deals openai")) if label.startswith("#")]
    one, other = labels[:2]
    found = await answer(filled, f"/why {one} {other}")
    assert said(found).startswith(f"Why {one} and {other} are two")
    assert "Compared:" in said(found)
    assert "There is no deal #99999" in await told(filled, f"/why {one} #99999")
    assert (await told(filled, f"/why {one} {one}")).startswith(f"Why {one}:")


async def test_words_that_fit_several_deals_ask_which(filled: Ask) -> None:
    found = await answer(filled, "/why openai")
    assert "Which of" in said(found)
    assert (await told(filled, next(iter(buttons(found).values())))).startswith("Why #")
    assert "Nothing here is called" in await told(filled, "/why qqqqqq")


async def test_of_a_digest_each_deal_that_it_looked_at(ask: Ask, tmp_path: Path) -> None:
    await answer(replace(ask, now=EVE), f"{SET} at_least:$10 million")
    await add(ask, tmp_path, "Aurora", at=EVE + DAY / 24, value=50_000_000)
    await add(ask, tmp_path, "Borealis", at=EVE + DAY / 24, value=1_000_000)
    [one] = await claim_due(ask.db, HOUR)
    await settle(ask.db, one, POSTED, at=HOUR, message_id=5)
    morning = replace(ask, now=HOUR)
    found = await answer(morning, "/why 2025-11-25")
    assert said(found).startswith("Why the digest of 25 November 2025\nIt was due 25 November 2025 07:30 UTC, begun")
    assert "posted" in said(found)
    assert "Aurora: chips: told as new" in said(found)
    assert "Borealis: chips: not told: " in said(found)
    assert "$10 million" in said(found)
    aurora = await told(morning, "/why aurora")
    assert "25 November 2025: told as new; that digest: posted" in aurora
    assert "25 November 2025: not told: " in await told(morning, "/why borealis")
    assert "25 November 2025: posted" in await told(morning, "/why digest")
    assert "none was due on it" in await told(morning, "/why 2025-11-20")


async def test_of_a_digest_that_was_skipped(ask: Ask) -> None:
    await answer(replace(ask, now=EVE), SET)
    late = HOUR + DAY * 2
    await claim_due(ask.db, late)
    text = await told(replace(ask, now=late), "/why 2025-11-25")
    assert "skipped" in text
    assert "No digest was due here yet." in await told(replace(ask, server_id=OTHER_SERVER), "/why digest")
    assert "There is no digest here." in await told(replace(ask, server_id=OTHER_SERVER), "/why 2025-11-25")


async def test_of_an_alert_which_watch_told_it_and_what_came_of_it(watcher: Ask, tmp_path: Path) -> None:
    admin = replace(watcher, manages=True)
    assert "No watch has told of anything here yet." in await told(admin, "/why alerts")
    await answer(replace(admin, person_id=PERSON + 5), "/watch add company:OpenAI channel:here")
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    await messages(watcher, 3)
    alerts = await told(admin, "/why alerts")
    assert alerts.count("OpenAI and Newcorp: chips: found 24 November 2025") == 2
    assert "by W1, for you: it was new there; waits for its message" in alerts
    await sent(watcher, 70)
    [label] = [one.removeprefix("Why ") for one in buttons(await answer(admin, "/why C1"))]
    deal = await told(admin, f"/why {label}")
    assert "by C1, for the channel with the id" in deal
    for one, said_of in (
        ("w1", "Why W1 told what it told\nW1: deals of OpenAI, set 24 November 2025"),
        ("C1", "by C1"),
    ):
        assert said_of in await told(admin, f"/why {one}")
    other = replace(admin, person_id=PERSON + 7)
    assert "by W1" not in await told(other, "/why alerts"), "what others watch for themselves is theirs"
    assert "There is no watch W1 here." in await told(other, "/why W1")
    elsewhere = replace(admin, server_id=OTHER_SERVER)
    assert "No watch has told" in await told(elsewhere, "/why alerts")


@pytest.mark.parametrize(
    "typed", ["#", "As", "A", "2025-99-99", "##", "!!", "#12 #", "today", "W0", "c999999999", "alert"]
)
async def test_whatever_is_asked_has_an_answer(filled: Ask, typed: str) -> None:
    assert await told(filled, f"/why {typed}")


async def test_of_a_deal_that_is_gone_which_article_took_it_along(filled: Ask) -> None:
    published = await answer(filled, buttons(await add_file(filled, QUIBBLE, "q.txt"))["Publish"])
    [own] = [label for label in buttons(published) if label.startswith("#s")]
    await send(filled, await answer(filled, f"/correct edit {own} part:first"), value="$2 billion")
    await answer(filled, "/article remove As1 sure:yes")
    gone = await answer(filled, f"/why {own}")
    assert said(gone).startswith(f"Why {own} is gone\nIts article As1")
    assert "deal corrected (Cs1: value), by the person with the id 9" in said(gone)
    assert (await told(filled, buttons(gone)["Why As1"])).startswith("Why As1 is gone")
    elsewhere = replace(filled, server_id=OTHER_SERVER)
    assert "There is no deal" in await told(elsewhere, f"/why {own}")
    await answer(filled, "/article restore As1")
    assert (await told(filled, f"/why {own}")).startswith(f"Why {own}: Quibble Works")


async def test_of_a_draft_that_it_is_one_and_why_it_went(filled: Ask) -> None:
    await add_file(filled, QUIBBLE, "q.txt")
    waiting = await answer(filled, "/why As1")
    assert said(waiting).startswith("As1 is a draft: nobody published it yet")
    assert "Publish" in buttons(await answer(filled, buttons(waiting)["Look at it"]))
    later = replace(filled, now=filled.now + DAY * 2)
    assert "Nobody published it, and a draft goes after a day." in await told(later, "/why As1")
