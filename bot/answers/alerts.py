"""What watches have to tell: found where deals changed, gathered, at most one message an hour for each target.

A deal is told when it is new to the target, or moved in status, money or commitments; a ninth article on the same
thing is no move. What was told last is kept for each target, so that two watches do not tell one thing twice. Sending
is the face's: it calls `claim_all`, then `prepared` for each, and settles with what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.answers import Answer, Button, Card, Line, Mention, Section
from bot.answers.cards import deal_line
from bot.answers.claims import SENDING as SENDING
from bot.answers.claims import SETTLING, in_base_36, pause_after
from bot.answers.filters import every_deal
from bot.answers.news import how_moved, largest_first, state_before
from bot.answers.watch import LEFT
from bot.answers.wording import count, shown
from bot.language.wording import say_list
from bot.model import SHARED, Company, Deal
from bot.store import alerts, told, watches
from bot.store.alerts import Alert, AlertPost, Target
from bot.store.companies import companies_of
from bot.store.db import Database, Reads
from bot.store.deals import Query
from bot.store.views import Known, seen_deals, state_of
from bot.store.watches import Watch

HOUR = timedelta(hours=1)
OVERLAP = timedelta(hours=1)
"""A change bears the time at which somebody asked for it, and may be committed later than we looked."""
GATHER = timedelta(minutes=1)
"""What comes in a row is one message: so long must it have been quiet,"""
GATHER_AT_MOST = timedelta(minutes=10)
"""but no longer than this after the first."""
WINDOW = timedelta(hours=24)
MOST_LINES = 10
SENT = "posted"
NOT_MEMBER = "not told: no longer a member of that server"


@dataclass(frozen=True, slots=True)
class Message:
    """One message that this process, and no other, is to send. `missed`: too late for it; look whether it was sent."""

    post: AlertPost
    alerts: tuple[Alert, ...]
    missed: bool = False

    @property
    def nonce(self) -> str:
        """The same message is the same nonce in any process."""
        return f"w{in_base_36(self.post.id)}"


async def look(db: Database, now: datetime, *, since: datetime) -> int:
    """Find what is to be told of the deals that changed since an instant (and an hour before); how many alerts."""
    async with db.snapshot() as reads:
        changed = await told.changed_deals(reads, since=since - OVERLAP)
        running = await watches.running_watches(reads) if changed else ()
    known: Known = {}
    found = 0
    for server_id in dict.fromkeys(watch.server_id for watch in running):
        async with db.snapshot() as reads:
            deals = await seen_deals(reads, server_id, changed, known=known)
            mine = [watch for watch in running if watch.server_id == server_id]
            fitting = await _fitting(reads, server_id, mine, deals, since - OVERLAP)
            new, states = await _new(reads, server_id, fitting, now)
        found += len(new)
        if states:
            async with db.transaction() as tx:
                # Whoever had everything about them deleted meanwhile is noted nowhere again.
                there = {target_of(watch) for watch in await watches.watches_in(tx, server_id)}
                await alerts.add_alerts(tx, [one for one in new if one.target in there])
                for target in there & set(states):
                    await alerts.mark_told(tx, target, server_id, states[target], now)
    return found


async def _fitting(
    reads: Reads, server_id: int, mine: Sequence[Watch], deals: Sequence[Deal], since: datetime
) -> dict[Target, list[tuple[Deal, Watch]]]:
    """For each target, the changed deals that its watches are for, each once."""
    named = await companies_of(reads, server_id, deals)
    spoken: dict[str, set[int]] = {}
    for words in {watch.words for watch in mine if watch.words}:
        found = await every_deal(reads, server_id, Query(words=words, changed_since=since))
        spoken[words] = {deal.id for deal in found}
    fitting: dict[Target, dict[int, tuple[Deal, Watch]]] = {}
    for watch in mine:
        of_target = fitting.setdefault(target_of(watch), {})
        for deal in deals:
            if fits(watch, deal, named.get(deal.id, ()), spoken):
                of_target.setdefault(deal.id, (deal, watch))
    return {target: list(found.values()) for target, found in fitting.items() if found}


def target_of(watch: Watch) -> Target:
    """Who is told by a watch."""
    return Target(0, watch.channel_id) if watch.channel_id else Target(watch.person_id, 0)


def fits(watch: Watch, deal: Deal, named: Sequence[Company], spoken: Mapping[str, set[int]]) -> bool:
    """Whether a watch is for a deal: all that it names must fit."""
    return (
        (watch.deal_id is None or watch.deal_id == deal.id)
        and (watch.kind is None or watch.kind == deal.kind)
        and (not watch.company or any(one.name == watch.company for one in named))
        and (not watch.words or deal.id in spoken.get(watch.words, ()))
    )


async def _new(
    reads: Reads, server_id: int, fitting: Mapping[Target, list[tuple[Deal, Watch]]], now: datetime
) -> tuple[list[Alert], dict[Target, dict[int, str]]]:
    """What each target does not know yet: what is worth telling, and every state that it is up to date with then."""
    found: list[Alert] = []
    states: dict[Target, dict[int, str]] = {}
    for target, pairs in fitting.items():
        known = await alerts.told_of(reads, target, server_id, [deal.id for deal, _ in pairs])
        for deal, watch in pairs:
            before, state = known.get(deal.id) or state_before(deal, watch.set_at), state_of(deal)
            if state == before:
                continue
            states.setdefault(target, {})[deal.id] = state
            how = how_moved(before, deal, sources=False) if before else ""
            if how or not before:
                found.append(Alert(target, server_id, deal.id, how, state, watch.label, now))
    return found, states


async def claim_all(db: Database, now: datetime) -> list[Message]:
    """Claim a message for each target for whom something waits, and who had none within the hour."""
    targets = await alerts.targets_to_tell(
        db, no_post_since=now - HOUR, last_before=now - GATHER, first_before=now - GATHER_AT_MOST
    )
    messages = []
    for target in targets:
        async with db.transaction() as tx:
            post = await alerts.claim(tx, target, now)
            if post is not None:
                messages.append(Message(post, await alerts.alerts_in(tx, post.id)))
    return messages


async def left_open(db: Database, now: datetime) -> list[Message]:
    """Take on messages that a crash left open, or that are to be tried again."""
    messages = []
    for post in await alerts.open_posts(db, taken_before=now - SETTLING, now=now):
        async with db.transaction() as tx:
            if await alerts.take_on(tx, post, now):
                found = await alerts.alerts_in(tx, post.id)
                messages.append(Message(replace(post, taken_at=now), found, now - post.claimed_at > WINDOW))
    return messages


async def not_member(db: Database, message: Message, server_id: int) -> Message:
    """The person is in that server no more: its deals are not theirs to hear of, and its watches are paused."""
    theirs = [one for one in message.alerts if one.server_id == server_id]
    async with db.transaction() as tx:
        await alerts.hold_back(tx, theirs, NOT_MEMBER)
        await watches.pause_person(tx, message.post.target.person_id, LEFT, notice=True, server_id=server_id)
    return replace(message, alerts=tuple(one for one in message.alerts if one.server_id != server_id))


async def composed(db: Database, message: Message, names: Mapping[int, str]) -> Answer | None:
    """What a message says; None where nothing is left of it. `names` are those of the servers that deals belong to."""
    sections: list[Section] = []
    labels: list[str] = []
    rest = 0
    async with db.snapshot() as reads:
        for server_id in dict.fromkeys(one.server_id for one in message.alerts):
            here = {one.deal_id: one for one in message.alerts if one.server_id == server_id}
            deals = largest_first(await seen_deals(reads, server_id, list(here)))
            labels += [here[deal.id].watch for deal in deals]
            room = MOST_LINES - sum(len(section.lines) for section in sections)
            rest += max(0, len(deals) - room)
            direct = bool(message.post.target.person_id)
            lines = [(here[deal.id].how, _line(deal, here[deal.id].how, direct=direct)) for deal in deals[:room]]
            place = f" in {shown(names[server_id], 60)}" if names.get(server_id) and direct else ""
            sections.append(Section(f"New{place}", tuple(line for how, line in lines if not how)))
            sections.append(Section(f"Moved{place}", tuple(line for how, line in lines if how)))
    if not labels:
        return None
    if rest:
        sections.append(Section("", (Line((f"and {count(rest, 'more deal')}: see ", Mention("/deals"), ".")),)))
    because = say_list(sorted(set(labels)))
    footer = (f"Told because of {because}. ", Mention("/watch list"), " shows and removes them.")
    return Answer(cards=(Card("Deals you watch", tuple(one for one in sections if one.lines), footer),))


def _line(deal: Deal, how: str, *, direct: bool) -> Line:
    line = deal_line(deal)
    # In a direct message the library is the shared one: a server's own number leads nowhere there.
    button: Button | None = None if direct and deal.server_id != SHARED else line.button
    return replace(line, button=button, below=(how,) if how else line.below)


async def settle(
    db: Database, message: Message, outcome: str, *, at: datetime, sent_to: int = 0, message_id: int = 0
) -> None:
    """Note what came of a message."""
    async with db.transaction() as tx:
        await alerts.settle(tx, message.post, outcome, at=at, sent_to=sent_to, message_id=message_id)


async def put_off(db: Database, message: Message, trouble: str, *, now: datetime) -> None:
    """It could not be sent just now: tried again after growing pauses, for a day."""
    if message.missed:
        await settle(db, message, f"skipped: {trouble.rstrip('.')}", at=now)
        return
    async with db.transaction() as tx:
        await alerts.put_off(tx, message.post, trouble, retry_at=now + pause_after(message.post.tries))


async def closed(db: Database, message: Message, why: str, *, at: datetime) -> None:
    """Whoever is told takes nothing: what waits goes on waiting, and the watches are paused until they are resumed."""
    target = message.post.target
    async with db.transaction() as tx:
        await alerts.wait_again(tx, message.post)
        await alerts.settle(tx, message.post, f"refused: {why}", at=at)
        if target.person_id:
            await watches.pause_person(tx, target.person_id, why, notice=True)
        else:
            await watches.pause_channel(tx, target.channel_id, why)
