"""Near copies by the runs of words that texts share: what is found, and what is left apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.likeness import SHORTEST, SIZE, alike, runs, sketch

WORDS = [f"{start}{end}" for start in "bdfgklmnprst" for end in ("ad", "en", "ilo", "oru", "uma", "ane", "eti")]


def text(seed: int, length: int = 300) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) for _ in range(length)]


def shared(one: str, other: str) -> float:
    ours = sketch(one)
    return len(set(ours) & set(sketch(other))) / len(ours)


def changed(words: list[str], every: int) -> list[str]:
    return ["another" if place % every == 0 else word for place, word in enumerate(words)]


COPIES = {
    "a headline above": lambda words: ["Big", "news", "of", "today", *words],
    "cut to two thirds": lambda words: words[: len(words) * 2 // 3],
    "two paragraphs more": lambda words: [*words, *text(99, 100)],
    "paragraphs in another order": lambda words: [*words[200:], *words[:100], *words[100:200]],
    "every twelfth word changed": lambda words: changed(words, 12),
}


@pytest.mark.parametrize("copy", COPIES)
def test_copies_are_found(copy: str) -> None:
    for seed in range(20):
        words = text(seed)
        one, other = " ".join(words), " ".join(COPIES[copy](words))
        assert alike(runs(one), runs(other))
        assert shared(one, other) >= 0.4


def test_other_texts_are_not() -> None:
    texts = [" ".join(text(seed)) for seed in range(30)]
    for place, one in enumerate(texts):
        for other in texts[:place]:
            assert not alike(runs(one), runs(other))
            assert shared(one, other) < 0.4


def test_the_houses_own_paragraphs_say_nothing() -> None:
    about, outlook = (" ".join(text(seed, 400)) for seed in (77, 78))
    house = f"\n\nAbout Foxconn\n\n{about}\n\nForward-looking statements {outlook}"
    one, other = (" ".join(text(seed, 100)) + house for seed in (1, 2))
    assert not alike(runs(one), runs(other))
    assert shared(one, other) < 0.4
    assert runs(one) == runs(" ".join(text(1, 100)))
    assert runs("About half of it: " + " ".join(text(1, 100))) != runs(" ".join(text(1, 100)))


def test_short_texts_have_no_sketch_and_are_never_alike() -> None:
    short = " ".join(text(1, SHORTEST - 1))
    assert sketch(short) == ()
    assert not alike(runs(short), runs(short))


@given(st.text(max_size=400))
def test_any_text_has_one_sketch(given_text: str) -> None:
    found = sketch(given_text)
    assert found == sketch(given_text) == tuple(sorted(set(found)))
    assert len(found) <= SIZE
    assert all(0 <= one < 2**32 for one in found)
