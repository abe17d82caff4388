"""What a server's admins do is its own business: nothing that another server can ask tells of it, or changes by it."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import Ask
from bot.answers.commands import answer
from bot.errors import BotError
from bot.model import SHARED
from tests.answers.conftest import OTHER_SERVER, buttons, said
from tests.answers.test_articles import add_file
from tests.answers.test_corrections import racks
from tests.answers.test_editing import TEXT as QUIBBLE
from tests.answers.test_editing import send
from tests.answers.test_privacy import busy

NUMBERS = ("#s1", "#s2", "As1", "As2", "Cs1", "C1", "W1")
LISTED = "article list, article drafts, article export, correct review, log, status, settings, digest show, watch list"
ASKED = "deals, deals sort:largest, deal quibble works, partners openai, ask who bought zorro labs"
WHY = "why digest, why alerts, why 2025-11-25, company alias foxconn"
PRESSED = "correct undo Cs1, correct accept 1, article publish 1, article restore As1, article reread As1"
PRIVACY = "privacy show about:server, privacy export about:server"


def lines(label: str) -> list[str]:
    """Everything that an admin can ask, of what is there and of what is not."""
    commands = ("why", "log", "article show", "correct deal", "deal", "evidence", "correct split")
    named = [f"/{command} {one}" for command in commands for one in (*NUMBERS, label)]
    return [*named, *(f"/{line}" for line in ", ".join((LISTED, ASKED, WHY, PRESSED, PRIVACY)).split(", "))]


async def all_answers(ask: Ask, label: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for line in lines(label):
        try:
            result = await answer(ask, line)
            found[line] = (said(result), buttons(result), [file.data for file in result.files])
        except BotError as error:
            found[line] = str(error)
    return found


async def test_nothing_that_a_server_does_shows_in_another(filled: Ask) -> None:
    label = await racks(filled)
    others = [
        replace(filled, server_id=OTHER_SERVER, person_id=4, owns_server=True),
        replace(filled, server_id=SHARED, person_id=5, owner=True),
    ]
    before = [await all_answers(other, label) for other in others]
    await busy(filled)
    published = await answer(filled, buttons(await add_file(filled, QUIBBLE, "q.txt"))["Publish"])
    own = next(one for one in buttons(published) if one.startswith("#s"))
    await answer(filled, "/company alias foxconn name:The Big Fox")
    await answer(filled, f"/wrong {label} sent:yes words:No.")
    await send(filled, await answer(filled, f"/correct edit {label} part:first"), value="$7 billion")
    await answer(filled, f"/correct merge {own} into:{label} sure:yes")
    await add_file(filled, QUIBBLE.replace("Quibble", "Quabble"), "r.txt")
    assert [await all_answers(other, label) for other in others] == before
