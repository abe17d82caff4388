"""What a new reading of an article changed, in words; and reading the library again for its owner.

What is read anew, and what stays, is `intake`'s (rereading.py). Of a server's own articles the owner is told how many
deals changed, never what they say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from bot import intake
from bot.answers import Ask
from bot.answers.articles import LABEL
from bot.answers.marks import said_value
from bot.answers.wording import count, kind_word, names_of, shown
from bot.errors import BadInput
from bot.intake import Change, Reread, value_of
from bot.model import DEAL_FIELDS, SHARED, Report


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
    parts = [part for part in (_moved(change), *_fields(change.before, change.after)) if part]
    return f"{_named(change.deal_after, change.after)}: {'; '.join(parts) or 'other words of proof'}"


def _named(label: str, report: Report) -> str:
    title = shown(report.headline, 80) or f"{names_of([p.name for p in report.parties])}: {kind_word(report.kind)}"
    return f"{label} {title}".strip()


def _moved(change: Change) -> str:
    return f"before with {change.deal_before}" if change.deal_before != change.deal_after else ""


def _fields(before: Report, after: Report) -> Iterator[str]:
    for field in DEAL_FIELDS:
        old, new = (said_value(field, value_of(report, field)) for report in (before, after))
        if old != new:
            yield f"{field} {old} → {new}"
    if before.main != after.main:
        yield "what the article is about" if after.main else "mentioned in passing"
