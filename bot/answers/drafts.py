"""A draft as an admin sees it before publishing: each deal that was read, the words it rests on, what it would join."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import Answer, Bold, Button, Card, Line, Section, Text
from bot.answers.cards import source_line
from bot.answers.evidence import field_lines
from bot.answers.lines import write
from bot.answers.wording import count, kind_word, names_of, shown
from bot.intake import Draft, Matched
from bot.language.wording import say_list
from bot.model import KINDS, KeptArticle

PER_PREVIEW = 2
"""Deals on one page of a preview: each shows every field with its words."""


def draft_answer(draft: Draft, page: int, *, replaces: bool = False) -> Answer:
    """What was read of an article, some deals a page, with Publish and Discard."""
    if draft.already is not None:
        return already_answer(draft.already)
    pages = max(1, -(-len(draft.matches) // PER_PREVIEW))
    page = min(max(1, page), pages)
    shown_here = draft.matches[(page - 1) * PER_PREVIEW : page * PER_PREVIEW]
    cards = tuple(_matched_card(matched, draft.kept.article.text) for matched in shown_here)
    return Answer(
        cards=(_head(draft, page, pages), *cards),
        buttons=_buttons(draft, page, pages),
        private=True,
        replaces=replaces,
    )


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
    lines = [source_line(draft.kept)]
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


def _matched_card(matched: Matched, text: str) -> Card:
    """One deal that was read, every field with its words, and what it would be put with."""
    report = matched.report
    title = shown(report.headline, 160) or f"{names_of([p.name for p in report.parties])}: {kind_word(report.kind)}"
    place = "" if report.main else " (background)"
    return Card(f"{title}{place}", (Section("", tuple(field_lines(report, text, short=True))),), _joins(matched))


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
    return (publish, Button("Discard", write("article discard", number), "danger"), *turning)
