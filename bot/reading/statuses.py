"""Where a deal stands, by the verb that tells it, the words around, and what later sentences add."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Kind, Span, Status
from bot.reading.cues import reported, status_of
from bot.reading.deals import Find, Told
from bot.reading.grammar import load
from bot.reading.story import Line, Story

CLOSED_BY = frozenset({"complete", "finish", "close", "consummate", "wrap up"})
"""Verbs that tell a closing. A round that is closed was only raised."""

ENDED = re.compile(
    r"\b(?:called off|given up|gave up|refused|rejected|fell (?:through|apart)|fallen (?:through|apart)|collapsed|lapsed|abandoned|"
    r"came to (?:an end|nothing)|was (?:blocked|dropped|cancell?ed|terminated|scrapped)|withdrew|walked away)\b"
)


def settle_status(
    told: Told, kind: Kind, story: Story, near: Sequence[Line], *, main: bool
) -> tuple[Status, Span, str]:
    """Where the deal stands, by the verb that tells it and the words around; the words for it; and why."""
    finds = sorted(told.finds, key=lambda f: f.sentence)
    span = finds[0].span
    for find in finds:
        if find.status is not None:
            return find.status, find.span, "the word that tells it says so"
        raised = kind in ("investment", "financing")
        if find.governor in CLOSED_BY and (not raised or find.governor in ("complete", "finish")):
            return "completed", find.span, f'the verb "{find.governor}" closes it'
        if called_off(find):
            return "terminated", find.span, f'the verb "{find.governor}" ends it'
    said = " ".join(dict.fromkeys(find.said for find in finds))
    status, why = status_of(said)
    if status in ("announced", "completed", "proposed") and ended_later(finds, story, near):
        return "terminated", span, "the words behind it tell its end"
    if status in ("announced", "proposed") and reported(story.lines[finds[0].sentence].masked):
        return "rumored", span, "unnamed people or a newspaper say it, no side of the deal"
    if status == "completed" and main and not CLOSING.search(said):
        status, why = "announced", f"{why}, but fresh news tells no closing"
    if status == "proposed" and kind == "pledge":
        status, why = "announced", f"{why}, and a plan with a sum is what a pledge is"
    if (
        status == "announced"
        and not main
        and kind in ("acquisition", "investment", "financing")
        and any(f.past for f in finds)
    ):
        status, why = "completed", "told as done, in the background"  # reading.md, cases 3 and 14
    return status, span, why


def called_off(find: Find) -> bool:
    """Whether the verb that tells a deal, or that its noun hangs on, ends it."""
    classes = load().classes.get(find.governor, frozenset())
    if find.governor == "end":
        return find.kind in (None, "partnership", "joint_venture", "services", "supply")
    return "cancel" in classes and not find.governor.startswith(("drop", "block"))


def ended_later(finds: Sequence[Find], story: Story, near: Sequence[Line]) -> bool:
    """Whether the rest of the sentence, or one that goes on about the deal, tells its end."""
    last = finds[-1]
    rest = story.lines[last.sentence].text[last.end :]
    return ENDED.search(rest) is not None or any(ENDED.search(line.text) for line in near)


CLOSING = re.compile(
    r"\b(?:completed|completes|completion|closed|closes|closing|delivered|took effect|now owns|finali[sz]e[sd]?)\b"
)
