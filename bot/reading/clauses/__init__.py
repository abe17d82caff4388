"""A verb or a noun of deals as a scene: its subject, its objects, what each preposition brings.

The parts are found in `subjects` and `arguments`; what they mean, who buys and who sells, is decided in the frames.
"""

from __future__ import annotations

from bot.reading.clauses.arguments import collect
from bot.reading.clauses.scenes import Argument, Scene, Sentence
from bot.reading.clauses.subjects import fronted, group_start, relative_object, subject_of
from bot.reading.clauses.units import phrase_start, stops_between
from bot.reading.grammar import before, load

PURPOSEFUL = frozenset({"partner", "raise", "form", "lead", "invest", "spend"})
"""What such verbs do "to equip a site" is no deal of its own with the site."""


def verb_scene(sentence: Sentence, index: int) -> Scene:
    """A verb with its subject and what follows it."""
    tokens = sentence.tokens
    token = tokens[index]
    start = group_start(tokens, index)
    group = tokens[start:index]
    assert token.verb is not None
    scene = Scene(index, token)
    helped = any(t.tag == "be" for t in group) or any(
        t.text in ("get", "gets", "got") for t in tokens[max(0, index - 1) : index]
    )
    scene.passive = token.verb.form == "done" and helped and not (group and group[-1].tag == "have")
    scene.negated = any(t.text in ("not", "never", "n't") for t in group)
    scene.modals = frozenset(t.text for t in group if t.tag == "modal")
    scene.finite = bool(group) or token.verb.form in ("past", "s")
    if group and group[-1].text == "to":
        earlier = next((t for t in reversed(tokens[max(0, start - 9) : start]) if t.verb is not None), None)
        scene.purpose = earlier is not None and bool(load().classes[earlier.base] & PURPOSEFUL)
    after = index + token.verb.words
    collect(sentence, scene, after)
    previous = tokens[start - 1] if start else None
    reduced = token.verb.form in ("past", "done") and not helped and not any(t.tag == "have" for t in group)
    if reduced and previous is not None and sentence.word(after) == "by":
        scene.passive = True
    if (
        reduced
        and previous is not None
        and previous.sort == "comma"
        and sentence.word(after) in ("by", "in", "last", "for", "from")
        and start >= 2
    ):
        unit = sentence.by_token.get(start - 2)
        if unit is not None and unit.last == start - 2:
            scene.passive = True
            scene.subjects = (unit,)
            return scene
    if reduced and scene.passive and previous is not None and previous.sort in ("org",):
        unit = sentence.by_token.get(start - 1)
        if unit is not None:
            scene.subjects = (unit,)
            return scene
    scene.subjects, scene.carried = subject_of(sentence, start)
    if token.verb.form == "ing" and start > 1 and tokens[start - 1].text == "from":
        kept_from = sentence.by_token.get(start - 2)  # "blocked Siemens and Alstom from merging"
        if kept_from is not None and kept_from.last == start - 2:
            scene.subjects, scene.carried = (kept_from,), False
    fronted(sentence, scene)
    relative_object(sentence, scene, start)
    if previous is not None and start >= 1 and tokens[start].text == "to":
        unit = sentence.by_token.get(start - 1)
        if unit is not None and unit.prep == "for" and unit.last == start - 1:
            scene.subjects, scene.carried = (unit,), False
    return scene


def noun_scene(sentence: Sentence, index: int) -> Scene:
    """A noun of deals with whoever it belongs to on the left ("X's", "the X-Y deal", the subject) and its right."""
    tokens = sentence.tokens
    scene = Scene(index, tokens[index])
    start = phrase_start(tokens, index, sums=True)
    for unit in sentence.units:
        if (
            unit.last < index
            and unit.last >= start - 1
            and unit.last >= start
            and not stops_between(tokens, unit.last, index)
        ):
            scene.arguments.append(Argument(unit, "'s" if unit.own else "-"))
    before_it = before(tokens, start)
    if start >= 2 and tokens[start - 1].sort == "own":
        unit2 = sentence.by_token.get(start - 2)
        if unit2 is not None and all(a.unit is not unit2 for a in scene.arguments):
            scene.arguments.append(Argument(unit2, "'s"))
    if before_it is not None:
        scene.subjects, scene.carried = subject_of(sentence, start)
        scene.subjects = tuple(u for u in scene.subjects if u.last < start)
    scene.negated = any(t.text in ("no", "not") for t in tokens[max(0, start - 3) : index])
    left = list(scene.arguments)
    collect(sentence, scene, index + 1)
    scene.arguments = left + [a for a in scene.arguments if a not in left]
    if sentence.word(scene.end) in ("that", "which"):  # "a bid that CoreWeave submitted"
        maker = sentence.by_token.get(scene.end + 1)
        if maker is not None and maker.last + 1 < len(tokens):
            scene.arguments.append(Argument(maker, "that"))
    return scene
