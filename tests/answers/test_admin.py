"""/settings, /log, /status and /company alias: what those who run a server decide, and what they are told."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answers import Ask
from bot.answers import servers as servers_answers
from bot.answers.commands import BY_NAME, answer, is_private
from bot.answers.exports import BOM
from bot.answers.upkeep import beat
from bot.errors import BadInput
from bot.model import SHARED
from bot.store import leaving, servers
from tests.answers.conftest import OTHER_SERVER, SERVER, buttons, said, told
from tests.answers.test_articles import add_file


async def test_settings_are_shown_changed_and_kept(ask: Ask) -> None:
    assert "Answers are shown: for everyone" in await told(ask, "/settings")
    changed = await told(ask, "/settings answers:private role:12345 names:both")
    assert changed.startswith("Changed.")
    assert "the role with the id 12345" in changed
    served = await servers.get_server(ask.db, SERVER)
    assert (served.private_answers, served.ping_role, served.names) == (True, 12345, "both")
    assert "Changed." not in await told(ask, "/settings answers:private")
    pressed = buttons(await answer(ask, "/settings"))
    for label in ("Answer for everyone", "Mention nobody", "Names in English"):
        await answer(ask, pressed[label])
    assert await servers.get_server(ask.db, SERVER) == replace(
        served, private_answers=False, ping_role=0, names="english"
    )
    assert "Answers are shown: for everyone" in await told(replace(ask, server_id=OTHER_SERVER), "/settings")


async def test_a_setting_changes_nothing_else_of_a_server(ask: Ask) -> None:
    async with ask.db.transaction() as tx:
        await leaving.came(tx, SERVER, "Testers", ask.now)
    await answer(ask, "/settings answers:private")
    served = await servers.get_server(ask.db, SERVER)
    assert (served.name, served.joined_at) == ("Testers", ask.now)


async def test_answers_are_private_where_the_admins_want_it_unless_the_asker_says(ask: Ask, member: Ask) -> None:
    deal = BY_NAME["deal"]
    assert not await is_private(member, deal, {})
    await answer(ask, "/settings answers:private")
    assert await is_private(member, deal, {})
    assert not await is_private(member, deal, {"private": False})
    assert not await is_private(replace(member, server_id=OTHER_SERVER), deal, {})
    assert await is_private(replace(member, server_id=OTHER_SERVER), deal, {"private": True})


async def test_nobody_makes_the_digest_mention_everyone(ask: Ask) -> None:
    with pytest.raises(BadInput):
        await answer(ask, f"/settings role:{SERVER}")
    with pytest.raises(BadInput):
        await answer(replace(ask, server_id=SHARED), "/settings role:5")
    with pytest.raises(BadInput):
        await answer(ask, "/settings role:@everyone")


async def test_own_articles_are_exported_with_what_was_read(filled: Ask) -> None:
    await answer(filled, buttons(await add_file(filled))["Publish"])
    result = await answer(filled, buttons(await answer(filled, "/settings"))["Export own articles"])
    [file] = result.files
    [line] = [json.loads(line) for line in file.data.decode().splitlines()]
    assert line["id"] == "As1"
    assert line["text"].strip().endswith(".")
    assert [party["name"] for party in line["deals"][0]["parties"]] == ["OpenAI", "Foxconn"]
    nothing = await answer(replace(filled, server_id=OTHER_SERVER), "/article export")
    assert not nothing.files


async def test_an_export_that_does_not_fit_on_one_message_goes_on(filled: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers_answers, "LARGEST_FILE", 20_000)
    shared = replace(filled, server_id=SHARED, owner=True)
    labels: list[str] = []
    line = "/article export"
    while line:
        result = await answer(shared, line)
        assert 1 <= len(result.files) <= 3
        for file in result.files:
            assert len(file.data) <= 20_000
            labels += [json.loads(row)["id"] for row in file.data.decode().splitlines()]
        line = buttons(result).get("The rest", "")
    total = await filled.db.fetch_value("select count(*) from articles where state = 'published'")
    assert labels == [f"A{number}" for number in range(1, total + 1)]
    assert not (await answer(shared, "/article export skip:100000")).files


async def test_the_log_says_who_did_what(ask: Ask) -> None:
    assert await told(ask, "/log") == "Nothing was done here yet."
    await answer(ask, buttons(await add_file(ask))["Publish"])
    await answer(ask, "/settings answers:private")
    found = await told(ask, "/log")
    assert found.startswith("Log: 3 entries, the latest first\n")
    assert "settings changed (answers: private), by the person with the id 9" in found
    assert "article published As1" in found
    assert "1 entry on as1" not in await told(ask, "/log about:As")
    assert (await told(ask, "/log about:as1")).startswith("Log: 2 entries on as1")
    assert "nothing on As%" in await told(ask, "/log about:As%")
    assert await told(replace(ask, server_id=OTHER_SERVER), "/log") == "Nothing was done here yet."


async def test_the_log_has_pages(ask: Ask) -> None:
    for number in range(12):
        await answer(ask, f"/settings role:{number + 1}")
    first = await answer(ask, "/log")
    assert "Page 1 of 2" in said(first)
    assert "role: 2)" in said(await answer(ask, buttons(first)["Next"]))


async def test_status_tells_of_jobs_alive_failing_and_silent(ask: Ask) -> None:
    assert "None has run yet" in await told(ask, "/status")
    await beat(ask.db, "drafts", ask.now)
    assert (await told(ask, "/status")).startswith("Status: All is well\n")
    for _ in range(3):
        await beat(ask.db, "digests", ask.now, "The disk is full.")
    failing = await told(ask, "/status")
    assert failing.startswith("Status: 1 job of 2 in trouble")
    assert "Digests: failed 3 times in a row; last" in failing
    assert "disk" not in failing, "it may be another server's"
    assert "for The disk is full." in await told(replace(ask, owner=True), "/status")
    later = await told(replace(ask, now=ask.now + timedelta(hours=1)), "/status")
    assert later.startswith("Status: 2 jobs of 2 in trouble")
    assert "Drafts: not heard of since" in later


async def test_status_tells_of_the_digest_and_of_waiting_drafts(ask: Ask) -> None:
    assert "/digest set turns it on" in await told(ask, "/status")
    await answer(ask, "/digest set channel:here time:08:30 zone:UTC")
    assert "Next: 26 November 2025 08:30 UTC" in await told(ask, "/status")
    await add_file(ask)
    waiting = await answer(ask, "/status")
    assert "1 draft waiting" in said(waiting)
    drafts = await answer(ask, buttons(waiting)["Drafts"])
    assert "Racks, given by the person with the id 9" in said(drafts)
    assert "Publish" in buttons(await answer(ask, buttons(drafts)["Look at it"]))


async def test_a_taught_name_is_found_in_its_server_only(filled: Ask) -> None:
    said_first = await told(filled, "/company alias foxconn name:Big Quill")
    assert said_first.startswith("Learned: Big Quill is Foxconn, in this server.")
    assert "OpenAI and Foxconn" in await told(filled, "/deal big quill with:openai")
    other = replace(filled, server_id=OTHER_SERVER)
    assert "Nothing here is called" in await told(other, "/deal big quill")
    await answer(replace(filled, server_id=SHARED, owner=True), "/company alias foxconn name:Big Gilt")
    assert "OpenAI and Foxconn" in await told(other, "/deal big gilt with:openai")


async def test_a_taught_name_is_listed_and_taken_back(filled: Ask) -> None:
    await answer(filled, "/company alias foxconn name:Big Quill")
    await answer(filled, "/company alias foxconn name:Small Quill")
    assert "is known as big quill already" in await told(filled, "/company alias foxconn name:big quill")
    listed = await answer(filled, "/company alias foxconn")
    assert "Big Quill\nSmall Quill" in said(listed)
    assert "Forgotten: Big Quill." in await told(filled, "/company alias foxconn name:Big Quill forget:yes")
    assert "Nothing here is called" in await told(filled, "/deal big quill")
    assert "OpenAI and Foxconn" in await told(filled, "/deal quill with:openai"), "a later word of the other still"
    assert "was not taught here" in await told(filled, "/company alias foxconn name:Big Quill forget:yes")


@pytest.mark.parametrize("name", ["OpenAI", "nvda", "!", "x" * 90])
async def test_no_name_is_taken_from_another_company(filled: Ask, name: str) -> None:
    with pytest.raises(BadInput):
        await answer(filled, f"/company alias foxconn name:{name}")


async def test_teaching_the_name_of_a_company_that_own_articles_made_joins_the_two(filled: Ask) -> None:
    text = "Quibble Works has agreed to buy Zorro Labs for $3 billion, the two companies said on Friday.\n"
    await answer(filled, buttons(await add_file(filled, text, "quibble.txt"))["Publish"])
    assert "Quibble Works" in await told(filled, "/deal quibble works")
    await answer(filled, "/company alias foxconn name:Quibble Works")
    assert "Quibble Works" in await told(filled, "/deals foxconn words:Zorro")


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_deals_are_exported_as_they_are_narrowed_down(filled: Ask, form: str) -> None:
    result = await answer(filled, f"/deals openai kind:supply export:{form}")
    [file] = result.files
    listed = (await told(filled, "/deals openai kind:supply")).split(" ", 1)[0]
    text = file.data.decode()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM)))) if form == "csv" else json.loads(text)
    assert len(rows) == int(listed)
    assert {row["kind"] for row in rows} == {"supply"}
    assert all("OpenAI" in str(row["parties"]) for row in rows)
