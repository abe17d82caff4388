"""What a list of deals is narrowed down by: read from what people type, asked of the store, said back in words.

Dates, sums and names are read by `language` and `naming`; this file puts them together and finds what cannot be,
like an end before its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.answers import Answer, Ask, Options
from bot.answers.lines import shortened, write
from bot.answers.naming import Retry, companies_meant, company_meant, note_asked, text_option, unknown, which
from bot.answers.paging import PER_PAGE
from bot.answers.question_reading import understand
from bot.answers.question_tokens import tokens_of
from bot.answers.wording import kind_word, names_of
from bot.errors import BadInput
from bot.language.amounts import about_usd, read_money
from bot.language.dates import read_period, say_day
from bot.language.wording import say_money
from bot.model import Company, Day, Deal, Kind, Money, Status
from bot.store import companies
from bot.store.db import Reads
from bot.store.deals import Order, Query, find_deals

ORDERS = ("latest", "largest")
MOST = 2_000
STRETCH = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as it was understood."""

    companies: tuple[Company, ...] = ()
    words: str = ""
    kind: Kind | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    at_least: Money | None = None
    order: Order = "latest"

    def query(self, *, page: int = 1, limit: int = PER_PAGE) -> Query:
        """The question to the store."""
        return Query(
            companies=tuple(company.id for company in self.companies),
            kind=self.kind,
            status=self.status,
            since=self.since,
            until=self.until,
            at_least_usd=about_usd(self.at_least) if self.at_least else None,
            words=self.words,
            order=self.order,
            limit=limit,
            offset=(page - 1) * PER_PAGE,
        )

    @property
    def said(self) -> str:
        """The question in words: "OpenAI and Foxconn, supply, since 1 October 2025"; "" where all is asked for."""
        parts = [
            names_of([company.name for company in self.companies]),
            f"“{shortened(self.words)}”" if self.words else "",
            kind_word(self.kind) if self.kind else "",
            self.status or "",
            f"since {say_day(Day.of(self.since))}" if self.since else "",
            f"until {say_day(Day.of(self.until))}" if self.until else "",
            f"at least {say_money(self.at_least)}" if self.at_least else "",
        ]
        return ", ".join(part for part in parts if part)


async def asked_of(ask: Ask, command: str, options: Options) -> Asked | Answer:
    """What the options ask for; an Answer that asks back where a name is not clear, to be put right by pressing."""
    meant = await _with_other(ask, command, options)
    if isinstance(meant, Answer):
        return meant
    since, until = _window(text_option(options, "since"), text_option(options, "until"), ask.now.date())
    return Asked(
        companies=meant.companies,
        words=" ".join(part for part in (meant.words, text_option(options, "words")) if part),
        kind=cast("Kind | None", options.get("kind", meant.kind)),
        status=cast("Status | None", options.get("status", meant.status)),
        since=since or meant.since,
        until=until or meant.until,
        at_least=_at_least(text_option(options, "at_least")) or meant.at_least,
        order=cast("Order", options.get("sort", meant.order)),
    )


async def _with_other(ask: Ask, command: str, options: Options) -> Asked | Answer:
    """The companies and words of `company` and `with`."""

    def instead(option: str) -> Retry:
        return lambda name: write(command, **{**options, option: name})

    typed, other = text_option(options, "company"), text_option(options, "with")
    meant = await deals_meant(ask, typed, instead("company")) if typed else Asked()
    if isinstance(meant, Answer) or not other:
        return meant
    second = await company_meant(ask, other, instead("with"))
    if isinstance(second, Answer):
        return second
    both = (*meant.companies, *(one for one in (second,) if one not in meant.companies))
    return replace(meant, companies=both)


async def deals_meant(ask: Ask, typed: str, retry: Retry) -> Asked | Answer:
    """What free words ask for: a company by any of its names; else the companies in them and the words left over."""
    found = await companies_meant(ask, typed)
    if len(found.companies) == 1:
        await note_asked(ask, found.companies)
        return Asked(found.companies)
    told = await _in_words(ask, typed)
    if told is not None:
        return told
    spotted = await companies.spot(ask.db, ask.server_id, typed)
    if spotted.companies:
        return Asked(spotted.companies, " ".join(spotted.words))
    if found.companies:
        return which(typed, found, retry)
    if (await find_deals(ask.db, ask.server_id, Query(words=typed, limit=1))).total:
        return Asked(words=typed)
    return await unknown(ask, typed, found.near, retry)


async def _in_words(ask: Ask, typed: str) -> Asked | None:
    """What the words after a name ask for ("softbank largest", "since last week"); None where they are but words."""
    question = understand(await tokens_of(ask, typed))
    narrowed = question.kinds or question.statuses or question.period or question.least or question.order in ORDERS
    unclear = question.unread or question.beyond or question.negated or question.either or question.want != "deals"
    beyond = question.most or question.quantity or len(question.kinds) > 1 or len(question.statuses) > 1
    if unclear or beyond or not narrowed:
        return None
    return Asked(
        companies=tuple(side.company for side in question.sides),
        words=" ".join(question.topics),
        kind=next(iter(question.kinds), None),
        status=next(iter(question.statuses), None),
        since=question.period.first if question.period else None,
        until=question.period.last if question.period else None,
        at_least=question.least,
        order="largest" if question.order == "largest" else "latest",
    )


async def every_deal(reads: Reads, server_id: int, query: Query) -> tuple[Deal, ...]:
    """All deals that answer a query, for what adds them up; MOST of them where there are more."""
    deals: list[Deal] = []
    while len(deals) < MOST:
        found = await find_deals(reads, server_id, replace(query, limit=STRETCH, offset=len(deals)))
        deals += found.deals
        if not found.deals or len(deals) >= found.total:
            break
    return tuple(deals)


def each_once(deals: Iterable[Deal]) -> tuple[Deal, ...]:
    """Deals without those that stood before, in their order."""
    return tuple({deal.id: deal for deal in deals}.values())


def _window(since: str, until: str, today: date) -> tuple[date | None, date | None]:
    """The days that since and until name; BadInput where there can be none."""
    first = read_period(since, today).first if since else None
    last = read_period(until, today).last if until else None
    if since and first is None:
        raise BadInput(f"“{shortened(since)}” has no beginning.", "Try since:2025-10.")
    if until and last is None:
        raise BadInput(f"“{shortened(until)}” has no end.", "Try until:2025-10.")
    if first and last and last < first:
        said = f"until ({say_day(Day.of(last))}) lies before since ({say_day(Day.of(first))})"
        raise BadInput(f"Nothing can be found: {said}.", "Try since:2025-01 until:2025-12.")
    return first, last


def _at_least(typed: str) -> Money | None:
    if not typed:
        return None
    money = read_money(typed)
    if about_usd(money) is None:
        raise BadInput(f"I have no rate for {money.currency}, so sums cannot be compared.", "Try at_least:$10bn.")
    return money
