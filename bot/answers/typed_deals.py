"""What a person types for a field of a deal: a kind, a status with its day, parties, commitments with their figures.

Each reader gives the value, or says what was wrong with an example that works; each writer gives a line that its reader
reads again. The forms that these lines stand in are `fields`'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from bot.answers.lines import nearest, shortened
from bot.answers.wording import kind_word
from bot.errors import BadInput
from bot.language.amounts import find_money, find_quantities, read_money
from bot.language.dates import read_period
from bot.language.wording import say_list, say_money, say_quantity
from bot.model import (
    KINDS,
    ROLES,
    STATUSES,
    Commitment,
    Day,
    Kind,
    Money,
    Party,
    Qualifier,
    Quantity,
    Role,
    Stage,
    Strength,
    Undertaking,
)

VERBS: dict[str, Undertaking] = {
    "buy": "purchase",
    "purchase": "purchase",
    "invest": "invest",
    "supply": "supply",
    "build": "build",
    "pay": "pay",
    "lend": "lend",
    "hire": "hire",
    "do": "other",
}
WORDS: dict[Undertaking, str] = {undertaking: verb for verb, undertaking in reversed(VERBS.items())}

_PARTY = re.compile(r"(?P<name>.*\S)\s*\((?P<role>[^()]*)\)")
_STAGE = re.compile(r"(?P<status>[a-z]+)\b[\s,:]*(?:since\b|on\b|in\b)?\s*(?P<on>.*)", re.IGNORECASE | re.DOTALL)
_OWED = re.compile(r"(?P<strength>firm|planned|(?:expressly )?none)\s*[:,]\s*(?P<rest>\S.*)", re.IGNORECASE)
_DOES = re.compile(rf"(?:,? no commitment)?,? to (?P<verb>{'|'.join(VERBS)})\b|,? no commitment\b", re.IGNORECASE)
_BY = re.compile(r"\s+by\s+(?P<day>\S+(?: \S+){0,2})$", re.IGNORECASE)
_COUNT = re.compile(
    r"(?P<limit>up to |about |at least )?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?: (?P<scale>million|billion|trillion))? (?P<unit>\S.*)"
)
_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
LONGEST_NAME = 200
_ANY_DAY = date(2025, 1, 1)


def read_kind(text: str) -> Kind:
    wanted = text.casefold().replace(" ", "_")
    found = [kind for kind in KINDS if kind == wanted]
    if not found:
        names = [kind_word(kind) for kind in KINDS]
        raise _no(text, "no kind of deal", nearest(text, names, limit=1) or names)
    return found[0]


def read_stage(text: str) -> Stage:
    match = _STAGE.fullmatch(text)
    found = [status for status in STATUSES if match and status == match["status"].casefold()]
    if match is None or not found:
        raise _no(text, "no status", nearest(text, STATUSES, limit=1) or list(STATUSES))
    return Stage(found[0], read_day(match["on"]) if match["on"].strip() else None)


def read_day(text: str) -> Day:
    """A day as exact as it was typed; a quarter or a week is none."""
    try:
        return Day.parse(text.strip())
    except ValueError:
        if not re.search(r"\d{4}", text):
            raise BadInput(
                f"“{shortened(text)}” is no day with its year.", "Try 2025-11-21, or November 2025."
            ) from None
    try:
        period = read_period(text, _ANY_DAY)  # with its year said, it is the same on any day
    except BadInput:
        raise _no_day(text) from None
    first = period.first or _ANY_DAY
    for day in (Day.of(first), Day(first.year, first.month), Day(first.year)):
        if (day.first, day.last) == (period.first, period.last):
            return day
    raise _no_day(text)


def _no_day(text: str) -> BadInput:
    return BadInput(f"“{shortened(text)}” is no day, month or year.", "Try 2025-11-21, or November 2025.")


def party_line(party: Party) -> str:
    return f"{party.name} ({party.role})"


def read_party(line: str, known: Sequence[Party]) -> Party:
    match = _PARTY.fullmatch(line)
    name, role = (match["name"], match["role"].strip().casefold()) if match else (line, "")
    if not any(map(str.isalnum, name)) or len(name) > LONGEST_NAME or name.startswith("("):
        raise BadInput(f"“{shortened(line)}” names no party.", "Try OpenAI (buyer).")
    same = next((party for party in known if party.name.casefold() == name.casefold()), None)
    if match is None:
        return same or Party(name, "partner")
    if role not in ROLES:
        raise _no(role, "no role of a party", nearest(role, ROLES, limit=1) or list(ROLES))
    return Party(name, cast("Role", role), same.aliases if same else ())


def owed_line(owed: Commitment) -> str:
    """ "firm: OpenAI to buy 10 GW for $2 billion by 2029"."""
    strength = "expressly none" if owed.strength == "none" else owed.strength
    lead = ", no commitment to" if owed.strength == "none" else " to"
    parts = [exact_count(owed.quantity) if owed.quantity else "", exact(owed.money) if owed.money else ""]
    much = " for ".join(part for part in parts if part)
    by = f" by {owed.deadline}" if owed.deadline else ""
    return f"{strength}: {owed.party}{lead} {WORDS[owed.kind]}{f' {much}' if much else ''}{by}"


def read_owed(line: str) -> Commitment:
    match = _OWED.fullmatch(line)
    does = _DOES.search(match["rest"]) if match else None
    if match is None or does is None or not match["rest"][: does.start()].strip():
        raise BadInput(
            f"“{shortened(line)}” is no commitment that I can read.",
            "Try “firm: OpenAI to buy 10 GW by 2029”, or “expressly none: OpenAI, no commitment to buy”.",
        )
    rest, deadline = _deadline(match["rest"][does.end() :])
    quantity, money = _how_much(rest.strip())
    return Commitment(
        party=match["rest"][: does.start()].strip(" ,"),
        kind=VERBS[(does["verb"] or "do").casefold()],
        strength=cast("Strength", match["strength"].casefold().removeprefix("expressly ")),
        money=money,
        quantity=quantity,
        deadline=deadline,
    )


def _deadline(rest: str) -> tuple[str, Day | None]:
    match = _BY.search(rest)
    return (rest[: match.start()], read_day(match["day"])) if match else (rest, None)


def _how_much(text: str) -> tuple[Quantity | None, Money | None]:
    """The number of things and the sum in what follows the verb; BadInput where there is something else."""
    money = find_money(text)
    before = text[: money[0].whole.start].removesuffix(" ").removesuffix("for").strip(" ,") if money else text
    if len(money) > 1 or (money and text[money[0].whole.end :].strip(" .")):
        raise BadInput(f"“{shortened(text)}” is more than one sum.", "Put each on a line of its own.")
    return _quantity(before) if before else None, money[0].money if money else None


def _quantity(text: str) -> Quantity:
    finds = find_quantities(text)
    if len(finds) == 1 and finds[0].whole == (0, len(text)):
        return finds[0].quantity
    match = _COUNT.fullmatch(text)
    if match is None:
        raise BadInput(f"“{shortened(text)}” is no number of things.", "Try “10 GW”, or “50,000 GPUs”.")
    number = Decimal(match["number"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    limit = (match["limit"] or "exact").strip().replace(" ", "_")
    return Quantity(number, match["unit"], cast("Qualifier", limit))


def exact_count(quantity: Quantity) -> str:
    """A number of things in words where they say it to the last digit, else with all its digits."""
    said = say_quantity(quantity)
    try:
        if _quantity(said) == quantity:
            return said
    except BadInput:
        pass
    limit = "" if quantity.qualifier == "exact" else f"{quantity.qualifier.replace('_', ' ')} "
    return f"{limit}{quantity.number:,f} {quantity.unit}"


def exact(money: Money) -> str:
    """A sum in words where they say it to the last digit, else with all its digits."""
    said = say_money(money)
    try:
        if read_money(said) == money:
            return said
    except BadInput:
        pass
    limit = "" if money.qualifier == "exact" else f"{money.qualifier.replace('_', ' ')} "
    return f"{limit}{money.currency} {money.amount:,f}"


def _no(text: str, what: str, near: Sequence[str]) -> BadInput:
    return BadInput(f"“{shortened(text)}” is {what}.", f"Try {say_list(list(near), 'or')}.")
