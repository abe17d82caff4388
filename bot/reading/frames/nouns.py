"""What nouns of deals tell: the acquisition of Y by X, X's stake in Y, a contract with Y."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.text import words
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Units, stops_between
from bot.reading.frames.asking import (
    Frame,
    Telling,
    arg,
    bought,
    control,
    each_of,
    governing,
    has,
    holder,
    possessor,
    together,
)
from bot.reading.frames.contracts import agreement, licence, partner_of, talks
from bot.reading.frames.giving import SELLS

OFFERS = words("bid bids offer offers proposal approach takeover buyout buyouts buy-out interest")


RECEIVES = words(
    "receive get accept reject rebuff refuse spurn dismiss consider weigh await welcome draw attract "
    "agree recommend field have turn turn down fend off fight off resist study review mull back"
) | {"turn down", "fend off", "fight off"}
"""What the one that is wooed does with an offer."""


MUTUAL = words("merger mergers combination union marriage")


def takeover(scene: Scene) -> Iterator[Telling]:
    """The acquisition of Y by X, X's bid for Y, the Y takeover, the merger of X and Y."""
    offered = scene.token.text in OFFERS
    by = arg(scene, "by", "that") or (arg(scene, "from") if offered else ())
    whose, taken = arg(scene, "'s"), bought(scene, "of", "for")
    others = by or whose or scene.subjects
    if pair := merging(scene, taken, by):
        yield Telling("acquisition", pair)
    elif has(scene, "goods") and not arg(scene, "of", "for"):
        if scene.token.text in ("purchase", "buy"):
            yield Telling("supply", {"buyer": whose or scene.subjects, "supplier": arg(scene, "from")})
    elif by and whose and not taken:
        yield Telling("acquisition", {"acquirer": by, "target": whose})
    elif not by and not taken and wooed_by(scene, whose):
        yield Telling("acquisition", {"acquirer": whose, "target": scene.subjects})
    elif taken and others:
        yield taken_over(scene, taken, by, whose)
    elif (compound := arg(scene, "-")) and others:
        alone = {"partner": compound} if together(compound) else {"acquirer": others, "target": compound}
        yield Telling("acquisition", alone)
    elif whose and not taken and (named := listed(scene)):
        yield from (Telling("acquisition", {"acquirer": whose, "target": (unit,)}) for unit in named)
    elif wooed_by(scene, by or whose):
        yield Telling("acquisition", {"acquirer": by or whose, "target": scene.subjects})
    elif arg(scene, "with") and scene.token.text in MUTUAL:
        yield Telling("acquisition", {"partner": possessor(scene), "partner2": arg(scene, "with")})


def merging(scene: Scene, taken: dict[str, Units], by: Units) -> dict[str, Units]:
    """Two that become one: "the merger of X with Y", "the X-Y merger", "X and Y talked about a merger"."""
    noun, of, other = scene.token.text, arg(scene, "of"), arg(scene, "with")
    if noun in MUTUAL and of and other and not together(of):
        return {"partner": of, "partner2": other}
    pair = arg(scene, "-", "of", "between", "'s") if noun in MUTUAL else ()
    if pair and together(pair):
        return {"partner": pair}
    if mutual(noun, scene.said) and scene.subjects and together(scene.subjects) and not (taken or by):
        return {"partner": scene.subjects}
    return {}


def wooed_by(scene: Scene, suitor: Units) -> bool:
    """Whether the subject is who gets an offer: "Toshiba accepted Bain's offer"."""
    offered = scene.token.text in OFFERS
    return bool(suitor and scene.subjects and offered and governing(scene) in RECEIVES)


def taken_over(scene: Scene, taken: dict[str, Units], by: Units, whose: Units) -> Telling:
    """ "X's purchase of Y from Z", "the takeover of Y by X": an investment where it is a stake without control."""
    noun = scene.token.text
    if has(scene, "stake") and noun in ("acquisition", "purchase", "buy") and not control(scene):
        investor = by or whose or scene.subjects
        return Telling("investment", {"investor": investor, "investee": next(iter(taken.values()))})
    acquirer = arg(scene, "by", "that") or whose or by or scene.subjects
    seller = arg(scene, "from") if noun not in OFFERS else ()
    more = {"seller": seller} if seller and seller != acquirer and "seller" not in taken else {}
    return Telling("acquisition", {"acquirer": acquirer, **taken, **more}, each=each_of(scene))


def listed(scene: Scene) -> Units:
    """What a list names: "its acquisitions include A, bought in 2013, and B"."""
    following = [t.text for t in scene.sentence[scene.end : scene.end + 2]]
    if not scene.token.text.endswith("s") or not {"include", "includes", "included", "including"} & set(following):
        return ()
    behind = [u for u in scene.units if u.first > scene.end and not stops_between(scene.sentence, scene.end, u.first)]
    return tuple(u for u in behind if scene.sentence[u.start - 1].text in ("include", "included", "including", "and"))


def mutual(noun: str, said: str) -> bool:
    """Whether two sides talk about becoming one."""
    return noun in MUTUAL or any(words in said for words in ("talked", "discuss", "in talks", "held talks"))


def investors(scene: Scene) -> Iterator[Telling]:
    """ "Other investors include A and B": in the round that is spoken of."""
    if not scene.round_open:
        return
    following = scene.sentence[scene.at + 1 : scene.at + 4]
    if any(t.tag == "be" or t.text in ("include", "includes", "included", "including") for t in following):
        named = next(((u,) for u in scene.units if u.first > scene.at), ())
        yield Telling("investment", {"investor": named, "investee": scene.topic})


def supplies(scene: Scene) -> Iterator[Telling]:
    """The supply of cells to Y by X."""
    taker, giver = arg(scene, "to"), arg(scene, "by", "from") or possessor(scene)
    if taker and giver:
        yield Telling("supply", {"supplier": giver, "buyer": taker})


def buyer(scene: Scene) -> Iterator[Telling]:
    """X is the buyer of Y, the new owner of Y's plant."""
    bought = arg(scene, "of", "for") or arg(scene, "'s", "-")
    if not bought or not scene.subjects or bought == scene.subjects:
        return
    if scene.token.text.endswith("shareholder"):
        yield Telling("investment", {"investor": scene.subjects, "investee": bought})
        return
    if any(a.unit in bought and (a.unit.own or a.head) for a in scene.arguments):
        yield Telling("acquisition", {"acquirer": scene.subjects, "seller": bought})
    else:
        yield Telling("acquisition", {"acquirer": scene.subjects, "target": bought})


def bet(scene: Scene) -> Iterator[Telling]:
    """X's bet on Y."""
    if arg(scene, "on", "in", "for") and possessor(scene):
        yield Telling("investment", {"investor": possessor(scene), "investee": arg(scene, "on", "in", "for")})


def sale(scene: Scene) -> Iterator[Telling]:
    """The sale of Y to X by Z."""
    taker = arg(scene, "to")
    target = arg(scene, "of") or arg(scene, "-")
    seller = arg(scene, "'s", "by")
    if "seller" in (parted := bought(scene, "of")):
        target, seller = (), parted["seller"]
    if not taker or has(scene, "goods"):
        return
    if target:
        yield Telling(
            "acquisition",
            {
                "acquirer": taker,
                "target": target,
                **(
                    {"seller": seller or scene.subjects}
                    if (seller or scene.subjects) and (seller or scene.subjects) != target
                    else {}
                ),
            },
        )
    elif seller or scene.subjects:
        yield Telling("acquisition", {"acquirer": taker, "seller": seller or scene.subjects})


HOLDS = words("own hold have keep retain control possess")
"""A stake that somebody just has, with no word of when or for how much, is no deal."""


def stakes(scene: Scene) -> Iterator[Telling]:
    """X's investment in Y, X's stake in Y."""
    if scene.token.text in (
        "%",
        "percent",
        "per cent",
        "pc",
        "share",
        "shares",
        "stock",
        "equity",
        "position",
        "interest",
        "interests",
    ) and not arg(scene, "'s"):
        return
    target = arg(scene, "in", "into")
    who = arg(scene, "by", "from") or possessor(scene)
    held = governing(scene) in HOLDS and not any(token.sort in ("money", "date") for token in scene.sentence)
    if target and who and governing(scene) not in SELLS and not held:
        yield Telling("investment", {"investor": who, "investee": target})


def funding(scene: Scene) -> Iterator[Telling]:
    """X's investment in Y, Y's round led by X."""
    target = arg(scene, "in", "into") if scene.token.text in ("investment", "investments", "injection") else ()
    by = arg(scene, "by", "from")
    if target and (by or possessor(scene)):
        yield Telling("investment", {"investor": by or possessor(scene), "investee": target})
    elif by and governing(scene) in ("lead", "co-lead", "anchor"):
        yield Telling("investment", {"investee": scene.topic, "investor": by})
    elif by and (possessor(scene) or scene.topic):
        yield Telling("investment", {"investee": possessor(scene) or scene.topic, "investor": by})
    elif scene.token.text == "investment" and scene.money and not target and scene.subjects:
        yield Telling("pledge", {"investor": possessor(scene)}, weak=True)


def loans(scene: Scene) -> Iterator[Telling]:
    """A loan from X to Y."""
    lender, borrower = arg(scene, "from", "by", "with"), arg(scene, "to", "for")
    if lender and (borrower or possessor(scene)):
        yield Telling("financing", {"lender": lender, "borrower": borrower or possessor(scene)})
    elif borrower and possessor(scene) and scene.token.text in ("loan", "loans", "grant", "grants", "facility"):
        yield Telling("financing", {"lender": possessor(scene), "borrower": borrower})


def order(scene: Scene) -> Iterator[Telling]:
    """X's order with Y, an order from X for Y's jets."""
    if scene.token.text in ("work", "job", "tender", "mandate", "commission", "award"):
        return
    buyer, supplier = arg(scene, "from", "by"), arg(scene, "with", "to", "at")
    if scene.token.text.startswith("order"):
        made = holder(scene, "goods") or arg(scene, "-")
        if buyer and (supplier or made or possessor(scene)):
            yield Telling("supply", {"buyer": buyer, "supplier": supplier or made or possessor(scene)})
        made = made or next(
            ((a.unit,) for a in scene.arguments if a.prep == "for" and not (a.head or a.trailing or a.unit.own)), ()
        )
        if not buyer and (supplier or made) and possessor(scene):
            yield Telling("supply", {"buyer": possessor(scene), "supplier": supplier or made})


NOUNS: dict[str, Frame] = {
    "licence": licence,
    "takeover": takeover,
    "buyer": buyer,
    "investors": investors,
    "supplying": supplies,
    "bet": bet,
    "sale": sale,
    "stake": stakes,
    "money": funding,
    "loan": loans,
    "order": order,
    "deal": agreement,
    "partnership": agreement,
    "partner": partner_of,
    "venture": agreement,
    "talks": talks,
}
