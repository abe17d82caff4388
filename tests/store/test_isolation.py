"""The law of the room: a server's own articles change nothing in what any other server gets.

Random acts of three servers and the shared library are done in one database. Then, for each of them, its own acts and
the shared ones alone are done in another: whatever it can ask must have the same answer in both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import intake
from bot.errors import BadInput
from bot.model import (
    SHARED,
    Company,
    Day,
    Deal,
    DealField,
    FieldValue,
    KeptArticle,
    Party,
    Report,
    Stage,
)
from bot.store.articles import Marks, known, list_articles
from bot.store.companies import companies_of, complete, ranked, resolve, spot
from bot.store.corrections import list_corrections
from bot.store.db import Database, open_database
from bot.store.deals import Query, candidates, deals_of_article, find_deals, get_deal
from bot.store.naming import keep_companies
from bot.store.told import untold
from tests.making import NOW, money, report
from tests.store.shelf import bring_back, publish, remove

SERVERS = (SHARED, 1, 2, 3)

VOCABULARY = (Company(0, "OpenAI"), Company(0, "Foxconn", ("Hon Hai",)), Company(0, "Oracle"), Company(0, "Orakel"))

REPORTS: tuple[Report, ...] = (
    report("OpenAI/Foxconn", subject="racks"),
    report("OpenAI/Hon Hai", on="2025-11-20"),
    report("Foxconn=Aurora/Hon Hai Precision=Hon Hai", "joint_venture"),
    report("OpenAI/Oracle", "services", on="2025-07-22", value="300bn"),
    report("OpenAI/Oracle", "services", "terminated", "2025-07-22", "~300bn"),
    report("OpenAI/Aurora Grid=Aurora", "supply", on="2025-10", quantities=["10 GW"]),
    report("Aurora Grid/OpenAI", "partnership", on=None, main=False),
    report("Aurora/Borealis=Aurora Grid", "acquisition", "rumored", "2025-09-01", "2bn EUR"),
    report("Aurora/Borealis", "acquisition", on="2025-10-01", value="2.5bn EUR"),
    report("Borealis", "pledge", value="1.4bn"),
    report("Orakle/Foxconn", "investment", value="5bn"),
)


class Do(NamedTuple):
    """One act: publish an article with some of the reports, or do something to the one published `nth` by the same."""

    server_id: int
    what: Literal["publish", "remove", "bring back", "renew", "correct", "merge", "split", "undo"]
    reports: tuple[int, ...] = ()
    nth: int = 0


acts = st.lists(
    st.builds(
        Do,
        st.sampled_from(SERVERS),
        st.sampled_from(
            [*["publish"] * 6, "remove", "bring back", "renew", "correct", "correct", "merge", "merge", "split", "undo"]
        ),
        st.lists(st.integers(0, len(REPORTS) - 1), min_size=1, max_size=2, unique=True).map(tuple),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=12,
)

EDITS: tuple[tuple[DealField, FieldValue], ...] = (
    ("value", money("7bn")),
    ("status", Stage("terminated", Day(2025, 11, 23))),
    ("parties", (Party("Orakel", "partner"), Party("Zenith Foundries", "partner", ("Zenith",)))),
    ("subject", "racks by hand"),
)


async def act(db: Database, done: Sequence[tuple[int, Do]]) -> None:
    """Do the acts, each at the hour that its place in the whole story gives it."""
    async with db.transaction() as tx:
        await keep_companies(tx, VOCABULARY)
    shelf: dict[int, list[KeptArticle]] = {server_id: [] for server_id in SERVERS}
    for hour, one in done:
        now, mine = NOW + timedelta(hours=hour), shelf[one.server_id]
        told = [REPORTS[place] for place in one.reports]
        text, marks = f"Words of hour {hour}.", Marks(f"example.com/{hour % 3}", f"words {hour % 2}")
        chosen = mine[one.nth % len(mine)] if mine else None
        if one.what == "publish":
            mine.append(await publish(db, *told, server_id=one.server_id, text=text, now=now, marks=marks))
        elif chosen is not None and one.what == "remove":
            await remove(db, chosen, now)
        elif chosen is not None and one.what == "bring back":
            await bring_back(db, chosen, now)
        elif one.what in ("correct", "merge", "split", "undo"):
            with suppress(BadInput):
                await by_hand(db, one, now)
        elif chosen is not None:
            await publish(db, *told, server_id=one.server_id, text=text, now=now, marks=marks, renews=chosen)


async def by_hand(db: Database, one: Do, now: datetime) -> None:
    """Correct, merge or split deals that the server sees, or undo what it did last."""
    given: dict[str, Any] = {"server_id": one.server_id, "person_id": 9, "now": now}
    if one.what == "undo":
        await intake.undo(db, **given)
        return
    deals = (await find_deals(db, one.server_id, Query(limit=50))).deals
    if not deals:
        return
    deal, other = deals[one.nth % len(deals)], deals[one.reports[0] % len(deals)]
    if one.what == "correct":
        field, value = EDITS[one.reports[0] % len(EDITS)]
        await intake.correct(db, deal_id=deal.id, field=field, value=value, **given)
    elif one.what == "merge":
        await intake.merge(db, deal_id=deal.id, into_id=other.id, **given)
    else:
        await intake.split(db, deal_id=deal.id, report_ids=[deal.reports[-1].id], **given)


def seen(deal: Deal) -> tuple[Any, ...]:
    """All of a deal but the inner ids, which nobody is shown."""
    return (
        deal.label,
        deal.kind,
        deal.status,
        deal.parties,
        deal.headline,
        [(step.status, step.on, step.report.article.label) for step in deal.steps],
        [(figure.shown, [kept.article.label for kept in figure.reports]) for figure in (*deal.values, *deal.dates)],
        [(line.commitment, [kept.article.label for kept in line.reports]) for line in deal.commitments],
        [(kept.article.label, kept.article.article, kept.report, kept.reason) for kept in deal.reports],
        [(one.label, one.act, one.deal_label, one.into_label, one.before, one.after) for one in deal.corrections],
        deal.updated_at,
    )


async def all_that_can_be_asked(db: Database, server_id: int) -> dict[str, Any]:
    """The answers to everything this room can be asked, on behalf of one server."""
    queries = (
        *(Query(limit=50, order=order) for order in ("latest", "largest", "relevance")),
        Query(kind="services", since=date(2025, 7, 1), until=date(2025, 8, 1)),
        Query(status="terminated"),
        Query(at_least_usd=Decimal(10**9)),
        *(Query(words=words, order="relevance") for words in ("racks", "hour", "aurora openai", "words 1")),
        Query(changed_since=NOW + timedelta(hours=3)),
    )
    answers: dict[str, Any] = {}
    for query in queries:
        found = await find_deals(db, server_id, query)
        answers[f"{query}"] = (found.total, [seen(deal) for deal in found.deals])
    every = (await find_deals(db, server_id, queries[0])).deals
    companies = await companies_of(db, server_id, every)
    answers["companies"] = [[unnumbered(one) for one in companies[deal.id]] for deal in every]
    numbers = {deal.id: deal.label for deal in every}
    answers["untold"] = [(numbers[key], at) for key, at in (await untold(db, server_id)).items()]
    for number in range(1, 6):
        for own in (False, True):
            deal = await get_deal(db, server_id, number, own=own)
            answers[f"deal {number} {own}"] = deal and seen(deal)
    for text in ("openai", "hon hai", "aurora", "aurora grid", "bor", "orakles", "borealix", "foxconnn", "words"):
        resolved = await resolve(db, server_id, text)
        answers[f"resolve {text}"] = ([unnumbered(one) for one in resolved.companies], resolved.near)
        answers[f"complete {text}"] = [unnumbered(one) for one in await complete(db, server_id, text)]
        spotted = await spot(db, server_id, f"{text} racks")
        answers[f"spot {text}"] = ([unnumbered(one) for one in spotted.companies], spotted.words)
        answers[f"candidates {text}"] = [seen(deal) for deal in await candidates(db, server_id, (text,))]
    for text in ("orakel", "zenith", "zenith foundries"):
        answers[f"resolve {text}"] = [unnumbered(one) for one in (await resolve(db, server_id, text)).companies]
    made = await list_corrections(db, server_id)
    answers["corrections"] = [(one.label, one.act, one.deal_label, one.into_label, one.undone_at) for one in made]
    for deal in every:
        made = await list_corrections(db, server_id, deal_id=deal.id)
        answers[f"corrections of {deal.label}"] = [(one.label, one.act, one.before, one.after) for one in made]
    answers["complete"] = [unnumbered(one) for one in await complete(db, server_id, "")]
    answers["ranked"] = [(unnumbered(one.company), one.deals) for one in await ranked(db, server_id)]
    listed = (await list_articles(db, server_id)).articles
    answers["articles"] = [(one.label, one.article) for one in listed]
    for one in listed:
        answers[f"deals of {one.label}"] = [seen(deal) for deal in await deals_of_article(db, server_id, one.id)]
    for place in range(3):
        there = await known(db, server_id, Marks(f"example.com/{place}", f"words {place}"))
        answers[f"known {place}"] = there and (there.kept.label, there.by)
    return answers


def unnumbered(company: Company) -> tuple[Any, ...]:
    return (company.name, sorted(company.aliases), company.parent)


async def differences(done: Sequence[Do]) -> list[str]:
    """What any of them is told differently because of the others."""
    story = list(enumerate(done))
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{Path(folder, 'all')}") as everyone:
            await act(everyone, story)
            for server_id in SERVERS:
                async with open_database(f"sqlite:///{Path(folder, str(server_id))}") as alone:
                    await act(alone, [(hour, one) for hour, one in story if one.server_id in (SHARED, server_id)])
                    here = await all_that_can_be_asked(everyone, server_id)
                    there = await all_that_can_be_asked(alone, server_id)
                found += [
                    f"server {server_id}, {asked}: {here.get(asked)} but alone {there.get(asked)}"
                    for asked in here | there
                    if here.get(asked) != there.get(asked)
                ]
    return found


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
async def test_no_server_is_told_anything_differently_because_of_another(done: list[Do]) -> None:
    assert await differences(done) == []


@pytest.mark.long
@pytest.mark.timeout(1500)  # 400 stories take minutes, and more on a busy machine
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
async def test_the_same_over_many_more_stories(done: list[Do]) -> None:
    assert await differences(done) == []


async def test_a_story_in_which_everything_meets() -> None:
    """The same company, deal and alias from every side, taken out and brought back."""
    story = (
        Do(1, "publish", (5, 0)),
        Do(2, "publish", (5, 7)),
        Do(1, "publish", (2,)),
        Do(SHARED, "publish", (6, 8)),
        Do(3, "publish", (4,)),
        Do(SHARED, "publish", (5, 3)),
        Do(2, "renew", (7, 9), 0),
        Do(1, "remove", (), 0),
        Do(SHARED, "remove", (), 1),
        Do(3, "publish", (3, 10)),
        Do(SHARED, "bring back", (), 1),
        Do(1, "bring back", (), 0),
        Do(SHARED, "renew", (0, 10), 0),
    )
    assert await differences(story) == []


async def test_the_law_can_fail() -> None:
    """What is compared does tell stories apart: a server's own act changes what that server is told."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/one") as one, open_database(f"sqlite:///{folder}/two") as two:
            await act(one, [(0, Do(1, "publish", (5,)))])
            await act(two, [])
            assert await all_that_can_be_asked(one, 1) != await all_that_can_be_asked(two, 1)
            assert await all_that_can_be_asked(one, 2) == await all_that_can_be_asked(two, 2)
