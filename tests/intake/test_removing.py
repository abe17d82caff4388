"""Removing and bringing back, and what an article said before it changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot import intake
from bot.errors import BadInput
from bot.model import SHARED
from bot.store.db import Database
from bot.store.deals import Query, find_deals, get_deal
from bot.store.records import acts
from bot.store.versions import MOST, versions_of
from tests.intake.desk import PERSON, Reader, give
from tests.making import NOW, report

MINE, OTHER = 10, 20
DAY = timedelta(days=1)
HAND: dict[str, Any] = {"person_id": PERSON, "now": NOW + timedelta(hours=1)}
CLOUD = report("OpenAI/Oracle", "services", on="2025-07-22", value="3bn")
RACKS = report("OpenAI/Foxconn")
READER = Reader({"cloud": [CLOUD], "racks": [RACKS]})


async def test_a_removal_is_undone_within_a_day(db: Database) -> None:
    await give(db, READER, "Of the cloud, and of racks.", server_id=MINE)
    await give(db, READER, "Of the cloud alone.", server_id=MINE)
    before = (await find_deals(db, MINE, Query())).deals
    await intake.remove(db, server_id=MINE, number=1, **HAND)
    assert len((await find_deals(db, MINE, Query())).deals) == 1
    for server_id in (OTHER, SHARED):
        assert await intake.bring_back(db, server_id=server_id, number=1, **HAND) is None
    back = await intake.bring_back(db, server_id=MINE, number=1, person_id=PERSON, now=NOW + timedelta(hours=25))
    assert back is not None
    assert (back.kept.state, back.already, [deal.label for deal in back.deals]) == ("published", None, ["#s1", "#s2"])
    after = (await find_deals(db, MINE, Query())).deals
    assert [(deal.label, deal.reports, deal.steps) for deal in after] == [
        (deal.label, deal.reports, deal.steps) for deal in before
    ]
    assert await intake.bring_back(db, server_id=MINE, number=1, **HAND) is None
    assert (await acts(db, MINE))[0].act == "article brought back"


async def test_after_a_day_it_is_too_late(db: Database) -> None:
    await give(db, READER, "Of the cloud.", server_id=MINE)
    await intake.remove(db, server_id=MINE, number=1, person_id=PERSON, now=NOW)
    with pytest.raises(BadInput, match="As1 was removed more than a day ago"):
        await intake.bring_back(db, server_id=MINE, number=1, person_id=PERSON, now=NOW + DAY + timedelta(seconds=1))
    assert await intake.bring_back(db, server_id=MINE, number=1, person_id=PERSON, now=NOW + DAY) is not None


async def test_what_was_given_again_meanwhile_is_not_doubled(db: Database) -> None:
    await give(db, READER, "Of the cloud.", server_id=MINE)
    await intake.remove(db, server_id=MINE, number=1, **HAND)
    await give(db, READER, "Of the cloud.", server_id=MINE)
    back = await intake.bring_back(db, server_id=MINE, number=1, **HAND)
    assert back is not None
    assert back.already is not None
    assert back.already.label == "As2"
    assert (await find_deals(db, MINE, Query())).total == 1


async def test_a_deal_told_anew_meanwhile_takes_the_old_one_in(db: Database) -> None:
    await give(db, READER, "Of the cloud.")
    await intake.remove(db, server_id=SHARED, number=1, **HAND)
    await give(db, READER, "Others tell of the cloud too.")
    [there] = (await find_deals(db, SHARED, Query())).deals
    assert there.label == "#2"
    await intake.bring_back(db, server_id=SHARED, number=1, **HAND)
    [deal] = (await find_deals(db, SHARED, Query())).deals
    assert (deal.label, len(deal.reports)) == ("#2", 2)
    assert await get_deal(db, SHARED, 1, own=False) == deal


async def test_removal_takes_reports_away_from_everyone(db: Database) -> None:
    await give(db, READER, "Of the cloud.")
    await give(db, READER, "The server's own on the cloud.", server_id=MINE)
    await intake.remove(db, server_id=SHARED, number=1, **HAND)
    assert (await find_deals(db, OTHER, Query())).total == 0
    assert [len(deal.reports) for deal in (await find_deals(db, MINE, Query())).deals] == [1]


async def test_earlier_versions_are_kept_with_what_was_read(db: Database) -> None:
    link = {"url": "https://example.com/1"}
    first = await give(db, READER, "Of the cloud.", **link)
    for hour in range(1, 4):
        await give(db, READER, f"Of racks, version {hour}.", now=NOW + timedelta(hours=hour), **link)
    second, third, fourth = reversed(await versions_of(db, first.kept.id))
    assert [one.number for one in (second, third, fourth)] == [1, 2, 3]
    assert (second.article.text, second.reports) == ("Of the cloud.", (CLOUD,))
    assert (second.since, second.replaced_at) == (NOW, NOW + timedelta(hours=1))
    assert (fourth.article.text, fourth.reports) == ("Of racks, version 2.", (RACKS,))
    for hour in range(4, MOST + 6):
        await give(db, READER, f"Of racks, version {hour}.", now=NOW + timedelta(hours=hour), **link)
    kept = await versions_of(db, first.kept.id)
    assert len(kept) == MOST
    assert kept[0].article.text == f"Of racks, version {MOST + 4}."
