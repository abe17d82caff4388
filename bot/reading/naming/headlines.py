"""The names of a line in which every word has a capital: "Velsta Signs Pact With Quorath", "VELSTA BUYS QUORATH".

Capitals tell nothing there. A name is what the text below names; failing that, words that are not English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.model import Span
from bot.reading.lexicon import Lexicon
from bot.reading.naming.capitals import Word

LONGEST_KNOWN = 4


def names_in(text: str, words: Sequence[Word], known: Callable[[str], bool], lexicon: Lexicon) -> Iterator[Span]:
    """Where names stand among the words of such a line, from left to right; `known` tells what the text names below."""
    at = 0
    while at < len(words):
        size = _known(text, words[at : at + LONGEST_KNOWN], known)
        if not size:
            size = _strange(words[at:], lexicon)
            if size and _nobody(text[words[at].start : words[at + size - 1].end], lexicon):
                at += size
                continue
        if size:
            yield Span(words[at].start, words[at + size - 1].end)
        at += size or 1


def _known(text: str, words: Sequence[Word], known: Callable[[str], bool]) -> int:
    """How many of the words are a name of the text below, the longest first."""
    for size in range(len(words), 0, -1):
        form = text[words[0].start : words[size - 1].end]
        if len(form) > 2 and known(form):
            return size
    return 0


def _strange(words: Sequence[Word], lexicon: Lexicon) -> int:
    """How many of the words are not English, with what may end a firm's name behind them ("Velsta Energy")."""
    size = 0
    for word in words:
        if not (strange(word.text, lexicon) or (size and word.text.capitalize() in lexicon.endings)):
            break
        size += 1
    return size


def _nobody(form: str, lexicon: Lexicon) -> bool:
    """Whether such words name a place, a product or a person."""
    return form.title() in lexicon.places or form in lexicon.products or form.split()[0].title() in lexicon.given


def strange(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is neither English nor a place's, nor anything else that is nobody's name."""
    if len(word) < 3 or not word[0].isupper() or "-" in word or lexicon.ordinary(word):
        return False
    plain = word.capitalize() if word.isupper() else word
    if plain in lexicon.demonyms or plain.lower() in lexicon.nouns:
        return False
    lists = (lexicon.starters, lexicon.calendar, lexicon.places, lexicon.initials, lexicon.media, lexicon.titles)
    others = (lexicon.markets, lexicon.regulators)
    return not any({word, plain} & listed for listed in (*lists, *others))
