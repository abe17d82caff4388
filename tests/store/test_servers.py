"""What servers set, what they were told, and the small records: each comes back as it was, and claims are made once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.model import Digest, Served
from bot.store import digests, records, servers
from bot.store.db import Database, open_database
from bot.store.digests import DigestPost
from bot.store.records import Act, Beat
from tests.making import NOW, report
from tests.store.shelf import publish, remove

SERVER, OTHER = 2**62, 20
TODAY = date(2025, 11, 25)

DIGEST = Digest(
    server_id=SERVER,
    channel_id=2**61,
    wall_time="09:00",
    zone="Europe/Berlin",
    days=frozenset({0, 4}),
    kinds=frozenset({"supply", "services"}),
    companies=frozenset({"OpenAI", "鴻海"}),
    at_least=Decimal("10000000.50"),
    say_when_empty=True,
    set_by=7,
    set_at=NOW,
)


async def test_settings_have_defaults_and_are_kept(db: Database) -> None:
    assert await servers.get_server(db, SERVER) == Served(SERVER)
    served = Served(SERVER, "A server", private_answers=True, joined_at=NOW, left_at=NOW + timedelta(days=1))
    async with db.transaction() as tx:
        await servers.put_server(tx, Served(SERVER))
        await servers.put_server(tx, served)
        await servers.put_server(tx, Served(OTHER))
    assert await servers.get_server(db, SERVER) == served
    assert await servers.all_servers(db) == (Served(OTHER), served)


async def test_a_digest_is_set_changed_and_turned_off(db: Database) -> None:
    plain = Digest(OTHER, 1, "07:30", "Asia/Kolkata")
    async with db.transaction() as tx:
        await servers.set_digest(tx, replace(DIGEST, zone="UTC"))
        await servers.set_digest(tx, DIGEST)
        await servers.set_digest(tx, plain)
    assert await servers.get_digest(db, SERVER) == DIGEST
    assert await servers.all_digests(db) == (plain, DIGEST)
    async with db.transaction() as tx:
        assert await servers.drop_digest(tx, SERVER)
        assert not await servers.drop_digest(tx, SERVER)
    assert await servers.get_digest(db, SERVER) is None


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
    assert await digests.open_claims(db) == (DigestPost(SERVER, TODAY, NOW, "n", 5),)
    async with db.transaction() as tx:
        await digests.settle(tx, SERVER, TODAY, "posted", at=NOW, message_id=2**60, lines=(3, 1))
    assert await digests.open_claims(db) == ()
    posted = DigestPost(SERVER, TODAY, NOW, "n", 5, 2**60, "posted", (3, 1), NOW)
    assert await digests.last_post(db, SERVER) == posted
    assert await digests.last_post(db, OTHER) is None
    await claim(db, day=TODAY + timedelta(days=1))
    await claim(db, server_id=OTHER)
    assert await digests.last_days(db) == {SERVER: TODAY + timedelta(days=1), OTHER: TODAY}


async def test_only_an_open_claim_is_given_back(db: Database) -> None:
    await claim(db)
    async with db.transaction() as tx:
        assert await digests.release(tx, SERVER, TODAY)
        assert not await digests.release(tx, SERVER, TODAY)
    assert await claim(db)
    async with db.transaction() as tx:
        await digests.settle(tx, SERVER, TODAY, "empty", at=NOW)
        assert not await digests.release(tx, SERVER, TODAY)


async def test_what_a_server_was_told_is_remembered_until_it_moves(db: Database) -> None:
    await publish(db, report("A/B"), now=NOW)
    kept = await publish(db, report("C/D"), server_id=SERVER, now=NOW + timedelta(hours=1))
    news = await digests.untold(db, SERVER)
    assert list(news.values()) == [NOW + timedelta(hours=1), NOW]
    assert len(await digests.untold(db, OTHER)) == 1
    own, shared = news
    async with db.transaction() as tx:
        await digests.mark_told(tx, SERVER, {own: "old", shared: "old"}, NOW + timedelta(hours=2))
        await digests.mark_told(tx, SERVER, {own: "state"}, NOW + timedelta(hours=2))
    assert await digests.untold(db, SERVER) == {}
    assert await digests.told(db, SERVER, [own, shared, 99]) == {own: "state", shared: "old"}
    assert await digests.told(db, OTHER, [own, shared]) == await digests.told(db, SERVER, []) == {}
    await publish(db, report("A/B", status="completed"), now=NOW + timedelta(hours=3))
    assert list(await digests.untold(db, SERVER)) == [shared]
    await remove(db, kept)
    assert list(await digests.untold(db, SERVER, limit=1)) == [shared]


async def test_what_was_told_of_an_own_deal_was_told_of_the_shared_one_it_goes_into(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services"), server_id=SERVER, now=NOW)
    (own,) = await digests.untold(db, SERVER)
    async with db.transaction() as tx:
        await digests.mark_told(tx, SERVER, {own: "state"}, NOW)
    await publish(db, report("OpenAI/AWS", "services"), now=NOW + timedelta(hours=1))
    (shared,) = await digests.untold(db, OTHER)
    assert await digests.told(db, SERVER, [own, shared]) == {own: "state", shared: "state"}


async def test_acts_stand_in_the_log_the_latest_first(db: Database) -> None:
    acts = [Act(SERVER, 7, NOW + timedelta(hours=hour), "did", f"As{hour}", "so") for hour in range(4)]
    async with db.transaction() as tx:
        for act in acts:
            await records.note(tx, act)
        await records.note(tx, Act(OTHER, 8, NOW, "other"))
    assert await records.acts(db, SERVER, limit=2, offset=1) == (acts[2], acts[1])
    assert await records.acts(db, OTHER) == (Act(OTHER, 8, NOW, "other"),)


async def test_heartbeats_count_failures_in_a_row(db: Database) -> None:
    async def beat(error: str = "") -> Beat:
        async with db.transaction() as tx:
            await records.heartbeat(tx, "digest", NOW, error)
        return (await records.heartbeats(db))[0]

    assert await beat() == Beat("digest", NOW)
    assert (await beat("broken")).failures == 1
    assert await beat("again") == Beat("digest", NOW, "again", 2)
    assert await beat() == Beat("digest", NOW)


async def test_long_lines_and_notes(db: Database) -> None:
    line = "/deals " + "words:x" * 30
    async with db.transaction() as tx:
        key = await records.keep_line(tx, line)
        assert key == await records.keep_line(tx, line) != await records.keep_line(tx, line + "x")
        await records.set_note(tx, "tree", "one")
        await records.set_note(tx, "tree", "two")
    assert len(key) <= 30
    assert await records.get_line(db, key) == line
    assert await records.get_line(db, "nothing") is None
    assert await records.get_note(db, "tree") == "two"
    assert await records.get_note(db, "schema") is None


async def test_instants_of_any_zone_come_back_as_the_same_instant(db: Database) -> None:
    at = datetime(2025, 3, 30, 2, 30, tzinfo=UTC).astimezone()
    async with db.transaction() as tx:
        await records.note(tx, Act(SERVER, 1, at, "x"))
    assert (await records.acts(db, SERVER))[0].at == at
