"""What nouns of agreements tell: a contract with Y, a licence from Y, talks, a partnership of X and Y."""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Unit
from bot.reading.cues import kind_of
from bot.reading.frames.asking import (
    Telling,
    arg,
    bought,
    governing,
    holder,
    lends,
    near,
    possessor,
    together,
)
from bot.reading.grammar import load


def agreement(scene: Scene) -> Iterator[Telling]:
    """A deal between X and Y, X's deal with Y, the X-Y deal, a deal that X signed with Y."""
    classes = scene.token.noun
    kind: Kind | None = "joint_venture" if "venture" in classes else "partnership" if "partnership" in classes else None
    if kind is None:
        kind = kind_of(near(scene)) or kind_of(scene.said) or kind_of_goods(scene)
    between = arg(scene, "between", "among")
    other = arg(scene, "with")
    if kind == "financing" and other and possessor(scene):
        lender, borrower = (
            (possessor(scene), other) if lends(possessor(scene)) and not lends(other) else (other, possessor(scene))
        )
        yield Telling(kind, {"borrower": borrower, "lender": lender})
        return
    whose = arg(scene, "'s")
    if between and whose and between != whose:
        yield Telling(kind if kind in ("supply", "services") else "services", {"buyer": whose, "supplier": between})
        return
    promised = infinitive(scene)
    if not other and (allowed := allows(scene)) and possessor(scene):
        yield Telling(kind, {"one": possessor(scene), "two": allowed})
        return
    if (
        promised & {"make"}
        and scene.token.text in ("memorandum", "mou", "understanding", "agreement")
        and kind != "licensing"
    ):
        kind = "partnership"
    if other and possessor(scene) and kind in ("supply", "services", "licensing", None) and promised:
        if promised & {"supply", "give"}:
            yield Telling(kind or "services", {"supplier": possessor(scene), "buyer": other})
            return
        if promised & {"acquire", "get", "order", "lease", "use"} and kind in ("supply", "services"):
            yield Telling(kind, {"buyer": possessor(scene), "supplier": other})
            return
    if (
        scene.token.text in ("contract", "contracts", "deal", "award", "order", "orders")
        and arg(scene, "from")
        and possessor(scene)
        and not arg(scene, "with")
    ):
        yield Telling(
            kind if kind in ("supply", "services") else "services",
            {"supplier": possessor(scene), "buyer": arg(scene, "from")},
        )
        return
    if (
        not other
        and load().classes.get(governing(scene), frozenset()) & SIGNING
        and (under := counterpart(scene))
        and possessor(scene)
        and not together(possessor(scene))
    ):
        yield Telling(kind, {"one": possessor(scene), "two": under})
        return
    if scene.token.text.startswith("lease") and not other and (landlord := arg(scene, "at", "in", "from")):
        yield Telling("services", {"buyer": possessor(scene), "supplier": landlord})
        return
    compound = arg(scene, "-")
    of = arg(scene, "of") if kind in ("joint_venture", "partnership") else ()
    if between and between[0].many:
        yield Telling(kind, {"one": between})
    elif holder(scene, "goods") and possessor(scene) and not other:
        yield Telling("supply", {"buyer": possessor(scene), "supplier": holder(scene, "goods")})
    elif other and possessor(scene):
        yield Telling(kind, {"one": possessor(scene), "two": other})
    elif (
        arg(scene, "for")
        and kind in (None, "acquisition")
        and any(t.sort == "money" for t in scene.sentence)
        and possessor(scene)
    ):
        parted = any(a.outer == "for" and (a.gov & {"asset", "stake"}) for a in scene.arguments)
        whole = not any(a.head or a.trailing or a.unit.own for a in scene.arguments if a.prep == "for")
        if (whole or parted) and not arg(scene, "from"):
            taken = bought(scene, "for") if parted else {"target": arg(scene, "for")}
            yield Telling("acquisition", {"acquirer": possessor(scene), **taken})
    elif compound and compound[0].many:
        yield Telling(kind, {"one": compound})
    elif compound and scene.subjects:
        yield Telling(kind, {"one": scene.subjects, "two": compound})
    elif arg(scene, "'s") and together(arg(scene, "'s")):
        yield Telling(kind, {"one": arg(scene, "'s")})
    elif of and of[0].many:
        yield Telling(kind, {"one": of})
    elif of and "sponsorship" in scene.token.text and possessor(scene):
        yield Telling(kind, {"one": possessor(scene), "two": of})
    elif (
        scene.subjects
        and together(scene.subjects)
        and (executed(scene) or not plural(scene))
        and not (won(scene) or under_it(scene))
    ):
        yield Telling(kind, {"one": scene.subjects})


def kind_of_goods(scene: Scene) -> Kind | None:
    """The kind by what a contract is for, where no word tells it: "a contract with Poland for 152 howitzers"."""
    if "goods" in scene.far or scene.quantity:
        return "supply"
    return "services" if "capacity" in scene.far else None


def allows(scene: Scene) -> tuple[Unit, ...]:
    """Whom a deal lets do something: "a deal allowing OpenAI to use its content"."""
    following = next((t for t in scene.sentence[scene.end : scene.end + 3] if t.verb is not None), None)
    if following is None or following.base not in ("allow", "give", "let", "permit", "grant", "enable"):
        return ()
    return next(((u,) for u in scene.units if u.first > scene.end), ())


SIGNING = words("sign agree get finish")


def counterpart(scene: Scene) -> tuple[Unit, ...]:
    """Who acts under a deal: "signed a contract under which GlobalFoundries sets aside capacity"."""
    following = [t.text for t in scene.sentence[scene.end - 1 : scene.end + 1]]
    if following in (["under", "which"], ["by", "which"], ["in", "which"]) or "whereby" in following:
        unit = next((u for u in scene.units if u.first > scene.end), None)
        if unit is not None and unit.start <= scene.end + 3 and unit not in scene.subjects:
            return (unit,)
    return ()


def infinitive(scene: Scene) -> frozenset[str]:
    """The classes of the verb that a deal is about: "a deal with AT&T to build a network"."""
    following = scene.sentence[scene.end : scene.end + 3]
    if not following or following[0].text != "to":
        return frozenset()
    return next((load().classes[t.base] for t in following if t.verb is not None), frozenset())


def plural(scene: Scene) -> bool:
    """Whether a noun stands for several: "signed deals", which may be with others."""
    return scene.token.text.endswith("s")


def executed(scene: Scene) -> bool:
    """Whether "agreements" are the papers of one deal: "have executed definitive agreements to build a plant"."""
    return (
        plural(scene)
        and "definitive" in scene.said
        and bool(load().classes.get(governing(scene), frozenset()) & SIGNING)
    )


def under_it(scene: Scene) -> bool:
    """Whether something else is done under a contract: "will deliver radars under a $1 billion contract"."""
    return any(token.text == "under" for token in scene.sentence[max(0, scene.at - 6) : scene.at])


def won(scene: Scene) -> bool:
    """Whether a contract was won: then its winners supply somebody else together."""
    return governing(scene) in ("win", "receive", "get", "land", "secure", "clinch", "bag", "book")


BECOMES = words("become sign name choose remain")


def partner_of(scene: Scene) -> Iterator[Telling]:
    """X becomes a sponsor of Y."""
    other = arg(scene, "of", "to", "for") or arg(scene, "'s")
    if other and scene.subjects and other != scene.subjects and governing(scene) in BECOMES:
        yield Telling("partnership", {"partner": scene.subjects, "partner2": other})


def licence(scene: Scene) -> Iterator[Telling]:
    """X's licence from Y: X may use what Y owns."""
    owner, user = arg(scene, "from"), arg(scene, "to")
    if owner and possessor(scene):
        yield Telling("licensing", {"licensee": possessor(scene), "licensor": owner})
    elif arg(scene, "with") and possessor(scene):
        yield Telling("licensing", {"one": possessor(scene), "two": arg(scene, "with")})
    elif user and arg(scene, "by", "'s"):
        yield Telling("licensing", {"licensee": user, "licensor": arg(scene, "by", "'s")})


def talks(scene: Scene) -> Iterator[Telling]:
    """In talks with Y."""
    other = arg(scene, "with")
    if other and possessor(scene):
        yield Telling(kind_of(near(scene)), {"one": possessor(scene), "two": other}, status="rumored")
