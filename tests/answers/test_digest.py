"""The digest over a real library: a silent beginning, then what is new and what moved, told once, on time or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Ask
from bot.answers.claims import (
    POSTED,
    Claim,
    claim,
    forget_old,
    left_open,
    nonce_of,
    put_off,
    servers_due,
    settle,
    stop,
    take_on,
)
from bot.answers.commands import answer, parse_line
from bot.answers.commitments import ledger_of
from bot.answers.edits import edit, edited, to_edit
from bot.answers.news import Moved, News
from bot.answers.telling import compose
from bot.errors import BadInput
from bot.model import Deal, Digest
from bot.store import digests, leaving
from bot.store import told as told_store
from bot.store.db import Database
from tests.answers.conftest import CHANNEL, SERVER, brief, buttons, fill, said, told
from tests.answers.deals import UNHURRIED, deals

SET = "/digest set channel:here time:08:30 zone:Europe/Berlin"
EVE = datetime(2025, 11, 24, 12, tzinfo=UTC)
HOUR = datetime(2025, 11, 25, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)


async def claim_due(db: Database, now: datetime) -> list[Claim]:
    """What a tick claims."""
    return [one for server_id in await servers_due(db, now) if (one := await claim(db, server_id, now))]


async def open_claims(db: Database, now: datetime) -> list[Claim]:
    """What a tick takes on again."""
    return [one for post in await left_open(db, now) if (one := await take_on(db, post, now))]


def deal(
    name: str,
    *,
    on: str = "2025-11-24",
    status: str = "announced",
    value: int = 0,
    due: str = "",
    dated: bool = True,
    kind: str = "supply",
) -> tuple[str, str]:
    """A brief's text and its reviewed fields: OpenAI buys chips from a company of this name."""
    text = f"OpenAI has agreed to buy chips from {name}. It pays ${value}. Deliveries end by {due}. It is {status}."
    fields = f"""
[[deals]]
kind = "{kind}"
status = "{status}"
{f'announced_on = "{on}"' if dated else ""}
headline = "OpenAI and {name}: chips"
parties = [{{ name = "OpenAI", role = "buyer" }}, {{ name = "{name}", role = "supplier" }}]
{f'value = {{ amount = {value}, currency = "USD", qualifier = "exact" }}' if value else ""}
[deals.words]
parties = ["OpenAI has agreed to buy chips from {name}"]
kind = ["buy chips"]
status = ["has agreed"]
{'announced_on = ["article"]' if dated else ""}
{f'value = ["${value}"]' if value else ""}
"""
    if due:
        fields += f"""
[[deals.commitments]]
party = "{name}"
kind = "supply"
strength = "firm"
deadline = "{due}"
words = ["Deliveries end by {due}"]
"""
    return text, fields


@pytest.fixture
async def with_digest(filled: Ask) -> Ask:
    """A server with a digest, set the day before the library was filled."""
    ask = replace(filled, now=EVE)
    await answer(ask, SET)
    return ask


async def add(ask: Ask, folder: Path, name: str, *, at: datetime, file: str = "", **fields: object) -> None:
    text, deals = deal(name, **fields)  # type: ignore[arg-type]
    on = str(fields.get("on", "2025-11-24"))
    await fill(ask.db, brief(folder, file or name.replace(" ", "-"), text, deals, on=on), now=at)


@pytest.fixture
async def started(ask: Ask, tmp_path: Path) -> Ask:
    """A server with a digest, set over a library of one deal."""
    await add(ask, tmp_path, "Oldcorp", at=EVE - DAY)
    early = replace(ask, now=EVE)
    await answer(early, SET)
    return early


async def test_what_was_here_is_not_news(started: Ask) -> None:
    assert await claim_due(started.db, HOUR - timedelta(seconds=1)) == []
    assert await claim_due(started.db, HOUR) == []
    last = await digests.last_post(started.db, SERVER)
    assert last is not None
    assert (last.local_date, last.outcome) == (date(2025, 11, 25), "nothing new")


async def test_new_deals_come_the_largest_first_and_once(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Smallcorp", at=EVE + timedelta(hours=1), value=1_000_000)
    await add(started, tmp_path, "Largecorp", at=EVE + timedelta(hours=2), value=9_000_000_000)
    (one,) = await claim_due(started.db, HOUR)
    text = said(one.answer)
    assert text.startswith("Deals, Tuesday 25 November 2025\nNew\nOpenAI and Largecorp: chips")
    assert text.index("Largecorp") < text.index("Smallcorp")
    assert "Oldcorp" not in text
    assert (one.server_id, one.channel_id, one.local_date) == (SERVER, CHANNEL, date(2025, 11, 25))
    assert (one.late, one.missed) == (False, False)
    assert await claim_due(started.db, HOUR + timedelta(seconds=30)) == []
    await settle(started.db, one, POSTED, at=HOUR + timedelta(seconds=2), message_id=4)
    assert await claim_due(started.db, HOUR + DAY) == []


async def test_every_line_leads_to_its_card(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (one,) = await claim_due(started.db, HOUR)
    ((_, line),) = buttons(one.answer).items()
    assert (await told(started, line)).startswith("OpenAI and Newcorp: chips")


async def test_a_post_that_failed_is_told_again(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (one,) = await claim_due(started.db, HOUR)
    await settle(started.db, one, "failed: Missing Permissions", at=HOUR)
    (again,) = await claim_due(started.db, HOUR + DAY)
    assert "Newcorp" in said(again.answer)


async def test_what_changes_while_it_is_posted_is_told_the_next_time(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (one,) = await claim_due(started.db, HOUR)
    await add(
        started, tmp_path, "Newcorp", at=HOUR + timedelta(seconds=1), file="closed", status="completed", on="2025-11-25"
    )
    await settle(started.db, one, POSTED, at=HOUR + timedelta(seconds=2))
    (again,) = await claim_due(started.db, HOUR + DAY)
    assert "Moved\n" in said(again.answer)
    assert "announced → completed" in said(again.answer)


async def test_a_known_deal_that_moves_is_told_as_moved(started: Ask, tmp_path: Path) -> None:
    await add(
        started, tmp_path, "Oldcorp", at=EVE + timedelta(hours=1), file="closed", status="completed", on="2025-11-25"
    )
    (one,) = await claim_due(started.db, HOUR)
    text = said(one.answer)
    assert "New\n" not in text
    assert "announced → completed; 1 more source" in text


async def test_older_deals_are_one_line(started: Ask, tmp_path: Path) -> None:
    for name in ("Alphacorp", "Betacorp"):
        await add(started, tmp_path, name, at=EVE + timedelta(hours=1), on="2024-01-10")
    (one,) = await claim_due(started.db, HOUR)
    text = said(one.answer)
    assert "2 older deals were added." in text
    assert "Alphacorp" not in text
    everything = await told(started, buttons(one.answer)["All 2"])
    assert "Alphacorp" in everything
    assert "Betacorp" in everything


async def test_ten_lines_at_most_then_all_of_them(started: Ask, tmp_path: Path) -> None:
    for number in range(13):
        await add(started, tmp_path, f"Corp{number:02d}x", at=EVE + timedelta(hours=1), value=number + 1)
    (one,) = await claim_due(started.db, HOUR)
    lines = [line for section in one.answer.cards[0].sections for line in section.lines]
    assert len(lines) == 10
    everything = await told(started, buttons(one.answer)["All 13"])
    assert everything.startswith("13 deals: new or changed")
    assert "Page 1 of 2" in everything
    with pytest.raises(BadInput):
        await answer(started, "/digest all since:yesterday")


async def test_what_falls_due_soon_is_told_once(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1), due="2025-12-01")
    (one,) = await claim_due(started.db, HOUR)
    assert "Due soon\nBy 1 December 2025: Newcorp to supply (firm)" in said(one.answer)
    await settle(started.db, one, POSTED, at=HOUR)
    assert await claim_due(started.db, HOUR + DAY) == []


async def test_a_filter_lets_through_what_it_names(ask: Ask, tmp_path: Path) -> None:
    early = replace(ask, now=EVE)
    await answer(early, f"{SET} kinds:supply at_least:$1bn")
    await add(early, tmp_path, "Largecorp", at=EVE + timedelta(hours=1), value=2_000_000_000)
    await add(early, tmp_path, "Smallcorp", at=EVE + timedelta(hours=1), value=2_000_000)
    await add(early, tmp_path, "Othercorp", at=EVE + timedelta(hours=1), value=2_000_000_000, kind="services")
    (one,) = await claim_due(early.db, HOUR)
    text = said(one.answer)
    assert "Largecorp" in text
    assert "Smallcorp" not in text
    assert "Othercorp" not in text
    await settle(early.db, one, POSTED, at=HOUR)
    assert await claim_due(early.db, HOUR + DAY) == [], "what the filter held back is not kept for later"


async def test_companies_can_be_named(started: Ask, tmp_path: Path) -> None:
    await answer(started, f"{SET} companies:Oldcorp")
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    assert await claim_due(started.db, HOUR) == []
    with pytest.raises(BadInput) as error:
        await answer(started, f"{SET} companies:OpenAI, Oldcrop")
    assert "Oldcorp" in str(error.value)


async def test_late_is_said_and_too_late_is_skipped_and_said(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    assert await claim_due(started.db, HOUR + timedelta(hours=13)) == []
    assert "skipped: it could not be posted within 12 hours" in await told(started, "/digest show")
    (one,) = await claim_due(started.db, HOUR + DAY + timedelta(hours=11))
    text = said(one.answer)
    assert one.late
    assert "Late: this was due at 08:30." in text
    assert "The digest of 25 November 2025 was skipped" in text
    assert "Newcorp" in text


async def test_two_processes_claim_it_once(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    first = await claim_due(started.db, HOUR)
    second = await claim_due(started.db, HOUR)
    assert (len(first), len(second)) == (1, 0)


async def test_a_claim_that_a_crash_left_open_comes_back_as_it_was(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (lost,) = await claim_due(started.db, HOUR)
    await add(started, tmp_path, "Latercorp", at=HOUR + timedelta(minutes=1))
    assert await open_claims(started.db, HOUR + timedelta(minutes=1)) == [], "it may still be on its way"
    (found,) = await open_claims(started.db, HOUR + timedelta(minutes=10))
    assert (found.nonce, found.local_date, found.missed) == (lost.nonce, lost.local_date, False)
    assert "Newcorp" in said(found.answer)
    assert "Latercorp" not in said(found.answer)
    (too_late,) = await open_claims(started.db, HOUR + timedelta(hours=13))
    assert too_late.missed
    await settle(started.db, found, POSTED, at=HOUR + timedelta(minutes=10), message_id=5)
    assert await open_claims(started.db, HOUR + timedelta(hours=1)) == []
    (after,) = await claim_due(started.db, HOUR + DAY)
    assert "Latercorp" in said(after.answer)
    assert "Newcorp" not in said(after.answer)


async def test_an_open_claim_of_a_digest_that_is_off_is_settled(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await claim_due(started.db, HOUR)
    await answer(started, "/digest off")
    assert await open_claims(started.db, HOUR + timedelta(hours=1)) == []
    last = await digests.last_post(started.db, SERVER)
    assert last is not None
    assert last.outcome == "skipped: turned off"


async def test_each_line_says_why_it_is_there_or_not(ask: Ask, tmp_path: Path) -> None:
    early = replace(ask, now=EVE)
    await answer(early, f"{SET} kinds:supply at_least:$1bn")
    await add(early, tmp_path, "Largecorp", at=EVE + timedelta(hours=1), value=2_000_000_000)
    await add(early, tmp_path, "Smallcorp", at=EVE + timedelta(hours=1), value=2_000_000)
    await add(early, tmp_path, "Mutecorp", at=EVE + timedelta(hours=1))
    await add(early, tmp_path, "Othercorp", at=EVE + timedelta(hours=1), value=2_000_000_000, kind="services")
    await claim_due(early.db, HOUR)
    lines = await told_store.lines_of(early.db, SERVER, date(2025, 11, 25))
    found = {line.why: line.section for line in lines}
    assert found == {
        "": "new",
        "below the filter of about $1 billion, set on 24 November 2025": "left out",
        "no stated value, and the filter asks for about $1 billion, set on 24 November 2025": "left out",
        "services is not among the filter's kinds (supply), set on 24 November 2025": "left out",
    }


async def posted(ask: Ask, at: datetime) -> Claim:
    (one,) = await claim_due(ask.db, at)
    await settle(ask.db, one, POSTED, at=at, message_id=4)
    return one


async def brought_up_to_date(ask: Ask, at: datetime) -> list[str]:
    """What a tick's edits say."""
    found = []
    for server_id, day in await to_edit(ask.db, at, since=at - timedelta(hours=12)):
        change = await edit(ask.db, server_id, day, at)
        if change is not None:
            await edited(ask.db, change, at)
            found.append(said(change.answer))
    return found


async def test_a_deal_that_moves_within_the_day_is_edited_in_place_and_not_told_again(
    started: Ask, tmp_path: Path
) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await add(started, tmp_path, "Stillcorp", at=EVE + timedelta(hours=1))
    await posted(started, HOUR)
    assert await brought_up_to_date(started, HOUR + timedelta(hours=1)) == []
    noon = HOUR + timedelta(hours=4)
    await add(started, tmp_path, "Newcorp", at=noon, file="paid", value=3_000_000_000)
    [text] = await brought_up_to_date(started, noon + timedelta(minutes=1))
    assert "Newcorp: chips - announced 24 November 2025, $3 billion; since then: value $3 billion" in text
    assert text.endswith("Stillcorp: chips - announced 24 November 2025")
    assert await brought_up_to_date(started, noon + timedelta(minutes=2)) == []
    evening = HOUR + timedelta(hours=9)
    await add(started, tmp_path, "Newcorp", at=evening, file="closed", status="completed", on="2025-11-25")
    [text] = await brought_up_to_date(started, evening + timedelta(minutes=1))
    assert "since then: announced → completed; value $3 billion; 2 more sources" in text, "all since it was first told"
    assert await claim_due(started.db, HOUR + DAY) == [], "an edit counts as told"


async def test_after_its_day_a_post_is_left_as_it_is(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await posted(started, HOUR)
    midnight = datetime(2025, 11, 25, 23, 5, tzinfo=UTC)
    await add(started, tmp_path, "Newcorp", at=midnight, file="closed", status="completed", on="2025-11-25")
    assert await brought_up_to_date(started, midnight + timedelta(minutes=1)) == []
    (one,) = await claim_due(started.db, HOUR + DAY)
    assert "announced → completed" in said(one.answer)


async def test_a_deal_that_is_taken_out_again_leaves_the_post(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await add(started, tmp_path, "Stillcorp", at=EVE + timedelta(hours=1))
    await posted(started, HOUR)
    number = await started.db.fetch_value("select number from articles where title = 'Newcorp'")
    await answer(replace(started, server_id=0, now=HOUR + timedelta(hours=1)), f"/article remove A{number} sure:yes")
    later = HOUR + timedelta(hours=1, minutes=1)
    [(server_id, day)] = await to_edit(started.db, later, since=None)
    change = await edit(started.db, server_id, day, later)
    assert change is not None
    await edited(started.db, change, later)
    assert await to_edit(started.db, later, since=None) == []
    assert "Newcorp" not in said(change.answer)
    assert "Stillcorp" in said(change.answer)
    assert "1 deal told here was taken out or merged since." in said(change.answer)


async def test_what_goes_wrong_is_tried_again_with_growing_pauses_until_the_window_is_over(
    started: Ask, tmp_path: Path
) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (one,) = await claim_due(started.db, HOUR)
    assert await put_off(started.db, one, "I lack Send Messages.", now=HOUR, warn=True), "told once"
    pauses, now = [], HOUR
    while True:
        [post] = await digests.posts_of(started.db, SERVER, limit=1)
        if post.outcome:
            break
        assert post.retry_at is not None
        pauses.append((post.retry_at - now).total_seconds())
        now = post.retry_at
        (again,) = await open_claims(started.db, now)
        assert await open_claims(started.db, now) == [], "taken on by one alone"
        assert not await put_off(started.db, again, "I lack Send Messages.", now=now, warn=True)
    assert pauses[:6] == [30, 60, 120, 240, 480, 600]
    assert max(pauses) == 600
    assert now - HOUR > timedelta(hours=12)
    assert post.outcome == "skipped: I lack Send Messages"
    (after,) = await claim_due(started.db, HOUR + DAY)
    assert "The digest of 25 November 2025 was skipped: I lack Send Messages." in said(after.answer)


async def test_how_it_stands_is_shown_while_it_waits(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    (one,) = await claim_due(started.db, HOUR)
    await put_off(started.db, one, "I lack Send Messages in the digest's channel.", now=HOUR, warn=True)
    text = await told(replace(started, now=HOUR), "/digest show")
    assert "Last: 25 November 2025, not posted yet: I lack Send Messages in the digest's channel. Tried again" in text


async def test_a_deleted_channel_turns_it_off_and_says_so(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await claim_due(started.db, HOUR)
    assert await stop(started.db, SERVER, CHANNEL + 1, HOUR) is None, "another channel"
    assert await stop(started.db, SERVER, CHANNEL, HOUR) is not None
    assert await stop(started.db, SERVER, CHANNEL, HOUR) is None, "told once"
    text = await told(started, "/digest show")
    assert "Next: none, for its channel was deleted (noticed on 25 November 2025)." in text
    assert "skipped: its channel was deleted" in text
    assert await claim_due(started.db, HOUR + DAY) == []
    await answer(replace(started, now=HOUR + DAY), SET)
    (one,) = await claim_due(started.db, HOUR + 2 * DAY)
    assert "Newcorp" in said(one.answer), "what could not be told is told when it can be again"


async def test_a_server_that_threw_the_bot_out_is_left_alone_until_it_is_back(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    async with started.db.transaction() as tx:
        await leaving.went(tx, SERVER, EVE)
    assert await claim_due(started.db, HOUR) == []
    assert await digests.last_post(started.db, SERVER) is None
    async with started.db.transaction() as tx:
        await leaving.came(tx, SERVER, "Testers", HOUR)
    (one,) = await claim_due(started.db, HOUR + timedelta(minutes=20))
    assert "Newcorp" in said(one.answer)


async def test_a_test_post_is_offered(started: Ask) -> None:
    line = buttons(await answer(started, "/digest show"))["Test post"]
    answered = await answer(started, line)
    assert answered.post is not None
    assert "The next one is due 25 November 2025 07:30 UTC" in said(answered.post.answer)


async def test_what_is_kept_of_each_line_goes_after_two_months(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    await posted(started, HOUR)
    assert await forget_old(started.db, HOUR + 59 * DAY) == 0
    assert await forget_old(started.db, HOUR + 61 * DAY) == 1


async def test_nothing_new_can_be_one_quiet_line(started: Ask) -> None:
    await answer(started, f"{SET} when_empty:yes")
    (one,) = await claim_due(started.db, HOUR)
    assert "Nothing new since the last digest." in said(one.answer)


async def test_preview_and_now_leave_the_days_digest_alone(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    later = replace(started, now=EVE + timedelta(hours=2))
    preview = await answer(later, "/digest preview")
    assert preview.private
    assert "Newcorp" in said(preview)
    posted = await answer(later, "/digest now")
    assert posted.post is not None
    assert posted.post.channel_id == CHANNEL
    assert "Newcorp" in said(posted.post.answer)
    (one,) = await claim_due(started.db, HOUR)
    assert "Newcorp" in said(one.answer)


async def test_setting_it_anew_does_not_post_for_an_hour_that_has_passed(started: Ask, tmp_path: Path) -> None:
    await add(started, tmp_path, "Newcorp", at=EVE + timedelta(hours=1))
    afternoon = replace(started, now=HOUR - timedelta(minutes=30))
    changed = await answer(afternoon, "/digest set channel:here time:07:00 zone:Europe/Berlin")
    assert "Changed." in said(changed)
    assert await claim_due(started.db, HOUR) == []
    (one,) = await claim_due(started.db, HOUR + DAY - timedelta(hours=1))
    assert "Newcorp" in said(one.answer)


async def test_how_it_is_set_is_shown(started: Ask) -> None:
    result = await answer(started, "/digest show")
    text = said(result)
    assert "Where: this channel" in text
    assert "When: 08:30, Europe/Berlin, every day" in text
    assert "What: every deal" in text
    assert "Next: 25 November 2025 07:30 UTC" in text
    assert buttons(result)["Turn off"] == "/digest off"
    elsewhere = await told(replace(started, channel_id=1), "/digest show")
    assert f"the channel with the id {CHANNEL}" in elsewhere
    assert "The digest is off." in await told(started, "/digest off")
    for line in ("/digest show", "/digest preview", "/digest now", "/digest off"):
        assert "There is no digest here" in await told(started, line)


async def test_wrong_settings_change_nothing(ask: Ask) -> None:
    for wrong in ("time:25:00 zone:UTC", "time:08:30 zone:Mars/Base", "time:08:30 zone:UTC days:someday"):
        with pytest.raises(BadInput):
            await answer(ask, f"/digest set channel:here {wrong}")
    assert "There is no digest here" in await told(ask, "/digest show")


async def test_seeds_are_no_flood(with_digest: Ask) -> None:
    """Even a whole library that comes in at once is ten lines and a count."""
    (one,) = await claim_due(with_digest.db, HOUR + DAY)
    lines = [line for section in one.answer.cards[0].sections for line in section.lines]
    assert len(lines) <= 17
    assert len(said(one.answer)) < 4_000


@UNHURRIED
@given(deals(), st.integers(0, 15), st.integers(0, 3), st.integers(0, 15))
def test_any_news_gives_a_digest_of_a_sane_size(one: Deal, times: int, old: int, moved: int) -> None:
    new, older = [one] * times, [one] * old
    digest = Digest(SERVER, CHANNEL, "08:30", "Europe/Berlin", set_at=EVE)
    due = tuple(ledger_of(new))
    steps = tuple(Moved(one, "announced → completed") for one in [one] * moved)
    news = News(tuple(new), steps, tuple(older), tuple(one for one in due if one.deadline), since=EVE)
    result = compose(news, digest, local_date=date(2025, 11, 25), notes=("Late.",))
    lines = [line for section in result.cards[0].sections for line in section.lines]
    assert len(lines) <= 18
    assert len(said(result)) <= 6_000
    for line in buttons(result).values():
        parse_line(line)


def test_a_nonce_is_short_and_its_own() -> None:
    days = [date(2025, 11, 25), date(2025, 11, 26)]
    nonces = {nonce_of(server, day) for server in (0, 1, 2**63 - 1, 2**64) for day in days}
    assert len(nonces) == 8
    assert all(len(nonce) <= 25 for nonce in nonces)
