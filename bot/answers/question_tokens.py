"""A question taken apart: sums, dates, companies, and words with what each may mean.

Names are looked up in the library (with one slip of the finger forgiven), words in `question_words`. What they ask
for together is read in `question_reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz.distance import OSA

from bot.answers import Ask
from bot.answers.question_words import LONGEST, Sense, words
from bot.errors import BadInput
from bot.language.amounts import find_money, find_quantities
from bot.language.dates import DateFind, Period, find_dates, read_period
from bot.language.names import clean, key
from bot.model import Company, Money, Quantity, Span
from bot.store import companies
from bot.store.spotting import Named, name_places

MOST_WORDS = 60
MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|may(?= \d{4}))\b|(?<=since )may\b|(?<=in )may\b"
)
QUARTER = re.compile(r"\b([qh][1-4])\b", re.IGNORECASE)
BARE_SUM = re.compile(
    r"(?<![\w$€£¥#.,-])(\d[\d,]*(?:\.\d+)?) ?(k|m|mn|million|b|bn|billion|bil|t|tn|trillion)\b"
    r"(?! ?(?:dollars?|euros?|pounds?|yen|usd|eur|gbp|won|yuan|shares|gpus|tpus|chips|people))",
    re.IGNORECASE,
)
SOME = re.compile(
    r"\b(?:(?:in|over|within|during|for) )?(?:the )?(next|coming|past|last) (few|couple of|several) "
    r"(day|week|month|year)s\b",
    re.IGNORECASE,
)
COUNTS = {"few": 3, "several": 3, "couple of": 2}
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
WORD = re.compile(r"“[^”]{1,80}”|\"[^\"]{1,80}\"|#s?\d{1,9}\b|[^\s,;:?!()\[\]\"“”]+|,")
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
POWER = frozenset({"GW", "MW", "kW", "GWh", "MWh"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question: one of a company, a sum, a stretch of time, a number, or a word with its meanings."""

    text: str
    senses: tuple[Sense, ...] = ()
    company: Company | None = None
    money: tuple[Money | None, Money | None] | None = None
    period: Period | None = None
    quantity: Quantity | None = None
    number: int = 0
    deal: str = ""
    possessive: bool = False
    quoted: bool = False
    read_as: str = ""
    """What a misspelt word was taken for."""

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    def has(self, *sorts: str) -> bool:
        """Whether this is its (first) meaning."""
        return bool(self.senses) and self.senses[0].sort in sorts

    def sense(self, sort: str) -> Sense | None:
        """Its meaning of a sort."""
        return next((sense for sense in self.senses if sense.sort == sort), None)

    @property
    def is_word(self) -> bool:
        """Whether nothing is known of it."""
        return not (
            self.senses or self.company or self.money or self.period or self.quantity or self.number or self.deal
        )


def spelled_out(text: str) -> str:
    """The question on one line, what is written short in full, months with capitals, bare sums in dollars."""
    line = " ".join(clean(text).replace("’", "'").replace("‘", "'").split())
    short = words().short
    line = " ".join(short.get(word.lower().strip(",?!."), word) for word in line.split())
    if line.isupper():
        line = line.lower()
    line = MONTH.sub(lambda found: found[0].capitalize(), line)
    line = QUARTER.sub(lambda found: found[0].upper(), line)
    return BARE_SUM.sub(lambda found: f"${found[1]}{_scale(found[2])}", line)


def _scale(word: str) -> str:
    return {"b": "bn", "bil": "bn", "t": "tn", "m": "m", "mn": "m", "k": "k"}.get(word.lower(), f" {word.lower()}")


async def tokens_of(ask: Ask, text: str) -> tuple[Token, ...]:
    """The pieces of a question, in order."""
    line = spelled_out(text)
    pieces = list(_pieces(line, ask.now.date()))[:MOST_WORDS]
    names = await name_places(ask.db, ask.server_id, [piece.text if piece.is_word else "·" for piece in pieces])
    named = _with_names(pieces, [name for name in names if _is_meant(pieces, name)])
    return tuple([await _mended(ask, token) for token in _with_senses(named)])


def _pieces(line: str, today: date) -> Iterator[Token]:
    """Sums, stretches of time and numbers as one piece each, and the words between."""
    marked = sorted(_marked(line, today), key=lambda pair: pair[0])
    at = 0
    for span, token in marked:
        if span.start < at:
            continue
        yield from _words(line[at : span.start])
        yield token
        at = span.end
    yield from _words(line[at:])


def _marked(line: str, today: date) -> Iterator[tuple[Span, Token]]:
    taken: list[Span] = []
    for found in SOME.finditer(line):
        taken.append(Span(*found.span()))
        yield taken[-1], Token(found[0], period=_some(found, today))
    for sum_ in find_money(line):
        taken.append(sum_.whole)
        text = line[sum_.whole.start : sum_.whole.end]
        yield sum_.whole, Token(text, money=_bounds(line, sum_.money, sum_.low, sum_.span))
    for much in find_quantities(line):
        if much.quantity.unit in POWER and not any(much.whole.touches(span) for span in taken):
            taken.append(much.whole)
            yield much.whole, Token(line[much.whole.start : much.whole.end], quantity=much.quantity)
    for when in find_dates(line, today):
        if not any(when.whole.touches(span) for span in taken) and when.start is not None and when.end is not None:
            yield when.whole, Token(line[when.whole.start : when.whole.end], period=_period(line, when, today))


def _some(found: re.Match[str], today: date) -> Period:
    length = timedelta(days=COUNTS[found[2].lower()] * DAYS[found[3].lower()])
    return Period(today, today + length) if found[1].lower() in ("next", "coming") else Period(today - length, today)


BIGGER = re.compile(
    r"(?:bigger|greater|larger|higher|better|more|costlier)(?: in value)? than\s*$|(?:over|above|from)\s*$"
)
SMALLER = re.compile(r"(?:smaller|lower|cheaper|less)(?: in value)? than\s*$|(?:under|below|up to)\s*$")


def _bounds(line: str, money: Money, low: Decimal | None, span: Span) -> tuple[Money | None, Money | None]:
    """The least and the most that are asked for; a bare sum asks for about that much."""
    plain = replace(money, qualifier="exact")
    before = line[max(0, span.start - 30) : span.start].lower()
    if low is not None:
        return replace(plain, amount=low), plain
    if money.qualifier == "at_least" or BIGGER.search(before):
        return plain, None
    if money.qualifier == "up_to" or SMALLER.search(before):
        return None, plain
    return replace(plain, amount=plain.amount * 9 / 10), replace(plain, amount=plain.amount * 11 / 10)


def _period(line: str, when: DateFind, today: date) -> Period:
    """The days meant: with "since" open at the end, with "until" at the start."""
    try:
        return read_period(line[when.whole.start : when.whole.end], today)
    except BadInput:
        return Period(when.start, when.end)


def _words(text: str) -> Iterator[Token]:
    for found in WORD.finditer(text):
        word = found[0]
        if word[0] in '“"':
            yield Token(word.strip('“”" '), quoted=True)
        elif re.fullmatch(r"#s?\d+", word):
            yield Token(word, deal=word)
        elif word.isdigit() and len(word) < 4:
            yield Token(word, number=int(word))
        elif word.lower() in NUMBERS:
            yield Token(word, number=NUMBERS[word.lower()])
        else:
            plain = word.strip(".'") or word
            owning = bool(re.search(r"(?:'s|s')$", word)) and len(plain) > 2
            yield Token(plain.removesuffix("'s") if owning else plain, possessive=owning)


def _is_meant(pieces: Sequence[Token], name: Named) -> bool:
    """Whether a name is meant as one: "target" and "figure" are words first, unless written as names."""
    if name.length > 1:
        return any(pieces[name.start + step].low not in words().not_company for step in range(name.length))
    piece = pieces[name.start]
    if piece.text.startswith("$"):
        return True
    capital = piece.text[:1].isupper() and name.start > 0
    common = (piece.low,) in words().senses or piece.low in words().not_company
    return capital or not common


def _with_names(pieces: Sequence[Token], names: Sequence[Named]) -> list[Token]:
    """The pieces with each company as one."""
    starts = {name.start: name for name in names}
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        name = starts.get(at)
        if name is None:
            tokens.append(pieces[at])
            at += 1
            continue
        last = pieces[at + name.length - 1]
        text = " ".join(piece.text for piece in pieces[at : at + name.length])
        tokens.append(Token(text, company=name.company, possessive=last.possessive))
        at += name.length
    return tokens


def _with_senses(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the meanings of words, the longest phrases first."""
    known = words().senses
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not token.is_word or token.quoted or token.text in ("US", "UK", "USA", "IT"):
            found.append(token)
            at += 1
            continue
        length = next((size for size in range(LONGEST, 0, -1) if _phrase(tokens, at, size) in known), 0)
        phrase = _phrase(tokens, at, length)
        text = " ".join(part.text for part in tokens[at : at + length])
        found.append(Token(text, known[phrase], possessive=tokens[at + length - 1].possessive) if length else token)
        at += max(length, 1)
    return found


def _phrase(tokens: Sequence[Token], at: int, size: int) -> tuple[str, ...]:
    part = tokens[at : at + size]
    return tuple(one.low for one in part) if len(part) == size and all(one.is_word for one in part) else ()


async def _mended(ask: Ask, token: Token) -> Token:
    """A word that means nothing, but is nearly a company's name or one of a question's words."""
    if not token.is_word or token.quoted or len(token.text) < 4 or not token.text[0].isalpha():
        return token
    company = await _nearly(ask, token.text)
    if company is not None:
        return replace(token, company=company, read_as=company.name)
    near = words().near(token.low)
    return replace(token, senses=words().senses[(near,)], read_as=near) if near else token


async def _nearly(ask: Ask, typed: str) -> Company | None:
    """The one company whose name was misspelt so: a letter more, less, other or swapped, two in a long name."""
    wanted = key(typed)
    if len(wanted) < 5 or typed.lower() in words().not_company:
        return None
    most = 1 if len(wanted) < 8 else 2
    found = await companies.resolve(ask.db, ask.server_id, typed)
    for name in found.near:
        for company in (await companies.resolve(ask.db, ask.server_id, name)).companies[:1]:
            forms = {key(known) for known in (company.name, *company.aliases)}
            if any(form[:1] == wanted[:1] and OSA.distance(form, wanted) <= most for form in forms):
                return company
    return None
