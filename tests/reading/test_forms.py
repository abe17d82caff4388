"""The forms an article comes in, and what is none."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, strategies
from pypdf import PdfWriter

from bot.errors import BadInput
from bot.model import Article, Span
from bot.reading.forms import LARGEST, body, open_form
from bot.reading.pages import joined

PROSE = (
    "Acme Corp. said on Tuesday that it will buy Widget Ltd for $2 billion in cash, in a deal that joins two makers of "
    "springs and coils.\nThe transaction is expected to close by the end of 2024, subject to approvals by regulators "
    "in the United States and Europe.\nWidget, which was founded in 1999, has 2,000 employees and sells to carmakers "
    "all over the world from its plants in Ohio."
)


def page(*, head: str = "", inner: str = "") -> str:
    paragraphs = inner or "".join(f"<p>{line}</p>" for line in PROSE.split("\n"))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Acme buys Widget | The News</title>{head}"
        f"</head><body><nav><a href='/'>Home</a><a href='/m'>Markets</a></nav><article><h1>Acme buys Widget</h1>"
        f"{paragraphs}</article><aside>Read also: ten tips for your garden</aside><footer>© 2025 The News</footer>"
        "</body></html>"
    )


# -- text as given ---------------------------------------------------------------------------------------------------


def test_raw_form_has_its_date_and_title_in_the_first_line() -> None:
    text = " date 2025-11-21 OpenAI teams up with Foxconn\nOpenAI is partnering with Foxconn to build racks."
    article = open_form(text)
    assert (article.text, article.title) == (text, "OpenAI teams up with Foxconn")
    assert article.published_on == date(2025, 11, 21)
    assert text[body(text).start :].startswith("OpenAI teams up")


def test_a_raw_header_may_go_on_with_the_first_sentence_instead_of_a_title() -> None:
    text = " date 2023-12-04 Ericsson has been picked by AT&T. It will cost $14 billion.\n\nThe rest follows here."
    article = open_form(text)
    assert article.title == ""
    assert text[body(text).start :].startswith("Ericsson has been picked")


def test_plain_text_is_kept_as_it_is() -> None:
    text = "\nAcme buys Widget\n\nAcme has agreed to buy Widget.\r\n"
    article = open_form(text)
    assert (article.text, article.title, article.published_on) == (text, "Acme buys Widget", None)
    assert body(text) == Span(0, len(text))
    assert not article.brief


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    assert open_form("Acme has agreed to buy Widget.\nIt pays in cash.").title == ""
    assert open_form("One line alone is no title").title == ""


def test_front_matter_in_toml_makes_a_brief() -> None:
    text = (
        '+++\ntitle = "Acme buys Widget"\npublished_on = 2025-03-04\n\n[[sources]]\npublisher = "The News"\n'
        'url = "https://news.example/acme"\npublished_on = "2025-03-03"\n+++\nAcme has agreed to buy Widget.\n'
    )
    article = open_form(text)
    assert (article.title, article.published_on, article.brief) == ("Acme buys Widget", date(2025, 3, 4), True)
    [source] = article.sources
    assert (source.publisher, source.published_on) == ("The News", date(2025, 3, 3))
    assert article.text == text
    assert text[slice(*body(text))] == "Acme has agreed to buy Widget.\n"


def test_front_matter_with_simple_keys() -> None:
    lines = ["---", 'title: "Acme buys Widget"', "date: 2025-03-04T10:00:00Z", "url: https://news.example/a", "---"]
    text = "\r\n".join([*lines, "Acme buys it now."])
    article = open_form(text)
    assert (article.title, article.published_on, article.url) == (
        "Acme buys Widget",
        date(2025, 3, 4),
        "https://news.example/a",
    )
    assert not article.brief
    assert text[slice(*body(text))] == "Acme buys it now."


def test_a_rule_in_a_text_is_no_front_matter() -> None:
    text = "--- \nAcme buys Widget and all the rest of it, too."
    assert body(text) == Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("This article was published on May 2, 2016\nLast week in tech", date(2016, 5, 2)),
        ("Acme buys Widget\nPublished: 12 March 2024\nText", date(2024, 3, 12)),
        ("News Analysis\n\n24\n\nMay\n\n2023\n\nFour offtakes", date(2023, 5, 24)),
        ("NEW YORK, Nov. 3, 2025 (GLOBE NEWSWIRE) -- Acme Corp. said", date(2025, 11, 3)),
        ("SAN FRANCISCO, October 13, 2025 — OpenAI and Broadcom", date(2025, 10, 13)),
        ("PARIS--(BUSINESS WIRE)--Nov 3, 2025--Acme said", date(2025, 11, 3)),
        ("Title\nBy Jane Doe | March 4, 2024 9:30 AM EST\nText goes on", date(2024, 3, 4)),
        ("Title\n2024-03-04\nText goes on here", date(2024, 3, 4)),
        ("Monday, November 3, 2025\nText goes on here", date(2025, 11, 3)),
        ("Title\nPosted on 3rd June 2021 by admin\nText", date(2021, 6, 3)),
        ("Title\nUpdated: 12 March 2024\nText", date(2024, 3, 12)),
        ("PARIS, June 18 (Reuters) - Total has signed", None),
        ("Nokia closed its purchase of Withings on March 4, 2016\nMore", None),
        ("The contract dated 4 May 2020 was signed by both.\nMore", None),
        ("A report published on 4 May 2020 tells of it.\nMore", None),
        ("It is Thursday today\nand the deal is done", None),
    ],
)
def test_a_text_may_tell_when_it_was_published(text: str, day: date | None) -> None:
    assert open_form(text).published_on == day


def test_the_date_given_serves_where_the_text_tells_none() -> None:
    given_day = date(2020, 1, 2)
    assert open_form("Acme buys Widget for cash.", published_on=given_day).published_on == given_day
    assert open_form(" date 2025-11-21 Acme buys Widget\nMore", published_on=given_day).published_on == date(
        2025, 11, 21
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("OpenAI buys Io for $6.5bn", "en"),
        ("Der Konzern hat mit der Bank einen Vertrag geschlossen, und die Aktie ist nicht gefallen.", "de"),
        ("La société a signé un accord avec le groupe pour une durée de dix ans, et les actions ont monté.", "fr"),
        ("鴻海與OpenAI合作，在美國生產資料中心的機櫃。", "zh"),
        ("Компания подписала договор о поставке оборудования.", "ru"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert open_form(text).language == language


# -- pages -----------------------------------------------------------------------------------------------------------


def test_a_page_gives_its_article_and_what_it_says_of_itself() -> None:
    head = (
        "<meta property='article:published_time' content='2024-03-12T08:00:00Z'>"
        "<meta property='og:site_name' content='The News'><link rel='canonical' href='https://news.example/acme'>"
    )
    article = open_form(page(head=head).encode(), name="acme.html")
    assert (article.title, article.published_on) == ("Acme buys Widget", date(2024, 3, 12))
    assert (article.url, article.publisher) == ("https://news.example/acme", "The News")
    assert article.text.startswith("Acme buys Widget\n")
    assert "2,000 employees" in article.text
    assert "garden" not in article.text
    assert "Markets" not in article.text


def test_a_guessed_first_of_january_is_no_date() -> None:
    assert open_form(page()).published_on is None


def test_a_first_of_january_that_the_page_tells_is_one() -> None:
    head = "<meta property='article:published_time' content='2024-01-01T08:00:00Z'>"
    assert open_form(page(head=head)).published_on == date(2024, 1, 1)


def test_a_short_page_is_read_too() -> None:
    article = open_form("<html><body><p>Acme has agreed to buy Widget for $2 billion.</p></body></html>")
    assert article.text == "Acme has agreed to buy Widget for $2 billion."


def test_a_page_in_another_encoding_says_so_itself() -> None:
    markup = page().replace("utf-8", "iso-8859-1").replace("Ohio", "Köln").encode("iso-8859-1")
    assert "Köln" in open_form(markup).text


def test_marks_that_hide_text_are_no_part_of_a_title() -> None:
    assert open_form(page().replace("Acme buys", "Acme\u202e buys")).title == "Acme buys Widget"


# -- PDF -------------------------------------------------------------------------------------------------------------


def pdf(*lines: str, password: str = "") -> bytes:
    """A PDF of one page with these lines, as small as one can be."""
    shown = "".join(f"1 0 0 1 50 {700 - 20 * n} Tm ({line}) Tj " for n, line in enumerate(lines))
    stream = f"BT /F1 12 Tf {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    if not password:
        return data
    writer, locked = PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def test_a_pdf_gives_its_text() -> None:
    article = open_form(pdf("Acme has agreed to buy Widget for $2 billion", "in cash.", "It was announced today."))
    assert "Acme has agreed to buy Widget for $2 billion in cash." in article.text


def test_a_locked_pdf_says_so() -> None:
    with pytest.raises(BadInput, match="password"):
        open_form(pdf("Acme buys Widget", password="secret"))


def test_a_pdf_without_text_says_so() -> None:
    with pytest.raises(BadInput, match="no text"):
        open_form(pdf())


def test_lines_of_a_paragraph_are_joined() -> None:
    text = (
        "ACME BUYS WIDGET\n\nAcme Corp. said on Tuesday that it will buy\nWidget Ltd for $2 billion, in a trans-\n"
        "action that joins two makers\nof springs.\nIt is large.\n\nThe end."
    )
    assert joined(text) == (
        "ACME BUYS WIDGET\n\nAcme Corp. said on Tuesday that it will buy Widget Ltd for $2 billion, in a transaction "
        "that joins two makers of springs.\nIt is large.\n\nThe end."
    )


# -- no article ------------------------------------------------------------------------------------------------------

NONE = [
    (b"", "empty"),
    (" \n\t ", "empty"),
    (b"PK\x03\x04word", "another kind of file"),
    (b"\x89PNG\r\n\x1a\n", "another kind of file"),
    (b"abc\x00def" * 20, "binary"),
    ("abc\x00 some words of text", "binary"),
    ("Der Vertrag über Köln".encode("latin-1"), "not in UTF-8"),
    (b"%PDF-1.4 broken", "cannot be read"),
    ("word " * (LARGEST // 4), "too long"),
    ("ü" * (LARGEST // 2 + 1), "too long"),
    (b"a" * (5 * 1024 * 1024 + 1), "too large"),
    ("123 456 !!", "hardly any words"),
    ("<html><body></body></html>", "No article"),
    ("+++\ntitle = Acme\n+++\nAcme buys Widget.", "front matter"),
    ("+++\nsources = 3\n+++\nAcme buys Widget.", "sources"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "what"), NONE, ids=[what for _, what in NONE])
def test_what_is_no_article_gets_one_sentence(data: bytes | str, what: str) -> None:
    with pytest.raises(BadInput) as caught:
        open_form(data)
    assert what in caught.value.message
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_half_a_pair_of_surrogates_does_not_break_the_text() -> None:
    article = open_form("Acme \ud800 buys Widget today")
    assert article.text == "Acme \ufffd buys Widget today"
    article.text.encode()


PIECES = [
    " date 2025-11-21 ", "+++\n", "---\n", "title: x\n", "a = 1\n", "\n", "\r\n", "Acme buys Widget. ", "May 2, 2016",
    "<p>", "</p>", "<html>", "\x00", "\ud800", "\ufeff", "鴻海", "Published: ", "1", "words and more words ",
]  # fmt: skip


@given(strategies.lists(strategies.sampled_from(PIECES), max_size=12).map("".join) | strategies.binary(max_size=60))
def test_anything_is_an_article_or_refused(data: bytes | str) -> None:
    try:
        article = open_form(data)
    except BadInput:
        return
    assert isinstance(article, Article)
    assert article.text.strip()
    start, end = body(article.text)
    assert 0 <= start <= end == len(article.text)
    article.text.encode()
