"""A corrected deal as a test case for the reader: each article's text, and beside it what should be read from it.

The form is that of the annotated articles in tests/reading: a text and a JSON file of one name.
"""

from __future__ import annotations

import json
import re

from bot import intake
from bot.answers import Answer, Ask, File, Options
from bot.answers.cards import articles_of
from bot.answers.corrections import deal_named
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.answers.upkeep import report_object
from bot.answers.wording import count
from bot.model import Deal, KeptArticle, Report
from bot.store.reports import reports_of

MOST_ARTICLES = 4


async def case(ask: Ask, options: Options) -> Answer:
    """The articles of a deal with what should have been read, as files."""
    need_manage(ask)
    deal = await deal_named(ask, text_option(options, "deal"))
    if isinstance(deal, Answer):
        return deal
    kept = articles_of(deal)[:MOST_ARTICLES]
    files = [file for one in kept for file in await _files(ask, deal, one)]
    said = f"{count(len(kept), 'article')} of {deal.label}: each text, and what should be read from it."
    return Answer(text=(said,), files=tuple(files), private=True)


async def _files(ask: Ask, deal: Deal, kept: KeptArticle) -> tuple[File, File]:
    """A text and what should be read from it."""
    ids = {told.id for told in deal.reports}
    reports = [
        _as_corrected(placed.kept.report, deal, kept.article.text) if placed.kept.id in ids else placed.kept.report
        for placed in await reports_of(ask.db, kept.id)
    ]
    article = kept.article
    words = re.sub(r"[^a-z0-9]+", "-", (article.title or deal.headline).casefold())
    name = f"{kept.label.casefold()}-{words[:40]}".strip("-")
    expected = {
        "id": name,
        "title": article.title or None,
        "url": article.url or None,
        "publisher": article.publisher or None,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "deals": [report_object(report) for report in reports],
    }
    gold = json.dumps(expected, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    text = article.text.encode("utf-8", "replace")
    return File(f"{name}.txt", text, "the article"), File(f"{name}.gold.json", gold, "what should be read")


def _as_corrected(report: Report, deal: Deal, text: str) -> Report:
    """The report with the fields that were corrected on its deal; the words that say so are found anew."""
    changes = {one.field: one.after for one in deal.corrections if one.act == "edit" and one.field}
    return intake.edited(report, changes, text)
