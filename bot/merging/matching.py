"""Whether a report tells of a known deal: parties, kind, money and time, weighed one after the other by plain rules.

Headlines of one event share only a fraction of their words, so deals are compared, not headlines. Each rule that
speaks for a match leaves its reason, which the card and `/why` show; the first that speaks against it ends the matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.names import fold
from bot.language.text import words
from bot.merging.figures import Relation
from bot.merging.parties import NO_PARENTS, pairs, proper
from bot.merging.sums import GROWING, enlarged, nearness, size_of
from bot.merging.timing import USUAL, Timing, timing
from bot.model import Article, Deal, Kind, Party, Report, Role


@dataclass(frozen=True, slots=True)
class Match:
    """Whether it is the same deal, how sure (0 to 1), and why, in words people read."""

    same: bool
    score: float
    reasons: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reasons as one phrase: "same parties, same kind, money within 5 %, 3 days apart"."""
        return ", ".join(self.reasons)


class Weighed(NamedTuple):
    """What one rule found: how much it speaks for the match (None: it ends the matter), and in which words."""

    score: float | None
    reason: str = ""


class Pair(NamedTuple):
    """A report beside a deal, and what both comparing files found: the parties in common, the sums, the days."""

    report: Report
    article: Article
    deal: Deal
    both: Sequence[tuple[Party, Party]]
    size: Relation | None
    when: Timing

    @property
    def same_kind(self) -> bool:
        return self.report.kind == self.deal.kind

    @property
    def takeover(self) -> bool:
        """The same buyer and the same target: that happens once in years."""
        roles = {mine.role for mine, other in self.both if mine.role == other.role}
        return self.same_kind and self.deal.kind == "acquisition" and {"acquirer", "target"} <= roles

    @property
    def venture(self) -> bool:
        """A joint venture of the same three or more: one company, however often its sums are told anew."""
        return self.same_kind and self.deal.kind == "joint_venture" and len(self.both) >= 3

    @property
    def one_sum(self) -> bool:
        """The same two parties and no others, the same sum, the same days: one of the two tells its kind otherwise."""
        return self.valued and self.whole and self.size == "agree" and self.within(3)

    @property
    def valued(self) -> bool:
        return self.report.value is not None and self.deal.value is not None

    @property
    def whole(self) -> bool:
        """Whether they have all their parties in common, two at least."""
        return len(self.both) == len(self.report.parties) == len(self.deal.parties) >= 2

    @property
    def enlarged(self) -> bool:
        """One of the two says that it adds to the other. Another round, or another stake, is a deal of its own."""
        alike = self.same_kind or {self.report.kind, self.deal.kind} == {"supply", "services"}
        grows = alike and self.report.kind in GROWING and self.when.days is not None
        return grows and enlarged(self.report, self.article, self.deal)

    def within(self, days: int) -> bool:
        """Whether the two are dated, sharply, within so many days."""
        return self.when.days is not None and self.when.days <= days and not self.when.vague


# Kinds that writers, and readers, take for one another where one agreement has several sides.
AKIN: frozenset[frozenset[Kind]] = frozenset(
    frozenset(pair)
    for pair in (
        ("supply", "services"),
        ("supply", "partnership"),
        ("services", "partnership"),
        ("licensing", "partnership"),
        ("joint_venture", "partnership"),
        ("joint_venture", "investment"),
        ("investment", "acquisition"),
        ("investment", "financing"),
        ("pledge", "investment"),
    )
)

ENLARGED = "an agreement that was enlarged"

OBJECTS = frozenset({"target", "investee", "borrower", "seller"})
"""Whom a deal is about: it takes the money of several, or is bought, and so tells the deal by itself."""

OPPOSITE: Mapping[Role, Role] = {
    "buyer": "supplier",
    "supplier": "buyer",
    "acquirer": "target",
    "target": "acquirer",
    "investor": "investee",
    "investee": "investor",
    "licensor": "licensee",
    "licensee": "licensor",
    "lender": "borrower",
    "borrower": "lender",
}


def same_deal(report: Report, article: Article, deal: Deal, *, parents: Mapping[str, str] = NO_PARENTS) -> Match:
    """Weigh whether `report`, from `article`, tells of `deal`. `parents` leads from names' keys to their parents'."""
    both = pairs(report.parties, deal.parties, parents)
    pair = Pair(report, article, deal, both, size_of(report, deal), timing(report, article, deal))
    found = [rule(pair) for rule in (_parties, _direction, _kind, _money, _time, _subject)]
    against = next((weighed.reason for weighed in found if weighed.score is None), None)
    if against is not None:
        return Match(same=False, score=0.0, reasons=(against,))
    score = sum(weighed.score or 0.0 for weighed in found)
    return Match(same=True, score=round(min(score, 1.0), 3), reasons=tuple(w.reason for w in found if w.reason))


def _parties(pair: Pair) -> Weighed:
    """Two parties in common, or the only one. One of several is enough only for one sum on one day.

    That is how a round is told from two of its investors, or a sale once by its target and once by its seller.
    """
    ours, theirs, common = len(pair.report.parties), len(pair.deal.parties), len(pair.both)
    if not common:
        return Weighed(None, "no party in common")
    if common == ours == theirs:
        return Weighed(0.35, "same party" if ours == 1 else "same parties")
    if common >= 2:
        return Weighed(0.28, f"{common} parties in common")
    told_once = pair.same_kind and pair.size == "agree" and pair.within(7)
    if told_once and (min(ours, theirs) == 1 or _told_by_half(pair)):
        return Weighed(0.2, f"{pair.both[0][1].name} in common")
    return Weighed(None, f"only {pair.both[0][1].name} in common")


def _told_by_half(pair: Pair) -> bool:
    """Whether the one party in common fits two halves of a deal, rather than one party's two deals.

    One investor of two rounds of the same size is the common case of the latter.
    """
    mine, other = pair.both[0]
    ours = {party.role for party in pair.report.parties if party is not mine}
    theirs = {party.role for party in pair.deal.parties if party is not other}
    return mine.role == other.role and (mine.role in OBJECTS or not ours & theirs)


def _direction(pair: Pair) -> Weighed:
    """A supplies B and B supplies A are two deals."""
    turned = [OPPOSITE.get(mine.role) == other.role for mine, other in pair.both]
    if pair.same_kind and len(pair.both) >= 2 and all(turned):
        return Weighed(None, "the same kind the other way round")
    return Weighed(0.0)


def _kind(pair: Pair) -> Weighed:
    ours, theirs = pair.report.kind, pair.deal.kind
    if ours == theirs:
        return Weighed(0.2, "same kind")
    if frozenset((ours, theirs)) not in AKIN:
        if pair.one_sum:
            return Weighed(0.05, f"one sum within days, told as {_said(ours)} and as {_said(theirs)}")
        return Weighed(None, f"{_said(ours)} and {_said(theirs)} are two things")
    if pair.valued and pair.size != "agree" and not pair.enlarged:
        return Weighed(None, f"{_said(ours)} and {_said(theirs)}, each with a sum of its own")
    return Weighed(0.1, f"{_said(ours)} is akin to {_said(theirs)}")


def _said(kind: Kind) -> str:
    return kind.replace("_", " ")


def _money(pair: Pair) -> Weighed:
    what = "money" if pair.valued else "quantities"
    match pair.size:
        case "agree":
            return Weighed(0.25, f"{what} within 5 %")
        case "loose":
            return Weighed(0.12, f"{what} that could be the same")
        case None:
            return Weighed(0.05 if pair.report.value or pair.deal.value else 0.1)
    if not pair.valued and pair.within(7):
        return Weighed(0.0)  # "10 GW" and, of the same deal, "1 GW at first".
    reason = _still_one(pair) if pair.valued else ""
    if not reason and pair.enlarged:
        reason = ENLARGED
    return Weighed(0.03, reason) if reason else Weighed(None, f"different {what}")


def _still_one(pair: Pair) -> str:
    """Why deals with different sums may still be one, or nothing."""
    near = nearness(pair.report, pair.deal)
    stages = {pair.report.status, pair.deal.status}
    if pair.venture:
        return "one venture"
    if pair.takeover and near >= 0.5:
        return "one takeover at another price"
    if pair.same_kind and near >= 0.6 and len(stages) == 2 and stages & {"rumored", "proposed"}:
        return "a sum told before it was settled"
    if pair.same_kind and near >= 0.8 and pair.within(0):
        return "accounts of one day that differ on the sum"
    return ""


def _time(pair: Pair) -> Weighed:
    """How far apart the two may lie depends on what else fits, and on the stages that they tell of."""
    days, vague = pair.when.days, pair.when.vague
    if pair.when.against:
        return Weighed(None, pair.when.against)
    if days is None:
        return _undated(pair)
    allowed = _allowed(pair)
    if days > allowed and not pair.enlarged:
        return Weighed(None, f"{days} days apart")
    if days > allowed:
        return Weighed(0.02, f"{ENLARGED}, {days} days apart" if pair.size != "differ" else f"{days} days apart")
    closeness = 0.2 * (1 - days / (allowed + 1)) * (0.6 if vague else 1)
    if days == 0:
        return Weighed(closeness, "same day" if pair.when.sharp else "dates that agree")
    return Weighed(closeness, f"{days} day{'' if days == 1 else 's'} apart")


def _allowed(pair: Pair) -> int:
    """The days that may lie between two tellings of one deal."""
    if pair.takeover or pair.venture:
        return max(pair.when.allowed, 540)
    if pair.size == "agree" and pair.when.allowed == USUAL:
        return 92
    if pair.size == "agree" and pair.same_kind and _from_proposal(pair):
        return max(pair.when.allowed, 365)
    if pair.same_kind:
        return pair.when.allowed
    if pair.whole:
        return min(pair.when.allowed, 92) if pair.size == "agree" else 14
    return 14 if pair.size == "agree" else 3  # other parties and another kind: only where told at one time


def _from_proposal(pair: Pair) -> bool:
    """Whether one tells of an offer on conditions (a loan, a term sheet) and the other of what came of it."""
    stages = {pair.report.status, pair.deal.status}
    return "proposed" in stages and bool(stages & {"announced", "completed"})


def _undated(pair: Pair) -> Weighed:
    """A mention in passing has often no date: then kind and parties have to do."""
    passing = not pair.report.main or all(not kept.report.main for kept in pair.deal.reports)
    if pair.size == "agree" or (pair.size is None and (pair.same_kind or passing)):
        return Weighed(0.05, "no date told")
    return Weighed(None, "no date told, and too little else in common")


def _subject(pair: Pair) -> Weighed:
    """Where no figure tells two agreements of one month apart, what they are about may."""
    report, deal = pair.report, pair.deal
    ours, theirs = _matter(report.subject, report.parties), _matter(deal.subject, deal.parties)
    if pair.size is not None or min(len(ours), len(theirs)) < 2:
        return Weighed(0.0)
    if ours & theirs:
        return Weighed(0.03)
    apart = pair.when.days is not None and pair.when.days > 7 and report.status == deal.status
    if apart and not (pair.takeover or pair.venture or pair.enlarged):
        return Weighed(None, "about other things, some days apart")
    return Weighed(0.0)


WORD = re.compile(r"[^\W\d_]{3,40}")
EMPTY = words("and for from into its the their with over under more than new per one two about which that by all not")


def _matter(subject: str, parties: Sequence[Party]) -> frozenset[str]:
    """The words of a subject that say something, without plural endings and the parties' own names."""
    names = " ".join(name for party in parties for name in (party.name, *filter(proper, party.aliases)))
    return _stems(subject) - _stems(names)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in WORD.findall(fold(text)) if word not in EMPTY)
