"""A fact of an answer with its proof: the deal it stands in, and the sentence it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers import Button, Line, Piece, Text
from bot.answers.cards import deal_line, publisher_of
from bot.answers.lines import write
from bot.answers.question_search import sentence_with, spans_of
from bot.answers.wording import joined, quote
from bot.language.dates import say_day
from bot.model import Deal, KeptReport, OwedLine, Span

NO_SENTENCE = Line(("No sentence of a source is kept for this.",), quote=True)
STANDING = ("completed", "announced", "proposed", "rumored", "terminated")
"""The statuses, the firmest first."""

LONGEST = 180

Fact = tuple[Line, Line]
"""What is so, and the sentence that says it."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer in short, and the facts that it is taken from."""

    title: str
    facts: tuple[Fact, ...]


def fact(text: Text, deal: Deal, proof: Line, *below: str) -> Fact:
    """A line with its deal one click away and its lesser facts below, and its proof."""
    return Line(text, Button(deal.label, write("deal", deal.label)), below=(joined(*below),)), proof


def deal_fact(deal: Deal, proof: Line, *above: Piece) -> Fact:
    """A deal as lists have it, after words that say more of it."""
    line = deal_line(deal)
    return replace(line, text=(*above, *line.text)), proof


def proof_of(deal: Deal, *fields: str, topics: Sequence[str] = ()) -> Line:
    """The sentence that proves a deal: the one that speaks of what was asked, else that of a field."""
    found = sentence_with(deal, topics) or next(_proofs(deal, fields), None)
    return quoted(*found) if found else NO_SENTENCE


def proof_of_line(owed: OwedLine) -> Line:
    """The sentence that proves a commitment: words of the first article that tells it."""
    span = next(iter(owed.commitment.evidence), None)
    return quoted(owed.reports[0], span) if span and owed.reports else NO_SENTENCE


def quoted(report: KeptReport, span: Span) -> Line:
    """The sentence around a span, with who published it and the article's number."""
    article = report.article.article
    said = f"“{quote(article.text, span, LONGEST)}” ({publisher_of(article)}, {report.article.label})"
    return Line((said,), quote=True)


def _proofs(deal: Deal, fields: Sequence[str]) -> Iterator[tuple[KeptReport, Span]]:
    """The words of these fields, the latest report's first; then whatever else the deal rests on."""
    for name in fields:
        for report in reversed(deal.reports):
            yield from ((report, span) for span in getattr(report.report.evidence, name))
    for report in deal.reports:
        yield from ((report, span) for span in spans_of(report))


def stage_of(deal: Deal) -> str:
    """ "completed 11 March 2026"."""
    on = next((step.on for step in reversed(deal.steps) if step.status == deal.status), deal.announced_on)
    return f"{deal.status} {say_day(on)}" if on else deal.status


def standing(deal: Deal) -> int:
    """The place of a deal among others: the firmest first."""
    return STANDING.index(deal.status)


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
