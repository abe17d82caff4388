"""The card: any deal gives one, within a sane size, without anything that hides, turns or lies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given

from bot.answers import Answer, Card, Line, Link, plain
from bot.answers.cards import deal_card, deal_line
from bot.answers.commands import parse_line
from bot.answers.deals import card_answer
from bot.answers.evidence import evidence_lines
from bot.merging import add_up
from bot.model import (
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
from tests.answers.conftest import words
from tests.answers.deals import NOW, UNHURRIED, deals
from tests.making import kept, report

TEXT = (
    "OpenAI and Foxconn said on Friday that they will design and build racks for data centers together. "
    "The agreement does not include specific purchase commitments. A plant in Ohio opens by 2027."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


NOTHING = Commitment("OpenAI", "purchase", "none", evidence=(span("does not include specific purchase commitments"),))
BUILD = Commitment("Foxconn", "build", "planned", deadline=Day(2027), evidence=(span("A plant in Ohio opens"),))
POWER = Commitment("OpenAI", "purchase", "firm", Money(Decimal("1e10"), "USD", "about"), Quantity(Decimal(10), "GW"))
EVIDENCE = Evidence(
    parties=(span("OpenAI and Foxconn"),),
    kind=(span("design and build racks"),),
    status=(span("said on Friday"),),
    dated_by_article=True,
)
REPORT = Report(
    kind="partnership",
    status="announced",
    parties=(Party("OpenAI", "partner"), Party("Foxconn", "partner")),
    announced_on=Day(2025, 11, 21),
    commitments=(NOTHING, BUILD, POWER),
    headline="OpenAI and Foxconn: partnership",
    subject="data-centre racks",
    locations=("Ohio",),
    evidence=EVIDENCE,
)


def article(number: int = 1, **fields: object) -> KeptArticle:
    given = Article(TEXT, "Racks", date(2025, 11, 21), "https://www.reuters.example/racks", "Reuters")
    return KeptArticle(number, 0, number, "published", replace(given, **fields), 1, NOW)  # type: ignore[arg-type]


def deal(*kept: KeptArticle, **fields: object) -> Deal:
    reports = tuple(KeptReport(one.id, one, REPORT) for one in kept or (article(),))
    told = Deal(
        id=1,
        server_id=0,
        number=12,
        kind="partnership",
        status="announced",
        parties=REPORT.parties,
        headline=REPORT.headline,
        subject=REPORT.subject,
        locations=REPORT.locations,
        steps=(Step("announced", Day(2025, 11, 21), reports[0]),),
        dates=(Figure(Day(2025, 11, 21), reports),),
        values=(),
        commitments=tuple(OwedLine(one, reports[:1]) for one in REPORT.commitments),
        reports=reports,
    )
    return replace(told, **fields)  # type: ignore[arg-type]


def lines(card: Card, heading: str = "") -> list[str]:
    return [words(line) for section in card.sections if section.heading == heading for line in section.lines]


def test_a_card_says_all_that_is_known_and_no_more() -> None:
    card = deal_card(deal())
    assert card.title == "OpenAI and Foxconn: partnership"
    assert lines(card) == [
        "Announced 21 November 2025 (date of the article)",
        "Parties: OpenAI and Foxconn (partners)",
        "Value: not disclosed",
        "Covers: data-centre racks",
        "Where: Ohio",
    ]
    assert lines(card, "Commitments") == [
        "Expressly none: OpenAI, no commitment to buy",
        "Planned: Foxconn to build by 2027 (“A plant in Ohio opens”)",
        "Firm: OpenAI to buy 10 GW for about $10 billion",
    ]
    assert lines(card, "Evidence") == [
        "“The agreement does not include specific purchase commitments.”",
        "“OpenAI and Foxconn said on Friday that they will design and build racks for data centers together.”",
    ]
    assert lines(card, "Sources") == ["Reuters: Racks, 21 November 2025"]
    assert plain(card.footer) == "#12, partnership, 1 source"


def test_the_life_of_a_deal_is_told_in_steps() -> None:
    report = deal().reports[0]
    steps = (
        Step("rumored", Day(2025, 9), report),
        Step("announced", Day(2025, 11, 21), report),
        Step("completed", None, report),
    )
    said = lines(deal_card(deal(status="completed", steps=steps)))
    assert said[0] == "Completed, on a day that no source tells"
    assert said[1] == "So far: rumored September 2025 → announced 21 November 2025 → completed"
    assert "completed, on" not in words(deal_line(deal(status="completed", steps=steps)))


def test_what_is_announced_once_more_is_an_update() -> None:
    report = deal().reports[0]
    steps = tuple(Step("announced", day, report) for day in (Day(2025, 1, 21), Day(2025, 7), Day(2025, 9, 23)))
    told = deal(steps=steps)
    said = lines(deal_card(told))
    assert said[0] == "Announced 21 January 2025 (date of the article), updated 23 September 2025"
    assert said[1] == "So far: announced 21 January 2025 → updated July 2025 → updated 23 September 2025"
    assert words(deal_line(told)).endswith(" - announced 21 January 2025, updated 23 September 2025")


def test_figures_that_disagree_stand_side_by_side_with_their_sources() -> None:
    times = article(2, publisher="Example Times", url="")
    both = deal(article(), times)
    first, second = both.reports
    disputed = replace(
        both,
        values=(
            Figure(Money(Decimal("38e9"), "USD"), (first,)),
            Figure(Money(Decimal("35e9"), "USD", "at_least"), (second, first)),
        ),
        dates=(Figure(Day(2025, 11, 21), (first,)), Figure(Day(2025, 10), (second,))),
    )
    said = lines(deal_card(disputed))
    reuters, times_too = "(Reuters, 21 November 2025)", "(Example Times, 21 November 2025"
    assert f"Value, as sources differ: $38 billion {reuters}; at least $35 billion {times_too} and 1 more)" in said
    assert f"Announced, as sources differ: 21 November 2025 {reuters}; October 2025 {times_too})" in said


def test_an_ended_deal_says_that_its_commitments_are_of_before() -> None:
    card = deal_card(deal(status="terminated"))
    assert not lines(card, "Commitments")
    assert len(lines(card, "Commitments before it ended")) == 3


def test_a_brief_says_what_it_rests_on() -> None:
    sources = (
        Source("Reuters", "https://www.reuters.example/a", date(2025, 11, 21)),
        Source("", "https://www.ft.example/b"),
    )
    card = deal_card(deal(article(brief=True, sources=sources, publisher="", url="")))
    assert lines(card, "Sources") == ["Tieup brief, based on Reuters, 21 November 2025; ft.example"]
    links = [piece for piece in card.sections[-1].lines[0].below if isinstance(piece, Link)]
    assert [link.url for link in links] == [source.url for source in sources]
    assert plain(card.footer) == "#12, partnership, 2 sources"


def test_only_web_links_are_links() -> None:
    card = deal_card(deal(article(url="javascript:alert(1)")))
    assert not [piece for piece in card.sections[-1].lines[0].below if isinstance(piece, Link)]


def test_evidence_shows_the_words_in_bold_in_their_sentence() -> None:
    found = {plain(line.text).split(":")[0]: words(line) for _, line in evidence_lines(deal())}
    assert found["Kind"].startswith("Kind: partnership - “OpenAI and Foxconn said on Friday that they will design")
    assert found["Announced"] == "Announced: 21 November 2025 (date of the article)"
    assert "Value" not in found


def texts(answer: Answer) -> Iterator[str]:
    yield plain(answer.text)
    for card in answer.cards:
        yield card.title
        yield plain(card.footer)
        for section in card.sections:
            yield section.heading
            yield from map(words, section.lines)


@UNHURRIED
@given(deals())
def test_any_deal_gives_a_card_of_a_sane_size(one: Deal) -> None:
    answer = card_answer(one)
    said = list(texts(answer))
    assert sum(map(len, said)) <= 6_000
    assert max(map(len, said)) <= 1_000
    assert sum(len(section.lines) for card in answer.cards for section in card.sections) <= 30
    assert 1 <= len(answer.buttons) <= 5
    for text in said:
        assert not any(unicodedata.category(mark) in ("Cc", "Cf") for mark in text)
        assert "None" not in text.replace("Expressly none", "")
    for button in answer.buttons:
        assert button.label.strip()
        parse_line(button.line)


@UNHURRIED
@given(deals())
def test_any_deal_fits_a_line_and_its_evidence_lines(one: Deal) -> None:
    line = deal_line(one)
    assert isinstance(line, Line)
    assert len(words(line)) <= 320
    assert line.button is not None
    command, options = parse_line(line.button.line)
    assert (command.name, options) == ("deal", {"company": one.label})
    for heading, each in evidence_lines(one):
        assert len(heading) <= 200
        assert len(words(each)) <= 1_000


def test_a_contract_that_grew_shows_its_parts() -> None:
    first = kept(report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"), "2025-11-03", number=1)
    headline = "OpenAI and AWS expand their contract by $100 billion"
    more = report("OpenAI/AWS", "services", on="2026-02-27", value="100bn", headline=headline)
    grown = add_up(1, 0, 1, [first, kept(more, "2026-02-27", number=2, title=headline)])
    text = "\n".join(words(line) for section in deal_card(grown).sections for line in section.lines)
    assert "Value: $138 billion" in text
    assert re.search(r"Added up: \$38 billion \(.*; \$100 billion more \(.*27 February 2026", text)
