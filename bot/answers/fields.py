"""The fields of a deal as a person edits them: what stands in a form, and what it means when it comes back.

What is written here can be read here: a line that nobody touched gives the very value that it was written from, with
the words of the article that it rests on. Drafts and corrections are edited by the same forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, TypeVar, cast

from bot.answers import Field
from bot.answers.typed_deals import exact, owed_line, party_line, read_day, read_kind, read_owed, read_party, read_stage
from bot.answers.wording import kind_word
from bot.language.amounts import read_money
from bot.language.names import clean
from bot.language.wording import say_list
from bot.model import (
    KINDS,
    STATUSES,
    Commitment,
    DealField,
    FieldValue,
    Kind,
    Money,
    Party,
    Stage,
)

FIRST: tuple[DealField, ...] = ("parties", "kind", "status", "date", "value")
SECOND: tuple[DealField, ...] = ("commitments", "headline", "subject", "places")
"""What stands on one form: Discord's hold five fields."""

LABELS: dict[DealField, tuple[str, str]] = {
    "parties": ("Parties", "One a line, with the role: OpenAI (buyer)"),
    "kind": ("Kind", say_list([kind_word(kind) for kind in KINDS[:6]]) + " ..."),
    "status": ("Status", f"{say_list(list(STATUSES), 'or')}; with its day if known"),
    "date": ("Announced on", "2025-11-21, 2025-11 or 2025; empty where nobody says"),
    "value": ("Value", "$10 billion, up to EUR 2 million; empty where not disclosed"),
    "commitments": ("Commitments", "One a line: firm: OpenAI to buy 10 GW for $2 billion by 2029"),
    "headline": ("Headline", ""),
    "subject": ("Covers", "What it is about, in a few words"),
    "places": ("Where", "One a line"),
}
HOLDS = 4_000
"""Characters that a field of Discord's forms holds."""
LONG = frozenset({"parties", "commitments", "places"})

_NOTHING = frozenset({"", "-", "none", "unknown", "not disclosed", "undisclosed"})

Item = TypeVar("Item")


def form_fields(fields: Sequence[DealField], value_of: Callable[[DealField], FieldValue]) -> tuple[Field, ...]:
    """The fields of a form, with what they hold now."""
    return tuple(
        Field(
            field,
            LABELS[field][0],
            required=field in ("parties", "kind", "status"),
            long=field in LONG,
            value=in_form(field, value_of(field)),
            hint=_hint(field, value_of(field)),
        )
        for field in fields
    )


def in_form(field: DealField, value: FieldValue) -> str:
    """What stands in a field of a form: all of it, or of a long list as many whole lines as the field holds."""
    if field not in LONG:
        return written(field, value)[:HOLDS]
    return "\n".join(written(field, value).split("\n")[: _fitting(field, value)])


def _fitting(field: DealField, value: FieldValue) -> int:
    """How many lines of a list its field holds. The rest are not shown, and stay whatever is sent in."""
    lengths = accumulate(len(line) + 1 for line in written(field, value).split("\n"))
    return sum(1 for length in lengths if length <= HOLDS)


def _hint(field: DealField, value: FieldValue) -> str:
    left = len(value) - _fitting(field, value) if field in LONG and isinstance(value, tuple) else 0
    return f"{left} more do not fit here, and stay as they are" if left > 0 else LABELS[field][1]


def written(field: DealField, value: FieldValue) -> str:
    """A field's value as it stands in a form."""
    match field:
        case "status":
            stage = cast("Stage", value)
            return f"{stage.status} {stage.on}" if stage.on else stage.status
        case "kind":
            return kind_word(cast("Kind", value))
        case "value":
            return exact(value) if isinstance(value, Money) else ""
        case "parties":
            return "\n".join(party_line(party) for party in cast("tuple[Party, ...]", value))
        case "commitments":
            return "\n".join(owed_line(one) for one in cast("tuple[Commitment, ...]", value))
        case "places":
            return "\n".join(cast("tuple[str, ...]", value))
        case _:
            return str(value) if value is not None else ""


def understood(field: DealField, text: str, before: FieldValue) -> FieldValue:
    """What a person left in a form; BadInput with an example where it cannot be read. `before` is what stood there."""
    text = clean(text).strip()
    if text in (written(field, before).strip(), in_form(field, before).strip()):
        return before
    if field in LONG and isinstance(before, tuple):
        fits = _fitting(field, before)
        told = cast("tuple[Any, ...]", _read(field, text, cast("FieldValue", before[:fits])))
        return cast("FieldValue", (*told, *(one for one in before[fits:] if one not in told)))
    return _read(field, text, before)


def _read(field: DealField, text: str, before: FieldValue) -> FieldValue:
    match field:
        case "status":
            return read_stage(text)
        case "kind":
            return read_kind(text)
        case "date":
            return None if text.casefold() in _NOTHING else read_day(text)
        case "value":
            return None if text.casefold() in _NOTHING else read_money(text)
        case "parties":
            known = cast("tuple[Party, ...]", before)
            return _each(text, party_line, known, lambda line: read_party(line, known))
        case "commitments":
            return _each(text, owed_line, cast("tuple[Commitment, ...]", before), read_owed)
        case "places":
            return tuple(dict.fromkeys(_lines(text)))
        case _:
            return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\n;]", text) if line.strip()]


def _each(
    text: str, line_of: Callable[[Item], str], before: Sequence[Item], read: Callable[[str], Item]
) -> tuple[Item, ...]:
    """A thing for each line; one that nobody touched is the very thing that was there."""
    known = {" ".join(line_of(item).split()): item for item in before}
    return tuple(dict.fromkeys(known[line] if line in known else read(line) for line in _lines(text)))
