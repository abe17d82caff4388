"""A desk whose reader finds what the test says: by a word of the text, which may mean something else later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.errors import Refused
from bot.fetch import Fetched
from bot.intake import Desk, Published, draft, publish
from bot.model import SHARED, Article, Reading, Report
from bot.store.db import Database
from tests.making import NOW

PERSON = 7


class Reader:
    """What each word tells. A text with several gives the reports of all."""

    def __init__(self, told: Mapping[str, Sequence[Report]]) -> None:
        self.told = dict(told)
        self.fails: Exception | None = None

    async def read(self, article: Article) -> Reading:
        if self.fails:
            raise self.fails
        found = tuple(report for word, reports in self.told.items() if word in article.text for report in reports)
        return Reading(article, found)

    @property
    def desk(self) -> Desk:
        return Desk(read=self.read, fetch=no_network)


async def no_network(url: str) -> Fetched:
    raise Refused("That link leads nowhere.")


async def give(
    db: Database, reader: Reader, text: str, *, server_id: int = SHARED, now: object = NOW, **fields: object
) -> Published:
    """An article given by the form and published."""
    given = Article(text, **fields)  # type: ignore[arg-type]
    made = await draft(db, reader.desk, server_id=server_id, person_id=PERSON, now=now, form=given)  # type: ignore[arg-type]
    if made.already:
        return Published(made.kept, already=made.already)
    done = await publish(db, server_id=server_id, number=made.kept.number, person_id=PERSON, now=now)  # type: ignore[arg-type]
    assert done is not None
    return done
