"""What people settled by hand, over what the reports add up to: fields of a deal, and which reports it has.

A correction is never worked into the reports: it is applied each time a deal is added up, so that it outlives a reread
and a new article, and can be taken back. Who may correct what, and where it is kept, is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from bot.merging.adding import same_commitment
from bot.merging.figures import compare_money
from bot.merging.lifeline import ENDS, RANK
from bot.model import (
    Commitment,
    Correction,
    Day,
    Deal,
    DealField,
    FieldValue,
    Figure,
    KeptReport,
    Kind,
    Money,
    OwedLine,
    Party,
    Stage,
    Status,
    Step,
    Told,
)


class Home(NamedTuple):
    """The deal in which a report is seen, and the correction that put it there (None: it was matched with it)."""

    deal_id: int
    by: Correction | None = None


def home_of(told: Told, moves: Sequence[Correction], *, copy_of: int | None = None) -> Home:
    """Where a report is seen after these merges and splits, each done once, in the order in which people made them.

    So each finds what was there when it was made, and a split taken back by a merge leads round no circle. A split
    takes near copies of an article along.
    """
    home = Home(told.deal_id)
    for move in sorted(moves, key=lambda one: one.id):
        goes = move.act == "merge" or bool({told, Told(copy_of or 0, told.deal_id)} & set(move.reports))
        if move.deal_id == home.deal_id and move.into_id is not None and goes:
            home = Home(move.into_id, move)
    return home


def merged_into(deal_id: int, moves: Sequence[Correction]) -> int:
    """The deal that a deal's number leads to after these merges."""
    return home_of(Told(0, deal_id), [move for move in moves if move.act == "merge"]).deal_id


def corrected(deal: Deal, corrections: Sequence[Correction]) -> Deal:
    """The deal with what was settled by hand. Of two edits of one field the later in `corrections` counts."""
    counting = {edit.field: edit for edit in corrections if edit.act == "edit" and edit.field}
    for field, edit in sorted(counting.items(), key=lambda pair: ORDER.index(pair[0])):
        deal = APPLY[field](deal, edit)
    moves = (move for move in corrections if move.act != "edit")
    return replace(deal, corrections=(*sorted(counting.values(), key=lambda edit: edit.id), *moves))


def field_of(deal: Deal, field: DealField) -> FieldValue:
    """What a deal says in a field, in the form in which it is corrected."""
    match field:
        case "status":
            return Stage(deal.status, deal.steps[-1].on)
        case "date":
            return deal.announced_on
        case "commitments":
            return tuple(line.commitment for line in deal.commitments)
        case "places":
            return deal.locations
        case _:
            return cast("FieldValue", getattr(deal, field))


def _headline(deal: Deal, edit: Correction) -> Deal:
    return replace(deal, headline=cast("str", edit.after))


def _kind(deal: Deal, edit: Correction) -> Deal:
    return replace(deal, kind=cast("Kind", edit.after))


def _subject(deal: Deal, edit: Correction) -> Deal:
    return replace(deal, subject=cast("str", edit.after))


def _places(deal: Deal, edit: Correction) -> Deal:
    return replace(deal, locations=cast("tuple[str, ...]", edit.after))


def _parties(deal: Deal, edit: Correction) -> Deal:
    return replace(deal, parties=cast("tuple[Party, ...]", edit.after))


def _value(deal: Deal, edit: Correction) -> Deal:
    money = cast("Money | None", edit.after)
    if money is None:
        return replace(deal, values=())
    telling = [one for one in deal.reports if one.report.value and compare_money(one.report.value, money) == "agree"]
    return replace(deal, values=(Figure(money, tuple(telling)),))


def _date(deal: Deal, edit: Correction) -> Deal:
    """The date, and with it the step that the date was taken from."""
    day = cast("Day | None", edit.after)
    place = _dated_step(deal)
    steps = tuple(
        replace(step, on=day, corrected=edit) if here == place else step for here, step in enumerate(deal.steps)
    )
    if day is None:
        return replace(deal, dates=(), steps=steps)
    telling = [one for one in deal.reports if one.report.announced_on and one.report.announced_on.overlaps(day)]
    return replace(deal, dates=(Figure(day, tuple(telling)),), steps=steps)


def _dated_step(deal: Deal) -> int:
    """Which step lies on the day that the deal is dated by."""
    day = deal.announced_on
    same = (place for place, step in enumerate(deal.steps) if day and step.on and step.on.overlaps(day))
    made = (place for place, step in enumerate(deal.steps) if step.status == "announced")
    return next(same, next(made, len(deal.steps) - 1))


def _status(deal: Deal, edit: Correction) -> Deal:
    """The status as it was on the day of the correction. What happened later, by its own date, goes on from there."""
    stage = cast("Stage", edit.after)
    known = edit.at.date()
    later = [step for step in deal.steps if step.on and step.on.first > known]
    line = [step for step in deal.steps if step not in later]
    there = next((place for place in range(len(line) - 1, -1, -1) if line[place].status == stage.status), None)
    if there is None:
        line = [step for step in line if _before(step.status, stage.status)]
        line.append(Step(stage.status, stage.on, deal.reports[0], edit))
    else:
        line[there:] = [replace(line[there], on=stage.on or line[there].on, corrected=edit)]
    steps = (*line, *later)
    return replace(deal, steps=steps, status=steps[-1].status)


def _before(one: Status, other: Status) -> bool:
    """Whether deals go through one stage on their way to the other."""
    return RANK[one] < RANK[other] and one not in ENDS


def _commitments(deal: Deal, edit: Correction) -> Deal:
    """Each commitment with the reports that tell it; one that none tells stands on the correction alone."""
    lines = [_owed(commitment, deal) for commitment in cast("tuple[Commitment, ...]", edit.after)]
    return replace(deal, commitments=tuple(lines))


def _owed(commitment: Commitment, deal: Deal) -> OwedLine:
    told = (line for line in deal.commitments if same_commitment(line.commitment, commitment, deal.parties))
    found = next(told, None)
    if found is None:
        return OwedLine(replace(commitment, evidence=()), ())
    return OwedLine(replace(commitment, evidence=found.commitment.evidence), found.reports)


ORDER: tuple[DealField, ...] = (
    "headline",
    "kind",
    "parties",
    "date",
    "status",
    "value",
    "commitments",
    "subject",
    "places",
)
APPLY: Mapping[DealField, Callable[[Deal, Correction], Deal]] = {
    "headline": _headline,
    "kind": _kind,
    "parties": _parties,
    "date": _date,
    "status": _status,
    "value": _value,
    "commitments": _commitments,
    "subject": _subject,
    "places": _places,
}


def retold(kept: KeptReport, by: Correction | None) -> KeptReport:
    """A report with the reason for which it is seen where it is."""
    if by is None:
        return kept
    how = "put together by hand" if by.act == "merge" else "taken apart by hand"
    return replace(kept, reason=how)
