"""The reviewed fields of a brief: what a person settled in its front matter, as reports that rest on its words.

A brief names, for each field, words of its own text that carry it; each must stand there, so that a card can show
them. `forms` reads the front matter; `intake` lets these reports stand before what the reader finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, get_args

from bot.errors import BadInput
from bot.model import (
    Commitment,
    Day,
    Evidence,
    Kind,
    Money,
    Party,
    Qualifier,
    Quantity,
    Report,
    Role,
    Span,
    Status,
    Strength,
    Undertaking,
)
from bot.reading.forms import body, front_matter

Word = TypeVar("Word", bound=str)
BY_ARTICLE = "article"


def reviewed_reports(article_text: str) -> tuple[Report, ...]:
    """The reports that a brief's front matter holds; none where it has no `[[deals]]`.

    BadInput names the deal and the field that is wrong, or the words that do not stand in the text.
    """
    rows = front_matter(article_text).get("deals", [])
    if not isinstance(rows, list):
        raise BadInput("The deals in the front matter are no list.", "Write each under [[deals]].")
    within = body(article_text)
    return tuple(_Brief(article_text, within, f"deal {n}").report(row) for n, row in enumerate(rows, start=1))


class _Brief:
    """One deal of a brief while it is read; `where` names it in complaints."""

    def __init__(self, text: str, within: Span, where: str) -> None:
        self.text = text
        self.within = within
        self.where = where

    def report(self, row: Any) -> Report:
        """The deal as a report."""
        if not isinstance(row, dict):
            raise self.wrong("is no table")
        parties = tuple(self.party(party) for party in self.rows(row, "parties"))
        if not parties:
            raise self.wrong("has no parties")
        told = row.get("announced_on")
        return Report(
            kind=self.one_of(row.get("kind"), get_args(Kind), "kind"),
            status=self.one_of(row.get("status"), get_args(Status), "status"),
            parties=parties,
            announced_on=None if told is None else self.day(told, "announced_on"),
            value=self.money(row["value"], "value") if row.get("value") else None,
            commitments=tuple(self.commitment(owed, parties) for owed in self.rows(row, "commitments")),
            main=self.flag(row.get("main", True)),
            headline=str(row.get("headline", "")),
            subject=str(row.get("subject", "")),
            locations=tuple(map(str, self.list_of(row.get("locations", []), "locations"))),
            evidence=self.evidence(row),
            reviewed=True,
        )

    def evidence(self, row: Mapping[str, Any]) -> Evidence:
        """The places of the words that each field rests on; every field that is given must have some."""
        words = row.get("words", {})
        if not isinstance(words, dict):
            raise self.wrong("has words that are no table")
        by_article = words.get("announced_on") == [BY_ARTICLE]
        spans = {
            name: self.places(words.get(name, []), name)
            for name in ("parties", "kind", "status", "announced_on", "value")
            if not (name == "announced_on" and by_article)
        }
        for name in ("parties", "kind", "status", "announced_on", "value"):
            if row.get(name) and not spans.get(name) and not (name == "announced_on" and by_article):
                raise self.wrong(f"gives no words for its {name}")
        return Evidence(**spans, dated_by_article=by_article)

    def places(self, words: Any, field: str) -> tuple[Span, ...]:
        """Where words stand in the brief's text."""
        return tuple(self.place(str(each), field) for each in self.list_of(words, f"words of {field}"))

    def place(self, words: str, field: str) -> Span:
        at = self.text.find(words, self.within.start, self.within.end) if words.strip() else -1
        if at < 0:
            raise self.wrong(f"rests its {field} on words that do not stand in the text: “{words[:80]}”")
        return Span(at, at + len(words))

    def party(self, row: Mapping[str, Any]) -> Party:
        aliases = tuple(map(str, self.list_of(row.get("aliases", []), "aliases")))
        return Party(self.name(row, "parties"), self.one_of(row.get("role"), get_args(Role), "role"), aliases)

    def commitment(self, row: Mapping[str, Any], parties: tuple[Party, ...]) -> Commitment:
        """What one party undertakes, with the words for it."""
        party = self.name({"name": row.get("party")}, "commitments")
        if party not in {known.name for known in parties}:
            raise self.wrong(f"has a commitment of “{party[:60]}”, which is none of its parties")
        quantity = row.get("quantity")
        evidence = self.places(row.get("words", []), "commitments")
        if not evidence:
            raise self.wrong(f"gives no words for a commitment of {party}")
        return Commitment(
            party=party,
            kind=self.one_of(row.get("kind"), get_args(Undertaking), "commitments"),
            strength=self.one_of(row.get("strength"), get_args(Strength), "commitments"),
            money=self.money(row, "commitments") if row.get("amount") is not None else None,
            quantity=None if quantity is None else Quantity(self.number(quantity, "quantity"), self.unit(row)),
            deadline=self.day(row["deadline"], "deadline") if row.get("deadline") else None,
            evidence=evidence,
        )

    def unit(self, row: Mapping[str, Any]) -> str:
        unit = str(row.get("unit") or "")
        if not unit or len(unit.split()) > 1:
            raise self.wrong("has a quantity without its unit in one word")
        return unit

    def money(self, row: Any, field: str) -> Money:
        """A sum: amount, ISO currency, and how it was stated."""
        if not isinstance(row, dict) or row.get("amount") is None:
            raise self.wrong(f"has no amount in its {field}")
        currency = str(row.get("currency", ""))
        if len(currency) != 3 or not currency.isupper():
            raise self.wrong(f"has no currency code in its {field}: “{currency[:20]}”")
        qualifier = self.one_of(row.get("qualifier", "exact"), get_args(Qualifier), f"qualifier of its {field}")
        return Money(self.number(row["amount"], field), currency, qualifier)

    def number(self, told: Any, field: str) -> Decimal:
        try:
            number = Decimal(str(told))
        except InvalidOperation:
            raise self.wrong(f"has no number in its {field}: “{str(told)[:40]}”") from None
        if isinstance(told, bool) or not number.is_finite() or number < 0:
            raise self.wrong(f"has no number in its {field}: “{str(told)[:40]}”")
        return number

    def day(self, told: Any, field: str) -> Day:
        try:
            return Day.parse(str(told))
        except ValueError:
            raise self.wrong(f"has no date in its {field}: “{str(told)[:40]}”") from None

    def name(self, row: Mapping[str, Any], field: str) -> str:
        name = row.get("name")
        if not isinstance(name, str) or not name.strip():
            raise self.wrong(f"lacks a name in its {field}")
        return name

    def one_of(self, told: Any, known: tuple[Word, ...], field: str) -> Word:
        found = next((word for word in known if word == told), None)
        if found is None:
            raise self.wrong(f"has an unknown {field}: “{str(told)[:40]}” is none of {', '.join(known)}")
        return found

    def flag(self, told: Any) -> bool:
        if not isinstance(told, bool):
            raise self.wrong("says neither true nor false for main")
        return told

    def rows(self, row: Mapping[str, Any], field: str) -> list[dict[str, Any]]:
        found = self.list_of(row.get(field, []), field)
        if not all(isinstance(each, dict) for each in found):
            raise self.wrong(f"has {field} that are no tables")
        return found

    def list_of(self, told: Any, field: str) -> list[Any]:
        if not isinstance(told, list):
            raise self.wrong(f"has {field} that are no list")
        return told

    def wrong(self, what: str) -> BadInput:
        return BadInput(f"In the front matter, {self.where} {what}.")
