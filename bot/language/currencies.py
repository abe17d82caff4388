"""The signs and words of currencies, and what a unit of each was worth on a given day.

The table is data (currencies.toml, rates.toml), read once when first needed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bot.model import Money

PART = Decimal("0.01")
FIRST = r"(?:[A-Za-z]{1,12}|[^\sA-Za-z0-9.,;:()'\"-])"


@dataclass(frozen=True, slots=True)
class Currencies:
    """All currencies, ready to be found in a text.

    `before` finds a sign that ends where a number begins, `tight` one that needs a magnitude after the number;
    `after` finds a sign or word behind a number, and is only tried where `first_after` finds one of `first_words`.
    The other fields tell what was found.
    """

    before: re.Pattern[str]
    tight: re.Pattern[str]
    after: re.Pattern[str]
    first_after: re.Pattern[str]
    first_words: frozenset[str]
    signs: Mapping[str, str]
    words: Mapping[str, str]
    parts: Mapping[str, str]
    says: Mapping[str, str]
    codes: frozenset[str]


@cache
def currencies() -> Currencies:
    """The table of currencies."""
    table = _table("currencies.toml")
    parts = {form.lower(): code for code, forms in table.pop("parts").items() for form in forms}
    signs = {form: code for code, row in table.items() for form in [code, *row.get("before", [])]}
    tight = {form: code for code, row in table.items() for form in row.get("tight", [])}
    words = {form.lower(): code for code, row in table.items() for form in [code, *row.get("after", [])]}
    return Currencies(
        before=re.compile(rf"(?<![A-Za-z])(?:{_any_of(signs)})[ \u00a0\u202f]?\Z"),
        tight=re.compile(rf"(?<![A-Za-z0-9&])(?:{_any_of(tight)})\Z"),
        after=re.compile(rf"[ \u00a0\u202f-]{{0,2}}({_any_of([*words, *parts])})(?![A-Za-z])", re.IGNORECASE),
        first_after=re.compile(rf"[ \u00a0\u202f-]{{0,2}}({FIRST})"),
        first_words=frozenset(match[0].lower() for form in [*words, *parts] if (match := re.match(FIRST, form))),
        signs=signs | tight,
        words=words,
        parts=parts,
        says={code: row["say"] for code, row in table.items() if "say" in row},
        codes=frozenset(table),
    )


@cache
def rates() -> Mapping[str, Decimal]:
    """What a unit of each currency was worth in US dollars on the table's day."""
    return {code: Decimal(rate) for code, rate in _table("rates.toml")["usd"].items()}


def about_usd(money: Money) -> Decimal | None:
    """The sum in US dollars by a dated table, for filters and order only; None for a currency that is not in it."""
    rate = rates().get(money.currency)
    return None if rate is None else (money.amount * rate).quantize(Decimal(1))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


def _any_of(forms: Iterable[str]) -> str:
    """One alternative for each form, the longest first, so that "US$" is not read as "$"."""
    return "|".join(re.escape(form) for form in sorted(set(forms), key=len, reverse=True))
