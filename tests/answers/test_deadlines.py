"""Deadlines as a file for calendars: whole days, folded lines, the same entry each time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Ask
from bot.answers.commands import answer
from bot.answers.deadlines import Deadline, calendar_file
from tests.answers.conftest import brief, fill

NOW = datetime(2025, 11, 25, 12, tzinfo=UTC)
DEAL = """
[[deals]]
kind = "supply"
status = "announced"
announced_on = "2025-11-21"
headline = "OpenAI and Acme: chips"
parties = [{ name = "OpenAI", role = "buyer" }, { name = "Acme", role = "supplier" }]
[deals.words]
parties = ["OpenAI has agreed to buy chips from Acme"]
kind = ["buy chips"]
status = ["has agreed"]
announced_on = ["article"]
[[deals.commitments]]
party = "Acme"
kind = "supply"
strength = "firm"
deadline = "2026-03-31"
words = ["by 31 March 2026"]
[[deals.commitments]]
party = "OpenAI"
kind = "purchase"
strength = "planned"
deadline = "2027"
words = ["in 2027"]
"""
TEXT = "OpenAI has agreed to buy chips from Acme, delivered by 31 March 2026, and may buy more in 2027."


def lines_of(data: bytes) -> list[str]:
    """The lines of a calendar, those that were folded put together again."""
    text = data.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


async def test_exact_deadlines_come_as_a_file(ask: Ask, tmp_path: Path) -> None:
    await fill(ask.db, brief(tmp_path, "acme", TEXT, DEAL))
    result = await answer(ask, "/commitments openai")
    [file] = [file for file in result.files if file.name.endswith(".ics")]
    lines = lines_of(file.data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == 1, "a vague deadline has no place in a calendar"
    assert "DTSTART;VALUE=DATE:20260331" in lines
    assert "DTEND;VALUE=DATE:20260401" in lines
    assert "SUMMARY:Acme to supply (#1)" in lines


async def test_without_an_exact_day_there_is_no_file(filled: Ask) -> None:
    assert not [file for file in (await answer(filled, "/commitments oracle")).files if file.name.endswith(".ics")]


@given(st.text(max_size=300), st.dates(date(1900, 1, 1), date(2100, 12, 30)))
def test_any_words_make_a_file_that_can_be_read_again(words: str, on: date) -> None:
    words = "".join(mark for mark in words if mark.isprintable())
    [file] = calendar_file([Deadline(on, words, "#1", words)], NOW)
    assert [file] == list(calendar_file([Deadline(on, words, "#1", words)], NOW))
    lines = lines_of(file.data)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    [summary] = [line for line in lines if line.startswith("SUMMARY:")]
    assert summary.count("\\") >= words.count(",") + words.count(";")
