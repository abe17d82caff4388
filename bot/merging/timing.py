"""When a report and a known deal lie in time: how far apart, how far they may, and orders that no deal has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.merging.figures import gap, to_day, width
from bot.merging.lifeline import ENDS, RANK
from bot.model import Article, Day, Deal, Kind, Report

USUAL = 31
"""Two tellings of one announcement lie at most so many days apart."""

TALKS: dict[Kind, int] = {"acquisition": 365, "joint_venture": 365, "investment": 75, "financing": 75}
OTHER_TALKS = 180
"""From the first rumour or offer to the announcement. Money is found within weeks, or it is another round."""

CLOSING = 1095
"""From the announcement to the end."""

RUNNING: frozenset[Kind] = frozenset({"supply", "services", "partnership", "licensing", "joint_venture"})
ENDING = 3650
"""From the start of an agreement that runs for years to the day on which it is called off."""

AGAIN = 60
"""So long after an end, an agreement of the same parties is a new one (a second bid)."""


class Timing(NamedTuple):
    """`days` apart (None: one side has no date), whether a date is too vague to tell much, how far apart the stages of
    the two may lie, what speaks against one deal, if anything, and whether both dates are exact."""

    days: int | None
    vague: bool
    allowed: int
    against: str = ""
    sharp: bool = False


def timing(report: Report, article: Article, deal: Deal) -> Timing:
    """Compare the report's date with the deal's dates and steps."""
    ours, theirs = report.announced_on, _days(deal)
    if ours is None or not theirs:
        return Timing(None, vague=True, allowed=USUAL, against=_undated(report, article, deal, theirs))
    nearest = min(theirs, key=lambda day: (gap(ours, day), width(day)))
    vague = max(width(ours), width(nearest)) > 31
    allowed = _allowed(report, ours, deal, theirs)
    return Timing(
        gap(ours, nearest),
        vague,
        allowed,
        _against(report, ours, deal, theirs) or _revived(report, article, deal),
        ours == nearest and width(ours) == 1,
    )


def _days(deal: Deal) -> list[Day]:
    return [figure.shown for figure in deal.dates] + [step.on for step in deal.steps if step.on]


def _undated(report: Report, article: Article, deal: Deal, theirs: Sequence[Day]) -> str:
    """An article cannot mention what came after it, on either side."""
    published = to_day(article.published_on)
    if report.announced_on is None and published and theirs:
        early = min(day.first for day in theirs) > published.last
    else:
        told = [day for kept in deal.reports if (day := kept.article.article.published_on)]
        early = report.announced_on is not None and bool(told) and report.announced_on.first > min(told)
    return "mentioned before it was announced" if early else ""


def _allowed(report: Report, ours: Day, deal: Deal, theirs: Sequence[Day]) -> int:
    """The later stage may come long after the earlier one; the same stage is told within a month."""
    mine, known = RANK[report.status], {RANK[step.status] for step in deal.steps}
    first, last = min(theirs), max(theirs)
    talks = TALKS.get(report.kind, OTHER_TALKS)
    if max(mine, *known) < RANK["announced"]:
        return talks  # Talks go on, and are told of again.
    if mine in known and mine < RANK["completed"]:
        return USUAL
    later, earlier = ours.first >= first.first, ours.last <= last.last
    if report.kind in RUNNING and _ends_it(report, deal, later=later, earlier=earlier):
        return ENDING
    if mine == RANK["completed"]:
        agreed = max(known) == RANK["announced"] or talks >= OTHER_TALKS
        return (CLOSING if agreed else talks) if later and max(known) < mine else USUAL
    if mine == RANK["announced"]:
        return talks if later and max(known) < mine else CLOSING if earlier and min(known) > mine else USUAL
    return talks if earlier and min(known) > mine else USUAL


def _revived(report: Report, article: Article, deal: Deal) -> str:
    """Whoever writes of talks now, long after others had failed, writes of new ones, whatever day they name."""
    ends = [step.on for step in deal.steps if step.status == "terminated" and step.on]
    published = to_day(article.published_on)
    if not ends or published is None or not report.main or RANK[report.status] >= RANK["announced"]:
        return ""
    late = published.first > max(ends).last and gap(published, max(ends)) > AGAIN
    return "talked of long after the other had ended" if late else ""


def _ends_it(report: Report, deal: Deal, *, later: bool, earlier: bool) -> bool:
    """Whether one of the two tells that an agreement was called off, and the other how it began."""
    ends, ended = report.status == "terminated", deal.status == "terminated"
    begins = RANK[report.status] <= RANK["announced"]
    return (ends and later and not ended) or (ended and earlier and begins and len(deal.steps) == 1)


def _against(report: Report, ours: Day, deal: Deal, theirs: Sequence[Day]) -> str:
    """Orders that no one deal has: begun after it had ended, or ended before it was begun."""
    ends = [step.on for step in deal.steps if step.status == "terminated" and step.on]
    begun = min(theirs)
    if ends and ours.first > max(ends).last and gap(ours, max(ends)) > AGAIN and not ours.overlaps(begun):
        return "made long after the other had ended"
    if report.status in ENDS and ours.last < begun.first and gap(ours, begun) > AGAIN:
        return "ended long before the other began"
    return ""
