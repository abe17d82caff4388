"""When a digest is due, against a second way of reckoning it: every IANA zone, every day from 2025 to 2027.

The second way knows no rules of gaps and doubled hours: it looks for the first moment at which the clock on the wall
shows the time, or has gone past it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.answers.schedule import due, instant
from bot.model import Digest

ZONES = sorted(available_timezones() - {"localtime"})
FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
PLAIN = (time(0, 0), time(8, 30))
MINUTE = timedelta(minutes=1)


def shown(zone: ZoneInfo, at: datetime) -> datetime:
    """What the clock on the wall shows."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def changes(zone: ZoneInfo) -> list[datetime]:
    """The moments at which a zone's clock is put forward or back, found by looking at it every hour."""
    found = []
    at = datetime(2024, 12, 30, tzinfo=UTC)
    while at < datetime(2028, 1, 3, tzinfo=UTC):
        # No clock is changed twice within a day, so that days alike at both ends need no closer look.
        step = timedelta(days=1)
        if shown(zone, at + step) - shown(zone, at) != step:
            while shown(zone, at + step) - shown(zone, at) != step and step > MINUTE:
                half = step / 2
                at, step = (at, half) if shown(zone, at + half) - shown(zone, at) != half else (at + half, half)
            moment = at + step
            moment = next(
                one
                for second in range(-180, 181)
                if shown(zone, one := moment.replace(microsecond=0) + timedelta(seconds=second))
                - shown(zone, one - timedelta(seconds=1))
                != timedelta(seconds=1)
            )
            found.append(moment)
            at = moment.replace(hour=0, minute=0, second=0) + timedelta(days=1)
        else:
            at += step
    return found


def first_seen(zone: ZoneInfo, wanted: datetime, changed: list[datetime]) -> datetime:
    """The first moment at which the wall shows this time or a later one."""
    near = [moment for moment in changed if abs(moment.replace(tzinfo=None) - wanted) < timedelta(days=3)]
    offsets = {(wanted + timedelta(days=days)).replace(tzinfo=zone).utcoffset() for days in (-2, 2)}
    moments = [*near, *((wanted - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None)]
    return min(moment for moment in moments if shown(zone, moment) >= wanted)


def hard_times(zone: ZoneInfo, moment: datetime) -> Iterator[tuple[date, time]]:
    """Dates and wall times in the gap or the doubled hour at a change, at its edges, and around it."""
    before, after = shown(zone, moment - timedelta(seconds=1)) + timedelta(seconds=1), shown(zone, moment)
    low, high = min(before, after), max(before, after)
    for at in (low - MINUTE, low, low + MINUTE, low + (high - low) / 2, high - MINUTE, high, high + MINUTE):
        whole = at.replace(second=0, microsecond=0)
        yield whole.date(), whole.time()


def check(name: str, days: list[date]) -> int:
    """Compare both ways for a zone; how many times of day were compared."""
    zone = ZoneInfo(name)
    changed = changes(zone)
    cases = {(day, wall) for day in days for wall in PLAIN}
    cases |= {case for moment in changed for case in hard_times(zone, moment) if FIRST <= case[0] <= LAST}
    for day, wall in cases:
        wanted = first_seen(zone, datetime.combine(day, wall), changed)
        assert instant(day, wall, name) == wanted, (name, day, wall)
    return len(cases)


def each_day_once(name: str, wall: str, step: timedelta) -> None:
    """Ticks from the first day to the last: every date is due, once, in order."""
    digest = Digest(1, 2, wall, name, set_at=datetime(2024, 1, 1, tzinfo=UTC))
    at, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found: list[date] = []
    while at < end:
        found += [one.local_date for one in due(digest, after=at, now=at + step)]
        at += step
    assert found == [found[0] + timedelta(days=number) for number in range(len(found))], name
    assert len(found) >= 1_095, name


@pytest.mark.parametrize("name", ZONES[::60])
def test_some_zones_every_tenth_day_and_all_their_changes(name: str) -> None:
    assert check(name, DAYS[::10]) > 200


def test_the_changes_are_found() -> None:
    berlin = changes(ZoneInfo("Europe/Berlin"))
    assert [moment.isoformat() for moment in berlin[:2]] == ["2025-03-30T01:00:00+00:00", "2025-10-26T01:00:00+00:00"]
    assert len(berlin) == 6
    assert len(changes(ZoneInfo("Africa/Casablanca"))) == 6
    assert changes(ZoneInfo("Asia/Kolkata")) == []


@pytest.mark.long
def test_every_zone_every_day() -> None:
    assert sum(check(name, DAYS) for name in ZONES) > len(ZONES) * len(DAYS) * len(PLAIN)


@pytest.mark.long
@pytest.mark.parametrize("wall", ["00:00", "02:30", "23:45"])
def test_every_zone_has_each_day_once(wall: str) -> None:
    for name in ZONES:
        each_day_once(name, wall, timedelta(hours=61))
