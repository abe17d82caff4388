"""A real library in a file: the project's briefs and some of the tests' own, through the same intake as any article."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot import reading
from bot.answers import Answer, Ask, Line, Options, plain
from bot.answers.commands import answer
from bot.errors import Refused
from bot.fetch import Fetched
from bot.intake import Desk, load
from bot.model import Article, Reading
from bot.reading.briefs import reviewed_reports
from bot.reading.naming.vocabulary import companies
from bot.store.db import Database, Transaction, open_database
from bot.store.naming import keep_companies
from tests.answers.deals import NOW
from tests.postgres import Postgres

SEEDS = Path(__file__).parents[2] / "seeds"
SERVER, OTHER_SERVER, CHANNEL, PERSON = 77, 78, 555, 9

Tell = Callable[[str], Awaitable[Answer]]


async def read_here(article: Article) -> Reading:
    """Reports that a text's own front matter settles, as in a brief: what is tested is not how well articles are read.

    A text without any goes to the reader.
    """
    reports = reviewed_reports(article.text)
    return Reading(article, reports) if reports else reading.read(article)


async def no_network(url: str) -> Fetched:
    raise Refused("That link leads nowhere.")


DESK = Desk(read=read_here, fetch=no_network)


async def _make(url: str, *paths: Path) -> None:
    """A library that knows the vocabulary's companies and holds these briefs."""
    async with open_database(url) as opened:
        async with opened.transaction() as tx:
            await keep_companies(tx, companies())
        await fill(opened, *paths)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library without deals and one with the seeds, made once and copied for each test: loading takes a second."""
    folder = tmp_path_factory.mktemp("libraries")
    asyncio.run(_make(f"sqlite:///{folder / 'empty.sqlite3'}"))
    asyncio.run(_make(f"sqlite:///{folder / 'seeds.sqlite3'}", SEEDS))
    return folder


@pytest.fixture(scope="session")
def made_in_postgres(postgres: Postgres) -> dict[str, str]:
    """The same two in PostgreSQL: what each is called -> its database."""
    names = {"empty": postgres.new_database(), "seeds": postgres.new_database()}
    asyncio.run(_make(postgres.database(names["empty"])))
    asyncio.run(_make(postgres.database(names["seeds"]), SEEDS))
    return names


@pytest.fixture(scope="session")
def spare() -> dict[str, list[str]]:
    """Databases that a test only read, for the next one: making one takes half a second where many tests run."""
    return {"empty": [], "seeds": []}


@pytest.fixture
def writes() -> list[str]:
    """What a test wrote to its library, as far as that there was something."""
    return []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, writes: list[str], spare: dict[str, list[str]]
) -> Iterator[str]:
    """The address of a library of the test's own: with the seeds where it asks for `filled`, else without any deal."""
    name = "seeds" if "filled" in request.fixturenames else "empty"
    if request.param == "sqlite":
        made: Path = request.getfixturevalue("made")
        yield f"sqlite:///{shutil.copy(made / f'{name}.sqlite3', tmp_path / 'library.sqlite3')}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("made_in_postgres")[name]
    own = spare[name].pop() if spare[name] else postgres.new_database(template)
    yield postgres.database(own)
    if writes:
        postgres.run(f"drop database {own} with (force)")
    else:
        spare[name].append(own)


@pytest.fixture
async def db(library: str, writes: list[str]) -> AsyncIterator[Database]:
    """That library, open."""

    class Watched(Database):
        def transaction(self) -> AbstractAsyncContextManager[Transaction]:
            writes.append("a transaction")
            return super().transaction()

    async with open_database(library) as opened:
        yield Watched(opened.engine)


@pytest.fixture
def ask(db: Database) -> Ask:
    """An admin of a server."""
    return Ask(
        db=db, now=NOW, desk=DESK, person_id=PERSON, server_id=SERVER, channel_id=CHANNEL, manages=True, owner=False
    )


@pytest.fixture
def member(ask: Ask) -> Ask:
    """A member of that server without any right."""
    return replace(ask, manages=False, person_id=PERSON + 1)


async def fill(db: Database, *paths: Path, now: datetime = NOW) -> None:
    """Load briefs; every one of them must do."""
    async for loaded in load(db, DESK, paths, now=now):
        assert loaded.error is None, (loaded.path.name, loaded.error)


@pytest.fixture
def filled(ask: Ask) -> Ask:
    """The asker of a library that holds the project's seeds."""
    return ask


def brief(folder: Path, name: str, text: str, deals: str, *, on: str = "2025-11-21", extra: str = "") -> Path:
    """A brief of the tests' own, as a file."""
    source = f'[[sources]]\npublisher = "Example Times"\nurl = "https://times.example/{name}"\n'
    head = f'title = "{name}"\npublished_on = "{on}"\n{extra}\n{source}'
    path = folder / f"{on}-{name}.md"
    path.write_text(f"+++\n{head}\n{deals}\n+++\n{text}\n", encoding="utf-8")
    return path


def said(result: Answer) -> str:
    """Everything that an answer says, line by line."""
    lines = [plain(result.text)] if result.text else []
    for card in result.cards:
        lines.append(card.title)
        for section in card.sections:
            lines += [section.heading, *(words(line) for line in section.lines)]
        lines.append(plain(card.footer))
    return "\n".join(line for line in lines if line)


def words(line: Line) -> str:
    """Everything that a line says: what stands below it after a dash."""
    return " - ".join(part for part in (plain(line.text), plain(line.below)) if part)


def buttons(result: Answer) -> dict[str, str]:
    """Every button of an answer: label -> line, those beside lines included."""
    found = {button.label: button.line for button in result.buttons}
    for card in result.cards:
        for section in card.sections:
            found |= {line.button.label: line.button.line for line in section.lines if line.button}
    return found


async def told(ask: Ask, line: str) -> str:
    """What is said to a line."""
    return said(await answer(ask, line))


__all__ = ["CHANNEL", "DESK", "OTHER_SERVER", "SEEDS", "SERVER", "Options"]
__all__ += ["brief", "buttons", "fill", "said", "told", "words"]
