"""What admins type for a digest: times, zones, days and kinds, in the forms that people use."""

from __future__ import annotations

import pytest

from bot.answers.typed import read_clock, read_days, read_kinds, read_zone
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("08:30", "08:30"),
        ("8:30", "08:30"),
        (" 8.30 ", "08:30"),
        ("8h30", "08:30"),
        ("20:05", "20:05"),
        ("8am", "08:00"),
        ("8:30 PM", "20:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("00:00", "00:00"),
    ],
)
def test_times(typed: str, wanted: str) -> None:
    assert read_clock(typed) == wanted


@pytest.mark.parametrize("typed", ["", "8", "25:00", "08:60", "13pm", "0am", "soon", "8:3", "٠٨:٣٠x", "8:30 CET"])
def test_no_times(typed: str) -> None:
    with pytest.raises(BadInput) as error:
        read_clock(typed)
    assert "time:08:30" in str(error.value)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("tokyo", "Asia/Tokyo"),
    ],
)
def test_zones(typed: str, wanted: str) -> None:
    assert read_zone(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Europe/Berln", "Europe/Berlin"), ("Berln", "Europe/Berlin"), ("middle earth", "Europe/Berlin"), ("", "Europe")],
)
def test_no_zones(typed: str, near: str) -> None:
    with pytest.raises(BadInput) as error:
        read_zone(typed)
    assert near in str(error.value)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", {0, 1, 2, 3, 4, 5, 6}),
        ("every day", {0, 1, 2, 3, 4, 5, 6}),
        ("Weekdays", {0, 1, 2, 3, 4}),
        ("weekends", {5, 6}),
        ("monday", {0}),
        ("mon, thu", {0, 3}),
        ("Mon and Thurs", {0, 3}),
        ("mon-wed", {0, 1, 2}),
        ("mon to wed", {0, 1, 2}),
        ("sat-mon", {5, 6, 0}),
        ("tues fri", {1, 4}),
    ],
)
def test_days(typed: str, wanted: set[int]) -> None:
    assert read_days(typed) == wanted


@pytest.mark.parametrize("typed", ["someday", "m", "mon-", "1", ","])
def test_no_days(typed: str) -> None:
    with pytest.raises(BadInput) as error:
        read_days(typed)
    assert "days:weekdays" in str(error.value)


def test_kinds() -> None:
    assert read_kinds("supply, services; joint ventures") == {"supply", "services", "joint_venture"}
    assert read_kinds("Service") == {"services"}
    assert read_kinds("") == frozenset()
    with pytest.raises(BadInput) as error:
        read_kinds("supplly")
    assert "supply" in str(error.value)
