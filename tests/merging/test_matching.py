"""Whether two reports are of one deal: the table of pairs, and how they are weighed."""

from __future__ import annotations

import pytest

from bot.merging import Match, same_deal
from bot.merging.figures import compare_quantity
from bot.model import KeptReport, Money
from tests.making import article, deal, kept, money, quantity, report
from tests.merging.pairs import CASES, Case


def compared(one: KeptReport, other: KeptReport) -> Match:
    return same_deal(one.report, one.article.article, deal(other))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_pairs(case: Case) -> None:
    ways = compared(case.one, case.other), compared(case.other, case.one)
    assert [match.same for match in ways] == [case.same, case.same], ways
    assert any(case.reason in match.why for match in ways), ways


def test_there_are_pairs_enough_of_both_sorts() -> None:
    assert len(CASES) >= 40
    assert sum(case.same for case in CASES) >= 15
    assert sum(not case.same for case in CASES) >= 15
    assert len({case.name for case in CASES}) == len(CASES)


def test_the_reasons_are_those_people_read() -> None:
    known = deal(report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"))
    match = same_deal(report("OpenAI/AWS", "services", on="2025-11-06", value="~38bn"), article(), known)
    assert match.why == "same parties, same kind, money within 5 %, 3 days apart"


def test_a_better_match_scores_higher() -> None:
    known = deal(report("OpenAI/AWS", "services", on="2025-11-03", value="38bn"))

    def score(*given: object, **fields: object) -> float:
        match = same_deal(report(*given, **fields), article(), known)  # type: ignore[arg-type]
        assert match.same
        return match.score

    exact = score("OpenAI/AWS", "services", on="2025-11-03", value="38bn")
    scores = [
        exact,
        score("OpenAI/AWS", "services", on="2025-11-13", value="38bn"),
        score("OpenAI/AWS", "services", on="2025-11-13"),
        score("OpenAI/AWS", "services", on=None, main=False),
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_a_subsidiary_is_its_parent_but_not_its_sister() -> None:
    parents = {"aws": "amazon", "twitch": "amazon"}
    known = deal(report("Anthropic/AWS", "services", on="2025-11-03"))
    ours = [report(f"Anthropic/{name}", "services", on="2025-11-03") for name in ("AWS", "Amazon", "Twitch")]
    assert [same_deal(one, article(), known, parents=parents).same for one in ours] == [True, True, False]
    assert not same_deal(ours[1], article(), known).same


def test_a_deal_whose_sources_disagree_matches_by_either_sum() -> None:
    known = deal(
        report("OpenAI/CoreWeave", "services", on="2025-03-11", value="<=11.9bn"),
        report("OpenAI/CoreWeave", "services", on="2025-03-10", value="20bn"),
    )
    match = same_deal(report("OpenAI/CoreWeave", "services", on="2025-03-12", value="20bn"), article(), known)
    assert "money within 5 %" in match.reasons


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("100m", "105m", True),
        ("100m", "106m", False),
        ("100m", "~95m", True),
        ("10bn", "10m", False),
        ("1bn EUR", "1bn", False),
    ],
)
def test_money_within_five_percent(one: str, other: str, same: bool) -> None:
    known = deal(report("OpenAI/AWS", "services", on="2025-11-03", value=one))
    match = same_deal(report("OpenAI/AWS", "services", on="2025-11-05", value=other), article(), known)
    assert ("money within 5 %" in match.reasons) == same


def test_kept_makes_what_it_says() -> None:
    assert (
        kept(report("A/B", value="~2bn EUR")).report.value
        == money("~2bn EUR")
        == Money(money("2bn").amount, "EUR", "about")
    )


def test_quantities_are_compared_in_one_unit() -> None:
    """835 MW and 0.84 GW are one size, told in two."""
    assert compare_quantity(quantity("835 MW"), quantity("0.84 GW")) == "agree"
    assert compare_quantity(quantity("200 MW"), quantity("1 GW")) == "differ"
    assert compare_quantity(quantity("1 GW"), quantity("1 GWh")) is None
