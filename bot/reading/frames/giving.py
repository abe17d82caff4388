"""What verbs of selling, supplying, lending and awarding tell: something goes from the subject to somebody.

As in `taking`, the ways in which a verb can be meant are tried in order: the first that knows what stands beside it
settles it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.text import words
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Units
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    agent,
    agreed,
    arg,
    control,
    fraction,
    has,
    holder,
    plain,
    receiver_of,
    reporter,
    standing,
    told_kind,
    traded,
)
from bot.reading.frames.ways import Way, settled
from bot.reading.grammar import load

SELLS = words("sell divest offload unload cede hand swap pass") | {
    "sell off",
    "dispose of",
    "spin off",
    "let go of",
    "part with",
}
"""Verbs with which a company or a unit changes hands."""

RUNS = words("run manage operate host maintain handle modernise modernize upgrade")
"""Verbs for what is done with something that stays the customer's: "will run the IT of Eneco"."""

DIRECT = words("supply equip furnish stock fuel power outfit feed serve host")
"""Verbs whose direct object is the one supplied."""


@dataclass(frozen=True, slots=True)
class Giving:
    """A verb that gives: who gives, to whom ("to X"), the company itself that is given; `names` are its classes.

    `patient` is the subject of a passive: "was awarded a contract by the Army".
    """

    scene: Scene
    who: Units
    taker: Units
    target: Units
    patient: Units
    names: frozenset[str]

    @property
    def receiver(self) -> Units:
        """Who gets it, said in any way."""
        return self.taker or receiver_of(self.scene)


def gives(scene: Scene) -> Iterator[Telling]:
    """What goes from the subject, and to whom."""
    who, patient = agent(scene)
    giving = Giving(scene, who, arg(scene, "to"), patient or plain(scene), patient, load().classes[scene.base])
    if scene.passive and not who:
        yield from by_nobody(giving)
    else:
        yield from settled(WAYS, giving)


def by_nobody(giving: Giving) -> Iterator[Telling]:
    """A passive that does not say by whom: "Splunk was sold to Cisco", "the power will be sold to Meta"."""
    scene, taker, patient = giving.scene, giving.taker, giving.patient
    if not patient and taker and (teller := reporter(scene)) and goods_before(scene):
        yield Telling("supply", {"supplier": teller, "buyer": taker})
    elif "give" in giving.names and patient and taker and scene.base.startswith("sell"):
        yield Telling("acquisition", {"target": patient, "acquirer": taker})
    elif patient and "award" in giving.names and has(scene, "order", "deal"):
        yield Telling("services", {"supplier": patient, "buyer": arg(scene, "by", "from")})


def goods_before(scene: Scene) -> bool:
    """Whether goods are the subject: "the power will be sold to Meta, Constellation said"."""
    return any("goods" in token.noun for token in scene.sentence[max(0, scene.at - 8) : scene.at])


def offered_for(giving: Giving) -> list[Telling] | None:
    """ "offers $5 billion for Cerner" is a bid: see `bids`."""
    scene = giving.scene
    return [] if scene.base == "offer" and "for" in scene.prepositions and scene.money else None


def sold(giving: Giving) -> list[Telling] | None:
    """ "sold Cerner to Nokia", "hands its unit to Nokia"."""
    scene = giving.scene
    if scene.base not in SELLS or not giving.taker or has(scene, "stake"):
        return None
    unit = "asset" in scene.object_head
    goods = has(scene, "goods", "capacity") or scene.quantity or scene.base in ("hand", "pass", "swap")
    if goods and not unit:
        return None
    named = {"target": giving.target} if giving.target and giving.target not in (giving.taker, giving.who) else {}
    return [Telling("acquisition", {"acquirer": giving.taker, **named, "seller": giving.who})]


def stake_sold(giving: Giving) -> list[Telling] | None:
    """ "sold its 5% stake in Sabic to Aramco": a takeover where it is a stake of control."""
    scene, taker = giving.scene, giving.taker
    part = fraction(scene)
    if not (has(scene, "stake") and (taker or arg(scene, "in", "of"))) and not (part and taker):
        return None
    if not taker:
        return []
    owned = arg(scene, "in", "of", gov="stake") or holder(scene, "stake") or part
    if control(scene):
        named = {"target": owned} if owned else {}
        return [Telling("acquisition", {"acquirer": taker, **named, "seller": giving.who})]
    return [Telling("investment", {"investor": taker, "investee": owned or giving.who})]


def rights_given(giving: Giving) -> list[Telling] | None:
    """ "grants Merck the rights to its drug"."""
    scene = giving.scene
    if not has(scene, "rights"):
        return None
    to = next(((a.unit,) for a in scene.arguments if a.prep == "to" and "rights" not in a.gov), ())
    return [Telling("licensing", {"licensor": giving.who, "licensee": receiver_of(scene) or to})]


def lent(giving: Giving) -> list[Telling] | None:
    """ "gives Intel a loan", "will lend Iberdrola 500 million euros"; "sold $25 billion of bonds" is borrowing."""
    scene = giving.scene
    if not has(scene, "loan") and "lend" not in giving.names:
        return None
    if has(scene, "loan") and scene.base.startswith("sell") and scene.money and not giving.receiver:
        return [Telling("financing", {"borrower": giving.who}, weak=True)]
    return [Telling("financing", {"lender": giving.who, "borrower": giving.receiver or arg(scene, "for")})]


def contract_awarded(giving: Giving) -> list[Telling] | None:
    """ "gave Ericsson a five-year contract", "awarded Huntington Ingalls $9.4 billion for ships"."""
    scene = giving.scene
    contract = has(scene, "order", "deal") and ("award" in giving.names or scene.base in ("give", "hand"))
    if contract:
        return [Telling(traded(told_kind(scene)), {"buyer": giving.who, "supplier": giving.patient or giving.receiver})]
    for_goods = scene.far & {"goods", "capacity"} and "asset" not in scene.far
    supplier = giving.receiver or giving.patient
    if scene.base == "award" and supplier and for_goods:
        return [Telling(traded(told_kind(scene)), {"buyer": giving.who, "supplier": supplier})]
    return None


def money_given(giving: Giving) -> list[Telling] | None:
    """ "awarded Intel $7.86 billion", "gives Anthropic $1 billion in cash"."""
    scene = giving.scene
    receiver = giving.receiver or giving.patient
    granted = "award" in giving.names or any(word in scene.words for word in ("financing", "debt"))
    if scene.money and receiver and granted:
        return [Telling("financing", {"lender": giving.who, "borrower": receiver})]
    if scene.money and has(scene, "money") and "give" in giving.names and receiver:
        return [Telling("investment", {"investor": giving.who, "investee": receiver})]
    into = arg(scene, "to", "in", "into", "for")
    if has(scene, "money") and into:
        return [Telling("investment", {"investor": giving.who, "investee": into})]
    return None


def outsourced(giving: Giving) -> list[Telling] | None:
    """ "outsourced its pensions to Capita"."""
    scene, base = giving.scene, giving.scene.base
    handed = base in ("hand", "transfer") and has(scene, "capacity")
    if giving.taker and (base in ("outsource", "entrust", "migrate") or handed):
        return [Telling("services", {"buyer": giving.who, "supplier": giving.taker})]
    return None


def standing_relation(giving: Giving) -> list[Telling] | None:
    """ "assembles iPhones for Apple" is no deal."""
    return [] if standing(giving.scene) or giving.scene.purpose else None


def run_for(giving: Giving) -> list[Telling] | None:
    """ "will run the IT of Eneco"."""
    scene = giving.scene
    owner = holder(scene) or arg(scene, "of")
    if scene.base in RUNS and agreed(scene) and owner:
        return [Telling("services", {"supplier": giving.who, "buyer": owner})]
    return None


def supplied(giving: Giving) -> list[Telling] | None:
    """ "will supply Microsoft with power", "delivers 100 jets to Delta"."""
    scene, who, base = giving.scene, giving.who, giving.scene.base
    direct = receiver_of(scene) if "give" in giving.names or base in DIRECT else ()
    buyer = giving.taker or direct or (arg(scene, "for", "with") if "supply" in giving.names else ())
    if not buyer:
        return None
    if has(scene, "goods") or scene.quantity:
        return [Telling("supply", {"supplier": who, "buyer": buyer})]
    if has(scene, "capacity"):
        return [Telling("services", {"supplier": who, "buyer": buyer})]
    if base in ("supply", "deliver", "ship", "equip", "furnish"):
        return [Telling("supply", {"supplier": who, "buyer": buyer})]
    customer = arg(scene, "for")
    if "supply" in giving.names and customer and base not in ("make", "serve", "run"):
        return [Telling(kind_of(" ".join(scene.words)) or "services", {"supplier": who, "buyer": customer})]
    return None


WAYS: tuple[Way[Giving], ...] = (
    offered_for,
    sold,
    stake_sold,
    rights_given,
    lent,
    contract_awarded,
    money_given,
    outsourced,
    standing_relation,
    run_for,
    supplied,
)


def flows(scene: Scene) -> Iterator[Telling]:
    """Something goes from one to another: "racks will come to OpenAI from Broadcom"."""
    giver, taker = arg(scene, "from"), arg(scene, "to")
    if scene.base == "go" and taker and not giver and scene.money and scene.subjects and "for" in scene.prepositions:
        yield Telling("acquisition", {"acquirer": taker, "target": scene.subjects})
        return
    if giver and taker and not scene.people:
        kind = kind_of(scene.said)
        if kind in ("supply", "services"):
            yield Telling(kind, {"supplier": giver, "buyer": taker})
        elif kind in ("acquisition", "investment") or has(scene, "asset", "stake"):
            yield Telling("acquisition", {"seller": giver, "acquirer": taker})


def uses(scene: Scene) -> Iterator[Telling]:
    """ "will use up to one million of Google's TPUs": counted goods of somebody that one is going to use."""
    maker = holder(scene, "goods") or arg(scene, "from")
    if scene.quantity and maker and agreed(scene) and not scene.passive:
        yield Telling("supply", {"buyer": scene.subjects, "supplier": maker})
