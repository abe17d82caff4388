"""What stands in the code stands in the documents: every command, subcommand and setting."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from bot.answers.commands import COMMANDS
from bot.answers.lines import Command
from bot.faces import commandline

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "reference.md"
DOCS = [README, *sorted((ROOT / "docs").glob("*.md"))]

OFFERED = [command for command in COMMANDS if not command.hidden]
SETTINGS = set(re.findall(r'"([A-Z][A-Z]+(?:_[A-Z]+)*)"', (ROOT / "bot" / "config.py").read_text(encoding="utf-8")))
SETTINGS -= {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}


def documents() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in DOCS)


def subcommands() -> dict[str, argparse.ArgumentParser]:
    [action] = [a for a in commandline.parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(action.choices)


def test_the_settings_were_found() -> None:
    assert {"DISCORD_TOKEN", "DATABASE_URL", "SEEDS", "OWNER_IDS", "TIEUP_NOW"} <= SETTINGS


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_is_told(name: str) -> None:
    assert re.search(rf"^#? ?{name}=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.search(rf"\b{name}\b", documents())
    assert re.search(rf"^  {name} ", commandline.SETTINGS, re.MULTILINE)


def test_no_setting_is_told_that_there_is_not() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)) == SETTINGS
    assert set(re.findall(r"^  ([A-Z_]+) ", commandline.SETTINGS, re.MULTILINE)) == SETTINGS


@pytest.mark.parametrize("command", OFFERED, ids=lambda command: command.name)
def test_every_command_is_told_with_its_options(command: Command) -> None:
    assert re.search(rf"/{command.name}\b", documents())
    [row] = re.findall(rf"^\| `/{command.name}` \|(.*?)\|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    told = re.findall(r"(\[?)`([a-z_]+)`", row)
    assert told == [("" if o.required else "[", o.name) for o in command.options if not o.hidden]


@pytest.mark.parametrize("name", subcommands())
def test_every_subcommand_is_told(name: str) -> None:
    assert re.search(rf"tieup {name}\b", documents())
    assert re.search(rf"^ +{name}\b", commandline.parser().format_help(), re.MULTILINE)


def test_no_command_is_told_that_there_is_not() -> None:
    """Where everything is there to be tried; other documents may speak of what comes."""
    known = {command.name.split(" ")[0] for command in COMMANDS} | {"press", "quit"}
    for path in (README, REFERENCE):
        assert set(re.findall(r"`/([a-z]+)\b", path.read_text(encoding="utf-8"))) <= known


def test_each_picture_is_there_small_and_told_in_words() -> None:
    shown = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]*)"', README.read_text(encoding="utf-8"))
    assert shown
    for path, words in shown:
        data = (ROOT / path).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 300_000, path
        assert len(words) > 30, path
