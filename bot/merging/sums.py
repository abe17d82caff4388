"""How the sums and quantities of a report stand to those of a deal, and the words that tell of an enlarged one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.merging.figures import Relation, compare_money, compare_quantity, ratio
from bot.model import Article, Deal, Quantity, Report

ENLARGED = re.compile(
    r"\b(?:enlarg|expan[ds]|extend|extension|amend|renegotiat)\w{0,12}|\bon top of\b|\badditional\b|\badditionally\b"
    r"|\d (?:[bm]illion|trillion|bn|[GM]W|aircraft|jets|doses) more\b"
    r"|\b(?:add(?:s|ed|ing)?|another|further) (?:up to |about |some |around )?(?:[A-Z]{1,3})?[$€£¥]\s?\d",
    re.IGNORECASE,
)
ORDER: tuple[Relation, ...] = ("agree", "loose", "differ")


def size_of(report: Report, deal: Deal) -> Relation | None:
    """How the sums stand to one another, else the quantities; None where one side gives neither.

    Of a deal on whose sum its sources disagree, the nearest counts.
    """
    if report.value and deal.values:
        return min((compare_money(report.value, figure.shown) for figure in deal.values), key=ORDER.index)
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
    ratios = [ratio(report.value, figure.shown) for figure in deal.values] if report.value else []
    return float(max((found for found in ratios if found), default=0))


def enlarged(report: Report, article: Article, deal: Deal) -> bool:
    """Whether one of the two says that it adds to an agreement already made."""
    told = [kept for kept in deal.reports if kept.report.value] or deal.reports
    return _enlarges(report, article) or all(_enlarges(kept.report, kept.article.article) for kept in told)


def _enlarges(report: Report, article: Article) -> bool:
    evidence = report.evidence
    spans = (*evidence.kind, *evidence.status, *evidence.value)
    told = (report.headline, article.title, *(article.text[start:end] for start, end in spans))
    return ENLARGED.search(" ".join(told)) is not None
