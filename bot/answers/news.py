"""What is news to a server: deals that it has not been told of, deals that moved since, and what falls due soon.

New is what became visible here since the digest was set and has not been told, if it was announced within 30 days;
older deals are counted only. A deal has moved when its status, its value, what is undertaken or the number of its
sources is not what was told. Nothing is told twice, and what is held back by the digest's filter is not kept for
later. What was made of each deal is kept line by line (`DigestLine`), for `/why` and for edits; how it is laid out is
`telling`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Self

from bot.answers.cards import articles_of
from bot.answers.commitments import Owed, ledger_of
from bot.answers.totals import COUNTED
from bot.answers.wording import count, kind_word, shown
from bot.language.amounts import about_usd
from bot.language.dates import Period, say_day
from bot.language.wording import say_list, say_money
from bot.merging import add_up, corrected
from bot.model import KINDS, Company, Day, Deal, Digest, Money
from bot.store import told as told_store
from bot.store.companies import companies_of
from bot.store.db import Reads
from bot.store.deals import deals_dated
from bot.store.told import DigestLine
from bot.store.views import Known, seen_deals, state_of

FRESH = timedelta(days=30)
HORIZON = timedelta(days=7)
MOST_NEWS = 2_000
OVERLAP = timedelta(days=1)
"""A change that was under way while the last digest was composed may bear a time before it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A deal that is not where it was, and in what."""

    deal: Deal
    how: str


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell, and what was made of every deal that was looked at (`lines`).

    `since_then` says of deals told as new how they moved after that; `gone` counts those taken out again.
    """

    new: tuple[Deal, ...] = ()
    moved: tuple[Moved, ...] = ()
    older: tuple[Deal, ...] = ()
    due: tuple[Owed, ...] = ()
    since: datetime | None = None
    """Just before the first of the deals told here changed."""
    lines: tuple[DigestLine, ...] = ()
    since_then: Mapping[int, str] = field(default_factory=dict)
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.older or self.due)


async def gather(
    reads: Reads,
    digest: Digest,
    *,
    today: date,
    last: date | None = None,
    told_at: datetime | None = None,
    known: Known | None = None,
) -> News:
    """What is news to a digest's server.

    `last` is the local date of the digest before, from which on dues are told, `told_at` when that was composed.
    `known` keeps the deals that all servers see alike, where many digests are composed at once.
    """
    assert digest.set_at is not None
    since = max(digest.set_at, told_at - OVERLAP) if told_at else digest.set_at
    changed = await told_store.untold(reads, digest.server_id, since=since, limit=MOST_NEWS)
    deals = await seen_deals(reads, digest.server_id, list(changed), known=known)
    before = await states_before(reads, digest.server_id, deals, digest.set_at)
    why = await left_out(reads, digest, deals)
    wanted = [deal for deal in deals if not why[deal.id]]
    fresh = [deal for deal in wanted if before[deal.id] == ""]
    news = News(
        new=largest_first(deal for deal in fresh if _is_fresh(deal, today)),
        moved=tuple(
            Moved(deal, how)
            for deal in largest_first(deal for deal in wanted if before[deal.id])
            if (how := how_moved(before[deal.id], deal))
        ),
        older=tuple(deal for deal in fresh if not _is_fresh(deal, today)),
        due=await _due(reads, digest, today, last, known),
        since=min((changed[deal.id] for deal in wanted), default=since) - timedelta(microseconds=1),
        lines=(),
    )
    return _with_lines(news, digest, today, deals, before, why)


async def states_before(reads: Reads, server_id: int, deals: Sequence[Deal], instant: datetime) -> dict[int, str]:
    """For each deal, the state that a server knows: what it was told, else what the deal was at an instant."""
    told = await told_store.told(reads, server_id, [deal.id for deal in deals])
    return {deal.id: told.get(deal.id) or state_before(deal, instant) for deal in deals}


def _with_lines(
    news: News, digest: Digest, today: date, deals: Sequence[Deal], before: Mapping[int, str], why: Mapping[int, str]
) -> News:
    """The news, with what was made of each deal."""
    sections = {
        **{deal.id: "new" for deal in news.new},
        **{one.deal.id: "moved" for one in news.moved},
        **{deal.id: "older" for deal in news.older},
    }
    order = {deal_id: place for place, deal_id in enumerate(sections)}
    due = {owed.deal.id: owed.deal for owed in news.due}
    lines = [
        DigestLine(
            digest.server_id,
            today,
            deal.id,
            sections.get(deal.id) or ("left out" if why[deal.id] else "same"),
            order.get(deal.id, len(order)),
            before[deal.id],
            state_of(deal),
            why[deal.id],
        )
        for deal in deals
    ]
    lines += [
        DigestLine(digest.server_id, today, deal.id, "due", len(order) + place, "", state_of(deal))
        for place, deal in enumerate(due.values())
    ]
    return News(news.new, news.moved, news.older, news.due, news.since, tuple(lines))


async def as_kept(reads: Reads, digest: Digest, lines: Sequence[DigestLine], *, today: date, last: date | None) -> News:
    """The news that a digest told, by its lines, with the deals as they stand now."""
    deals = await seen_deals(reads, digest.server_id, [line.deal_id for line in lines])
    by_id = {deal.id: deal for deal in deals}
    found = {
        section: [(by_id[line.deal_id], line) for line in lines if line.section == section and line.deal_id in by_id]
        for section in ("new", "moved", "older")
    }
    since_then = {deal.id: how_moved(line.before, deal) for deal, line in found["new"] if line.before}
    changed = [deal.updated_at for deal in deals if deal.updated_at]
    return News(
        new=tuple(deal for deal, _ in found["new"]),
        moved=tuple(Moved(deal, how_moved(line.before, deal) or "as before") for deal, line in found["moved"]),
        older=tuple(deal for deal, _ in found["older"]),
        due=await _due(reads, digest, today, last),
        since=min(changed, default=digest.set_at),
        lines=tuple(lines),
        since_then={deal_id: how for deal_id, how in since_then.items() if how},
        gone=sum(line.section in ("new", "moved") and line.deal_id not in by_id for line in lines),
    )


def state_before(deal: Deal, instant: datetime) -> str:
    """The deal's state at an instant, as what was known and settled then had it; "" where nothing was yet."""
    known = [report for report in deal.reports if report.article.added_at <= instant]
    settled = [one for one in deal.corrections if one.at <= instant]
    return state_of(corrected(add_up(deal.id, deal.server_id, deal.number, known), settled)) if known else ""


def how_moved(before: str, deal: Deal, *, sources: bool = True) -> str:
    """What is new about a deal: "announced → completed; value $5 billion; 2 more sources"; "" where nothing is."""
    was, now = _State.of(before), _State.of(state_of(deal))
    more = now.sources - was.sources if sources else 0
    parts = [
        f"{was.status} → {now.status}" if was.status != now.status else "",
        f"value {say_money(deal.value)}" if deal.value and was.value != now.value else "",
        _commitments_moved(was, now),
        count(more, "more source") if more > 0 else "",
    ]
    return "; ".join(part for part in parts if part)


class _State(NamedTuple):
    """What the store tells a change by (`views.state_of`)."""

    status: str
    value: list[str] | None
    commitments: int
    sources: int
    firm: int | None

    @classmethod
    def of(cls, state: str) -> Self:
        found = json.loads(state)
        # States kept before `firm` was counted do not tell it.
        return cls(found["status"], found["value"], found["commitments"], found["sources"], found.get("firm"))


def _commitments_moved(was: _State, now: _State) -> str:
    """More was undertaken, or what was planned has become firm."""
    if now.commitments > was.commitments:
        return count(now.commitments - was.commitments, "more commitment")
    firmer = now.firm - was.firm if now.firm is not None and was.firm is not None else 0
    return f"{count(firmer, 'commitment')} now firm" if firmer > 0 else ""


def _is_fresh(deal: Deal, today: date) -> bool:
    return deal.announced_on is not None and deal.announced_on.last >= today - FRESH


def largest_first(deals: Iterable[Deal]) -> tuple[Deal, ...]:
    """Deals in the order in which they are told."""
    return tuple(sorted(deals, key=lambda deal: (-_usd(deal), -len(articles_of(deal)), deal.id)))


def _usd(deal: Deal) -> Decimal:
    return (about_usd(deal.value) if deal.value else None) or Decimal()


async def wanted_by(reads: Reads, digest: Digest, deals: Sequence[Deal]) -> list[Deal]:
    """The deals that the digest's filter lets through."""
    why = await left_out(reads, digest, deals)
    return [deal for deal in deals if not why[deal.id]]


async def left_out(reads: Reads, digest: Digest, deals: Sequence[Deal]) -> dict[int, str]:
    """For each deal, why the digest's filter leaves it out; "" where it lets it through."""
    named = await companies_of(reads, digest.server_id, deals) if digest.companies else {}
    at = digest.changed_at or digest.set_at
    since = f", set on {say_day(Day.of(at.date()))}" if at else ""
    found = {deal.id: _left_out(digest, deal, named.get(deal.id, ())) for deal in deals}
    return {deal_id: why and f"{why}{since}" for deal_id, why in found.items()}


def _left_out(digest: Digest, deal: Deal, named: Sequence[Company]) -> str:
    if digest.kinds and deal.kind not in digest.kinds:
        kinds = say_list([kind_word(kind) for kind in KINDS if kind in digest.kinds], "or")
        return f"{kind_word(deal.kind)} is not among the filter's kinds ({kinds})"
    if digest.companies and not any(one.name in digest.companies for one in named):
        names = say_list([shown(name, 60) for name in sorted(digest.companies)], "or")
        return f"no party is among the filter's companies ({names})"
    if digest.at_least is not None and _usd(deal) < digest.at_least:
        least = say_money(Money(digest.at_least, "USD", "about"))
        return f"below the filter of {least}" if deal.value else f"no stated value, and the filter asks for {least}"
    return ""


async def _due(
    reads: Reads, digest: Digest, today: date, last: date | None, known: Known | None = None
) -> tuple[Owed, ...]:
    """What falls due in the next days and was not in sight of the digest before: each deadline is told once."""
    first = max(today, last + HORIZON + timedelta(days=1)) if last else today
    if first > today + HORIZON:
        return ()
    deals = await deals_dated(reads, digest.server_id, first, today + HORIZON, limit=MOST_NEWS, known=known)
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
