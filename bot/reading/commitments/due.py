"""Until when something is undertaken: the date that its sentence gives it, none that is the deal's own closing."""

from __future__ import annotations

import re
from dataclasses import replace

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
        if comes(found, line.before(at, 60)) and line.may_own(ground.told, at):
            last = last_of(line, at, found)
            day = deadline_of(last)
            if day is not None:
                return day, (last.whole,)
    return None, ()


def last_of(line: Line, at: int, found: DateFind) -> DateFind:
    """The later of two dates: "in 2026 and 2027"."""
    following = line.text[at + 1 : at + 6]
    later = next((other for place, other in line.dates if place == at + 6), None)
    return later if following == " and " and later is not None and later.day is not None else found


RUNS = re.compile(
    r"\b(?:deliver\w*|begin\w*|start\w*|runs?|running|lasts?|takes? effect|come into force|on ?line|in operation|operational|into service|"
    r"handed over|finished|completed|ready|opens?|production|construction|shipments?|first (?:units?|phase|building|reactor)|valid)\b"
)
NOT_THE_DEAL = re.compile(
    r"\b(?:clos(?:e|es|ing)|transaction|approv\w+|shareholders?|regulat\w+|earnings|quarter|results|guidance)\b"
)


def dated_later(owed: list[Commitment], ground: Ground) -> list[Commitment]:
    """The main commitment with the date that a later sentence gives the whole: "Deliveries begin in June 2027"."""
    kinds = ("purchase", "build")
    open_ones = [
        n for n, one in enumerate(owed) if one.kind in kinds and one.strength != "none" and (one.money or one.quantity)
    ]
    if not ground.report.main or len(open_ones) != 1 or owed[open_ones[0]].deadline is not None:
        return owed
    for line in ground.lines:
        if not RUNS.search(line.text) or NOT_THE_DEAL.search(line.text):
            continue
        for place, found in line.dates:
            near = line.before(place, 60)
            if comes(found, near) and RUNS.search(near) and line.may_own(ground.told, place):
                day = deadline_of(found)
                if day is not None:
                    one = owed[open_ones[0]]
                    owed[open_ones[0]] = replace(one, deadline=day, evidence=(*one.evidence, found.whole))
                    return owed
    return owed


def comes(found: DateFind, before: str) -> bool:
    """Whether a date is still to come and is no date of the deal itself."""
    if found.relative and found.day is None and found.kind == "period":
        return False  # "over the next four years" has no end that the text names
    return (found.kind == "deadline" or found.future is True) and OTHER_DATE.search(before) is None


def dated(commitment: Commitment, ground: Ground, line: Line, place: int) -> Commitment:
    """A commitment with the date that its sentence gives it."""
    day, spans = due(ground, line, place)
    if day is None:
        return commitment
    return replace(
        commitment,
        deadline=day,
        evidence=(*commitment.evidence, *(span for span in spans if span not in commitment.evidence)),
    )
