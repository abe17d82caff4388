"""Who stands where around a word: the subject of a verb, its objects, what each preposition brings.

A `Unit` is one organisation, or a list of them, as it stands in the sentence; a `Scene` is a verb or a noun of deals
with its subject and its arguments. What they mean, who buys and who sells, is decided in `frames`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.language.quantities import QuantityFind
from bot.reading.cues import GOODS_UNITS
from bot.reading.grammar import Token, before, load, tokens_of
from bot.reading.masking import OTHER, PLACE, Masked
from bot.reading.organisations import Mention

FAR = 45
"""So many tokens after a verb can still belong to it."""

PLACES, PRODUCTS = chr(PLACE), chr(OTHER)
PURPOSEFUL = frozenset({"partner", "raise", "form", "lead", "invest", "spend"})
"""What such verbs do "to equip a site" is no deal of its own with the site."""

NONE: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Unit:
    """An organisation or a list of them: tokens `start` (its first modifier) to `last`, and what it depends on.

    `places` are the tokens at which the mentions stand, one for each.
    """

    mentions: tuple[Mention, ...]
    start: int
    first: int
    last: int
    subject: bool = False
    prep: str = ""
    own: bool = False
    many: bool = False
    determined: bool = False
    places: tuple[int, ...] = ()


@dataclass(slots=True)
class Argument:
    """A unit on the right of a word: after which preposition, governed by which noun, itself followed by which noun."""

    unit: Unit
    prep: str
    gov: frozenset[str] = NONE
    head: frozenset[str] = NONE
    outer: str = ""
    trailing: bool = False


@dataclass(slots=True)
class Scene:
    """A verb or a noun of deals with what stands around it."""

    at: int
    token: Token
    subjects: tuple[Unit, ...] = ()
    carried: bool = False
    passive: bool = False
    negated: bool = False
    finite: bool = True
    arguments: list[Argument] = field(default_factory=list)
    nouns: frozenset[str] = NONE
    far: frozenset[str] = NONE
    words: tuple[str, ...] = ()
    people: bool = False
    sum_first: bool = False
    purpose: bool = False
    object_head: frozenset[str] = NONE
    prepositions: frozenset[str] = NONE
    modals: frozenset[str] = NONE
    end: int = 0
    money: bool = False
    quantity: bool = False
    said: str = ""
    topic: tuple[Unit, ...] = ()
    round_open: bool = False
    sentence: Sequence[Token] = ()
    units: Sequence[Unit] = ()

    @property
    def base(self) -> str:
        """The base of the verb; nothing for a noun."""
        return self.token.verb.base if self.token.verb else ""

    @property
    def form(self) -> str:
        """The form of the verb; nothing for a noun."""
        return self.token.verb.form if self.token.verb else ""


class Sentence:
    """The tokens of one sentence with its units."""

    def __init__(self, masked: Masked) -> None:
        self.masked = masked
        self.tokens = tokens_of(masked)
        self.units = units_of(self.tokens)
        self.by_token = {index: unit for unit in self.units for index in range(unit.start, unit.last + 1)}

    def word(self, index: int) -> str:
        """The text of a token; nothing outside the sentence."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""


def modifies(token: Token) -> bool:
    """Whether a token can stand before a name within its noun phrase: "the Swedish battery maker Northvolt"."""
    if token.sort in ("own", "quantity"):
        return True
    if token.sort == "name":
        return True
    return (
        token.sort == "word"
        and token.verb is None
        and token.tag in ("", "determiner", "part")
        and token.text.isascii()
        and (token.text[0].isalpha() or token.text[0].isdigit())
    )


OPENERS = frozenset({"the", "a", "an", "its", "their", "this", "that"})


def phrase_start(tokens: Sequence[Token], index: int, *, sums: bool = False) -> int:
    """Where the noun phrase begins whose name or noun stands at an index; `sums` may stand in it ("its $5bn bid")."""
    start = index
    while start > 0 and (
        modifies(tokens[start - 1])
        or (sums and tokens[start - 1].sort == "money")
        or (tokens[start - 1].sort == "org" and tokens[start].sort in ("own", "word", "money"))
    ):
        start -= 1
        if tokens[start].text in OPENERS:
            break
    while start < index and tokens[start].sort == "own":
        start += 1
    return start


def units_of(tokens: Sequence[Token]) -> list[Unit]:
    """Every organisation with its modifiers, lists joined, each with what stands before it."""
    singles: list[Unit] = []
    for index, token in enumerate(tokens):
        if token.sort != "org":
            continue
        start = index if all(m.pointing for m in token.mentions) else phrase_start(tokens, index)
        own = index + 1 < len(tokens) and tokens[index + 1].sort == "own"
        if singles and start <= singles[-1].last:
            start = singles[-1].last + 1
        singles.append(
            Unit(
                token.mentions,
                start,
                index,
                index,
                own=own,
                many=len(token.mentions) > 1,
                determined=tokens[start].text in ("a", "an", "the"),
                places=(index,) * len(token.mentions),
            )
        )
    units = list(joined(tokens, singles))
    for unit in units:
        place(tokens, unit)
    return units


def joined(tokens: Sequence[Token], singles: list[Unit]) -> Iterator[Unit]:
    """Units with "A, B and C" made one. A list of commas alone is none, nor is "Vattenfall, the Swedish company"."""
    position = 0
    while position < len(singles):
        chain, ended = [singles[position]], 1
        skipped: list[Unit] = []
        rest = position + 1
        while rest < len(singles) and not chain[-1].own:
            follower = singles[rest]
            link = linking(tokens, chain[-1], follower)
            if not link or all(m.pointing for m in follower.mentions):
                across = across_aside(tokens, chain[-1], singles[rest : rest + 3]) if len(chain) == 1 else None
                if across is None:
                    break
                skipped = singles[rest : rest + across]
                rest, follower, link = rest + across, singles[rest + across], "and"
            chain.append(follower)
            rest += 1
            if link == "and":
                ended = len(chain)
        parts = chain[:ended]
        if ended == 1:
            yield parts[0]
        else:
            mentions = tuple(m for part in parts for m in part.mentions)
            places = tuple(place for part in parts for place in part.places)
            first, last = parts[0], parts[-1]
            yield Unit(mentions, first.start, first.first, last.last, own=last.own, many=True, places=places)
        position += ended + (len(skipped) if ended > 1 else 0)


def across_aside(tokens: Sequence[Token], left: Unit, following: list[Unit]) -> int | None:
    """Which of the units after an aside is joined to a subject: "Renesas, a supplier of chips, and Altium, a maker of
    software, announced"; how many units the aside names."""
    if left.own or left.last + 2 >= len(tokens) or tokens[left.last + 1].sort != "comma":
        return None
    opener = tokens[left.last + 2]
    if opener.text not in ("a", "an", "the", "one", "which", "based") and opener.form not in ("past", "done"):
        return None
    for count, unit in enumerate(following):
        before_it = tokens[unit.start - 1]
        if before_it.text == "and" and tokens[unit.start - 2].sort == "comma" and unit.start - left.last < 30:
            return count
        if any(t.sort == "stop" for t in tokens[left.last : unit.start]):
            return None
    return None


def linking(tokens: Sequence[Token], left: Unit, right: Unit) -> str:
    """What joins two units that follow one another: "and", a comma, or nothing that joins."""
    between = [t for t in tokens[left.last + 1 : right.start] if t.tag != "adverb"]
    while between and between[0].sort not in ("comma", "stop") and figure(between):
        del between[0]
    text = " ".join(t.text for t in between)
    if gapped(tokens, right):
        return ""  # "Microsoft puts $5 billion into Anthropic, and Nvidia $10 billion"
    if text in (
        "and",
        ", and",
        "or",
        ", or",
        "&",
        "/",
        "-",
        "–",
        "plus",
        ", plus",
        "as well as",
        ", as well as",
        "along with",
        "together with",
        ", along with",
        ", together with",
        "alongside",
        "and also",
        "and then",
        ", and also",
    ):
        return "and"
    if (
        text == "to"
        and left.start > 1
        and tokens[left.start - 1].text == "from"
        and tokens[left.start - 2].sort == "comma"
    ):
        return "and"  # "chipmakers, from Nvidia to AMD"
    if text == "," and not right.determined:
        after = tokens[right.last + 1] if right.last + 1 < len(tokens) else None
        headline = left.start == 0 and after is not None and (after.text in ("to", "in") or (after.form == "base"))
        return "and" if headline else "comma"
    return ""


FIGURES = frozenset(
    [
        "in",
        "on",
        "for",
        "at",
        "worth",
        "two",
        "three",
        "four",
        "five",
        "years",
        "year",
        "months",
        "later",
        "earlier",
        "a",
        "the",
        "following",
        "another",
    ]
)


def figure(between: Sequence[Token]) -> bool:
    """Whether a list goes on behind figures: "A in 2017, B for $6 billion two years later and C"."""
    first = between[0]
    return first.sort in ("date", "money") or (
        first.text in FIGURES and any(t.sort in ("date", "money") for t in between)
    )


def gapped(tokens: Sequence[Token], unit: Unit) -> bool:
    """Whether a sum or a quantity follows a name where a verb would be."""
    after = [
        t
        for t in tokens[unit.last + 1 : unit.last + 5]
        if t.tag != "adverb" and t.text not in ("up", "to", "a", "another", "some")
    ]
    return (
        bool(after)
        and after[0].sort in ("money", "quantity")
        and unit.start > 0
        and tokens[unit.start - 1].text == "and"
    )


def place(tokens: Sequence[Token], unit: Unit) -> None:
    """Whether a unit can be a subject, or which preposition it hangs on."""
    first = before(tokens, unit.start)
    if first is None or first.sort in ("comma", "stop", "date", "name", "money"):
        unit.subject = True
    elif first.sort == "word" and first.tag == "preposition":
        unit.prep = first.text
        following = tokens[unit.last + 1] if unit.last + 1 < len(tokens) else None
        if first.text == "of" and tokens[unit.start - 2].text in GROUPS:
            unit.subject = opens_clause(tokens, unit.start - 2)
            return
        # "within days of Boeing receiving an order"
        unit.subject = first.text in ("of", "with") and following is not None and following.form == "ing"
    elif first.verb is not None:
        unit.subject = "say" in load().classes[first.verb.base] and first.verb.form in ("past", "s", "base")
    elif first.sort == "word":
        unit.subject = first.tag != "be"


GROUPS = frozenset(
    [
        "consortium",
        "group",
        "unit",
        "units",
        "subsidiary",
        "arm",
        "division",
        "affiliate",
        "board",
        "shareholders",
        "owners",
        "team",
    ]
)
"""Whose deed is that of the organisation behind "of": "A consortium of X and Y has won"."""


def opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether the noun phrase of a noun stands where a subject stands."""
    first = before(tokens, phrase_start(tokens, index))
    return first is None or first.sort in ("comma", "stop", "date") or first.tag in ("subordinator", "conjunction")


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


def subject_of(sentence: Sentence, index: int) -> tuple[tuple[Unit, ...], bool]:
    """The subject of the verb whose group begins at an index, and whether it was carried over from another clause."""
    tokens, units = sentence.tokens, sentence.units
    position = index - 1
    if position >= 0 and tokens[position].text in ("who", "which", "that"):
        relative = position - 1
        while relative >= 0 and (tokens[relative].sort == "comma" or tokens[relative].text == "of"):
            relative -= 1
        unit = sentence.by_token.get(relative)
        if unit is not None and unit.last == relative:
            return (unit,), False
        if tokens[position].text == "that" and position and tokens[position - 1].verb is None:
            return (), False  # "a deal that gives Roche rights": no organisation acts
        if tokens[position].text != "that":
            near = [u for u in units if u.last < position and not stops_between(tokens, u.last, position)]
            if near and near[-1].last >= position - 6:
                return (near[-1],), False
            return (), False
    possessor: Unit | None = None
    for place in range(index - 1, -1, -1):
        token = tokens[place]
        if token.sort == "stop":
            break
        unit = sentence.by_token.get(place)
        if unit is None and token.text in ("which", "who"):
            owner = sentence.by_token.get(place - 2 if tokens[place - 1].sort == "comma" else place - 1)
            if owner is not None and not owner.own:
                return (owner,), False  # "Macquarie, which in 2025 agreed to invest"
        if unit is None or place != unit.last:
            continue
        if unit.own:
            if unit.subject and possessor is None and heads_clause(tokens, unit.last + 2, index):
                possessor = unit
        elif unit.subject and not ("stake" in tokens[unit.last + 1].noun if unit.last + 1 < index else False):
            return (unit,), False  # in "Direct Line shares closed" nobody closes
    if possessor is not None:
        return (possessor,), False
    for unit in reversed([u for u in units if u.last < index and not stops_between(tokens, u.last, index)]):
        # "Investors led by Accel put", "funds such as Accel put"
        if unit.prep in ("including", "like") or sentence.word(unit.start - 2) in ("led", "headed", "backed", "such"):
            return (unit,), False
    first = next((u for u in units if u.subject and u.last < index), None)
    return ((first,), True) if first is not None else ((), False)


def heads_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether only a noun phrase stands between: "Amazon's cloud unit | agreed"."""
    words = tokens[start:end]
    return all(t.verb is None and t.sort in ("word", "name") and t.tag in ("", "part") for t in words) and not any(
        "stake" in t.noun for t in words
    )


def stops_between(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether a clause ends between two places."""
    return any(t.sort == "stop" for t in tokens[left + 1 : right])


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
    fronted(sentence, scene)
    relative_object(sentence, scene, start)
    if previous is not None and start >= 1 and tokens[start].text == "to":
        unit = sentence.by_token.get(start - 1)
        if unit is not None and unit.prep == "for" and unit.last == start - 1:
            scene.subjects, scene.carried = (unit,), False
    return scene


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
        if token.verb is not None:
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


MEASURING = frozenset(
    [
        "up",
        "to",
        "as",
        "much",
        "many",
        "at",
        "least",
        "most",
        "more",
        "less",
        "than",
        "over",
        "around",
        "about",
        "under",
        "under",
        "almost",
        "nearly",
    ]
)


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
    led = tokens[index].text in ("led", "co-led", "backed", "headed", "anchored")
    return led and index + 1 < len(tokens) and tokens[index + 1].text == "by"


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
    ) or (token.form in ("past", "done", "ing"))
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


def head_after(tokens: Sequence[Token], unit: Unit) -> tuple[frozenset[str], int]:
    """The classes of the nouns that a name modifies ("Intel's modem business", "Airbus jets"), and where to read on."""
    index = unit.last + 1
    if unit.own:
        index += 1
    head: frozenset[str] = NONE
    while index < len(tokens) and index - unit.last < 9:
        token = tokens[index]
        if token.noun:
            head = head | token.noun
        elif token.sort == "name" and token.text >= PRODUCTS:
            head = head | {"goods"}  # "Google TPUs"
        elif (
            token.sort not in ("word", "name")
            or not (token.sort == "name" or token.text[0].isalnum())
            or token.verb is not None
            or token.tag not in ("", "part")
        ):
            break
        index += 1
    return head, index


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
