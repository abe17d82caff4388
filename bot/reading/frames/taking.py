"""What verbs of buying, winning, ordering, leasing and licensing tell: something comes to the subject.

The same verb tells other deals by what stands beside it ("took a stake in", "took private", "took 12 jets from"), so
the ways in which it can be meant are tried in order: the first that knows what stands there settles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Unit, Units
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    agent,
    arg,
    bought,
    control,
    every,
    fraction,
    has,
    holder,
    infinitive_owner,
    plain,
    receiver_of,
    reporter,
    standing,
    told_kind,
    traded,
)
from bot.reading.frames.ways import Way, settled
from bot.reading.grammar import load


@dataclass(frozen=True, slots=True)
class Taking:
    """A verb that takes: who takes, from whom, which company itself; `names` are the classes of the verb."""

    scene: Scene
    who: Units
    target: Units
    source: Units
    names: frozenset[str]

    @property
    def seller(self) -> dict[str, Units]:
        """The seller as a role, where there is one."""
        return {"seller": self.source} if self.source else {}


def takes(scene: Scene) -> Iterator[Telling]:
    """What comes to the subject, from whom."""
    names = load().classes[scene.base]
    who, patient = agent(scene)
    source = tuple(unit for unit in arg(scene, "from", "off") if not lent_by(scene, unit))
    taking = Taking(scene, who, plain(scene), source, names)
    if not scene.passive:
        yield from settled(WAYS, taking)
    elif who and "acquire" in names:
        yield Telling("acquisition", {"acquirer": who, "target": patient, **taking.seller})


def lent_by(scene: Scene, unit: Unit) -> bool:
    """Whether somebody only lends for a purchase: "for $11 billion, with $3 billion in financing from Berkshire"."""
    bought_something = "acquire" in load().classes[scene.base]
    return bought_something and any(a.unit is unit and a.gov & {"money", "loan"} for a in scene.arguments)


def off_hands(taking: Taking) -> list[Telling] | None:
    """ "took seven stations off Sinclair's hands"."""
    tokens = taking.scene.sentence
    for argument in taking.scene.arguments:
        unit = argument.unit
        if argument.prep == "off" and unit.own and tokens[unit.last + 2].text == "hands":
            return [Telling("acquisition", {"acquirer": taking.who, "seller": (unit,)})]
    return None


def paid_to_do(taking: Taking) -> list[Telling] | None:
    """ "gets $712 million to look after the Army's vehicles"."""
    scene = taking.scene
    if not (scene.sum_first and "get" in taking.names and not taking.source and (customer := infinitive_owner(scene))):
        return None
    return [Telling(traded(kind_of(scene.said)), {"supplier": taking.who, "buyer": customer})]


AUCTION = words("auction battle race contest bidding")
"""What is won by who may buy."""


def auction_won(taking: Taking) -> list[Telling] | None:
    """ "won the auction for Sky"."""
    scene = taking.scene
    if "get" in taking.names and AUCTION & set(scene.words) and arg(scene, "for"):
        return [Telling("acquisition", {"acquirer": taking.who, **bought(scene, "for")})]
    return None


def stake(taking: Taking) -> list[Telling] | None:
    """ "took a 10% stake in Snap": a takeover where it is a stake of control."""
    scene = taking.scene
    part = fraction(scene)
    of_whom = arg(scene, "in", "of", "into", gov="stake") or holder(scene, "stake") or part or taking.target
    if (has(scene, "stake") or holder(scene, "stake") or part) and of_whom:
        if control(scene):
            return [Telling("acquisition", {"acquirer": taking.who, "target": of_whom, **taking.seller})]
        return [Telling("investment", {"investor": taking.who, "investee": of_whom})]
    if has(scene, "stake") and taking.source and control(scene):
        return [Telling("acquisition", {"acquirer": taking.who, "seller": taking.source})]
    return None


def people_hired(taking: Taking) -> list[Telling] | None:
    """ "took three directors from Nokia" is no deal."""
    return [] if taking.scene.people else None


def bought_into(taking: Taking) -> list[Telling] | None:
    """ "buys into Intel"."""
    into = arg(taking.scene, "into")
    if taking.scene.base in ("buy", "acquire") and into:
        return [Telling("investment", {"investor": taking.who, "investee": into})]
    return None


def taken_private(taking: Taking) -> list[Telling] | None:
    """ "takes Cerner private"."""
    scene = taking.scene
    if scene.base == "take" and any(token.text == "private" for token in scene.sentence[scene.at : scene.end + 1]):
        return [Telling("acquisition", {"acquirer": taking.who, "target": receiver_of(scene)})]
    return None


def borrowed(taking: Taking) -> list[Telling] | None:
    """ "borrowed $2 billion from the bank"."""
    if taking.scene.base == "borrow":
        return [Telling("financing", {"borrower": taking.who, "lender": taking.source})]
    return None


def customer_won(taking: Taking) -> list[Telling] | None:
    """ "won Volvo as a customer"."""
    scene = taking.scene
    if not (taking.target and any("customer" in token.noun for token in scene.sentence[scene.at :])):
        return None
    return [Telling(traded(kind_of(scene.said)), {"supplier": taking.who, "buyer": taking.target})]


def partner_won(taking: Taking) -> list[Telling] | None:
    """ "won OpenAI as a partner"."""
    if "get" in taking.names and taking.target and "partner" in taking.scene.words:
        return [Telling("partnership", {"partner": taking.who, "partner2": taking.target})]
    return None


def ordered(taking: Taking) -> list[Telling] | None:
    """Ordering, leasing and licensing name their kind themselves."""
    scene, who, source, names = taking.scene, taking.who, taking.source, taking.names
    if not names & {"order", "lease", "license"}:
        return None
    kind: Kind = "supply" if "order" in names else "services" if "lease" in names else "licensing"
    if kind == "supply" and not source and not taking.target and not holder(scene):
        source = reporter(scene)
    giver = source or arg(scene, "with", "at", "of") or holder(scene) or taking.target
    taker = arg(scene, "to") if not source else ()
    if kind == "licensing":
        out, into = {"licensor": who, "licensee": taker}, {"licensee": who, "licensor": giver}
        return [Telling(kind, out if taker else into)]
    if kind == "services" and taker:
        return [Telling(kind, {"supplier": who, "buyer": taker})]
    return [Telling(kind, {"buyer": who, "supplier": giver})]


def contract_won(taking: Taking) -> list[Telling] | None:
    """A contract won: the subject supplies."""
    scene, who = taking.scene, taking.who
    if not (has(scene, "order", "deal") and "get" in taking.names):
        return None
    buyer = arg(scene, "from", "with", "by") or holder(scene) or arg(scene, "for", "of", "to") or taking.target
    kind = told_kind(scene) or "services"
    roles = {
        "services": {"supplier": who, "buyer": buyer},
        "supply": {"supplier": who, "buyer": buyer},
        "financing": {"borrower": who, "lender": buyer},
        "licensing": {"licensor": who, "licensee": buyer},
    }
    return [Telling(kind, roles.get(kind, {"one": who, "two": buyer}))]


def part_acquired(taking: Taking) -> list[Telling] | None:
    """ "acquired Merck's consumer products": what is acquired and not counted is a part of a company."""
    scene = taking.scene
    owner = taking.source or holder(scene)
    if scene.base == "acquire" and owner and not scene.quantity and not taking.target and not has(scene, "rights"):
        return [Telling("acquisition", {"acquirer": taking.who, "seller": owner})]
    return None


def offer_received(taking: Taking) -> list[Telling] | None:
    """ "got a takeover bid from Nokia"."""
    if "get" in taking.names and has(taking.scene, "takeover") and taking.source:
        return [Telling("acquisition", {"target": taking.who, "acquirer": taking.source})]
    return None


def rights_taken(taking: Taking) -> list[Telling] | None:
    """ "acquired the rights to Zealand's drug"."""
    owner = taking.source or holder(taking.scene) or arg(taking.scene, "of", "to")
    if has(taking.scene, "rights") and owner:
        return [Telling("licensing", {"licensee": taking.who, "licensor": owner})]
    return None


def loan_taken(taking: Taking) -> list[Telling] | None:
    """ "received a loan from the Energy Department"."""
    scene = taking.scene
    if not ("loan" in scene.far and "get" in taking.names and not has(scene, "goods", "asset")):
        return None
    lender = arg(scene, "from", "with", "by")
    if lender:
        return [Telling("financing", {"borrower": taking.who, "lender": lender})]
    return [Telling("financing", {"borrower": taking.who}, weak=True)] if scene.money else []


def money_taken(taking: Taking) -> list[Telling] | None:
    """ "picked up $800 million from investors including BlackRock"."""
    scene = taking.scene
    told = "money" in scene.far and "get" in taking.names and (scene.money or has(scene, "money"))
    if not told or taking.target:
        return None
    investor = arg(scene, "from", "by")
    raised = any(token.text in ("round", "funding", "series") for token in scene.sentence[scene.at : scene.end])
    if not investor and not raised:
        return []
    more = {"investor": investor} if investor else {}
    return [Telling("investment", {"investee": taking.who, **more}, weak=not investor)]


def company_bought(taking: Taking) -> list[Telling] | None:
    """ "bought Slack for $27.7 billion", "takes Pioneer for 3.5 billion euros"."""
    scene = taking.scene
    if not taking.target or has(scene, "goods", "capacity"):
        return None
    if "acquire" in taking.names:
        return [Telling("acquisition", {"acquirer": taking.who, "target": taking.target, **taking.seller})]
    if "get" in taking.names and scene.money and not has(scene, "asset") and not taking.source:
        return [Telling("acquisition", {"acquirer": taking.who, "target": taking.target})]
    return None


def idle(taking: Taking) -> bool:
    """Whether something is just had regularly: "gets its chips from Nvidia"."""
    return "get" in taking.names and standing(taking.scene) and taking.scene.form != "past"


def goods_bought(taking: Taking) -> list[Telling] | None:
    """ "bought 100 jets from Boeing", "buys Airbus jets"."""
    scene = taking.scene
    unit_sold = "asset" in scene.object_head and not scene.quantity
    if unit_sold or not (has(scene, "goods") or scene.quantity or holder(scene, "goods")):
        return None
    received = taking.target if "get" in taking.names and "acquire" not in taking.names else ()
    supplier = every(scene, "from", "off") or holder(scene) or received
    if not supplier:
        return None
    return [] if idle(taking) else [Telling("supply", {"buyer": taking.who, "supplier": supplier})]


NETWORKS = words("network networks infrastructure platform towers grid grids")
"""What is bought as a thing, not used as a service."""


def network_bought(taking: Taking) -> list[Telling] | None:
    """ "buys Telecom Italia's network"."""
    owner = taking.source or holder(taking.scene, "capacity")
    if "acquire" in taking.names and NETWORKS & set(taking.scene.words) and owner:
        return [Telling("acquisition", {"acquirer": taking.who, "seller": owner})]
    return None


def capacity_taken(taking: Taking) -> list[Telling] | None:
    """ "took 250 MW of capacity from Crusoe"."""
    scene = taking.scene
    supplier = taking.source or holder(scene, "capacity")
    if (holder(scene, "capacity") or (has(scene, "capacity") and taking.source)) and not idle(taking):
        return [Telling("services", {"buyer": taking.who, "supplier": supplier})]
    return None


def asset_bought(taking: Taking) -> list[Telling] | None:
    """ "bought Thyssenkrupp's elevator unit"."""
    scene = taking.scene
    bought_asset = "acquire" in taking.names and has(scene, "asset", "firm", "capacity")
    if not bought_asset and not (scene.money and holder(scene, "asset")):
        return None
    owner = taking.source or holder(scene) or arg(scene, "of")
    if not owner:
        return []
    named = {"target": taking.target} if taking.target and taking.target != owner else {}
    return [Telling("acquisition", {"acquirer": taking.who, **named, "seller": owner})]


def from_somebody(taking: Taking) -> list[Telling] | None:
    """What is left: something from somebody, for money or not."""
    scene, who, source = taking.scene, taking.who, taking.source
    if not source:
        return None
    if "get" in taking.names and scene.money:
        return [Telling("investment", {"investee": who, "investor": source})]
    if "acquire" not in taking.names:
        return None
    if taking.target:
        return [Telling("acquisition", {"acquirer": who, "target": taking.target, "seller": source})]
    if scene.money:
        return [Telling("acquisition", {"acquirer": who, "seller": source})]
    if scene.quantity or (scene.words and not scene.carried):
        return [Telling("supply", {"buyer": who, "supplier": source})]
    return None


WAYS: tuple[Way[Taking], ...] = (
    off_hands,
    paid_to_do,
    auction_won,
    stake,
    people_hired,
    bought_into,
    taken_private,
    borrowed,
    customer_won,
    partner_won,
    ordered,
    contract_won,
    part_acquired,
    offer_received,
    rights_taken,
    loan_taken,
    money_taken,
    company_bought,
    goods_bought,
    network_bought,
    capacity_taken,
    asset_bought,
    from_somebody,
)
