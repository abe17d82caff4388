"""An Answer as JSON, for scripts: what it says line by line, where links and buttons lead, and the deals it tells of.

`deals` are in the form of `tieup export`, so that nobody has to take words apart again. Pictures are left out: what
they show is in the text.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from bot.answers import Answer, Bold, Button, Card, File, Form, Instant, Line, Link, Text
from bot.answers import plain as words_of
from bot.answers.upkeep import deal_object

Json = dict[str, Any]


def answer_json(answer: Answer) -> str:
    """The whole answer as one JSON object, readable."""
    return json.dumps(answer_object(answer), ensure_ascii=False, indent=2)


def answer_object(answer: Answer) -> Json:
    """The whole answer; every key is always there, so that scripts need not ask."""
    return {
        "text": words_of(answer.text),
        "cards": [_card(card) for card in answer.cards],
        "deals": [deal_object(deal) for deal in answer.deals],
        "buttons": [_button(button) for button in answer.buttons],
        "form": None if answer.form is None else _form(answer.form),
        "files": [_file(file) for file in answer.files],
        "post": None if answer.post is None else answer_object(answer.post.answer),
    }


def _card(card: Card) -> Json:
    return {
        "title": card.title,
        "sections": [
            {"heading": section.heading, "lines": [_line(line) for line in section.lines]} for section in card.sections
        ],
        "footer": words_of(card.footer),
    }


def _line(line: Line) -> Json:
    """A line; `bold` are the words that stand out, like those in a sentence that a field rests on."""
    pieces = (*line.text, *line.below)
    return {
        "text": words_of(line.text),
        "below": words_of(line.below),
        "bold": [piece.text for piece in pieces if isinstance(piece, Bold)],
        "links": list(_links(pieces)),
        "instants": [piece.at.isoformat() for piece in pieces if isinstance(piece, Instant)],
        "quote": line.quote,
        "button": None if line.button is None else _button(line.button),
    }


def _links(text: Text) -> Iterator[Json]:
    return ({"text": piece.text, "url": piece.url} for piece in text if isinstance(piece, Link))


def _button(button: Button) -> Json:
    return {"label": button.label, "line": button.line}


def _form(form: Form) -> Json:
    fields = [{"name": field.name, "label": field.label, "required": field.required} for field in form.fields]
    return {"title": form.title, "line": form.line, "fields": fields}


def _file(file: File) -> Json:
    """A file with its contents: as text where it is one."""
    try:
        return {"name": file.name, "alt": file.alt, "text": file.data.decode("utf-8")}
    except UnicodeDecodeError:
        return {"name": file.name, "alt": file.alt, "base64": base64.b64encode(file.data).decode()}
