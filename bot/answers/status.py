"""/status: whether the jobs are alive, when the next digest is due, what failed and why.

What the jobs do is the faces'; here is told what they left in their heartbeats, and what became of the last digests.
Why a job failed is the owner's business, for it may concern another server; why a digest did, its own server's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

from bot.answers import Answer, Ask, Bold, Button, Card, Instant, Line, Mention, Options, Piece, Place, Section
from bot.answers.lines import write
from bot.answers.rights import need_manage
from bot.answers.schedule import next_due
from bot.answers.wording import count, shown
from bot.language.dates import say_day
from bot.model import SHARED, Day
from bot.store import articles, digests, records, servers
from bot.store.digests import DigestPost
from bot.store.records import Beat
from bot.store.suggestions import list_suggestions

QUIET = timedelta(minutes=10)
"""A job that was not heard of for so long is not running: all of them beat every half minute."""

LAST_DIGESTS = 3


async def status(ask: Ask, _options: Options) -> Answer:
    """How the bot is doing here."""
    need_manage(ask)
    beats = await records.heartbeats(ask.db)
    jobs = tuple(_job(ask, beat) for beat in beats) or (Line(("None has run yet: they run with the Discord bot.",)),)
    sections = [Section("Jobs", jobs)]
    if ask.server_id != SHARED:
        sections.append(Section("Daily digest", tuple([line async for line in _digest(ask)])))
    drafts = await articles.list_articles(ask.db, ask.server_id, state="draft", limit=1)
    if drafts.total:
        said = f"{count(drafts.total, 'draft')} waiting to be published or discarded; each goes by itself after a day."
        sections.append(Section("Articles", (Line((said,), Button("Drafts", write("article drafts"))),)))
    waiting = await list_suggestions(ask.db, ask.server_id, limit=1)
    if waiting.total:
        said = f"{count(waiting.total, 'suggestion')} of members to accept or refuse."
        sections.append(Section("Corrections", (Line((said,), Button("Review", write("correct review"))),)))
    failing = [beat for beat in beats if beat.error or ask.now - beat.at > QUIET]
    said = f"{count(len(failing), 'job')} of {len(beats)} in trouble" if failing else "All is well"
    return Answer(cards=(Card(f"Status: {said}" if beats else "Status", tuple(sections)),))


def _job(ask: Ask, beat: Beat) -> Line:
    pieces: list[Piece] = [Bold(f"{beat.job.capitalize()}: ")]
    if ask.now - beat.at > QUIET:
        pieces += ["not heard of since ", Instant(beat.at, "f")]
    elif not beat.error:
        pieces += ["runs; last ", Instant(beat.at, "R")]
    if beat.error:
        why = f", for {shown(beat.error, 200)}" if ask.owner or ask.server_id == SHARED else ""
        times = "once" if beat.failures < 2 else f"{beat.failures:,} times in a row"
        pieces += [", " if len(pieces) > 1 else "", f"failed {times}{why}; last ", Instant(beat.at, "R")]
        pieces.append("; it is tried again")
    return Line(tuple(pieces))


async def _digest(ask: Ask) -> AsyncIterator[Line]:
    digest = await servers.get_digest(ask.db, ask.server_id)
    if digest is None:
        yield Line(("Off. ", Mention("/digest set"), " turns it on."))
    elif digest.stopped:
        yield Line((f"Off, for {digest.stopped}. ", Mention("/digest set"), " with another channel turns it on again."))
    else:
        yield Line((Bold("Next: "), Instant(next_due(digest, now=ask.now).at), ", in ", Place(digest.channel_id)))
    for post in await digests.posts_of(ask.db, ask.server_id, limit=LAST_DIGESTS):
        yield Line((Bold(f"{say_day(Day.of(post.local_date))}: "), *_outcome(post)))


def _outcome(post: DigestPost) -> Iterator[Piece]:
    """What became of one day's digest, and when."""
    waits = not post.outcome and post.trouble
    yield f"not posted yet: {shown(post.trouble, 300)}" if waits else shown(post.outcome, 300) or "under way"
    if waits and post.retry_at is not None:
        yield " Tried again "
        yield Instant(post.retry_at, "R")
    elif post.settled_at is not None:
        yield ", "
        yield Instant(post.settled_at, "f")
