"""Known already: the same text, nearly the same text, and the same words in a new story that only look alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot import intake
from bot.intake import load
from bot.model import SHARED
from bot.store.articles import list_articles
from bot.store.db import Database
from bot.store.deals import Query, find_deals, get_deal
from bot.store.views import sources_of
from tests.intake.desk import PERSON, Reader, give
from tests.making import NOW, report

MINE, OTHER = 10, 20
HAND: dict[str, Any] = {"person_id": PERSON, "now": NOW}
STORY = (
    "Oracle will rent computing power worth thirty billion dollars a year to OpenAI, the two firms said on Tuesday. "
    "The contract covers 4.5 gigawatts of capacity in several states, and the first halls should open next summer. "
    "Neither side would say how the sites are to be powered, though Oracle has ordered gas turbines for one of them. "
    "Analysts had expected a smaller order; Oracle's shares rose four per cent in early trading in New York."
)
READER = Reader(
    {
        "OpenAI": [report("OpenAI/Oracle", "services", on="2025-07-22", value="30bn")],
        "Meta": [report("Meta/Google", "services", on="2025-07-22", value="10bn")],
    }
)
WIRE = {"url": "https://wire.example/1", "publisher": "The Wire"}
PAPER = {"url": "https://paper.example/a", "publisher": "The Paper"}


def wire_copy(text: str) -> str:
    """The same text as another house runs it."""
    return f"(Wire) - {text.replace('on Tuesday', 'Tuesday')}\n\nRead more on our site.\n\nAbout The Paper\n\nWe print."


async def test_wire_copy_from_elsewhere_is_a_further_source_of_the_same_reports(db: Database) -> None:
    await give(db, READER, STORY, title="Oracle rents to OpenAI", **WIRE)
    given = {"title": "A big cloud order", **PAPER}
    made = await intake.draft(
        db, READER.desk, server_id=MINE, person_id=PERSON, now=NOW, form=intake_article(wire_copy(STORY), **given)
    )
    assert made.copies is not None
    assert (made.already, made.copies.label) == (None, "A1")
    assert [matched.match.why for matched in made.matches] == ["the same text, from elsewhere"]
    done = await intake.publish(db, server_id=MINE, number=made.kept.number, **HAND)
    assert done is not None
    [deal] = done.deals
    assert (deal.label, len(deal.reports), len(sources_of(deal))) == ("#1", 2, 2)
    assert done.kept.copy_of == made.copies.id
    [theirs] = (await find_deals(db, OTHER, Query())).deals
    assert len(theirs.reports) == 1


def intake_article(text: str, **fields: Any) -> Any:
    from bot.model import Article

    return Article(text, **fields)


@pytest.mark.parametrize(
    ("first", "again"),
    [({}, {}), (WIRE, {}), (WIRE, WIRE | {"url": ""}), (WIRE, {"url": "http://m.wire.example/1/amp"})],
)
async def test_nearly_the_same_text_from_the_same_place_is_here_already(
    db: Database, first: dict[str, Any], again: dict[str, Any]
) -> None:
    await give(db, READER, STORY, **first)
    changed = STORY.replace("in early trading", "in trading")
    if again.get("url"):
        made = await give(db, READER, changed, **again)
        assert made.already is None
        assert made.kept.label == "A1"  # the same link: a new version
    else:
        made = await give(db, READER, changed, **again)
        assert made.already is not None
    assert (await list_articles(db, SHARED)).total == 1
    assert (await find_deals(db, SHARED, Query())).total == 1


async def test_a_form_letter_with_other_names_is_another_story(db: Database) -> None:
    await give(db, READER, STORY, **WIRE)
    other = STORY.replace("OpenAI", "Meta").replace("Oracle", "Google")
    done = await give(db, READER, other, **PAPER)
    assert done.kept.copy_of is None
    assert [deal.label for deal in done.deals] == ["#2"]


async def test_a_form_letter_with_another_sum_is_another_story(db: Database) -> None:
    reader = Reader({"thirty": READER.told["OpenAI"], "ninety": [report("OpenAI/Oracle", "services", value="90bn")]})
    await give(db, reader, STORY, **WIRE)
    done = await give(db, reader, STORY.replace("thirty", "ninety"))
    assert (done.already, done.kept.copy_of, [deal.label for deal in done.deals]) == (None, None, ["#2"])


async def test_another_servers_text_is_not_known_here(db: Database) -> None:
    await give(db, READER, STORY, server_id=OTHER)
    done = await give(db, READER, STORY.replace("early trading", "trading"), server_id=MINE)
    assert (done.already, done.kept.copy_of) == (None, None)


async def test_a_removed_text_is_not_known(db: Database) -> None:
    await give(db, READER, STORY, server_id=MINE)
    await intake.remove(db, server_id=MINE, number=1, **HAND)
    done = await give(db, READER, STORY.replace("early trading", "trading"), server_id=MINE)
    assert (done.already, done.kept.copy_of) == (None, None)
    await intake.remove(db, server_id=MINE, number=2, **HAND)
    await intake.bring_back(db, server_id=MINE, number=1, **HAND)
    assert (await give(db, READER, STORY.replace("early trading", "trading"), server_id=MINE)).already is not None


async def test_a_copy_follows_its_original_through_a_split(db: Database) -> None:
    await give(db, READER, "OpenAI also has this to say, in quite other words.", published_on=date(2025, 7, 23))
    original = await give(db, READER, STORY, **WIRE)
    deal_id = original.deals[0].id
    assert len(original.deals[0].reports) == 2
    await intake.split(db, server_id=MINE, deal_id=deal_id, article_ids=[original.kept.id], **HAND)
    await give(db, READER, wire_copy(STORY), **PAPER)
    apart = await get_deal(db, MINE, 1, own=True)
    assert apart is not None
    assert [kept.article.label for kept in apart.reports] == ["A2", "A3"]


async def test_a_file_loaded_again_with_a_word_changed_is_unchanged(db: Database, tmp_path: Any) -> None:
    outcomes = []
    for name, text in (("a.txt", STORY), ("b.txt", STORY.replace("early trading", "trading"))):
        (tmp_path / name).write_text(text)
        outcomes += [one.outcome async for one in load(db, READER.desk, [tmp_path / name], now=NOW)]
    assert outcomes == ["added", "unchanged"]


async def test_articles_from_before_are_given_sketches(db: Database) -> None:
    await give(db, READER, STORY)
    async with db.transaction() as tx:
        await tx.execute("update articles set sketch = ''")
        await tx.execute("delete from sketches")
    assert [one async for one in load(db, READER.desk, [], now=NOW)] == []
    assert (await give(db, READER, STORY.replace("early trading", "trading"))).already is not None
