"""Sums that a party undertakes to pay, lend or put in: the deal's own where it is repeated (reading.md, cases 7, 12, 16
and 17), and those beside it: upfront, on milestones, as a break fee, in advance, as a part of a round or of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.amounts import MoneyFind
from bot.model import Commitment, Money, Strength, Undertaking
from bot.reading.commitments.due import dated
from bot.reading.commitments.ground import Amount, Ground
from bot.reading.commitments.phrases import COMING, last, says
from bot.reading.cues import no_value

PAYERS: tuple[str, ...] = ("licensee", "acquirer", "buyer", "investor", "lender")


def paying(ground: Ground) -> Iterator[Commitment]:
    """Every sum that somebody undertakes in this deal."""
    kind = ground.report.kind
    amounts = ground.payments if kind in ("licensing", "partnership") else ground.amounts
    parts = [one for amount in amounts for one in part_of(ground, amount)]
    yield from repeated(ground, parts)
    if kind in (
        "licensing",
        "partnership",
        "acquisition",
        "supply",
        "services",
        "investment",
        "joint_venture",
        "pledge",
    ):
        yield from parts


def money_at(amount: Amount) -> Money | None:
    """The sum of an amount, where it is one."""
    return amount.found.money if isinstance(amount.found, MoneyFind) and amount.found.per != "share" else None


def part_of(ground: Ground, amount: Amount) -> Iterator[Commitment]:
    """What a sum beside the deal's value is: a fee, an upfront payment, a milestone, a party's own money."""
    money = money_at(amount)
    if money is None:
        return
    for read in (break_fee, milestone, upfront, own_money):
        found = read(ground, amount, money)
        if found is not None:
            yield dated(found, ground, amount.line, amount.place) if read is own_money else found
            return


def sum_of(party: str, kind: Undertaking, strength: Strength, money: Money, amount: Amount) -> Commitment:
    """A commitment of a sum, resting on its words."""
    return Commitment(party, kind, strength, money, evidence=(amount.found.span,))


FEE_OF = re.compile(r"\bfees? of (?:\w+ ){0,3}$")
ENDING = re.compile(
    r"\bterminat|\bbreaks? (?:off|up)|\bwalks? away|\bcollaps|\bfalls? (?:apart|through)|\bcomes? to nothing"
)


def break_fee(ground: Ground, amount: Amount, money: Money) -> Commitment | None:
    """What is due where the deal comes to nothing."""
    if ground.report.kind not in ("acquisition", "investment", "joint_venture", "partnership"):
        return None
    named = says("fee", amount.before) or says("fee", amount.after[:40])
    if not named and not (ENDING.search(amount.line.text) and (FEE_OF.search(amount.before) or owing(amount.before))):
        return None
    payer = payer_of(ground, amount)
    strength: Strength = "firm" if ground.report.status == "terminated" else "planned"
    return sum_of(payer, "pay", strength, money, amount) if payer else None


def owing(before: str) -> bool:
    """Whether somebody would owe the sum that follows."""
    return re.search(r"\b(?:owe|owes|pay|liable)\b[^,]{0,40}$", before) is not None


TO_PAY = re.compile(r"(?:payable|due|owed|paid|paid out) (?:by|from) |\bfrom $|\bby $")


def payer_of(ground: Ground, amount: Amount) -> str | None:
    """Who pays a sum: the subject of a verb of paying, else the other one than the subject of a verb of receiving."""
    line, start = amount.line, amount.place - len(amount.before)
    receives, pays = last("receive", amount.before), last("pay", amount.before)
    for word, gets in sorted(
        ((w, g) for w, g in ((receives, True), (pays, False)) if w is not None), key=lambda one: -one[0].start()
    ):
        doers = ground.doers(line, start + word.start())
        if doers:
            return ground.other(doers[0]) if gets else doers[0]
    return None


REACHED = re.compile(
    r"\b(?:if|once|when|provided|as|should|depending on|on)\b[^\uf8ff]{0,80}\b(?:met|reached|achieved|approved|approval|attained|hit|meets?|reach(?:es)?|succeeds?|goals?|targets?)\b"
)


def milestone(ground: Ground, amount: Amount, money: Money) -> Commitment | None:
    """What is due only if something comes to pass."""
    if ground.report.kind not in ("licensing", "partnership", "acquisition"):
        return None
    if not (
        says("milestone", amount.after[:70])
        or REACHED.search(amount.after)
        or (says("milestone", amount.before) and not says("upfront", amount.after[:30]))
    ):
        return None
    if ground.report.value is not None and money.amount == ground.report.value.amount:
        return None
    payer = ground.holder("licensee", "acquirer") or payer_of(ground, amount)
    return sum_of(payer, "pay", "planned", money, amount) if payer else None


def upfront(ground: Ground, amount: Amount, money: Money) -> Commitment | None:
    """What is due at once, or before the goods come."""
    kind = ground.report.kind
    name = "deposit" if kind in ("supply", "services") else "upfront"
    if kind not in ("licensing", "partnership", "supply", "services"):
        return None
    if not (says(name, amount.after[:32]) or says(name, amount.before[-60:])):
        return None
    payer = ground.holder("licensee", "buyer") or payer_of(ground, amount)
    if payer is None:
        return None
    planned = ground.tentative or money.qualifier == "up_to" or says("planned", amount.before[-40:])
    return sum_of(payer, "pay", "planned" if planned else "firm", money, amount)


IN_IT = re.compile(
    r"^[^,]{0,24}? ?(?:in|into|on|to|toward|towards|of (?:equity|capital|it|that|this|the|preferred|new))\b"
)


def own_money(ground: Ground, amount: Amount, money: Money) -> Commitment | None:
    """What one party puts in, where it is not the value of the deal: of a round, of a plan, beside a takeover."""
    report = ground.report
    if report.kind not in ("acquisition", "investment", "joint_venture", "pledge"):
        return None
    if report.value is not None and money.amount == report.value.amount and money.currency == report.value.currency:
        return None
    verb = last("invest", amount.before[-60:])
    if verb is None or no_value(amount.before[-45:], amount.after[:40]):
        return None
    start = amount.place - len(amount.before[-60:])
    ahead = amount.line.text[max(0, start + verb.start() - 40) : start + verb.start()]
    coming = COMING.search(ahead) is not None
    if not coming and report.kind in ("acquisition", "pledge"):
        return None
    doers = ground.doers(amount.line, start + verb.start())
    if not doers or (report.kind == "investment" and not gives(ground, doers[0], money)):
        return None
    planned = ground.tentative or money.qualifier == "up_to" or says("planned", ahead)
    kind: Undertaking = "build" if report.kind == "pledge" and works(amount) else "invest"
    return sum_of(doers[0], kind, "planned" if planned else "firm", money, amount)


def gives(ground: Ground, name: str, money: Money) -> bool:
    """Whether a party puts a part of a round in: one of several investors, or one whose sum is less than the round."""
    investors = [party.name for party in ground.report.parties if party.role == "investor"]
    value = ground.report.value
    return name in investors and (len(investors) > 1 or (value is not None and money.amount < value.amount))


def repeated(ground: Ground, parts: list[Commitment]) -> Iterator[Commitment]:
    """The value of the deal as what its giver undertakes, in the kinds where it is repeated."""
    report, value = ground.report, ground.report.value
    if value is None or report.kind not in GIVERS or any(same(part.money, value) for part in parts):
        return
    roles, _ = GIVERS[report.kind]
    giver = ground.holder(*roles)  # type: ignore[arg-type]
    amount = next((one for one in ground.amounts if one.found.span in report.evidence.value), None)
    if giver is None or summed_up(report.kind, value, parts):
        return
    soft = report.kind == "licensing" and any(
        p.kind == "pay" and p.money and p.money.amount < value.amount for p in parts
    )
    strength: Strength = "planned" if value.qualifier == "up_to" or ground.tentative or soft else "firm"
    kind = kind_of(ground, amount)
    plain = Commitment(giver, kind, strength, value, evidence=report.evidence.value)
    yield dated(plain, ground, amount.line, amount.place) if amount is not None else plain


def same(one: Money | None, two: Money) -> bool:
    """Whether two sums are one."""
    return one is not None and one.amount == two.amount and one.currency == two.currency


def summed_up(kind: str, value: Money, parts: list[Commitment]) -> bool:
    """Whether the parts of a licence's total are all told, so that the total adds nothing."""
    sums = [part.money.amount for part in parts if part.money is not None and part.kind == "pay"]
    return kind == "licensing" and len(sums) > 1 and sum(sums) >= value.amount


GIVERS: dict[str, tuple[tuple[str, ...], Undertaking]] = {
    "supply": (("buyer",), "purchase"),
    "services": (("buyer",), "purchase"),
    "pledge": (("investor",), "invest"),
    "financing": (("lender",), "lend"),
    "licensing": (("licensee",), "pay"),
}


def kind_of(ground: Ground, amount: Amount | None) -> Undertaking:
    """What the giver does with the value: a gift is paid, not lent; a build-out is built."""
    kind = GIVERS[ground.report.kind][1]
    if amount is None:
        return kind
    if kind == "lend":
        near = amount.before[-80:] + amount.after[:60]
        given = says("gift", near) and not says("loan", near)
        return "pay" if given else "lend"
    return "build" if kind == "invest" and works(amount) else kind


DECIDED = re.compile(r"\b(?:approved|approves|sanctioned|gave the go-ahead|final investment decision|green-?lit)\b")
WORKS_AFTER = re.compile(r"^ (?:on|for|in|into|to build|to construct) (?:a|an|the|its|another|two|three|new)\b")


def works(amount: Amount) -> bool:
    """Whether a sum goes into building something: "build a plant for", "a $17 billion fab", "300 million on a plant"."""
    if re.search(r"\binvest", amount.before[-60:] + amount.after[:24]):
        return False
    if DECIDED.search(amount.before):
        return True
    if says("build", amount.before) or says("build", amount.after[:30]):
        return True
    modifies = re.match(r"^(?: \w+){0,3}", amount.after)
    if re.search(r"\b(?:a|an|the|its) (?:\w+ ){0,2}$", amount.before) and modifies and says("works", modifies[0]):
        return True
    return WORKS_AFTER.match(amount.after) is not None and says("works", amount.after[:60])
