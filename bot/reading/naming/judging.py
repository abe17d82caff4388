"""What an unknown name is: an organisation, a person, a place, a product or nobody, by its words and its places.

The word lists come first, then the shape of the name, then the signs of all its places in the text together: one
place that looks like a product's does not make a product of a company that is named nine times.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.language.text import words
from bot.reading.lexicon import Lexicon
from bot.reading.naming import surroundings
from bot.reading.naming.capitals import LAST_TITLES, Run
from bot.reading.naming.surroundings import Weight

if TYPE_CHECKING:
    from bot.reading.naming.organisations import Sort

CODE = re.compile(
    r"[0-9]{1,9}[A-Za-z]{1,4}|[A-Z]{1,4}[a-z]{0,2}-?[0-9][\w-]{0,20}|[0-9]{3,9}(?!-[A-Z][a-z]{2})[\w.-]{0,20}"
    r"|[A-Z]{1,5}\.[A-Z]{1,3}|[A-Z0-9]{1,9}\.[A-Z]{2}"
)
"""A part number, a measure or a ticker with its exchange: "XE9785", "16GWh", "01530.HK", "RCI.B"."""

NUMBER = re.compile(
    r" \d{1,3}(?:\.\d{1,2})?[A-Z]?(?![\w%]|[.,]\d|-| (?:million|billion|percent|per cent|year|month|day|week|times))"
    r"|,? [IVX]{1,4}\b"
)
LOWER = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
TICKERS = re.compile(r"[(\[]([^()\[\]\n]{0,30}[:$] ?[A-Z]{1,6}(?:\.[A-Z]{1,2})?) ?[)\],;]")
DATELINE = re.compile(
    r"(?:(?:[,/]| &| and) ?[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?){0,3}"
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?)?"
    r",? ?(?:\([A-Z][\w. ]{1,20}\)|/[A-Z]|[-–—]| - )"
)
MOST_PLACES = 12
"""So many places of a name are looked at; a name that stands more often is no clearer for it."""


class Judge:
    """The names of one text, judged one after another."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.small: frozenset[str] | None = None
        self.tickers: frozenset[str] | None = None

    def sort_of(self, form: str, seen: Sequence[Run], others: Mapping[str, Sequence[Run]]) -> Sort | None:
        """What an unknown name is; None for capitals that are nobody's name."""
        parts = [word.text for word in seen[0].words]
        legal = parts[-1] in self.lexicon.legal or f"{parts[-1]}." in self.lexicon.legal
        if (sort := self.listed(form, parts)) is not None:
            return "organisation" if sort in ("medium", "thing") and self.deals(form, parts, seen) else sort
        total, weights = self.weighed(seen)
        if len(parts) == 1 and (self.code(form, total) or self.numbered(form, seen)):
            return "thing"
        if all(run.headline for run in seen) and not legal:
            return None
        if legal and len(parts) > 1:
            return "organisation"
        if len(parts) == 1 and all(run.opens for run in seen) and self.opener(form, total, len(seen)):
            return None
        if (sort := self.shaped(form, parts, seen, others)) is not None:
            return sort
        if self.personal(form, total, seen, others):
            return "person"
        things, places = sum(w.thing for w in weights), sum(w.place for w in weights)
        if len(parts) > 1 and (parts[-1] in self.lexicon.endings or parts[0] in FIRST):
            return "organisation"
        if 2 * max(things, places) >= len(weights) and total.organisation <= max(things, places):
            return "thing" if things > places else "place"
        if total.organisation or (shouts(form) and total.agent):
            return "organisation"
        return "likely"

    def weighed(self, seen: Sequence[Run]) -> tuple[Weight, list[Weight]]:
        """The signs of all places together, and of each."""
        weights = [surroundings.weigh(self.text, run.span, self.lexicon) for run in seen[:MOST_PLACES]]
        return (weights[0] if len(weights) == 1 else Weight(*map(sum, zip(*weights, strict=True)))), weights

    def listed(self, form: str, parts: Sequence[str]) -> Sort | None:
        """What the word lists say of a name."""
        lexicon = self.lexicon
        bare = form.removeprefix("The ")
        if (
            bare in lexicon.places
            or bare.rstrip(".") in lexicon.places
            or form in lexicon.loud_places
            or bare in lexicon.demonyms
        ):
            return "place"
        if bare.endswith("s") and bare[:-1] in lexicon.demonyms:
            return "place"
        if len(parts) > 1 and all(part.rstrip(".") in lexicon.places or part in lexicon.loud_places for part in parts):
            return "place"
        if len(parts) == 2 and parts[0] in WATERS and parts[1] not in lexicon.endings:
            return "place"
        if bare in lexicon.media or bare in lexicon.markets or bare in lexicon.regulators:
            return "medium"
        if form in lexicon.eponyms:
            return "organisation"
        if parts[0] in lexicon.titles and (len(parts) == 1 or not self.titular(parts)):
            return "person"
        if form in lexicon.initials or parts[-1] in lexicon.things or form in lexicon.products:
            return "thing"
        if all(word in lexicon.calendar or word in lexicon.starters for word in parts):
            return "thing"
        if len(parts) > 1 and (
            parts[-1] in lexicon.designators or (parts[0] in lexicon.designators and short(parts[1]))
        ):
            return "thing"
        return None

    def deals(self, form: str, parts: Sequence[str], seen: Sequence[Run]) -> bool:
        """Whether the text tells what bears a newspaper's name, a product's or a common word's as a party to a deal:
        "bought Politico", "a stake in Slack", "merge True and Dtac"."""
        lexicon = self.lexicon
        if form in lexicon.regulators or form in lexicon.initials or parts[-1] in lexicon.things:
            return False
        if len(form) == 1 or parts[0] in lexicon.designators or parts[-1] in lexicon.designators - GROUNDS:
            return False
        if form in lexicon.products:
            return self.owned(seen)  # "a stake in Slack", but "ChatGPT runs on"
        plain = form not in lexicon.media and form not in lexicon.markets
        if plain and parts[0] in lexicon.calendar and (len(parts) == 1 or parts[-1] not in lexicon.endings):
            return False
        places = [run for run in seen[:MOST_PLACES] if not (run.headline or (plain and run.opens and len(parts) == 1))]
        return any(surroundings.deals(self.text, run.span) for run in places)

    def owned(self, seen: Sequence[Run]) -> bool:
        """Whether a name stands anywhere as what can be owned, as no person can: "a stake in Fisker"."""
        return any(surroundings.owned(self.text, run.span) for run in seen[:MOST_PLACES])

    def titular(self, parts: Sequence[str]) -> bool:
        """Whether a name that begins with a title is no person's: "General Catalyst", "Crown Castle"."""
        plain = self.lexicon.ordinary(parts[1]) and parts[1] not in self.lexicon.given
        return parts[-1] in self.lexicon.endings or (parts[0] in LAST_TITLES and plain)

    def code(self, form: str, total: Weight) -> bool:
        """Whether a word is the number of a part, a measure or a ticker; a firm's name ("G42") acts."""
        if len(form) == 1 or (len(form) < 6 and form in self.lexicon.designators):
            return True
        long = sum(c.isdigit() for c in form) > 2
        return CODE.fullmatch(form) is not None and total.organisation + total.agent < 1 + 2 * long

    def numbered(self, form: str, seen: Sequence[Run]) -> bool:
        """Whether a common word has its capital from the number behind it: "Chapter 11", "Section 232"."""
        if not all(NUMBER.match(self.text, run.span.end) for run in seen):
            return False
        return (form in self.lexicon.designators or self.lexicon.ordinary(form)) and not self.owned(seen)

    def shaped(
        self, form: str, parts: Sequence[str], seen: Sequence[Run], others: Mapping[str, Sequence[Run]]
    ) -> Sort | None:
        """What the shape of a name says: a dateline, a ticker, a heading, a plural of products."""
        if form.isupper() and len(parts) == 1 and self.in_ticker(form):
            return "thing"
        if form.isupper() and all(run.opens and DATELINE.match(self.text, run.span.end) for run in seen):
            return "place"
        if len(parts) == 1 and form.endswith("s") and (form[:-1] in self.lexicon.products or form[:-1] in others):
            return "thing"  # "iPhones"; "Leapmotors", where the text names Leapmotor
        return None

    def in_ticker(self, form: str) -> bool:
        """Whether a word in capitals stands behind the name of an exchange: "(NASDAQ: PFE)"."""
        if self.tickers is None:
            self.tickers = frozenset(word for told in TICKERS.findall(self.text) for word in re.split("[^A-Z.]+", told))
        return form in self.tickers

    def personal(self, form: str, total: Weight, seen: Sequence[Run], others: Mapping[str, Sequence[Run]]) -> bool:
        """Whether a name is a person's."""
        lexicon, parts = self.lexicon, [word.text for word in seen[0].words]
        if len(parts) > 4 or parts[-1] in lexicon.endings or form.endswith(("'s", "’s")) or " & " in form:
            return False
        if form in lexicon.surnames:
            return not self.owned(seen)
        if len(parts) > 1 and parts[0] in lexicon.given:
            return total.organisation <= total.person + 3 and not self.owned(seen)
        if len(parts) == 1 and shouts(parts[0]):
            return total.person > 2 * total.organisation + 2
        if total.person > total.organisation:
            return len(parts) == 2 or total.person > 1
        if len(parts) != 2 or total.organisation or any(lexicon.ordinary(word) or shouts(word) for word in parts):
            return False
        last, first = others.get(parts[-1], ()), others.get(parts[0], ())
        return bool(last) and not first and self.weighed(last)[0].organisation == 0

    def opener(self, form: str, total: Weight, times: int) -> bool:
        """Whether a word that only ever opens sentences is more likely no name."""
        if shouts(form):
            return False
        if self.small is None:
            self.small = frozenset(LOWER.findall(self.text))
        if form in self.lexicon.starters or form.lower() in self.small:
            return True
        acts = total.organisation or (total.agent and times > 1)  # "Oracle has", and never an oracle
        return self.lexicon.ordinary(form) and not acts


GROUNDS = words(
    "Airport Lake Bay River Hill Hills Peak Mountain Mountains Coast Valley Square Island Islands Gulf Cape Stadium"
)
"""What ends the names of places, and of firms that are called after one or run one: "Silver Lake", "Sydney Airport"."""

WATERS = words("Lake Mount Mt Fort Cape Gulf Camp")
"""What a place's name may begin with."""

FIRST = words("University Bank Ministry Department Institute Banco Banque Grupo Groupe Gruppo")
"""What an organisation's name may begin with."""


def short(word: str) -> bool:
    """Whether a word can be the number of something: "4", "S-4", "III", "B"."""
    return len(word) <= 2 or any(c.isdigit() for c in word) or set(word) <= set("IVX")


def shouts(form: str) -> bool:
    """Whether a word is written as no ordinary word is at the start of a sentence: "BMW", "xAI", "CoreWeave"."""
    return sum(c.isupper() for c in form) > 1 or form[0].islower() or any(c.isdigit() for c in form)
