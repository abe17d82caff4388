"""Article in, deals out: pure, offline, every field with the words it rests on. The steps stand in `read`.

A text is cut into sentences; organisations, sums, quantities and dates are found; "it" and "the companies" are
resolved; each sentence is masked and given to the rules; what they find is joined to one report for each agreement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.language.amounts import MoneyFind, dollar_of, find_money
from bot.language.dates import DateFind, find_dates
from bot.language.quantities import QuantityFind, find_quantities
from bot.language.text import sentences
from bot.model import Article, Reading, Span
from bot.reading import lexicon
from bot.reading.agreements import join
from bot.reading.clauses.scenes import Sentence
from bot.reading.deals import finds_of
from bot.reading.fields import reports_of
from bot.reading.forms import body
from bot.reading.headings import headed
from bot.reading.masking import Found, Masked, mask, without_brackets
from bot.reading.naming.organisations import Mention, cast
from bot.reading.naming.references import resolve
from bot.reading.naming.vocabulary import Vocabulary
from bot.reading.naming.vocabulary import load as known_companies
from bot.reading.tracing import Trace

F = TypeVar("F", QuantityFind, DateFind)

EMPTY = "The text is empty."
NOT_ENGLISH = "The text is not English; only English articles are read."
NO_DEAL = "No deal found: no agreement, purchase, investment or pledge of a named organisation is told."


def read(article: Article, *, vocabulary: Vocabulary | None = None, trace: Trace | None = None) -> Reading:
    """Every deal that the article tells; a note where there is none. Never raises, whatever the text.

    Who asks for a trace can see afterwards why it was read so (`explaining`).
    """
    text = article.text
    within = body(text)
    if not text[within.start : within.end].strip():
        return Reading(article, note=EMPTY)
    if article.language != "en":
        return Reading(article, note=NOT_ENGLISH)
    parts = sentences(text, within.start, within.end)
    if trace is not None:
        trace.parts = parts
    masks = masked_sentences(article, parts, vocabulary or known_companies())
    told = [Sentence(masked) for masked in masks]
    found = [*finds_of(told, trace), *headed(told)]
    reports = reports_of(join(found), told, article.published_on, trace)
    return Reading(article, reports, note="" if reports else NO_DEAL)


def masked_sentences(article: Article, parts: list[Span], vocabulary: Vocabulary) -> list[Masked]:
    """Every sentence with its finds masked and its clauses set apart."""
    text, lists = article.text, lexicon.load()
    mentions = resolve(text, parts, cast(text, parts, vocabulary, lists), lists)
    dollar = dollar_of(text)
    finds: list[MoneyFind | QuantityFind | DateFind] = []
    for part in parts:
        money = find_money(text, part, dollar=dollar)
        counted = clear(find_quantities(text, part), money)
        dates = clear(find_dates(text, article.published_on, span=part), [*money, *counted])
        finds += (*money, *counted, *dates)
    finds = [beside_maker(find, mentions) if isinstance(find, QuantityFind) else find for find in finds]
    by_sentence = placed(parts, mentions, finds)
    return [without_brackets(mask(text, part, by_sentence[number])) for number, part in enumerate(parts)]


def beside_maker(find: QuantityFind, mentions: Sequence[Mention]) -> QuantityFind:
    """ "65 Boeing 777X aircraft": the maker stays a name, the count keeps what stands before it."""
    first = bisect_left(mentions, find.span.start, key=lambda m: m.span.start)
    if first == len(mentions) or not find.span.start < mentions[first].span.start < find.span.end:
        return find
    if not mentions[first].who[0].party:
        return find
    return replace(find, span=Span(find.span.start, mentions[first].span.start - 1))


def clear(finds: Sequence[F], taken: Sequence[Found]) -> list[F]:
    """The finds that share no character with those that come first."""
    return [find for find in finds if not any(find.span.touches(other.span) for other in taken)]


def placed(
    parts: list[Span], mentions: Sequence[Mention], finds: Sequence[MoneyFind | QuantityFind | DateFind]
) -> defaultdict[int, list[Found]]:
    """The finds of each sentence in order; names give way to sums and dates where they overlap."""
    out: defaultdict[int, list[Found]] = defaultdict(list)
    everything: list[Found] = [*finds, *mentions]
    everything.sort(key=lambda find: (find.span.start, -find.span.end))
    number = 0
    for find in everything:
        while number < len(parts) and parts[number].end <= find.span.start:
            number += 1
        if number == len(parts):
            break
        if find.span.start >= parts[number].start and find.span.end <= parts[number].end:
            out[number].append(find)
    return out
