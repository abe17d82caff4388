"""The pieces of a question in a row, each with one meaning, and who stands beside whom.

The two files that read the grammar, `question_places` and `question_reading`, look at a question through this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answers.question_tokens import Token
from bot.answers.question_words import Frame, Sense
from bot.language.text import words as listed

HEADS = ("verb", "noun", "role", "commit", "commitment", "undertaking", "special", "status", "plan")
"""What a preposition may belong to."""

LIGHT = listed("make makes made making get gets got take takes took taken do does did done have has had")

NOTHING = Token("")
NO_FRAME = Frame("")


@dataclass(frozen=True, slots=True)
class Row:
    """A question's pieces, in order."""

    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Row:
        """The row of these pieces; of a word with several meanings, the one that its neighbours leave it."""
        found: list[Token] = []
        for at, token in enumerate(tokens):
            after = tokens[at + 1] if at + 1 < len(tokens) else NOTHING
            found.append(replace(token, senses=(_meant(token, found, after),)) if len(token.senses) > 1 else token)
        return cls(tuple(found))

    def at(self, place: int) -> Token:
        """The token at a place; an empty one beyond the ends."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else NOTHING

    def has(self, *sorts: str) -> bool:
        """Whether any token is of these sorts."""
        return any(token.has(*sorts) for token in self.tokens)

    def find(self, *sorts: str) -> int:
        """The place of the first token of these sorts; -1 where there is none."""
        return next((at for at, token in enumerate(self.tokens) if token.has(*sorts)), -1)

    def names(self, sort: str) -> list[str]:
        """What the tokens of a sort mean, in order."""
        return [token.senses[0].name for token in self.tokens if token.has(sort)]

    def before(self, at: int, *skip: str) -> int:
        """The place of the nearest token before this one that is none of the sorts to skip; -1 for none."""
        place = at - 1
        while place >= 0 and (self.tokens[place].has(*skip) or self.tokens[place].text == ","):
            place -= 1
        return place

    def after(self, at: int, *skip: str) -> int:
        """The same in the other direction; the row's length for none."""
        place = at + 1
        while place < len(self.tokens) and (self.tokens[place].has(*skip) or self.tokens[place].text == ","):
            place += 1
        return place

    def head(self, at: int) -> Token:
        """The verb, noun or role that a preposition at this place belongs to: the nearest one before."""
        return next((token for token in reversed(self.tokens[:at]) if token.has(*HEADS)), NOTHING)

    def frame(self, at: int) -> Frame:
        """The frame of the token at a place; one that says nothing, where it has none."""
        return frame_of(self.at(at))

    def frames(self, *sorts: str) -> Iterator[Frame]:
        """The frames of all tokens of these sorts (of any, where none is given)."""
        for token in self.tokens:
            if token.senses and token.senses[0].frame and (not sorts or token.has(*sorts)):
                yield token.senses[0].frame

    @property
    def verb(self) -> int:
        """The place of the main verb: the first that says of which kind; else the first at all; -1 for none."""
        verbs = [at for at, token in enumerate(self.tokens) if token.has("verb", "commit", "plan", "undertaking")]
        telling = [at for at in verbs if self.tokens[at].senses[0].frame and self.tokens[at].senses[0].name != "deal"]
        return (telling or verbs or [-1])[0]

    @property
    def light(self) -> bool:
        """Whether the main verb says little beside a noun that tells the kind: "make acquisitions", "get loans"."""
        nouns = [frame for frame in self.frames("noun") if frame.kinds]
        return self.verb >= 0 and bool(nouns) and self.tokens[self.verb].low.split()[0] in LIGHT

    @property
    def passive(self) -> bool:
        """Whether the main verb is done to its subject: "was bought", "bought by"."""
        verb = self.verb
        if verb < 0 or self.tokens[verb].senses[0].form != "past":
            return False
        return any(token.has("be") for token in self.tokens[:verb]) or self.at(verb + 1).low == "by"

    @property
    def asks_whether(self) -> bool:
        """Whether it begins as a question for yes or no: "did", "is", "has"."""
        return self.at(self.after(-1, "filler")).has("be", "have", "do", "will")

    @property
    def commits(self) -> bool:
        """Whether it speaks of what is owed: "commit", "obligation", "has to deliver"."""
        return self.has("commit", "commitment") or self._has_to()

    def _has_to(self) -> bool:
        """ "What has Broadcom to deliver": owed, said with two small words."""
        has = self.find("have")
        return has >= 0 and any(
            at > has and one.low == "to" and two.has("verb", "undertaking") and two.senses[0].form == "base"
            for at, (one, two) in enumerate(pairwise(self.tokens))
        )


def frame_of(token: Token) -> Frame:
    """The frame of a token; one that says nothing, where it has none."""
    return token.senses[0].frame or NO_FRAME if token.senses else NO_FRAME


def _meant(token: Token, before: Sequence[Token], after: Token) -> Sense:
    """A word that may be a verb or a noun: what stands before it tells which; else its usual meaning."""
    act = token.sense("verb") or token.sense("commit")
    thing = token.sense("noun") or token.sense("role") or token.sense("commitment")
    if act is None or thing is None:
        return _other_meaning(token, before)
    return act if act.form == "past" or _is_act(act, before, after) else thing


def _is_act(act: Sense, before: Sequence[Token], after: Token) -> bool:
    """Whether a word that may be both is a verb here: after "did", "to", "who", or a company that is asked about."""
    last = before[-1] if before else NOTHING
    bare = act.form == "base"
    if last.has("do", "will", "not", "have", "plan") or (last.has("be") and not bare):
        return True
    if last.low == "to" and bare:
        return True
    if last.has("want") and last.senses[0].name == "who":
        return True
    asking = any(one.has("do", "will") for one in before)
    return last.company is not None and not last.possessive and asking and not after.has("noun")


def _other_meaning(token: Token, before: Sequence[Token]) -> Sense:
    """ "Happened" and "confirmed" mean that a rumor came true only where a rumor is spoken of."""
    other = token.sense("want") or token.sense("verb") or token.sense("status")
    if token.senses[0].name == "became" and other is not None and not any(one.has("status") for one in before):
        return other
    return token.senses[0]
