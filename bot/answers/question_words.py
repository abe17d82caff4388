"""The words of questions, read once from `words/questions.toml`: what a word or a phrase may mean, in any of its forms.

Here are look-ups only; what a row of meanings asks for is settled in `question_reading`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from rapidfuzz.distance import OSA

from bot.language.text import words as listed
from bot.model import Kind, Role, Undertaking

Sort = Literal[
    "filler", "company_word", "be", "have", "do", "will", "not", "and", "or", "between", "want", "special", "commit",
    "commitment", "plan", "strength", "order", "status", "beyond", "verb", "noun", "role", "undertaking", "preposition",
]  # fmt: skip

PREPOSITIONS = listed(
    "about as at behind between by concerning during for from in inside into involving near of on over regarding "
    "through to towards under upon via with within against across around like"
)
LONGEST = 5
PLACES = ("from", "to", "by", "of", "in", "into", "for", "with", "on")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb, a noun or a role says of a deal: its kinds, and the roles that go with each place beside it.

    `own` are the roles of a company in front of a noun ("Google's acquisitions"), `whole` those in front of a single
    one ("the Wiz acquisition").
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    subject: frozenset[Role] = frozenset()
    object: frozenset[Role] = frozenset()
    own: frozenset[Role] = frozenset()
    whole: frozenset[Role] = frozenset()
    places: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    undertaking: frozenset[Undertaking] = frozenset()
    goods: bool = False
    sum: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase. `form` tells a verb's form: "base", "ing", "past"."""

    sort: Sort
    name: str
    frame: Frame | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that stands in the file."""

    senses: Mapping[tuple[str, ...], tuple[Sense, ...]]
    short: Mapping[str, str]
    units: Mapping[str, frozenset[str]]
    alike: Mapping[str, tuple[str, ...]]
    not_company: frozenset[str]
    things: frozenset[str]
    """Words for what deals are about: written right, however near they are to others."""

    def near(self, word: str) -> str:
        """The word of a question that was misspelt so; "" where none is near, or the word is short."""
        if len(word) < 5 or not word.isalpha() or word in self.things or word.removesuffix("s") in self.things:
            return ""
        most = 1 if len(word) < 8 else 2
        best = min(
            (
                (OSA.distance(word, known[0], score_cutoff=most), known[0])
                for known in self.senses
                if len(known) == 1 and len(known[0]) > 4 and known[0][0] == word[0]
            ),
            default=(most + 1, ""),
        )
        return best[1] if best[0] <= most else ""


@cache
def words() -> Words:
    """The words, read on first use."""
    data = tomllib.loads(files("bot.answers").joinpath("words", "questions.toml").read_text("utf-8"))
    senses: dict[tuple[str, ...], tuple[Sense, ...]] = {}
    for phrase, sense in _all(data):
        place = tuple(phrase.split())
        known = senses.get(place, ())
        if all(one.sort != sense.sort for one in known):
            senses[place] = (*known, sense)
    alike = {name: tuple(_listed(text)) for name, text in data["alike"].items()}
    not_company = frozenset(_listed(data["not_company"]["words"]))
    things = {word for phrases in alike.values() for phrase in phrases for word in phrase.split()}
    units = {word: frozenset(name.split()) for name, text in data["units"].items() for word in _listed(text)}
    return Words(senses, data["short"], units, alike, not_company, not_company | things)


def _all(data: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every phrase with its meaning; of several meanings the first is the usual one."""
    for group in ("special", "status", "strength", "order", "want", "beyond", "words"):
        for name, text in data[group].items():
            for phrase in _listed(text):
                yield phrase, Sense(cast("Sort", name if group == "words" else group), name)
    yield from _commitments(data["commit"])
    for name, text in data["undertaking"].items():
        frame = Frame(name, undertaking=frozenset([cast("Undertaking", name)]), goods=True)
        yield from ((phrase, Sense("undertaking", name, frame, form)) for phrase, form in _verb_forms(_listed(text)))
    sorts: tuple[Sort, ...] = ("role", "verb", "noun")
    for sort in sorts:
        for name, entry in data[sort].items():
            yield from _framed(sort, _frame(name, entry), entry["forms"])
    yield from ((word, Sense("preposition", word)) for word in sorted(PREPOSITIONS))


def _commitments(data: dict[str, str]) -> Iterator[tuple[str, Sense]]:
    for phrase, form in _verb_forms(_listed(data["verbs"])):
        yield phrase, Sense("commit", "commit", form=form)
    for phrase, form in _verb_forms(_listed(data["planned"])):
        yield phrase, Sense("plan", "plan", form=form)
    yield from ((phrase, Sense("commit", "commit", form="base")) for phrase in _listed(data["phrases"]))
    yield from ((phrase, Sense("commitment", "commitment")) for phrase in _plurals(_listed(data["nouns"])))


def _frame(name: str, entry: dict[str, Any]) -> Frame:
    roles = frozenset(entry.get("roles", ()))
    return Frame(
        name,
        frozenset(entry.get("kinds", ())),
        frozenset(entry.get("subject", roles)),
        frozenset(entry.get("object", entry.get("other", ()))),
        frozenset(entry.get("own", ())),
        frozenset(entry.get("whole", entry.get("own", ()))),
        {place: frozenset(entry[place]) for place in PLACES if place in entry},
        frozenset(entry.get("undertaking", ())),
        entry.get("goods", False),
        entry.get("sum", False),
    )


def _framed(sort: Sort, frame: Frame, text: str) -> Iterator[tuple[str, Sense]]:
    if sort == "verb":
        yield from ((phrase, Sense(sort, frame.name, frame, form)) for phrase, form in _verb_forms(_listed(text)))
    else:
        yield from ((phrase, Sense(sort, frame.name, frame)) for phrase in _plurals(_listed(text)))


def _listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


def _plurals(phrases: Iterable[str]) -> Iterator[str]:
    for phrase in phrases:
        yield phrase
        yield plural(phrase)


def plural(phrase: str) -> str:
    """The plural of a noun: "parties" for party."""
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return f"{phrase[:-1]}ies"
    return f"{phrase}es" if re.search(r"(?:s|x|ch|sh)$", phrase) else f"{phrase}s"


def _verb_forms(listed: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every form of each verb, with what form it is; of several words, the first is bent."""
    for entry in listed:
        base, _, participle = (part.strip() for part in entry.partition(":"))
        first, _, rest = base.partition(" ")
        tail = f" {rest}" if rest else ""
        past = participle.split(" ")[0] if participle else _past(first)
        yield base, "base"
        yield f"{plural(first)}{tail}", "base"
        yield f"{_ing(first)}{tail}", "ing"
        yield f"{past}{tail}", "past"
        for other in PASTS.get(past, ()):
            yield f"{other}{tail}", "past"


PASTS = {"taken": ("took",), "given": ("gave",), "gotten": ("got",), "undertaken": ("undertook",)}
"""The past of verbs whose participle is another word."""


def _past(verb: str) -> str:
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


PAST = {
    "take": "taken", "buy": "bought", "sell": "sold", "get": "got", "make": "made", "put": "put", "build": "built",
    "give": "given", "bring": "brought", "have": "had", "hold": "held", "do": "done", "run": "run", "shut": "shut",
}  # fmt: skip


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def _doubled(verb: str) -> str:
    """The verb with its last letter doubled, where English does so: commit, ship, plan."""
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) is not None and verb not in ("own",)
    return verb + verb[-1] if short or verb == "commit" else verb
