"""What a question asks for, once it is understood; and how that is said back, so that nobody is misled.

`question_reading` makes it, `question_search` finds what answers it, `question_telling` tells that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bot.answers.lines import shortened
from bot.answers.wording import kind_word, shown
from bot.language.dates import Period, say_day
from bot.language.wording import say_list, say_money, say_quantity
from bot.model import KINDS, ROLES, STATUSES, Company, Day, Kind, Money, Quantity, Role, Status, Strength, Undertaking

Want = Literal[
    "deals", "who", "when", "where", "how_much", "how_many", "whether", "commitments", "due", "owner", "became",
    "own_customer", "most", "compare", "sources",
]  # fmt: skip
Order = Literal["latest", "largest", "smallest", "first", "relevance"]

WANTED: dict[Want, str] = {
    "deals": "",
    "who": "who",
    "when": "when",
    "where": "where",
    "how_much": "how much",
    "how_many": "how many",
    "whether": "whether",
    "commitments": "commitments",
    "due": "what is due",
    "owner": "owner now",
    "became": "rumors that became deals",
    "own_customer": "investors that also sell to, or buy from, the company they invest in",
    "most": "who most",
    "compare": "side by side",
    "sources": "sources",
}
ORDERS: dict[Order, str] = {
    "latest": "latest first",
    "largest": "largest first",
    "smallest": "smallest first",
    "first": "earliest first",
}


@dataclass(frozen=True, slots=True)
class Side:
    """A company that must be a party, in one of these roles (any, where there are none)."""

    company: Company
    roles: frozenset[Role] = frozenset()

    @property
    def said(self) -> str:
        """ "buyer Microsoft"."""
        name = shown(self.company.name, 60)
        return f"{roles_said(self.roles)} {name}" if self.roles else f"party {name}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood.

    `sides` must all be parties of one deal; with `apart`, each of them in a deal of its own (for "who", the same
    answer for all; else any of them will do). `topics` are words that a deal must speak of. `unread` words were not
    understood, `beyond` is what the library does not keep: with either, nothing is answered.
    """

    want: Want = "deals"
    sides: tuple[Side, ...] = ()
    apart: bool = False
    either: bool = False
    asked: frozenset[Role] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    statuses: frozenset[Status] = frozenset()
    period: Period | None = None
    least: Money | None = None
    most: Money | None = None
    quantity: Quantity | None = None
    topics: tuple[str, ...] = ()
    order: Order = "latest"
    limit: int = 0
    party: Company | None = None
    undertakings: frozenset[Undertaking] = frozenset()
    strength: Strength | None = None
    number: str = ""
    sums: bool = False
    companies: bool = False
    """Whether companies are counted, rather than deals."""
    units: frozenset[str] = frozenset()
    read_as: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    beyond: str = ""
    negated: bool = False
    anything: bool = field(default=True)
    """Whether anything was asked for at all."""

    @property
    def said(self) -> str:
        """The query in words: "kind supply, buyer Microsoft, asked for: supplier"."""
        return ", ".join(part for part in self._parts() if part) or "all deals"

    def _parts(self) -> Iterator[str]:
        asked = f" ({roles_said(self.asked)})" if self.asked and self.want in ("who", "most") else ""
        yield f"{WANTED[self.want]}{asked}"
        yield f"deal {self.number}" if self.number else ""
        yield _kinds_said(self.kinds)
        joined = " or " if self.either else "; and apart from it " if self.apart else ", "
        yield joined.join(side.said for side in self.sides)
        yield f"undertaken by {shown(self.party.name, 60)}" if self.party else ""
        yield (
            f"to {say_list(sorted(self.undertakings), 'or')}"
            if self.undertakings and self.want == "commitments"
            else ""
        )
        yield f"in {say_list(sorted(self.units), 'or')}" if self.units else ""
        yield {"firm": "firm", "planned": "planned", "none": "expressly none", None: ""}[self.strength]
        yield f"status {say_list([one for one in STATUSES if one in self.statuses], 'or')}" if self.statuses else ""
        yield _period_said(self.period)
        yield _sums_said(self.least, self.most)
        yield f"at least {say_quantity(replace(self.quantity, qualifier='exact'))}" if self.quantity else ""
        topics = say_list([f"“{shortened(topic)}”" for topic in self.topics])
        yield f"speaking of {topics}" if topics else ""
        yield ORDERS.get(self.order, "")
        yield f"the first {self.limit}" if self.limit > 1 else ""
        yield from (f"“{shortened(typed)}” read as {shortened(meant)}" for typed, meant in self.read_as)


def roles_said(roles: frozenset[Role]) -> str:
    """ "acquirer or buyer"."""
    return say_list([role for role in ROLES if role in roles], "or")


def _kinds_said(kinds: frozenset[Kind]) -> str:
    return f"kind {say_list([kind_word(kind) for kind in KINDS if kind in kinds], 'or')}" if kinds else ""


def _period_said(period: Period | None) -> str:
    if period is None:
        return ""
    first, last = _day(period.first), _day(period.last)
    if first and last:
        return f"on {first}" if first == last else f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def _day(day: date | None) -> str:
    return say_day(Day.of(day)) if day else ""


def _sums_said(least: Money | None, most: Money | None) -> str:
    if least and most:
        return f"between {say_money(least)} and {say_money(most)}"
    return f"at least {say_money(least)}" if least else f"at most {say_money(most)}" if most else ""
