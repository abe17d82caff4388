"""What those who run a server do on Discord, command by command, option by option; and what all others are refused."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.answers.commands import COMMANDS
from bot.answers.lines import Command
from tests.faces.running import ADMIN, ARTICLE, HERE, MEMBER, buttons, clean, environment, label_of, quick, small_world
from tests.loopback import File, LoopbackDiscord, Reply

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

OWNER = (*HERE, "alice")
MANAGED = [command for command in COMMANDS if command.manage and not command.hidden]
SOMETHING: dict[str, Any] = {"channel": "deals", "file": File("a.txt", b"x"), "role": "@everyone", "flag": True}
TALKS = """Acme Robotics in talks to buy Bolt Motors

Acme Robotics is in talks to acquire Bolt Motors for about $2 billion, the Example Times wrote on Monday.
"""
OTHER = ARTICLE.replace("Acme Robotics", "Corvid Air").replace("Bolt Motors", "Dormouse Sleep")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    """The bot in a server with a thread and a role; and a server that it is not in, where people have it installed."""
    folder: Path = tmp_path_factory.mktemp("bot")
    world = small_world()
    home = world.guild("Testers")
    general = world.channel("general", home)
    world.add_role(home, "readers")
    world.add_channel(home, "racks", type=11, parent_id=general.id, owner_id=world.user("bob").id)
    away = world.add_guild("Elsewhere", world.user("carol"), bot=False)
    world.add_channel(away, "lobby")
    async with LoopbackDiscord(world, ready_timeout=0.2, quiet=0.1) as discord:
        await discord.start_bot([sys.executable, "-m", "bot", "run"], env=environment(folder), cwd=folder)
        await discord.wait_ready(timeout=60)
        yield discord
        clean(discord)


PLACES = {
    "server": MEMBER,
    "thread": ("Testers", "racks", "carol"),
    "direct message": (None, None, "carol"),
    "user install": ("Elsewhere", "lobby", "carol"),
}


def anything(command: Command) -> dict[str, Any]:
    """Something in every option that is needed."""
    return {
        option.name: option.choices[0].value if option.choices else SOMETHING.get(option.kind, "x")
        for option in command.options
        if option.required
    }


@pytest.mark.parametrize("place", PLACES)
async def test_whoever_may_not_is_refused_everywhere(discord: LoopbackDiscord, place: str) -> None:
    """Also where Discord's own check was loosened: carol owns the other server, and the bot is not in it."""
    for command in MANAGED:
        options = anything(command)
        if place in ("direct message", "user install") and "channel" in options:
            continue  # there is none of ours to choose
        reply = quick(await discord.slash(*PLACES[place], command.name, options, force=True))
        assert "Manage Server" in reply.text, (command.name, reply.text)
        assert reply.modal is None
        assert reply.ephemeral or place == "direct message"


async def published(discord: LoopbackDiscord, text: str) -> Reply:
    opened = quick(await discord.slash(*ADMIN, "article add"))
    preview = quick(await discord.submit_modal(opened, {"Date": "2025-11-21", "Text": text}))
    assert "Given by" in preview.text
    return quick(await discord.press(preview, "Publish"))


async def test_an_article_is_listed_shown_reread_removed_and_brought_back(discord: LoopbackDiscord) -> None:
    label = label_of(await published(discord, TALKS))
    assert f"{label}:" in quick(await discord.slash(*ADMIN, "article list")).text
    shown = quick(await discord.slash(*ADMIN, "article show", {"article": label}))
    assert "Acme Robotics" in shown.text
    reread = quick(await discord.slash(*ADMIN, "article reread", {"article": label}))
    assert "nothing changed" in reread.text
    asked = quick(await discord.slash(*ADMIN, "article remove", {"article": label}))
    removed = quick(await discord.press(asked, "Remove"))
    assert "can be undone for a day" in removed.text
    found = quick(await discord.slash(*MEMBER, "deal", {"company": "bolt motors"}))
    assert "$2 billion" not in found.text
    back = quick(await discord.press(removed, "Undo"))
    assert f"{label} is back" in back.text
    for reply in (shown, reread, asked):
        assert reply.ephemeral


async def test_a_deal_is_corrected_merged_split_undone_and_exported(discord: LoopbackDiscord) -> None:
    own = buttons(await published(discord, OTHER))[0]
    panel = quick(await discord.slash(*ADMIN, "correct deal", {"deal": own}))
    form = quick(await discord.press(panel, "Edit"))
    assert form.modal is not None
    fields = {"Parties": "Corvid Air (investor)\nDormouse Sleep (investee)", "Kind": "investment"}
    fields |= {"Status": "completed 2025-11-23", "Announced on": "2025-11-20", "Value": "€3 billion"}
    corrected = quick(await discord.submit_modal(form, fields))
    assert "Corrected: parties, kind, status, announced on, value." in corrected.text
    more = quick(await discord.press(corrected, "Edit these"))
    owed = "firm: Corvid Air to buy 10 GW for $2 billion by 2029"
    corrected = quick(await discord.submit_modal(more, {"Commitments": owed, "Headline": "A stake", "Where": "Ohio"}))
    card = quick(await discord.slash(*MEMBER, "deal", {"company": own}))
    for said in ("A stake", "Completed 23 November 2025", "€3 billion", "Corvid Air to buy 10 GW", "by an admin"):
        assert said in card.text.replace("*", "")
    case = quick(await discord.press(corrected, "As test case"))
    gold = next(data for name, data in case.files.items() if name.endswith(".gold.json"))
    assert json.loads(gold)["deals"][0]["kind"] == "investment"
    undone = quick(await discord.press(corrected, next(one for one in buttons(corrected) if one.startswith("Undo"))))
    assert "Undone:" in undone.text

    into = buttons(await discord.slash(*MEMBER, "deals", {"company": "foxconn"}))[0]
    panel = quick(await discord.slash(*ADMIN, "correct deal", {"deal": own}))
    asked = quick(await discord.submit_modal(await discord.press(panel, "Merge"), {"into": into}))
    merged = quick(await discord.press(asked, "Merge"))
    assert f"{own} leads to {into}" in merged.text
    assert f"{own} has gone into {into}" in quick(await discord.press(card, "Evidence")).text, "an old button leads on"
    why = quick(await discord.slash(*ADMIN, "why", {"about": f"{own} {into}"}))
    assert "by hand: Cs" in why.text.replace("*", "")
    which = quick(await discord.press(await discord.slash(*ADMIN, "correct deal", {"deal": into}), "Split"))
    split = quick(await discord.press(which, next(one for one in buttons(which) if one.startswith("Split off As"))))
    assert "Split:" in split.text


async def test_what_a_member_says_is_wrong_is_reviewed(discord: LoopbackDiscord) -> None:
    card = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
    for words in ("It was for less.", "It never happened."):
        form = quick(await discord.press(card, "Wrong?"))
        sent = {"What is wrong, and how you know": words, "The field, if it is one": "value"}
        thanks = quick(await discord.submit_modal(form, sent | {"What it should say": f"${len(words)} million"}))
        assert "Thank you." in thanks.text
        assert thanks.ephemeral
    review = quick(await discord.slash(*ADMIN, "correct review"))
    assert "It was for less." in review.text
    accepted = quick(await discord.press(review, "Accept 1"))
    assert "Accepted: #" in accepted.text
    shown = quick(await discord.press(accepted, buttons(accepted)[0]))
    assert "$16 million" in shown.text
    assert "$16 million" not in quick(await discord.slash(None, None, "carol", "deal", {"company": "foxconn"})).text
    again = quick(await discord.slash(*ADMIN, "correct review"))
    refused = quick(await discord.press(again, "Refuse 2"))
    assert "stays as it is" in refused.text


async def test_names_settings_log_and_status(discord: LoopbackDiscord) -> None:
    learned = quick(await discord.slash(*ADMIN, "company alias", {"company": "foxconn", "name": "The Big Fox"}))
    assert "Learned: The Big Fox is Foxconn" in learned.text
    assert "Foxconn" in quick(await discord.slash(*MEMBER, "deal", {"company": "the big fox"})).text
    forgot = {"company": "foxconn", "name": "The Big Fox", "forget": True}
    assert "Forgotten" in quick(await discord.slash(*ADMIN, "company alias", forgot)).text
    wanted = {"answers": "to the asker alone", "role": "readers", "names": "in English and their own script"}
    changed = quick(await discord.slash(*ADMIN, "settings", wanted))
    assert "Changed." in changed.text
    assert changed.message is not None
    assert not changed.message.mentions.pings_roles, "shown, not pinged"
    assert quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"})).ephemeral
    assert not quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn", "private": False})).ephemeral
    back = quick(await discord.press(changed, "Answer for everyone"))
    assert "for everyone to see" in back.text
    refused = quick(await discord.slash(*ADMIN, "settings", {"role": "@everyone"}))
    assert "never mention everyone" in refused.text
    log = quick(await discord.slash(*ADMIN, "log", {"about": "Foxconn"}))
    assert "alias taught" in log.text
    assert "Jobs" in quick(await discord.slash(*ADMIN, "status")).text
    for reply in (learned, changed, log):
        assert reply.ephemeral
        assert "Share" not in buttons(reply)


async def test_privacy_is_a_persons_own_and_a_servers_owners(discord: LoopbackDiscord) -> None:
    for place in (MEMBER, (None, None, "carol"), ("Elsewhere", "lobby", "carol")):
        assert "kept about you" in quick(await discord.slash(*place, "privacy show", force=True)).text
    shown = quick(await discord.slash(*ADMIN, "privacy show"))
    assert "Articles that you gave" in shown.text
    assert json.loads(quick(await discord.press(shown, "Take it along")).files["about-you.json"])["kept"]
    refused = quick(await discord.slash(*ADMIN, "privacy delete", {"about": "this server"}))
    assert "Only the one who owns this server" in refused.text
    asked = quick(await discord.press(shown, "Delete it"))
    assert "former member" in quick(await discord.press(asked, "Delete it, for good")).text
    assert "by former member" in quick(await discord.slash(*ADMIN, "log")).text
    # Carol owns the server that the bot is not in: nothing of it is kept, and the shared library is nobody's to delete.
    elsewhere = quick(
        await discord.slash("Elsewhere", "lobby", "carol", "privacy delete", {"about": "server"}, force=True)
    )
    assert "There is no server here." in elsewhere.text
    asked = quick(await discord.slash(*OWNER, "privacy delete", {"about": "this server"}))
    assert asked.ephemeral
    assert "This cannot be undone." in asked.text
    done = quick(await discord.press(asked, "Delete everything, for good"))
    assert "everything of this server is deleted" in done.text
    assert "No article was added here yet" in quick(await discord.slash(*ADMIN, "article list")).text
    assert "Foxconn" in quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"})).text
