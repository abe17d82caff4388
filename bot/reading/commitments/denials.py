"""What is expressly not undertaken: no purchase commitments, no obligation, no stake, no break fee, no bid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Commitment, Undertaking
from bot.reading.commitments.ground import Ground
from bot.reading.commitments.works import made
from bot.reading.masking import O
from bot.reading.story import Line

THING = r"(?:commitments?|obligations?|guarantees?|requirements?|undertakings?|pledges?)"
NO = r"(?:(?:does|do|did|will|would) not (?:include|involve|contain|require|carry|come with|entail|impose|provide for|create)|doesn't (?:include|involve|contain|require|carry)|includes? no|involves? no|comes? with no|carries no|contains? no|imposes? no|creates? no|without(?: any| committing to| making)?|there (?:is|are) no|has made no|have made no|had made no|made no|given no|gave no|no|not part of|free of)"
WORDS: tuple[tuple[str, Undertaking], ...] = (
    ("purchas", "purchase"),
    (" to have ", "purchase"),
    ("buy", "purchase"),
    ("order", "purchase"),
    ("volume", "purchase"),
    ("financ", "pay"),
    ("pay", "pay"),
    ("monet", "pay"),
    ("invest", "invest"),
    ("equity", "invest"),
    ("capital", "invest"),
    ("spend", "pay"),
)
OBLIGED = r"(?:obliged|required|committed|obligated|bound|forced|compelled)"
TO_DO = r"(?:buy|buying|purchase|purchasing|pay|paying|invest|investing|place orders|placing orders|order|ordering|take|taking|spend|spending)"
NONE = re.compile(
    rf"\b{NO}\b ?[^.;,\uf8ff]{{0,50}}?(?:purchase|financial|buy|payment|monetary|investment|spending|minimum)?[^.;,\uf8ff]{{0,20}}?{THING}(?:(?: by {O})? to (?:{TO_DO}|have [^.;,\uf8ff]{{1,40}} (?:made|manufactured|built|produced))\b)?"
    rf"|(?:purchase|financial|investment|spending|payment) {THING} (?:are|is|were) not (?:part of|included in)"
    rf"|(?:is|are|was|were) (?:not|under no obligation|in no way) ?{OBLIGED}? to {TO_DO}\b"
    rf"|(?:has|have|had) not (?:been )?{OBLIGED} (?:itself |themselves )?to {TO_DO}\b"
    rf"|(?:has|have|had) (?:made|given|entered into) no {THING} to {TO_DO}\b"
    rf"|neither (?:side|company|party|of them|partner) (?:has|have|is|was|had) (?:been )?{OBLIGED} (?:itself )?to {TO_DO}\b"
    rf"|(?:nothing|neither the \w+ nor the \w+) (?:obliges|requires|commits|binds|forces) [^.;,\uf8ff]{{1,40}} to {TO_DO}\b"
    rf"|without (?:being )?{OBLIGED} to {TO_DO}\b|without committing (?:itself |themselves )?to {TO_DO}\b"
)
PERSONAL = re.compile(r"(?:is|are|was|were|has|have|had) |without")
"""What is said of somebody, and not of an agreement."""

TELLING = re.compile(r"(?:doe|doesn|includ|involv|carr|contain|impos|creat|come|did|will|would|free)")
"""What is said of an agreement, so that a commitment of no stated kind is meant too; "there is no guarantee" is not."""

EQUITY = re.compile(
    r"\bneither (?:side |company |party |one |of (?:them|the two) )?(?:will|would|is to|has agreed to|plans to) (?:take|takes|buy|acquire|get) (?:any )?(?:equity|a stake|shares|a holding)"
    r"|(?:does|do|did|will|would) not (?:provide for|include|involve|entail|mean)(?: any| an)? (?:capital (?:relationship|tie-up|alliance|ties|participation)|equity (?:stakes?|tie-up|investments?|ties|component)|exchange of (?:shares|stakes|equity)|cross-shareholdings?)"
    r"|\bno (?:equity|capital|shares|stakes?|money) (?:stake |tie-up )?(?:is|are|will be|would be|has been|changes?|changed) (?:involved|exchanged|planned|taken|included|foreseen|hands|changing hands)"
    r"|without (?:taking|any|an exchange of) (?:equity|shares|stakes?|capital ties)"
)
FREE = re.compile(
    r"\bno (?:break(?:-?up)?|termination|cancellation) fees? (?:is|are|was|were|will be|would be|has been)? ?(?:due|owed|payable|paid|agreed|foreseen|involved)?"
    r"|\bneither (?:side |company |party )?(?:owes?|will (?:pay|owe)|has to pay|must pay|would pay) (?:the other )?(?:a |any )?(?:break(?:-?up)?|termination|cancellation) fee"
    r"|without (?:paying )?(?:a |any )?(?:break(?:-?up)?|termination|cancellation) fee"
)
NO_BID = re.compile(
    rf"(?P<who>{O})[^.;\uf8ff]{{0,60}}?\b(?:no (?:intention|plans?|interest|desire)|rul(?:ed|es|ing) out|is not (?:considering|pursuing|planning|preparing|interested|in talks|working on)|"
    r"was not (?:considering|pursuing|planning|preparing|in talks|participating)|not (?:to|going to) (?:bid|make an offer|make a bid)|does not intend to|will not (?:bid|make an offer)|denied (?:that )?it)"
)
LEGAL = re.compile(r" to (?:publicly )?(?:update|revise|correct|disclose|release|supplement)|[^.]{0,30}forward-looking")


def denied(ground: Ground) -> list[Commitment]:
    """Each stated absence of a commitment."""
    found: dict[tuple[str, str], Commitment] = {}
    for line in ground.denying:
        for one in (*plainly(ground, line), *mutual(ground, line), *no_bid(ground, line)):
            found.setdefault((one.party, one.kind), one)
    if ground.report.main and ground.report.status == "terminated":
        for one in (one for line in ground.nameless for one in each(ground, line, FREE, "pay")):
            found.setdefault((one.party, one.kind), one)
    return list(found.values())


def plainly(ground: Ground, line: Line) -> Iterator[Commitment]:
    """ "no purchase commitments", "is not obliged to buy": of whoever would owe it."""
    for match in NONE.finditer(line.text):
        if not line.may_own(ground.told, match.start()) or LEGAL.match(line.text[match.end() :]):
            continue
        kinds: list[Undertaking] = list(dict.fromkeys(kind for word, kind in WORDS if word in match[0]))
        kinds = kinds or (["other"] if TELLING.match(match[0]) else [])
        doers = ground.doers(line, match.start()) if PERSONAL.match(match[0]) else None
        span = line.masked.span(match.start(), match.end())
        for kind in kinds:
            party = doers[0] if doers and len(doers) == 1 else agreed_with(ground, line, match.end()) or ower(ground)
            yield Commitment(party, kind, "none", evidence=(span,))


WITH = re.compile(rf" ?(?:the |its |their )?(?:\w+ )?(?:agreement|deal|contract|memorandum|pact|accord) with ({O})")


def agreed_with(ground: Ground, line: Line, at: int) -> str | None:
    """Whom an agreement is with, right behind a denial: "are not part of the agreement with OpenAI"."""
    match = WITH.match(line.text, at)
    return ground.one(line, match[1]) if match is not None else None


def mutual(ground: Ground, line: Line) -> Iterator[Commitment]:
    """No stake in one another, no fee for parting: of each side."""
    if ground.report.kind in ("partnership", "joint_venture", "licensing", "services", "supply"):
        yield from each(ground, line, EQUITY, "invest")
    if ground.report.status == "terminated":
        yield from each(ground, line, FREE, "pay")


def each(ground: Ground, line: Line, pattern: re.Pattern[str], kind: Undertaking) -> Iterator[Commitment]:
    """The same denial of every party."""
    match = pattern.search(line.text)
    if match is None:
        return
    span = line.masked.span(match.start(), match.end())
    for party in ground.report.parties[:2]:
        yield Commitment(party.name, kind, "none", evidence=(span,))


def no_bid(ground: Ground, line: Line) -> Iterator[Commitment]:
    """A rumour of a takeover that the bidder denies."""
    bidder = ground.holder("acquirer")
    if (
        ground.report.kind != "acquisition"
        or bidder is None
        or ground.report.status not in ("terminated", "rumored", "proposed")
    ):
        return
    for match in NO_BID.finditer(line.text):
        if ground.one(line, match["who"]) == bidder:
            span = line.masked.span(match.start(), match.end())
            yield Commitment(bidder, "purchase", "none", evidence=(span,))


def ower(ground: Ground) -> str:
    """Who would owe a purchase or a payment: the buying side, else the first party that is not to make something."""
    makers = {commitment.party for commitment in made(ground)}
    others = [party.name for party in ground.report.parties if party.name not in makers]
    buying = ground.holder("buyer", "acquirer", "investor", "lender", "licensee")
    return buying or (others or [ground.report.parties[0].name])[0]
