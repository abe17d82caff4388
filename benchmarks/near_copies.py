"""What it costs to find out whether an article is here already: among 1,000 articles, and among 100,000.

    python -m benchmarks.near_copies [ARTICLES]

Made-up articles of 200 words, a tenth of which end in the same paragraph of their house. Looked up are the same link in
other clothes, the same text, nearly the same text, and texts that are new. Prints the median and the 99th hundredth of
each at both sizes, and how many times the smaller's cost the larger's is; the bar is 2.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime

from bot.intake import marks_of
from bot.intake.twins import twin_of
from bot.model import SHARED, Article, Reading
from bot.store import articles
from bot.store.copies import write_hashes
from bot.store.db import Database, open_database

NOW = datetime(2025, 11, 25, 12, tzinfo=UTC)
SMALL, LARGE = 1_000, 100_000
LOOKS = 300
SYLLABLES = [
    a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t") for b in ("a", "e", "i", "o", "u")
]
HOUSE = (
    "This story was put together from the wire and from our own reporters in several cities, as every day of the year."
)

Look = Callable[[Database, int], Awaitable[bool]]


def text_of(number: int) -> list[str]:
    """The words of the article of this number, the same each time."""
    chosen = random.Random(number)
    words = ["".join(chosen.choices(SYLLABLES, k=chosen.randint(2, 4))) for _ in range(120)]
    return [chosen.choice(words) for _ in range(200)]


def article_of(number: int, words: list[str] | None = None, *, url: str = "") -> Article:
    end = f" {HOUSE}" if number % 10 == 0 else ""
    text = " ".join(words or text_of(number)) + end
    return Article(text, title=f"Story {number}", url=url or f"https://news.example/{number}")


async def fill(db: Database, first: int, last: int) -> None:
    """Put these articles on the shelf, some thousand at a time."""
    for start in range(first, last, 2_000):
        async with db.transaction() as tx:
            for number in range(start, min(last, start + 2_000)):
                given = article_of(number)
                kept = await articles.add(
                    tx, given, server_id=SHARED, marks=marks_of(given), state="published", person_id=0, now=NOW
                )
                await write_hashes(tx, kept.id)
        print(f"\r{min(last, start + 2_000):,} articles", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


async def look(db: Database, given: Article) -> bool:
    """What intake does before it knows that an article is new, its reading apart."""
    marks = marks_of(given)
    if await articles.known(db, SHARED, marks) is not None:
        return True
    return await twin_of(db, SHARED, Reading(given), marks) is not None


async def same_link(db: Database, number: int) -> bool:
    url = f"http://m.news.example/{number}/amp?utm_source=x&fbclid=y"
    return await look(db, article_of(number, text_of(number + 10**7), url=url))


async def same_text(db: Database, number: int) -> bool:
    given = article_of(number, url=f"https://other.example/{number}")
    return await look(db, given)


async def near_text(db: Database, number: int) -> bool:
    """Every twentieth word another, two sentences more, under another link."""
    words = [f"{word}x" if place % 20 == 0 else word for place, word in enumerate(text_of(number))]
    return await look(
        db, article_of(number, [*words, *text_of(number + 10**8)[:30]], url=f"https://x.example/{number}")
    )


async def new_text(db: Database, number: int) -> bool:
    return not await look(db, article_of(number + 10**9))


LOOK_UPS: dict[str, Look] = {
    "the same link": same_link,
    "the same text": same_text,
    "nearly the same text": near_text,
    "a new text": new_text,
}


async def measure(db: Database, total: int) -> dict[str, list[float]]:
    """Milliseconds of each look-up; what is looked up is as large in both libraries. Wrong answers end the run."""
    found: dict[str, list[float]] = {}
    for name, one in LOOK_UPS.items():
        chosen = random.Random(7)
        right = 0
        for _ in range(LOOKS):
            number = chosen.randrange(total)
            start = time.perf_counter()
            right += await one(db, number)
            found.setdefault(name, []).append((time.perf_counter() - start) * 1_000)
        if right < 0.95 * LOOKS:
            raise SystemExit(f"{name}: right only {right} times of {LOOKS}, among {total:,}")
    return found


def lines(small: dict[str, list[float]], large: dict[str, list[float]], sizes: tuple[int, int]) -> Iterator[str]:
    yield f"{'milliseconds':22} {f'{sizes[0]:,}':>16} {f'{sizes[1]:,}':>16}    ratio"
    for name in small:
        one, other = statistics.median(small[name]), statistics.median(large[name])
        tails = [statistics.quantiles(some[name], n=100)[98] for some in (small, large)]
        yield f"{name:22} {one:7.2f} /{tails[0]:7.2f} {other:7.2f} /{tails[1]:7.2f}    {other / one:.2f}"
    yield f"{'':22} {'median / 99th':>16} {'median / 99th':>16}    of medians; at most 2"


async def main(large: int = LARGE) -> int:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/library.sqlite3") as db:
            await fill(db, 0, SMALL)
            few = await measure(db, SMALL)
            await fill(db, SMALL, large)
            many = await measure(db, large)
    print("\n".join(lines(few, many, (SMALL, large))))
    return int(any(statistics.median(many[name]) > 2 * statistics.median(few[name]) for name in few))


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*map(int, sys.argv[1:]))))
