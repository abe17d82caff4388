"""Deals: two articles on one deal are one deal with two sources; found by any mix of what can be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Deal, Evidence
from bot.store.companies import companies_of, resolve
from bot.store.db import Database
from bot.store.deals import Query, candidates, deal_by_id, deals_of_article, find_deals, get_deal
from bot.store.views import sources_of
from tests.making import NOW, report, source, span
from tests.store.shelf import publish, remove

SERVER, OTHER = 10, 20


async def labels(db: Database, query: Query, server_id: int = SERVER) -> list[str]:
    found = await find_deals(db, server_id, query)
    return [deal.label for deal in found.deals]


async def company(db: Database, name: str, server_id: int = SERVER) -> int:
    return (await resolve(db, server_id, name)).companies[0].id


async def test_two_articles_on_one_deal_are_one_deal_with_two_sources(db: Database) -> None:
    one = await publish(db, report("OpenAI/Foxconn"), url="https://example.com/a")
    two = await publish(
        db, report("Hon Hai=Foxconn/OpenAI", on="2025-11-20"), url="https://example.org/b", on="2025-11-23"
    )
    (deal,) = await deals_of_article(db, 0, two.id)
    assert (deal,) == await deals_of_article(db, 0, one.id)
    assert {kept.article.id for kept in deal.reports} == {one.id, two.id}
    assert len(sources_of(deal)) == 2
    reasons = {kept.article.id: kept.reason for kept in deal.reports}
    assert reasons == {one.id: "", two.id: "same parties, same kind, 1 day apart"}


async def test_two_deals_of_one_article_stay_two(db: Database) -> None:
    kept = await publish(
        db, report("OpenAI/AWS", "services", value="38bn"), report("OpenAI/AWS", "services", value="38bn")
    )
    assert len(await deals_of_article(db, 0, kept.id)) == 2


async def test_numbers_are_shared_or_a_servers_own(db: Database) -> None:
    await publish(db, report("A1/B1"))
    await publish(db, report("A2/B2"), server_id=SERVER)
    await publish(db, report("A3/B3"), server_id=OTHER)
    await publish(db, report("A4/B4"))
    assert await labels(db, Query()) == ["#2", "#s1", "#1"]
    assert await labels(db, Query(), server_id=0) == ["#2", "#1"]
    own = await get_deal(db, SERVER, 1, own=True)
    assert own is not None
    assert own.parties[0].name == "A2"
    assert await get_deal(db, SERVER, 2, own=True) is None
    assert await get_deal(db, SERVER, 99, own=False) is None
    assert await deal_by_id(db, SERVER, own.id) == own
    assert await deal_by_id(db, OTHER, own.id) is None


async def test_a_private_report_joins_a_shared_deal_for_its_own_server_alone(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"))
    await publish(db, report("OpenAI/AWS", "services", "terminated", "2025-11-20", "38bn"), server_id=SERVER)
    ours, theirs = await get_deal(db, SERVER, 1, own=False), await get_deal(db, OTHER, 1, own=False)
    assert ours is not None
    assert theirs is not None
    assert (ours.status, len(ours.reports)) == ("terminated", 2)
    assert (theirs.status, len(theirs.reports)) == ("announced", 1)
    assert await labels(db, Query(status="terminated")) == ["#1"]
    assert await labels(db, Query(status="announced")) == []
    assert await labels(db, Query(status="terminated"), OTHER) == []


async def test_a_private_report_keeps_a_shared_deal_alive_for_its_server(db: Database) -> None:
    shared = await publish(db, report("OpenAI/AWS", "services"))
    await publish(db, report("OpenAI/AWS", "services"), server_id=SERVER)
    await remove(db, shared)
    assert await labels(db, Query()) == ["#1"]
    assert await labels(db, Query(), OTHER) == await labels(db, Query(), 0) == []


async def test_an_own_deal_that_turns_out_to_be_a_shared_one_leads_there(db: Database) -> None:
    await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"), server_id=SERVER)
    await publish(db, report("OpenAI/Oracle", "services", on="2025-11-03", value="300bn"), server_id=SERVER)
    await publish(db, report("OpenAI/AWS", "services", on="2025-11-03", value="~38bn"))
    assert await labels(db, Query()) == ["#1", "#s2"]
    led = await get_deal(db, SERVER, 1, own=True)
    assert led is not None
    assert led.label == "#1"
    assert len(led.reports) == 2
    assert await labels(db, Query(), OTHER) == ["#1"]
    theirs = await get_deal(db, OTHER, 1, own=False)
    assert theirs is not None
    assert len(theirs.reports) == 1


async def test_a_new_version_of_an_article_keeps_the_numbers_of_its_deals(db: Database) -> None:
    """Also where its reports have changed beyond recognition, as long as a party stays."""
    old = await publish(db, report("OpenAI/Foxconn"), report("OpenAI/Oracle", "services", value="300bn"))
    await publish(db, report("OpenAI/Foxconn"))
    new = await publish(
        db, report("OpenAI/Oracle", "pledge", "rumored", "2019", "1m"), report("OpenAI/Foxconn", "supply"), renews=old
    )
    assert new.id == old.id
    found = await deals_of_article(db, 0, new.id)
    assert [deal.label for deal in found] == ["#2", "#1"]
    assert (await find_deals(db, 0, Query())).total == 2
    assert {kept.reason for kept in found[0].reports} == {"the same article, read anew"}


async def test_a_new_version_without_a_deal_takes_it_away_and_leaves_its_number_unused(db: Database) -> None:
    old = await publish(db, report("A/B"), report("C/D"))
    await publish(db, report("A/B"), renews=old)
    await publish(db, report("E/F"))
    assert sorted(await labels(db, Query())) == ["#1", "#3"]


async def test_all_companies_must_be_parties(db: Database) -> None:
    await publish(db, report("OpenAI/Foxconn", on="2025-11-01"))
    await publish(db, report("OpenAI/Oracle", on="2025-11-02"))
    openai, oracle = await company(db, "openai"), await company(db, "Oracle Corp.")
    assert await labels(db, Query(companies=(openai,))) == ["#2", "#1"]
    assert await labels(db, Query(companies=(openai, oracle))) == ["#2"]
    assert await labels(db, Query(companies=(999,))) == []


async def test_filters_by_kind_status_time_and_money(db: Database) -> None:
    await publish(db, report("A/B", "supply", on="2025-10", value="5bn"))
    await publish(db, report("C/D", "services", "rumored", "2025-11-21", "9bn EUR"))
    await publish(db, report("E/F", "supply", "completed", "2025", "100bn JPY"))
    await publish(db, report("G/H", "supply", on=None))
    assert await labels(db, Query(kind="services")) == ["#2"]
    assert await labels(db, Query(status="completed")) == ["#3"]
    assert set(await labels(db, Query(since=date(2025, 11, 1)))) == {"#2", "#3"}
    assert set(await labels(db, Query(until=date(2025, 10, 1)))) == {"#1", "#3"}
    assert set(await labels(db, Query(since=date(2025, 10, 31), until=date(2025, 10, 31)))) == {"#1", "#3"}
    assert await labels(db, Query(at_least_usd=Decimal("5e9"), order="largest")) == ["#2", "#1"]
    assert await labels(db, Query(at_least_usd=Decimal("1e40"))) == []


async def test_orders(db: Database) -> None:
    many = [source(f"https://example.com/{place}") for place in range(5)]
    await publish(db, report("A/B", on="2025-11-20", value="1bn"), on="2025-11-20")
    await publish(db, report("C/D", on="2025-11-19", value="3bn"), on="2025-11-19", brief=True, sources=tuple(many))
    await publish(db, report("E/F", on="2020-01-01"), on="2020-01-01", brief=True, sources=tuple(many))
    await publish(db, report("G/H", on="2025-11-21"), on="2025-11-21")
    assert await labels(db, Query(order="latest")) == ["#4", "#1", "#2", "#3"]
    assert await labels(db, Query(order="largest")) == ["#2", "#1", "#4", "#3"]
    assert await labels(db, Query(order="relevance")) == ["#2", "#4", "#1", "#3"]


async def test_pages_hold_every_deal_once(db: Database) -> None:
    for place in range(7):
        await publish(db, report(f"A{place}/B{place}", on=f"2025-11-{place // 2 + 10}"))
    pages = [await find_deals(db, 0, Query(limit=3, offset=offset)) for offset in (0, 3, 6, 9)]
    assert [page.total for page in pages] == [7] * 4
    seen = [deal.number for page in pages for deal in page.deals]
    assert sorted(seen) == list(range(1, 8))


async def test_changed_since_tells_what_moved_and_not_what_was_only_touched(db: Database) -> None:
    await publish(db, report("A/B"), url="https://example.com/a")
    later = NOW + timedelta(hours=1)
    await publish(db, report("C/D"), now=later)
    assert await labels(db, Query(changed_since=NOW)) == ["#2"]
    await publish(db, report("A/B"), now=later + timedelta(hours=1), url="https://example.com/a")
    assert await labels(db, Query(changed_since=later)) == []
    await publish(db, report("A/B", status="completed"), now=later + timedelta(hours=2), url="https://example.com/c")
    assert await labels(db, Query(changed_since=later)) == ["#1"]
    moved = await get_deal(db, 0, 1, own=False)
    assert moved is not None
    assert moved.updated_at == later + timedelta(hours=2)


TEXT = "OpenAI will buy racks made in Ohio. Nothing else of note was said about C++ or “near” things by Zoë."


async def test_words_are_found_in_what_a_deal_shows_and_in_its_articles(db: Database) -> None:
    told = report(
        "OpenAI/Foxconn",
        headline="Server racks",
        subject="cabling",
        locations=("Ohio",),
        evidence=Evidence(kind=(span(TEXT, "will buy racks"),)),
    )
    await publish(db, told, text=TEXT)
    await publish(db, report("Oracle/Ampere"), text="Something about a rack and cables.")
    for words in ("rack", "Racks openai", "CABLING foxconn", "zoe", "note  ohio", "C++", "buying", ""):
        assert "#1" in await labels(db, Query(words=words)), words
    assert await labels(db, Query(words="racks oracle")) == ["#2"]
    assert await labels(db, Query(words="racks nowhere")) == []


async def test_what_shows_the_words_comes_before_what_has_them_somewhere_in_its_text(db: Database) -> None:
    await publish(db, report("A/B", subject="turbines", on="2020-01-01"))
    await publish(db, report("C/D"), text="A long article that mentions turbines at its end.")
    assert await labels(db, Query(words="turbine", order="relevance")) == ["#1", "#2"]
    assert await labels(db, Query(words="turbine", order="latest")) == ["#2", "#1"]


HOSTILE = (
    *("-oracle", '"', '""', "C++", "NEAR(a b)", "a AND", "OR", "NOT x", "(", "*", "a*", "^a", "words:x", "a\0b", "'"),
    *(";--", "{x}", "%", "$1", "\\", "🙂", "é" * 500),
)


@pytest.mark.parametrize("words", HOSTILE)
async def test_no_sign_of_the_query_language_works(db: Database, words: str) -> None:
    await publish(db, report("Oracle/Ampere"), text="an oracle near a b and or not x")
    found = await find_deals(db, SERVER, Query(words=words, order="relevance"))
    assert found.total in (0, 1)
    assert (await find_deals(db, SERVER, Query(words="-oracle"))).total == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=st.text(max_size=40))
async def test_any_words_can_be_asked_for(db: Database, words: str) -> None:
    await find_deals(db, SERVER, Query(words=words, order="relevance"))


async def test_candidates_share_a_party_and_come_nearest_first(db: Database) -> None:
    await publish(db, report("OpenAI/Oracle", on="2024-01-01"))
    await publish(db, report("OpenAI/Foxconn=Hon Hai", on="2024-01-01"))
    await publish(db, report("OpenAI/AMD", on="2025-11-01"))
    await publish(db, report("Zoox/Waymo"))
    found = await candidates(db, 0, ("openai inc", "Hon Hai"), near=date(2025, 11, 21))
    assert [deal.label for deal in found] == ["#2", "#3", "#1"]
    assert await candidates(db, 0, ()) == ()
    assert await candidates(db, 0, ("Nobody",)) == ()


async def test_candidates_know_a_company_by_its_name_in_the_library(db: Database) -> None:
    await publish(db, report("Foxconn=Hon Hai/OpenAI"))
    await publish(db, report("Hon Hai/Intrinsic", "joint_venture"))
    found = await candidates(db, 0, ("Intrinsic",))
    assert "Foxconn" in found[0].parties[0].aliases


async def test_companies_of_deals_stand_in_the_order_of_parties(db: Database) -> None:
    await publish(db, report("OpenAI/Foxconn=Hon Hai"))
    await publish(db, report("Hon Hai/Intrinsic", "joint_venture"))
    deals = (await find_deals(db, 0, Query())).deals
    found = await companies_of(db, 0, deals)
    for deal in deals:
        assert [one.name for one in found[deal.id]] == [
            party.name.replace("Hon Hai", "Foxconn") for party in deal.parties
        ]


async def test_what_is_stored_and_fetched_is_equal(db: Database) -> None:
    made = report("OpenAI/Foxconn", value="~1.4bn EUR", quantities=["10 GW"], locations=("Ohio",), subject="racks")
    kept = await publish(db, made, text="Some words of it", title="A title", publisher="The Paper")
    (deal,) = (await find_deals(db, 0, Query())).deals
    assert isinstance(deal, Deal)
    assert [one.report for one in deal.reports] == [made]
    assert deal.reports[0].article == replace(kept, state="published")
