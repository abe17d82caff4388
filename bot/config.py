"""Settings, from the environment and a `.env` file; all complaints at once, each with its cure.

Which settings there are stands in `Settings` and, for people, in `.env.example`. What they are used for is settled by
`__main__`, which hands them to whoever needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values

from bot.errors import BadSettings

Value = TypeVar("Value")

DATABASE_URL = "sqlite:///data/tieup.sqlite3"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
"""Three parts with dots between them, of any length: only what no token can be is refused, Discord knows the rest."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. Token and database address (it may hold a password) never show in its repr."""

    token: str = field(default="", repr=False)
    database_url: str = field(default=DATABASE_URL, repr=False)
    seeds: Path | None = None
    """The folder of briefs that fills an empty library; None means the project's own seeds/."""
    owner_ids: frozenset[int] = frozenset()
    dev_guild_id: int = 0
    log_level: str = "INFO"
    shard_count: int = 0
    """0 means that Discord says how many."""
    shard_ids: tuple[int, ...] = ()
    fetch_proxy: str = ""
    now: datetime | None = None
    """Where the clock starts, for tests; None means the real one."""


class SettingError(Exception):
    """What is wrong with one setting, and its cure. Never holds a token."""


def read_settings(environment: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Read the settings; the environment beats the file. BadSettings tells everything that is wrong."""
    complaints: list[str] = []
    given = {**_read_file(env_file, complaints), **environment}

    def get(key: str, read: Callable[[str], Value], default: Value) -> Value:
        # An empty setting is no setting: `.env` files are full of them.
        value = given.get(key, "").strip()
        try:
            return read(value) if value else default
        except SettingError as complaint:
            complaints.append(f"{key}: {complaint}")
            return default

    settings = Settings(
        token=get("DISCORD_TOKEN", _token, ""),
        database_url=get("DATABASE_URL", _database_url, DATABASE_URL),
        seeds=get("SEEDS", _folder, None),
        owner_ids=get("OWNER_IDS", lambda text: frozenset(_ids(text)), frozenset()),
        dev_guild_id=get("DEV_GUILD_ID", _id, 0),
        log_level=get("LOG_LEVEL", _log_level, "INFO"),
        shard_count=get("SHARD_COUNT", _count, 0),
        shard_ids=get("SHARD_IDS", _shards, ()),
        fetch_proxy=get("FETCH_PROXY", _proxy, ""),
        now=get("TIEUP_NOW", _instant, None),
    )
    complaints += _together(settings)
    if complaints:
        raise BadSettings("\n".join(("These settings cannot be used:", *complaints)))
    return settings


def _read_file(env_file: Path | None, complaints: list[str]) -> dict[str, str]:
    """What a `.env` file sets; a file that is not there sets nothing."""
    if env_file is None or not env_file.exists():
        return {}
    try:
        values = dotenv_values(env_file, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        complaints.append(f"{env_file}: cannot be read. Save it as plain text (UTF-8) that Tieup may read.")
        return {}
    return {key: value for key, value in values.items() if value}


def _token(text: str) -> str:
    """The complaint never shows the value: it may be a real token with something before or after it."""
    if not TOKEN.fullmatch(text):
        raise SettingError(
            "this cannot be a token (the value is not shown). Copy it from the Discord Developer Portal, "
            "Bot, Reset Token: three parts with dots between them, without quotes, spaces or the word Bot."
        )
    return text


def _database_url(text: str) -> str:
    if re.fullmatch(r"postgres(ql)?://.+", text):
        return text
    if not re.fullmatch(r"sqlite:///.*[^/]", text):
        # What may hold a password is not shown.
        shown = "the value (not shown)" if "@" in text else text
        raise SettingError(
            f"{shown} is no address of a database. Write {DATABASE_URL}, sqlite:////an/absolute/path, "
            "or postgresql://user:password@host/name."
        )
    return text


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_dir():
        raise SettingError(f"{text} is no folder. Give the folder that holds the briefs, or leave it out.")
    return path


def _id(text: str) -> int:
    if not re.fullmatch(r"[0-9]{15,20}", text):
        raise SettingError(
            f"{text} is no Discord id. Turn on Developer Mode in Discord, right-click, and choose Copy ID."
        )
    return int(text)


def _ids(text: str) -> tuple[int, ...]:
    return tuple(_id(part) for part in re.split(r"[,\s]+", text) if part)


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise SettingError(f"{text} is no level. Choose one of {', '.join(LOG_LEVELS)}.")
    return text.upper()


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise SettingError(f"{text} is no whole number. Write one like 4.")
    return int(text)


def _count(text: str) -> int:
    count = _number(text)
    if not count:
        raise SettingError("0 shards cannot run. Leave it out, and Discord says how many there should be.")
    return count


def _shards(text: str) -> tuple[int, ...]:
    return tuple(_number(part) for part in re.split(r"[,\s]+", text) if part)


def _proxy(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+/?", text):
        # The value is not shown: it may hold a password.
        raise SettingError("the value is no proxy's address. Write it like http://proxy.example:3128.")
    return text


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise SettingError(
            f"{text} is no instant with a zone. Write it like 2025-11-21T09:00:00+00:00, or leave it out."
        )
    return at


def _together(settings: Settings) -> list[str]:
    """What is wrong only in view of another setting."""
    wrong = [shard for shard in settings.shard_ids if shard >= settings.shard_count]
    if wrong and not settings.shard_count:
        return ["SHARD_IDS: set without SHARD_COUNT. Say how many shards there are in all."]
    if wrong:
        return [f"SHARD_IDS: there is no shard {wrong[0]} of {settings.shard_count}. They count from 0."]
    return []
