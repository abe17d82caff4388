"""Every regular expression of bot/reading and bot/language, and for each the texts that would cost it most.

A repeat backtracks where what it repeats can be read in several ways and what must follow is missing. So from each
pattern's own parts a text is made that leads to a repeat, feeds it over and over, and then breaks off.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import bot.language
import bot.reading
from bot.model import Article
from bot.reading import read

Tree = list[tuple[Any, Any]]
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns that a module's variable holds, in tuples and dicts too."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict) and depth < 4 and len(value) < 400:
        for inner in value.values():
            yield from held(inner, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4 and len(value) < 400:
        for inner in value:
            yield from held(inner, depth + 1)
    elif hasattr(value, "cache_info") and not value.cache_parameters()["typed"] and depth == 0:
        yield from held(made(value), depth + 1)


def made(function: Any) -> object:
    """What a cached function without parameters gives: patterns that are compiled on first use."""
    try:
        return function()
    except TypeError:
        return None


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern by the first place that holds it."""
    read(
        Article("Velsta agreed to buy Rivonn for $5 million, it was said on Friday.")
    )  # compiles what waits for its use
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for package in (bot.reading, bot.language):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, pattern in enumerate(held(value)):
                    found.setdefault((pattern.pattern, pattern.flags), (f"{module.name}.{name}.{number}", pattern))
    return dict(found.values())


def tree_of(pattern: re.Pattern[str]) -> Tree:
    """A pattern taken apart."""
    return list(parser.parse(pattern.pattern, pattern.flags))


def unbounded_within_unbounded(tree: Tree, *, within: bool = False) -> bool:
    """Whether a repeat without bound stands in another and can share its text with it: "(a+)*", "(a*b?)*"."""
    for code, value in tree:
        if code in REPEATS:
            _, most, inner = value
            free = most == codes.MAXREPEAT
            if within and free and code is not codes.POSSESSIVE_REPEAT and not parted(tree):
                return True
            if unbounded_within_unbounded(list(inner), within=within or free):
                return True
        elif any(unbounded_within_unbounded(part, within=within) for part in parts(code, value)):
            return True
    return False


def parted(tree: Tree) -> bool:
    """Whether something that must stand there parts one round of a repeat from the next: "(-\\w+)*"."""
    return any(code in (codes.LITERAL, codes.IN) for code, _ in tree)


def parts(code: Any, value: Any) -> list[Tree]:
    """What a group, a branch or a look-around holds."""
    if code is codes.SUBPATTERN:
        return [list(value[3])]
    if code is codes.BRANCH:
        return [list(branch) for branch in value[1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [list(value[1])]
    return [list(value)] if code is codes.ATOMIC_GROUP else []


def sample(tree: Tree, choice: int = 0) -> str:
    """A text that a pattern's part may match; `choice` takes another of its branches."""
    return "".join(piece(code, value, choice) for code, value in tree)


def piece(code: Any, value: Any, choice: int) -> str:
    """A text for one node."""
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "x"
    if code is codes.ANY:
        return "x"
    if code is codes.IN:
        return of_set(value, choice)
    if code in REPEATS:
        return sample(list(value[2]), choice) * max(1, min(value[0], 3))
    inner = parts(code, value) if code not in (codes.ASSERT, codes.ASSERT_NOT) else []
    return sample(inner[choice % len(inner)], choice) if inner else ""


CATEGORIES = {codes.CATEGORY_WORD: "a", codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " "}


def of_set(items: Any, choice: int) -> str:
    """A character of a set."""
    if items[0][0] is codes.NEGATE:
        out = re.compile("|".join(["x", "a", "1", "-", " ", "É"]))
        return next((mark for mark in out.pattern.split("|") if not any(holds(item, mark) for item in items[1:])), "x")
    code, value = items[choice % len(items)]
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(value[0] + choice % (value[1] - value[0] + 1))
    return CATEGORIES.get(value, "-")


def holds(item: tuple[Any, Any], mark: str) -> bool:
    """Whether an item of a set holds a character."""
    code, value = item
    if code is codes.LITERAL:
        return chr(value) == mark
    if code is codes.RANGE:
        return value[0] <= ord(mark) <= value[1]
    return {
        codes.CATEGORY_WORD: mark.isalnum(),
        codes.CATEGORY_DIGIT: mark.isdigit(),
        codes.CATEGORY_SPACE: mark.isspace(),
        codes.CATEGORY_NOT_WORD: not mark.isalnum(),
        codes.CATEGORY_NOT_DIGIT: not mark.isdigit(),
        codes.CATEGORY_NOT_SPACE: not mark.isspace(),
    }.get(value, False)


def pumps(tree: Tree, before: str = "", choice: int = 0) -> Iterator[tuple[str, str]]:
    """What leads to each repeat of a pattern, and what feeds it."""
    for code, value in tree:
        if code in REPEATS and value[1] > 3:
            yield before, sample(list(value[2]), choice)
            yield from pumps(list(value[2]), before, choice)
        else:
            for part in parts(code, value):
                yield from pumps(part, before, choice)
        before += piece(code, value, choice)


def hardest(pattern: re.Pattern[str], length: int) -> set[str]:
    """Texts of about a length that feed every repeat of a pattern and then break off."""
    texts: set[str] = set()
    for choice in range(4):
        for before, fed in pumps(tree_of(pattern), "", choice):
            for text in (
                before + fed * (length // max(1, len(fed))),
                (before + fed) * (length // len(before + fed or "x")),
            ):
                texts |= {f"{text}\x00", f"{text} .", f"{text}é"}
    return texts
