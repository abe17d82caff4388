"""The names and descriptions of commands in other languages, where Discord shows them; answers stay English.

What is said stands in `tongues/`, a file a language, keyed by the English words as in gettext: a description that is
changed in English shows in English until it is translated anew, and a test names what is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

LOCALES: Mapping[discord.Locale, str] = {
    discord.Locale.german: "de",
    discord.Locale.french: "fr",
    discord.Locale.spain_spanish: "es",
    discord.Locale.latin_american_spanish: "es",
    discord.Locale.japanese: "ja",
}
NAMES = frozenset({Location.command_name, Location.group_name, Location.parameter_name})


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language calls things: names are typed, menus are pressed, texts are read."""

    names: Mapping[str, str]
    menus: Mapping[str, str]
    texts: Mapping[str, str]


@cache
def tongue(name: str) -> Tongue:
    """A language by the name of its file."""
    found = tomllib.loads(resources.files("bot.faces").joinpath("tongues", f"{name}.toml").read_text("utf-8"))
    return Tongue(found["names"], found["menus"], found["texts"])


class Translator(app_commands.Translator):
    """Looks up what discord.py asks for; None leaves the English."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The string in a language, as far as it is known there."""
        name = LOCALES.get(locale)
        if name is None:
            return None
        told = tongue(name)
        known: Any = {**told.names, **told.menus} if context.location in NAMES else told.texts
        said = known.get(string.message)
        return said if isinstance(said, str) else None
