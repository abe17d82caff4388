"""Governments that a text names by their country: "the French state", "Poland's defence ministry", "Austria ordered".

A country's name alone is a place; it is a party only as the subject of what parties do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.model import Span
from bot.reading.lexicon import Lexicon

if TYPE_CHECKING:
    from bot.reading.naming.organisations import Mention

HEADS = (
    "government",
    "state",
    "treasury",
    "army",
    "navy",
    "air force",
    "armed forces",
    "military",
    "parliament",
    "coast guard",
    "defence ministry",
    "defense ministry",
    "defence department",
    "defense department",
    "defence forces",
    "energy ministry",
    "energy department",
    "finance ministry",
    "health ministry",
    "health department",
    "transport ministry",
    "economy ministry",
    "ministry of defen",
    "department of defen",
    "ministry of energy",
    "department of energy",
    "ministry of finance",
    "ministry of health",
    "ministry of transport",
)
BODY = re.compile(rf"(?:{'|'.join(HEADS)})(?:(?<=defen)[cs]e)?\b(?![-\w]| of the)")
OWNER = re.compile(
    r"(?P<two>(?:[A-Z][\w.]{1,14} )?(?P<one>[A-Z][\w.]{0,14}(?:['’]s)?)) "
    r"(?:(?:federal|central|state|provincial|national|regional) )?\Z"
)
ACTS = re.compile(
    r",? (?:has |have |had |will |is to |are to |also |now |today |on \w{1,10} |in \w{1,10} ){0,3}"
    r"(?:signed|ordered|orders|order|bought|buys|buy|purchased|agreed|awarded|placed|lent|lend|granted|pledged|committed|invested)\b"
    r"(?! (?:up|on|that|with))"
)


def states(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Every place where a state is a party, with the name that it goes by here."""
    if any(head in text for head in HEADS):
        for match in BODY.finditer(text):
            before = OWNER.search(text, max(0, match.start() - 44), match.start())
            start = _owner(before, lexicon) if before is not None else None
            if start is not None:
                yield Span(start, match.end()), text[start : match.end()]
    for mention in mentions:
        if mention.who[0].sort == "place" and not _within(text, mention.span) and ACTS.match(text, mention.span.end):
            name = text[mention.span.start : mention.span.end]
            if name in lexicon.countries:
                yield mention.span, name


def _within(text: str, span: Span) -> bool:
    """Whether a place only says where somebody else is: "its unit in Poland bought"."""
    return text[max(0, span.start - 8) : span.start].split()[-1:] in (["in"], ["of"], ["from"], ["near"])


def _owner(before: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the adjective or the country that a body belongs to begins, if one stands before it."""
    for group in ("two", "one"):
        name = before[group] or ""
        bare = name.removesuffix("'s").removesuffix("’s")
        if name in lexicon.demonyms or (bare != name and bare in lexicon.countries):
            return before.start(group)
    return None
