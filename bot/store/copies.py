"""Near copies: which published articles have nearly the text of another, looked up by the hashes of its sketch.

How alike two texts are is `language`'s (likeness.py). A hash that many articles share, for a house's own words, is
followed to the latest of them only, so that a look-up costs the same among a thousand articles and among a million.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.model import SHARED, KeptArticle
from bot.store.articles import by_ids
from bot.store.db import Reads, Transaction

FOLLOWED = 64
ENOUGH = 0.4
"""The part of a sketch that must be shared for the texts to be compared; less than for likeness, for it is a guess."""


async def put_sketch(tx: Transaction, article_id: int, sketch: Sequence[int]) -> None:
    """Keep an article's sketch. A draft is found by it when it is published (`write_hashes`)."""
    await tx.execute("update articles set sketch = $2 where id = $1", article_id, json.dumps(list(sketch)))


async def write_hashes(tx: Transaction, article_id: int) -> None:
    """Make a published article findable by its sketch; a draft or a removed one is not."""
    row = await tx.fetch_one("select server_id, state, sketch from articles where id = $1", article_id)
    assert row is not None
    await tx.execute("delete from sketches where article_id = $1", article_id)
    if row["state"] == "published" and row["sketch"]:
        await tx.execute_all(
            "insert into sketches (hash, server_id, article_id) values ($1, $2, $3)",
            [(one, row["server_id"], article_id) for one in json.loads(row["sketch"])],
        )


async def near_copies(reads: Reads, server_id: int, sketch: Sequence[int], limit: int = 5) -> tuple[KeptArticle, ...]:
    """Published articles that this server may see and whose sketches share much with this one, the most alike first."""
    if not sketch:
        return ()
    shelves = (SHARED,) if server_id == SHARED else (SHARED, server_id)
    parts = [
        f"""select article_id from (select article_id from sketches where hash = ${place} and server_id = {shelf}
        order by article_id desc limit {FOLLOWED}) as h{place}_{number}"""
        for place in range(3, len(sketch) + 3)
        for number, shelf in enumerate(("0", "$1")[: len(shelves)])
    ]
    rows = await reads.fetch(
        f"""select article_id, count(*) as shared from ({" union all ".join(parts)}) as found
        where $1 >= 0 group by article_id having count(*) >= $2 order by shared desc, article_id limit {limit}""",
        server_id,
        max(1, round(len(sketch) * ENOUGH)),
        *sketch,
    )
    kept = await by_ids(reads, [row["article_id"] for row in rows])
    return tuple(kept[row["article_id"]] for row in rows)


async def unsketched(reads: Reads, limit: int = 200) -> tuple[KeptArticle, ...]:
    """Articles from before there were sketches."""
    rows = await reads.fetch("select id from articles where sketch = '' order by id limit $1", limit)
    found = await by_ids(reads, [row["id"] for row in rows])
    return tuple(found.values())
