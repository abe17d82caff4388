"""Where a deal stands: what each sentence that tells it says of that, then what the sentences say together.

A sentence may be silent on it ("to buy"), so the first that speaks counts; that a deal is over or closed counts
wherever it is told, unless as something that may yet happen ("if it is terminated", "expected to be completed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.model import Day, Kind, Span, Status
from bot.reading.cues import DEFINITE, FIRM, TENTATIVE, reported, status_patterns
from bot.reading.deals import Find, Told
from bot.reading.grammar import load
from bot.reading.masking import D
from bot.reading.story import Line, Story, first_of

LATER = 4
"""So many sentences behind the first that tells a deal, its own news still goes on; what follows is background."""

SOON = 8
"""So many sentences behind the first, one that names the parties alone may tell the end."""

RECENT, OLD = 60, 540
"""A purchase told as done in passing has been closed after so many days, one only told as agreed after so many more."""

CLOSED_BY = frozenset({"complete", "finish", "close", "consummate", "wrap up", "finalise", "finalize"})
"""Verbs that tell a closing. A contract that is closed was only signed."""

OWNED: frozenset[Kind | None] = frozenset({"acquisition", "joint_venture", "investment", None})
PAID: frozenset[Kind] = frozenset({"acquisition", "investment", "financing"})
REFUSED = frozenset({"reject", "rebuff", "spurn", "refuse", "turn down", "dismiss"})
OFFERED = frozenset({"offer", "bid", "propose", "table", "lodge", "submit"})
HANGING = frozenset({"accept", "agree", "announce", "offer", "sign", "bid", "propose"})
"""What is told as done by these verbs is agreed or offered, and not yet closed."""

UNREAL = re.compile(
    r"\b(?:if|unless|until|could|may|might|would|should|can|never|not|n't|to avoid|whether|or|until|before|once|when|after|upon|"
    r"subject to|in case|expiration|expiry|early|right to|option to|fail(?:s|ed|ure)? to|threaten\w* to|risk\w*|from being)(?: \w+){0,3} ?$"
)
FUTURE = re.compile(
    r"\b(?:expect\w*|will|to|should|may|could|would|can|likely|due|until|once|when|after|upon|before|if|aim\w*|hope\w*|plan\w*|subject to|"
    r"not(?: yet)?|targeted|scheduled|slated|anticipat\w*|following|pending)(?: (?!and\b)\w+){0,3} ?$"
)
CLOSED = re.compile(
    r"\b(?:complete[sd]|finish(?:ed|es)|closed|closes|consummated|finali[sz]e[sd]|concluded|wrapped up|completion|closing of|now owns|now belongs? to|"
    r"took effect|came into force|taken ownership|(?:now |has been |became |become |is )(?:a )?part of|delivered the last|were delivered|was delivered)\b"
)
ENDING = re.compile(
    r"\b(?:called off|calls? off|calling off|given up|gives? up|gave up|rejected|refused|fell (?:through|apart)|fallen (?:through|apart)|collapsed|"
    r"lapsed|abandon(?:ed|s|ing)|c[ao]me to (?:an end|nothing)|(?:was|were|been|is) (?:blocked|dropped|cancell?ed|terminated|scrapped|shelved|ended|prohibited|vetoed)|"
    r"withdr[ae]wn?|withdrew|walk(?:ed|s|ing) away|pulled out|failed(?! to)|will not (?:proceed|go ahead|happen)|not to proceed|no longer|is off|"
    r"(?:will|to) end\b|come to an end|ended in|part(?:ed)? ways|went nowhere|sued to (?:block|stop)|vot(?:ed|es) (?:it )?down)\b"
)
"""The end of a deal, as the rest of its sentence or one that goes on about it tells it."""

NEXT_ENDED = re.compile(
    r"^(?:both|neither|all|it|they|this|that|the (?:two|three|plan|idea|talks|offers?|bids?|deal|merger|takeover))\b[^.;]{0,50}?\b(?:(?:was|were|has been|have been|been) (?:\w+ (?:and )?){0,3}"
    r"(?:rejected|abandoned|called off|dropped|blocked|turned down|cancell?ed|scrapped)|came to nothing|fell (?:through|apart)|collapsed|failed(?! to))\b"
)
"""What the next sentence says of "it" or "both"."""

WALKED = re.compile(
    r"\b(?:walk(?:ed|s|ing) away|call(?:ed|s|ing) (?:it )?off|(?:drop|dropp)(?:ed|s|ing) (?:its|the|their) (?:\w+ ){0,2}(?:bid|offer|plan|pursuit|proposal)|"
    r"withdr[ae]w(?:n|s|ing)? (?:its|the) (?:\w+ ){0,2}(?:bid|offer|proposal)|withdrew|abandon(?:ed|s|ing) (?:its|the|their)|fell apart|ended (?:the )?talks|stays? (?:alone|independent))\b"
)
"""The end of a deal in a sentence that names nobody but its parties."""

CLOSED_NEXT = re.compile(
    rf"^[^;.]{{0,24}}?\b(?:has|have|had|was|were|been|is|now|formally|officially|today|{D}| )*\b(?:closed|completed|finali[sz]ed|concluded|consummated)\b"
)
"""What follows on the words of a deal: "Nordvik's purchase of Helmsbury closed on Tuesday"."""

CLOSED_SINCE = re.compile(
    r"\b(?:deal|purchase|acquisition|transaction|takeover|merger|sale) (?:was |were |has been |had been |has |had )?(?:since )?(?:closed|completed|finali[sz]ed|concluded)\b"
    r"|\blast of (?:them|these|those|the \w+) (?:was|were|has been|had been) delivered\b"
)
CONCLUDED = re.compile(
    r"\bconcluded (?:its|the|their|his)?(?: \w+){0,2} ?(?:acquisition|purchase|takeover|sale|merger|buyout)\b"
)
UNCERTAIN = re.compile(r"\b(?:if|unless|in the event|in case|whether|should (?:the|either|a|an)\b)")
TENDERED = re.compile(r"\b(?:hostile|unsolicited|rival|rejected|competing|improved|raised|sweetened|proposed)\b")
STILL_OPEN = re.compile(
    r"\b(?:shareholders|still|hostile|directly|raise|improve\w*|sweeten\w*|remains? (?:open|committed|interested)|"
    r"open to|urged?|persist\w*|press(?:es|ed)? on|undervalu\w+|new offer)\b"
)
GONE = re.compile(
    r"\b(?:not (?:proceed|go ahead|happen)|no longer|withdr[ae]wn?|withdrew|walk\w* away|dropp?\w* its)\b"
)
AHEAD = re.compile(
    r"\b(?:will|would|to|may|could|can|should|might|agree[sd]?|plan(?:s|ned)?|offer(?:s|ed)?|about)(?: \w+){0,2} ?$"
)
BEFORE = re.compile(r"\b(?:said|says|announced|disclosed|confirmed|told|reported)\b")
PERFECT = re.compile(r"\b(?:has|have)(?: also| already| so far| now| since)? $")
PLUPERFECT = re.compile(r"\bhad(?: also| already| so far| last| once)? $")
RELATIVE = re.compile(r"(?:^|[ ,])(?:that|which|who|whose|whom|where)\b")


class Stood(NamedTuple):
    """Where a deal stands, and why."""

    status: Status
    why: str


def settle_status(
    told: Told, kind: Kind, story: Story, near: Sequence[Line], day: Day | None, *, main: bool
) -> tuple[Status, Span, str]:
    """Where the deal stands; the words that say so; and why. `day` is the one that the text tells for it."""
    finds = sorted(told.finds, key=lambda find: (find.sentence, find.at))
    finds = [find for find in finds if not find.weak] or finds
    real = [find for find in finds if not supposed(find)] or finds
    said = [(stood, find) for find in real for stood in stated(find, kind, story, near)]
    for final in ("terminated", "completed"):
        for stood, find in said:
            if stood.status == final:
                return final, find.span, stood.why
    if ended := ended_later(told, real, story, near):
        return "terminated", finds[0].span, f'"{ended}" behind it'
    if kind in (*OWNED, "supply") and (closed := closed_later(real, story, near)):
        return "completed", finds[0].span, f'"{closed}" behind it'
    first = first_of(told)
    silent = (Stood("announced", "no word of talks, plans, closing or an end"), finds[0])
    news = [(stood, find) for stood, find in said if find.sentence <= first + LATER] or [silent]
    stood, find = news[0]
    if stood.status == "rumored" and find.status is not None:  # a headline: "moves in on", where the text has "agreed"
        stood, find = next(((later, at) for later, at in news if later.status == "announced"), news[0])
    status, why = aged(stood, kind, finds, story, day, main=main)
    return status, find.span, why


def aged(stood: Stood, kind: Kind, finds: Sequence[Find], story: Story, day: Day | None, *, main: bool) -> Stood:
    """What has become of a deal that is told as past, by its age and the tense of its verbs."""
    if stood.status == "proposed" and kind == "pledge":
        return Stood("announced", "a plan with a sum is what a pledge is")
    age = age_of(day, story.given)
    if stood.status == "rumored" and not main and age > OLD:
        return Stood("terminated", "talks of years ago")
    if stood.status != "announced" or kind not in PAID:
        return stood
    paid = [find for find in finds if not ahead(find, story)]
    if (paid and age > RECENT) or (age > OLD and not main):
        return Stood("completed", "a purchase of long ago has been closed since")
    if any(pluperfect(find, story) for find in paid):
        return Stood("completed", "told as done before the news")
    if not main and any(find.past or (kind != "acquisition" and perfect(find, story)) for find in paid):
        return Stood("completed", "told as done, in passing")  # reading.md, cases 3 and 14
    return stood


def age_of(day: Day | None, given: date | None) -> int:
    """How many days ago a deal was made; where the article has no date, a year that is told is long ago."""
    if day is None:
        return 0
    if given is None:
        return 0 if day.month else RECENT + 1
    return (given - middle(day)).days


def middle(day: Day) -> date:
    """The middle of the stretch that a day stands for."""
    return day.first + (day.last - day.first) / 2


def before(find: Find, story: Story) -> str:
    """The words right before the verb or noun that tells a deal."""
    return story.lines[find.sentence].text[max(find.start, find.at - 32) : find.at]


def ahead(find: Find, story: Story) -> bool:
    """Whether a find tells what is agreed or will be done, and not what was done."""
    return find.governor in HANGING or AHEAD.search(before(find, story)) is not None


def perfect(find: Find, story: Story) -> bool:
    """Whether the verb stands in the perfect: "has put $3 billion into"."""
    return PERFECT.search(before(find, story)) is not None


def pluperfect(find: Find, story: Story) -> bool:
    """Whether the verb tells what lies behind the news: "had raised", and not "said it had raised"."""
    clause = story.lines[find.sentence].text[find.start : find.at]
    return PLUPERFECT.search(before(find, story)) is not None and BEFORE.search(clause) is None


def supposed(find: Find) -> bool:
    """Whether a find tells what would be: "if the agreement is terminated, Nordvik will pay a fee"."""
    return UNCERTAIN.search(find.said[: max(0, find.at - find.start)]) is not None


def stated(find: Find, kind: Kind, story: Story, near: Sequence[Line]) -> Iterator[Stood]:
    """What one find says of where the deal stands; nothing where it is silent."""
    line, words = story.lines[find.sentence], status_patterns()
    if find.status is not None:
        yield Stood(find.status, "the word that tells it says so")
    elif called_off(find):
        if find.governor in REFUSED and still_open(line, near):
            yield Stood("proposed", f'"{find.governor}", but it can still be accepted or bettered')
        else:
            yield Stood("terminated", f'the verb "{find.governor}" ends it')
    elif is_closed(find, kind, line):
        verb = f'the verb "{find.governor}" closes it' if find.governor in CLOSED_BY else ""
        yield Stood("completed", verb or "the words that tell it say that it is closed")
    elif ended := real_match(words["terminated"], find.said, UNREAL):
        yield Stood("terminated", f'the words "{ended}"')
    else:
        yield from hedged(find, kind, line)


def hedged(find: Find, kind: Kind, line: Line) -> Iterator[Stood]:
    """Whether a deal that is not over is rumoured, proposed or agreed, by the words of its clause."""
    said = own_clause(find)
    firm = FIRM.search(said)
    whole = f"{find.said} {line.masked.article[find.span.start : find.span.end].lower()}"  # "Heads of Terms" is a name
    tentative, talk = TENTATIVE.search(whole), status_patterns()["rumored"].search(said)
    if tentative and not DEFINITE.search(find.said):
        yield Stood("proposed", f'the words "{tentative[0]}"')
    elif reported(line.masked, find.said if firm else None):
        yield Stood("rumored", "it rests on unnamed people or on a newspaper")
    elif talk and not firm:
        yield Stood("rumored", f'the words "{talk[0]}", and nothing firm')
    elif offered(find, kind, said, firm=firm is not None):
        yield Stood("proposed", "an offer or a plan, and nothing firm")
    elif firm:
        yield Stood("announced", f'the words "{firm[0]}"')


def offered(find: Find, kind: Kind, said: str, *, firm: bool) -> bool:
    """Whether a clause tells an offer or a plan that nobody has agreed to."""
    if find.governor in OFFERED and kind == "acquisition" and "accept" not in said:
        return True
    return not firm and status_patterns()["proposed"].search(said) is not None and not tendered(said)


def own_clause(find: Find) -> str:
    """The clause of a find, without the one that it hangs on: "a chip that would stand beside the one that Nordvik is
    developing with Helmsbury"."""
    place = find.at - find.start
    opening = [match.end() for match in RELATIVE.finditer(find.said, 0, max(0, place))]
    return find.said[opening[-1] :] if opening and not BEFORE.search(find.said[: opening[-1]]) else find.said


def still_open(line: Line, near: Sequence[Line]) -> bool:
    """Whether an offer that was refused can still be accepted or bettered."""
    texts = [line.text, *(other.text for other in near)]
    return any(STILL_OPEN.search(text) for text in texts) and not over(near) and GONE.search(line.text) is None


def tendered(said: str) -> bool:
    """Whether a tender offer is made with the target's consent, as nothing says the contrary."""
    return "tender offer" in said and TENDERED.search(said) is None


def real_match(pattern: re.Pattern[str], said: str, unreal: re.Pattern[str]) -> str:
    """The first of the words that stand there as fact; nothing where none do."""
    for match in pattern.finditer(said):
        if unreal.search(said[max(0, match.start() - 40) : match.start()]) is None:
            return match[0]
    return ""


def is_closed(find: Find, kind: Kind, line: Line) -> bool:
    """Whether a find tells the deal as closed."""
    if find.governor in CLOSED_BY and (kind in OWNED or find.governor in ("complete", "finish")):
        return bool(real_match(CLOSED, find.said, FUTURE))
    if kind not in OWNED and find.kind not in OWNED:
        return False
    if CLOSED_NEXT.search(line.text[find.end : find.end + 60]) or CONCLUDED.search(find.said):
        return bool(real_match(CLOSED, find.said, FUTURE))
    return bool(real_match(status_patterns()["completed"], find.said, FUTURE))


def called_off(find: Find) -> bool:
    """Whether the verb that tells a deal, or that its noun hangs on, ends it."""
    classes = load().classes.get(find.governor, frozenset())
    if find.governor == "end":
        return find.kind in (None, "partnership", "joint_venture", "services", "supply")
    return "cancel" in classes


def over(near: Sequence[Line]) -> str:
    """The words of a sentence that goes on about a deal which say that it is over."""
    return next((said for line in near if (said := real_match(ENDING, line.text, UNREAL))), "")


def rest_of(finds: Sequence[Find], story: Story) -> str:
    """What the last sentence that tells a deal says behind it."""
    return story.lines[finds[-1].sentence].text[finds[-1].end :]


def ended_later(told: Told, finds: Sequence[Find], story: Story, near: Sequence[Line]) -> str:
    """The words of the rest of the sentence, or of a later one about the deal, which tell its end."""
    rest = rest_of(finds, story)
    if STILL_OPEN.search(rest):
        return ""
    return real_match(ENDING, rest, UNREAL) or over(near) or ended_next(told, finds, story)


def ended_next(told: Told, finds: Sequence[Find], story: Story) -> str:
    """The same where the next sentence says it of "it" or "both", or one soon after of the parties alone."""
    last, who = finds[-1].sentence, told.who
    for line in story.lines[last + 1 : last + 2]:
        if not line.tellings and (found := NEXT_ENDED.search(line.text)):
            return words_of(found)
    for line in story.after(told, SOON):
        theirs = line.organisations and line.organisations <= who
        if (
            theirs
            and all(other is told for _, other in line.tellings)
            and (said := real_match(WALKED, line.text, UNREAL))
        ):
            return said
    return ""


def words_of(match: re.Match[str]) -> str:
    """The words of a match, without marks."""
    return " ".join(re.sub("[\ue000-\uf8ff]", " ", match[0]).split())[:60]


def closed_later(finds: Sequence[Find], story: Story, near: Sequence[Line]) -> str:
    """The words of the rest of the sentence, or of one that goes on about the deal, which tell its closing."""
    following = story.lines[finds[-1].sentence + 1 : finds[-1].sentence + 2]
    texts = [rest_of(finds, story), *(line.text for line in near), *(line.text[:60] for line in following)]
    return next((said for text in texts if (said := real_match(CLOSED_SINCE, text, FUTURE))), "")
