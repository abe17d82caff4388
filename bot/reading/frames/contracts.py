"""What nouns of agreements tell: a contract with Y, a licence from Y, talks, a partnership of X and Y."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.text import words
from bot.model import Kind
from bot.reading.clauses.scenes import Scene
from bot.reading.clauses.units import Units
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
    traded,
)
from bot.reading.frames.ways import Way, settled
from bot.reading.grammar import load


@dataclass(frozen=True, slots=True)
class Contract:
    """A noun of agreements: of which kind, whose it is, with whom, between whom; `promised` is what it is to do."""

    scene: Scene
    kind: Kind | None
    owner: Units
    other: Units
    between: Units
    promised: frozenset[str]

    def one_two(self, one: Units, two: Units = ()) -> list[Telling]:
        """A deal of two sides whose roles are settled later."""
        return [Telling(self.kind, {"one": one, "two": two} if two else {"one": one})]

    def trade(self, buyer: Units, supplier: Units) -> list[Telling]:
        """Goods or services from one to the other."""
        return [Telling(traded(self.kind), {"buyer": buyer, "supplier": supplier})]


def agreement(scene: Scene) -> Iterator[Telling]:
    """A deal between X and Y, X's deal with Y, the X-Y deal, a deal that X signed with Y."""
    promised = infinitive(scene)
    contract = Contract(
        scene,
        kind_of_agreement(scene, promised),
        possessor(scene),
        arg(scene, "with"),
        arg(scene, "between", "among"),
        promised,
    )
    yield from settled(WAYS, contract)


PAPERS = words("memorandum mou understanding agreement")


def kind_of_agreement(scene: Scene, promised: frozenset[str]) -> Kind | None:
    """The kind by the noun itself, by the words close by, by what it is for."""
    classes = scene.token.noun
    if "venture" in classes:
        return "joint_venture"
    if "partnership" in classes:
        return "partnership"
    kind = kind_of(near(scene)) or kind_of(scene.said) or kind_of_goods(scene)
    if "make" in promised and scene.token.text in PAPERS and kind != "licensing":
        return "partnership"  # an agreement to develop something
    return kind


def loan_agreed(contract: Contract) -> list[Telling] | None:
    """ "Enel signed a loan agreement with the EIB": the bank lends, whoever is named first."""
    owner, other = contract.owner, contract.other
    if contract.kind != "financing" or not (owner and other):
        return None
    lender, borrower = (owner, other) if lends(owner) and not lends(other) else (other, owner)
    return [Telling("financing", {"borrower": borrower, "lender": lender})]


def split_among(contract: Contract) -> list[Telling] | None:
    """ "The Pentagon split its contract among Amazon, Google and Oracle"."""
    whose = arg(contract.scene, "'s")
    if contract.between and whose and contract.between != whose:
        return contract.trade(whose, contract.between)
    return None


def allowed_by_it(contract: Contract) -> list[Telling] | None:
    """ "a deal allowing OpenAI to use its content"."""
    if not contract.other and contract.owner and (allowed := allows(contract.scene)):
        return contract.one_two(contract.owner, allowed)
    return None


def promised_by_it(contract: Contract) -> list[Telling] | None:
    """ "a contract with AT&T to build its network", "a deal with Oklo to buy power"."""
    owner, other, kind = contract.owner, contract.other, contract.kind
    if not (owner and other and contract.promised) or kind not in ("supply", "services", "licensing", None):
        return None
    if contract.promised & {"supply", "give"}:
        return [Telling(kind or "services", {"supplier": owner, "buyer": other})]
    if contract.promised & {"acquire", "get", "order", "lease", "use"} and kind in ("supply", "services"):
        return contract.trade(owner, other)
    return None


GIVEN = words("contract contracts deal award order orders")
"""What comes from a customer."""


def given_by_customer(contract: Contract) -> list[Telling] | None:
    """ "a contract from the Space Development Agency"."""
    customer = arg(contract.scene, "from")
    if contract.scene.token.text in GIVEN and customer and contract.owner and not contract.other:
        return contract.trade(customer, contract.owner)
    return None


def acted_under(contract: Contract) -> list[Telling] | None:
    """ "signed a contract under which GlobalFoundries sets aside capacity"."""
    scene, owner = contract.scene, contract.owner
    if contract.other or not owner or together(owner):
        return None
    signed = load().classes.get(governing(scene), frozenset()) & SIGNING
    return contract.one_two(owner, under) if signed and (under := counterpart(scene)) else None


def leased_at(contract: Contract) -> list[Telling] | None:
    """ "signed two leases at Applied Digital's campus"."""
    landlord = arg(contract.scene, "at", "in", "from")
    if contract.scene.token.text.startswith("lease") and not contract.other and landlord:
        return [Telling("services", {"buyer": contract.owner, "supplier": landlord})]
    return None


def between_them(contract: Contract) -> list[Telling] | None:
    """ "a deal between X and Y"."""
    return contract.one_two(contract.between) if contract.between and contract.between[0].many else None


def for_goods_of(contract: Contract) -> list[Telling] | None:
    """ "signed a contract for Airbus jets"."""
    maker = holder(contract.scene, "goods")
    if maker and contract.owner and not contract.other:
        return [Telling("supply", {"buyer": contract.owner, "supplier": maker})]
    return None


def with_somebody(contract: Contract) -> list[Telling] | None:
    """ "X's deal with Y"."""
    return contract.one_two(contract.owner, contract.other) if contract.owner and contract.other else None


def for_company(contract: Contract) -> list[Telling] | None:
    """ "struck a $15 billion deal for Alcatel-Lucent": a purchase, of the whole or a part."""
    scene = contract.scene
    company = arg(scene, "for")
    paid = any(token.sort == "money" for token in scene.sentence)
    if not (company and paid and contract.owner) or contract.kind not in (None, "acquisition"):
        return None
    parted = any(a.outer == "for" and (a.gov & {"asset", "stake"}) for a in scene.arguments)
    whole = not any(a.head or a.trailing or a.unit.own for a in scene.arguments if a.prep == "for")
    if not (whole or parted) or arg(scene, "from"):
        return []
    taken = bought(scene, "for") if parted else {"target": company}
    return [Telling("acquisition", {"acquirer": contract.owner, **taken})]


def compound(contract: Contract) -> list[Telling] | None:
    """ "the Microsoft-OpenAI deal", "X signed the Y deal"."""
    named = arg(contract.scene, "-")
    if named and named[0].many:
        return contract.one_two(named)
    return contract.one_two(contract.scene.subjects, named) if named and contract.scene.subjects else None


def of_both(contract: Contract) -> list[Telling] | None:
    """ "the two companies' deal", "a partnership of X and Y", "the sponsorship of Arsenal"."""
    scene = contract.scene
    whose = arg(scene, "'s")
    if whose and together(whose):
        return contract.one_two(whose)
    of = arg(scene, "of") if contract.kind in ("joint_venture", "partnership") else ()
    if of and of[0].many:
        return contract.one_two(of)
    if of and "sponsorship" in scene.token.text and contract.owner:
        return contract.one_two(contract.owner, of)
    return None


def made_together(contract: Contract) -> list[Telling] | None:
    """ "X and Y signed a deal": with each other, where it is one and nobody else's."""
    scene = contract.scene
    one_deal = executed(scene) or not plural(scene)
    if scene.subjects and together(scene.subjects) and one_deal and not (won(scene) or under_it(scene)):
        return contract.one_two(scene.subjects)
    return None


WAYS: tuple[Way[Contract], ...] = (
    loan_agreed,
    split_among,
    allowed_by_it,
    promised_by_it,
    given_by_customer,
    acted_under,
    leased_at,
    between_them,
    for_goods_of,
    with_somebody,
    for_company,
    compound,
    of_both,
    made_together,
)


def kind_of_goods(scene: Scene) -> Kind | None:
    """The kind by what a contract is for, where no word tells it: "a contract with Poland for 152 howitzers"."""
    if "goods" in scene.far or scene.quantity:
        return "supply"
    return "services" if "capacity" in scene.far else None


def allows(scene: Scene) -> Units:
    """Whom a deal lets do something: "a deal allowing OpenAI to use its content"."""
    following = next((t for t in scene.sentence[scene.end : scene.end + 3] if t.verb is not None), None)
    if following is None or following.base not in ("allow", "give", "let", "permit", "grant", "enable"):
        return ()
    return next(((u,) for u in scene.units if u.first > scene.end), ())


SIGNING = words("sign agree get finish")


def counterpart(scene: Scene) -> Units:
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
