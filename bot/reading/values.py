"""The headline money of a deal: the sum beside the words that tell it, else one that a later sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.amounts import MoneyFind
from bot.model import Money, Span
from bot.reading.cues import no_value
from bot.reading.deals import Told
from bot.reading.story import Line, Story

REFERS = re.compile(
    r"^\W*(?:(?:but|and|yet|now|still|both|under|with|in|for|as part of) )*(?:[^,.;]{0,36}, )?(?:under )?"
    r"(?:(?:the|this|that|its|their|such a|terms of the) (?:\S+ ){0,3}?"
    r"(?:deal|agreement|price|acquisition|transaction|contract|order|purchase|takeover|partnership|investment|terms|offer|bid|"
    r"arrangement|pact|tie-up|accord|announcement|merger|round|sale|venture|loan|licence|license|consideration|plan|project|swap|proposal|approach)\b"
    r"|it (?:is|was|has been|had been) (?:agreed|announced|signed|struck|worth|valued|made)\b|(?:it|which) (?:is|was) (?:worth|valued))"
)
FAR = 5
"""So many sentences after the first that tells a deal, "the agreement" still means it."""


def going_on(told: Told, story: Story) -> list[Line]:
    """The sentences after the first that go on about this deal and name nobody else."""
    own, who = {find.sentence for find in told.finds}, told.who
    return [
        line
        for line in story.after(told, FAR)
        if line.number not in own and REFERS.search(line.text[:60]) is not None and line.organisations <= who
    ]


def settle_value(told: Told, story: Story, near: list[Line]) -> tuple[Money | None, tuple[Span, ...], str]:
    """The headline money: a sum beside a find, else one in a sentence that goes on about the deal; its words; why."""
    for find in sorted(told.finds, key=lambda f: (f.sentence, f.start)):
        line = story.lines[find.sentence]
        for place, money in sums_in(line):
            if line.may_own(told, place):
                return money.money, (money.span,), "the first sum that stands beside the words that tell it"
    for line in near:
        for _, money in sums_in(line):
            return money.money, (money.span,), "a sum in a sentence that goes on about it"
    return None, (), "no sum that can be its price"


def sums_in(line: Line) -> Iterator[tuple[int, MoneyFind]]:
    """The sums of a sentence that can be a deal's: no valuation, revenue or price of a share."""
    for place, found in line.sums:
        if not no_price(line, place, found):
            yield place, found


def no_price(line: Line, place: int, found: MoneyFind) -> str:
    """Why a sum cannot be a deal's; nothing where it can."""
    if found.conversion:
        return "a sum converted"
    if found.per == "share":
        return "the price of a share"
    before, after = line.text[max(0, place - 45) : place], line.text[place + 1 : place + 41]
    return "a valuation, revenue, fee or the like" if no_value(before, after) else ""
