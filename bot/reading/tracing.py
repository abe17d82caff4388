"""What reading notes down for `tieup extract --explain`: what it left out, and why a report is what it is.

Ordinary reading carries no `Trace` and notes nothing. How a trace is told in words stands in `explaining`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.model import Span

if TYPE_CHECKING:
    from bot.reading.clauses.scenes import Scene, Sentence
    from bot.reading.deals import Told
    from bot.reading.frames.asking import Telling
    from bot.reading.story import Line, Story


class LeftOut(NamedTuple):
    """A verb or noun of deals that told none, or a telling that came to nothing: `why` is empty where no
    frame found beside it what it needs."""

    scene: Scene
    why: str
    telling: Telling | None


class Reasons(NamedTuple):
    """Why the fields of one report are what they are. `near` are the later sentences that go on about its deal."""

    told: Told
    near: Sequence[Line]
    kind: str
    main: str
    status: str
    day: str
    value: str


@dataclass(slots=True)
class Trace:
    """Every sentence as the rules saw it, with what was left out of it; then the reasons of every report."""

    parts: Sequence[Span] = ()
    sentences: list[Sentence] = field(default_factory=list)
    left_out: list[list[LeftOut]] = field(default_factory=list)
    reasons: list[Reasons] = field(default_factory=list)
    story: Story | None = None

    def begin(self, sentence: Sentence) -> None:
        """Turn to the next sentence."""
        self.sentences.append(sentence)
        self.left_out.append([])

    def leave_out(self, scene: Scene, why: str, telling: Telling | None = None) -> None:
        """Note what the sentence at hand does not tell."""
        self.left_out[-1].append(LeftOut(scene, why, telling))

    def untold(self, scene: Scene) -> None:
        """Note that no frame of a word found what it needs, where nothing else was noted of it."""
        if not any(left.scene is scene for left in self.left_out[-1]):
            self.leave_out(scene, "")
