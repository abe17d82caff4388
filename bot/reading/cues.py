"""The words that tell kind and status, and the sums that are no deal's value."""

from __future__ import annotations

import re
from functools import cache

from bot.language.text import words
from bot.model import Kind, Role
from bot.reading.lexicon import table
from bot.reading.masking import Masked
from bot.reading.naming.organisations import Mention

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

GOODS_UNITS = words(
    "GW MW GWh MWh TWh GPUs chips wafers aircraft ships vehicles tonnes barrels doses satellites trains "
    "engines turbines helicopters tanks servers racks units launches homes locomotives batteries cells "
    "systems buses trucks missiles cars railcars"
)
"""What is bought by number or measure."""

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{stems})"))  # type: ignore[misc]
    for kind, stems in (
        ("joint_venture", r"joint venture|joint company|jv\b"),
        ("licensing", r"licen[cs]|rights to|royalt|intellectual property"),
        ("financing", r"loan|credit (?:line|facility|agreement)|bonds?\b|debt|grants?\b|subsid"),
        ("acquisition", r"acqui|takeover|merger|buyout|buy-out|tender offer|would value|valu(?:es|ing) the"),
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

NO_VALUE_BEFORE = re.compile(
    r"\b(?:revenues?|sales|profits?|earnings|turnover|valuations?|valuing (?:it|the company|them)?|market (?:value|cap|capitali[sz]ation)|"
    r"savings|synerg\w+|cash flow|ebitda|income|loss(?:es)?|backlog|budget|fine|penalty|(?:termination|break-?up|break) fee|raised so far|"
    r"total funding|debt|milestones?|dividends?|target price|price target|assets|capex|spending|payable|charge|fee)"
    r"(?: \w+){0,2}? (?:of|at|to|is|was|as|from|by|worth|reached|topped|hit)(?: \w+){0,2} ?$|\b(?:valued|valuing|values|worth)(?: \w+){0,3} at ?(?:about |some |around )?$"
)
NO_VALUE_AFTER = re.compile(
    r"^(?: (?:in|of|a year in))? ?(?:annual |yearly )?(?:revenues?|sales|profits?|assets|debt(?! (?:facility|financing|package|funding|deal|round))|losses|savings|synerg\w+|dividends?|valuation|market (?:value|cap)\w*|"
    r"(?:termination|break-?up|break) fee|in (?:revenue|sales|assets|debt|savings)|fine|penalty|a share|per share|under management|company\b)"
)
DEAL_VALUED = re.compile(
    r"\b(?:deal|transaction|takeover|acquisition|merger|agreement|contract|purchase|order|swap|offer|bid|sale)(?: \w+){0,3},? (?:valued|worth)(?: \w+){0,2} at ?(?:about |some |around )?$"
)


def no_value(before: str, after: str) -> bool:
    """Whether the words around a sum make it something else than a deal's price: a valuation, a revenue, a fine."""
    if NO_VALUE_AFTER.search(after):
        return True
    return NO_VALUE_BEFORE.search(before) is not None and DEAL_VALUED.search(before) is None


REPORTED = re.compile(
    r"\b(?:people familiar|(?:a person|people|sources?) who (?:asked|know|knows|knew|spoke|declined|requested|was|were)|people with knowledge|people briefed|person familiar|person with knowledge|sources|source close|citing (?:people|unnamed|a person|sources)|according to (?:people|a person|sources|(?:press )?reports?)|"
    r"reports? (?:\S+ ){0,2}(?:says?|said)\b|reportedly|it (?:is|was) reported|is said to|are said to|unconfirmed|has reported that|have not confirmed)\b"
)


CONFIRMED = re.compile(r"\b(?:announced|confirmed|said in a statement|statement|filing|press release)\b")
ACCORDING = re.compile(r"\b(?:according to|citing|cited by|reports? (?:in|by|from)) (?:the )?$")
MEDIUM_SAYS = re.compile(r"^,?(?: \w+){0,2} (?:reported|reports|wrote|writes|said|says)\b")


def reported(masked: Masked, clause: str | None = None) -> bool:
    """Whether a sentence (or the clause of it that is given) rests on unnamed people or on a newspaper, not on a side
    of the deal."""
    if REPORTED.search(masked.text if clause is None else clause) is not None:
        return True
    if CONFIRMED.search(masked.text):
        return False
    return any(
        MEDIUM_SAYS.search(masked.text[place + 1 : place + 41]) or ACCORDING.search(masked.text[:place])
        for place, mark in enumerate(masked.text)
        if isinstance(found := masked.marks.get(mark), Mention) and found.who[0].sort == "medium"
    )


def alternation(forms: str) -> str:
    """A list of words as a regular expression; an empty one would match everything, so it is refused."""
    words = sorted({" ".join(form.split()) for form in forms.split(",") if form.strip()}, key=len, reverse=True)
    if not words:
        raise ValueError("an empty list of words matches everything")
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in words) + ")"


@cache
def status_patterns() -> dict[str, re.Pattern[str]]:
    """The status words of words/cues.toml, compiled on first use."""
    return {name: re.compile(rf"(?<!\w){alternation(words)}(?!\w)") for name, words in table("cues")["status"].items()}


def kind_of(said: str) -> Kind | None:
    """The kind that the words tell; None where they tell none."""
    return next((kind for kind, pattern in KINDS if pattern.search(said)), None)


FIRM = re.compile(
    r"\b(?:agreed|agrees|signed|signs|definitive|announced|entered into|struck|completed|accepted|undertook|finali[sz]ed|clinched|sealed)\b|\bsaid .{0,24}\bwould\b"
)
TENTATIVE = re.compile(
    r"\b(?:letters? of intent|memorand(?:um|a) of (?:understanding|terms|agreement|cooperation)|mous?|loi|non-?binding|not binding|binds neither|"
    r"heads of (?:terms|agreement)|in principle|preliminary (?:agreement|deal|memorandum|accord|terms)|feasibility study|indicative)\b"
)
"""What is signed by such papers is not agreed yet."""

DEFINITE = re.compile(
    r"\b(?:definitive|(?<!non-)(?<!not )(?<!legally )binding|final agreement|converted|follows an? (?:mou|memorandum|letter))\b"
)
