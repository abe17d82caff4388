"""What the deals that were found say to a question, each with its number and the sentence it rests on.

One small function for each thing that can be wanted; what takes more than one deal is in `question_ledgers`.
`questions` puts the answer together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from bot.answers import Bold, Line, Text
from bot.answers.cards import articles_of, headline, source_line
from bot.answers.commitments import is_of
from bot.answers.question import Question, Want, roles_said
from bot.answers.question_ledgers import became, commitments, due, own_customer, owner
from bot.answers.question_proof import (
    NO_SENTENCE,
    Fact,
    Told,
    capital,
    deal_fact,
    fact,
    proof_of,
    quoted,
    stage_of,
    standing,
)
from bot.answers.question_search import Match, spans_of
from bot.answers.totals import COUNTED, say_worth, worth_of
from bot.answers.wording import NOT_DISCLOSED, count, kind_word, names_of, shown
from bot.language.amounts import about_usd
from bot.language.dates import say_day
from bot.language.wording import say_list, say_money
from bot.model import KINDS, Company, Deal, Kind, Money

Tell = Callable[[Question, Sequence[Match], date], Told | None]

LEADS = {
    "completed": "Yes",
    "announced": "Yes",
    "proposed": "Nothing binding",
    "rumored": "Only a rumor so far",
    "terminated": "It came to nothing",
}
NOUNS: Mapping[Kind, str] = {
    "acquisition": "acquisition",
    "joint_venture": "joint venture",
    "investment": "investment",
    "financing": "financing",
    "licensing": "licensing deal",
    "supply": "supply deal",
    "services": "services deal",
    "partnership": "partnership",
    "pledge": "pledge",
}
RANKED = 5


def tell(question: Question, found: Sequence[Match], today: date) -> Told | None:
    """What answers the question; None where nothing that was found does."""
    told = TELLERS.get(question.want, _deals)
    return told(question, found, today) if found else None


# Deals.


def _deals(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    found = found[: question.limit or None]
    facts = tuple(deal_fact(one.deal, _proof(question, one.deal)) for one in found)
    return Told(headline(found[0].deal) if len(found) == 1 else _counted(question, len(found)), facts)


def _how_many(question: Question, found: Sequence[Match], today: date) -> Told | None:
    if question.companies:
        who = _who(question, found, today)
        number = len(companies_in(question, found))
        return Told(f"{count(number, 'company')}: {who.title}", who.facts) if who else None
    told = _deals(question, found, today)
    return Told(_counted(question, len(found)), told.facts) if told else None


def _counted(question: Question, number: int) -> str:
    """ "3 acquisitions", "18 deals with OpenAI", "9 deals (supply or services)"."""
    kinds = [kind for kind in KINDS if kind in question.kinds]
    names = [side.company.name for side in question.sides]
    whose = (
        f" with {say_list([shown(name, 60) for name in names], 'or' if question.either else 'and')}" if names else ""
    )
    if len(kinds) == 1:
        return f"{count(number, NOUNS[kinds[0]])}{whose}"
    told = say_list([kind_word(kind) for kind in kinds], "or")
    return f"{count(number, 'deal')}{f' ({told})' if told else ''}{whose}"


def _proof(question: Question, deal: Deal) -> Line:
    by_sum = ("value",) if question.least or question.most or question.order in ("largest", "smallest") else ()
    by_status = ("status",) if question.statuses else ()
    return proof_of(deal, *by_sum, *by_status, "kind", "parties", topics=question.topics)


def _whether(question: Question, found: Sequence[Match], today: date) -> Told | None:
    """Yes, where a deal stands; with a status asked for, whether one has it."""
    found = sorted(found, key=lambda match: standing(match.deal))
    told = _deals(question, found, today)
    if told is None:
        return None
    best = found[0].deal
    if question.statuses:
        yes = next((stage_of(match.deal) for match in found if match.deal.status in question.statuses), "")
        return Told(f"Yes: {yes}" if yes else f"Not as far as this library tells: {stage_of(best)}", told.facts)
    return Told(f"{LEADS[best.status]}: {stage_of(best)}", told.facts)


def _sources(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """Where each deal was told: its articles, each with a sentence of its own."""
    facts: list[Fact] = []
    for deal in (match.deal for match in found[: question.limit or None]):
        for kept in articles_of(deal):
            report = next(one for one in deal.reports if one.article.id == kept.id)
            spans = spans_of(report)
            proof = quoted(report, spans[0]) if spans else NO_SENTENCE
            facts.append(fact(source_line(kept).text, deal, proof, shown(headline(deal), 110)))
    return Told(count(len(facts), "article"), tuple(facts)) if facts else None


# Who.


def _who(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """The companies in the place that is asked for, those with standing deals and most of them first."""
    who = companies_in(question, found)[: question.limit or None]
    if not who:
        return None
    facts = tuple(_company_fact(question, company, matches) for company, matches in who)
    return Told(names_of([company.name for company, _ in who], 4), facts)


def companies_in(question: Question, found: Sequence[Match]) -> list[tuple[Company, list[Match]]]:
    """Each company in an asked role with its deals; with sides apart, only those that have a deal with each."""
    sides = [side.company for side in question.sides]
    by_id: dict[int, tuple[Company, list[Match]]] = {}
    for match in found:
        for company in match.others(question.asked, sides):
            by_id.setdefault(company.id, (company, []))[1].append(match)
    kept = [(one, own) for one, own in by_id.values() if not question.apart or _with_each(sides, own)]
    return sorted(kept, key=lambda pair: (not _stands(pair[1]), -len(pair[1]), pair[0].name))


def _with_each(sides: Iterable[Company], matches: Sequence[Match]) -> bool:
    return all(any(match.roles(company) for match in matches) for company in sides)


def _stands(matches: Iterable[Match]) -> bool:
    return any(match.deal.status in COUNTED for match in matches)


def _company_fact(question: Question, company: Company, matches: Sequence[Match]) -> Fact:
    match = next((one for one in matches if one.deal.status in COUNTED), matches[0])
    deal = match.deal
    more = f"and {count(len(matches) - 1, 'deal')} more" if len(matches) > 1 else ""
    value = say_money(deal.value) if deal.value else ""
    text: Text = (Bold(shown(company.name, 60)), f" ({roles_said(match.roles(company))}): {shown(headline(deal), 110)}")
    proof = proof_of(deal, "parties", "kind", topics=question.topics)
    return fact(text, deal, proof, stage_of(deal), value, more)


def _most(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """The companies with most deals that stand, or (of sums) with the largest sum, about in dollars."""
    funding = bool(question.kinds) and question.kinds <= {"investment", "financing"}
    by_sum = question.sums or question.order == "largest" or funding
    ranked: list[tuple[int, Company, list[Deal]]] = []
    for company, matches in companies_in(question, found):
        deals = [match.deal for match in matches if match.deal.status in COUNTED]
        size = sum(int(about_usd(deal.value) or 0) for deal in deals if deal.value) if by_sum else len(deals)
        ranked += [(size, company, deals)] if size else []
    ranked.sort(key=lambda one: (-one[0], one[1].name))
    facts = tuple(_ranked_fact(question, company, deals) for _, company, deals in ranked[:RANKED])
    how = "by sum" if by_sum else "by number of deals"
    return Told(f"{shown(ranked[0][1].name, 60)}, {how}", facts) if ranked else None


def _ranked_fact(question: Question, company: Company, deals: Sequence[Deal]) -> Fact:
    worth = worth_of(deals)
    text: Text = (Bold(shown(company.name, 60)), f": {count(len(deals), 'deal')}{f', {worth}' if worth else ''}")
    proof = proof_of(deals[0], "value", "parties", topics=question.topics)
    return fact(text, deals[0], proof, f"among them {shown(headline(deals[0]), 110)}", stage_of(deals[0]))


def _compare(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """Companies side by side: how many deals, of which kinds, worth how much, one of them with its proof."""
    own = {side.company: [one.deal for one in found if one.roles(side.company)] for side in question.sides}
    facts = tuple(_side_fact(company, deals) for company, deals in own.items() if deals)
    return Told(say_list([shown(company.name, 60) for company in own]), facts) if len(facts) > 1 else None


def _side_fact(company: Company, deals: Sequence[Deal]) -> Fact:
    kinds = {kind: sum(1 for deal in deals if deal.kind == kind) for kind in KINDS}
    counted = sorted((kind for kind in KINDS if kinds[kind]), key=lambda kind: -kinds[kind])
    told = say_list([f"{kinds[kind]} {kind_word(kind)}" for kind in counted])
    worth = worth_of(deals) or "no sum disclosed"
    text: Text = (Bold(shown(company.name, 60)), f": {count(len(deals), 'deal')} ({told}), {worth}")
    return fact(text, deals[0], proof_of(deals[0], "kind"), f"most told of: {shown(headline(deals[0]), 110)}")


# Sums, days, places.


def _how_much(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """The sum of each deal, those that stand first; added up where there are several."""
    sums = [(match.deal, part_of(question, match)) for match in found[: question.limit or None]]
    sums.sort(key=lambda pair: (pair[0].status not in COUNTED, pair[1] is None))
    facts = tuple(_sum_fact(question, deal, sum_) for deal, sum_ in sums)
    counted = [(deal, sum_) for deal, sum_ in sums if deal.status in COUNTED]
    if len(counted) == 1 or len(sums) == 1:
        deal, sum_ = (counted or sums)[0]
        return Told(capital(f"{say_money(sum_) if sum_ else NOT_DISCLOSED} ({stage_of(deal)})"), facts)
    worth = say_worth((deal.status, sum_) for deal, sum_ in counted if sum_)
    hidden = sum(1 for _, sum_ in counted if sum_ is None)
    told = f"{worth} in {count(len(counted) - hidden, 'deal')}" if worth else NOT_DISCLOSED
    return Told(capital(f"{told}{f', {hidden:,} more without a sum' if hidden else ''}"), facts)


def _sum_fact(question: Question, deal: Deal, sum_: Money | None) -> Fact:
    text: Text = (Bold(capital(say_money(sum_) if sum_ else NOT_DISCLOSED)), f": {shown(headline(deal), 110)}")
    whole = f"{say_money(deal.value)} in all" if deal.value and deal.value != sum_ else ""
    return fact(text, deal, proof_of(deal, "value", "kind", topics=question.topics), stage_of(deal), whole)


def part_of(question: Question, match: Match) -> Money | None:
    """The sum of a deal; of a round that the company asked about shares with others, its own part, as far as told."""
    whole = match.deal.value
    for side in question.sides:
        roles = match.roles(side.company) & side.roles & {"investor", "lender"}
        own = [owed.commitment for owed in match.deal.commitments if is_of(side.company, owed.commitment.party)]
        sums = [commitment.money for commitment in own if commitment.money and commitment.strength != "none"]
        part = max(sums, key=lambda money: money.amount, default=None)
        if roles and part and whole and part.amount < whole.amount:
            return part
        if roles and len(match.others(frozenset(roles), ())) > 1:
            return part
    return whole


def _when(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """The steps of each deal with their days, those that stand first."""
    dated = [match.deal for match in found[: question.limit or None] if any(step.on for step in match.deal.steps)]
    dated.sort(key=standing)
    if not dated:
        return None
    facts = tuple(
        fact((Bold(capital(_steps(deal))), f": {headline(deal)}"), deal,
             proof_of(deal, "announced_on", "status", topics=question.topics))
        for deal in dated
    )  # fmt: skip
    counted = [deal for deal in dated if deal.status in COUNTED]
    only = counted[0] if len(counted) == 1 else dated[0] if len(dated) == 1 else None
    return Told(capital(_steps(only)) if only else count(len(dated), "deal"), facts)


def _steps(deal: Deal) -> str:
    """ "announced 18 March 2025, completed 11 March 2026"."""
    return ", ".join(dict.fromkeys(f"{step.status} {say_day(step.on)}" for step in deal.steps if step.on))


def _where(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    placed = [match.deal for match in found[: question.limit or None] if match.deal.locations]
    places = list(dict.fromkeys(place for deal in placed for place in deal.locations))
    facts = tuple(
        fact((Bold(shown("; ".join(deal.locations[:6]), 160)), f": {headline(deal)}"), deal,
             proof_of(deal, "kind", topics=(deal.locations[0].split(",")[0],)))
        for deal in placed
    )  # fmt: skip
    return Told(names_of(places, 4), facts) if facts else None


TELLERS: Mapping[Want, Tell] = {
    "who": _who,
    "how_many": _how_many,
    "whether": _whether,
    "most": _most,
    "how_much": _how_much,
    "when": _when,
    "where": _where,
    "commitments": commitments,
    "due": due,
    "owner": owner,
    "became": became,
    "own_customer": own_customer,
    "compare": _compare,
    "sources": _sources,
}
