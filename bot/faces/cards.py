"""Answer -> a Discord message of the newer components, within every limit, whatever the answer holds.

What does not fit goes along as a text file and is said to; nothing is ever an error. How a string becomes harmless
markdown stands in `markup`, what a button carries in `buttons`, what fits in `fitting`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import discord
from discord import ui

from bot.answers import Answer, Bold, Button, Card, File, Line, Piece, Section, Text, Tone
from bot.faces.buttons import all_buttons, custom_id
from bot.faces.fitting import Beside, Block, Group, Rule, Words, fitted
from bot.faces.markup import escape, markdown
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
COLOURS: dict[Tone, int | None] = {
    "plain": None,
    "unsure": 0xC9A227,
    "open": 0x5865F2,
    "done": 0x2E9E5B,
    "ended": 0x80848E,
}
"""The edge of a card; what it tells stands in the card's words as well."""
_PICTURE = (".png", ".jpg", ".jpeg", ".webp", ".gif")


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the layout, and the files that it refers to."""

    view: ui.LayoutView
    files: list[discord.File]


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
            case Rule():
                return ui.Separator()

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
    groups = [Group(_words(answer.text, writer), framed=False), *(_group(card, writer) for card in answer.cards)]
    buttons = [*answer.buttons[: MAX_BUTTONS - len(extra)], *extra]
    files = list(answer.files[: MAX_FILES - 1])
    parts = MAX_PARTS - _rows_cost(buttons) - _files_cost(files)
    shown, short = fitted(groups, parts=parts, text=MAX_TEXT)
    short = short or writer.cut or len(buttons) < len(answer.buttons) + len(extra)
    if short:  # once more, with room for the note and for the file that it tells of
        shown, _ = fitted(groups, parts=parts - 2, text=MAX_TEXT - len(NOTE))
        files.append(File(REST, plain_text(answer, buttons=False).encode(), "the whole answer as text"))
    return _put_together(shown, files, buttons, Builder(keys or {}), note=short, mark=mark)


def _put_together(
    groups: Sequence[Group],
    files: Sequence[File],
    buttons: Sequence[Button],
    builder: Builder,
    *,
    note: bool,
    mark: int | None,
) -> Message:
    named = _named(files)
    gallery = _gallery(named)
    items: list[ui.Item[ui.LayoutView]] = []
    for group in groups:
        inner = [builder.block(block) for block in group.blocks]
        if group.framed:
            inner[1:1], gallery = gallery, []  # a picture stands right below the first card's title
            items.append(ui.Container(*inner, accent_colour=COLOURS[group.tone]))
        else:
            items += inner
    items += gallery + _attached(named)
    items += [ui.TextDisplay(NOTE)] if note else []
    items += builder.rows(buttons)
    items = items or [ui.TextDisplay("There is nothing to show.")]
    items[0].id = mark
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # presses are answered from their custom id alone, so discord.py need not keep the view in memory
    return Message(view, [discord.File(io.BytesIO(file.data), name) for name, file in named.items()])


def _group(card: Card, writer: Writer) -> Group:
    """A card, block by block; thin lines keep the sections of one without buttons apart."""
    title = writer.write((card.title,), MAX_TITLE)
    blocks: list[Block] = [Words((f"## {title}",))] if title else []
    ruled = not any(line.button for section in card.sections for line in section.lines)
    for section in card.sections:
        blocks += [Rule()] if ruled and section.heading and len(blocks) > 1 else []
        blocks += section_blocks(section, writer)
    footer = writer.write(card.footer)
    return Group((*blocks, Words((f"-# {footer}",))) if footer else tuple(blocks), tone=card.tone)


def section_blocks(section: Section, writer: Writer) -> list[Block]:
    """A section: its lines share one block, but for those with a button beside them."""
    heading = writer.write((Bold(section.heading),), MAX_TITLE)
    blocks: list[Block] = []
    plain: list[str] = [heading] if heading else []
    dots = (
        bool(heading)
        and len(section.lines) > 1
        and not any(line.quote or line.button or line.below for line in section.lines)
    )
    for line in section.lines:
        text = _line(line, writer, dot=dots)
        if line.button is None:
            plain += [text] if text else []
            continue
        blocks += [Words(tuple(plain))] if plain else []
        plain = []
        blocks.append(Beside(text or "…", line.button, f"{text} {escape(f'({line.button.label})')}"))
    return [*blocks, Words(tuple(plain))] if plain else blocks


def _line(line: Line, writer: Writer, *, dot: bool) -> str:
    """A line and what belongs below it; a dot before it where nothing else sets lines apart."""
    text, below = writer.write(line.text).strip(), writer.write(line.below).strip()
    start = "> " if line.quote else "- " if dot else ""
    return "\n".join(part for part in (text and f"{start}{text}", below and f"-# {below}") if part)


def _words(text: Text, writer: Writer) -> tuple[Block, ...]:
    shown = writer.write(text, MAX_TEXT, lines=True).strip()
    return (Words(tuple(shown.split("\n"))),) if shown else ()


def _rows_cost(buttons: Sequence[Button]) -> int:
    return len(buttons) + -(-len(buttons) // ROW)


def _named(files: Sequence[File]) -> dict[str, File]:
    """The files under names that Discord keeps as they are, none twice."""
    named: dict[str, File] = {}
    for number, file in enumerate(files, 1):
        name = re.sub(r"[^A-Za-z0-9._-]", "_", file.name).strip("._")[-60:] or "file.txt"
        named[name if name not in named else f"{number}-{name}"] = file
    return named


def _files_cost(files: Sequence[File]) -> int:
    """One gallery for all pictures, one part for each other file."""
    pictures = sum(_is_picture(file.name) for file in files)
    return len(files) - pictures + min(pictures, 1)


def _is_picture(name: str) -> bool:
    return name.lower().endswith(_PICTURE)


def _gallery(named: Mapping[str, File]) -> list[ui.Item[ui.LayoutView]]:
    """Pictures in one gallery, with what they show for those who cannot see them."""
    pictures = [
        discord.MediaGalleryItem(f"attachment://{name}", description=clean(file.alt)[:MAX_ALT] or None)
        for name, file in named.items()
        if _is_picture(name)
    ]
    return [ui.MediaGallery(*pictures)] if pictures else []


def _attached(named: Mapping[str, File]) -> list[ui.Item[ui.LayoutView]]:
    """Files that are no pictures."""
    return [ui.File(f"attachment://{name}") for name in named if not _is_picture(name)]


__all__ = ["Message", "all_buttons", "message"]
