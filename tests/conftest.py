"""What holds for every test: no network but this machine's own, and the same generated cases each time in CI."""

from __future__ import annotations

import os

import hypothesis
import pytest
import pytest_socket

hypothesis.settings.register_profile("repeatable", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("repeatable")


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """A test that reaches for the internet fails, wherever it runs."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
