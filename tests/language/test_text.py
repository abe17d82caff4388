"""Where sentences begin and end: phrasing as news has it, and laws that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies

from bot.language.text import LONGEST, sentences, tokens
from bot.model import Span

# Each text is given as the sentences it should fall into; what joins them stands between.
ONE = [
    "Microsoft agreed to buy 10.5 GW of renewable energy.",
    "Broadcom Inc. said it agreed.",
    "Shares of Hon Hai Precision Industry Co. rose.",
    "The U.S. Treasury approved it.",
    "Mr. Altman and Dr. Su signed on behalf of St. Jude Medical.",
    "Foxconn will build the plant in Mt. Pleasant, Wisconsin.",
    "It is the No. 1 maker of chips.",
    "The deal was announced on Nov. 21, 2025 in Taipei.",
    "It closed in Dec. 2024 at a price of $4.9 billion.",
    "J. P. Morgan advised the seller.",
    "John D. Smith joined from Acme Corp. Chief Executive Jane Roe hired him.",
    "Nvidia (Nasdaq: NVDA) rose 2.5 percent to $190.17.",
    "The ratio is approx. 3.5 to 1.",
    "It makes chips, e.g. Blackwell, i.e. accelerators, etc. and sells them.",
    "Yahoo! Inc. was bought by Verizon.",
    "Amazon.com Inc. and Salesforce.com signed.",
    "X.AI raised $6 billion vs. $4 billion before.",
    "“Really?” he asked the board.",
    'He said, "We will close by June." and left.',
    "The venture of Siemens AG, Eni S.p.A. and Banco Santander S.A. was founded.",
    "At 9 a.m. Eastern time the companies will hold a call.",
    "It trades at 5.2x sales... and falling.",
    "Apple Inc. Chairman Arthur Levinson agreed.",
    "Lilly paid Pfizer Inc. shares worth $1 billion.",
    "The D.C. Circuit ruled in favour of AT&T Inc. and Time Warner.",
    "OpenAI teams up with Foxconn to build hardware for AI data centres",
    "Prof. Dr. Müller of the Univ. of Bonn advised.",
    "It was bought by Goldman Sachs & Co. LLC in 2019.",
    "Goldman Sachs & Co. LLC is the adviser.",
    "McLEAN, Va. & CHICAGO--Mars, Incorporated, announced it.",
    "It moved to Palo Alto, Calif. last year.",
    "Gov. Brian Kemp and Sen. Jon Ossoff were there.",
    "Toyota Motor Corp. (TYO: 7203) and Panasonic hold it.",
    "The companies (among them Intel Corp. and Micron) will invest.",
]  # fmt: skip
MANY = [
    (["It buys chips from Broadcom Inc.", "The spending spree has stoked concerns."], " "),
    (["It is made for Apple Inc.", "A direct tie-up suggests more."], " "),
    (["It was sold to Intel Corp.", "OpenAI said it would not bid."], " "),
    (["The plant is in the U.S.", "It opens in May."], " "),
    (["He left at 5 p.m.", "Nobody followed."], " "),
    (["“This is a step,” he said.", "“It will help.”", "Shares rose."], " "),
    (["“We are proud.”", "The company added more."], " "),
    (["It costs $5 billion.", "2026 is the target."], " "),
    (["Will it close?", "Nobody knows!", "We wait…", "And wait."], " "),
    (["(The deal is done.)", "Shares rose."], " "),
    (["A headline without a full stop", "The first paragraph begins here."], "\n"),
    (["A headline", "A paragraph."], "\n\n"),
    (["First item", "Second item", "Third item"], "\n• "),
    (["The value is A$24 billion.1", "The seller is Macquarie."], " "),
    (["Its sales rose.[3]", "Its costs fell."], " "),
    (["He signed on Tuesday.", "“It is done,” he said."], " "),
    (["The price was 4.9.", "It fell."], " "),
    (["It ended the talks with the companies.", "The next step is open."], ""),
    (["富士康与OpenAI合作。", "双方签署协议。"], ""),
    (["It rose 3%.", "(Reporting by Jane Roe)"], " "),
    (["The deal closed in Dec.", "It was large."], " "),
    (["It has plan B.", "The board knows."], " "),
    (["Sold by Siemens A.G.", "It was a bargain."], " "),
]  # fmt: skip


def split(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, start, end)]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(("parts", "between"), MANY, ids=[parts[0] for parts, _ in MANY])
def test_sentences_are_told_apart(parts: list[str], between: str) -> None:
    assert split(between.join(parts)) == parts


def test_bullets_and_headings_are_no_part_of_a_sentence() -> None:
    assert split("# Title\n- One thing.\n* Two things.\n  • Three things.\n---\n> Quoted.") == [
        "Title",
        "One thing.",
        "Two things.",
        "Three things.",
        "Quoted.",
    ]


def test_bullets_within_a_line_begin_sentences() -> None:
    assert split("• Acme buys Widget • Intel sells Altera") == ["Acme buys Widget", "Intel sells Altera"]


def test_hard_wrapped_lines_are_one_sentence() -> None:
    text = "The companies said on Thursday that they had agreed on the\nterms of a merger worth\n$5 billion."
    assert split(text) == [
        "The companies said on Thursday that they had agreed on the\nterms of a merger worth",
        "$5 billion.",
    ]
    assert len(sentences("The companies said on Thursday that they had agreed, with\nBroadcom, to merge.")) == 1


def test_a_stretch_is_split_with_offsets_into_the_whole() -> None:
    text = "Header. Acme buys Widget. It pays $5. Footer."
    assert split(text, 8, 37) == ["Acme buys Widget.", "It pays $5."]


def test_an_endless_sentence_is_cut_at_a_blank() -> None:
    text = "word " * 2000
    found = sentences(text)
    assert len(found) > 4
    assert all(span.end - span.start <= LONGEST for span in found)
    assert all(text[span.start : span.end].split(" ")[-1] == "word" for span in found)


def test_a_single_long_word_is_cut_too() -> None:
    assert [span.end - span.start for span in sentences("x" * 5000)] == [LONGEST, LONGEST, 1000]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "•", "---", "\u2028"])
def test_nothing_much_gives_nothing_or_itself(text: str) -> None:
    assert split(text) in ([], [text.strip()])


def test_tokens_are_words_numbers_and_marks() -> None:
    text = "OpenAI's $38bn"
    assert [token.text for token in tokens(text)] == ["OpenAI", "'", "s", "$", "38bn"]
    assert all(text[token.start : token.end] == token.text for token in tokens(text, Span(3, 12)))


PIECES = [*'aA.!?…"”’)( \n•-#1$。', "Inc.", "U.S.", "The ", "\u00a0", "\r\n", "Hon Hai ", "e.g. "]
TEXTS = strategies.lists(strategies.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS | strategies.text(max_size=80))
def test_sentences_lie_in_order_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    inside = {index for span in found for index in range(*span)}
    assert not [mark for index, mark in enumerate(text) if mark.isalnum() and index not in inside]


@given(TEXTS)
def test_sentences_have_no_blanks_at_their_ends(text: str) -> None:
    assert all(part == part.strip() for part in split(text))
