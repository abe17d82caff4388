"""What a new reading of an article changed, in words; and reading the library again for its owner.

What is read anew, and what stays, is `intake`'s (rereading.py). Of a server's own articles the owner is told how many
deals changed, never what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator

from bot import intake
from bot.answers import Answer, Ask, Button, Card, Line, Options, Section
from bot.answers.articles import LABEL, kept_article
from bot.answers.lines import write
from bot.answers.marks import said_value
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.answers.wording import count, kind_word, names_of, shown
from bot.errors import BadInput
from bot.intake import Change, Reread, value_of
from bot.language.wording import say_list
from bot.model import DEAL_FIELDS, SHARED, DealField, Report

MOST_CHANGES = 20


async def reread(ask: Ask, article: str = "") -> AsyncIterator[Reread]:
    """Read one shared article again, or, with none named, everything; BadInput where there is no such article."""
    if not article:
        async for done in intake.reread_all(ask.db, ask.desk, now=ask.now):
            yield done
        return
    label = LABEL.fullmatch(article)
    number = int(label[2]) if label and not label[1] else 0
    one = await intake.reread(ask.db, ask.desk, server_id=SHARED, number=number, person_id=ask.person_id, now=ask.now)
    if one is None:
        raise BadInput(f"There is no article {shown(article, 20)} in the shared library.", "/article list has them.")
    yield one


async def again(ask: Ask, options: Options) -> Answer:
    """Read one of the server's own articles again with today's rules, and tell what changed."""
    need_manage(ask)
    kept = await kept_article(ask, text_option(options, "article"))
    if isinstance(kept, Answer):
        return kept
    if kept.server_id != ask.server_id:
        return Answer(text=(f"{kept.label} belongs to the shared library, which only the bot's owner reads again.",))
    done = await intake.reread(
        ask.db, ask.desk, server_id=ask.server_id, number=kept.number, person_id=ask.person_id, now=ask.now
    )
    if done is None:
        return Answer(text=(f"{kept.label} is not there any more.",))
    if done.error is not None:
        raise done.error
    show = Button(f"Show {kept.label}", write("article show", kept.label))
    if not done.changes:
        return Answer(text=(f"{kept.label} was read again: nothing changed.",), buttons=(show,))
    lines = [Line((_said(change),)) for change in done.changes[:MOST_CHANGES]]
    if len(done.changes) > len(lines):
        lines.append(Line((f"and {len(done.changes) - len(lines):,} more",)))
    title = f"{kept.label} was read again: {count(len(done.changes), 'deal')} changed"
    note = "What was settled by hand stays as it is."
    return Answer(cards=(Card(title, (Section("", tuple(lines)),), (note,)),), buttons=(show,))


class Tally:
    """What a reading of many articles came to: how many of each outcome, and which deals changed."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.deals: dict[str, None] = {}
        self.left = 0

    def note(self, done: Reread) -> None:
        self.outcomes[done.outcome] += 1
        self.left = done.total - done.done
        if done.kept.server_id == SHARED:
            labels = (label for change in done.changes for label in (change.deal_before, change.deal_after))
            self.deals.update(dict.fromkeys(filter(None, labels)))

    def lines(self) -> Iterator[str]:
        if self.deals:
            named = [*self.deals][:MOST_CHANGES]
            more = [f"{len(self.deals) - len(named):,} more"] if len(self.deals) > len(named) else []
            yield f"Deals that changed: {say_list([*named, *more])}. What was settled by hand stays."
        if self.left:
            yield f"Stopped before the last {count(self.left, 'article')}. What was read is kept; run it again."
        told = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        yield f"Read again: {told or 'no articles there'}."


def said(done: Reread) -> Iterator[str]:
    """A line for each change: "A12, #7 OpenAI and Oracle: services: value $3 billion → $30 billion"."""
    kept = done.kept
    if done.changes and kept.server_id != SHARED:
        yield f"{kept.label} of a server: {count(len(done.changes), 'deal')} changed"
        return
    for change in done.changes:
        yield f"{kept.label}, {_said(change)}"


def _said(change: Change) -> str:
    if change.after is None:
        assert change.before is not None
        return f"{_named(change.deal_before, change.before)}: not read from it any more"
    if change.before is None:
        return f"{_named(change.deal_after, change.after)}: read from it now"
    parts = [part for part in (_moved(change), *_fields(change.before, change.after, change.settled)) if part]
    return f"{_named(change.deal_after, change.after)}: {'; '.join(parts) or 'other words of proof'}"


def _named(label: str, report: Report) -> str:
    title = shown(report.headline, 80) or f"{names_of([p.name for p in report.parties])}: {kind_word(report.kind)}"
    return f"{label} {title}".strip()


def _moved(change: Change) -> str:
    return f"before with {change.deal_before}" if change.deal_before != change.deal_after else ""


def _fields(before: Report, after: Report, settled: Collection[DealField]) -> Iterator[str]:
    for field in DEAL_FIELDS:
        old, new = (said_value(field, value_of(report, field)) for report in (before, after))
        if old != new:
            yield f"{field} {old} → {new}{' (settled by hand, which stays)' if field in settled else ''}"
    if before.main != after.main:
        yield "what the article is about" if after.main else "mentioned in passing"
