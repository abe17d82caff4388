"""Until when something is undertaken: the date that its sentence gives it, none that is the deal's own closing."""

from __future__ import annotations

import re

from bot.language.dates import DateFind, deadline_of
from bot.model import Commitment, Day, Span
from bot.reading.commitments.ground import EDGE, Ground
from bot.reading.story import Line

OTHER_DATE = re.compile(
    r"\b(?:clos(?:e|es|ing|ed)|complet(?:e|es|ion|ed)|approv\w+|vote\w*|expected to be (?:closed|completed|finali[sz]ed)|"
    r"announced?|reported|said|signed|since|founded|revenue|profits?|shareholders|option expires)\b[^\uf8ff;]{0,30}$"
)


def due(ground: Ground, line: Line, place: int) -> tuple[Day | None, tuple[Span, ...]]:
    """The date that belongs to what stands at a place of a sentence, and its words."""
    start = max((m.end() for m in EDGE.finditer(line.text) if m.end() <= place), default=0)
    end = min((m.start() for m in EDGE.finditer(line.text) if m.start() > place), default=len(line.text))
    for at, found in sorted(line.dates, key=lambda one: (not start <= one[0] <= end, one[0] < place, one[0])):
        if comes(found, line.text[max(0, at - 60) : at]) and line.may_own(ground.told, at):
            day = deadline_of(found)
            if day is not None:
                return day, (found.whole,)
    return None, ()


def comes(found: DateFind, before: str) -> bool:
    """Whether a date is still to come and is no date of the deal itself."""
    return (found.kind == "deadline" or found.future is True) and OTHER_DATE.search(before) is None


def dated(commitment: Commitment, ground: Ground, line: Line, place: int) -> Commitment:
    """A commitment with the date that its sentence gives it."""
    day, spans = due(ground, line, place)
    if day is None:
        return commitment
    return Commitment(
        commitment.party,
        commitment.kind,
        commitment.strength,
        commitment.money,
        commitment.quantity,
        day,
        (*commitment.evidence, *(span for span in spans if span not in commitment.evidence)),
    )
