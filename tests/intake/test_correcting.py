"""Corrections by hand: what they do, where they hold, what they outlive, and that undoing them leaves no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import intake
from bot.errors import BadInput
from bot.merging import field_of
from bot.model import SHARED, Commitment, Day, Deal, DealField, FieldValue, KeptArticle, Party, Stage
from bot.store.articles import list_articles
from bot.store.companies import resolve
from bot.store.corrections import get_correction, list_corrections
from bot.store.db import Database, open_database
from bot.store.deals import Query, deals_of_article, find_deals, get_deal
from bot.store.records import acts
from bot.store.suggestions import list_suggestions
from tests.making import NOW, money, quantity, report
from tests.store.shelf import bring_back, publish, remove
from tests.store.test_isolation import seen

MINE, OTHER, ADMIN, MEMBER = 10, 20, 7, 8
LATER = NOW + timedelta(hours=1)
HAND: dict[str, Any] = {"person_id": ADMIN, "now": LATER}

VALUES: dict[DealField, FieldValue] = {
    "headline": "OpenAI rents from Oracle",
    "kind": "supply",
    "status": Stage("completed", Day(2025, 11, 20)),
    "date": Day(2025, 7, 1),
    "value": money("30bn"),
    "parties": (Party("OpenAI", "buyer"), Party("Crusoe Energy", "supplier", ("Crusoe",))),
    "commitments": (Commitment("OpenAI", "purchase", "firm", quantity=quantity("4.5 GW"), deadline=Day(2030)),),
    "subject": "data-centre capacity",
    "places": ("Abilene", "Texas"),
}


async def cloud(db: Database, server_id: int = SHARED, on: str = "2025-07-22", **fields: Any) -> KeptArticle:
    told = report("OpenAI/Oracle", "services", on=on, value="300bn", **fields)
    return await publish(db, told, server_id=server_id, on=on)


async def only(db: Database, server_id: int) -> Deal:
    [deal] = (await find_deals(db, server_id, Query())).deals
    return deal


@pytest.mark.parametrize("field", VALUES)
async def test_each_field_is_set_right_in_its_server_alone(db: Database, field: DealField) -> None:
    await cloud(db)
    before = await only(db, OTHER)
    made = await intake.correct(
        db, server_id=MINE, deal_id=before.id, field=field, value=VALUES[field], **HAND, remark="by the filing"
    )
    mine = await only(db, MINE)
    assert made.deal == mine
    assert field_of(mine, field) == VALUES[field]
    [kept] = mine.corrections
    assert (kept.field, kept.before, kept.after) == (field, field_of(before, field), VALUES[field])
    assert (kept.person_id, kept.at, kept.server_id, kept.note) == (ADMIN, LATER, MINE, "by the filing")
    assert await only(db, OTHER) == await only(db, SHARED) == before
    [noted] = await acts(db, MINE)
    assert (noted.act, noted.about, noted.note) == ("deal corrected", "#1", f"Cs1: {field}")


async def test_the_owners_hold_everywhere_and_a_servers_own_above_them(db: Database) -> None:
    await cloud(db)
    deal = await only(db, MINE)
    await intake.correct(db, server_id=MINE, deal_id=deal.id, field="value", value=money("30bn"), **HAND)
    await intake.correct(db, server_id=SHARED, deal_id=deal.id, field="value", value=money("31bn"), **HAND)
    await intake.correct(db, server_id=SHARED, deal_id=deal.id, field="subject", value="clouds", **HAND)
    assert [(await only(db, server)).value for server in (MINE, OTHER, SHARED)] == [
        money("30bn"),
        money("31bn"),
        money("31bn"),
    ]
    mine = await only(db, MINE)
    assert mine.subject == "clouds"
    assert [one.label for one in mine.corrections] == ["Cs1", "C2"]


async def test_lists_and_filters_go_by_what_was_corrected(db: Database) -> None:
    await cloud(db)
    deal = await only(db, MINE)
    for field in ("kind", "status", "parties", "date", "subject"):
        await intake.correct(db, server_id=MINE, deal_id=deal.id, field=field, value=VALUES[field], **HAND)
    [crusoe] = (await resolve(db, MINE, "crusoe")).companies
    for query in (
        Query(kind="supply"),
        Query(status="completed"),
        Query(companies=(crusoe.id,)),
        Query(until=date(2025, 7, 2)),
        Query(words="capacity"),
        Query(words="crusoe"),
    ):
        assert (await find_deals(db, MINE, query)).total == 1
        assert (await find_deals(db, OTHER, query)).total == 0
    assert (await resolve(db, OTHER, "crusoe")).companies == ()
    await intake.undo(db, server_id=MINE, number=3, **HAND)
    assert (await resolve(db, MINE, "crusoe")).companies == ()


async def test_a_correction_outlives_a_reread_and_a_new_article(db: Database) -> None:
    first = await cloud(db)
    deal = await only(db, MINE)
    await intake.correct(db, server_id=MINE, deal_id=deal.id, field="value", value=money("30bn"), **HAND)
    told = report("OpenAI/Oracle", "services", on="2025-07-22", value="301bn")
    await publish(db, told, renews=first, now=LATER, on="2025-07-22")
    await cloud(db, on="2025-07-23")
    await cloud(db, MINE, on="2025-07-24")
    mine = await only(db, MINE)
    assert (mine.value, len(mine.reports), len(mine.values)) == (money("30bn"), 3, 1)
    assert [one.label for one in mine.corrections] == ["Cs1"]
    assert (await only(db, OTHER)).value == money("301bn")


async def test_a_status_goes_on_from_a_correction_by_what_happened_later(db: Database) -> None:
    await cloud(db)
    deal = await only(db, MINE)
    await intake.correct(db, server_id=MINE, deal_id=deal.id, field="status", value=Stage("rumored"), **HAND)
    await cloud(db, on="2025-08-01")
    assert (await only(db, MINE)).status == "rumored"
    ended = report("OpenAI/Oracle", "services", "terminated", "2026-02-01", "300bn")
    await publish(db, ended, on="2026-02-01")
    mine = await only(db, MINE)
    assert [(step.status, step.corrected is not None) for step in mine.steps] == [
        ("rumored", True),
        ("terminated", False),
    ]
    assert mine.status == "terminated"


async def test_a_corrected_status_keeps_the_steps_before_it(db: Database) -> None:
    await publish(db, report("Google/Wiz", "acquisition", "rumored", "2025-03-01"), on="2025-03-01")
    await publish(db, report("Google/Wiz", "acquisition", "terminated", "2025-03-18"), on="2025-03-18")
    deal = await only(db, MINE)
    stage = Stage("announced", Day(2025, 3, 18))
    await intake.correct(db, server_id=MINE, deal_id=deal.id, field="status", value=stage, **HAND)
    mine = await only(db, MINE)
    assert [(step.status, str(step.on)) for step in mine.steps] == [
        ("rumored", "2025-03-01"),
        ("announced", "2025-03-18"),
    ]
    assert (await find_deals(db, MINE, Query(status="announced"))).total == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("parties", ()),
        ("parties", (Party("OpenAI", "buyer"), Party("OpenAI", "buyer"))),
        ("kind", "marriage"),
        ("value", "lots"),
        ("status", "announced"),
        ("colour", "red"),
    ],
)
async def test_what_no_deal_could_have_is_refused(db: Database, field: Any, value: Any) -> None:
    await cloud(db)
    with pytest.raises(BadInput, match="That is no"):
        await intake.correct(db, server_id=MINE, deal_id=1, field=field, value=value, **HAND)
    assert await list_corrections(db, MINE) == ()


async def test_a_correction_that_says_nothing_new_or_of_no_deal_is_refused(db: Database) -> None:
    await cloud(db)
    await cloud(db, OTHER, on="2020-01-01")
    [theirs] = [deal for deal in (await find_deals(db, OTHER, Query())).deals if deal.server_id == OTHER]
    with pytest.raises(BadInput, match="#1 says so already"):
        await intake.correct(db, server_id=MINE, deal_id=1, field="value", value=money("300bn"), **HAND)
    for deal_id in (99, theirs.id):
        with pytest.raises(BadInput, match="not in this library"):
            await intake.correct(db, server_id=MINE, deal_id=deal_id, field="value", value=None, **HAND)
    for server_id in (MINE, SHARED):
        with pytest.raises(BadInput, match="not in this library"):
            await intake.merge(db, server_id=server_id, deal_id=theirs.id, into_id=1, **HAND)


async def two_deals(db: Database, server_id: int = SHARED) -> tuple[Deal, Deal]:
    """One of two sources, one of one."""
    await cloud(db, server_id)
    await cloud(db, server_id, on="2025-07-23")
    await publish(db, report("OpenAI/Oracle", "supply", on="2024-01-10", value="1bn"), server_id=server_id)
    one, other = (await find_deals(db, server_id, Query())).deals
    assert (len(one.reports), len(other.reports)) == (2, 1)
    return one, other


async def test_two_deals_become_one_in_their_server(db: Database) -> None:
    one, other = await two_deals(db)
    made = await intake.merge(db, server_id=MINE, deal_id=other.id, into_id=one.id, **HAND)
    mine = await only(db, MINE)
    assert made.deal == mine
    assert (mine.label, len(mine.reports)) == (one.label, 3)
    assert await get_deal(db, MINE, other.number, own=False) == mine
    assert [kept.reason for kept in mine.reports].count("put together by hand") == 1
    assert (await find_deals(db, OTHER, Query())).deals == (await find_deals(db, SHARED, Query())).deals == (one, other)
    assert await get_deal(db, OTHER, other.number, own=False) == other
    assert (await find_deals(db, MINE, Query(kind="supply"))).total == 0
    undone = await intake.undo(db, server_id=MINE, **HAND)
    assert undone is not None
    assert undone.undone_by == ADMIN
    assert (await find_deals(db, MINE, Query())).deals == (one, other)


async def test_merges_lead_on_and_in_no_circle(db: Database) -> None:
    one, other = await two_deals(db)
    third = (await deals_of_article(db, MINE, (await publish(db, report("Meta"), server_id=MINE)).id))[0]
    await intake.merge(db, server_id=MINE, deal_id=other.id, into_id=one.id, **HAND)
    await intake.merge(db, server_id=MINE, deal_id=one.id, into_id=third.id, **HAND)
    mine = await only(db, MINE)
    assert (mine.label, len(mine.reports)) == ("#s1", 4)
    for number in (one.number, other.number):
        assert await get_deal(db, MINE, number, own=False) == mine
    with pytest.raises(BadInput, match="with itself"):
        await intake.merge(db, server_id=MINE, deal_id=third.id, into_id=one.id, **HAND)


async def test_a_split_is_remembered_against_rereads_and_new_articles(db: Database) -> None:
    first = await cloud(db, subject="cloud capacity in Texas")
    second = await cloud(db, on="2025-07-23", subject="cloud capacity in Norway")
    deal = await only(db, MINE)
    made = await intake.split(db, server_id=MINE, deal_id=deal.id, article_ids=[second.id], **HAND)
    assert made.new is not None
    assert (made.new.label, made.deal.label) == ("#s1", "#1")
    told = report("OpenAI/Oracle", "services", on="2025-07-23", value="300bn", subject="cloud capacity in Norway")
    await publish(db, told, renews=second, now=LATER, on="2025-07-23")
    await publish(db, replace(told, reviewed=True), server_id=MINE, now=LATER, on="2025-07-24")
    await publish(db, told, renews=first, now=LATER, on="2025-07-22")
    found = (await find_deals(db, MINE, Query())).deals
    assert {deal.label: len(deal.reports) for deal in found} == {"#1": 1, "#s1": 2}
    assert len((await only(db, OTHER)).reports) == 2


async def test_a_split_by_the_owner_holds_everywhere(db: Database) -> None:
    await cloud(db)
    second = await cloud(db, on="2025-07-23")
    deal = await only(db, SHARED)
    going = [one.id for one in deal.reports if one.article.id == second.id]
    made = await intake.split(db, server_id=SHARED, deal_id=deal.id, report_ids=going, **HAND)
    assert made.new is not None
    for server_id in (SHARED, MINE, OTHER):
        assert {one.label for one in (await find_deals(db, server_id, Query())).deals} == {"#1", "#2"}
        assert [one.label for one in await deals_of_article(db, server_id, second.id)] == ["#2"]


async def test_a_deal_keeps_a_source_when_it_is_split(db: Database) -> None:
    kept = await cloud(db)
    for articles in ([kept.id], [], [99]):
        with pytest.raises(BadInput):
            await intake.split(db, server_id=MINE, deal_id=1, article_ids=articles, **HAND)
    assert await list_corrections(db, MINE) == ()


async def test_a_deal_taken_apart_is_put_together_again(db: Database) -> None:
    await cloud(db)
    second = await cloud(db, on="2025-07-23")
    whole = await only(db, MINE)
    made = await intake.split(db, server_id=MINE, deal_id=whole.id, article_ids=[second.id], **HAND)
    assert made.new is not None
    await intake.merge(db, server_id=MINE, deal_id=made.new.id, into_id=whole.id, **HAND)
    again = await only(db, MINE)
    assert (again.label, len(again.reports)) == ("#1", 2)
    assert await get_deal(db, MINE, 1, own=True) == again


async def test_what_a_removed_article_leaves_behind_comes_back_with_it(db: Database) -> None:
    first, second = await cloud(db), await cloud(db, on="2025-07-23")
    await intake.split(db, server_id=MINE, deal_id=1, article_ids=[second.id], **HAND)
    before = [seen(deal)[:-1] for deal in (await find_deals(db, MINE, Query())).deals]
    for kept in (first, second):
        await remove(db, kept)
    assert (await find_deals(db, MINE, Query())).total == 0
    for kept in (first, second):
        await bring_back(db, kept)
    assert [seen(deal)[:-1] for deal in (await find_deals(db, MINE, Query())).deals] == before


async def test_undo_takes_the_latest_or_the_named_and_each_once(db: Database) -> None:
    await cloud(db)
    for value in ("30bn", "31bn", "32bn"):
        await intake.correct(db, server_id=MINE, deal_id=1, field="value", value=money(value), **HAND)
    await intake.undo(db, server_id=MINE, number=2, **HAND)
    assert (await only(db, MINE)).value == money("32bn")
    await intake.undo(db, server_id=MINE, deal_id=1, **HAND)
    assert (await only(db, MINE)).value == money("30bn")
    assert await intake.undo(db, server_id=MINE, number=2, **HAND) is None
    assert await intake.undo(db, server_id=OTHER, number=1, **HAND) is None
    assert await intake.undo(db, server_id=SHARED, **HAND) is None
    await intake.undo(db, server_id=MINE, **HAND)
    assert (await only(db, MINE)).value == money("300bn")
    assert await intake.undo(db, server_id=MINE, **HAND) is None
    made = await get_correction(db, MINE, 2)
    assert made is not None
    assert (made.undone_by, made.undone_at) == (ADMIN, LATER)


async def test_an_own_deal_that_turns_out_shared_takes_its_edits_along(db: Database) -> None:
    await cloud(db, MINE)
    await intake.correct(db, server_id=MINE, deal_id=1, field="value", value=money("30bn"), **HAND)
    await cloud(db)
    mine = await only(db, MINE)
    assert (mine.label, mine.value, len(mine.reports)) == ("#1", money("30bn"), 2)
    await intake.undo(db, server_id=MINE, **HAND)
    assert (await only(db, MINE)).value == money("300bn")


async def test_a_member_suggests_and_an_admin_decides(db: Database) -> None:
    await cloud(db)
    given: dict[str, Any] = {"server_id": MINE, "deal_id": 1, "person_id": MEMBER, "now": LATER}
    first = await intake.suggest(db, field="value", value=money("30bn"), words="It says thirty.", **given)
    assert await intake.suggest(db, field="value", value=money("30bn"), words="It says thirty.", **given) == first
    second = await intake.suggest(db, words="Foxconn is no party.", **given)
    third = await intake.suggest(db, field="kind", value="supply", **given)
    waiting = await list_suggestions(db, MINE)
    assert (waiting.suggestions, waiting.total) == ((first, second, third), 3)
    assert (await list_suggestions(db, OTHER)).total == 0
    taken = await intake.accept(db, server_id=MINE, number=first.number, **HAND)
    assert taken is not None
    settled, made = taken
    assert made is not None
    assert (settled.state, settled.correction_id) == ("accepted", made.correction.id)
    assert (await only(db, MINE)).value == money("30bn")
    words = await intake.accept(db, server_id=MINE, number=second.number, **HAND)
    assert words is not None
    assert words[1] is None
    refused = await intake.refuse(db, server_id=MINE, number=third.number, **HAND)
    assert refused is not None
    assert (await only(db, MINE)).kind == "services"
    for number in (1, 2, 3, 4):
        assert await intake.accept(db, server_id=MINE, number=number, **HAND) is None
        assert await intake.refuse(db, server_id=MINE, number=number, **HAND) is None
    for state, total in (("open", 0), ("accepted", 2), ("refused", 1)):
        assert (await list_suggestions(db, MINE, state=state)).total == total  # type: ignore[arg-type]


async def test_suggestions_of_nothing_or_without_end_are_refused(db: Database) -> None:
    await cloud(db)
    given: dict[str, Any] = {"server_id": MINE, "deal_id": 1, "person_id": MEMBER, "now": LATER}
    with pytest.raises(BadInput, match="Nothing was said"):
        await intake.suggest(db, words="  ", **given)
    with pytest.raises(BadInput, match="That is no kind"):
        await intake.suggest(db, field="kind", value="marriage", **given)
    with pytest.raises(BadInput, match="not in this library"):
        await intake.suggest(db, words="Wrong.", **(given | {"deal_id": 5}))
    for number in range(10):
        await intake.suggest(db, words=f"Wrong: {number}.", **given)
    with pytest.raises(BadInput, match="waiting already"):
        await intake.suggest(db, words="Wrong still.", **given)


moves = st.lists(
    st.tuples(st.sampled_from(["correct", "merge", "split"]), st.integers(0, 8), st.integers(0, 8)),
    min_size=1,
    max_size=5,
)


async def everything(db: Database, server_id: int) -> list[Any]:
    """What a server sees of its deals; of the shared library's, not when they last changed."""
    deals = (await find_deals(db, server_id, Query(limit=50))).deals
    numbers = [await get_deal(db, server_id, number, own=own) for number in range(1, 6) for own in (True, False)]
    listed = (await list_articles(db, SHARED)).articles
    told = [[deal.label for deal in await deals_of_article(db, server_id, one.id)] for one in listed]
    return [told, [deal and deal.label for deal in numbers], *([*seen(deal)[:-1], len(deal.steps)] for deal in deals)]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.sampled_from([MINE, SHARED]))
async def test_undoing_restores_exactly_what_was_there(done: Sequence[tuple[str, int, int]], server_id: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library") as db:
            await two_deals(db)
            await publish(db, report("OpenAI/Foxconn"), report("Foxconn/Intrinsic", "joint_venture"))
            await publish(db, report("OpenAI/Foxconn"), report("Meta", "pledge", value="2bn"), server_id=MINE)
            before = {place: await everything(db, place) for place in (MINE, OTHER, SHARED)}
            stages = []
            for what, one, other in done:
                stages.append(await everything(db, server_id))
                deals = (await find_deals(db, server_id, Query(limit=50))).deals
                deal, into = deals[one % len(deals)], deals[other % len(deals)]
                hand = {"server_id": server_id, "deal_id": deal.id, **HAND}
                try:
                    if what == "correct":
                        field = list(VALUES)[other]
                        await intake.correct(db, field=field, value=VALUES[field], **hand)
                    elif what == "merge":
                        await intake.merge(db, into_id=into.id, **hand)
                    else:
                        await intake.split(db, report_ids=[deal.reports[other % len(deal.reports)].id], **hand)
                except BadInput:
                    stages.pop()
            for stage in reversed(stages):
                assert await intake.undo(db, server_id=server_id, **HAND) is not None
                assert await everything(db, server_id) == stage
            assert {place: await everything(db, place) for place in (MINE, OTHER, SHARED)} == before
