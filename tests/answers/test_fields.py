"""The fields of a deal as forms have them: what is written can be read again, and what cannot be read says why."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.fields import FIRST, LABELS, SECOND, form_fields, understood, written
from bot.errors import BadInput
from bot.model import (
    DEAL_FIELDS,
    KINDS,
    QUALIFIERS,
    ROLES,
    STATUSES,
    STRENGTHS,
    UNDERTAKINGS,
    Commitment,
    Day,
    DealField,
    FieldValue,
    Money,
    Party,
    Quantity,
    Span,
    Stage,
)

NAMES = st.sampled_from(
    ["OpenAI", "Hon Hai", "Foxconn", "Aurora Grid (UK)", "3M", "鴻海", "Build-A-Bear", "Byte Dance"]
)
DAYS = st.one_of(
    st.dates().map(Day.of), st.dates().map(lambda day: Day(day.year, day.month)), st.dates().map(lambda d: Day(d.year))
)
SUMS = st.decimals(Decimal("0.01"), Decimal("9e14"), places=2) | st.integers(1, 10**15).map(Decimal)
MONEY = st.builds(Money, SUMS, st.sampled_from(["USD", "EUR", "JPY", "SEK", "TWD"]), st.sampled_from(QUALIFIERS))
COUNTS = st.builds(Quantity, st.integers(2, 10**9).map(Decimal), st.sampled_from(["GW", "GPUs", "aircraft", "shares"]))
COMMITMENTS = st.builds(
    Commitment,
    NAMES,
    st.sampled_from(UNDERTAKINGS),
    st.sampled_from(STRENGTHS),
    st.none() | MONEY,
    st.none() | COUNTS,
    st.none() | DAYS,
)
PARTIES = st.builds(Party, NAMES, st.sampled_from(ROLES))
TWO_BILLION = Money(Decimal(2 * 10**9), "USD")
SAID = st.sampled_from(["racks for data centres", "Kenton, Ohio", "鴻海"])

VALUES: dict[DealField, st.SearchStrategy[FieldValue]] = {
    "kind": st.sampled_from(KINDS),
    "status": st.builds(Stage, st.sampled_from(STATUSES), st.none() | DAYS),
    "date": st.none() | DAYS,
    "value": st.none() | MONEY,
    "parties": st.lists(PARTIES, min_size=1, max_size=4, unique=True).map(tuple),
    "commitments": st.lists(COMMITMENTS, max_size=3, unique=True).map(tuple),
    "headline": SAID,
    "subject": SAID,
    "places": st.lists(SAID, max_size=3, unique=True).map(tuple),
}


def test_every_field_has_its_place_on_a_form() -> None:
    assert sorted(FIRST + SECOND) == sorted(DEAL_FIELDS) == sorted(LABELS) == sorted(VALUES)
    assert max(len(FIRST), len(SECOND)) <= 5


@given(st.data())
def test_what_is_written_is_read_as_it_was(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(DEAL_FIELDS))
    value, before = data.draw(VALUES[field]), data.draw(VALUES[field])
    assert understood(field, written(field, value), before) == value


@given(st.data())
def test_a_line_that_nobody_touched_keeps_the_words_it_rests_on(data: st.DataObject) -> None:
    old, new = data.draw(st.lists(COMMITMENTS, max_size=3, unique=True)), data.draw(COMMITMENTS)
    owed = tuple(replace(one, evidence=(Span(3, 9),)) for one in old)
    text = "\n".join([written("commitments", owed), written("commitments", (new,))])
    assert understood("commitments", text, owed)[: len(owed)] == owed  # type: ignore[index]
    parties = (Party("Hon Hai", "supplier", ("Foxconn",)), Party("OpenAI", "buyer"))
    assert understood("parties", "OpenAI (buyer)\nHon Hai (partner)", parties) == (
        Party("OpenAI", "buyer"),
        Party("Hon Hai", "partner", ("Foxconn",)),
    )


@given(st.sampled_from(DEAL_FIELDS), st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(field: DealField, text: str) -> None:
    before: dict[DealField, FieldValue] = {"status": Stage("announced"), "kind": "supply"}
    empty: FieldValue = () if field in ("parties", "commitments", "places") else None
    with suppress(BadInput):
        understood(field, text, before.get(field, empty))


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("status", "Completed on 3 December 2025", Stage("completed", Day(2025, 12, 3))),
        ("status", "terminated, 2025-12", Stage("terminated", Day(2025, 12))),
        ("status", "rumored", Stage("rumored")),
        ("kind", "Joint Venture", "joint_venture"),
        ("date", "November 2025", Day(2025, 11)),
        ("date", "unknown", None),
        ("value", "not disclosed", None),
        ("value", "up to €2bn", Money(Decimal(2 * 10**9), "EUR", "up_to")),
        ("parties", "OpenAI; Foxconn (Supplier)", (Party("OpenAI", "partner"), Party("Foxconn", "supplier"))),
        (
            "commitments",
            "Firm: OpenAI to buy 10 GW for $2 billion by 2029\nexpressly none: Foxconn, no commitment to buy",
            (
                Commitment(
                    "OpenAI",
                    "purchase",
                    "firm",
                    Money(Decimal(2 * 10**9), "USD"),
                    Quantity(Decimal(10), "GW"),
                    Day(2029),
                ),
                Commitment("Foxconn", "purchase", "none"),
            ),
        ),
        ("places", "Ohio; Texas\n\nOhio", ("Ohio", "Texas")),
    ],
)
def test_how_people_write(field: DealField, text: str, value: FieldValue) -> None:
    before: dict[DealField, FieldValue] = {"status": Stage("announced"), "kind": "supply"}
    empty: FieldValue = () if field in ("parties", "commitments", "places") else None
    assert understood(field, text, before.get(field, empty)) == value


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("status", "complete", "completed"),
        ("kind", "suply", "supply"),
        ("date", "Q3 2025", "2025-11-21"),
        ("date", "November", "2025-11-21"),
        ("date", "2025-13-40", "2025"),
        ("value", "a lot", "$10bn"),
        ("parties", "OpenAI (byer)", "buyer"),
        ("commitments", "OpenAI will buy a lot", "firm: OpenAI to buy"),
        ("commitments", "firm: OpenAI to buy lots and lots", "10 GW"),
        ("commitments", "firm: OpenAI to buy $2 billion and $3 billion", "line of its own"),
    ],
)
def test_what_cannot_be_read_says_what_would_do(field: DealField, text: str, hint: str) -> None:
    with pytest.raises(BadInput) as error:
        understood(field, text, {"status": Stage("announced"), "kind": "supply"}.get(field, ()))
    assert hint in str(error.value)


def test_a_form_holds_what_discord_takes() -> None:
    for fields in (FIRST, SECOND):
        for field in form_fields(fields, lambda name: {"status": Stage("announced"), "kind": "supply"}.get(name, ())):
            assert len(field.label) <= 45
            assert len(field.hint) <= 100


@given(st.integers(1, 400), st.integers(0, 3))
def test_what_a_field_of_a_form_does_not_hold_stays(number: int, kept: int) -> None:
    """Discord's fields hold 4,000 characters: a list is shown as far as whole lines fit, and loses nothing by it."""
    before = tuple(Party(f"Company of the very long name number {place}", "partner") for place in range(number))
    [field] = form_fields(["parties"], lambda _field: before)
    assert len(field.value) <= 4_000
    lines = field.value.split("\n")
    assert ("do not fit" in field.hint) == (len(lines) < number)
    assert understood("parties", field.value, before) == before
    changed = understood("parties", "\n".join([*lines[:kept], "New Company (buyer)"]), before)
    assert changed == (*before[: min(kept, len(lines))], Party("New Company", "buyer"), *before[len(lines) :])


def test_a_field_that_was_emptied_keeps_what_was_not_shown() -> None:
    before = tuple(f"A place of the name {number}" for number in range(300))
    [field] = form_fields(["places"], lambda _field: before)
    shown = len(field.value.split("\n"))
    assert understood("places", "", before) == before[shown:]
    assert understood("places", "", before[:3]) == ()
