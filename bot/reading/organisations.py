"""Who is named in a text: organisations with all their forms, told apart from people, places, media and products.

The steps are in `cast`. A name of the vocabulary is known at once; any other is judged by its own words ("Nemaska
Lithium", "Tink AB"), by what stands around it anywhere in the text ("startup Tink", "Tink said", "Tink, a Swedish
fintech") and by what speaks against it ("Chris Boshoff", "the Gemini model", "in Louisville"). What "the company" and
"it" point to is settled later, in `references`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from bot.language.names import key, strip_legal
from bot.model import Span
from bot.reading import surroundings
from bot.reading.capitals import Run, runs
from bot.reading.lexicon import Lexicon
from bot.reading.vocabulary import Vocabulary

Sort = Literal["organisation", "likely", "person", "place", "medium", "thing"]
"""`likely` is a name that nothing speaks against, but little for."""


@dataclass(slots=True, eq=False)
class Named:
    """Somebody or something that the text names, with every form it is given."""

    name: str
    sort: Sort
    forms: set[str] = field(default_factory=set)
    known: bool = False
    country: str = ""
    nouns: set[str] = field(default_factory=set)

    @property
    def party(self) -> bool:
        """Whether it can be a party to a deal."""
        return self.sort in ("organisation", "likely")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text where somebody is named, or (`pointing`) pointed to: "it", "the two companies"."""

    span: Span
    who: tuple[Named, ...]
    pointing: bool = False


def cast(text: str, sentences: list[Span], vocabulary: Vocabulary, lexicon: Lexicon) -> list[Mention]:
    """Every place where somebody is named, in order: known names first, the others by all that is around them."""
    book = Book(text, lexicon)
    for sentence in sentences:
        rest = list(runs(text, sentence, lexicon))
        for find in vocabulary.find(text, sentence):
            rest = book.add_known(find.span, find.company.name, find.company.country, rest, doubtful=find.ambiguous)
        for run in rest:
            book.seen[text[run.span.start : run.span.end]].append(run)
    book.judge()
    book.link()
    return book.close()


ORDINARY = ("ing", "ly", "ed", "ion", "ions", "ic", "ment", "ments", "al", "ous", "ive", "ers", "ists", "ies", "ness")
"""Endings of ordinary words that open sentences."""


class Book:
    """The names of one article while they are being sorted out."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.by_form: dict[str, Named] = {}
        self.mentions: list[Mention] = []
        self.seen: defaultdict[str, list[Run]] = defaultdict(list)

    def add_known(self, span: Span, name: str, country: str, rest: list[Run], *, doubtful: bool) -> list[Run]:
        """Take a name of the vocabulary, with the run it stands in ("Blackstone Real Estate Partners")."""
        left: list[Run] = []
        for run in rest:
            if not run.span.touches(span):
                left.append(run)
                continue
            before = tuple(word for word in run.words if word.end <= span.start)
            after = tuple(word for word in run.words if word.start >= span.end)
            if doubtful and (len(run.words) > 1 or run.opens or run.headline) and not self.speaks_for(span):
                return rest
            if before:
                left.append(Run(before, opens=run.opens, headline=run.headline))
            if after and after[-1].text in self.lexicon.endings:
                span = Span(span.start, after[-1].end)
            elif after:
                left.append(Run(after, opens=False, headline=run.headline))
        named = self.by_form.setdefault(key(name), Named(name, "organisation", known=True, country=country))
        named.forms.add(self.text[span.start : span.end])
        self.by_form.setdefault(key(self.text[span.start : span.end]), named)
        self.mentions.append(Mention(span, (named,)))
        return left

    def speaks_for(self, span: Span) -> bool:
        """Whether the words around a doubtful name tell an organisation."""
        if surroundings.weigh(self.text, span, self.lexicon).organisation > 0:
            return True
        return surroundings.AGENT.match(self.text, span.end) is not None

    def judge(self) -> None:
        """Sort every unknown name, the surest first, so that a surname finds its person."""
        surnames: set[str] = set()
        todo: list[tuple[str, list[Run], Sort | None]] = []
        for form, seen in sorted(self.seen.items(), key=lambda item: -len(item[1][0].words)):
            sort = self.sort_of(form, seen)
            if sort == "person" and len(seen[0].words) > 1:
                surnames.add(form.split()[-1])
                self.take(form, seen, sort)
            else:
                todo.append((form, seen, sort))
        for form, seen, sort in todo:
            if form in surnames or (form.split()[-1] in surnames and len(seen[0].words) <= 2):
                self.take(form, seen, "person")
            elif sort is not None:
                self.take(form, seen, sort)

    def take(self, form: str, seen: list[Run], sort: Sort) -> None:
        """Enter a name with all its places."""
        short = strip_legal(form)
        named = self.by_form.setdefault(key(short), Named(short, sort))
        if named.sort == "likely" and sort == "organisation":
            named.sort = sort
        named.forms.add(form)
        named.nouns |= surroundings.nouns(self.text, [run.span for run in seen], self.lexicon)
        self.mentions += [Mention(run.span, (named,)) for run in seen]

    def sort_of(self, form: str, seen: list[Run]) -> Sort | None:
        """What an unknown name is; None for capitals that are nobody's name."""
        words = [word.text for word in seen[0].words]
        if sort := self.listed(form, words):
            return sort
        if form.isupper() and len(form) > 4 and all(run.opens for run in seen) and form.isalpha():
            return "place"  # a dateline: "HOUSTON, July 18"
        legal = words[-1] in self.lexicon.legal or f"{words[-1]}." in self.lexicon.legal
        if not legal and all(run.headline for run in seen):
            return None
        total = surroundings.Weight()
        for run in seen:
            total = total + surroundings.weigh(self.text, run.span, self.lexicon)
        if len(words) > 1 and words[0] in self.lexicon.given and words[-1] not in self.lexicon.endings and not legal:
            return "organisation" if total.organisation > total.person + 1 else "person"
        if total.person > total.organisation and not legal:
            return "person"
        if len(words) == 1 and all(run.opens for run in seen) and self.ordinary(form, total.organisation):
            return None
        ending = len(words) > 1 and (
            words[-1] in self.lexicon.endings or words[0] in ("University", "Bank", "Ministry")
        )
        if legal or ending or (total.organisation > total.thing and total.organisation >= total.place):
            return "organisation"
        if total.place >= max(1, total.thing) or total.thing:
            return "place" if total.place >= total.thing else "thing"
        return "likely"

    def listed(self, form: str, words: list[str]) -> Sort | None:
        """What the word lists say of a name."""
        lexicon = self.lexicon
        bare = form.removeprefix("The ").removeprefix("the ")
        if bare in lexicon.places or form in lexicon.loud_places or bare in lexicon.demonyms:
            return "place"
        if bare in lexicon.media or bare in lexicon.markets or bare in lexicon.regulators:
            return "medium"
        if words[0] in lexicon.titles:
            return "person"
        if form in lexicon.initials or words[-1] in lexicon.things:
            return "thing"
        if all(word in lexicon.calendar or word in lexicon.starters for word in words):
            return "thing"
        return None

    def ordinary(self, form: str, signs: int) -> bool:
        """Whether a word that only ever opens sentences is more likely no name."""
        if self.shouts(form):
            return False
        if form.endswith(ORDINARY) or form in self.lexicon.starters or f" {form.lower()} " in self.text:
            return True
        return (
            signs < 1
            and re.search(rf"(?m)(?:^|[.”\"] ){re.escape(form)}(?:, (?:which|who|an?|the|of)| of [A-Z])", self.text)
            is None
        )

    @staticmethod
    def shouts(form: str) -> bool:
        """Whether a word is written as no ordinary word is at the start of a sentence: "BMW", "xAI", "CoreWeave"."""
        return sum(c.isupper() for c in form) > 1 or form[0].islower() or any(c.isdigit() for c in form)

    def link(self) -> None:
        """Make one of two when a shorter name is the beginning, or the initials, of exactly one longer name."""
        parties = {id(n): n for n in self.by_form.values() if n.party}
        counted = Counter(id(mention.who[0]) for mention in self.mentions)
        longer = sorted(parties.values(), key=lambda n: -len(n.name))
        for short in sorted(parties.values(), key=lambda n: len(n.name)):
            homes = [n for n in longer if n is not short and begins(n, short) and not (n.known and short.known)]
            if short.known or len(homes) != 1:
                continue
            self.merge(short, homes[0])
            if not homes[0].known and counted[id(short)] > counted[id(homes[0])]:
                homes[0].name = short.name  # what the text mostly says: "Mars", rather than its unit "Mars Snacking"
        self.link_bracketed()

    def link_bracketed(self) -> None:
        """ "Hon Hai Precision Industry Co. (Foxconn)", "X, better known as Y": two names of one organisation."""
        ordered = sorted(self.mentions, key=lambda m: m.span)
        for left, right in pairwise(ordered):
            between = self.text[left.span.end : right.span.start]
            after = self.text[right.span.end : right.span.end + 2]
            a, b = left.who[0], right.who[0]
            if a is b or not (a.party and b.sort in ("organisation", "likely", "thing")):
                continue
            if surroundings.ALIAS.fullmatch(between) and (
                not between.rstrip().endswith(("(", '"', "“")) or after[:1] in ')"”'
            ):
                if a.known and b.known:
                    continue
                self.merge(b, a) if not b.known else self.merge(a, b)

    def merge(self, lost: Named, kept: Named) -> None:
        """Let one stand for both."""
        kept.forms |= lost.forms
        kept.nouns |= lost.nouns
        kept.sort = "organisation" if "organisation" in (kept.sort, lost.sort) else kept.sort
        kept.country = kept.country or lost.country
        for form, named in self.by_form.items():
            if named is lost:
                self.by_form[form] = kept
        self.mentions = [Mention(m.span, (kept,)) if m.who[0] is lost else m for m in self.mentions]

    def close(self) -> list[Mention]:
        """Every place in order; where two overlap, the longer stays."""
        ordered: list[Mention] = []
        for mention in sorted(self.mentions, key=lambda m: (m.span.start, -m.span.end)):
            if not ordered or mention.span.start >= ordered[-1].span.end:
                ordered.append(mention)
        return ordered


def begins(long: Named, short: Named) -> bool:
    """Whether one name is how the other is shortened."""
    a, b = key(long.name).split(), key(short.name).split()
    if len(b) < len(a) and a[: len(b)] == b:
        return True
    initials = "".join(word[0] for word in long.name.split() if word[0].isupper()).casefold()
    return len(b) == 1 and len(b[0]) >= 2 and len(a) >= 2 and b[0] == initials
