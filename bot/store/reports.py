"""Reports: what each article says of each deal, kept in the order of the article."""

from __future__ import annotations

from collections.abc import Sequence
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


async def reports_of(reads: Reads, article_id: int) -> tuple[Placed, ...]:
    """The reports of one article in their order, with the deals they are put with; drafts included."""
    rows = await reads.fetch("select * from reports where article_id = $1 order by position", article_id)
    found = await by_ids(reads, [article_id])
    return tuple(Placed(_kept_report(row, found[article_id]), row["deal_id"]) for row in rows)


async def reports_of_deals(
    reads: Reads, deal_ids: Sequence[int], server_id: int | None = None
) -> dict[int, list[KeptReport]]:
    """For each deal, the published reports that a server may see (None: all, to write the views by)."""
    if not deal_ids:
        return {}
    places = ", ".join(f"${place}" for place in range(2, len(deal_ids) + 2))
    rows = await reads.fetch(
        f"""select r.* from reports r join articles a on a.id = r.article_id
        where r.deal_id in ({places}) and a.state = 'published' and ($1 < 0 or r.server_id in (0, $1)) order by r.id""",
        -1 if server_id is None else server_id,
        *deal_ids,
    )
    articles = await by_ids(reads, sorted({row["article_id"] for row in rows}))
    found: dict[int, list[KeptReport]] = {}
    for row in rows:
        found.setdefault(row["deal_id"], []).append(_kept_report(row, articles[row["article_id"]]))
    return found


def _kept_report(row: Row, article: KeptArticle) -> KeptReport:
    return KeptReport(id=row["id"], article=article, report=read_report(row["body"]), reason=row["reason"])
