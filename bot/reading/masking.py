"""A sentence as rules see it: finds replaced by one mark each, asides taken out, clauses set apart.

"Nebius Group NV, which was split off from Yandex, will supply Microsoft with capacity worth $17 billion" becomes
"⟦org⟧ will supply ⟦org⟧ with capacity worth ⟦money⟧ ¦ ⟦org⟧ was split off from ⟦org⟧". The text is in lower case.
Every character keeps its place in the article, so that what a rule matches can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.language.amounts import MoneyFind, QuantityFind
from bot.language.dates import DateFind
from bot.model import Span
from bot.reading.naming.organisations import Mention

ORG, MONEY, QUANTITY, DATE, PERSON, PLACE, OTHER = 0xE000, 0xE800, 0xEC00, 0xF000, 0xF400, 0xF500, 0xF600
BREAK = "\uf8ff"
"""Where a clause ends: no rule reaches across it."""

O = "[\ue000-\ue7ff]"  # noqa: E741 (short, because expressions are full of it)
M = "[\ue800-\uebff]"
Q = "[\uec00-\uefff]"
D = "[\uf000-\uf3ff]"

Found = Mention | MoneyFind | QuantityFind | DateFind


@dataclass(slots=True)
class Masked:
    """A sentence with its marks. `origin[i]` is the place in the article of character i."""

    text: str
    origin: list[int]
    article: str = ""
    marks: dict[str, Found] = field(default_factory=dict)
    groups: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def mentions(self, mark: str) -> tuple[Mention, ...]:
        """The organisations that a mark stands for: one, or a list of them."""
        if mark in self.groups:
            return self.groups[mark]
        found = self.marks[mark]
        return (found,) if isinstance(found, Mention) else ()

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the masked text stands in the article, marks with all their words."""
        places: list[int] = []
        for index in range(start, end):
            if self.text[index] == BREAK:
                continue
            found = self.marks.get(self.text[index])
            if self.text[index] in self.groups:
                for mention in self.groups[self.text[index]]:
                    places += (mention.span.start, mention.span.end)
            elif found is not None:
                places += (found.span.start, found.span.end)
            else:
                places += (self.origin[index], self.origin[index] + 1)
        return Span(min(places), max(places))

    def replace(self, start: int, end: int, text: str, origin: int) -> None:
        """Put other characters in the place of some."""
        self.text = self.text[:start] + text + self.text[end:]
        self.origin[start:end] = [origin] * len(text)


def mask(text: str, sentence: Span, finds: Sequence[Found]) -> Masked:
    """The sentence with one mark for each find, in lower case; a possessive keeps its 's."""
    masked = Masked("", [], text)
    pieces: list[str] = []
    position = sentence.start
    counts = dict.fromkeys((ORG, MONEY, QUANTITY, DATE, PERSON, PLACE, OTHER), 0)
    for find in finds:
        if find.span.start < position or find.span.end > sentence.end:
            continue
        plain(text, position, find.span.start, pieces, masked.origin)
        kind = mark_of(find)
        mark = chr(kind + counts[kind])
        counts[kind] += 1
        masked.marks[mark] = find
        pieces.append(mark)
        masked.origin.append(find.span.start)
        if (
            isinstance(find, Mention)
            and find.pointing
            and text[find.span.start : find.span.end].lower() in ("its", "their")
        ):
            pieces.append("'s")
            masked.origin += [find.span.start, find.span.start]
        position = find.span.end
    plain(text, position, sentence.end, pieces, masked.origin)
    masked.text = "".join(pieces)
    return masked


HARMLESS = re.compile(r"[\ue000-\uf8ff]")
ODD = (9, 10, 11, 12, 13, 28, 29, 30, 31, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
PLAIN = {ord("’"): "'"} | dict.fromkeys((*ODD, *range(0x2000, 0x200B)), " ")


def plain(text: str, start: int, end: int, pieces: list[str], origin: list[int]) -> None:
    """Ordinary words, in lower case, private-use characters and odd spaces made harmless."""
    lower = text[start:end].lower()
    if len(lower) != end - start:  # "İ" is two characters in lower case
        lower = "".join(one if len(one := character.lower()) == 1 else "?" for character in text[start:end])
    pieces.append(HARMLESS.sub("?", lower.translate(PLAIN)))
    origin.extend(range(start, end))


def mark_of(find: Found) -> int:
    """Which range of marks a find belongs to."""
    if isinstance(find, MoneyFind):
        return MONEY
    if isinstance(find, QuantityFind):
        return QUANTITY
    if isinstance(find, DateFind):
        return DATE
    first = find.who[0]
    if first.party:
        return ORG
    return {"person": PERSON, "place": PLACE}.get(first.sort, OTHER)


BRACKET = re.compile(r" ?[(\[][^()\[\]]{0,120}[)\]]")


def without_brackets(masked: Masked) -> Masked:
    """Brackets hold tickers, short names and converted sums."""
    for match in reversed(list(BRACKET.finditer(masked.text))):
        masked.replace(match.start(), match.end(), "", 0)
    return masked
