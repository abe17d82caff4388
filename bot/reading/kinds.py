"""Of which kind a deal is: as most of its words tell, and then as its clauses tell more closely.

A verb like "buy" or a noun like "agreement" tells half of it; what is bought, or what the agreement is on, the rest:
"bought 12 solar projects" is an acquisition, "a contract for 12 helicopters" is supply.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.language.amounts import QuantityFind
from bot.language.text import words
from bot.model import Kind
from bot.reading.cues import kind_of
from bot.reading.deals import Find, Told
from bot.reading.masking import M, O, Q
from bot.reading.story import Line, Story

ASSET = (
    r"(?:projects?|plants?|mines?|factor(?:y|ies)|business(?:es)?|units?|divisions?|brands?|portfolios?|stores|shops|hotels?|buildings?|"
    r"fields?|refiner(?:y|ies)|pipelines?|terminals?|wind farms?|solar farms?|towers?|licences|licenses|concessions?|subsidiar(?:y|ies)|"
    r"operations|assets|branches|compounds|patents|land|vineyards?|stations?|clinics|restaurants)"
)
BOUGHT = re.compile(
    rf"\b(?:buy|buys|buying|bought|acquir(?:e|es|ed|ing)|purchas(?:e|es|ed|ing)|sell|sells|selling|sold|take over|took over|taken over)"
    rf" (?:(?!from\b|to\b|for\b|of\b|in\b|with\b|at\b|by\b)[\w'&%.-]+ |{Q} |{O}'s? ){{0,6}}?{ASSET}\b(?! (?:of power|output|capacity))"
    r"|\b(?:collection|portfolio|group|package|set) of (?:[\w-]+ ){0,3}(?:compounds|brands|assets|patents|properties|projects)\b"
)
GOODS_OF_ASSETS = re.compile(r"\b(?:power|electricity|output|energy|capacity|gas|heat) (?:from|of)\b")
WHOLE = re.compile(
    rf"\bfor (?:each|every) (?:[\w-]+ ){{0,3}}share\b|(?:{M}|\d{{1,6}}p) (?:in cash |in stock |per share |a share |for each |apiece )"
    r"|\b(?:all (?:of )?(?:the |its )?(?:outstanding |issued )?shares|the shares (?:that )?it does not)\b"
)
PER_SHARE = re.compile(
    rf"\b(?:at|for|of|pay|pays|paid|offers?|offered|offering) (?:about |up to )?{M} (?:a|per|for each|for every|each) (?:[\w-]+ )?share\b"
)
SOME_SHARES = re.compile(
    r"\b(?:stake|newly issued|new shares|minority|warrants?|convertible|private placement|invest\w*)\b|%| per ?cent"
)
FRACTION = re.compile(
    rf"\b(?:buy|buys|bought|buying|take|takes|took|acquir\w+|purchas\w+|sold|sell|paid|pay|pays|for) (?:\w+ ){{0,3}}?(?:a|one) (?:tenth|twentieth|fifth|sixth|seventh|eighth|quarter|third) of {O}"
    r"|\b(?:[1-9]|[1-4]\d)(?:\.\d+)?(?:%| per ?cent) (?:\w+ ){0,3}?(?:stake|interest|holding)\b|\bminority (?:stake|interest|share)\b"
)
MORE_OF_IT = re.compile(
    r"\b(?:remaining|rest of|control|raise|lift|another|joint venture|venture|it does not|partner)\b"
)
POOLED = re.compile(
    r"\b(?:merg\w+|combin\w+|pool\w*|bring\w* together)\b(?: of)? (?:its|their|the)(?: two| respective)? (?:[\w-]+ ){0,4}?(?:business(?:es)?|operations|activities|mills|units|divisions|arms|assets)\b"
)
GOODS = re.compile(
    r"\b(?:supply (?:agreement|contract|deal|pact)|supplier|offtake|off-take|power purchase|hydrogen|vaccines?|doses|modules|cells|batter(?:y|ies)|"
    r"steel|turbines|locomotives|trains|buses|trucks|tanks|missiles|ammunition|shells|wafers|graphite|cobalt|lithium|nickel|magnets|ammonia|uranium|"
    r"coal|iron ore|copper|panels|electrolysers?|helicopters|aircraft|jets|airliners|ships|vessels|carriers|tankers|engines|electricity|megawatt-hour)\b"
)
WORKS = re.compile(
    r"\b(?:cloud|hosting|leas\w+|rent\w*|computing|outsourc\w*|mainten\w+|maintain\w*|repair\w*|overhaul\w*|to build|construct\w*|to operate|data cent\w+|charter\w*|services?|modernize|upgrade|network)\b"
)
RIGHTS = re.compile(
    r"\b(?:licens(?:e|es|ed|ing)|licences?|(?:the )?right to (?:use|develop|sell|show|stream)|rights (?:to|for|in)|(?:exclusive|commercial(?:i[sz]ation)?|distribution|streaming|marketing) rights|royalt\w+)\b"
)
GRANTED = re.compile(r"\b(?:direct funding|grants?|loans?|loan guarantee|credit facility|subsid\w+)\b")
FUND = re.compile(
    r"\b(?:clos\w+|rais\w+|launch\w*|announc\w*)\b[^.;]{0,60}\b(?:fund|funds|vehicle)\b(?! (?:raising|round|manager))|\bfor (?:its|a|the) (?:[\w-]+ ){0,4}fund\b"
)
TOGETHER = re.compile(
    r"\b(?:partner\w*|collaborat\w*|allianc\w*|ally|jointly|together|tie-up|cooperat\w*|co-\w+|team\w*|memorandum|mou|study|explore)\b"
)
JOINING = re.compile(r"\b(?:partner\w*|collaborat\w*|allianc\w*|jointly|together|tie-up|cooperat\w*|co-\w+|team\w*)\b")
VENTURE = re.compile(r"\bjoint (?:venture|company)\b|\bventure\b(?! (?:capital|fund))")


class Closer(NamedTuple):
    """What a clause of some kind says that makes it another; nothing where `unless` stands in it."""

    kinds: frozenset[Kind]
    says: re.Pattern[str]
    kind: Kind
    unless: re.Pattern[str] | None = None


TO_WORK = re.compile(
    r"\b(?:contract|order|deal|job|mandate)\b[^.;,]{0,30}? to (?:maintain|operate|run|upgrade|moderni[sz]e|construct|repair|host|manage|service|overhaul|refurbish)\b"
)
BUYS = r"(?:buy|buys|buying|bought|acquir(?:e|es|ed|ing)|took|takes?|taking|sold|sells?)"
CONTROL = re.compile(
    rf"\b{BUYS} (?:a |the )?(?:majority|control|controlling (?:stake|interest)|all|whole) (?:stake |interest )?(?:of|in) "
)
HOLDING = re.compile(rf"\b{BUYS} (?:an? |its |the )?(?:[\w.%-]+ ){{0,3}}?(?:stake|shareholding|minority) (?:in|of) ")

CLOSER = (
    Closer(frozenset({"supply", "services", "investment"}), CONTROL, "acquisition", GOODS_OF_ASSETS),
    Closer(frozenset({"supply", "services"}), HOLDING, "investment"),
    Closer(frozenset({"supply", "services"}), BOUGHT, "acquisition", GOODS_OF_ASSETS),
    Closer(frozenset({"investment"}), WHOLE, "acquisition", SOME_SHARES),
    Closer(frozenset({"investment", "partnership", "services", "supply"}), PER_SHARE, "acquisition", SOME_SHARES),
    Closer(frozenset({"acquisition", "partnership"}), FRACTION, "investment", MORE_OF_IT),
    Closer(frozenset({"acquisition", "partnership"}), POOLED, "joint_venture"),
    Closer(frozenset({"partnership", "services", "acquisition"}), RIGHTS, "licensing", BOUGHT),
    Closer(frozenset({"supply"}), TO_WORK, "services", GOODS),
    Closer(frozenset({"services"}), GOODS, "supply", WORKS),
    Closer(
        frozenset({"services"}), re.compile(r"\bsupply (?:agreement|contract|deal|pact)\b|\bpower purchase\b"), "supply"
    ),
    Closer(frozenset({"partnership"}), GOODS, "supply", TOGETHER),
    Closer(frozenset({"partnership"}), GRANTED, "financing", JOINING),
)


def settle_kind(told: Told, story: Story, near: Sequence[Line]) -> tuple[Kind, str]:
    """The kind of a deal, and why."""
    kind, why = most_told(told, story)
    clauses = [find for find in told.finds if not find.weak and find.kind in (kind, None)] or told.finds
    for closer in CLOSER:
        if kind in closer.kinds:
            for find in clauses:
                match = closer.says.search(find.said)
                if match and not (closer.unless and closer.unless.search(find.said)):
                    return closer.kind, f'by "{words_of(match)}" in its clause'
    if kind == "investment" and only_taker(told) and clause_says(told.finds, FUND):
        return "pledge", "a fund that is raised or closed"
    loose = kind == "partnership" and not clause_says(told.finds, TOGETHER)
    if (kind == "services" or loose) and goods_counted(told, story):
        return "supply", "by what is counted in its clause"
    if loose:
        return agreed_on(told, story, near) or (kind, why)
    return kind, why


def words_of(match: re.Match[str]) -> str:
    """The words of a match, without marks."""
    return " ".join(re.sub("[\ue000-\uf8ff]", " ", match[0]).split())[:60]


def most_told(told: Told, story: Story) -> tuple[Kind, str]:
    """The kind of most finds, a partnership only where nothing more is told, else by the words around; and why."""
    kinds: Counter[Kind] = Counter()
    for find in told.finds:
        if find.kind and not find.weak:  # where no frame told the roles, the kind is less sure as well
            kinds[find.kind] += 9 if find.roles[0][1] == "one" and find.kind != "partnership" else 10
    kinds = kinds or Counter(find.kind for find in told.finds if find.kind)
    for general in ("partnership", "joint_venture"):
        if len(kinds) > 1 and general in kinds and kinds[general] <= sum(kinds.values()) - kinds[general]:
            del kinds[general]
    if not kinds:
        around = next((kind for find in told.finds if (kind := kind_of(story.lines[find.sentence].text))), None)
        return (around, "by the words around") if around else ("partnership", "for want of a word that tells more")
    most = max(kinds, key=lambda kind: (kinds[kind], -min(f.span.start for f in told.finds if f.kind == kind)))
    return most, "as most words that tell it say" if len(kinds) > 1 else "as the words that tell it say"


def only_taker(told: Told) -> bool:
    """Whether nobody but one company that gets money is named."""
    return len(told.who) == 1 and all(role == "investee" for find in told.finds for _, role in find.roles)


def goods_counted(told: Told, story: Story) -> bool:
    """Whether things are counted in the clause of a contract: "a contract for 40 locomotives"."""
    for find in told.finds:
        line = story.lines[find.sentence]
        for match in re.finditer(Q, line.text[find.start : find.end + 60]):
            counted = line.masked.marks.get(match[0])
            if isinstance(counted, QuantityFind) and counted.quantity.unit in PIECES and line.may_own(told, find.at):
                return not WORKS.search(find.said)
    return False


PIECES = words(
    "aircraft ships vehicles tonnes barrels doses trains engines turbines helicopters tanks locomotives batteries cells "
    "buses trucks missiles satellites"
)


def agreed_on(told: Told, story: Story, near: Sequence[Line]) -> tuple[Kind, str] | None:
    """What an agreement is on that its own clause does not call a partnership, as the sentences about it tell."""
    texts = [story.lines[find.sentence].text for find in told.finds] + [line.text for line in near]
    for pattern, kind in NEARBY:
        if any(pattern.search(text) for text in texts):
            return kind, "by what the sentences about it call it"
    return None


NEARBY: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (VENTURE, "joint_venture"),
    (RIGHTS, "licensing"),
    (GRANTED, "financing"),
    (re.compile(r"\b(?:takeover|merger|acquisition|tender offer)\b"), "acquisition"),
    (re.compile(r"\b(?:will|would|to) (?:supply|deliver|sell|buy|purchase|take)\b|\bsupply\b"), "supply"),
    (re.compile(r"\b(?:will|would|to) (?:host|lease|rent|operate|run)\b|\bcloud\b"), "services"),
)


def clause_says(finds: Sequence[Find], pattern: re.Pattern[str]) -> bool:
    """Whether the clause of a find says so."""
    return any(pattern.search(find.said) for find in finds)
