"""Deadlines as an iCalendar file (RFC 5545): those that are exact to the day, for a vague one would lie in a calendar.

Each is a whole day without a time zone. Its id is made of what is owed, so that a calendar that takes the file in again
finds the same entry and doubles nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.answers import File

NAME = "deadlines.ics"
WIDEST = 75
"""Octets of a line; longer ones go on in the next, after a space."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due: in few words, where it stands ("#12"), and in more words."""

    on: date
    summary: str
    label: str
    told: str = ""


def calendar_file(deadlines: Iterable[Deadline], now: datetime) -> tuple[File, ...]:
    """The deadlines as a file; none where there is none."""
    events = [line for deadline in deadlines for line in _event(deadline, now)]
    if not events:
        return ()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tieup//Deadlines//EN", *events, "END:VCALENDAR"]
    text = "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))
    return (File(NAME, text.encode("utf-8"), "deadlines for a calendar"),)


def _event(deadline: Deadline, now: datetime) -> Iterator[str]:
    written = f"{deadline.label} {deadline.on} {deadline.summary}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(written.encode()).hexdigest()[:24]}@tieup"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{deadline.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{deadline.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{deadline.summary} ({deadline.label})')}"
    if deadline.told:
        yield f"DESCRIPTION:{_escaped(deadline.told)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """Text as the format wants it: its own signs with a backslash, no bare line break."""
    return re.sub(r"([\\;,])", r"\\\1", " ".join(text.split()))


def _folded(line: str) -> Iterator[str]:
    """A line in as many as its octets need, never within a character."""
    part = ""
    for mark in line:
        if len((part + mark).encode("utf-8")) > WIDEST:
            yield part
            part = " "
        part += mark
    yield part
