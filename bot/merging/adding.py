"""What the reports of one deal add up to: its figures and commitments, each with its sources, and its life line.

Reports a person settled stand before those the reader made; for the rest, what an article is about stands before what
it mentions, the later article before the earlier. Nothing is made up: each fact is one that some report gives. Which
reports there are, and for whom, is `store`'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from bot.language.names import key
from bot.merging.additions import with_additions
from bot.merging.figures import compare_money, compare_quantity, exactness, gap, width
from bot.merging.lifeline import ONE_STEP, life_line, step_day
from bot.merging.parties import joined_parties, name_keys
from bot.model import KINDS, STATUSES, Commitment, Day, Deal, Figure, KeptReport, Kind, Money, OwedLine, Party, Report

Value = TypeVar("Value", Money, Day)

ABOUT = "the one of an article about this deal"
FIRMER = "the one of the firmer stage"
LATER = "the one told later"


def add_up(
    deal_id: int, server_id: int, number: int, reports: Sequence[KeptReport], *, updated_at: datetime | None = None
) -> Deal:
    """The deal that these reports (one at least) are of. Their order does not matter."""
    ranked = tuple(sorted(reports, key=_standing))
    steps = life_line(ranked)
    parties = joined_parties(kept.report for kept in ranked)
    return Deal(
        id=deal_id,
        server_id=server_id,
        number=number,
        kind=_kind(ranked),
        status=steps[-1].status,
        parties=parties,
        headline=_first(ranked, lambda report: report.headline),
        subject=_first(ranked, lambda report: report.subject),
        locations=_locations(ranked),
        steps=steps,
        dates=_dates(ranked),
        values=_values(ranked),
        commitments=_commitments(ranked, parties),
        reports=ranked,
        updated_at=updated_at,
    )


def _standing(kept: KeptReport) -> tuple[object, ...]:
    """Sorts the report that stands first to the front; the ids only make the order whole."""
    published = kept.article.article.published_on or date.min
    return (
        not kept.report.reviewed,
        not kept.report.main,
        -published.toordinal(),
        kept.article.server_id,
        kept.article.id,
        kept.id,
    )


def _first(ranked: Sequence[KeptReport], text: Callable[[Report], str]) -> str:
    return next((found for kept in ranked if (found := text(kept.report))), "")


def _kind(ranked: Sequence[KeptReport]) -> Kind:
    """What the reviewed reports say, else what most say; between equals the more specific."""
    weights: Counter[Kind] = Counter()
    for kept in _reviewed(ranked):
        weights[kept.report.kind] += 2 if kept.report.main else 1
    return min(weights, key=lambda kind: (-weights[kind], KINDS.index(kind)))


def _reviewed(ranked: Sequence[KeptReport]) -> Sequence[KeptReport]:
    return [kept for kept in ranked if kept.report.reviewed] or ranked


def _locations(ranked: Sequence[KeptReport]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for kept in ranked:
        for place in kept.report.locations:
            found.setdefault(key(place), place)
    return tuple(found.values())


def _dates(ranked: Sequence[KeptReport]) -> tuple[Figure[Day], ...]:
    """When the deal was made or announced, by the furthest stage that has a date.

    A rumour's date is none for a deal that was announced, nor is an article's own day where words of another tell the
    date; and an announcement much later than the first is a further step (an enlarged contract), no other date.
    """
    days = [(kept, kept.report.announced_on) for kept in ranked if kept.report.announced_on]
    made = [pair for pair in days if pair[0].report.status == "announced"]
    ended = [pair for pair in days if pair[0].report.status in ("completed", "terminated")]
    speaking = made or ended or days
    if not speaking:
        return ()
    start = min((day for _, day in speaking), key=lambda day: (day.last, day.first))
    near = _telling([pair for pair in speaking if gap(start, pair[1]) <= ONE_STEP])
    figures = _figures(sorted(near, key=lambda pair: width(pair[1])), Day.overlaps, lambda day: (width(day), day))
    return _explained([_with_others(figure, days) for figure in figures], _date_standing, DATE_REASONS)


def _telling(days: Sequence[tuple[KeptReport, Day]]) -> Sequence[tuple[KeptReport, Day]]:
    """Whose date counts: reviewed reports, and of the rest those of words, with the article's day that sharpens them.

    An article's own day is when it was told, at the latest; where nothing else is told, the first such day is it.
    """
    days = [pair for pair in days if pair[0].report.reviewed] or days
    worded = [pair for pair in days if not pair[0].report.evidence.dated_by_article]
    bare = sorted((pair for pair in days if pair not in worded), key=lambda pair: pair[1])[:1]
    if not worded:
        return bare
    vague = all(width(day) > 1 for _, day in worded)
    return [*worded, *(pair for pair in bare if vague and any(pair[1].overlaps(day) for _, day in worded))]


def _with_others(figure: Figure[Day], days: Sequence[tuple[KeptReport, Day]]) -> Figure[Day]:
    """The figure with the other reports whose date may be the same."""
    more = [kept for kept, day in days if kept not in figure.reports and day.overlaps(figure.shown)]
    return Figure(figure.shown, (*figure.reports, *more))


DATE_REASONS = ("the most exact", ABOUT, LATER)


def _date_standing(figure: Figure[Day]) -> tuple[Any, ...]:
    """What dates are ordered by, as far as there are words for it."""
    first = figure.reports[0]
    published = first.article.article.published_on or date.min
    return width(figure.shown), not first.report.main, -published.toordinal()


def _values(ranked: Sequence[KeptReport]) -> tuple[Figure[Money], ...]:
    """Every sum, those that agree together. A firmer stage's sum comes first, then the later one (a raised bid).

    What was added to an agreement that grew is no other sum, but a part of it.
    """
    sums = [(kept, kept.report.value) for kept in ranked if kept.report.value]
    figures = with_additions(sorted(_figures(sums, _agree, exactness), key=_figure_standing))
    return _explained(figures, _figure_standing, SUM_REASONS)


def _agree(one: Money, other: Money) -> bool:
    return compare_money(one, other) == "agree"


SUM_REASONS = ("the one reviewed by hand", ABOUT, FIRMER, LATER, "the one that more sources tell")


def _figure_standing(figure: Figure[Money]) -> tuple[Any, ...]:
    days = [day.first for kept in figure.reports if (day := step_day(kept))]
    stages = [STATUSES.index(kept.report.status) for kept in figure.reports]
    return (
        not any(kept.report.reviewed for kept in figure.reports),
        not any(kept.report.main for kept in figure.reports),
        -max(min(stage, STATUSES.index("announced")) for stage in stages),
        -max(days, default=date.min).toordinal(),
        -len(figure.reports),
        figure.shown.currency,
        -figure.shown.amount,
    )


def _figures(
    given: Sequence[tuple[KeptReport, Value]],
    same: Callable[[Value, Value], bool],
    sharpness: Callable[[Value], tuple[Any, ...]],
) -> list[Figure[Value]]:
    """Values put together where they are the same; the sharpest is shown, its report in front."""
    groups: list[list[tuple[KeptReport, Value]]] = []
    for pair in given:
        near = [group for group in groups if same(group[0][1], pair[1])]
        if near:
            near[0].append(pair)
        else:
            groups.append([pair])
    return [_figure(sorted(group, key=lambda pair: sharpness(pair[1]))) for group in groups]


def _explained(
    figures: Sequence[Figure[Value]], standing: Callable[[Figure[Value]], tuple[Any, ...]], reasons: Sequence[str]
) -> tuple[Figure[Value], ...]:
    """The figures, the first with the reason for which it stands before the second, if there is one in words."""
    if len(figures) < 2:
        return tuple(figures)
    both = zip(standing(figures[0]), standing(figures[1]), reasons, strict=False)
    why = next((reason if one < other else "" for one, other, reason in both if one != other), "")
    found = list(figures)
    found[0] = replace(figures[0], why=why)
    return tuple(found)


def _figure(group: Sequence[tuple[KeptReport, Value]]) -> Figure[Value]:
    return Figure(group[0][1], tuple(kept for kept, _ in group))


def _commitments(ranked: Sequence[KeptReport], parties: Sequence[Party]) -> tuple[OwedLine, ...]:
    """Every commitment once, with all reports that tell it, the one quoted in front."""
    lines: list[tuple[Commitment, list[KeptReport]]] = []
    for kept in ranked:
        for commitment in kept.report.commitments:
            # Never two of one report: "racks" and "cabling" may look alike here, the article tells them apart.
            open_lines = (line for line in lines if line[1][-1] is not kept)
            same = [line for line in open_lines if same_commitment(line[0], commitment, parties)]
            if same:
                same[0][1].append(kept)
            else:
                lines.append((commitment, [kept]))
    return tuple(OwedLine(commitment, tuple(reports)) for commitment, reports in lines)


def same_commitment(one: Commitment, other: Commitment, parties: Sequence[Party]) -> bool:
    """Whether two commitments are one, told twice."""
    return (
        one.kind == other.kind
        and (one.strength == "none") == (other.strength == "none")
        and _who(one.party, parties) == _who(other.party, parties)
        and _same_size(one, other)
        and (one.deadline is None or other.deadline is None or one.deadline.overlaps(other.deadline))
    )


def _who(name: str, parties: Sequence[Party]) -> object:
    """Which party a commitment's name means: its place, or the name itself where it is none of them."""
    wanted = key(name)
    return next((place for place, party in enumerate(parties) if wanted in name_keys(party)), wanted)


def _same_size(one: Commitment, other: Commitment) -> bool:
    if one.money and other.money:
        return _agree(one.money, other.money)
    if one.quantity and other.quantity:
        return not (one.money or other.money) and compare_quantity(one.quantity, other.quantity) == "agree"
    return one.money is other.money and one.quantity is other.quantity
