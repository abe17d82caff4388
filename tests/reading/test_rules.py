"""Every rule with its own sentences: those that fit are read by it, those that must not are not."""

from __future__ import annotations

import pytest

from bot.language.text import sentences
from bot.model import Article
from bot.reading import masked_sentences
from bot.reading.rules import ALL, compiled
from bot.reading.templates import Compiled, Rule, alternation, compile_template
from bot.reading.vocabulary import load


def matched(rule: Compiled, sentence: str) -> bool:
    """Whether the rule's template matches the sentence as rules see it."""
    (masked,) = masked_sentences(Article(sentence), sentences(sentence), load())
    match = rule.pattern.search(masked.text)
    return match is not None and (rule.unless is None or not rule.unless.search(match[0]))


@pytest.mark.parametrize("rule", compiled(), ids=lambda rule: rule.rule.template)
def test_a_rule_fits_its_own_sentences(rule: Compiled) -> None:
    assert rule.rule.fits
    assert [sentence for sentence in rule.rule.fits if not matched(rule, sentence)] == []
    assert [sentence for sentence in rule.rule.misses if matched(rule, sentence)] == []


def test_no_two_rules_are_the_same() -> None:
    templates: list[str] = [rule.template for rule in ALL]
    assert len(set(templates)) == len(templates)


def test_an_empty_word_class_is_refused() -> None:
    with pytest.raises(ValueError, match="matches everything"):
        alternation(" , ")


def test_a_rule_is_data() -> None:
    assert all(isinstance(rule, Rule) for rule in ALL)


def test_a_template_with_a_part_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="means nothing"):
        compile_template("{one}(?!.{0,60} in) <deal>")
