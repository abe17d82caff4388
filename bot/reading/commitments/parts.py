"""Sums beside the value of a deal: a break fee, a milestone, what is due upfront or in advance, what one party puts in of
a round or spends of its plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.amounts import MoneyFind
from bot.model import Commitment, Money, Strength, Undertaking
from bot.reading.commitments.due import dated
from bot.reading.commitments.ground import Amount, Ground
from bot.reading.commitments.phrases import COMING, last, says
from bot.reading.cues import no_value
from bot.reading.masking import O

LEAST = 1_000
"""Less than this is the price of a share or of a unit, not a sum that is owed."""


def parts_of(ground: Ground, amount: Amount) -> Iterator[Commitment]:
    """What a sum is beside the deal's value: the first of the ways of reading it that fits."""
    money = money_at(amount)
    if money is None or money.amount < LEAST:
        return
    for read in (break_fee, milestone, upfront, own_money, share_of):
        found = list(read(ground, amount, money))
        if found:
            yield from found
            return


def money_at(amount: Amount) -> Money | None:
    """The sum of an amount, where it is one."""
    return amount.found.money if isinstance(amount.found, MoneyFind) and amount.found.per != "share" else None


def sum_of(party: str, kind: Undertaking, strength: Strength, money: Money, amount: Amount) -> Commitment:
    """A commitment of a sum, resting on its words."""
    return Commitment(party, kind, strength, money, evidence=(amount.found.span,))


FEE_OF = re.compile(r"\bfees? of (?:\w+ ){0,3}$")
ENDING = re.compile(
    r"\bterminat|\bbreaks? (?:off|up)|\bwalks? away|\bcollaps|\bfalls? (?:apart|through)|\bcomes? to nothing|"
    r"\b(?:if|should|in case|unless)\b[^\uf8ff]{0,60}\b(?:regulators?|authorities|courts?|stop|block|fails?|reject|withdraw|accepts? (?:a |an )?(?:better|rival|higher|superior|other|competing)|"
    r"changes? (?:its|their) (?:mind|recommendation)|not (?:closed?|completed?|approved?|obtained|cleared|go ahead))"
)
ON_END = re.compile(r"\b(?:had to|has to|must|will|would|agreed to) (?:pay|hand over)\b[^,\uf8ff]{0,40}$")
OWING = re.compile(r"\b(?:owe|owes|pay|liable)\b[^,]{0,40}$")
EACH = re.compile(r"\bto the other|\beither (?:side|party|company|of them|one)\b|\bthe other (?:side|party|company)\b")
AHEAD = 160


def break_fee(ground: Ground, amount: Amount, money: Money) -> Iterator[Commitment]:
    """What is due where the deal comes to nothing."""
    if ground.report.kind not in ("acquisition", "investment", "joint_venture") or is_value(ground, money):
        return
    if not tells_fee(ground, amount):
        return
    strength: Strength = "firm" if ground.report.status == "terminated" else "planned"
    payer = payer_of(ground, amount)
    if payer is not None:
        yield sum_of(payer, "pay", strength, money, amount)
    elif EACH.search(amount.line.text):
        yield from (sum_of(party.name, "pay", strength, money, amount) for party in ground.report.parties[:2])


def tells_fee(ground: Ground, amount: Amount) -> bool:
    """Whether a sum is a fee for parting: by name, by what somebody owes if the deal fails, by what its end cost."""
    if says("fee", amount.before) or says("fee", amount.after[:40]) or alone(amount):
        return True
    owed = FEE_OF.search(amount.before) or OWING.search(amount.before)
    if owed and ENDING.search(amount.line.text):
        return True
    return ground.report.status == "terminated" and ON_END.search(amount.before) is not None


def alone(amount: Amount) -> bool:
    """Whether a fee is named elsewhere in a sentence that has no other sum: "It will collect $1 billion: a break-up fee"."""
    text = amount.line.text
    return len(amount.line.sums) == 1 and says("fee", text[max(0, amount.place - AHEAD) : amount.place + 60])


PASSIVE = re.compile(r"\b(?:be|been|is|are|was|were|being) (?:\w+ly )?$")


def payer_of(ground: Ground, amount: Amount) -> str | None:
    """Who pays a sum: the subject of a verb of paying, else the other one than the subject of a verb of receiving."""
    start = max(0, amount.place - AHEAD)
    before = amount.line.text[start : amount.place]
    receives, pays = last("receive", before), last("pay", before)
    found = [(word, gets) for word, gets in ((receives, True), (pays, False)) if word is not None]
    for word, active in sorted(found, key=lambda one: -one[0].start()):
        gets = active or PASSIVE.search(before[: word.start()]) is not None  # "will be paid"
        doers = ground.doers(amount.line, start + word.start())
        if doers:
            return ground.other(doers[0]) if gets else doers[0]
    return None


def is_value(ground: Ground, money: Money) -> bool:
    """Whether a sum is the value of the deal."""
    return same(ground.report.value, money)


def same(one: Money | None, two: Money) -> bool:
    """Whether two sums are one."""
    return one is not None and one.amount == two.amount and one.currency == two.currency


REACHED = re.compile(
    r"\b(?:if|once|when|provided|as|should|depending on|on)\b[^\uf8ff]{0,80}\b(?:met|reached|achieved|approved|approval|attained|hit|meets?|reach(?:es)?|succeeds?|goals?|targets?)\b"
)


def milestone(ground: Ground, amount: Amount, money: Money) -> Iterator[Commitment]:
    """What is due only if something comes to pass."""
    if ground.report.kind not in ("licensing", "partnership", "acquisition") or is_value(ground, money):
        return
    if no_value(amount.line.before(amount.place, 45), "") and not says("milestone", amount.before):
        return
    behind = says("milestone", amount.after[:70]) or REACHED.search(amount.after)
    ahead = says("milestone", amount.before) and not says("upfront", amount.after[:30])
    payer = payer_of(ground, amount) or ground.holder("licensee", "acquirer") if behind or ahead else None
    if payer is not None:
        yield sum_of(payer, "pay", "planned", money, amount)


INSTALMENT = re.compile(r"\b(?:instal+ments?|payments|rates) of (?:\w+ )?$")


def upfront(ground: Ground, amount: Amount, money: Money) -> Iterator[Commitment]:
    """What is due at once, or before the goods come."""
    kind = ground.report.kind
    name = "deposit" if kind in ("supply", "services") else "upfront"
    if kind not in ("licensing", "partnership", "supply", "services"):
        return
    if INSTALMENT.search(amount.before):
        return
    near = (amount.after[:32], amount.before[-60:])
    if not any(says(name, text) for text in near) and not says("sure", amount.after[:48]):
        return
    payer = payer_of(ground, amount) or ground.holder("licensee", "buyer")
    if payer is not None:
        planned = ground.tentative or money.qualifier == "up_to" or says("planned", amount.before[-40:])
        yield sum_of(payer, "pay", "planned" if planned else "firm", money, amount)


def own_money(ground: Ground, amount: Amount, money: Money) -> Iterator[Commitment]:
    """What one party puts in, where it is not the value of the deal: of a round, of a plan, beside a takeover."""
    report = ground.report
    joint = report.kind in ("joint_venture", "partnership")
    if report.kind == "partnership" and ground.staked:
        return  # a stake with its own sum is a deal of its own (reading.md, case 4)
    if report.kind not in ("acquisition", "investment", "pledge") and not (joint and report.main):
        return
    if is_value(ground, money) and not joint:
        return
    verb = last("invest", amount.before[-60:])
    if verb is None or no_value(amount.before[-45:], amount.after[:40]):
        return
    start = amount.place - len(amount.before[-60:])
    ahead = amount.line.text[max(0, start + verb.start() - 40) : start + verb.start()]
    if COMING.search(ahead) is None and report.kind in ("acquisition", "pledge", "partnership"):
        return
    doers = ground.doers(amount.line, start + verb.start(), by_name=report.kind == "partnership")
    if doers and (report.kind != "investment" or gives(ground, doers[0], money)):
        planned = ground.tentative or money.qualifier == "up_to" or says("planned", ahead)
        kind: Undertaking = "build" if report.kind == "pledge" and works(amount) else "invest"
        plain = sum_of(doers[0], kind, "planned" if planned else "firm", money, amount)
        yield dated(plain, ground, amount.line, amount.place)


def gives(ground: Ground, name: str, money: Money) -> bool:
    """Whether a party puts a part of a round in: one of several investors, or one whose sum is less than the round."""
    investors = [party.name for party in ground.report.parties if party.role == "investor"]
    value = ground.report.value
    return name in investors and (len(investors) > 1 or (value is not None and money.amount < value.amount))


OF_IT = re.compile(r"^ (?:\w+ )?of (?:that|it|this|which|the (?:sum|total|money|amount|investment))\b")
A_PART = re.compile(
    r"\b(?:an?|the) (?:first|second|third|fourth|further|initial|other|remaining|last|smaller|larger) (?:part|share|tranche|instalment|installment|portion|phase|stage|step)?(?:, | )?(?:of |worth |at |for )?$"
)
ITS_PART = re.compile(
    rf"({O})'s (?:part|share|portion|contribution)\b[^\uf8ff.]{{0,40}} (?:is|are|comes to|amounts to|will be|of|at) (?:\w+ ){{0,2}}$"
)
IS_PART = re.compile(
    rf"^ (?:of (?:that|it|this|which) )?(?:is|are|from|comes from|come from|came from|coming from|will come from) ({O})(?:'s (?:part|share|portion|contribution)\b|[.,;]|$| and )"
)


def share_of(ground: Ground, amount: Amount, money: Money) -> Iterator[Commitment]:
    """A part of what is put in: one party's share of a venture, a tranche of a round, a piece of a plan."""
    report = ground.report
    if report.kind not in ("investment", "joint_venture", "pledge") or (
        report.kind != "joint_venture" and is_value(ground, money)
    ):
        return
    match = ITS_PART.search(amount.before) or IS_PART.match(amount.after)
    party = None
    if match is not None:
        party = ground.one(amount.line, match[1])
    elif OF_IT.match(amount.after) or A_PART.search(amount.before):
        less = report.value is not None and money.amount < report.value.amount
        party = ground.holder("investor") if less and report.kind != "joint_venture" else None
    if party is not None:
        planned = ground.tentative or money.qualifier == "up_to"
        kind: Undertaking = "build" if report.kind == "pledge" and works(amount) else "invest"
        yield dated(
            sum_of(party, kind, "planned" if planned else "firm", money, amount), ground, amount.line, amount.place
        )


TO_BUILD = re.compile(r"^ (?:in [^,\uf8ff]{1,30} )?to (?:build|construct|erect|set up)\b")
DECIDED = re.compile(r"\b(?:approved|approves|sanctioned|gave the go-ahead|final investment decision|green-?lit)\b")
WORKS_AFTER = re.compile(r"^ (?:on|for|in|into|to build|to construct) (?:a|an|the|its|another|two|three|new)\b")


def works(amount: Amount) -> bool:
    """Whether a sum goes into building something: "build a plant for", "a $17 billion fab", "on a new plant"."""
    if TO_BUILD.match(amount.after):
        return True
    if re.search(r"\binvest", amount.before[-60:] + amount.after[:24]):
        return False
    if DECIDED.search(amount.before):
        return True
    ahead = amount.line.text[max(0, amount.place - AHEAD) : amount.place].rpartition("\uf8ff")[2]
    if says("build", ahead) or says("build", amount.after[:60]):
        return True
    modifies = re.match(r"^(?: [\w-]+){0,3}", amount.after)
    if re.search(r"\b(?:a|an|the|its) (?:\w+ ){0,2}$", amount.before) and modifies and says("works", modifies[0]):
        return True
    return WORKS_AFTER.match(amount.after) is not None and says("works", amount.after[:60])
