"""From the pieces of a question to what it asks for: what is wanted, of which deals, when, for how much.

The roles of companies are read in `question_places`. Whatever has neither a meaning nor a place where free words
belong stays unread, and a question with such words is not answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from bot.answers.question import Order, Question, Side, Want
from bot.answers.question_places import asked_of, sides_of
from bot.answers.question_row import HEADS, Row, frame_of
from bot.answers.question_tokens import Token
from bot.answers.question_words import words
from bot.language.dates import Period
from bot.model import Kind, Role, Status, Strength

STATUSES: dict[str, frozenset[Status]] = {
    "rumored": frozenset({"rumored"}),
    "proposed": frozenset({"proposed"}),
    "completed": frozenset({"completed"}),
    "terminated": frozenset({"terminated"}),
    "pending": frozenset({"proposed", "announced"}),
}
KINDS_OF: dict[Role, frozenset[Kind]] = {
    "acquirer": frozenset({"acquisition"}),
    "target": frozenset({"acquisition"}),
    "seller": frozenset({"acquisition"}),
    "investor": frozenset({"investment", "pledge"}),
    "investee": frozenset({"investment"}),
    "lender": frozenset({"financing", "investment"}),
    "borrower": frozenset({"financing"}),
    "licensor": frozenset({"licensing"}),
    "licensee": frozenset({"licensing"}),
    "buyer": frozenset({"supply", "services"}),
    "supplier": frozenset({"supply", "services"}),
}
"""The kinds that go with a role; a partner may be one in any."""

SPECIAL: tuple[Want, ...] = ("became", "own_customer", "owner", "due")
ORDERS: tuple[Order, ...] = ("largest", "smallest", "first", "latest")
ACQUISITION: frozenset[Kind] = frozenset({"acquisition"})
OWNING = ("its", "their", "his", "her")


def understand(tokens: Sequence[Token]) -> Question:
    """What a question asks for."""
    row = Row.of(tokens)
    topics, unread = free_words(row)
    sides, apart, either = sides_of(row)
    want = _want(row)
    strength, negated = _strength(row)
    question = Question(
        want=want,
        sides=sides,
        apart=apart,
        either=either,
        asked=asked_of(row) if want in ("who", "most") or _counts_companies(row) else _own(row, want),
        kinds=_kinds(row),
        statuses=_statuses(row, want),
        period=_period(row),
        least=next((token.money[0] for token in row.tokens if token.money), None),
        most=next((token.money[1] for token in row.tokens if token.money), None),
        quantity=next((token.quantity for token in row.tokens if token.quantity), None),
        topics=topics,
        order=_order(row),
        limit=_limit(row),
        undertakings=frozenset().union(*(frame.undertaking for frame in row.frames())),
        strength=strength,
        number=next((token.deal for token in row.tokens if token.deal), ""),
        units=_units(row),
        companies=_counts_companies(row),
        sums=any(frame.sum for frame in row.frames()),
        read_as=tuple((token.text, token.read_as) for token in row.tokens if token.read_as),
        unread=unread,
        beyond=_beyond(row, topics),
        negated=negated,
        anything=bool(topics) or _says_anything(row),
    )
    question = _of_owner(row, question) if want == "owner" else question
    return finished(_of_units(question) if question.units else question)


def _of_units(question: Question) -> Question:
    """How many gigawatts, how much power: told by what is undertaken, not by counting deals or by money."""
    party = next((side for side in question.sides if side.roles & {"buyer", "supplier", "partner"}), None)
    topics = tuple(topic for topic in question.topics if topic.lower() not in words().units)
    return replace(question, want="commitments", topics=topics, sides=(*([party] if party else []), *(
        side for side in question.sides if side is not party)))  # fmt: skip


def finished(question: Question) -> Question:
    """The question with what follows from all of it together."""
    plain = tuple(Side(side.company) for side in question.sides)
    match question.want:
        case "commitments":
            party = question.sides[0].company if question.sides else None
            return replace(question, party=party, sides=plain, kinds=frozenset(), apart=False)
        case "own_customer":
            return replace(question, kinds=frozenset(), apart=False, sides=question.sides[:1])
        case "compare":
            return replace(question, sides=plain, apart=False, either=True)
        case "due":
            return replace(question, statuses=frozenset(), sides=plain)
    return _fitting(question)


def _fitting(question: Question) -> Question:
    """The question without roles and kinds that do not go with the others: whoever has a target is an acquirer."""
    kinds = question.kinds
    for side in question.sides:
        if side.roles and "partner" not in side.roles:
            own = frozenset[Kind]().union(*(KINDS_OF[role] for role in side.roles))
            kinds = (kinds & own or kinds) if kinds else frozenset()
    sides = tuple(replace(side, roles=_possible(side.roles, kinds)) for side in question.sides)
    taken = frozenset[Role]().union(*(side.roles for side in sides))
    asked = _possible(question.asked, kinds)
    return replace(question, sides=sides, kinds=kinds, asked=asked - taken or asked)


def _possible(roles: frozenset[Role], kinds: frozenset[Kind]) -> frozenset[Role]:
    fitting = frozenset(role for role in roles if role == "partner" or KINDS_OF[role] & kinds)
    return fitting or roles


# Words without a meaning of their own.


def free_words(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words without a meaning: what a deal must speak of, and what was not understood."""
    topics: list[str] = []
    unread: list[str] = []
    at = 0
    while at < len(row.tokens):
        token = row.tokens[at]
        if not token.is_word or token.text == ",":
            at += 1
            continue
        end = at + 1
        while end < len(row.tokens) and _goes_on(row.tokens[end]):
            end += 1
        phrase = " ".join(one.text for one in row.tokens[at:end])
        (topics if _may_be_free(row, at, end) else unread).append(phrase)
        at = end
    return tuple(dict.fromkeys(topics)), tuple(unread)


def _goes_on(token: Token) -> bool:
    return token.is_word and token.text != "," and not token.quoted


def _may_be_free(row: Row, start: int, end: int) -> bool:
    """Whether free words belong here: before a noun, after a preposition, or as what is bought, sold or built."""
    if row.tokens[start].quoted or not any(token.senses or token.company for token in row.tokens):
        return end - start <= 4
    if row.at(start - 1).low in OWNING:
        return False
    before = row.at(row.before(start, "filler", "order", "and"))
    after = row.at(row.after(end - 1, "filler"))
    if after.has("noun", "role", "commitment", "company_word"):
        return True
    if before.company is not None:  # "the Constellation plant opens"
        return after.has("special", "verb", "status")
    if before.has("preposition", "between") or (before.is_word and before.text):
        return before.low == "about" or bool(row.head(start).text) or any(token.company for token in row.tokens)
    if before.has("want"):
        return _asked_thing(row, before, start, after)
    return before.has("verb", "undertaking", "commitment", "noun") and _takes_goods(before)


def _counts_companies(row: Row) -> bool:
    """ "How many suppliers", "how many companies": those are counted, not their deals."""
    many = next((at for at, t in enumerate(row.tokens) if t.has("want") and t.senses[0].name == "how_many"), -1)
    return many >= 0 and row.at(row.after(many, "filler", "order")).has("role", "company_word")


def _units(row: Row) -> frozenset[str]:
    """The units that "how many" or "how much" asks for: "how many gigawatts", "how much power"."""
    for at, token in enumerate(row.tokens):
        if token.has("want") and token.senses[0].name in ("how_many", "how_much"):
            return words().units.get(row.at(row.after(at, "filler", "order")).low, frozenset())
    return frozenset()


def _asked_thing(row: Row, before: Token, start: int, after: Token) -> bool:
    """ "What chips did OpenAI order", "what about racks"."""
    name = before.senses[0].name
    return name == "describe" or (
        name in ("what", "how_many", "how_much") and (row.verb > start or bool(after.company))
    )


def _takes_goods(token: Token) -> bool:
    frame = frame_of(token)
    return frame.goods or (token.has("noun") and bool(frame.kinds))


# What is wanted.


def _want(row: Row) -> Want:
    names, special = row.names("want"), row.names("special")
    names += ["who"] if _asks_company(row) else []
    for want in SPECIAL:
        if want in special and (want != "became" or "rumored" in row.names("status")):
            return want
    if "most" in special and ("who" in names or "what" in names):
        return "most"
    if _asks_money(row):
        return "commitments" if row.commits else "how_much"
    plain: tuple[Want, ...] = ("how_many", "when", "where", "compare")
    for want in plain:
        if want in names:
            return want
    if row.commits or "none" in row.names("strength"):
        return "commitments"
    return _plain_want(row, names)


def _asks_company(row: Row) -> bool:
    """ "Which robotics companies": who, in more words."""
    what = next((at for at, token in enumerate(row.tokens) if token.has("want") and token.senses[0].name == "what"), -1)
    after = row.after(what, "filler", "order")
    while row.at(after).is_word and after < len(row.tokens):
        after += 1
    return what >= 0 and row.at(after).has("company_word")


def _plain_want(row: Row, names: Sequence[str]) -> Want:
    if "proof" in names:
        return "sources"
    if "describe" in names:
        return "deals"
    if "who" in names or (row.has("role") and not row.asks_whether):
        return "who"
    return "whether" if row.asks_whether and "what" not in names else "deals"


def _asks_money(row: Row) -> bool:
    """How much; but not where "worth" only goes with a sum that is given."""
    words = [token.low for token in row.tokens if token.has("want") and token.senses[0].name == "how_much"]
    if any(word.startswith(("how", "for how", "at what", "what")) for word in words):
        return True
    return bool(words) and not any(token.money for token in row.tokens) and "who" not in row.names("want")


def _own(row: Row, want: Want) -> frozenset[Role]:
    """Of "its own customer" or "its own supplier", which of the two; none where neither is said."""
    said = " ".join(token.low for token in row.tokens if token.has("special")) if want == "own_customer" else ""
    roles: dict[str, Role] = {"supplier": "supplier", "customer|client|buyer": "buyer"}
    return frozenset(role for words, role in roles.items() if re.search(words, said))


def _of_owner(row: Row, question: Question) -> Question:
    """Who owns what: a completed purchase; a stake, where one is spoken of."""
    sides = question.sides
    if "investment" in {frame.name for frame in row.frames("noun")}:
        if len(sides) > 1 and row.asks_whether:
            roles: tuple[Role, Role] = ("investor", "investee")
            both = tuple(Side(side.company, frozenset({role})) for side, role in zip(sides, roles, strict=False))
            return replace(question, want="whether", sides=both, apart=False)
        whose = tuple(Side(side.company, frozenset({"investee"})) for side in sides)
        return replace(question, want="who", sides=whose, asked=frozenset({"investor"}))
    if not sides:
        return replace(question, kinds=ACQUISITION)
    owned = Side(sides[-1].company, frozenset({"target"}))
    owner = Side(sides[0].company, frozenset({"acquirer"}))
    done: frozenset[Status] = frozenset({"completed"})
    if len(sides) > 1:
        return replace(question, want="whether", sides=(owner, owned), kinds=ACQUISITION, statuses=done, apart=False)
    if "who" in row.names("want"):
        return replace(question, sides=(owned,), kinds=ACQUISITION)
    return replace(question, want="deals", sides=(owner,), kinds=ACQUISITION, statuses=done)


# The rest, piece by piece.


def _kinds(row: Row) -> frozenset[Kind]:
    """The kinds that the nouns name; else those of roles, else those of verbs."""
    for sort in ("noun", "role", "verb"):
        kinds = frozenset[Kind]().union(*(frame.kinds for frame in row.frames(sort)))
        if kinds:
            return kinds
    return frozenset()


def _statuses(row: Row, want: Want) -> frozenset[Status]:
    if want in SPECIAL:
        return frozenset()
    names = row.names("status")
    ended = [name for name in ("terminated", "completed") if name in names]  # "broke off talks"
    return frozenset[Status]().union(*(STATUSES[name] for name in ended[:1] or names))


def _period(row: Row) -> Period | None:
    periods = [token.period for token in row.tokens if token.period]
    if not periods:
        return None
    firsts = [period.first for period in periods if period.first]
    lasts = [period.last for period in periods if period.last]
    if len(firsts) == len(lasts) == len(periods) > 1:  # "in 2024 and 2025"
        return Period(min(firsts), max(lasts))
    return Period(max(firsts, default=None), min(lasts, default=None))


def _order(row: Row) -> Order:
    names = row.names("order")
    return next((order for order in ORDERS if order in names), "relevance")


def _limit(row: Row) -> int:
    """ "The five largest", "top 5"; one, where "the largest deal" is asked for; else 0, all of them."""
    for at, token in enumerate(row.tokens):
        if token.has("order") and (number := max(row.at(at - 1).number, row.at(at + 1).number)):
            return number
    several = ("noun", "role", "commitment")
    many = any(token.has(*several) and token.low.endswith("s") for token in row.tokens)
    return 1 if _order(row) in ("largest", "smallest", "first") and not many else 0


def _strength(row: Row) -> tuple[Strength | None, bool]:
    """How binding; and whether something is asked for that did not happen."""
    said = row.names("strength")
    if "none" in said or (row.has("not") and row.commits):
        return "none", False
    planned = row.has("plan") and row.commits
    return cast("Strength | None", said[0] if said else "planned" if planned else None), row.has("not")


def _beyond(row: Row, topics: Sequence[str]) -> str:
    """What the library does not keep, where that is asked for."""
    said = row.names("beyond")
    return said[0] if said else "what a company is, or is worth" if not topics and _only_names(row) else ""


def _only_names(row: Row) -> bool:
    """ "What is CoreWeave", "how big is Nvidia": nothing is asked of any deal."""
    telling = (*HEADS, "order", "strength", "preposition", "not")
    asks = {"describe", "compare", "proof"} & set(row.names("want"))
    bare = not any(token.has(*telling) or token.money or token.period or token.deal for token in row.tokens)
    return row.has("be") and bare and not asks and any(token.company for token in row.tokens)


def _says_anything(row: Row) -> bool:
    """Whether anything narrows down what is asked for: a company, a kind, a time, a sum."""
    telling = ("noun", "role", "special", "status", "order", "commit", "commitment", "strength")
    verbs = any(token.has("verb") and token.senses[0].name != "deal" for token in row.tokens)
    return verbs or any(
        token.company or token.deal or token.money or token.period or token.quantity or token.has(*telling)
        for token in row.tokens
    )
