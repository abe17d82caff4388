"""What a frame asks of a scene: which unit a preposition brings, whose something is, whether it is agreed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.language.text import words
from bot.model import Kind, Status
from bot.reading.clauses.scenes import Argument, Scene
from bot.reading.clauses.units import Units, stops_between
from bot.reading.cues import kind_of
from bot.reading.grammar import load


@dataclass(slots=True)
class Telling:
    """A deal as one word tells it: its kind where that is clear, and the units in each role."""

    kind: Kind | None
    roles: dict[str, Units]
    status: Status | None = None
    weak: bool = False
    each: bool = False
    told_by: str = ""
    """The class of verbs or nouns whose frame told it."""


Frame = Callable[[Scene], Iterator[Telling]]
"""What reads one class of verbs or nouns."""


LED_BY = words("with from to at")
"""Before "a group led by X" they bring X: it is with, from, to X."""


def arg(scene: Scene, *preps: str, gov: str = "") -> Units:
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
        led = argument.prep == "by" and argument.outer in LED_BY
        if ((argument.prep in preps and not led) or argument.outer in preps) and (not gov or gov in argument.gov):
            return (argument.unit,)
    return ()


LENDERS = re.compile(
    r"\b(?:banks?|bancorp|fund|imf|ebrd|eib|ifc|treasury|department|ministry|government|agency|authority)\b",
    re.IGNORECASE,
)


def lends(units: Units) -> bool:
    """Whether somebody is called a bank, a fund or a government: in a loan agreement that is the lender."""
    return bool(units) and all(
        LENDERS.search(" ".join((who.name, *who.forms))) is not None for m in units[0].mentions for who in m.who
    )


def every(scene: Scene, *preps: str) -> Units:
    """All units that one of these prepositions brings: "250 from Airbus and 220 from Boeing"."""
    return tuple(a.unit for a in scene.arguments if a.prep in preps or a.outer in preps)


def receiver_of(scene: Scene) -> Units:
    """The first of two objects: "grants Merck exclusive rights"."""
    return next(((a.unit,) for a in scene.arguments if not a.prep and not a.unit.own and not counts(scene, a)), ())


def counts(scene: Scene, argument: Argument) -> bool:
    """Whether a name only says which goods are counted: "41 Velaro trains"."""
    unit = argument.unit
    counted = any(token.sort == "quantity" for token in scene.sentence[unit.start : unit.first])
    return counted or ("goods" in argument.head and unit.first > 0 and scene.sentence[unit.first - 1].text[0].isdigit())


def plain(scene: Scene) -> Units:
    """The direct object where it is a company itself, not something of it."""
    for argument in scene.arguments:
        if not argument.prep and not argument.unit.own and not argument.head and not argument.trailing:
            return (argument.unit,)
    return ()


def holder(scene: Scene, *heads: str) -> Units:
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


def bought(scene: Scene, *preps: str) -> dict[str, Units]:
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
    here = scene.sentence[max(0, scene.at - 5) : scene.end + 1]
    return any(word in load().control for word in scene.words) or any(
        before.text.split(".")[0].isdigit() and HALF <= int(before.text.split(".")[0]) <= WHOLE
        for before, share in pairwise(here)
        if share.text in ("%", "percent", "per cent")
    )


HALF, WHOLE = 50, 100


def agent(scene: Scene) -> tuple[Units, Units]:
    """Who acts and, in the passive, whom it befalls."""
    if scene.passive:
        return arg(scene, "by"), scene.subjects
    return scene.subjects, ()


def possessor(scene: Scene) -> Units:
    """Whose the noun is: "Microsoft's purchase", else the subject of the verb that it is the object of."""
    return arg(scene, "'s") or scene.subjects


FRACTIONS = words("third quarter fifth tenth sixth eighth")


def fraction(scene: Scene) -> Units:
    """Of whom a fraction changes hands: "a quarter of Manchester United"."""
    if not FRACTIONS & set(scene.words):
        return ()
    return next(((a.unit,) for a in scene.arguments if a.prep == "of" and not (a.unit.own or a.head)), ())


def infinitive_owner(scene: Scene) -> Units:
    """Whose something is in "to produce the Army's key loader", behind the clause of a scene."""
    following = scene.sentence[scene.end : scene.end + 2]
    if len(following) < 2 or following[0].text != "to" or following[1].verb is None:
        return ()
    unit = next((u for u in scene.units if u.first > scene.end), None)
    if unit is None or unit.first > scene.end + 12 or stops_between(scene.sentence, scene.end, unit.first):
        return ()
    return (unit,) if unit.own or unit.prep == "for" else ()


def together(units: Units) -> bool:
    """Whether several stand in one place: "A and B", "the two companies"."""
    return bool(units) and (units[0].many or any(len(m.who) > 1 for m in units[0].mentions))


def governing(scene: Scene) -> str:
    """The base of the verb that a noun is the object of."""
    before_it = reversed(scene.sentence[max(0, scene.at - 8) : scene.at])
    return next((t.base or "have" for t in before_it if t.verb is not None or t.tag == "have"), "")


def each_of(scene: Scene) -> bool:
    """Whether everybody before a word does it alone: "have each bid for Cerner"."""
    return any(token.text == "each" for token in scene.sentence[: scene.at])


def near(scene: Scene) -> str:
    """The words close around a noun."""
    return scene.said[max(0, scene.token.at - 60) : scene.token.end + 80]


def told_kind(scene: Scene) -> Kind | None:
    """The kind by the words of the clause, else of the sentence."""
    return kind_of(" ".join(scene.words)) or kind_of(scene.said)


def traded(kind: Kind | None) -> Kind:
    """Goods or services, whichever is told; services for want of both."""
    return kind if kind in ("supply", "services") else "services"


def standing(scene: Scene) -> bool:
    """Whether a relation is told as standing ("assembles iPhones for Apple") and not as agreed."""
    verb = scene.token.verb
    return (
        verb is not None
        and verb.form in ("s", "base", "ing", "past")
        and not agreed(scene)
        and not scene.quantity
        and not scene.money
        and not (scene.far & {"deal"} and "under" in scene.prepositions)
    )


def agreed(scene: Scene) -> bool:
    """Whether the verb hangs on a promise: will supply, agreed to supply, has supplied."""
    return scene.finite is False or scene.passive or (scene.form in ("base", "done"))


def reporter(scene: Scene) -> Units:
    """Who tells it: "Airbus said AirAsia had ordered 70 planes", "power will be sold to Meta, Constellation said"."""
    says = [i for i, t in enumerate(scene.sentence) if "say" in load().classes.get(t.base, ())]
    first = next((i for i in says if i < scene.at), -1)
    told = [u for u in scene.units if u.last < first and u.subject]
    if not told and (behind := next((i for i in says if i > scene.at), None)):
        told = [u for u in scene.units if u.last == behind - 1 and scene.sentence[u.start - 1].sort == "comma"]
    return tuple(told[-1:]) if told and told[-1] not in scene.subjects else ()
