"""Pictures along a scale: what happens when, and who owes how much. Like `pictures`, whose `Picture` they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from bot.answers import layout as places
from bot.answers.layout import WIDTH
from bot.answers.pictures import Data, Picture, filled, said, title, word
from bot.answers.wording import shown
from bot.language.dates import say_day
from bot.model import Day

MOST_EVENTS = 12
MOST_BARS = 12
MOST_MEASURES = 3
ROW = 44
AXIS_TOP, AXIS_FOOT = 56, 62


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day; `due` where it lies ahead or is a deadline, `tone` how sure it is."""

    on: date
    day: str
    text: str
    tone: Literal["past", "firm", "planned", "today"] = "past"
    due: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A commitment with a number, in words and as a size within its measure (a currency or a unit)."""

    label: str
    amount: str
    size: Decimal
    measure: str
    tone: Literal["firm", "planned"]


def timeline(heading: str, moments: Iterable[Moment], today: date) -> Picture | None:
    """The moments nearest to today, past above and ahead below, on an axis to scale."""
    chosen = nearest(list(moments), today)
    if not chosen:
        return None
    now = Moment(today, f"Today, {say_day(Day.of(today))}", "", "today")
    shown_here = sorted([*chosen, now], key=lambda one: (one.on, one is now))
    height = max(320, AXIS_TOP + AXIS_FOOT + len(shown_here) * ROW)
    scale = _Scale(shown_here[0].on, shown_here[-1].on, AXIS_TOP + 12, height - AXIS_FOOT)
    labels = places.apart([scale.at(one.on) for one in shown_here], ROW - 4, AXIS_TOP + 12, height - AXIS_FOOT + 4)
    events = [_event(one, scale.at(one.on), label) for one, label in zip(shown_here, labels, strict=True)]
    ticks = [{"y": y, "text": text} for y, text in scale.ticks()]
    spec = filled("timeline", height, ticks=ticks, events=events, words=[title(heading), *_key(height)])
    listed = "; ".join(f"{one.day}: {one.text}" for one in chosen)
    return Picture("timeline", spec, said(f"{heading}. {now.day}. {listed}."))


def nearest(moments: Sequence[Moment], today: date) -> list[Moment]:
    """The moments nearest to today, half of them past and half ahead where there are enough, in their order."""
    order = sorted(moments, key=lambda one: one.on)
    past, ahead = [m for m in order if m.on <= today], [m for m in order if m.on > today]
    half = MOST_EVENTS // 2
    kept_past = past[-max(half, MOST_EVENTS - len(ahead)) :]
    return [*kept_past, *ahead[: MOST_EVENTS - len(kept_past)]]


def _event(one: Moment, at: float, label: float) -> dict[str, Any]:
    path = f"M52,{at}L68,{label}L80,{label}"
    return {"at": at, "label": label, "path": path, "day": one.day, "text": one.text, "tone": one.tone, "due": one.due}


def _key(height: float) -> Data:
    """What the dots mean, in words."""
    y = height - 20
    return [
        word(14, y, "● happened", 100, tone="soft", size=13.5),
        word(124, y, "○ due, firm", 100, tone="firm", size=13.5),
        word(234, y, "○ due, planned", 120, tone="planned", size=13.5),
    ]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to places."""

    first: date
    last: date
    top: float
    bottom: float

    def at(self, day: date) -> float:
        """Where a day stands."""
        span = max(1, (self.last - self.first).days)
        return round(self.top + (self.bottom - self.top) * (day - self.first).days / span, 2)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Months, quarters, years or more, as close as they can be read."""
        months = max(1, (self.last.year - self.first.year) * 12 + self.last.month - self.first.month)
        room = (self.bottom - self.top) / 26
        step = next((step for step in (1, 3, 6, 12, 24, 60, 120) if months / step <= room), 240)
        start = self.first.year * 12 + self.first.month - 1
        for number in range(start - start % step, start + months + 1, step):
            day = date(max(1, number // 12), number % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield self.at(day), f"{day:%Y}" if step >= 12 or day.month == 1 else f"{day:%b}"


def ledger(heading: str, bars: Sequence[Bar]) -> Picture | None:
    """The largest commitments as bars, each currency and unit for itself."""
    shown_bars: Data = []
    words = [title(heading)]
    y, told = 52.0, []
    for measure, found in _by_measure(bars):
        words.append(word(14, y, f"In {measure}", WIDTH - 28, tone="soft", size=13.5, weight="bold"))
        y += 26
        most = max(one.size for one in found)
        for one in found:
            words += [
                word(14, y, one.label, WIDTH - 132),
                word(WIDTH - 14, y, one.amount, 110, align="right", weight="bold"),
            ]
            shown_bars.append({"y": y + 11, "share": round(float(one.size / most), 4), "tone": one.tone})
            told.append(f"{one.label} {one.amount} ({one.tone})")
            y += ROW
        y += 8
    if not shown_bars:
        return None
    key = [
        word(14, y + 4, "■ firm", 120, tone="firm", size=13.5),
        word(120, y + 4, "□ planned", 120, tone="planned", size=13.5),
    ]
    spec = filled("ledger", y + 24, bars=shown_bars, words=[*words, *key])
    return Picture("ledger", spec, said(f"{heading}: {'; '.join(told)}."))


def _by_measure(bars: Sequence[Bar]) -> Iterator[tuple[str, list[Bar]]]:
    """The measures with most bars first, each with its largest bars, as many in all as can be read."""
    found: dict[str, list[Bar]] = {}
    for one in bars:
        if one.size > 0:
            found.setdefault(one.measure, []).append(one)
    room = MOST_BARS
    for measure, some in sorted(found.items(), key=lambda item: -len(item[1]))[:MOST_MEASURES]:
        kept = sorted(some, key=lambda one: -one.size)[:room]
        room -= len(kept)
        if kept:
            yield shown(measure, 40), kept
