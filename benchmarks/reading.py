"""What reading costs: beside spaCy's tokenizer on the same articles, and how it grows with the length of a text.

    make bench
    python -m benchmarks.reading [PASSES]

The yardstick is spaCy's blank English pipeline with its sentencizer, which cuts a text into words and sentences and
reads nothing; it must be installed (`pip install .[bench]`) and is needed by nothing else. Both are given the same
articles in the same process, turn by turn. The first pass is what counts in use, since an article is read once; in the
later ones spaCy finds every word in its cache. Growth is the time for 1 MiB over the mean time for twenty pieces of 10
KiB out of it, ordinary and hostile texts; linear is 102.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from bot.model import Article
from bot.reading import read
from bot.reading.forms import body
from tests.reading.hostile import HOSTILE
from tests.reading.mutations import articles

GIVEN = date(2025, 11, 21)
MOST, MOST_GROWTH = 4.0, 130.0
SMALL, LARGE = 10 * 1024, 1024 * 1024
PASSES, PIECES = 5, 20


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bodies() -> list[Article]:
    """The annotated articles to work with and the briefs, each without what stands before its text."""
    spans = [(text, body(text)) for text in articles()]
    return [Article(text[within.start : within.end], published_on=GIVEN) for text, within in spans]


def beside_spacy(passes: int) -> bool:
    """Both on the same articles, turn by turn; whether reading costs little enough."""
    import spacy

    texts = bodies()
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    read(Article("Velsta bought Rivonn in May 2021 for $3 million."))  # loads the lists of words
    pipeline("Velsta bought Rivonn.")
    print(f"{len(texts)} articles, {sum(len(article.text) for article in texts):,} characters")
    print(f"{'pass':<8}{'spaCy':>10}{'reading':>10}{'times':>8}")
    taken: list[tuple[float, float]] = []
    for number in range(passes):
        spacys = seconds(lambda: [pipeline(article.text) for article in texts])
        ours = seconds(lambda: [read(article) for article in texts])
        taken.append((spacys, ours))
        print(f"{number + 1:<8}{spacys:>9.3f}s{ours:>9.3f}s{ours / spacys:>8.2f}", flush=True)
    first = taken[0][1] / taken[0][0]
    print(f"each article read once: {first:.2f} times spaCy, of at most {MOST:.0f}")
    if passes > 1:
        best = min(ours for _, ours in taken) / min(spacys for spacys, _ in taken)
        print(f"the same articles again, every word in spaCy's cache: {best:.2f} times")
    return first <= MOST


def taken_for(text: str) -> float:
    """How long a text takes."""
    article = Article(text, published_on=GIVEN)
    return seconds(lambda: read(article))


def growth() -> bool:
    """How much longer 1 MiB takes than 10 KiB; whether all stay linear."""
    print(f"\n{'text':<32}{'10 KiB':>10}{'1 MiB':>10}{'times':>8}")
    worst = 0.0
    for name, make in HOSTILE.items():
        text = make(LARGE)
        pieces = [text[at : at + SMALL] for at in range(0, len(text) - SMALL, len(text) // PIECES)]
        small, large = sum(map(taken_for, pieces)) / len(pieces), taken_for(text)
        worst = max(worst, large / small)
        print(f"{name:<32}{small * 1000:>8.1f}ms{large:>9.2f}s{large / small:>8.1f}", flush=True)
    print(f"worst: {worst:.1f} times, of at most {MOST_GROWTH:.0f}")
    return worst <= MOST_GROWTH


def main() -> int:
    """Print both tables; the exit status says whether reading keeps within them."""
    passes = int(sys.argv[1]) if len(sys.argv) > 1 else PASSES
    kept = [beside_spacy(passes), growth()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
