"""Who does what to whom: the role of each company in a question by its place, and the role of whoever is asked for.

A verb, noun or role ("acquire", "stake", "supplier") says which role goes with each place around it; a company takes
the role of its place; who, which or what takes the place that is empty.
"""

from __future__ import annotations

from itertools import pairwise

from bot.answers.question import Side
from bot.answers.question_row import Row, frame_of
from bot.answers.question_words import Frame
from bot.model import Role

BESIDES = ("filler", "and", "order", "company_word")
"""What may stand between a preposition and its company."""

ADJECTIVES = ("filler", "order", "status", "strength", "company_word")
"""What may stand between a company and the noun that it belongs to."""


def sides_of(row: Row) -> tuple[tuple[Side, ...], bool, bool]:
    """Each company with its role; whether each stands for itself ("both ... and"); whether any of them will do."""
    sides: list[Side] = []
    places: list[int] = []
    for at, token in enumerate(row.tokens):
        if token.company is not None and all(side.company != token.company for side in sides):
            sides.append(Side(token.company, _roles(row, at)))
            places.append(at)
    between = [row.tokens[one + 1 : two] for one, two in pairwise(places)]
    in_a_row = bool(between) and all(all(t.has("and", "filler") or t.text == "," for t in part) for part in between)
    either = in_a_row and any(token.low == "or" for part in between for token in part)
    same = in_a_row and len({side.roles for side in sides}) == 1 and bool(sides[0].roles - {"partner"})
    return tuple(sides), same and not either, either


def _roles(row: Row, at: int) -> frozenset[Role]:
    """The roles that a company has at its place."""
    place = row.before(at, *BESIDES)
    while row.at(place).company is not None and _joined(row, place, at):
        place = row.before(place, *BESIDES)
    before = row.at(place)
    if before.has("between"):
        return frozenset()
    return _after_preposition(row, place) if before.has("preposition") else _beside(row, at)


def _joined(row: Row, first: int, second: int) -> bool:
    """Whether two companies stand in one row: "OpenAI and Microsoft"."""
    between = row.tokens[first + 1 : second]
    return bool(between) and all(token.has("and") or token.text == "," for token in between)


def _after_preposition(row: Row, place: int) -> frozenset[Role]:
    word = row.at(place).low
    head, verb = row.head(place), row.frame(row.verb)
    if word == "as":
        return frozenset()
    if head.has("role"):
        return frame_of(head).object
    if word == "by" and row.passive and verb.subject:
        return verb.subject
    return next((frame.places[word] for frame in (frame_of(head), verb) if word in frame.places), frozenset())


def _beside(row: Row, at: int) -> frozenset[Role]:
    """The role of a company without a preposition: by the noun after it, else by the verb."""
    token, verb = row.at(at), row.verb
    following = row.at(_noun_after(row, at))
    owns = token.possessive or verb < 0
    if following.has("role") and owns:
        return frame_of(following).object
    if following.has("noun") and owns:
        crowded = row.at(row.before(at, "filler")).company or row.at(at + 1).company
        single = not token.possessive and not following.low.endswith("s")
        frame = frame_of(following)
        return frozenset() if crowded else frame.whole if single else frame.own
    role = row.find("role")
    if verb < 0:
        return row.frame(role).subject if at < role else row.frame(role).object
    if row.light and at < verb:  # "which loans did JPMorgan make": the noun tells who does it
        return row.frame(row.find("noun")).places.get("by", frozenset())
    is_object = (at > verb) != row.passive
    return row.frame(verb).object if is_object else row.frame(verb).subject


def _noun_after(row: Row, at: int) -> int:
    """The place where the noun of a company would stand: after adjectives, free words, and companies joined to it."""
    place = row.after(at, *ADJECTIVES)
    while row.at(place).has("and") and row.at(place + 1).company:
        place = row.after(place + 1, *ADJECTIVES)
    while place < len(row.tokens) and row.at(place).is_word:
        place += 1
    return place


def asked_of(row: Row) -> frozenset[Role]:
    """The roles of whoever is asked for: the place that no company fills."""
    role, verb = row.find("role"), row.verb
    if role >= 0 and (verb < 0 or row.at(verb).senses[0].name == "deal"):
        return row.frame(role).subject
    if verb < 0:
        return _asked_of_noun(row, row.frame(row.find("noun")))
    frame = row.frame(verb)
    stranded = _stranded(row, verb)
    if stranded in frame.places:
        return frame.places[stranded]
    subject = any(token.company and not _preposed(row, at) for at, token in enumerate(row.tokens[:verb]))
    return frame.object if subject != row.passive else frame.subject


def _asked_of_noun(row: Row, frame: Frame) -> frozenset[Role]:
    """ "Who made acquisitions of ...": whoever does it, unless a company is said to."""
    doing = frame.own or frame.places.get("by", frozenset())
    taken = frozenset[Role]().union(*(side.roles for side in sides_of(row)[0]))
    return frozenset() if doing & taken else doing


def _preposed(row: Row, at: int) -> bool:
    return row.at(row.before(at, "filler", "and")).has("preposition")


def _stranded(row: Row, verb: int) -> str:
    """A preposition without a company: "who did Microsoft buy power from", "from whom did ..."; "" for none."""
    for at, token in enumerate(row.tokens):
        if token.has("preposition"):
            following = row.at(row.after(at, "filler", "and", "order"))
            if following.has("want") or (not following.text and at > verb) or following.period:
                return token.low
    return ""
