"""The companies that the reader knows by name, and where a text names them.

The list is data (words/companies.toml). Names are found by their first word, longest first, and only as whole words.
Which of the doubtful ones ("Switch", "Arm") are companies in a given sentence is for `organisations` to judge; what
the library learns later ("/company alias") is the store's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from bot.language.names import fold, key, strip_legal
from bot.model import Company, Span
from bot.reading.lexicon import table


class Form(NamedTuple):
    """One way in which a company is named. `doubtful` ones are ordinary words too, or fit other companies."""

    text: str
    company: Company
    doubtful: bool
    the: bool = False
    """Whether a "the" before it belongs to it: "the ChatGPT maker"."""


@dataclass(frozen=True, slots=True)
class NameFind:
    """A place where a text names a company of the vocabulary."""

    span: Span
    company: Company
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Companies with all their forms.

    `by_first` holds the forms that begin with a capital or a digit, under their first word, the longest first;
    `others` finds the few that do not ("xAI", "the search giant", "鴻海"), and `by_text` tells which is which.
    """

    companies: tuple[Company, ...] = ()
    by_first: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    by_key: Mapping[str, Company] = field(default_factory=dict)
    others: re.Pattern[str] | None = None
    by_text: Mapping[str, Form] = field(default_factory=dict)

    def find(self, text: str, span: Span | None = None) -> list[NameFind]:
        """Every company named in a stretch, in order, never overlapping, legal forms included ("Broadcom Inc.")."""
        start, end = span or (0, len(text))
        finds: list[NameFind] = []
        at = start
        for word in FIRST_WORD.finditer(text, start, end):
            forms = self.by_first.get(word[0])
            if forms is None or word.start() < at or _joins(text[word.start() - 1 : word.start()]):
                continue
            find = _longest(text, word.start(), end, at, forms)
            if find is not None:
                finds.append(find)
                at = find.span.end
        return finds if self.others is None else _merged(finds, self._find_others(text, start, end))

    def _find_others(self, text: str, start: int, end: int) -> list[NameFind]:
        """The forms that begin with no capital."""
        assert self.others is not None
        finds: list[NameFind] = []
        for match in self.others.finditer(text, start, end):
            form = self.by_text[match[0].translate(BLANKS).lower()]
            if (
                form.text[0].isascii()
                and (  # as whole words, where words have blanks between them
                    _joins(text[match.start() - 1 : match.start()]) or _joins(text[match.end() : match.end() + 1])
                )
            ):
                continue
            finds.append(NameFind(Span(match.start(), _legal_end(text, match.end(), end)), form.company, form.doubtful))
        return finds

    def named(self, name: str) -> Company | None:
        """The company that a name stands for, by its comparison form; None where there is none, or two."""
        return self.by_key.get(key(name))


EMPTY = Vocabulary()

FIRST_WORD = re.compile(r"[A-Z0-9À-Þ][^\W_]{0,60}")
LEGAL = re.compile(
    r",? (?:& (?=Co\b))?(?:Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|PLC|plc"
    r"|LLC|L\.L\.C|LP|L\.P|LLP|AG|SA|S\.A|SE|NV|N\.V|BV|B\.V|GmbH|AB|ASA|Oyj|SpA|S\.p\.A|KK|PBC|KGaA|Holdings|Group)(?![A-Za-z])\.?(?!\.)"
)
LEGAL_AFTER = 3
THE = ("the ", "The ")
BLANKS = str.maketrans({"\n": " ", "\u00a0": " ", "\u202f": " ", "’": "'", "‘": "'"})


def _longest(text: str, start: int, end: int, floor: int, forms: Iterable[Form]) -> NameFind | None:
    """The longest form that stands here as whole words, with the "the" before it where it is part of the form."""
    for form in forms:
        stop = start + len(form.text)
        if stop > end or not _same(text[start:stop], form):
            continue
        after = text[stop : stop + 2]
        if _joins(after[:1]) or (form.doubtful and after[:1] == "-" and after[1:].islower()):
            continue
        if form.the and start - 4 >= floor and text[start - 4 : start] in THE:
            start -= 4
        return NameFind(Span(start, _legal_end(text, stop, end)), form.company, form.doubtful)
    return None


def _merged(finds: list[NameFind], others: list[NameFind]) -> list[NameFind]:
    """Both lists in order; where two overlap, the one that begins first, or the longer."""
    if not others:
        return finds
    kept: list[NameFind] = []
    for find in sorted([*finds, *others], key=lambda find: (find.span.start, -find.span.end)):
        if not kept or find.span.start >= kept[-1].span.end:
            kept.append(find)
    return kept


def _joins(mark: str) -> bool:
    """Whether a letter beside a name makes it part of a longer word; those of unspaced scripts do not."""
    return mark.isalnum() and mark < "\u2e80"


def _same(written: str, form: Form) -> bool:
    """Whether a stretch is the form: doubtful ones as they are written or in capitals, others in any case."""
    plain = written.translate(BLANKS)
    if plain == form.text:
        return True
    if form.doubtful:
        return plain.isupper() and len(plain) > 2 and plain == form.text.upper()
    return plain.casefold() == form.text.casefold()


def _legal_end(text: str, stop: int, end: int) -> int:
    """The end of a name with the legal forms after it; a full stop that may end the sentence is left out."""
    for _ in range(LEGAL_AFTER):
        match = LEGAL.match(text, stop, end)
        if match is None:
            break
        stop = match.end()
    return stop


@cache
def load() -> Vocabulary:
    """The vocabulary that comes with the project, read once."""
    return gather(table("companies")["company"])


def companies() -> tuple[Company, ...]:
    """The companies of the vocabulary, for the library's own table."""
    return load().companies


def gather(rows: Iterable[Mapping[str, Any]]) -> Vocabulary:
    """A vocabulary from rows of name, legal, aliases, doubtful, ticker, country, sector, parent."""
    made: list[Company] = []
    firsts: defaultdict[str, list[Form]] = defaultdict(list)
    others: dict[str, Form] = {}
    keys: dict[str, Company | None] = {}
    for row in rows:
        company = _company(row)
        made.append(company)
        for form in _forms(row, company):
            match = FIRST_WORD.match(form.text)
            if match is None:
                others.setdefault(form.text.lower(), form)
            else:
                for first in {match[0], match[0].upper(), match[0] if form.doubtful else match[0].capitalize()}:
                    firsts[first].append(form)
        for name in {company.name, *company.aliases}:
            if keys.setdefault(key(name), company) is not company:
                keys[key(name)] = None
    for company in made:  # "SoftBank" is the group, though "SoftBank Corp." is another company
        if fold(company.name) == key(company.name):
            keys[fold(company.name)] = company
    return Vocabulary(
        tuple(made),
        {first: tuple(sorted(forms, key=_longest_first)) for first, forms in firsts.items()},
        {name: company for name, company in keys.items() if company is not None},
        re.compile(_any_of(others.values())) if others else None,
        others,
    )


def _longest_first(form: Form) -> int:
    return -len(form.text)


def _any_of(forms: Iterable[Form]) -> str:
    """One alternative for each form, grouped by first letters for speed; "the" may begin a sentence."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=_longest_first):
        ways = form.text[0] + form.text[0].upper() if form.text.startswith(("the", "former")) else form.text[0]
        for first in set(ways):
            groups[first].append(re.escape(form.text[1:]).replace("'", "['’]"))

    def branches(firsts: Iterable[str]) -> str:
        ways = [f"{re.escape(first)}(?:{'|'.join(groups[first])})" for first in firsts]
        return f"(?=[{''.join(map(re.escape, firsts))}])(?:{'|'.join(ways)})"

    spaced, unspaced = [f for f in groups if f.isascii()], [f for f in groups if not f.isascii()]
    found = [rf"(?<![A-Za-z0-9]){branches(spaced)}"] * bool(spaced) + [branches(unspaced)] * bool(unspaced)
    return "|".join(found)


def _company(row: Mapping[str, Any]) -> Company:
    legal = [row["legal"]] if "legal" in row else []
    aliases = dict.fromkeys([*legal, *row.get("aliases", []), *row.get("doubtful", [])])
    aliases.pop(row["name"], None)
    rest = {field: row.get(field, "") for field in ("ticker", "country", "sector", "parent")}
    return Company(0, row["name"], tuple(aliases), **rest)


def _forms(row: Mapping[str, Any], company: Company) -> Iterable[Form]:
    """Every form that a company is found under: as listed, without its legal form, "the" before a capital apart."""
    doubtful = frozenset(row.get("doubtful", []))
    listed = [company.name, *company.aliases]
    short = [strip_legal(name) for name in listed if len(strip_legal(name).split()) > 1 or strip_legal(name) in listed]
    made: dict[str, Form] = {}
    for name in dict.fromkeys([*listed, *short]):
        the = name[:4] in THE and FIRST_WORD.match(name, 4) is not None
        text = (name[4:] if the else name).translate(BLANKS)
        made.setdefault(text, Form(text, company, name in doubtful, the))
        if the:
            made[text] = made[text]._replace(the=True)
    return made.values()
