"""What a button carries: the command line it stands for, in the 100 characters that Discord leaves it.

    /deal #12           press it, and this line is answered
    @k3f9               the line is kept in the library under this key, for it is too long
    share /deal #12     answer this line again, for everyone to see (an "@" key likewise)
    remove              take this answer away
    2~/deal #12         the second button of one message with the same line (Discord wants them different)

Nothing else is remembered, so that a button of last month works after any restart. What a press does is up to
`interactions`; keeping long lines, to `answers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.answers import Answer, Button

CUSTOM_ID = 100
LONGEST = 90
"""The longest line that a button carries itself: room is left for "share " and a number."""

SHARE = "share "
REMOVE = "remove"
REMOVE_BUTTON = Button("Remove", REMOVE)

_WIRE = re.compile(r"(?:\d{1,2}~)?(?P<share>share )?(?:@(?P<key>[^\s@~]{1,60})|(?P<line>/.*)|(?P<remove>remove))", re.S)


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks for: a line (or the key of one), to be shared or not; or its message to be removed."""

    line: str = ""
    key: str = ""
    share: bool = False
    remove: bool = False


def share_button(line: str) -> Button:
    """The button that shows a private answer to all."""
    return Button("Share", f"{SHARE}{line}")


def bare(line: str) -> str:
    """The line itself, of a button that may stand for sharing it."""
    return line.removeprefix(SHARE)


def long_lines(buttons: Iterable[Button]) -> list[str]:
    """The lines that must be kept elsewhere before these buttons can be shown."""
    return sorted({line for line in (bare(button.line) for button in buttons) if len(line) > LONGEST})


def all_buttons(answer: Answer) -> list[Button]:
    """Every button of an answer, in the order in which they are seen."""
    lines = [line for card in answer.cards for section in card.sections for line in section.lines]
    return [*(line.button for line in lines if line.button is not None), *answer.buttons]


def custom_id(line: str, keys: Mapping[str, str], taken: set[str]) -> str:
    """The custom id for a line, none that is taken; `keys` are of the long lines. Notes it as taken."""
    share = SHARE if line.startswith(SHARE) else ""
    inner = bare(line)
    body = f"{share}@{keys[inner]}" if len(inner) > LONGEST else f"{share}{inner}"
    wire = next(wire for wire in (body, *(f"{number}~{body}" for number in range(2, 100))) if wire not in taken)
    taken.add(wire)
    return wire


def read(wire: str) -> Press | None:
    """What a custom id asks for; None where it is none of ours."""
    match = _WIRE.fullmatch(wire)
    if match is None:
        return None
    return Press(match["line"] or "", match["key"] or "", match["share"] is not None, match["remove"] is not None)
