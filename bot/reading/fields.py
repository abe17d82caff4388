"""What one agreement is: its report, put together from what the rooms beside read of it.

Who takes part is read in `parties`, where it stands in `statuses`, its money in `values`, its day in `days`, what is
undertaken in `commitments`. The kind, and what the article is about (`main`), are settled here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.wording import say_list
from bot.model import Day, Evidence, Kind, Party, Report
from bot.reading.commitments import commitments_of
from bot.reading.cues import kind_of
from bot.reading.days import settle_day
from bot.reading.deals import Told
from bot.reading.masking import Masked
from bot.reading.parties import settle_parties
from bot.reading.statuses import settle_status
from bot.reading.story import Story, first_of
from bot.reading.tracing import Reasons, Trace
from bot.reading.values import going_on, settle_value

LEAD = 4
"""A deal that the first sentences tell, the title counted in, is what the article is about."""

ROUNDUP = 4
"""So many deals of different parties, spread over a text, make it a roundup: each of them is what it is about."""


OLD = 540
"""A purchase of so many days ago that is told in passing has been closed since."""


def reports_of(
    deals: Sequence[Told], masks: Sequence[Masked], given: date | None, trace: Trace | None = None
) -> tuple[Report, ...]:
    """The report of each agreement of an article."""
    story = Story(deals, masks, given)
    if trace is not None:
        trace.story = story
    leading, why = mains(deals)
    roundup = len(leading) >= ROUNDUP
    return tuple(
        report_of(told, story, main=why if id(told) in leading else "", roundup=roundup, trace=trace) for told in deals
    )


def mains(deals: Sequence[Told]) -> tuple[set[int], str]:
    """What the article is about: what it opens with, else what it tells first; in a roundup everything. And why."""
    if len(deals) >= ROUNDUP and apart(deals) * 3 >= len(deals) * 2:
        return {id(told) for told in deals}, "every deal of a roundup is"
    leading = [told for told in deals if first_of(told) < LEAD]
    if leading:
        return {id(told) for told in leading}, f"told in the first {LEAD} sentences, the title counted in"
    return {id(told) for told in deals[:1]}, "the first that is told"


def apart(deals: Sequence[Told]) -> int:
    """How many deals share no party with another."""
    counts = Counter(named for told in deals for named in told.who)
    return sum(all(counts[named] == 1 for named in told.who) for told in deals)


def report_of(told: Told, story: Story, *, main: str, roundup: bool, trace: Trace | None = None) -> Report:
    """The report of one agreement. `main` says why the article is about it; nothing where it is not."""
    (kind, why_kind), near = settle_kind(told, story), going_on(told, story)
    parties, places = settle_parties(told, kind, story)
    value, value_spans, why_value = settle_value(told, story, near)
    status, status_span, why = settle_status(told, kind, story, near, main=bool(main))
    dated = settle_day(told, story, status, main=bool(main), roundup=roundup)
    if status == "announced" and not main and kind in ("acquisition", "investment") and long_ago(dated.day, story):
        status, why = "completed", "a purchase of long ago, told in passing, has been closed since"
    if trace is not None:
        trace.reasons.append(Reasons(told, near, why_kind, main, why, dated.why, why_value))
    report = Report(
        kind=kind,
        status=status,
        parties=parties,
        announced_on=dated.day,
        value=value,
        main=bool(main),
        headline=headline(parties, kind),
        evidence=Evidence(
            parties=places,
            kind=(min(told.finds, key=lambda f: (f.kind != kind, f.sentence)).span,),
            status=(status_span,),
            announced_on=dated.spans,
            value=value_spans,
            dated_by_article=dated.by_article,
        ),
    )
    return replace(report, commitments=commitments_of(report, told, story))


def long_ago(day: Day | None, story: Story) -> bool:
    """Whether a purchase of that day must have been closed since."""
    return day is not None and story.given is not None and (story.given - day.last).days > OLD


def settle_kind(told: Told, story: Story) -> tuple[Kind, str]:
    """The kind of most finds, a partnership only where nothing more is told, else what words around tell; and why."""
    kinds = Counter(find.kind for find in told.finds if find.kind and not find.weak)
    kinds = kinds or Counter(find.kind for find in told.finds if find.kind)
    for general in ("partnership", "joint_venture"):
        if len(kinds) > 1 and general in kinds and kinds[general] <= sum(kinds.values()) - kinds[general]:
            del kinds[general]
    if not kinds:
        around = next((kind for find in told.finds if (kind := kind_of(story.lines[find.sentence].text))), None)
        return (around, "by the words around") if around else ("partnership", "for want of a word that tells more")
    most = max(kinds, key=lambda kind: (kinds[kind], -min(f.span.start for f in told.finds if f.kind == kind)))
    return most, "as most words that tell it say" if len(kinds) > 1 else "as the words that tell it say"


def headline(parties: Sequence[Party], kind: Kind) -> str:
    """One line: "OpenAI and Foxconn: partnership"."""
    return f"{say_list([party.name for party in parties])}: {kind.replace('_', ' ')}"
