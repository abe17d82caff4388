"""/commitments: the ledger. Who owes what to whom by when; firm, planned and expressly none never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Options
from bot.answers.cards import headline
from bot.answers.charts import Bar
from bot.answers.charts import ledger as bars
from bot.answers.deadlines import Deadline, calendar_file
from bot.answers.filters import each_once, every_deal
from bot.answers.lines import write
from bot.answers.naming import company_meant, name_and_rest, no_deals, text_option
from bot.answers.paging import BESIDE_PICTURE, page_of, sections
from bot.answers.pictures import drawn
from bot.answers.totals import COUNTED, owed_totals
from bot.answers.wording import (
    STRENGTH_WORDS,
    count,
    has_number,
    joined,
    names_of,
    owing,
    shown,
    to_do,
    undertaking,
    words_of,
)
from bot.errors import BadInput
from bot.language.dates import Period, read_period, say_day
from bot.language.names import key
from bot.language.wording import say_money, say_quantity
from bot.model import STRENGTHS, Commitment, Company, Day, Deal, OwedLine, Strength
from bot.store.deals import Query


@dataclass(frozen=True, slots=True)
class Owed:
    """One line of the ledger: a commitment, and the deal that it stands in."""

    deal: Deal
    line: OwedLine

    @property
    def strength(self) -> Strength:
        """How binding it is."""
        return self.line.commitment.strength

    @property
    def deadline(self) -> Day | None:
        """By when."""
        return self.line.commitment.deadline


async def commitments(ask: Ask, options: Options) -> Answer:
    """The ledger of a company: its totals, then each commitment, the first due first."""
    options = await _sorted_out(ask, options)
    company = await company_meant(ask, text_option(options, "company"), lambda name: write("commitments", company=name))
    if isinstance(company, Answer):
        return company
    due = text_option(options, "due")
    period = read_period(due, ask.now.date()) if due else None
    deals = await every_deal(ask.db, ask.server_id, Query(companies=(company.id,)))
    if not deals:
        return await no_deals(ask, company)
    ledger = ledger_of(deals, strength=options.get("strength"), due=period)
    if not ledger:
        return _none(company, deals, narrowed=bool(due or options.get("strength")))
    items = [*(("Totals", line) for line in _totals(company, ledger)), *(_item(owed) for owed in ledger)]
    page = page_of(options, len(items), BESIDE_PICTURE)
    kept = {name: options[name] for name in ("strength", "due") if name in options}
    heading = f"Commitments: {shown(company.name, 60)}"
    return Answer(
        cards=(Card(heading, sections(page.of(items)), (_footer(page.said),)),),
        buttons=page.buttons("commitments", {"company": company.name, **kept}),
        files=(
            *await drawn(ask, bars(heading, list(_bars(ledger))), company.name),
            *calendar_file(_exact(ledger), ask.now),
        )
        if page.number == 1
        else (),
        replaces="page" in options,
        deals=each_once(owed.deal for owed in ledger),
    )


async def _sorted_out(ask: Ask, options: Options) -> Options:
    """The options, with what was typed after the company put where it belongs: "oracle firm", "oracle 2027"."""
    name, rest = await name_and_rest(ask, text_option(options, "company"))
    if not name or not rest:
        return options
    if (strength := rest.casefold().removeprefix("expressly ")) in STRENGTHS and "strength" not in options:
        return {**options, "company": name, "strength": strength}
    try:
        read_period(rest, ask.now.date())
    except BadInput:
        return options
    return options if "due" in options else {**options, "company": name, "due": rest}


def _exact(ledger: Iterable[Owed]) -> Iterator[Deadline]:
    """The deadlines that are exact to the day, of what still stands."""
    for owed in ledger:
        day = owed.deadline
        if day is not None and day.day and owed.strength != "none" and owed.deal.status in COUNTED:
            summary = undertaking(owed.line.commitment, dated=False)
            yield Deadline(day.first, summary, owed.deal.label, f"{headline(owed.deal)} ({owed.strength})")


def _bars(ledger: Iterable[Owed]) -> Iterator[Bar]:
    """The figures of what is owed, one a party, kind and strength of each deal: the same that the totals count."""
    largest: dict[tuple[object, ...], Bar] = {}
    for owed in ledger:
        one = owed.line.commitment
        if one.strength == "none" or owed.deal.status not in COUNTED:
            continue
        for bar in _figures(owed, one, "firm" if one.strength == "firm" else "planned"):
            place = (owed.deal.id, key(one.party), one.kind, one.strength, bar.measure)
            if place not in largest or bar.size > largest[place].size:
                largest[place] = bar
    yield from largest.values()


def _figures(owed: Owed, one: Commitment, tone: Literal["firm", "planned"]) -> Iterator[Bar]:
    others = [party.name for party in owed.deal.parties if key(party.name) != key(one.party)]
    towards = to_do(one.kind, shown(others[0], 30)) if len(others) == 1 else to_do(one.kind)
    label = f"{shown(one.party, 30)}{towards}{f', with {names_of(others, 1)}' if len(others) > 1 else ''}"
    if one.money:
        yield Bar(label, say_money(one.money), one.money.amount, one.money.currency, tone)
    if one.quantity:
        yield Bar(label, say_quantity(one.quantity), one.quantity.number, one.quantity.unit, tone)


def ledger_of(deals: Iterable[Deal], *, strength: object = None, due: Period | None = None) -> list[Owed]:
    """The commitments of deals: firm, planned, none; within each the first due first, those without a day last."""
    owed = [Owed(deal, line) for deal in deals for line in deal.commitments]
    kept = [one for one in owed if strength in (None, one.strength) and (due is None or _within(one.deadline, due))]
    return sorted(kept, key=lambda one: (STRENGTHS.index(one.strength), _last(one.deadline)))


def _within(deadline: Day | None, period: Period) -> bool:
    if deadline is None:
        return False
    return (period.first is None or deadline.last >= period.first) and (
        period.last is None or deadline.first <= period.last
    )


def _last(deadline: Day | None) -> date:
    return deadline.last if deadline else date.max


def is_of(company: Company, name: str) -> bool:
    """Whether a party's name stands for this company."""
    return key(name) in {key(known) for known in (company.name, *company.aliases)}


def _totals(company: Company, ledger: list[Owed]) -> Iterator[Line]:
    """What the company undertakes, and what others undertake in its deals; each strength for itself."""
    name = shown(company.name, 60)
    for strength in ("firm", "planned"):
        for own, side in ((True, name), (False, f"Others in deals with {name}")):
            pairs = [
                (one.deal, one.line.commitment)
                for one in ledger
                if one.strength == strength and is_of(company, one.line.commitment.party) == own
            ]
            total = owed_totals(pairs)
            if total:
                yield Line((Bold(f"{side}, {strength}: "), total))
    nothing = sum(1 for one in ledger if one.strength == "none")
    if nothing:
        yield Line((Bold("Expressly none: "), count(nothing, "commitment"), " ruled out in so many words"))


def _item(owed: Owed) -> tuple[str, Line]:
    """A line of the ledger under the heading of its strength, with the deal one click away."""
    commitment, label = owed.line.commitment, owed.deal.label
    text = owed.line.reports[0].article.article.text if owed.line.reports else ""
    words = "" if has_number(commitment) else words_of(text, commitment, 90)
    others = [party.name for party in owed.deal.parties if key(party.name) != key(commitment.party)]
    below = joined(
        f"by {say_day(commitment.deadline)}" if commitment.deadline else "",
        f"with {names_of(others)}" if others else "",
        "" if owed.deal.status in COUNTED else owed.deal.status,
    )
    said = (Bold(shown(commitment.party, 60)), owing(commitment, words, dated=False))
    return STRENGTH_WORDS[owed.strength], Line(said, Button(label, write("deal", label)), below=(below,))


def _none(company: Company, deals: tuple[Deal, ...], *, narrowed: bool) -> Answer:
    name = shown(company.name, 60)
    which = "The one deal" if len(deals) == 1 else f"The {len(deals):,} deals"
    said = f"{which} of {name} here {'states' if len(deals) == 1 else 'state'} no such commitment."
    every = Button("All commitments", write("commitments", company=company.name))
    listed = Button(f"Deals of {name}", write("deals", company=company.name))
    return Answer(text=(said,), buttons=(every, listed) if narrowed else (listed,))


def _footer(paging: str) -> str:
    counted = "Totals leave out deals that are rumored or ended, and count each deal once."
    return f"{paging}. {counted}" if paging else counted
