"""The same message as it would be with an embed, to judge both side by side (`draw.py --embeds`).

An embed has one text, one picture at its foot, and no buttons inside: those that stood beside their lines come below,
five in a row, and only their labels tell which line is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Component = dict[str, Any]

MOST_BUTTONS = 25


def as_embed(components: Sequence[Component]) -> list[Component]:
    """The components of a message of old: one embed, then rows of buttons."""
    lines = "\n\n".join(part["content"] for part in _parts(components, 10)).split("\n")
    title = next((line.removeprefix("## ") for line in lines if line.startswith("## ")), "")
    small = [line.removeprefix("-# ") for line in lines[-1:] if line.startswith("-# ")]
    text = [line.removeprefix("-# ") for line in lines[: -1 if small else None] if line != f"## {title}"]
    items = [item for part in _parts(components, 12) for item in part["items"]]
    embed = {"type": "embed", "title": title, "text": "\n".join(text).strip(), "footer": "".join(small), "items": items}
    buttons = list(_parts(components, 2))[:MOST_BUTTONS]
    rows = [{"type": 1, "components": buttons[start : start + 5]} for start in range(0, len(buttons), 5)]
    return [embed, *rows]


def _parts(components: Sequence[Component], kind: int) -> Iterator[Component]:
    """Every component of a kind, wherever it stands."""
    for component in components:
        if component["type"] == kind:
            yield component
        yield from _parts(component.get("components", []), kind)
        yield from _parts([component["accessory"]] if "accessory" in component else [], kind)
