"""The net of companies: chains that are as short as can be, loops that close, each edge what a deal says."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers import graph
from bot.answers.graph import Edge
from bot.model import ROLES
from bot.store.ties import Tie

some_ties = st.lists(
    st.tuples(st.integers(1, 7), st.sampled_from(ROLES)), min_size=1, max_size=4, unique_by=lambda pair: pair[0]
)
nets = st.lists(some_ties, max_size=9).map(
    lambda deals: graph.edges(
        Tie(number, company, role, "supply", number) for number, deal in enumerate(deals, 1) for company, role in deal
    )
)
companies = st.integers(1, 7)


def tie(deal_id: int, company_id: int, role: str) -> Tie:
    return Tie(deal_id, company_id, role, "investment", deal_id)  # type: ignore[arg-type]


def said(edge: Edge) -> tuple[int, str, int]:
    return edge.one, edge.verb, edge.other


def test_roles_tell_who_pays_whom() -> None:
    net = graph.edges(
        [
            tie(1, 10, "supplier"), tie(1, 11, "buyer"),
            tie(2, 10, "partner"), tie(2, 11, "partner"),
            tie(3, 10, "investor"), tie(3, 11, "investor"), tie(3, 12, "investee"),
        ]
    )  # fmt: skip
    assert [said(edge) for edge in net] == [
        (11, "buys from", 10),
        (10, "is a partner of", 11),
        (10, "invests alongside", 11),
        (10, "invests in", 12),
        (11, "invests in", 12),
    ]
    assert [edge.weak for edge in net] == [False, False, True, False, False]


@given(nets)
def test_an_edge_turned_twice_is_itself(net: list[Edge]) -> None:
    for edge in net:
        assert edge.turned().turned() == edge
        assert edge.turned().forward().directed == edge.directed
        if edge.directed:
            assert edge.turned().forward() == edge


@given(nets, companies, companies)
def test_a_chain_is_joined_and_as_short_as_any(net: list[Edge], start: int, end: int) -> None:
    chain = graph.shortest(net, start, end)
    beside = {(edge.one, edge.other) for edge in net} | {(edge.other, edge.one) for edge in net}
    slow = [
        size + 1
        for size in range(6)
        for between in permutations(set(range(1, 8)) - {start, end}, size)
        if all(pair in beside for pair in pairwise((start, *between, end)))
    ]
    if start == end or not slow:
        assert not chain
        return
    assert len(chain) == min(slow)
    assert chain[0].one == start
    assert chain[-1].other == end
    assert all(one.other == other.one for one, other in pairwise(chain))
    known = {*net, *(edge.turned() for edge in net)}
    assert all(edge in known for edge in chain)


@given(nets, companies)
def test_a_loop_closes_passes_nobody_twice_and_is_made_of_payments(net: list[Edge], company: int) -> None:
    groups = {3: 2, 7: 6}
    for chain in graph.loops(net, groups, company):
        members = [groups.get(edge.one, edge.one) for edge in chain]
        assert 2 <= len(chain) <= 4
        assert members[0] == groups.get(company, company)
        assert len(set(members)) == len(members)
        assert all(edge.directed and edge in net for edge in chain)
        assert len({(edge.deal_id, edge.verb) for edge in chain}) == len(chain)
        for one, other in zip(chain, (*chain[1:], chain[0]), strict=True):
            assert groups.get(one.other, one.other) == groups.get(other.one, other.one)


def test_what_a_daughter_is_paid_has_come_back_to_the_group() -> None:
    amazon, aws, anthropic = 1, 2, 3
    net = graph.edges(
        [tie(1, amazon, "investor"), tie(1, anthropic, "investee"), tie(2, anthropic, "buyer"), tie(2, aws, "supplier")]
    )
    assert graph.loops(net, {}) == []
    [chain] = graph.loops(net, {aws: amazon}, anthropic)
    assert [said(edge) for edge in chain] == [(anthropic, "buys from", aws), (amazon, "invests in", anthropic)]
    assert graph.loops(net, {aws: amazon}, anthropic, aws) == [chain]
    assert graph.loops(net, {aws: amazon}, anthropic, 99) == []


def test_a_dense_net_is_given_up_in_time() -> None:
    net = graph.edges(
        tie(number * 100 + other, company, role)
        for number in range(60)
        for other in range(60)
        if number != other
        for company, role in ((number, "buyer"), (other, "supplier"))
    )
    assert 0 < len(graph.loops(net, {}, 5)) <= graph.MOST_LOOPS
