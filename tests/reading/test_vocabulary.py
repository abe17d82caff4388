"""Companies of the vocabulary, found in a text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from bot.language.names import fold
from bot.model import Span
from bot.reading.naming.vocabulary import EMPTY, companies, gather, load

FOUND = [
    ("OpenAI is partnering with Hon Hai Precision Industry Co. (Foxconn).", ["OpenAI", "Foxconn", "Foxconn"]),
    ("NVIDIA Corp. and Advanced Micro Devices Inc.", ["Nvidia", "AMD"]),
    ("Alphabet’s Google", ["Google"]),
    ("the iPhone maker, The ChatGPT maker", ["Apple", "OpenAI"]),
    ("AT&T, PG&E, e& and stc", ["AT&T", "PG&E", "e&", "stc"]),
    ("xAI, X.AI and d-Matrix", ["xAI", "xAI", "d-Matrix"]),
    ("Taiwan Semiconductor Manufacturing Co. Ltd.", ["TSMC"]),
    ("Hon Hai\nPrecision Industry", ["Foxconn"]),
    ("鴻海與OpenAI", ["Foxconn", "OpenAI"]),
    ("腾讯控股", ["Tencent"]),
    ("OpenAI's racks and non-OpenAI racks", ["OpenAI", "OpenAI"]),
    ("FOXCONN AND OPENAI TEAM UP", ["Foxconn", "OpenAI"]),
    ("Foxconn-OpenAI deal", ["Foxconn", "OpenAI"]),
    ("openai.com/foxconn, Foxconnection, unOpenAI", []),
    ("nothing of the kind", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[text for text, _ in FOUND])
def test_companies_are_found(text: str, names: list[str]) -> None:
    assert [find.company.name for find in load().find(text)] == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("chips from Broadcom Inc. in", "Broadcom Inc."),
        ("Nebius Group NV said", "Nebius Group NV"),
        ("Samsung Electronics Co., Ltd. will", "Samsung Electronics Co., Ltd."),
        ("for the ChatGPT maker.", "the ChatGPT maker"),
        ("OpenAI’s plan", "OpenAI"),
    ],
)
def test_the_place_covers_the_legal_form_and_nothing_else(text: str, words: str) -> None:
    [find] = load().find(text)
    assert text[find.span.start : find.span.end] == words


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Arm and Meta agreed.", [True, True]),
        ("META RISES", [True]),
        ("an arm, a meta, to switch, an orange", []),
        ("a Meta-analysis", []),
        ("Nvidia and Microsoft", [False, False]),
        ("the search giant", [True]),
    ],
)
def test_ordinary_words_are_doubtful_or_not_found(text: str, doubtful: list[bool]) -> None:
    assert [find.ambiguous for find in load().find(text)] == doubtful


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "OpenAI and Nvidia and OpenAI"
    [find] = load().find(text, Span(7, 20))
    assert find.company.name == "Nvidia"
    assert load().find(text, Span(0, 4)) == []


def test_every_form_of_every_company_finds_it() -> None:
    vocabulary = load()
    lost = [
        (company.name, form)
        for company in vocabulary.companies
        for form in (company.name, *company.aliases)
        if not any(find.company is company for find in vocabulary.find(f"a deal with {form} today"))
    ]
    assert lost == []


def test_a_name_in_any_dress_is_looked_up() -> None:
    vocabulary = load()
    for form in ("hon hai", "Foxconn", "Hon Hai Precision Industry Co., Ltd.", "FOXCONN’s"):
        company = vocabulary.named(form)
        assert company is not None
        assert company.name == "Foxconn"
    assert vocabulary.named("Nobody & Sons") is None


def test_a_name_that_stands_for_two_is_looked_up_as_neither() -> None:
    rows = [{"name": "Acme Steel", "aliases": ["Acme"]}, {"name": "Acme Foods", "aliases": ["Acme"]}]
    assert gather(rows).named("Acme") is None
    assert gather(rows).named("Acme Foods") is not None
    softbank = load().named("SoftBank")
    assert softbank is not None
    assert softbank.name == "SoftBank"


def test_the_companies_are_whole() -> None:
    listed = companies()
    assert len(listed) >= 341
    assert len({fold(company.name) for company in listed}) == len(listed)
    assert all(company.id == 0 and company.name and company.name not in company.aliases for company in listed)
    assert sum(bool(company.ticker) for company in listed) > 100
    names = {company.name for company in listed}
    assert {company.parent for company in listed if company.parent} & names


def test_an_empty_vocabulary_finds_nothing() -> None:
    assert EMPTY.find("OpenAI and Foxconn") == []
    assert EMPTY.named("OpenAI") is None


PIECES = [
    "OpenAI",
    "Hon Hai ",
    "Precision",
    " Industry",
    " Co.",
    ", Ltd.",
    "the ",
    "iPhone maker",
    "鴻海",
    "Meta",
    "-",
    "’s",
    " ",
    "\n",
]


@given(strategies.lists(strategies.sampled_from(PIECES), max_size=20).map("".join) | strategies.text(max_size=60))
def test_finds_lie_in_order_and_stand_in_the_text(text: str) -> None:
    finds = load().find(text)
    assert all(0 <= find.span.start < find.span.end <= len(text) for find in finds)
    ends = [0, *(find.span.end for find in finds)]
    assert all(end <= find.span.start for end, find in zip(ends, finds, strict=False))
