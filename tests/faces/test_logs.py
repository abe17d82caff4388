"""The log: one line for each entry, no token, and nobody's words."""

from __future__ import annotations

import logging
import re

import discord
import pytest

from bot.errors import BadInput
from bot.faces import logs, trouble

WORDS = "OpenAI and Foxconn said on Friday"
TOKEN = "abc.def.ghi"


def entry(message: str, *, error: BaseException | None = None) -> str:
    caught = (type(error), error, error.__traceback__) if error is not None else None
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, message, None, caught)
    return logs.OneLine(TOKEN).format(record)


def broken() -> BaseException:
    """An error that has choked on an article, while another was handled."""
    try:
        try:
            raise KeyError(WORDS)
        except KeyError:
            raise ValueError(WORDS) from None
    except ValueError as error:
        return error


def test_an_entry_is_one_line_without_the_token() -> None:
    line = entry(f"first\nsecond {TOKEN}")
    assert "\n" not in line
    assert TOKEN not in line
    assert "first | second [token]" in line


def test_an_error_is_told_by_kind_and_place_without_what_it_choked_on() -> None:
    line = entry("it broke", error=broken())
    assert re.search(r"ValueError at test_logs.py:\d+ broken", line)
    assert WORDS not in line
    assert "\n" not in line


def test_harmless_words_of_an_error_are_kept() -> None:
    assert trouble.what(AttributeError("no attribute x")) == "AttributeError (no attribute x)"
    assert trouble.what(BadInput("This is empty.")) == "BadInput (This is empty.)"
    assert trouble.what(FileNotFoundError(2, "No such file")) == "FileNotFoundError (No such file)"
    assert trouble.what(discord.ClientException("x")) == "ClientException (x)"


def test_the_person_is_told_a_number_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answer = trouble.told(broken(), "/deal")
    number = re.search(r"number ([0-9a-f]{4})", "".join(map(str, answer.text)))
    assert number is not None
    assert answer.private
    assert f"/deal broke, number {number[1]}: ValueError at" in caplog.text
    assert WORDS not in caplog.text


def test_set_up_writes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        logs.set_up("INFO", secret=TOKEN)
        logging.getLogger("tieup").info("hello %s", TOKEN)
    finally:
        logging.getLogger().handlers, level = before
        logging.getLogger().setLevel(level)
    assert capsys.readouterr().err.endswith("INFO tieup: hello [token]\n")
