"""Every run of capitalised words in a text: the raw material from which names are made.

Says where a run stands and what it is made of, and cuts off what is no part of a name (sentence openers, titles,
adjectives of place). Whether the rest is an organisation, a person or a place is decided in `organisations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon

# Bounded everywhere: a word of a name is at most 40 characters, a run at most nine words.
WORD = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_](?:[^\W_]|[&+.’'/-](?=[^\W_])){0,39}\+?")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
LONGEST_RUN = 9
LEGAL_COMMA = re.compile(
    r", (?=(?:Inc|Ltd|LLC|L\.L\.C|LP|L\.P|LLP|Co|Corp|PLC|plc|S\.A|SA|N\.V|NV|AG|SE|GmbH|AB|Limited|Incorporated)\b)"
)


class Word(NamedTuple):
    """A word of the text, with its place."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is written as names are: a capital first, or inside ("iRobot", "3SBio", "xAI")."""
        first = self.text[0]
        return first.isupper() or ((first.islower() or first.isdigit()) and any(c.isupper() for c in self.text[1:]))


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that stand together. `opens` is true at the start of a sentence."""

    words: tuple[Word, ...]
    opens: bool
    headline: bool

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.words[0].start, self.words[-1].end)


def words_in(text: str, span: Span) -> list[Word]:
    """The words of a stretch of text; a possessive ending is no part of its word."""
    found = []
    for match in WORD.finditer(text, span.start, span.end):
        word, end = match[0], match.end()
        if (tail := POSSESSIVE.search(word)) is not None and tail.start() > 0:
            word, end = word[: tail.start()], match.start() + tail.start()
        found.append(Word(word, match.start(), end))
    return found


def is_headline(found: list[Word]) -> bool:
    """Whether capitals tell nothing here, because nearly every longer word has one."""
    long = [word for word in found if len(word.text) > 3 and word.text[0].isalpha()]
    return len(long) >= 4 and sum(word.text[0].isupper() for word in long) >= 0.75 * len(long)


def runs(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[Run]:
    """Each run of a sentence, from left to right."""
    found = words_in(text, sentence)
    headline = text[sentence.end - 1 : sentence.end] not in '.!?”"' and is_headline(found)
    current: list[Word] = []
    for index, word in enumerate(found):
        follows = current and joined(text, current[-1], word)
        if (word.capital and (not current or follows) and len(current) < LONGEST_RUN) or (
            follows and bridges(text, current, word, found[index + 1 : index + 3], lexicon)
        ):
            current.append(word)
        else:
            yield from finished(current, found, lexicon, headline=headline)
            current = [word] if word.capital else []
    yield from finished(current, found, lexicon, headline=headline)


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but a space, an ampersand or the comma of ", Inc." stands between two words."""
    between = text[left.end : right.start]
    if between == " " or between == " & ":
        return True
    if between == ". " and len(left.text) == 1:
        return True  # an initial: "J. P. Morgan"
    return between == ", " and LEGAL_COMMA.match(text, left.end) is not None


BRIDGE_AFTER = words(
    "Bank University Ministry Department Institute Government Republic Board Bureau School College "
    "Kingdom State Port Council Federation Association Agency Office House Commonwealth Authority "
    "Development Corporation Company Royal Society National Fund Centre Center Church Chamber Minister "
    "Secretary"
)


def bridges(text: str, current: list[Word], word: Word, after: list[Word], lexicon: Lexicon) -> bool:
    """Whether a small word goes on a name: "Bank of America", "Sociedad Química y Minera de Chile"."""
    if not after or word.text not in lexicon.joiners or not joined(text, word, after[0]):
        return False
    following = after[0]
    if word.text in ("of", "for"):
        return following.capital and any(w.text in BRIDGE_AFTER for w in current)
    if word.text in ("and", "&"):
        return False
    if word.text == "la" or not following.capital:
        return len(after) > 1 and following.text in lexicon.joiners and after[1].capital
    return True


def finished(current: list[Word], found: list[Word], lexicon: Lexicon, *, headline: bool) -> Iterator[Run]:
    """A run as it stands once what is no part of a name is cut off; nothing where nothing is left."""
    while current and current[-1].text in lexicon.joiners:
        current = current[:-1]
    if not current:
        return
    title = next((i for i, word in enumerate(current) if i and word.text in lexicon.titles), 0)
    if title:  # "BHP Chief Executive Mike Henry": a company and its man
        yield from finished(current[:title], found, lexicon, headline=headline)
        yield from finished(current[title:], found, lexicon, headline=headline)
        return
    opens = current[0].start == found[0].start
    kept = list(current)
    while kept and cut(kept, lexicon, opens=opens and kept[0] is current[0]):
        kept = kept[1:]
    while kept and kept[-1].text in lexicon.calendar and len(kept) > 1:
        kept = kept[:-1]
    if kept:
        yield Run(tuple(kept), opens=opens and len(kept) == len(current), headline=headline)


def cut(kept: list[Word], lexicon: Lexicon, *, opens: bool) -> bool:
    """Whether the first word of a run is no part of the name."""
    first = kept[0].text
    if first in lexicon.calendar:
        return True
    if opens and first in lexicon.starters and (len(kept) == 1 or kept[1].text not in lexicon.endings):
        return True
    if first in lexicon.demonyms or first.endswith("-based"):
        return len(kept) == 1 or kept[1].text not in lexicon.endings
    return False
