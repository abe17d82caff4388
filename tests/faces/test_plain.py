"""Answers as text: every word of them, at any width, and nothing that could steer a terminal."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Answer, Bold, Button, Card, Field, Form, Instant, Line, Link, Mention, Place, Section
from bot.faces.plain import plain_text, rows, wrapped
from tests.faces.test_cards import AT, answers


def test_an_answer_reads_from_top_to_bottom() -> None:
    section = Section("Sources", (Line((Link("Reuters", "https://reuters.com/a"),)), Line(("said so",), quote=True)))
    card = Card("OpenAI and Foxconn", (section, Section("", (Line((Bold("Value: "), "$1")),))), ("#12",))
    shown = plain_text(Answer(text=("Hello",), cards=(card,), buttons=(Button("Evidence", "/evidence #12"),)))
    assert shown.split("\n") == [
        "Hello",
        "",
        "OpenAI and Foxconn",
        "==================",
        "",
        "Sources",
        "  Reuters <https://reuters.com/a>",
        "  | said so",
        "",
        "Value: $1",
        "",
        "#12",
        "",
        "[Evidence]   press with /press Evidence",
    ]


def test_the_smaller_pieces() -> None:
    text = (Mention("deal"), " ", Place(7), " ", Instant(AT), " ", Link("", "https://a.example"))
    expected = "/deal the channel with the id 7 21 November 2025 08:30 UTC https://a.example"
    assert plain_text(Answer(text=text)) == expected


def test_a_form_says_what_it_asks_for() -> None:
    form = Form("Add", "/article add", (Field("a", "Title"), Field("b", "Text", required=True, hint="all of it")))
    assert plain_text(Answer(form=form)) == "Add\n  Title, may be left empty\n  Text (all of it)"


@settings(max_examples=60, deadline=None)
@given(answers, st.integers(1, 200))
def test_no_answer_steers_a_terminal_and_wrapping_loses_no_word(answer: Answer, width: int) -> None:
    for row in rows(answer):
        assert not [mark for mark in row.text if unicodedata.category(mark) in ("Cc", "Cf") and mark != "\n"]
        kept = " ".join(line.text for line in wrapped(row, width))
        assert kept.replace("|", " ").split() == row.text.replace("|", " ").split()
