"""An Answer as plain text: what the terminal prints, and what goes along as a file where Discord has no room.

Readable without colour and at any width; links are shown as their address, buttons as what to press.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from bot.answers import Answer, Bold, Card, Form, Line, Link, Mention, Piece, Section, Text
from bot.answers import plain as words_of
from bot.language.names import clean

WIDEST = 100
"""Longer lines are hard to read, however wide the window."""

Style = Literal["", "title", "heading", "quote", "small", "buttons"]


class Row(NamedTuple):
    """One line of text, and what it is, for a terminal that has colours."""

    text: str
    style: Style = ""


GAP = Row("")


def plain_text(answer: Answer, *, buttons: bool = True) -> str:
    """The whole answer as text."""
    return "\n".join(row.text for row in rows(answer, buttons=buttons))


def rows(answer: Answer, *, buttons: bool = True) -> list[Row]:
    """The whole answer, line by line, with gaps between its parts."""
    parts: list[Iterable[Row]] = [[Row(line) for line in said(answer.text).split("\n")] if answer.text else []]
    parts += [card_rows(card) for card in answer.cards]
    parts += [form_rows(answer.form)] if answer.form is not None else []
    parts += [[button_row(answer)]] if buttons and answer.buttons else []
    return _apart(parts)


def _apart(parts: Iterable[Iterable[Row]]) -> list[Row]:
    """All parts that hold anything, a gap between two."""
    shown: list[Row] = []
    for part in map(list, parts):
        if any(row.text.strip() for row in part):
            shown += [GAP, *part] if shown else part
    return shown


def said(text: Text) -> str:
    """The words of a text, links with their address."""
    return clean("".join(_piece(piece) for piece in text)).replace("\t", " ")


def _one_line(*text: Piece) -> str:
    return " ".join(said(text).split())


def _piece(piece: Piece) -> str:
    match piece:
        case Link():
            return piece.url if piece.text.strip() in ("", piece.url) else f"{piece.text} <{piece.url}>"
        case Mention():
            return f"/{piece.command.removeprefix('/')}"
        case _:
            return words_of((piece,))


def card_rows(card: Card) -> list[Row]:
    """A card: title underlined, sections apart, the small line last."""
    title = _one_line(card.title)
    head = [Row(title, "title"), Row("=" * min(len(title), WIDEST), "small")] if title else []
    foot = [Row(_one_line(*card.footer), "small")] if card.footer else []
    return _apart([head, *(section_rows(section) for section in card.sections), foot])


def section_rows(section: Section) -> Iterator[Row]:
    """A section: its heading, its lines indented below it, each with its button's label."""
    heading = _one_line(section.heading)
    if heading:
        yield Row(heading, "heading")
    indent = "  " if heading else ""
    for line in section.lines:
        if line.text or line.button is not None:
            yield Row(f"{indent}{line_text(line)}", "quote" if line.quote else "")
        if line.below:
            yield Row(f"{indent}{'  ' if line.text else ''}{_one_line(*map(_starred, line.below))}")


def _starred(piece: Piece) -> Piece:
    """Words that stand out in a small line, like those that a field rests on in their sentence: between stars."""
    return f"*{piece.text}*" if isinstance(piece, Bold) and piece.text.strip() else piece


def line_text(line: Line) -> str:
    """One line: words of an article behind a bar, its button in brackets."""
    button = f"  [{_one_line(line.button.label)}]" if line.button is not None else ""
    return f"{'| ' if line.quote else ''}{_one_line(*line.text)}{button}"


def form_rows(form: Form) -> Iterator[Row]:
    """What a form asks for."""
    yield Row(_one_line(form.title), "heading")
    for field in form.fields:
        hint = f" ({_one_line(field.hint)})" if field.hint else ""
        yield Row(f"  {_one_line(field.label)}{hint}{'' if field.required else ', may be left empty'}")


def button_row(answer: Answer) -> Row:
    """The buttons of an answer, and how they are pressed without a mouse."""
    labels = [_one_line(button.label) for button in answer.buttons]
    return Row(f"{' '.join(f'[{label}]' for label in labels)}   press with /press {labels[0]}", "buttons")


def wrapped(row: Row, width: int) -> list[Row]:
    """A row in as many as the width asks for, each under the start of the first; addresses are never broken."""
    width = max(20, min(width, WIDEST))
    start = re.match(r" *(?:\| |- |• )?", row.text)
    hang = re.sub(r"[^ |]", " ", start.group()) if start else ""
    lines = textwrap.wrap(row.text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
    return [Row(line, row.style) for line in lines] or [row]
