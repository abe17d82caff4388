"""What an admin types for a digest: a time of day, a zone, days of the week, kinds of deals.

Each reader gives the value as it is kept, or says what was wrong with an example that works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from zoneinfo import available_timezones

from bot.answers.lines import nearest, shortened
from bot.answers.wording import kind_word
from bot.errors import BadInput
from bot.language.wording import say_list
from bot.model import KINDS, Kind

CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?", re.IGNORECASE)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GROUPS = {
    "every day": range(7),
    "daily": range(7),
    "all": range(7),
    "weekdays": range(5),
    "workdays": range(5),
    "weekends": range(5, 7),
    "weekend": range(5, 7),
}


def read_clock(text: str) -> str:
    """A wall time as "08:30"; BadInput with an example otherwise."""
    match = CLOCK.fullmatch(text.strip())
    wrong = BadInput(f"“{shortened(text)}” is no time of day.", "Try time:08:30.")
    if match is None:
        raise wrong
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if (half and not 1 <= hour <= 12) or (not half and match[2] is None):
        raise wrong
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        return time(hour, minute).isoformat("minutes")
    except ValueError:
        raise wrong from None


def read_zone(text: str) -> str:
    """An IANA zone by its name, or by its city; BadInput with the nearest otherwise."""
    wanted = text.strip().replace(" ", "_").casefold()
    names = zones()
    if wanted in names:
        return names[wanted]
    cities = [name for name in names.values() if name.split("/")[-1].casefold() == wanted]
    if len(cities) == 1:
        return cities[0]
    near = cities or [names[name] for name in nearest(wanted, list(names))] or by_city(wanted)
    hint = f"Did you mean {say_list(near[:3], 'or')}?" if near else "Try zone:Europe/Berlin."
    raise BadInput(f"There is no time zone “{shortened(text)}”.", hint)


def by_city(wanted: str) -> list[str]:
    """Zones whose city is spelled nearly so."""
    cities = {name.split("/")[-1]: zone for name, zone in zones().items() if "/" in name}
    return [cities[city] for city in nearest(wanted, list(cities))]


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Every IANA zone, by its folded name."""
    names = sorted(name for name in available_timezones() if not name.startswith(("Etc/GMT", "SystemV", "localtime")))
    return {name.casefold(): name for name in names}


def read_days(text: str) -> frozenset[int]:
    """Days of the week: "every day", "weekdays", "mon, wed", "mon-thu"; BadInput with an example otherwise."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return frozenset(range(7))
    if plain in GROUPS:
        return frozenset(GROUPS[plain])
    days: set[int] = set()
    for part in re.split(r"\s*(?:,|;|\band\b|\s)\s*", re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", plain)):
        if part:
            days |= set(_span_of_days(part))
    if not days:
        raise _no_day(text)
    return frozenset(days)


def _span_of_days(part: str) -> Iterable[int]:
    first, dash, last = part.partition("-")
    start = _weekday(first)
    stop = _weekday(last) if dash else start
    return [day % 7 for day in range(start, stop + 1 if stop >= start else stop + 8)]


def _weekday(text: str) -> int:
    found = [number for number, name in enumerate(WEEKDAYS) if len(text) >= 2 and name.casefold().startswith(text)]
    # "thurs", "tues", "weds" begin no name's first letters alone, but are what people write.
    found = found or [number for number, name in enumerate(WEEKDAYS) if text.rstrip("s")[:3] == name[:3].casefold()]
    if len(found) != 1:
        raise _no_day(text)
    return found[0]


def _no_day(text: str) -> BadInput:
    return BadInput(f"“{shortened(text)}” is no day of the week.", "Try days:weekdays, or days:mon,thu.")


def read_kinds(text: str) -> frozenset[Kind]:
    """Kinds of deals in a row; BadInput with the nearest otherwise."""
    kinds: set[Kind] = set()
    for part in (part for part in re.split(r"\s*[,;]\s*", text.strip()) if part):
        wanted = part.casefold().replace(" ", "_").removesuffix("s")
        match = [kind for kind in KINDS if kind.removesuffix("s") == wanted]
        if not match:
            near = nearest(part, [kind_word(kind) for kind in KINDS], limit=1) or [kind_word(kind) for kind in KINDS]
            raise BadInput(f"“{shortened(part)}” is no kind of deal.", f"Try {say_list(near, 'or')}.")
        kinds.update(match)
    return frozenset(kinds)
