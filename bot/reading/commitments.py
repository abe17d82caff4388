"""Who owes what, or expressly does not, until when: read from the sentences that tell a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.dates import DateFind, deadline_of
from bot.language.quantities import QuantityFind
from bot.model import Commitment, Day, Report, Span, Strength, Undertaking
from bot.reading.cues import GOODS_UNITS
from bot.reading.masking import D, Masked, O, Q

MOST = 5
NONE = re.compile(
    r"(?:(?:does|do|did|will|would) not (?:include|involve|contain|require|carry|come with)|includes? no|involves? no|comes? with no|carries no|without(?: any| committing to| making)?|there (?:is|are) no|no|not part of|free of) ?"
    r"[^.;\uf8ff]{0,50}?(?:purchase|financial|buy|payment|monetary|investment|spending|minimum)?[^.;\uf8ff]{0,20}?(?:commitments?|obligations?|guarantees?|requirements?)"
    r"|(?:purchase|financial|investment|spending) (?:commitments?|obligations?) are not (?:part of|included in)"
    r"|(?:is|are) not (?:obliged|required|committed|obligated) to (?:buy|purchase|pay|invest)"
)
PLANNED = re.compile(
    r"\b(?:plans?|planned|intends?|aims?|expects?|expected|up to|as much as|could|may|might|would|target|letter of intent|option|memorandum|hopes?)\b"
)
GIVER: dict[str, tuple[str, Undertaking]] = {
    "supply": ("buyer", "purchase"),
    "services": ("buyer", "purchase"),
    "pledge": ("investor", "invest"),
    "financing": ("lender", "lend"),
    "licensing": ("licensee", "pay"),
}


MAKES = re.compile(
    rf"(?P<who>{O})(?: also| both| now| jointly| and){{0,2}} (?P<how>will|plans? to|intends? to|aims? to|expects? to|wants? to|is to|are to|means? to)(?: also| jointly| now){{0,2}} "
    r"(?:co-design|design|co-develop|develop|build|produce|make|manufacture|construct|turn out)\b(?! (?:it|an? offer|a bid|use|up|sure)\b)"
)


def made(report: Report, wider: Sequence[Masked]) -> list[Commitment]:
    """Plain statements of what a party will make or build, one for each party; planned where any of them is."""
    if report.kind not in ("partnership", "joint_venture", "licensing"):
        return []
    found: dict[str, Commitment] = {}
    for masked in wider:
        for match in MAKES.finditer(masked.text):
            names = {who.name for mention in masked.mentions(match["who"]) for who in mention.who}
            party = next((p.name for p in report.parties if names == {p.name}), None)
            if party is None:
                continue
            firm = match["how"] in ("will", "is to", "are to") and not tentative(report)
            if party not in found or (found[party].strength == "firm" and not firm):
                span = masked.span(match.start(), match.end())
                found[party] = Commitment(party, "build", "firm" if firm else "planned", evidence=(span,))
    return list(found.values())


def commitments_of(report: Report, near: Sequence[Masked], wider: Sequence[Masked]) -> tuple[Commitment, ...]:
    """The commitments of one deal, at most five: what is expressly denied, then what is undertaken."""
    if report.status == "terminated":
        return tuple(denied(report, near))[:MOST]
    return (*denied(report, near), *made(report, wider), *sums(report, near), *quantities(report, near))[:MOST]


def denied(report: Report, near: Sequence[Masked]) -> list[Commitment]:
    """Each stated absence of a commitment."""
    found: list[Commitment] = []
    for masked in near:
        for match in NONE.finditer(masked.text):
            kinds = [
                kind
                for word, kind in (
                    ("purchas", "purchase"),
                    ("buy", "purchase"),
                    ("financ", "pay"),
                    ("pay", "pay"),
                    ("monet", "pay"),
                    ("invest", "invest"),
                    ("spend", "pay"),
                )
                if word in match[0]
            ]
            for kind in dict.fromkeys(kinds or ["other"]):
                span = masked.span(match.start(), match.end())
                if not any(c.kind == kind for c in found):
                    found.append(Commitment(ower(report), kind, "none", evidence=(span,)))  # type: ignore[arg-type]
    return found


def ower(report: Report) -> str:
    """Who would owe a purchase or a payment: the buying side, else the first party."""
    return holder(report, "buyer", "acquirer", "investor", "lender", "licensee") or report.parties[0].name


def holder(report: Report, *roles: str) -> str | None:
    """The first party in one of these roles."""
    return next((party.name for party in report.parties if party.role in roles), None)


def tentative(report: Report) -> bool:
    """Whether the deal itself is not agreed yet, so that nothing in it can be firm."""
    return report.status in ("rumored", "proposed")


def sums(report: Report, near: Sequence[Masked]) -> list[Commitment]:
    """The deal's own sum as what its giver undertakes, where reading.md's cases say so (7, 16, 17)."""
    if report.value is None or report.kind not in GIVER:
        return []
    role, kind = GIVER[report.kind]
    giver = holder(report, role)
    if giver is None:
        return []
    strength: Strength = "planned" if report.value.qualifier == "up_to" or tentative(report) else "firm"
    deadline, more = due(near, report.evidence.value)
    return [
        Commitment(
            giver, kind, strength, money=report.value, deadline=deadline, evidence=(*report.evidence.value, *more)
        )
    ]


def due(near: Sequence[Masked], spans: tuple[Span, ...]) -> tuple[Day | None, tuple[Span, ...]]:
    """A deadline in the sentence of a sum, and its words."""
    for masked in near:
        places = [m.span for m in masked.marks.values()]
        if not any(span in places for span in spans):
            continue
        for match in re.finditer(D, masked.text):
            find = masked.marks[match[0]]
            if isinstance(find, DateFind) and (find.kind == "deadline" or find.future):
                day = deadline_of(find)
                if day is not None:
                    return day, (find.whole,)
    return None, ()


NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
"""A number that everybody sees in the words; "some forty-odd" stays out of the ledger."""


def quantities(report: Report, near: Sequence[Masked]) -> list[Commitment]:
    """What a buyer takes, counted: 12 aircraft, 835 MW."""
    if report.kind not in ("supply", "services"):
        return []
    buyer = holder(report, "buyer")
    if buyer is None:
        return []
    found: list[Commitment] = []
    for masked in near:
        for match in re.finditer(Q, masked.text):
            find = masked.marks[match[0]]
            if not isinstance(find, QuantityFind) or find.quantity.unit not in GOODS_UNITS:
                continue
            if NUMBER.search(masked.article, find.span.start, find.span.end) is None:
                continue
            clause = masked.text[max(0, match.start() - 60) : match.start()]
            planned = find.quantity.qualifier == "up_to" or PLANNED.search(clause) is not None or tentative(report)
            deadline, more = due([masked], (find.whole,))
            found.append(
                Commitment(
                    buyer,
                    "purchase",
                    "planned" if planned else "firm",
                    quantity=find.quantity,
                    deadline=deadline,
                    evidence=(find.whole, *more),
                )
            )
    return found[:2]
