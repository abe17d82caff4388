"""Why a deal is what it is: from the records, as `/why` tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot import intake
from bot.model import SHARED
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from tests.making import NOW, report
from tests.store.shelf import publish

MINE, OTHER = 10, 20
HAND: dict[str, Any] = {"person_id": 7, "now": NOW + timedelta(hours=2)}
LATER = NOW + timedelta(hours=1)


async def test_each_merge_has_its_reasons_and_its_time(db: Database) -> None:
    first = await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"), on="2025-11-03")
    second = await publish(
        db, report("OpenAI/AWS", "services", on="2025-11-06", value="~38bn"), server_id=MINE, now=LATER, on="2025-11-06"
    )
    [deal] = (await find_deals(db, MINE, Query())).deals
    made, joined = await intake.reasons_for(db, MINE, deal)
    assert (made.what, made.at, made.reasons, made.article) == ("made", NOW, "", made.article)
    assert made.article is not None
    assert made.article.id == first.id
    assert (joined.what, joined.at) == ("joined", LATER)
    assert joined.reasons == "same parties, same kind, money within 5 %, 3 days apart"
    assert joined.article is not None
    assert joined.article.id == second.id
    [theirs] = (await find_deals(db, OTHER, Query())).deals
    assert [one.what for one in await intake.reasons_for(db, OTHER, theirs)] == ["made"]


async def test_what_people_did_and_undid_is_told(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"))
    await publish(db, report("OpenAI/AWS", "services", on="2024-11-03", value="1bn"))
    one, other = (await find_deals(db, MINE, Query())).deals
    await intake.merge(db, server_id=MINE, deal_id=other.id, into_id=one.id, **HAND)
    await intake.undo(db, server_id=MINE, person_id=8, now=NOW + timedelta(hours=3))
    told = await intake.reasons_for(db, MINE, one)
    assert [(each.what, each.person_id) for each in told] == [("made", 0), ("by hand", 7), ("undone", 8)]
    assert [each.what for each in await intake.reasons_for(db, OTHER, one)] == ["made"]
    assert [each.what for each in await intake.reasons_for(db, SHARED, one)] == ["made"]


async def test_what_keeps_two_deals_apart_is_told(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"))
    await publish(db, report("OpenAI/AWS", "services", on="2024-11-03", value="1bn"))
    await publish(db, report("Meta", "pledge", on="2025-11-03", value="38bn"))
    deals = (await find_deals(db, MINE, Query())).deals
    cloud, older = (one for one in deals if one.kind == "services")
    [meta] = [one for one in deals if one.kind == "pledge"]
    assert [match.why for match in await intake.why_apart(db, MINE, cloud, older)] == ["different money"]
    assert [match.why for match in await intake.why_apart(db, MINE, cloud, meta)] == ["no party in common"]
    assert [match.same for match in await intake.why_apart(db, MINE, cloud, cloud)] == [True]
