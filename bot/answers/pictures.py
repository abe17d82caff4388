"""Pictures of answers: what is to be drawn, as a filled-in specification, and in words for those who cannot see it.

A picture shows nothing that the answer's text does not say. How things look stands in `specs/`, where they stand in
`layout`; drawing itself is done outside (`Ask.draw`), and where it cannot be done the text stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from bot.answers import Ask, File
from bot.answers import layout as places
from bot.answers.layout import MIDDLE, WIDTH, Spot
from bot.answers.wording import count, shown
from bot.language.wording import say_list
from bot.model import Kind

Tone = Literal["money", "trade", "together"]
Data = list[dict[str, Any]]

MOST_AROUND = 39
"""Forty companies with the one in the middle: more could not be read."""
MOST_STATIONS = 14
TALLEST = 1_500
NAME = 28
LONGEST = 120
ALT = 900
TONES: Mapping[Kind, Tone] = {
    "acquisition": "money",
    "investment": "money",
    "financing": "money",
    "pledge": "money",
    "supply": "trade",
    "services": "trade",
    "licensing": "trade",
    "joint_venture": "together",
    "partnership": "together",
}
LEGEND: Mapping[Tone, str] = {"money": "capital", "trade": "supply", "together": "partnership"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is not drawn yet."""

    name: str
    spec: str
    alt: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A company around the one in the middle, in so many deals with it."""

    name: str
    deals: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Step:
    """A company in a chain, and how it is tied to the next; `under` is small print, like a deal's number."""

    name: str
    verb: str = ""
    under: str = ""
    tone: Tone = "together"
    directed: bool = False


async def drawn(ask: Ask, picture: Picture | None, about: str = "") -> tuple[File, ...]:
    """The picture as a file to go along, named after what it is about; none where nothing can be drawn here."""
    data = await ask.draw(picture.spec) if picture is not None else b""
    if picture is None or not data:
        return ()
    words = re.findall(r"[a-z0-9]+", f"{picture.name} {about}".casefold())
    return (File(f"{'-'.join(words)[:60]}.png", data, picture.alt),)


def filled(name: str, height: float, **data: Data) -> str:
    """A specification with its numbers."""
    spec = json.loads(_template(name))
    spec["width"], spec["height"] = WIDTH, min(round(height), TALLEST)
    for table in spec["data"]:
        table["values"] = [{**row, **_clean(row)} for row in data.get(table["name"], [])]
    return json.dumps(spec, ensure_ascii=False, sort_keys=True)


def _clean(row: Mapping[str, Any]) -> dict[str, str]:
    """The writing in a row, without signs that steer or turn, and no longer than any picture is wide."""
    return {name: shown(row[name], LONGEST) for name in ("text", "day") if name in row}


@lru_cache(maxsize=8)
def _template(name: str) -> str:
    return resources.files("bot.answers").joinpath("specs", f"{name}.json").read_text("utf-8")


def word(x: float, y: float, text: str, limit: float, **look: Any) -> dict[str, Any]:
    """One piece of writing; what is too wide for `limit` ends in "…"."""
    plain = {"align": "left", "tone": "plain", "size": 15, "weight": "normal"}
    return {**plain, "x": x, "y": y, "text": text, "limit": limit, **look}


def title(text: str) -> dict[str, Any]:
    """What a picture shows, at its top."""
    return word(14, 22, shown(text, 60), WIDTH - 28, size=17, weight="bold")


def said(text: str) -> str:
    """What a picture shows, for those who cannot see it."""
    return shown(text, ALT)


def network(company: str, around: Sequence[Neighbour], among: Iterable[tuple[int, int, Tone]] = ()) -> Picture | None:
    """A company with those around it, and what ties these to one another (by their places in `around`)."""
    around = around[:MOST_AROUND]
    if not around:
        return None
    pill = _pill(Spot(MIDDLE, 0), company)
    spots, height = places.around(len(around), pill["width"])
    middle = Spot(MIDDLE, (height + places.TOP - places.FOOT) / 2)
    rim = [
        {**_link(places.bow(spots[a], spots[b], _inwards(spots[a], spots[b], middle)), tone), "opacity": 0.55}
        for a, b, tone in among
        if a < len(spots) and b < len(spots)
    ]
    spokes = [
        _link(places.line(middle, spot), one.tone, min(6.0, 1.6 + one.deals))
        for spot, one in zip(spots, around, strict=True)
    ]
    key, meant = _legend({link["tone"] for link in (*rim, *spokes)}, height)
    words = [title(f"{company} and {count(len(around), 'other company')}"), *map(_name, spots, around), *meant]
    nodes = [
        {"x": spot.x, "y": spot.y, "size": 90 + 40 * min(6, one.deals)} for spot, one in zip(spots, around, strict=True)
    ]
    pills = [{**pill, "y": middle.y}]
    spec = filled("graph", height, links=[*rim, *spokes, *key], nodes=nodes, pills=pills, words=words)
    listed = [f"{one.name} ({count(one.deals, 'deal')})" for one in around]
    return Picture("network", spec, said(f"{company} in the middle, tied to {say_list(listed)}."))


def _inwards(one: Spot, other: Spot, middle: Spot) -> tuple[float, float]:
    """Where a way between two companies of the rim bends to: inwards, on one side well off the spokes' middle."""
    if one.left == other.left:
        return (one.x + other.x) / 2 + (56 if one.left else -56), (one.y + other.y) / 2
    return middle.x, (one.y + other.y) / 2 + (18 if one.y < other.y else -18)


def _link(path: str, tone: Tone, width: float = 1.6) -> dict[str, Any]:
    return {"path": path, "tone": tone, "width": width, "opacity": 0.9}


def _name(spot: Spot, one: Neighbour) -> dict[str, Any]:
    times = f" ({one.deals:,})" if one.deals > 1 else ""
    x = spot.x - 12 if spot.left else spot.x + 12
    limit = x - 6 if spot.left else WIDTH - x - 6
    return word(x, spot.y, f"{shown(one.name, NAME)}{times}", limit, align="right" if spot.left else "left")


def _pill(spot: Spot, name: str) -> dict[str, Any]:
    text = shown(name, NAME)
    wide = sum(15.5 if ord(sign) > 0x2E80 else 9 for sign in text) + 26
    return {"x": spot.x, "y": spot.y, "text": text, "width": max(56, min(140, round(wide)))}


def _legend(tones: set[str], height: float) -> tuple[Data, Data]:
    """What the lines mean, as far as there are such lines: a piece of each, and words."""
    y, wide = height - 18, (WIDTH - 28) / 3
    told = [(tone, words) for tone, words in LEGEND.items() if tone in tones]
    left = [round(14 + number * wide, 2) for number in range(len(told))]
    key = [_link(f"M{x},{y}L{x + 18},{y}", tone, 2.4) for x, (tone, _) in zip(left, told, strict=True)]
    meant = [word(x + 24, y, text, wide - 28, tone=tone, size=13.5) for x, (tone, text) in zip(left, told, strict=True)]
    return key, meant


def chains(heading: str, found: Sequence[Sequence[Step]], name: str) -> Picture | None:
    """Chains from top to bottom; the tie of a chain's last company, where it has one, leads back to the first.

    Those that would make the picture too tall are left to the text.
    """
    found = [chain for number, chain in enumerate(found) if sum(map(len, found[: number + 1])) <= MOST_STATIONS]
    if not found:
        return None
    top, parts = 76.0, []
    for chain in found:
        parts.append(_chain(chain, top))
        top += 92 * (len(chain) - 1) + 70
    data = {table: [row for part in parts for row in part[table]] for table in ("links", "arrows", "pills", "words")}
    data["words"].insert(0, title(heading))
    spec = filled("graph", top - 30, **data)
    return Picture(name, spec, said(f"{heading}: {'; '.join(map(_in_words, found))}."))


def _chain(chain: Sequence[Step], top: float) -> dict[str, Data]:
    """The companies of a chain below one another, and what ties each to the next."""
    spots = [Spot(MIDDLE + 18, top + 92 * number) for number in range(len(chain))]
    part: dict[str, Data] = {"links": [], "arrows": [], "words": []}
    part["pills"] = [_pill(spot, step.name) for spot, step in zip(spots, chain, strict=True)]
    for step, here, there in zip(chain, spots, spots[1:], strict=False):
        start, end = Spot(here.x, here.y + 18), Spot(there.x, there.y - 23)
        part["links"].append(_link(places.line(start, end), step.tone, 2.4))
        part["arrows"] += [_arrow(Spot(end.x, end.y - 1), start, end, step.tone)] if step.directed else []
        part["words"] += _tie(here.x + 14, (here.y + there.y) / 2, step, WIDTH - here.x - 24)
    if chain[-1].verb:
        link, arrow, words = _back(spots, part["pills"], chain[-1])
        part["links"].append(link)
        part["arrows"].append(arrow)
        part["words"] += words
    return part


def _back(spots: Sequence[Spot], pills: Data, step: Step) -> tuple[dict[str, Any], dict[str, Any], Data]:
    """The way from the last company of a chain back to its first, along the left."""
    start = Spot(spots[-1].x - pills[-1]["width"] / 2 - 3, spots[-1].y)
    end = Spot(spots[0].x - pills[0]["width"] / 2 - 8, spots[0].y)
    turn = min(start.x, end.x) - 62
    path = f"M{start.x},{start.y}C{turn},{start.y} {turn},{end.y} {end.x},{end.y}"
    middle = (start.y + end.y) / 2
    limit = min(start.x, end.x) - 58
    words = [word(10, middle - 16, step.verb, limit, weight="bold")]
    for number, part in enumerate(step.under.split(", ", 1)):
        words.append(word(10, middle + 18 * number + 2, shown(part, 40), limit, tone="soft", size=13.5))
    return _link(path, step.tone, 2.4), _arrow(end, Spot(turn, end.y), end, step.tone), words


def _arrow(at: Spot, start: Spot, end: Spot, tone: Tone) -> dict[str, Any]:
    return {"x": at.x, "y": at.y, "angle": places.arrow_angle(start, end), "tone": tone}


def _tie(x: float, y: float, step: Step, limit: float) -> Data:
    return [
        word(x, y - 9, step.verb, limit, weight="bold"),
        word(x, y + 9, shown(step.under, 60), limit, tone="soft", size=13.5),
    ]


def _in_words(chain: Sequence[Step]) -> str:
    names = [*(step.name for step in chain), *([chain[0].name] if chain[-1].verb else [])]
    parts = [f"{step.name} {step.verb} {after}" for step, after in zip(chain, names[1:], strict=False) if step.verb]
    return ", ".join(parts)
