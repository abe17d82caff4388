"""What the command line and the jobs get from this room: extraction, export, and the small records they keep."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given

from bot.answers import Ask, upkeep
from bot.model import Article, Deal, Money, Reading
from bot.store.db import Database
from tests.answers.conftest import DESK
from tests.answers.deals import UNHURRIED, deals
from tests.answers.test_cards import REPORT, TEXT
from tests.answers.test_deals import RACKS_TEXT


def test_a_reading_becomes_the_object_that_is_measured() -> None:
    value = Money(Decimal("1.5e9"), "EUR", "up_to")
    reading = Reading(Article(TEXT, "Racks", date(2025, 11, 21)), (replace(REPORT, value=value),))
    found = upkeep.extract_object(reading)
    assert json.loads(json.dumps(found)) == {
        "article": {"title": "Racks", "published_on": "2025-11-21", "language": "en"},
        "deals": [
            {
                "headline": "OpenAI and Foxconn: partnership",
                "kind": "partnership",
                "status": "announced",
                "announced_on": "2025-11-21",
                "main": True,
                "parties": [{"name": "OpenAI", "role": "partner"}, {"name": "Foxconn", "role": "partner"}],
                "value": {"amount": 1_500_000_000, "currency": "EUR", "qualifier": "up_to"},
                "commitments": [
                    {
                        "party": "OpenAI",
                        "kind": "purchase",
                        "strength": "none",
                        "amount": None,
                        "currency": None,
                        "quantity": None,
                        "unit": None,
                        "deadline": None,
                        "evidence": [list(REPORT.commitments[0].evidence[0])],
                    },
                    {
                        "party": "Foxconn",
                        "kind": "build",
                        "strength": "planned",
                        "amount": None,
                        "currency": None,
                        "quantity": None,
                        "unit": None,
                        "deadline": "2027",
                        "evidence": [list(REPORT.commitments[1].evidence[0])],
                    },
                    {
                        "party": "OpenAI",
                        "kind": "purchase",
                        "strength": "firm",
                        "amount": 10_000_000_000,
                        "currency": "USD",
                        "quantity": 10,
                        "unit": "GW",
                        "deadline": None,
                        "evidence": [],
                    },
                ],
                "subject": "data-centre racks",
                "locations": ["Ohio"],
                "evidence": {
                    "parties": [list(REPORT.evidence.parties[0])],
                    "kind": [list(REPORT.evidence.kind[0])],
                    "status": [list(REPORT.evidence.status[0])],
                    "announced_on": "article",
                    "value": [],
                },
            }
        ],
    }


def test_no_deal_has_a_note_and_no_date_is_null() -> None:
    found = upkeep.extract_object(Reading(Article("Fine weather."), note="No agreement is told."))
    assert found["deals"] == []
    assert found["note"] == "No agreement is told."
    assert found["article"] == {"title": None, "published_on": None, "language": "en"}


@UNHURRIED
@given(deals())
def test_any_deal_can_be_exported(one: Deal) -> None:
    assert json.loads(json.dumps(upkeep.deal_object(one)))["deal"] == one.label
    for told in one.reports:
        json.dumps(upkeep.report_object(told.report))


async def test_a_line_of_jsonl_gets_its_object() -> None:
    line = json.dumps({"id": "007", "text": RACKS_TEXT, "published_on": "2025-11-21", "title": "T"})
    result = await upkeep.extract_line(DESK, line)
    assert result["id"] == "007"
    assert result["article"] == {"title": "T", "published_on": "2025-11-21", "language": "en"}
    assert isinstance(result["deals"], list)
    json.dumps(result)


async def test_a_bad_line_gets_an_error_and_an_empty_text_a_note() -> None:
    for bad in ("", "{", "[]", '"x"', '{"id": "a"}', '{"id": "a", "text": 5}', "[" * 100_000):
        result = await upkeep.extract_line(DESK, bad)
        assert "error" in result
        assert set(result) == {"id", "error"}
    empty = await upkeep.extract_line(DESK, '{"id": 1, "text": " ", "published_on": "soon"}')
    assert (empty["id"], empty["deals"]) == (1, [])
    assert empty["note"]


async def test_every_deal_is_exported(filled: Ask) -> None:
    rows = [row async for row in upkeep.export(filled.db)]
    deals, articles = await upkeep.size(filled.db)
    assert len(rows) == deals > 20
    assert articles > 20
    assert len({row["deal"] for row in rows}) == deals
    json.dumps(rows)
    one = next(row for row in rows if row["headline"].startswith("OpenAI and Foxconn"))
    assert one["value"] is None
    assert one["commitments"][0]["strength"] == "none"


async def test_small_records_are_kept(db: Database, ask: Ask) -> None:
    line = "/deals words:" + "x" * 300
    key = await upkeep.keep_line(db, line)
    assert len(key) <= 60
    assert await upkeep.keep_line(db, line) == key
    assert await upkeep.kept_line(db, key) == line
    assert await upkeep.kept_line(db, "nosuchkey") is None
    assert await upkeep.synced_tree(db) == ""
    await upkeep.note_synced_tree(db, "abc")
    assert await upkeep.synced_tree(db) == "abc"
    await upkeep.beat(db, "digests", ask.now, "ValueError. (number 12ab)")
    (beat,) = await upkeep.beats(db)
    assert (beat.error, beat.failures) == ("ValueError. (number 12ab)", 1)
    await upkeep.beat(db, "digests", ask.now + timedelta(minutes=1), "Said so.")
    assert (await upkeep.beats(db))[0].error == "Said so."
    await upkeep.beat(db, "digests", ask.now + timedelta(minutes=2))
    assert (await upkeep.beats(db))[0].error == ""
    assert await upkeep.drop_expired_drafts(db, ask.now) == 0
