"""What the words around a name tell of it: "startup Tink", "Tink said", "Sam Altman, who heads", "in Louisville".

Each sign is a word or a phrase right before or right after the name; signs are counted over all places of the name,
never weighed against one text. What the counts come to is decided in `organisations`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.language.text import words
from bot.model import Span
from bot.reading.lexicon import Lexicon, phrases_of

LEFT, RIGHT = 60, 96


class Weight(NamedTuple):
    """How many signs speak for each. `agent` counts verbs that anybody may have, people too: "said", "will"."""

    organisation: int = 0
    person: int = 0
    place: int = 0
    thing: int = 0
    agent: int = 0


TICKER = re.compile(
    r" ?[(\[] ?(?:(?i:nasdaq|nyse|lse|lon|tsx|tsxv|tse|twse|hkex|sehk|sgx|asx|nse|bse|krx|otc|aim|euronext|xetra|fra|epa|ticker)"
    r"[\w ]{0,20}[:\s] ?[\w.\-/]{1,12}|\d{3,6}\.[A-Z]{1,3}|[A-Z]{1,5}\.[A-Z]{1,3}|\$[A-Z]{1,5})"
)
SKIPPED = words(
    "which also now then today jointly has have had is are was were will would to be been not just first in on"
)
MODALS = words("has have had is are was were will would may could can should might must did does")
BUSINESS = words(
    "announce announced announces agree agreed agrees sign signed signs plans plan intends intend expects expect reported acquire acquired "
    "family acquires acquiring bought buy buys buying raised raises raise raising invest invested invests investing operates operate makes provides "
    "develops owns employs supplies supply supplied merge merged merges sell sells sold selling build builds building shares stock "
    "shareholders investors customers headquartered holds launched launches committed commits selected selects chosen picked picks "
    "completed completes partner partnered partners partnering owned controlled founded listed ordered orders placed rejected rejects "
    "accepted awarded awards won wins secured secures closed terminated cancelled canceled deploy deploys deployed license licensed "
    "licences licences granted grants purchase purchased purchases purchasing lend lends lent teamed joined became remains earned posted "
    "pays paid pay leads led ships shipped opened opens runs manufactures produces employed valued backed bids bid offers offered "
    "contributes contributed takes took gets gives gave puts put pledged pledges commissioned leases leased rents hired borrows borrowed "
    "ended ends dropped drops spends spent began begins started starts entered enters reached reaches struck strikes inked appointed "
    "formed forms filed combine combined combines swapped swap unveiled finalised finalized sealed clinched snapped landed picks tapped bagged "
    "refinanced repaid tendered traded licenses sublicensed trades wins names named "
    "taken sought seeks explores weighs issued issues sued scrapped shelved abandoned withdrew walked expanded extends extended renewed doubles tripled cut generates"
)
DEALS = words(
    "agree agreed agrees sign signed signs acquire acquired acquires acquiring bought buy buys buying invest invested invests "
    "merge merged merges merging sell sells sold selling license licensed licences purchase purchased lend lends lent "
    "partner partners partnered teamed pay pays paid struck strikes inked lease leased bid bids owned won launch launches "
    "orders award awarded awards ordered valued"
)
"""Verbs of deals alone: what even the press does only as a party."""

TALK = words(
    "said says told tells declined added wrote noted confirmed believes thinks wants hopes explained warned argued commented"
)
OWNED = words(
    "share shares stock shareholders investors board chief ceo chairman executives acquisition takeover purchase bid offer customers "
    "subsidiary unit division arm factory plant plants data cloud market revenue revenues business portfolio headquarters investment "
    "sales management founder founders engineers technology platform network equity lenders creditors debt order backlog fleet stake "
    "contract deal services products supplier suppliers capacity assets operations store stores brand brands project projects"
)
STEERED = phrases_of(
    "acquired by; bought by; private by; taken by; purchased by; sold by; merge; merges; acquire; acquires; acquired; acquiring; acquisition of; takeover of; purchase of; buyout of; merge with; merges with; merged with; merger with; merging with; "
    "stake in; stakes in; invest in; invests in; invested in; investing in; investment in; investments in; interest in; holding in; equity in; position in; "
    "partner with; partners with; partnered with; partnering with; partnership with; partnerships with; deal with; deals with; agreement with; agreements with; agreed with; "
    "contract with; contracts with; contract to; contract from; contracts from; pact with; venture with; ventures with; teamed up with; teams up with; teaming up with; "
    "owned by; backed by; funded by; led by; operated by; supplied by; developed by; made by; built by; founded by; bid for; bids for; offer for; offers for; offered for; offer from; "
    "offers from; bid from; bids from; order from; orders from; order with; orders with; parent of; company of; subsidiary of; unit of; arm of; customer of; customers of; rival; rivals; competitor; "
    "competitors; like; shares of; shares in; investor in; investors in; ceo of; chief of; executive of; chairman of; founder of; cofounder of; president of; head of; alongside; collaborate with; "
    "collaborates with; collaborated with; collaborating with; collaboration with; work with; works with; worked with; working with; signed with; bought from; buy from; buys from; supplies; "
    "supply; supplied; supplying; sold to; sell to; selling to; license to; licensed to; licensed from; licence to; licence from; together with; joined by; including; as; approached; bought; buy; buying; buys; "
    "purchase; purchased; pay; pays; paid; sells to; talks with; alliance with; cooperation with; loan to; loan from; loans to; lent; lend; lends; awarded; award to; grant to; grants to; chose; chosen; selected; "
    "technology of; shareholders of; owner of; owners of; maker of; takeover bid for; round for; funding for; financing for; control of; agreement between; deal between; venture between; merger of; alliance of; "
    "combination of; half of; million for; billion for; bn for; round in; rounds in; customers are; clients include; customers include; investors include; tenants include; arms of; jointly with; spun off from; spin-off from; splits from; leased to; lease to; leased from; "
    "supplier to; suppliers to; contractor to; services to; chips to; power to; ordered from; order for; tie-up with; talks between; round by"
)
"""Whom deals are done with: what stands right before a name."""

HELD = phrases_of(
    "stake in; stakes in; invest in; invests in; invested in; investment in; investor in; investors in; shares of; shares in; "
    "takeover of; acquisition of; buyout of; acquire; acquired; acquiring; merger with; merge with; ceo of; control of; unit of; "
    "subsidiary of; parent of; interest in; equity in; share; shares; stock; shareholders; investors; ceo; takeover; creditors; ipo"
)
"""What is said of companies and never of people."""

DEALT = STEERED - phrases_of(
    "like; as; including; rival; rivals; competitor; competitors; supply; supplies; supplied; supplying; pay; pays; paid; "
    "approached; chose; chosen; selected; buying; made by; built by; developed by; operated by; led by; work with; works with; "
    "worked with; working with; alongside; chief of; executive of; chairman of; founder of; president of; head of; ceo of; "
    "contract to; contract from; contracts from; order from; orders from; customer of; customers of; chips to; power to; services to"
)
"""The same, without what is said of products, people and the press as well."""

BETWEEN = words("the a its both rival fellow smaller larger privately held former u.s us and")
POSTS = words(
    "ceo cfo coo cto chairman chairwoman chair president co-founder cofounder founder director analyst analysts minister secretary governor "
    "economist strategist professor spokesman spokeswoman spokesperson executive officer billionaire tycoon banker lawyer "
    "mr mrs ms dr sir prof senator representative judge ambassador entrepreneur"
)
APPOSED = re.compile(
    r"(?: ?\([^()]{0,40}\))?, (?:which|whose|an?|the|one of|part of|formerly|now|based|owned|backed|headquartered|\w{1,30}['’]s) (?P<rest>[^,.;]{0,60})"
)
WHO = re.compile(r"(?: ?\([^()]{0,40}\))?, (?:who\b|\d\d,)")
POST_AFTER = re.compile(
    r"(?: \([^()]{0,30}\))?, (?:\d\d, )?(?:(?:the|a|an|its|their|then|former|our|\w{1,30}['’]s?) )?(?:[\w&-]{1,30} ){0,4}?"
    r"(?:chief executive|chief \w{1,20} officer|chief \w{1,20}|ceo|cfo|coo|cto|chairman|chairwoman|chair|president|vice[- ]president|co-?founders?|"
    r"founders?|managing director|director|analysts?|spokes\w{3,6}|minister|head of|partner at|secretary|governor|economist|strategist|"
    r"professor|managing partner|general manager|senior vice|executive vice)\b|, M\.D\.|, Ph\.?D",
    re.I,
)
PLACED = words("in near outside around throughout across northern southern eastern western central downtown")
NOT_PLACED = words(
    "invest invests invested investing investor investors stake stakes interest holding equity shares position confidence "
    "investment investments round rounds"
)
STATE_AFTER = re.compile(rf", (?:[A-Z][a-z]{1, 20}\.?|[A-Z]{{2}}),? ?")
ALIAS = re.compile(
    r'(?:, Ltd\.?|,? Inc\.?)? ?\((?:the )?(?:["“]|also known as |known as |formerly (?:known as )?|f/k/a |aka |a\.k\.a\. |or )?(?:the )?|,? (?:also|better|formerly|otherwise|previously|now|more widely|widely|commonly|best)? ?(?:known|called|trading|operating|doing business) as |, formerly '
)


def weigh(text: str, span: Span, lexicon: Lexicon) -> Weight:
    """The signs around one place of a name."""
    before, after = around(text, span)
    organisation, person, agent = _behind(after)
    place = thing = 0
    if after[:2] in (", ", " ("):
        organisation += 3 * bool(TICKER.match(after))
        if (apposed := APPOSED.match(after)) is not None:
            organisation += 2 * bool(noun_in(apposed["rest"], lexicon))
        person += 2 * bool(POST_AFTER.match(after)) + bool(WHO.match(after))
        place += _in_state(after, lexicon)
    left = before[-40:].split()[-4:] if before[-1:] in OPEN else []
    if left:
        small = [word.lower() for word in left]
        last = small[-1].rstrip(".")
        person += 2 * (last in POSTS and before[-1] == " ")
        place += _placed(small)
        organisation += _steered(small, STEERED) + 2 * (before[-1] == " " and _telling(last.strip(QUOTES), lexicon))
    if after[:1] == " " and not agent:
        word = after[1:25].split(" ", 1)[0].strip(".,;:’'")
        made = bool(left) and left[-1].lower() in MADE
        thing = word in lexicon.things or (made and word not in lexicon.nouns and word[:1].islower())
    elif after[:1] in MARKS:
        thing = 3
    return Weight(organisation, person, place, int(thing), agent)


ASIDE = 60
MARKS = ("®", "™")
OPEN, QUOTES = frozenset(' “"-'), '(“"‘'
MADE = words("a an each every new next-generation its")


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and behind a name in its line."""
    before = text[max(0, span.start - LEFT) : span.start]
    after = text[span.end : span.end + RIGHT]
    return (
        before.rpartition("\n")[2] if "\n" in before else before,
        after.partition("\n")[0] if "\n" in after else after,
    )


def _behind(after: str) -> tuple[int, int, int]:
    """What the verb or the possession right behind a name says: organisation, person, agent."""
    if after[:2] in ("'s", "’s"):
        return int(any(word.strip(",.;:") in OWNED for word in after[2:44].lower().split()[:3])), 0, 0
    verb, aided = _verb(after)
    return int(verb in BUSINESS), 0, int(bool(verb) or aided)


def _verb(after: str) -> tuple[str, bool]:
    """The verb right behind a name, or behind the list that it opens; and whether a helping verb stands there."""
    if after[:1] != " " and after[:2] != ", ":
        return "", False
    told = after[2 - (after[0] == " ") : RIGHT].split()
    aided = False
    for word in told[_past_list(told, comma=after[0] == ",") :][:5]:
        bare = word.rstrip(',.;:”"’)').lower()
        if bare in BUSINESS or bare in TALK:
            return bare, aided
        aided = aided or bare in MODALS
        if len(bare) != len(word) and word[-1] != ",":
            break
        if not (bare in SKIPPED or bare in MODALS or bare.endswith("ly")):
            break
    aside = after.find(", ", 3, ASIDE) if after[0] == "," else -1
    if aside > 0 and not after[2].isupper():  # "Ford, in Michigan, took"
        return _verb(after[aside + 1 :])
    return "", aided


def _past_list(told: Sequence[str], *, comma: bool) -> int:
    """Where a list ends that goes on behind a name: "and Rivian have", "Brimholt and Quorath signed"; 0 for no list."""
    if not told or not (told[0][:1].isupper() if comma else told[0] == "and"):
        return 0
    at = joined = 0
    while at < len(told) and (told[at][:1].isupper() or told[at] in ("and", "the", "&")):
        joined += told[at] == "and"
        at += 1
    return at if joined and at > 1 and told[at - 1][-1] != "," else 0


PAIRED = re.compile(r" (?:merger|tie-up|combination|alliance|partnership|joint venture|venture|consortium)\b")
"""What two names with a hyphen between them are called; no firm's double name is followed by it."""

UNOWNING = re.compile(
    r"['’]s(?: (?:has|have|had|was|were|will|would|said|says|agreed|agrees|plans|bought|buys|acquired|sold|sells|signed|raised|which"
    r"|may|could)\b| and (?:the )?[A-Z]\w+(?!\w|['’]s)|, (?:which|whose|an?|the)\b)"
)
UNOWNED_END = re.compile(r"['’]s(?:[.;]|,? (?:for|from|in|with|after|on|by)\b|\Z)")
TO_NAME = re.compile(r"\b(?:to|with|from|buy|buys|bought|acquire|acquires|acquired|merge|by) (?:the )?\Z")


def unowning(text: str, span: Span) -> bool:
    """Whether an 's stands behind a name that owns nothing there: "Sainsbury's and Asda", "sold it to Kohl's."."""
    if text[span.end : span.end + 2] not in ("'s", "’s"):
        return False
    if UNOWNING.match(text, span.end) is not None:
        return True
    return UNOWNED_END.match(text, span.end) is not None and bool(
        TO_NAME.search(text[max(0, span.start - 12) : span.start])
    )


def owned(text: str, span: Span) -> bool:
    """Whether a name stands as what is bought, held or listed: "a stake in Fisker", "Fisker's shares"."""
    before, after = around(text, span)
    if after[:2] in ("'s", "’s") and any(word.strip(",.;:") in HELD for word in after[2:44].lower().split()[:3]):
        return True
    left = before[-40:].lower().split()[-4:] if before[-1:] in OPEN else []
    return bool(left) and _steered(left, HELD)


def deals(text: str, span: Span) -> bool:
    """Whether the words around a name tell it as a party to a deal, more strictly than `weigh`: "Reddit agreed",
    "a stake in Politico", but not "Reuters reported", "including Bloomberg"."""
    before, after = around(text, span)
    if _verb(after)[0] in DEALS:
        return True
    left = before[-40:].lower().split()[-4:] if before[-1:] in OPEN else []
    return bool(left) and _steered(left, DEALT)


def _steered(left: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether the words before say that somebody deals with whoever comes: "a stake in", "an agreement with"."""
    end = len(left)
    while end > 1 and left[end - 1] in BETWEEN and end > len(left) - 2:
        end -= 1
    if left[end - 1] in phrases or end == 1:
        return left[end - 1] in phrases
    return f"{left[end - 2]} {left[end - 1]}" in phrases or (left[end - 1] == "of" and left[end - 2][-1] == "%")


def _placed(left: Sequence[str]) -> bool:
    """Whether the words before say that a place comes: "in Louisville", "near the Rhine"."""
    at = len(left) - 2 if left[-1] == "the" and len(left) > 1 else len(left) - 1
    return left[at] in PLACED and (at < 1 or left[at - 1] not in NOT_PLACED)


def _in_state(after: str, lexicon: Lexicon) -> bool:
    """Whether the state or the country follows: "Unterluess, Germany"."""
    match = STATE_AFTER.match(after)
    return match is not None and after[2:].split(",")[0].strip(" .") in lexicon.places


VAGUE = words("company group group's fund bank partner investor owner leader business")


def _telling(word: str, lexicon: Lexicon) -> bool:
    """Whether a company word stands right before a name: "startup ", "battery maker "."""
    return word in lexicon.nouns and word not in VAGUE


def noun_in(phrase: str, lexicon: Lexicon) -> str:
    """The first company word of an apposition: ", a provider of AI infrastructure,"."""
    return next((word for word in phrase.lower().replace("-", " ").split() if word in lexicon.nouns), "")


def nouns(text: str, spans: Sequence[Span], lexicon: Lexicon) -> set[str]:
    """Every company word that the text gives a name, and adjectives of place before it: "German", "carmaker"."""
    found: set[str] = set()
    for span in spans:
        before, after = around(text, span)
        said: list[str] = []
        if after[:2] in (", ", " (") and (apposed := APPOSED.match(after)) is not None:
            said += apposed["rest"].split()
        if before[-1:] == " ":
            near = before[-48:].split()[-3:]
            if near and _telling(near[-1].strip(QUOTES).lower(), lexicon):
                said += near
        for word in said:
            bare = word.strip(",.")
            if bare.lower() in lexicon.nouns or bare in lexicon.demonyms:
                found.add(bare)
    return found
