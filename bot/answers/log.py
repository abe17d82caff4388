"""/log: who added, corrected, removed what, when; an admin's business, each server's for itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import Answer, Ask, Bold, Card, Instant, Line, Options, Person, Piece, Section
from bot.answers.lines import shortened
from bot.answers.naming import text_option
from bot.answers.paging import PER_PAGE, page_of
from bot.answers.rights import need_manage
from bot.answers.wording import count, shown
from bot.store import records
from bot.store.records import Act


async def log(ask: Ask, options: Options) -> Answer:
    """A page of the log, the latest first; of one thing only, where its label is given."""
    need_manage(ask)
    about = text_option(options, "about")
    total = await records.count_acts(ask.db, ask.server_id, about=about)
    if not total:
        return Answer(text=(f"The log has nothing on {shortened(about)}." if about else "Nothing was done here yet.",))
    page = page_of(options, total)
    found = await records.acts(ask.db, ask.server_id, about=about, limit=PER_PAGE, offset=page.offset)
    said = f"Log: {count(total, 'entry')}{f' on {shortened(about)}' if about else ''}, the latest first"
    lines = tuple(Line(tuple(_said(act))) for act in found)
    card = Card(said, (Section("", lines),), (page.said,) if page.said else ())
    return Answer(cards=(card,), buttons=page.buttons("log", {"about": about}), replaces="page" in options)


def _said(act: Act) -> Iterator[Piece]:
    yield Instant(act.at, "f")
    yield ": "
    yield Bold(shown(act.act, 60))
    if act.about:
        yield f" {shown(act.about, 60)}"
    if act.note:
        yield f" ({shown(act.note, 200)})"
    yield ", by "
    yield Person(act.person_id)
