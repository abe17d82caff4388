"""What servers set, when their digests are looked at, and the small records: each comes back as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.model import Digest, Served
from bot.store import records, servers
from bot.store.db import Database
from bot.store.records import Act, Beat
from tests.making import NOW

SERVER, OTHER = 2**62, 20

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
    changed_at=NOW + timedelta(days=1),
)


async def test_settings_have_defaults_and_are_kept(db: Database) -> None:
    assert await servers.get_server(db, SERVER) == Served(SERVER)
    served = Served(SERVER, private_answers=True, ping_role=2**60, names="both")
    async with db.transaction() as tx:
        await servers.put_settings(tx, Served(SERVER))
        await servers.put_settings(tx, served)
        await servers.put_settings(tx, Served(OTHER))
    assert await servers.get_server(db, SERVER) == served
    assert await servers.get_server(db, OTHER) == Served(OTHER)


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


async def test_a_digest_is_looked_at_when_it_is_due_the_first_due_first(db: Database) -> None:
    async with db.transaction() as tx:
        for server_id in (OTHER, SERVER, 3):
            await servers.set_digest(tx, replace(DIGEST, server_id=server_id))
        await servers.look_again(tx, {OTHER: NOW, SERVER: NOW - timedelta(hours=1), 3: NOW + timedelta(hours=1)})
    assert await servers.digests_to_look_at(db, NOW) == (SERVER, OTHER)
    async with db.transaction() as tx:
        assert await servers.stop_digest(tx, SERVER, DIGEST.channel_id, "its channel was deleted")
        assert not await servers.stop_digest(tx, SERVER, DIGEST.channel_id, "again")
        assert not await servers.stop_digest(tx, OTHER, 99, "another channel")
    assert await servers.digests_to_look_at(db, NOW) == (OTHER,)
    stopped = await servers.get_digest(db, SERVER)
    assert stopped is not None
    assert stopped.stopped == "its channel was deleted"
    async with db.transaction() as tx:
        await servers.set_digest(tx, replace(DIGEST, channel_id=9))
    assert await servers.digests_to_look_at(db, NOW) == (SERVER, OTHER), "set anew, it runs again, and is reckoned anew"


async def test_an_admin_is_warned_once_until_it_is_over(db: Database) -> None:
    async with db.transaction() as tx:
        await servers.set_digest(tx, DIGEST)
        said = [await servers.warn(tx, SERVER, why) for why in ("no right", "no right", "other", "", "", "again")]
    assert said == [True, False, False, True, False, True]


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
