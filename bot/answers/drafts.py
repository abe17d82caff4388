"""A draft as an admin sees it before publishing: each deal that was read, the words it rests on, what it would join."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import Answer, Bold, Button, Card, Instant, Line, Person, Section, Text
from bot.answers.cards import source_line
from bot.answers.evidence import field_lines
from bot.answers.lines import write
from bot.answers.wording import count, kind_word, names_of, shown
from bot.intake import Draft, Matched, mark_of
from bot.language.wording import say_list
from bot.model import KINDS, KeptArticle, Report

PER_PREVIEW = 2
"""Deals on one page of a preview: each shows every field with its words."""


def draft_answer(draft: Draft, page: int, *, replaces: bool = False) -> Answer:
    """What was read of an article, some deals a page, with Publish and Discard."""
    if draft.already is not None:
        return already_answer(draft.already)
    pages = max(1, -(-len(draft.matches) // PER_PREVIEW))
    page = min(max(1, page), pages)
    shown_here = list(enumerate(draft.matches, 1))[(page - 1) * PER_PREVIEW : page * PER_PREVIEW]
    cards = tuple(_matched_card(draft, position, matched) for position, matched in shown_here)
    return Answer(
        cards=(_head(draft, page, pages), *cards),
        buttons=_buttons(draft, page, pages),
        private=True,
        replaces=replaces,
    )


def gone() -> Answer:
    """What to say where a draft is not there any more."""
    return Answer(text=("This draft is gone: published, discarded, or more than a day old.",), replaces=True)


def already_answer(kept: KeptArticle) -> Answer:
    """What to say to an article that is here."""
    title = f" “{shown(kept.article.title, 120)}”" if kept.article.title else ""
    return Answer(
        text=(f"This article is already here as {kept.label}{title}; nothing was added.",),
        buttons=(Button(f"Show {kept.label}", write("article show", kept.label)),),
        private=True,
    )


def _head(draft: Draft, page: int, pages: int) -> Card:
    article = draft.kept.article
    title = shown(article.title, 160) or "Article without a title"
    by = Line(("Given by ", Person(draft.kept.added_by), " ", Instant(draft.kept.added_at, "R")))
    lines = [source_line(draft.kept), by]
    if draft.renews is not None:
        lines.append(Line((f"A new version of {draft.renews.label}: publishing puts it in the place of the old one.",)))
    if article.published_on is None:
        lines.append(Line(("No date was found, so “last week” and the like stay open.",)))
    lines += _found(draft)
    return Card(f"Draft: {title}", (Section("", tuple(lines)),), _footer(page, pages))


def _footer(page: int, pages: int) -> Text:
    paging = f"Page {page} of {pages}. " if pages > 1 else ""
    return (f"{paging}Nothing is published yet; a draft is kept for a day.",)


def _found(draft: Draft) -> Iterator[Line]:
    if draft.matches:
        yield Line((Bold(f"{count(len(draft.matches), 'deal')} read"), " from it:"))
        return
    kinds = say_list([kind_word(kind) for kind in KINDS], "or")
    note = draft.reading.note
    yield Line((Bold("No deal found."), f" {note}" if note and not note.startswith("No deal found") else ""))
    yield Line((f"Looked for organisations by name, and between them: {kinds}.",))
    yield Line(("You may still publish it: it can be listed and shown.",))


def _matched_card(draft: Draft, position: int, matched: Matched) -> Card:
    """One deal that was read, every field with its words, what it would be put with, and how to put it right."""
    report, text = matched.report, draft.kept.article.text
    title = shown(report.headline, 160) or f"{names_of([p.name for p in report.parties])}: {kind_word(report.kind)}"
    place = "" if report.main else " (background)"
    sections = (
        Section("", tuple(field_lines(report, text, short=True))),
        Section("", tuple(_edits(draft.kept.number, position, report))),
    )
    return Card(f"{position}. {title}{place}", sections, _joins(matched))


def _edits(number: int, position: int, report: Report) -> Iterator[Line]:
    """The ways to put a deal right, each beside what it is for."""
    seen = mark_of(report)
    first = write("article edit", str(number), deal=position, part="first", seen=seen)
    second = write("article edit", str(number), deal=position, part="second", seen=seen)
    leave = write("article leave", str(number), deal=position, seen=seen)
    yield Line(("Parties, kind, status, date, value",), Button(f"Edit {position}", first))
    yield Line(("Commitments, headline, what it covers, where",), Button(f"Edit more of {position}", second))
    yield Line(("Not a deal, or not worth keeping",), Button(f"Leave out {position}", leave))


def _joins(matched: Matched) -> Text:
    if matched.deal is None:
        return ("A new deal.",)
    why = f": {shown(matched.match.why, 200)}" if matched.match.why else ""
    return (f"Would join {matched.deal.label}{why}.",)


def _buttons(draft: Draft, page: int, pages: int) -> tuple[Button, ...]:
    number = str(draft.kept.number)
    turns = ((page - 1, "Previous"), (page + 1, "Next"))
    turning = [
        Button(label, write("article preview", number, page=other)) for other, label in turns if 1 <= other <= pages
    ]
    publish = Button("Publish" if draft.matches else "Publish anyway", write("article publish", number), "main")
    missed = Button("Add a deal", write("article edit", number, deal=0, part="first"))
    return (publish, Button("Discard", write("article discard", number), "danger"), missed, *turning)
