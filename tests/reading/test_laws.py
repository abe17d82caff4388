"""What holds of any text: `read` never raises, says the same twice, points into the text, and a sum, a quantity or a
date that is read from the words it rests on is the one that was kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.language.amounts import dollar_of, find_money, find_quantities
from bot.language.dates import deadline_of, find_dates
from bot.model import Article, Commitment, Report, Span
from bot.reading import read
from bot.reading.forms import open_form
from tests.reading.mutations import SEEDS, articles, mutated

HERE = Path(__file__).parent
FEW, SOME, BATCH, BATCHES = 250, 3_000, 5_000, 20


def spans_of(report: Report) -> Iterator[Span]:
    """Every span that a report rests on."""
    evidence = report.evidence
    yield from (*evidence.parties, *evidence.kind, *evidence.status, *evidence.announced_on, *evidence.value)
    for commitment in report.commitments:
        yield from commitment.evidence


def moneys(text: str, spans: tuple[Span, ...]) -> set[tuple[object, str]]:
    """The sums that some words hold."""
    dollar = dollar_of(text)
    return {
        (find.money.amount, find.money.currency) for span in spans for find in find_money(text, span, dollar=dollar)
    }


def ungrounded(article: Article, report: Report) -> Iterator[str]:
    """What a report keeps and its own words do not say."""
    text, evidence = article.text, report.evidence
    if (value := report.value) is not None and (value.amount, value.currency) not in moneys(text, evidence.value):
        yield f"value {value}"
    if report.announced_on is not None and not evidence.dated_by_article:
        told = {
            find.day
            for span in evidence.announced_on
            for ahead in (False, True)
            for find in find_dates(text, article.published_on, span=span, ahead=ahead)
        }
        if report.announced_on not in told:
            yield f"announced_on {report.announced_on}"
    said = [" ".join(text[start:end].split()) for start, end in evidence.kind]
    for words in (report.subject, *report.locations):
        if words and words not in said:
            yield f"words {words!r}"
    for commitment in report.commitments:
        yield from unheld(article, commitment)


def unheld(article: Article, commitment: Commitment) -> Iterator[str]:
    """What a commitment keeps and its own words do not say."""
    text, spans = article.text, commitment.evidence
    if (money := commitment.money) is not None and (money.amount, money.currency) not in moneys(text, spans):
        yield f"money {money}"
    if (quantity := commitment.quantity) is not None:
        counted = {(find.quantity.number, find.quantity.unit) for span in spans for find in find_quantities(text, span)}
        if (quantity.number, quantity.unit) not in counted:
            yield f"quantity {quantity}"
    if commitment.deadline is not None:
        due = {
            day
            for span in spans
            for ahead in (False, True)
            for find in find_dates(text, article.published_on, span=span, ahead=ahead)
            for day in (find.day, deadline_of(find))
        }
        if commitment.deadline not in due:
            yield f"deadline {commitment.deadline}"


def broken(article: Article) -> list[str]:
    """The laws that a reading of an article breaks."""
    reading = read(article)
    found = [] if reading == read(article) else ["not the same twice"]
    for report in reading.reports:
        found += [f"outside {span}" for span in spans_of(report) if not 0 <= span.start < span.end <= len(article.text)]
        found += ungrounded(article, report)
    return found


def broken_inputs(first: int, count: int) -> list[tuple[int, list[str]]]:
    """The inputs in a range that break a law, by their numbers."""
    return [(number, laws) for number in range(first, first + count) if (laws := broken(mutated(number)))]


def test_laws_hold_for_the_annotated_articles_and_the_briefs() -> None:
    paths = [*sorted((HERE / "dev").glob("*.txt")), *sorted(SEEDS.rglob("*.md"))]
    wrong = {
        path.name: laws
        for path in paths
        if (laws := broken(open_form(path.read_text("utf-8"), published_on=date(2025, 11, 21))))
    }
    assert wrong == {}


def test_inputs_are_made_from_real_articles() -> None:
    assert len(articles()) > 100
    assert mutated(7) == mutated(7)
    assert len({mutated(number).text for number in range(50)}) > 45


def test_laws_hold_for_a_few_texts_made_worse() -> None:
    assert broken_inputs(0, FEW) == []


@pytest.mark.slow
def test_laws_hold_for_some_texts_made_worse() -> None:
    assert broken_inputs(FEW, SOME) == []


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_laws_hold_for_a_hundred_thousand_texts_made_worse(batch: int) -> None:
    assert broken_inputs(10_000 + batch * BATCH, BATCH) == []
