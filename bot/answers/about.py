"""/help and /about: what a newcomer needs on one screen, and what this is, honestly measured."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

import bot
from bot.answers import Answer, Ask, Bold, Button, Card, Line, Mention, Options, Section
from bot.answers.lines import write
from bot.answers.naming import empty_library, is_empty
from bot.answers.wording import count, shown
from bot.language.dates import say_day
from bot.model import SHARED, Day
from bot.store import articles, companies
from bot.store.deals import Query, find_deals

if TYPE_CHECKING:
    from bot.answers.lines import Command

ADVICE = "Nothing here is investment advice."
FIRST = ("ask", "deal", "deals")
"""What a newcomer tries first, in this order."""

GROUPS = {
    "map": "the network around a company, the chain between two, circles of payments",
    "watch": "be told of a company, a kind or a word",
    "privacy": "what is kept about you, yours to take or delete",
    "article": "the articles of this server: you see what was read before anyone else does",
    "correct": "set right what was read wrong",
    "feed": "feeds that fill the library",
    "digest": "the day's deals, posted at your time",
    "company": "what companies are called here",
    "records": "what was decided and by which rule, who did what, whether all is alive",
}
"""What a group of commands is for."""

TOGETHER = {"why": "records", "log": "records", "status": "records"}
"""Commands of one word that share a line of help."""

FIGURES = "figures.json"
"""What the reader's quality gate measured, put beside the reader by that gate."""

MEASURES = (
    ("deal_f1", "deals found"),
    ("strict_f1", "deals right in every field"),
    ("commitment_f1", "commitments"),
    ("negatives_clean", "articles without a deal kept clean"),
    ("grounded", "fields with valid evidence"),
)
FIELDS = (
    ("parties_accuracy", "parties"),
    ("roles_accuracy", "roles"),
    ("kind_accuracy", "kind"),
    ("status_accuracy", "status"),
    ("announced_on_accuracy", "date"),
    ("value_accuracy", "value"),
)
"""Over the deals that are found."""


async def help_answer(ask: Ask, commands: Sequence[Command]) -> Answer:
    """The commands that this asker can use, each with what it is for, and where to begin."""
    offered = [command for command in commands if not command.hidden and command.name not in ("help", "about")]
    begin = [command for command in offered if command.name in FIRST]
    asked = [command for command in offered if not command.manage and command not in begin]
    managed = [command for command in offered if command.manage] if ask.manages else []
    sections = (
        Section("Begin here", tuple(_groups(sorted(begin, key=lambda command: FIRST.index(command.name))))),
        Section("Look closer", tuple(_groups(asked))),
        Section("Run this server", tuple(_groups(managed))),
    )
    footer = "Every fact on a card leads to the sentence that it came from: press Evidence."
    card = Card("What you can ask", tuple(section for section in sections if section.lines), (footer,))
    if await is_empty(ask):
        return Answer(cards=(card, *empty_library(ask).cards))
    return Answer(cards=(card,), buttons=await first_steps(ask))


def _groups(commands: Sequence[Command]) -> Iterator[Line]:
    """A line for each command, and one for each group of them: so that help fits a screen."""
    for name, found in groupby(commands, key=_group):
        group = tuple(found)
        mentions = [piece for command in group for piece in (", ", Mention(f"/{command.name}"))]
        what = GROUPS.get(name, "") if len(group) > 1 else ""
        yield Line((*mentions[1:], f": {what or _lowered(group[0].description)}"))


def _group(command: Command) -> str:
    first = command.name.split()[0]
    return TOGETHER.get(first, first)


def _lowered(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"


async def first_steps(ask: Ask) -> tuple[Button, ...]:
    """Something to press that is sure to have an answer."""
    busiest = [one.company.name for one in await companies.ranked(ask.db, ask.server_id, 1)]
    asks = tuple(
        Button(shown(f"Who deals with {name}?", 80), write("ask", f"who deals with {name}")) for name in busiest
    )
    some = tuple(Button(shown(f"/deal {name}", 80), write("deal", name)) for name in busiest)
    return (*asks, *some, Button("Latest deals", write("deals")))


async def about(ask: Ask, _options: Options) -> Answer:
    """Version, size of the library, measured accuracy, licence."""
    found = await find_deals(ask.db, ask.server_id, Query(limit=1))
    shared = (await articles.list_articles(ask.db, SHARED, limit=1)).total
    own = (await articles.list_articles(ask.db, ask.server_id, limit=1)).total if ask.server_id != SHARED else 0
    sources = f"{count(shared, 'article')}{f' of the shared library and {own:,} of this server' if own else ''}"
    lines = (
        Line((Bold("Version: "), bot.__version__)),
        Line((Bold("Library: "), f"{count(found.total, 'deal')} from {sources}")),
        *(Line((Bold(f"{title}: "), said)) for title, said in accuracy(_figures())),
        Line((Bold("Licence: "), "MIT")),
        Line((Bold(ADVICE),)),
    )
    what = "Reads news articles, writes down the deals in them, and answers from that library, with proof."
    return Answer(cards=(Card("Tieup", (Section("", (Line((what,)), *lines)),)),), buttons=(Button("Help", "/help"),))


def accuracy(figures: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The reader's measured accuracy, field by field, where the gate has left its figures."""
    blind = figures.get("blind")
    measured = blind if isinstance(blind, dict) else {}
    overall, fields = _said(MEASURES, measured), _said(FIELDS, measured)
    if not overall:
        yield "Reader", "not measured in this build; no model, no network, the same text reads the same twice"
        return
    number, day = measured.get("articles"), str(figures.get("measured_on"))
    on = f" (measured on {say_day(Day.parse(day))})" if Day.FORM.fullmatch(day) else ""
    yield "Reader", f"{overall}, on {number} articles it was not written for{on}"
    if fields:
        yield "Of the deals found, right in", fields


def _said(measures: Sequence[tuple[str, str]], measured: dict[str, Any]) -> str:
    """The figures that are there, in words."""
    return ", ".join(
        f"{name} {measured[key]:.0%}" for key, name in measures if isinstance(measured.get(key), int | float)
    )


def _figures() -> dict[str, Any]:
    """The figures that the gate keeps; {} where there are none, or they cannot be read."""
    try:
        found = json.loads(resources.files("bot.reading").joinpath(FIGURES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
