"""The proof of a deal, article by article and field by field: the sentences, the decisive words in bold.

What a field rests on was settled when the article was read; here it is only shown. A date that is the article's own
says so, for no words of the text carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers import Bold, Line, Piece, Text
from bot.answers.cards import publisher_of, source_line
from bot.answers.wording import commitment_text, kind_word, marked, names_of
from bot.language.dates import say_day
from bot.language.wording import say_money
from bot.model import Day, Deal, KeptReport, Report, Span

PER_FIELD = 2
BY_HAND = "set by hand"
LONG, SHORT = 180, 120
"""Characters of a quote."""


def evidence_lines(deal: Deal) -> list[tuple[str, Line]]:
    """Every field of every report with its words, under the name of its article."""
    lines: list[tuple[str, Line]] = []
    for told in deal.reports:
        heading = _heading(told)
        lines.append((heading, Line(below=source_line(told.article).text)))
        lines.extend((heading, line) for line in field_lines(told.report, told.article.article.text))
    return lines


def _heading(told: KeptReport) -> str:
    article = told.article.article
    on = f", {say_day(Day.of(article.published_on))}" if article.published_on else ""
    return f"{publisher_of(article)}{on} ({told.article.label})"


def field_lines(report: Report, text: str, *, short: bool = False) -> Iterator[Line]:
    """One line a field: what was read; below, the sentences it was read from (one, cut closer, where it is `short`)."""
    evidence = report.evidence
    fields: list[tuple[Text, Sequence[Span]]] = [
        (_said("Parties", names_of([party.name for party in report.parties])), evidence.parties),
        (_said("Kind", kind_word(report.kind)), evidence.kind),
        (_said("Status", report.status), evidence.status),
    ]
    announced: Text = ()
    by_article = evidence.dated_by_article and not evidence.announced_on
    if report.announced_on is not None:
        by = " (date of the article)" if by_article else ""
        fields.append((announced := _said("Announced", f"{say_day(report.announced_on)}{by}"), evidence.announced_on))
    if report.value is not None:
        fields.append((_said("Value", say_money(report.value)), evidence.value))
    fields += [(commitment_text(commitment), commitment.evidence[:1]) for commitment in report.commitments]
    for said, spans in fields:
        by_hand = report.reviewed and not spans and not (by_article and said is announced)
        shown = _line(said, spans[: 1 if short else PER_FIELD], text, SHORT if short else LONG)
        yield replace(shown, below=(BY_HAND,)) if by_hand else shown


def _said(field: str, said: str) -> Text:
    return (Bold(f"{field}: "), said)


def _line(said: Text, spans: Sequence[Span], text: str, limit: int) -> Line:
    """What was read; below it, each sentence that says it."""
    pieces: list[Piece] = []
    for number, span in enumerate(spans):
        pieces += [" … “" if number else "“", *marked(text, span, limit), "”"]
    return Line(said, below=tuple(pieces))
