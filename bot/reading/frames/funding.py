"""What verbs of money tell: invested, spent, raised, paid, offered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Units
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    agent,
    arg,
    bought,
    control,
    each_of,
    every,
    has,
    holder,
    plain,
    told_kind,
    traded,
)


def invests(scene: Scene) -> Iterator[Telling]:
    """Money put into a company, or into nothing in particular."""
    who, _ = agent(scene)
    target = arg(scene, "in", "into", "behind", "on")
    direct = [a.unit for a in scene.arguments if a.prep in ("in", "into", "behind") and not a.head]
    if direct:
        target = (direct[0],)
    if not target and scene.money and (raiser := round_of(scene)):
        target = raiser
    if target and (scene.money or "invest" in (scene.base)):
        yield Telling("investment", {"investor": who, "investee": target})
    elif scene.money and scene.base == "invest":
        yield Telling("pledge", {"investor": who}, weak=True)


def round_of(scene: Scene) -> Units:
    """Whose round it is: "closed a round in which ASML invested 1.3 billion euros"."""
    start = scene.subjects[0].start if scene.subjects else 0
    if start < 2 or (scene.sentence[start - 2].text, scene.sentence[start - 1].text) != ("in", "which"):
        return ()
    return next(((u,) for u in reversed(scene.units) if u.last < start and u.subject), ())


def spends(scene: Scene) -> Iterator[Telling]:
    """Money promised: for goods of somebody, or to nobody in particular."""
    who, _ = agent(scene)
    if not scene.money:
        return
    if "money" in scene.far and arg(scene, "to") and "loan" in scene.far:
        yield Telling("financing", {"lender": who, "borrower": arg(scene, "to")})
        return
    supplier = arg(scene, "from", "with") or (
        arg(scene, "to", "for", "on", "at") if has(scene, "goods", "capacity") else ()
    )
    if supplier:
        yield Telling(traded(told_kind(scene)), {"buyer": who, "supplier": supplier})
    elif not scene.passive and (bought_for := on_company(scene)):
        yield Telling("acquisition", {"acquirer": who, "target": bought_for})
    elif not scene.passive:
        yield Telling("pledge", {"investor": who}, weak=True)


def on_company(scene: Scene) -> Units:
    """The company that money was spent on in one go: "spent $1.2 billion on Paragon Bioservices"."""
    spent = scene.base == "spend" and scene.form in ("past", "done") and scene.sum_first
    plainly = (a.unit for a in scene.arguments if a.prep == "on" and not (a.head or a.trailing or a.unit.own or a.gov))
    return tuple(plainly)[:1] if spent else ()


def raises(scene: Scene) -> Iterator[Telling]:
    """A company raises money."""
    if scene.passive:
        return
    base = scene.base
    if not scene.money and not has(scene, "money"):
        return
    investor = every(scene, "from", "by")
    if investor:
        kind: Kind = "financing" if indebted(scene) else "investment"
        roles = {"investee": scene.subjects, "investor": investor}
        yield Telling(kind, roles if kind == "investment" else {"borrower": scene.subjects, "lender": investor})
    elif (
        scene.money
        and (base == "raise" or (base == "close" and has(scene, "money")))
        and (scene.sum_first or has(scene, "money"))
        and not has(scene, "takeover", "stake", "order", "bet")
    ):
        if indebted(scene):
            yield Telling("financing", {"borrower": scene.subjects}, weak=True)
        else:
            yield Telling("investment", {"investee": scene.subjects}, weak=True)


def indebted(scene: Scene) -> bool:
    """Whether money raised is to be paid back: "raised $25 billion in a bond sale"."""
    return has(scene, "loan") or ("loan" in scene.far and not has(scene, "money"))


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
    if "loan" in scene.nouns:
        yield Telling("financing", {"lender": scene.subjects, "borrower": target})
    else:
        yield Telling("investment", {"investor": scene.subjects, "investee": target})


DRUGS = words("drug drugs pill therapy antibody medicine treatment vaccine candidate molecule compound")
"""What is paid for without being bought: the rights to it are."""

WOOS = words("court woo stalk pursue circle eye covet chase approach") | {
    "close in on",
    "zero in on",
    "move in on",
    "reach for",
}
"""What a suitor does before anything is agreed."""


def pays(scene: Scene) -> Iterator[Telling]:
    """Money paid for a company, a stake, a licence or goods."""
    who, _ = agent(scene)
    paid = scene.money or any(t.sort == "money" for t in scene.sentence)
    if scene.passive or not (paid or scene.far & {"goods", "capacity", "licence"}):
        return
    target = arg(scene, "for")
    to = plain(scene) or arg(scene, "to")
    stake_in = arg(scene, "of", "in", gov="stake")
    if stake_in:
        yield Telling(
            "acquisition" if control(scene) else "investment",
            {"acquirer": who, "target": stake_in} if control(scene) else {"investor": who, "investee": stake_in},
        )
    elif ("rights" in scene.far or "upfront" in scene.words or DRUGS & set(scene.words)) and (
        to or arg(scene, "from", "of")
    ):
        yield Telling("licensing", {"licensee": who, "licensor": to or arg(scene, "from", "of")})
    elif target and arg(scene, "to") and not has(scene, "goods", "capacity"):
        yield Telling("acquisition", {"acquirer": who, **bought(scene, "for"), "seller": arg(scene, "to")})
    elif to and "asset" in scene.far and "for" in scene.prepositions and not scene.far & {"goods", "capacity"}:
        yield Telling("acquisition", {"acquirer": who, "seller": to})
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
            yield Telling(
                "acquisition", {"acquirer": who, **(bought(scene, "for") or {"target": target})}, each=each_of(scene)
            )
    elif base == "outbid" and arg(scene, "for"):
        yield Telling("acquisition", {"acquirer": who, "target": arg(scene, "for")})
    elif plain(scene) and base in WOOS and (base != "approach" or "takeover" in scene.said):
        yield Telling("acquisition", {"acquirer": who, "target": plain(scene)}, status="rumored")


REFUSES = words("reject rebuff spurn refuse dismiss decline") | {"turn down", "fend off", "fight off"}


def wooed(scene: Scene) -> bool:
    """Whether an offer is spoken of in the same sentence."""
    return any("takeover" in token.noun for token in scene.sentence)


def refuses(scene: Scene) -> Iterator[Telling]:
    """An offer refused that is told by its sum alone: "Illumina's board turned down $6.7 billion from Roche"."""
    suitor = arg(scene, "from", "by") if scene.sum_first else plain(scene) if wooed(scene) else ()
    if scene.base in REFUSES and suitor and not scene.passive:
        yield Telling("acquisition", {"acquirer": suitor, "target": scene.subjects})
