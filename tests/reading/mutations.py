"""Real articles made worse: cut, shuffled, repeated, requoted, filled with control marks, other scripts, huge numbers.

Every input is made from its number alone, so that a failing one can be made again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from bot.model import Article
from bot.reading.forms import open_form

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
WINDOW = 700
"""Characters of an article that an input begins with: two or three paragraphs."""

CONTROLS = "\x00\x07\x1b\u200b\u200e\u202e\ufeff\ue000\uf8ff\x85\u2028\t\r"
SCRIPTS = ("鴻海精密工業", "ฟ็อกซ์คอนน์", "Фоксконн", "فوكسكون", "폭스콘", "İstanbul", "ﬁ", "Ｏｐｅｎ", "🏭", "ß", "́", "𝕏")
QUOTES = "\"'“”‘’«»„`()[]{}"
HUGE = ("9" * 40, "1" + ",000" * 9, "$" + "9" * 18 + "tn", "0.000000001", "1e999", "€1.7.3bn", "31 February 2025")
JOINTS = (
    " which ",
    " and ",
    ", ",
    " said that ",
    " will acquire ",
    " from ",
    " for $1.4 trillion ",
    " by 2029 ",
    " (",
    ") ",
    " - ",
)


@cache
def articles() -> tuple[str, ...]:
    """The texts that inputs are made from: the annotated articles to work with, and the briefs."""
    paths = [*sorted((HERE / "dev").glob("*.txt")), *sorted(SEEDS.rglob("*.md"))]
    return tuple(open_form(path.read_text("utf-8")).text for path in paths)


def cut(text: str, chance: Random) -> str:
    """A piece of it, from the middle of a word to the middle of another."""
    start = chance.randrange(len(text) + 1)
    return text[start : start + chance.randrange(WINDOW)]


def shuffled(text: str, chance: Random) -> str:
    """Its words in another order."""
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def sentences_shuffled(text: str, chance: Random) -> str:
    """Its sentences in another order."""
    parts = text.split(". ")
    chance.shuffle(parts)
    return ". ".join(parts)


def repeated(text: str, chance: Random) -> str:
    """A piece of it many times over."""
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start : start + chance.randrange(1, 40)] * chance.randrange(2, 25) + text[start:]


def requoted(text: str, chance: Random) -> str:
    """Other marks in the place of quotation marks and brackets, and some more of them."""
    out = "".join(chance.choice(QUOTES) if mark in QUOTES else mark for mark in text)
    return sprinkled(out, QUOTES, chance)


def sprinkled(text: str, marks: str | tuple[str, ...], chance: Random) -> str:
    """Some of the marks put in anywhere."""
    out = list(text)
    for _ in range(chance.randrange(1, 12)):
        out.insert(chance.randrange(len(out) + 1), chance.choice(marks))
    return "".join(out)


def joined(text: str, chance: Random) -> str:
    """One endless sentence."""
    return "".join(chance.choice(JOINTS) if mark == "." else mark for mark in text)


def recased(text: str, chance: Random) -> str:
    """All in capitals, in small letters, or with a capital on every word."""
    return chance.choice([str.upper, str.lower, str.title, str.swapcase])(text)


def squeezed(text: str, chance: Random) -> str:
    """Some of its blanks taken out, some made lines."""
    return "".join(chance.choice(("", "\n", " ", " ", " ", "\u00a0")) if mark == " " else mark for mark in text)


WAYS: tuple[Callable[[str, Random], str], ...] = (
    cut,
    shuffled,
    sentences_shuffled,
    repeated,
    requoted,
    joined,
    recased,
    squeezed,
    lambda text, chance: sprinkled(text, CONTROLS, chance),
    lambda text, chance: sprinkled(text, SCRIPTS, chance),
    lambda text, chance: sprinkled(text, HUGE, chance),
    lambda text, chance: text + chance.choice(articles())[:WINDOW],
)


def mutated(number: int) -> Article:
    """The input of that number: a stretch of an article, made worse in one to four ways; some keep no date."""
    chance = Random(number)
    text = chance.choice(articles())
    start = chance.randrange(max(1, len(text) - WINDOW))
    text = text[start : start + WINDOW]
    for way in chance.sample(WAYS, chance.randrange(1, 5)):
        text = way(text, chance)
    day = date(chance.randrange(2009, 2027), chance.randrange(1, 13), chance.randrange(1, 29))
    return Article(text[: 4 * WINDOW], published_on=chance.choice([None, day, day, day]))
