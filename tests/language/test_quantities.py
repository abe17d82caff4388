"""Numbers of things as news writes them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies

from bot.language.amounts import QuantityFind, find_quantities
from bot.language.quantities import units
from bot.language.wording import say_quantity
from bot.model import QUALIFIERS, Quantity, Span


def told(text: str, find: QuantityFind) -> str:
    parts = [f"{find.quantity.number:f} {find.quantity.unit}"]
    if find.quantity.qualifier != "exact":
        parts.append(find.quantity.qualifier)
    if find.low is not None:
        parts.append(f"from {find.low:f}")
    if find.per:
        parts.append(f"per {find.per}")
    return f"{text[find.span.start : find.span.end]} = {' '.join(parts)}"


QUANTITIES = [
    ("OpenAI will deploy 10 GW of accelerators.", ["10 GW = 10 GW"]),
    ("6 gigawatts' worth of AMD GPUs", ["6 gigawatts = 6 GW"]),
    ("The first phase is one gigawatt.", ["one gigawatt = 1 GW"]),
    ("a gigawatt of capacity", ["a gigawatt = 1 GW"]),
    ("a 10-gigawatt campus", ["10-gigawatt = 10 GW"]),
    ("5.6GW in Ohio", ["5.6GW = 5.6 GW"]),
    ("at least 10 gigawatts of Nvidia systems", ["10 gigawatts = 10 GW at_least"]),
    ("Unit 1 gives 835 megawatts.", ["835 megawatts = 835 MW"]),
    ("28GWh of cells by 2028", ["28GWh = 28 GWh"]),
    ("50 terawatt-hours", ["50 terawatt-hours = 50 TWh"]),
    ("three 500 MW plants", ["500 MW = 500 MW"]),
    ("50,000 Nvidia GPUs", ["50,000 Nvidia GPUs = 50000 GPUs"]),
    ("a cluster of 200,000 next-generation Blackwell GPUs", ["200,000 next-generation Blackwell GPUs = 200000 GPUs"]),
    ("up to 1 million TPUs", ["1 million TPUs = 1000000 chips up_to"]),
    ("900,000 wafers a month", ["900,000 wafers = 900000 wafers per month"]),
    ("Maersk ordered 10 container ships.", ["10 container ships = 10 ships"]),
    ("an option on six midsize vessels", ["six midsize vessels = 6 ships"]),
    ("four of the vessels", ["four of the vessels = 4 ships"]),
    ("may add between two and four ships", ["two and four ships = 4 ships up_to from 2"]),
    ("up to 12 aircraft", ["12 aircraft = 12 aircraft up_to"]),
    ("an earlier order for 2000 aircraft", ["2000 aircraft = 2000 aircraft"]),
    ("40 Airbus A320neo planes", ["40 Airbus A320neo planes = 40 aircraft"]),
    ("a 200-aircraft order", ["200-aircraft = 200 aircraft"]),
    ("two dozen jets", ["two dozen jets = 24 aircraft"]),
    ("half a dozen helicopters", ["half a dozen helicopters = 6 helicopters"]),
    ("a dozen planes", ["a dozen planes = 12 aircraft"]),
    ("160 million shares of AMD", ["160 million shares = 160000000 shares"]),
    ("160,000,000 shares", ["160,000,000 shares = 160000000 shares"]),
    ("It will buy 100kt of lithium.", ["100kt = 100000 tonnes"]),
    ("100,000 tonnes of lithium hydroxide a year", ["100,000 tonnes = 100000 tonnes per year"]),
    ("2.7 million tons of steel annually", ["2.7 million tons = 2700000 tonnes per year"]),
    ("5 million metric tons per year", ["5 million metric tons = 5000000 tonnes per year"]),
    ("1.5 mtpa of LNG", ["1.5 mtpa = 1500000 tonnes per year"]),
    ("2m tonnes", ["2m tonnes = 2000000 tonnes"]),
    ("200,000 barrels per day", ["200,000 barrels = 200000 barrels per day"]),
    ("300 million doses of the vaccine", ["300 million doses = 300000000 doses"]),
    ("30m doses", ["30m doses = 30000000 doses"]),
    ("more than 1,000 jobs", ["1,000 jobs = 1000 jobs at_least"]),
    ("some 1,900 people work there", ["1,900 people = 1900 people about"]),
    ("100-200 MW", ["100-200 MW = 200 MW up_to from 100"]),
    ("5 to 10 GW", ["5 to 10 GW = 10 GW up_to from 5"]),
    ("between 100 MW and 200 MW", ["100 MW and 200 MW = 200 MW up_to from 100"]),
    ("500k cars a year", ["500k cars = 500000 cars per year"]),
    ("160,000 electric delivery vans", ["160,000 electric delivery vans = 160000 trucks"]),
    ("over 4,000 electric buses", ["4,000 electric buses = 4000 buses at_least"]),
    ("a 1,000-room hotel", ["1,000-room = 1000 rooms"]),
    ("1.2 million sq ft of offices", ["1.2 million sq ft = 1200000 sqft"]),
    ("10,000 square feet", ["10,000 square feet = 10000 sqft"]),
    ("800 acres", ["800 acres = 800 acres"]),
    ("12 of its planes", ["12 of its planes = 12 aircraft"]),
    ("five satellites and three launches", ["five satellites = 5 satellites", "three launches = 3 launches"]),
    ("20 locomotives, 100 rail cars", ["20 locomotives = 20 locomotives", "100 rail cars = 100 cars"]),
    ("1 share for each 2 shares", ["1 share = 1 shares", "2 shares = 2 shares"]),
    ("two data centres", ["two data centres = 2 datacentres"]),
    ("18 QC-Max liquefied natural gas vessels", ["18 QC-Max liquefied natural gas vessels = 18 ships"]),
    ("3.5-MTPA trains of the plant", ["3.5-MTPA = 3500000 tonnes per year"]),
    ("5 million pounds of copper", ["5 million pounds = 5000000 lb"]),
    ("31.1 billion pounds, 24.59 pounds a share", []),
    ("155-millimetre shells, 150mm wafers", []),
    ("In 2019 vehicles were recalled.", []),
    ("since 2020 aircraft orders fell", []),
    ("hundreds of trucks, several ships", []),
    ("an order for 737 jets", []),
    ("a fleet of five aircraft carriers", []),
    ("its two business units, three train operators", []),
    ("5G phones, 3D printers, F-35 jets, COVID-19 doses", []),
    ("$10 million homes, 10% of shares, over 20 years", []),
    ("two of the largest makers of cars", []),
    ("12 percent more cars, three airlines flying jets", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), QUANTITIES, ids=[text for text, _ in QUANTITIES])
def test_quantities_are_read(text: str, found: list[str]) -> None:
    assert [told(text, find) for find in find_quantities(text)] == found


def test_the_whole_covers_the_words_that_qualify() -> None:
    text = "It takes up to 100,000 tonnes of lithium hydroxide a year."
    [find] = find_quantities(text)
    assert text[find.whole.start : find.whole.end] == "up to 100,000 tonnes of lithium hydroxide a year"


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "It has 3 ships. It wants 4 ships. It sold 5 ships."
    [find] = find_quantities(text, Span(16, 33))
    assert find.quantity == Quantity(Decimal(4), "ships")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(Decimal(10), "GW"), "10 GW"),
        (Quantity(Decimal(50000), "GPUs"), "50,000 GPUs"),
        (Quantity(Decimal(12), "aircraft", "up_to"), "up to 12 aircraft"),
        (Quantity(Decimal(160000000), "shares"), "160 million shares"),
        (Quantity(Decimal(1), "ships"), "1 ship"),
        (Quantity(Decimal(1), "people", "about"), "about 1 person"),
        (Quantity(Decimal("0.5"), "GW", "at_least"), "at least 0.5 GW"),
        (Quantity(Decimal(7), "whatnots"), "7 whatnots"),
    ],
)
def test_quantities_are_said(quantity: Quantity, words: str) -> None:
    assert say_quantity(quantity) == words


def test_every_unit_is_one_word() -> None:
    names = {unit.name for unit in units().values()}
    assert all(name and len(name.split()) == 1 for name in names)
    assert len(names) >= 60


PIECES = [
    *"0123456789.,- ", " GW", " MW", "GWh", " ships", " aircraft", " million", "k", "t", "kt", "up to ", "between ",
    " and ", " to ", "two ", "half a ", "dozen ", "new ", "Nvidia ", "GPUs", " of the ", " a year", "$", "%", "\n",
]  # fmt: skip
TEXTS = strategies.lists(strategies.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS | strategies.text(max_size=60))
def test_finds_lie_in_order(text: str) -> None:
    finds = find_quantities(text)
    for find in finds:
        assert 0 <= find.whole.start <= find.span.start < find.span.end <= find.whole.end <= len(text)
        assert find.low is None or find.low <= find.quantity.number
    assert all(a.whole.end <= b.whole.start for a, b in pairwise(finds))


@given(TEXTS)
def test_a_find_read_again_gives_the_same(text: str) -> None:
    for find in find_quantities(text):
        [again] = find_quantities(text[find.whole.start : find.whole.end])
        assert (again.quantity, again.low, again.per) == (find.quantity, find.low, find.per)


@given(
    strategies.integers(1, 10**9).map(Decimal),
    strategies.sampled_from(sorted({unit.name for unit in units().values()})),
    strategies.sampled_from(QUALIFIERS),
)
def test_what_is_said_can_be_read(number: Decimal, unit: str, qualifier: str) -> None:
    if number in (717, 727, 737, 747, 757, 767, 777, 787):
        return  # "737 aircraft" is a type, not a number
    [find] = find_quantities(say_quantity(Quantity(number, unit, qualifier)))  # type: ignore[arg-type]
    assert (find.quantity.unit, find.quantity.qualifier) == (unit, qualifier)
    assert abs(find.quantity.number - number) <= number / 1000
