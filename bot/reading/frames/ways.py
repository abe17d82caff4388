"""The ways in which a verb or noun can be meant, tried in order: the first that knows what stands there settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.reading.frames.asking import Telling

Word = TypeVar("Word")

Way = Callable[[Word], list[Telling] | None]
"""Reads one way in which a word can be meant: what it tells so, or None where it is not meant so."""


def settled(ways: Sequence[Way[Word]], word: Word) -> list[Telling]:
    """What the first way tells in which a word is meant; nothing where it is meant in none."""
    return next((told for way in ways if (told := way(word)) is not None), [])
