"""When a digest is due: pure arithmetic of wall times, zones and days.

A digest is due once on each of its days, at its wall time in its IANA zone. A wall time that a clock change leaves
out moves to the first instant after the gap; one that comes twice is the first of the two. Who has been served
already is the store's to know, what is posted `digest`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model import Digest

WINDOW = timedelta(hours=12)
"""So long after its hour a digest is still posted; later it is skipped."""

ON_TIME = timedelta(minutes=10)
"""A digest posted later than this after its hour says that it is late."""

LOOK_BACK = timedelta(days=8)
"""Digests missed longer ago than this are not even noted as skipped."""


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that is due: on which local date, since when, and whether it is late or already missed."""

    local_date: date
    at: datetime
    late: bool = False
    missed: bool = False


def due(digest: Digest, *, after: datetime, now: datetime) -> tuple[Due, ...]:
    """What has become due after one instant (the last post, or the setting) and until now; the earliest first."""
    first = max(after, now - LOOK_BACK)
    return tuple(
        Due(day, at, late=now - at > ON_TIME, missed=now - at > WINDOW)
        for day, at in _times(digest, first)
        if after < at <= now
    )


def next_due(digest: Digest, *, now: datetime) -> Due:
    """The next time that a digest is due."""
    return next(Due(day, at) for day, at in _times(digest, now) if at > now)


def local_day(digest: Digest, now: datetime) -> date:
    """Which day it is where the digest is posted."""
    return now.astimezone(ZoneInfo(digest.zone)).date()


def _times(digest: Digest, first: datetime) -> Iterator[tuple[date, datetime]]:
    """The digest's dates and instants, from about `first` on, for as long as anyone asks."""
    wall = time.fromisoformat(digest.wall_time)
    # A date may begin a day before or after UTC's, and its instant may be moved by a gap: two days are margin enough.
    day = first.astimezone(UTC).date() - timedelta(days=2)
    for offset in range(LOOK_BACK.days * 2 + 8):
        local = day + timedelta(days=offset)
        at = instant(local, wall, digest.zone) if local.weekday() in digest.days else None
        if at is not None:
            yield local, at


@lru_cache(maxsize=4096)
def instant(day: date, wall: time, zone: str) -> datetime | None:
    """The instant of a wall time on a date in a zone; None where the zone has no such date at all.

    >>> instant(date(2025, 3, 30), time(2, 30), "Europe/Berlin").isoformat()
    '2025-03-30T01:00:00+00:00'
    """
    here = ZoneInfo(zone)
    local = datetime.combine(day, wall, tzinfo=here)
    at = local.astimezone(UTC)  # fold=0: the first of two
    if at.astimezone(here).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    resumed = _end_of_gap(local)
    before = (resumed - timedelta(seconds=1)).astimezone(here).date()
    # Samoa had no 30 December 2011: there the clock jumps over the whole date, and no digest is due on it.
    return None if before < day < resumed.astimezone(here).date() else resumed


def _end_of_gap(local: datetime) -> datetime:
    """The first instant after the gap that swallowed a wall time, by halving between the two offsets around it."""
    early, late = local.replace(fold=1).astimezone(UTC), local.replace(fold=0).astimezone(UTC)
    offset_after = late.astimezone(local.tzinfo).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=1) // 2)
        if middle.astimezone(local.tzinfo).utcoffset() == offset_after:
            late = middle
        else:
            early = middle
    return late
