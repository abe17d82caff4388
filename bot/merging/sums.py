"""How the sums and quantities of a report stand to those of a deal, and the words that tell of an enlarged one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.merging.figures import Relation, compare_money, compare_quantity, ratio
from bot.model import Article, Deal, Kind, Quantity, Report

ENLARGED = re.compile(
    r"\b(?:enlarg|expan[ds]|extend|extension|amend|renegotiat)\w{0,12}|\bon top of\b|\badditional\b|\badditionally\b"
    r"|\d (?:[bm]illion|trillion|bn|[GM]W|aircraft|jets|doses) more\b"
    r"|\b(?:add(?:s|ed|ing)?|another|further) (?:up to |about |some |around )?(?:[A-Z]{1,3})?[$€£¥]\s?\d",
    re.IGNORECASE,
)
TO_A_TOTAL = re.compile(
    r"\b(?<!up )to (?:a total of |as much as |up to |about |some |around |nearly |almost |over |more than )?\Z",
    re.IGNORECASE,
)
RAISED_TO = re.compile(
    r"\b(?:enlarg|rais|expand|increas|extend|upsiz|lift)(?:es?|s|ed) (?:[\w’']{1,20} ){0,5}(?<!up )to "
    r"(?:[a-z]{1,6} ){0,3}[A-Z]{0,3}[$€£¥]?\d",
    re.IGNORECASE,
)
"""What tells the new total of an enlarged agreement ("raised to $500 million") from what was added to it."""

GROWING: frozenset[Kind] = frozenset({"supply", "services", "licensing", "partnership", "joint_venture", "financing"})
"""Agreements that are enlarged or extended; whoever invests or buys again makes a further deal."""

ORDER: tuple[Relation, ...] = ("agree", "loose", "differ")


def size_of(report: Report, deal: Deal) -> Relation | None:
    """How the sums stand to one another, else the quantities; None where one side gives neither.

    Of a deal on whose sum its sources disagree, the nearest counts.
    """
    if report.value and deal.values:
        return min((compare_money(report.value, money) for money in deal.sums), key=ORDER.index)
    ours = [commitment.quantity for commitment in report.commitments if commitment.quantity]
    theirs = [line.commitment.quantity for line in deal.commitments if line.commitment.quantity]
    return _quantities(ours, theirs)


def _quantities(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Relation | None:
    """Where either side tells several of a unit, one of them may be a part ("1 GW at first"): then none differ."""
    compared = [relation for one in ours for other in theirs if (relation := compare_quantity(one, other))]
    if len(compared) > 1:
        compared = [relation for relation in compared if relation != "differ"]
    return min(compared, key=ORDER.index, default=None)


def nearness(report: Report, deal: Deal) -> float:
    """The smaller sum as a part of the larger, for the nearest of the deal's sums; 0 where there are none."""
    ratios = [ratio(report.value, money) for money in deal.sums] if report.value else []
    return float(max((found for found in ratios if found), default=0))


def enlarged(report: Report, article: Article, deal: Deal) -> bool:
    """Whether one of the two says that it adds to an agreement already made."""
    told = [kept for kept in deal.reports if kept.report.value] or deal.reports
    return _enlarges(report, article) or all(_enlarges(kept.report, kept.article.article) for kept in told)


def adds_to(report: Report, article: Article) -> bool:
    """Whether a report's value is what was added to an agreement, rather than the new total of one that grew."""
    before = (article.text[max(0, start - 30) : start] for start, _ in report.evidence.value)
    total = any(TO_A_TOTAL.search(words) for words in before) or RAISED_TO.search(f"{report.headline} {article.title}")
    return _enlarges(report, article) and not total


def _enlarges(report: Report, article: Article) -> bool:
    evidence = report.evidence
    spans = (*evidence.kind, *evidence.status, *evidence.value)
    told = (report.headline, article.title, *(article.text[start:end] for start, end in spans))
    return ENLARGED.search(" ".join(told)) is not None
