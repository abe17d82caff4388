"""Whose deed a verb tells: its subject, what a relative pronoun stands for, what was put in front of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.text import words
from bot.reading.clauses.scenes import Argument, Scene, Sentence
from bot.reading.clauses.units import Unit, stops_between
from bot.reading.grammar import Token


def group_start(tokens: Sequence[Token], index: int) -> int:
    """Where the verb group begins that ends in this verb: "has agreed", "will not", "to"."""
    start = index
    while start > 0:
        token = tokens[start - 1]
        if token.sort == "word" and (token.tag in ("be", "have", "do", "modal", "adverb") or token.text == "to"):
            start -= 1
        else:
            break
    return start


Subject = tuple[tuple[Unit, ...], bool]
"""Whose deed it is, and whether it was carried over from another clause."""

NOBODY: Subject = ((), False)


def subject_of(sentence: Sentence, index: int) -> Subject:
    """The subject of the verb whose group begins at an index."""
    relative = relative_subject(sentence, index - 1) if index else None
    if relative is not None:
        return relative
    for found in (before_aside(sentence, index), nearest_subject(sentence, index), behind_group(sentence, index)):
        if found is not None:
            return (found,), False
    first = next((unit for unit in sentence.units if unit.subject and unit.last < index), None)
    return ((first,), True) if first is not None else NOBODY


def relative_subject(sentence: Sentence, position: int) -> Subject | None:
    """What "who", "which" or "that" right before a verb stands for; None where no such word stands there."""
    tokens, pronoun = sentence.tokens, sentence.word(position)
    if pronoun not in ("who", "which", "that"):
        return None
    before_it = position - 1
    while before_it >= 0 and (tokens[before_it].sort == "comma" or tokens[before_it].text == "of"):
        before_it -= 1
    unit = sentence.by_token.get(before_it)
    if unit is not None and unit.last == before_it:
        return (unit,), False
    if pronoun == "that":
        return that_subject(sentence, position)
    near = [u for u in sentence.units if u.last < position and not stops_between(tokens, u.last, position)]
    return ((near[-1],), False) if near and near[-1].last >= position - 6 else NOBODY


def that_subject(sentence: Sentence, position: int) -> Subject | None:
    """ "led the group that acquired the club": who led it; in "a deal that gives Roche rights" no organisation acts."""
    tokens = sentence.tokens
    if position and tokens[position - 1].text in LED:
        leader = next((u for u in reversed(sentence.units) if u.last < position and u.subject), None)
        if leader is not None and any(t.base in ("lead", "head") for t in tokens[leader.last : position]):
            return (leader,), False
    return NOBODY if position and tokens[position - 1].verb is None else None


def nearest_subject(sentence: Sentence, index: int) -> Unit | None:
    """The nearest unit before a verb, in its clause, that can be a subject; else the one whose noun acts."""
    tokens = sentence.tokens
    possessor: Unit | None = None
    for place in range(index - 1, -1, -1):
        if tokens[place].sort == "stop":
            break
        unit = sentence.by_token.get(place)
        if unit is None and tokens[place].text in ("which", "who"):
            owner = sentence.by_token.get(place - 2 if tokens[place - 1].sort == "comma" else place - 1)
            if owner is not None and not owner.own:
                return owner  # "Macquarie, which in 2025 agreed to invest"
        if unit is None or place != unit.last or not unit.subject:
            continue
        if not unit.own and not (unit.last + 1 < index and "stake" in tokens[unit.last + 1].noun):
            return unit  # in "Direct Line shares closed" nobody closes
        if unit.own and possessor is None and heads_clause(tokens, unit.last + 2, index):
            possessor = unit
    return possessor


def behind_group(sentence: Sentence, index: int) -> Unit | None:
    """Who is named behind a group that acts: "investors led by Accel put", "funds such as Accel put"."""
    for unit in reversed(sentence.units):
        if unit.last < index and not stops_between(sentence.tokens, unit.last, index):
            led = sentence.word(unit.start - 2) in ("led", "headed", "backed", "such")
            if led or unit.prep in ("including", "like"):
                return unit
    return None


LED = words("group consortium syndicate team")
ASIDE = words("which who whose where a an the one formerly once based part then now owned founded")


def before_aside(sentence: Sentence, index: int) -> Unit | None:
    """The unit that an aside is about which ends in a comma right before a verb: "Sprint, which SoftBank had bought in
    2013, merged"."""
    tokens = sentence.tokens
    if index < 4 or tokens[index - 1].sort != "comma":
        return None
    for opening in range(index - 3, max(0, index - ASIDE_TOKENS), -1):
        if tokens[opening].sort == "stop":
            return None
        if tokens[opening].sort == "comma" and tokens[opening + 1].text in ASIDE:
            unit = sentence.by_token.get(opening - 1)
            if unit is not None and unit.last == opening - 1 and unit.subject and not unit.own:
                return unit
    return None


ASIDE_TOKENS = 30


def heads_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether only a noun phrase stands between: "Amazon's cloud unit | agreed"."""
    verbs = [i for i in range(start, end) if tokens[i].verb is not None]
    phrase = tokens[start : verbs[0] if len(verbs) == 1 else end]
    return all(t.verb is None and t.sort in ("word", "name") and t.tag in ("", "part") for t in phrase) and not any(
        "stake" in t.noun for t in phrase
    )


def relative_object(sentence: Sentence, scene: Scene, start: int) -> None:
    """ "Lucasfilm, which Disney agreed to buy", "Broadcom, for which Avago will pay": what the pronoun stands for."""
    if not scene.subjects or scene.carried or scene.passive:
        return
    index = scene.subjects[0].start - 1
    if index < 1 or scene.subjects[0].last >= start or sentence.word(index) not in ("which", "that", "whom"):
        return
    prep = ""
    if sentence.tokens[index - 1].tag == "preposition":
        prep, index = sentence.tokens[index - 1].text, index - 1
    if sentence.tokens[index - 1].sort == "comma":
        index -= 1
    if index > 2 and sentence.tokens[index - 1].sort == "name" and sentence.word(index - 2) == "of":
        index -= 2  # "Alcan of Canada, for which it paid"
    unit = sentence.by_token.get(index - 1)
    if unit is not None and unit.last == index - 1 and not any(not a.prep for a in scene.arguments):
        scene.arguments.insert(0, Argument(unit, prep))


def fronted(sentence: Sentence, scene: Scene) -> None:
    """What stands before the subject: "From SQM, Ford gets lithium"."""
    if not scene.subjects or scene.carried:
        return
    subject = scene.subjects[0]
    for unit in sentence.units:
        if unit.last >= subject.start:
            return
        if unit.prep in ("from", "for", "to", "with", "of") and not stops_between(
            sentence.tokens, unit.last, subject.start
        ):
            clause = next((i + 1 for i in range(unit.start - 1, -1, -1) if sentence.tokens[i].sort == "stop"), 0)
            if unit.start - clause <= 4 and sentence.tokens[unit.last + 1].sort == "comma":
                scene.arguments.append(Argument(unit, sentence.tokens[clause].text if unit.prep == "of" else unit.prep))
