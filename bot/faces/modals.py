"""Form -> what Discord opens as a modal, and back: the fields that somebody filled in.

Whoever sends it in may do so after a restart: like a button's, the modal's custom id is its command line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from discord import TextStyle, ui

from bot.answers import Field, Form
from bot.faces.buttons import custom_id
from bot.language.names import clean

MAX_FIELDS = 5
MAX_TITLE = 45
MAX_LABEL = 45
MAX_HINT = 100
MAX_VALUE = 4_000


def modal(form: Form, keys: Mapping[str, str]) -> ui.Modal:
    """A form as a modal; `keys` has its line's key, where that is too long."""
    shown = ui.Modal(title=_short(form.title, MAX_TITLE), custom_id=custom_id(form.line, keys, set()))
    for field in form.fields[:MAX_FIELDS]:
        label = _short(field.label, MAX_LABEL)
        shown.add_item(ui.Label(text=label, description=_short(field.hint, MAX_HINT) or None, component=_input(field)))
    shown.stop()  # what is sent in is read from the interaction itself, so discord.py need not remember it
    return shown


def _input(field: Field) -> ui.TextInput[ui.Modal]:
    limit = min(max(field.limit, 1), MAX_VALUE)
    return ui.TextInput(
        custom_id=field.name,
        style=TextStyle.long if field.long else TextStyle.short,
        required=field.required,
        default=field.value[:limit] or None,
        max_length=limit,
    )


def _short(text: str, limit: int) -> str:
    text = " ".join(clean(text).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def filled_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a sent-in modal that hold something, by name."""
    return {name: value for name, value in _inputs(data.get("components", ())) if value.strip()}


def _inputs(components: Any) -> Iterator[tuple[str, str]]:
    """Every text input, whether in a label or in a row."""
    for component in components:
        if isinstance(component.get("value"), str):
            yield str(component["custom_id"]), component["value"]
        yield from _inputs([component["component"]] if "component" in component else component.get("components", ()))
