"""What was settled by hand, as people read it: on the card, in a list, and as test cases for the reader."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot import intake
from bot.answers import plain
from bot.answers.cards import deal_card
from bot.answers.casebook import Case, cases
from bot.answers.marks import said_value
from bot.model import SHARED, Commitment, Day, Deal, DealField, Evidence, FieldValue, Party, Span, Stage
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from tests.making import NOW, money, quantity, report
from tests.store.shelf import publish

MINE, ADMIN = 10, 7
HAND: dict[str, Any] = {"server_id": MINE, "person_id": ADMIN, "now": NOW + timedelta(days=1)}


def lines(deal: Deal, heading: str = "Settled by hand") -> list[str]:
    return [plain(line.text) for section in deal_card(deal).sections if section.heading == heading for line in
            section.lines]  # fmt: skip


async def test_the_card_marks_what_an_admin_settled(db: Database) -> None:
    await publish(db, report("OpenAI/Oracle", "services", on="2025-07-22", value="3bn", by_article=True))
    await publish(db, report("OpenAI/Oracle", "supply", on="2024-01-10"))
    one, other = (await find_deals(db, MINE, Query())).deals
    await intake.correct(db, deal_id=one.id, field="value", value=money("300bn"), **HAND)
    made = await intake.correct(db, deal_id=one.id, field="status", value=Stage("completed", Day(2025, 8)), **HAND)
    merged = await intake.merge(db, deal_id=other.id, into_id=one.id, **HAND)
    assert lines(made.deal) == [
        "Status corrected from announced 22 July 2025, by an admin on 26 November 2025",
        "Value corrected from $3 billion, by an admin on 26 November 2025",
    ]
    assert lines(merged.deal)[0] == "#2 merged into this, by an admin on 26 November 2025"
    apart = await intake.split(db, deal_id=one.id, report_ids=[merged.deal.reports[-1].id], **HAND)
    assert apart.new is not None
    assert lines(apart.deal)[0] == "#s1 taken apart from this, by an admin on 26 November 2025"
    assert lines(apart.new) == ["Taken apart from #1, by an admin on 26 November 2025"]
    assert lines((await find_deals(db, SHARED, Query())).deals[0]) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("headline", "A and B", "“A and B”"),
        ("subject", "", "nothing"),
        ("kind", "joint_venture", "joint venture"),
        ("status", Stage("rumored"), "rumored"),
        ("date", Day(2025, 10), "October 2025"),
        ("date", None, "nothing"),
        ("value", None, "not disclosed"),
        ("places", (), "nothing"),
        ("places", ("Ohio", "Texas"), "Ohio and Texas"),
        ("parties", (Party("A", "buyer"), Party("B", "supplier")), "A (buyer) and B (supplier)"),
        ("commitments", (Commitment("A", "build", "firm", quantity=quantity("10 GW")),), "A to build 10 GW"),
    ],
)
def test_every_value_has_words(field: DealField, value: FieldValue, said: str) -> None:
    assert said_value(field, value) == said


TEXT = "OpenAI will rent capacity from Oracle for $3 billion. Foxconn helps."


def told(**fields: Any) -> Any:
    return report(
        "OpenAI/Oracle", "services", on="2025-07-22", value="3bn",
        evidence=Evidence(parties=(Span(0, 37),), value=(Span(42, 52),)), **fields,
    )  # fmt: skip


async def gathered(db: Database, server_id: int = MINE) -> list[Case]:
    return [case async for case in cases(db, server_id=server_id)]


async def test_a_correction_becomes_a_case(db: Database) -> None:
    await publish(db, told(), report("Foxconn", "pledge", value="2bn"), text=TEXT, title="OpenAI rents",
                  url="https://example.com/a", on="2025-07-22")  # fmt: skip
    await publish(db, report("OpenAI/Oracle", "services", on="2025-07-23"), text="Also of it.", on="2025-07-23")
    [deal] = [one for one in (await find_deals(db, MINE, Query())).deals if one.kind == "services"]
    await intake.correct(db, deal_id=deal.id, field="value", value=money("30bn"), **HAND)
    await intake.correct(db, deal_id=deal.id, field="subject", value="cloud", **HAND)
    first, second = await gathered(db)
    assert (first.name, first.text) == ("A1-openai-rents", TEXT)
    assert json.loads(json.dumps(first.gold)) == {
        "id": "A1-openai-rents",
        "url": "https://example.com/a",
        "publisher": None,
        "title": "OpenAI rents",
        "published_on": "2025-07-22",
        "deals": [
            {
                "main": True,
                "kind": "services",
                "status": "announced",
                "announced_on": "2025-07-22",
                "parties": [
                    {"name": "OpenAI", "role": "buyer", "aliases": []},
                    {"name": "Oracle", "role": "supplier", "aliases": []},
                ],
                "value": {"amount": 30_000_000_000, "currency": "USD", "qualifier": "exact"},
                "commitments": [],
                "evidence": ["OpenAI will rent capacity from Oracle", "$3 billion"],
            },
            first.gold["deals"][1],
        ],
    }
    # The other article never said $3 billion: it is no case of that mistake.
    assert second.gold["deals"][0]["value"] is None
    assert await gathered(db, SHARED) == []
    for _ in range(2):
        await intake.undo(db, **HAND)
    assert await gathered(db) == []


async def test_two_deals_of_one_article_that_were_merged_are_one_case(db: Database) -> None:
    owed = (Commitment("OpenAI", "purchase", "firm", quantity=quantity("10 GW")),)
    await publish(db, told(main=False), report("OpenAI/Oracle", "partnership", commitments=owed), text=TEXT)
    one, other = (await find_deals(db, MINE, Query())).deals
    assert (await gathered(db)) == []
    await intake.merge(db, deal_id=other.id, into_id=one.id, **HAND)
    [case] = await gathered(db)
    [deal] = case.gold["deals"]
    assert (deal["main"], deal["kind"], deal["value"]["amount"]) == (True, "services", 3_000_000_000)
    assert [one["unit"] for one in deal["commitments"]] == ["GW"]
