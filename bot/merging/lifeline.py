"""A deal's life line: the steps that its reports tell, each once, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cmp_to_key

from bot.merging.figures import gap, to_day, width
from bot.model import Day, KeptReport, Status, Step

ONE_STEP = 31
"""So many days apart, the same status is one step told twice; later it is a further one (an enlarged contract)."""

RANK: dict[Status, int] = {"rumored": 0, "proposed": 1, "announced": 2, "completed": 3, "terminated": 3}
ENDS = ("completed", "terminated")


def life_line(ranked: Sequence[KeptReport]) -> tuple[Step, ...]:
    """The steps, earliest first. `ranked` are the reports of one deal, the one that stands first in front."""
    steps = [Step(kept.report.status, _step_day(kept, ranked), kept) for kept in ranked]
    dated = sorted((step for step in steps if step.on), key=_first_look)
    line: list[Step] = []
    for step in sorted(dated, key=cmp_to_key(_order)):
        _take(step, line)
    for step in sorted((step for step in steps if step.on is None), key=_first_look):
        _place_undated(step, line)
    return tuple(line)


def step_day(kept: KeptReport) -> Day | None:
    """On which day a report's step lies, by itself alone.

    `announced_on` is the day on which the deal was made, for an ended one too (reading.md, case 1). So where an
    article is about the end and tells an agreement of long before, the end is news of the article's own day.
    """
    report, published = kept.report, kept.article.article.published_on
    if report.status not in ENDS or published is None or not report.main:
        return report.announced_on
    if report.announced_on is None or report.announced_on.last < published - timedelta(days=ONE_STEP):
        return to_day(published)
    return report.announced_on


def _step_day(kept: KeptReport, others: Sequence[KeptReport]) -> Day | None:
    """The same, knowing what the others tell: an end mentioned in passing, with the date of the making, has none."""
    day = step_day(kept)
    if day is None or kept.report.main or kept.report.status not in ENDS:
        return day
    made = (other.report.announced_on for other in others if other.report.status not in ENDS)
    return None if any(other and other.overlaps(day) for other in made) else day


def _first_look(step: Step) -> tuple[object, ...]:
    """A whole order, by which the other one (which is none where vague days overlap) starts from the same place."""
    published = step.report.article.article.published_on or date.min
    return (step.on or Day(1), RANK[step.status], published, step.report.article.server_id, step.report.id)


def _order(one: Step, other: Step) -> int:
    """By day; where two may lie on one day, as deals go: rumour, proposal, announcement, end; then by article."""
    assert one.on is not None
    assert other.on is not None
    if not one.on.overlaps(other.on):
        return -1 if one.on.last < other.on.first else 1
    ours, theirs = (RANK[one.status], *_published(one)), (RANK[other.status], *_published(other))
    return (ours > theirs) - (ours < theirs)


def _published(step: Step) -> tuple[date, ...]:
    return (step.report.article.article.published_on or date.min,)


def _take(step: Step, line: list[Step]) -> None:
    """Put a step at the end of the line, unless it is told already or is talk of what has happened long since."""
    told = _told(step, line)
    if told is not None:
        line[told] = min(line[told], step, key=_worth)
    elif not _talk(step, line):
        line.append(step)


def _told(step: Step, line: Sequence[Step]) -> int | None:
    """Where the same step stands already; not before an end, after which it is a new start."""
    for place in range(len(line) - 1, -1, -1):
        earlier = line[place]
        if earlier.status == step.status:
            assert earlier.on is not None
            assert step.on is not None
            return place if gap(earlier.on, step.on) <= ONE_STEP else None
        if earlier.status in ENDS:
            return None
    return None


def _worth(step: Step) -> tuple[object, ...]:
    """Sorts the telling of a step to keep to the front: reviewed, dated by words, exact, early."""
    assert step.on is not None
    published = step.report.article.article.published_on or date.max
    evidence = step.report.report.evidence
    return (
        not step.report.report.reviewed,
        evidence.dated_by_article,
        width(step.on),
        published,
        step.on,
        step.report.article.server_id,
        step.report.id,
    )


def _talk(step: Step, line: Sequence[Step]) -> bool:
    """Whether a step would only lead back: a rumour after the announcement, a retelling after the completion."""
    if not line or line[-1].status == "terminated":
        return False
    if step.status in ("rumored", "proposed"):
        return RANK[line[-1].status] >= RANK["announced"]
    retold = step.status == "announced" and step.report.report.evidence.dated_by_article
    return retold and line[-1].status == "completed"


def _place_undated(step: Step, line: list[Step]) -> None:
    """A step without a day stands after all that deals go through before it, and before all that comes after."""
    if any(other.status == step.status for other in line):
        return
    later = (place for place, other in enumerate(line) if RANK[other.status] > RANK[step.status])
    line.insert(next(later, len(line)), step)
