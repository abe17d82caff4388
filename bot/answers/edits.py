"""A digest that was posted is brought up to date in place when a deal in it moves within the day.

The edit counts as told: the next digest does not tell it again. Which posts show a deal otherwise than it is now is
found by the states in their lines (`told.DigestLine`); doing the edit is the face's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.answers import Answer
from bot.answers.news import as_kept
from bot.answers.schedule import local_day
from bot.answers.telling import MOST_LINES, compose
from bot.store import digests, servers, told
from bot.store.db import Database
from bot.store.digests import DigestPost
from bot.store.told import DigestLine
from bot.store.views import seen_deals, state_of

GAP = timedelta(minutes=5)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edit:
    """A post that shows a deal otherwise than it is now, written anew."""

    post: DigestPost
    answer: Answer
    states: dict[int, str]


async def to_edit(db: Database, now: datetime, *, since: datetime | None) -> list[tuple[int, date]]:
    """Posts of the last day that show a deal otherwise than it is now, by server and local date.

    `since` looks at deals that changed since then alone, which is quick; None at all of them: a deal that was taken
    out or merged into another bears no time at which it changed.
    """
    async with db.snapshot() as reads:
        deals = await told.changed_deals(reads, since=since) if since else None
        return list(await told.posts_to_edit(reads, deals, since=now - DAY, shown=MOST_LINES))


async def edit(db: Database, server_id: int, local_date: date, now: datetime) -> Edit | None:
    """A post brought up to date, while its day lasts where it is read; the edit counts as told."""
    async with db.snapshot() as reads:
        digest = await servers.get_digest(reads, server_id)
        post = await digests.get_post(reads, server_id, local_date)
        if digest is None or post is None or not post.message_id or local_day(digest, now) != local_date:
            return None
        if post.edited_at is not None and now - post.edited_at < GAP:
            return None
        lines = await told.lines_of(reads, server_id, local_date)
        deals = await seen_deals(reads, server_id, [line.deal_id for line in lines])
        states = {deal.id: state_of(deal) for deal in deals}
        before = await digests.last_telling(reads, server_id, before=local_date)
        moved = [_restated(line, states.get(line.deal_id, "")) for line in lines]
        news = await as_kept(reads, digest, moved, today=local_date, last=before.local_date if before else None)
    return Edit(post, compose(news, digest, local_date=local_date, notes=post.notes), states)


def _restated(line: DigestLine, state: str) -> DigestLine:
    """A line as it stands after an edit: a new deal keeps the state first told, to say what followed."""
    if line.section == "new" and state != line.state and not line.before:
        return replace(line, before=line.state, state=state)
    return replace(line, state=state)


async def edited(db: Database, edit: Edit, now: datetime, *, gone: bool = False) -> None:
    """Note that a post was edited, and that its server has been told what it says now; or that it is `gone`."""
    post = edit.post
    async with db.transaction() as tx:
        await digests.note_edit(tx, post.server_id, post.local_date, at=now, message_id=0 if gone else post.message_id)
        if gone or await digests.get_post(tx, post.server_id, post.local_date) is None:
            return  # deleted in Discord, or with all of its server here
        lines = await told.lines_of(tx, post.server_id, post.local_date)
        shown = [line for line in lines if line.section in ("new", "moved") and line.place < MOST_LINES]
        for line in shown:
            await told.restate(tx, _restated(line, edit.states.get(line.deal_id, "")))
        states = {line.deal_id: edit.states[line.deal_id] for line in shown if line.deal_id in edit.states}
        await told.mark_told(tx, post.server_id, states, now)
