"""Organisations as they stand in a sentence: each with its modifiers, lists of them joined, and what each hangs on.

"the Swedish battery maker Northvolt" and "A, B and C" are one `Unit` each. Who does what is left to `clauses`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.language.text import words
from bot.reading.grammar import Token, before, load
from bot.reading.naming.organisations import Mention


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
        if start > 2 and tokens[start - 1].text == "of" and "firm" in tokens[start - 2].noun and start < index:
            start = phrase_start(tokens, start - 2)  # "the Belgian maker of viral vectors Novasep"
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
    if acts(tokens, right) and object_of(tokens, left) and " ".join(t.text for t in between) == ", and":
        return ""  # "led the round of Verkor, and Meridiam came in"
    listed = len(between)
    between = behind_figures(between)
    if len(between) < listed and tokens[left.start - 1].text == "from" and sum_follows(tokens, right):
        return ""  # "buys A from B for $1 billion, and C for $450 million"
    if len(between) < listed and acts(tokens, right):
        return ""  # "bought Infinera for $2 billion, and HPE swallowed Juniper"
    if right.own and right.last + 2 < len(tokens) and tokens[right.last + 2].tag == "preposition":
        return ""  # "Nokia's purchase of Infinera and HPE's of Juniper"
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


Units = tuple[Unit, ...]
"""Who stands in one place of a clause or in one role of a deal; nobody where it is empty."""

FIGURES = words(
    "before that then previously and in on for at worth two three four five years year months later earlier a the"
    " following another"
)


def behind_figures(between: list[Token]) -> list[Token]:
    """What joins two units without what is told of the first: ", of Miami, for $7 billion in 2006," is a comma."""
    told = any(t.sort in ("date", "money") for t in between)
    while len(between) > 1:
        if between[0].text == "of" and between[1].sort == "name":
            between = between[2:]
        elif told and between[0].sort == "comma" and between[1].text in ASIDES and (end := next_comma(between)):
            between = between[end:]
        elif told and between[0].text in TIMES:
            between = between[1:]
        elif told and [t.text for t in between[-2:]] == ["before", "that"]:
            between = between[:-2]
        elif (between[0].sort == "comma" and figures_only(between[1:])) or (
            between[0].sort not in ("comma", "stop") and figure(between)
        ):
            between = between[1:]
        else:
            break
    return between


ASIDES = words("a an the which whose formerly now then")
TIMES = words("two three four five six ten years year months later earlier upfront apiece each")


def next_comma(between: Sequence[Token]) -> int:
    """Where the next comma stands; 0 where there is none."""
    return next((i for i, token in enumerate(between) if i and token.sort == "comma"), 0)


def figures_only(rest: Sequence[Token]) -> bool:
    """Whether nothing but a place or figures stands before the next comma."""
    part = list(takewhile(lambda token: token.sort != "comma", rest))
    if len(part) == len(rest):
        return False
    told = ("date", "money", "name")
    return bool(part) and all(t.sort in told or t.text in FIGURES or (t.text == "of" and len(part) == 2) for t in part)


def figure(between: Sequence[Token]) -> bool:
    """Whether a list goes on behind figures: "A in 2017, B for $6 billion two years later and C"."""
    first = between[0]
    return first.sort in ("date", "money") or (
        first.text in FIGURES and any(t.sort in ("date", "money") for t in between)
    )


def sum_follows(tokens: Sequence[Token], unit: Unit) -> bool:
    """Whether a unit has a sum of its own behind it: "C for $450 million"."""
    following = [token.sort for token in tokens[unit.last + 1 : unit.last + 3]]
    return following[-1:] == ["money"] and tokens[unit.last + 1].text in ("for", "at")


def object_of(tokens: Sequence[Token], unit: Unit) -> bool:
    """Whether a unit hangs on a preposition or a verb, so that it is no part of a list of subjects."""
    first = before(tokens, unit.start)
    return first is not None and (first.tag == "preposition" or first.verb is not None)


def acts(tokens: Sequence[Token], unit: Unit) -> bool:
    """Whether a verb follows a unit of which it is the subject."""
    after = next((t for t in tokens[unit.last + 1 : unit.last + 3] if t.tag != "adverb"), None)
    return after is not None and (after.form in ("past", "s") or after.tag in ("modal", "have", "be"))


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
    elif first.text in ("in", "by", "as", "for") and tokens[unit.start].text in ADVERBIAL and unit.start < unit.first:
        unit.subject = True  # "In addition Sarepta is eligible for"
    elif first.sort == "word" and first.tag == "preposition":
        unit.prep = first.text
        following = tokens[unit.last + 1] if unit.last + 1 < len(tokens) else None
        if first.text == "of" and tokens[unit.start - 2].text in GROUPS:
            unit.subject = opens_clause(tokens, unit.start - 2)
            return
        # "within days of Boeing receiving an order"
        unit.subject = first.text in ("of", "with") and following is not None and following.form == "ing"
    elif first.verb is not None:
        said = "say" in load().classes[first.verb.base] and first.verb.form in ("past", "s", "base")
        following = tokens[unit.last + 1] if unit.last + 1 < len(tokens) else None
        unit.subject = said and following is not None and (acts(tokens, unit) or following.sort in ("comma", "own"))
    elif first.sort == "word":
        unit.subject = first.tag != "be"


ADVERBIAL = words("addition return turn exchange contrast response parallel consequence fact all total now result part")
"""Nouns that with a small word before them tell nothing of the name that follows."""

GROUPS = words("consortium group unit units subsidiary arm division affiliate board shareholders owners team")
"""Whose deed is that of the organisation behind "of": "A consortium of X and Y has won"."""


def opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether the noun phrase of a noun stands where a subject stands."""
    first = before(tokens, phrase_start(tokens, index))
    return first is None or first.sort in ("comma", "stop", "date") or first.tag in ("subordinator", "conjunction")


def stops_between(tokens: Sequence[Token], left: int, right: int) -> bool:
    """Whether a clause ends between two places."""
    return any(t.sort == "stop" for t in tokens[left + 1 : right])
