"""When a digest is due: exactly once on each of its local dates, whatever the clocks of its zone do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.schedule import ON_TIME, WINDOW, due, instant, local_day, next_due
from bot.model import Digest

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"localtime"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def digest(wall_time: str, zone: str, days: range = range(7)) -> Digest:
    return Digest(1, 2, wall_time, zone, frozenset(days), set_at=LONG_AGO)


@pytest.mark.parametrize(
    ("day", "wall", "zone", "wanted"),
    [
        # The gap: the first instant after it. The doubled hour: the first of the two. North, then south.
        ("2025-03-30", "02:30", "Europe/Berlin", "2025-03-30T03:00+02:00"),
        ("2025-03-30", "02:00", "Europe/Berlin", "2025-03-30T03:00+02:00"),
        ("2025-03-30", "01:59", "Europe/Berlin", "2025-03-30T01:59+01:00"),
        ("2025-03-30", "03:00", "Europe/Berlin", "2025-03-30T03:00+02:00"),
        ("2025-10-26", "02:30", "Europe/Berlin", "2025-10-26T02:30+02:00"),
        ("2025-03-09", "02:15", "America/New_York", "2025-03-09T03:00-04:00"),
        ("2025-11-02", "01:30", "America/New_York", "2025-11-02T01:30-04:00"),
        ("2025-10-05", "02:30", "Australia/Sydney", "2025-10-05T03:00+11:00"),
        ("2026-04-05", "02:30", "Australia/Sydney", "2026-04-05T02:30+11:00"),
        ("2025-09-07", "00:30", "America/Santiago", "2025-09-07T01:00-03:00"),
        ("2025-04-05", "23:30", "America/Santiago", "2025-04-05T23:30-03:00"),
        # Half an hour only; a gap at midnight; a gap that runs into the next day.
        ("2025-10-05", "02:15", "Australia/Lord_Howe", "2025-10-05T02:30+11:00"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-05T01:45+11:00"),
        ("2025-04-25", "00:00", "Africa/Cairo", "2025-04-25T01:00+03:00"),
        ("2025-03-29", "23:30", "America/Nuuk", "2025-03-30T00:00-01:00"),
        # No clock change at all.
        ("2025-06-01", "08:30", "Asia/Kolkata", "2025-06-01T08:30+05:30"),
        ("2025-06-01", "08:30", "Pacific/Kiritimati", "2025-06-01T08:30+14:00"),
    ],
)
def test_a_wall_time_is_one_instant(day: str, wall: str, zone: str, wanted: str) -> None:
    assert instant(date.fromisoformat(day), time.fromisoformat(wall), zone) == at(wanted)


def test_a_date_that_a_zone_leaves_out_has_no_digest() -> None:
    samoa = digest("08:00", "Pacific/Apia")
    found = due(samoa, after=at("2011-12-29T00:00-10:00"), now=at("2012-01-01T12:00+14:00"))
    assert [one.local_date.day for one in found] == [29, 31, 1]


def test_due_once_and_not_before() -> None:
    berlin = digest("08:30", "Europe/Berlin")
    yesterday = at("2025-11-20T08:30+01:00")
    assert due(berlin, after=yesterday, now=at("2025-11-21T08:29:59+01:00")) == ()
    (one,) = due(berlin, after=yesterday, now=at("2025-11-21T08:30+01:00"))
    assert (one.local_date, one.late, one.missed) == (date(2025, 11, 21), False, False)
    assert due(berlin, after=one.at, now=at("2025-11-21T23:00+01:00")) == ()


def test_late_within_its_window_and_missed_after() -> None:
    berlin = digest("08:30", "Europe/Berlin")
    after, hour = at("2025-11-20T08:30+01:00"), at("2025-11-21T08:30+01:00")
    for delay, late, missed in [
        (ON_TIME, False, False),
        (ON_TIME + timedelta(seconds=1), True, False),
        (WINDOW, True, False),
        (WINDOW + timedelta(seconds=1), True, True),
    ]:
        (one,) = due(berlin, after=after, now=hour + delay)
        assert (one.late, one.missed) == (late, missed)


def test_days_of_downtime_are_each_noted_and_only_the_last_can_be_posted() -> None:
    berlin = digest("08:30", "Europe/Berlin")
    found = due(berlin, after=at("2025-11-17T08:30+01:00"), now=at("2025-11-21T09:00+01:00"))
    assert [(one.local_date.day, one.missed) for one in found] == [(18, True), (19, True), (20, True), (21, False)]


def test_only_on_its_days() -> None:
    weekdays = digest("08:30", "Europe/Berlin", range(5))
    friday = at("2025-11-21T08:30+01:00")
    assert due(weekdays, after=friday, now=at("2025-11-24T08:00+01:00")) == ()
    assert next_due(weekdays, now=friday).local_date == date(2025, 11, 24)
    weekly = digest("08:30", "Europe/Berlin", range(4, 5))
    assert next_due(weekly, now=friday).local_date == date(2025, 11, 28)


def test_the_day_is_the_one_where_it_is_posted() -> None:
    assert local_day(digest("08:30", "Pacific/Auckland"), at("2025-11-21T23:00+00:00")) == date(2025, 11, 22)


@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 24 * 60 - 1),
    start=st.integers(0, 900 * 24 * 3600),
    ticks=st.lists(st.integers(1, 30 * 3600), min_size=5, max_size=40),
)
def test_each_local_date_is_due_exactly_once(zone: str, minute: int, start: int, ticks: list[int]) -> None:
    """Ticks come at any pace; what is due between two of them adds up to every date once, in order."""
    one = digest(f"{minute // 60:02d}:{minute % 60:02d}", zone)
    last = first = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=start)
    found: list[date] = []
    for seconds in ticks:
        now = last + timedelta(seconds=seconds)
        found += [each.local_date for each in due(one, after=last, now=now)]
        assert next_due(one, now=now).at > now
        last = now
    assert found == sorted(set(found))
    here, wall = ZoneInfo(zone), time.fromisoformat(one.wall_time)
    days = [first.astimezone(here).date() + timedelta(days=offset) for offset in range(-2, 54)]
    whole = [day for day in days if (when := instant(day, wall, zone)) is not None and first < when <= last]
    assert found == whole


@given(
    zone=st.sampled_from(ZONES), minute=st.integers(0, 24 * 60 - 1), day=st.dates(date(2025, 1, 1), date(2027, 12, 31))
)
def test_an_instant_shows_its_wall_time_unless_the_clock_skipped_it(zone: str, minute: int, day: date) -> None:
    wall = time(minute // 60, minute % 60)
    when = instant(day, wall, zone)
    assert when is not None
    here = ZoneInfo(zone)
    shown = when.astimezone(here).replace(tzinfo=None)
    wanted = datetime.combine(day, wall)
    if shown != wanted:  # in a gap: later on the clock, by less than the gap, and a second earlier it was before it
        before = (when - timedelta(seconds=1)).astimezone(here).replace(tzinfo=None)
        assert before < wanted < shown
    else:  # of two such instants the first: an hour earlier the clock showed another time
        assert all(
            (when - timedelta(minutes=gap)).astimezone(here).replace(tzinfo=None) != wanted for gap in (30, 60, 120)
        )
