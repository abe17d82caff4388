"""Dates and periods as news writes them, read in an article of Friday, 21 November 2025 unless said otherwise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies

from bot.errors import BadInput
from bot.language.dates import DateFind, Period, deadline_of, find_dates, read_period, say_day
from bot.model import Day, Span

FRIDAY = date(2025, 11, 21)


def told(text: str, find: DateFind) -> str:
    return f"{text[find.span.start : find.span.end]} = {find.day}"


# A sentence, and each date in it: its words = the Day they stand for.
DATES = [
    ("It was signed on 21 November 2025 in Taipei.", ["21 November 2025 = 2025-11-21"]),
    ("It was announced on Nov. 21, 2025.", ["Nov. 21, 2025 = 2025-11-21"]),
    ("(Nov 3rd, 2025)", ["Nov 3rd, 2025 = 2025-11-03"]),
    ("On November 21 they met.", ["November 21 = 2025-11-21"]),
    ("on the 21st of November", ["21st of November = 2025-11-21"]),
    ("an agreement in October to buy chips", ["October = 2025-10"]),
    ("its October deal and an October 2024 letter", ["October = 2025-10", "October 2024 = 2024-10"]),
    ("in November", ["November = 2025-11"]),
    ("in December", ["December = 2024-12"]),
    ("On December 5 it said no.", ["December 5 = 2024-12-05"]),
    ("The next day, Nov. 22, it closed.", ["Nov. 22 = 2025-11-22"]),
    ("the companies said on Thursday", ["Thursday = 2025-11-20"]),
    ("Thursday's announcement", ["Thursday = 2025-11-20"]),
    ("on Friday", ["Friday = 2025-11-21"]),
    ("on Saturday", ["Saturday = 2025-11-15"]),
    ("on Thursday last week", ["Thursday last week = 2025-11-13"]),
    ("last Thursday", ["last Thursday = 2025-11"]),
    ("last Saturday", ["last Saturday = 2025-11-15"]),
    ("next Monday", ["next Monday = 2025-11-24"]),
    ("on Thursday, November 20, it said", ["Thursday, November 20 = 2025-11-20"]),
    ("on Monday (3 November 2025)", ["Monday (3 November 2025) = 2025-11-03"]),
    ("earlier this week", ["earlier this week = 2025-11"]),
    ("this week", ["this week = 2025-11"]),
    ("last week", ["last week = 2025-11"]),
    ("a week ago", ["a week ago = 2025-11"]),
    ("three weeks ago", ["three weeks ago = 2025-10"]),
    ("two days ago", ["two days ago = 2025-11-19"]),
    ("10 days ago", ["10 days ago = 2025-11"]),
    ("earlier this month", ["earlier this month = 2025-11"]),
    ("last month", ["last month = 2025-10"]),
    ("next month", ["next month = 2025-12"]),
    ("three months ago", ["three months ago = 2025-08"]),
    ("18 months ago", ["18 months ago = 2024"]),
    ("earlier this year, later this year", ["earlier this year = 2025", "later this year = 2025"]),
    ("last year and early next year", ["last year = 2024", "early next year = 2026"]),
    ("late last year", ["late last year = 2024"]),
    ("a year ago, two years ago", ["a year ago = 2024", "two years ago = 2023"]),
    ("yesterday and today", ["yesterday = 2025-11-20", "today = 2025-11-21"]),
    ("this morning, tonight", ["this morning = 2025-11-21", "tonight = 2025-11-21"]),
    ("bought in 2015, for £1.7bn", ["2015 = 2015"]),
    ("in 2019, 2020 and 2021", ["2019 = 2019", "2020 = 2020", "2021 = 2021"]),
    ("a 2019 contract, the 2015 deal, its 2030 target", ["2019 = 2019", "2015 = 2015", "2030 = 2030"]),
    ("Sabadell bought TSB (2015).", ["2015 = 2015"]),
    ("early 2020 and late 2025", ["early 2020 = 2020", "late 2025 = 2025"]),
    ("in mid-2026", ["mid-2026 = 2026"]),
    ("at the end of 2026", ["end of 2026 = 2026"]),
    ("in the second half of 2026", ["second half of 2026 = 2026"]),
    ("in H2 2026 or 1H27", ["H2 2026 = 2026", "1H27 = 2027"]),
    ("in Q3", ["Q3 = 2025"]),
    ("closing in Q411, flown on a Q400", ["Q411 = 2011"]),
    ("Q1 2027, 4Q25", ["Q1 2027 = 2027", "4Q25 = 2025"]),
    ("the third quarter", ["third quarter = 2025"]),
    ("the first quarter of 2027", ["first quarter of 2027 = 2027"]),
    ("the third quarter of fiscal 2026", ["third quarter of fiscal 2026 = 2026"]),
    ("in fiscal 2027, FY28, fiscal year 2029", ["fiscal 2027 = 2027", "FY28 = 2028", "fiscal year 2029 = 2029"]),
    ("next spring, this summer", ["next spring = 2026", "this summer = 2025"]),
    ("in the summer of 2024", ["summer of 2024 = 2024"]),
    ("in the spring", ["spring = 2025"]),
    ("since March", ["March = 2025-03"]),
    ("on 2025-10-13", ["2025-10-13 = 2025-10-13"]),
    ("10/13/2025 and 13/10/2025", ["10/13/2025 = 2025-10-13", "13/10/2025 = 2025-10-13"]),
    ("13.10.2025", ["13.10.2025 = 2025-10-13"]),
    ("04/05/2025", ["04/05/2025 = 2025"]),
    ("2025-10", ["2025-10 = 2025-10"]),
    ("last October, next October", ["last October = 2025-10", "next October = 2026-10"]),
    ("in October last year", ["October last year = 2024-10"]),
    ("late October", ["late October = 2025-10"]),
    ("the last week of October", ["last week of October = 2025-10"]),
    ("Nov. 3-5, 2025", ["Nov. 3-5, 2025 = 2025-11"]),
    ("24\n\nMay\n\n2023", ["24\n\nMay\n\n2023 = 2023-05-24"]),
    ("this quarter, last quarter", ["this quarter = 2025", "last quarter = 2025"]),
    ("over the weekend", ["weekend = 2025-11"]),
    ("in the past week", ["past week = 2025-11"]),
    ("It closed in May. It may close.", ["May = 2025-05"]),
    ("Deals in June Rise", ["June = 2025-06"]),
    ("a March statement", ["March = 2025-03"]),
    ("SHANGHAI, AUG. 5", ["AUG. 5 = 2025-08-05"]),
    ("In March 20 ships were delivered.", ["March = 2025-03"]),
]  # fmt: skip
NOT_DATES = [
    "May the deal close soon.",
    "Nvidia May Buy Intel",
    "They March on Rome.",
    "an order for 2000 aircraft",
    "a cut of 1,900 people",
    "over 20 years, for five years, a 10-year deal",
    "Sun Microsystems and Sat One",
    "April Smith and June Lee and Jan Koum said",
    "Vision 2030 and Expo 2025",
    "Black Friday, USA Today, the Sunday Times",
    "in the 1990s",
    "$2025 and €2,030",
    "an H100 GPU, H2 for steel, F-35",
    "at the time, the same day, that year",
    "version 2.2024.1 and 2024,500",
    "a Boeing 737-2025",
    "late to the game, early investors, the end of the talks",
    "the first quarter-finals",
    "on 2025-13-01 and 31/31/2025",
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), DATES, ids=[text for text, _ in DATES])
def test_dates_are_read(text: str, found: list[str]) -> None:
    assert [told(text, find) for find in find_dates(text, FRIDAY)] == found


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert [told(text, find) for find in find_dates(text, FRIDAY)] == []


DEADLINES = [
    ("by 2030", "2030"),
    ("by the end of 2026", "2026"),
    ("by the end of this year", "2025"),
    ("by year-end", "2025"),
    ("by year-end 2026", "2026"),
    ("by the end of next year", "2026"),
    ("by the end of the decade", "2029"),
    ("in the second half of 2026", "2026"),
    ("in Q3 2026", "2026"),
    ("by March", "2026-03"),
    ("by the end of March", "2026-03"),
    ("by December", "2025-12"),
    ("until March 2026", "2026-03"),
    ("through 2031", "2031"),
    ("before 2028", "2028"),
    ("no later than June 30, 2026", "2026-06-30"),
    ("by Friday, 5 December", "2025-12-05"),
    ("within three years", "2028"),
    ("within six months", "2026-05"),
    ("over the next five years", "2030"),
    ("between 2026 and 2028", "2028"),
    ("from 2026 to 2030", "2030"),
    ("2026-2029", "2029"),
    ("in fiscal 2027", "2027"),
    ("by the end of the first quarter of 2026", "2026"),
    ("as early as January", "2026-01"),
    ("next year", "2026"),
    ("by mid-2027", "2027"),
    ("in five years' time", "2030"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "deadline"), DEADLINES)
def test_deadlines(text: str, deadline: str) -> None:
    [find] = find_dates(f"It will be built {text}.", FRIDAY)
    assert str(deadline_of(find)) == deadline
    assert find.future is True or find.end is not None
    due = ("by", "until", "through", "before", "no", "within")
    assert (find.kind == "deadline") == text.startswith(due)


@pytest.mark.parametrize(
    ("text", "future"),
    [
        ("by 2030", True),
        ("by 2019", False),
        ("next year", True),
        ("last year", False),
        ("two years ago", False),
        ("later this year", True),
        ("earlier this year", False),
        ("since March", False),
        ("in 2025", None),
        ("this month", None),
        ("on Friday", None),
        ("by year-end", True),
    ],
)
def test_the_words_tell_whether_it_is_still_to_come(text: str, future: bool | None) -> None:
    [find] = find_dates(text, FRIDAY)
    assert find.future is future


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("in March", "2026-03"),
        ("on Monday", "2025-11-24"),
        ("on Friday", "2025-11-21"),
        ("on December 5", "2025-12-05"),
        ("in November", "2025-11"),
        ("in the spring", "2026"),
        ("in Q1", "2026"),
        ("in two weeks", "2025-12"),
        ("in three years", "2028"),
        ("in October 2024", "2024-10"),
    ],
)
def test_where_the_clause_looks_ahead(text: str, day: str) -> None:
    [find] = find_dates(text, FRIDAY, ahead=True)
    assert str(find.day) == day


def test_a_find_is_read_again_by_the_tense_of_its_clause() -> None:
    text = "The deal is to close in March, they said on Friday."
    first = find_dates(text, FRIDAY)[0]
    assert str(first.day) == "2025-03"
    [again] = find_dates(text, FRIDAY, span=first.whole, ahead=True)
    assert (again.span, str(again.day)) == (first.span, "2026-03")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("earlier this week", date(2025, 11, 17), FRIDAY),
        ("last week", date(2025, 11, 10), date(2025, 11, 16)),
        ("in the second half of 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("between 2026 and 2028", date(2026, 1, 1), date(2028, 12, 31)),
        ("next spring", date(2026, 3, 1), date(2026, 5, 31)),
        ("in the past 12 months", date(2024, 11, 21), FRIDAY),
        ("March to June 2026", date(2026, 3, 1), date(2026, 6, 30)),
        ("between October and March", date(2024, 10, 1), date(2025, 3, 31)),
        ("early 2026", date(2026, 1, 1), date(2026, 5, 2)),
        ("later this month", FRIDAY, date(2025, 11, 30)),
        ("since 2020", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_periods_have_bounds(text: str, start: date, end: date) -> None:
    [find] = find_dates(text, FRIDAY)
    assert (find.start, find.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "given_day", "day"),
    [
        ("last Thursday", date(2025, 11, 24), "2025-11-20"),
        ("last Thursday", date(2025, 10, 3), "2025"),
        ("last week", date(2025, 12, 3), "2025-11"),
        ("this week", date(2025, 10, 2), "2025-10"),
        ("in January", date(2025, 1, 2), "2025-01"),
        ("on Monday", date(2025, 1, 1), "2024-12-30"),
        ("yesterday", date(2024, 3, 1), "2024-02-29"),
        ("last month", date(2025, 1, 31), "2024-12"),
        ("on Feb. 29", date(2025, 6, 1), "2024-02-29"),
    ],
)
def test_around_the_turn_of_weeks_months_and_years(text: str, given_day: date, day: str) -> None:
    [find] = find_dates(text, given_day)
    assert str(find.day) == day


@pytest.mark.parametrize(
    "text", ["in October", "on Thursday", "last week", "November 21", "two years ago", "this year", "Q3", "next spring"]
)
def test_without_a_given_day_nothing_relative_is_dated(text: str) -> None:
    [find] = find_dates(text, None)
    assert (find.day, find.start, find.end, find.relative) == (None, None, None, True)


def test_without_a_given_day_whole_dates_are_read() -> None:
    found = [str(find.day) for find in find_dates("in 2019, on May 2, 2016, in October 2025", None)]
    assert found == ["2019", "2016-05-02", "2025-10"]


PERIODS = [
    ("2025-10", date(2025, 10, 1), date(2025, 10, 31)),
    ("2025-10-13", date(2025, 10, 13), date(2025, 10, 13)),
    ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ("last month", date(2025, 10, 1), date(2025, 10, 31)),
    ("Last Month", date(2025, 10, 1), date(2025, 10, 31)),
    ("since march", date(2025, 3, 1), None),
    ("from 2020", date(2020, 1, 1), None),
    ("after october", date(2025, 11, 1), None),
    ("until march", None, date(2025, 3, 31)),
    ("before 2024", None, date(2023, 12, 31)),
    ("by 2030", None, date(2030, 12, 31)),
    ("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)),
    ("q3", date(2025, 7, 1), date(2025, 9, 30)),
    ("h1 2025", date(2025, 1, 1), date(2025, 6, 30)),
    ("may", date(2025, 5, 1), date(2025, 5, 31)),
    ("OCTOBER 2025", date(2025, 10, 1), date(2025, 10, 31)),
    ("3 nov 2025", date(2025, 11, 3), date(2025, 11, 3)),
    ("jan to march 2025", date(2025, 1, 1), date(2025, 3, 31)),
    ("last 30 days", date(2025, 10, 22), FRIDAY),
    ("30 days", date(2025, 10, 22), FRIDAY),
    ("last 3 months", date(2025, 8, 21), FRIDAY),
    ("this year", date(2025, 1, 1), date(2025, 12, 31)),
    ("yesterday", date(2025, 11, 20), date(2025, 11, 20)),
    ("monday", date(2025, 11, 17), date(2025, 11, 17)),
    ("next year", date(2026, 1, 1), date(2026, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "first", "last"), PERIODS, ids=[typed for typed, *_ in PERIODS])
def test_what_people_type_is_read(typed: str, first: date | None, last: date | None) -> None:
    assert read_period(typed, FRIDAY) == Period(first, last)


@pytest.mark.parametrize(
    "typed", ["", "soon", "2025-13", "32 march", "a" * 200, "2025-10 and 2025-11", "01/02/03/04", "mayday"]
)
def test_what_is_no_date_gets_an_example(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_period(typed, FRIDAY)
    assert "last month" in caught.value.hint
    assert len(caught.value.message) < 120


def test_the_examples_in_the_complaint_work() -> None:
    for example in ("2025-10-13", "2025-10", "last month", "since march", "Q3 2025"):
        assert read_period(example, FRIDAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [(Day(2025, 11, 21), "21 November 2025"), (Day(2025, 10), "October 2025"), (Day(2025), "2025")],
)
def test_days_are_said(day: Day, words: str) -> None:
    assert say_day(day) == words


DAYS = strategies.dates(date(1900, 1, 2), date(2099, 12, 30))


@given(DAYS, DAYS | strategies.none())
def test_a_day_that_is_said_can_be_read(day: date, today: date | None) -> None:
    for told_day in (Day.of(day), Day(day.year, day.month)):
        text = say_day(told_day)
        [find] = find_dates(text, today)
        assert (find.span, find.day) == (Span(0, len(text)), told_day)


@given(DAYS)
def test_the_same_day_in_every_dress(day: date) -> None:
    for form in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%b}. {day.day}, {day.year}",
    ):
        [find] = find_dates(form.replace("May.", "May"), None)
        assert find.day == Day.of(day)


PIECES = [
    *"0123456789/.-, ()", "2025", "2026", " May ", "March", " November ", "Nov. ", " Thursday", "last ", "next ",
    "this ", "week", "month", "year", "quarter", " of ", "the ", "end", "early ", "by ", "in ", "since ", "between ",
    " and ", "fiscal ", "Q3", "H2", "second half", "decade", "two ", "ago", "within ", "spring", "'", "\n",
]  # fmt: skip
TEXTS = strategies.lists(strategies.sampled_from(PIECES), max_size=25).map("".join)


@given(TEXTS | strategies.text(max_size=60), DAYS | strategies.none(), strategies.booleans())
def test_finds_lie_in_order_and_days_in_their_bounds(text: str, today: date | None, ahead: bool) -> None:
    finds = find_dates(text, today, ahead=ahead)
    for find in finds:
        assert 0 <= find.whole.start <= find.span.start < find.span.end == find.whole.end <= len(text)
        assert (find.start is None) == (find.end is None)
        if find.start is not None and find.end is not None:
            assert find.start <= find.end
        if find.day is not None:
            assert find.start is not None
            assert find.start <= find.day.last
    assert all(a.span.end <= b.span.start for a, b in pairwise(finds))


@given(TEXTS, DAYS | strategies.none(), strategies.booleans())
def test_a_find_read_again_gives_the_same(text: str, today: date | None, ahead: bool) -> None:
    for find in find_dates(text, today, ahead=ahead):
        [again] = find_dates(text, today, span=find.whole, ahead=ahead)
        assert (again.span, again.day, again.start, again.end) == (find.span, find.day, find.start, find.end)


@given(strategies.text(max_size=30), DAYS)
def test_anything_typed_is_read_or_refused(typed: str, today: date) -> None:
    try:
        period = read_period(typed, today)
    except BadInput:
        return
    assert period.first is not None or period.last is not None
