"""Watches over a real library: told when a deal is new or moves, once, gathered, and at most once an hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.answers import Ask
from bot.answers.alerts import SENT, Message, claim_all, closed, composed, left_open, look, not_member, put_off, settle
from bot.answers.commands import answer
from bot.answers.watch import CLOSED, notice
from bot.answers.watch import closed as dms_closed
from bot.errors import BadInput, Forbidden
from bot.store import alerts
from tests.answers.conftest import CHANNEL, OTHER_SERVER, PERSON, SERVER, buttons, said, told
from tests.answers.test_digest import DAY, EVE, add

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def watcher(ask: Ask, tmp_path: Path) -> Ask:
    """A member who watches OpenAI, in a library of one deal."""
    await add(ask, tmp_path, "Oldcorp", at=EVE - DAY)
    me = replace(ask, now=EVE, manages=False)
    await answer(me, "/watch add company:OpenAI")
    return me


async def messages(ask: Ask, minutes: float, *, quiet: bool = True) -> list[Message]:
    """What a tick claims, so long after the watch was set; `quiet`: a minute after what changed was seen."""
    at = EVE + timedelta(minutes=minutes)
    await look(ask.db, at - MINUTE if quiet else at, since=at - MINUTE)
    return await claim_all(ask.db, at)


async def text_of(ask: Ask, message: Message) -> str:
    found = await composed(ask.db, message, {SERVER: "Testers"})
    return said(found) if found else ""


async def sent(ask: Ask, minutes: float, *, quiet: bool = True) -> list[str]:
    """What a tick sends."""
    found = await messages(ask, minutes, quiet=quiet)
    texts = [await text_of(ask, one) for one in found]
    for one in found:
        await settle(ask.db, one, SENT, at=EVE + timedelta(minutes=minutes), sent_to=1, message_id=1)
    return texts


async def test_a_new_deal_is_told_once(watcher: Ask, tmp_path: Path) -> None:
    assert await sent(watcher, 1) == [], "what was here is not news"
    await add(watcher, tmp_path, "Newcorp", at=EVE + 2 * MINUTE)
    assert await sent(watcher, 2.5, quiet=False) == [], "more may come in a row"
    [text] = await sent(watcher, 5)
    assert text.startswith("Deals you watch\nNew in Testers\nOpenAI and Newcorp: chips")
    assert "Told because of W1." in text
    assert "Oldcorp" not in text
    for minutes in (6, 70, 200):
        assert await sent(watcher, minutes) == []


async def test_a_move_is_told_and_a_ninth_article_is_not(watcher: Ask, tmp_path: Path) -> None:
    for number in range(9):
        await add(watcher, tmp_path, "Oldcorp", at=EVE + number * MINUTE, file=f"again-{number}")
    assert await sent(watcher, 30) == []
    await add(watcher, tmp_path, "Oldcorp", at=EVE + HOUR, file="closed", status="completed", on="2025-11-25")
    [text] = await sent(watcher, 65)
    assert "Moved in Testers\nOpenAI and Oldcorp: chips - announced → completed\n" in text
    assert "source" not in text


async def test_what_comes_within_the_hour_is_gathered_into_one_message(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Onecorp", at=EVE + MINUTE)
    assert len(await sent(watcher, 3)) == 1
    for number in range(12):
        await add(watcher, tmp_path, f"Corp{number:02d}x", at=EVE + (10 + number) * MINUTE)
        assert await sent(watcher, 12 + number) == [], "not twice within the hour"
    [text] = await sent(watcher, 64)
    assert text.count(": chips") == 10
    assert "and 2 more deals: see /deals." in text


async def test_a_steady_stream_is_told_after_ten_minutes(watcher: Ask, tmp_path: Path) -> None:
    texts: list[str] = []
    for number in range(1, 13):
        await add(watcher, tmp_path, f"Corp{number:02d}x", at=EVE + number * MINUTE)
        texts += await sent(watcher, number + 0.2, quiet=False)
    assert len(texts) == 1


async def test_two_watches_tell_one_thing_once(watcher: Ask, tmp_path: Path) -> None:
    await answer(watcher, "/watch add kind:supply word:chips")
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    [text] = await sent(watcher, 3)
    assert text.count("Newcorp") == 1


@pytest.mark.parametrize(
    ("watch", "hears"),
    [
        ("company:Newcorp", True),
        ("company:Oldcorp", False),
        ("kind:supply", True),
        ("kind:services", False),
        ("word:chips", True),
        ("word:nuclear", False),
        ("company:OpenAI kind:supply word:chip", True),
        ("company:OpenAI kind:services", False),
        ("deal:#1", False),
    ],
)
async def test_a_watch_hears_what_it_names(ask: Ask, tmp_path: Path, watch: str, hears: bool) -> None:
    await add(ask, tmp_path, "Oldcorp", at=EVE - DAY)
    await add(ask, tmp_path, "Newcorp", at=EVE - DAY, on="2025-11-20")
    await answer(replace(ask, now=EVE), f"/watch add {watch}")
    await add(ask, tmp_path, "Newcorp", at=EVE + MINUTE, file="closed", status="completed", on="2025-11-25")
    assert bool(await sent(ask, 3)) is hears


async def test_into_a_channel_takes_manage_server(watcher: Ask, tmp_path: Path) -> None:
    with pytest.raises(Forbidden) as error:
        await answer(watcher, "/watch add company:OpenAI channel:here")
    assert "Manage Server" in str(error.value)
    admin = replace(watcher, manages=True, person_id=PERSON + 5)
    result = await answer(admin, "/watch add company:OpenAI channel:here")
    assert result.post is not None
    assert (result.post.channel_id, result.post.person_id) == (CHANNEL, 0)
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    found = await messages(watcher, 3)
    assert {one.post.target for one in found} == {alerts.Target(PERSON, 0), alerts.Target(0, CHANNEL)}
    listed = await answer(replace(admin, person_id=PERSON + 6), "/watch list")
    assert "C1: deals of OpenAI" in said(listed)
    assert "is gone" in await told(replace(admin, person_id=PERSON + 6), "/watch remove C1")
    with pytest.raises(BadInput):
        await answer(watcher, "/watch remove C1")


async def test_it_is_tested_when_it_is_set_and_cannot_be_doubled(watcher: Ask) -> None:
    result = await answer(watcher, "/watch add word:nuclear")
    assert result.private
    assert result.post is not None
    assert result.post.person_id == PERSON
    assert "A test: this is where you are told of deals that speak of “nuclear”" in said(result.post.answer)
    again = await answer(watcher, "/watch add word:nuclear")
    assert again.post is None
    assert "You watch that already: W2." in said(again)


async def test_twenty_five_a_person_and_it_is_said_plainly(watcher: Ask) -> None:
    for number in range(24):
        result = await answer(watcher, f"/watch add word:thing{number}")
    assert "You have 25 of 25 watches." in said(result)
    with pytest.raises(BadInput) as error:
        await answer(watcher, "/watch add word:onemore")
    assert "You have 25 watches, the most that one person can have." in str(error.value)
    assert "25 watches of 25" in await told(watcher, "/watch list")
    assert "W3 is gone" in await told(watcher, "/watch remove w3")
    await answer(watcher, "/watch add word:onemore")
    await answer(replace(watcher, person_id=PERSON + 1), "/watch add word:onemore")


async def test_what_cannot_be_watched_is_said(watcher: Ask) -> None:
    for wrong in ("", "deal:#99", "deal:nonsense", "kind:nonsense"):
        with pytest.raises(BadInput):
            await answer(watcher, f"/watch add {wrong}")
    unclear = await answer(watcher, "/watch add company:Oldcrop")
    assert "Oldcorp" in said(unclear) + str(buttons(unclear))
    with pytest.raises(BadInput) as error:
        await answer(replace(watcher, person_id=0), "/watch add company:OpenAI")
    assert "terminal" in str(error.value)


async def test_the_card_has_a_watch_button(watcher: Ask, tmp_path: Path) -> None:
    card = await answer(watcher, "/deal #1")
    result = await answer(watcher, buttons(card)["Watch"])
    assert "the deal OpenAI and Oldcorp: chips" in said(result)
    assert "/watch add company:Oldcorp" in buttons(result).values()


async def test_closed_messages_pause_and_are_said_at_the_next_command_once(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    [message] = await messages(watcher, 3)
    await closed(watcher.db, message, CLOSED, at=EVE + 3 * MINUTE)
    assert await messages(watcher, 200) == []
    heard = await notice(watcher.db, PERSON)
    assert heard is not None
    assert "Your watch W1 is paused, for you take no direct messages from me. Allow direct" in said(heard)
    assert await notice(watcher.db, PERSON) is None
    assert "Paused, for you take no direct messages from me." in await told(watcher, "/watch list")
    resumed = await answer(watcher, buttons(heard)["Resume"])
    assert resumed.post is not None
    assert resumed.post.person_id == PERSON
    [text] = await sent(watcher, 202)
    assert "Newcorp" in text, "what waited is told then"


async def test_closed_at_the_test_message_is_known_at_once(watcher: Ask) -> None:
    await dms_closed(watcher.db, PERSON)
    assert await notice(watcher.db, PERSON) is None, "they have just been told"
    assert "Paused" in await told(watcher, "/watch list")
    assert "A test message has been sent" in await told(watcher, "/watch add company:OpenAI"), "set again, it resumes"


async def test_a_servers_own_deals_are_told_to_its_members_alone(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    [message] = await messages(watcher, 3)
    left = await not_member(watcher.db, message, SERVER)
    assert await composed(watcher.db, left, {}) is None
    assert await messages(watcher, 300) == []
    heard = await notice(watcher.db, PERSON)
    assert heard is not None
    assert "you are no longer in the server where you set it" in said(heard)
    elsewhere = replace(watcher, server_id=OTHER_SERVER)
    assert "No watch of yours is paused, or can be resumed from here." in await told(elsewhere, "/watch resume")
    assert "1 watch resumed." in await told(watcher, "/watch resume")


async def test_a_message_that_a_crash_left_open_is_taken_on_by_one(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    [message] = await messages(watcher, 3)
    assert await left_open(watcher.db, EVE + 4 * MINUTE) == []
    [again] = await left_open(watcher.db, EVE + 20 * MINUTE)
    assert again.nonce == message.nonce
    assert await left_open(watcher.db, EVE + 20 * MINUTE) == []
    assert "Newcorp" in await text_of(watcher, again)
    await put_off(watcher.db, again, "Discord could not be reached.", now=EVE + 20 * MINUTE)
    assert await messages(watcher, 21) == [], "it is the same message that is tried again"
    assert len(await left_open(watcher.db, EVE + 21 * MINUTE)) == 1
    [late] = await left_open(watcher.db, EVE + 2 * DAY)
    assert late.missed


async def test_what_was_told_is_kept_for_why(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    await sent(watcher, 3)
    deal_id = await watcher.db.fetch_value("select max(id) from deals")
    [told] = await alerts.alerts_here(watcher.db, SERVER, PERSON, deal_id=deal_id)
    assert (told.alert.watch, told.alert.how, told.outcome) == ("W1", "", "posted")
    assert await alerts.alerts_here(watcher.db, SERVER, PERSON + 1, deal_id=deal_id) == ()


async def test_a_removed_watch_tells_no_more(watcher: Ask, tmp_path: Path) -> None:
    await add(watcher, tmp_path, "Newcorp", at=EVE + MINUTE)
    await look(watcher.db, EVE + 2 * MINUTE, since=EVE)
    await answer(watcher, "/watch remove W1")
    assert await sent(watcher, 10) == []
