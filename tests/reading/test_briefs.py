"""The reviewed fields of a brief."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.model import Day, Money, Quantity
from bot.reading.briefs import reviewed_reports
from bot.reading.forms import body, open_form

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.md"))
BRIEF = """+++
title = "Acme buys Widget"
published_on = "2025-03-04"

[[sources]]
publisher = "The News"
url = "https://news.example/acme"

[[deals]]
main = true
kind = "acquisition"
status = "announced"
announced_on = "2025-03-04"
headline = "Acme and Widget: purchase for $2 billion"
subject = "maker of springs"
locations = ["Ohio, US"]
parties = [
  { name = "Acme", role = "acquirer", aliases = ["Acme Corp."] },
  { name = "Widget", role = "target" },
]
value = { amount = 2000000000, currency = "USD", qualifier = "about" }

[deals.words]
parties = ["Acme Corp. has agreed to buy Widget"]
kind = ["agreed to buy"]
status = ["has agreed"]
announced_on = ["article"]
value = ["about $2 billion"]

[[deals.commitments]]
party = "Acme"
kind = "build"
strength = "planned"
quantity = 2
unit = "plants"
deadline = "2027"
words = ["two plants by 2027"]
+++
Acme Corp. has agreed to buy Widget for about $2 billion. It plans two plants by 2027.
"""


def test_every_field_is_read_with_its_words() -> None:
    [report] = reviewed_reports(BRIEF)
    assert (report.kind, report.status, report.main, report.reviewed) == ("acquisition", "announced", True, True)
    assert [(party.name, party.role, party.aliases) for party in report.parties] == [
        ("Acme", "acquirer", ("Acme Corp.",)),
        ("Widget", "target", ()),
    ]
    assert (report.announced_on, report.value) == (Day(2025, 3, 4), Money(Decimal(2 * 10**9), "USD", "about"))
    assert report.locations == ("Ohio, US",)
    assert report.evidence.dated_by_article
    [owed] = report.commitments
    assert (owed.party, owed.quantity, owed.deadline) == ("Acme", Quantity(Decimal(2), "plants"), Day(2027))
    [place] = report.evidence.value
    assert BRIEF[place.start : place.end] == "about $2 billion"
    assert place.start >= body(BRIEF).start


def test_a_text_without_deals_has_no_reviewed_reports() -> None:
    assert reviewed_reports("Just a text.") == ()
    assert reviewed_reports("+++\ntitle = 'x'\n+++\nA text.") == ()


WRONG = [
    ('status = "announced"', 'status = "done"', "deal 1", "status"),
    ('kind = "acquisition"', 'kind = "theft"', "deal 1", "kind"),
    ('role = "target"', 'role = "victim"', "deal 1", "role"),
    ('agreed to buy"]', 'agreed to sell"]', "deal 1", "do not stand in the text"),
    ('announced_on = "2025-03-04"\nheadline', 'announced_on = "soon"\nheadline', "deal 1", "announced_on"),
    ("amount = 2000000000", 'amount = "lots"', "deal 1", "value"),
    ('currency = "USD"', 'currency = "dollars"', "deal 1", "currency"),
    ('value = ["about $2 billion"]', "value = []", "deal 1", "no words for its value"),
    ('party = "Acme"', 'party = "Nobody"', "deal 1", "none of its parties"),
    ('unit = "plants"', 'unit = "large plants"', "deal 1", "unit"),
    ('words = ["two plants by 2027"]', "words = []", "deal 1", "no words for a commitment"),
    ("main = true", 'main = "yes"', "deal 1", "main"),
    ("[[deals]]", "[deals]", "deals", "list"),
    ("parties = [\n", "partners = [\n", "deal 1", "parties"),
    ('title = "Acme buys Widget"', "title = Acme", "front matter", "cannot be read"),
]


@pytest.mark.parametrize(("old", "new", "where", "what"), WRONG, ids=[new for _, new, _, _ in WRONG])
def test_a_mistake_is_named_with_its_deal_and_field(old: str, new: str, where: str, what: str) -> None:
    assert old in BRIEF
    with pytest.raises(BadInput) as caught:
        reviewed_reports(BRIEF.replace(old, new, 1))
    assert where in str(caught.value)
    assert what in str(caught.value)


def test_words_must_stand_in_the_text_and_not_in_the_header() -> None:
    with pytest.raises(BadInput, match="do not stand in the text"):
        reviewed_reports(BRIEF.replace('["has agreed"]', '["maker of springs"]'))


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.stem for seed in SEEDS])
def test_every_seed_holds(seed: Path) -> None:
    text = seed.read_text("utf-8")
    article = open_form(text, name=seed.name)
    assert article.brief
    assert article.published_on is not None
    assert article.sources
    assert all(source.url.startswith("http") for source in article.sources)
    assert article.title
    assert article.language == "en"
    reports = reviewed_reports(text)
    assert reports
    start = body(text).start
    spans = [span for report in reports for field in (report.evidence.parties, report.evidence.kind) for span in field]
    assert all(start <= span.start < span.end <= len(text) for span in spans)


def test_there_are_seeds() -> None:
    assert len(SEEDS) >= 20
