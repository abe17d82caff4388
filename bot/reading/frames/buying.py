"""What verbs of buying and selling tell: something comes to the subject, or goes from it to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Unit
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    agent,
    agreed,
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
)
from bot.reading.grammar import load


def takes(scene: Scene) -> Iterator[Telling]:
    """Buying, winning, ordering, leasing, licensing: something comes to the subject."""
    base = scene.base
    names = load().classes[base]
    who, patient = agent(scene)
    source = tuple(u for u in arg(scene, "from", "off") if not lent_by(scene, u))
    if scene.passive and not who:
        return
    if scene.passive:
        if "acquire" in names:
            yield Telling("acquisition", {"acquirer": who, "target": patient, **({"seller": source} if source else {})})
        return
    target = plain(scene)
    if "off" in scene.prepositions and (seller_of := relieved(scene)):
        yield Telling("acquisition", {"acquirer": who, "seller": seller_of})
        return
    if scene.sum_first and "get" in names and (customer := infinitive_owner(scene)) and not source:
        kind = kind_of(scene.said)
        yield Telling(kind if kind in ("supply", "services") else "services", {"supplier": who, "buyer": customer})
        return
    if "get" in names and AUCTION & set(scene.words) and arg(scene, "for"):
        yield Telling("acquisition", {"acquirer": who, **bought(scene, "for")})
        return
    stake_in = arg(scene, "in", "of", "into", gov="stake") or holder(scene, "stake")
    seller = {"seller": source} if source else {}
    stake_in = stake_in or fraction(scene)
    if (has(scene, "stake") or holder(scene, "stake") or fraction(scene)) and (stake_in or target):
        stake_in = stake_in or target
        if control(scene):
            yield Telling("acquisition", {"acquirer": who, "target": stake_in, **seller})
        else:
            yield Telling("investment", {"investor": who, "investee": stake_in})
        return
    if has(scene, "stake") and source and control(scene):
        yield Telling("acquisition", {"acquirer": who, "seller": source})
        return
    if scene.people:
        return
    if base in ("buy", "acquire") and arg(scene, "into"):
        yield Telling("investment", {"investor": who, "investee": arg(scene, "into")})
        return
    if base == "take" and any(t.text == "private" for t in scene.sentence[scene.at : scene.end + 1]):
        yield Telling("acquisition", {"acquirer": who, "target": receiver_of(scene)})
        return
    if base == "borrow":
        yield Telling("financing", {"borrower": who, "lender": source})
        return
    if target and any("customer" in t.noun for t in scene.sentence[scene.at :]):
        yield Telling(
            kind_of(scene.said) if kind_of(scene.said) in ("supply", "services") else "services",
            {"supplier": who, "buyer": target},
        )
        return
    if "get" in names and target and "partner" in scene.words:
        yield Telling("partnership", {"partner": who, "partner2": target})
        return
    if "order" in names or "lease" in names or "license" in names:
        yield from orders(scene, who, names, source)
        return
    if has(scene, "order", "deal") and "get" in names:
        yield from wins(scene, who)
        return
    if (
        base == "acquire"
        and not scene.quantity
        and not target
        and (owner := source or holder(scene))
        and not has(scene, "rights")
    ):
        yield Telling("acquisition", {"acquirer": who, "seller": owner})
        return
    if "get" in names and has(scene, "takeover") and source:
        yield Telling("acquisition", {"target": who, "acquirer": source})
        return
    if has(scene, "rights") and (source or holder(scene) or arg(scene, "of", "to")):
        yield Telling("licensing", {"licensee": who, "licensor": source or holder(scene) or arg(scene, "of", "to")})
        return
    if "loan" in scene.far and "get" in names and not has(scene, "goods", "asset"):
        lender = arg(scene, "from", "with", "by")
        if lender:
            yield Telling("financing", {"borrower": who, "lender": lender})
        elif scene.money:
            yield Telling("financing", {"borrower": who}, weak=True)
        return
    if "money" in scene.far and "get" in names and (scene.money or has(scene, "money")) and not target:
        investor = arg(scene, "from", "by")
        raised = any(t.text in ("round", "funding", "series") for t in scene.sentence[scene.at : scene.end])
        if investor or raised:
            more = {"investor": investor} if investor else {}
            yield Telling("investment", {"investee": who, **more}, weak=not investor)
        return
    if "acquire" in names and target and not has(scene, "goods", "capacity"):
        yield Telling("acquisition", {"acquirer": who, "target": target, **seller})
        return
    if "get" in names and target and scene.money and not has(scene, "goods", "capacity", "asset") and not source:
        yield Telling("acquisition", {"acquirer": who, "target": target})
        return
    idle = "get" in names and standing(scene) and scene.form != "past"
    unit_sold = "asset" in scene.object_head and not scene.quantity
    if (has(scene, "goods") or scene.quantity or holder(scene, "goods")) and not unit_sold:
        supplier = (
            every(scene, "from", "off")
            or holder(scene)
            or (target if "get" in names and "acquire" not in names else ())
        )
        if supplier and not idle:
            yield Telling("supply", {"buyer": who, "supplier": supplier})
        if supplier:
            return
    if "acquire" in names and NETWORKS & set(scene.words) and (owner := source or holder(scene, "capacity")):
        yield Telling("acquisition", {"acquirer": who, "seller": owner})
        return
    if (holder(scene, "capacity") or (has(scene, "capacity") and source)) and not idle:
        yield Telling("services", {"buyer": who, "supplier": source or holder(scene, "capacity")})
        return
    if ("acquire" in names and has(scene, "asset", "firm", "capacity")) or (scene.money and holder(scene, "asset")):
        owner = source or holder(scene) or arg(scene, "of")
        if owner and target and owner != target:
            yield Telling("acquisition", {"acquirer": who, "target": target, "seller": owner})
        elif owner:
            yield Telling("acquisition", {"acquirer": who, "seller": owner})
        return
    if "get" in names and scene.money and source:
        yield Telling("investment", {"investee": who, "investor": source})
    elif "acquire" in names and source and target:
        yield Telling("acquisition", {"acquirer": who, "target": target, "seller": source})
    elif "acquire" in names and source and (scene.money or scene.quantity or (scene.words and not scene.carried)):
        found: Kind = "acquisition" if scene.money else "supply"
        roles = ("acquirer", "seller") if scene.money else ("buyer", "supplier")
        yield Telling(found, {roles[0]: who, roles[1]: source})


NETWORKS = words("network networks infrastructure platform towers grid grids")
"""What is bought as a thing, not used as a service."""


AUCTION = words("auction battle race contest bidding")
"""What is won by who may buy."""


def lent_by(scene: Scene, unit: Unit) -> bool:
    """Whether somebody only lends for a purchase: "for $11 billion, with $3 billion in financing from Berkshire"."""
    bought_something = "acquire" in load().classes[scene.base]
    return bought_something and any(a.unit is unit and a.gov & {"money", "loan"} for a in scene.arguments)


def relieved(scene: Scene) -> tuple[Unit, ...]:
    """Off whose hands something is taken."""
    return next(
        (
            (a.unit,)
            for a in scene.arguments
            if a.prep == "off" and a.unit.own and scene.sentence[a.unit.last + 2].text == "hands"
        ),
        (),
    )


def orders(scene: Scene, who: tuple[Unit, ...], names: frozenset[str], source: tuple[Unit, ...]) -> Iterator[Telling]:
    """Ordering, leasing and licensing name their kind themselves."""
    kind: Kind = "supply" if "order" in names else "services" if "lease" in names else "licensing"
    if kind == "supply" and not source and not plain(scene) and not holder(scene):
        source = reporter(scene)
    giver = source or arg(scene, "with", "at", "of") or holder(scene) or plain(scene)
    taker = arg(scene, "to")
    if kind == "licensing":
        if taker and not source:
            yield Telling(kind, {"licensor": who, "licensee": taker})
        else:
            yield Telling(kind, {"licensee": who, "licensor": giver})
    elif kind == "services" and taker and not source:
        yield Telling(kind, {"supplier": who, "buyer": taker})
    else:
        yield Telling(kind, {"buyer": who, "supplier": giver})


def wins(scene: Scene, who: tuple[Unit, ...]) -> Iterator[Telling]:
    """A contract won: the subject supplies."""
    buyer = arg(scene, "from", "with", "by") or holder(scene) or arg(scene, "for", "of", "to") or plain(scene)
    kind = kind_of(" ".join(scene.words)) or kind_of(scene.said)
    if kind in ("services", "supply", None):
        yield Telling(kind or "services", {"supplier": who, "buyer": buyer})
    elif kind == "financing":
        yield Telling(kind, {"borrower": who, "lender": buyer})
    elif kind == "licensing":
        yield Telling(kind, {"licensor": who, "licensee": buyer})
    else:
        yield Telling(kind, {"one": who, "two": buyer})


SELLS = frozenset(
    {
        "sell",
        "sell off",
        "divest",
        "offload",
        "unload",
        "dispose of",
        "cede",
        "spin off",
        "hand",
        "swap",
        "pass",
        "let go of",
        "part with",
    }
)
"""Verbs with which a company or a unit changes hands."""


def gives(scene: Scene) -> Iterator[Telling]:
    """Selling, supplying, lending, awarding: something goes from the subject to somebody."""
    base = scene.base
    names = load().classes[base]
    who, patient = agent(scene)
    taker = arg(scene, "to")
    target = patient or plain(scene)
    if scene.passive and not who and not patient and taker and (teller := reporter(scene)) and goods_before(scene):
        yield Telling("supply", {"supplier": teller, "buyer": taker})
        return
    if scene.passive and not who:
        if "give" in names and patient and taker and base.startswith("sell"):
            yield Telling("acquisition", {"target": patient, "acquirer": taker})
        elif taker is not None and patient and "award" in names and has(scene, "order", "deal"):
            yield Telling("services", {"supplier": patient, "buyer": arg(scene, "by", "from")})
        return
    if base == "offer" and "for" in scene.prepositions and scene.money:
        return  # a bid: see `bids`
    if base in SELLS and taker and not has(scene, "stake"):
        goods = (has(scene, "goods", "capacity") or scene.quantity) and "asset" not in scene.object_head
        if base in ("hand", "pass", "swap") and "asset" not in scene.object_head:
            goods = True
        if not goods:
            named = {"target": target} if target and target not in (taker, who) else {}
            yield Telling("acquisition", {"acquirer": taker, **named, "seller": who})
            return
    if (has(scene, "stake") and (taker or arg(scene, "in", "of"))) or (fraction(scene) and taker):
        owned = arg(scene, "in", "of", gov="stake") or holder(scene, "stake") or fraction(scene)
        if owned and taker:
            if control(scene):
                yield Telling("acquisition", {"acquirer": taker, "target": owned, "seller": who})
            else:
                yield Telling("investment", {"investor": taker, "investee": owned})
        elif taker and control(scene):
            yield Telling("acquisition", {"acquirer": taker, "seller": who})
        elif taker:
            yield Telling("investment", {"investor": taker, "investee": who})
        return
    if has(scene, "rights"):
        licensee = receiver_of(scene) or next(
            ((a.unit,) for a in scene.arguments if a.prep == "to" and "rights" not in a.gov), ()
        )
        yield Telling("licensing", {"licensor": who, "licensee": licensee})
        return
    if has(scene, "loan") and base.startswith("sell") and scene.money and not taker and not receiver_of(scene):
        yield Telling("financing", {"borrower": who}, weak=True)  # "sold $25 billion of bonds"
        return
    if has(scene, "loan") or "lend" in names:
        yield Telling("financing", {"lender": who, "borrower": taker or receiver_of(scene) or arg(scene, "for")})
        return
    if has(scene, "order", "deal") and ("award" in names or base in ("give", "hand")):
        kind = kind_of(" ".join(scene.words)) or kind_of(scene.said)
        kind = kind if kind in ("supply", "services") else "services"
        yield Telling(kind, {"buyer": who, "supplier": patient or taker or receiver_of(scene)})
        return
    receiver = taker or receiver_of(scene) or patient
    if base == "award" and receiver and scene.far & {"goods", "capacity"} and "asset" not in scene.far:
        kind = kind_of(" ".join(scene.words)) or kind_of(scene.said)
        kind = kind if kind in ("supply", "services") else "services"
        yield Telling(kind, {"buyer": who, "supplier": receiver})
        return
    if scene.money and receiver and ("award" in names or any(w in scene.words for w in ("financing", "debt"))):
        yield Telling("financing", {"lender": who, "borrower": receiver})
        return
    if scene.money and has(scene, "money") and "give" in names and receiver:
        yield Telling("investment", {"investor": who, "investee": receiver})
        return
    if has(scene, "money") and arg(scene, "to", "in", "into", "for"):
        yield Telling("investment", {"investor": who, "investee": arg(scene, "to", "in", "into", "for")})
        return
    if taker and (
        base in ("outsource", "entrust", "migrate") or (base in ("hand", "transfer") and has(scene, "capacity"))
    ):
        yield Telling("services", {"buyer": who, "supplier": taker})
        return
    if standing(scene) or scene.purpose:
        return
    if base in RUNS and agreed(scene) and (owner := holder(scene) or arg(scene, "of")):
        yield Telling("services", {"supplier": who, "buyer": owner})
        return
    direct = receiver_of(scene) if "give" in names or base in DIRECT else ()
    receiver = taker or direct or (arg(scene, "for", "with") if "supply" in names else ())
    if not receiver:
        return
    if has(scene, "goods") or scene.quantity:
        yield Telling("supply", {"supplier": who, "buyer": receiver})
    elif has(scene, "capacity"):
        yield Telling("services", {"supplier": who, "buyer": receiver})
    elif base in ("supply", "deliver", "ship", "equip", "furnish"):
        yield Telling("supply", {"supplier": who, "buyer": receiver})
    elif "supply" in names and arg(scene, "for") and base not in ("make", "serve", "run"):
        yield Telling(kind_of(" ".join(scene.words)) or "services", {"supplier": who, "buyer": arg(scene, "for")})


def goods_before(scene: Scene) -> bool:
    """Whether goods are the subject: "the power will be sold to Meta, Constellation said"."""
    return any(token.noun & {"goods"} for token in scene.sentence[max(0, scene.at - 8) : scene.at])


RUNS = frozenset({"run", "manage", "operate", "host", "maintain", "handle", "modernise", "modernize", "upgrade"})
"""Verbs for what is done with something that stays the customer's: "will run the IT of Eneco"."""


DIRECT = frozenset({"supply", "equip", "furnish", "stock", "fuel", "power", "outfit", "feed", "serve", "host"})
"""Verbs whose direct object is the one supplied."""


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
