"""Texts that cost most to read, of any size: what the speed of reading is measured by, beside ordinary articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count, cycle

from bot.language.text import listed
from tests.reading.mutations import articles

SYLLABLES = listed("ba cor den fal gim hol jus kan lor mep nov pix qua rus sel tov")


def filled(pieces: Iterable[str], size: int) -> str:
    """As many pieces as fill so many characters, cut there."""
    out: list[str] = []
    length = 0
    for piece in pieces:
        out.append(piece)
        length += len(piece)
        if length >= size:
            break
    return "".join(out)[:size]


def name(number: int) -> str:
    """An organisation nobody knows, another for each number."""
    word = ""
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        word += SYLLABLES[rest]
        if not number:
            return f"{word.capitalize()}ex"


def deals() -> Iterator[str]:
    """Deal after deal, each of other parties."""
    for number in count():
        yield f"{name(2 * number)} agreed to buy {name(2 * number + 1)} for ${number + 1} million in March 2021.\n"


def one_pair() -> Iterator[str]:
    """Deal after deal of the same two."""
    kinds = cycle(("bought 12 jets from", "signed a cloud contract with", "invested $3 million in", "merged with"))
    for number in count():
        yield f"In {2009 + number % 17} Velsta {next(kinds)} Rivonn, sources said. "


def crossing() -> Iterator[str]:
    """Deals in which the same few stand in ever new pairs."""
    for number in count():
        yield f"{name(number % 97)} will supply {name(number * 7 % 89)}, {name(number * 5 % 83)} and Oslo with chips. "


HOSTILE: dict[str, Callable[[int], str]] = {
    "articles, one after another": lambda size: filled(cycle(f"{text}\n\n" for text in articles()), size),
    "one article over and over": lambda size: filled(cycle([articles()[0] + "\n\n"]), size),
    "one endless sentence": lambda size: filled(cycle(" ".join(articles()[:9]).replace(".", ",").split("\n")), size),
    "names alone": lambda size: filled((f"{name(number)} " for number in count()), size),
    "names in a list": lambda size: filled((f"{name(number)}, " for number in count()), size),
    "nested brackets": lambda size: "Velsta bought Rivonn " + "([" * (size // 4) + "x" + ")]" * (size // 4 - 12),
    "brackets with names": lambda size: filled((f"{name(number)} (" for number in count()), size),
    "nested quotes": lambda size: filled(cycle(["“Velsta said ‘", '"Rivonn bought it '] * 3 + ["’” "]), size),
    "deals of ever new parties": lambda size: filled(deals(), size),
    "deals of one pair": lambda size: filled(one_pair(), size),
    "deals of a crowd, in all pairs": lambda size: filled(crossing(), size),
    "sums": lambda size: filled((f"${number} million to €{number + 1}bn and " for number in count(1)), size),
    "dates": lambda size: filled(
        (f"in March {2000 + number % 40} until the end of 2027, " for number in count()), size
    ),
    "digits": lambda size: filled(cycle(["1,000", "000.5", "-", "2025", " "]), size),
    "capitals": lambda size: filled(cycle(["HON HAI AND THE OF U.S. A.B.C. "]), size),
    "pointing words": lambda size: filled(cycle(["the two companies said that it and its company, the firm, "]), size),
    "letters without a space": lambda size: "Aa" * (size // 2),
    "hyphens and dots": lambda size: filled(cycle(["A-b.", "c-D", "..."]), size),
    "spaces and lines": lambda size: filled(cycle([" \n", "\t", "\u00a0 \n\n"]), size),
}
"""Each by its name, made to a size in characters."""
