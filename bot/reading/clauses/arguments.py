"""What follows a verb or a noun until its clause ends: its objects and what each preposition brings."""

from __future__ import annotations

from collections.abc import Sequence

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
    tokens = sentence.tokens
    prep, outer, gov, named = "", "", NONE, False
    nouns, far, words, words_said = set[str](), set[str](), list[str](), False
    object_ended = False
    index = start
    limit = min(len(tokens), start + FAR)
    grammar = load()
    while index < limit:
        token = tokens[index]
        if token.sort == "stop":
            if token.text == ":" and lists_names(sentence, index):
                index += 1
                continue
            break
        if token.sort == "comma":
            skipped = after_aside(sentence, index)
            if skipped is None:
                break
            index = skipped
            continue
        if token.text in ("that", "which", "who") and sentence.word(index + 1) in ("include", "includes", "included"):
            index += 2
            continue
        if token.text == "according":
            break
        if token.sort == "word" and ends_clause(sentence, index):
            relative = sentence.by_token.get(index + 1)
            if token.text in ("that", "which") and prep and not named and relative is not None:
                scene.arguments.append(Argument(relative, prep, gov))  # "power from reactors that Kairos builds"
            if token.text == "to" and nouns & {"rights", "order", "deal"}:
                beyond(sentence, scene, index)
            break
        if count := made_up(tokens, index):
            index += count
            continue
        if token.verb is not None:
            if token.text in OWNED and sentence.word(index + 1) == "by":  # "power from a wind farm owned by Orsted"
                outer, prep, named = (outer or prep) if not named else "", "of", False
                index += 2
                continue
            if joins_by(tokens, index):  # "to a group led by Bain": still to Bain
                prep, outer, gov, named = "by", "" if named else prep, NONE, False
                index += 2
                continue
            plain = token.verb.form in ("past", "s", "base") or "control" in grammar.classes[token.verb.base]
            reduced = token.verb.form in ("done", "past") and sentence.word(index + 1) in ("by", "in", "from", "at")
            if (plain and not reduced) or (token.verb.form == "ing" and prep):
                break
            index += 1
            continue
        if token.sort == "word" and measures(tokens, index):
            index += 1
            continue
        if token.sort == "word" and token.tag == "preposition" and token.text != "including":
            object_ended = True
            scene.prepositions |= {token.text}
            last = before(tokens, index)
            gov = last.noun if last is not None and last.noun else NONE
            # "from solar plants of Acciona": still from Acciona
            outer = (
                (outer or prep) if token.text in ("of", "in", "at", "by") and not named and prep != token.text else ""
            )
            prep, named = token.text, False
            index += 1
            continue
        unit = sentence.by_token.get(index)
        if unit is not None and index <= unit.first:
            head, nxt = head_after(tokens, unit)
            scene.arguments.append(Argument(unit, prep, gov, head, outer, nxt > unit.last + 1 + unit.own))
            named = True
            if not prep or (prep == "with" and any(not a.prep for a in scene.arguments)):
                nouns |= head
                scene.object_head = head or scene.object_head
            far |= head
            scene.quantity = scene.quantity or any(counted(sentence, t) for t in tokens[unit.start : unit.first])
            index = nxt
            continue
        named = named or token.sort in ("money", "quantity")
        scene.money = scene.money or token.sort == "money"
        scene.sum_first = scene.sum_first or (token.sort == "money" and not prep and not words_said)
        scene.quantity = scene.quantity or (counted(sentence, token) and prep in ("", "of", "for"))
        scene.people = scene.people or (token.sort == "name" and token.text < PLACES and not prep)
        far |= token.noun
        if token.noun and not object_ended:
            scene.object_head = token.noun
        given_with = prep == "with" and any(not a.prep for a in scene.arguments)  # "provide Meta with capacity"
        if token.noun and (prep in ("", "of") or given_with) and not outer:
            nouns |= token.noun
        if token.sort == "word":
            words.append(token.text)
            words_said = words_said or not token.tag
        index += 1
    scene.nouns, scene.far, scene.words, scene.end = frozenset(nouns), frozenset(far), tuple(words), index


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
