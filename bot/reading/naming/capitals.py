"""Every run of capitalised words in a text: the raw material from which names are made.

Says where a run stands and what it is made of, and cuts off what is no part of a name (sentence openers, titles,
adjectives of place). Whether the rest is an organisation, a person or a place is decided in `organisations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.language.currencies import currencies
from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑ-ΩА-Я"
# What goes on inside a word: letters, and marks that join them. A possessive ends it, and so does "-backed".
REST = r"(?:[^\W_]|[&+.](?=[^\W_])|!(?= [a-z&])|['’](?!s\b)(?=[^\W_])|[-‑](?=[^\Wa-z_]|[a-z]{1,3}(?![a-z]))|/(?=[A-Z]\b)|(?<=\b[A-Z][A-Z])/(?=[A-Z][A-Z]\b)){0,39}\+?"
WORD = (
    rf"(?:(?:[{UPPER}]\.){{2,6}}(?![^\W_])|[{UPPER}]{REST}"
    rf"|[a-z]{{1,6}}[{UPPER}]{REST}|(?:[0-9]-)?[0-9]{{1,4}}(?:-?[{UPPER}]|[a-z]{{2,3}}[{UPPER}]){REST})"
)
"""A word of a name: "U.S.", "Rolls-Royce", "xAI", "3SBio", "7-Eleven". Every repeat is bounded."""

LEGAL = "Inc|Incorporated|Ltd|LLC|L\\.L\\.C|LP|L\\.P|LLP|Co|Corp|Corporation|PLC|plc|S\\.A|SA|N\\.V|NV|AG|SE|GmbH|AB|ASA|Limited"
SMALL = "of|and|for|de|del|della|dei|delle|di|da|do|dos|das|du|des|la|le|y|e|et|und|van|von|der|den|the"
GAP = rf"(?: (?:& (?:[a-z] )?)?|(?<=s)['’] |(?<=[{UPPER}])\. |(?<=\bSt)\. |(?<=\bMt)\. |\.?, (?=(?:{LEGAL})\b)|-| (?:(?:{SMALL}) ){{1,2}})"
LONGEST_RUN = 9
# A run is looked for by its first capital, which is quick; what small letters or digits belong before it is seen after.
RUN = re.compile(
    rf"[{UPPER}](?:\.(?:[{UPPER}]\.){{1,5}}(?![^\W_])|{REST})(?:{GAP}(?:{WORD})){{0,{LONGEST_RUN}}}"
    r"(?: & [a-z]\b)?(?:(?<= No)\. ?[0-9]{1,3})?"
)
BEFORE = re.compile(r"(?:(?<![^\W_])(?:[a-z]{1,6}|(?:[0-9]-)?[0-9]{1,4}(?:-|[a-z]{0,3})))\Z")
COUNTED = re.compile(r"(?<![^\W_])([0-9]{1,2}[xi]) \Z")
"""What stands before a capital and belongs to it, though apart: "10x Genomics", "3i Group"."""
ONE = re.compile(rf"{WORD}(?: & [a-z]\b)?(?:(?<=\bNo)\. ?[0-9]{{1,3}})?")
FIRST = re.compile(r"[^\W_]")
SUM_FOLLOWS = re.compile(r"[ \u00a0]?[0-9]")
LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]{3,}")
SMALL_IN_TITLES = words(
    "the and for but nor via per with from into over amid its out off than million billion trillion"
)
SHORTENED = re.compile(
    r"(?:\w|I|We|You|They|He|She|It|That|There|Who|What|Let|[A-Z][a-z]{1,6}n)['’](?:re|d|ll|ve|m|t|s)"
)
"""A pronoun or a helping verb run together with another word: "We're", "Didn't"."""
OPENERS = "“\"‘'([—–:;•*·"


class Word(NamedTuple):
    """A word of the text, with its place."""

    text: str
    start: int
    end: int


class Run(NamedTuple):
    """Capitalised words that stand together. `opens` is true at the start of a sentence, a quotation or a clause."""

    words: tuple[Word, ...]
    span: Span
    opens: bool
    headline: bool


def run_of(found: Sequence[Word], *, opens: bool, headline: bool) -> Run:
    """The run that these words are."""
    return Run(tuple(found), Span(found[0].start, found[-1].end), opens, headline)


def is_headline(text: str, sentence: Span, lexicon: Lexicon) -> bool:
    """Whether capitals tell nothing here, because nearly every longer word of an unfinished line has one."""
    if text[sentence.end - 1 : sentence.end] in '.!?”"':
        return False
    long: list[str] = [
        word for word in LETTERS.findall(text, sentence.start, sentence.end) if word not in SMALL_IN_TITLES
    ]
    capitals = sum(word[0].isupper() for word in long)
    if len(long) >= 4:
        return capitals >= 0.8 * len(long)
    plain = all(word.isupper() or lexicon.ordinary(word) for word in long)  # "Shipping Terms Agreed", "HOW IT BEGAN"
    return len(long) > 1 and capitals == len(long) and plain


def runs(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[Run]:
    """Each run of a sentence, from left to right."""
    headline: bool | None = None
    for match in RUN.finditer(text, sentence.start, sentence.end):
        start, end = match.start(), _before_a_sum(text, *match.span())
        if start > sentence.start and (text[start - 1].isalnum() or text[start - 1] in ".-"):
            start = _begin(text, sentence.start, start)
            if start < 0:
                continue
        if headline is None:
            headline = is_headline(text, sentence, lexicon)
        opens = _opens(text, sentence.start, start)
        written = text[start:end]
        counted = COUNTED.search(text, max(0, start - 5), start) if text[start - 2 : start] in ("x ", "i ") else None
        if " " not in written and "-" not in written and counted is None:
            nobody = written in lexicon.nobody or (opens and written in lexicon.starters)
            if not (nobody or (not written.isalnum() and SHORTENED.fullmatch(written))):
                yield Run((Word(written, start, end),), Span(start, end), opens, headline)
            continue
        found = [Word(one[0], one.start(), one.end()) for one in ONE.finditer(text, start, end)]
        if counted is not None:
            found.insert(0, Word(counted[1], counted.start(), counted.end(1)))
        for part in _parts(text, found, lexicon):
            yield from finished(part, lexicon, opens=opens and part[0] is found[0], headline=headline)


def _before_a_sum(text: str, start: int, end: int) -> int:
    """Where a run ends without the currency of a sum behind it: "the bank lends Northgrid EUR 400 million"."""
    last = text.rfind(" ", start, end)
    if last < 0 or not SUM_FOLLOWS.match(text, end):
        return end
    return last if text[last + 1 : end] in currencies().codes else end


def _begin(text: str, floor: int, at: int) -> int:
    """Where the word of a capital inside it begins: "xAI", "7-Eleven"; -1 where it is no name's word."""
    match = BEFORE.search(text, max(floor, at - 8), at)
    if match is not None:
        return match.start()
    return at if text[at - 1] == "-" else -1


def _opens(text: str, start: int, at: int) -> bool:
    """Whether a word there has its capital from its place: nothing before it, a bullet, an opening quotation mark."""
    if at - start < 4 and FIRST.search(text, start, at) is None:
        return True
    before = text[max(start, at - 3) : at].rstrip()
    if before.endswith((" -", "--")):
        return True  # behind a dateline
    return before[-1:] in OPENERS and (before[-1:] != "'" or len(before) < 2 or before[-2] == " ")


def _parts(text: str, found: list[Word], lexicon: Lexicon) -> Iterator[list[Word]]:
    """A run in pieces, where the small words or the hyphens in it do not join one name."""
    at = 0
    for i in range(1, len(found)):
        gap = text[found[i - 1].end : found[i].start]
        small = gap.split()
        if (
            (gap == "-" and len(found[i - 1].text) > 1)
            or (
                gap[0] in "'’" and not lexicon.ordinary(found[i - 1].text)
            )  # "Teachers' Pension", but "Airbus' Hamburg"
            or (small and small[0].islower() and not _bridges(found[at:i], small, found[i:], lexicon))
        ):
            yield found[at:i]
            at = i
    yield found[at:]


BRIDGE_AFTER = words(
    "Bank University Ministry Department Institute Government Republic Board Bureau School College Administration "
    "Kingdom State Port Council Federation Association Agency Office House Commonwealth Authority Committee Commission "
    "Development Corporation Royal Society National Fund Centre Center Church Chamber Minister Organization "
    "Secretary Organisation League Export-Import Industries Museum Bancorp Foundation Trust Airports Transport"
)
AUTHORITIES = words(
    "Commission Authority Administration Agency Exchange Department Ministry Office Bureau Board Committee"
)


def _bridges(current: Sequence[Word], small: list[str], after: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether small words go on a name: "Bank of America", "Agua de la Falda", "Ministry of Economy and Finance"."""
    if small[0] in ("of", "for"):
        plain = (
            len(small) > 1 or after[0].text not in lexicon.places or all(_plain(word.text, lexicon) for word in current)
        )
        if after[0].text in ("Directors", "Management", "Trustees"):
            return False
        if current[-1].text == "Republic" and len(current) > 1 and current[0].text in ADJECTIVES:
            return False  # "First Republic of San Francisco"
        heads = any(word.text in BRIDGE_AFTER for word in current) or [word.text for word in current] == ["Transport"]
        return heads and plain  # "Royal Bank of Canada", but not "Saxo Bank of Denmark"
    if small[0] == "and":
        if any(word.text in ("Ministry", "Department") for word in current) and lexicon.ordinary(after[0].text):
            return True  # "Ministry of Fisheries and Trade", but "the Ministry of Defence and Damen"
        plain = lexicon.ordinary(current[-1].text) and len(current) <= 3
        if plain and after[0].text in lexicon.endings and all(word.text in lexicon.legal for word in after[1:]):
            return True  # "Pacific Gas and Electric"
        return plain and any(word.text in AUTHORITIES for word in after[1:4])
    if small[0] in ("the", "e") or len(small) > 2:
        return False
    return small[-1] != "and"


def _plain(word: str, lexicon: Lexicon) -> bool:
    """Whether a word tells what sort of body is meant, or whose, and is no name by itself: "Royal", "Canadian", "Bank"."""
    return lexicon.ordinary(word) or word in BRIDGE_AFTER or word in lexicon.demonyms or word in lexicon.places


def finished(current: list[Word], lexicon: Lexicon, *, opens: bool, headline: bool) -> Iterator[Run]:
    """A run as it stands once what is no part of a name is cut off; nothing where nothing is left."""
    title = next((i for i in range(1, len(current)) if _titled(current, i, lexicon)), 0)
    if title:  # "BHP Chief Executive Mike Henry": a company and its man
        yield from finished(current[:title], lexicon, opens=opens, headline=headline)
        yield from finished(current[title:], lexicon, opens=False, headline=headline)
        return
    kept = current
    while kept and _cut(kept, lexicon, opens=opens and kept is current):
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].text in lexicon.calendar:
        kept = kept[:-1]
    if kept and not all(word.text in lexicon.legal for word in kept):
        yield run_of(kept[:LONGEST_RUN], opens=opens and len(kept) == len(current), headline=headline)


LAST_TITLES = words("King General Crown Queen Prince Princess Captain Judge Justice Lord Lady Senior Director Sir")
"""Titles that end names as well: "Burger King", "Dollar General"."""


def _titled(current: Sequence[Word], i: int, lexicon: Lexicon) -> bool:
    """Whether a person begins with the i-th word: "Chief Executive Mike Henry"."""
    word = current[i].text
    if word not in lexicon.titles:
        return False
    return word not in LAST_TITLES or (i + 1 < len(current) and current[i + 1].text in lexicon.given)


def _cut(kept: Sequence[Word], lexicon: Lexicon, *, opens: bool) -> bool:
    """Whether the first word of a run is no part of the name."""
    first, second = kept[0].text, kept[1].text if len(kept) > 1 else ""
    gap = kept[1].start - kept[0].end if second else 0
    if first in lexicon.calendar:
        if not second or second in lexicon.calendar:
            return True
        if not opens and first not in SEASONS and first not in LIKE_WORDS:
            return True  # "in December Castle Water"
        return first not in SEASONS and second not in lexicon.endings and not lexicon.ordinary(second)
    if second and first in TOLD:
        return True  # "Mars to Acquire Kellanova"
    if gap == 3:
        return False  # "Five & Dime"
    if opens and first in lexicon.starters and second not in lexicon.endings and second not in CORP:
        return first not in lexicon.leads or not second or not _leads(kept, lexicon)
    if opens and gap == 1 and first.lower() in lexicon.nouns and not {first, second} & lexicon.endings:
        return True  # "Chipmaker Nvidia said", but "Bank Mandiri", "Venture Global"
    if f"{first} {second}" in lexicon.places:
        return False  # "Saudi Arabia"
    if first in COMPASS:
        return not second or second in lexicon.places or second in lexicon.demonyms
    if first in lexicon.demonyms and second in lexicon.demonyms and len(kept) == 2:
        return False  # "Bavarian Nordic"
    if first in lexicon.demonyms:
        return not _belongs(second, lexicon)
    return False


COMPASS = words("Northern Southern Eastern Western")
SEASONS = words("New Day Year Eve Spring Summer Autumn Winter")
"""Words of the calendar that names begin with as well: "New Fortress", "Spring Airlines"."""
TOLD = words("Acquire Acquires Acquiring Buys Sells Signs Acquired")
"""What a headline may write with a capital before a name, and no name begins with."""
LIKE_WORDS = words("Sun Sat May March")
CORP = words("Corp Corp. Inc Inc.")


ADJECTIVES = words(
    "Global First United New Great Big Public Private Real Key Second Third Fifth Strong Super Top True Free Hot Fresh Good Long Major "
    "Main Safe Large Royal Old Open Senior Junior Full Full-Service Financial Nuclear Artificial Press"
)
"""Leads that may describe the name behind them; a noun that leads ("Credit Mutuel") belongs to it."""


def _leads(kept: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a word that opens a sentence belongs to the name after it: "Global Velsta Networks", "First Citizens"."""
    if kept[-1].text in lexicon.endings or kept[-1].text in lexicon.legal or lexicon.ordinary(kept[1].text):
        return True
    return kept[0].text not in ADJECTIVES and kept[1].start - kept[0].end == 1 and kept[1].text not in lexicon.places


def _belongs(second: str, lexicon: Lexicon) -> bool:
    """Whether an adjective of place is part of the name before such a word: "Canadian Pacific", but "Swedish Klarna"."""
    return second in lexicon.endings or (
        lexicon.ordinary(second) and second.lower() not in lexicon.nouns and second not in lexicon.titles
    )


NO_NAME = words("Non Pre Post Anti Pro Mid Ex Co All Pan Multi Sub")


def pieces(run: Run, span: Span) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a run before and behind a name in it, and what a hyphen ties to the name: "Adani-TotalEnergies"."""
    if run.span == span:
        return (), ()
    before = [word for word in run.words if word.end <= span.start]
    after = [word for word in run.words if word.start >= span.end]
    for word in run.words:
        left, right = word.text[: max(0, span.start - word.start - 1)], word.text[span.end + 1 - word.start :]
        if word.start < span.start < word.end and word.text[len(left)] == "-" and tied(left):
            before.append(Word(left, word.start, span.start - 1))
        if word.start < span.end < word.end and word.text[span.end - word.start] == "-" and tied(right):
            after.insert(0, Word(right, span.end + 1, word.end))
    return tuple(before), tuple(after)


def tied(part: str) -> bool:
    """Whether a part of a word with hyphens can be a name: not the "Ex" of "Ex-Google"."""
    return len(part) > 2 and part[0].isupper() and part not in NO_NAME
