"""/map: the network around a company, the shortest chain between two, and chains that close; each edge with its proof.

Chains are found by `graph` in the whole net that the asker may see; only the deals that are shown are fetched. Deals
that are but rumored, or have ended, tie nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.answers import Answer, Ask, Bold, Button, Card, File, Line, Options, Section, graph
from bot.answers.cards import stage_of
from bot.answers.graph import Chain, Edge
from bot.answers.lines import write
from bot.answers.naming import company_meant, empty_library, is_empty, text_option
from bot.answers.paging import BESIDE_PICTURE, page_of, sections
from bot.answers.pictures import TONES, Neighbour, Step, chains, drawn
from bot.answers.pictures import network as network_picture
from bot.answers.totals import COUNTED
from bot.answers.wording import count, joined, kind_word, shown
from bot.language.names import key
from bot.language.wording import say_money
from bot.model import Company, Deal
from bot.store.companies import companies_by_id, companies_of
from bot.store.ties import Tie, ties
from bot.store.views import seen_deals

LOOPS_A_PAGE = 2
MOST_DEALS = 400
"""Deals whose commitments are looked through for loops, the latest first."""
AMONG = 40
LEFT_OUT = "Deals that are rumored or ended are left out"


async def network(ask: Ask, options: Options) -> Answer:
    """Whom a company is tied to, by its latest deal with each, and what ties these to one another."""
    company = await _company(ask, options, "company", "map network")
    if isinstance(company, Answer):
        return company
    net = await _net(ask)
    spokes, among = _around(net, company.id)
    if not spokes:
        return await _alone(ask, company)
    items = [*((shown(company.name, 60), some) for some in spokes), *(("Among them", [edge]) for edge in among)]
    page = page_of(options, len(items), BESIDE_PICTURE)
    names = await companies_by_id(ask.db, ask.server_id, _ids(edge for _, some in items for edge in some))
    deals = await _deals(ask, [some[0].deal_id for _, some in page.of(items)])
    lines = [
        (heading, _line(some[0].forward(), names, deals, more=_number_of_deals(some) - 1))
        for heading, some in page.of(items)
    ]
    title = f"{shown(company.name, 60)} is tied to {count(len(spokes), 'company')}"
    card = Card(title, sections(lines), (_footer(page.said),))
    files = await _network_drawn(ask, company, spokes, among, names) if page.number == 1 else ()
    turning = page.buttons("map network", {"company": company.name})
    told = tuple(deals.values())
    return Answer(cards=(card,), buttons=turning, files=files, replaces="page" in options, deals=told)


async def _net(ask: Ask) -> list[Edge]:
    """Every edge that the asker may see, put together in a thread: with 100,000 deals that takes a second."""
    return await asyncio.to_thread(graph.edges, await ties(ask.db, ask.server_id, COUNTED))


def _footer(before: str) -> str:
    return f"{before}. {LEFT_OUT}." if before else f"{LEFT_OUT}."


def _around(net: Sequence[Edge], company: int) -> tuple[list[list[Edge]], list[Edge]]:
    """The edges to each neighbour, the busiest first, the latest of each first; and one edge for each pair of them.

    Who only stands on the same side of a deal is left out, unless there is nobody else.
    """
    all_edges = graph.beside(net, company)
    found: dict[int, list[Edge]] = {}
    for edge in [edge for edge in all_edges if not edge.weak] or all_edges:
        found.setdefault(edge.other, []).append(edge)
    spokes = sorted(found.values(), key=lambda some: (-_number_of_deals(some), -some[0].day_number, some[0].other))
    pairs: dict[frozenset[int], Edge] = {}
    for edge in graph.latest_first(e for e in net if e.one in found and e.other in found):
        if not edge.weak:
            pairs.setdefault(frozenset((edge.one, edge.other)), edge)
    return spokes, list(pairs.values())[:AMONG]


def _number_of_deals(some: Iterable[Edge]) -> int:
    return len({edge.deal_id for edge in some})


async def _network_drawn(
    ask: Ask, company: Company, spokes: Sequence[Sequence[Edge]], among: Sequence[Edge], names: Mapping[int, Company]
) -> tuple[File, ...]:
    around = [Neighbour(names[some[0].other].name, _number_of_deals(some), TONES[some[0].kind]) for some in spokes]
    place = {some[0].other: number for number, some in enumerate(spokes)}
    rim = [(place[edge.one], place[edge.other], TONES[edge.kind]) for edge in among]
    return await drawn(ask, network_picture(company.name, around, rim), company.name)


async def path(ask: Ask, options: Options) -> Answer:
    """The shortest chain of deals from one company to another."""
    one = await _company(ask, options, "company", "map path")
    if isinstance(one, Answer):
        return one
    other = await _company(ask, options, "other", "map path")
    if isinstance(other, Answer):
        return other
    if one.id == other.id:
        near = Button("Its network", write("map network", company=one.name))
        return Answer(text=(f"Both are {shown(one.name, 60)}. A chain needs two companies.",), buttons=(near,))
    net = await _net(ask)
    chain = await asyncio.to_thread(graph.shortest, [edge for edge in net if not edge.weak], one.id, other.id)
    chain = chain or await asyncio.to_thread(graph.shortest, net, one.id, other.id)
    return await _chain_answer(ask, one, other, chain) if chain else await _no_chain(ask, one, other)


async def _chain_answer(ask: Ask, one: Company, other: Company, chain: Chain) -> Answer:
    names = await companies_by_id(ask.db, ask.server_id, _ids(chain))
    deals = await _deals(ask, [edge.deal_id for edge in chain])
    title = f"From {shown(one.name, 60)} to {shown(other.name, 60)}"
    steps = "They have a deal with each other" if len(chain) == 1 else f"The shortest chain has {len(chain):,} deals"
    lines = tuple(_line(edge, names, deals) for edge in chain)
    drawn_chain = [*(_step(edge, deals, names[edge.one].name) for edge in chain), Step(other.name)]
    files = await drawn(ask, chains(title, [drawn_chain], "path"), f"{one.name} {other.name}")
    return Answer(
        cards=(Card(title, (Section("", lines),), (_footer(steps),)),), files=files, deals=tuple(deals.values())
    )


async def loop(ask: Ask, options: Options) -> Answer:
    """Chains of payments that close: through one company, through two, or all there are."""
    asked = await _through(ask, options)
    if isinstance(asked, Answer):
        return asked
    net, names, deals = await _paying(ask, asked[0] if asked else None)
    groups = _groups(names)
    found = graph.loops(net, groups, *(company.id for company in asked))
    if not found:
        return await _no_loop(ask, asked)
    page = page_of(options, len(found), LOOPS_A_PAGE)
    parts = tuple(_loop_section(chain, names, deals) for chain in page.of(found))
    through = f" through {' and '.join(shown(company.name, 60) for company in asked)}" if asked else ""
    title = f"{count(len(found), 'closed chain')}{through}"
    footer = f"{_footer(page.said)} That money could come back does not say that it does."
    kept = {option: company.name for option, company in zip(("company", "other"), asked, strict=False)}
    pictured = [[_step(edge, deals, name) for name, edge in _stations(chain, names)] for chain in page.of(found)]
    files = await drawn(ask, chains(title, pictured, "loops"), " ".join(kept.values())) if page.number == 1 else ()
    turning = page.buttons("map loop", kept)
    told = tuple({edge.deal_id: deals[edge.deal_id] for chain in page.of(found) for edge in chain}.values())
    card = Card(title, parts, (footer,))
    return Answer(cards=(card,), buttons=turning, files=files, replaces="page" in options, deals=told)


async def _through(ask: Ask, options: Options) -> list[Company] | Answer:
    """The companies that a loop is to hold, as many as are named."""
    asked: list[Company] = []
    for option in ("company", "other"):
        if text_option(options, option):
            company = await _company(ask, options, option, "map loop")
            if isinstance(company, Answer):
                return company
            asked.append(company)
    return asked


async def _paying(ask: Ask, company: Company | None) -> tuple[list[Edge], dict[int, Company], dict[int, Deal]]:
    """Who pays whom by the deals near a company (or the latest ones): by their roles, and by what they undertake."""
    known = await ties(ask.db, ask.server_id, COUNTED)
    net = await asyncio.to_thread(graph.edges, known)
    days = {tie.deal_id: tie.day_number for tie in known}
    near = set(days) if company is None else _deals_near(net, company.id, known)
    deals = await _deals(ask, [deal_id for deal_id in days if deal_id in near][:MOST_DEALS])
    parties = await companies_of(ask.db, ask.server_id, tuple(deals.values()))
    paid = [edge for edge in net if edge.deal_id in deals and edge.directed]
    said = {(edge.deal_id, edge.one, edge.verb) for edge in paid}
    for deal in deals.values():
        owed = graph.owed_edges(deal, parties.get(deal.id, ()), days[deal.id])
        paid += [edge for edge in owed if (edge.deal_id, edge.one, edge.verb) not in said]
    return paid, {one.id: one for some in parties.values() for one in some}, deals


def _deals_near(net: Sequence[Edge], company: int, known: Iterable[Tie]) -> set[int]:
    """The deals of a company's neighbours and theirs: a chain of four that closes leads no further away."""
    members = graph.within(net, company, graph.LONGEST_LOOP // 2)
    return {tie.deal_id for tie in known if tie.company_id in members}


def _groups(names: Mapping[int, Company]) -> dict[int, int]:
    """The company that each one's money counts as: its parent where that is in a deal here too, else itself."""
    by_name = {key(company.name): company.id for company in names.values()}
    groups = {}
    for company in names.values():
        top = company
        for _ in range(3):
            top = names.get(by_name.get(key(top.parent), 0), top) if top.parent else top
        groups[company.id] = top.id
    return groups


def _loop_section(chain: Chain, names: Mapping[int, Company], deals: Mapping[int, Deal]) -> Section:
    stations = [name for name, _ in _stations(chain, names)]
    heading = " → ".join([*stations, stations[0]])
    return Section(heading, tuple(_line(edge, names, deals) for edge in chain))


def _stations(chain: Chain, names: Mapping[int, Company]) -> Iterator[tuple[str, Edge]]:
    """The companies of a loop, each with the edge that leads on: "AWS (Amazon)" where the parent is the one to pay."""
    for before, edge in zip((chain[-1], *chain), chain, strict=False):
        payer, paid = names[edge.one].name, names[before.other].name
        yield (shown(payer, 40) if payer == paid else f"{shown(paid, 30)} ({shown(payer, 30)})"), edge


def _line(edge: Edge, names: Mapping[int, Company], deals: Mapping[int, Deal], *, more: int = 0) -> Line:
    """ "Anthropic buys from Microsoft", with the deal that says so one click away."""
    said = (Bold(_named(names[edge.one])), f" {edge.verb} ", Bold(_named(names[edge.other])))
    deal = deals.get(edge.deal_id)
    if deal is None:  # it was removed since the net was read
        return Line(said)
    value = say_money(deal.value) if deal.value else ""
    further = f"and {count(more, 'more deal')}" if more else ""
    below = joined(kind_word(deal.kind), value, stage_of(deal), further)
    return Line(said, Button(deal.label, write("deal", deal.label)), below=(below,))


def _named(company: Company) -> str:
    return shown(company.name, 60)


def _step(edge: Edge, deals: Mapping[int, Deal], name: str) -> Step:
    deal = deals.get(edge.deal_id)
    under = joined(deal.label, say_money(deal.value) if deal.value else kind_word(deal.kind)) if deal else ""
    return Step(name, edge.verb, under, TONES[edge.kind], edge.directed)


def _ids(edges: Iterable[Edge]) -> list[int]:
    return sorted({company for edge in edges for company in (edge.one, edge.other)})


async def _deals(ask: Ask, ids: Iterable[int]) -> dict[int, Deal]:
    return {deal.id: deal for deal in await seen_deals(ask.db, ask.server_id, list(dict.fromkeys(ids)))}


async def _company(ask: Ask, options: Options, option: str, command: str) -> Company | Answer:
    """The company of an option, or the answer that asks back."""

    def instead(name: str) -> str:
        return write(command, **{**options, option: name})

    retry: Callable[[str], str] = instead
    return await company_meant(ask, text_option(options, option), retry)


async def _alone(ask: Ask, company: Company) -> Answer:
    if await is_empty(ask):
        return empty_library(ask)
    name = shown(company.name, 60)
    listed = Button(f"Deals of {name}", write("deals", company=company.name))
    return Answer(text=(f"No deal here ties {name} to another company. {LEFT_OUT}.",), buttons=(listed,))


async def _no_chain(ask: Ask, one: Company, other: Company) -> Answer:
    if await is_empty(ask):
        return empty_library(ask)
    text = f"No chain of deals leads from {shown(one.name, 60)} to {shown(other.name, 60)} here. {LEFT_OUT}."
    each = tuple(
        Button(f"Network of {shown(company.name, 50)}", write("map network", company=company.name))
        for company in (one, other)
    )
    return Answer(text=(text,), buttons=each)


async def _no_loop(ask: Ask, asked: Sequence[Company]) -> Answer:
    if await is_empty(ask):
        return empty_library(ask)
    through = f" through {' and '.join(shown(company.name, 60) for company in asked)}" if asked else ""
    text = f"No chain of payments closes{through} here, in up to four steps. {LEFT_OUT}."
    buttons = [Button("All closed chains", write("map loop"))] if asked else []
    buttons += [
        Button(f"Network of {shown(company.name, 50)}", write("map network", company=company.name)) for company in asked
    ]
    return Answer(text=(text,), buttons=tuple(buttons))
