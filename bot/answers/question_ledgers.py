"""Answers that take more than a look at each deal: what is owed and due, who owns, which rumor grew, who invests in
whom it trades with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answers import Bold, Text
from bot.answers.cards import headline
from bot.answers.commitments import Owed, is_of, ledger_of
from bot.answers.question import Question
from bot.answers.question_proof import Fact, Told, deal_fact, fact, proof_of, proof_of_line, stage_of
from bot.answers.question_search import Match, is_ahead, within
from bot.answers.totals import COUNTED, owed_totals
from bot.answers.wording import STRENGTH_WORDS, count, has_number, names_of, shown, undertaking, words_of
from bot.language.amounts import about_usd
from bot.language.dates import Period, say_day
from bot.language.measures import measure
from bot.model import Commitment, Company, Deal, Role

TRADE: frozenset[Role] = frozenset({"buyer", "supplier"})


def commitments(question: Question, found: Sequence[Match], today: date) -> Told | None:
    """What a company undertakes (or all do), the firm before the planned; a time ahead means the deadline's."""
    ahead = question.period if question.period and is_ahead(question.period, today) else None
    owed = ledger_of([match.deal for match in found], strength=question.strength, due=ahead)
    kept = [one for one in owed if _is_asked(question, one)]
    if question.order == "largest":
        kept = sorted((one for one in kept if one.line.commitment.money), key=_size)[: question.limit or None]
    if not kept:
        return None
    facts = tuple(_owed_fact(one) for one in kept)
    standing = [(one.deal, one.line.commitment) for one in kept if one.strength != "none"]
    if not standing:
        return Told("Expressly none", facts)
    worth = owed_totals((deal, _in_units(question, one)) for deal, one in standing)
    name = f" of {shown(question.party.name, 60)}" if question.party else ""
    return Told(f"{count(len(kept), 'commitment')}{name}{f': {worth}' if worth else ''}", facts)


def _size(owed: Owed) -> Decimal:
    """Sorts the largest sum first, about in dollars."""
    money = owed.line.commitment.money
    return -(about_usd(money) or Decimal(0)) if money else Decimal(0)


def _in_units(question: Question, commitment: Commitment) -> Commitment:
    """The commitment without what is not asked for: of "how many gigawatts", the gigawatts."""
    return replace(commitment, money=None) if question.units else commitment


def _is_asked(question: Question, owed: Owed) -> bool:
    commitment = owed.line.commitment
    ours = question.party is None or is_of(question.party, commitment.party)
    if question.units and (
        commitment.quantity is None or measure(commitment.quantity.unit) not in map(measure, question.units)
    ):
        return False
    return ours and (not question.undertakings or commitment.kind in question.undertakings)


def _owed_fact(owed: Owed) -> Fact:
    """ "Planned: OpenAI to buy 10 GW by 2029", and below, the deal it stands in."""
    text: Text = (Bold(f"{STRENGTH_WORDS[owed.strength]}: "), _undertaking(owed))
    return fact(text, owed.deal, proof_of_line(owed.line), shown(headline(owed.deal), 110), stage_of(owed.deal))


def _undertaking(owed: Owed, *, dated: bool = True) -> str:
    commitment, reports = owed.line.commitment, owed.line.reports
    text = reports[0].article.article.text if reports else ""
    words = "" if has_number(commitment) else words_of(text, commitment, 100)
    return undertaking(commitment, words, dated=dated)


def due(question: Question, found: Sequence[Match], today: date) -> Told | None:
    """Deadlines within the time asked for (from today on, where none is), the first due first."""
    period = question.period or Period(today, None)
    owed = [
        one
        for one in ledger_of([match.deal for match in found])
        if one.deadline and within(one.deadline, period) and one.strength != "none" and one.deal.status in COUNTED
    ]
    if not owed:
        return None
    owed.sort(key=lambda one: one.deadline.last if one.deadline else today)
    return Told(f"{count(len(owed), 'commitment')} due", tuple(_due_fact(one) for one in owed))


def _due_fact(owed: Owed) -> Fact:
    deal = owed.deal
    text: Text = (Bold(f"By {say_day(owed.deadline)}: " if owed.deadline else ""), _undertaking(owed, dated=False))
    return fact(text, deal, proof_of_line(owed.line), f"{owed.strength}; {shown(headline(deal), 110)}")


def owner(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """Whoever completed the purchase last; what was tried but not completed makes nobody an owner."""
    done = [match.deal for match in found if match.deal.status == "completed"]
    done.sort(key=_completed_on, reverse=True)
    last = next((match for match in found if done and match.deal.id == done[0].id), None)
    buyers = last.others(frozenset({"acquirer"}), [side.company for side in question.sides]) if last else []
    if not buyers:
        return None
    facts = tuple(deal_fact(deal, proof_of(deal, "status", "parties")) for deal in done)
    return Told(names_of([company.name for company in buyers]), facts)


def _completed_on(deal: Deal) -> date:
    return max((step.on.first for step in deal.steps if step.on and step.status == "completed"), default=date.min)


def became(_question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """Deals that began as a rumor and were announced or completed later."""
    grown = [match.deal for match in found if _grew(match.deal)]
    if not grown:
        return None
    facts = tuple(fact((Bold(headline(deal)),), deal, proof_of(deal, "status", "kind"), _life(deal)) for deal in grown)
    return Told(f"{count(len(grown), 'rumor')} became {'a deal' if len(grown) == 1 else 'deals'}", facts)


def _grew(deal: Deal) -> bool:
    statuses = [step.status for step in deal.steps]
    at = statuses.index("rumored") if "rumored" in statuses else len(statuses)
    return any(status in ("announced", "completed") for status in statuses[at:])


def _life(deal: Deal) -> str:
    return " → ".join(f"{step.status}{f' {say_day(step.on)}' if step.on else ''}" for step in deal.steps)


def own_customer(question: Question, found: Sequence[Match], _today: date) -> Told | None:
    """Pairs of companies where one invests in the other, and sells to it or buys from it."""
    trades = [match for match in found if match.deal.kind in ("supply", "services")]
    facts: dict[str, Fact] = {}
    for match in found:
        if match.deal.kind != "investment" or match.deal.status == "terminated":
            continue
        for investor in match.others(frozenset({"investor"}), ()):
            for investee in match.others(frozenset({"investee"}), ()):
                trade = _trade(question.asked or TRADE, investor, investee, trades)
                if trade is not None:
                    facts.setdefault(f"{investor.name} and {investee.name}", _pair(investor, investee, match, trade))
    return Told(f"{count(len(facts), 'pair')}: {names_of(list(facts), 4)}", tuple(facts.values())) if facts else None


def _trade(roles: frozenset[Role], investor: Company, investee: Company, trades: Sequence[Match]) -> Match | None:
    """A deal in which one sells to the other; `roles` are what the company invested in may be in it."""
    for match in trades:
        ours, theirs = _house_roles(match, investor), _house_roles(match, investee) & roles
        if ("supplier" in ours and "buyer" in theirs) or ("buyer" in ours and "supplier" in theirs):
            return match
    return None


def _house_roles(match: Match, company: Company) -> frozenset[Role]:
    """The roles of a company, or of its parent or subsidiary: AWS sells what Amazon's partner buys."""
    return frozenset(
        party.role
        for one, party in zip(match.companies, match.deal.parties, strict=False)
        if one.id == company.id or one.parent == company.name or company.parent == one.name
    )


def _pair(investor: Company, investee: Company, match: Match, trade: Match) -> Fact:
    sells = "supplier" in _house_roles(trade, investor)
    who = f"{shown(investor.name, 60)} invests in {shown(investee.name, 60)} "
    text: Text = (Bold(who), f"and {'sells to' if sells else 'buys from'} it")
    deals = [f"{shown(headline(one.deal), 110)} ({one.deal.label}, {one.deal.status})" for one in (match, trade)]
    return fact(text, match.deal, proof_of(trade.deal, "kind", "parties"), *deals)
