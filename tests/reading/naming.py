"""How well names are found, apart from what the rules make of them: the annotated parties against the mentions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.language.names import key
from bot.language.text import sentences
from bot.reading import lexicon
from bot.reading.forms import body, open_form
from bot.reading.naming.organisations import Mention, cast
from bot.reading.naming.vocabulary import Vocabulary


@dataclass(slots=True)
class Naming:
    """Annotated parties, those that some organisation of the text answers, and those found under their own name."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)
    organisations: int = 0
    strangers: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of annotated parties that an organisation of the text answers."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def named(self) -> float:
        """The share of annotated parties that are found under one of their own names."""
        return self.right / self.wanted if self.wanted else 1.0


def articles(folder: Path) -> Iterator[tuple[str, dict[str, object], str, date | None]]:
    """Each annotated article: its name, what is annotated, its text, its date."""
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        told = date.fromisoformat(gold["published_on"]) if gold.get("published_on") else None
        article = open_form(
            path.with_name(path.name.replace(".gold.json", ".txt")).read_text("utf-8"), published_on=told
        )
        yield path.name.removesuffix(".gold.json"), gold, article.text, told


def named_in(text: str, vocabulary: Vocabulary) -> list[Mention]:
    """Who is named in a text."""
    within = body(text)
    return cast(text, sentences(text, within.start, within.end), vocabulary, lexicon.load())


def measure(folder: Path, vocabulary: Vocabulary) -> Naming:
    """The sums over a folder."""
    total = Naming()
    for name, gold, text, _ in articles(folder):
        who = {id(m.who[0]): m.who[0] for m in named_in(text, vocabulary)}
        keys = {key(form): named for named in who.values() if named.party for form in (*named.forms, named.name)}
        answered: set[int] = set()
        for party, forms in parties(gold):
            total.wanted += 1
            hit = next((keys[form] for form in forms if form in keys), None)
            if hit is None:
                total.missed.append(f"{name}: {party}")
                continue
            answered.add(id(hit))
            total.found += 1
            if key(hit.name) in forms:
                total.right += 1
            else:
                total.misnamed.append(f"{name}: {party} as {hit.name}")
        others = [named.name for number, named in who.items() if named.party and number not in answered]
        total.organisations += len(others) + len(answered)
        total.strangers += [f"{name}: {other}" for other in others]
    return total


def parties(gold: dict[str, object]) -> list[tuple[str, list[str]]]:
    """Every annotated party once, with the comparison forms of its names."""
    found: dict[str, list[str]] = {}
    for deal in gold["deals"]:  # type: ignore[attr-defined]
        for party in deal["parties"]:
            forms = found.setdefault(party["name"], [])
            forms += [key(form) for form in (party["name"], *party.get("aliases", ())) if key(form) not in forms]
    return list(found.items())
