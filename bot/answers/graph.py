"""The net of companies: its edges, the shortest chain between two, and chains that close. Pure.

An edge is what one deal says of two of its parties. Where their roles tell who pays whom it has that direction; two
partners have none. A chain closes where money could come back to where it set out: "A invests in B, B buys from A".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from operator import attrgetter

from bot.language.names import key
from bot.model import Company, Deal, Kind, Role, Undertaking
from bot.store.ties import Tie

LONGEST_LOOP = 4
MOST_LOOPS = 60
MOST_STEPS = 100_000
"""A search for loops gives up after so many steps: in a dense net there are more loops than anyone could read."""
MOST_PARTIES = 12

PAYS: Mapping[tuple[Role, Role], tuple[str, str]] = {
    ("buyer", "supplier"): ("buys from", "supplies"),
    ("buyer", "seller"): ("buys from", "supplies"),
    ("acquirer", "target"): ("acquires", "is acquired by"),
    ("acquirer", "seller"): ("acquires from", "sells a business to"),
    ("investor", "investee"): ("invests in", "takes money from"),
    ("licensee", "licensor"): ("licenses from", "licenses to"),
    ("lender", "borrower"): ("lends to", "borrows from"),
}
"""Who pays whom, by their roles; how the one is said of the other, and the other way round."""

ALONGSIDE: Mapping[Role, str] = {
    "investor": "invests alongside",
    "acquirer": "acquires alongside",
    "buyer": "buys alongside",
    "supplier": "supplies alongside",
    "seller": "sells alongside",
    "lender": "lends alongside",
}
PARTNERS = "is a partner of"
TOGETHER = "is in one deal with"

OWES: Mapping[Undertaking, tuple[str, Kind]] = {
    "purchase": ("buys from", "supply"),
    "invest": ("invests in", "investment"),
    "pay": ("pays", "financing"),
    "lend": ("lends to", "financing"),
}
"""What a company that undertakes to pay is said to do, and the kind of tie that it is."""
BACK = {**dict(PAYS.values()), "pays": "is paid by"}
FORTH = {back: verb for verb, back in reversed(BACK.items())}


@dataclass(frozen=True, slots=True)
class Edge:
    """What a deal says of two companies: `one` pays `other` where it is `directed`."""

    one: int
    other: int
    verb: str
    deal_id: int
    kind: Kind
    directed: bool
    day_number: int = 0

    @property
    def weak(self) -> bool:
        """Whether both only stand on the same side of a deal."""
        return not self.directed and self.verb != PARTNERS

    def turned(self) -> Edge:
        """The same, told from the other side."""
        verb = BACK.get(self.verb) or FORTH.get(self.verb) or self.verb
        return replace(self, one=self.other, other=self.one, verb=verb)

    def forward(self) -> Edge:
        """The same, told from the side of the one that acts."""
        return self.turned() if self.verb in FORTH else self


Chain = tuple[Edge, ...]


def edges(ties: Iterable[Tie]) -> list[Edge]:
    """The edges of every deal; the ties of one deal stand together."""
    return [edge for _, parties in groupby(ties, key=lambda tie: tie.deal_id) for edge in _of_deal(list(parties))]


def _of_deal(parties: Sequence[Tie]) -> Iterator[Edge]:
    """Each pair of a deal's companies once, directed where their roles are a payer's and a payee's."""
    seen = {tie.company_id: tie for tie in reversed(parties)}
    for one, other in combinations(list(seen.values())[::-1][:MOST_PARTIES], 2):
        said, back = PAYS.get((one.role, other.role)), PAYS.get((other.role, one.role))
        if said is not None:
            yield _edge(one, other, said[0], directed=True)
        elif back is not None:
            yield _edge(other, one, back[0], directed=True)
        else:
            yield _edge(one, other, _side_by_side(one.role, other.role), directed=False)


def _side_by_side(one: Role, other: Role) -> str:
    if one != other:
        return TOGETHER
    return PARTNERS if one == "partner" else ALONGSIDE.get(one, TOGETHER)


def owed_edges(deal: Deal, companies: Sequence[Company], day_number: int) -> Iterator[Edge]:
    """What one of a deal's two companies undertakes to pay the other, beside what their roles say."""
    if len({company.id for company in companies}) != 2:
        return
    ids = {key(party.name): company.id for party, company in zip(deal.parties, companies, strict=True)}
    for owed in deal.commitments:
        one, tie = ids.get(key(owed.commitment.party)), OWES.get(owed.commitment.kind)
        if one is not None and tie is not None and owed.commitment.strength != "none":
            other = next(company.id for company in companies if company.id != one)
            yield Edge(one, other, tie[0], deal.id, tie[1], directed=True, day_number=day_number)


def _edge(one: Tie, other: Tie, verb: str, *, directed: bool) -> Edge:
    return Edge(one.company_id, other.company_id, verb, one.deal_id, one.kind, directed, one.day_number)


def shortest(net: Sequence[Edge], start: int, end: int) -> Chain:
    """The shortest chain from one company to another, in its direction; () where there is none.

    Of several deals between two companies the latest speaks; of several shortest chains, the one of latest deals.
    """
    beside: dict[int, list[tuple[int, Edge]]] = {}
    for edge in latest_first(net):
        beside.setdefault(edge.one, []).append((edge.other, edge))
        beside.setdefault(edge.other, []).append((edge.one, edge))
    came: dict[int, tuple[int, Edge] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for other, edge in beside.get(here, ()):
            if other not in came:
                came[other] = (here, edge)
                waiting.append(other)
    chain: list[Edge] = []
    here = end
    while (last := came.get(here)) is not None:
        here, edge = last
        chain.append(told_from(edge, here))
    return tuple(reversed(chain))


def latest_first(net: Iterable[Edge]) -> list[Edge]:
    """Edges by their deals' days."""
    return sorted(net, key=attrgetter("day_number", "deal_id"), reverse=True)


def told_from(edge: Edge, company: int) -> Edge:
    """The edge as it is told from one of its companies."""
    return edge if edge.one == company else edge.turned()


def beside(net: Iterable[Edge], company: int) -> list[Edge]:
    """A company's edges, told from its side, the latest first."""
    return [told_from(edge, company) for edge in latest_first(e for e in net if company in (e.one, e.other))]


def loops(
    net: Sequence[Edge], of: Mapping[int, int], company: int | None = None, other: int | None = None
) -> list[Chain]:
    """Chains of two to four payments that come back to where they set out, no statement in it twice; shortest first.

    With a company, those that it is in, told from it on; with `other`, those that hold both. `of` gives the group that
    a company belongs to: what its daughter is paid has come back to it.
    """
    ways = _payments(net, of)
    starts = [of.get(company, company)] if company is not None else sorted(ways)
    wanted = None if other is None else of.get(other, other)
    found: dict[frozenset[int], Chain] = {}
    for start in starts:
        for chain in _closing(ways, start, of):
            members = frozenset(of.get(edge.one, edge.one) for edge in chain)
            if wanted is None or wanted in members:
                # Two loops through the same companies tell the same story; the first has the latest deals.
                found.setdefault(members, chain)
            if len(found) >= MOST_LOOPS:
                break
    return sorted(found.values(), key=lambda chain: (len(chain), -min(edge.day_number for edge in chain)))


Ways = Mapping[int, Mapping[int, Sequence[Edge]]]


def _payments(net: Iterable[Edge], of: Mapping[int, int]) -> Ways:
    """Which group pays which, by which deals, the latest first."""
    ways: dict[int, dict[int, list[Edge]]] = {}
    for edge in latest_first(net):
        one, other = of.get(edge.one, edge.one), of.get(edge.other, edge.other)
        if edge.directed and one != other:
            ways.setdefault(one, {}).setdefault(other, []).append(edge)
    return ways


def _closing(ways: Ways, start: int, of: Mapping[int, int]) -> Iterator[Chain]:
    """Chains from a group back to itself, shorter ones first, no group twice."""
    waiting: deque[tuple[int, Chain]] = deque([(start, ())])
    steps = 0
    while waiting and steps < MOST_STEPS:
        here, chain = waiting.popleft()
        passed = {of.get(edge.one, edge.one) for edge in chain}
        said = {(edge.deal_id, edge.verb) for edge in chain}
        for other, between in ways.get(here, {}).items():
            steps += 1
            edge = next((edge for edge in between if (edge.deal_id, edge.verb) not in said), None)
            if edge is None:
                continue
            if other == start and chain:
                yield (*chain, edge)
            elif other not in passed and len(chain) < LONGEST_LOOP - 1:
                waiting.append((other, (*chain, edge)))


def within(net: Sequence[Edge], start: int, steps: int) -> set[int]:
    """The companies that can be reached in so many steps."""
    seen = {start}
    for _ in range(steps):
        touched = [edge for edge in net if edge.one in seen or edge.other in seen]
        seen |= {company for edge in touched for company in (edge.one, edge.other)}
    return seen
