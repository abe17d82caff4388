"""Finds that tell one agreement, put together: the same parties, of kinds that can be one.

A find is only held against the deals that it may belong to, found by a pair of parties, a round or a sentence that
they share, so that a text with thousands of deals is read in a time that grows with its length.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bot.model import Kind
from bot.reading.deals import NEAR, Find, Told
from bot.reading.naming.organisations import Named

FEW = 24
"""Of more parties than this, not every two are looked up."""

APART: frozenset[Kind] = frozenset({"investment", "services", "supply", "licensing"})
"""A stake is a deal of its own beside a contract of one of the other kinds."""


OPPOSITE = {"acquirer": "seller", "seller": "acquirer"}
"""Who sold what it had bought made two deals, one after the other."""


@dataclass(slots=True)
class Group:
    """The finds of one agreement, with what is asked of them again and again."""

    told: Told = field(default_factory=Told)
    who: dict[Named, None] = field(default_factory=dict)
    kinds: set[Kind | None] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)
    rounds: set[Hashable] = field(default_factory=set)
    sides: set[tuple[Named, str]] = field(default_factory=set)


class Index:
    """The groups so far, and which of them a find can belong to."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self.places: defaultdict[Hashable, set[int]] = defaultdict(set)
        self.first: dict[tuple[Kind | None, Named], int] = {}

    def home_of(self, find: Find) -> int:
        """The place of the first group that a find belongs to, else of a new one."""
        near = {place for key in sought(find) for place in self.places.get(key, ())}
        if find.weak and len(find.roles) == 1:
            near.add(self.first.get((find.kind, find.roles[0][0]), len(self.groups)))
        return next((place for place in sorted(near) if self.fits(find, place)), len(self.groups))

    def fits(self, find: Find, place: int) -> bool:
        """Whether a find belongs to the group at a place; the find keeps why."""
        find.joined = belongs(find, self.groups[place]) if place < len(self.groups) else ""
        return bool(find.joined)

    def add(self, find: Find) -> None:
        """Put a find where it belongs."""
        home = self.home_of(find)
        if home == len(self.groups):
            self.groups.append(Group())
        group = self.groups[home]
        new = [who for who in parties_of(find) if who not in group.who]
        for pair in pairs(list(group.who), new):
            self.places[pair].add(home)
        group.who |= dict.fromkeys(new)
        for named in new if find.kind in group.kinds else group.who:
            for kind in group.kinds | {find.kind}:
                self.first[kind, named] = min(home, self.first.get((kind, named), home))
        group.kinds.add(find.kind)
        group.told.finds.append(find)
        group.told.who.update(new)
        group.sentences.add(find.sentence)
        group.sides.update(find.roles)
        self.places["in", find.sentence].add(home)
        if find.kind == "investment":
            group.rounds.add((taken_in(find), find.sentence))
            self.places[taken_in(find), find.sentence].add(home)


def join(finds: Sequence[Find]) -> list[Told]:
    """One agreement for finds of the same parties whose kinds can be one."""
    index = Index()
    for find in sorted(finds, key=lambda f: (f.weak, f.kind is None, f.sentence)):
        index.add(find)
    told = [group.told for group in index.groups]
    return sorted(told, key=lambda told: min((f.sentence, f.span.start) for f in told.finds))


def parties_of(find: Find) -> list[Named]:
    """Who stands in a find, each once."""
    return list(dict.fromkeys(named for named, _ in find.roles))


def taken_in(find: Find) -> frozenset[Named]:
    """The companies that a find puts money into."""
    return frozenset(named for named, role in find.roles if role == "investee")


def pairs(old: Sequence[Named], new: Sequence[Named]) -> Iterator[Hashable]:
    """Every two parties of which one at least is new."""
    for two in new[:FEW]:
        yield from (frozenset((one, two)) for one in old[:FEW])
    yield from map(frozenset, combinations(new[:FEW], 2))


def sought(find: Find) -> Iterator[Hashable]:
    """Under what the groups that a find may belong to are kept."""
    if not find.weak or len(find.roles) > 1:
        yield from pairs([], parties_of(find))
    if find.weak and find.kind == "pledge":
        yield from (("in", find.sentence - back) for back in (0, 1))
    if not find.weak and find.kind == "investment":
        yield from rounds(find)


def rounds(find: Find) -> Iterator[Hashable]:
    """The rounds of the same company told a little earlier: who else put money in is named after it."""
    taken = taken_in(find)
    if taken:
        yield from ((taken, find.sentence - back) for back in range(1 if find.money else 0, NEAR + 1))


def belongs(find: Find, group: Group) -> str:
    """Why a find tells the same agreement as those that are together already; nothing where it does not."""
    shared = sum(named in group.who for named in parties_of(find))
    if find.weak:
        if shared < len(parties_of(find)):
            return ""
        if find.kind in group.kinds:
            return "same party, same kind"
        near = not group.sentences.isdisjoint((find.sentence, find.sentence - 1))
        return "a sum that a party of the deal spends, beside it" if near and find.kind == "pledge" else ""
    if find.kind == "investment" and any(key in group.rounds for key in rounds(find)):
        return "money for the same company, a little later: the same round"
    if shared < 2 or any((named, OPPOSITE.get(role)) in group.sides for named, role in find.roles):
        return ""
    kinds = group.kinds - {None}
    if not find.kind or not kinds:
        return "same parties, and one of the two tells no kind"
    if find.kind in kinds:
        return "same parties, same kind"
    apart = kinds | {find.kind} <= APART and "investment" in kinds | {find.kind}
    return "" if apart else "same parties, kinds that can be one"
