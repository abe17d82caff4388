"""What is news to a server: deals that it has not been told of, deals that moved since, and what falls due soon.

New is what became visible here since the digest was set and has not been told, if it was announced within 30 days;
older deals are counted only. A deal has moved when its status, its value or the number of its sources is not what
was told. Nothing is told twice, and what is held back by the digest's filter is not kept for later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Self

from bot.answers import Answer, Bold, Button, Card, Line, Mention, Section, Text
from bot.answers.cards import articles_of, deal_line
from bot.answers.commitments import Owed, ledger_of
from bot.answers.lines import write
from bot.answers.totals import COUNTED
from bot.answers.wording import STRENGTH_WORDS, count, undertaking
from bot.language.amounts import about_usd
from bot.language.dates import Period, say_day
from bot.language.wording import say_money
from bot.merging import add_up, corrected
from bot.model import Day, Deal, Digest
from bot.store import digests
from bot.store.companies import companies_of
from bot.store.db import Reads
from bot.store.deals import deal_by_id, deals_dated
from bot.store.views import state_of

FRESH = timedelta(days=30)
HORIZON = timedelta(days=7)
MOST_LINES = 10
MOST_DUE = 5
MOST_NEWS = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal that is not where it was, and in what."""

    deal: Deal
    how: str


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell. `states` are those of every deal that was looked at, for the next time."""

    new: tuple[Deal, ...] = ()
    moved: tuple[Moved, ...] = ()
    older: tuple[Deal, ...] = ()
    due: tuple[Owed, ...] = ()
    states: Mapping[int, str] | None = None
    since: datetime | None = None
    """Just before the first of the deals told here changed."""

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.older or self.due)


async def gather(reads: Reads, digest: Digest, *, today: date, until: datetime, last: date | None) -> News:
    """What is news to a digest's server. `last` is the local date of the digest before, from which on dues are told."""
    assert digest.set_at is not None
    changed = await digests.untold(reads, digest.server_id, limit=MOST_NEWS)
    ids = [deal_id for deal_id, at in changed.items() if digest.set_at < at <= until]
    deals = [deal for deal_id in ids if (deal := await deal_by_id(reads, digest.server_id, deal_id)) is not None]
    told = await digests.told(reads, digest.server_id, ids)
    before = {deal.id: told.get(deal.id) or state_before(deal, digest.set_at) for deal in deals}
    wanted = await wanted_by(reads, digest, deals)
    fresh = [deal for deal in wanted if before[deal.id] == ""]
    return News(
        new=_largest_first(deal for deal in fresh if _is_fresh(deal, today)),
        moved=tuple(
            Moved(deal, how)
            for deal in _largest_first(deal for deal in wanted if before[deal.id])
            if (how := how_moved(before[deal.id], deal))
        ),
        older=tuple(deal for deal in fresh if not _is_fresh(deal, today)),
        due=await _due(reads, digest, today, last),
        states={deal.id: state_of(deal) for deal in deals},
        since=min((changed[deal.id] for deal in wanted), default=until) - timedelta(microseconds=1),
    )


def state_before(deal: Deal, instant: datetime) -> str:
    """The deal's state at an instant, as what was known and settled then had it; "" where nothing was yet."""
    known = [report for report in deal.reports if report.article.added_at <= instant]
    settled = [one for one in deal.corrections if one.at <= instant]
    return state_of(corrected(add_up(deal.id, deal.server_id, deal.number, known), settled)) if known else ""


def how_moved(before: str, deal: Deal) -> str:
    """ "announced → completed; value $2 billion; 2 more sources", "" where nothing of that moved."""
    was, now = _State.of(before), _State.of(state_of(deal))
    more = now.sources - was.sources
    parts = [
        f"{was.status} → {now.status}" if was.status != now.status else "",
        f"value {say_money(deal.value)}" if deal.value and was.value != now.value else "",
        count(now.commitments - was.commitments, "more commitment") if now.commitments > was.commitments else "",
        count(more, "more source") if more > 0 else "",
    ]
    return "; ".join(part for part in parts if part)


class _State(NamedTuple):
    """What the store tells a change by (`views.state_of`)."""

    status: str
    value: list[str] | None
    commitments: int
    sources: int

    @classmethod
    def of(cls, state: str) -> Self:
        found = json.loads(state)
        return cls(found["status"], found["value"], found["commitments"], found["sources"])


def _is_fresh(deal: Deal, today: date) -> bool:
    return deal.announced_on is not None and deal.announced_on.last >= today - FRESH


def _largest_first(deals: Iterable[Deal]) -> tuple[Deal, ...]:
    return tuple(sorted(deals, key=lambda deal: (-_usd(deal), -len(articles_of(deal)), deal.id)))


def _usd(deal: Deal) -> Decimal:
    return (about_usd(deal.value) if deal.value else None) or Decimal()


async def wanted_by(reads: Reads, digest: Digest, deals: Sequence[Deal]) -> list[Deal]:
    """The deals that the digest's filter lets through."""
    named = await companies_of(reads, digest.server_id, deals) if digest.companies else {}
    return [
        deal
        for deal in deals
        if (not digest.kinds or deal.kind in digest.kinds)
        and (digest.at_least is None or _usd(deal) >= digest.at_least)
        and (not digest.companies or any(one.name in digest.companies for one in named.get(deal.id, ())))
    ]


async def _due(reads: Reads, digest: Digest, today: date, last: date | None) -> tuple[Owed, ...]:
    """What falls due in the next days and was not in sight of the digest before: each deadline is told once."""
    first = max(today, last + HORIZON + timedelta(days=1)) if last else today
    if first > today + HORIZON:
        return ()
    deals = await deals_dated(reads, digest.server_id, first, today + HORIZON, limit=MOST_NEWS)
    ledger = ledger_of(await wanted_by(reads, digest, deals), due=Period(first, today + HORIZON))
    return tuple(
        owed
        for owed in ledger
        if owed.strength != "none"
        and owed.deal.status in COUNTED
        and owed.deadline is not None
        and owed.deadline.month  # a bare year falls due on no day that one could tell of
        and first <= owed.deadline.last <= today + HORIZON
    )


def compose(news: News, digest: Digest, *, local_date: date, notes: Sequence[str] = ()) -> Answer:
    """The digest as it is posted: ten lines at most, each with a button to its card, then all of them."""
    new, moved = news.new[:MOST_LINES], news.moved[: max(0, MOST_LINES - len(news.new))]
    sections = (
        Section("", tuple(Line((note,)) for note in notes)),
        Section("New", tuple(deal_line(deal) for deal in new)),
        Section("Moved", tuple(_moved_line(one) for one in moved)),
        Section("Due soon", tuple(_due_line(owed) for owed in news.due[:MOST_DUE])),
        Section("", tuple(_rest(news))),
    )
    title = f"Deals, {local_date:%A} {say_day(Day.of(local_date))}"
    card = Card(title, tuple(section for section in sections if section.lines), _footer(digest))
    total = len(news.new) + len(news.moved) + len(news.older)
    every = Button(f"All {total:,}", write("digest all", since=news.since.isoformat() if news.since else None))
    return Answer(cards=(card,), buttons=(every,) if total > len(new) + len(moved) else ())


def _footer(digest: Digest) -> Text:
    filtered = bool(digest.kinds or digest.companies or digest.at_least is not None)
    return ("Filtered as this server's admins set it. Nothing here is investment advice.",) if filtered else ()


def _moved_line(moved: Moved) -> Line:
    line = deal_line(moved.deal)
    return Line(line.text, line.button, below=(moved.how,))


def _due_line(owed: Owed) -> Line:
    assert owed.deadline is not None
    commitment = owed.line.commitment
    said = f"{undertaking(commitment, dated=False)} ({STRENGTH_WORDS[commitment.strength].lower()})"
    label = owed.deal.label
    return Line((Bold(f"By {say_day(owed.deadline)}: "), said), Button(label, write("deal", label)))


def _rest(news: News) -> Iterable[Line]:
    if news.older:
        number = len(news.older)
        noun = count(number, "older deal")
        # A deal told without any date may be of last week; "older" would say more than is known.
        if any(deal.announced_on is None for deal in news.older):
            noun = f"{number:,} older or undated {'deal' if number == 1 else 'deals'}"
        yield Line((f"{noun} {'was' if number == 1 else 'were'} added.",))
    if len(news.due) > MOST_DUE:
        rest = len(news.due) - MOST_DUE
        yield Line((f"{rest:,} more {'falls' if rest == 1 else 'fall'} due: see ", Mention("/dates"), "."))
