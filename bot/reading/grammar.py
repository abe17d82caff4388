"""The words of a sentence with what each can be: a find, a verb in one of its forms, a noun of deals, a small word.

The lists stand in words/grammar.toml. Which of its readings a word has in its place is decided here where the words
beside it settle that ("the order" against "will order"); who does what to whom is left to `clauses`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from bot.language.text import words
from bot.reading.lexicon import table
from bot.reading.masking import BREAK, DATE, MONEY, ORG, PERSON, QUANTITY, Masked
from bot.reading.naming.organisations import Mention

Sort = Literal["org", "money", "quantity", "date", "name", "word", "comma", "stop", "own"]
"""`name` is a person, a place or a product; `own` is the 's of a possessive; `stop` ends every clause."""

Form = Literal["base", "s", "past", "done", "ing"]


class Verb(NamedTuple):
    """A verb form: its base, which form it is (`done` is the past participle), and how many words it takes."""

    base: str
    form: Form
    words: int


@dataclass(slots=True)
class Token:
    """One word, find or stop of a sentence; `at` and `end` are its place in the masked text."""

    sort: Sort
    text: str
    at: int
    end: int
    mentions: tuple[Mention, ...] = ()
    verb: Verb | None = None
    noun: frozenset[str] = frozenset()
    tag: str = ""

    @property
    def base(self) -> str:
        """The base of a verb; nothing for other words."""
        return self.verb.base if self.verb else ""

    @property
    def form(self) -> str:
        """The form of a verb; nothing for other words."""
        return self.verb.form if self.verb else ""


VOWELS = "aeiou"


def forms_of(base: str) -> tuple[str, str, str, str]:
    """The regular forms of a verb: -s, past, participle, -ing."""
    s = base + "es" if re.search(r"(?:s|sh|ch|x|z|o)$", base) else base + "s"
    past, ing = base + "ed", base + "ing"
    if base.endswith("e"):
        past, ing = base + "d", base[:-1] + "ing" if not base.endswith("ee") else base + "ing"
    elif base.endswith("y") and base[-2] not in VOWELS:
        s, past = base[:-1] + "ies", base[:-1] + "ied"
    elif re.search(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$", base) and base in DOUBLING:
        past, ing = base + base[-1] + "ed", base + base[-1] + "ing"
    return s, past, past, ing


DOUBLING = words(
    "plan plug nab bag ship tap grab drop scrap equip swap sum snag tip wrap drum ban refer prefer commit "
    "submit permit admit transfer stop cap top map chip trim strip pin outbid"
)
ORDER_OF_FORMS: tuple[Form, ...] = ("s", "past", "done", "ing")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Every list of words/grammar.toml, ready to be asked."""

    closed: dict[str, str]
    verbs: dict[str, tuple[Verb, ...]]
    classes: dict[str, frozenset[str]]
    nouns: dict[str, frozenset[str]]
    control: frozenset[str]


def inflected(base: str, irregular: dict[str, str]) -> dict[str, list[Form]]:
    """Every written form of a verb of one or more words ("takes over"), with what it is."""
    head, _, particle = base.partition(" ")
    tail = f" {particle}" if particle else ""
    others = irregular[head].split() if head in irregular else list(forms_of(head))
    if head in irregular and len(others) == 3:
        others = [others[0], others[1], others[1], others[2]]
    out: dict[str, list[Form]] = {head + tail: ["base"]}
    if re.search(r"[^aeiou][aeiou]l$", head):  # "cancelled" beside "canceled"
        out |= {head + "led" + tail: ["past", "done"], head + "ling" + tail: ["ing"]}
    for form, word in zip(ORDER_OF_FORMS, others, strict=True):
        out.setdefault(word + tail, []).append(form)
    return out


@cache
def load() -> Grammar:
    """The lists, read on first use."""
    data = table("grammar")
    closed = {word: tag for tag, listed in data["closed"].items() for word in listed.split()}
    classes: dict[str, set[str]] = {}
    for name, listed in data["verbs"].items():
        for base in listed.split(";"):
            classes.setdefault(" ".join(base.split()), set()).add(name)
    verbs: dict[str, list[Verb]] = {}
    for base in classes:
        for written, forms in inflected(base, data["irregular"]).items():
            verbs.setdefault(written, []).extend(Verb(base, form, written.count(" ") + 1) for form in forms)
    nouns: dict[str, set[str]] = {}
    for name, listed in data["nouns"].items():
        for noun in listed.split(","):
            nouns.setdefault(" ".join(noun.split()), set()).add(name)
    return Grammar(
        closed,
        {written: tuple(found) for written, found in verbs.items()},
        {base: frozenset(names) for base, names in classes.items()},
        {noun: frozenset(names) for noun, names in nouns.items()},
        frozenset(word.strip() for word in data["control"]["words"].split(",")),
    )


QUOTES = frozenset('"“”‘’`' + "'")
TOKEN = re.compile(r"per cent\b|\d{1,2}[:/]\d{1,2}\b|[\ue000-\uf8fe]|'s\b|\w+(?:[-./&+]\w+)*|\uf8ff|[;:,%]|--|[–—]|\S")
STOPS = frozenset(";:|–—" + BREAK)
SORTS: tuple[tuple[int, Sort], ...] = (
    (PERSON, "name"),
    (DATE, "date"),
    (QUANTITY, "quantity"),
    (MONEY, "money"),
    (ORG, "org"),
)


def tokens_of(masked: Masked) -> list[Token]:
    """The tokens of a masked sentence, each with its tag, verb reading and noun classes where its place allows them."""
    tokens = [token_of(match, masked) for match in TOKEN.finditer(masked.text)]
    # The full stop of "Co." or "Inc." behind a name ends nothing.
    tokens = [
        t
        for i, t in enumerate(tokens)
        if t.text != "." or not (0 < i < len(tokens) - 1 and tokens[i - 1].sort in ("org", "name"))
    ]
    if not QUOTES.isdisjoint(masked.text):
        for before_it, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if {before_it.text, after.text} <= QUOTES and token.sort == "word":
                token.tag = token.tag or "quoted"  # an analyst's "buy" is no purchase
        tokens = [t for t in tokens if t.text not in QUOTES]
    tokens = without_hyphens(tokens)
    grammar, longest = load(), longest_phrases()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        known = token.sort == "word" and token.text in longest
        index += read_word(tokens, index, grammar, longest[token.text]) if known else 1
    return tokens


@lru_cache(maxsize=50_000)
def tag_of(word: str) -> str:
    """What a small word is; an adverb by its ending; nothing for other words."""
    grammar = load()
    known = word in grammar.verbs or word in grammar.nouns
    adverb = word.endswith("ly") and not known and word not in NO_ADVERBS
    return grammar.closed.get(word, "adverb" if adverb else "")


NO_ADVERBS = words("family assembly italy july only early daily monthly weekly friendly costly likely rely apply reply")


def token_of(match: re.Match[str], masked: Masked) -> Token:
    """A token by its first character."""
    text = match[0]
    at, end = match.span()
    if text[0].isalnum():
        return Token("word", text, at, end, tag=tag_of(text))
    if text == "'s" or (text == "'" and at and masked.text[at - 1] in "s\ue000"):
        return Token("own", text, at, end)
    if text == ",":
        return Token("comma", text, at, end)
    if text in STOPS or text == "--":
        return Token("stop", text, at, end)
    if len(text) == 1 and text >= "\ue000":
        sort = next(sort for least, sort in SORTS if ord(text) >= least)
        found = masked.marks.get(text)
        if sort == "name" and isinstance(found, Mention):
            last = found.who[0].name.casefold().rpartition(" ")[2]
            if found.who[0].name.startswith("Series "):
                return Token("word", "series", at, end, tag=tag_of("series"))
            if load().nouns.get(last, frozenset()) & {"deal", "order", "partnership", "venture", "goods"}:
                return Token("word", last, at, end, tag=tag_of(last))  # "PPA", "LNG", "Scheme Implementation Agreement"
        return Token(sort, text, at, end, masked.mentions(text) if sort == "org" else ())
    return Token("word", text, at, end, tag=tag_of(text))


def read_word(tokens: list[Token], index: int, grammar: Grammar, longest: int) -> int:
    """Give a token its verb or its noun classes; how many tokens were read."""
    token = tokens[index]
    if token.tag in ("determiner", "modal", "conjunction"):
        return 1
    for count in range(longest, 0, -1):
        phrase = phrase_at(tokens, index, count)
        if phrase is None:
            continue
        noun = grammar.nouns.get(phrase)
        readings = grammar.verbs.get(phrase)
        if noun is None and readings is None:
            continue
        verb = fitting(tokens, index, readings) if readings and not token.tag else None
        if verb is not None and not ((noun or verb.form != "base") and nominal(tokens, index, verb, bool(noun))):
            token.verb = verb
            for other in tokens[index + 1 : index + count]:
                other.tag = "particle"
            return count
        if noun is not None and not token.tag and not purpose(tokens, index):
            last = tokens[index + count - 1]
            last.noun = noun
            for other in tokens[index : index + count - 1]:
                other.tag = "part"
            return count
    return 1


LEADING = frozenset({"led", "backed", "owned", "controlled"})


def without_hyphens(tokens: list[Token]) -> list[Token]:
    """The tokens with "London-listed" read as one adjective, in which nobody lists anything."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        if token.text == "-" and 0 < index < len(tokens) - 1:
            left, right = tokens[index - 1], tokens[index + 1]
            if left.end == token.at and token.end == right.at and right.sort == "word" and right.text not in LEADING:
                right.tag = "part"
                continue
        kept.append(token)
    return kept


def purpose(tokens: Sequence[Token], index: int) -> bool:
    """Whether "order" belongs to "in order to"."""
    return (
        tokens[index].text == "order"
        and 0 < index < len(tokens) - 1
        and (tokens[index - 1].text, tokens[index + 1].text) == ("in", "to")
    )


LONGEST_PHRASE = 3


@cache
def longest_phrases() -> dict[str, int]:
    """The first word of every noun and verb that is known, and how many words the longest of them has."""
    grammar = load()
    longest: dict[str, int] = {}
    for phrase in (*grammar.nouns, *grammar.verbs):
        words = phrase.split(" ")
        longest[words[0]] = max(longest.get(words[0], 1), min(len(words), LONGEST_PHRASE))
    return longest


def phrase_at(tokens: list[Token], index: int, count: int) -> str | None:
    """The words of so many tokens; None where one of them is no word."""
    if count == 1:
        return tokens[index].text
    part = tokens[index : index + count]
    if len(part) < count or any(token.sort != "word" for token in part):
        return None
    return " ".join(token.text for token in part)


def before(tokens: Sequence[Token], index: int) -> Token | None:
    """The token before this one, adverbs skipped."""
    index -= 1
    while index >= 0 and tokens[index].sort == "word" and tokens[index].tag == "adverb":
        index -= 1
    return tokens[index] if index >= 0 else None


def fitting(tokens: list[Token], index: int, readings: tuple[Verb, ...]) -> Verb | None:
    """The reading of a verb form that its place allows."""
    first = before(tokens, index)
    helped = first.tag if first is not None and first.sort == "word" else ""
    forms = {verb.form: verb for verb in readings}
    if helped in ("be", "have") or (first is not None and first.text in ("get", "gets", "got")):
        if "done" in forms:
            return forms["done"]
        return forms.get("ing") if helped == "be" else None
    if helped in ("modal", "do") or (first is not None and first.text == "to"):
        return forms.get("base") or forms.get("ing")  # "agreed to buy", "committed to buying"
    for form in ("past", "s", "ing", "done"):
        if form in forms:
            return forms[form]
    listed = index > 2 and tokens[index - 1].sort == "org" and tokens[index - 2].text == "and"  # "A and B agree"
    listed = listed and any(load().classes[verb.base] & JOINT for verb in readings)
    return forms.get("base") if listed or (first is not None and plural(first)) else None


JOINT = frozenset({"agree", "partner", "merge"})
"""Classes of verbs that several do together."""


def plural(token: Token) -> bool:
    """Whether the bare form of a verb can follow: "they buy", "Apple and Google plan", "the firms say"."""
    if token.sort == "org":
        return len(token.mentions) > 1 or any(len(m.who) > 1 for m in token.mentions)
    return (token.sort == "word" and not token.tag and token.text.endswith("s")) or token.text in PLURAL


PLURAL = frozenset({"they", "we", "who", "that", "which", "and", "or", "both", "people"})


def nominal(tokens: list[Token], index: int, verb: Verb, noun: bool) -> bool:
    """Whether a word that can be noun or verb is a noun here: "the order", "Airbus's offer", "for purchase"."""
    first = before(tokens, index)
    if verb.form == "ing":  # "the leasing company", "plane leasing company"
        if tokens[index].text in ("funding", "financing", "holding", "holdings", "offering") and (
            first is None or first.tag != "be"
        ):
            return True
        described = first is not None and first.sort == "word" and not first.tag and first.verb is None
        return first is not None and (described or first.sort == "own" or first.tag == "determiner")
    if verb.form in ("past", "done"):  # "its planned acquisition", "a hostile bid"
        described = noun and first is not None and first.sort == "word" and not first.tag and first.verb is None
        same = tokens[index].text == verb.base
        before_noun = first is not None and first.tag == "preposition" and first.text != "by"  # "of preferred stock"
        return first is not None and (
            first.sort == "own" or first.tag == "determiner" or before_noun or (same and described)
        )
    if not noun:
        return first is not None and first.sort == "own"  # "off Sinclair's hands"
    if first is None:
        return True
    if first.tag in ("modal", "do") or first.text in ("to", "who", "which", "that"):
        return False
    if first.sort in ("own", "money", "quantity", "date") or first.tag in ("determiner", "preposition", "be", "have"):
        return True
    following = next((t for t in tokens[index + 1 : index + 4] if t.tag not in ("adverb", "preposition")), None)
    if first.sort == "org":  # "Microsoft orders 100 jets" against "the Boeing order was"
        plural = len(first.mentions) > 1
        starts = following is not None and (
            following.sort in ("org", "money", "quantity", "name") or following.tag in ("determiner", "")
        )
        return not (starts and following is not None and following.sort != "stop" and (verb.form == "s" or plural))
    return not (
        first.sort == "word"
        and first.text.endswith("s")
        and verb.form == "base"
        and following is not None
        and following.tag == "determiner"
    )
