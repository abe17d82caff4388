"""Search against a slow plain filter: the same deals in the same order, whatever is asked, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language.amounts import about_usd
from bot.model import KINDS, SHARED, STATUSES, Article, Deal, KeptReport, Report
from bot.store.companies import companies_of, complete, ranked, resolve
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from bot.store.schema import MIGRATIONS
from bot.store.tables import tables
from bot.store.views import relevance_of
from bot.store.words import folded
from tests import generated
from tests.making import NOW
from tests.store.shelf import publish

SERVERS = (SHARED, 1, 2)

WORDS = (
    "openai",
    "FOXCONN",
    "hon hai",
    "Aurora grid",
    "borealis-power",
    "鴻海",
    "server",
    "cloud CAPACITY",
    "ohio",
    "Taiwan openai",
    '"oracle',
    "-foxconn",
    "nothing",
    "C++ oracle*",
    "NEAR( ohio",
    "++",
    "",
    "said",
    "of oracle",
)
TEXTS = ("OpenAI said in Ohio.", "A cloud over Taiwan: Borealis Power and Oracle.", "Of 鴻海 nothing more was said.")


def rarely(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly nothing: a query of many conditions finds nothing, and proves nothing."""
    return st.one_of(st.none(), st.none(), st.none(), values)


queries = st.fixed_dictionaries(
    {
        "kind": rarely(st.sampled_from(KINDS)),
        "status": rarely(st.sampled_from(STATUSES)),
        "since": rarely(st.dates(date(2024, 12, 1), date(2026, 7, 31))),
        "until": rarely(st.dates(date(2024, 12, 1), date(2026, 7, 31))),
        "at_least_usd": rarely(st.sampled_from([Decimal(1), Decimal(10**9), Decimal(2 * 10**9)])),
        "words": st.sampled_from(WORDS),
        "order": st.sampled_from(["latest", "largest", "relevance", "relevance"]),
    }
)
stories = st.lists(
    st.tuples(st.sampled_from(SERVERS), st.sampled_from(TEXTS), st.lists(generated.reports, min_size=1, max_size=2)),
    min_size=1,
    max_size=5,
)
picks = st.lists(st.integers(0, 5), max_size=2, unique=True)


async def fill(db: Database, story: Sequence[tuple[int, str, list[Report]]]) -> None:
    async with db.transaction() as tx:
        await tx.connection.empty([table.name for table in tables()])
        await tx.execute("insert into meta (key, value) values ('schema', $1)", str(len(MIGRATIONS)))
        await tx.connection.filled({})
    for server_id, text, reports in story:
        await publish(db, *reports, server_id=server_id, text=text, now=NOW)


def told(kept: KeptReport) -> list[str]:
    """What a report shows: headline, subject, and the words that each of its fields rests on."""
    report, article = kept.report, kept.article.article
    evidence = report.evidence
    spans = [*evidence.parties, *evidence.kind, *evidence.status, *evidence.announced_on, *evidence.value]
    spans += [span for commitment in report.commitments for span in commitment.evidence]
    return [report.headline, report.subject, *(article.text[span.start : span.end] for span in spans)]


STEMS = {"oracle": "oracl", "borealis": "boreali", "nothing": "noth", "capacity": "capac"}
"""What is left of the words asked for without their endings; evidence may begin or end within a word."""


def stems(text: str) -> str:
    return " ".join(STEMS.get(word, word) for word in ["", *folded(text).split(), ""])


def within(term: str, texts: Sequence[str]) -> bool:
    return any(stems(term) in stems(text) for text in texts)


def shown(deal: Deal) -> list[str]:
    names = [name for party in deal.parties for name in (party.name, *party.aliases)]
    return [*names, *deal.locations, *(text for kept in deal.reports for text in told(kept))]


def read(deal: Deal) -> list[str]:
    articles: dict[int, Article] = {kept.article.id: kept.article.article for kept in deal.reports}
    return [f"{article.title} {article.text}" for article in articles.values()]


def fits(deal: Deal, asked: dict[str, Any]) -> bool:
    day, value = deal.announced_on, deal.value
    usd = about_usd(value) if value else None
    wanted = [term for term in asked["words"].split() if folded(term)]
    return (
        (not asked["kind"] or deal.kind == asked["kind"])
        and (not asked["status"] or deal.status == asked["status"])
        and (not asked["since"] or (day is not None and day.last >= asked["since"]))
        and (not asked["until"] or (day is not None and day.first <= asked["until"]))
        and (not asked["at_least_usd"] or (usd is not None and usd >= asked["at_least_usd"]))
        and all(within(term, [*shown(deal), *read(deal)]) for term in wanted)
    )


def place_of(asked: dict[str, Any]) -> Callable[[Deal], Any]:
    """By what a deal stands where it does: later steps first among equals, then the later deal."""

    def place(deal: Deal) -> Any:
        steps = [step.on.first for step in deal.steps if step.on]
        articles = [day for kept in deal.reports if (day := kept.article.article.published_on)]
        later = (-max(steps or articles, default=date(1, 1, 1)).toordinal() * bool(steps or articles), -deal.id)
        if asked["order"] == "latest":
            return later
        if asked["order"] == "largest":
            usd = about_usd(deal.value) if deal.value else None
            return (usd is None, -(min(int(usd), 2**62) if usd is not None else 0), later)
        hits = sum(within(term, shown(deal)) for term in asked["words"].split() if folded(term))
        return (-hits, -relevance_of(deal), later)

    return place


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories, asked=st.lists(queries, min_size=4, max_size=4), picked=picks)
async def test_deals_are_found_as_by_a_plain_filter(
    db: Database, story: list[tuple[int, str, list[Report]]], asked: list[dict[str, Any]], picked: list[int]
) -> None:
    await fill(db, story)
    for server_id in SERVERS:
        every = (await find_deals(db, server_id, Query(limit=1000))).deals
        companies = await companies_of(db, server_id, every)
        known = sorted({company.id for found in companies.values() for company in found})
        wanted = {known[place] for place in picked if place < len(known)}
        for one in asked:
            found = await find_deals(db, server_id, Query(companies=tuple(wanted), limit=1000, **one))
            plain = [d for d in every if fits(d, one) and wanted <= {company.id for company in companies[d.id]}]
            plain.sort(key=place_of(one))
            assert [deal.id for deal in found.deals] == [deal.id for deal in plain], one
            assert found.total == len(plain)
            page = await find_deals(db, server_id, Query(companies=tuple(wanted), limit=2, offset=1, **one))
            assert page.deals == found.deals[1:3]


def mistyped(name: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(name))
    return name[:place] + chance.choice("aeiou") + name[place + chance.randrange(2) :]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories, seed=st.integers(0, 1000))
async def test_companies_are_found_by_every_name_beginning_and_near_miss(
    db: Database, story: list[tuple[int, str, list[Report]]], seed: int
) -> None:
    await fill(db, story)
    chance = random.Random(seed)
    for server_id in SERVERS:
        for one in await ranked(db, server_id, 50):
            for name in (one.company.name, *one.company.aliases):
                if name not in generated.NAMES:
                    continue
                found = await resolve(db, server_id, name)
                assert found.exact
                assert found.companies
                begun = await complete(db, server_id, name[: max(2, len(name) // 2)])
                assert begun
            if one.company.name in generated.NAMES and len(one.company.name) > 5:
                assert one.company.id in {company.id for company in await complete(db, server_id, one.company.name[:4])}
                near = await resolve(db, server_id, mistyped(one.company.name, chance))
                assert one.company.name in (*near.near, *(company.name for company in near.companies))
