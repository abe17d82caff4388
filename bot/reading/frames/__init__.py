"""What a verb or a noun of deals tells: who buys and who sells, by who stands where and what is bought.

"buy" is a takeover where a company follows it, an investment where a stake does, an order where goods do. So each
class of verbs has one function here that looks at the nouns beside it. Status, value and date are read in `deals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from bot.language.text import words
from bot.reading.clauses import noun_scene, verb_scene
from bot.reading.clauses.scenes import Scene, Sentence
from bot.reading.clauses.units import Unit, gapped, sum_follows
from bot.reading.cues import kind_of
from bot.reading.frames.asking import Frame, Telling, arg, near
from bot.reading.frames.funding import bids, invests, leads, pays, raises, refuses, spends
from bot.reading.frames.giving import flows, gives, uses
from bot.reading.frames.joining import agrees, chooses, forms, helps, makes, merges, partners
from bot.reading.frames.nouns import NOUNS
from bot.reading.frames.taking import takes
from bot.reading.grammar import Token, load
from bot.reading.tracing import Trace


def told_in(
    sentence: Sentence,
    topic: tuple[Unit, ...] = (),
    *,
    round_open: bool = False,
    trace: Trace | None = None,
) -> Iterator[tuple[Scene, Telling]]:
    """Everything that the verbs and nouns of one sentence tell."""
    for index, token in enumerate(sentence.tokens) if sentence.units else ():
        frames = frames_of(token)
        if not frames:
            continue
        scene = scene_of(sentence, index)
        if why := silenced(sentence, scene):
            if trace is not None:
                trace.leave_out(scene, why)
            continue
        scene.topic, scene.round_open = topic, round_open
        told = list(tellings(scene, frames, trace))
        for telling in told:
            yield scene, telling
            yield from ((scene, again) for again in gapped_tellings(sentence, scene, telling))
        if trace is not None and not told:
            trace.untold(scene)


def frames_of(token: Token) -> dict[str, Frame]:
    """The classes of a verb or noun that have a frame, with it."""
    if token.verb is not None:
        return frames_in(load().classes[token.verb.base], verbs=True)
    return frames_in(token.noun, verbs=False) if token.noun else {}


@cache
def frames_in(classes: frozenset[str], *, verbs: bool) -> dict[str, Frame]:
    """Those of some classes that have a frame."""
    return {name: frame for name, frame in (VERBS if verbs else NOUNS).items() if name in classes}


def scene_of(sentence: Sentence, index: int) -> Scene:
    """A verb or a noun of deals with all that its frame asks about."""
    if sentence.tokens[index].verb is not None:
        scene = verb_scene(sentence, index)
    else:
        scene = noun_scene(sentence, index)
        if scene.carried or judged(sentence, scene):
            scene.subjects = ()
    scene.said, scene.sentence, scene.units = sentence.masked.text, sentence.tokens, sentence.units
    return scene


def silenced(sentence: Sentence, scene: Scene) -> str:
    """Why a verb or a noun tells no deal, whatever stands beside it; nothing where it may."""
    if advising(sentence):
        return "the sentence tells who advised whom"
    if scene.token.verb is not None and scene.negated:
        return "the verb is negated"
    if scene.token.verb is not None and scene.modals & {"should", "shall"}:
        return "it only should be so"
    return ""


def tellings(scene: Scene, frames: dict[str, Frame], trace: Trace | None) -> Iterator[Telling]:
    """What the frames of a word tell; a telling with a role that nobody fills is none."""
    told = False
    for name, frame in frames.items():
        for telling in frame(scene):
            telling.told_by = name
            if all(telling.roles.values()):
                told = True
                yield telling
            elif trace is not None:
                trace.leave_out(scene, "nobody stands in the role", telling)
    if not told:
        yield from with_a_sum(scene)


DEALING = words(
    "acquire get order lease license give supply award lend invest raise lead partner merge form pay bid choose"
)
MAKING = words("design develop make build produce manufacture operate run use")
"""What a company does by itself."""
OBJECTS = {"", *words("from to for with in into off of on")}
"""What brings the other side of a deal."""


def with_a_sum(scene: Scene) -> Iterator[Telling]:
    """A verb of deals that stands between two organisations and a sum, in a construction that no frame knows."""
    if scene.token.verb is None or not scene.money or scene.carried or scene.base in MAKING:
        return
    if not load().classes[scene.base] & DEALING:
        return
    who = arg(scene, "by") if scene.passive else scene.subjects
    others = [a.unit for a in scene.arguments if a.prep in OBJECTS and not a.unit.own]
    if who and others and others[0] not in who:
        kind = kind_of(near(scene)) or kind_of(scene.said)
        yield Telling(kind, {"one": who, "two": (others[0],)}, told_by="a sum beside it")


JUDGES = words("approve clear block review investigate oppose welcome support challenge probe examine back bless vet")


def judged(sentence: Sentence, scene: Scene) -> bool:
    """Whether the subject only judges a deal of others: "Brussels cleared the takeover"."""
    verb = next((t for t in reversed(sentence.tokens[max(0, scene.at - 8) : scene.at]) if t.verb is not None), None)
    return verb is not None and verb.base in JUDGES


ADVISES = words("advised advises advising")
ADVISER = words("adviser advisers advisor advisors counsel advice")
ADVISING_ROLE = words("financial legal exclusive lead sole joint as is was are were")


def advising(sentence: Sentence) -> bool:
    """Whether a sentence tells who advised whom."""
    return any(
        token.text in ADVISES or (token.text in ADVISER and sentence.word(index - 1) in ADVISING_ROLE)
        for index, token in enumerate(sentence.tokens)
    )


def gapped_tellings(sentence: Sentence, scene: Scene, telling: Telling) -> Iterator[Telling]:
    """ "A puts $5 billion into B, and C $10 billion": the same of C."""
    if not scene.subjects or scene.token.verb is None:
        return
    for unit in sentence.units:
        if unit.last > scene.at and gapped(sentence.tokens, unit):
            roles = {role: (unit,) if units == scene.subjects else units for role, units in telling.roles.items()}
            if roles != telling.roles:
                yield Telling(telling.kind, roles, telling.status, telling.weak, told_by=telling.told_by)
        elif unit.first > scene.at and telling.kind == "acquisition" and also_bought(sentence, telling, unit):
            yield Telling(
                telling.kind, {"acquirer": telling.roles["acquirer"], "target": (unit,)}, told_by=telling.told_by
            )


def also_bought(sentence: Sentence, telling: Telling, unit: Unit) -> bool:
    """Whether a list of purchases goes on behind the seller: "buys A from B for $1 billion, and C for $450 million"."""
    named = {id(mention) for units in telling.roles.values() for u in units for mention in u.mentions}
    return (
        {"acquirer", "target", "seller"} == set(telling.roles)
        and not any(id(mention) in named for mention in unit.mentions)
        and sentence.word(unit.start - 1) == "and"
        and sum_follows(sentence.tokens, unit)
    )


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
    "cancel": refuses,
    "choose": chooses,
    "make": makes,
}


def roles_of(telling: Telling) -> Iterator[dict[str, tuple[Unit, ...]]]:
    """One deal, or one for each of several counterparties where each has its own."""
    jointly = (
        telling.kind in ("partnership", "joint_venture", "investment", "financing", "pledge", None) and not telling.each
    )
    bought_one = not any(u.many for u in telling.roles.get("target", ())) or "seller" in telling.roles
    if telling.kind == "acquisition" and not telling.each and bought_one:
        jointly = True  # a consortium buys together; what one seller sells is one purchase
    many = [name for name, units in telling.roles.items() if any(u.many for u in units)]
    if len(telling.roles) < 2 or jointly or not many:
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
