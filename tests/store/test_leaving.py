"""A server that takes the bot out is noted, kept for a while, and then forgotten down to the last row of it alone."""

from __future__ import annotations

import tempfile
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from bot.answers import membership
from bot.model import SHARED
from bot.store import leaving, servers
from bot.store.db import Database, open_database
from bot.store.tables import referring_first, tables
from tests.making import NOW
from tests.store.test_isolation import SERVERS, Do, act, acts, all_that_can_be_asked
from tests.store.test_moving import everything, fill
from tests.store.test_servers import DIGEST

SERVER, OTHER = 2**60, 20
DAY = timedelta(days=1)


async def gone(db: Database) -> tuple[int, ...]:
    return await leaving.gone_since(db, NOW + 365 * DAY)


async def test_servers_come_go_and_come_back(db: Database) -> None:
    await membership.joined(db, SERVER, "Testers", NOW)
    await membership.joined(db, SERVER, "Renamed", NOW + DAY)
    served = await servers.get_server(db, SERVER)
    assert (served.name, served.joined_at, served.left_at) == ("Renamed", NOW, None)
    await membership.left(db, SERVER, NOW + 2 * DAY)
    await membership.left(db, SERVER, NOW + 3 * DAY)
    assert (await servers.get_server(db, SERVER)).left_at == NOW + 2 * DAY
    assert await gone(db) == (SERVER,)
    await membership.joined(db, SERVER, "Back", NOW + 4 * DAY)
    served = await servers.get_server(db, SERVER)
    assert (served.name, served.joined_at, served.left_at) == ("Back", NOW + 4 * DAY, None)
    assert await gone(db) == ()


async def test_what_happened_while_nobody_listened_is_found_at_the_next_start(db: Database) -> None:
    for server_id in (1, 2, 3, 4):
        await membership.joined(db, server_id, f"Server {server_id}", NOW)
    await membership.left(db, 4, NOW)
    here = {1: "Server 1", 4: "Server 4", 5: "New", 3: ""}
    await membership.found(db, here, NOW + DAY, lambda server_id: True)
    assert await leaving.names_here(db) == {1: "Server 1", 3: "Server 3", 4: "Server 4", 5: "New"}
    assert await gone(db) == (2,)
    before = await everything(db)
    await membership.found(db, here, NOW + 2 * DAY, lambda server_id: True)
    assert await everything(db) == before


async def test_another_shards_servers_are_not_taken_for_gone(db: Database) -> None:
    await membership.joined(db, 1, "Elsewhere", NOW)
    await membership.joined(db, 2, "Here", NOW)
    await membership.found(db, {}, NOW + DAY, lambda server_id: server_id == 2)
    assert await gone(db) == (2,)


async def test_a_server_that_only_set_something_is_not_taken_for_one_that_went(db: Database) -> None:
    async with db.transaction() as tx:
        await servers.put_settings(tx, await servers.get_server(tx, SERVER))
    await membership.found(db, {}, NOW, lambda server_id: True)
    assert await gone(db) == ()


async def test_everything_goes_after_thirty_days_and_not_before(db: Database) -> None:
    await act(db, [(0, Do(1, "publish", (5,))), (1, Do(2, "publish", (5,)))])
    for server_id in (1, 2):
        await membership.joined(db, server_id, "", NOW)
        await membership.left(db, server_id, NOW)
    assert await membership.forget_gone(db, NOW + 30 * DAY) == 0
    await membership.joined(db, 2, "", NOW + 29 * DAY)
    assert await membership.forget_gone(db, NOW + 30 * DAY + timedelta(seconds=1)) == 1
    assert await membership.forget_gone(db, NOW + 90 * DAY) == 0
    assert (await all_that_can_be_asked(db, 1))["articles"] == []
    assert len((await all_that_can_be_asked(db, 2))["articles"]) == 1


async def test_a_digest_rests_while_its_server_is_gone(db: Database) -> None:
    async with db.transaction() as tx:
        await servers.set_digest(tx, DIGEST)
    assert await servers.digests_to_look_at(db, NOW) == (DIGEST.server_id,)
    await membership.left(db, DIGEST.server_id, NOW)
    assert await servers.digests_to_look_at(db, NOW) == ()
    await membership.joined(db, DIGEST.server_id, "", NOW)
    assert await servers.digests_to_look_at(db, NOW) == (DIGEST.server_id,)


async def test_no_row_of_any_table_is_left_and_no_other_is_touched(db: Database) -> None:
    """Row n of each table is the server n's, and nothing refers to the last."""
    await fill(db, 12)
    was = await everything(db)
    async with db.transaction() as tx:
        await leaving.forget_server(tx, 12)
    now = await everything(db)
    owned = {"servers", "view_words", "article_words", "alert_posts"}
    owned |= {table.name for table in tables() if {"server_id", "audience"} & set(table.columns)}
    # What hangs on a row that goes goes with it.
    owned |= {table.name for table in tables() if table.refers & owned}
    for name, rows in was.items():
        assert set(now[name]) <= set(rows)
        assert len(rows) - len(now[name]) == (name in owned), name


def test_rows_are_deleted_before_those_they_refer_to() -> None:
    order = [table.name for table in referring_first()]
    assert sorted(order) == sorted(table.name for table in tables())
    assert all(order.index(table.name) < order.index(other) for table in tables() for other in table.refers)


async def test_the_shared_library_is_no_server(db: Database) -> None:
    async with db.transaction() as tx:
        with pytest.raises(AssertionError):
            await leaving.forget_server(tx, SHARED)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
async def test_forgetting_a_server_changes_nothing_for_any_other(done: list[Do]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
            await act(db, [*enumerate(done), (50, Do(1, "publish", (2, 7)))])
            before = {server_id: await all_that_can_be_asked(db, server_id) for server_id in SERVERS if server_id != 1}
            async with db.transaction() as tx:
                await leaving.forget_server(tx, 1)
            for server_id, asked in before.items():
                assert await all_that_can_be_asked(db, server_id) == asked
            for table in tables():
                for column in {"server_id", "audience"} & set(table.columns):
                    assert await db.fetch(f"select * from {table.name} where {column} = 1") == []
            # Whoever comes back begins anew.
            assert (await all_that_can_be_asked(db, 1))["articles"] == []
