"""What a verb or a noun of deals tells: who buys and who sells, by who stands where and what is bought.

"buy" is a takeover where a company follows it, an investment where a stake does, an order where goods do. So each
class of verbs has one function here that looks at the nouns beside it. Status, value and date are read in `deals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from bot.language.text import words
from bot.reading.clauses import noun_scene, verb_scene
from bot.reading.clauses.scenes import Scene, Sentence
from bot.reading.clauses.units import Unit, gapped
from bot.reading.frames.asking import Frame, Telling
from bot.reading.frames.buying import flows, gives, takes, uses
from bot.reading.frames.funding import bids, invests, leads, pays, raises, spends
from bot.reading.frames.joining import agrees, chooses, forms, helps, makes, merges, partners
from bot.reading.frames.nouns import NOUNS
from bot.reading.grammar import load


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


JUDGES = words("approve clear block review investigate oppose welcome support challenge probe examine back bless vet")


def judged(sentence: Sentence, scene: Scene) -> bool:
    """Whether the subject only judges a deal of others: "Brussels cleared the takeover"."""
    verb = next((t for t in reversed(sentence.tokens[max(0, scene.at - 8) : scene.at]) if t.verb is not None), None)
    return verb is not None and verb.base in JUDGES


ADVISERS = words("advised advises advising adviser advisers advisor advisors counsel advice")


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


def roles_of(telling: Telling) -> Iterator[dict[str, tuple[Unit, ...]]]:
    """One deal, or one for each of several counterparties where each has its own."""
    jointly = (
        telling.kind in ("partnership", "joint_venture", "investment", "financing", "pledge", None) and not telling.each
    )
    if telling.kind == "acquisition" and not telling.each and not any(u.many for u in telling.roles.get("target", ())):
        jointly = True  # a consortium buys together
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
