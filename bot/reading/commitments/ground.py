"""What the commitments of one deal are read from: its parties, the sentences that speak of it, the amounts in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from bot.language.amounts import MoneyFind
from bot.language.quantities import QuantityFind
from bot.model import Report, Role
from bot.reading.clauses.subjects import group_start, subject_of
from bot.reading.deals import Told
from bot.reading.masking import M, Q
from bot.reading.naming.organisations import Named
from bot.reading.parties import leaning
from bot.reading.story import Line, Story

EDGE = re.compile(r"[\uf8ff;:–—]| -- ")
AMOUNT = re.compile(f"(?:{M}|{Q})")
JOINT = re.compile(r"(?:, | and |, and )(?!the |a )")
SEEN, MANY, ENOUGH = 200, 40, 80
"""So many sentences are looked through for what concerns a deal, where no more than so many deals are told, and so
many amounts: what comes after them is no longer about it, and a text can be endless."""

WIDE = 110
"""So many characters on either side of an amount tell what it is for."""


class Amount(NamedTuple):
    """A sum or a quantity of a sentence: the words before it since the last amount or the start of its clause, those
    after it, and the whole clause."""

    line: Line
    place: int
    found: MoneyFind | QuantityFind
    before: str
    after: str
    clause: str


def amounts_in(line: Line) -> Iterator[Amount]:
    """Every sum and quantity of a sentence, conversions left out."""
    places = [match.start() for match in AMOUNT.finditer(line.text)]
    edges = [0, *(match.end() for match in EDGE.finditer(line.text)), len(line.text) + 1]
    for number, place in enumerate(places):
        found = line.masked.marks[line.text[place]]
        if not isinstance(found, MoneyFind | QuantityFind) or (isinstance(found, MoneyFind) and found.conversion):
            continue
        start = max(edge for edge in edges if edge <= place)
        end = min(edge for edge in edges if edge > place) - 1
        before, after = line.text[start:place], line.text[place + 1 : end]
        if number and places[number - 1] >= start:
            before = following(line.text[places[number - 1] + 1 : place])
        if number + 1 < len(places) and places[number + 1] < end:
            after = leading(line.text[place + 1 : places[number + 1]])
        yield Amount(line, place, found, before[-WIDE:], after[:WIDE], line.text[start:end])


def following(between: str) -> str:
    """What stands between two amounts, as far as it belongs to the second."""
    joints = list(JOINT.finditer(between))
    return between[joints[-1].start() :] if joints else between


def leading(between: str) -> str:
    """What stands between two amounts, as far as it belongs to the first."""
    joints = list(JOINT.finditer(between))
    return between[: joints[-1].start()] if joints else between


@dataclass
class Ground:
    """One deal with everything that its commitments are read from."""

    report: Report
    told: Told
    story: Story

    @cached_property
    def names(self) -> dict[Named, str]:
        """The parties, by whom the text names."""
        out: dict[Named, str] = {}
        for named in self.story.who[id(self.told)]:
            for party in self.report.parties:
                if named.name in (party.name, *party.aliases):
                    out.setdefault(named, party.name)
        return out

    @cached_property
    def own(self) -> list[Line]:
        """The sentences that tell the deal; of a text that never ends, the first of them."""
        return self.story.own(self.told)[:SEEN]

    @cached_property
    def lines(self) -> list[Line]:
        """Those, and the ones that go on about it."""
        more = self.story.talk.get(id(self.told), [])
        return sorted([*self.own, *more], key=lambda line: line.number)[:SEEN]

    @property
    def nameless(self) -> list[Line]:
        """The sentences that name nobody and tell nothing, wherever they stand; none where many deals are told."""
        if len(self.story.deals) > MANY:
            return []
        return [line for line in self.story.lines[:SEEN] if not line.organisations and not line.tellings]

    @cached_property
    def amounts(self) -> list[Amount]:
        """Every amount that can be the deal's."""
        return [amount for line in self.lines for amount in amounts_in(line) if line.may_own(self.told, amount.place)]

    @cached_property
    def of_twins(self) -> list[Line]:
        """The sentences of the other deals of the same parties."""
        twins = self.story.twins(self.told)
        lines = [line for deal in twins for line in (*self.story.own(deal), *self.story.talk.get(id(deal), []))]
        have = {line.number for line in self.lines}
        return list({line.number: line for line in lines[:SEEN] if line.number not in have}.values())

    @property
    def denying(self) -> list[Line]:
        """The sentences whose denials are the deal's: a contract's also where a stake of the same parties was spoken of
        last, a stake's only where it stands alone."""
        if self.report.kind == "investment" and self.of_twins:
            return []
        return [*self.lines, *self.of_twins] if self.report.main else self.lines

    @cached_property
    def payments(self) -> list[Amount]:
        """Those, and the amounts of sentences that were read as another deal of the same parties: what Roche pays
        Ionis upfront is no deal beside their licence."""
        found = (amount for line in self.of_twins for amount in amounts_in(line))
        return [*self.amounts, *islice(found, ENOUGH)]

    @property
    def staked(self) -> bool:
        """Whether the same parties have an investment too."""
        finds = [find for deal in (self.told, *self.story.twins(self.told)) for find in deal.finds]
        return any(find.kind == "investment" for find in finds)

    @cached_property
    def goods_buyer(self) -> str | None:
        """Of two partners, the one that takes goods by the words around them: "Moderna will supply its vaccine under
        an agreement with Gavi"."""
        if self.report.kind != "partnership" or len(self.names) != 2:
            return None
        one, two = self.names
        first, second = leaning(one, self.lines[:8]), leaning(two, self.lines[:8])
        return None if first == second else self.names[one if first < second else two]

    @property
    def tentative(self) -> bool:
        """Whether the deal itself is not agreed yet, so that nothing in it can be firm."""
        return self.report.status in ("rumored", "proposed")

    def holder(self, *roles: Role) -> str | None:
        """The first party in one of these roles, the roles in their order."""
        return next((party.name for role in roles for party in self.report.parties if party.role == role), None)

    def other(self, name: str) -> str | None:
        """The other of two parties."""
        others = [party.name for party in self.report.parties if party.name != name]
        return others[0] if len(others) == 1 else None

    def doers(self, line: Line, at: int, *, by_name: bool = False) -> tuple[str, ...] | None:
        """Who does what the word at a place of a sentence says: parties of the deal, none of them, or (None) nobody
        that the text names, `by_name` rather than by "it" or "the firm"."""
        tokens = line.sentence.tokens
        index = next((number for number, token in enumerate(tokens) if token.end > at), None)
        if index is None:
            return None
        start = group_start(tokens, index)
        units, _ = subject_of(line.sentence, start)
        if not units:
            return None
        noun = tokens[start - 1] if start else tokens[0]
        if not units[-1].own and noun.sort == "word" and not noun.tag and noun.verb is None:
            return ()  # "to which the family will contribute": not the company that was named before
        mentions = [mention for unit in units for mention in unit.mentions]
        if by_name and any(mention.pointing for mention in mentions):
            return None
        who = [named for mention in mentions for named in mention.who]
        return tuple(dict.fromkeys(self.names[named] for named in who if named in self.names))

    def one(self, line: Line, mark: str) -> str | None:
        """The one party that a mark of a sentence stands for."""
        who = {named for mention in line.masked.mentions(mark) for named in mention.who}
        return self.names.get(who.pop()) if len(who) == 1 else None
