"""Money as news writes it, and as people type it; quantities are in test_quantities."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies

from bot.errors import BadInput
from bot.language.amounts import MoneyFind, about_usd, dollar_of, find_money, read_money
from bot.language.currencies import currencies, rates
from bot.language.wording import say_money
from bot.model import QUALIFIERS, Money, Span


def told(text: str, find: MoneyFind) -> str:
    """A find on one line: what was read, and after "|" what is not always there."""
    parts = [f"{find.money.amount:f} {find.money.currency}"]
    if find.money.qualifier != "exact":
        parts.append(find.money.qualifier)
    if find.low is not None:
        parts.append(f"from {find.low:f}")
    if find.per:
        parts.append(f"per {find.per}")
    if find.conversion:
        parts.append("converted")
    return f"{text[find.span.start : find.span.end]} = {' '.join(parts)}"


# A sentence, and each sum in it: its words = what they stand for.
MONEY = [
    ("Amazon signed a $38bn contract.", ["$38bn = 38000000000 USD"]),
    ("It is worth $38 billion over seven years.", ["$38 billion = 38000000000 USD"]),
    ("The startup took US$1.2m in seed money.", ["US$1.2m = 1200000 USD"]),
    ("It committed USD 500 million.", ["USD 500 million = 500000000 USD"]),
    ("USD500m was paid at once.", ["USD500m = 500000000 USD"]),
    ("Altman spoke of 1.4 trillion dollars.", ["1.4 trillion dollars = 1400000000000 USD"]),
    ("It will cost EUR 1.7 billion.", ["EUR 1.7 billion = 1700000000 EUR"]),
    ("Visa paid €1.8bn for Tink.", ["€1.8bn = 1800000000 EUR"]),
    ("The order is worth 1.7 billion euros.", ["1.7 billion euros = 1700000000 EUR"]),
    ("A fee of £2.5m-£3m is due.", ["£2.5m-£3m = 3000000 GBP up_to from 2500000"]),
    (
        "It seeks between $2 billion and $3 billion.",
        ["$2 billion and $3 billion = 3000000000 USD up_to from 2000000000"],
    ),
    ("The price is $2-3 billion.", ["$2-3 billion = 3000000000 USD up_to from 2000000000"]),
    ("Costs of $20-$25 billion are expected.", ["$20-$25 billion = 25000000000 USD up_to from 20000000000"]),
    (
        "It could fetch $500 million to $700 million.",
        ["$500 million to $700 million = 700000000 USD up_to from 500000000"],
    ),
    ("Bids range from $3bn to $4bn.", ["$3bn to $4bn = 4000000000 USD up_to from 3000000000"]),
    ("It raised the bid from $30 to $33 a share.", ["$30 = 30 USD", "$33 = 33 USD per share"]),
    ("Output was cut by $2 billion to $8 billion.", ["$2 billion = 2000000000 USD", "$8 billion = 8000000000 USD"]),
    ("It sold it for 2.5-3 million euros.", ["2.5-3 million euros = 3000000 EUR up_to from 2500000"]),
    ("SoftBank lends ¥150 billion ($1bn).", ["¥150 billion = 150000000000 JPY", "$1bn = 1000000000 USD converted"]),
    (
        "Blackstone pays A$19.5 billion (US$12.8 billion).",
        ["A$19.5 billion = 19500000000 AUD", "US$12.8 billion = 12800000000 USD converted"],
    ),
    ("BBVA offers €11bn (c. £9.5bn).", ["€11bn = 11000000000 EUR", "£9.5bn = 9500000000 GBP about converted"]),
    (
        "2 billion euros, or $2.15 billion, were due.",
        ["2 billion euros = 2000000000 EUR", "$2.15 billion = 2150000000 USD converted"],
    ),
    ("($1 = 7.1 yuan)", []),
    ("It pays over A$24 billion1 in all.", ["A$24 billion = 24000000000 AUD at_least"]),
    ("Rio pays C$5bn.", ["C$5bn = 5000000000 CAD"]),
    ("HK$3 billion of shares", ["HK$3 billion = 3000000000 HKD"]),
    ("S$1.5b was raised.", ["S$1.5b = 1500000000 SGD"]),
    ("an outlay of NT$30 billion", ["NT$30 billion = 30000000000 TWD"]),
    ("Vale will invest R$2 billion.", ["R$2 billion = 2000000000 BRL"]),
    ("Adani will pay Rs 5,000 crore.", ["Rs 5,000 crore = 50000000000 INR"]),
    ("Tata invests ₹1,25,000 crore.", ["₹1,25,000 crore = 1250000000000 INR"]),
    ("INR 2 lakh crore of projects", ["INR 2 lakh crore = 2000000000000 INR"]),
    ("plans worth 5.4 lakh crore rupees", ["5.4 lakh crore rupees = 5400000000000 INR"]),
    ("CHF 120m changed hands.", ["CHF 120m = 120000000 CHF"]),
    ("SEK 4bn", ["SEK 4bn = 4000000000 SEK"]),
    ("an order of 3.5bn Swedish kronor", ["3.5bn Swedish kronor = 3500000000 SEK"]),
    ("Samsung will spend 450 trillion won.", ["450 trillion won = 450000000000000 KRW"]),
    ("CATL raises 20 billion yuan.", ["20 billion yuan = 20000000000 CNY"]),
    ("RMB 3 billion", ["RMB 3 billion = 3000000000 CNY"]),
    ("It bought a stake for half a billion dollars.", ["half a billion dollars = 500000000 USD"]),
    ("A billion dollars went to Tink.", ["A billion dollars = 1000000000 USD"]),
    ("two and a half billion euros", ["two and a half billion euros = 2500000000 EUR"]),
    ("twenty-five million dollars", ["twenty-five million dollars = 25000000 USD"]),
    ("a half-billion-dollar round", ["a half-billion-dollar = 500000000 USD"]),
    ("a 10-billion-dollar deal", ["10-billion-dollar = 10000000000 USD"]),
    ("its $1.5-billion purchase", ["$1.5-billion = 1500000000 USD"]),
    ("two hundred million euros", ["two hundred million euros = 200000000 EUR"]),
    ("several billion were spent, billions of dollars", []),
    ("a multibillion-dollar, multi-billion-euro contract", []),
    ("$5.8 billion of that is for steel.", ["$5.8 billion = 5800000000 USD"]),
    ("ships at $115m for each", ["$115m = 115000000 USD per each"]),
    ("Apple would pay some $1 billion a year.", ["$1 billion = 1000000000 USD about per year"]),
    ("$40-billion-a-year capital budget", ["$40-billion = 40000000000 USD per year"]),
    ("It bought it a year ago for $1bn a year ago.", ["$1bn = 1000000000 USD"]),
    ("Pfizer pays $95 per share in cash.", ["$95 = 95 USD per share"]),
    ("The bid is $33.25 a share.", ["$33.25 = 33.25 USD per share"]),
    ("shareholders get $5.75 in cash per share", ["$5.75 = 5.75 USD per share"]),
    ("an offer of 245 pence a share", ["245 pence = 2.45 GBP per share"]),
    ("at 245p per share", ["245p = 2.45 GBP per share"]),
    ("129.7p in cash and a dividend of 5p, in 1080p", ["129.7p = 1.297 GBP", "5p = 0.05 GBP"]),
    ("$34.25 in cash for each share", ["$34.25 = 34.25 USD per share"]),
    ("$1.60 per common share, without interest", ["$1.60 = 1.6 USD per share"]),
    ("Rs 125 Cr and $200 Mn", ["Rs 125 Cr = 1250000000 INR", "$200 Mn = 200000000 USD"]),
    (
        "$ 150 million (about Rs 1,250 crore)",
        ["$ 150 million = 150000000 USD", "Rs 1,250 crore = 12500000000 INR about converted"],
    ),
    ("worth 50 cents a share", ["50 cents = 0.5 USD per share"]),
    ("around $5 billion", ["$5 billion = 5000000000 USD about"]),
    ("roughly €5bn", ["€5bn = 5000000000 EUR about"]),
    ("approximately US$1.2 billion", ["US$1.2 billion = 1200000000 USD about"]),
    ("nearly $4bn", ["$4bn = 4000000000 USD about"]),
    ("almost $14 billion", ["$14 billion = 14000000000 USD about"]),
    ("close to $4bn", ["$4bn = 4000000000 USD about"]),
    ("~$4bn", ["$4bn = 4000000000 USD about"]),
    ("more than $3 billion", ["$3 billion = 3000000000 USD at_least"]),
    ("would pay upward of $3 billion", ["$3 billion = 3000000000 USD at_least"]),
    ("no less than $3 billion", ["$3 billion = 3000000000 USD at_least"]),
    ("in excess of $2bn", ["$2bn = 2000000000 USD at_least"]),
    ("a $5bn-plus contract", ["$5bn = 5000000000 USD at_least"]),
    ("£1bn or more", ["£1bn = 1000000000 GBP at_least"]),
    ("north of $3bn", ["$3bn = 3000000000 USD at_least"]),
    ("up to $100 billion", ["$100 billion = 100000000000 USD up_to"]),
    ("as much as $4bn", ["$4bn = 4000000000 USD up_to"]),
    ("no more than $4bn", ["$4bn = 4000000000 USD up_to"]),
    ("a maximum of $4bn", ["$4bn = 4000000000 USD up_to"]),
    ("up to an additional $5 billion", ["$5 billion = 5000000000 USD up_to"]),
    ("up to about $5 billion", ["$5 billion = 5000000000 USD up_to"]),
    ("less than $5 million", ["$5 million = 5000000 USD up_to"]),
    (
        "a $6.6 billion round at a $157 billion valuation",
        ["$6.6 billion = 6600000000 USD", "$157 billion = 157000000000 USD"],
    ),
    ("R5bn for the mine", ["R5bn = 5000000000 ZAR"]),
    ("a bid of RM2.5bn", ["RM2.5bn = 2500000000 MYR"]),
    ("$500 million Canadian", ["$500 million Canadian = 500000000 CAD"]),
    ("a $500 million Canadian mine", ["$500 million = 500000000 USD"]),
    ("2 billion Hong Kong dollars", ["2 billion Hong Kong dollars = 2000000000 HKD"]),
    ("$1,234,567.89", ["$1,234,567.89 = 1234567.89 USD"]),
    ("€ 1,8 bn", ["€ 1,8 bn = 1800000000 EUR"]),
    ("€500 000", ["€500 000 = 500000 EUR"]),
    ("$300,000", ["$300,000 = 300000 USD"]),
    ("5 million pounds of copper, 5 million pounds of debt", ["5 million pounds = 5000000 GBP"]),
    ("In 2015 it had 38 billion users, 5G and an A380.", []),
    ("a one-dollar bid, one dollar", []),
    ("It won 3 won.", ["3 won = 3 KRW"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sums"), MONEY, ids=[text for text, _ in MONEY])
def test_money_is_read(text: str, sums: list[str]) -> None:
    assert [told(text, find) for find in find_money(text)] == sums


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It pays up to an additional $5 billion a year.", "up to an additional $5 billion a year"),
        ("between $2 billion and $3 billion each", "between $2 billion and $3 billion each"),
        ("(c. £9.5bn)", "c. £9.5bn"),
        ("a “more than $3bn” deal", "more than $3bn"),
        ("It pays $95 in cash per share.", "$95 in cash per share"),
        ("the $5bn-plus deal", "$5bn-plus"),
    ],
)
def test_the_whole_covers_the_words_that_qualify(text: str, whole: str) -> None:
    [find] = find_money(text)
    assert text[find.whole.start : find.whole.end] == whole


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "It paid $1bn. It got $2bn. It kept $3bn."
    [find] = find_money(text, Span(14, 26))
    assert text[find.span.start : find.span.end] == "$2bn"


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("All figures are in Canadian dollars unless otherwise noted.", "CAD"),
        ("(all amounts in Australian dollars)", "AUD"),
        ("Unless otherwise stated, sums are in US dollars.", "USD"),
        ("The company has Canadian owners. It paid $5bn.", "USD"),
    ],
)
def test_an_article_may_tell_what_its_dollars_are(text: str, currency: str) -> None:
    assert dollar_of(text) == currency


def test_a_bare_dollar_is_what_the_article_says() -> None:
    sums = find_money("It pays $5bn, US$4bn and 3 billion dollars.", dollar="CAD")
    assert [find.money.currency for find in sums] == ["CAD", "USD", "CAD"]


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("$10bn", 10**10, "USD"),
        ("10bn", 10**10, "USD"),
        ("10 bn", 10**10, "USD"),
        ("10b", 10**10, "USD"),
        ("500m", 5 * 10**8, "USD"),
        ("2.5 billion", 25 * 10**8, "USD"),
        ("500000", 500000, "USD"),
        ("5,000,000", 5000000, "USD"),
        ("eur 2 million", 2 * 10**6, "EUR"),
        ("2 million EUR", 2 * 10**6, "EUR"),
        ("10 million dollars", 10**7, "USD"),
        ("€1.5bn", 15 * 10**8, "EUR"),
        (" £3m ", 3 * 10**6, "GBP"),
        ("1t", 10**12, "USD"),
        ("₹5,000 crore", 5 * 10**10, "INR"),
    ],
)
def test_what_people_type_is_read(typed: str, amount: int, currency: str) -> None:
    money = read_money(typed)
    assert (money.amount, money.currency) == (amount, currency)


@pytest.mark.parametrize("typed", ["", "a lot", "ten", "bn", "$", "10 apples", "$5bn and $6bn", "-5", "1e9", "x" * 300])
def test_what_is_no_sum_gets_an_example(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_money(typed)
    assert "$10bn" in caught.value.hint
    assert len(caught.value.message) < 120


def test_the_example_in_the_complaint_works() -> None:
    for example in ("$10bn", "EUR 500 million", "2.5 billion"):
        assert read_money(example).amount > 0


def test_every_currency_has_a_rate_and_the_order_is_right() -> None:
    assert set(rates()) == currencies().codes
    assert about_usd(Money(Decimal(10**9), "USD")) == 10**9
    euro, yen = about_usd(Money(Decimal(10**9), "EUR")), about_usd(Money(Decimal(10**9), "JPY"))
    assert euro is not None
    assert yen is not None
    assert euro > 10**9 > yen * 100
    assert about_usd(Money(Decimal(1), "XXX")) is None


PIECES = [
    *"$€£¥0123456789.,-–() ", "bn", "m", " billion", " million", "US$", "A$", "EUR ", " dollars", " euros", "up to ",
    "about ", "between ", " and ", " to ", "a ", " crore", "Rs ", " a year", " per share", "word", "\n",
    "half ", "two ",
]  # fmt: skip
TEXTS = strategies.lists(strategies.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS | strategies.text(max_size=60))
def test_finds_lie_in_order_and_hold_their_number(text: str) -> None:
    finds = find_money(text)
    for find in finds:
        assert 0 <= find.whole.start <= find.span.start < find.span.end <= find.whole.end <= len(text)
        assert find.money.amount >= 0
        assert find.money.currency in currencies().codes
        assert find.low is None or find.low <= find.money.amount
    assert all(a.whole.end <= b.whole.start for a, b in pairwise(finds))


@given(TEXTS)
def test_a_find_read_again_gives_the_same(text: str) -> None:
    for find in find_money(text):
        [again] = find_money(text[find.whole.start : find.whole.end])
        assert (again.money, again.low, again.per) == (find.money, find.low, find.per)


@given(
    strategies.integers(1, 10**14).map(Decimal) | strategies.integers(1, 9999).map(lambda n: Decimal(n) * 10**8),
    strategies.sampled_from(sorted(currencies().codes)),
    strategies.sampled_from(QUALIFIERS),
)
def test_what_is_said_can_be_read(amount: Decimal, currency: str, qualifier: str) -> None:
    money = Money(amount, currency, qualifier)  # type: ignore[arg-type]
    [find] = find_money(say_money(money))
    assert (find.money.currency, find.money.qualifier) == (currency, qualifier)
    assert abs(find.money.amount - amount) <= amount / 1000
