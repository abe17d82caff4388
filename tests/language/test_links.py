"""Links: which of them lead to the same article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.links import link_key

ONE_ARTICLE = (
    "https://www.example.com/news/one-deal",
    "http://example.com/news/one-deal/",
    "HTTPS://Example.COM:443/news//one-deal",
    "https://m.example.com/news/one-deal",
    "https://amp.example.com/news/one-deal",
    "https://example.com/amp/news/one-deal",
    "https://example.com/news/one-deal/amp",
    "https://example.com/news/one-deal/amp/",
    "https://example.com/news/one-deal.amp",
    "https://example.com/news/one-deal/amp.html",
    "https://example.com/news/one-deal?outputType=amp",
    "https://example.com/news/one-deal?utm_source=x&UTM_Campaign=y&fbclid=z",
    "https://example.com/news/one-deal#comments",
    "https://example.com/news/one%2Ddeal",
    "  https://example.com./news/one-deal  ",
    "https://example.com/news/one-deal/index.html?srsltid=1&WT.mc_id=2",
    "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/one-deal/amp/",
    "https://www.google.com/amp/s/www.example.com/news/one-deal",
    "https://www.bing.com/amp/s/example.com/news/one-deal?utm_source=x",
    "https://www.google.de/url?sa=t&url=https%3A%2F%2Fwww.example.com%2Fnews%2Fone-deal&usg=x",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fnews%2Fone-deal%3Ffbclid%3Dx&h=y",
    "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fnews%2Fone-deal&data=z",
    "https://www.google.com/url?q=https://www.google.com/amp/s/example.com/news/one-deal",
)
OTHERS = (
    "https://example.com/news/two-deals",
    "https://example.com/news",
    "https://news.example.com/news/one-deal",
    "https://example.org/news/one-deal",
    "https://example.com/news/one-deal?page=2",
    "https://example.com/news/one-deal?id=1",
    "https://example.com:8080/news/one-deal",
    "https://example.com/news/one-deal/amplifier",
    "https://example.com/News/One-Deal",
    "https://m.com/news/one-deal",
    "https://example.com/amp/s/www.example.com/news/one-deal",
    "https://www.google.com/url?q=how+to+deal",
    "https://www.google.com/search?q=https://example.com/news/one-deal",
    "https://example.com/l.php?u=https://example.com/news/one-deal",
)


@pytest.mark.parametrize("url", ONE_ARTICLE)
def test_the_same_article_in_other_clothes(url: str) -> None:
    assert link_key(url) == "example.com/news/one-deal"


def test_other_articles_stay_others() -> None:
    keys = {link_key(url) for url in (*OTHERS, ONE_ARTICLE[0])}
    assert len(keys) == len(OTHERS) + 1


def test_links_within_links_come_to_an_end() -> None:
    assert link_key("https://www.google.com/url?q=" * 20_000 + "https://example.com/").startswith("google.com/url?q=")


def test_the_order_of_parameters_does_not_matter() -> None:
    assert link_key("https://example.com/?b=2&a=1") == link_key("https://www.example.com?a=1&utm_medium=m&b=2")


@pytest.mark.parametrize(
    "url", ["", "news", "ftp://example.com/a", "javascript:alert(1)", "http://[bad", "https://", "https://x:y/"]
)
def test_what_is_no_link_has_no_key(url: str) -> None:
    assert link_key(url) == ""


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    link_key(text)
    key = link_key(f"https://example.com/{text}")
    assert key == "" or link_key(f"http://www.{key}") == key
