"""What holds for every test: no network but this machine's own, and the same generated cases each time in CI.

`new_url` is the address of an empty library, of SQLite and, in a second run of the test marked slow, of PostgreSQL.
"""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_socket

from tests.postgres import Postgres, server

hypothesis.settings.register_profile("repeatable", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("repeatable")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, tests inherit an interrupt that is ignored, and so would the bots that they stop by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """A test that reaches for the internet fails, wherever it runs."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real PostgreSQL, one for all of pytest-xdist's workers."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    # Not among pytest's own folders: root's server runs as another user, whom pytest keeps out of them.
    with server(Path(tempfile.gettempdir(), f"tieup-{run.parent.name}-{run.name}")) as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a test may make a library."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'library.sqlite3'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.new_url()
