"""Companies: found by name, alias, ticker, beginning and near miss, and put together where they turn out to be one."""

from __future__ import annotations

import pytest

from bot.model import Company
from bot.store.companies import company_by_id, complete, ranked, resolve, spot
from bot.store.db import Database
from bot.store.deals import Query, find_deals
from bot.store.naming import keep_companies, parents_of
from tests.making import report
from tests.store.shelf import publish, remove

SERVER, OTHER = 10, 20

KNOWN = (
    Company(0, "Foxconn", ("Hon Hai", "Hon Hai Precision Industry", "the iPhone assembler"), "TWSE:2317", "TW"),
    Company(0, "Nvidia", ("NVIDIA Corporation",), "NASDAQ:NVDA", "US", "chips"),
    Company(0, "OpenAI", ("the ChatGPT maker",), country="US"),
    Company(0, "Google", ("Google Cloud",), parent="Alphabet"),
    Company(0, "Alphabet", (), "NASDAQ:GOOGL"),
    Company(0, "Micron", ("Micron Technology",), "NASDAQ:MU"),
    Company(0, "Microsoft", ("MSFT",), "NASDAQ:MSFT"),
    Company(0, "Mistral AI", ("Mistral",)),
    Company(0, "Mistral Power", ("Mistral",)),
    Company(0, "Onsemi", ("ON Semiconductor",), "NASDAQ:ON"),
)


@pytest.fixture
async def known(db: Database) -> Database:
    async with db.transaction() as tx:
        await keep_companies(tx, KNOWN)
    return db


async def names(db: Database, text: str, server_id: int = SERVER) -> list[str]:
    return [company.name for company in (await resolve(db, server_id, text)).companies]


@pytest.mark.parametrize(
    "text",
    ["Foxconn", " FOXCONN ", "Foxconn Co., Ltd.", "hon hai", "Hon-Hai", "the iPhone assembler", "2317", "$2317"],
)
async def test_a_company_has_many_names(known: Database, text: str) -> None:
    assert await names(known, text) == ["Foxconn"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NVDA", ["Nvidia"]),
        ("$nvda", ["Nvidia"]),
        ("MSFT", ["Microsoft"]),
        ("mistral", ["Mistral AI", "Mistral Power"]),
        ("mistral ai", ["Mistral AI"]),
        ("micros", ["Microsoft"]),
        ("mic", ["Micron", "Microsoft"]),
        ("hai", ["Foxconn"]),
        ("semi", ["Onsemi"]),
        ("", []),
        ("?!", []),
        ("zzz", []),
    ],
)
async def test_names_lead_to_companies(known: Database, text: str, found: list[str]) -> None:
    assert await names(known, text) == found


async def test_a_whole_name_beats_the_beginning_of_another(known: Database) -> None:
    resolved = await resolve(known, SERVER, "Google")
    assert resolved.exact
    assert [company.name for company in resolved.companies] == ["Google"]
    assert resolved.companies[0].aliases == ("Google Cloud",)
    assert (resolved.companies[0].parent, resolved.companies[0].id > 0) == ("Alphabet", True)
    assert not (await resolve(known, SERVER, "goog")).exact


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("foxxcon", "Foxconn"),
        ("nvida", "Nvidia"),
        ("micorsoft", "Microsoft"),
        ("opnai", "OpenAI"),
        ("hun hai", "Foxconn"),
    ],
)
async def test_a_typo_gets_the_nearest_names(known: Database, typo: str, meant: str) -> None:
    resolved = await resolve(known, SERVER, typo)
    assert resolved.companies == ()
    assert resolved.near[0] == meant


async def test_of_near_names_those_with_deals_come_first(known: Database) -> None:
    await publish(known, report("Micron/OpenAI"))
    assert (await resolve(known, SERVER, "nicron")).near[0] == "Micron"
    await publish(known, report("Microm/OpenAI"))
    near = (await resolve(known, SERVER, "micronn")).near
    assert near[0] in ("Micron", "Microm")


async def test_companies_of_deals_are_found_too_while_there_is_a_deal(known: Database) -> None:
    kept = await publish(known, report("Aurora Grid=Aurora/OpenAI"))
    assert await names(known, "aurora") == ["Aurora Grid"]
    assert [one.name for one in await complete(known, SERVER, "aur")] == ["Aurora Grid"]
    await remove(known, kept)
    assert await names(known, "aurora") == []
    assert await complete(known, SERVER, "aur") == ()
    assert (await resolve(known, SERVER, "aurora gridd")).near == ()


async def test_descriptions_are_no_names(known: Database) -> None:
    await publish(known, report("Aurora Grid=the utility/OpenAI"))
    assert await names(known, "the utility") == []
    await publish(known, report("Borealis=the utility/Nvidia"))
    assert await names(known, "Borealis") == ["Borealis"]


async def test_completion_offers_those_with_most_deals_first(known: Database) -> None:
    await publish(known, report("Micron/OpenAI"))
    await publish(known, report("Microsoft/OpenAI"))
    await publish(known, report("Microsoft/Nvidia"))
    assert [one.name for one in await complete(known, SERVER, "mic")] == ["Microsoft", "Micron"]
    assert {one.name for one in await complete(known, SERVER, "", limit=2)} == {"OpenAI", "Microsoft"}
    found = await ranked(known, SERVER)
    assert {one.company.name: one.deals for one in found} == {"OpenAI": 2, "Microsoft": 2, "Nvidia": 1, "Micron": 1}
    assert [one.deals for one in found] == [2, 2, 1, 1]


async def test_completion_mends_a_typo_where_nothing_begins_so(known: Database) -> None:
    assert (await complete(known, SERVER, "nvidai"))[0].name == "Nvidia"
    assert await complete(known, SERVER, "zzzz") == ()


async def test_free_words_are_taken_apart(known: Database) -> None:
    spotted = await spot(known, SERVER, "openai hon hai  racks")
    assert [one.name for one in spotted.companies] == ["OpenAI", "Foxconn"]
    assert spotted.words == ("racks",)
    assert (await spot(known, SERVER, "")).companies == ()


async def test_the_longest_name_is_spotted_and_small_words_are_no_tickers(known: Database) -> None:
    assert [one.name for one in (await spot(known, SERVER, "Google Cloud deals")).companies] == ["Google"]
    spotted = await spot(known, SERVER, "deals on chips with $NVDA and MU")
    assert [one.name for one in spotted.companies] == ["Nvidia", "Micron"]
    assert spotted.words == ("deals", "on", "chips", "with", "and")
    assert [one.name for one in (await spot(known, SERVER, "ON racks")).companies] == ["Onsemi"]


async def test_an_own_company_is_its_servers_alone(known: Database) -> None:
    await publish(known, report("Secret Labs=SLabs/OpenAI"), server_id=SERVER)
    assert await names(known, "slabs") == ["Secret Labs"]
    assert await names(known, "slabs", OTHER) == await names(known, "secret", OTHER) == []
    assert (await resolve(known, OTHER, "secret lab")).near == ()
    assert await complete(known, OTHER, "sec") == ()
    mine = (await resolve(known, SERVER, "slabs")).companies[0]
    assert await company_by_id(known, SERVER, mine.id) == mine
    assert await company_by_id(known, OTHER, mine.id) is None


async def test_an_own_alias_of_a_known_company_is_its_servers_alone(known: Database) -> None:
    await publish(known, report("Foxconn=Project Racks/OpenAI"), server_id=SERVER)
    assert await names(known, "project racks") == ["Foxconn"]
    assert "Project Racks" in (await resolve(known, SERVER, "foxconn")).companies[0].aliases
    assert await names(known, "project racks", OTHER) == []
    assert "Project Racks" not in (await resolve(known, OTHER, "foxconn")).companies[0].aliases


async def test_an_own_company_joins_the_shared_one_of_its_name(known: Database) -> None:
    await publish(known, report("Secret Labs/OpenAI", on="2020-01-01"), server_id=SERVER)
    await publish(known, report("Secret Labs, Inc./Nvidia"))
    (found,) = (await resolve(known, SERVER, "secret labs")).companies
    assert found.name == "Secret Labs, Inc."
    assert (await find_deals(known, SERVER, Query(companies=(found.id,)))).total == 2
    assert (await find_deals(known, OTHER, Query(companies=(found.id,)))).total == 1


async def test_a_company_of_deals_joins_the_vocabulary(known: Database) -> None:
    await publish(known, report("Aurora/OpenAI"))
    await publish(known, report("Aurora/OpenAI", on="2020-01-01"), server_id=SERVER)
    grown = (*KNOWN, Company(0, "Aurora Grid", ("Aurora",), country="NO"))
    async with known.transaction() as tx:
        await keep_companies(tx, grown)
    (found,) = (await resolve(known, SERVER, "aurora")).companies
    assert (found.name, found.country) == ("Aurora Grid", "NO")
    assert (await find_deals(known, SERVER, Query(companies=(found.id,)))).total == 2


async def test_the_vocabulary_is_taken_in_once_and_a_name_it_drops_is_forgotten(known: Database) -> None:
    before = await known.fetch_value("select count(*) from company_names")
    async with known.transaction() as tx:
        await keep_companies(tx, KNOWN)
    assert await known.fetch_value("select count(*) from company_names") == before
    async with known.transaction() as tx:
        await keep_companies(tx, KNOWN[:3])
    assert await names(known, "Mistral") == []
    assert await names(known, "hon hai") == ["Foxconn"]


async def test_parents_are_known_by_any_name(known: Database) -> None:
    assert await parents_of(known, SERVER, ["Google Cloud", "OpenAI", "Nobody"]) == {
        "google cloud": "alphabet",
        "google": "alphabet",
    }


async def test_counts_follow_what_comes_and_goes(known: Database) -> None:
    kept = await publish(known, report("OpenAI/Nvidia"))
    await publish(known, report("OpenAI/Oracle"))
    await publish(known, report("OpenAI/Nvidia"), server_id=SERVER)

    async def count(server_id: int) -> dict[str, int]:
        return {one.company.name: one.deals for one in await ranked(known, server_id)}

    assert await count(OTHER) == await count(SERVER) == {"OpenAI": 2, "Nvidia": 1, "Oracle": 1}
    await remove(known, kept)
    assert await count(OTHER) == {"OpenAI": 1, "Oracle": 1}
    assert await count(SERVER) == {"OpenAI": 2, "Nvidia": 1, "Oracle": 1}
