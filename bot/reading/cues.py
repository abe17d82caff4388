"""The words that tell kind and status, and the sums that are no deal's value."""

from __future__ import annotations

import re
from functools import cache

from bot.model import Kind, Role, Status
from bot.reading.lexicon import table
from bot.reading.templates import alternation

KIND_ROLES: dict[Kind, tuple[Role, ...]] = {
    "acquisition": ("acquirer", "target", "seller", "partner"),
    "joint_venture": ("partner",),
    "investment": ("investor", "investee"),
    "financing": ("lender", "borrower"),
    "licensing": ("licensee", "licensor"),
    "supply": ("buyer", "supplier"),
    "services": ("buyer", "supplier"),
    "partnership": ("partner",),
    "pledge": ("investor",),
}

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})"))  # type: ignore[misc]
    for kind, words in (
        ("joint_venture", r"joint venture|joint company|jv\b"),
        ("licensing", r"licen[cs]|rights to|royalt|intellectual property"),
        ("financing", r"loan|credit (?:line|facility)|bonds?\b|debt|grants?\b|subsid"),
        ("acquisition", r"acqui|takeover|merger|buyout|buy-out|tender offer"),
        ("investment", r"stake|equity|funding round|invest(?:ment)? in|shares in|series [a-h]\b"),
        (
            "services",
            r"cloud|hosting|lease|data cent|computing (?:power|capacity)|outsourc|services?\b|capacity|network|contract to (?:build|operate|design)|construction|maintenance|charter",
        ),
        (
            "supply",
            r"suppl|order|offtake|off-take|power purchase|ppas?\b|purchase|deliver|chips?\b|buy\b|batter|cells|aircraft|jets|planes|ships|vessels|lng|gpus?\b|trucks|lithium|nickel|copper|uranium|wafers|gas\b|electricity|memory",
        ),
        ("partnership", r"partner|collaborat|alliance|memorandum|mou\b|tie-up|cooperat|jointly"),
    )
)

NOT_A_VALUE = re.compile(
    r"\b(?:revenues?|sales of|profits?|earnings|valuation|valued it at|valuing|valued at|market (?:value|cap|capitali[sz]ation)|worth of assets|in assets|under management|a share|per share|savings|synerg\w+|cash flow|"
    r"ebitda|income|losses|loss of|backlog|budget|fine|penalty|termination fee|break-?up fee|break fee|customers|raised so far|to date|total funding|debt of|milestones?)\b|price target"
)


@cache
def status_patterns() -> dict[str, re.Pattern[str]]:
    """The status words of words/cues.toml, compiled on first use."""
    return {name: re.compile(rf"(?<!\w){alternation(words)}(?!\w)") for name, words in table("cues")["status"].items()}


def kind_of(said: str) -> Kind | None:
    """The kind that the words tell; None where they tell none."""
    return next((kind for kind, pattern in KINDS if pattern.search(said)), None)


FIRM = re.compile(r"\b(?:agreed|signed|definitive|announced|entered into|struck|completed)\b")


def status_of(said: str) -> Status:
    """Where a deal stands by the words that tell it."""
    words = status_patterns()
    if words["terminated"].search(said):
        return "terminated"
    firm = FIRM.search(said) is not None
    if words["rumored"].search(said) and not firm:
        return "rumored"
    if words["completed"].search(said):
        return "completed"
    if words["proposed"].search(said) and not firm:
        return "proposed"
    return "announced"
