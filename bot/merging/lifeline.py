"""A deal's life line: the steps that its reports tell, each once, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.merging.figures import gap, to_day, width
from bot.model import STATUSES, Day, KeptReport, Status, Step

ONE_STEP = 31
"""So many days apart, the same status is one step told twice; later it is a further one (an enlarged contract)."""

RANK: dict[Status, int] = {"rumored": 0, "proposed": 1, "announced": 2, "completed": 3, "terminated": 3}
ENDS = ("completed", "terminated")


def life_line(ranked: Sequence[KeptReport]) -> tuple[Step, ...]:
    """The steps, earliest first. `ranked` are the reports of one deal, the one that stands first in front."""
    telling = [kept for kept in ranked if not _by_convention(kept, ranked)]
    steps = [Step(kept.report.status, _step_day(kept, ranked), kept) for kept in telling]
    line: list[Step] = []
    for step in _in_order([step for step in steps if step.on]):
        _take(step, line)
    line = _in_order(line)
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
    """The same, knowing what the others tell: where the date is that of the making, the end lies on another day.

    That is the article's own where it is about the end, and none where it mentions it in passing.
    """
    day = step_day(kept)
    if day is None or kept.report.status not in ENDS or not _is_making(day, others):
        return day
    return to_day(kept.article.article.published_on) if kept.report.main else None


def _is_making(day: Day, others: Sequence[KeptReport]) -> bool:
    made = (other.report.announced_on for other in others if other.report.status not in ENDS)
    return any(other is not None and other.overlaps(day) for other in made)


def _by_convention(kept: KeptReport, ranked: Sequence[KeptReport]) -> bool:
    """Money put in or lent, mentioned in passing, is called completed (reading.md, case 14): no news that it is."""
    passing = (
        kept.report.status == "completed" and not kept.report.main and kept.report.kind in ("investment", "financing")
    )
    return passing and any(other.report.main for other in ranked)


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """By day; where several may lie on one day, as deals go (rumour, proposal, announcement, closing, end).

    A vague day ("2025") may be the same as two others that are not the same as each other, so no sort key will do:
    of the steps that no other surely precedes, the one that comes first as deals go is taken, again and again.
    """
    left = sorted(steps, key=_first_look)
    ordered: list[Step] = []
    while left:
        end = min(_day(step).last for step in left)
        first = next(step for step in left if _day(step).first <= end)
        left.remove(first)
        ordered.append(first)
    return ordered


def _first_look(step: Step) -> tuple[object, ...]:
    published = step.report.article.article.published_on or date.min
    order = STATUSES.index(step.status)
    return (order, published, step.on or Day(1), step.report.article.server_id, step.report.id)


def _day(step: Step) -> Day:
    assert step.on is not None
    return step.on


def _take(step: Step, line: list[Step]) -> None:
    """Put a step at the end of the line, unless it is told already or is talk of what has happened long since."""
    told = _told(step, line)
    if told is not None:
        line[told] = _better(line[told], step)
    elif not _talk(step, line):
        line.append(step)


def _told(step: Step, line: Sequence[Step]) -> int | None:
    """Where the same step stands already; not before an end, after which it is a new start."""
    for place in range(len(line) - 1, -1, -1):
        earlier = line[place]
        if earlier.status == step.status:
            return place if gap(_day(earlier), _day(step)) <= ONE_STEP else None
        if earlier.status in ENDS:
            return None
    return None


def _better(one: Step, other: Step) -> Step:
    """The telling of a step to keep: reviewed, then exact where both may be right, else dated by words; then early."""
    same = _day(one).overlaps(_day(other))
    ours, theirs = (_worth(step, width(_day(step)) if same else 0) for step in (one, other))
    return other if theirs < ours else one


def _worth(step: Step, vagueness: int) -> tuple[object, ...]:
    report = step.report
    return (
        not report.report.reviewed,
        vagueness,
        report.report.evidence.dated_by_article,
        report.article.article.published_on or date.max,
        step.on,
        report.article.server_id,
        report.id,
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
