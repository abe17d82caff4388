"""What `read` makes of whole articles, and its laws."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article, Day, Report, Span
from bot.reading import read
from bot.reading.forms import open_form

HERE = Path(__file__).parent
SEED = Path(__file__).parents[3] / "shared" / "seed"
PIECES = (
    "OpenAI", "Foxconn", "Tink AB", "the company", "it", "will acquire", "agreed to buy", "from", "with",
    "for $1.4 trillion", "up to €2bn", "in October", "by 2029", "12 aircraft", ",", ".", "\n", "(", ")", "“",
    "and", "which", "said that", "10 GW", "joint venture", "no purchase commitments", "A" * 60, "1" * 40,
    "\ue000", "\uf8ff", "İ", "鴻海", "a stake in", "-",
)  # fmt: skip


def spans_of(report: Report) -> Iterator[Span]:
    """Every span that a report rests on."""
    evidence = report.evidence
    yield from (*evidence.parties, *evidence.kind, *evidence.status, *evidence.announced_on, *evidence.value)
    for commitment in report.commitments:
        yield from commitment.evidence


def found(text: str, *names: str) -> Report:
    """The one report with just these parties."""
    (report,) = [r for r in read(open_form(text)).reports if {p.name for p in r.parties} == set(names)]
    return report


def seeds() -> list[Path]:
    """The article it all began with, where it lies beside the project, and its retelling."""
    return [HERE / "first_article.txt", *SEED.glob("*.txt")]


@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.name[:3])
def test_the_first_article_tells_four_deals_and_none_with_apple(path: Path) -> None:
    text = path.read_text("utf-8")
    main = found(text, "OpenAI", "Foxconn")
    assert (main.kind, main.status, main.announced_on, main.main) == (
        "partnership",
        "announced",
        Day(2025, 11, 21),
        True,
    )
    assert ("OpenAI", "purchase", "none") in {(c.party, c.kind, c.strength) for c in main.commitments}
    chips = found(text, "OpenAI", "Broadcom")
    assert (chips.kind, chips.announced_on) == ("supply", Day(2025, 10))
    assert {p.name: p.role for p in chips.parties} == {"OpenAI": "buyer", "Broadcom": "supplier"}
    assert found(text, "Foxconn", "Intrinsic").kind == "joint_venture"
    pledge = found(text, "OpenAI")
    assert pledge.kind == "pledge"
    assert pledge.value is not None
    assert (int(pledge.value.amount), pledge.value.currency) == (1_400_000_000_000, "USD")
    assert not [r for r in read(open_form(text)).reports if any(p.name == "Apple" for p in r.parties)]


def test_a_text_without_a_deal_says_so() -> None:
    reading = read(Article("The weather in Paris was fine on Monday."))
    assert reading.reports == ()
    assert reading.note.startswith("No deal found")


@pytest.mark.parametrize(
    ("article", "note"), [(Article("  \n"), "empty"), (Article("Der Hund", language="de"), "English")]
)
def test_what_cannot_be_read_says_why(article: Article, note: str) -> None:
    assert note in read(article).note


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.none() | st.dates(date(2009, 1, 1), date(2030, 1, 1)))
def test_reading_never_fails_and_keeps_its_places(pieces: list[str], day: date | None) -> None:
    article = Article(" ".join(pieces), published_on=day)
    reading = read(article)
    assert reading == read(article)
    for report in reading.reports:
        assert report.parties
        assert report.evidence.kind
        assert all(0 <= span.start < span.end <= len(article.text) for span in spans_of(report))
