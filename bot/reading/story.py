"""An article as the fields of a deal are read from it: each sentence with its sums and dates, whom it names, which
deals it tells, and to which of them a sum or a date in it belongs.

Everything of a sentence is worked out once, whatever number of deals asks for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from bot.language.amounts import MoneyFind
from bot.language.dates import DateFind
from bot.reading.clauses.scenes import Sentence
from bot.reading.deals import Find, Told
from bot.reading.masking import BREAK, D, M, O
from bot.reading.naming.organisations import Named

ENDS = re.compile(
    rf"[,;:{BREAK}](?! (?:for|at|worth|valued at|in a deal worth) (?:about |some |around |up to |roughly )?{M})| and (?!{M})"
)
"""Where the clause of a deal ends; not before its price."""


FEW, GOES_ON, FOLLOWS, STILL, AGAIN = 6, 30, 1, 5, 10**6
"""So many deals are held in mind. So many sentences later one of their parties still brings them up, so many later a
sentence without a name follows on, so many later "the agreement" is still that one."""

THE_DEAL = re.compile(
    r"\b(?:the|this|that|their|its) (?:[\w-]+ ){0,2}?(?:deal|agreement|contract|order|pact|accord|transaction|acquisition|takeover|merger|partnership|alliance|arrangement|memorandum|mou|offer|bid|venture|licen[cs]e|collaboration|package|letter of intent)\b"
)


@dataclass(slots=True)
class Topic:
    """A deal that is being spoken of: told in one sentence, gone on about up to another."""

    told: Told
    who: frozenset[Named]
    telling: int
    last: int

    def goes_on(self, line: Line) -> bool:
        """Whether a sentence goes on about it."""
        named = line.organisations | (line.named & self.who)
        if not named:
            gap = line.number - self.last
            return gap <= FOLLOWS or (gap <= STILL and THE_DEAL.search(line.text) is not None)
        return named == self.who or (named <= self.who and line.number - self.telling <= GOES_ON)


DATED = re.compile(rf"[,;:{BREAK}]?(?: and)?(?: (?:in|on|later in|early in|late in|back in))? {D}")
"""A date set off before the clause that it belongs to."""


LEAD = 4
"""The first sentences, the title counted in: a deal that they tell is what the article is about."""


class Line:
    """One sentence of an article."""

    def __init__(self, number: int, sentence: Sentence) -> None:
        self.number, self.sentence, self.masked = number, sentence, sentence.masked
        self.tellings: list[tuple[Find, Told]] = []

    @property
    def text(self) -> str:
        """The masked sentence."""
        return self.masked.text

    def before(self, place: int, count: int) -> str:
        """So many characters before a place, fewer where the sentence begins."""
        return self.text[max(0, place - count) : place]

    @cached_property
    def sums(self) -> tuple[tuple[int, MoneyFind], ...]:
        """Every sum with its place."""
        found = ((match.start(), self.masked.marks[match[0]]) for match in re.finditer(M, self.text))
        return tuple((place, money) for place, money in found if isinstance(money, MoneyFind))

    @cached_property
    def dates(self) -> tuple[tuple[int, DateFind], ...]:
        """Every date with its place."""
        found = ((match.start(), self.masked.marks[match[0]]) for match in re.finditer(D, self.text))
        return tuple((place, day) for place, day in found if isinstance(day, DateFind))

    @cached_property
    def named(self) -> frozenset[Named]:
        """Whoever stands in it, by name or meant by a word like "it"."""
        marks = re.findall(O, self.text)
        return frozenset(who for mark in marks for mention in self.masked.mentions(mark) for who in mention.who)

    @cached_property
    def organisations(self) -> frozenset[Named]:
        """Those of them that are surely organisations."""
        return frozenset(who for who in self.named if who.sort == "organisation")

    @cached_property
    def _shares(self) -> tuple[list[int], list[Told]]:
        """Up to which place the sentence speaks of which deal."""
        order = sorted(self.tellings, key=lambda telling: (telling[0].end, telling[0].at))
        limits: list[int] = []
        tolds: list[Told] = []
        for (find, told), (after, following) in pairwise(order):
            if told is not following:
                limits.append(self._boundary(find, after))
                tolds.append(told)
        return limits, [*tolds, order[-1][1]] if order else []

    def _boundary(self, find: Find, after: Find) -> int:
        """Where the words of one deal end and those of the next begin: at the last comma or "and" before the verb of
        the next, or before its party where they share the verb ("bought A in 2017 and B in 2019")."""
        begins = after.at if after.at > find.end else after.end - 1
        closing = [match.start() for match in ENDS.finditer(self.text, find.end, max(begins, find.end))]
        while len(closing) > 1 and DATED.fullmatch(self.text, closing[-2], closing[-1]):
            closing.pop()  # ", and in 2019, it acquired B"
        return closing[-1] if closing else max(begins, find.end + 1)

    def owner(self, place: int) -> Told | None:
        """The deal to which a sum or a date belongs, where a sentence tells several: "bought A in 2017, B in 2019 for
        $6 billion", "in 2003 it paid for A, and in 2009 for B"."""
        limits, tolds = self._shares
        return tolds[bisect_right(limits, place)] if tolds else None

    def shared(self, told: Told, place: int) -> bool:
        """Whether a date that stands before or behind all of several deals under one verb is that of each: "in 2017 it
        bought A and B", "bought A and B in 2018"."""
        verbs = {find.at for find, other in self.tellings if other is told}
        ends = [find.end for find, _ in self.tellings if find.at in verbs]
        if not ends:
            return False
        between = (place, min(verbs)) if place < min(verbs) else (max(ends), place)
        return place < min(verbs) or (place >= max(ends) and ENDS.search(self.text, *between) is None)

    def may_own(self, told: Told, place: int) -> bool:
        """Whether what stands at a place can be the deal's."""
        return self.owner(place) in (told, None)


class Story:
    """The sentences of an article, with the deals that each of them tells."""

    def __init__(self, deals: Sequence[Told], sentences: Sequence[Sentence], given: date | None) -> None:
        self.deals, self.given = deals, given
        self.lines = [Line(number, sentence) for number, sentence in enumerate(sentences)]
        for told in deals:
            for find in told.finds:
                self.lines[find.sentence].tellings.append((find, told))

    @cached_property
    def who(self) -> dict[int, frozenset[Named]]:
        """The parties of each deal, by its id."""
        return {id(told): frozenset(told.who) for told in self.deals}

    @cached_property
    def talk(self) -> dict[int, list[Line]]:
        """The sentences that tell no deal themselves, by the deal (its id) that they go on about: the last one told
        that has everybody whom they name; one that names nobody follows at once."""
        found: dict[int, list[Line]] = {}
        recent: dict[int, Topic] = {}
        for line in self.lines:
            for _, told in line.tellings[-FEW:]:
                recent.pop(id(told), None)
                recent[id(told)] = Topic(told, self.who[id(told)], line.number, line.number)
            if not line.tellings:
                topic = next((t for t in (*reversed(recent.values()), *self._leading) if t.goes_on(line)), None)
                if topic is not None:
                    found.setdefault(id(topic.told), []).append(line)
                    topic.last = line.number
            while len(recent) > FEW:
                del recent[next(iter(recent))]
        return found

    @cached_property
    def _leading(self) -> tuple[Topic, ...]:
        """What the article opens with, which any later sentence may come back to."""
        return tuple(Topic(told, self.who[id(told)], -AGAIN, -AGAIN) for told in self.deals[:2])

    @cached_property
    def _by_parties(self) -> dict[frozenset[Named], list[Told]]:
        """The deals of the same parties."""
        found: dict[frozenset[Named], list[Told]] = {}
        for told in self.deals:
            found.setdefault(self.who[id(told)], []).append(told)
        return found

    def twins(self, told: Told) -> list[Told]:
        """The other deals of the same parties, the first few of them."""
        return [other for other in self._by_parties[self.who[id(told)]][:FEW] if other is not told]

    def own(self, told: Told) -> list[Line]:
        """The sentences that tell a deal."""
        return [self.lines[number] for number in sorted({find.sentence for find in told.finds})]

    def after(self, told: Told, count: int) -> list[Line]:
        """The sentences behind the first that tells a deal."""
        first = first_of(told)
        return self.lines[first + 1 : first + 1 + count]


def first_of(told: Told) -> int:
    """The sentence that first tells a deal."""
    return min(find.sentence for find in told.finds)
