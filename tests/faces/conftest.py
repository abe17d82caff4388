"""The project's briefs in a real library, for what needs one without a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.answers.conftest import ask, db, filled, made, writes

__all__ = ["ask", "db", "filled", "library", "made", "writes"]


@pytest.fixture
def library(made: Path, tmp_path: Path) -> str:
    """A copy of it."""
    return f"sqlite:///{shutil.copy(made / 'seeds.sqlite3', tmp_path)}"
