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
from bot.reading.organisations import Mention

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
    masked = Masked("", [])
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


def plain(text: str, start: int, end: int, pieces: list[str], origin: list[int]) -> None:
    """Ordinary words, in lower case, private-use characters and odd spaces made harmless."""
    for index in range(start, end):
        character = text[index]
        lower = character.lower()
        if len(lower) != 1 or "\ue000" <= lower <= "\uf8ff":
            lower = "?"
        elif lower == "’":
            lower = "'"
        elif lower.isspace():
            lower = " "
        pieces.append(lower)
        origin.append(index)


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


# A list of organisations: "A, B and C", "A as well as B", "from A to B" after "with".
AND = (
    r"(?:,? and |,? & |, | as well as |, as well as | along with | together with |,? or |/|, and also |, plus | plus )"
)
# "acquired A in 2017, B in 2019 for $6 billion and C": the figures of each stand between the names.
FIGURES = rf"(?: (?:in|on|for|worth|at|about) (?:{D}|{M})){{0,2}}"
LIST = re.compile(rf"{O}(?:{FIGURES}{AND}{O}){{1,12}}(?!'s|-)")
PAIR = re.compile(rf"{O}[-–/]{O}")
BRACKET = re.compile(r" ?[(\[][^()\[\]]{0,120}[)\]]")
APPOSITION = re.compile(
    rf"({O}), (?:(?:an?|the|one of|part of|formerly|also|now|based|backed|owned|headquartered|led|which is|who is|known|a unit|an arm|{O}'s|{O}-|[\w-]+(?:'s|-based|-listed|-backed|-owned)|of|in|from) ?)[^,{O[1:-1]}{BREAK}]{{0,110}}(?:{O}[^,{O[1:-1]}{BREAK}]{{0,60}})?(?:,|(?=\.?$))"
)
RELATIVE = re.compile(rf"({O}),? (?:which|who|that) (?P<rest>[^,{BREAK}]{{3,160}}?)(?P<end>,|\.?$)")
SAY = re.compile(
    r"\b(?:said|says|announced|reported|reports|confirmed|added|disclosed|revealed|known|stated|reads|wrote|claims?|believes?|expects?|means?|told (?:\w+ ){0,2}\w+)(?: \w+){0,3}? that "
)
BREAKS = re.compile(
    rf"[;:]| [—–-] |—|--|,? (?:but|while|whereas|although|though|because|unless|whether) |,? (?:after|when|as|since|before|if|once|until|and|where)(?= (?:the |both |rival )?{O} (?!'s|-))(?=[^,;{BREAK}]{{0,80}}\b(?:will|would|has|have|had|is|are|was|were|agreed|said|\w+ed|\w+s|to)\b) "
)
SUBJECTLESS = re.compile(
    r"(?:,? and|, then|,? but) (?=(?:also |now |later |then |has |have |had |will |would |is |are |was |plans |intends |expects |aims |agreed |agrees |\w+ly )*"
    r"(?:will|would|has|have|had|is|are|was|plans|intends|expects|aims|agreed|agrees|acquired|acquires|bought|buys|sold|sells|signed|signs|ordered|orders|invested|invests|committed|pledged|raised|took|takes|may|can|could|supplies|supplied|counts|makes|made|won|gets|got|entered|announced|completed|cancelled|canceled|terminated|owns)\b)"
)


def unfold(masked: Masked) -> Masked:
    """Take out brackets and asides, join lists of names, set clauses apart, give each its subject."""
    without_brackets(masked)
    cut_relatives(masked)
    cut_appositions(masked)
    join_lists(masked)
    break_clauses(masked)
    return masked


def without_brackets(masked: Masked) -> None:
    """Brackets hold tickers, short names and converted sums."""
    for match in reversed(list(BRACKET.finditer(masked.text))):
        masked.replace(match.start(), match.end(), "", 0)


def cut_relatives(masked: Masked) -> None:
    """ "X, which last month bought Y, said": the aside becomes a clause of its own, with X as its subject."""
    for match in reversed(list(RELATIVE.finditer(masked.text))):
        rest = masked.text[match.start("rest") : match.end("rest")]
        origin = masked.origin[match.start("rest") : match.end("rest")]
        subject, place = match[1], masked.origin[match.start(1)]
        masked.replace(match.end(1), match.end(), "", 0)
        masked.text += f" {BREAK} {subject} {rest}"
        masked.origin += [place] * 5 + origin


def cut_appositions(masked: Masked) -> None:
    """ "Nebius, a provider of AI infrastructure, will": what only describes is taken out."""
    for _ in range(4):
        match = APPOSITION.search(masked.text)
        if match is None:
            return
        masked.replace(match.end(1), match.end(), "", 0)


def join_lists(masked: Masked) -> None:
    """One mark for a list of organisations; "A-B" before a noun is a list as well."""
    for pattern in (PAIR, LIST):
        for match in reversed(list(pattern.finditer(masked.text))):
            mentions = tuple(
                m for mark in match[0] if mark in masked.marks or mark in masked.groups for m in masked.mentions(mark)
            )
            # "Vattenfall, the Swedish company" is no list.
            mentions = tuple(m for m in mentions if not m.pointing) or mentions[:1]
            mark = chr(ORG + 0x400 + len(masked.groups))
            masked.groups[mark] = mentions
            masked.replace(match.start(), match.end(), mark, masked.origin[match.start()])


def break_clauses(masked: Masked) -> None:
    """Breaks between clauses; a verb joined by "and" gets the subject of the verb before."""
    for match in reversed(list(SAY.finditer(masked.text))):
        masked.replace(match.end() - 1, match.end(), f" {BREAK} ", masked.origin[match.start()])
    for match in reversed(list(BREAKS.finditer(masked.text))):
        words = match[0].strip(" ,")
        masked.replace(
            match.start(),
            match.end(),
            f" {BREAK} {words} " if words.isalpha() else f" {BREAK} ",
            masked.origin[match.start()],
        )
    for match in reversed(list(SUBJECTLESS.finditer(masked.text))):
        before = masked.text[: match.start()].rpartition(BREAK)[2]
        subject = re.search(O, before)
        if subject is not None:
            masked.replace(match.start(), match.end(), f" {BREAK} {subject[0]} ", masked.origin[match.start()])
