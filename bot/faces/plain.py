"""An Answer as plain text: what the terminal prints, and what goes along as a file where Discord has no room.

Readable without colour and at any width; links are shown as their address, buttons as what to press.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from bot.answers import Answer, Card, Form, Instant, Line, Link, Mention, Piece, Section, Text
from bot.answers import plain as words_of
from bot.language.names import clean

WIDEST = 100
"""Longer lines are hard to read, however wide the window."""


def plain_text(answer: Answer, *, width: int = 0, buttons: bool = True) -> str:
    """The whole answer as text, wrapped at `width` (0: not wrapped)."""
    blocks = [said(answer.text)] if answer.text else []
    blocks += ["\n".join(card_lines(card)) for card in answer.cards]
    blocks += [f"File: {clean(file.name)}{f' ({clean(file.alt)})' if file.alt else ''}" for file in answer.files]
    if answer.form is not None:
        blocks.append("\n".join(form_lines(answer.form)))
    if buttons and answer.buttons:
        blocks.append(button_row(answer))
    text = "\n\n".join(block for block in blocks if block.strip())
    return wrapped(text, width) if width else text


def said(text: Text) -> str:
    """The words of a text, links with their address."""
    return clean("".join(_piece(piece) for piece in text))


def _piece(piece: Piece) -> str:
    match piece:
        case Link():
            return piece.url if piece.text.strip() in ("", piece.url) else f"{piece.text} <{piece.url}>"
        case Mention():
            return f"/{piece.command.removeprefix('/')}"
        case Instant():
            return f"{piece.at:%-d %B %Y %H:%M} {piece.at.tzname() or ''}".rstrip()
        case _:
            return words_of((piece,))


def card_lines(card: Card) -> Iterator[str]:
    """A card, line by line: title underlined, sections apart, the small line last."""
    if card.title:
        title = said((card.title,))
        yield title
        yield "=" * min(len(title), WIDEST)
    for section in card.sections:
        yield ""
        yield from section_lines(section)
    if card.footer:
        yield ""
        yield said(card.footer)


def section_lines(section: Section) -> Iterator[str]:
    """A section: its heading, its lines indented below it, each with its button's label."""
    if section.heading:
        yield f"{said((section.heading,))}:"
    indent = "  " if section.heading else ""
    for line in section.lines:
        yield f"{indent}{line_text(line)}"


def line_text(line: Line) -> str:
    """One line: words of an article behind a bar, its button in brackets."""
    button = f"  [{said((line.button.label,))}]" if line.button is not None else ""
    return f"{'| ' if line.quote else ''}{' '.join(said(line.text).split())}{button}"


def form_lines(form: Form) -> Iterator[str]:
    """A form that cannot be filled in here: what it asks for."""
    yield f"{said((form.title,))}:"
    for field in form.fields:
        hint = f" ({said((field.hint,))})" if field.hint else ""
        yield f"  {said((field.label,))}{hint}{'' if field.required else ', may be left empty'}"


def button_row(answer: Answer) -> str:
    """The buttons of an answer, and how they are pressed without a mouse."""
    labels = [said((button.label,)) for button in answer.buttons]
    return f"{' '.join(f'[{label}]' for label in labels)}   press with /press {labels[0]}"


def wrapped(text: str, width: int) -> str:
    """The text wrapped at `width`, each line's own indent kept for what follows; addresses are never broken."""
    width = max(20, min(width, WIDEST))
    return "\n".join("\n".join(_wrap(line, width)) for line in text.split("\n"))


def _wrap(line: str, width: int) -> list[str]:
    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)] + ("| " if body.startswith("| ") else "")
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    ) or [""]
