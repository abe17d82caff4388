"""What one agreement is: its report, put together from what the rooms beside read of it.

Its kind is read in `kinds`, who takes part in `parties`, where it stands in `statuses`, its money in `values`, its day
in `days`, what is undertaken in `commitments`, what it covers in `scope`. What the article is about (`main`) is settled
here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language.wording import say_list
from bot.model import Day, Evidence, Kind, Party, Report
from bot.reading.clauses.scenes import Sentence
from bot.reading.commitments import commitments_of
from bot.reading.days import settle_day, told_day
from bot.reading.deals import Told
from bot.reading.kinds import settle_kind
from bot.reading.parties import settle_parties
from bot.reading.scope import scope_of
from bot.reading.statuses import pluperfect, settle_status
from bot.reading.story import LEAD, Story, first_of
from bot.reading.tracing import Reasons, Trace
from bot.reading.values import going_on, settle_value

ROUNDUP, FEW = 4, 3
"""So many deals of different parties make an article a roundup; fewer do where its title says so."""

LISTED = re.compile(
    r"\b(?:week|weekly|week's|monthly|round-?up|digest|deals of the day|in brief|briefs|deal (?:watch|notes|sheet)|"
    r"wrap|dealmaking|deals (?:in|of)|mergers in|notes|movers)\b"
)
NEWS = 45
"""A deal older than so many days is not what a roundup is about."""


def reports_of(
    deals: Sequence[Told], sentences: Sequence[Sentence], given: date | None, trace: Trace | None = None
) -> tuple[Report, ...]:
    """The report of each agreement of an article."""
    story = Story(deals, sentences, given)
    if trace is not None:
        trace.story = story
    roundup = is_roundup(deals, story)
    leading, why = mains(deals, story, roundup=roundup)
    return tuple(
        report_of(told, story, main=why if id(told) in leading else "", roundup=roundup, trace=trace) for told in deals
    )


def is_roundup(deals: Sequence[Told], story: Story) -> bool:
    """Whether an article is a list of deals, by their number and how little they share, or because it says so."""
    if len(deals) >= ROUNDUP and apart(deals) * 3 >= len(deals) * 2:
        return True
    return len(deals) >= FEW and any(LISTED.search(line.text) for line in story.lines[:2])


def mains(deals: Sequence[Told], story: Story, *, roundup: bool) -> tuple[set[int], str]:
    """What the article is about: what it opens with, else what it tells first; in a roundup every item. And why."""
    if roundup:
        return {
            id(told) for told in deals if not background(told, story)
        }, "every deal of a roundup is, unless recalled"
    leading = [told for told in deals if first_of(told) < LEAD]
    leading = [told for told in leading if not background(told, story)] or leading
    if leading:
        return {id(told) for told in leading}, f"told in the first {LEAD} sentences, the title counted in"
    return {id(told) for told in deals[:1]}, "the first that is told"


def background(told: Told, story: Story) -> bool:
    """Whether an item of a roundup only recalls a deal."""
    finds = [find for find in told.finds if not find.weak] or told.finds
    return all(pluperfect(find, story) for find in finds) or long_past(told_day(told, story, ()).day, story.given)


def long_past(day: Day | None, given: date | None) -> bool:
    """Whether a day is no news any more."""
    return day is not None and given is not None and (given - day.last).days > NEWS


def apart(deals: Sequence[Told]) -> int:
    """How many deals share no party with another."""
    counts = Counter(named for told in deals for named in told.who)
    return sum(all(counts[named] == 1 for named in told.who) for told in deals)


def report_of(told: Told, story: Story, *, main: str, roundup: bool, trace: Trace | None = None) -> Report:
    """The report of one agreement. `main` says why the article is about it; nothing where it is not."""
    near = going_on(told, story)
    kind, why_kind = settle_kind(told, story, near)
    parties, places = settle_parties(told, kind, story)
    value, value_spans, why_value = settle_value(told, kind, story, near, main=bool(main))
    found = told_day(told, story, near)
    status, status_span, why = settle_status(told, kind, story, near, found.day, main=bool(main))
    dated = settle_day(told, story, status, found, main=bool(main), roundup=roundup)
    scope = scope_of(told, kind, story, near)
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
        subject=scope.subject,
        locations=scope.locations,
        evidence=Evidence(
            parties=places,
            kind=(min(told.finds, key=lambda f: (f.kind != kind, f.sentence)).span, *scope.spans),
            status=(status_span,),
            announced_on=dated.spans,
            value=value_spans,
            dated_by_article=dated.by_article,
        ),
    )
    return replace(report, commitments=commitments_of(report, told, story))


def headline(parties: Sequence[Party], kind: Kind) -> str:
    """One line: "OpenAI and Foxconn: partnership"."""
    return f"{say_list([party.name for party in parties])}: {kind.replace('_', ' ')}"
