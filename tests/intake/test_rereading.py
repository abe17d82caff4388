"""Reading again: what changed is told, numbers stay, corrections stay, and nothing is touched where nothing changed."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import intake
from bot.errors import BadInput
from bot.intake import Reread
from bot.model import SHARED, Article, KeptArticle, Report
from bot.store.db import Database, open_database
from bot.store.deals import Query, find_deals, get_deal
from bot.store.records import acts
from tests.intake.desk import PERSON, Reader, give
from tests.making import NOW, money, report

MINE, OTHER = 10, 20
LATER = NOW + timedelta(hours=1)
HAND: dict[str, Any] = {"person_id": PERSON, "now": LATER}

CLOUD = report("OpenAI/Oracle", "services", on="2025-07-22", value="3bn")
RIGHT = report("OpenAI/Oracle", "services", on="2025-07-22", value="30bn")
STAKE = report("Nvidia/OpenAI", "investment", on="2025-09-22", value="100bn")


async def all_again(db: Database, reader: Reader, server_id: int | None = None) -> list[Reread]:
    return [one async for one in intake.reread_all(db, reader.desk, now=LATER, server_id=server_id)]


async def labels(db: Database, server_id: int = SHARED) -> dict[str, tuple[Any, int]]:
    found = (await find_deals(db, server_id, Query(limit=50))).deals
    return {deal.label: (deal.value, len(deal.reports)) for deal in found}


async def test_what_reads_otherwise_is_listed_and_keeps_its_number(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD]})
    await give(db, reader, "Of the cloud.")
    reader.told = {"cloud": [RIGHT, STAKE]}
    [done] = await all_again(db, reader)
    assert (done.outcome, done.kept.label, done.done, done.total) == ("changed", "A1", 1, 1)
    assert [(one.before, one.after, one.deal_before, one.deal_after) for one in done.changes] == [
        (CLOUD, RIGHT, "#1", "#1"),
        (None, STAKE, "", "#2"),
    ]
    assert await labels(db) == {"#1": (money("30bn"), 1), "#2": (money("100bn"), 1)}
    reader.told = {"cloud": [RIGHT]}
    [done] = await all_again(db, reader)
    assert [(one.before, one.after, one.deal_before, one.deal_after) for one in done.changes] == [
        (STAKE, None, "#2", "")
    ]
    assert await labels(db) == {"#1": (money("30bn"), 1)}
    assert [one.act for one in await acts(db, SHARED)][:2] == ["article reread", "article reread"]


async def test_where_nothing_changed_nothing_is_written(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD], "stake": [STAKE]})
    await give(db, reader, "Of the cloud, and of the stake.")
    await give(db, reader, "More of the cloud.", published_on=date(2025, 7, 23))
    await give(db, reader, "Own words on the cloud.", server_id=MINE)
    before = [(await find_deals(db, place, Query())).deals for place in (SHARED, MINE, OTHER)]
    assert {one.outcome for one in await all_again(db, reader)} == {"unchanged"}
    assert [(await find_deals(db, place, Query())).deals for place in (SHARED, MINE, OTHER)] == before
    assert "article reread" not in {one.act for one in await acts(db, SHARED)}


async def test_corrections_outlive_it(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD], "stake": [STAKE]})
    first = await give(db, reader, "Of the cloud.")
    second = await give(db, reader, "Of the cloud once more.")
    deal_id = first.deals[0].id
    await intake.correct(db, server_id=MINE, deal_id=deal_id, field="value", value=money("31bn"), **HAND)
    await intake.split(db, server_id=OTHER, deal_id=deal_id, article_ids=[second.kept.id], **HAND)
    reader.told = {"cloud": [RIGHT]}
    assert {one.outcome for one in await all_again(db, reader)} == {"changed"}
    assert await labels(db) == {"#1": (money("30bn"), 2)}
    assert await labels(db, MINE) == {"#1": (money("31bn"), 2)}
    assert await labels(db, OTHER) == {"#1": (money("30bn"), 1), "#s1": (money("30bn"), 1)}


async def test_what_was_settled_by_hand_is_told_apart(db: Database) -> None:
    """The reading of a field changed, the deal's field did not: it was settled, and whoever lists changes says so."""
    reader = Reader({"cloud": [CLOUD]})
    deal_id = (await give(db, reader, "Of the cloud.")).deals[0].id
    own = await give(db, reader, "Own words on the cloud.", server_id=MINE)
    await intake.correct(db, server_id=SHARED, deal_id=deal_id, field="value", value=money("31bn"), **HAND)
    await intake.correct(db, server_id=MINE, deal_id=deal_id, field="subject", value="clouds", **HAND)
    reader.told = {"cloud": [RIGHT]}
    [shared, private] = [one.changes[0] for one in await all_again(db, reader)]
    assert shared.settled == {"value"}, "a server's corrections are its own affair"
    assert private.settled == {"value", "subject"}
    assert (await labels(db))["#1"] == (money("31bn"), 1)
    assert own.kept.server_id == MINE


async def test_a_report_that_joined_wrongly_leaves_and_the_first_stays(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD]})
    await give(db, reader, "Of the cloud.", published_on=date(2025, 7, 22))
    await give(db, reader, "Of the cloud, later.", published_on=date(2025, 7, 24))
    assert await labels(db) == {"#1": (money("3bn"), 2)}
    reader.told = {"later": [report("OpenAI/Oracle", "services", on="2025-03-01", value="90bn")], "cloud.": [CLOUD]}
    first, second = await all_again(db, reader)
    assert (first.outcome, second.outcome) == ("unchanged", "changed")
    assert [(one.deal_before, one.deal_after) for one in second.changes] == [("#1", "#2")]
    assert await labels(db) == {"#1": (money("3bn"), 1), "#2": (money("90bn"), 1)}


async def test_two_deals_that_turn_out_one_become_the_older(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD], "later": [report("OpenAI/Oracle", "services", on="2025-07-24", value="90bn")]})
    await give(db, reader, "Of the cloud.")
    await give(db, reader, "Of that, later.")
    assert list(await labels(db)) == ["#2", "#1"]
    reader.told["later"] = [CLOUD]
    first, second = await all_again(db, reader)
    assert (first.outcome, second.outcome) == ("unchanged", "changed")
    assert await labels(db) == {"#1": (money("3bn"), 2)}
    led = await get_deal(db, SHARED, 2, own=False)
    assert led is not None
    assert led.label == "#1"


async def test_one_article_is_read_again_by_its_server_alone(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD]})
    await give(db, reader, "Of the cloud.", server_id=MINE)
    reader.told = {"cloud": [RIGHT]}
    for server_id in (OTHER, SHARED):
        assert await intake.reread(db, reader.desk, server_id=server_id, number=1, **HAND) is None
    done = await intake.reread(db, reader.desk, server_id=MINE, number=1, **HAND)
    assert done is not None
    assert done.outcome == "changed"
    assert await labels(db, MINE) == {"#s1": (money("30bn"), 1)}
    await intake.remove(db, server_id=MINE, number=1, **HAND)
    assert await intake.reread(db, reader.desk, server_id=MINE, number=1, **HAND) is None


async def test_an_article_that_cannot_be_read_stays_as_it_was(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD]})
    await give(db, reader, "Of the cloud.")
    reader.fails = BadInput("Reading this article took too long.")
    [done] = await all_again(db, reader)
    assert (done.outcome, str(done.error)) == ("failed", "Reading this article took too long.")
    assert await labels(db) == {"#1": (money("3bn"), 1)}


async def test_one_removed_while_it_was_read_is_left_alone(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD]})
    await give(db, reader, "Of the cloud.")

    class Slow(Reader):
        async def read(self, article: Any) -> Any:
            await intake.remove(db, server_id=SHARED, number=1, **HAND)
            return await super().read(article)

    [done] = await all_again(db, Slow({"cloud": [RIGHT]}))
    assert done.outcome == "unchanged"
    assert await labels(db) == {}


async def test_what_was_put_right_or_left_out_before_publishing_stays_so(db: Database) -> None:
    reader = Reader({"cloud": [CLOUD, STAKE]})
    made = await intake.draft(db, reader.desk, server_id=MINE, form=Article("Of the cloud."), **HAND)
    given: dict[str, Any] = {"server_id": MINE, "number": made.kept.number, **HAND}
    mark = intake.mark_of(CLOUD)
    await intake.edit(db, position=1, seen=mark, changes={"value": money("33bn")}, **given)
    await intake.leave_out(db, position=2, seen=intake.mark_of(STAKE), **given)
    await intake.publish(db, **given)
    assert await labels(db, MINE) == {"#s1": (money("33bn"), 1)}
    reader.told = {"cloud": [STAKE, RIGHT, report("OpenAI/Foxconn")]}
    [done] = await all_again(db, reader)
    assert [(one.before, one.after, one.deal_after) for one in done.changes] == [
        (None, report("OpenAI/Foxconn"), "#s2")
    ]
    assert await labels(db, MINE) == {"#s2": (None, 1), "#s1": (money("33bn"), 1)}


REPORTS: tuple[Report, ...] = (
    CLOUD,
    RIGHT,
    STAKE,
    report("Nvidia/OpenAI", "supply", on="2025-09-22"),
    report("OpenAI/Oracle", "services", "terminated", on="2025-09-22", value="3bn"),
    report("OpenAI/Foxconn", on="2025-11-21"),
)
chosen = st.lists(st.sampled_from(REPORTS), max_size=3, unique=True)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(chosen, chosen), min_size=1, max_size=3))
async def test_reading_twice_again_changes_nothing_more(
    stories: list[tuple[list[Report], list[Report]]],
) -> None:
    """Each report of today's reading stands in one deal, and a second round finds nothing to do."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library") as db:
            await again_and_again(db, stories)


async def again_and_again(db: Database, stories: list[tuple[list[Report], list[Report]]]) -> None:
    words = [f"word{place}x" for place in range(len(stories))]
    reader = Reader({word: old for word, (old, _) in zip(words, stories, strict=True)})
    shelf: list[KeptArticle] = [(await give(db, reader, f"They spoke of {word}.")).kept for word in words]
    reader.told = {word: new for word, (_, new) in zip(words, stories, strict=True)}
    await all_again(db, reader)
    found = (await find_deals(db, SHARED, Query(limit=50))).deals
    told = [(kept.article.id, kept.report) for deal in found for kept in deal.reports]
    wanted = [(kept.id, report) for kept, (_, new) in zip(shelf, stories, strict=True) for report in new]
    assert sorted(told, key=repr) == sorted(wanted, key=repr)
    await all_again(db, reader)
    again = (await find_deals(db, SHARED, Query(limit=50))).deals
    assert [one.outcome for one in await all_again(db, reader)] == ["unchanged"] * len(stories), (found, again)
