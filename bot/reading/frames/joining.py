"""What verbs of working together tell: partnered, merged, founded, chosen, agreed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    agent,
    agreed,
    arg,
    has,
    holder,
    infinitive_owner,
    plain,
    receiver_of,
    standing,
    together,
    told_kind,
    traded,
)
from bot.reading.grammar import load


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
    if scene.base in ("found", "co-found", "set up", "form") and plain(scene) and together(scene.subjects):
        yield Telling("joint_venture", {"partner": scene.subjects})
        return
    if not has(scene, "venture") and not ("company" in scene.words and together(scene.subjects)):
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


def chooses(scene: Scene) -> Iterator[Telling]:
    """A supplier chosen."""
    who, patient = agent(scene)
    if scene.passive and not who and (customer := infinitive_owner(scene)):
        who = customer
    chosen = patient or plain(scene) or holder(scene, "capacity", "goods") or arg(scene, "to")
    base = scene.base
    if not chosen or scene.people or (scene.passive and not who):
        return
    if base == "name" and not any(
        word in scene.said for word in ("supplier", "partner", "contractor", "provider", "preferred")
    ):
        return
    kind = told_kind(scene)
    if kind == "financing":
        yield Telling(kind, {"lender": who, "borrower": chosen}, each=True)
    else:
        yield Telling(traded(kind), {"buyer": who, "supplier": chosen})


CREATIVE = frozenset({"develop", "design", "co-develop", "co-design"})


def makes(scene: Scene) -> Iterator[Telling]:
    """Two that will develop something together."""
    if (
        scene.money
        and scene.base in ("build", "construct")
        and has(scene, "asset")
        and not scene.passive
        and agreed(scene)
        and not arg(scene, "for")
    ):
        yield Telling("pledge", {"investor": scene.subjects}, weak=True)
        return
    together_said = any(word in scene.said for word in ("together", "jointly", "joint "))
    if together(scene.subjects) and agreed(scene) and not scene.passive:
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


def agrees(scene: Scene) -> Iterator[Telling]:
    """Agreed with somebody, signed with somebody."""
    other = arg(scene, "with")
    base = scene.base
    if (
        not other
        and (base == "agree on" or (base == "agree" and "on" in scene.prepositions))
        and together(scene.subjects)
        and not scene.passive
    ):
        yield Telling(kind_of(scene.said), {"one": scene.subjects})
    if base == "sign" and plain(scene) and not scene.passive:
        kind = kind_of(scene.said)
        if kind in ("supply", "services"):
            yield Telling(kind, {"supplier": scene.subjects, "buyer": plain(scene)})
    if other and not scene.passive and not has(scene, "deal", "partnership", "venture", "takeover", "order"):
        yield Telling(kind_of(scene.said), {"one": scene.subjects, "two": other})
