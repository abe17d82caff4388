"""Deals of any shape for property tests: everything that the vocabulary allows, and more of it than anyone writes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.model import (
    KINDS,
    QUALIFIERS,
    ROLES,
    STATUSES,
    STRENGTHS,
    UNDERTAKINGS,
    Article,
    Commitment,
    Day,
    Deal,
    Evidence,
    Figure,
    KeptArticle,
    KeptReport,
    Money,
    OwedLine,
    Party,
    Quantity,
    Report,
    Source,
    Span,
    Step,
)

UNHURRIED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For tests over `deals()`: large things take a while to make, on a busy machine longer."""

NOW = datetime(2025, 11, 25, 12, tzinfo=UTC)

HOSTILE = (
    "@everyone [click](https://evil.example) **bold** `code` \u202e\u2066 ||spoiler|| <@1> # heading\n> quote "
    "a very long sentence that goes on and on, without any end in sight and without a stop, " * 40
)
words = st.one_of(
    # An article may well say "None"; that we never do is easier told where it does not.
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: "None" not in text),
    st.sampled_from([HOSTILE, "x" * 5_000, "鴻海精密" * 300, "", " ", "OpenAI", "\n\n\n"]),
)
names = words.filter(str.strip)
dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))
days = st.one_of(
    dates.map(Day.of),
    st.builds(Day, st.integers(1990, 2060), st.integers(1, 12)),
    st.builds(Day, st.integers(1990, 2060)),
)
amounts = st.decimals(Decimal("0.01"), Decimal(10) ** 18, places=2)
moneys = st.builds(
    Money, amounts, st.sampled_from(["USD", "EUR", "JPY", "AUD", "XXX", "INR"]), st.sampled_from(QUALIFIERS)
)
quantities = st.builds(
    Quantity, amounts, st.sampled_from(["GW", "shares", "GPUs", "x" * 200]), st.sampled_from(QUALIFIERS)
)
urls = st.sampled_from(
    ["", "https://example.com/a", "http://[bad", "javascript:alert(1)", "https://example.com/" + "a" * 3_000]
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, max(0, len(text) - 1)))
        found.append(Span(start, draw(st.integers(start, len(text)))))
    return tuple(found)


articles = st.builds(
    Article,
    text=st.one_of(words, st.lists(words, max_size=6).map(". ".join)),
    title=words,
    published_on=st.none() | dates,
    url=urls,
    publisher=words,
    brief=st.booleans(),
    sources=st.lists(st.builds(Source, words, urls, st.none() | dates), max_size=6).map(tuple),
)
parties = st.builds(Party, names, st.sampled_from(ROLES), st.lists(names, max_size=2).map(tuple))


@st.composite
def commitments(draw: st.DrawFn, text: str) -> Commitment:
    return Commitment(
        party=draw(names),
        kind=draw(st.sampled_from(UNDERTAKINGS)),
        strength=draw(st.sampled_from(STRENGTHS)),
        money=draw(st.none() | moneys),
        quantity=draw(st.none() | quantities),
        deadline=draw(st.none() | days),
        evidence=draw(spans(text)),
    )


@st.composite
def kept_reports(draw: st.DrawFn) -> KeptReport:
    article = draw(articles)
    text = article.text
    report = Report(
        kind=draw(st.sampled_from(KINDS)),
        status=draw(st.sampled_from(STATUSES)),
        parties=tuple(draw(st.lists(parties, min_size=1, max_size=3))),
        announced_on=draw(st.none() | days),
        value=draw(st.none() | moneys),
        commitments=tuple(draw(st.lists(commitments(text), max_size=2))),
        headline=draw(words),
        evidence=Evidence(*(draw(spans(text)) for _ in range(5)), draw(st.booleans())),
        reviewed=draw(st.booleans()),
    )
    number = draw(st.integers(1, 10**9))
    kept = KeptArticle(number, draw(st.sampled_from([0, 7])), number, "published", article, 1, NOW)
    return KeptReport(number, kept, report, draw(words))


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """A Deal with many of everything, not only such as `merging.add_up` makes."""
    reports = draw(st.lists(kept_reports(), min_size=1, max_size=4))
    some = st.lists(st.sampled_from(reports), min_size=1, max_size=3).map(tuple)
    owed = []
    for _ in range(draw(st.integers(0, 9))):
        told = draw(st.sampled_from(reports))
        owed.append(OwedLine(draw(commitments(told.article.article.text)), (told,)))
    return Deal(
        id=draw(st.integers(1, 10**12)),
        server_id=draw(st.sampled_from([0, 7])),
        number=draw(st.integers(1, 10**9)),
        kind=draw(st.sampled_from(KINDS)),
        status=draw(st.sampled_from(STATUSES)),
        parties=tuple(draw(st.lists(parties, min_size=1, max_size=3))) * draw(st.sampled_from([1, 1, 20])),
        headline=draw(words),
        subject=draw(words),
        locations=tuple(draw(st.lists(words, max_size=12))),
        steps=tuple(
            Step(draw(st.sampled_from(STATUSES)), draw(st.none() | days), draw(st.sampled_from(reports)))
            for _ in range(draw(st.integers(0, 9)))
        ),
        dates=tuple(Figure(draw(days), draw(some)) for _ in range(draw(st.integers(0, 5)))),
        values=tuple(Figure(draw(moneys), draw(some)) for _ in range(draw(st.integers(0, 5)))),
        commitments=tuple(owed),
        reports=tuple(reports),
    )
