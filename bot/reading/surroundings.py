"""What the words around a name tell of it: "startup Tink", "Tink said", "Sam Altman, who heads", "in Louisville".

Each sign is a bounded expression that is matched right before or right after the name; signs are counted, never
weighed against one text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.model import Span
from bot.reading.lexicon import Lexicon

LEFT = 48
RIGHT = 80


class Weight(NamedTuple):
    """How many signs speak for each."""

    organisation: int = 0
    person: int = 0
    place: int = 0
    thing: int = 0

    def __add__(self, other: object) -> Weight:
        """Signs of several places together."""
        if not isinstance(other, Weight):
            return NotImplemented
        return Weight(*(a + b for a, b in zip(self, other, strict=True)))


TICKER = re.compile(
    r" ?[(\[] ?(?:(?i:nasdaq|nyse|lse|lon|tsx|tsxv|tse|twse|hkex|sehk|sgx|asx|nse|bse|krx|otc|aim|euronext|xetra|fra|epa|ticker)"
    r"[\w ]{0,20}[:\s] ?[\w.\-/]{1,12}|\d{3,6}\.[A-Z]{1,3}|[A-Z]{1,5}\.[A-Z]{1,3}|\$[A-Z]{1,5})"
)
ACTS = re.compile(
    r"(?:['’]s)?,? (?:also |now |then |today |jointly |has |have |had |is |are |was |will |would |to |\w+ly |on \w+ |in \w+ ){0,3}"
    r"(?:said|says|announced?|announces|agreed?|agrees|sign(?:ed|s)?|plans|intends|expects|reported|declined|acquired?|acquires|acquiring|bought|buys?|buying|raised|raises|raising|"
    r"invest(?:ed|s|ing)?|operates|makes|provides|develops|owns|employs|supplies|supply|merged?|sells?|sold|selling|build(?:s|ing)?|shares|stock|shareholders|investors|"
    r"customers|headquartered|based in|holds|launched|committed|selected|chosen|picked|confirmed|completed|partner(?:ed|s|ing)?|owned|controlled|founded|listed|ordered|placed|"
    r"rejected|rejects|accepted|awarded|won|secured|closed|terminated|cancell?ed|deploy(?:s|ed)?|licen[cs]e[sd]?|granted|purchased?|purchasing|lend|lent|teamed|joined|became|remains|earned|posted)\b"
)
OWNS = re.compile(
    r"['’]s? (?:[\w-]+ ){0,2}(?:shares?|stock|shareholders|investors|board|chief|ceo|chairman|executives|acquisition|takeover|purchase|bid|offer|customers|subsidiary|unit|division|arm|factory|plants?|"
    r"data|cloud|market|revenues?|business|portfolio|headquarters|investment|sales|management|founders?|engineers|technology|platform|network|equity|lenders|creditors|debt|order|backlog|fleet|stake)\b",
    re.I,
)
AFTER_DEAL_WORDS = re.compile(
    r"\b(?:acquir(?:e[sd]?|ing)|acquisition of|takeover of|purchase of|buyout of|merge[sd]? with|merger with|merging with|stake in|invest(?:s|ed|ing|ments?)? in|partner(?:s|ed|ing|ship)? with|deals? with|agreements? with|agreed with|"
    r"contracts? (?:with|to|from)|pact with|ventures? with|team(?:ed|s|ing) up with|owned by|backed by|funded by|led by|operated by|supplied by|developed by|made by|bids? for|offer(?:s|ed)? for|offers? from|bids? from|orders? from|parent of|parent company of|subsidiary of|unit of|customers? of|rivals?|competitors?|like|"
    r"shares (?:of|in)|investors? in|ceo of|chief executive of|chairman of|founder of|president of|alongside|collaborat\w{1,6} with|work(?:s|ed|ing)? with|signed with|bought from|buy from|supplies|supply|sold to|sell to|licen[cs]ed? (?:to|from)|together with|joined by|including|such as|approached|bought|buy|buying)"
    r" (?:(?:the|a|its|both|rival|fellow|smaller|larger|privately|held|former|u\.s\.|us|[a-z]+-based) ){0,3}$",
    re.I,
)
APPOSED = re.compile(
    r"(?: ?\([^()]{0,40}\))?, (?:which|whose|an?|the|one of|part of|formerly|now|based|owned|backed|headquartered|\w+['’]s) (?P<rest>[^,.;]{0,60})"
)
WHO = re.compile(r"(?: ?\([^()]{0,40}\))?, who\b|, \d\d,")
POST = (
    r"(?:chief executive(?: officer)?|chief \w+ officer|chief \w+|ceo|cfo|coo|cto|chairman|chairwoman|chair|president|vice[- ]president|co-?founders?|founders?|managing director|director|analysts?|spokes\w{3,6}|minister|"
    r"executive chair|head of|partner at|secretary|governor|economist|strategist|professor|managing partner|general manager|senior vice|executive vice)"
)
POST_AFTER = re.compile(
    rf"(?: \([^()]{{0,30}}\))?, (?:\d\d, )?(?:(?:the|a|an|its|their|then|former|our|\w+['’]s?) )?(?:[\w&-]+ ){{0,4}}?{POST}\b|, M\.D\.|, Ph\.?D",
    re.I,
)
POST_BEFORE = re.compile(rf"\b{POST}(?: (?:of|at|for) [\w&. ]{{1,30}}?)?,? $|\b(?:Mr|Mrs|Ms|Dr|Sir|Prof)\.? $", re.I)
AGENT = re.compile(
    r"(?:['’]s)? (?:will|has|have|had|is|was|would|may|could|plans|bid|to|and [A-Z]\w+|[a-z]{2,12}ed|[a-z]{2,12}s|led|sold|lent|grants|won)\b"
)
"""What an organisation does, for a name that is known but is an ordinary word too."""
SPEAKS = re.compile(
    r",? (?:told|wrote|recalled|noted|added|explained|believes|thinks|wants|tweeted|commented|pointed out|hopes|joked|warned|argued)\b"
)
IN_PLACE = re.compile(
    r"\b(?:in|near|outside|around|throughout|across|northern|southern|eastern|western|central|downtown) (?:the )?$",
    re.I,
)
STATE_AFTER = re.compile(r", (?:[A-Z][a-z]+\.?|[A-Z]{2}),? ?")
THE = re.compile(r"\b(?:an?|each|every|new|next-generation|its) $", re.I)
ALIAS = re.compile(
    r'(?:, Ltd\.?|,? Inc\.?)? ?\((?:the )?(?:["“]|also known as |known as |formerly (?:known as )?|f/k/a |aka |a\.k\.a\. |or )?(?:the )?|,? (?:also|better|formerly|otherwise|previously|now|more widely|widely|commonly|best)? ?(?:known|called|trading|operating|doing business) as |, formerly '
)


def weigh(text: str, span: Span, lexicon: Lexicon) -> Weight:
    """The signs around one place of a name."""
    before, after = text[max(0, span.start - LEFT) : span.start], text[span.end : span.end + RIGHT]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    organisation = bool(TICKER.match(after)) * 3
    organisation += bool(ACTS.match(after)) + bool(OWNS.match(after))
    organisation += bool(AFTER_DEAL_WORDS.search(before)) + bool(noun_before(before, lexicon)) * 2
    if (apposed := APPOSED.match(after)) is not None:
        organisation += 2 * bool(noun_in(apposed["rest"], lexicon))
    person = (
        2 * bool(POST_AFTER.match(after))
        + 2 * bool(POST_BEFORE.search(before))
        + 2 * bool(WHO.match(after))
        + bool(SPEAKS.match(after))
    )
    place = bool(IN_PLACE.search(before)) + bool(
        STATE_AFTER.match(after) and after[2:].split(",")[0].strip(" .") in lexicon.places
    )
    word_after = after[1:].split(" ", 1)[0].strip(".,;:’'") if after.startswith(" ") else ""
    thing = 2 * (word_after in lexicon.things) + 2 * bool(THE.search(before) and word_after not in lexicon.nouns)
    return Weight(organisation, person, place, thing)


def noun_before(before: str, lexicon: Lexicon) -> str:
    """The company word that stands right before a name: "startup ", "battery maker "."""
    words = before.rsplit(None, 1) if before.endswith(" ") else []
    last = words[-1].strip('(“"') if words else ""
    return (
        last
        if last.lower() in lexicon.nouns
        and last.lower() not in ("company", "group", "group's", "fund", "bank", "partner")
        else ""
    )


def noun_in(phrase: str, lexicon: Lexicon) -> str:
    """The first company word of an apposition: ", a provider of AI infrastructure,"."""
    return next((word for word in phrase.lower().replace("-", " ").split() if word in lexicon.nouns), "")


def nouns(text: str, spans: list[Span], lexicon: Lexicon) -> set[str]:
    """Every company word that the text gives a name, and adjectives of place before it: "German", "carmaker"."""
    found: set[str] = set()
    for span in spans:
        before = text[max(0, span.start - LEFT) : span.start].rpartition("\n")[2]
        after = text[span.end : span.end + RIGHT].partition("\n")[0]
        phrase = apposed["rest"] if (apposed := APPOSED.match(after)) is not None else ""
        near = before.split()[-3:] if noun_before(before, lexicon) else []
        found |= {
            word.strip(",.")
            for word in (*phrase.split(), *near)
            if word.strip(",.").lower() in lexicon.nouns or word in lexicon.demonyms
        }
    return found
