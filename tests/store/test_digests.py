"""Digest posts and what was told: a day is claimed once, taken on by one at a time, settled once, and remembered."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from bot.store import digests, told
from bot.store.db import Database, open_database
from bot.store.digests import DigestPost
from bot.store.told import DigestLine
from tests.making import NOW, report
from tests.store.shelf import publish, remove

SERVER, OTHER = 2**62, 20
TODAY = date(2025, 11, 25)
MINUTE = timedelta(minutes=1)


async def claim(db: Database, nonce: str = "n", day: date = TODAY, server_id: int = SERVER) -> bool:
    async with db.transaction() as tx:
        return await digests.claim(tx, server_id, day, NOW, nonce, channel_id=5)


async def test_a_day_is_claimed_once_by_whomever(db: Database, url: str) -> None:
    async with open_database(url) as other:
        claims = await asyncio.gather(*(claim(one, str(place)) for place, one in enumerate([db, other] * 5)))
    assert sum(claims) == 1
    assert await claim(db, day=TODAY + timedelta(days=1))
    assert await claim(db, server_id=OTHER)


async def test_a_claim_is_open_until_it_is_settled(db: Database) -> None:
    await claim(db)
    [found] = await digests.open_claims(db, taken_before=NOW + MINUTE, now=NOW)
    assert found == DigestPost(SERVER, TODAY, NOW, "n", 5, due_at=NOW, taken_at=NOW)
    assert await digests.open_claims(db, taken_before=NOW, now=NOW) == (), "whoever has it may still be at it"
    async with db.transaction() as tx:
        assert await digests.settle(tx, SERVER, TODAY, "posted", at=NOW, message_id=2**60)
        assert not await digests.settle(tx, SERVER, TODAY, "skipped: late", at=NOW), "settled once and for all"
    assert await digests.open_claims(db, taken_before=NOW + MINUTE, now=NOW) == ()
    posted = DigestPost(SERVER, TODAY, NOW, "n", 5, 2**60, "posted", NOW, NOW, NOW)
    assert await digests.last_post(db, SERVER) == await digests.get_post(db, SERVER, TODAY) == posted
    assert await digests.last_post(db, OTHER) is None
    await claim(db, day=TODAY + timedelta(days=1))
    await claim(db, server_id=OTHER)
    assert await digests.last_days(db) == {SERVER: TODAY + timedelta(days=1), OTHER: TODAY}
    assert [post.local_date for post in await digests.posts_of(db, SERVER)] == [TODAY + timedelta(days=1), TODAY]
    assert await digests.last_telling(db, SERVER, before=TODAY + timedelta(days=2)) == posted


async def test_an_open_claim_is_taken_on_by_one_alone(db: Database, url: str) -> None:
    await claim(db)
    [found] = await digests.open_claims(db, taken_before=NOW + MINUTE, now=NOW)

    async def take(one: Database) -> bool:
        async with one.transaction() as tx:
            return await digests.take_on(tx, found, NOW + MINUTE)

    async with open_database(url) as other:
        assert sum(await asyncio.gather(*(take(one) for one in [db, other] * 3))) == 1
    assert await digests.open_claims(db, taken_before=NOW + MINUTE, now=NOW) == ()


async def test_what_is_put_off_comes_back_at_its_time_only(db: Database) -> None:
    await claim(db)
    async with db.transaction() as tx:
        await digests.put_off(tx, SERVER, TODAY, trouble="down", retry_at=NOW + 2 * MINUTE, tries=3)
    late = NOW + timedelta(hours=9)
    assert await digests.open_claims(db, taken_before=late, now=NOW + MINUTE) == ()
    [found] = await digests.open_claims(db, taken_before=NOW, now=NOW + 2 * MINUTE)
    assert (found.tries, found.trouble) == (3, "down")


async def test_lines_are_kept_restated_and_forgotten(db: Database) -> None:
    await publish(db, report("A/B"), now=NOW)
    [deal_id] = await told.untold(db, SERVER)
    await claim(db)
    lines = [
        DigestLine(SERVER, TODAY, deal_id, "new", 0, "", "was"),
        DigestLine(SERVER, TODAY, deal_id, "due", 1, "", "was"),
    ]
    async with db.transaction() as tx:
        await told.keep_lines(tx, lines)
        await digests.settle(tx, SERVER, TODAY, "posted", at=NOW, message_id=5)
        await told.mark_lines_told(tx, SERVER, TODAY, NOW)
    assert list(await told.lines_of(db, SERVER, TODAY)) == lines
    assert list(await told.lines_on(db, SERVER, deal_id)) == lines
    assert await told.told(db, SERVER, [deal_id]) == {deal_id: "was"}
    changed = await told.changed_deals(db, since=NOW - MINUTE)
    assert changed == (deal_id,)
    assert await told.changed_deals(db, since=NOW) == ()
    to_edit = await told.posts_to_edit(db, changed, since=NOW - MINUTE, shown=10)
    assert to_edit == ((SERVER, TODAY),), "the view's own state is another than the one told"
    assert await told.posts_to_edit(db, changed, since=NOW - MINUTE, shown=0) == ()
    assert await told.posts_to_edit(db, changed, since=NOW, shown=10) == ()
    state = await db.fetch_value("select state from deal_views")
    async with db.transaction() as tx:
        await told.restate(tx, DigestLine(SERVER, TODAY, deal_id, "new", 0, "was", state))
    assert await told.posts_to_edit(db, changed, since=NOW - MINUTE, shown=10) == ()
    assert (await told.lines_of(db, SERVER, TODAY))[0].before == "was"
    async with db.transaction() as tx:
        assert await told.forget_lines(tx, before=TODAY) == 0
        assert await told.forget_lines(tx, before=TODAY + timedelta(days=1)) == 2


async def test_what_a_server_was_told_is_remembered_until_it_moves(db: Database) -> None:
    await publish(db, report("A/B"), now=NOW)
    kept = await publish(db, report("C/D"), server_id=SERVER, now=NOW + timedelta(hours=1))
    news = await told.untold(db, SERVER)
    assert list(news.values()) == [NOW + timedelta(hours=1), NOW]
    assert len(await told.untold(db, OTHER)) == 1
    own, shared = news
    assert list(await told.untold(db, SERVER, since=NOW)) == [own]
    states = {row["deal_id"]: row["state"] for row in await db.fetch("select deal_id, state from deal_views")}
    async with db.transaction() as tx:
        await told.mark_told(tx, SERVER, {own: "old", shared: "old"}, NOW + timedelta(hours=2))
    assert len(await told.untold(db, SERVER)) == 2, "it is the state that counts, not the time"
    async with db.transaction() as tx:
        await told.mark_told(tx, SERVER, states, NOW)
    assert await told.untold(db, SERVER) == {}
    assert await told.told(db, SERVER, [own, shared, 99]) == states
    assert await told.told(db, OTHER, [own, shared]) == await told.told(db, SERVER, []) == {}
    await publish(db, report("A/B", status="completed"), now=NOW + timedelta(hours=3))
    assert list(await told.untold(db, SERVER)) == [shared]
    await remove(db, kept)
    assert list(await told.untold(db, SERVER, limit=1)) == [shared]


async def test_what_was_told_of_an_own_deal_was_told_of_the_shared_one_it_goes_into(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services"), server_id=SERVER, now=NOW)
    (own,) = await told.untold(db, SERVER)
    async with db.transaction() as tx:
        await told.mark_told(tx, SERVER, {own: "state"}, NOW)
    await publish(db, report("OpenAI/AWS", "services"), now=NOW + timedelta(hours=1))
    (shared,) = await told.untold(db, OTHER)
    assert await told.told(db, SERVER, [own, shared]) == {own: "state", shared: "state"}
