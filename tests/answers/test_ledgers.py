"""/partners, /dates and /commitments: who with whom, when, and how much; sums that are right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Ask
from bot.answers.commands import answer
from bot.answers.commitments import ledger_of
from bot.answers.dates import events_of, window_of
from bot.answers.totals import add_money, add_quantities, owed_sums, owed_totals, say_totals, worth_of
from bot.errors import BadInput
from bot.language.dates import Period
from bot.language.names import key
from bot.model import QUALIFIERS, STATUSES, Commitment, Day, Deal, Money, OwedLine, Party, Quantity, Status, Step
from tests.answers.conftest import buttons, said, told
from tests.answers.deals import moneys, quantities
from tests.answers.test_cards import deal
from tests.making import deal as deal_of
from tests.making import quantity, report


def usd(amount: str, qualifier: str = "exact") -> Money:
    return Money(Decimal(amount), "USD", qualifier)  # type: ignore[arg-type]


def buys(amount: str, strength: str = "firm", party: str = "OpenAI") -> Commitment:
    return Commitment(party, "purchase", strength, usd(amount))  # type: ignore[arg-type]


def numbered(number: int, **fields: object) -> Deal:
    return replace(deal(), id=number, number=number, **fields)  # type: ignore[arg-type]


def test_currencies_and_units_are_never_mixed() -> None:
    money = add_money([usd("2e9"), Money(Decimal("1e9"), "EUR"), usd("3e9")])
    assert say_totals(money) == "$5 billion and €1 billion"
    power = add_quantities([Quantity(Decimal(2), "GW"), Quantity(Decimal(50_000), "GPUs"), Quantity(Decimal(1), "GW")])
    assert say_totals((), power) == "50,000 GPUs and 3 GW"


def test_a_total_is_only_as_exact_as_its_parts() -> None:
    assert say_totals(add_money([usd("2e9"), usd("3e9", "up_to")])) == "up to $5 billion"
    assert say_totals(add_money([usd("2e9"), usd("3e9", "at_least")])) == "at least $5 billion"
    assert say_totals(add_money([usd("2e9", "up_to"), usd("3e9", "at_least")])) == "about $5 billion"


def test_one_deal_counts_once_and_what_is_over_or_only_rumored_does_not() -> None:
    stages = numbered(1), (buys("1e9"), buys("6e9"))
    pairs = [(stages[0], one) for one in stages[1]] + [(numbered(2), buys("2e9"))]
    assert owed_totals(pairs) == "$8 billion"
    assert owed_totals([(numbered(3, status=status), buys("5e9")) for status in ("rumored", "terminated")]) == ""


def test_one_party_by_two_names_counts_once() -> None:
    """Two articles that disagree on a sum may disagree on what the party is called as well."""
    parties = (Party("Foxconn", "partner", ("Hon Hai",)), Party("OpenAI", "partner"))
    one = numbered(1, parties=parties)
    assert owed_totals([(one, buys("3e9", party="Foxconn")), (one, buys("4e9", party="Hon Hai"))]) == "$4 billion"
    assert owed_totals([(one, buys("3e9", party="Foxconn")), (one, buys("4e9", party="OpenAI"))]) == "$7 billion"


def test_units_of_one_measure_are_added_in_one_of_them_and_it_is_said_so() -> None:
    def power(text: str, **fields: object) -> Commitment:
        return Commitment("OpenAI", "purchase", "firm", quantity=quantity(text), **fields)  # type: ignore[arg-type]

    mixed = [(numbered(1), power("4 GW")), (numbered(2), power("500 MW"))]
    assert owed_totals(mixed) == "4.5 GW (1 GW = 1,000 MW)"
    assert owed_totals(mixed[1:]) == "500 MW"
    assert owed_totals([*mixed, (numbered(3), power("2 GWh"))]) == "4.5 GW and 2 GWh (1 GW = 1,000 MW)"
    stages = [(numbered(1), power("1 GW")), (numbered(1), power("4500 MW"))]
    assert owed_totals(stages) == "4,500 MW", "one deal, told once by a part and once as a whole"


def test_what_is_but_proposed_stands_apart_from_what_is_agreed() -> None:
    stages: tuple[tuple[Status, str], ...] = (
        ("announced", "30bn"), ("completed", "8bn"), ("proposed", "100bn"), ("rumored", "7bn"), ("terminated", "9bn"),
    )  # fmt: skip
    deals = [deal_of(report("A/B", "acquisition", status, value=value)) for status, value in stages]
    assert worth_of(deals) == "$38 billion; proposed, $100 billion"
    assert worth_of(deals[2:]) == "proposed, $100 billion"
    assert worth_of(deals[3:]) == ""


@given(st.lists(moneys, max_size=20))
def test_money_adds_up_by_currency(sums: list[Money]) -> None:
    totals = {one.currency: one.amount for one in add_money(sums)}
    for currency in {one.currency for one in sums}:
        assert totals.pop(currency) == sum(one.amount for one in sums if one.currency == currency)
    assert not totals


@given(st.lists(quantities, max_size=20))
def test_quantities_add_up_by_unit(found: list[Quantity]) -> None:
    totals = {one.unit: one.number for one in add_quantities(found)}
    for unit in {one.unit for one in found}:
        assert totals.pop(unit) == sum(one.number for one in found if one.unit == unit)
    assert not totals


TO_BASE = {"GW": ("GW", 10**6), "MW": ("GW", 10**3), "kW": ("GW", 1), "GWh": ("GWh", 1000), "MWh": ("GWh", 1)}


@given(st.lists(st.tuples(st.sampled_from([*TO_BASE, "ships"]), st.integers(1, 10**6)), max_size=12))
def test_measures_add_up_in_whole_numbers(found: list[tuple[str, int]]) -> None:
    """Reckoned in the smallest unit of each measure nothing is rounded, whichever unit a total is told in."""
    slow: Counter[str] = Counter()
    for unit, number in found:
        name, size = TO_BASE.get(unit, (unit, 1))
        slow[name] += number * size
    quick: Counter[str] = Counter()
    for one in add_quantities(Quantity(Decimal(number), unit) for unit, number in found):
        name, size = TO_BASE.get(one.unit, (one.unit, 1))
        assert name not in quick, "one total for each measure"
        assert one.number * size == int(one.number * size)
        quick[name] += int(one.number * size)
    assert quick == slow


owed = st.builds(
    Commitment,
    st.sampled_from(["OpenAI", "OpenAI Inc.", "Foxconn"]),
    st.sampled_from(["purchase", "build"]),
    st.sampled_from(["firm", "planned"]),
    st.none()
    | st.builds(Money, st.integers(1, 99).map(Decimal), st.sampled_from(["USD", "EUR"]), st.sampled_from(QUALIFIERS)),
    st.none() | st.builds(Quantity, st.integers(1, 9999).map(Decimal), st.sampled_from(["GW", "MW", "ships"])),
)


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.lists(owed, max_size=5)), max_size=4))
def test_a_total_is_what_a_slow_count_gives(told_of: list[tuple[Status, list[Commitment]]]) -> None:
    """Commitment by commitment: of each deal that stands, for each party, kind and strength the largest figure."""
    pairs = [(numbered(n, status=status), one) for n, (status, some) in enumerate(told_of) for one in some]
    money, quantities = owed_sums(pairs)
    slow_money: Counter[str] = Counter()
    slow_power: Counter[str] = Counter()
    for status, some in told_of:
        if status in ("rumored", "terminated"):
            continue
        for place in {(key(one.party), one.kind, one.strength) for one in some}:
            here = [one for one in some if (key(one.party), one.kind, one.strength) == place]
            for currency in ("USD", "EUR"):
                slow_money[currency] += max(
                    (int(one.money.amount) for one in here if one.money and one.money.currency == currency), default=0
                )
            for name, sizes in {"GW": {"GW": 1000, "MW": 1}, "ships": {"ships": 1}}.items():
                slow_power[name] += max(
                    (int(one.quantity.number) * sizes[one.quantity.unit]
                     for one in here if one.quantity and one.quantity.unit in sizes), default=0
                )  # fmt: skip
    assert {one.currency: int(one.amount) for one in money} == {name: size for name, size in slow_money.items() if size}
    in_mw = {"GW": 1000, "MW": 1, "ships": 1}
    quick = {one.unit.replace("MW", "GW"): int(one.number * in_mw[one.unit]) for one in quantities}
    assert quick == {name: size for name, size in slow_power.items() if size}


@given(st.lists(owed, max_size=6))
def test_a_total_with_one_vague_part_is_vague(some: list[Commitment]) -> None:
    pairs = [(numbered(place), one) for place, one in enumerate(some)]
    for total in owed_sums(pairs)[0]:
        parts = {one.money.qualifier for one in some if one.money and one.money.currency == total.currency}
        assert (total.qualifier == "exact") == (parts == {"exact"})
        assert len(parts - {"exact"}) != 1 or total.qualifier in parts


def test_the_ledger_keeps_strengths_apart_and_the_first_due_first() -> None:
    lines = tuple(
        OwedLine(commitment, ())
        for commitment in (
            buys("1e9", "none"),
            replace(buys("2e9", "planned"), deadline=Day(2030)),
            buys("3e9", "planned"),
            replace(buys("4e9", "planned"), deadline=Day(2026, 5)),
            buys("5e9"),
        )
    )
    ledger = ledger_of([numbered(1, commitments=lines)])
    assert [one.line.commitment.money and int(one.line.commitment.money.amount / 10**9) for one in ledger] == [
        5,
        4,
        2,
        3,
        1,
    ]
    assert [one.strength for one in ledger_of([numbered(1, commitments=lines)], strength="none")] == ["none"]
    due = ledger_of([numbered(1, commitments=lines)], due=Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert [str(one.deadline) for one in due] == ["2026-05"]


async def test_the_ledger_of_a_company(filled: Ask) -> None:
    result = await answer(filled, "/commitments openai")
    text = said(result)
    assert text.startswith("Commitments: OpenAI\nTotals\nOpenAI, firm: $")
    assert "GW" in text
    assert "count each deal once" in text
    only = await told(filled, "/commitments openai strength:none")
    assert "no commitment to buy" in only
    assert "Planned" not in only


async def test_a_company_without_commitments_says_so(filled: Ask) -> None:
    result = await answer(filled, "/commitments intrinsic strength:firm")
    assert "no such commitment" in said(result)
    assert buttons(result)["All commitments"] == "/commitments company:Intrinsic"


async def test_partners_of_a_company(filled: Ask) -> None:
    result = await answer(filled, "/partners foxconn")
    text = said(result)
    assert text.startswith("Foxconn deals with ")
    assert "OpenAI - partnership, no sum disclosed, 21 November 2025" in text
    assert buttons(result)["2 deals"].startswith("/deals company:Foxconn with:")
    both = await told(filled, buttons(result)["2 deals"])
    assert both.startswith("2 deals: Foxconn and ")


async def test_partners_of_nobody(filled: Ask) -> None:
    result = await answer(filled, "/partners foxxconn")
    assert buttons(result) == {"Foxconn": "/partners company:Foxconn"}


async def test_dates_of_a_company_ahead_and_past(filled: Ask) -> None:
    text = await told(filled, "/dates foxconn")
    ahead, past = text.index("Ahead"), text.index("So far")
    assert ahead < past
    assert "By June 2026: Foxconn to build 27 MW - planned, with Nvidia" in text[ahead:past]
    assert "21 November 2025: OpenAI and Foxconn" in text[past:]


async def test_dates_of_the_library_have_a_window(filled: Ask) -> None:
    assert "from 25 November 2025 to 23 February 2026" in await told(filled, "/dates window:next 90 days")
    past = await told(filled, "/dates window:2025-10")
    assert "from 1 October 2025 to 31 October 2025" in past
    assert "2024" not in past
    assert "No dates in that window." in await told(filled, "/dates window:1990")
    with pytest.raises(BadInput):
        await answer(filled, "/dates window:whenever")


def test_windows() -> None:
    today = date(2025, 11, 25)
    assert window_of("all", today) == window_of("", today) == Period(None, None)
    assert window_of("Ahead", today) == Period(today, None)
    assert window_of("past", today) == Period(None, today)
    assert window_of("next 2 weeks", today) == Period(today, date(2025, 12, 9))
    assert window_of("90 days", today) == Period(today, date(2026, 2, 23))
    assert window_of("last 30 days", today) == Period(date(2025, 10, 26), today)
    assert window_of("next 9999 years", today) == Period(today, None)
    assert window_of("Q3 2025", today) == Period(date(2025, 7, 1), date(2025, 9, 30))


def test_a_vague_day_is_past_only_when_it_is_over() -> None:
    report = deal().reports[0]
    steps = (Step("announced", Day(2025, 11), report), Step("completed", Day(2026), report))
    lines = tuple(
        OwedLine(replace(buys("1e9"), deadline=deadline), ()) for deadline in (Day(2025, 11), Day(2025, 10), Day(2025))
    )
    events = events_of([numbered(1, steps=steps, commitments=lines)], date(2025, 11, 25), Period(None, None))
    assert [(event.heading, str(event.on)) for event in events] == [
        ("Ahead", "2025-11"),
        ("Ahead", "2025"),
        ("Ahead", "2026"),
        ("Was due", "2025-10"),
        ("So far", "2025-11"),
    ]
