"""The words that answers are made of: kinds, statuses, counts, undertakings, and quotes cut from an article.

One voice for all answers stands here, and only here: plain, short, and never "None". Sums and days are put into
words by `language`; lists of names by `say_list`.
"""

from __future__ import annotations

from bot.answers import Bold, Text
from bot.language.dates import say_day
from bot.language.names import clean
from bot.language.text import sentences
from bot.language.wording import say_list, say_money, say_quantity
from bot.model import Commitment, Kind, Role, Span, Status, Strength, Undertaking

NOT_DISCLOSED = "not disclosed"

STRENGTH_WORDS: dict[Strength, str] = {"firm": "Firm", "planned": "Planned", "none": "Expressly none"}

_TO_DO: dict[Undertaking, str] = {
    "purchase": " to buy",
    "invest": " to invest",
    "supply": " to supply",
    "build": " to build",
    "pay": " to pay",
    "lend": " to lend",
    "hire": " to hire",
    "other": "",
}
_NONE_OF: dict[Undertaking, str] = {
    "purchase": "no commitment to buy",
    "invest": "no commitment to invest",
    "supply": "no commitment to supply",
    "build": "no commitment to build",
    "pay": "no commitment to pay",
    "lend": "no commitment to lend",
    "hire": "no commitment to hire",
    "other": "no commitment",
}
_PLURALS = {
    "company": "companies",
    "other company": "other companies",
    "entry": "entries",
    "party": "parties",
    "watch": "watches",
}


def kind_word(kind: Kind) -> str:
    """ "joint venture" for joint_venture."""
    return kind.replace("_", " ")


def status_word(status: Status) -> str:
    """How a status is said: "Announced"."""
    return status.capitalize()


def role_words(role: Role, number: int) -> str:
    """How a role is said of so many: "partner", "partners"."""
    return role if number == 1 else f"{role}s"


def joined(*parts: str) -> str:
    """What stands in one small line: "announced 21 November 2025, $38 billion"; empty parts are left out."""
    return ", ".join(part for part in parts if part)


def count(number: int, noun: str) -> str:
    """ "1 deal", "2 deals", "1,204 companies"."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, f'{noun}s')}"


def names_of(names: list[str], limit: int = 3) -> str:
    """ "OpenAI and Foxconn"; longer lists end in "and 2 more"."""
    if len(names) <= limit:
        return say_list([shown(name, 60) for name in names])
    return f"{', '.join(shown(name, 60) for name in names[:limit])} and {len(names) - limit:,} more"


def shown(text: str, limit: int) -> str:
    """Words from outside, on one line, without characters that hide or turn, cut at a word's end where too long."""
    words = " ".join(clean(text[: limit * 8]).split())
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    at = cut.rfind(" ", limit // 2)
    return f"{cut[:at] if at > 0 else cut}…".replace(" …", "…")


def commitment_text(commitment: Commitment, words: str = "") -> Text:
    """ "Firm: OpenAI to buy 10 GW by 2029"."""
    return (Bold(f"{STRENGTH_WORDS[commitment.strength]}: "), undertaking(commitment, words))


def undertaking(commitment: Commitment, words: str = "", *, dated: bool = True) -> str:
    """ "OpenAI to buy 10 GW by 2029". `words` are the article's, for what has no number of its own."""
    return shown(commitment.party, 60) + owing(commitment, words, dated=dated)


def owing(commitment: Commitment, words: str = "", *, dated: bool = True) -> str:
    """What follows the party's name in `undertaking`: " to buy 10 GW by 2029"."""
    by = f" by {say_day(commitment.deadline)}" if dated and commitment.deadline else ""
    quoted = f"“{words}”" if words else ""
    if commitment.strength == "none":
        return f", {_NONE_OF[commitment.kind]}{by}{f' ({quoted})' if quoted else ''}"
    done = f"{_TO_DO[commitment.kind]}{_how_much(commitment)}"
    if done:
        return f"{done}{by}{f' ({quoted})' if quoted else ''}"
    return f"{f',{by}' if by else ''}: {quoted or 'another undertaking'}"


def to_do(kind: Undertaking, other: str = "") -> str:
    """ " to buy from Oracle": what is undertaken towards another, where there is one."""
    if not other:
        return _TO_DO[kind]
    towards = {"purchase": " from ", "invest": " in ", "supply": " ", "pay": " ", "lend": " to "}
    return f"{_TO_DO[kind]}{towards.get(kind, ', with ')}{other}"


def has_number(commitment: Commitment) -> bool:
    """Whether a commitment says how much."""
    return commitment.money is not None or commitment.quantity is not None


def _how_much(commitment: Commitment) -> str:
    quantity = say_quantity(commitment.quantity) if commitment.quantity else ""
    money = say_money(commitment.money) if commitment.money else ""
    joined = " for " if commitment.kind in ("purchase", "supply") else ", "
    said = joined.join(part for part in (quantity, money) if part)
    lead = ": " if commitment.kind == "other" else " "
    return f"{lead}{said}" if said else ""


def sentence_at(text: str, span: Span) -> Span:
    """The sentence in which a span begins; the span itself where there is none."""
    low = max(text.rfind("\n\n", 0, span.start) + 1, span.start - 2_000, 0)
    high = min(len(text), span.end + 2_000)
    for sentence in sentences(text, low, high):
        if sentence.start <= span.start < sentence.end:
            return Span(min(sentence.start, span.start), max(sentence.end, min(span.end, sentence.start + 2_000)))
    return span


def quote(text: str, span: Span, limit: int = 200) -> str:
    """The sentence around a span, shortened at words so that the span's beginning stays, fit to be shown."""
    sentence = sentence_at(text, span)
    if sentence.end - sentence.start <= limit:
        return shown(text[sentence.start : sentence.end], limit)
    start = max(sentence.start, min(span.start - limit // 4, sentence.end - limit))
    if start > sentence.start:
        blank = text.find(" ", start, span.start)
        start = blank + 1 if blank >= 0 else span.start
    before = "…" if start > sentence.start else ""
    return before + shown(text[start : sentence.end], limit - len(before))


def words_of(text: str, commitment: Commitment, limit: int = 120) -> str:
    """The words of a commitment as the article has them, "" where it has none."""
    span = commitment.evidence[0] if commitment.evidence else None
    return shown(text[span.start : span.end], limit) if span is not None else ""


def marked(text: str, span: Span, limit: int = 240) -> Text:
    """The sentence around a span with the span's words in bold."""
    sentence = sentence_at(text, span)
    words = shown(text[span.start : span.end], limit * 2 // 3)
    room = (limit - len(words)) // 2
    before = _ending(shown(text[max(sentence.start, span.start - limit * 4) : span.start], limit * 4), room)
    after = shown(text[span.end : sentence.end], room)
    glued = text[span.end : span.end + 1].strip() and not after.startswith("…")
    return (f"{before} " if before else "", Bold(words), after if glued or not after else f" {after}")


def _ending(words: str, limit: int) -> str:
    """The end of a text, cut at a word's beginning."""
    if len(words) <= limit:
        return words
    cut = words[len(words) - limit + 1 :]
    return f"…{cut[cut.find(' ') + 1 :]}"
