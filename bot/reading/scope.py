"""What a deal covers and where: the object beside the words that tell it, and the places of what is built or sold.

Both are words of the text, kept short. Where none stands plainly beside the deal, nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from bot.language.text import words
from bot.model import Kind, Span
from bot.reading.deals import Find, Told
from bot.reading.grammar import load
from bot.reading.lexicon import table
from bot.reading.masking import M, Masked, O, Q
from bot.reading.story import Line, Story

LONGEST, MOST, ENOUGH = 90, 4, 6
"""A subject is no longer; no more places are told; no more tellings of a deal are looked through."""

P, OTHER = "[\uf500-\uf5ff]", "[\uf600-\uf6ff]"
WORD = re.compile(rf"({Q}|{P}|{OTHER}|[a-z0-9][\w'&/-]{{0,60}}(?:\.\w{{1,30}}){{0,9}})(?= |[,.;:)]|$)")
ARTICLES = words("the a an its their some these those his her our any all both new additional further more certain")
MADE = r"(?:s|d|ed|ing)?"
SUM = rf"(?:(?:up to|about|around|some|more than|over|as much as|at least|a) )*{M}"

DIRECT = (
    rf"\b(?:supply|supplies|supplied|supplying|provid\w+|equip\w*|deliver\w*|furnish\w*|serv(?:e|es|ed|ing)) {O}(?:'s \w+)? with ",
    rf"\b(?:orders?|contracts?|deals?|agreements?|leases?|pacts?|accords?)(?: {SUM}| worth {SUM})?(?: (?:from|with|by|between|to) {O}(?: and {O})?)? for (?:the (?:supply|delivery|purchase|construction|lease|use|provision|sale) of )?",
    r"\b(?:purchase|supply|delivery|lease|sale|construction|provision|charter|production|manufactur\w+|offtake|hosting|operation|modernization|rental) of ",
    rf"\b(?:supply|provide|deliver|buy|purchase|order|build|construct|install|lease|rent|charter|host|operate|manufacture|produce|sell|ship|develop|take|procure|modernize|modernise|upgrade){MADE} (?:{O} )?(?:up to |about |some |around |more than )?",
)
RIGHTS = (
    r"\b(?:rights? (?:to|for)|licen[cs]es? (?:to|for|of)|licen[cs](?:e|es|ed|ing) )(?:use |develop |sell |make |market )?",
    r"\b(?:commerciali[sz]e|market|distribute|sell|develop|stream)\w* ",
)
TOGETHER = (
    r"\b(?:to|will|would)(?: also| jointly| together)? (?:co-develop|develop|build|produce|make|manufacture|co-design|design|explore|deploy|create|construct|operate|work on) ",
    rf"\b(?:partnership|collaboration|alliance|venture|agreement|cooperation|tie-up|pact|company|deal|memorandum of understanding)(?: with {O}| of {O} and {O})? (?:on|in|for|covering|to (?:develop|build|produce|make|design|explore|deploy|operate)) ",
)
FUNDED = (
    r"\b(?:loans?|facility|grants?|funding|bonds?|financing|award)\b[^,;.]{0,40}? (?:for|to (?:build|fund|finance|expand|support|restart|construct|help build)) ",
)
PLEDGED = (
    rf"\b(?:invest|spend|put|pour|commit|pledge|plough|earmark)\w*(?: another| a further)? {SUM}(?: \w+)? (?:in|into|on|for|to (?:build|expand|open|upgrade)) ",
    r"\b(?:to|will|would) (?:build|open|expand|construct|develop|erect) ",
)
STAKE = (
    r"(?=\b(?:minority|majority|controlling|strategic|equity|\d[\d.]{0,7}(?:%| percent| per cent)) stake\b)",
    r"(?=\b(?:series [a-h]|seed)(?: funding| financing)?(?: round)?\b)",
)
PATTERNS: dict[Kind, tuple[str, ...]] = {
    "supply": DIRECT,
    "services": DIRECT,
    "licensing": RIGHTS,
    "partnership": TOGETHER,
    "joint_venture": TOGETHER,
    "financing": FUNDED,
    "pledge": PLEDGED,
    "investment": STAKE,
    "acquisition": (),
}
TRIGGERS = {kind: tuple(map(re.compile, patterns)) for kind, patterns in PATTERNS.items()}
UNITS = r"(?:business|unit|division|arm|operations|assets|portfolio|subsidiary|plants?|mines?|brands?|factory|stores|parks?)"
UNIT = re.compile(rf"(?:{O}'s?|\b(?:its|their)) ((?:[a-z0-9&-]+ ){{1,5}}?{UNITS})\b")
HEADS = (
    r"(?:makers?|developers?|producers?|company|provider|startup|start-up|supplier|operator|manufacturer|miner|designer|builder|retailer|bank|insurer|"
    r"chain|platform|specialist|biotech|lender|airline|utility|publisher|brewer|distributor|carrier)"
)
WHAT_IT_IS = re.compile(
    rf"^(?:,| -)? (?:an?|the) ((?:[a-z0-9&'/-]+ ){{0,7}}?{HEADS}(?: of (?:[a-z0-9&'/-]+ ?){{1,6}}?)?)"
    r"(?=,|\.|;|$| (?:in|from|based|with|that|which|for|and|as|on|at|by|whose|founded|listed)\b)"
)
NAMED_AS = re.compile(rf"((?:[a-z0-9&'/-]{{1,60}} ){{1,4}}?{HEADS}) $")
AGREED = re.compile(
    r"\b(?:an?|the|its|their|new) ((?:[a-z0-9-]+ ){1,4}?(?:agreement|contract|deal|order|partnership|alliance|venture|lease|loan|licen[cs]e|pact))\b"
)
NUMBER = re.compile(
    r"[\d,.]+|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?)", re.IGNORECASE
)
PRONOUNS = words("it them him us they he she we you this that these those which who what one")

ASSETS = (
    r"(?:plants?|factor(?:y|ies)|mines?|data cent(?:er|re)s?|campus(?:es)?|sites?|facilit(?:y|ies)|projects?|farms?|stores?|ports?|airports?|"
    r"buildings?|towers?|refiner(?:y|ies)|terminals?|reactors?|fields?|deposits?|warehouses?|offices?|hotels?|pipelines?|networks?|stations?|"
    r"operations|business|capacity|production|jobs|headquarters|complex|hub|park|fabs?|gigafactory|laborator(?:y|ies)|mills?|lines?|homes|blocks?)"
)
ACTS = r"(?:build|construct|develop|operat|run|open|expand|host|locat|situat|install|deploy|produc|manufactur|market|sell|commerciali|invest|mak|supply|rights)\w*"
PLACED = re.compile(
    rf"\b(?:{ASSETS}|{ACTS})\b[^,;:.\uf8ff]{{0,40}}? (?:in|near|at|outside|across|throughout|off|of) (?:the (?:coast of )?)?({P}(?:, {P})?(?: and {P})?)"
)
NAMED_BY_PLACE = re.compile(rf"({P}(?:, {P})?)(?:'s)? (?:[a-z-]+ ){{0,2}}?{ASSETS}\b")
ELSEWHERE = re.compile(
    r"\b(?:based|headquartered|founded|listed|born|court|registered|incorporated|office|regulators?|ministry)\b"
)


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words/cues.toml."""
    return words(table("cues")["scope"][name])


class Scope(NamedTuple):
    """What a deal covers and where, with the words that say so."""

    subject: str = ""
    locations: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def scope_of(told: Told, kind: Kind, story: Story, near: Sequence[Line]) -> Scope:
    """The subject of a deal and its places, from the sentences that tell it and those that go on about it."""
    finds = sorted(told.finds, key=lambda find: (find.weak, find.kind != kind, find.sentence))[:ENOUGH]
    lines = {find.sentence: story.lines[find.sentence] for find in finds}
    phrases = (subjects(find, kind, told, lines[find.sentence]) for find in finds)
    subject = next(chain.from_iterable(phrases), None)
    places: dict[str, Span] = {}
    for find in finds:
        places |= located(told, lines[find.sentence], find.start, find.end + 160)
    shared = any(len({id(other) for _, other in line.tellings}) > 1 for line in lines.values())
    for line in () if shared else near:  # behind a sentence of several deals, nobody knows whose place it is
        places |= located(told, line, 0, len(line.text))
    chosen = list(places.items())[:MOST]
    spans = ([subject[1]] if subject else []) + [span for _, span in chosen]
    return Scope(subject[0] if subject else "", tuple(name for name, _ in chosen), tuple(spans))


def subjects(find: Find, kind: Kind, told: Told, line: Line) -> Iterator[tuple[str, Span]]:
    """What the clause of a find says that the deal is about, the plainest first."""
    masked, end = line.masked, min(len(line.text), find.end + 120)
    if kind in ("acquisition", "investment"):
        yield from described(find, masked)
    for pattern in TRIGGERS[kind]:
        for match in pattern.finditer(masked.text, find.start, end):
            if line.may_own(told, match.start()) and (phrase := noun_phrase(masked, match.end())) is not None:
                yield phrase
    for pattern in (UNIT,) if kind == "acquisition" else (AGREED,):
        for match in pattern.finditer(masked.text, find.start, end):
            if line.may_own(told, match.start()) and plain(masked.text[match.start(1) : match.end(1)]):
                yield from shown(masked, match.start(1), match.end(1))


def described(find: Find, masked: Masked) -> Iterator[tuple[str, Span]]:
    """What the text says that the company is which is bought or gets the money: "Helmsbury, a maker of pumps"."""
    bought = {named for named, role in find.roles if role in ("target", "investee")}
    for mark in re.finditer(O, masked.text):
        if not any(who in bought for mention in masked.mentions(mark[0]) for who in mention.who):
            continue
        if what := WHAT_IT_IS.match(masked.text[mark.end() : mark.end() + 120]):
            yield from shown(masked, mark.end() + what.start(1), mark.end() + what.end(1))
        floor = max(0, mark.start() - 60)
        if what := NAMED_AS.search(masked.text[floor : mark.start()]):
            held = what[1].split()
            while held and (held[0] in load().closed or held[0] in load().verbs):
                held = held[1:]  # "will acquire software company Helmsbury"
            if len(held) > 1 and plain(" ".join(held)):
                yield from shown(masked, floor + what.end(1) - len(" ".join(held)), floor + what.end(1))


def plain(phrase: str) -> bool:
    """Whether a phrase is nouns and adjectives alone."""
    return not any(word in load().closed for word in phrase.split())


def noun_phrase(masked: Masked, start: int) -> tuple[str, Span] | None:
    """The noun phrase that begins at a place, without its article; None where it says too little."""
    at, first, last, held = start, -1, -1, 0
    while held < 9 and (match := WORD.match(masked.text, at)):
        word = match[1]
        if word in ARTICLES and first < 0:
            at = match.end() + 1
            continue
        if not goes_on(word, begun=first >= 0):
            break
        first, held = (match.start() if first < 0 else first), held + 1
        if word not in ("of", "and"):
            last = match.end()
        at = match.end() + 1
        if masked.text[match.end() : match.end() + 1] != " ":
            break
    if first < 0 or last < 0:
        return None
    return next(shown(masked, first, last), None)


def goes_on(word: str, *, begun: bool) -> bool:
    """Whether a word can stand within the phrase."""
    if word in ("of", "and"):
        return begun
    grammar = load()
    forms = {verb.form for verb in grammar.verbs.get(word, ())}
    return word not in grammar.closed and word not in PRONOUNS and not (forms & {"past", "done"} and begun)


def shown(masked: Masked, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """A stretch as the article has it, where it says something and is short."""
    span = masked.span(start, end)
    text = " ".join(masked.article[span.start : span.end].split())
    said = [
        word
        for word in re.findall(r"[a-z][\w-]*", masked.text[start:end])
        if word not in listed("empty") and len(word) > 2
    ]
    said = [word for word in said if word not in load().closed]
    things = re.search(f"{OTHER}|{Q}", masked.text[start:end]) is not None
    enough = (
        len(said) > 1
        or things
        or any(word in listed("alone") for word in said)
        or (said and end - start > len(said[0]) + 2)
    )
    if (
        len(text) <= LONGEST
        and enough
        and not NUMBER.fullmatch(text)
        and "(" not in text
        and not text.endswith((".", ","))
    ):
        yield text, span


def located(told: Told, line: Line, start: int, end: int) -> dict[str, Span]:
    """The places where what is built, run or sold stands."""
    found: dict[str, Span] = {}
    masked = line.masked
    for pattern in (PLACED, NAMED_BY_PLACE):
        for match in pattern.finditer(masked.text, start, min(end, len(masked.text))):
            if ELSEWHERE.search(match[0]) or not line.may_own(told, match.start()):
                continue
            span = masked.span(match.start(1), match.end(1))
            name = " ".join(masked.article[span.start : span.end].split())
            if len(name) <= LONGEST:
                found.setdefault(name, span)
    return found
