"""Settings: read from the environment and `.env`, all complaints at once, and never a token in any of them."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import DATABASE_URL, Settings, read_settings
from bot.errors import BadSettings

EXAMPLE = Path(__file__).parent.parent / ".env.example"
# Made of nothing: the shape of a token, with no account behind it.
TOKEN = "M" * 24 + "." + "G" * 6 + "." + "x" * 38
ID = "123456789012345678"

KEYS = {
    "DISCORD_TOKEN": "token",
    "DATABASE_URL": "database_url",
    "SEEDS": "seeds",
    "OWNER_IDS": "owner_ids",
    "DEV_GUILD_ID": "dev_guild_id",
    "LOG_LEVEL": "log_level",
    "SHARD_COUNT": "shard_count",
    "SHARD_IDS": "shard_ids",
    "FETCH_PROXY": "fetch_proxy",
    "TIEUP_NOW": "now",
}


def complaints(**environment: str) -> str:
    with pytest.raises(BadSettings) as caught:
        read_settings(environment)
    return caught.value.message


def test_nothing_need_be_set() -> None:
    assert read_settings({}) == Settings()
    assert read_settings(dict.fromkeys(KEYS, " ")) == Settings()
    assert Settings().database_url == DATABASE_URL == "sqlite:///data/tieup.sqlite3"


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "DISCORD_TOKEN": TOKEN,
            "DATABASE_URL": "sqlite:////var/lib/tieup.sqlite3",
            "SEEDS": str(tmp_path),
            "OWNER_IDS": f"{ID}, {ID[:-1]}9",
            "DEV_GUILD_ID": ID,
            "LOG_LEVEL": "debug",
            "SHARD_COUNT": "4",
            "SHARD_IDS": "0,3",
            "FETCH_PROXY": "http://proxy.example:3128",
            "TIEUP_NOW": "2025-11-21T09:00:00+00:00",
        }
    )
    assert settings == Settings(
        token=TOKEN,
        database_url="sqlite:////var/lib/tieup.sqlite3",
        seeds=tmp_path,
        owner_ids=frozenset({int(ID), int(ID[:-1] + "9")}),
        dev_guild_id=int(ID),
        log_level="DEBUG",
        shard_count=4,
        shard_ids=(0, 3),
        fetch_proxy="http://proxy.example:3128",
        now=datetime(2025, 11, 21, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("DATABASE_URL", "mysql://x", "mysql://x"),
        ("DATABASE_URL", "data/tieup.sqlite3", "data/tieup.sqlite3"),
        ("DATABASE_URL", "sqlite:///", "sqlite:///"),
        ("DATABASE_URL", "postgresql:me:pw@host/db", "postgresql://user:password@host/name"),
        ("SEEDS", "/no/such/folder", "/no/such/folder"),
        ("OWNER_IDS", f"{ID};me", "me"),
        ("OWNER_IDS", "12", "12"),
        ("DEV_GUILD_ID", "my server", "my server"),
        ("LOG_LEVEL", "loud", "loud"),
        ("SHARD_COUNT", "many", "many"),
        ("SHARD_COUNT", "0", "0 shards"),
        ("SHARD_COUNT", "-1", "-1"),
        ("SHARD_IDS", "a", "a is no whole number"),
        ("SHARD_IDS", "0", "SHARD_COUNT"),
        ("FETCH_PROXY", "proxy:3128", "http://proxy.example:3128"),
        ("FETCH_PROXY", "socks5://proxy:1", "http://proxy.example:3128"),
        ("TIEUP_NOW", "yesterday", "yesterday"),
        ("TIEUP_NOW", "2025-11-21T09:00:00", "2025-11-21T09:00:00+00:00"),
    ],
)
def test_each_complaint_names_key_value_and_cure(key: str, value: str, shown: str) -> None:
    said = complaints(**{key: value})
    assert f"\n{key}: " in said
    assert shown in said
    assert re.search(r"\. [A-Z][^.]*", said.splitlines()[-1]), said


def test_all_complaints_come_at_once() -> None:
    said = complaints(DISCORD_TOKEN="x", DATABASE_URL="x", SEEDS="/no/such", OWNER_IDS="x", DEV_GUILD_ID="x",
                      LOG_LEVEL="x", SHARD_COUNT="x", SHARD_IDS="x", FETCH_PROXY="x", TIEUP_NOW="x")  # fmt: skip
    assert [line.partition(":")[0] for line in said.splitlines()[1:]] == list(KEYS)


def test_a_shard_beyond_their_number() -> None:
    assert "no shard 4 of 4" in complaints(SHARD_COUNT="4", SHARD_IDS="3,4")


@pytest.mark.parametrize(
    "token", ["your token here", '""', f"Bot {TOKEN}", f'"{TOKEN}"', "hunter2", "hunter2.x", "<x>"]
)
def test_what_can_be_no_token_is_said_without_showing_it(token: str) -> None:
    said = complaints(DISCORD_TOKEN=token)
    assert "not shown" in said
    assert token not in said
    assert TOKEN not in said


def test_blanks_around_a_token_are_no_part_of_it() -> None:
    assert read_settings({"DISCORD_TOKEN": f" {TOKEN}\n"}).token == TOKEN


def test_no_password_and_no_token_is_shown_anywhere() -> None:
    said = complaints(
        DATABASE_URL="postgresql:me:hunter2@host/db",
        FETCH_PROXY="http://me:hunter2@proxy/path x",
        DISCORD_TOKEN="hunter2",
    )
    said += complaints(DATABASE_URL="mysql://me:hunter2@host/db")
    assert "hunter2" not in said
    assert TOKEN not in repr(read_settings({"DISCORD_TOKEN": TOKEN}))
    address = "postgresql://me:hunter2@host/db"
    settings = read_settings({"DATABASE_URL": address})
    assert settings.database_url == address
    assert "hunter2" not in repr(settings)


def test_the_environment_beats_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f'# a comment\nDISCORD_TOKEN="{TOKEN}"\nLOG_LEVEL=WARNING\nOWNER_IDS={ID}\nUNKNOWN=${{HOME}}\n')
    settings = read_settings({"LOG_LEVEL": "ERROR"}, file)
    assert (settings.token, settings.log_level, settings.owner_ids) == (TOKEN, "ERROR", frozenset({int(ID)}))
    assert read_settings({}, tmp_path / "none") == Settings()


def test_a_file_that_cannot_be_read_is_a_complaint(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"LOG_LEVEL=\xff\xfe\x00")
    with pytest.raises(BadSettings, match="cannot be read"):
        read_settings({"LOG_LEVEL": "INFO"}, file)


def test_the_example_explains_every_setting_and_changes_nothing() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert set(KEYS.values()) == {field.name for field in fields(Settings)}
    assert set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)) == set(KEYS)
    for paragraph in text.split("\n\n")[1:]:
        assert paragraph.startswith("# "), paragraph
    assert read_settings({}, EXAMPLE) == Settings()
