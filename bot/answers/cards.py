"""A deal as people see it: the card, its one-line form, and the pages of evidence.

What a deal adds up to was settled by `merging`; here it is put into words, each source with its date and link, each
quote cut from the article. How large a card may be is said once, in the limits below, so that any deal fits a
message; how it is drawn is the faces'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice
from urllib.parse import urlsplit

from bot.answers import Bold, Button, Card, Line, Link, Piece, Section, Text, Tone
from bot.answers.lines import write
from bot.answers.marks import correction_lines
from bot.answers.wording import (
    NOT_DISCLOSED,
    commitment_text,
    count,
    has_number,
    joined,
    kind_word,
    names_of,
    quote,
    role_words,
    sentence_at,
    shown,
    status_word,
    words_of,
)
from bot.language.dates import say_day
from bot.language.wording import say_list, say_money
from bot.model import Article, Day, Deal, KeptArticle, KeptReport, OwedLine, Report, Span, Status, Step
from bot.store.views import sources_of

TITLE = 180
PARTIES = 8
STEPS = 6
FIGURES = 3
COMMITMENTS = 5
PLACES = 3
QUOTES = 3
QUOTE = 150
SOURCES = 4
TONES: dict[Status, Tone] = {
    "rumored": "unsure",
    "proposed": "unsure",
    "announced": "open",
    "completed": "done",
    "terminated": "ended",
}

NAMELESS = "an article without title or publisher"


def deal_card(deal: Deal) -> Card:
    """The card of a deal."""
    sections = (
        Section("", (*_status_lines(deal), *_what_lines(deal))),
        *_commitments(deal),
        Section("Settled by hand", tuple(correction_lines(deal))),
        Section("Evidence", _quote_lines(deal)),
        Section("Sources", _source_lines(deal)),
    )
    kept = tuple(section for section in sections if section.lines)
    return Card(headline(deal), kept, _footer(deal), TONES[deal.status])


def headline(deal: Deal) -> str:
    """The deal in one line, of its parties where no report has a headline."""
    return shown(deal.headline, TITLE) or f"{parties_of(deal)}: {kind_word(deal.kind)}"


def parties_of(deal: Deal) -> str:
    """ "OpenAI and Foxconn"."""
    return names_of([party.name for party in deal.parties])


def deal_line(deal: Deal) -> Line:
    """A deal in a list: its headline; below, how far and since when, and for how much. Its card is one click away."""
    below = joined(stage_of(deal), say_money(deal.value) if deal.value else "")
    return Line((Bold(shown(headline(deal), 110)),), Button(deal.label, write("deal", deal.label)), below=(below,))


def articles_of(deal: Deal) -> tuple[KeptArticle, ...]:
    """The articles that a deal rests on, each once, in the order of its reports."""
    return tuple({report.article.id: report.article for report in deal.reports}.values())


def stage_of(deal: Deal) -> str:
    """ "announced 3 November 2025, updated 27 February 2026"."""
    step = _current(deal)
    return "".join((deal.status, _space(step.on if step else deal.announced_on), _updated(deal)))


def _current(deal: Deal) -> Step | None:
    """The step that made the deal's status what it is: of the last ones that tell this status, the first."""
    found: Step | None = None
    for step in reversed(deal.steps):
        if step.status != deal.status and found is not None:
            break
        found = step if step.status == deal.status else found
    return found


def _updated(deal: Deal) -> str:
    """ ", updated 27 February 2026" where more was told since, without another status."""
    last = deal.steps[-1] if deal.steps else None
    later = last is not None and last.status == deal.status and last != _current(deal) and last.on
    return f", updated {say_day(later)}" if later else ""


def _space(day: Day | None) -> str:
    return f" {say_day(day)}" if day else ""


def told_steps(deal: Deal) -> Iterator[tuple[str, Step]]:
    """Each step and what to call it: a status that is told once more is an update."""
    before: Status | None = None
    for step in deal.steps:
        yield "updated" if step.status == before else step.status, step
        before = step.status


def _status_lines(deal: Deal) -> Iterator[Line]:
    step = _current(deal)
    on = step.on if step else deal.announced_on
    since = f" {say_day(on)}" if on else ", on a day that no source tells"
    yield Line((Bold(status_word(deal.status)), f"{since}{_dated_by(step)}{_updated(deal)}"))
    if len({step.status for step in deal.steps}) > 1 or len(deal.steps) > 2:
        so_far = [f"{said}{_space(step.on)}" for said, step in list(told_steps(deal))[-STEPS:]]
        yield Line((Bold("So far: "), " → ".join(so_far)))
    if len(deal.dates) > 1:
        figures = [(say_day(figure.shown), figure.reports) for figure in deal.dates]
        yield Line((Bold("Announced, as sources differ: "), *_differing(figures), _why_first(deal.dates[0].why)))


def _dated_by(step: Step | None) -> str:
    """A day that no words tell, but the article's own date, says so."""
    report = step.report.report if step and step.on and not step.corrected else None
    return " (date of the article)" if report is not None and report.evidence.dated_by_article else ""


def _what_lines(deal: Deal) -> Iterator[Line]:
    yield Line((Bold("Parties: "), _parties(deal)))
    if len(deal.values) > 1:
        figures = [(say_money(figure.shown), figure.reports) for figure in deal.values]
        yield Line((Bold("Value, as sources differ: "), *_differing(figures), _why_first(deal.values[0].why)))
    else:
        yield Line((Bold("Value: "), say_money(deal.value) if deal.value else NOT_DISCLOSED))
    if deal.values and (parts := deal.values[0].parts):
        more = [(f"{say_money(part.shown)}{' more' if part is not parts[0] else ''}", part.reports) for part in parts]
        yield Line((Bold("Added up: "), *_differing(more)))
    if deal.subject:
        yield Line((Bold("Covers: "), shown(deal.subject, 200)))
    if deal.locations:
        yield Line((Bold("Where: "), shown(_places(deal.locations), 160)))


def _places(locations: Sequence[str]) -> str:
    more = f" and {len(locations) - PLACES:,} more" if len(locations) > PLACES else ""
    return f"{'; '.join(shown(place, 45) for place in locations[:PLACES])}{more}"


def _parties(deal: Deal) -> str:
    """ "OpenAI and Foxconn (partners)", "Microsoft (buyer), Constellation (supplier)"."""
    said = []
    for role in dict.fromkeys(party.role for party in deal.parties[:PARTIES]):
        names = [shown(party.name, 60) for party in deal.parties[:PARTIES] if party.role == role]
        said.append(f"{say_list(names)} ({role_words(role, len(names))})")
    more = f", and {len(deal.parties) - PARTIES:,} more" if len(deal.parties) > PARTIES else ""
    return f"{', '.join(said)}{more}"


def _differing(figures: Sequence[tuple[str, tuple[KeptReport, ...]]]) -> Iterator[Piece]:
    """ "$38 billion (Reuters, 3 November 2025); $35 billion (Example Times)": each figure with its source."""
    for number, (said, reports) in enumerate(figures[:FIGURES]):
        yield "; " if number else ""
        yield said
        if reports:
            article = reports[0].article.article
            yield " ("
            yield _linked(publisher_of(article), article.url)
            yield f"{_on(article.published_on)}{f' and {len(reports) - 1:,} more' if len(reports) > 1 else ''})"


def _why_first(why: str) -> str:
    """ "; first the one told later", where there are words for why."""
    return f"; first {why}" if why else ""


def _commitments(deal: Deal) -> Iterator[Section]:
    """What is undertaken; of a deal that ended, what was undertaken before, apart from what its end brings."""
    shown_here = deal.commitments[:COMMITMENTS]
    rest = len(deal.commitments) - len(shown_here)
    more = (Line((f"and {rest:,} more in the evidence",)),) if rest else ()
    ended = [owed for owed in shown_here if deal.status == "terminated" and not _told_at_end(owed)]
    stands = [owed for owed in shown_here if owed not in ended]
    yield Section("Commitments", (*map(owed_line, stands), *(() if ended else more)))
    yield Section("Commitments before it ended", (*map(owed_line, ended), *(more if ended else ())))


def _told_at_end(owed: OwedLine) -> bool:
    return any(told.report.status == "terminated" for told in owed.reports)


def owed_line(owed: OwedLine) -> Line:
    """A commitment in one line; where it has no number, in the article's own words (a "no" is quoted below it)."""
    if has_number(owed.commitment) or owed.commitment.strength == "none" or not owed.reports:
        return Line(commitment_text(owed.commitment))
    text = owed.reports[0].article.article.text
    return Line(commitment_text(owed.commitment, words_of(text, owed.commitment, 90)))


def _quote_lines(deal: Deal) -> tuple[Line, ...]:
    """Some sentences, those of one article together, with their source below where there is more than one."""
    told = list(islice(_told(deal), QUOTES))
    ids = list(dict.fromkeys(report.article.id for report, _ in told))
    told.sort(key=lambda one: ids.index(one[0].article.id))
    several = len(articles_of(deal)) > 1
    lines: list[Line] = []
    for number, (report, span) in enumerate(told):
        article = report.article.article
        last = number + 1 == len(told) or told[number + 1][0].article.id != report.article.id
        by = (f"{publisher_of(article)}{_on(article.published_on)}",) if several and last else ()
        lines.append(Line((f"“{quote(article.text, span, QUOTE)}”",), quote=True, below=by))
    return tuple(lines)


def _told(deal: Deal) -> Iterator[tuple[KeptReport, Span]]:
    """The spans worth quoting, one a sentence: a stated no, what it is, the money; then how far it is, who it is."""
    seen: set[tuple[int, int]] = set()
    once = [islice(_quotable(deal, field), 1) for field in ("none", "kind", "value")]
    rest = [_quotable(deal, field) for field in ("none", "kind", "value", "status", "parties")]
    for report, span in chain(*once, *rest):
        place = (report.article.id, sentence_at(report.article.article.text, span).start)
        if place not in seen:
            seen.add(place)
            yield report, span


def _quotable(deal: Deal, field: str) -> Iterator[tuple[KeptReport, Span]]:
    """The first span of a field in each report that has one."""
    return ((report, span) for report in deal.reports for span in _spans(report.report, field)[:1])


def _spans(report: Report, field: str) -> tuple[Span, ...]:
    if field == "none":
        return tuple(span for owed in report.commitments if owed.strength == "none" for span in owed.evidence)
    spans: tuple[Span, ...] = getattr(report.evidence, field)
    return spans


def _source_lines(deal: Deal) -> tuple[Line, ...]:
    articles = articles_of(deal)
    lines = [Line(below=source_line(kept).text) for kept in articles[:SOURCES]]
    if len(articles) > SOURCES:
        lines.append(Line(below=(f"and {len(articles) - SOURCES:,} more in the evidence",)))
    return tuple(lines)


def source_line(kept: KeptArticle) -> Line:
    """An article as a source: who published it, what it is called, when, with its link."""
    article = kept.article
    if article.brief:
        return Line(("Tieup brief, based on ", *_based_on(article)))
    publisher = shown(article.publisher, 60) or host_of(article.url)
    name = ": ".join(part for part in (publisher, article.title) if part) or NAMELESS
    return Line((_linked(shown(name, 120), article.url), _on(article.published_on)))


def _based_on(article: Article) -> Iterator[Piece]:
    """The sources of a brief, one after the other."""
    if not article.sources:
        yield "sources that it does not name"
    for number, source in enumerate(article.sources[:3]):
        yield "; " if number else ""
        yield _linked(shown(source.publisher, 60) or host_of(source.url) or "a source", source.url)
        yield _on(source.published_on)
    if len(article.sources) > 3:
        yield f"; and {len(article.sources) - 3:,} more"


def publisher_of(article: Article) -> str:
    """Who published an article, as far as it is known; else what it is called."""
    if article.brief:
        return "Tieup brief"
    return shown(article.publisher, 60) or host_of(article.url) or shown(article.title, 60) or NAMELESS


def host_of(url: str) -> str:
    """The host of a web link, "" for anything else."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return shown(host.removeprefix("www."), 60) if parts.scheme in ("http", "https") else ""


def _linked(words: str, url: str) -> Piece:
    return Link(words, url) if host_of(url) else words


def _on(day: date | None) -> str:
    return f", {say_day(Day.of(day))}" if day else ""


def _footer(deal: Deal) -> Text:
    settled = "reviewed by hand" if any(report.report.reviewed for report in deal.reports) else ""
    return (joined(deal.label, kind_word(deal.kind), count(len(sources_of(deal)), "source"), settled),)
