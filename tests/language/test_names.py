"""Names of organisations: their short form, and the form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from bot.language.names import clean, fold, key, strip_legal

SHORT = [
    ("Broadcom Inc.", "Broadcom"),
    ("Broadcom, Inc.", "Broadcom"),
    ("The Kroger Co. (NYSE: KR)", "Kroger"),
    ("Hon Hai Precision Industry Co., Ltd.", "Hon Hai Precision Industry"),
    ("Amazon.com, Inc.", "Amazon.com"),
    ("Telefónica, S.A.", "Telefónica"),
    ("A.P. Moller - Maersk A/S", "A.P. Moller - Maersk"),
    ("AT&T Inc.", "AT&T"),
    ("Novo Nordisk A/S", "Novo Nordisk"),
    ("Lloyds Banking Group plc", "Lloyds Banking Group"),
    ("SoftBank Group Corp.", "SoftBank"),
    ("Nebius Group NV", "Nebius"),
    ("Eni S.p.A.", "Eni"),
    ("Banco Santander, S.A.", "Banco Santander"),
    ("OpenAI Group PBC", "OpenAI"),
    ("Siemens AG", "Siemens"),
    ("SAP SE", "SAP"),
    ("Rheinmetall AG (FRA: RHM)", "Rheinmetall"),
    ("Taiwan Semiconductor Manufacturing Co. Ltd.", "Taiwan Semiconductor Manufacturing"),
    ("CoreWeave, Inc. (Nasdaq: CRWV)", "CoreWeave"),
    ("3SBio, Inc. (01530.HK)", "3SBio"),
    ("Goldman Sachs & Co. LLC", "Goldman Sachs"),
    ("BHP Group Limited", "BHP"),
    ("Tata Motors Ltd", "Tata Motors"),
    ("Reliance Industries Limited", "Reliance Industries"),
    ("Volvo AB", "Volvo"),
    ("Nokia Oyj", "Nokia"),
    ("Samsung Electronics Co., Ltd.", "Samsung Electronics"),
    ("Robert Bosch GmbH", "Robert Bosch"),
    ("Deutsche Telekom AG", "Deutsche Telekom"),
    ("Aker ASA", "Aker"),
    ("MGX Fund Management Limited", "MGX Fund Management"),
    ("Carlyle Group L.P.", "Carlyle"),
    ("Sony Group Corporation", "Sony"),
    ("鴻海", "鴻海"),
    ("S.A.", "S.A."),
    ("Inc.", "Inc."),
    ("McDonald's Corporation", "McDonald's"),
    ("Vantage Data Centers Holdings LLC", "Vantage Data Centers"),
    ("Visa", "Visa"),
    ("Saudi Arabian Oil Co.", "Saudi Arabian Oil"),
    ("X Holdings Corp", "X"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "short"), SHORT)
def test_the_legal_form_is_left_off(name: str, short: str) -> None:
    assert strip_legal(name) == short


SAME = [
    ("Broadcom Inc.", "broadcom"),
    ("The Walt Disney Company", "Walt Disney"),
    ("Telefónica S.A.", "Telefonica"),
    ("OpenAI's", "OpenAI"),
    ("OpenAI’s", "OpenAI"),
    ("Ｏｐｅｎ ＡＩ", "Open AI"),
    ("U.S. Steel", "US Steel"),
    ("J.P. Morgan", "JP Morgan"),
    ("A.P. Møller - Mærsk A/S", "AP Moller-Maersk"),
    ("SoftBank Group Corp.", "SoftBank"),
    ("NVIDIA Corp. (NASDAQ: NVDA)", "Nvidia"),
    ("AT&T Inc", "at&t"),
    ("Société Générale", "Societe Generale"),
    ("Nestlé", "NESTLE"),
    ("Carlyle Group", "The Carlyle Group Inc."),
    ("鴻海", "鴻海 Inc."),
]  # fmt: skip
OTHER = [
    ("Apple", "Apple Bank"),
    ("Meta", "Metal"),
    ("鴻海", "腾讯"),
    ("AT&T", "ATT"),
    ("Samsung Electronics", "Samsung SDI"),
    ("Intel", "Intelsat"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), SAME)
def test_forms_of_one_name_have_one_key(one: str, two: str) -> None:
    assert key(one) == key(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_other_names_have_other_keys(one: str, two: str) -> None:
    assert key(one) != key(two)


def test_a_name_that_is_all_legal_form_keeps_its_words() -> None:
    assert key("The Company") == "the company"
    assert key("Group") == "group"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Acme\u202egro.evil\u202c", "Acmegro.evil"),
        ("a\x00b\x1bc", "abc"),
        ("one\r\ntwo\u2028three\ttab", "one\ntwo\nthree\ttab"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("plain", "plain"),
        ("鴻海 — “quote” 💜", "鴻海 — “quote” 💜"),
    ],
)
def test_what_hides_or_turns_text_is_removed(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_folding_takes_accents_and_width_away() -> None:
    assert fold("Ｍünchen Łódź Ørsted") == "munchen lodz orsted"


@given(strategies.text(min_size=1, max_size=40))
def test_a_key_is_never_empty_and_a_fixed_point(name: str) -> None:
    assert key(name)
    if name.strip():
        assert strip_legal(name)


@given(strategies.text(max_size=60))
def test_clean_text_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(clean(text)) <= len(text)
