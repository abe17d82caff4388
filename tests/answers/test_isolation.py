"""The law of the library, at the answers: what a server is told does not depend on another server's articles.

tests/store/test_isolation.py holds it for what the store gives. Here the same stories are told to whole answers, with
all that goes with them: buttons, exports, pictures, completion, the digest, `why`, the log.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.answers import Ask
from bot.answers.commands import BY_NAME, COMMANDS, answer, complete
from bot.errors import BotError
from bot.model import SHARED
from bot.store.db import Database, open_database
from tests.answers.conftest import DESK
from tests.making import NOW
from tests.store.test_isolation import SERVERS, Do, act, acts

LINES = (
    *("/deal openai", "/deal aurora with:openai", "/deal #1", "/deal #s1", "/deal zenith", "/deal words of hour"),
    *("/deals", "/deals export:json", "/deals export:csv kind:services", "/deals words:racks", "/deals at_least:$1bn"),
    *("/partners openai", "/partners aurora", "/dates", "/dates openai window:all", "/commitments openai"),
    *("/map network openai", "/map path openai other:borealis", "/map loop"),
    *("/ask which deals does OpenAI have", "/ask how many deals are there", "/ask how much power does Aurora supply"),
    *("/why #1", "/why #s1", "/why As1", "/why A1", "/article list", "/article show A1", "/article show As1"),
    *("/article export", "/digest preview", "/log", "/status", "/correct review", "/about", "/help", "/settings"),
)
TYPED = ("", "o", "aur", "bor", "orakel", "zen", "#1", "words")


async def drawn(spec: str) -> bytes:
    """A picture is what it was drawn from."""
    return spec.encode()


async def told(db: Database, server_id: int) -> dict[str, str]:
    """Everything that a server's admin is told."""
    ask = Ask(db, NOW + timedelta(days=1), DESK, 9, server_id, 5, manages=True, owns_server=True, draw=drawn)
    if server_id != SHARED:
        before = replace(ask, now=NOW - timedelta(days=1))
        await answer(before, "/digest set channel:555 time:08:00 zone:Europe/Berlin")
    found: dict[str, str] = {}
    for line in LINES:
        try:
            # The deals inside an answer carry ids that nobody is shown.
            found[line] = repr(replace(await answer(ask, line), deals=()))
        except BotError as error:
            found[line] = str(error)
    for name in ("deal", "partners"):
        command = BY_NAME[name]
        for typed in TYPED:
            found[f"{name} {typed}"] = repr(await complete(ask, command, command.options[0], typed))
    return found


async def differences(done: Sequence[Do]) -> list[str]:
    story = list(enumerate(done))
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{Path(folder, 'all')}") as everyone:
            await act(everyone, story)
            for server_id in SERVERS:
                async with open_database(f"sqlite:///{Path(folder, str(server_id))}") as alone:
                    await act(alone, [(hour, one) for hour, one in story if one.server_id in (SHARED, server_id)])
                    here, there = await told(everyone, server_id), await told(alone, server_id)
                found += [
                    f"server {server_id}, {line}: {here[line]} but alone {there[line]}"
                    for line in here
                    if here[line] != there[line]
                ]
    return found


MEETING = (
    Do(1, "publish", (5, 0)),
    Do(2, "publish", (5, 7)),
    Do(1, "publish", (2,)),
    Do(SHARED, "publish", (6, 8)),
    Do(2, "correct", (2,), 1),
    Do(3, "publish", (4,)),
    Do(SHARED, "publish", (5, 3)),
    Do(2, "merge", (0,), 1),
    Do(1, "split", (0,), 0),
    Do(2, "renew", (7, 9), 0),
    Do(1, "remove", (), 0),
    Do(SHARED, "correct", (1,), 0),
    Do(3, "publish", (3, 10)),
)


@pytest.mark.slow
async def test_a_story_in_which_everything_meets() -> None:
    assert await differences(MEETING) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
async def test_no_answer_depends_on_another_server(done: list[Do]) -> None:
    assert await differences(done) == []


@pytest.mark.slow
async def test_the_law_can_fail(tmp_path: Path) -> None:
    """A server's own article changes what that server is told, and nothing for another."""
    async with open_database(f"sqlite:///{tmp_path}/one") as one, open_database(f"sqlite:///{tmp_path}/two") as two:
        await act(one, [(0, Do(1, "publish", (5,)))])
        await act(two, [])
        here, there = await told(one, 1), await told(two, 1)
        changed = {line for line in here if here[line] != there[line]}
        assert {"/deal #s1", "/deals", "/dates", "/article list", "/digest preview", "/why #s1", "deal aur"} <= changed
        assert await told(one, 2) == await told(two, 2)


def test_every_command_that_answers_is_asked() -> None:
    """A command that somebody adds is asked here too, or named as one that only acts."""
    asked = {line[1:] for line in LINES}
    acting = {"article add", "article remove", "article reread", "article restore", "article publish", "read"}
    groups = {"article", "correct", "digest", "watch", "privacy", "company", "feed", "settings"}
    for command in COMMANDS:
        known = any(line == command.name or line.startswith(f"{command.name} ") for line in asked)
        assert known or command.hidden or command.name in acting or command.name.split()[0] in groups, command.name
