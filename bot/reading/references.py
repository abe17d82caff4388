"""What points to an organisation without naming it: "it", "the Taiwanese company", "the carmaker", "the two companies".

Each such word is resolved to the organisation that fits: by the country and the kind of company that the text or the
vocabulary gives it, else to the subject that was last spoken of. Where nobody fits, it points nowhere and stays an
ordinary word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon
from bot.reading.organisations import Mention, Named

GENERIC = words(
    "company firm group business corporation startup start-up giant organisation organization outfit "
    "conglomerate enterprise maker parent"
)
PLURAL = words(
    "companies firms groups sides parties partners businesses organisations organizations pair duo "
    "startups giants carmakers automakers chipmakers"
)
POINTS = (
    r"\b(?:(?P<his>[Hh]is|[Hh]er) (?:company|firm|group|startup|start-up)|(?P<it>[Ii]ts?|[Tt]hey|[Tt]heir)\b|(?P<two>(?:[Tt]he|[Bb]oth) (?:two |three |four )?(?:companies|firms|groups|sides|parties|partners|businesses|pair|duo|organi[sz]ations)|[Tt]he two(?= (?:will|have|are|plan|said|agreed|had|would|signed|also|say))|[Bb]oth sides)\b"
    r"|(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts) (?P<adjectives>(?:(?!(?:of|in|to|for|by|and|with|from|at|on|as) )[\w.'’-]{2,20} ){0,4}?)(?P<noun>{nouns})\b(?! (?:of|in) [A-Z]))"
)


@cache
def pointer(nouns: frozenset[str]) -> re.Pattern[str]:
    """The expression that finds every pointing word, for these words for a company."""
    return re.compile(POINTS.replace("{nouns}", "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))))


EXPLETIVE = re.compile(
    r"(?:['’]s| is| was| has been| had been| would be| will be| may be| might be| became| remains?| seems?| appears?| looks?| takes?| took| turned out| emerged| makes? sense)"
    r"(?: not| also| now| still| widely| being| yet| currently| far| too| only| even)*"
    r" ?(?:unclear|clear|un\w+|said|reported|agreed|expected|possible|likely|hoped|understood|believed|thought|known|estimated|time|hard|easy|difficult|important|true|worth|the \w+ (?:that|time)|how|why|what|that|to)\b"
)
EXPLETIVE_BEFORE = re.compile(r"\b(?:let|make[s]?|made|makes|find|found|consider|as) $")


class Recent:
    """Who was named so far, by what the text calls them: the last carmaker, the last Taiwanese company."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.by_noun: dict[str, Named] = {}
        self.by_country: dict[str, Named] = {}

    def add(self, named: Named) -> None:
        """Let somebody be the last of all that they are called."""
        for noun in named.nouns:
            self.by_noun[noun] = named
        if named.country:
            self.by_country[named.country] = named


def resolve(text: str, sentences: list[Span], cast: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """All mentions in order, the pointing ones resolved among them."""
    names = [m for m in cast if m.who[0].party]
    others = [m for m in cast if not m.who[0].party]
    employers = affiliations(text, cast)
    found: list[Mention] = []
    subject: tuple[Named, ...] = ()
    pair: tuple[Named, ...] = ()
    recent = Recent(lexicon)
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
        pair = two_of(mentions) or pair
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


def two_of(mentions: list[Mention]) -> tuple[Named, ...]:
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
    for match in pointer(lexicon.nouns).finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if any(m.span.touches(span) or (match["noun"] and m.span.start == span.end + 1) for m in here):
            continue  # "the chip designer Arm" names whom it means
        before = [m for m in (*here, *found) if m.span.end <= span.start]
        who = points_to(text, match, before, subject, pair, recent, employers)
        # "its" of somebody named earlier in the sentence adds nobody, and would stand in the way of the rules.
        own = (
            match["it"]
            and match["it"].casefold() in ("its", "their")
            and any(who == m.who and " that " not in text[m.span.end : span.start] for m in before)
        )
        if who and not own:
            found.append(Mention(span, who, pointing=True))
    return found


def points_to(
    text: str,
    match: re.Match[str],
    before: list[Mention],
    subject: tuple[Named, ...],
    pair: tuple[Named, ...],
    recent: Recent,
    employers: Sequence[tuple[int, tuple[Named, ...]]],
) -> tuple[Named, ...]:
    """Whom one pointing word means; nobody where none fits."""
    if match["his"]:
        place = bisect_left(employers, match.start(), key=lambda found: found[0])
        return employers[place - 1][1] if place else ()
    if match["two"]:
        return two_of(before) or pair
    nearest = min(before, key=lambda m: m.span).who if before else subject
    if match["it"]:
        if match["it"].casefold() in ("they", "their") and len(nearest) < 2:
            groups = [m.who for m in before if len(m.who) > 1]
            if groups or match["it"].casefold() == "their":
                return groups[-1] if groups else nearest
            named = list({id(who): who for m in before for who in m.who}.values())
            return tuple(named) if len(named) == 2 else pair
        if match["it"].casefold() == "it" and (
            EXPLETIVE.match(text, match.end())
            or EXPLETIVE_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        ):
            return ()
        return nearest if len(nearest) == 1 else ()
    return described(match, nearest, before, recent)


def described(
    match: re.Match[str], nearest: tuple[Named, ...], before: list[Mention], recent: Recent
) -> tuple[Named, ...]:
    """Whom "the Taiwanese company" or "the carmaker" means."""
    noun = match["noun"]
    if noun in PLURAL:
        return ()
    adjectives = match["adjectives"].split()
    demonyms = [word for word in adjectives if word in recent.lexicon.demonyms]
    if demonyms:
        countries = {recent.lexicon.demonyms[word] for word in demonyms}
        fits = [n for n in nearest if n.country in countries or not n.nouns.isdisjoint(demonyms)]
        if fits and len(nearest) == 1:
            return nearest
        last = last_of(before, lambda n: n.country in countries or not n.nouns.isdisjoint(demonyms))
        told = [recent.by_noun.get(word) for word in demonyms] + [recent.by_country.get(code) for code in countries]
        return last or tuple(n for n in told if n is not None)[:1]
    if noun in GENERIC:
        return nearest if len(nearest) == 1 and (len(adjectives) < 2 or noun != "group") else ()
    last = last_of(before, lambda n: noun in n.nouns)
    return last or tuple(n for n in (recent.by_noun.get(noun),) if n is not None)


def last_of(before: list[Mention], fits: Callable[[Named], bool]) -> tuple[Named, ...]:
    """The last organisation named in the sentence that fits."""
    return next(((who,) for m in reversed(before) for who in m.who if fits(who)), ())
