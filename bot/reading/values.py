"""The headline money of a deal: the sum beside the words that tell it, else one that a later sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.amounts import MoneyFind
from bot.model import Kind, Money, Span
from bot.reading.cues import no_value
from bot.reading.deals import Told
from bot.reading.story import Line, Story, first_of

REFERS = re.compile(
    r"^\W*(?:(?:but|and|yet|now|still|both|under|with|in|for|as part of) )*(?:[^,.;]{0,36}, )?(?:under )?"
    r"(?:(?:the|this|that|its|their|such a|terms of the) (?:\S+ ){0,3}?"
    r"(?:deal|agreement|price|acquisition|transaction|contract|order|purchase|takeover|partnership|investment|terms|offer|bid|"
    r"arrangement|pact|tie-up|accord|announcement|merger|round|sale|venture|loan|licence|license|consideration|plan|project|swap|proposal|approach)\b"
    r"|it (?:is|was|has been|had been) (?:agreed|announced|signed|struck|worth|valued|made)\b|(?:it|which) (?:is|was) (?:worth|valued))"
)
PAST = 180
"""What a sentence tells of so many days ago is not the news."""

LEAST, REACH, ROUNDED = 10_000, 9, 16
"""A smaller sum is the price of a piece; so many sentences behind the first may tell the price of the main deal; sums
that differ by less than this part are one, rounded."""

ABOUT = (
    r"(?:(?:about|around|some|roughly|approximately|up to|as much as|more than|over|nearly|almost|close to|at least) )?"
)
VALUED_BY_DEAL = re.compile(
    rf"\b(?:valuing|values|value|prices|pricing) (?:(?!market\b)\S+ ){{1,5}}at {ABOUT}$"
    rf"|\b(?:enterprise|equity|transaction|total|deal) value (?:of|at) {ABOUT}$"
)
ORDER_VALUED = re.compile(rf"\b(?:valued|worth) (?:\w+ ){{0,2}}?(?:at )?{ABOUT}$")
"""Goods and services have a price; only companies have a valuation."""

LENT = re.compile(r"^ (?:of|in) (?:new |senior |secured |bank |project )*(?:debt|loans|bonds|notes|credit)\b")
NEW_TOTAL = re.compile(
    rf"\b(?:rais|lift|increas|expand|enlarg|bring|tak|grow|double)\w*\b[^.;,]{{0,40}} to (?:a total of )?{ABOUT}$"
)
PRICE_BEFORE = re.compile(
    r"\b(?:worth|price|cost:|valued at|consideration|amounts? to|comes? to|makes|totals?|totall?ing|pays?|paid|paying|will pay|provides?(?: for)?|"
    r"invests?|investing|puts?(?:ting)? (?:in|up)|spends?|for|upfront payment of|payment of|deposit of|investment of|volume of|value of|put at|put it at|"
    rf"lends?|will lend|injects?|will inject|receives?|will receive|total of)(?: \w+){{0,3}}:? ?{ABOUT}$"
)
PLAIN_PRICE = re.compile(
    rf"\b(?:deal|transaction|contract|agreement|order|takeover|purchase|acquisition|project|venture)\b[^.;,]{{0,30}} (?:worth|valued at|value of|volume of|cost of|price of) {ABOUT}$"
    rf"|\b(?:purchase price|consideration|upfront payment|total price)\b[^.;,]{{0,24}} {ABOUT}$"
)
PART = re.compile(r"\b(?:call-off|tranche|instal?ment|portion|stage|phase|batch|half)\b[^,;.]{0,24}$")
PRICE_AFTER = re.compile(
    r"^,? (?:in cash|in stock|upfront|proposal|offer|bid|plan|venture|(?:[\w-]+ ){0,3}joint venture|of commitments|deal|agreement|contract|order|transaction|investment|loan|takeover|purchase|in (?:direct |grant )?funding|price)\b"
)
UNIT = re.compile(
    r"^ ?(?:per|a|an|each|/) ?(?:mwh|kwh|megawatt|kilowatt|barrel|tonne|ton|ounce|dose|unit|kilogram|share|piece|hour)\b"
)
PLANT = re.compile(
    r"^ (?:\S+ ){0,2}?(?:plant|factory|mine|complex|campus|restart|facility|site|refinery|terminal|data cent(?:er|re)s?|gigafactory)\b"
)
SPENT = re.compile(r"\b(?:spends?|spending|spent|capital expenditure|build(?:ing|s)?|budgeted at) (?:\w+ ){0,3}?$")
PROGRAM = re.compile(
    r"^ (?:\w+ )?(?:program|programme|scheme|budget|war chest)\b|^,? (?:altogether|across its funds)\b"
)
FAR = 5
"""So many sentences after the first that tells a deal, "the agreement" still means it."""


def going_on(told: Told, story: Story) -> list[Line]:
    """The sentences after the first that go on about this deal and name nobody else, until another deal is told."""
    own, who = {find.sentence for find in told.finds}, told.who
    found: list[Line] = []
    for line in story.after(told, FAR):
        if line.tellings and all(other is not told for _, other in line.tellings):
            break
        if line.number not in own and REFERS.search(line.text[:60]) is not None and line.organisations <= who:
            found.append(line)
    return found


def telling_on(told: Told, story: Story) -> list[Line]:
    """The sentences behind the first that tells a deal in which nobody else is named and no other deal is told."""
    own, who, first = {find.sentence for find in told.finds}, told.who, first_of(told)
    found: list[Line] = []
    for line in story.lines[first + 1 : first + 1 + REACH]:
        if line.number in own:
            continue
        if line.tellings and not any(other.who & who for _, other in line.tellings):
            break
        if line.organisations <= who and all(other is told for _, other in line.tellings):
            found.append(line)
    return found


def settle_value(
    told: Told, kind: Kind, story: Story, near: Sequence[Line], *, main: bool
) -> tuple[Money | None, tuple[Span, ...], str]:
    """The headline money: a sum beside a find, else one in a sentence that goes on about the deal; its words; why."""
    own = list(beside(told, kind, story))
    later = [money for line in near for _, money in sums_in(line, kind)]
    first = first_of(told)
    told_on = [
        money
        for line in (telling_on(told, story) if main else ())
        for money in priced(line, kind, plainly=line.number > first + FAR)
    ]
    for sums, why in (
        (own, "the first sum that stands beside the words that tell it"),
        (later, "a sum in a sentence that goes on about it"),
        (told_on, "a sum that a sentence right behind gives as a price"),
    ):
        if sums:
            best = most_exact(sums[0], (*own, *later, *told_on))
            return best.money, (best.span,), why
    return None, (), "no sum that can be its price"


def beside(told: Told, kind: Kind, story: Story) -> Iterator[MoneyFind]:
    """The sums that stand beside the words that tell a deal, those of its own clauses first, new totals last."""
    tried: set[int] = set()
    totals: list[MoneyFind] = []
    for find in sorted(told.finds, key=lambda f: (f.sentence, f.start)):
        line = story.lines[find.sentence]
        if line.number in tried:
            continue
        tried.add(line.number)
        if tried - {line.number} and find.past and of_the_past(line, story):
            continue  # "It first invested $1 billion in 2019", behind the news
        sums = [(place, money) for place, money in sums_in(line, kind) if line.may_own(told, place)]
        for place, money in sorted(sums, key=lambda sum_: not find.start <= sum_[0] <= find.end + 60):
            if kind != "acquisition" and NEW_TOTAL.search(line.before(place, 60)):
                totals.append(money)
            else:
                yield money
    yield from totals


def of_the_past(line: Line, story: Story) -> bool:
    """Whether every date of a sentence is long past."""
    given = story.given
    days = [found.day for _, found in line.dates if found.day is not None]
    return given is not None and bool(days) and all((given - day.last).days > PAST for day in days)


def most_exact(first: MoneyFind, others: Sequence[MoneyFind]) -> MoneyFind:
    """The same sum as it is told most exactly: "$3.25 billion" where the headline has "$3.3 billion"."""
    same = [other for other in others if one_sum(first.money, other.money)]
    return max((first, *same), key=lambda find: digits(find.money))


def one_sum(one: Money, two: Money) -> bool:
    """Whether the second sum is the first, less rounded."""
    if one.currency != two.currency or digits(two) <= digits(one):
        return False
    return abs(one.amount - two.amount) * ROUNDED < one.amount and one.qualifier in (two.qualifier, "exact", "about")


def digits(money: Money) -> int:
    """How many digits of a sum are told."""
    return len(money.amount.normalize().as_tuple().digits)


def priced(line: Line, kind: Kind, *, plainly: bool) -> Iterator[MoneyFind]:
    """The sums of a sentence that its words make a price: "it pays $3 billion in cash"; or `plainly` that of a deal."""
    for place, money in sums_in(line, kind):
        before, after = line.before(place, 60), line.text[place + 1 : place + 40]
        if PART.search(before):
            continue
        if (
            PLAIN_PRICE.search(before)
            or VALUED_BY_DEAL.search(before)
            or (not plainly and (PRICE_BEFORE.search(before) or PRICE_AFTER.search(after)))
        ):
            yield money


def sums_in(line: Line, kind: Kind) -> Iterator[tuple[int, MoneyFind]]:
    """The sums of a sentence that can be a deal's: no valuation, revenue or price of a share."""
    for place, found in line.sums:
        if not no_price(line, place, found, kind):
            yield place, found


def no_price(line: Line, place: int, found: MoneyFind, kind: Kind | None = None) -> str:
    """Why a sum cannot be the money of a deal of some kind; nothing where it can."""
    if found.conversion:
        return "a sum converted"
    if found.per not in ("", "year", "month", "quarter", "day", "week") or UNIT.match(line.text[place + 1 :]):
        return "the price of a share" if found.per == "share" else "the price of one piece"
    if 1 < found.money.amount < LEAST:
        return "too small for a deal"
    before, after = line.before(place, 45), line.text[place + 1 : place + 41]
    if kind in ("supply", "services", "licensing", "pledge") and ORDER_VALUED.search(before):
        return ""
    if kind == "financing" and LENT.match(after):
        return ""
    if kind in ("acquisition", "joint_venture") and VALUED_BY_DEAL.search(before):
        return ""
    if kind in ("supply", "services", "licensing", "partnership") and (PLANT.match(after) or SPENT.search(before)):
        return "what a plant or a programme costs"
    if kind != "pledge" and PROGRAM.match(after):
        return "what a programme has to give"
    return "a valuation, revenue, fee or the like" if no_value(before, after) else ""
