"""What reports add up to: the life line, figures that agree or stand side by side, commitments told by several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Commitment, Day, Deal, Evidence, KeptReport, Money, Report
from tests.making import deal, kept, money, quantity, report


def steps(found: Deal) -> list[tuple[str, str | None]]:
    return [(step.status, step.on and str(step.on)) for step in found.steps]  # type: ignore[misc]


def test_the_status_is_the_latest_step_by_date() -> None:
    found = deal(
        kept(report("OpenAI/Windsurf", "acquisition", "terminated", "2025-07-11"), "2025-07-11", 2),
        kept(report("OpenAI/Windsurf", "acquisition", "rumored", "2025-05-06"), "2025-05-06", 1),
    )
    assert found.status == "terminated"
    assert steps(found) == [("rumored", "2025-05-06"), ("terminated", "2025-07-11")]


def test_an_older_step_reported_later_does_not_move_the_deal_back() -> None:
    found = deal(
        kept(report("Google/Wiz", "acquisition", "completed", "2026-03-11"), "2026-03-11", 1),
        kept(report("Google/Wiz", "acquisition", "announced", "2025-03-18", main=False), "2026-06-01", 2),
        kept(report("Google/Wiz", "acquisition", "rumored", "2025-03-10", main=False), "2026-06-02", 3),
    )
    assert found.status == "completed"
    assert [status for status, _ in steps(found)] == ["rumored", "announced", "completed"]


def test_talk_after_the_announcement_is_no_step_back() -> None:
    found = deal(
        kept(report("SoftBank/Ampere", "acquisition", "announced", "2025-03-19"), "2025-03-19", 1),
        kept(report("SoftBank/Ampere", "acquisition", "rumored", "2025-03-25"), "2025-03-25", 2),
    )
    assert found.status == "announced"


def test_what_was_called_off_can_begin_anew() -> None:
    found = deal(
        kept(report("US Steel/Nippon Steel", "acquisition", "announced", "2023-12-18"), "2023-12-18", 1),
        kept(report("US Steel/Nippon Steel", "acquisition", "terminated", "2025-01-03"), "2025-01-03", 2),
        kept(report("US Steel/Nippon Steel", "acquisition", "announced", "2025-01-20"), "2025-01-20", 3),
    )
    assert found.status == "announced"
    assert len(found.steps) == 3


def test_one_step_told_often_is_one_with_the_earliest_source() -> None:
    found = deal(
        kept(report("OpenAI/AMD", on="2025-10-06"), "2025-10-07", 2),
        kept(report("OpenAI/AMD", on="2025-10-06"), "2025-10-06", 1),
        kept(report("OpenAI/AMD", on="2025-10", main=False), "2025-11-21", 3),
    )
    assert steps(found) == [("announced", "2025-10-06")]
    assert found.steps[0].report.id == 1


def test_an_end_told_with_the_date_of_the_making_lies_on_the_day_of_its_article() -> None:
    """reading.md, case 1: a completed deal's date is that of the making, where told."""
    found = deal(
        kept(report("AMD/ZT", "acquisition", "announced", "2024-08-19"), "2024-08-19", 1),
        kept(report("AMD/ZT", "acquisition", "completed", "2024-08"), "2025-03-31", 2),
    )
    assert steps(found) == [("announced", "2024-08-19"), ("completed", "2025-03-31")]
    assert [str(figure.shown) for figure in found.dates] == ["2024-08-19"]
    assert len(found.dates[0].reports) == 2


def test_an_end_mentioned_in_passing_with_the_date_of_the_making_has_no_day() -> None:
    found = deal(
        kept(report("OpenAI/Windsurf", "acquisition", "rumored", "2025-05-06"), "2025-05-06", 1),
        kept(report("OpenAI/Windsurf", "acquisition", "terminated", "2025-05", main=False), "2025-07-11", 2),
    )
    assert steps(found) == [("rumored", "2025-05-06"), ("terminated", None)]


def test_money_put_in_mentioned_in_passing_completes_nothing() -> None:
    """reading.md, case 14: "lent $1 billion" in the background is called completed, whatever has happened since."""
    found = deal(
        kept(report("DOE/Constellation", "financing", "announced", "2025-11-18"), "2025-11-18", 1),
        kept(report("DOE/Constellation", "financing", "completed", "2025-11-18", main=False), "2025-11-20", 2),
    )
    assert steps(found) == [("announced", "2025-11-18")]


def test_a_later_announcement_is_a_further_step_and_no_other_date() -> None:
    found = deal(
        kept(report("OpenAI/CoreWeave", "services", on="2025-03-11", value="<=11.9bn"), "2025-03-11", 1),
        kept(report("OpenAI/CoreWeave", "services", on="2025-09-25", value="<=6.5bn"), "2025-09-25", 2),
    )
    assert steps(found) == [("announced", "2025-03-11"), ("announced", "2025-09-25")]
    assert found.announced_on == Day(2025, 3, 11)
    assert len(found.dates) == 1


def test_dates_that_may_be_the_same_are_one_and_the_sharper_is_shown() -> None:
    found = deal(report("OpenAI/Broadcom", on="2025-10"), report("OpenAI/Broadcom", on="2025-10-13"))
    assert [(str(figure.shown), len(figure.reports)) for figure in found.dates] == [("2025-10-13", 2)]


def test_dates_that_disagree_stand_side_by_side() -> None:
    found = deal(report("OpenAI/Foxconn", on="2025-11-20"), report("OpenAI/Foxconn", on="2025-11-21"))
    assert {str(figure.shown) for figure in found.dates} == {"2025-11-20", "2025-11-21"}


def test_the_day_of_an_article_is_no_other_date_where_words_tell_one() -> None:
    found = deal(
        report("OpenAI/AWS", on="2025-11-03"),
        kept(report("OpenAI/AWS", on="2025-11-05", by_article=True), "2025-11-05", 2),
        kept(report("OpenAI/AWS", on="2025-11-07", by_article=True), "2025-11-07", 3),
    )
    assert [str(figure.shown) for figure in found.dates] == ["2025-11-03"]
    first = deal(
        *(kept(report("A/B", on=day, by_article=True), day, n) for n, day in enumerate(("2025-11-07", "2025-11-05"), 1))
    )
    assert str(first.announced_on) == "2025-11-05"


def test_the_day_of_an_article_makes_a_vague_date_exact() -> None:
    found = deal(
        kept(report("A/B", on="2024-09-20", by_article=True), "2024-09-20", 1),
        kept(report("A/B", on="2024-09", main=False), "2025-11-18", 2),
    )
    assert str(found.announced_on) == "2024-09-20"


def test_a_rumours_date_is_not_the_deals() -> None:
    found = deal(report("A/B", status="rumored", on="2025-11-05"), report("A/B", on="2026-01-12"))
    assert [str(figure.shown) for figure in found.dates] == ["2026-01-12"]
    only = deal(report("A/B", status="rumored", on="2025-11-05"))
    assert str(only.announced_on) == "2025-11-05"


def test_sums_within_five_percent_are_one_and_the_exact_is_shown() -> None:
    found = deal(report("A/B", value="~38bn"), report("A/B", value="38.5bn"))
    assert [figure.shown for figure in found.values] == [money("38.5bn")]
    assert found.values[0].reports[0].report.value == money("38.5bn")


def test_sums_that_disagree_stand_side_by_side_with_their_sources() -> None:
    found = deal(report("A/B", value="1.4bn"), report("A/B", value="2bn"), report("A/B", value="1.4bn EUR"))
    assert {figure.shown for figure in found.values} == {money("1.4bn"), money("2bn"), money("1.4bn EUR")}
    assert all(len(figure.reports) == 1 for figure in found.values)


def test_what_comes_first_of_two_sums() -> None:
    def first(*reports: object) -> Money | None:
        return deal(*reports).value  # type: ignore[arg-type]

    rumour = report("A/B", "acquisition", "rumored", "2025-11-20", "30bn")
    settled = report("A/B", "acquisition", "announced", "2025-11-01", "32bn")
    assert first(rumour, settled) == money("32bn")
    bids = [report("A/B", "acquisition", "proposed", f"2025-11-{day}", f"{day}bn") for day in ("10", "20")]
    assert first(*bids) == first(*reversed(bids)) == money("20bn")
    assert first(report("A/B", value="5bn", main=False), report("A/B", value="3bn")) == money("3bn")
    assert first(report("A/B", value="5bn", reviewed=True, main=False), report("A/B", value="3bn")) == money("5bn")


@pytest.mark.parametrize(
    ("one", "other", "shown", "why"),
    [
        # The one told later: a bid that was raised.
        (report("A/B", "acquisition", on="2025-01-01", value="5bn"),
         report("A/B", "acquisition", on="2025-02-20", value="7bn"), "7bn", "the one told later"),
        (report("A/B", "acquisition", "rumored", "2025-02-20", "5bn"),
         report("A/B", "acquisition", on="2025-01-01", value="7bn"), "7bn", "the one of the firmer stage"),
        (report("A/B", on="2025-02-20", value="5bn", main=False), report("A/B", on="2025-01-01", value="7bn"), "7bn",
         "the one of an article about this deal"),
        (report("A/B", on="2025-02-20", value="5bn"), report("A/B", on="2025-01-01", value="7bn", reviewed=True), "7bn",
         "the one reviewed by hand"),
        (report("A/B", on="2025-01-01", value="5bn"), report("A/B", on="2025-01-01", value="7bn"), "7bn", ""),
        (report("A/B", on="2025-01-01", value="5bn"), report("A/B", on="2025-01-01", value="5.1bn"), "5.1bn", ""),
    ],
)  # fmt: skip
def test_which_sum_is_first_and_why(one: Report, other: Report, shown: str, why: str) -> None:
    for found in (deal(one, other), deal(other, one)):
        assert (found.value, found.values[0].why) == (money(shown), why)
        assert all(figure.why == "" for figure in found.values[1:])


def test_which_date_is_first_and_why() -> None:
    exact = deal(report("A/B", on="2025-10-13"), report("A/B", on="2025-09"))
    assert [(str(figure.shown), figure.why) for figure in exact.dates] == [
        ("2025-10-13", "the most exact"),
        ("2025-09", ""),
    ]
    later = deal(
        kept(report("A/B", on="2025-10-13"), "2025-10-20", number=1),
        kept(report("A/B", on="2025-10-20"), "2025-11-20", number=2),
    )
    assert [(str(figure.shown), figure.why) for figure in later.dates] == [
        ("2025-10-20", "the one told later"),
        ("2025-10-13", ""),
    ]


def test_reviewed_fields_stand_before_read_ones() -> None:
    settled = report("OpenAI/Foxconn", on="2025-11-21", headline="Settled", reviewed=True)
    read = report("Foxconn:supplier/OpenAI:buyer", "supply", on="2025-11-19", headline="Read", value="1bn")
    found = deal(kept(settled, "2025-11-21", 1), kept(read, "2026-01-01", 2), kept(read, "2026-01-02", 3))
    assert (found.kind, found.headline) == ("partnership", "Settled")
    assert [(party.name, party.role) for party in found.parties] == [("OpenAI", "partner"), ("Foxconn", "partner")]
    assert [str(figure.shown) for figure in found.dates] == ["2025-11-21"]
    assert found.value == money("1bn")
    assert found.reports[0].report is settled


def test_the_kind_that_most_say_and_of_equals_the_more_specific() -> None:
    kinds = deal(report("A/B", "partnership"), report("A/B", "partnership"), report("A/B", "supply"))
    assert kinds.kind == "partnership"
    assert deal(report("A/B", "partnership"), report("A/B", "supply")).kind == "supply"
    assert deal(report("A/B", "partnership"), report("A/B", "supply", main=False)).kind == "partnership"


def test_parties_are_joined_by_name_and_alias() -> None:
    found = deal(
        report("OpenAI=the ChatGPT maker/Foxconn=Hon Hai"),
        report("Hon Hai Precision=Hon Hai/OpenAI Inc."),
        report("OpenAI/Foxconn/SoftBank", main=False),
    )
    assert [party.name for party in found.parties] in (
        ["OpenAI", "Foxconn", "SoftBank"],
        ["Hon Hai Precision", "OpenAI Inc.", "SoftBank"],
    )
    assert all("Hon Hai" in party.aliases for party in found.parties if party.name.startswith(("Fox", "Hon")))


def test_two_parties_of_one_report_stay_two() -> None:
    found = deal(report("SoftBank=SB/SoftBank Vision Fund=SB"), report("SoftBank Vision Fund=SB/SoftBank=SB"))
    assert len(found.parties) == 2


def owed(party: str = "OpenAI", **fields: object) -> Commitment:
    return replace(Commitment(party, "purchase", "firm"), **fields)  # type: ignore[arg-type]


def lines_of(*commitments: tuple[Commitment, ...]) -> list[tuple[Commitment, int]]:
    found = deal(*(report("OpenAI=ChatGPT/Broadcom", commitments=one) for one in commitments))
    return [(line.commitment, len(line.reports)) for line in found.commitments]


def test_equal_commitments_of_several_reports_are_one_line() -> None:
    one = owed(quantity=quantity("10 GW"), deadline=Day(2029))
    other = owed("ChatGPT", quantity=quantity("10.2 GW"), strength="planned")
    assert [count for _, count in lines_of((one,), (other,))] == [2]


def test_commitments_that_differ_are_lines_of_their_own() -> None:
    differing = (
        owed(money=money("10bn")),
        owed(money=money("20bn")),
        owed(money=money("10bn EUR")),
        owed("Broadcom", money=money("10bn")),
        owed(money=money("10bn"), kind="pay"),
        owed(quantity=quantity("10 GW")),
        owed(quantity=quantity("10 GPUs")),
        owed(quantity=quantity("10 GW"), deadline=Day(2031)),
        owed(strength="none"),
        owed(),
    )
    first, second = differing[5], differing[7]
    assert first.deadline is None
    assert second.deadline is not None
    found = lines_of(*((one,) for one in differing if one is not first))
    assert len(found) == len(differing) - 1
    assert all(count == 1 for _, count in found)


def test_an_express_no_is_never_joined_with_a_promise() -> None:
    assert len(lines_of((owed(strength="none"),), (owed(),))) == 2


def test_two_promises_that_look_alike_in_one_report_stay_two() -> None:
    racks, cabling = owed(), owed()
    assert [count for _, count in lines_of((racks, cabling), (racks, cabling))] == [2, 2]


def test_an_article_without_a_date_adds_up_too() -> None:
    undated = kept(report("A/B", on=None, evidence=Evidence()), None, 1)
    found = deal(undated, kept(report("A/B", status="completed", on=None), None, 2))
    assert found.status == "completed"
    assert found.announced_on is None
    assert found.value is None


CLOUD = report("OpenAI/CoreWeave", "services", on="2025-03-10", value="<=11.9bn")


def grown(on: str, value: str, headline: str) -> KeptReport:
    """An article of a later day, with its headline."""
    told = report("OpenAI/CoreWeave", "services", on=on, value=value, headline=headline)
    return kept(told, on, number=int(on[5:7]), title=headline)


def test_what_is_added_to_a_contract_is_added_up() -> None:
    """Three sums of one contract that grew twice are no three accounts of one sum."""
    may = grown("2025-05-15", "<=4bn", "OpenAI expands its contract with CoreWeave by up to $4 billion")
    september = grown("2025-09-25", "<=6.5bn", "CoreWeave enlarges OpenAI contract by up to $6.5 billion")
    found = deal(kept(CLOUD, "2025-03-10", number=1), may, september)
    assert found.value == money("<=22.4bn")
    assert [part.shown for part in found.values[0].parts] == [money("<=11.9bn"), money("<=4bn"), money("<=6.5bn")]
    assert len(found.values) == 1
    assert deal(september, may, kept(CLOUD, "2025-03-10", number=1)).value == found.value
    assert deal(kept(CLOUD, "2025-03-10", number=1), may).value == money("<=15.9bn")


def test_a_total_that_is_told_stands_for_the_sum() -> None:
    may = grown("2025-05-15", "4bn", "OpenAI expands its contract with CoreWeave by $4 billion")
    whole = grown("2025-06-20", "~16bn", "OpenAI's contract with CoreWeave is worth about $16 billion")
    found = deal(kept(CLOUD, "2025-03-10", number=1), may, whole)
    assert [(figure.shown, len(figure.parts)) for figure in found.values] == [(money("~16bn"), 2)]


@pytest.mark.parametrize(
    "headline",
    [
        "CoreWeave contract raised to $15.9 billion",
        "OpenAI expands CoreWeave contract to about $15.9 billion",
        "OpenAI pays CoreWeave $15.9 billion",
    ],
)
def test_a_new_total_is_not_added_to_the_old(headline: str) -> None:
    found = deal(kept(CLOUD, "2025-03-10", number=1), grown("2025-05-15", "15.9bn", headline))
    assert found.value == money("15.9bn")
    assert found.values[0].parts == ()


def test_what_cannot_be_added_up_stands_side_by_side() -> None:
    """Another currency, the same days, money put into a firm: no additions."""
    euros = grown("2025-05-15", "4bn EUR", "OpenAI expands its contract with CoreWeave by €4 billion")
    assert len(deal(kept(CLOUD, "2025-03-10", number=1), euros).values) == 2
    soon = grown("2025-03-20", "<=4bn", "OpenAI expands its contract with CoreWeave by up to $4 billion")
    assert len(deal(kept(CLOUD, "2025-03-10", number=1), soon).values) == 2
    stake = report("Amazon/Anthropic", "investment", on="2023-09-25", value="4bn")
    more = report("Amazon/Anthropic", "investment", on="2024-11-22", value="3bn", headline="Amazon adds another $3bn")
    assert len(deal(kept(stake, "2023-09-25", number=1), kept(more, "2024-11-22", number=2)).values) == 2
