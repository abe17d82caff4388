"""A verb or a noun of deals as a scene: its subject, its objects, what each preposition brings.

The parts are found in `subjects` and `arguments`; what they mean, who buys and who sells, is decided in the frames.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.clauses.arguments import collect
from bot.reading.clauses.scenes import Argument, Scene, Sentence
from bot.reading.clauses.subjects import fronted, group_start, relative_object, subject_of
from bot.reading.clauses.units import Unit, phrase_start, stops_between
from bot.reading.grammar import Token, before, load

PURPOSEFUL = frozenset({"partner", "raise", "form", "lead", "invest", "spend"})
"""What such verbs do "to equip a site" is no deal of its own with the site."""


def verb_scene(sentence: Sentence, index: int) -> Scene:
    """A verb with its subject and what follows it."""
    tokens, token = sentence.tokens, sentence.tokens[index]
    assert token.verb is not None
    start, after = group_start(tokens, index), index + token.verb.words
    group = tokens[start:index]
    scene = Scene(index, token)
    helped = any(t.tag == "be" for t in group) or sentence.word(index - 1) in ("get", "gets", "got")
    perfect = any(t.tag == "have" for t in group)
    scene.passive = token.form == "done" and helped and not (group and group[-1].tag == "have")
    scene.negated = any(t.text in ("not", "never", "n't") for t in group)
    scene.modals = frozenset(t.text for t in group if t.tag == "modal")
    scene.finite = bool(group) or token.form in ("past", "s")
    scene.purpose = bool(group) and group[-1].text == "to" and purposeful(tokens, start)
    collect(sentence, scene, after)
    alone = token.form in ("past", "done") and not helped and not perfect and start > 0
    if alone and sentence.word(after) == "by":
        scene.passive = True
    befallen = participle_of(sentence, scene, start, sentence.word(after)) if alone else None
    if befallen is not None:
        scene.passive, scene.subjects = True, (befallen,)
        return scene
    scene.subjects, scene.carried = subject_of(sentence, start)
    kept = kept_from(sentence, start) if token.form == "ing" else None
    if kept is not None:
        scene.subjects, scene.carried = (kept,), False
    fronted(sentence, scene)
    relative_object(sentence, scene, start)
    meant = meant_to(sentence, start)
    if meant is not None:
        scene.subjects, scene.carried = (meant,), False
    return scene


def purposeful(tokens: Sequence[Token], start: int) -> bool:
    """Whether "to equip" tells what money or a partnership is for, and no deal of its own."""
    earlier = next((t for t in reversed(tokens[max(0, start - 9) : start]) if t.verb is not None), None)
    return earlier is not None and bool(load().classes[earlier.base] & PURPOSEFUL)


def ends_at(sentence: Sentence, index: int) -> Unit | None:
    """The unit whose last token stands at an index."""
    unit = sentence.by_token.get(index)
    return unit if unit is not None and unit.last == index else None


def participle_of(sentence: Sentence, scene: Scene, start: int, following: str) -> Unit | None:
    """Whom a bare participle tells of: "Seagen, bought in 2023", "the company founded by X"."""
    previous = sentence.tokens[start - 1]
    if previous.sort == "comma" and following in ("by", "in", "last", "for", "from") and start >= 2:
        found = ends_at(sentence, start - 2)
        if found is not None:
            return found
    return sentence.by_token.get(start - 1) if scene.passive and previous.sort == "org" else None


def kept_from(sentence: Sentence, start: int) -> Unit | None:
    """ "blocked Siemens and Alstom from merging"."""
    return ends_at(sentence, start - 2) if start > 1 and sentence.word(start - 1) == "from" else None


def meant_to(sentence: Sentence, start: int) -> Unit | None:
    """ "an agreement for Mars to buy Kellanova"."""
    unit = ends_at(sentence, start - 1) if start > 0 and sentence.word(start) == "to" else None
    return unit if unit is not None and unit.prep == "for" else None


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
