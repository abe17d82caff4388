"""The message menu *Read deals*: what Tieup reads in a message that anyone wrote, shown to the asker alone.

Nothing is kept. A file is looked at first, then the words of the message, then its link: the first that tells of a
deal is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from bot import intake
from bot.answers import Answer, Ask, Bold, Button, Card, GivenFile, Line, Mention, Options, Piece, Section, say
from bot.answers.cards import source_line
from bot.answers.evidence import field_lines
from bot.answers.lines import write
from bot.answers.naming import text_option
from bot.answers.wording import count, kind_word, names_of, shown
from bot.errors import BotError
from bot.intake import Looked, Matched
from bot.language.links import find_links

FEWEST = 8
"""Words below which a message with a link is but a remark on it."""

CARDS = 4
NOTHING = "There is nothing to read in this message: no text, no file with text, no link."
KEPT = "Shown to you alone; nothing was kept."


async def glance(ask: Ask, options: Options) -> Answer:
    """What is read in a message: its deals with the words that each rests on; else what was looked at."""
    on = _day(text_option(options, "on"))
    best: Looked | None = None
    trouble: list[str] = []
    for what in _readable(options):
        try:
            found = await _look(ask, what, on)
        except BotError as error:
            trouble.append(str(error))
            continue
        best = found if best is None or found.matches else best
        if found.matches:
            break
    return _answer(ask, best) if best else say(trouble[0] if trouble else NOTHING, private=True)


def _readable(options: Options) -> Iterator[GivenFile | str]:
    """What may be read, in turn: the file, the words unless they are but a remark on a link, the first link."""
    file, text = options.get("file"), text_option(options, "text")
    links = find_links(text)
    if isinstance(file, GivenFile):
        yield file
    if len(text.split()) - len(links) >= FEWEST or (text and not links):
        yield text
    yield from links[:1]


async def _look(ask: Ask, what: GivenFile | str, on: date | None) -> Looked:
    look = partial(intake.look, ask.db, ask.desk, server_id=ask.server_id, now=ask.now, on=on)
    if isinstance(what, GivenFile):
        return await look(data=what.data, name=what.name)
    return await (look(url=what) if find_links(what) == [what] else look(text=what))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _answer(ask: Ask, looked: Looked) -> Answer:
    matches = looked.matches
    lines = [source_line(looked.kept)] if looked.kept.article.url or looked.kept.article.title else []
    lines += _found(looked)
    head = Card("What Tieup reads here", (Section("", tuple(lines)),), (KEPT,))
    cards = tuple(_card(position, matched, looked) for position, matched in enumerate(matches[:CARDS], 1))
    return Answer(cards=(head, *cards), buttons=_buttons(matches), private=True, text=_keep(ask, looked))


def _found(looked: Looked) -> Iterator[Line]:
    if looked.already is not None:
        yield Line(("This article is in the library, as ", Bold(looked.already.label), "."))
    if not looked.matches:
        note = looked.note if looked.note and not looked.note.startswith("No deal found") else ""
        yield Line((Bold("No deal found."), f" {note}" if note else ""))
        return
    yield Line((Bold(count(len(looked.matches), "deal")), " read from it:"))
    for position, matched in enumerate(looked.matches[CARDS:], CARDS + 1):
        yield Line((f"{position}. {_title(matched)}",))


def _title(matched: Matched) -> str:
    report = matched.report
    names = names_of([party.name for party in report.parties])
    return shown(report.headline, 160) or f"{names}: {kind_word(report.kind)}"


def _card(position: int, matched: Matched, looked: Looked) -> Card:
    fields = tuple(field_lines(matched.report, looked.kept.article.text, short=True))
    known = f"The library has this deal: {matched.deal.label}." if matched.deal else "Not in the library yet."
    background = "" if matched.report.main else " (background)"
    return Card(f"{position}. {_title(matched)}{background}", (Section("", fields),), (known,))


def _buttons(matches: tuple[Matched, ...]) -> tuple[Button, ...]:
    labels = dict.fromkeys(matched.deal.label for matched in matches if matched.deal)
    return tuple(Button(label, write("deal", label)) for label in labels)


def _keep(ask: Ask, looked: Looked) -> tuple[Piece, ...]:
    """How to put it in the library, for those who may."""
    if not ask.manages or looked.already is not None or not looked.matches:
        return ()
    return ("To put it in the library: ", Mention("/article add"))
