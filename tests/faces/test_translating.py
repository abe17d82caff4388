"""Commands in other languages: every name and text in each, within Discord's rules, none twice where it would clash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.answers.commands import COMMANDS
from bot.faces.commands import MENU, all_commands, fingerprint, message_menu
from bot.faces.translating import LOCALES, Translator, tongue
from tests.loopback.limits import check_commands

OFFERED = [command for command in COMMANDS if not command.hidden]
TONGUES = sorted(set(LOCALES.values()))
NAME = re.compile(r"[-_'\w]{1,32}")


def names() -> dict[str, str]:
    """Every word that is typed, and where it stands."""
    found = {}
    for command in OFFERED:
        found |= dict.fromkeys(command.name.split(" "), f"/{command.name}")
        found |= {option.name: f"/{command.name}" for option in command.options if not option.hidden}
    return found


def texts() -> dict[str, str]:
    """Every text that is read while one types, and where it stands."""
    found = {}
    for command in OFFERED:
        options = [option for option in command.options if not option.hidden]
        found |= {command.description: f"/{command.name}"}
        found |= {option.description: f"/{command.name} {option.name}" for option in options}
        found |= {choice.name: f"/{command.name} {option.name}" for option in options for choice in option.choices}
    return found


@pytest.mark.slow  # it is quick, but others add commands before they are translated
@pytest.mark.parametrize("name", TONGUES)
def test_everything_is_there(name: str) -> None:
    told = tongue(name)
    assert not {word: place for word, place in names().items() if word not in told.names}
    assert not {text: place for text, place in texts().items() if text not in told.texts}


@pytest.mark.parametrize("name", TONGUES)
def test_each_name_and_text_is_one_that_discord_takes(name: str) -> None:
    told = tongue(name)
    for english, word in told.names.items():
        assert NAME.fullmatch(word), (english, word)
        assert word == word.lower()
    for english, text in told.texts.items():
        assert 1 <= len(text) <= 100, (english, len(text))
        assert text == text.strip()
        assert text != english or len(english.split()) < 2


@pytest.mark.parametrize("name", TONGUES)
async def test_the_menu_of_a_message_is_called_something(name: str) -> None:
    assert set(tongue(name).menus) == {MENU}
    assert 1 <= len(tongue(name).menus[MENU]) <= 32
    client = discord.Client(intents=discord.Intents.none())
    payload = await message_menu(never).get_translated_payload(app_commands.CommandTree(client), Translator())
    assert tongue(name).menus[MENU] in payload["name_localizations"].values()


async def payloads() -> list[dict[str, Any]]:
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)
    translator = Translator()
    return [await command.get_translated_payload(tree, translator) for command in all_commands(never, never)]


async def never(*_given: Any) -> Any:
    raise AssertionError("nobody asks")


def objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from objects(value)


async def test_discord_is_told_in_every_language() -> None:
    deal = next(command for command in await payloads() if command["name"] == "deal")
    assert deal["name_localizations"] == {
        "de": "deal",
        "fr": "accord",
        "es-ES": "acuerdo",
        "es-419": "acuerdo",
        "ja": "取引",
    }
    company = deal["options"][0]
    assert company["name_localizations"]["fr"] == "entreprise"
    assert company["description_localizations"]["de"].startswith("Eine Firma")
    kind = next(option for option in deal["options"] if option["name"] == "kind")
    assert {choice["value"]: choice["name_localizations"]["es-ES"] for choice in kind["choices"]}[
        "supply"
    ] == "suministro"


async def test_no_two_of_one_place_have_one_name_and_all_is_within_limits() -> None:
    for command in await payloads():
        for part in objects(command):
            siblings = [option for option in part.get("options", []) if "type" in option]
            for locale in map(str, LOCALES):
                said = [option.get("name_localizations", {}).get(locale, option["name"]) for option in siblings]
                assert len(set(said)) == len(said), (command["name"], locale, said)
    told = await payloads()
    for locale in map(str, LOCALES):
        top = [command.get("name_localizations", {}).get(locale, command["name"]) for command in told]
        assert len(set(top)) == len(top), (locale, top)
    assert not check_commands(told)


async def test_a_changed_translation_is_told_to_discord() -> None:
    client = discord.Client(intents=discord.Intents.none())
    plain, translated = app_commands.CommandTree(client), None
    for command in all_commands(never, never):
        plain.add_command(command)
    before = await fingerprint(plain, "x")
    await plain.set_translator(Translator())
    translated = await fingerprint(plain, "x")
    assert before != translated
