"""How news is laid out as a digest: ten lines at most, each with a button to its card, then all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answers import Answer, Bold, Button, Card, Line, Mention, Section, Text
from bot.answers.cards import deal_line
from bot.answers.commitments import Owed
from bot.answers.lines import write
from bot.answers.news import Moved, News
from bot.answers.wording import STRENGTH_WORDS, count, undertaking
from bot.language.dates import say_day
from bot.model import Day, Deal, Digest

MOST_LINES = 10
MOST_DUE = 5


def compose(news: News, digest: Digest, *, local_date: date, notes: Sequence[str] = ()) -> Answer:
    """The digest as it is posted."""
    new, moved = news.new[:MOST_LINES], news.moved[: max(0, MOST_LINES - len(news.new))]
    sections = (
        Section("", tuple(Line((note,)) for note in notes)),
        Section("New", tuple(_new_line(deal, news.since_then.get(deal.id, "")) for deal in new)),
        Section("Moved", tuple(moved_line(one) for one in moved)),
        Section("Due soon", tuple(_due_line(owed) for owed in news.due[:MOST_DUE])),
        Section("", tuple(_rest(news))),
    )
    title = f"Deals, {local_date:%A} {say_day(Day.of(local_date))}"
    card = Card(title, tuple(section for section in sections if section.lines), _footer(digest))
    total = len(news.new) + len(news.moved) + len(news.older)
    every = Button(f"All {total:,}", write("digest all", since=news.since.isoformat() if news.since else None))
    return Answer(cards=(card,), buttons=(every,) if total > len(new) + len(moved) else ())


def _footer(digest: Digest) -> Text:
    filtered = bool(digest.kinds or digest.companies or digest.at_least is not None)
    return ("Filtered as this server's admins set it. Nothing here is investment advice.",) if filtered else ()


def _new_line(deal: Deal, since_then: str) -> Line:
    """A new deal; where it moved after it was told, the post is brought up to date and says so."""
    line = deal_line(deal)
    return replace(line, below=(*line.below, f"; since then: {since_then}")) if since_then else line


def moved_line(moved: Moved) -> Line:
    """A deal that moved, and in what."""
    return replace(deal_line(moved.deal), below=(moved.how,))


def _due_line(owed: Owed) -> Line:
    assert owed.deadline is not None
    commitment = owed.line.commitment
    said = f"{undertaking(commitment, dated=False)} ({STRENGTH_WORDS[commitment.strength].lower()})"
    label = owed.deal.label
    return Line((Bold(f"By {say_day(owed.deadline)}: "), said), Button(label, write("deal", label)))


def _rest(news: News) -> Iterable[Line]:
    if news.older:
        number = len(news.older)
        noun = count(number, "older deal")
        # A deal told without any date may be of last week; "older" would say more than is known.
        if any(deal.announced_on is None for deal in news.older):
            noun = f"{number:,} older or undated {'deal' if number == 1 else 'deals'}"
        yield Line((f"{noun} {'was' if number == 1 else 'were'} added.",))
    if len(news.due) > MOST_DUE:
        rest = len(news.due) - MOST_DUE
        yield Line((f"{rest:,} more {'falls' if rest == 1 else 'fall'} due: see ", Mention("/dates"), "."))
    if news.gone:
        yield Line(
            (f"{count(news.gone, 'deal')} told here {'was' if news.gone == 1 else 'were'} taken out or merged since.",)
        )
