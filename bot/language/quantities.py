"""Numbers of things as people write them: "10 GW", "six midsize vessels", "a 10-gigawatt campus", "2m tonnes a year".

A quantity is a number with a noun that the table of units knows, at most a few words further on. Money is in
`amounts`; what is to become of the things is left to the reader.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.language import limits
from bot.language.numbers import Number, magnitude, numbers, plain
from bot.language.text import words
from bot.model import Qualifier, Quantity, Span


@dataclass(frozen=True, slots=True)
class QuantityFind:
    """A number of things in a text.

    `span` goes from the number to the unit; `whole` also covers the words that qualify it ("up to ... a year"). `low`
    is the lower end of a range. `per` is what the number is for: "year", "month"... or "".
    """

    span: Span
    whole: Span
    quantity: Quantity
    low: Decimal | None = None
    per: str = ""


class Unit(NamedTuple):
    """What a written form stands for, and when it counts."""

    name: str
    factor: Decimal = Decimal(1)
    per: str = ""
    singular: bool = False
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_numbers: frozenset[int] = frozenset()
    needs_of: bool = False


class Counted(NamedTuple):
    """A number with the unit that follows it, if one does: `end` is that of the unit, else of the number."""

    start: int
    end: int
    number: Decimal
    factor: Decimal
    unit: Unit | None

    @property
    def amount(self) -> Decimal:
        return self.number * self.factor * (self.unit.factor if self.unit else 1)


class Word(NamedTuple):
    """A word after a number, and what stands between it and what is before it."""

    end: int
    gap: str
    text: str
    start: int


FOLLOWING = re.compile(
    r"([ \u00a0\u202f\n]|-)?(?:(?P<measure>[0-9][0-9,.]{0,9}-(?!MW|GW|kW|mega|giga|kilo)[A-Za-z]{1,12})"
    r"|(?P<model>(?:[A-Z]{1,3}[-/]?)?[1-9][0-9]{1,2}[A-Za-z]{0,4}(?:-[A-Z]?[0-9]{1,4}[A-Z]{0,3})?s?)(?![\w%]|[.,][0-9])"
    r"|(?P<word>[A-Za-z](?:[\w²³&]|/(?=[A-Za-z])){0,24}(?:\.(?=\s?[a-z]))?))"
)
OF_THEM = re.compile(
    r" of (?:(?:the|its|their|these|those|such|his|her|our)(?= [a-z])"
    r"|[A-Z][\w&.]{0,30}(?: [A-Z][\w&.]{0,30})?['’]s?(?= ))"
)
VARIANT = re.compile(r"(?:neo|ceo|XLR|LR|ER|MAX|Max|SXM|[A-Z])?(?:-[A-Z]?[0-9]{1,4}[A-Z]{0,3})?$")
"""What may follow the number of a model: "A320neo", "787-9", "A350-900s", "MI300X"."""

WEIGHT = re.compile(
    r" of (?!cash|debt|investments?|funding|sales|assets|savings|revenues?|orders|equity|damage|loans|spending|"
    r"contracts|deals|public|private|government|new|annual|foreign|state|taxpayer|capital|profits?|bonds|shares)[a-z]"
)
"""What tells pounds of copper from pounds sterling."""

RANGE = re.compile(r"[ \u00a0]?[-–—‑][ \u00a0]?|[ \u00a0](?P<word>to|and|or)[ \u00a0]|-to-")
YEAR_BEFORE = words(
    "in by since until during early late mid through till january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec fiscal year"
)
OFTEN_YEAR_BEFORE = words("of for from before after")
# Words that end the search for a unit: what comes after them is not what the number counts.
STOPS = words(
    "of in to for and or the a an by with at on from as per is are was were be will would has have had that which who "
    "whose than over more less between percent percentage pc times year years month months week weeks day days hour "
    "hours minute minutes quarter quarters decade decades other its their this these those said says but after "
    "before since until during within if when while not no into under about against dollars euros pounds yen yuan "
    "million billion trillion rupees won dollar euro millimetre millimeter mm inch metre meter nanometre nanometer "
    "mile storey story point member hour minute strong"
)
SINGULAR_S = words("gas business sports wireless glass mass press access class less plus express bus cross us series")
MOST_WORDS = 7
MOST_ADJECTIVES = 4


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("units.toml").read_text("utf-8"))


def singular(unit: str) -> str:
    """The unit after "1": "ship" for "ships", "GW" for "GW"."""
    row = _table().get(unit, {})
    ones: list[str] = row.get("one", [])
    return ones[0] if ones and (unit.endswith("s") or unit == "people") else unit


@cache
def units() -> Mapping[str, Unit]:
    """Every written form of a unit: symbols as they are, words in lower case, with blanks for hyphens."""
    found: dict[str, Unit] = {}
    for name, row in _table().items():
        unit = Unit(
            name,
            not_after=frozenset(row.get("not_after", [])),
            not_before=frozenset(row.get("not_before", [])),
            not_numbers=frozenset(row.get("not_numbers", [])),
        )
        pers, factors = row.get("per", {}), row.get("factor", {})
        for form in [*row["forms"], *row.get("one", []), *factors, *pers]:
            singular = form in row.get("one", []) and form not in row["forms"] and not row.get("measure", False)
            factor = Decimal(factors.get(form, 1))
            found.setdefault(
                _form(form),
                unit._replace(
                    singular=singular, factor=factor, per=pers.get(form, ""), needs_of=form in row.get("needs_of", [])
                ),
            )
    return found


def _form(written: str) -> str:
    """Symbols and abbreviations keep their capitals, words lose them."""
    plain = written.replace("-", " ")
    return plain.lower() if plain[1:].islower() and len(plain) > 3 else plain


def find_quantities(text: str, span: Span | None = None) -> list[QuantityFind]:
    """Every number of things in a stretch whose unit is known, in order, never overlapping, sums of money left out."""
    start, end = max(0, span[0]) if span else 0, min(span[1], len(text)) if span else len(text)
    found = numbers(text, start, end)
    finds: list[QuantityFind] = []
    at, i = start, 0
    while i < len(found):
        beside = text[found[i].start - 1 : found[i].start] == "/" and at == found[i].start - 1  # "300MW/1,200MWh"
        if found[i].start < at or (not beside and _other(text, found[i], start)):
            i += 1
            continue
        find, used = _at(text, found, i, at, end)
        i += used
        if find is not None:
            finds.append(find)
            at = find.whole.end
    return finds


def _other(text: str, number: Number, floor: int) -> bool:
    """Whether a number belongs to a name, is a sum of money, or is a year."""
    before = text[max(floor, number.start - 2) : number.start]
    if number.tied or before.strip()[-1:] in tuple("$€£¥₹₩₽₺#№") or text[number.end : number.end + 1] == "%":
        return True
    if number.spelled or number.end - number.start != 4 or not 1900 <= number.value <= 2100:
        return False
    word = limits.WORD.findall(text, max(floor, number.start - 16), number.start)
    last = word[-1].lower().rstrip(".") if word else ""
    return last in YEAR_BEFORE or (last in OFTEN_YEAR_BEFORE and number.value % 100 != 0)


def _at(text: str, found: Sequence[Number], i: int, floor: int, end: int) -> tuple[QuantityFind | None, int]:
    """The find that begins with the i-th number, and how many numbers it uses up."""
    first = _counted(text, found[i], end)
    second = None
    if i + 1 < len(found) and (gap := RANGE.fullmatch(text, first.end, found[i + 1].start)) is not None:
        second = _counted(text, found[i + 1], end)
    if first.unit is None and (second is None or second.unit is None):
        return None, 1
    around = limits.before(text, floor, first.start)
    if second is None or not _range(first, second, gap, around):
        return (_find(text, first, None, around, end), 1) if first.unit is not None else (None, 1)
    low = first.number * (first.factor if first.factor != 1 else second.factor)
    low *= second.unit.factor if second.unit else 1
    low = low if low <= second.amount else first.number
    start = around.start
    if around.last in ("between", "from"):
        start = max(floor, text.rfind(around.last[1:], floor, around.start) - 1)
    return _find(text, second._replace(start=first.start), low, around._replace(start=start), end), 2


def _range(first: Counted, second: Counted, gap: re.Match[str] | None, around: limits.Before) -> bool:
    """Whether two numbers are the ends of a range: "100-200 MW", "5 to 10 ships", "between 1 GW and 2 GW"."""
    if gap is None or second.unit is None or (first.unit is not None and first.unit.name != second.unit.name):
        return False
    if gap["word"] == "and" and around.last != "between":
        return False
    if gap["word"] == "or" and first.unit is not None:
        return False
    if gap["word"] == "to" and around.last in ("from", "by"):
        return False
    return second.amount > first.number


def _counted(text: str, number: Number, end: int) -> Counted:
    """The number with its magnitude and the unit that follows, if any."""
    scaled = magnitude(text, number.end, end, short=True, stuck=True)
    if text[number.end : number.end + 2] in ("mm", "MM"):
        scaled = None  # "150mm wafers" are small, not many
    for stop, factor in ([scaled] if scaled is not None else []) + [(number.end, Decimal(1))]:
        if factor >= 10**12 and text[number.end : number.end + 1] in "tT":
            continue  # "100t" is tonnes, not trillions
        counted = _unit(text, stop, end, number, factor)
        if counted is not None:
            return counted
    stop, factor = scaled or (number.end, Decimal(1))
    return Counted(number.start, stop, number.value, factor, None)


def _unit(text: str, at: int, end: int, number: Number, factor: Decimal) -> Counted | None:
    """The nearest unit after `at`, with few enough words between."""
    them = OF_THEM.match(text, at, end)
    following = _following(text, them.end() if them else at, end)
    adjectives = 0
    model: Counted | None = None
    for i, word in enumerate(following):
        for size in (3, 2, 1):
            unit = units().get(_joined(following[i : i + size])) if i + size <= len(following) else None
            if unit is not None and _counts(unit, following, i, size, number, factor):
                if unit.needs_of and WEIGHT.match(text, following[i + size - 1].end, end) is None:
                    return None
                return Counted(number.start, following[i + size - 1].end, number.value, factor, unit)
        if (known := _model(word, following[i + 1 :])) is not None:
            model = Counted(number.start, word.end, number.value, factor, known)
        adjectives += i == 0 or word.gap != "-"
        more = i == 0 and word.text == "more" and following[1:2] and following[1].text != "than"  # "ten more jets"
        if adjectives > MOST_ADJECTIVES or (_stops(word.text) and not more):
            break
    return model


def _following(text: str, at: int, end: int) -> list[Word]:
    """The next words, up to the first mark other than a hyphen."""
    found: list[Word] = []
    while len(found) < MOST_WORDS and (match := FOLLOWING.match(text, at, end)) is not None:
        kind = match.lastgroup or "word"
        if kind != "word" and (not match[1] or (kind == "model" and not _may_be_model(match[kind], found))):
            break
        found.append(Word(match.end(), match[1] or "", match[kind], match.start(kind)))
        at = match.end()
    return found


AIRLINER = re.compile(r"7[0-9]7(?:X|MAX|-[0-9]{1,3}[A-Z]{0,3})?s?")
"""What is a model's number right after a count: "20 777-9s", "four 777 freighters"."""


def _may_be_model(text: str, found: Sequence[Word]) -> bool:
    """Whether a word that may begin with a digit is a model's name."""
    return not text[0].isdigit() or _named(found) or (not found and AIRLINER.fullmatch(text) is not None)


def _named(found: Sequence[Word]) -> bool:
    """Whether a name stands last, so that a number after it is a model's: "12 Boeing 787s"."""
    return bool(found) and found[-1].text[0].isupper()


@cache
def models() -> Mapping[str, Unit]:
    """What is counted under the name of a model alone: "50 A320neo", "24 F-35s", "100,000 H100s"."""
    return {model: Unit(name) for name, row in _table().items() for model in row.get("models", [])}


def _model(word: Word, after: Sequence[Word]) -> Unit | None:
    """The unit of a model's name, where it stands for the things: in the plural, or with no word of its own behind."""
    name = word.text.removesuffix("s")
    unit = models().get(name) or models().get(VARIANT.sub("", name))
    if unit is None or name != word.text:
        return unit
    described = after and after[0].gap == " " and not _stops(after[0].text)
    return None if word.text[0].isdigit() or described else unit


def _joined(following: Sequence[Word]) -> str:
    return _form(" ".join(word.text for word in following)) if following else ""


def _counts(unit: Unit, following: Sequence[Word], i: int, size: int, number: Number, factor: Decimal) -> bool:
    """Whether a unit found after a number is what the number counts."""
    if i and following[0].gap == "" and number.end == following[0].end - len(following[0].text):
        return False  # "5G phones", "3D printers"
    if unit.singular and number.value * factor != 1 and following[0].gap != "-":
        return False
    if i and following[i - 1].text.lower() in unit.not_after:
        return False
    if i + size < len(following) and following[i + size].text.lower() in unit.not_before:
        return False
    return not (unit.not_numbers and factor == 1 and number.value in unit.not_numbers)


def _stops(word: str) -> bool:
    """Whether what comes after a word is not counted by the number before it: "three airlines flying jets"."""
    lower = word.lower().rstrip(".")
    if lower in STOPS:
        return True
    return word.islower() and len(word) > 3 and word[-1] == "s" and word[-2] not in "su" and lower not in SINGULAR_S


def _find(text: str, found: Counted, low: Decimal | None, around: limits.Before, end: int) -> QuantityFind:
    """A find with the words around it."""
    assert found.unit is not None
    stop, behind = limits.after(text, found.end, end)
    per_end, per = limits.per(text, stop, end)
    qualifier: Qualifier = "up_to" if low is not None else around.qualifier or behind or "exact"
    quantity = Quantity(plain(found.amount), found.unit.name, qualifier)
    whole = Span(around.start, per_end)
    return QuantityFind(
        Span(found.start, found.end), whole, quantity, None if low is None else plain(low), per or found.unit.per
    )
