"""The Tab key: commands, options, names, buttons and paths; every line that is offered is one that can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Ask, Button
from bot.answers.commands import COMMANDS, parse_line
from bot.faces.completing import Offer, completions, history_file, listing


async def lines(ask: Ask, line: str) -> list[str]:
    return [offer.line for offer in await completions(ask, line)]


async def test_commands_with_what_they_do(filled: Ask) -> None:
    [offer] = await completions(filled, "/partn")
    assert offer == Offer(
        "/partners ", "/partners", "Who a company deals with: how often, in which kinds, for how much"
    )
    assert await lines(filled, "/map ") == ["/map network ", "/map path ", "/map loop "]
    assert len(await lines(filled, "/")) == len([command for command in COMMANDS if not command.hidden])
    assert await lines(filled, "") == await lines(filled, "/")
    assert await lines(filled, "hello") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/partners Fox", "/partners Foxconn"),
        ("/partners hon h", "/partners Foxconn"),
        ("/deals company:Foxconn wi", None),
        ("/deals company:open", "/deals company:OpenAI"),
        ("/deals company:OpenAI kind:joint", "/deals company:OpenAI kind:joint venture"),
        ("/deals company:OpenAI st", "/deals company:OpenAI status:"),
        ("/commitments OpenAI strength:", "/commitments OpenAI strength:expressly none"),
        ("/deal foxconn private:", "/deal foxconn private:yes"),
        ("/deal #1", "/deal #1"),
        ("/digest set channel:here time:09:00 zone:berl", "/digest set channel:here time:09:00 zone:Europe/Berlin"),
    ],
)
async def test_options_and_what_may_stand_in_them(filled: Ask, typed: str, offered: str | None) -> None:
    found = await lines(filled, typed)
    assert (offered in found) if offered else not [line for line in found if line.endswith("with:")]


async def test_what_is_there_already_is_not_offered_again(filled: Ask) -> None:
    found = await lines(filled, "/deals company:OpenAI ")
    assert "/deals company:OpenAI kind:" in found
    assert "/deals company:OpenAI company:" not in found


async def test_every_line_that_is_offered_can_be_read(filled: Ask) -> None:
    for begun in ("/deal o", "/deals company:s", "/partners 1", "/deals kind:", "/map path company:a", "/deal fox"):
        for line in await lines(filled, begun):
            if not line.endswith(":"):
                parse_line(line)


async def test_buttons_and_files(filled: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Button("Evidence", "/evidence #1"), Button("Dates", "/dates"), Button("Dates", "/dates openai")]
    assert [offer.line for offer in await completions(filled, "/press d", some)] == ["/press Dates"]
    (tmp_path / "news item.txt").write_text("x")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert await lines(filled, "/article add file:n") == ["/article add file:news item.txt"]
    assert await lines(filled, "/article add file:fo") == ["/article add file:folder/"]
    assert await lines(filled, "/article add file:/no/such/place/") == []


@given(st.text(max_size=30), st.integers(0, 200))
def test_a_listing_fits_the_window(tail: str, width: int) -> None:
    for line in listing([Offer("/x", tail, "about " * 30), Offer("/y", "short")], width):
        assert len(line) <= max(20, width - 1)


def test_history_is_kept_where_the_system_keeps_such_things(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert history_file() == tmp_path / "tieup" / "history"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert history_file() == Path.home() / ".local" / "state" / "tieup" / "history"
