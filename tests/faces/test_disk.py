"""A disk that takes no more, for real: the whole tool is run with a limit on what it may write to any file."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.faces.running import environment

pytestmark = pytest.mark.slow


def tieup(folder: Path, *arguments: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `tieup` in a folder; with a limit, no file may grow beyond so many bytes."""

    def before() -> None:
        if limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**os.environ, **environment(folder), "DISCORD_TOKEN": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=before,
    )


def told_once(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("tieup: The disk ")


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as library:
        assert library.execute("pragma integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("limit", [1_000, 20_000, 200_000, 500_000])
def test_a_disk_that_is_full_at_any_point_of_the_first_start_harms_nothing(tmp_path: Path, limit: int) -> None:
    told_once(tieup(tmp_path, "ask", "/deal foxconn", limit=limit))
    sound(tmp_path / "library.sqlite3")
    told_once(tieup(tmp_path, "ask", "/deal foxconn", limit=limit))
    done = tieup(tmp_path, "ask", "/deal foxconn")
    assert done.returncode == 0, done.stderr
    assert "OpenAI" in done.stdout
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as library:
        assert library.execute("select count(*), count(distinct path) from articles").fetchone() == (3, 3)


def test_a_backup_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    assert tieup(tmp_path, "ask", "/deal foxconn").returncode == 0
    before = set(tmp_path.iterdir())
    told_once(tieup(tmp_path, "backup", "kept.backup", limit=200_000))
    assert set(tmp_path.iterdir()) == before
    assert "3 articles" in tieup(tmp_path, "backup", "kept.backup").stdout
    content = (tmp_path / "kept.backup").read_bytes()
    told_once(tieup(tmp_path, "restore", "kept.backup", "--overwrite", limit=200_000))
    assert (tmp_path / "kept.backup").read_bytes() == content
    assert "OpenAI" in tieup(tmp_path, "ask", "/deal foxconn").stdout
