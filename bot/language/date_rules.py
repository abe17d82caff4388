"""Where a date may begin, and which rules are tried there.

The rules are in `date_digits`, `date_months` and `date_words`: each is a bounded regular expression and a function
that turns its match into a Stretch, or into None where it is no date after all ("March" the verb, "2000 aircraft").
The words before a date are weighed in `dates`.
"""

from __future__ import annotations

import re

from bot.language import date_digits, date_months, date_words
from bot.language.date_pieces import Clues, Found, Rule
from bot.language.stretches import UNKNOWN

START = re.compile(
    r"(?=[0-9JFMASONDTWQHCYLEPBRyltnpcemsaiorfhbgw])(?:[0-9]{1,30}"
    r"|\b(?:(?P<month>J(?:an|AN|un|UN|ul|UL)|F(?:eb|EB)|M(?:ar|AR|ay|AY)|A(?:pr|PR|ug|UG)|S(?:ep|EP)|O(?:ct|CT)"
    r"|N(?:ov|OV)|D(?:ec|EC))"
    r"|(?P<weekday>M(?:on|ON)|T(?:ue|UE|hu|HU)|W(?:ed|ED)|F(?:ri|RI)|S(?:at|AT|un|UN))"
    r"|(?P<q>[QH][1-4]|FY|CY)"
    r"|(?P<word>[yY]ester|[tT]o(?:day|night|morrow)|[tT]h(?:is|ird)[ -]|[lL]a(?:st|te|ter|tter)\b|[nN]ext "
    r"|[pP](?:ast|revious) |[cC](?:oming|urrent|lose) |[eE](?:nd|arly|arlier)\b|[mM]id|[sS](?:tart |econd[ -]"
    r"|pring|ummer)|[bB]eginn|[tT]urn |[fF](?:irst|ourth|inal|iscal|inancial|all)[ -]|[yY]ear(?:['’]s)?[ -]end"
    r"|[aA]utumn|[wW](?:inter|eekend)|[rR](?:est|emainder) |(?:1st|2nd|3rd|4th) )"
    r"|(?P<count>(?:[aA]n?|[oO]ne|[tT](?:wo|hree|en|welve)|[fF](?:our|ive|ifteen)|[sS](?:ix|even)|[eE]ight(?:een)?"
    r"|[nN]ine) (?=day|week|month|quarter|year|decade))))"
)
"""Where a date may begin: a digit, or a word that some rule begins with. The group tells which rules."""

RULES: dict[str, tuple[tuple[re.Pattern[str], Rule], ...]] = {
    "digits": (*date_digits.RULES, (date_words.NTH, date_words.nth)),
    "month": date_months.RULES,
    "weekday": date_months.WEEKDAY_RULES,
    "q": ((date_digits.QUARTER_SHORT, date_digits.quarter_short), *date_words.FISCAL_RULES),
    "word": date_words.RULES,
    "count": ((date_digits.AGO, date_digits.ago), (date_digits.IN_TIME, date_digits.in_time)),
}


def may_read(text: str, start: re.Match[str], end: int) -> bool:
    """Whether any rule fits the words that begin where `start` was found: most digits and articles begin no date."""
    return any(pattern.match(text, start.start(), end) for pattern, _ in RULES[start.lastgroup or "digits"])


def read_date(text: str, start: re.Match[str], end: int, clues: Clues) -> Found | None:
    """The date that begins where `start` was found, if one does."""
    group = start.lastgroup or "digits"
    if group == "weekday" and (found := _with_date(text, start.start(), end, clues)) is not None:
        return found
    for pattern, rule in RULES[group]:
        match = pattern.match(text, start.start(), end)
        if match is None:
            continue
        stretch = rule(match, clues)
        if stretch is not None:
            return Found(match.end(), stretch)
    return None


def _with_date(text: str, at: int, end: int, clues: Clues) -> Found | None:
    """ "Thursday, November 20", "Friday (21 November)": one date, told twice."""
    match = date_months.WITH_DATE.match(text, at, end)
    start = START.match(text, match.end(), end) if match is not None else None
    if start is None or start.lastgroup not in (None, "month"):
        return None
    found = read_date(text, start, end, clues._replace(before="on"))
    if found is None or not (found.stretch.point or (found.stretch is UNKNOWN)):
        return None
    closing = text[start.start() - 1] == "(" and text[found.end : found.end + 1] == ")"
    return Found(found.end + closing, found.stretch)
