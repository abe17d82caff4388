"""Reports and articles of any shape, drawn from few names, days and sums, so that many of them meet in one deal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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
    Evidence,
    KeptReport,
    Money,
    Party,
    Quantity,
    Report,
    Source,
    Span,
)
from tests.making import kept_article

NAMES = ("OpenAI", "Foxconn", "Hon Hai", "Oracle", "Aurora Grid", "Borealis Power Ltd", "鴻海")
names = st.sampled_from(NAMES) | st.text(min_size=1, max_size=12).filter(str.strip)
dates = st.dates(date(2025, 1, 1), date(2026, 6, 30))
days = st.one_of(
    dates.map(Day.of), dates.map(lambda day: Day(day.year, day.month)), dates.map(lambda day: Day(day.year))
)
moneys = st.builds(
    Money,
    st.sampled_from([Decimal(10**9), Decimal("1.04e9"), Decimal(5 * 10**9), Decimal("0.01"), Decimal(10**15)]),
    st.sampled_from(["USD", "EUR", "XXX"]),
    st.sampled_from(QUALIFIERS),
)
quantities = st.builds(Quantity, st.sampled_from([Decimal(10), Decimal("4.5")]), st.sampled_from(["GW", "GPUs"]))
spans = st.lists(
    st.builds(lambda start, size: Span(start, start + size), st.integers(0, 5), st.integers(0, 5)), max_size=2
)
commitments = st.builds(
    Commitment,
    names,
    st.sampled_from(UNDERTAKINGS),
    st.sampled_from(STRENGTHS),
    st.none() | moneys,
    st.none() | quantities,
    st.none() | days,
    spans.map(tuple),
)
parties = st.lists(
    st.builds(Party, names, st.sampled_from(ROLES), st.lists(names, max_size=2).map(tuple)),
    min_size=1,
    max_size=3,
    unique_by=lambda party: party.name,
).map(tuple)
some_spans = spans.map(tuple)
evidence = st.builds(Evidence, some_spans, some_spans, some_spans, some_spans, some_spans, st.booleans())
reports = st.builds(
    Report,
    kind=st.sampled_from(KINDS),
    status=st.sampled_from(STATUSES),
    parties=parties,
    announced_on=st.none() | days,
    value=st.none() | moneys,
    commitments=st.lists(commitments, max_size=3).map(tuple),
    main=st.booleans(),
    headline=st.text(max_size=20),
    subject=st.sampled_from(["", "server racks", "cloud capacity"]),
    locations=st.lists(st.sampled_from(["Ohio", "Taiwan"]), max_size=2, unique=True).map(tuple),
    evidence=evidence,
    reviewed=st.booleans(),
)
sources = st.builds(Source, st.just("P"), st.just("https://example.net/s"), st.none() | dates)
articles = st.builds(
    Article,
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=10, max_size=40),
    title=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    published_on=st.none() | dates,
    url=st.sampled_from(["", "https://example.com/a", "https://example.org/b"]),
    publisher=st.sampled_from(["", "The Paper"]),
    brief=st.booleans(),
    sources=st.lists(
        st.builds(Source, st.just("P"), st.just("https://example.net/s"), st.none() | dates), max_size=2
    ).map(tuple),
)


@st.composite
def kept_reports(draw: st.DrawFn, most: int = 6) -> list[KeptReport]:
    """Reports of one deal, two of which may stand in one article."""
    shelf = [kept_article(draw(articles), number, draw(st.sampled_from([0, 0, 3]))) for number in range(1, most + 1)]
    count = draw(st.integers(1, most))
    return [KeptReport(number, draw(st.sampled_from(shelf)), draw(reports)) for number in range(1, count + 1)]
