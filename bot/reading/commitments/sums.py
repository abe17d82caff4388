"""Sums that a party undertakes to pay, lend or put in: the deal's own where reading.md repeats it (cases 7, 16 and 17),
and those beside it, which `parts` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Commitment, Money, Role, Strength, Undertaking
from bot.reading.commitments.due import dated
from bot.reading.commitments.ground import Amount, Ground
from bot.reading.commitments.parts import LEAST, break_fee, money_at, parts_of, payer_of, same, works
from bot.reading.commitments.phrases import says
from bot.reading.masking import O

GIVERS: dict[str, tuple[Role, Undertaking]] = {
    "supply": ("buyer", "purchase"),
    "services": ("buyer", "purchase"),
    "pledge": ("investor", "invest"),
    "financing": ("lender", "lend"),
    "licensing": ("licensee", "pay"),
    "partnership": ("partner", "pay"),
}


def paying(ground: Ground) -> Iterator[Commitment]:
    """Every sum that somebody undertakes in this deal."""
    amounts = (
        ground.payments if ground.report.kind in ("licensing", "partnership") and ground.report.main else ground.amounts
    )
    parts = [one for amount in amounts for one in parts_of(ground, amount)]
    yield from repeated(ground, parts)
    yield from parts


def on_ending(ground: Ground) -> Iterator[Commitment]:
    """What the end of a deal brings: a break fee (reading.md, case 20)."""
    for amount in ground.amounts:
        if (money := money_at(amount)) is not None:
            yield from break_fee(ground, amount, money)


def repeated(ground: Ground, parts: list[Commitment]) -> Iterator[Commitment]:
    """The value of the deal as what its giver undertakes, in the kinds where it is repeated."""
    report, value = ground.report, ground.report.value
    if value is None or report.kind not in GIVERS or any(same(part.money, value) for part in parts):
        return
    amount = amount_of(ground, value)
    if value.amount < LEAST or (amount is not None and otherwise(report.kind, amount)):
        return
    giver = giver_of(ground, amount)
    if giver is None or summed_up(report.kind, value, parts):
        return
    strength: Strength = "planned" if soft(ground, value, amount, parts) else "firm"
    plain = Commitment(giver, kind_of(ground, amount), strength, value, evidence=report.evidence.value)
    yield dated(plain, ground, amount.line, amount.place) if amount is not None else plain


TAKEOVER = re.compile(
    r"\b(?:merger|takeover|acquisitions?|tender offer|buyout|cash and stock|in stock|cash and shares|stake|per share|spent|majority)\b"
)
TAKES_OVER = re.compile(rf"\b(?:buy|acquire|purchase|take over|buying|acquiring|bought|acquired) {O}(?!'s)")


INVESTED = re.compile(r"\binvest\w*\b[^\uf8ff]{0,40}$")


def otherwise(kind: str, amount: Amount) -> bool:
    """Whether a sum is none that this kind repeats: the price of a company or of a stake, what somebody invests."""
    if kind in ("supply", "services", "financing") and INVESTED.search(amount.before):
        return not says("loan", amount.before)
    if kind not in ("supply", "services", "pledge"):
        return False
    return TAKEOVER.search(amount.before[-60:] + "|" + amount.after[:40]) is not None or (
        kind != "pledge" and TAKES_OVER.search(amount.clause) is not None
    )


def amount_of(ground: Ground, value: Money) -> Amount | None:
    """The amount that the value was read from, else the same sum elsewhere."""
    spans = ground.report.evidence.value
    equal = [one for one in ground.amounts if same(money_at(one), value)]
    return next((one for one in equal if one.found.span in spans), equal[0] if equal else None)


def giver_of(ground: Ground, amount: Amount | None) -> str | None:
    """Who gives the value: by the roles of its kind; between partners, who pays by the words."""
    role, _ = GIVERS[ground.report.kind]
    if role == "partner":
        return payer_of(ground, amount) if amount is not None else None
    return ground.holder(role)


PLANS = re.compile(
    r"\b(?:plans?|planned|planning|intends?|intended|aims?|hopes?|wants?|expects?|expected|could|may|might)\b[^\uf8ff,]{0,50}$"
)


def soft(ground: Ground, value: Money, amount: Amount | None, parts: list[Commitment]) -> bool:
    """Whether the value is not sure to be spent: "up to", a plan, a licence's total beside what is due at once."""
    if value.qualifier == "up_to" or ground.tentative:
        return True
    if amount is not None and PLANS.search(amount.before[-70:]):
        return True
    if amount is not None and ground.report.kind in ("licensing", "partnership") and bound_to_goals(amount):
        return True
    less = any(part.kind == "pay" and part.money and part.money.amount < value.amount for part in parts)
    return ground.report.kind == "licensing" and less


def bound_to_goals(amount: Amount) -> bool:
    """Whether a sum counts what is due only on milestones: "$2 billion across upfront and milestone payments"."""
    near = says("milestone", amount.before[-60:]) or says("milestone", amount.after[:90])
    return near and not says("upfront", amount.after[:24])


def summed_up(kind: str, value: Money, parts: list[Commitment]) -> bool:
    """Whether the parts of a licence's total are all told, so that the total adds nothing."""
    sums = [part.money.amount for part in parts if part.money is not None and part.kind == "pay"]
    return kind == "licensing" and len(sums) > 1 and sum(sums) >= value.amount


STATE = re.compile(
    r"\b(?:department|government|ministry|commission|state|administration|treasury|federal|confederation|county|agency)\b",
    re.IGNORECASE,
)


def kind_of(ground: Ground, amount: Amount | None) -> Undertaking:
    """What the giver does with the value: a gift is paid, not lent; a build-out is built."""
    kind = GIVERS[ground.report.kind][1]
    if amount is None:
        return kind
    if kind == "lend":
        return "pay" if given(ground, amount) else "lend"
    return "build" if kind == "invest" and works(amount) else kind


def given(ground: Ground, amount: Amount) -> bool:
    """Whether money is a gift: by the words beside it, else by those of its sentence and of the others that tell the
    deal, else as a state gives it."""
    near = amount.before[-80:] + amount.after[:60]
    for text in (near, amount.line.text, *(line.text for line in ground.own)):
        if says("loan", text):
            return False
        if says("gift", text):
            return True
    return STATE.search(ground.holder("lender") or "") is not None
