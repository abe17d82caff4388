"""/partners: who a company deals with, how often, in which kinds, for how much, and when last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Options, Section
from bot.answers.filters import each_once, every_deal
from bot.answers.lines import write
from bot.answers.naming import company_meant, no_deals, text_option
from bot.answers.paging import BESIDE_PICTURE, page_of
from bot.answers.pictures import TONES, Neighbour, Picture, drawn, network
from bot.answers.totals import worth_of
from bot.answers.wording import count, joined, kind_word, shown
from bot.language.dates import say_day
from bot.language.wording import say_list
from bot.model import Company, Day, Deal
from bot.store.companies import companies_of
from bot.store.deals import Query


@dataclass(frozen=True, slots=True)
class Partner:
    """A company on the other side, and the deals with it, the latest first."""

    company: Company
    deals: tuple[Deal, ...]

    @property
    def latest(self) -> Day | None:
        """When the latest of them was announced."""
        return max(
            (deal.announced_on for deal in self.deals if deal.announced_on), key=lambda day: day.first, default=None
        )


async def partners(ask: Ask, options: Options) -> Answer:
    """The companies that one deals with, those with most deals first."""
    company = await company_meant(ask, text_option(options, "company"), lambda name: write("partners", company=name))
    if isinstance(company, Answer):
        return company
    deals = await every_deal(ask.db, ask.server_id, Query(companies=(company.id,)))
    if not deals:
        return await no_deals(ask, company)
    found = partners_of(company, deals, await companies_of(ask.db, ask.server_id, deals))
    name = shown(company.name, 60)
    if not found:
        said = f"{name} has {count(len(deals), 'deal')} here, none of them with another named party."
        return Answer(text=(said,), buttons=(Button(f"Deals of {name}", write("deals", company=company.name)),))
    page = page_of(options, len(found), BESIDE_PICTURE)
    lines = tuple(_line(company, partner) for partner in page.of(found))
    title = f"{name} deals with {count(len(found), 'company')}"
    card = Card(title, (Section("", lines),), (_footer(page.said),))
    onward = Button("Network", write("map network", company=company.name))
    turning = page.buttons("partners", {"company": company.name})
    files = await drawn(ask, _picture(company, found), company.name) if page.number == 1 else ()
    told = each_once(deal for partner in page.of(found) for deal in partner.deals)
    return Answer(cards=(card,), buttons=(*turning, onward), files=files, replaces="page" in options, deals=told)


def _picture(company: Company, found: Sequence[Partner]) -> Picture | None:
    """The company among its partners, each tied by the kind of deal that is most frequent."""
    around = [
        Neighbour(
            one.company.name, len(one.deals), TONES[Counter(deal.kind for deal in one.deals).most_common(1)[0][0]]
        )
        for one in found
    ]
    return network(company.name, around)


def partners_of(company: Company, deals: Sequence[Deal], parties: Mapping[int, Sequence[Company]]) -> list[Partner]:
    """The other parties of a company's deals; most deals first, then the latest."""
    names: dict[int, Company] = {}
    shared: dict[int, list[Deal]] = {}
    for deal in deals:
        for other in {one.id: one for one in parties.get(deal.id, ()) if one.id != company.id}.values():
            names[other.id] = other
            shared.setdefault(other.id, []).append(deal)
    found = [Partner(names[other], tuple(together)) for other, together in shared.items()]
    return sorted(found, key=_rank)


def _rank(partner: Partner) -> tuple[int, int, str]:
    latest = partner.latest
    return (-len(partner.deals), -(latest.first.toordinal() if latest else 0), partner.company.name)


def _line(company: Company, partner: Partner) -> Line:
    """ "Broadcom"; below, "supply (2) and services, $10 billion, latest October 2025"; its deals one click away."""
    number = len(partner.deals)
    kinds = Counter(kind_word(deal.kind) for deal in partner.deals)
    told = say_list([f"{kind} ({times:,})" if 1 < times < number else kind for kind, times in kinds.most_common()])
    worth = worth_of(partner.deals) or "no sum disclosed"
    latest = f"{'latest ' if number > 1 else ''}{say_day(partner.latest)}" if partner.latest else ""
    one = partner.deals[0].label if number == 1 else None
    both = {"company": company.name, "with": partner.company.name}
    button = Button(one, write("deal", one)) if one else Button(count(number, "deal"), write("deals", **both))
    return Line((Bold(shown(partner.company.name, 60)),), button, below=(joined(told, worth, latest),))


def _footer(paging: str) -> str:
    counted = "Sums leave out deals rumored or ended, count each deal once, and keep apart what is but proposed."
    return f"{paging}. {counted}" if paging else counted
