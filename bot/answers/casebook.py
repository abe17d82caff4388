"""Corrections as test cases for the reader: an article's text, and what should be read from it.

The form is that of the annotated articles (reading.md): a text, and a JSON of its deals. A correction sets right those
reports that say what was corrected; of a deal with one report, that one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.answers.upkeep import report_object
from bot.language.names import key
from bot.merging import add_up, field_of
from bot.model import SHARED, Article, Commitment, Correction, Deal, KeptArticle, Party, Report, Stage
from bot.store.corrections import list_corrections
from bot.store.db import Database, Reads
from bot.store.deals import deal_by_id
from bot.store.reports import reports_of

PAGE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """An annotated article: `name`.txt holds the text, `name`.gold.json the rest."""

    name: str
    text: str
    gold: dict[str, Any]


async def cases(db: Database, *, server_id: int = SHARED) -> AsyncIterator[Case]:
    """The articles behind every deal that this server (SHARED: the owner) corrected, each once, as they should read."""
    async with db.snapshot() as reads:
        deals = await _corrected_deals(reads, server_id)
        articles = {kept.article.id: kept.article for deal in deals for kept in deal.reports}
        for article in sorted(articles.values(), key=lambda one: (one.server_id, one.number)):
            reports = await _as_they_should_be(reads, article, deals)
            yield Case(_name(article), article.article.text, _gold(article, reports))


async def _corrected_deals(reads: Reads, server_id: int) -> Sequence[Deal]:
    ids: dict[int, None] = {}
    offset = 0
    while made := await list_corrections(reads, server_id, limit=PAGE, offset=offset):
        ids.update((one.into_id or one.deal_id, None) for one in made if not one.undone_at and one.act != "split")
        offset += PAGE
    found = [await deal_by_id(reads, server_id, deal_id) for deal_id in ids]
    return list({deal.id: deal for deal in found if deal is not None and deal.corrections}.values())


async def _as_they_should_be(reads: Reads, article: KeptArticle, deals: Sequence[Deal]) -> list[Report]:
    """The article's reports with what was settled of their deals; two that were merged by hand are one."""
    seen_in = {kept.id: deal for deal in deals for kept in deal.reports}
    told: dict[object, Report] = {}
    for kept, _ in await reports_of(reads, article.id):
        deal = seen_in.get(kept.id)
        report = _settled(kept.report, article.article, deal) if deal else kept.report
        place: object = deal.id if deal else f"report {kept.id}"
        told[place] = _joined(told[place], report) if place in told else report
    return list(told.values())


def _joined(one: Report, other: Report) -> Report:
    """Two reports of an article that are of one agreement: the first, with what the second adds."""
    names = {key(party.name) for party in one.parties}
    return replace(
        one,
        main=one.main or other.main,
        value=one.value or other.value,
        parties=(*one.parties, *(party for party in other.parties if key(party.name) not in names)),
        commitments=tuple(dict.fromkeys((*one.commitments, *other.commitments))),
    )


def _settled(report: Report, article: Article, deal: Deal) -> Report:
    for edit in deal.corrections:
        if edit.act == "edit" and (len(deal.reports) == 1 or _said(report, article, deal, edit)):
            report = _set_right(report, edit)
    return report


def _said(report: Report, article: Article, deal: Deal, edit: Correction) -> bool:
    """Whether this report says by itself what was corrected."""
    own = next(kept for kept in deal.reports if kept.report == report or kept.article.article == article)
    alone = add_up(deal.id, deal.server_id, deal.number, [replace(own, report=report)])
    assert edit.field is not None
    return _likeness(field_of(alone, edit.field)) == _likeness(edit.before)


def _likeness(value: object) -> object:
    """Values as they compare between an article and a deal: parties by name, a status without its day."""
    if isinstance(value, Stage):
        return value.status
    if isinstance(value, tuple):
        return frozenset(_likeness(one) for one in value)
    if isinstance(value, Party):
        return key(value.name), value.role
    return replace(value, evidence=()) if isinstance(value, Commitment) else value


def _set_right(report: Report, edit: Correction) -> Report:
    value = edit.after
    match edit.field:
        case "status":
            assert isinstance(value, Stage)
            return replace(report, status=value.status)
        case "date":
            return replace(report, announced_on=value)  # type: ignore[arg-type]
        case "places":
            return replace(report, locations=value)  # type: ignore[arg-type]
        case field:
            assert field is not None
            return replace(report, **{field: value})  # type: ignore[arg-type]


def _name(article: KeptArticle) -> str:
    """ "A12-openai-and-foxconn": what files can be called everywhere."""
    words = [word for word in key(article.article.title).split() if word.isascii() and word.isalnum()]
    return "-".join([article.label, *words[:6]])


def _gold(article: KeptArticle, reports: Iterable[Report]) -> dict[str, Any]:
    given = article.article
    return {
        "id": _name(article),
        "url": given.url or None,
        "publisher": given.publisher or None,
        "title": given.title or None,
        "published_on": given.published_on.isoformat() if given.published_on else None,
        "deals": [_deal(report, given.text) for report in reports],
    }


def _deal(report: Report, text: str) -> dict[str, Any]:
    """A deal as annotators write it: evidence as the words themselves."""
    told = report_object(report)
    evidence = report.evidence
    spans = chain(evidence.parties, evidence.kind, evidence.status, evidence.value)
    for commitment in told["commitments"]:
        del commitment["evidence"]
    for party in told["parties"]:
        party.setdefault("aliases", [])
    fields = ("main", "kind", "status", "announced_on", "parties", "value", "commitments")
    return {
        **{field: told[field] for field in fields},
        "evidence": list(dict.fromkeys(text[span.start : span.end] for span in spans)),
    }
