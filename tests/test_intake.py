"""Intake: what is given becomes a draft, a draft an article, once; and files are loaded as often as one likes.

Opening forms, recognising, matching and storing are the real ones. The reader's part is played by reports that a
text names by itself (`told`), so that these tests do not hang on what the reader makes of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.errors import BadInput, BotError, Refused
from bot.fetch import Fetched
from bot.intake import Desk, Draft, Loaded, discard, draft, get_draft, load, marks_of, publish, remove
from bot.model import SHARED, Article, Deal, Reading, Report
from bot.store import articles
from bot.store.companies import resolve
from bot.store.db import Database, open_database
from bot.store.deals import Query, find_deals
from bot.store.records import acts
from tests.making import NOW, article, report

SERVER, OTHER, PERSON = 10, 20, 7
DAY = timedelta(days=1)

TOLD: dict[str, tuple[Report, ...]] = {
    "racks": (report("OpenAI/Foxconn"),),
    "cloud": (report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"),),
    "a pair": (report("OpenAI/Foxconn"), report("Foxconn/Intrinsic", "joint_venture", on="2025-11-20")),
}
STORY = "The two companies said on Friday that they would work together on {}. More was not said about it by anyone."


async def read(one: Article) -> Reading:
    """What a text tells is named by its words."""
    found = next((reports for word, reports in TOLD.items() if word in one.text), ())
    return Reading(one, found, "" if found else "No deal found.")


async def no_network(url: str) -> Fetched:
    raise Refused("That link leads nowhere.")


DESK = Desk(read=read, fetch=no_network)


@pytest.fixture
def url(new_url: str) -> str:
    return new_url


@pytest.fixture
async def db(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as opened:
        yield opened


async def give(
    db: Database, about: str = "racks", *, server_id: int = SERVER, desk: Desk = DESK, **given: object
) -> Draft:
    if not given:
        given = {"data": STORY.format(about).encode()}
    return await draft(db, desk, server_id=server_id, person_id=PERSON, now=NOW, **given)  # type: ignore[arg-type]


async def press(db: Database, made: Draft, *, server_id: int = SERVER, now: object = NOW) -> tuple[Deal, ...]:
    published = await publish(db, server_id=server_id, number=made.kept.number, person_id=PERSON, now=now)  # type: ignore[arg-type]
    assert published is not None
    return published.deals


async def total(db: Database, server_id: int = SERVER) -> int:
    return (await find_deals(db, server_id, Query())).total


async def test_a_draft_shows_what_was_read_and_counts_for_nothing_yet(db: Database) -> None:
    made = await give(db, "a pair")
    assert made.kept.state == "draft"
    assert [(matched.report, matched.deal) for matched in made.matches] == [(one, None) for one in TOLD["a pair"]]
    assert await total(db) == 0
    again = await get_draft(db, server_id=SERVER, number=made.kept.number, now=NOW)
    assert again == made


async def test_publishing_happens_once(db: Database) -> None:
    made = await give(db, "a pair")
    deals = await press(db, made)
    assert [deal.label for deal in deals] == ["#s1", "#s2"]
    assert await publish(db, server_id=SERVER, number=made.kept.number, person_id=PERSON, now=NOW) is None
    assert await total(db) == 2
    kept = (await articles.list_articles(db, SERVER)).articles[0]
    assert (kept.label, kept.state, kept.article) == ("As1", "published", made.kept.article)


async def test_two_who_press_at_once_publish_once(db: Database) -> None:
    made = await give(db)
    pressed = (publish(db, server_id=SERVER, number=made.kept.number, person_id=who, now=NOW) for who in (1, 2, 3))
    published = await asyncio.gather(*pressed)
    assert sum(one is not None for one in published) == 1
    assert await total(db) == 1


async def test_a_draft_is_its_servers_alone(db: Database) -> None:
    made = await give(db)
    number = made.kept.number
    assert await publish(db, server_id=OTHER, number=number, person_id=PERSON, now=NOW) is None
    assert await publish(db, server_id=SHARED, number=number, person_id=PERSON, now=NOW) is None
    assert await get_draft(db, server_id=OTHER, number=number, now=NOW) is None
    assert not await discard(db, server_id=OTHER, number=number, person_id=PERSON, now=NOW)
    await press(db, made)


async def test_a_draft_thrown_away_is_gone(db: Database) -> None:
    made = await give(db)
    assert await discard(db, server_id=SERVER, number=made.kept.number, person_id=PERSON, now=NOW)
    assert not await discard(db, server_id=SERVER, number=made.kept.number, person_id=PERSON, now=NOW)
    assert await publish(db, server_id=SERVER, number=made.kept.number, person_id=PERSON, now=NOW) is None


async def test_a_draft_lives_a_day_and_survives_a_restart(db: Database, url: str) -> None:
    made = await give(db)
    number = made.kept.number
    assert await publish(db, server_id=SERVER, number=number, person_id=PERSON, now=NOW + DAY) is None
    async with open_database(url) as later:
        assert await press(later, made, now=NOW + DAY - timedelta(seconds=1))


async def test_what_would_be_joined_is_shown_and_matched_anew_when_published(db: Database) -> None:
    mine = await give(db, "cloud")
    assert mine.matches[0].deal is None
    shared = await give(db, server_id=SHARED, data=b"Also on the cloud, from somebody else who writes other words.")
    await press(db, shared, server_id=SHARED)
    seen = await get_draft(db, server_id=SERVER, number=mine.kept.number, now=NOW)
    assert seen is not None
    (matched,) = seen.matches
    assert matched.deal is not None
    assert (matched.deal.label, matched.match.why) == ("#1", "same parties, same kind, money within 5 %, same day")
    (deal,) = await press(db, mine)
    assert (deal.label, len(deal.reports)) == ("#1", 2)
    assert (await find_deals(db, OTHER, Query())).deals[0].reports[0].article.label == "A1"


@pytest.mark.parametrize(
    "again",
    [
        "  " + STORY.format("racks").upper().replace(".", "!"),
        STORY.format("racks").replace(" on Friday", "\n\n(on “Friday”),"),
        "# " + STORY.format("racks"),
    ],
)
async def test_the_same_words_again_are_here_already(db: Database, again: str) -> None:
    await press(db, await give(db, server_id=SHARED), server_id=SHARED)
    made = await give(db, data=again.encode())
    assert made.already is not None
    assert (made.kept.label, made.already.label, made.matches) == ("A1", "A1", ())
    assert (await articles.list_articles(db, SERVER, state="draft")).total == 0


async def test_what_came_in_between_draft_and_publishing_is_not_doubled(db: Database) -> None:
    first, second = await give(db, server_id=SHARED), await give(db)
    await press(db, first, server_id=SHARED)
    published = await publish(db, server_id=SERVER, number=second.kept.number, person_id=PERSON, now=NOW)
    assert published is not None
    assert published.already is not None
    assert published.already.label == "A1"
    assert await total(db) == 1


def linked(url: str, about: str) -> dict[str, object]:
    return {"form": article(STORY.format(about), url=url)}


async def test_a_changed_text_under_the_same_link_is_a_new_version(db: Database) -> None:
    await press(db, await give(db, **linked("https://www.example.com/news/1?utm_source=x", "a pair")))
    made = await give(db, **linked("http://example.com/news/1/#top", "racks"))
    assert made.already is None
    assert made.renews is not None
    assert made.renews.label == "As1"
    (deal,) = await press(db, made)
    assert deal.label == "#s1"
    assert await total(db) == 1
    listed = (await articles.list_articles(db, SERVER)).articles
    assert [(kept.label, "racks" in kept.article.text) for kept in listed] == [("As1", True)]
    assert (await give(db, **linked("https://m.example.com/news/1", "racks"))).already is not None


async def test_a_shared_article_is_not_renewed_by_a_server(db: Database) -> None:
    await press(db, await give(db, server_id=SHARED, **linked("https://example.com/1", "a pair")), server_id=SHARED)
    made = await give(db, **linked("https://example.com/1", "racks"))
    assert made.renews is None
    (deal,) = await press(db, made)
    assert (deal.label, len(deal.reports)) == ("#1", 2)
    assert await total(db, OTHER) == 2
    own = await give(db, **linked("https://example.com/1", "cloud"))
    assert own.renews is not None
    assert own.renews.label == made.kept.label


async def test_another_servers_article_is_not_known_here(db: Database) -> None:
    await press(db, await give(db, server_id=OTHER), server_id=OTHER)
    assert (await give(db)).already is None


async def test_the_form_stands_over_what_its_text_says(db: Database) -> None:
    text = " date 2024-01-01 Old title\n" + STORY.format("racks")
    form = Article(text, "Title", date(2025, 11, 21), "https://example.com/x", "The Paper")
    made = await give(db, form=form)
    assert replace(made.kept.article, language="en") == replace(form, language="en")
    with pytest.raises(BadInput, match="not a link"):
        await give(db, form=replace(form, url="javascript:alert(1)"))


async def test_a_link_is_fetched_and_kept_as_where_it_led(db: Database) -> None:
    page = f"<html><head><title>News</title></head><body><article><p>{STORY.format('racks')}</p>" + (
        "<p>Another paragraph tells what is known of the companies and of their plans for the years ahead.</p>" * 3
    )

    async def fetch(url: str) -> Fetched:
        assert url == "https://example.com/short"
        return Fetched(page.encode(), "https://example.com/news/long", "text/html")

    made = await give(db, desk=replace(DESK, fetch=fetch), url="https://example.com/short")
    assert made.kept.article.url == "https://example.com/news/long"
    assert "work together on racks" in made.kept.article.text
    assert len(made.matches) == 1


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"data": b""},
        {"data": b" \n\t "},
        {"data": b"\x00\x01\x02\xff" * 50},
        {"data": b"PK\x03\x04 something zipped", "name": "a.docx"},
        {"data": b"word " * 300_000},
        {"url": "https://example.com"},
        {"form": Article("")},
    ],
)
async def test_what_is_no_article_gets_one_sentence_and_nothing_is_kept(db: Database, given: dict[str, object]) -> None:
    with pytest.raises((BadInput, Refused)) as caught:
        await draft(db, DESK, server_id=SERVER, person_id=PERSON, now=NOW, **given)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message
    assert await db.fetch_value("select count(*) from articles") == 0
    assert await acts(db, SERVER) == ()


async def test_an_article_in_another_language_is_refused(db: Database, write: Write) -> None:
    text = "Die beiden Firmen sagten am Freitag, dass sie mit der Entwicklung von Racks für die USA begonnen haben."
    with pytest.raises(BadInput, match="not in English"):
        await give(db, data=text.encode())
    (failed,) = await loaded(db, write("deutsch.txt", text))
    assert failed.outcome == "failed"
    assert await db.fetch_value("select count(*) from articles") == 0


async def test_an_article_without_a_deal_can_be_kept_all_the_same(db: Database) -> None:
    made = await give(db, "nothing in particular")
    assert (made.matches, made.reading.note) == ((), "No deal found.")
    assert await press(db, made) == ()
    assert (await articles.list_articles(db, SERVER)).total == 1


async def test_a_text_that_no_database_takes_keeps_its_places(db: Database) -> None:
    async def open_it(data: bytes | str, name: str) -> Article:
        return Article("racks\x00 and \ud800 more")

    made = await give(db, desk=replace(DESK, open=open_it))
    assert made.kept.article.text == "racks\ufffd and \ufffd more"


async def test_nobody_makes_a_brief_but_the_project(db: Database) -> None:
    brief = '+++\ntitle = "T"\n[[sources]]\npublisher = "P"\n+++\n' + STORY.format("racks")
    made = await give(db, data=brief.encode(), name="brief.md")
    assert (made.kept.article.brief, made.kept.article.sources) == (False, ())


async def test_removing_takes_the_deals_along(db: Database) -> None:
    await press(db, await give(db))
    assert await remove(db, server_id=OTHER, number=1, person_id=PERSON, now=NOW) is None
    assert await remove(db, server_id=SHARED, number=1, person_id=PERSON, now=NOW) is None
    gone = await remove(db, server_id=SERVER, number=1, person_id=PERSON, now=NOW)
    assert gone is not None
    assert (gone.label, gone.state) == ("As1", "removed")
    assert await remove(db, server_id=SERVER, number=1, person_id=PERSON, now=NOW) is None
    assert await total(db) == 0
    again = await give(db)
    assert again.already is None
    assert [deal.label for deal in await press(db, again)] == ["#s2"]


async def test_every_act_is_written_down(db: Database) -> None:
    await press(db, await give(db))
    await discard(db, server_id=SERVER, number=(await give(db, "cloud")).kept.number, person_id=8, now=NOW)
    await remove(db, server_id=SERVER, number=1, person_id=9, now=NOW + DAY)
    assert [(one.person_id, one.act, one.about) for one in await acts(db, SERVER)] == [
        (9, "article removed", "As1"),
        (8, "draft discarded", "As2"),
        (PERSON, "article drafted", "As2"),
        (PERSON, "article published", "As1"),
        (PERSON, "article drafted", "As1"),
    ]
    assert await acts(db, OTHER) == await acts(db, SHARED) == ()


async def test_a_failure_in_the_middle_of_publishing_leaves_the_draft_as_it_was(db: Database) -> None:
    made = await give(db, "a pair")
    async with db.transaction() as tx:
        await tx.execute("alter table deal_views rename to away")
    with pytest.raises(Exception, match="deal_views"):
        await press(db, made)
    assert await db.fetch_value("select count(*) from deals") == 0
    assert await db.fetch_value("select count(*) from company_names") == 0
    async with db.transaction() as tx:
        await tx.execute("alter table away rename to deal_views")
    assert await total(db) == 0
    assert len(await press(db, made)) == 2


# Loading.

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, text: str) -> Path:
        path = tmp_path / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


BRIEF = """+++
title = "{title}"
published_on = "2025-11-21"

[[sources]]
publisher = "The Paper"
url = "https://example.com/paper"

[[deals]]
main = true
kind = "{kind}"
status = "announced"
announced_on = "2025-11-21"
headline = "OpenAI and Foxconn: {kind}"
subject = "racks"
locations = []
parties = [
  {{ name = "OpenAI", role = "partner" }},
  {{ name = "Foxconn", role = "partner" }},
]

[deals.words]
parties = ["OpenAI and Foxconn"]
kind = ["will design server hardware together"]
status = ["said on Friday"]
announced_on = ["article"]
value = []
+++
OpenAI and Foxconn will design server hardware together, the two said on Friday. No price was named by either of them.
"""


def brief(title: str = "A brief", kind: str = "partnership") -> str:
    return BRIEF.format(title=title, kind=kind)


async def loaded(db: Database, *paths: Path, **options: object) -> list[Loaded]:
    return [one async for one in load(db, DESK, paths, now=NOW, **options)]  # type: ignore[arg-type]


async def test_a_folder_is_loaded_file_by_file_and_safe_to_load_again(db: Database, write: Write) -> None:
    folder = write("b.md", brief()).parent
    write("a.txt", STORY.format("cloud"))
    for ignored in (".hidden.md", "README.md", "_draft.txt", "picture.png", "sub/.git/x.md"):
        write(ignored, "ignored")
    write("sub/c.txt", STORY.format("a pair"))
    first = await loaded(db, folder)
    assert [(one.path.name, one.outcome, one.done, one.total) for one in first] == [
        ("a.txt", "added", 1, 3), ("b.md", "added", 2, 3), ("c.txt", "added", 3, 3),
    ]  # fmt: skip
    assert await total(db) == 3
    assert {one.outcome for one in await loaded(db, folder, folder / "a.txt")} == {"unchanged"}
    assert await total(db) == 3
    assert [one.act for one in await acts(db, SHARED)] == ["article loaded"] * 3


async def test_reviewed_fields_of_a_brief_stand(db: Database, write: Write) -> None:
    await loaded(db, write("b.md", brief()))
    (deal,) = (await find_deals(db, SERVER, Query())).deals
    (kept,) = deal.reports
    assert kept.report.reviewed
    assert (deal.headline, deal.label, kept.article.article.brief) == ("OpenAI and Foxconn: partnership", "#1", True)
    assert kept.article.article.sources[0].publisher == "The Paper"


async def test_a_changed_file_is_a_new_version_and_its_deal_keeps_its_number(db: Database, write: Write) -> None:
    """Also where only the reviewed fields changed, and not a word of the text."""
    path = write("b.md", brief())
    await loaded(db, path)
    write("b.md", brief(kind="supply"))
    (changed,) = await loaded(db, path)
    assert (changed.outcome, changed.deals) == ("changed", 1)
    assert changed.kept is not None
    assert changed.kept.label == "A1"
    (deal,) = (await find_deals(db, SERVER, Query())).deals
    assert (deal.label, deal.kind) == ("#1", "supply")


async def test_a_brief_is_the_same_wherever_the_project_lies(db: Database, write: Write) -> None:
    await loaded(db, write("here/b.md", brief()), write("here/1.txt", STORY.format("cloud")))
    moved = await loaded(db, write("there/b.md", brief("New title")), write("there/1.txt", STORY.format("a pair")))
    assert [one.outcome for one in moved] == ["changed", "added"]
    assert (await articles.list_articles(db, SHARED)).total == 3


async def test_a_bad_file_is_named_and_does_not_stop_the_others(db: Database, write: Write, tmp_path: Path) -> None:
    good = write("z.txt", STORY.format("cloud"))
    wrong = brief().replace("will design server hardware together, ", "will design other things, ")
    results = await loaded(db, tmp_path / "nowhere.txt", write("a.txt", " "), write("c.md", wrong), good)
    assert [one.outcome for one in results] == ["failed", "failed", "failed", "added"]
    errors = [one.error for one in results[:3]]
    assert all(isinstance(error, BotError) and "\n" not in error.message for error in errors)
    assert "nowhere.txt" in str(errors[0])
    assert await total(db) == 1


async def test_what_was_removed_stays_out_unless_asked_for(db: Database, write: Write) -> None:
    path = write("b.md", brief())
    await loaded(db, path)
    await remove(db, server_id=SHARED, number=1, person_id=0, now=NOW)
    assert [one.outcome for one in await loaded(db, path)] == ["unchanged"]
    assert await total(db) == 0
    assert [one.outcome for one in await loaded(db, path, again=True)] == ["added"]
    assert await total(db) == 1


async def test_two_processes_that_fill_an_empty_library_at_once_fill_it_once(
    db: Database, url: str, write: Write
) -> None:
    for place in range(6):
        write(f"{place}.txt", f"Number {place}. " + STORY.format(("racks", "cloud", "a pair")[place % 3]))
    folder = write("b.md", brief()).parent
    async with open_database(url) as other:
        outcomes = await asyncio.gather(loaded(db, folder), loaded(other, folder))
    added = [one.path.name for results in outcomes for one in results if one.outcome == "added"]
    assert sorted(added) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "b.md"]
    assert (await articles.list_articles(db, SHARED)).total == 7


async def test_loading_brings_the_vocabularys_companies(db: Database, write: Write) -> None:
    await loaded(db, write("a.txt", STORY.format("cloud")))
    found = await resolve(db, SERVER, "hon hai")
    assert [company.name for company in found.companies] == ["Foxconn"]


def test_an_article_is_known_by_its_words_not_by_its_looks() -> None:
    words = STORY.format("racks")
    one = marks_of(Article(words, "A title", url="https://www.example.com/a/?fbclid=1"))
    other = marks_of(Article(f" date 2025-11-21 A title\n\n{words.upper()}  ", "A title", url="http://example.com/a#x"))
    assert (one.url_key, one.text_hash) == (other.url_key, other.text_hash)
    assert one.digest != other.digest
    assert marks_of(Article("...")).text_hash == ""
    assert marks_of(Article(words.replace("racks", "cloud"))).text_hash != one.text_hash
