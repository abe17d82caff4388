"""Laws of merging, over reports of any shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.language.names import key
from bot.merging import add_up, place, same_deal
from bot.merging.additions import added_up
from bot.model import Article, Deal, Evidence, KeptReport, Report
from tests.generated import articles, kept_reports, reports
from tests.making import NOW, kept_article, report


def added(found: list[KeptReport]) -> Deal:
    return add_up(1, 0, 1, found, updated_at=NOW)


@given(kept_reports(), st.randoms())
def test_the_order_of_reports_does_not_matter(found: list[KeptReport], random: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert added(shuffled) == added(found)


@given(kept_reports())
def test_every_fact_comes_from_a_report_that_gives_it(found: list[KeptReport]) -> None:
    deal = added(found)
    given_reports = [kept.report for kept in found]
    assert deal.kind in {one.kind for one in given_reports}
    assert deal.status == deal.steps[-1].status
    assert deal.headline in {one.headline for one in given_reports}
    assert deal.subject in {one.subject for one in given_reports}
    assert set(deal.locations) <= {place for one in given_reports for place in one.locations}
    assert all(step.status == step.report.report.status for step in deal.steps)
    for step in deal.steps:
        assert step.on in (None, step.report.report.announced_on) or str(step.on) == str(
            step.report.article.article.published_on
        )
    for figure in (one for whole in deal.values for one in whole.parts or (whole,)):
        assert figure.shown == figure.reports[0].report.value
    for whole in deal.values:
        told = whole.shown in [kept.report.value for kept in whole.reports]
        assert told or whole.shown == added_up([part.shown for part in whole.parts])
    assert all(figure.shown == figure.reports[0].report.announced_on for figure in deal.dates)
    assert all(line.commitment in line.reports[0].report.commitments for line in deal.commitments)


@given(kept_reports())
def test_nothing_is_lost_and_nothing_doubled(found: list[KeptReport]) -> None:
    deal = added(found)
    assert sorted(kept.id for kept in deal.reports) == sorted(kept.id for kept in found)
    told = [kept.id for figure in deal.values for kept in figure.reports]
    assert sorted(told) == sorted(kept.id for kept in found if kept.report.value)
    lines = [(kept.id, line.commitment) for line in deal.commitments for kept in line.reports]
    assert len(lines) == sum(len(kept.report.commitments) for kept in found)
    for kept in found:
        for party in kept.report.parties:
            assert any(party.name in (joined.name, *joined.aliases) for joined in deal.parties), party


@given(kept_reports())
def test_the_life_line_goes_forward_in_time(found: list[KeptReport]) -> None:
    days = [step.on for step in added(found).steps if step.on]
    assert all(one.first <= other.last for one, other in pairwise(days))


@given(kept_reports(), reports, articles)
def test_comparing_always_answers_with_a_reason(found: list[KeptReport], one: Report, article: Article) -> None:
    match = same_deal(one, article, added(found))
    assert 0 <= match.score <= 1
    assert match.reasons
    assert match.same or match.score == 0


@given(kept_reports(most=1))
def test_a_report_is_of_the_deal_that_it_made(found: list[KeptReport]) -> None:
    """Unless it is about nothing in particular: no date, or parties that cannot be told from one another."""
    one = found[0]
    match = same_deal(one.report, one.article.article, added(found))
    alike = {key(party.name) for party in one.report.parties}
    assert match.same or one.report.announced_on is None or len(alike) < len(one.report.parties), match


@given(kept_reports(), reports, articles)
def test_deals_without_a_party_in_common_are_two(found: list[KeptReport], one: Report, article: Article) -> None:
    strangers = report("Zyx of Nowhere/Wvu of Nowhere").parties[: len(one.parties)]
    renamed = Report(one.kind, one.status, strangers, one.announced_on, one.value)
    assert not same_deal(renamed, article, added(found)).same


@given(st.lists(reports, max_size=4), articles, st.lists(kept_reports(most=2), max_size=4))
def test_no_two_reports_of_an_article_join_one_deal(
    ours: list[Report], article: Article, found: list[list[KeptReport]]
) -> None:
    deals = [add_up(number, 0, number, reports) for number, reports in enumerate(found, 1)]
    placed = place(ours, article, deals, before=deals[:1])
    joined = [one.deal.id for one in placed if one.deal]
    assert len(placed) == len(ours)
    assert len(joined) == len(set(joined))
    assert all(one.match.same == (one.deal is not None) for one in placed)


@given(kept_reports())
def test_retelling_an_older_step_later_does_not_move_a_deal_back(found: list[KeptReport]) -> None:
    """An article of years later that reports a dated step of this deal once more leaves its status where it is."""
    deal = added(found)
    days = [step.on for step in deal.steps if step.on]
    for step in deal.steps:
        if step.on is None or not days:
            continue
        retold = replace(
            step.report.report,
            announced_on=step.on,
            main=False,
            evidence=Evidence(),
            status=step.status,
            reviewed=False,
        )
        late = KeptReport(99, kept_article(Article("Later.", published_on=date(2030, 1, 1)), 99), retold)
        assert added([*found, late]).status == deal.status


@given(kept_reports())
def test_reasons_are_given_for_the_first_of_several_alone(found: list[KeptReport]) -> None:
    deal = added(found)
    for figures in (deal.values, deal.dates):
        assert all(figure.why == "" for figure in figures[1:])
        assert len(figures) > 1 or not any(figure.why for figure in figures)
