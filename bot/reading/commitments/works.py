"""What a party builds, makes, supplies or whom it hires: with a number, with a date, or plainly said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Commitment, Strength
from bot.reading.commitments.due import dated, due
from bot.reading.commitments.goods import counted, made_bigger
from bot.reading.commitments.ground import AMOUNT, Amount, Ground
from bot.reading.commitments.phrases import COMING, last, says
from bot.reading.masking import D, O
from bot.reading.story import Line

PEOPLE = frozenset({"jobs", "people", "employees"})
SIZES = frozenset(
    {
        "GW",
        "MW",
        "GWh",
        "MWh",
        "TWh",
        "sqft",
        "sqm",
        "cars",
        "vehicles",
        "batteries",
        "cells",
        "stations",
        "chargers",
        "homes",
        "tonnes",
        "titles",
        "plants",
        "reactors",
    }
)


ARE_HIRED = re.compile(
    r"^(?: \w+){0,3} (?:will|are to|is to|would) be (?:hired|created|added|recruited|employed)|^(?: \w+){0,2} are to (?:come|follow)"
)
THE_WORKS = re.compile(
    r"\b(?:plant|facility|factory|project|investment|site|campus|expansion|fab|complex|hub|centre|center|which|that|move|programme|program)s?\b[^\uf8ff]{0,40}$"
)


def hired(ground: Ground) -> Iterator[Commitment]:
    """Jobs that are promised."""
    for amount in ground.amounts:
        quantity = counted(amount)
        party = hiring(ground, amount) if quantity is not None and quantity.unit in PEOPLE else None
        if quantity is None or party is None:
            continue
        soft = ground.tentative or quantity.qualifier == "up_to" or says("planned", so_far(amount))
        strength: Strength = "planned" if soft or ARE_HIRED.match(amount.after) else "firm"
        plain = Commitment(party, "hire", strength, quantity=quantity, evidence=(amount.found.whole,))
        yield dated(plain, ground, amount.line, amount.place)


def so_far(amount: Amount) -> str:
    """The words of a clause up to an amount, other amounts in it passed over: "plans to invest $20 million and add"."""
    start = max(0, amount.place - 110)
    return amount.line.text[start : amount.place].rpartition("\uf8ff")[2]


def venturer(ground: Ground) -> str | None:
    """Who stands for a venture: its first partner (reading.md, case 8)."""
    return ground.holder("partner") if ground.report.kind == "joint_venture" and ground.report.main else None


def hiring(ground: Ground, amount: Amount) -> str | None:
    """Who promises jobs: the subject of the verb; where that is the plant or the investment, whoever pays for it."""
    near = amount.before[-40:]
    verb = last("hire", near)
    owner = ground.holder("investor", "acquirer", "borrower") or venturer(ground)
    if verb is None or not (verb[0].endswith("ing") or ahead(amount, near, verb)):
        return owner if ARE_HIRED.match(amount.after) else None
    if THE_WORKS.search(amount.before[: len(amount.before) - len(near) + verb.start()]):
        return owner
    doers = ground.doers(amount.line, amount.place - len(near) + verb.start())
    if doers is None:
        return owner
    return doers[0] if doers else None


def ahead(amount: Amount, near: str, verb: re.Match[str]) -> bool:
    """Whether a verb in the stretch before an amount tells what is still to come: "will create", "to hire"."""
    before = amount.before[: len(amount.before) - len(near) + verb.start()]
    return COMING.search(before) is not None or re.search(r"\band (?:also )?$", before) is not None


def built(ground: Ground) -> Iterator[Commitment]:
    """Works of a stated size: by whoever is said to build them, or the supplier who makes its plant bigger."""
    for amount in ground.amounts:
        quantity = counted(amount)
        maker = builder(ground, amount) if quantity is not None and quantity.unit in SIZES else None
        if quantity is None or maker is None:
            continue
        soft = ground.tentative or quantity.qualifier == "up_to" or says("planned", amount.before[-60:])
        strength: Strength = "planned" if soft or CAPABLE.search(amount.before) else "firm"
        plain = Commitment(maker, "build", strength, quantity=quantity, evidence=(amount.found.whole,))
        yield dated(plain, ground, amount.line, amount.place)


CAPABLE = re.compile(
    r"\b(?:plant|facility|factory|project|site|campus|fab|complex|venture|farm|park)s?\b[^\uf8ff]{0,50}\b(?:capacity|output|production) (?:of|in excess of|to reach)(?: \w+){0,2} $"
)


def builder(ground: Ground, amount: Amount) -> str | None:
    """Who builds or adds what a quantity measures."""
    if CAPABLE.search(amount.before) and ground.report.kind in ("joint_venture", "pledge"):
        return ground.holder("investor") or venturer(ground)
    near = amount.before[-70:]
    if ground.report.kind in ("supply", "services"):
        verb = last("bigger", near)
        if verb is None or not made_bigger(amount):
            return None
    else:
        verb = last("raise", near)
        if verb is None or not (verb[0].endswith("ing") or ahead(amount, near, verb)):
            return None
    doers = ground.doers(amount.line, amount.place - len(near) + verb.start())
    if doers is None:
        return ground.holder("supplier", "borrower", "investor")
    return doers[0] if len(doers) == 1 or (ground.report.kind == "pledge" and doers) else None


MAKES = re.compile(
    rf"(?P<who>{O}|,)(?: also| both| now| jointly| and){{0,2}} (?P<how>will|plans? to|intends? to|aims? to|expects? to|wants? to|is to|are to|means? to)(?: also| jointly| now){{0,2}} "
    r"(?:co-design|design|co-develop|develop|build|produce|make|manufacture|construct|turn out)\b(?! (?:it|use|up|sure|an? (?:\w+ )?(?:offer|bid|investment|payment|contribution|decision|statement|profit|loss|announcement))\b)"
)


def maker_of(ground: Ground, line: Line, match: re.Match[str]) -> str | None:
    """Who makes: the one before the verb, or before an aside that ends there ("Foxconn, which..., will build")."""
    if match["who"] != ",":
        return ground.one(line, match["who"])
    doers = ground.doers(line, match.start("how"), by_name=True)
    return doers[0] if doers and len(doers) == 1 else None


def made(ground: Ground) -> list[Commitment]:
    """Plain statements of what a party will make or build, one for each party; planned where any of them is."""
    report = ground.report
    if report.kind not in ("partnership", "joint_venture", "licensing"):
        return []
    found: dict[str, Commitment] = {}
    for line in ground.lines[:6]:
        for match in MAKES.finditer(line.text):
            party = maker_of(ground, line, match)
            if party is None:
                continue
            firm = match["how"] in ("will", "is to", "are to") and not ground.tentative
            if party not in found or (found[party].strength == "firm" and not firm):
                span = line.masked.span(match.start(), match.end())
                found[party] = Commitment(party, "build", "firm" if firm else "planned", evidence=(span,))
    return list(found.values())


ERECTS = re.compile(
    rf"(?P<who>{O})(?: also| now| then)? (?P<how>will|is to|plans? to|intends? to|aims? to|expects? to|wants? to|has agreed to|agreed to|can|could)(?: also| now| then)? "
    r"(?:build|construct|set up|put up|erect|restart|open|add|expand|increase|enlarge|convert)\b(?P<what>[^\uf8ff;:,]{0,70})"
)


def erected(ground: Ground) -> Iterator[Commitment]:
    """What a supplier or a borrower will build, plainly said: "so that the chipmaker can build a new factory"."""
    if ground.report.kind not in ("supply", "services", "financing") or not ground.report.main:
        return
    maker = ground.holder("supplier", "borrower")
    for line in ground.lines:
        for match in ERECTS.finditer(line.text):
            if maker is None or ground.one(line, match["who"]) != maker or not says("works", match["what"]):
                continue
            if AMOUNT.search(match["what"]):
                continue
            firm = match["how"] in ("will", "is to", "has agreed to", "agreed to") and not ground.tentative
            span = line.masked.span(match.start(), match.start("what"))
            plain = Commitment(maker, "build", "firm" if firm else "planned", evidence=(span,))
            yield dated(plain, ground, line, match.end())
            return


SUPPLIES = re.compile(
    rf"({O})(?: also| now)? (?:will|is to|are to|would|has agreed to|agreed to|commits to|has committed to|plans to|expects to)(?: also| now| then)? "
    r"(?:begin to |start to |begin |start )?(?:suppl(?:y|ying)|deliver(?:ing|ies)?|provid(?:e|ing)|ship(?:ping|ments)?|mak(?:e|ing) available|make [^,\uf8ff]{1,40} available)\b"
)


def supplied(ground: Ground) -> Iterator[Commitment]:
    """A supplier's promise without a number, where it has a date of its own."""
    buyer = ground.goods_buyer
    supplier = ground.other(buyer) if buyer else ground.holder("supplier")
    for line in ground.lines if supplier else []:
        for match in SUPPLIES.finditer(line.text):
            if supplier is None or ground.one(line, match[1]) != supplier:
                continue
            rest = line.text[match.end() : match.end() + 110]
            when = re.search(D, rest)
            if when is None or AMOUNT.search(rest) or not line.may_own(ground.told, match.end()):
                continue
            day, spans = due(ground, line, match.end())
            if day is not None:
                firm = not (ground.tentative or says("planned", match[0]))
                span = line.masked.span(match.start(), match.end())
                yield Commitment(
                    supplier, "supply", "firm" if firm else "planned", deadline=day, evidence=(span, *spans)
                )
                return
