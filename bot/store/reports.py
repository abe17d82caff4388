"""Reports: what each article says of each deal, kept in the order of the article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.model import KeptArticle, KeptReport, Report
from bot.store.articles import by_ids
from bot.store.bodies import read_report, write_report
from bot.store.connections import Row
from bot.store.db import Reads, Transaction


class Placed(NamedTuple):
    """A report and the deal that it is put with (None: a draft's)."""

    kept: KeptReport
    deal_id: int | None


async def put_reports(tx: Transaction, kept: KeptArticle, reports: Sequence[Report]) -> tuple[KeptReport, ...]:
    """Keep what a reading of an article gave, in the place of what it gave before; not yet with any deal."""
    await tx.execute("delete from reports where article_id = $1", kept.id)
    for position, report in enumerate(reports):
        await tx.execute(
            "insert into reports (article_id, position, server_id, body, reason) values ($1, $2, $3, $4, '')",
            kept.id,
            position,
            kept.server_id,
            write_report(report),
        )
    return tuple(placed.kept for placed in await reports_of(tx, kept.id))


async def set_report(tx: Transaction, report_id: int, report: Report) -> None:
    """Put a draft's report right; that of a published article is only ever replaced as a whole."""
    await tx.execute("update reports set body = $2 where id = $1 and deal_id is null", report_id, write_report(report))


async def drop_report(tx: Transaction, report_id: int) -> None:
    """Leave a report out of a draft."""
    await tx.execute("delete from reports where id = $1 and deal_id is null", report_id)


async def append_report(tx: Transaction, kept: KeptArticle, report: Report) -> None:
    """Add a report to a draft, after those that are there."""
    await tx.execute(
        """insert into reports (article_id, position, server_id, body, reason)
        select $1, coalesce(max(position), -1) + 1, $2, $3, '' from reports where article_id = $1""",
        kept.id,
        kept.server_id,
        write_report(report),
    )


async def reports_of(reads: Reads, article_id: int) -> tuple[Placed, ...]:
    """The reports of one article in their order, with the deals they are put with; drafts included."""
    rows = await reads.fetch("select * from reports where article_id = $1 order by position", article_id)
    found = await by_ids(reads, [article_id])
    return tuple(Placed(_kept_report(row, found[article_id]), row["deal_id"]) for row in rows)


async def reports_of_deals(reads: Reads, deal_ids: Sequence[int]) -> dict[int, list[KeptReport]]:
    """For each deal, the published reports that were matched with it: everyone's and every server's, for the views."""
    if not deal_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(1, len(deal_ids) + 1))
    rows = await reads.fetch(
        f"""select r.* from reports r join articles a on a.id = r.article_id
        where r.deal_id in ({places}) and a.state = 'published' order by r.id""",
        *deal_ids,
    )
    articles = await by_ids(reads, sorted({row["article_id"] for row in rows}))
    found: dict[int, list[KeptReport]] = {}
    for row in rows:
        found.setdefault(row["deal_id"], []).append(_kept_report(row, articles[row["article_id"]]))
    return found


async def reports_of_views(
    reads: Reads, views: Sequence[tuple[int, int]]
) -> dict[int, list[tuple[KeptReport, int | None]]]:
    """For each view (deal and audience, no deal twice) the reports that it adds up, by its deal's id.

    Beside each the id of the correction that put it there, if one did.
    """
    if not views:
        return {}
    places = ", ".join(f"(${2 * place + 1}, ${2 * place + 2})" for place in range(len(views)))
    rows = await reads.fetch(
        f"""select r.*, s.deal_id as seen_in, s.by_correction from view_reports s join reports r on r.id = s.report_id
        where (s.deal_id, s.audience) in (values {places}) order by r.id""",
        *(end for view in views for end in view),
    )
    articles = await by_ids(reads, sorted({row["article_id"] for row in rows}))
    found: dict[int, list[tuple[KeptReport, int | None]]] = {}
    for row in rows:
        found.setdefault(row["seen_in"], []).append(
            (_kept_report(row, articles[row["article_id"]]), row["by_correction"])
        )
    return found


async def note_left_out(tx: Transaction, article_id: int, report: Report) -> None:
    """Remember that a person wants no such deal read from this article."""
    bodies = [write_report(one) for one in await left_out(tx, article_id)]
    await tx.execute(
        "update articles set left_out = $2 where id = $1", article_id, json.dumps([*bodies, write_report(report)])
    )


async def left_out(reads: Reads, article_id: int) -> tuple[Report, ...]:
    """What a person left out of an article."""
    bodies = await reads.fetch_value("select left_out from articles where id = $1", article_id)
    return tuple(read_report(body) for body in json.loads(bodies))


async def matched_with(reads: Reads, report_ids: Sequence[int]) -> dict[int, int]:
    """For each report, the deal that it was matched with, whatever people made of it since."""
    places = ", ".join(f"${place}" for place in range(1, len(report_ids) + 1))
    rows = await reads.fetch(f"select id, deal_id from reports where id in ({places})", *report_ids)
    return {row["id"]: row["deal_id"] for row in rows}


async def placed_at(reads: Reads, report_ids: Sequence[int]) -> dict[int, datetime]:
    """When each report was put with its deal, as far as it is known."""
    if not report_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(1, len(report_ids) + 1))
    rows = await reads.fetch(f"select id, placed_at from reports where id in ({places})", *report_ids)
    return {row["id"]: datetime.fromisoformat(row["placed_at"]) for row in rows if row["placed_at"]}


def _kept_report(row: Row, article: KeptArticle) -> KeptReport:
    return KeptReport(id=row["id"], article=article, report=read_report(row["body"]), reason=row["reason"])
