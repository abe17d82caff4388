"""The whole tool and the whole bot on PostgreSQL: the same answers as on a file, and one sentence where it is away."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from tests.faces.running import MEMBER, clean, quick, running
from tests.faces.test_terminal import tieup
from tests.postgres import Postgres

pytestmark = pytest.mark.slow


def test_every_answer_is_the_same_on_either_database(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.new_url()
    lines = (
        "/deal foxconn\n/deals words:racks\n/partners openai\n/dates foxconn\n/commitments openai\n/ask foxconn deals\n"
    )
    on_file = tieup(tmp_path, "console", typed=lines)
    on_server = tieup(tmp_path, "console", typed=lines, DATABASE_URL=url)
    assert on_server.returncode == 0, on_server.stderr
    assert on_server.stdout == on_file.stdout
    assert "racks" in on_server.stdout
    exported = tieup(tmp_path, "export", DATABASE_URL=url).stdout
    assert exported == tieup(tmp_path, "export").stdout
    assert "3 articles" in tieup(tmp_path, "backup", "kept.backup", DATABASE_URL=url).stdout
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert "3 articles" in tieup(tmp_path, "restore", "kept.backup", DATABASE_URL=other).stdout
    assert tieup(tmp_path, "export", DATABASE_URL=other).stdout == exported


def test_doctor_tells_where_it_is_and_what_is_wrong_without_the_password(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.new_url().replace("postgres:@", "postgres:sesame@")
    done = tieup(tmp_path, "doctor", DATABASE_URL=url)
    assert re.search(r"ok +library: postgresql://.*/tests\?search_path=\w+, \d+ deals from 3 articles", done.stdout)
    away = tieup(tmp_path, "doctor", DATABASE_URL="postgresql://me:sesame@127.0.0.1:9/library")
    assert re.search(r"CURE +library: PostgreSQL cannot be reached at postgresql://127.0.0.1:9/library\.", away.stdout)
    assert "sesame" not in done.stdout + done.stderr + away.stdout + away.stderr


async def test_the_bot_answers_and_notes_its_servers(tmp_path: Path, postgres: Postgres) -> None:
    url = await postgres.new_url_here()
    async with running(tmp_path, DATABASE_URL=url) as discord:
        answer = quick(await discord.slash(*MEMBER, "deal", {"company": "foxconn"}))
        assert "OpenAI" in answer.text
        schema = url.rpartition("=")[2]
        for _ in range(50):
            rows = await postgres.run_here(f"select name from {schema}.servers where joined_at is not null")
            jobs = await postgres.run_here(f"select job, error from {schema}.heartbeats")
            if rows and jobs:
                break
            await asyncio.sleep(0.1)
        assert [row["name"] for row in rows] == ["Testers"]
        assert jobs
        assert not [row["error"] for row in jobs if row["error"]]
        clean(discord)
