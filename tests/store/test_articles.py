"""Articles and reports: what is stored and fetched is equal, and an article is known again in other clothes."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given

from bot.model import Article, Report
from bot.store import articles
from bot.store.articles import Marks
from bot.store.bodies import read_instant, read_report, read_sources, write_instant, write_report, write_sources
from bot.store.db import Database
from bot.store.deals import deals_of_article
from bot.store.reports import put_reports, reports_of
from tests.generated import articles as any_article
from tests.generated import reports as any_report
from tests.making import NOW, article, report
from tests.store.shelf import bring_back, publish, remove

SERVER, OTHER = 10, 20


@given(any_report)
def test_a_report_comes_back_as_it_was(one: Report) -> None:
    assert read_report(write_report(one)) == one


@given(any_article)
def test_sources_come_back_as_they_were(one: Article) -> None:
    assert read_sources(write_sources(one.sources)) == one.sources


def test_instants_sort_as_texts() -> None:
    instants = [NOW + timedelta(microseconds=step) for step in (0, 1, 10**6, 10**12)]
    texts = [write_instant(at) for at in instants]
    assert texts == sorted(texts)
    assert [read_instant(text) for text in texts] == instants
    assert read_instant(None) is None


async def add(
    db: Database, one: Article, state: Literal["draft", "published"] = "published", **options: object
) -> articles.KeptArticle:
    async with db.transaction() as tx:
        return await articles.add(
            tx,
            one,
            server_id=options.get("server_id", 0),  # type: ignore[arg-type]
            marks=options.get("marks", Marks()),  # type: ignore[arg-type]
            state=state,
            person_id=7,
            now=NOW,
            expires_at=NOW + timedelta(days=1) if state == "draft" else None,
        )


async def test_an_article_comes_back_as_it_was(db: Database) -> None:
    one = article("Text with 鴻海 and “quotes”.\n\n", title="T", url="https://example.com", publisher="P", brief=True)
    kept = await add(db, one)
    assert kept.article == one
    assert (kept.label, kept.added_by, kept.added_at) == ("A1", 7, NOW)
    assert await articles.get(db, 0, 1, shared=True) == kept
    assert await articles.by_id(db, SERVER, kept.id) == kept


async def test_each_server_counts_for_itself_and_gives_no_number_twice(db: Database) -> None:
    for server_id in (SERVER, 0, SERVER, OTHER):
        await add(db, article(), "draft", server_id=server_id)
    async with db.transaction() as tx:
        assert await articles.drop_draft(tx, SERVER, 2)
        assert not await articles.drop_draft(tx, SERVER, 2)
    again = await add(db, article(), server_id=SERVER)
    assert again.label == "As3"
    assert [kept.label for kept in (await articles.list_articles(db, OTHER, state="draft")).articles] == ["As1"]


async def test_nobody_sees_another_servers_article(db: Database) -> None:
    kept = await add(db, article(), server_id=SERVER)
    assert await articles.by_id(db, SERVER, kept.id) == kept
    assert await articles.by_id(db, OTHER, kept.id) is None
    assert await articles.get(db, OTHER, 1, shared=False) is None


async def test_a_list_has_pages_the_newest_first(db: Database) -> None:
    for _ in range(5):
        await add(db, article(), server_id=SERVER)
    page = await articles.list_articles(db, SERVER, limit=2, offset=1)
    assert [kept.number for kept in page.articles] == [4, 3]
    assert page.total == 5


@pytest.mark.parametrize(
    ("marks", "by"),
    [
        (Marks("example.com/a", "other", "other", "other"), "link"),
        (Marks("other", "words", "other", "other"), "text"),
        (Marks("other", "other", "other", "file"), "path"),
        (Marks("example.com/a", "words", "other", ""), "text"),
        (Marks("example.com/a", "words", "letters", "file"), "path"),
        (Marks("", "", "letters", ""), None),
        (Marks(), None),
    ],
)
async def test_an_article_is_known_again(db: Database, marks: Marks, by: str | None) -> None:
    kept = await add(db, article(), marks=Marks("example.com/a", "words", "letters", "file"))
    await add(db, article(), marks=Marks())
    known = await articles.known(db, SERVER, marks)
    assert (known and known.by) == by
    assert known is None or (known.kept == kept and known.digest == "letters")


async def test_only_what_a_server_may_see_and_what_is_published_is_known(db: Database) -> None:
    marks = Marks("example.com/a", "words")
    await add(db, article(), server_id=OTHER, marks=marks)
    await add(db, article(), "draft", server_id=SERVER, marks=marks)
    assert await articles.known(db, SERVER, marks) is None
    own = await add(db, article(), server_id=SERVER, marks=marks)
    known = await articles.known(db, SERVER, marks)
    assert known is not None
    assert known.kept == own
    shared = await add(db, article(), marks=marks)
    known = await articles.known(db, SERVER, marks)
    assert known is not None
    assert known.kept == shared


async def test_drafts_end_after_their_day(db: Database) -> None:
    await add(db, article(), "draft", server_id=SERVER)
    assert await articles.live_draft(db, SERVER, 1, NOW + timedelta(hours=23)) is not None
    assert await articles.live_draft(db, SERVER, 1, NOW + timedelta(hours=24)) is None
    assert await articles.live_draft(db, OTHER, 1, NOW) is None
    async with db.transaction() as tx:
        assert await articles.drop_expired(tx, NOW) == 0
        assert await articles.drop_expired(tx, NOW + timedelta(hours=24)) == 1


async def test_reports_come_back_in_the_order_of_the_article_and_go_with_their_draft(db: Database) -> None:
    kept = await add(db, article(), "draft")
    reports = tuple(report(f"A{place}/B{place}") for place in range(12))
    async with db.transaction() as tx:
        await put_reports(tx, kept, reports[:3])
        put = await put_reports(tx, kept, reports)
    assert tuple(one.report for one in put) == reports
    found = await reports_of(db, kept.id)
    assert tuple(placed.kept.report for placed in found) == reports
    assert all(placed.deal_id is None and placed.kept.article == kept for placed in found)
    async with db.transaction() as tx:
        await articles.drop_draft(tx, 0, kept.number)
    assert await db.fetch_value("select count(*) from reports") == 0


async def test_a_new_version_keeps_its_number_and_changes_what_it_is_known_by(db: Database) -> None:
    kept = await add(db, article("old words"), marks=Marks("u", "old", "d1"))
    async with db.transaction() as tx:
        renewed = await articles.renew(tx, kept.id, article("new words"), Marks("u", "new", "d2"), now=NOW)
    assert (renewed.id, renewed.label, renewed.article.text) == (kept.id, kept.label, "new words")
    assert await articles.known(db, 0, Marks(text_hash="old")) is None
    assert await articles.marks_of(db, kept.id) == Marks("u", "new", "d2")


async def test_a_removed_article_takes_its_deals_along_and_can_come_back(db: Database) -> None:
    kept = await publish(db, report("OpenAI/Foxconn"), report("Foxconn/Intrinsic", "joint_venture"))
    before = await deals_of_article(db, SERVER, kept.id)
    assert [deal.label for deal in before] == ["#1", "#2"]
    await remove(db, kept)
    assert await deals_of_article(db, SERVER, kept.id) == ()
    await bring_back(db, kept)
    assert [deal.parties for deal in await deals_of_article(db, SERVER, kept.id)] == [deal.parties for deal in before]


async def test_what_was_removed_is_remembered_by_file_and_words(db: Database) -> None:
    marks = Marks("u", "words", "d", "brief:a.md")
    kept = await publish(db, report("A/B"), marks=marks)
    assert not await articles.was_removed(db, marks)
    await remove(db, kept)
    assert await articles.was_removed(db, Marks(path="brief:a.md"))
    assert await articles.was_removed(db, Marks(text_hash="words"))
    assert not await articles.was_removed(db, Marks(url_key="u"))
