"""Quantities that a buyer takes or a supplier makes: 12 aircraft, 835 MW, ten more on option, warrants for shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.quantities import QuantityFind
from bot.language.text import words
from bot.model import Commitment, Quantity, Strength, Undertaking
from bot.reading.commitments.due import dated
from bot.reading.commitments.ground import Amount, Ground
from bot.reading.commitments.phrases import last, says
from bot.reading.masking import O

MOST = 3
NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
"""A number that everybody sees in the words; "some forty-odd" stays out of the ledger."""

NO_GOODS = words(
    "shares warrants jobs people employees customers students locations stores restaurants branches hospitals hotels "
    "schools countries stations plants mines wells patents titles qubits acres hectares miles kilometres employees "
    "properties datacentres warehouses beds seats rooms"
)
SPACE = words("sqft sqm")
POWER = words("GW MW kW")
ENERGY = words("GWh TWh MWh")
CAPACITY = POWER | ENERGY | SPACE | words("GPUs chips racks servers units systems")
"""What measures a service, whose price is the buyer's commitment where it is told."""

PARTS = re.compile(
    r"\b(?:compris\w+|includ\w+|made up of|consist\w+ of|of which|of them|of these|among them|split between|broken down)\b[^\uf8ff]{0,40}$"
)
BROUGHT_TO = re.compile(
    r"\b(?:bring|brought|tak|rais|lift|increas)\w*\b[^\uf8ff]{0,60}\b(?:totals?|orders?|fleet|backlog|number|purchases)\b[^\uf8ff]{0,30} to (?:\w+ )?$"
)
DONE = re.compile(
    r"(?<!be )\b(?:delivered|sold|produced|built|shipped|made|manufactured|handed over) (?:\w+ ){0,2}$|\b(?:contracts|agreements|deals) for (?:\w+ ){0,3}$"
)
DESCRIBES = re.compile(r"-car\b")
"""What only describes a train: "four-car trainsets"."""

WITHIN = re.compile(r"^ with (?:\w+ )?$|\bwith (?:a|two|three|four|its|their) (?:\w+ )?$")
WHOSE = re.compile(rf"^(?: [\w-]+){{0,3}} (?:from|of|with|by|for) ({O})")
OWNER = re.compile(rf"({O})'s? (?:[\w-]+ ){{0,3}}$")
ANOTHER = re.compile(
    r"\b(?:options?|purchase rights) (?:for|on|to (?:buy|order|take|purchase)|over|of)\b[^\uf8ff]{0,40}$|^ (?:on option|as options?|options?)\b"
)


def goods(ground: Ground) -> list[Commitment]:
    """What a buyer takes, counted."""
    if ground.report.kind not in ("supply", "services") and not ground.goods_buyer:
        return []
    found: list[tuple[Amount, Commitment]] = []
    for amount in ground.amounts:
        quantity = counted(amount)
        if quantity is None or not bought(ground, amount, quantity):
            continue
        who, kind = side_of(ground, amount)
        if who is not None:
            strength = firmness(ground, amount, quantity)
            plain = Commitment(who, kind, strength, quantity=quantity, evidence=(amount.found.whole,))
            found.append((amount, dated(plain, ground, amount.line, amount.place)))
    owed: list[Commitment] = []
    for amount, one in whole_only(found):
        if not any(again(other, amount, one) for other in found[: found.index((amount, one))]):
            owed.append(one)
    if any(c.quantity and c.quantity.unit in ENERGY for c in owed):  # the park's size beside what it yields
        owed = [c for c in owed if c.quantity and c.quantity.unit not in POWER]
    return owed[:MOST]


def again(earlier: tuple[Amount, Commitment], amount: Amount, owed: Commitment) -> bool:
    """Whether a quantity was told before; an option on as many again, in the same sentence, is another."""
    one, other = earlier
    if other.quantity is None or owed.quantity is None:
        return False
    if (other.quantity.number, other.quantity.unit) != (owed.quantity.number, owed.quantity.unit):
        return False
    return not (one.line is amount.line and says("option", amount.before) and other.strength == "firm")


def whole_only(found: list[tuple[Amount, Commitment]]) -> list[tuple[Amount, Commitment]]:
    """Without the parts of a whole that its sentence tells too: "10 planes - six 737s, two 777s and two 787s"."""
    dropped: set[int] = set()
    for amount, owed in found:
        assert owed.quantity is not None
        rest = [
            (n, other.quantity.number)
            for n, (one, other) in enumerate(found)
            if one.line is amount.line
            and one is not amount
            and other.quantity
            and other.quantity.unit == owed.quantity.unit
        ]
        if len(rest) > 1 and sum(number for _, number in rest) == owed.quantity.number:
            dropped |= {n for n, _ in rest}
    return [one for n, one in enumerate(found) if n not in dropped]


def side_of(ground: Ground, amount: Amount) -> tuple[str | None, Undertaking]:
    """Whose commitment a quantity is: the buyer's; the supplier's where the buyer's is a sum (reading.md, case 17)."""
    buyer = taker(ground, amount) or ground.holder("buyer") or ground.goods_buyer
    capacity = amount.found.quantity.unit in CAPACITY if isinstance(amount.found, QuantityFind) else False
    if capacity and ground.report.kind == "services" and ground.report.value is not None and gives_it(ground, amount):
        return ground.holder("supplier"), "supply"
    return buyer, "purchase"


def gives_it(ground: Ground, amount: Amount) -> bool:
    """Whether the verb before a quantity is one of the supplier's."""
    verb = last("give", amount.before[-50:])
    if verb is None:
        return False
    doers = ground.doers(amount.line, amount.place - len(amount.before[-50:]) + verb.start())
    return doers == (ground.holder("supplier"),)


def taker(ground: Ground, amount: Amount) -> str | None:
    """Who takes a quantity, by the verb before it: the subject of buying, the other one than that of supplying."""
    takes, gives = last("take", amount.before[-50:]), last("give", amount.before[-50:])
    verb = max((one for one in (takes, gives) if one is not None), key=lambda one: one.start(), default=None)
    if verb is None:
        return None
    doers = ground.doers(amount.line, amount.place - len(amount.before[-50:]) + verb.start(), by_name=True)
    if not doers or len(doers) > 1:
        return None
    return doers[0] if verb is takes else ground.other(doers[0])


def counted(amount: Amount) -> Quantity | None:
    """The quantity of an amount, where its words show the number."""
    if not isinstance(amount.found, QuantityFind):
        return None
    span = amount.found.span
    return amount.found.quantity if NUMBER.search(amount.line.masked.article, span.start, span.end) else None


def bought(ground: Ground, amount: Amount, quantity: Quantity) -> bool:
    """Whether a quantity is what changes hands, not the size of a fleet or a plant, a part of the whole or somebody
    else's."""
    unit = quantity.unit
    if unit in NO_GOODS or (unit in SPACE and ground.report.kind != "services"):
        return False
    if (
        says("standing", amount.before[-50:])
        or says("standing", amount.after[:24])
        or (PARTS.search(amount.before) and not says("option", amount.before))
    ):
        return False
    if WITHIN.search(amount.before) or (unit == "containers" and amount.before.endswith(" of ")):
        return False
    if unit == "cars" and DESCRIBES.search(amount.line.masked.article, amount.found.span.start, amount.found.span.end):
        return False
    if unit == "options" and not says("order", amount.line.text[: amount.place]):
        return False
    if BROUGHT_TO.search(amount.before) or made_bigger(amount) or elsewhere(ground, amount):
        return False
    if ground.report.kind == "partnership":
        return says("order", amount.clause) and not says("raise", amount.before)
    telling = any(line is amount.line for line in ground.own)
    if ground.report.kind == "services" and ground.report.value is not None and unit in CAPACITY:
        return taker(ground, amount) is not None or gives_it(ground, amount)
    return telling or (says("order", amount.clause) and not DONE.search(amount.before))


def elsewhere(ground: Ground, amount: Amount) -> bool:
    """Whether a quantity is said to come from, or to belong to, somebody who is no party."""
    whose, owner = WHOSE.match(amount.after), OWNER.search(amount.before)
    marks = [m[1] for m in (whose, owner) if m is not None]
    who = {n for mark in marks for mention in amount.line.masked.mentions(mark) for n in mention.who}
    return bool(who) and not who & ground.story.who[id(ground.told)]


BIGGER = re.compile(r"\b(?:rais|increas|expand|uprat|boost|lift|enlarg)\w*[^,\uf8ff]{0,60} (?:by|to) (?:\w+ ){0,2}$")


def made_bigger(amount: Amount) -> bool:
    """ "raise the output of the plant by 30 megawatts" """
    return BIGGER.search(amount.before) is not None


def firmness(ground: Ground, amount: Amount, quantity: Quantity) -> Strength:
    """Whether a quantity is agreed or only may be taken."""
    before = amount.before[-60:]
    if ground.tentative or quantity.qualifier == "up_to" or quantity.unit == "options":
        return "planned"
    if EXERCISED.search(before):
        return "firm"
    if ANOTHER.search(before) or ANOTHER.match(amount.after) or says("option", before) or says("planned", before):
        return "planned"
    return "firm"


EXERCISED = re.compile(
    r"\b(?:exercis\w+|took up|taken up|converted|converts?|firmed up)\b[^\uf8ff]{0,30}\b(?:options?|rights?)\b"
)
WARRANT = re.compile(
    r"\bwarrants?\b[^\uf8ff]{0,60}$|\boptions? (?:to (?:buy|purchase|acquire)|on|over)[^\uf8ff]{0,40}$"
)


def warrants(ground: Ground) -> Iterator[Commitment]:
    """Shares that a customer may take as part of the contract."""
    if ground.report.kind not in ("supply", "services", "partnership", "licensing"):
        return
    for amount in ground.amounts:
        quantity = counted(amount)
        if quantity is None or quantity.unit not in ("shares", "warrants") or not WARRANT.search(amount.before):
            continue
        holder = ground.holder("buyer", "licensee")
        if holder is not None:
            yield Commitment(holder, "invest", "planned", quantity=quantity, evidence=(amount.found.whole,))
            return


BUYS = re.compile(
    r"\b(?:agree[ds]?|agreement|agreements|deals?|contracts?|order|committed|commits|commitment|undertook|undertaken|pact|is|are)\b"
    r"[^\uf8ff;:,]{0,30}? to (?:buy|purchase|procure|take)\b(?! (?:over|part|out|a stake|an? \d))"
    r"|\b(?:will|shall|is to|are to) (?:also |now )?(?:buy|purchase|procure)\b(?! (?:out|a stake))"
    r"|\bagreed (?:that )?[^\uf8ff;:,]{1,40} (?:will|would|to) (?:sell|supply)\b"
)


def plainly_bought(ground: Ground) -> Iterator[Commitment]:
    """A plain statement of what is bought, where the deal has neither a sum nor a number."""
    buyer = ground.holder("buyer")
    if ground.report.kind != "supply" or ground.report.value is not None or buyer is None:
        return
    for find in ground.told.finds:
        line = ground.story.lines[find.sentence]
        for match in BUYS.finditer(line.text):
            if not find.start <= match.start() <= find.end or not line.may_own(ground.told, match.end()):
                continue
            span = line.masked.span(match.start(), match.end())
            plain = Commitment(buyer, "purchase", "planned" if ground.tentative else "firm", evidence=(span,))
            yield dated(plain, ground, line, match.end())
            return
