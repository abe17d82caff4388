"""Settings, from the environment and a `.env` file; all complaints at once, each with its cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set. The token never shows in its repr."""

    token: str = field(default="", repr=False)
    database_url: str = "sqlite:///data/tieup.sqlite3"
    seeds: Path | None = None
    """The folder of briefs that fills an empty library; None means the project's own seeds/."""
    owner_ids: frozenset[int] = frozenset()
    dev_guild_id: int = 0
    log_level: str = "INFO"
    shard_count: int = 0
    shard_ids: tuple[int, ...] = ()
    fetch_proxy: str = ""
    now: datetime | None = None
    """Where the clock starts, for tests; None means the real one."""


def read_settings(environment: Mapping[str, str], env_file: Path | None = None) -> Settings:
    """Read the settings; the environment beats the file. BadSettings tells everything that is wrong."""
    raise NotImplementedError
