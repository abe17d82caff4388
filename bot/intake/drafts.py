"""Drafts: an article read and kept for its giver to look at, then published, or thrown away; and taking one out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import BadInput
from bot.intake.desk import Desk, is_same, marks_of, opened, renewed
from bot.intake.placing import Matched, match, rejoin, shelve
from bot.intake.twins import from_elsewhere, twin_of
from bot.model import SHARED, Article, Deal, KeptArticle, Reading
from bot.store import articles, shelving
from bot.store.db import Database
from bot.store.deals import deals_of_article
from bot.store.records import Act, note
from bot.store.reports import put_reports, reports_of

DRAFT_LIFE = timedelta(days=1)
UNDO_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is published. `kept.number` names it to `publish` and `discard`.

    `already` is set where the article is here already; then nothing was kept, and `kept` is that article.
    `renews` is set where it is a new version of that article, `copies` where it is nearly the text of that one, from
    elsewhere: a further source of the same reports.
    """

    kept: KeptArticle
    reading: Reading
    matches: tuple[Matched, ...] = ()
    already: KeptArticle | None = None
    renews: KeptArticle | None = None
    copies: KeptArticle | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A published article and the deals that it feeds. `already` where it had come in meanwhile."""

    kept: KeptArticle
    deals: tuple[Deal, ...] = ()
    already: KeptArticle | None = None


async def draft(
    db: Database,
    desk: Desk,
    *,
    server_id: int,
    person_id: int,
    now: datetime,
    data: bytes | None = None,
    name: str = "",
    url: str = "",
    form: Article | None = None,
) -> Draft:
    """Read an article given as a file (`data`, `name`), a link (`url`) or a filled-in form, and keep it as a draft.

    The form's title, date and link stand over what its text says. BadInput or Refused in one sentence where it is no
    article; nothing is kept then.
    """
    article = await opened(desk, data, name, url, form)
    marks = marks_of(article)
    known = await articles.known(db, server_id, marks)
    if known and is_same(known, marks):
        return Draft(known.kept, Reading(known.kept.article), already=known.kept)
    waiting = await articles.waiting_draft(db, server_id, marks, now)
    if waiting is not None:
        return await preview_of(db, waiting)
    reading = await desk.read(article)
    twin = None if known else await twin_of(db, server_id, reading, marks)
    if twin and not from_elsewhere(article, twin.article):
        return Draft(twin, Reading(twin.article), already=twin)
    async with db.transaction() as tx:
        await articles.drop_expired(tx, now)
        # Two admins may give the same article at once: the second is shown the first one's draft.
        waiting = await articles.waiting_draft(tx, server_id, marks, now)
        kept = waiting or await articles.add(
            tx,
            reading.article,
            server_id=server_id,
            marks=marks,
            state="draft",
            person_id=person_id,
            now=now,
            expires_at=now + DRAFT_LIFE,
            copy_of=twin.id if twin else None,
        )
        if waiting is None:
            await put_reports(tx, kept, reading.reports)
            await note(tx, act_on("article drafted", kept, person_id, now))
    return await preview_of(db, kept, reading.note)


async def get_draft(db: Database, *, server_id: int, number: int, now: datetime) -> Draft | None:
    """A draft kept earlier, matched against today's deals; None where it is gone."""
    kept = await articles.live_draft(db, server_id, number, now)
    return await preview_of(db, kept) if kept else None


async def preview_of(db: Database, kept: KeptArticle, said: str = "") -> Draft:
    """A draft as it stands, matched against today's deals."""
    async with db.snapshot() as reads:
        reports = [placed.kept.report for placed in await reports_of(reads, kept.id)]
        known = await articles.known(reads, kept.server_id, await articles.marks_of(reads, kept.id))
        renews = renewed(known, kept.server_id)
        matches = await match(reads, kept, reports, renews)
        copies = await articles.by_id(reads, kept.server_id, kept.copy_of) if kept.copy_of else None
    return Draft(kept, Reading(kept.article, tuple(reports), said), matches, renews=renews, copies=copies)


async def publish(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> Published | None:
    """Publish a draft, all or nothing; None where it is gone (published, discarded or a day old)."""
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return None
        marks = await articles.marks_of(tx, kept.id)
        known = await articles.known(tx, server_id, marks)
        if known and is_same(known, marks):
            await articles.drop_draft(tx, server_id, number)
            return Published(known.kept, already=known.kept)
        published = await shelve(tx, kept, marks, renewed(known, server_id), now)
        await note(tx, act_on("article published", published, person_id, now))
        return Published(published, await deals_of_article(tx, server_id, published.id))


async def discard(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> bool:
    """Throw a draft away; False where it is gone."""
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return False
        await articles.drop_draft(tx, server_id, number)
        await note(tx, act_on("draft discarded", kept, person_id, now))
        return True


async def remove(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> KeptArticle | None:
    """Take one of a server's own articles (of SHARED: the shared library's) out, and its reports with it."""
    async with db.transaction() as tx:
        kept = await articles.get(tx, server_id, number, shared=server_id == SHARED)
        if kept is None or kept.state != "published":
            return None
        await note(tx, act_on("article removed", kept, person_id, now))
        return await shelving.set_state(tx, kept.id, "removed", now=now)


async def bring_back(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> Published | None:
    """Undo a removal within a day: the article's reports are back with their deals. None where it is not removed.

    A deal that was told anew by another article meanwhile takes them in; its old number leads there.
    """
    async with db.transaction() as tx:
        kept = await articles.get(tx, server_id, number, shared=server_id == SHARED)
        if kept is None or kept.state != "removed":
            return None
        if await articles.changed_at(tx, kept.id) < now - UNDO_LIFE:
            raise BadInput(f"{kept.label} was removed more than a day ago.", "Add it again from its link or text.")
        marks = await articles.marks_of(tx, kept.id)
        known = await articles.known(tx, server_id, marks)
        if known and known.kept.server_id == server_id:
            return Published(known.kept, already=known.kept)
        await rejoin(tx, kept, now)
        back = await shelving.set_state(tx, kept.id, "published", now=now)
        await note(tx, act_on("article brought back", back, person_id, now))
        return Published(back, await deals_of_article(tx, server_id, back.id))


def act_on(act: str, kept: KeptArticle, person_id: int, now: datetime) -> Act:
    """An entry of the log: who did what with an article."""
    return Act(kept.server_id, person_id, now, act, kept.label)
