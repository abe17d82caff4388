"""/privacy: what is kept about a person, or a server, theirs to see, to take along, and to delete.

A person asks for themselves, in any place; for a server its owner alone does. Where things stand and what becomes of
them is the store's (`people`, `leaving`); PRIVACY.md says the same in words.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

from bot.answers import Answer, Ask, Bold, Button, Card, File, Line, Mention, Options, Section, Text
from bot.answers.lines import write
from bot.answers.wording import count
from bot.errors import BadInput, Forbidden
from bot.model import SHARED, TERMINAL
from bot.store import leaving, people
from bot.store.db import Database
from bot.store.people import Trace

ME, SERVER = "me", "server"

NOT_KEPT = "What you ask, what is answered, your name and the words of messages are not kept."
STAYS = (
    "What you did in a server stays in its records, for they are what others rely on; your id in it becomes "
    "“former member”. What you do from now on is kept again."
)
LARGEST = 7 * 1024 * 1024

_OF_SERVER = {
    "articles": "Articles, drafts, and removed ones",
    "deals": "Deals of its own",
    "corrections": "Corrections",
    "suggestions": "Suggestions of members",
    "digests": "Daily digests",
    "digest_posts": "Days of the digest",
    "watches": "Watches",
    "alerts": "Alerts",
    "log": "Entries of the log",
}


async def show(ask: Ask, options: Options) -> Answer:
    """What is kept."""
    if _of_server(ask, options):
        return await _show_server(ask)
    kept = await people.count_traces(ask.db, _person(ask))
    if not kept:
        return Answer(text=(f"Nothing is kept about you. {NOT_KEPT}",), private=True)
    sections = (*_sections(kept), Section("", (Line((NOT_KEPT,)),)))
    return Answer(
        cards=(Card("What is kept about you", sections),),
        buttons=(
            Button("Take it along", write("privacy export", about=ME)),
            Button("Delete it", write("privacy delete", about=ME), "danger"),
        ),
        private=True,
    )


def _sections(kept: Mapping[Trace, int]) -> tuple[Section, ...]:
    goes = tuple(_counted(trace.what, number) for trace, number in kept.items() if trace.fate == "goes")
    stays = tuple(_counted(trace.what, number) for trace, number in kept.items() if trace.fate == "stays")
    both = (Section("Yours alone", goes), Section("In the records of servers, with your id", stays))
    return tuple(section for section in both if section.lines)


def _counted(what: str, number: int) -> Line:
    return Line((Bold(f"{what}: "), f"{number:,}"))


async def export(ask: Ask, options: Options) -> Answer:
    """All of it, as a file."""
    if _of_server(ask, options):
        taken = await leaving.take_along(ask.db, ask.server_id)
        more: Text = (" Its articles come as files of their own: press the button.",)
        articles = Button("Export own articles", write("article export"))
        return Answer(
            text=("What this server set, settled and did, as JSON.", *more),
            files=(_file("this-server", {"server_id": ask.server_id, "kept": taken}),),
            buttons=(articles,) if ask.manages else (),
            private=True,
        )
    person_id = _person(ask)
    found = await people.take_along(ask.db, person_id)
    if not found:
        return Answer(text=(f"Nothing is kept about you. {NOT_KEPT}",), private=True)
    return Answer(
        text=("All that is kept about you, as JSON.",),
        files=(_file("about-you", {"person_id": person_id, "at": ask.now.isoformat(), "kept": found}),),
        private=True,
    )


def _file(name: str, content: Mapping[str, Any]) -> File:
    data = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if len(data) > LARGEST:
        return File(f"{name}.json.gz", gzip.compress(data, mtime=0), "all that is kept, packed")
    return File(f"{name}.json", data, "all that is kept")


async def delete(ask: Ask, options: Options) -> Answer:
    """Delete it, once it was asked for once more."""
    if _of_server(ask, options):
        return await _delete_server(ask, sure=options.get("sure") is True)
    person_id = _person(ask)
    if options.get("sure") is not True:
        kept = await people.count_traces(ask.db, person_id)
        if not kept:
            return Answer(text=(f"Nothing is kept about you. {NOT_KEPT}",), private=True)
        card = Card("Delete what is kept about you?", (*_sections(kept), Section("", (Line((STAYS,)),))))
        sure = Button("Delete it, for good", write("privacy delete", about=ME, sure=True), "danger")
        return Answer(cards=(card,), buttons=(sure,), private=True)
    async with ask.db.transaction() as tx:
        done = await people.forget_person(tx, person_id)
    gone = sum(number for trace, number in done.items() if trace.fate == "goes")
    stays = sum(number for trace, number in done.items() if trace.fate == "stays")
    said = f"Done: {count(gone, 'entry')} deleted; in {stays:,} that servers keep you are “former member” now."
    return Answer(text=(said if done else "Nothing is kept about you.",), private=True, replaces=True)


def _person(ask: Ask) -> int:
    """Whose data it is; nobody's in a terminal."""
    if ask.person_id <= TERMINAL:
        raise BadInput(
            "In the terminal nobody is known by an id, so nothing is kept about a person.",
            "Someone's data is shown and deleted by `tieup forget`.",
        )
    return ask.person_id


def _of_server(ask: Ask, options: Options) -> bool:
    """Whether the server's data is meant; then its owner alone may ask."""
    if options.get("about") != SERVER:
        return False
    if ask.server_id == SHARED:
        raise BadInput("There is no server here.", "Ask in the server that you own, or about:me.")
    if not ask.owns_server:
        raise Forbidden(
            "Only the one who owns this server, by Discord's settings, can do this.",
            "What is kept about yourself: /privacy show.",
        )
    return True


async def _server_lines(ask: Ask) -> tuple[Line, ...]:
    kept = await leaving.count_rows(ask.db, ask.server_id)
    lines = [_counted(what, kept[table]) for table, what in _OF_SERVER.items() if table in kept]
    rest = sum(number for table, number in kept.items() if table not in _OF_SERVER)
    return (*lines, *((_counted("Rows that belong to these", rest),) if rest else ()))


async def _show_server(ask: Ask) -> Answer:
    lines = await _server_lines(ask)
    if not lines:
        return Answer(text=("Nothing of this server is kept but that it has the bot, and its settings.",), private=True)
    where = Line(("What is set: ", Mention("/settings"), " and ", Mention("/digest show"), "."))
    buttons = (
        Button("Take it along", write("privacy export", about=SERVER)),
        Button("Delete all of it", write("privacy delete", about=SERVER), "danger"),
    )
    card = Card("What is kept of this server", (Section("", (*lines, where)),))
    return Answer(cards=(card,), buttons=buttons, private=True)


async def _delete_server(ask: Ask, *, sure: bool) -> Answer:
    if sure:
        async with ask.db.transaction() as tx:
            gone = await leaving.forget_server(tx, ask.server_id)
        said = f"Done: everything of this server is deleted, {count(gone, 'row')}. The shared library is as it was."
        return Answer(text=(said,), private=True, replaces=True)
    lines = (*await _server_lines(ask), Line(("Its settings, its digest, and what members watch here go too.",)))
    card = Card("Delete everything of this server?", (Section("", lines),), ("This cannot be undone.",))
    buttons = (
        Button("Take it along first", write("privacy export", about=SERVER)),
        Button("Delete everything, for good", write("privacy delete", about=SERVER, sure=True), "danger"),
    )
    return Answer(cards=(card,), buttons=buttons, private=True)


async def forget_person(db: Database, person_id: int, *, sure: bool) -> str:
    """For whoever runs the bot: what is kept about a person, and, if `sure`, that it is deleted."""
    if not sure:
        kept = await people.count_traces(db, person_id)
        return _told({trace.what: number for trace, number in kept.items()}, "about that person")
    async with db.transaction() as tx:
        done = await people.forget_person(tx, person_id)
    return f"Deleted, or kept without the person: {count(sum(done.values()), 'row')}."


async def forget_server(db: Database, server_id: int, *, sure: bool) -> str:
    """The same of a server."""
    if not sure:
        return _told(await leaving.count_rows(db, server_id), "of that server")
    async with db.transaction() as tx:
        gone = await leaving.forget_server(tx, server_id)
    return f"Deleted: {count(gone, 'row')}."


def _told(kept: Mapping[str, int], whose: str) -> str:
    if not kept:
        return f"Nothing is kept {whose}."
    lines = [f"{what}: {number:,}" for what, number in kept.items()]
    return "\n".join((*lines, "Nothing was deleted: say --sure to delete it, for good."))
