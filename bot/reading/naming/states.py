"""Governments that a text names by their country: "the French state", "Poland's defence ministry", "Austria ordered".

A country's name alone is a place; it is a party only where it does what parties do, or where somebody deals with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon, phrases_of

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
BODIES = re.compile(
    r"\b(?:(?P<government>[Gg]overnment|[Rr]epublic|[Kk]ingdom)|[Ss]tate|[Cc]ity|[Pp]rovince|[Cc]ounty) of (?:the )?\Z"
)
SHORT = re.compile(r"U(?<!\w.)(?:\.S\.|\.K\.|AE|S|K)(?![\w'’-]| [A-Z])")
"""States whose name is also what their firms are called, and so no name found by its capitals: "UK retailers"."""

HELPED = (
    r",? (?:has |have |had |will |would |is to |are to |plans to |also |now |today |on \w{1,10} |in \w{1,10} ){0,3}"
)
NO_PARTY = (
    "halt|inquiry|review|probe|investigation|sale|ban|recall|shutdown|freeze|stop|evacuation|end|winner|truce|ceasefire"
)
ACTS = re.compile(
    rf"{HELPED}(?:signed|sign|orders?|ordered|bought|buys?|purchased?|agreed|awarded|placed|len[td]s?|granted|pledged|committed"
    r"|invested|leas(?:ed|es?)|sold|sells?|chose|picked|selected|hired|reached|struck|concluded|renewed|cancelled|canceled"
    r"|scrapped|secured|obtained|paid|commissioned|(?:each |both )?said (?:\w{2,10} ){0,3}(?:it|they) "
    r"(?:will|would|had) (?:lend|give|buy|invest|sign|order|pay|provide|purchase|lent|given))\b"
    rf"(?! (?:up|on|that|with|off)\b)(?!(?<=ordered) [A-Z])(?! (?:an? |the |its )?(?:{NO_PARTY})\b)"
)
"""What a state does as a party; to order somebody to do something, or a halt to something, is no such thing."""

TOGETHER = re.compile(
    rf"{HELPED}(?:signed?|agreed?|reached|struck|settled|concluded|inked|renewed|finali[sz]ed)\b(?! (?:on|that)\b)"
)
CAPITALS = r"(?:the )?[A-Z][\w.&’'-]{1,20}(?: [A-Z][\w.&’'-]{1,20}){0,3}"
JOINED = re.compile(rf"(?:, {CAPITALS}){{0,3}},? and {CAPITALS}")
JOINED_BEFORE = re.compile(rf"(?:\A|[^\w] |\b(?:of|that|while|when) ){CAPITALS},? and (?:the )?\Z")
ARMS = (
    r"jets?|fighters?|missiles?|tanks?|submarines?|frigates?|helicopters?|aircraft|arms|weapons|radars?|howitzers?|drones|systems"
    r"|warships?|reactors?|vehicles"
)
GIVEN = re.compile(
    r"(?:\b(?<!trade )(?:agreements?|deals?|contracts?|pact|memorandum|accord|MoU|MOU|signed|partnership) with"
    r"|\b(?:orders?|contracts?|loans?|grants?|bailout|aid|commission) from"
    r"|\b(?:orders?|ordered|bought|financed|funded|guaranteed|leased) (?:by|placed by)"
    r"|\b(?:loans?|grants?|lend|lent|lends|credit line|bailout) (?:to|for)|\bon behalf of"
    r"|\b(?:sell|sold|sells|selling|sale of|deliver|delivered|order for|export) [^.;:]{0,30}"
    rf"\b(?:{ARMS}) to) (?:the )?\Z"
)
"""What stands before a state that is dealt with: "a contract with Japan", "a loan to Egypt", "sold jets to Brazil"."""

LEADING = words("with from by to for of")
SOLD = re.compile(r"\b(?:sell|sold|sells|selling|sale of|lease|leased) [^.;:]{1,40} to (?:the )?\Z")
PRICE = re.compile(r" for (?:about |around |some |up to |more than |an? )?[$€£¥]?\d")
HANDED = re.compile(r"\b(?:lend|lent|lends|lending|grant|granted|gives?|gave|pays?|paid) (?:the )?\Z")
SUM = re.compile(r" (?:up to |about |around |some |almost |nearly |more than |another |an additional )?[$€£¥]?\d")
GOES_ON = re.compile(r"['’]s\b|-|,? [A-Z]| (?:government|ministry|army|navy|air force|unit|subsidiary|market|arm)\b")
NO_STATES = phrases_of(
    "Europe; Asia; Africa; America; North America; South America; Latin America; Middle East; Wall Street; "
    "Silicon Valley; Washington; Beijing; Moscow; Brussels; London; Paris; Berlin; Tokyo; Delhi; New Delhi; Seoul; "
    "Ankara; Kyiv"
)
"""Parts of the world that nobody signs for, and capitals, by which the news means the government of the country."""
BEFORE = 60


def states(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """Every place where a state is a party, with the name that it goes by here."""
    if any(head in text for head in HEADS):
        for match in BODY.finditer(text):
            owner = OWNER.search(text, max(0, match.start() - 44), match.start())
            start = _owner(owner, lexicon) if owner is not None else None
            if start is not None:
                yield Span(start, match.end()), text[start : match.end()]
    for match in SHORT.finditer(text):
        if _deals(text, Span(*match.span()), _before(text, match.start())):
            yield Span(*match.span()), match[0]
    for mention in mentions:
        if mention.who[0].sort == "place" and (span := _state(text, mention.span, lexicon)) is not None:
            yield span, text[span.start : span.end]


def _before(text: str, at: int) -> str:
    """What stands before a place in its line."""
    return text[max(0, at - BEFORE) : at].rpartition("\n")[2]


def _state(text: str, place: Span, lexicon: Lexicon) -> Span | None:
    """Where a state or a city is named that deals here, in the words around the name of its land or place."""
    before = _before(text, place.start)
    body = BODIES.search(before) if before.endswith((" of ", " of the ")) else None
    if body is not None:
        span = Span(place.start - len(before) + body.start(), place.end)
        return span if body["government"] or _deals(text, span, before[: body.start()]) else None
    name = text[place.start : place.end]
    known = name in lexicon.countries or (name in lexicon.places and name not in NO_STATES)
    return place if known and _deals(text, place, before) else None


def _deals(text: str, span: Span, before: str) -> bool:
    """Whether a state does what parties do, or is dealt with."""
    last = before.removesuffix("the ").rsplit(None, 1)[-1:] if before.endswith(" ") else []
    if last and last[0] in LEADING:
        if last[0] == "to" and SOLD.search(before) is not None and PRICE.match(text, span.end) is not None:
            return True
        if GIVEN.search(before) is not None:
            return GOES_ON.match(text, span.end) is None
    if last and HANDED.search(before) is not None:
        return SUM.match(text, span.end) is not None
    if last and last[0] in ("in", "of", "from", "near"):
        return False  # "its unit in Poland bought"
    if ACTS.match(text, span.end) is not None:
        return True
    joined = JOINED.match(text, span.end)
    if joined is not None and (TOGETHER.match(text, joined.end()) or ACTS.match(text, joined.end())):
        return True
    with_another = before.endswith((" and ", " and the ")) and JOINED_BEFORE.search(before) is not None
    return with_another and TOGETHER.match(text, span.end) is not None


def _owner(before: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the adjective or the country that a body belongs to begins, if one stands before it."""
    for group in ("two", "one"):
        name = before[group] or ""
        bare = name.removesuffix("'s").removesuffix("’s")
        if name in lexicon.demonyms or (bare != name and bare in lexicon.countries):
            return before.start(group)
    return None
