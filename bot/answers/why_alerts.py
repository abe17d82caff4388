"""Why a watch told of a deal, or did not: each alert with its watch, what it was for, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers import Answer, Ask, Bold, Button, Card, Instant, Line, Mention, Piece, Place, Section
from bot.answers.cards import headline
from bot.answers.lines import write
from bot.answers.watch import said_of
from bot.answers.wording import shown
from bot.store import alerts, watches
from bot.store.alerts import Told
from bot.store.deals import deal_by_id
from bot.store.watches import Watch

WATCH = re.compile(r"[WC]\d{1,9}", re.IGNORECASE)


async def last_alerts(ask: Ask, label: str = "") -> Answer:
    """The last alerts here, to the asker or into the server's channels; by one watch, where its label is given."""
    found = await alerts.alerts_here(ask.db, ask.server_id, ask.person_id, watch=label)
    watch = await _watch(ask, label) if label else None
    if label and watch is None and not found:
        return Answer(text=(f"There is no watch {label} here. ", Mention("/watch list"), " shows yours."))
    lines = [Line((Bold(f"{label}: "), await said_of(ask.db, watch), *_state(watch)))] if watch else []
    for told in found:
        deal = await deal_by_id(ask.db, ask.server_id, told.alert.deal_id)
        name = (Bold(deal.label), f" {shown(headline(deal), 80)}: ") if deal else ("A deal that is gone: ",)
        button = Button(f"Why {deal.label}", write("why", deal.label)) if deal else None
        lines.append(Line((*name, *_said(told)), button))
    if not found:
        lines.append(Line(("It has told of nothing yet." if label else "No watch has told of anything here yet.",)))
    title = f"Why {label} told what it told" if label else "Why the last alerts were told"
    return Answer(cards=(Card(title, (Section("", tuple(lines)),)),))


async def _watch(ask: Ask, label: str) -> Watch | None:
    """The asker's own watch of this label, or one for this server's channels."""
    mine = await watches.watches_of(ask.db, ask.person_id)
    here = await watches.channel_watches(ask.db, ask.server_id)
    own = [one for one in mine if not one.channel_id]
    return next((one for one in (*own, *here) if one.label == label), None)


def _state(watch: Watch) -> Iterator[Piece]:
    yield ", set "
    yield Instant(watch.set_at, "f")
    if watch.paused:
        yield f"; paused, for {watch.paused}"


def alert_lines(found: Sequence[Told]) -> tuple[Line, ...]:
    """The alerts on one deal."""
    return tuple(Line(tuple(_said(told))) for told in found)


def _said(told: Told) -> Iterator[Piece]:
    """ "found 24 November 2025 09:00 by C1, for the channel: it was new; posted 24 November 2025 09:01"."""
    alert = told.alert
    yield "found "
    yield Instant(alert.made_at, "f")
    yield f" by {alert.watch}, for "
    yield Place(alert.target.channel_id) if alert.target.channel_id else "you"
    yield f": {shown(alert.how, 160) if alert.how else 'it was new there'}; "
    yield shown(told.outcome, 200) or "waits for its message: at most one an hour"
    if told.at is not None:
        yield " "
        yield Instant(told.at, "f")
