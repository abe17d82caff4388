"""What follows a verb or a noun until its clause ends: its objects and what each preposition brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.language.quantities import QuantityFind
from bot.language.text import words
from bot.reading.clauses.scenes import NONE, Argument, Scene, Sentence
from bot.reading.clauses.units import Unit, stops_between
from bot.reading.cues import GOODS_UNITS
from bot.reading.grammar import Token, before, load
from bot.reading.masking import OTHER, PLACE

FAR = 45
"""So many tokens after a verb can still belong to it."""


PLACES, PRODUCTS = chr(PLACE), chr(OTHER)


def collect(sentence: Sentence, scene: Scene, start: int) -> None:
    """Gather what stands on the right of a word until its clause ends."""
    reach = Reach(sentence, scene)
    index: int | None = start
    while index is not None and index < min(len(sentence.tokens), start + FAR):
        scene.end, index = index, reach.step(index)
    if index is not None:
        scene.end = index
    scene.nouns, scene.far, scene.words = frozenset(reach.nouns), frozenset(reach.far), tuple(reach.words)


@dataclass(slots=True)
class Reach:
    """What was gathered so far, and what the next name hangs on.

    `prep` is the last preposition, `outer` the one that it continues ("from solar plants of Acciona"), `gov` the noun
    before it; `named` tells that it has brought somebody; `ended` that the direct object is over.
    """

    sentence: Sentence
    scene: Scene
    prep: str = ""
    outer: str = ""
    gov: frozenset[str] = NONE
    named: bool = False
    ended: bool = False
    said: bool = False
    nouns: set[str] = field(default_factory=set)
    far: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    def step(self, index: int) -> int | None:
        """Take in one token; where to read on, or None where the clause ends."""
        tokens = self.sentence.tokens
        token = tokens[index]
        if token.sort == "stop":
            return index + 1 if token.text == ":" and lists_names(self.sentence, index) else None
        if token.sort == "comma":
            return after_aside(self.sentence, index)
        if token.text in ("that", "which", "who") and self.sentence.word(index + 1) in INCLUDES:
            return index + 2
        if token.text == "according":
            return None
        if token.sort == "word" and ends_clause(self.sentence, index):
            self.close(index)
            return None
        if count := made_up(tokens, index):
            return index + count
        if token.verb is not None:
            return self.past_verb(index)
        if token.sort == "word" and measures(tokens, index):
            return index + 1
        if token.sort == "word" and token.tag == "preposition" and token.text != "including":
            self.take_preposition(index)
            return index + 1
        unit = self.sentence.by_token.get(index)
        if unit is not None and index <= unit.first:
            return self.take_unit(unit)
        self.take_word(token)
        return index + 1

    def close(self, index: int) -> None:
        """Whom the end of a clause still brings."""
        token, following = self.sentence.tokens[index], self.sentence.by_token.get(index + 1)
        if token.text in ("that", "which") and self.prep and not self.named and following is not None:
            self.add(Argument(following, self.prep, self.gov))  # "power from reactors that Kairos builds"
        if token.text == "to" and self.nouns & {"rights", "order", "deal"}:
            beyond(self.sentence, self.scene, index)

    def past_verb(self, index: int) -> int | None:
        """Where to read on behind a verb that belongs to a noun; None where it begins a clause of its own."""
        tokens, token = self.sentence.tokens, self.sentence.tokens[index]
        following = self.sentence.word(index + 1)
        if token.text in OWNED and following == "by":  # "power from a wind farm owned by Orsted"
            self.outer, self.prep, self.named = (self.outer or self.prep) if not self.named else "", "of", False
            return index + 2
        if joins_by(tokens, index):  # "to a group led by Bain": still to Bain
            self.prep, self.outer, self.gov, self.named = "by", "" if self.named else self.prep, NONE, False
            return index + 2
        plain = token.form in ("past", "s", "base") or "control" in load().classes[token.base]
        reduced = token.form in ("done", "past") and following in ("by", "in", "from", "at")
        begins = (plain and not reduced) or (token.form == "ing" and self.prep)
        return None if begins else index + 1

    def take_preposition(self, index: int) -> None:
        """Let what follows hang on a preposition."""
        text, last = self.sentence.tokens[index].text, before(self.sentence.tokens, index)
        continues = text in ("of", "in", "at", "by") and not self.named and self.prep != text
        self.ended = True
        self.scene.prepositions |= {text}
        self.gov = last.noun if last is not None and last.noun else NONE
        self.outer = (self.outer or self.prep) if continues else ""  # "from solar plants of Acciona": still from
        self.prep, self.named = text, False

    def take_unit(self, unit: Unit) -> int:
        """Add somebody with the nouns behind the name; where to read on."""
        scene, tokens = self.scene, self.sentence.tokens
        head, following = head_after(tokens, unit)
        self.add(Argument(unit, self.prep, self.gov, head, self.outer, following > unit.last + 1 + unit.own))
        self.named = True
        if not self.prep or self.given_with():
            self.nouns |= head
            scene.object_head = head or scene.object_head
        self.far |= head
        scene.quantity = scene.quantity or any(counted(self.sentence, t) for t in tokens[unit.start : unit.first])
        return following

    def take_word(self, token: Token) -> None:
        """Add a sum, a quantity, a person or a plain word."""
        scene = self.scene
        self.named = self.named or token.sort in ("money", "quantity")
        scene.money = scene.money or token.sort == "money"
        scene.sum_first = scene.sum_first or (token.sort == "money" and not self.prep and not self.said)
        scene.quantity = scene.quantity or (counted(self.sentence, token) and self.prep in ("", "of", "for"))
        scene.people = scene.people or (token.sort == "name" and token.text < PLACES and not self.prep)
        self.far |= token.noun
        if token.noun and not self.ended:
            scene.object_head = token.noun
        if token.noun and (self.prep in ("", "of") or self.given_with()) and not self.outer:
            self.nouns |= token.noun
        if token.sort == "word":
            self.words.append(token.text)
            self.said = self.said or not token.tag

    def given_with(self) -> bool:
        """Whether "with" brings what somebody is given: "provide Meta with capacity"."""
        return self.prep == "with" and any(not argument.prep for argument in self.scene.arguments)

    def add(self, argument: Argument) -> None:
        """Keep an argument."""
        self.scene.arguments.append(argument)


INCLUDES = frozenset({"include", "includes", "included"})


def beyond(sentence: Sentence, scene: Scene, start: int) -> None:
    """Who comes after an infinitive: "a licence to develop and sell the drug from Chicago Labs"."""
    for unit in sentence.units:
        if (
            unit.first > start
            and unit.prep in ("from", "with")
            and not stops_between(sentence.tokens, start, unit.start)
        ):
            scene.arguments.append(Argument(unit, unit.prep))
            return


def counted(sentence: Sentence, token: Token) -> bool:
    """Whether a token counts goods: 12 aircraft, 835 MW; not 195 branches."""
    found = sentence.masked.marks.get(token.text) if token.sort == "quantity" else None
    return isinstance(found, QuantityFind) and found.quantity.unit in GOODS_UNITS


MEASURING = words("up to as much many at least most more less than over around about under under almost nearly")


def measures(tokens: Sequence[Token], index: int) -> bool:
    """Whether small words only measure a sum: "up to 10 percent", "as much as $5 billion", "at least 200"."""
    if tokens[index].text not in MEASURING or (tokens[index].text == "to" and tokens[index - 1].text != "up"):
        return False
    for token in tokens[index + 1 : index + 4]:
        if token.sort in ("money", "quantity") or token.text[0].isdigit():
            return True
        if token.text not in MEASURING and token.text not in ("a", "an"):
            return False
    return False


def joins_by(tokens: Sequence[Token], index: int) -> bool:
    """Whether "led by", "backed by" brings who gave the money."""
    led = tokens[index].text in ("led", "co-led", "backed", "headed", "anchored", "joined")
    return led and index + 1 < len(tokens) and tokens[index + 1].text == "by"


OWNED = frozenset({"owned", "operated", "run", "built", "held"})


def lists_names(sentence: Sentence, index: int) -> bool:
    """Whether a colon brings the names of those just counted: "from five banks: A, B and C"."""
    unit = sentence.by_token.get(index + 1)
    counted_ones = sentence.tokens[index - 1]
    return unit is not None and unit.many and counted_ones.sort == "word" and counted_ones.text.endswith("s")


def made_up(tokens: Sequence[Token], index: int) -> int:
    """How many words say that a group consists of what follows: "a group made up of A and B"."""
    words_here = tuple(token.text for token in tokens[index : index + 3])
    if words_here in (("made", "up", "of"), ("that", "includes"), ("which", "includes")):
        return 3
    return 2 if words_here[:2] in (("consisting", "of"), ("composed", "of")) else 0


def ends_clause(sentence: Sentence, index: int) -> bool:
    """Whether a small word ends what belongs to the verb before it."""
    tokens = sentence.tokens
    token = tokens[index]
    if token.tag == "subordinator":
        return True
    if token.tag == "modal" or token.tag in ("be", "have", "do"):
        return True
    if token.text == "to" and index + 1 < len(tokens) and tokens[index + 1].form == "base":
        return True
    if token.tag == "conjunction":
        following = index + 1
        while following < len(tokens) and tokens[following].tag in ("adverb", "modal", "have", "be"):
            following += 1
        if following >= len(tokens):
            return True
        if tokens[following].form not in ("", "done"):
            return True
        unit = sentence.by_token.get(following)
        if unit is not None:
            after = unit.last + 1
            while after < len(tokens) and tokens[after].tag == "adverb":
                after += 1
            return after < len(tokens) and (
                tokens[after].verb is not None or tokens[after].tag in ("modal", "have", "be")
            )
    return False


def after_aside(sentence: Sentence, index: int) -> int | None:
    """Where to read on after a comma: past an aside that another comma closes; None where the clause is over."""
    tokens = sentence.tokens
    if index + 1 >= len(tokens):
        return None
    token = tokens[index + 1]
    if token.tag == "conjunction":
        return None if ends_clause(sentence, index + 1) else index + 2
    if joins_by(tokens, index + 1):
        return index + 1
    unit = sentence.by_token.get(index + 1)
    opens = token.text in (
        "which",
        "who",
        "whose",
        "where",
        "when",
        "that",
        "a",
        "an",
        "the",
        "one",
        "part",
        "formerly",
        "also",
        "known",
        "including",
    ) or (token.form in ("past", "done", "ing") or trailing_deed(tokens, index + 1))
    if unit is not None and not unit.own and not opens:
        following = unit.last + 1
        if following < len(tokens) and (
            tokens[following].verb is not None or tokens[following].tag in ("modal", "have", "be")
        ):
            return None
    if not opens:
        return None if token.tag == "subordinator" else index + 1
    for close in range(index + 2, min(len(tokens), index + 30)):
        if tokens[close].sort == "stop":
            return None
        if tokens[close].sort == "comma":
            return close + 1
    return None


def trailing_deed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle opens an aside: "citing a letter", not "servers, networking and storage"."""
    token, following = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
    opens = following is not None and (following.tag == "determiner" or following.sort in ("org", "name"))
    return opens and token.sort == "word" and token.text.endswith("ing") and not token.tag and not token.noun


def model(token: Token) -> bool:
    """Whether a word is the name of a model: "A320neos", "787-10s"."""
    return (
        token.sort == "word" and len(token.text) > 2 and token.text[-1].isalpha() and any(map(str.isdigit, token.text))
    )


def head_after(tokens: Sequence[Token], unit: Unit) -> tuple[frozenset[str], int]:
    """The classes of the nouns that a name modifies ("Intel's modem business", "Airbus jets"), and where to read on."""
    index = unit.last + 1
    if unit.own:
        index += 1
    head: frozenset[str] = NONE
    while index < len(tokens) and index - unit.last < 9:
        token = tokens[index]
        if token.text in ("back", "private", "together", "out"):
            break
        if token.noun:
            head = head | token.noun
        elif (token.sort == "name" and token.text >= PRODUCTS) or model(token):
            head = head | {"goods"}  # "Google TPUs", "Boeing 787-10s"
        elif (
            token.sort not in ("word", "name")
            or not (token.sort == "name" or token.text[0].isalnum())
            or token.verb is not None
            or token.tag not in ("", "part")
        ):
            break
        index += 1
    return head, index
