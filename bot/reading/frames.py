"""What a verb or a noun of deals tells: who buys and who sells, by who stands where and what is bought.

"buy" is a takeover where a company follows it, an investment where a stake does, an order where goods do. So each
class of verbs has one function here that looks at the nouns beside it. Status, value and date are read in `deals`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from bot.model import Kind, Status
from bot.reading.clauses import Argument, Scene, Sentence, Unit, gapped, noun_scene, verb_scene
from bot.reading.cues import kind_of
from bot.reading.grammar import load


@dataclass(slots=True)
class Telling:
    """A deal as one word tells it: its kind where that is clear, and the units in each role."""

    kind: Kind | None
    roles: dict[str, tuple[Unit, ...]]
    status: Status | None = None
    weak: bool = False
    each: bool = False


Frame = Callable[[Scene], Iterator[Telling]]


def told_in(
    sentence: Sentence, topic: tuple[Unit, ...] = (), *, round_open: bool = False
) -> Iterator[tuple[Scene, Telling]]:
    """Everything that the verbs and nouns of one sentence tell."""
    if not sentence.units:
        return
    grammar = load()
    for index, token in enumerate(sentence.tokens):
        if token.verb is not None:
            names = grammar.classes[token.verb.base]
            frames = [frame for name, frame in VERBS.items() if name in names]
            if not frames:
                continue
            scene = verb_scene(sentence, index)
        elif token.noun:
            frames = [frame for name, frame in NOUNS.items() if name in token.noun]
            if not frames:
                continue
            scene = noun_scene(sentence, index)
            if scene.carried or judged(sentence, scene):
                scene.subjects = ()
        else:
            continue
        if advising(sentence) or (token.verb is not None and (scene.negated or scene.modals & {"should", "shall"})):
            continue
        scene.said, scene.topic, scene.round_open, scene.sentence = (
            sentence.masked.text,
            topic,
            round_open,
            sentence.tokens,
        )
        scene.units = sentence.units
        for frame in frames:
            for telling in frame(scene):
                if all(telling.roles.values()):
                    yield scene, telling
                    yield from ((scene, again) for again in gapped_tellings(sentence, scene, telling))


JUDGES = frozenset(
    [
        "approve",
        "clear",
        "block",
        "review",
        "investigate",
        "oppose",
        "welcome",
        "support",
        "challenge",
        "probe",
        "examine",
        "back",
        "bless",
        "vet",
    ]
)


def judged(sentence: Sentence, scene: Scene) -> bool:
    """Whether the subject only judges a deal of others: "Brussels cleared the takeover"."""
    verb = next((t for t in reversed(sentence.tokens[max(0, scene.at - 8) : scene.at]) if t.verb is not None), None)
    return verb is not None and verb.base in JUDGES


ADVISERS = frozenset(
    ["advised", "advises", "advising", "adviser", "advisers", "advisor", "advisors", "counsel", "advice"]
)


def advising(sentence: Sentence) -> bool:
    """Whether a sentence tells who advised whom."""
    return any(token.text in ADVISERS for token in sentence.tokens)


def gapped_tellings(sentence: Sentence, scene: Scene, telling: Telling) -> Iterator[Telling]:
    """ "A puts $5 billion into B, and C $10 billion": the same of C."""
    if not scene.subjects or scene.token.verb is None:
        return
    for unit in sentence.units:
        if unit.last > scene.at and gapped(sentence.tokens, unit):
            roles = {role: (unit,) if units == scene.subjects else units for role, units in telling.roles.items()}
            if roles != telling.roles:
                yield Telling(telling.kind, roles, telling.status, telling.weak)


def arg(scene: Scene, *preps: str, gov: str = "") -> tuple[Unit, ...]:
    """The units that one of these prepositions brings, the first one."""
    for argument in scene.arguments:
        if (
            argument.prep in preps
            and (not gov or gov in argument.gov)
            and not argument.head
            and not argument.unit.own
            and not argument.outer
        ):
            return (argument.unit,)
    for argument in scene.arguments:
        if (argument.prep in preps or argument.outer in preps) and (not gov or gov in argument.gov):
            return (argument.unit,)
    return ()


def every(scene: Scene, *preps: str) -> tuple[Unit, ...]:
    """All units that one of these prepositions brings: "250 from Airbus and 220 from Boeing"."""
    return tuple(a.unit for a in scene.arguments if a.prep in preps or a.outer in preps)


def receiver_of(scene: Scene) -> tuple[Unit, ...]:
    """The first of two objects: "grants Merck exclusive rights"."""
    return next(((a.unit,) for a in scene.arguments if not a.prep and not a.unit.own), ())


def plain(scene: Scene) -> tuple[Unit, ...]:
    """The direct object where it is a company itself, not something of it."""
    for argument in scene.arguments:
        if not argument.prep and not argument.unit.own and not argument.head and not argument.trailing:
            return (argument.unit,)
    return ()


def holder(scene: Scene, *heads: str) -> tuple[Unit, ...]:
    """Whose something is taken: "Intel's modem business", "Airbus jets"."""
    for argument in scene.arguments:
        if (
            argument.prep in ("", "of", "for", "on")
            and (argument.unit.own or argument.head)
            and (not heads or argument.head & set(heads))
        ):
            return (argument.unit,)
    return ()


def has(scene: Scene, *names: str) -> bool:
    """Whether a noun of one of these classes is among the objects."""
    return any(name in scene.nouns for name in names)


def bought(scene: Scene, *preps: str) -> dict[str, tuple[Unit, ...]]:
    """Who is bought behind one of these prepositions, or whose unit: "for Cerner", "for the retail business of X"."""
    for argument in scene.arguments:
        if argument.prep in preps or argument.outer in preps:
            part = (
                "asset" in argument.gov
                or (argument.unit.own and "stake" not in argument.head)
                or "asset" in argument.head
            )
            return {"seller" if part else "target": (argument.unit,)}
    return {}


def control(scene: Scene) -> bool:
    """Whether a stake is one of control: so called, or of half and more."""
    return any(word in load().control for word in scene.words) or any(
        before.text.split(".")[0].isdigit() and HALF <= int(before.text.split(".")[0]) <= WHOLE
        for before, share in pairwise(scene.sentence)
        if share.text in ("%", "percent", "per cent") and scene.at - 4 <= scene.sentence.index(share) <= scene.end
    )


HALF, WHOLE = 50, 100


def agent(scene: Scene) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Who acts and, in the passive, whom it befalls."""
    if scene.passive:
        return arg(scene, "by"), scene.subjects
    return scene.subjects, ()


def takes(scene: Scene) -> Iterator[Telling]:
    """Buying, winning, ordering, leasing, licensing: something comes to the subject."""
    base = scene.base
    names = load().classes[base]
    who, patient = agent(scene)
    source = arg(scene, "from", "off")
    if scene.passive and not who:
        return
    if scene.passive:
        if "acquire" in names:
            yield Telling("acquisition", {"acquirer": who, "target": patient, **({"seller": source} if source else {})})
        return
    target = plain(scene)
    stake_in = arg(scene, "in", "of", "into", gov="stake") or holder(scene, "stake")
    seller = {"seller": source} if source else {}
    if (has(scene, "stake") or holder(scene, "stake")) and (stake_in or target):
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
    if "get" in names and has(scene, "takeover") and source:
        yield Telling("acquisition", {"target": who, "acquirer": source})
        return
    if has(scene, "rights") and (source or holder(scene) or arg(scene, "of", "to")):
        yield Telling("licensing", {"licensee": who, "licensor": source or holder(scene) or arg(scene, "of", "to")})
        return
    if "loan" in scene.far and "get" in names and not has(scene, "goods", "asset"):
        lender = arg(scene, "from", "with", "by")
        yield Telling("financing", {"borrower": who, "lender": lender})
        return
    if "money" in scene.far and "get" in names and (scene.money or has(scene, "money")):
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
    elif "acquire" in names and source:
        kind: Kind = "acquisition" if scene.money else "supply"
        roles = ("acquirer", "seller") if scene.money else ("buyer", "supplier")
        yield Telling(kind, {roles[0]: who, roles[1]: source})


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


def reporter(scene: Scene) -> tuple[Unit, ...]:
    """Who tells it: "Airbus said AirAsia had ordered 70 planes"."""
    say = next((i for i, t in enumerate(scene.sentence[: scene.at]) if "say" in load().classes.get(t.base, ())), -1)
    told = [u for u in scene.units if u.last < say and u.subject]
    return tuple(told[-1:]) if told and told[-1] not in scene.subjects else ()


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
    {"sell", "sell off", "divest", "offload", "unload", "dispose of", "cede", "spin off", "hand", "swap", "pass"}
)
"""Verbs with which a company or a unit changes hands."""


def gives(scene: Scene) -> Iterator[Telling]:
    """Selling, supplying, lending, awarding: something goes from the subject to somebody."""
    base = scene.base
    names = load().classes[base]
    who, patient = agent(scene)
    taker = arg(scene, "to")
    target = patient or plain(scene)
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
            named = {"target": target} if target and target != taker else {}
            yield Telling("acquisition", {"acquirer": taker, **named, "seller": who})
            return
    if has(scene, "stake") and (taker or arg(scene, "in", "of")):
        owned = arg(scene, "in", "of", gov="stake") or holder(scene, "stake")
        if owned and taker:
            if control(scene):
                yield Telling("acquisition", {"acquirer": taker, "target": owned, "seller": who})
            else:
                yield Telling("investment", {"investor": taker, "investee": owned})
        elif taker:
            yield Telling("investment", {"investor": taker, "investee": who})
        return
    if has(scene, "rights"):
        licensee = receiver_of(scene) or next(
            ((a.unit,) for a in scene.arguments if a.prep == "to" and "rights" not in a.gov), ()
        )
        yield Telling("licensing", {"licensor": who, "licensee": licensee})
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
    if scene.money and receiver and ("award" in names or any(w in scene.words for w in ("financing", "debt"))):
        yield Telling("financing", {"lender": who, "borrower": receiver})
        return
    if scene.money and has(scene, "money") and "give" in names and receiver:
        yield Telling("investment", {"investor": who, "investee": receiver})
        return
    if has(scene, "money") and arg(scene, "to", "in", "into", "for"):
        yield Telling("investment", {"investor": who, "investee": arg(scene, "to", "in", "into", "for")})
        return
    if taker and (base in ("outsource", "entrust") or (base in ("hand", "transfer") and has(scene, "capacity"))):
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


RUNS = frozenset({"run", "manage", "operate", "host", "maintain", "handle", "modernise", "modernize", "upgrade"})
"""Verbs for what is done with something that stays the customer's: "will run the IT of Eneco"."""

DIRECT = frozenset({"supply", "equip", "furnish", "stock", "fuel", "power", "outfit", "feed", "serve", "host"})
"""Verbs whose direct object is the one supplied."""


def standing(scene: Scene) -> bool:
    """Whether a relation is told as standing ("assembles iPhones for Apple") and not as agreed."""
    verb = scene.token.verb
    return (
        verb is not None
        and verb.form in ("s", "base", "ing", "past")
        and not agreed(scene)
        and not scene.quantity
        and not scene.money
    )


def agreed(scene: Scene) -> bool:
    """Whether the verb hangs on a promise: will supply, agreed to supply, has supplied."""
    return scene.finite is False or scene.passive or (scene.form in ("base", "done"))


def invests(scene: Scene) -> Iterator[Telling]:
    """Money put into a company, or into nothing in particular."""
    who, _ = agent(scene)
    target = arg(scene, "in", "into", "behind", "on")
    direct = [a.unit for a in scene.arguments if a.prep in ("in", "into", "behind") and not a.head]
    if direct:
        target = (direct[0],)
    if target and (scene.money or "invest" in (scene.base)):
        yield Telling("investment", {"investor": who, "investee": target})
    elif scene.money and scene.base == "invest":
        yield Telling("pledge", {"investor": who}, weak=True)


def spends(scene: Scene) -> Iterator[Telling]:
    """Money promised: for goods of somebody, or to nobody in particular."""
    who, _ = agent(scene)
    if not scene.money:
        return
    supplier = arg(scene, "from", "with") or (
        arg(scene, "to", "for", "on", "at") if has(scene, "goods", "capacity") else ()
    )
    if supplier:
        kind = kind_of(" ".join(scene.words)) or kind_of(scene.said)
        yield Telling(kind if kind in ("supply", "services") else "services", {"buyer": who, "supplier": supplier})
    elif not scene.passive:
        yield Telling("pledge", {"investor": who}, weak=True)


def raises(scene: Scene) -> Iterator[Telling]:
    """A company raises money."""
    if scene.passive:
        return
    base = scene.base
    if not scene.money and not has(scene, "money"):
        return
    investor = every(scene, "from", "by")
    if investor:
        kind: Kind = "financing" if has(scene, "loan") else "investment"
        roles = {"investee": scene.subjects, "investor": investor}
        yield Telling(kind, roles if kind == "investment" else {"borrower": scene.subjects, "lender": investor})
    elif (
        scene.money
        and base in ("raise", "close")
        and (scene.sum_first or has(scene, "money"))
        and not has(scene, "takeover", "stake", "order", "bet")
    ):
        yield Telling("financing" if has(scene, "loan") else "investment", {"investee": scene.subjects}, weak=True)


def leads(scene: Scene) -> Iterator[Telling]:
    """An investor leads a round."""
    base = scene.base
    if scene.passive:
        if (base == "lead" and not scene.subjects) or (base == "join" and scene.round_open):
            yield Telling("investment", {"investor": arg(scene, "by"), "investee": scene.topic})
        return
    alone = base in ("lead", "co-lead") and not scene.words and not scene.arguments
    took_part = base in ("participate", "take part", "chip in") or (
        base in ("come in", "join in") and "investors" in scene.words
    )
    if scene.round_open and (alone or took_part):
        yield Telling("investment", {"investor": scene.subjects, "investee": scene.topic})
    if not has(scene, "money"):
        return
    target = arg(scene, "in", "for", "of", "into") or holder(scene, "money") or scene.topic
    yield Telling("investment", {"investor": scene.subjects, "investee": target})


def partners(scene: Scene) -> Iterator[Telling]:
    """Two work together from now on."""
    base = scene.base
    if (
        base in ("work", "link", "pair")
        and standing(scene)
        and not (scene.token.verb and scene.form == "ing" and scene.finite)
    ):
        return
    if scene.passive and scene.token.verb is not None and scene.base not in ("link", "pair", "ally", "partner"):
        return
    other = plain(scene) if base == "join" else arg(scene, "with")
    kind = kind_of(" ".join(scene.words)) if has(scene, "venture") else None
    if other:
        yield Telling(kind or "partnership", {"partner": scene.subjects, "partner2": other})
    elif (
        any(u.many for u in scene.subjects)
        and scene.token.verb is not None
        and scene.base not in ("work", "link", "join")
    ):
        yield Telling("partnership", {"partner": scene.subjects})


def merges(scene: Scene) -> Iterator[Telling]:
    """Two become one."""
    other = arg(scene, "with", "into")
    target = plain(scene)
    kind: Kind = "joint_venture" if scene.base == "pool" else "acquisition"
    if other:
        yield Telling(kind, {"partner": scene.subjects, "partner2": other})
    elif any(u.many for u in scene.subjects):
        yield Telling(kind, {"partner": scene.subjects})
    elif any(u.many for u in target):
        yield Telling("acquisition", {"partner": target})


def forms(scene: Scene) -> Iterator[Telling]:
    """A venture founded together."""
    if not has(scene, "venture") and not ("company" in scene.words and any(together((u,)) for u in scene.subjects)):
        return
    other = arg(scene, "with", "between", "of")
    if scene.passive:
        if arg(scene, "by") and together(arg(scene, "by")):
            yield Telling("joint_venture", {"partner": arg(scene, "by")})
        return
    if other:
        yield Telling("joint_venture", {"partner": scene.subjects, "partner2": other})
    elif any(u.many for u in scene.subjects):
        yield Telling("joint_venture", {"partner": scene.subjects})


def pays(scene: Scene) -> Iterator[Telling]:
    """Money paid for a company, a stake, a licence or goods."""
    who, _ = agent(scene)
    paid = scene.money or any(t.sort == "money" for t in scene.sentence)
    if scene.passive or not (paid or scene.far & {"goods", "capacity"}):
        return
    target = arg(scene, "for")
    to = arg(scene, "to") or plain(scene)
    stake_in = arg(scene, "of", "in", gov="stake")
    if stake_in:
        yield Telling(
            "acquisition" if control(scene) else "investment",
            {"acquirer": who, "target": stake_in} if control(scene) else {"investor": who, "investee": stake_in},
        )
    elif ("rights" in scene.far or "upfront" in scene.words) and (to or arg(scene, "from", "of")):
        yield Telling("licensing", {"licensee": who, "licensor": to or arg(scene, "from", "of")})
    elif target and arg(scene, "to") and not has(scene, "goods", "capacity"):
        yield Telling("acquisition", {"acquirer": who, **bought(scene, "for"), "seller": arg(scene, "to")})
    elif to:
        kind = kind_of(" ".join(scene.words)) or ("services" if plain(scene) or "for" in scene.prepositions else None)
        if kind in ("supply", "services"):
            yield Telling(kind, {"buyer": who, "supplier": to})
    elif target and not has(scene, "goods", "capacity", "rights"):
        yield Telling("acquisition", {"acquirer": who, **bought(scene, "for")})


def bids(scene: Scene) -> Iterator[Telling]:
    """An offer for a company."""
    base = scene.base
    who, _ = agent(scene)
    if scene.passive:
        return
    if base in (
        "bid",
        "offer",
        "lodge",
        "table",
        "submit",
        "make",
        "raise",
        "sweeten",
        "launch",
        "lift",
        "improve",
    ) and (scene.money or has(scene, "takeover")):
        target = arg(scene, "for") or (arg(scene, "to") if has(scene, "takeover") else ())
        if target and not has(scene, "goods", "capacity", "rights", "order"):
            each = any(t.text == "each" for t in scene.sentence[: scene.at])
            yield Telling("acquisition", {"acquirer": who, **(bought(scene, "for") or {"target": target})}, each=each)
    elif base == "outbid" and arg(scene, "for"):
        yield Telling("acquisition", {"acquirer": who, "target": arg(scene, "for")})
    elif plain(scene) and (
        base in ("court", "woo", "stalk", "pursue") or (base == "approach" and "takeover" in scene.said)
    ):
        yield Telling("acquisition", {"acquirer": who, "target": plain(scene)})


def chooses(scene: Scene) -> Iterator[Telling]:
    """A supplier chosen."""
    who, patient = agent(scene)
    chosen = patient or plain(scene) or holder(scene, "capacity", "goods") or arg(scene, "to")
    base = scene.base
    if not chosen or scene.people or (scene.passive and not who):
        return
    if base == "name" and not any(
        word in scene.said for word in ("supplier", "partner", "contractor", "provider", "preferred")
    ):
        return
    kind = kind_of(" ".join(scene.words)) or kind_of(scene.said)
    if kind == "financing":
        yield Telling(kind, {"lender": who, "borrower": chosen}, each=True)
    else:
        yield Telling(kind if kind in ("supply", "services") else "services", {"buyer": who, "supplier": chosen})


CREATIVE = frozenset({"develop", "design", "co-develop", "co-design"})


def makes(scene: Scene) -> Iterator[Telling]:
    """Two that will develop something together."""
    if (
        scene.money
        and scene.base in ("build", "construct")
        and has(scene, "asset")
        and not scene.passive
        and agreed(scene)
    ):
        yield Telling("pledge", {"investor": scene.subjects}, weak=True)
        return
    together_said = any(word in scene.said for word in ("together", "jointly", "joint "))
    if (
        any(u.many or any(len(m.who) > 1 for m in u.mentions) for u in scene.subjects)
        and agreed(scene)
        and not scene.passive
    ):
        yield Telling("partnership", {"partner": scene.subjects})
    elif (
        arg(scene, "with")
        and not scene.passive
        and (together_said or scene.base in CREATIVE or has(scene, "asset", "capacity", "goods"))
    ):
        yield Telling("partnership", {"partner": scene.subjects, "partner2": arg(scene, "with")})


def helps(scene: Scene) -> Iterator[Telling]:
    """ "Foxconn is going to help OpenAI design the hardware"."""
    helped = receiver_of(scene)
    if not helped or not agreed(scene) or scene.passive:
        return
    following = next((t.text for t in scene.sentence[helped[0].last + 1 :] if t.text != "to"), "")
    if "make" in load().classes.get(following, ()):
        yield Telling("partnership", {"partner": scene.subjects, "partner2": helped})


def uses(scene: Scene) -> Iterator[Telling]:
    """ "will use up to one million of Google's TPUs": counted goods of somebody that one is going to use."""
    maker = holder(scene, "goods") or arg(scene, "from")
    if scene.quantity and maker and agreed(scene) and not scene.passive:
        yield Telling("supply", {"buyer": scene.subjects, "supplier": maker})


def agrees(scene: Scene) -> Iterator[Telling]:
    """Agreed with somebody, signed with somebody."""
    other = arg(scene, "with")
    base = scene.base
    if base == "sign" and plain(scene) and not scene.passive:
        kind = kind_of(scene.said)
        if kind in ("supply", "services"):
            yield Telling(kind, {"supplier": scene.subjects, "buyer": plain(scene)})
    if other and not scene.passive and not has(scene, "deal", "partnership", "venture", "takeover", "order"):
        yield Telling(kind_of(scene.said), {"one": scene.subjects, "two": other})


def flows(scene: Scene) -> Iterator[Telling]:
    """Something goes from one to another: "racks will come to OpenAI from Broadcom"."""
    giver, taker = arg(scene, "from"), arg(scene, "to")
    if giver and taker and not scene.people:
        kind = kind_of(scene.said)
        if kind in ("supply", "services"):
            yield Telling(kind, {"supplier": giver, "buyer": taker})
        elif kind in ("acquisition", "investment") or has(scene, "asset", "stake"):
            yield Telling("acquisition", {"seller": giver, "acquirer": taker})


VERBS: dict[str, Frame] = {
    "agree": agrees,
    "flow": flows,
    "help": helps,
    "use": uses,
    "acquire": takes,
    "get": takes,
    "order": takes,
    "lease": takes,
    "license": takes,
    "give": gives,
    "supply": gives,
    "award": gives,
    "lend": gives,
    "invest": invests,
    "spend": spends,
    "raise": raises,
    "lead": leads,
    "partner": partners,
    "merge": merges,
    "form": forms,
    "pay": pays,
    "bid": bids,
    "choose": chooses,
    "make": makes,
}


def possessor(scene: Scene) -> tuple[Unit, ...]:
    """Whose the noun is: "Microsoft's purchase", else the subject of the verb that it is the object of."""
    return arg(scene, "'s") or scene.subjects


OFFERS = frozenset(
    ["bid", "bids", "offer", "offers", "proposal", "approach", "takeover", "buyout", "buyouts", "buy-out", "interest"]
)
RECEIVES = frozenset(
    [
        "receive",
        "get",
        "accept",
        "reject",
        "rebuff",
        "refuse",
        "spurn",
        "dismiss",
        "consider",
        "weigh",
        "await",
        "welcome",
        "draw",
        "attract",
        "field",
        "have",
        "turn",
        "turn",
        "down",
        "fend",
        "off",
        "fight",
        "off",
        "resist",
        "study",
        "review",
        "mull",
        "back",
    ]
) | {"turn down", "fend off", "fight off"}
"""What the one that is wooed does with an offer."""

MUTUAL = frozenset(["merger", "mergers", "combination"])


def takeover(scene: Scene) -> Iterator[Telling]:
    """The acquisition of Y by X, X's bid for Y, the Y takeover."""
    noun = scene.token.text
    by = arg(scene, "by", "that") or (arg(scene, "from") if noun in OFFERS else ())
    seller = arg(scene, "from") if noun not in OFFERS else ()
    taken = bought(scene, "of", "for")
    compound, whose = arg(scene, "-"), arg(scene, "'s")
    others = by or whose or scene.subjects
    each = any(t.text == "each" for t in scene.sentence[: scene.at])
    if noun in MUTUAL and arg(scene, "of") and (other := arg(scene, "with")) and not together(arg(scene, "of")):
        yield Telling("acquisition", {"partner": arg(scene, "of"), "partner2": other})
    elif noun in MUTUAL and (pair := arg(scene, "-", "of", "between", "'s")) and together(pair):
        yield Telling("acquisition", {"partner": pair})
    elif mutual(noun, scene.said) and scene.subjects and together(scene.subjects) and not (taken or by):
        yield Telling("acquisition", {"partner": scene.subjects})
    elif has(scene, "goods") and not arg(scene, "of", "for"):
        if noun in ("purchase", "buy"):
            yield Telling("supply", {"buyer": whose or scene.subjects, "supplier": arg(scene, "from")})
    elif by and whose and not taken:
        yield Telling("acquisition", {"acquirer": by, "target": whose})
    elif whose and not by and scene.subjects and noun in OFFERS and not taken and governing(scene) in RECEIVES:
        yield Telling("acquisition", {"acquirer": whose, "target": scene.subjects})
    elif taken and others:
        if has(scene, "stake") and noun in ("acquisition", "purchase", "buy") and not control(scene):
            yield Telling("investment", {"investor": others, "investee": next(iter(taken.values()))})
            return
        acquirer = arg(scene, "by", "that") or whose or by or scene.subjects
        more = {"seller": seller} if seller and seller != acquirer and "seller" not in taken else {}
        yield Telling("acquisition", {"acquirer": acquirer, **taken, **more}, each=each)
    elif compound and (by or whose or scene.subjects):
        if together(compound):
            yield Telling("acquisition", {"partner": compound})
        else:
            yield Telling("acquisition", {"acquirer": others, "target": compound})
    elif (by or whose) and scene.subjects and noun in OFFERS and governing(scene) in RECEIVES:
        yield Telling("acquisition", {"acquirer": by or whose, "target": scene.subjects})
    elif arg(scene, "with") and noun in MUTUAL:
        yield Telling("acquisition", {"partner": possessor(scene), "partner2": arg(scene, "with")})


def mutual(noun: str, said: str) -> bool:
    """Whether two sides talk about becoming one."""
    return noun in MUTUAL or any(words in said for words in ("talked", "discuss", "in talks", "held talks"))


def investors(scene: Scene) -> Iterator[Telling]:
    """ "Other investors include A and B": in the round that is spoken of."""
    if not scene.round_open:
        return
    following = scene.sentence[scene.at + 1 : scene.at + 4]
    if any(t.tag == "be" or t.text in ("include", "includes", "included", "including") for t in following):
        named = next(((u,) for u in scene.units if u.first > scene.at), ())
        yield Telling("investment", {"investor": named, "investee": scene.topic})


def supplies(scene: Scene) -> Iterator[Telling]:
    """The supply of cells to Y by X."""
    taker, giver = arg(scene, "to"), arg(scene, "by", "from") or possessor(scene)
    if taker and giver:
        yield Telling("supply", {"supplier": giver, "buyer": taker})


def buyer(scene: Scene) -> Iterator[Telling]:
    """X is the buyer of Y, the new owner of Y's plant."""
    bought = arg(scene, "of", "for")
    if not bought or not scene.subjects:
        return
    if any(a.unit in bought and (a.unit.own or a.head) for a in scene.arguments):
        yield Telling("acquisition", {"acquirer": scene.subjects, "seller": bought})
    else:
        yield Telling("acquisition", {"acquirer": scene.subjects, "target": bought})


def bet(scene: Scene) -> Iterator[Telling]:
    """X's bet on Y."""
    if arg(scene, "on", "in", "for") and possessor(scene):
        yield Telling("investment", {"investor": possessor(scene), "investee": arg(scene, "on", "in", "for")})


def sale(scene: Scene) -> Iterator[Telling]:
    """The sale of Y to X by Z."""
    taker = arg(scene, "to")
    target = arg(scene, "of") or arg(scene, "-")
    seller = arg(scene, "'s", "by")
    if not taker or has(scene, "goods"):
        return
    if target:
        yield Telling(
            "acquisition",
            {
                "acquirer": taker,
                "target": target,
                **(
                    {"seller": seller or scene.subjects}
                    if (seller or scene.subjects) and (seller or scene.subjects) != target
                    else {}
                ),
            },
        )
    elif seller or scene.subjects:
        yield Telling("acquisition", {"acquirer": taker, "seller": seller or scene.subjects})


def stakes(scene: Scene) -> Iterator[Telling]:
    """X's investment in Y, X's stake in Y."""
    if scene.token.text in (
        "%",
        "percent",
        "per cent",
        "pc",
        "share",
        "shares",
        "stock",
        "equity",
        "position",
        "interest",
        "interests",
    ) and not arg(scene, "'s"):
        return
    target = arg(scene, "in", "into")
    who = arg(scene, "by", "from") or possessor(scene)
    if target and who and governing(scene) not in SELLS:
        yield Telling("investment", {"investor": who, "investee": target})


def funding(scene: Scene) -> Iterator[Telling]:
    """X's investment in Y, Y's round led by X."""
    target = arg(scene, "in", "into") if scene.token.text in ("investment", "investments", "injection") else ()
    by = arg(scene, "by", "from")
    if target and (by or possessor(scene)):
        yield Telling("investment", {"investor": by or possessor(scene), "investee": target})
    elif by and (possessor(scene) or scene.topic):
        yield Telling("investment", {"investee": possessor(scene) or scene.topic, "investor": by})
    elif scene.token.text == "investment" and scene.money and not target and scene.subjects:
        yield Telling("pledge", {"investor": possessor(scene)}, weak=True)


def loans(scene: Scene) -> Iterator[Telling]:
    """A loan from X to Y."""
    lender, borrower = arg(scene, "from", "by", "with"), arg(scene, "to", "for")
    if lender and (borrower or possessor(scene)):
        yield Telling("financing", {"lender": lender, "borrower": borrower or possessor(scene)})
    elif borrower and possessor(scene) and scene.token.text in ("loan", "loans", "grant", "grants", "facility"):
        yield Telling("financing", {"lender": possessor(scene), "borrower": borrower})


def order(scene: Scene) -> Iterator[Telling]:
    """X's order with Y, an order from X for Y's jets."""
    if scene.token.text in ("work", "job", "tender", "mandate", "commission", "award"):
        return
    buyer, supplier = arg(scene, "from", "by"), arg(scene, "with", "to", "at")
    if scene.token.text.startswith("order"):
        made = holder(scene, "goods") or arg(scene, "-")
        if buyer and (supplier or made or possessor(scene)):
            yield Telling("supply", {"buyer": buyer, "supplier": supplier or made or possessor(scene)})
        made = made or next(
            ((a.unit,) for a in scene.arguments if a.prep == "for" and not (a.head or a.trailing or a.unit.own)), ()
        )
        if not buyer and (supplier or made) and possessor(scene):
            yield Telling("supply", {"buyer": possessor(scene), "supplier": supplier or made})


def agreement(scene: Scene) -> Iterator[Telling]:
    """A deal between X and Y, X's deal with Y, the X-Y deal, a deal that X signed with Y."""
    classes = scene.token.noun
    kind: Kind | None = "joint_venture" if "venture" in classes else "partnership" if "partnership" in classes else None
    if kind is None:
        kind = kind_of(near(scene)) or kind_of(scene.said)
    between = arg(scene, "between", "among")
    other = arg(scene, "with")
    if kind == "financing" and other and possessor(scene):
        yield Telling(kind, {"borrower": possessor(scene), "lender": other})
        return
    promised = infinitive(scene)
    if not other and (allowed := allows(scene)) and possessor(scene):
        yield Telling(kind, {"one": possessor(scene), "two": allowed})
        return
    if (
        promised & {"make"}
        and scene.token.text in ("memorandum", "mou", "understanding", "agreement")
        and kind != "licensing"
    ):
        kind = "partnership"
    if other and possessor(scene) and kind in ("supply", "services", "licensing", None) and promised:
        if promised & {"supply", "give"}:
            yield Telling(kind or "services", {"supplier": possessor(scene), "buyer": other})
            return
        if promised & {"acquire", "get", "order", "lease", "use"} and kind in ("supply", "services"):
            yield Telling(kind, {"buyer": possessor(scene), "supplier": other})
            return
    if (
        scene.token.text in ("contract", "contracts", "deal", "award", "order", "orders")
        and arg(scene, "from")
        and possessor(scene)
        and not arg(scene, "with")
    ):
        yield Telling(
            kind if kind in ("supply", "services") else "services",
            {"supplier": possessor(scene), "buyer": arg(scene, "from")},
        )
        return
    compound = arg(scene, "-")
    other = arg(scene, "with")
    of = arg(scene, "of") if kind in ("joint_venture", "partnership") else ()
    if between and between[0].many:
        yield Telling(kind, {"one": between})
    elif holder(scene, "goods") and possessor(scene) and not other:
        yield Telling("supply", {"buyer": possessor(scene), "supplier": holder(scene, "goods")})
    elif other and possessor(scene):
        yield Telling(kind, {"one": possessor(scene), "two": other})
    elif (
        arg(scene, "for")
        and kind in (None, "acquisition")
        and any(t.sort == "money" for t in scene.sentence)
        and possessor(scene)
    ):
        if not any(a.head or a.trailing or a.unit.own for a in scene.arguments if a.prep == "for") and not arg(
            scene, "from"
        ):
            yield Telling("acquisition", {"acquirer": possessor(scene), "target": arg(scene, "for")})
    elif compound and compound[0].many:
        yield Telling(kind, {"one": compound})
    elif compound and scene.subjects:
        yield Telling(kind, {"one": scene.subjects, "two": compound})
    elif arg(scene, "'s") and together(arg(scene, "'s")):
        yield Telling(kind, {"one": arg(scene, "'s")})
    elif of and of[0].many:
        yield Telling(kind, {"one": of})
    elif scene.subjects and together(scene.subjects) and not scene.token.text.endswith("s") and not won(scene):
        yield Telling(kind, {"one": scene.subjects})


def allows(scene: Scene) -> tuple[Unit, ...]:
    """Whom a deal lets do something: "a deal allowing OpenAI to use its content"."""
    following = next((t for t in scene.sentence[scene.end : scene.end + 3] if t.verb is not None), None)
    if following is None or following.base not in ("allow", "give", "let", "permit", "grant", "enable"):
        return ()
    return next(((u,) for u in scene.units if u.first > scene.end), ())


def infinitive(scene: Scene) -> frozenset[str]:
    """The classes of the verb that a deal is about: "a deal with AT&T to build a network"."""
    following = scene.sentence[scene.end : scene.end + 3]
    if not following or following[0].text != "to":
        return frozenset()
    return next((load().classes[t.base] for t in following if t.verb is not None), frozenset())


def together(units: tuple[Unit, ...]) -> bool:
    """Whether several stand in one place: "A and B", "the two companies"."""
    return units[0].many or any(len(m.who) > 1 for m in units[0].mentions)


def governing(scene: Scene) -> str:
    """The base of the verb that a noun is the object of."""
    before_it = reversed(scene.sentence[max(0, scene.at - 8) : scene.at])
    return next((t.base or "have" for t in before_it if t.verb is not None or t.tag == "have"), "")


def won(scene: Scene) -> bool:
    """Whether a contract was won: then its winners supply somebody else together."""
    return governing(scene) in ("win", "receive", "get", "land", "secure", "clinch", "bag", "book")


def near(scene: Scene) -> str:
    """The words close around a noun."""
    return scene.said[max(0, scene.token.at - 60) : scene.token.end + 80]


def talks(scene: Scene) -> Iterator[Telling]:
    """In talks with Y."""
    other = arg(scene, "with")
    if other and possessor(scene):
        yield Telling(kind_of(near(scene)), {"one": possessor(scene), "two": other}, status="rumored")


NOUNS: dict[str, Frame] = {
    "takeover": takeover,
    "buyer": buyer,
    "investors": investors,
    "supplying": supplies,
    "bet": bet,
    "sale": sale,
    "stake": stakes,
    "money": funding,
    "loan": loans,
    "order": order,
    "deal": agreement,
    "partnership": agreement,
    "venture": agreement,
    "talks": talks,
}


def roles_of(telling: Telling) -> Iterator[dict[str, tuple[Unit, ...]]]:
    """One deal, or one for each of several counterparties where each has its own."""
    together = (
        telling.kind in ("partnership", "joint_venture", "investment", "financing", "pledge", None) and not telling.each
    )
    if telling.kind == "acquisition" and not telling.each and not any(u.many for u in telling.roles.get("target", ())):
        together = True  # a consortium buys together
    many = [name for name, units in telling.roles.items() if any(u.many for u in units)]
    if len(telling.roles) < 2 or together or not many:
        yield telling.roles
        return
    yield from separated(telling.roles)


def separated(roles: dict[str, tuple[Unit, ...]]) -> Iterator[dict[str, tuple[Unit, ...]]]:
    """Every combination of single parties."""
    names = list(roles)
    singles = [
        [
            Unit((mention,), place, place, place, places=(place,))
            for unit in roles[name]
            for mention, place in zip(unit.mentions, unit.places, strict=True)
        ]
        for name in names
    ]
    for each in product(*singles):
        yield {name: (unit,) for name, unit in zip(names, each, strict=True)}


__all__ = ["Argument", "Telling", "roles_of", "told_in"]
