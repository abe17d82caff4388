"""What points to an organisation without naming it: "it", "the Taiwanese company", "the carmaker", "the two companies".

Each such word is resolved to the organisation that fits: by the country and the kind of company that the text or the
vocabulary gives it, else to the subject that was last spoken of. Where nobody fits, it points nowhere and stays an
ordinary word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon
from bot.reading.naming.organisations import Mention, Named

GENERIC = words(
    "company firm group business corporation startup start-up giant organisation organization outfit "
    "conglomerate enterprise maker parent"
)
PLURAL = words(
    "companies firms groups sides parties partners businesses organisations organizations pair duo "
    "startups giants carmakers automakers chipmakers"
)
# Where a pointing word may stand. No look behind, which would make it slow: that no letter stands before is seen after.
POINTS = re.compile(
    r"[Hh](?:is|er) (?:company|firm|group|startup|start-up)\b|[Ii]ts?\b|[Tt]he(?:y|ir)\b|[Bb]oth |[Tt](?:he|his|hat) "
)
TWO = re.compile(
    r"(?:[Tt]he|[Bb]oth) (?:two |three |four )?"
    r"(?:companies|firms|groups|sides|parties|partners|businesses|pair|duo|organi[sz]ations)\b"
    r"|[Tt]he two(?= (?:will|have|are|plan|said|agreed|had|would|signed|also|say))"
)
TOKEN = re.compile(r"([\w-]{1,24})(?:[.'’][\w.'’-]{0,12})?")
OF_ANOTHER = re.compile(r" (?:of|in) (?:the |its )?[A-Z]")
"""What follows a noun that describes somebody else: "the maker of ChatGPT", "the company in Oslo"."""
NAMED_NEXT = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w&-]")
"""A name right behind the noun: "the analytics firm Tableau" is no company that was named before."""
MOST_ADJECTIVES = 4
MOST_LISTED = 5
SMALL = words(
    "of in to for by and with from at on as the a an that which who this these those is are was were will has have had we it"
)
"""What ends the words that describe: "the sale of the company" is no company."""


class Pointing(NamedTuple):
    """A pointing word: "it", "they", "his company", "the two companies", or a noun with what describes it."""

    span: Span
    word: str
    noun: str = ""
    adjectives: tuple[str, ...] = ()


EXPLETIVE = re.compile(
    r"(?:['’]s| is| was| has been| had been| would be| will be| may be| might be| became| remains?| seems?| appears?| looks?| takes?| took| turned out| emerged| makes? sense)"
    r"(?: not| also| now| still| widely| being| yet| currently| far| too| only| even)*"
    r" ?(?:unclear|clear|un\w+|said|reported|agreed|expected|possible|likely|hoped|understood|believed|thought|known|estimated|time|hard|easy|difficult|important|true|worth|the \w+ (?:that|time)|how|why|what|that|to)\b"
)
EXPLETIVE_BEFORE = re.compile(r"\b(?:let|make[s]?|made|makes|find|found|consider|as) $")


class Recent:
    """Who was named so far, by what the text calls them: the last carmaker, the last Taiwanese company."""

    def __init__(self) -> None:
        self.by_noun: dict[str, Named] = {}
        self.by_country: dict[str, Named] = {}

    def add(self, named: Named) -> None:
        """Let somebody be the last of all that they are called."""
        for noun in named.nouns:
            self.by_noun[noun] = named
        if named.country:
            self.by_country[named.country] = named


class Before(Recent):
    """Who stands before a pointing word in its own sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.first: tuple[Named, ...] = ()
        self.group: tuple[Named, ...] = ()
        self.named: dict[int, Mention] = {}
        self.ends: dict[tuple[int, ...], int] = {}

    def take(self, mention: Mention) -> None:
        """Let a mention be before what comes."""
        self.first = self.first or mention.who
        self.group = mention.who if len(mention.who) > 1 else self.group
        self.ends[tuple(map(id, mention.who))] = mention.span.end
        for who in mention.who:
            self.add(who)
            if len(self.named) <= MOST_LISTED:
                self.named.setdefault(id(who), mention)

    @property
    def two(self) -> tuple[Named, ...]:
        """Whom "the companies" may mean."""
        return two_of(list({m.span: m for m in self.named.values()}.values()))

    @property
    def both(self) -> tuple[Named, ...]:
        """The two organisations that stand before, where there are just two."""
        return self.two if len(self.named) == 2 else ()


def resolve(text: str, sentences: list[Span], cast: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """All mentions in order, the pointing ones resolved among them."""
    names = [m for m in cast if m.who[0].party]
    others = [m for m in cast if not m.who[0].party]
    employers = affiliations(text, cast)
    found: list[Mention] = []
    subject: tuple[Named, ...] = ()
    pair: tuple[Named, ...] = ()
    recent = Recent()
    position = 0
    for sentence in sentences:
        here: list[Mention] = []
        while position < len(names) and names[position].span.start < sentence.end:
            here.append(names[position])
            recent.add(names[position].who[0])
            position += 1
        pointing = pointers(text, sentence, here, subject, pair, recent, lexicon, employers)
        mentions = sorted([*here, *pointing], key=lambda m: m.span)
        found += mentions
        first = next((m for m in mentions if len(m.who) == 1), None)
        subject = first.who if first is not None else subject
        named = {id(who) for m in mentions for who in m.who}
        several = two_of(mentions)
        pair = several if len(named) == 2 or len(several) > 2 or not pair else pair
    return sorted([*found, *others], key=lambda m: m.span)


STOP = re.compile(r"[.;:\n]")


def affiliations(text: str, cast: list[Mention]) -> list[tuple[int, tuple[Named, ...]]]:
    """Whose man or woman each person is, where the text says so: the organisation right before the person
    ("OpenAI chief executive Sam Altman"), with the place of the person."""
    return [
        (b.span.start, a.who)
        for a, b in pairwise(cast)
        if a.who[0].party
        and b.who[0].sort == "person"
        and 0 < b.span.start - a.span.end < 40
        and not STOP.search(text, a.span.end, b.span.start)
    ]


LISTED = 8
"""So few characters stand between the names of a list."""


def two_of(mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """Whom "the companies" may mean next: a list of three or four that opens a sentence, else the first two named."""
    distinct = list({id(who): who for m in mentions for who in m.who}.values())
    close = sum(b.span.start - a.span.end < LISTED for a, b in pairwise(mentions[:5]))
    count = min(close + 1, 4) if close >= 2 else 2
    return tuple(distinct[:count]) if len(distinct) >= 2 else ()


def pointers(
    text: str,
    sentence: Span,
    here: list[Mention],
    subject: tuple[Named, ...],
    pair: tuple[Named, ...],
    recent: Recent,
    lexicon: Lexicon,
    employers: Sequence[tuple[int, tuple[Named, ...]]],
) -> list[Mention]:
    """The pointing words of one sentence that find somebody."""
    found: list[Mention] = []
    before, at = Before(), 0
    for match in POINTS.finditer(text, sentence.start, sentence.end):
        pointing = read_pointing(text, match, sentence.end, lexicon)
        if pointing is None:
            continue
        span = pointing.span
        while at < len(here) and here[at].span.end <= span.start:
            before.take(here[at])
            at += 1
        if at < len(here) and here[at].span.start <= span.end + bool(pointing.noun):
            continue  # part of a name; or "the chip designer Arm", which names whom it means
        if (pointing.noun and NAMED_NEXT.match(text, span.end)) or (
            text.startswith(" that ", span.end) and (pointing.noun or pointing.word == "two")
        ):
            continue  # "the analytics firm Tableau", "the businesses that Bayer had to give up"
        if at and pointing.noun and text[here[at - 1].span.end : span.start] == ", ":
            continue  # "BMW, the German carmaker, said"
        who = points_to(text, pointing, before, subject, pair, recent, lexicon, employers)
        # "its" of somebody named earlier in the sentence adds nobody, and would stand in the way of the rules.
        end = before.ends.get(tuple(map(id, who))) if pointing.word in ("its", "their") else None
        if who and (end is None or " that " in text[end : span.start]):
            found.append(Mention(span, who, pointing=True))
            before.take(found[-1])
    return found


def read_pointing(text: str, match: re.Match[str], end: int, lexicon: Lexicon) -> Pointing | None:
    """The pointing word that begins here, if one does."""
    start = match.start()
    if text[start - 1 : start].isalnum():
        return None  # "with", "commit"
    if match[0][-1] != " ":
        return Pointing(Span(start, match.end()), match[0].lower())
    two = TWO.match(text, start, end)
    if two is not None:
        return Pointing(Span(start, two.end()), "two")
    if match[0][0] in "bB":
        return None
    adjectives: list[str] = []
    at = match.end()
    while len(adjectives) <= MOST_ADJECTIVES and (token := TOKEN.match(text, at, end)) is not None:
        word, stop, at = token[1], token.end(1), token.end() + 1
        if word in lexicon.nouns and OF_ANOTHER.match(text, stop) is None:
            noun = Pointing(Span(start, stop), "noun", word, tuple(adjectives))
            return None if word in PLURAL else noun
        word = token[0]
        if text[token.end() : at] != " " or word in SMALL:
            return None
        adjectives.append(word)
    return None


def points_to(
    text: str,
    pointing: Pointing,
    before: Before,
    subject: tuple[Named, ...],
    pair: tuple[Named, ...],
    recent: Recent,
    lexicon: Lexicon,
    employers: Sequence[tuple[int, tuple[Named, ...]]],
) -> tuple[Named, ...]:
    """Whom one pointing word means; nobody where none fits."""
    word, nearest = pointing.word, before.first or subject
    if word == "noun":
        return described(pointing, nearest, before, recent, lexicon)
    if word == "two":
        return before.two or pair
    if word in ("they", "their") and len(nearest) < 2:
        return before.group or (nearest if word == "their" else before.both or pair)
    if word == "it" and (
        EXPLETIVE.match(text, pointing.span.end)
        or EXPLETIVE_BEFORE.search(text[max(0, pointing.span.start - 12) : pointing.span.start])
    ):
        return ()
    if word in ("it", "its", "they", "their"):
        return nearest if len(nearest) == 1 else ()
    place = bisect_left(employers, pointing.span.start, key=lambda found: found[0])  # "his company"
    return employers[place - 1][1] if place else ()


def described(
    pointing: Pointing, nearest: tuple[Named, ...], before: Before, recent: Recent, lexicon: Lexicon
) -> tuple[Named, ...]:
    """Whom "the Taiwanese company" or "the carmaker" means."""
    demonyms = [word for word in pointing.adjectives if word in lexicon.demonyms]
    if demonyms:
        countries = [lexicon.demonyms[word] for word in demonyms]
        if len(nearest) == 1 and (nearest[0].country in countries or not nearest[0].nouns.isdisjoint(demonyms)):
            return nearest
        told = [near.by_country.get(code) for near in (before, recent) for code in countries]
        told += [near.by_noun.get(word) for near in (before, recent) for word in demonyms]
        return tuple(named for named in told if named is not None)[:1]
    if pointing.noun in GENERIC:
        return nearest if len(nearest) == 1 and (len(pointing.adjectives) < 2 or pointing.noun != "group") else ()
    last = before.by_noun.get(pointing.noun) or recent.by_noun.get(pointing.noun)
    return (last,) if last is not None else ()
