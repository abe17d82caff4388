"""Answer -> a Discord message of the newer components, within every limit, whatever the answer holds.

What does not fit goes along as a text file and is said to; nothing is ever an error. How a string becomes harmless
markdown stands in `markup`, what a button carries in `buttons`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import discord
from discord import ui

from bot.answers import Answer, Bold, Button, Card, File, Line, Piece, Section, Text
from bot.faces.buttons import all_buttons, custom_id
from bot.faces.markup import markdown
from bot.faces.plain import plain_text
from bot.language.names import clean

MAX_PARTS = 40
MAX_TEXT = 3_900  # of 4,000, which Discord may count in other units than Python
MAX_LINE = 1_500
MAX_TITLE = 300
MAX_LABEL = 80
MAX_BUTTONS = 15
MAX_FILES = 10
MAX_ALT = 1_000
ROW = 5

REST = "answer.txt"
NOTE = "-# There is more than fits here: the whole answer is in the attached file."
STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "main": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}
_PICTURE = (".png", ".jpg", ".jpeg", ".webp", ".gif")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the layout, and the files that it refers to."""

    view: ui.LayoutView
    files: list[discord.File]


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of markdown that share one text component."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of markdown with a button to its right."""

    line: str
    button: Button


Block = Words | Beside


@dataclass(slots=True)
class Room:
    """What is left of a message's limits. Once something did not fit, it is full: the rest keeps its order."""

    parts: int
    text: int
    full: bool = False

    def take(self, parts: int, text: int) -> bool:
        """Use this much, if there is that much."""
        if self.full or parts > self.parts or text > self.text:
            self.full = True
            return False
        self.parts -= parts
        self.text -= text
        return True


@dataclass(slots=True)
class Writer:
    """Writes texts within their own limits, and notes whether anything was cut."""

    commands: Mapping[str, int]
    cut: bool = False

    def write(self, text: Text, limit: int = MAX_LINE, *, lines: bool = False) -> str:
        """A text as markdown of at most `limit` characters. What is cut off ends in "…"."""
        out = ""
        for piece in text:
            shown = markdown((piece,), self.commands, lines=lines)
            if len(out) + len(shown) > limit:
                self.cut = True
                return f"{out}{self._start(piece, limit - len(out), lines=lines)}…"
            out += shown
        return markdown(text, self.commands, lines=lines) if out else ""

    def _start(self, piece: Piece, limit: int, *, lines: bool) -> str:
        """The start of a piece. Escaping at most doubles a text, and bold takes four signs more."""
        size = max(0, limit - 5) // 2
        match piece:
            case str():
                return markdown((piece[:size],), self.commands, lines=lines)
            case Bold():
                return markdown((Bold(piece.text[:size]),), self.commands)
            case _:
                return ""


@dataclass(slots=True)
class Builder:
    """The custom ids of one message, none of them twice."""

    keys: Mapping[str, str]
    taken: set[str] = field(default_factory=set)

    def button(self, button: Button) -> ui.Button[ui.LayoutView]:
        """A button as Discord takes it."""
        label = " ".join(clean(button.label).split())[:MAX_LABEL].strip() or "Open"
        return ui.Button(
            style=STYLES[button.style], label=label, custom_id=custom_id(button.line, self.keys, self.taken)
        )

    def block(self, block: Block) -> ui.Item[ui.LayoutView]:
        """A block as a component."""
        match block:
            case Words():
                return ui.TextDisplay("\n".join(block.lines))
            case Beside():
                return ui.Section(block.line, accessory=self.button(block.button))

    def rows(self, buttons: Sequence[Button]) -> list[ui.ActionRow[ui.LayoutView]]:
        """Buttons in rows of five."""
        starts = range(0, len(buttons), ROW)
        return [ui.ActionRow(*(self.button(button) for button in buttons[start : start + ROW])) for start in starts]


def message(
    answer: Answer,
    *,
    commands: Mapping[str, int] | None = None,
    keys: Mapping[str, str] | None = None,
    extra: Sequence[Button] = (),
    mark: int | None = None,
) -> Message:
    """An answer as a message.

    `commands` are the ids of registered commands, `keys` those of lines too long for a button, `extra` are the face's
    own buttons, `mark` is a number to know the message by later.
    """
    writer = Writer(commands or {})
    top, cards = _words(answer.text, writer), [card_blocks(card, writer) for card in answer.cards]
    buttons = [*answer.buttons[: MAX_BUTTONS - len(extra)], *extra]
    cut = writer.cut or len(buttons) < len(answer.buttons) + len(extra)
    files = list(answer.files[: MAX_FILES - 1])
    room = Room(MAX_PARTS - _rows_cost(buttons) - len(files) - 3, MAX_TEXT - len(NOTE))
    top, cards = fitting(top, room), [_framed(blocks, room) for blocks in cards]
    if room.full or cut:
        files.append(File(REST, plain_text(answer, buttons=False).encode(), "the whole answer as text"))
    return _put_together(top, cards, files, buttons, Builder(keys or {}), note=room.full or cut, mark=mark)


def _put_together(
    top: list[Block],
    cards: list[list[Block]],
    files: list[File],
    buttons: Sequence[Button],
    builder: Builder,
    *,
    note: bool,
    mark: int | None,
) -> Message:
    items: list[ui.Item[ui.LayoutView]] = [builder.block(block) for block in top]
    items += [ui.Container(*(builder.block(block) for block in blocks)) for blocks in cards if blocks]
    named = _named(files)
    items += _file_items(named)
    items += [ui.TextDisplay(NOTE)] if note else []
    items += builder.rows(buttons)
    items = items or [ui.TextDisplay("There is nothing to show.")]
    items[0].id = mark
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # presses are answered from their custom id alone, so discord.py need not keep the view in memory
    return Message(view, [discord.File(io.BytesIO(file.data), name) for name, file in named.items()])


def card_blocks(card: Card, writer: Writer) -> list[Block]:
    """A card, block by block."""
    title = writer.write((card.title,), MAX_TITLE)
    blocks: list[Block] = [Words((f"## {title}",))] if title else []
    for section in card.sections:
        blocks += section_blocks(section, writer)
    footer = writer.write(card.footer)
    return [*blocks, Words((f"-# {footer}",))] if footer else blocks


def section_blocks(section: Section, writer: Writer) -> list[Block]:
    """A section: its lines share one block, but for those with a button beside them."""
    heading = writer.write((Bold(section.heading),), MAX_TITLE)
    blocks: list[Block] = []
    plain: list[str] = [heading] if heading else []
    for line in section.lines:
        text = _line(line, writer)
        if line.button is None:
            plain += [text] if text else []
            continue
        blocks += [Words(tuple(plain))] if plain else []
        plain = []
        blocks.append(Beside(text or "…", line.button))
    return [*blocks, Words(tuple(plain))] if plain else blocks


def _line(line: Line, writer: Writer) -> str:
    text = writer.write(line.text).strip()
    return f"> {text}" if line.quote and text else text


def _words(text: Text, writer: Writer) -> list[Block]:
    shown = writer.write(text, MAX_TEXT, lines=True).strip()
    return [Words(tuple(shown.split("\n")))] if shown else []


def _framed(blocks: list[Block], room: Room) -> list[Block]:
    """What fits of a card's blocks; the frame takes a part itself."""
    return fitting(blocks, room) if blocks and room.take(1, 0) else []


def fitting(blocks: list[Block], room: Room) -> list[Block]:
    """The blocks that fit, the last one perhaps in part; the room is full then."""
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Words() if not room.take(1, _size("\n".join(block.lines))):
                return kept + _part(block, room)
            case Beside() if not room.take(3, _size(block.line)):
                return kept
            case _:
                kept.append(block)
    return kept


def _part(block: Words, room: Room) -> list[Block]:
    """The first lines of a block, as many as there is room for."""
    lines: list[str] = []
    for line in block.lines:
        if not room.parts or _size("\n".join([*lines, line])) > room.text:
            break
        lines.append(line)
    room.parts, room.text = 0, 0
    return [Words(tuple(lines))] if lines else []


def _size(text: str) -> int:
    """Characters as Discord's clients count them: those beyond the first plane twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _rows_cost(buttons: Sequence[Button]) -> int:
    return len(buttons) + -(-len(buttons) // ROW)


def _named(files: Sequence[File]) -> dict[str, File]:
    """The files under names that Discord keeps as they are, none twice."""
    named: dict[str, File] = {}
    for number, file in enumerate(files, 1):
        name = re.sub(r"[^A-Za-z0-9._-]", "_", file.name).strip("._")[-60:] or "file.txt"
        named[name if name not in named else f"{number}-{name}"] = file
    return named


def _file_items(named: Mapping[str, File]) -> list[ui.Item[ui.LayoutView]]:
    """Pictures in one gallery, with what they show for those who cannot see them; other files below."""
    pictures = [
        discord.MediaGalleryItem(f"attachment://{name}", description=clean(file.alt)[:MAX_ALT] or None)
        for name, file in named.items()
        if name.lower().endswith(_PICTURE)
    ]
    gallery: list[ui.Item[ui.LayoutView]] = [ui.MediaGallery(*pictures)] if pictures else []
    return gallery + [ui.File(f"attachment://{name}") for name in named if not name.lower().endswith(_PICTURE)]


__all__ = ["Message", "all_buttons", "message"]
