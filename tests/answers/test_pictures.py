"""Pictures: whatever the numbers and names, everything stands within the picture and no name meets another."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.charts import MOST_BARS, MOST_EVENTS, Bar, Moment, ledger, nearest, timeline
from bot.answers.layout import WIDTH, apart, around
from bot.answers.pictures import MOST_AROUND, MOST_STATIONS, TALLEST, Neighbour, Picture, Step, Tone, chains, network
from tests.answers.deals import HOSTILE, UNHURRIED

names = st.one_of(
    st.text(min_size=1, max_size=40), st.sampled_from(["OpenAI", "鴻海精密工業", "شركة", HOSTILE, "x" * 500, " "])
)
tones = st.sampled_from(get_args(Tone))
neighbours = st.builds(Neighbour, names, st.integers(1, 500), tones)
steps = st.builds(Step, names, st.sampled_from(["buys from", "invests in"]), names, tones, st.booleans())
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
moments = st.builds(Moment, days, names, names, st.sampled_from(["past", "firm", "planned"]), st.booleans())
sizes = st.decimals(Decimal("0.01"), Decimal(10) ** 15, places=2)
bars = st.builds(
    Bar, names, names, sizes, st.sampled_from(["USD", "EUR", "GW", "x" * 99]), st.sampled_from(["firm", "planned"])
)
TODAY = date(2025, 11, 25)


def tables(picture: Picture) -> dict[str, list[dict[str, Any]]]:
    """What a picture is drawn from; the laws that hold for any."""
    spec = json.loads(picture.spec)
    assert (spec["width"], 0 < spec["height"] <= TALLEST) == (WIDTH, True)
    assert 0 < len(picture.alt) <= 1_000
    found = {table["name"]: table["values"] for table in spec["data"]}
    for text in [picture.alt, *texts(found)]:
        assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf")]
    for row in (row for rows in found.values() for row in rows):
        assert 0 <= row.get("x", 0) <= WIDTH
        for name in ("y", "at", "label"):
            assert 0 <= row.get(name, 0) <= spec["height"]
        if row.get("align") == "right":
            assert row["x"] - row["limit"] >= 0
        elif "limit" in row:
            assert row["x"] + row["limit"] <= WIDTH
    return found


def texts(found: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    for row in (row for rows in found.values() for row in rows):
        yield from (row[name] for name in ("text", "day") if name in row)


@UNHURRIED
@given(names, st.lists(neighbours, max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), tones)))
def test_no_name_of_a_network_meets_another(
    company: str, some: list[Neighbour], among: list[tuple[int, int, Tone]]
) -> None:
    picture = network(company, some, among)
    if not some:
        assert picture is None
        return
    assert picture is not None
    found = tables(picture)
    assert len(found["nodes"]) == min(len(some), MOST_AROUND)
    for side in ("left", "right"):
        rows = sorted(word["y"] for word in found["words"] if word["align"] == side)
        assert all(below - above >= 20 for above, below in pairwise(rows)) or side == "left"
    [middle] = found["pills"]
    for node in found["nodes"]:
        assert abs(node["y"] - middle["y"]) > 16 or abs(node["x"] - middle["x"]) > middle["width"] / 2


@given(st.integers(1, MOST_AROUND), st.integers(56, 140))
def test_rows_stand_apart(number: int, wide: int) -> None:
    spots, height = around(number, wide)
    for left in (True, False):
        rows = [spot.y for spot in spots if spot.left is left]
        assert all(below - above >= 24 for above, below in pairwise(rows))
    assert all(30 < spot.y < height - 30 for spot in spots)


@UNHURRIED
@given(names, st.lists(st.lists(steps, min_size=2, max_size=9), max_size=3))
def test_chains_are_told_in_words_too(heading: str, found: list[list[Step]]) -> None:
    picture = chains(heading, found, "loops")
    assert (picture is None) == (not found)
    if picture is not None:
        told = tables(picture)
        assert len(told["pills"]) <= MOST_STATIONS
        assert len(told["pills"]) == sum(map(len, found)) or sum(map(len, found)) > MOST_STATIONS
        assert len(told["links"]) == len(told["pills"]), "each company leads on, the last back to the first"


def test_a_chain_in_words() -> None:
    picture = chains("From A to C", [[Step("A", "buys from", "#1"), Step("B", "invests in", "#2"), Step("C")]], "path")
    assert picture is not None
    assert picture.alt == "From A to C: A buys from B, B invests in C."


@UNHURRIED
@given(names, st.lists(moments, max_size=40), days)
def test_no_label_of_a_timeline_meets_another(heading: str, some: list[Moment], today: date) -> None:
    picture = timeline(heading, some, today)
    assert (picture is None) == (not some)
    if picture is not None:
        events = tables(picture)["events"]
        assert len(events) == min(len(some), MOST_EVENTS) + 1
        assert all(below["label"] - above["label"] >= 35.9 for above, below in pairwise(events))
        assert all(below["at"] >= above["at"] for above, below in pairwise(events))


@given(st.lists(moments, max_size=40), days)
def test_the_moments_shown_are_those_nearest_to_today(some: list[Moment], today: date) -> None:
    chosen = nearest(some, today)
    assert len(chosen) == min(len(some), MOST_EVENTS)
    past = sorted((one.on for one in some if one.on <= today), reverse=True)
    ahead = sorted(one.on for one in some if one.on > today)
    kept = [one.on for one in chosen]
    assert [on for on in kept if on <= today] == sorted(past[: sum(on <= today for on in kept)])
    assert [on for on in kept if on > today] == ahead[: sum(on > today for on in kept)]


@given(st.lists(st.floats(0, 1_000), max_size=20), st.integers(500, 900))
def test_apart_keeps_order_and_distance(wanted: list[float], bottom: int) -> None:
    places = apart(sorted(wanted), 20, 10, bottom)
    assert all(below - above >= 19.98 for above, below in pairwise(places))
    assert all(place <= bottom for place in places)


@UNHURRIED
@given(names, st.lists(bars, max_size=30))
def test_each_measure_has_a_scale_of_its_own(heading: str, some: list[Bar]) -> None:
    picture = ledger(heading, some)
    assert (picture is None) == (not some)
    if picture is not None:
        found = tables(picture)["bars"]
        assert 0 < len(found) <= MOST_BARS
        assert all(0 <= bar["share"] <= 1 for bar in found)
        assert sum(bar["share"] == 1 for bar in found) >= 1


def test_nothing_depends_on_chance() -> None:
    some = [Neighbour(f"Company {number}", number, "trade") for number in range(1, 9)]
    one, other = network("OpenAI", some, [(0, 3, "money")]), network("OpenAI", some, [(0, 3, "money")])
    assert one == other
    assert one is not None
    assert one.alt.startswith("OpenAI in the middle, tied to Company 1 (1 deal), Company 2 (2 deals)")
    [today] = [one for one in tables(timeline_of_one())["events"] if one["tone"] == "today"]
    assert today["day"] == "Today, 25 November 2025"


def timeline_of_one() -> Picture:
    picture = timeline("Dates", [Moment(TODAY, "21 November 2025", "Racks")], TODAY)
    assert picture is not None
    return picture
