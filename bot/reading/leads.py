"""The deal that an article opens with, where no single word tells it between two parties.

Headlines and leads say things in endless ways ("Visa has found a fintech to buy", "half the wind for BP, half for
JERA"). Where the first sentences name two organisations over and over and speak of a deal, the article is about that
deal, whatever the construction. Only then: where the frames found one in the lead, nothing is added here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.language.text import words
from bot.reading.clauses.scenes import Sentence
from bot.reading.cues import kind_of
from bot.reading.deals import Find
from bot.reading.naming.organisations import Mention, Named

LEAD, OPENING = 4, 10
"""So many sentences are the lead, the title counted in; so many the opening, where its parties come back."""

DEALING = words("deal partnership venture takeover stake loan order sale money talks rights")
TAKING = words("acquire order lease license award lend invest partner merge choose")
OTHER_NEWS = words(
    "sued sues lawsuit court judge jury verdict fined fine antitrust probe ruling patent infringement survey ranking "
    "ranked index rivals rival overtakes overtook quarter quarterly profit profits earnings recall strike strikes"
)
"""Words of leads that are about something else."""


def found_in_lead(sentences: Sequence[Sentence], finds: Sequence[Find]) -> Iterator[Find]:
    """The deal of the two parties that the lead is about, where it tells one and the frames found none there."""
    if any(find.sentence < LEAD and len({who for who, _ in find.roles}) > 1 for find in finds):
        return
    lead, opening = sentences[:LEAD], sentences[:OPENING]
    if sum(token.text in OTHER_NEWS for sentence in lead for token in sentence.tokens):
        return
    counts = Counter(who for sentence in opening for who in named_in(sentence))
    for first, second in pairs(lead):
        together = [(n, s) for n, s in enumerate(opening) if {first, second} <= named_in(s)]
        telling = [(n, s) for n, s in together if tells(s)]
        if not telling or len(together) < 1 or min(counts[first], counts[second]) < 2:
            continue
        number, sentence = telling[0]
        yield find_of(number, sentence, first, second)
        return


def pairs(lead: Sequence[Sentence]) -> list[tuple[Named, Named]]:
    """Every two parties that stand in the lead, in the order of their first place there."""
    order = list(dict.fromkeys(who for sentence in lead for mention in mentions(sentence) for who in mention.who))
    return [(one, two) for i, one in enumerate(order) for two in order[i + 1 :]]


def mentions(sentence: Sentence) -> list[Mention]:
    """The mentions of organisations in a sentence."""
    return [mention for unit in sentence.units for mention in unit.mentions]


def named_in(sentence: Sentence) -> set[Named]:
    """Whom a sentence names."""
    return {who for mention in mentions(sentence) for who in mention.who if who.party}


def tells(sentence: Sentence) -> bool:
    """Whether a sentence speaks of a deal: by a noun of deals, a verb of deals, or a sum."""
    said = sentence.masked.text
    return kind_of(said) is not None and any(token.noun & DEALING or token.sort == "money" for token in sentence.tokens)


def find_of(number: int, sentence: Sentence, first: Named, second: Named) -> Find:
    """The find that a sentence gives when it is taken whole."""
    masked = sentence.masked
    own = [m for m in mentions(sentence) if first in m.who or second in m.who]
    return Find(
        None,
        ((first, "one"), (second, "two")),
        tuple(own),
        number,
        masked.span(0, len(masked.text)),
        masked.text,
        0,
        0,
        len(masked.text),
    )
