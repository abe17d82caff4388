"""What of a message fits into Discord's limits: forty parts, 4,000 characters. Pure; knows no components yet.

Words are worth more than lines between them, and more than buttons: where parts run short the lines go first, then
the last buttons become words. Where characters run short the rest is left out, and `cards` sends the whole as a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers import Button, Tone


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of markdown that share one text component."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of markdown with a button to its right; `instead` is the line that does without the button."""

    line: str
    button: Button
    instead: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two sections."""


Block = Words | Beside | Rule
PARTS: dict[type[Block], int] = {Words: 1, Beside: 3, Rule: 1}


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together; those of a card are framed, and the frame is a part itself."""

    blocks: tuple[Block, ...]
    framed: bool = True
    tone: Tone = "plain"

    @property
    def parts(self) -> int:
        """How many components it becomes."""
        return sum(PARTS[type(block)] for block in self.blocks) + (self.framed if self.blocks else 0)


def fitted(groups: Sequence[Group], *, parts: int, text: int) -> tuple[list[Group], bool]:
    """The groups within so many parts and characters, and whether anything had to be left out."""
    kept: list[Group] = []
    for group in thinned(groups, parts):
        blocks, used, whole = _within(group, parts - group.framed, text)
        kept += [replace(group, blocks=blocks)] if blocks else []
        if not whole:
            return kept, True
        parts, text = parts - group.parts, text - used
    return kept, False


def thinned(groups: Sequence[Group], parts: int) -> list[Group]:
    """The same words in fewer parts, as far as it must be: without rules, then without the last buttons."""
    if _cost(groups) <= parts:
        return list(groups)
    thin = [replace(group, blocks=tuple(b for b in group.blocks if not isinstance(b, Rule))) for group in groups]
    while _cost(thin) > parts:
        at = max((n for n, group in enumerate(thin) if any(isinstance(b, Beside) for b in group.blocks)), default=-1)
        if at < 0:
            return [replace(group, blocks=_joined(group.blocks)) for group in thin]
        thin[at] = replace(thin[at], blocks=_without_last_button(thin[at].blocks))
    return thin


def _cost(groups: Sequence[Group]) -> int:
    return sum(group.parts for group in groups)


def _without_last_button(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the last button as words, joined with the words below it."""
    at = max(n for n, block in enumerate(blocks) if isinstance(block, Beside))
    beside = blocks[at]
    assert isinstance(beside, Beside)
    return (*blocks[:at], *_joined((Words((beside.instead,)), *blocks[at + 1 :])))


def _joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Neighbouring words in one block."""
    joined: list[Block] = []
    for block in blocks:
        if joined and isinstance(joined[-1], Words) and isinstance(block, Words):
            joined[-1] = Words(joined[-1].lines + block.lines)
        else:
            joined.append(block)
    return tuple(joined)


def _within(group: Group, parts: int, text: int) -> tuple[tuple[Block, ...], int, bool]:
    """The blocks of a group that fit, the last perhaps in part; how much text they hold; whether they are all."""
    kept: list[Block] = []
    used = 0
    for block in group.blocks:
        cost, room = PARTS[type(block)], text - used
        if cost <= parts and size_of(block) <= room:
            kept.append(block)
            parts, used = parts - cost, used + size_of(block)
            continue
        part = _start(block.lines, room) if isinstance(block, Words) and parts > 0 else ()
        return (*kept, *((Words(part),) if part else ())), used, False
    return tuple(kept), used, True


def _start(lines: Sequence[str], room: int) -> tuple[str, ...]:
    """The first lines, as many as there is room for."""
    number = 0
    while number < len(lines) and size("\n".join(lines[: number + 1])) <= room:
        number += 1
    return tuple(lines[:number])


def size_of(block: Block) -> int:
    """How much text a block holds."""
    match block:
        case Words():
            return size("\n".join(block.lines))
        case Beside():
            return size(block.line)
        case Rule():
            return 0


def size(text: str) -> int:
    """Characters as Discord's clients count them: those beyond the first plane twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
