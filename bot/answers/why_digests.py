"""Why a digest came out as it did, and what it made of each deal that it looked at; from the records of two months."""

from __future__ import annotations

from datetime import date

from bot.answers import Answer, Ask, Bold, Button, Card, Instant, Line, Piece, Section, Text
from bot.answers.cards import headline
from bot.answers.lines import write
from bot.answers.settings import say_filter
from bot.answers.wording import count, shown
from bot.language.dates import say_day
from bot.model import Day, Deal
from bot.store import digests, servers, told
from bot.store.deals import deal_by_id
from bot.store.digests import DigestPost
from bot.store.told import DigestLine

LAST_DIGESTS = 5

SECTIONS = {
    "new": "told as new",
    "moved": "told as moved",
    "older": "counted among the older ones: announced more than 30 days before",
    "due": "told as falling due soon",
    "same": "not told: nothing worth a line had changed",
}


def in_digest(line: DigestLine, post: DigestPost | None) -> Line:
    """ "24 November 2025: left out: below the filter of $10 million; digest posted"."""
    came_out = f"; that digest: {post.outcome or post.trouble or 'under way'}" if post else ""
    show = Button(f"Digest of {line.local_date}", write("why", line.local_date.isoformat()))
    return Line((Bold(f"{say_day(Day.of(line.local_date))}: "), f"{_said(line)}{came_out}"), show)


def _said(line: DigestLine) -> str:
    """What a digest made of a deal, in words."""
    if line.section == "left out":
        return f"not told: {shown(line.why, 200)}"
    return SECTIONS.get(line.section, line.section)


async def last_digests(ask: Ask) -> Answer:
    """The last digests, each with what became of it."""
    posts = await digests.posts_of(ask.db, ask.server_id, limit=LAST_DIGESTS)
    if not posts:
        return Answer(text=("No digest was due here yet.",))
    lines = [
        Line(
            (Bold(f"{say_day(Day.of(post.local_date))}: "), _outcome(post)),
            Button(str(post.local_date), write("why", str(post.local_date))),
        )
        for post in posts
    ]
    return Answer(cards=(Card("Why the digests came out as they did", (Section("", tuple(lines)),)),))


def _outcome(post: DigestPost) -> str:
    trouble = f"; {shown(post.trouble, 200)}" if post.trouble and post.trouble not in post.outcome else ""
    tries = f" after {post.tries} tries" if post.tries > 1 else ""
    return f"{post.outcome or 'under way'}{tries}{trouble}"


async def of_digest(ask: Ask, day: date) -> Answer:
    """What became of one day's digest, and of every deal that it looked at."""
    async with ask.db.snapshot() as reads:
        post = await digests.get_post(reads, ask.server_id, day)
        lines = await told.lines_of(reads, ask.server_id, day)
        digest = await servers.get_digest(reads, ask.server_id)
        deals = {line.deal_id: await deal_by_id(reads, ask.server_id, line.deal_id) for line in lines[:40]}
    if post is None:
        on = " A digest is set here, and none was due on it." if digest else " There is no digest here."
        return Answer(text=(f"No digest of {say_day(Day.of(day))} is in the records.{on}",))
    head = [Line((Bold("It was "), *_story(post)))]
    if digest is not None:
        head.append(Line((Bold("Filter, as it is set now: "), say_filter(digest))))
    told_here = [_looked_at(line, deals.get(line.deal_id)) for line in lines[:40]]
    rest = [Line((f"and {len(lines) - 40:,} more",))] if len(lines) > 40 else []
    sections = (Section("", tuple(head)), Section(count(len(lines), "deal") + " looked at", (*told_here, *rest)))
    title = f"Why the digest of {say_day(Day.of(day))}"
    return Answer(cards=(Card(title, tuple(part for part in sections if part.lines)),))


def _story(post: DigestPost) -> Text:
    pieces: list[Piece] = []
    if post.due_at is not None:
        pieces += ["due ", Instant(post.due_at, "f"), ", "]
    pieces += ["begun ", Instant(post.claimed_at, "f"), f", {_outcome(post)}"]
    if post.settled_at is not None:
        pieces += [" ", Instant(post.settled_at, "f")]
    if post.edited_at is not None:
        pieces += [", brought up to date ", Instant(post.edited_at, "f")]
    return tuple(pieces)


def _looked_at(line: DigestLine, deal: Deal | None) -> Line:
    if deal is None:
        return Line((f"A deal that is gone: {_said(line)}",))
    return Line((Bold(deal.label), f" {shown(headline(deal), 90)}: {_said(line)}"))
