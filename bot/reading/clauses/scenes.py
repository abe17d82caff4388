"""What stands around one verb or noun of deals: the data that `clauses` fills and the frames read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.reading.clauses.units import Unit, units_of
from bot.reading.grammar import Token, tokens_of
from bot.reading.masking import Masked

NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Argument:
    """A unit on the right of a word: after which preposition, governed by which noun, itself followed by which noun."""

    unit: Unit
    prep: str
    gov: frozenset[str] = NONE
    head: frozenset[str] = NONE
    outer: str = ""
    trailing: bool = False


@dataclass(slots=True)
class Scene:
    """A verb or a noun of deals with what stands around it."""

    at: int
    token: Token
    subjects: tuple[Unit, ...] = ()
    carried: bool = False
    passive: bool = False
    negated: bool = False
    finite: bool = True
    arguments: list[Argument] = field(default_factory=list)
    nouns: frozenset[str] = NONE
    far: frozenset[str] = NONE
    words: tuple[str, ...] = ()
    people: bool = False
    sum_first: bool = False
    purpose: bool = False
    object_head: frozenset[str] = NONE
    prepositions: frozenset[str] = NONE
    modals: frozenset[str] = NONE
    end: int = 0
    money: bool = False
    quantity: bool = False
    said: str = ""
    topic: tuple[Unit, ...] = ()
    round_open: bool = False
    sentence: Sequence[Token] = ()
    units: Sequence[Unit] = ()

    @property
    def base(self) -> str:
        """The base of the verb; nothing for a noun."""
        return self.token.verb.base if self.token.verb else ""

    @property
    def form(self) -> str:
        """The form of the verb; nothing for a noun."""
        return self.token.verb.form if self.token.verb else ""


class Sentence:
    """The tokens of one sentence with its units."""

    def __init__(self, masked: Masked) -> None:
        self.masked = masked
        self.tokens = tokens_of(masked)
        self.units = units_of(self.tokens)
        self.by_token = {index: unit for unit in self.units for index in range(unit.start, unit.last + 1)}

    def word(self, index: int) -> str:
        """The text of a token; nothing outside the sentence."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""
