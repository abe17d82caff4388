"""From what single sentences tell to one agreement each: the finds of a text and how they are joined.

A `Find` is one telling of one verb or noun, with its place. Finds of the same parties are one agreement. What an
agreement is, its kind, status, value and date, is settled in `fields`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Kind, Span, Status
from bot.reading.clauses.scenes import Scene, Sentence
from bot.reading.clauses.units import Unit
from bot.reading.frames import roles_of, told_in
from bot.reading.frames.asking import Telling
from bot.reading.naming.organisations import Mention, Named
from bot.reading.tracing import Trace

NEAR = 3
"""So many sentences after a deal, a sum that one of its parties spends still belongs to it."""


@dataclass(slots=True)
class Find:
    """One telling: who stands in which role, and the words that say so.

    `start`, `at` and `end` are places in the masked sentence: of the clause, the verb or noun, and the last party.
    `said` are the words of the clause, `governor` the verb that a noun hangs on ("completed" the purchase).
    `told_by` is the class whose frame told it, `joined` why it was put with an earlier find.
    """

    kind: Kind | None
    roles: tuple[tuple[Named, str], ...]
    mentions: tuple[Mention, ...]
    sentence: int
    span: Span
    said: str
    start: int
    at: int
    end: int
    governor: str = ""
    status: Status | None = None
    weak: bool = False
    money: bool = False
    past: bool = False
    told_by: str = ""
    joined: str = ""


@dataclass(slots=True)
class Told:
    """One agreement with every find that tells it, and the parties of them all."""

    finds: list[Find] = field(default_factory=list)
    who: set[Named] = field(default_factory=set)


def finds_of(sentences: Sequence[Sentence], trace: Trace | None = None) -> list[Find]:
    """Everything that the sentences tell, each read with the one that was spoken of last."""
    found: list[Find] = []
    topic: tuple[Unit, ...] = ()
    raised = -NEAR
    for number, sentence in enumerate(sentences):
        if trace is not None:
            trace.begin(sentence)
        found += finds_in(number, sentence, topic, round_open=number - raised <= 2, trace=trace)
        if any("money" in t.noun if t.verb is None else t.verb.base == "raise" for t in sentence.tokens):
            raised = number
        topic = next(((u,) for u in sentence.units if u.subject and not u.own and not u.many), topic)
    return found


def finds_in(
    number: int,
    sentence: Sentence,
    topic: tuple[Unit, ...] = (),
    *,
    round_open: bool = False,
    trace: Trace | None = None,
) -> list[Find]:
    """Everything that one sentence tells, a list of counterparties taken apart where each has its own deal."""
    found: list[Find] = []
    for scene, telling in told_in(sentence, topic, round_open=round_open, trace=trace):
        for roles in roles_of(telling):
            find = find_of(number, sentence, scene, telling, roles)
            why = implausible(find)
            if not why:
                found.append(find)
            elif trace is not None:
                trace.leave_out(scene, why, telling)
    return found


def find_of(
    number: int, sentence: Sentence, scene: Scene, telling: Telling, roles: dict[str, tuple[Unit, ...]]
) -> Find:
    """One telling as a find with the words that say so."""
    masked, tokens = sentence.masked, sentence.tokens
    units = [unit for group in roles.values() for unit in group]
    here = [unit for unit in units if unit not in scene.topic]
    first = min([scene.at, *(unit.first for unit in here)])
    last = max([scene.at, *(unit.last for unit in here)])
    start = next((t.end for t in reversed(tokens[:first]) if t.sort == "stop"), 0)
    end = next((t.at for t in tokens[max(last, scene.end) :] if t.sort == "stop"), len(masked.text))
    named = tuple(
        (who, role.rstrip("2"))
        for role, group in roles.items()
        for unit in group
        for m in unit.mentions
        for who in m.who
    )
    return Find(
        telling.kind,
        named,
        tuple(m for unit in units for m in unit.mentions),
        number,
        masked.span(tokens[first].at, tokens[last].end),
        masked.text[start : min(end, tokens[last].end + 80)],
        start,
        scene.token.at,
        tokens[last].end,
        governor(sentence, scene),
        telling.status,
        telling.weak,
        scene.money,
        in_the_past(sentence, scene),
        telling.told_by,
    )


def in_the_past(sentence: Sentence, scene: Scene) -> bool:
    """Whether a verb tells something as done: "bought", "had raised", "was acquired", "did get"."""
    verb = scene.token.verb
    if verb is None:
        return False
    helped = {token.text for token in sentence.tokens[max(0, scene.at - 4) : scene.at]}
    if verb.form == "past":
        return True
    return (verb.form == "done" and bool(helped & {"had", "was", "were"})) or (verb.form == "base" and "did" in helped)


def governor(sentence: Sentence, scene: Scene) -> str:
    """The base of the verb that a noun of deals is the object of, or that it is itself."""
    if scene.token.verb is not None:
        return scene.token.verb.base
    for token in reversed(sentence.tokens[max(0, scene.at - 9) : scene.at]):
        if token.verb is not None:
            return token.verb.base
        if token.sort in ("comma", "stop") or token.tag in ("subordinator", "conjunction"):
            break
    for token in sentence.tokens[scene.end : scene.end + 4]:  # "The acquisition of Wiz by Google was completed"
        if token.verb is not None:
            return token.verb.base if token.verb.form == "done" else ""
    return ""


def implausible(find: Find) -> str:
    """Why a find is none: parties that are one, unsure, or fewer than the rule needs; nothing where it holds."""
    who = {named for named, _ in find.roles}
    if len(who) < len(find.roles):
        return "one party would stand on both sides"
    if len(who) < 2 and not find.weak:
        return "it would have one party only"
    if not any(named.sort == "organisation" for named in who) and (find.kind is None or find.weak):
        return "no party is surely an organisation"
    return ""
