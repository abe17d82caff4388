"""/privacy: a person sees, takes along and deletes what is kept about them; a server's owner the same of the server."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answers import Ask
from bot.answers.commands import answer
from bot.answers.privacy import forget_person, forget_server
from bot.errors import BadInput, Forbidden
from bot.model import SHARED
from tests.answers.conftest import OTHER_SERVER, buttons, said, told
from tests.answers.test_articles import add_file
from tests.answers.test_corrections import racks
from tests.answers.test_editing import send


async def busy(ask: Ask) -> str:
    """Someone who has left a trace in everything: an article, a correction, watches, a digest; gives a deal."""
    label = await racks(ask)
    await answer(ask, buttons(await add_file(ask))["Publish"])
    await send(ask, await answer(ask, f"/correct edit {label} part:first"), value="$2 billion")
    await answer(ask, "/correct undo Cs1")
    await answer(ask, "/watch add company:foxconn")
    await answer(ask, "/watch add company:openai channel:here")
    await answer(ask, "/digest set channel:here time:08:30 zone:Europe/Berlin")
    return label


async def test_nothing_is_kept_of_who_only_asks(filled: Ask, member: Ask) -> None:
    await answer(member, "/deal foxconn")
    await answer(member, "/ask who deals with openai")
    for line in ("/privacy show", "/privacy export", "/privacy delete", "/privacy show about:me"):
        assert (await told(member, line)).startswith("Nothing is kept about you.")


async def test_a_person_sees_takes_along_and_deletes(filled: Ask) -> None:
    label = await busy(filled)
    shown = await answer(filled, "/privacy show")
    assert said(shown).startswith("What is kept about you\nYours alone\nWatches: 1\nIn the records of servers")
    for line in (
        "Watches for channels: 1",
        "Corrections: 1",
        "Corrections that you undid: 1",
        "Articles that you gave: 1",
    ):
        assert line in said(shown)
    exported = await answer(filled, buttons(shown)["Take it along"])
    [file] = exported.files
    kept = json.loads(file.data)["kept"]
    assert kept["Watches"][0]["company"] == "Foxconn"
    assert kept["Corrections"][0]["deal"] == label
    assert [entry["act"] for entry in kept["Entries of the log"]][:2] == ["article drafted", "article published"]
    asked = await answer(filled, buttons(shown)["Delete it"])
    assert said(asked).startswith("Delete what is kept about you?")
    assert (await told(filled, "/privacy show")).startswith("What is kept"), "asked once more first"
    done = await answer(filled, buttons(asked)["Delete it, for good"])
    assert said(done).startswith("Done: 1 entry deleted; in ")
    assert (await told(filled, "/privacy show")).startswith("Nothing is kept about you.")
    assert (await told(filled, buttons(asked)["Delete it, for good"])).startswith("Nothing is kept about you.")
    log = await told(filled, "/log")
    assert "article published As1, by former member" in log
    assert f"the person with the id {filled.person_id}" not in log
    assert "by former member" in await told(filled, f"/why {label}")
    assert "by former member" in await told(filled, "/why As1")
    assert "You watch nothing yet" not in await told(replace(filled, person_id=77), "/watch list")
    assert "08:30" in await told(filled, "/digest show"), "the server's digest stays"


async def test_members_suggestions_go_while_they_wait_and_lose_their_words_later(filled: Ask, member: Ask) -> None:
    label = await racks(filled)
    await answer(member, f"/wrong {label} sent:yes words:It was never signed.")
    await answer(filled, "/correct refuse 1")
    await answer(member, f"/wrong {label} sent:yes words:Look again.")
    await answer(member, "/privacy delete sure:yes")
    assert "No suggestion is waiting" in await told(filled, "/correct review")
    words = [row["words"] for row in await filled.db.fetch("select words from suggestions")]
    assert words == [""]


async def test_only_the_owner_of_a_server_may_ask_for_it(filled: Ask, member: Ask) -> None:
    for asker in (filled, member, replace(filled, owner=True)):
        for name in ("show", "export", "delete"):
            for more in ("", " sure:yes") if name == "delete" else ("",):
                with pytest.raises(Forbidden, match="owns this server"):
                    await answer(asker, f"/privacy {name} about:server{more}")
    for name in ("show", "export", "delete"):
        with pytest.raises(BadInput, match="no server here"):
            await answer(replace(filled, server_id=SHARED), f"/privacy {name} about:server")
        with pytest.raises(BadInput, match="terminal"):
            await answer(replace(filled, server_id=SHARED, person_id=0), f"/privacy {name}")


async def test_a_server_is_deleted_at_once_and_alone(filled: Ask) -> None:
    label = await busy(filled)
    elsewhere = replace(filled, server_id=OTHER_SERVER)
    await answer(elsewhere, buttons(await add_file(elsewhere))["Publish"])
    lists = [await told(one, "/deals") for one in (elsewhere, replace(filled, server_id=SHARED))]
    owner = replace(filled, owns_server=True)
    shown = await answer(owner, "/privacy show about:server")
    assert "Articles, drafts, and removed ones: 1" in said(shown)
    exported = await answer(owner, buttons(shown)["Take it along"])
    kept = json.loads(exported.files[0].data)["kept"]
    assert [watch["company"] for watch in kept["watches"]] == ["OpenAI"], "what members watch for themselves is theirs"
    assert len(kept["corrections"]) == 1
    assert (await answer(owner, buttons(exported)["Export own articles"])).files
    asked = await answer(owner, buttons(shown)["Delete all of it"])
    assert "This cannot be undone." in said(asked)
    assert said(await answer(owner, buttons(asked)["Delete everything, for good"])).startswith("Done: everything")
    assert "Nothing of this server is kept" in await told(owner, "/privacy show about:server")
    assert "There is no digest here" in await told(owner, "/digest show")
    assert "No article was added here yet" in await told(owner, "/article list")
    assert "Nothing was done here yet" in await told(owner, "/log")
    assert "You watch nothing yet" in await told(owner, "/watch list")
    assert [await told(one, "/deals") for one in (elsewhere, replace(filled, server_id=SHARED))] == lists
    assert (await told(owner, f"/deal {label}")).startswith("OpenAI and Foxconn")


async def test_whoever_runs_the_bot_can_do_it_too(filled: Ask) -> None:
    await busy(filled)
    assert "Watches: 1\n" in await forget_person(filled.db, filled.person_id, sure=False)
    assert (await forget_person(filled.db, filled.person_id, sure=True)).startswith("Deleted, or kept without")
    assert await forget_person(filled.db, filled.person_id, sure=False) == "Nothing is kept about that person."
    assert "log: " in await forget_server(filled.db, filled.server_id, sure=False)
    assert (await forget_server(filled.db, filled.server_id, sure=True)).startswith("Deleted: ")
    assert await forget_server(filled.db, filled.server_id, sure=False) == "Nothing is kept of that server."
