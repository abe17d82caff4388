"""`tieup extract --explain`: what is said of a reading is what was read, readable in 80 columns, the same twice."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from bot.model import Article
from bot.reading import read
from bot.reading.explaining import WIDTH, explain
from bot.reading.forms import open_form
from bot.reading.naming.vocabulary import EMPTY
from bot.reading.tracing import Trace
from tests.reading.mutations import articles, mutated

GIVEN = date(2025, 11, 21)


def explained(text: str) -> str:
    """The explanation of a text, lines joined where they were broken."""
    lines = list(explain(open_form(text, published_on=GIVEN)))
    return " ".join(" ".join(lines).split())


def test_an_article_is_explained_from_its_sentences_to_its_fields() -> None:
    said = explained(
        "OpenAI agreed on Thursday to buy 50,000 GPUs from Nvidia for $3 billion (€2.6bn).\n"
        "It does not include any purchase commitments. OpenAI plans to take delivery by the end of 2027.\n"
        "In October the company ordered chips from Broadcom."
    )
    for line in (
        "1. OpenAI agreed on Thursday to buy 50,000 GPUs from Nvidia for $3 billion",
        "OpenAI organisation, in the list of companies: OpenAI",
        "Thursday date: 20 November 2025",
        "50,000 GPUs quantity: 50,000 GPUs",
        "$3 billion sum: $3 billion (USD)",
        "€2.6bn sum: €2.6 billion (EUR), converted; in brackets, which no rule reads",
        "> buy verb buy, class acquire, frame takes: tells supply: OpenAI (buyer), Nvidia (supplier)",
        "the company points back to OpenAI",
        "Deal 1 of 2: OpenAI and Nvidia: supply",
        "told by sentence 1, buy: supply: OpenAI (buyer), Nvidia (supplier)",
        "kind supply, as the words that tell it say",
        'status announced: the words "agreed"; in "OpenAI agreed on Thursday to buy',
        'day 20 November 2025: the nearest date beside the words that tell it; "on Thursday"',
        "value $3 billion: the first sum that stands beside the words that tell it",
        "main yes, told in the first 4 sentences, the title counted in",
        "Deal 2 of 2: OpenAI and Broadcom: supply",
    ):
        assert line in said, f"{line}\n{said}"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Microsoft did not buy Cerner.", "tells none, the verb is negated"),
        ("Microsoft should buy Cerner.", "tells none, it only should be so"),
        ("Microsoft advised Cerner on the sale to Nokia.", "tells none, the sentence tells who advised whom"),
        ("Microsoft will supply chips to Microsoft Azure.", "no supply: one party would stand on both sides"),
        ("Microsoft will supply chips.", "tells none; subject: Microsoft; nouns: goods"),
        ("Broadcom ordered chips.", "no supply: nobody stands in the role of supplier (buyer Broadcom)"),
        ("The boss of OpenAI, Sam Altman, has been to see the president.", "person: Sam Altman"),
        ("Nokia bought Cerner in 2019 and Nvidia in 2021 for $6 billion.", "it stands with another deal"),
        ("Nokia will buy Cerner by March 2026.", '"by March 2026" in sentence 1: ahead, or a deadline'),
        ("Nokia bought Cerner, which had revenue of $5 billion.", "a valuation, revenue, fee or the like"),
        ("Nokia agreed to buy Cerner for $30 a share.", '"$30" in sentence 1: the price of a share'),
        ("Nokia buys Cerner. The purchase of Cerner by Nokia cost $2 billion.", "joined: same parties, same kind"),
        ("Nokia completed its purchase of Cerner.", 'completed: the verb "complete" closes it'),
        ("Nokia is in talks to buy Cerner.", 'rumored: the words "in talks'),
    ],
)
def test_what_was_left_out_or_settled_has_its_reason(sentence: str, why: str) -> None:
    assert why in explained(sentence)


def test_the_guide_follows_its_sentence_as_it_is_read() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
    [block] = re.findall(r"```\n(.*?)\n```", guide, re.DOTALL)
    sentence = " ".join(line.strip() for line in re.findall(r"^    (.*)$", guide, re.MULTILINE)[:2])
    assert "\n".join(explain(open_form(sentence, published_on=GIVEN))).rstrip() == block


def test_what_cannot_be_read_says_so() -> None:
    assert list(explain(Article(""))) == ["The text is empty."]
    assert explained("Fine weather in Paris.").endswith(
        "No deal found: no agreement, purchase, investment or pledge of a named organisation is told."
    )


def test_without_the_list_of_companies_no_name_is_said_to_be_in_it() -> None:
    lines = explain(Article("OpenAI agreed to buy chips from Nvidia."), vocabulary=EMPTY)
    assert "in the list of companies" not in " ".join(lines)


@pytest.mark.parametrize("number", range(60))
def test_every_article_is_explained_in_eighty_columns_and_as_it_is_read(number: int) -> None:
    for article in (open_form(articles()[number * 7 % len(articles())], published_on=GIVEN), mutated(number)):
        lines = list(explain(article))
        assert lines == list(explain(article))
        assert max((len(line) for line in lines), default=0) <= WIDTH
        assert not any(unicodedata.category(mark) in ("Cc", "Cf", "Co") for line in lines for mark in line)
        plain, trace = read(article), Trace()
        assert read(article, trace=trace) == plain
        heads = [line for line in lines if line.startswith("Deal ") and " of " in line]
        assert len(heads) >= len(plain.reports) == len(trace.reasons)
