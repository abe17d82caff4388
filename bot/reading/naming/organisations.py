"""Who is named in a text: organisations with all their forms, told apart from people, places, media and products.

The steps are in `cast`. A name of the vocabulary is known at once; any other is judged by its own words ("Nemaska
Lithium", "Tink AB") and by what stands around it anywhere in the text (`judging`); then the forms of one name are
brought together. What "the company" and "it" point to is settled later, in `references`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from bot.language.names import key, strip_legal
from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon
from bot.reading.naming import judging, surroundings
from bot.reading.naming.capitals import Run, Word, pieces, run_of, runs
from bot.reading.naming.headlines import names_in
from bot.reading.naming.shortening import homes_of
from bot.reading.naming.states import states
from bot.reading.naming.vocabulary import NameFind, Vocabulary

Sort = Literal["organisation", "likely", "person", "place", "medium", "thing"]
"""`likely` is a name that nothing speaks against, but little for."""


@dataclass(slots=True, eq=False)
class Named:
    """Somebody or something that the text names, with every form it is given."""

    name: str
    sort: Sort
    forms: set[str] = field(default_factory=set)
    known: bool = False
    sure: bool = False
    """Whether the vocabulary knows it by a form that fits nobody else: "Delta Electronics", but not "Delta"."""
    country: str = ""
    nouns: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    """Forms that go on behind a known name, and may be a unit's own: "General Dynamics Land Systems"."""

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
        rest = runs(text, sentence, lexicon)
        for run in book.known_in(rest, vocabulary.find(text, sentence)):
            book.seen[text[run.span.start : run.span.end]].append(run)
    book.settle_longer()
    book.settle_doubts()
    book.judge()
    book.add_states()
    book.link()
    return book.close()


class Book:
    """The names of one article while they are being sorted out."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.by_form: dict[str, Named] = {}
        self.mentions: list[Mention] = []
        self.seen: defaultdict[str, list[Run]] = defaultdict(list)
        self.merged: dict[int, Named] = {}
        self.doubts: list[tuple[NameFind, Run]] = []
        self.longer: defaultdict[str, list[tuple[NameFind, Run]]] = defaultdict(list)

    def known_in(self, found: Iterable[Run], finds: Iterable[NameFind]) -> Iterator[Run]:
        """Take the names of the vocabulary out of the runs of a sentence, and give what is left of the runs."""
        left = iter([*finds, None])
        find = next(left)
        for run in found:
            while find is not None and find.span.end <= run.span.start:
                self.add_known(find)
                find = next(left)
            whole: Run | None = run
            while find is not None and whole is not None and find.span.start < whole.span.end:
                before, whole = self.cut_out(whole, find)
                if before is not None:
                    yield before
                find = next(left)
            if whole is not None:
                yield whole
        while find is not None:
            self.add_known(find)
            find = next(left)

    def cut_out(self, run: Run, find: NameFind) -> tuple[Run | None, Run | None]:
        """What stands before and behind a known name in its run; all behind it where the name is not meant here."""
        before, after = pieces(run, find.span)
        sure = len(run.words) == 1 and not run.opens and not run.headline and not self.short_for(find)
        if find.ambiguous and not sure and (before or self.short_for(find) or not self.speaks_for(find.span)):
            if len(run.words) == 1:
                self.doubts.append((find, run))
                return None, None
            return None, run
        if after and not before and after[-1].text in self.lexicon.offshoots:
            return None, run  # "Salesforce Ventures" is a party of its own
        if after and not before and self.may_go_on(find, after):
            self.longer[self.text[find.span.start : after[-1].end]].append((find, run))
            return None, None
        if after and self.last_of(after) in self.lexicon.endings and after[0].start > find.span.end:
            find = NameFind(Span(find.span.start, after[-1].end), find.company, find.ambiguous)
            self.add_known(find, whole=False)
            return (run_of(before, opens=run.opens, headline=run.headline) if before else None), None
        self.add_known(find)
        return (
            run_of(before, opens=run.opens, headline=run.headline) if before else None,
            run_of(after, opens=False, headline=run.headline) if after else None,
        )

    def last_of(self, after: Sequence[Word]) -> str:
        """The last word of a name that tells something, so not "plc"; empty where there is none."""
        return next((word.text for word in reversed(after) if word.text not in self.lexicon.legal), "")

    def may_go_on(self, find: NameFind, after: Sequence[Word]) -> bool:
        """Whether the words behind a known name may make another name of it: "Siemens Gamesa", "SK On"."""
        lexicon, first, last = self.lexicon, after[0].text, self.last_of(after)
        if after[0].start != find.span.end + 1 or not last or any(c.isdigit() for c in first + last):
            return False
        if last in lexicon.endings:
            return find.ambiguous or find.span.end - find.span.start < 3
        if any(
            {first, last} & listed for listed in (lexicon.things, lexicon.designators, lexicon.titles, lexicon.calendar)
        ):
            return False
        if {first, last} & lexicon.given or last in lexicon.initials or last in REGIONS:
            return False
        return not lexicon.products & {first, last, last.removesuffix("s"), self.text[after[0].start : after[-1].end]}

    def settle_longer(self) -> None:
        """A known name with more words is another organisation where the text anywhere treats it as one; else it is
        the known one with something of its own ("Boeing Dreamliner")."""
        for form, places in self.longer.items():
            weights = [
                surroundings.weigh(self.text, run.span, self.lexicon) for _, run in places[: judging.MOST_PLACES]
            ]
            ends = places[0][1].words[-1].text in self.lexicon.endings
            if (ends or any(weight.organisation for weight in weights)) and not any(w.thing for w in weights):
                self.seen[form] += [run for _, run in places]
                continue
            for find, run in places:
                self.add_known(find)
                rest = run_of(pieces(run, find.span)[1], opens=False, headline=run.headline)
                self.seen[self.text[rest.span.start : rest.span.end]].append(rest)

    def short_for(self, find: NameFind) -> bool:
        """Whether a name is but the beginning of a known one, which may be somebody else's too: "Delta"."""
        form = key(self.text[find.span.start : find.span.end])
        return find.ambiguous and key(find.company.name).startswith(f"{form} ")

    def add_known(self, find: NameFind, *, whole: bool = True) -> None:
        """Enter a place of a known name; not `whole` where more stands there than the vocabulary knows."""
        company, form = find.company, self.text[find.span.start : find.span.end]
        named = self.by_form.setdefault(
            key(company.name), Named(company.name, "organisation", known=True, country=company.country)
        )
        if form not in named.forms:
            named.forms.add(form)
            self.by_form.setdefault(key(form), named)
        if not whole:
            named.units.add(form)
        named.sure = named.sure or not find.ambiguous
        if self.text[find.span.end : find.span.end + 1] in (",", " "):
            named.nouns |= surroundings.nouns(self.text, [find.span], self.lexicon)
        self.mentions.append(Mention(find.span, (named,)))

    def speaks_for(self, span: Span) -> bool:
        """Whether the words around a doubtful name tell an organisation."""
        weight = surroundings.weigh(self.text, span, self.lexicon)
        return weight.organisation > 0 or weight.agent > 0

    def settle_doubts(self) -> None:
        """A doubtful name at the head of a sentence is meant where the text means it elsewhere."""
        for find, run in self.doubts:
            if key(find.company.name) in self.by_form:
                self.add_known(find)
            else:
                self.seen[self.text[run.span.start : run.span.end]].append(run)

    def judge(self) -> None:
        """Sort every unknown name, the surest first, so that a surname finds its person."""
        self.split_pairs()
        self.join_possessives()
        self.keep_possessives()
        judge = judging.Judge(self.text, self.lexicon)
        surnames: set[str] = set()
        todo: list[tuple[str, list[Run], Sort | None]] = []
        for form, seen in sorted(self.seen.items(), key=lambda item: -len(item[1][0].words)):
            sort = judge.sort_of(form, seen, self.seen)
            if sort == "person" and len(seen[0].words) > 1:
                surnames.add(form.split()[-1])
                self.take(form, seen, sort)
            else:
                todo.append((form, seen, sort))
        for form, seen, sort in todo:
            if sort == "organisation" and form in surnames and judge.owned(seen):
                self.take(form, seen, sort)  # "an investor in Fisker", whose founder is called so too
            elif form in surnames or (form.split()[-1] in surnames and len(seen[0].words) <= 2):
                self.take(form, seen, "person")
            elif sort is not None:
                self.take(form, seen, sort)
        for _, seen, sort in todo:
            for run in seen if sort is None and seen[0].headline else ():
                self.read_headline(run)

    def read_headline(self, run: Run) -> None:
        """Enter the names of a line in which every word has a capital."""

        def known(form: str) -> bool:
            named = self.by_form.get(key(form))
            return named is not None and named.party and (form in named.forms or form.isupper())

        for span in names_in(self.text, run.words, known, self.lexicon):
            form = self.text[span.start : span.end]
            named = self.by_form.setdefault(key(form), Named(strip_legal(form), "likely"))
            if named.party:
                named.forms.add(form)
                self.mentions.append(Mention(span, (named,)))

    def split_pairs(self) -> None:
        """ "The OpenAI-Foxconn deal" names two, if the text names each of them elsewhere, or says that they merge."""
        for form in [form for form in self.seen if form.count("-") == 1 and " " not in form]:
            halves, seen = form.split("-"), self.seen[form]
            if not all(half in self.seen or key(half) in self.by_form for half in halves) and not (
                all(len(half) > 2 and half[0].isupper() for half in halves)
                and all(surroundings.PAIRED.match(self.text, run.span.end) for run in seen)
            ):
                continue
            for run in self.seen.pop(form):
                word, at = run.words[0], run.words[0].start + form.index("-")
                left = Word(form[: at - word.start], word.start, at)
                right = Word(form[at - word.start + 1 :], at + 1, word.end)
                self.seen[left.text].append(run_of((left,), opens=run.opens, headline=run.headline))
                self.seen[right.text].append(run_of((right,), opens=False, headline=run.headline))

    def join_possessives(self) -> None:
        """ "Pilgrim's Pride" is one name, if the text says it so more than once and never speaks of a Pilgrim alone."""
        ends = {run.span.start: run for seen in self.seen.values() for run in seen}
        for form, seen in list(self.seen.items()):
            follow = [ends.get(run.span.end + 3) for run in seen if self.text[run.span.end : run.span.end + 3] in OF]
            owned = {run.words[0].text for run in follow if run is not None}
            if len(follow) < len(seen) or len(seen) < 2 or len(owned) != 1 or None in follow:
                continue
            del self.seen[form]
            for run, after in zip(seen, follow, strict=True):
                assert after is not None
                rest = self.seen[self.text[after.span.start : after.span.end]]
                rest.remove(after)
                whole = run_of((*run.words, *after.words), opens=run.opens, headline=run.headline)
                self.seen[self.text[whole.span.start : whole.span.end]].append(whole)
        for form in [form for form, seen in self.seen.items() if not seen]:
            del self.seen[form]

    def keep_possessives(self) -> None:
        """The 's of "Sainsbury's and Asda agreed" is part of the name, since nothing follows that could be owned."""
        for form in list(self.seen):
            own = [run for run in self.seen[form] if surroundings.unowning(self.text, run.span)]
            if not own:
                continue
            self.seen[form] = [run for run in self.seen[form] if run not in own]
            for run in own:
                last = run.words[-1]
                whole = Word(f"{last.text}{self.text[last.end : last.end + 2]}", last.start, last.end + 2)
                self.seen[form + "'s"].append(run_of((*run.words[:-1], whole), opens=run.opens, headline=run.headline))
            if not self.seen[form]:
                del self.seen[form]

    def take(self, form: str, seen: list[Run], sort: Sort) -> None:
        """Enter a name with all its places."""
        short = strip_legal(form)
        if short in self.lexicon.starters:
            short = form  # "News Corp"
        named = self.by_form.setdefault(key(short), Named(short, sort))
        if named.sort == "likely" and sort == "organisation":
            named.sort = sort
        named.forms.add(form)
        if named.party:
            named.nouns |= surroundings.nouns(self.text, [run.span for run in seen], self.lexicon)
            named.country = named.country or self.lexicon.lands.get(form.partition(" ")[0], "")
        self.mentions += [Mention(run.span, (named,)) for run in seen]

    def add_states(self) -> None:
        """Governments under the name of their country: "the French state", "the Netherlands signed for nine"."""
        for span, name in list(states(self.text, self.mentions, self.lexicon)):
            named = self.by_form.setdefault(f"{key(name)} (state)", Named(name, "organisation"))
            named.forms.add(self.text[span.start : span.end])
            named.nouns.add("government")
            self.mentions.append(Mention(span, (named,)))

    def link(self) -> None:
        """Make one of two when a shorter name is the beginning, or the initials, of exactly one longer name."""
        parties = list({id(n): n for n in self.by_form.values() if n.party}.values())
        counted = Counter(id(mention.who[0]) for mention in self.mentions)
        homes = homes_of(parties, self.lexicon)
        for short in sorted(parties, key=lambda n: len(n.name)):
            called = min(map(key, short.forms), key=len, default="") if short.known else key(short.name)
            home = None if short.sure else homes.get(" ".join(called.split()))
            if home is None or home is short or self.of(home) is short:
                continue
            self.merge(short, home)
            shorter = key(home.name).startswith(called)
            if not home.known and shorter and counted[id(short)] > counted[id(home)]:
                home.name = short.name  # what the text mostly says: "Mars", rather than its unit "Mars Snacking"
        self.link_bracketed()

    def link_bracketed(self) -> None:
        """ "Hon Hai Precision Industry Co. (Foxconn)", "X, better known as Y": two names of one organisation."""
        text = self.text
        ordered = sorted((m for m in self.mentions if m.who[0].party or m.who[0].sort == "thing"), key=lambda m: m.span)
        ordered = [m for m in ordered if text[max(0, m.span.start - 2) : m.span.start].strip() not in (":", "$")]
        for left, right in pairwise(ordered):
            if not 0 < right.span.start - left.span.end < 60:
                continue
            between = BRACKET.sub("", text[left.span.end : right.span.start]).removeprefix(".")
            after = self.text[right.span.end : right.span.end + 2]
            a, b = self.of(left.who[0]), self.of(right.who[0])
            if a is b or not (a.party and b.sort in ("organisation", "likely", "thing")):
                continue
            if surroundings.ALIAS.fullmatch(between) and (
                not between.rstrip().endswith(("(", '"', "“")) or after[:1] in ')"”'
            ):
                if a.known and b.known:
                    continue
                self.merge(b, a) if not b.known else self.merge(a, b)

    def of(self, named: Named) -> Named:
        """Who stands for somebody by now."""
        while id(named) in self.merged:
            named = self.merged[id(named)]
        return named

    def merge(self, lost: Named, kept: Named) -> None:
        """Let one stand for both."""
        lost, kept = self.of(lost), self.of(kept)
        if lost is kept:
            return
        kept.forms |= lost.forms
        kept.nouns |= lost.nouns
        kept.sort = "organisation" if "organisation" in (kept.sort, lost.sort) else kept.sort
        kept.country = kept.country or lost.country
        self.merged[id(lost)] = kept

    def close(self) -> list[Mention]:
        """Every place in order; where two overlap, the longer stays."""
        ordered: list[Mention] = []
        for mention in sorted(self.mentions, key=lambda m: (m.span.start, -m.span.end, not m.who[0].party)):
            if not ordered or mention.span.start >= ordered[-1].span.end:
                who = self.of(mention.who[0])
                ordered.append(mention if who is mention.who[0] else Mention(mention.span, (who,)))
        return ordered


REGIONS = words("US USA U.S. UK U.K. America Europe Asia Africa")
"""What a group's arm there is called, as long as it has no other name: "T-Mobile USA"."""

OF = ("'s ", "’s ")
BRACKET = re.compile(r" ?\([^()]{0,40}\)")
