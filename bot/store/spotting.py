"""Where in a row of words companies are named: the longest names first, exact names only.

Unlike `companies.spot`, which takes free words apart, this tells the place of each name, so that a question's grammar
can be read around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.names import key
from bot.model import Company
from bot.store.companies import COUNT, SEEN, companies_by_id
from bot.store.db import Reads
from bot.store.naming import TICKER

LONGEST = 5
"""Words of the longest name that is looked for."""

MOST_WORDS = 60
STRETCH = 200
"""Names asked for at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """A company named by the words from `start` on, `length` of them. `loud` where only capitals make it a name."""

    start: int
    length: int
    company: Company
    loud: bool = False


async def name_places(reads: Reads, server_id: int, words: Sequence[str]) -> tuple[Named, ...]:
    """The companies named in a row of words, in order, none overlapping; of several the one with most deals."""
    words = words[:MOST_WORDS]
    stretches = {
        (start, length): key(" ".join(words[start : start + length]).lstrip("$"))
        for start in range(len(words))
        for length in range(1, min(LONGEST, len(words) - start) + 1)
        if all(any(mark.isalnum() for mark in word) for word in words[start : start + length])
    }
    async with reads.snapshot() as same:
        ids = await _ids(same, server_id, sorted(set(stretches.values())))
        chosen = list(_chosen(words, stretches, ids))
        companies = await companies_by_id(same, server_id, [company_id for *_, company_id, _ in chosen])
    return tuple(Named(start, length, companies[company_id], loud) for start, length, company_id, loud in chosen)


def _chosen(
    words: Sequence[str], stretches: dict[tuple[int, int], str], ids: dict[str, tuple[int, int]]
) -> list[tuple[int, int, int, bool]]:
    """Start, length, company and whether it is a ticker, of each name, the longest at each place."""
    chosen: list[tuple[int, int, int, bool]] = []
    start = 0
    while start < len(words):
        for length in range(LONGEST, 0, -1):
            found = ids.get(stretches.get((start, length), ""))
            if found is None:
                continue
            company_id, rank = found
            # "it" and "on" are tickers too: only capitals or a dollar sign make one.
            if rank == TICKER and not (length == 1 and (words[start].startswith("$") or words[start].isupper())):
                continue
            chosen.append((start, length, company_id, rank == TICKER))
            start += length - 1
            break
        start += 1
    return chosen


async def _ids(reads: Reads, server_id: int, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each name that is known, the company it stands for, and as what (`rank`)."""
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(keys), STRETCH):
        some = keys[at : at + STRETCH]
        places = ", ".join(f"${place}" for place in range(3, len(some) + 3))
        rows = await reads.fetch(
            f"""select n.key, c.id, min(n.rank) as rank, {COUNT} as deals
            from company_names n join companies c on c.id = n.company_id
            where n.key in ({places}) and n.server_id in (0, $1) and n.rank <= $2 and {SEEN}
            group by n.key, c.id order by rank, deals desc, c.id""",
            server_id,
            TICKER,
            *some,
        )
        for row in rows:
            found.setdefault(row["key"], (row["id"], row["rank"]))
    return found


__all__ = ["Named", "name_places"]
