"""/deal, /deals and the evidence behind a card.

`/deal` takes whatever a person has at hand: a company in any of its names, a ticker, a deal's number, or free words.
The ranking is the store's (`Query`), how a question is understood `filters`', how a deal looks `cards`'.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import Answer, Ask, Button, Card, Options, Section
from bot.answers.cards import deal_card, deal_line, headline
from bot.answers.evidence import evidence_lines
from bot.answers.exports import deals_file
from bot.answers.filters import Asked, asked_of, every_deal
from bot.answers.lines import shortened, write
from bot.answers.naming import empty_library, how_to_add, is_empty, text_option
from bot.answers.paging import asked_page, page_of, sections
from bot.answers.wording import count
from bot.model import Deal
from bot.store.deals import find_deals, get_deal

NUMBER = re.compile(r"(#?)(s?)(\d{1,9})", re.IGNORECASE)
CARD_OPTIONS = ("company", "with", "kind")
LIST_OPTIONS = ("company", "with", "kind", "status", "since", "until", "at_least", "words", "sort")


async def deal(ask: Ask, options: Options) -> Answer:
    """The card of one deal: the numbered one, or the most relevant of those meant."""
    typed = text_option(options, "company")
    if typed.startswith("#") or NUMBER.fullmatch(typed):
        found = await by_number(ask, typed)
        if found is not None or typed.startswith("#"):
            return card_answer(found, text=gone_into(typed, found)) if found else await no_such_number(ask, typed)
    asked = await asked_of(ask, "deal", {name: options[name] for name in CARD_OPTIONS if name in options})
    return asked if isinstance(asked, Answer) else await _most_relevant(ask, asked)


async def by_number(ask: Ask, typed: str) -> Deal | None:
    """The deal of a number like "#12" or "#s3", as the asker sees it."""
    match = NUMBER.fullmatch(typed.strip())
    if match is None:
        return None
    return await get_deal(ask.db, ask.server_id, int(match[3]), own=bool(match[2]))


def gone_into(typed: str, found: Deal) -> str:
    """What to say where a number leads to another deal: "#12 has gone into #5."; "" where it does not."""
    match = NUMBER.fullmatch(typed.strip())
    asked = f"#{match[2].lower()}{int(match[3])}" if match else found.label
    return "" if asked == found.label else f"{asked} has gone into {found.label}."


async def no_such_number(ask: Ask, typed: str) -> Answer:
    """What to say to a number that no deal has here."""
    if await is_empty(ask):
        return empty_library(ask)
    latest = Button("Latest deals", write("deals"))
    return Answer(text=(f"There is no deal {shortened(typed)} here; it may have been removed.",), buttons=(latest,))


def card_answer(deal: Deal, *, company: str = "", text: str = "", more: tuple[Button, ...] = ()) -> Answer:
    """A deal's card, with the buttons that lead on from it."""
    name = company or (deal.parties[0].name if deal.parties else "")
    onward = (Button("Partners", write("partners", company=name)), Button("Dates", write("dates", company=name)))
    evidence = Button("Evidence", write("evidence", deal.label), "main")
    watching = Button("Watch", write("watch add", deal=deal.label))
    wrong = Button("Wrong?", write("wrong", deal.label))
    return Answer(
        text=(text,) if text else (),
        cards=(deal_card(deal),),
        buttons=(evidence, *(onward if name else ()), watching, *more, wrong),
        deals=(deal,),
    )


async def _most_relevant(ask: Ask, asked: Asked) -> Answer:
    """The first by relevance as a card, the rest one click away; without its loose words where nothing has them."""
    asked = replace(asked, order="relevance")
    found = await find_deals(ask.db, ask.server_id, asked.query(limit=1))
    dropped = ""
    if not found.deals and asked.words and asked.companies:
        dropped = f"No such deal speaks of “{shortened(asked.words)}”; this is the nearest without it."
        asked = replace(asked, words="")
        found = await find_deals(ask.db, ask.server_id, asked.query(limit=1))
    if not found.deals:
        return await _none(ask, asked)
    company = asked.companies[0].name if asked.companies else ""
    rest = (Button(f"All {count(found.total, 'deal')}", _list_line(asked)),) if found.total > 1 else ()
    return card_answer(found.deals[0], company=company, text=dropped, more=rest)


def _list_line(asked: Asked) -> str:
    """The line that lists what `/deal` chose its card from."""
    names = [company.name for company in asked.companies]
    return write(
        "deals",
        company=" ".join(names) if len(names) > 2 else "".join(names[:1]),
        **({"with": names[1]} if len(names) == 2 else {}),
        kind=asked.kind,
        words=asked.words,
        sort="relevance",
    )


async def deals(ask: Ask, options: Options) -> Answer:
    """A page of deals, narrowed down as asked."""
    kept = {name: options[name] for name in LIST_OPTIONS if name in options}
    asked = await asked_of(ask, "deals", kept)
    if isinstance(asked, Answer):
        return asked
    found = await find_deals(ask.db, ask.server_id, asked.query(page=asked_page(options)))
    if not found.total:
        return await _none(ask, asked)
    page = page_of(options, found.total)
    if page.number != asked_page(options):  # past the end: the list grew shorter since the button was made
        found = await find_deals(ask.db, ask.server_id, asked.query(page=page.number))
    if "export" in options:
        return await _exported(ask, asked, found.total, str(options["export"]))
    title = f"{count(found.total, 'deal')}{f': {asked.said}' if asked.said else ''}"
    card = Card(title, (Section("", tuple(deal_line(deal) for deal in found.deals)),), _list_footer(asked, page.said))
    turning = page.buttons("deals", kept)
    return Answer(cards=(card,), buttons=turning, replaces="page" in options, deals=tuple(found.deals))


async def _exported(ask: Ask, asked: Asked, total: int, form: str) -> Answer:
    """All deals that were asked for, as a file."""
    found = await every_deal(ask.db, ask.server_id, asked.query())
    file = deals_file(found, form)
    rest = f"; the first {len(found):,} of {total:,}" if len(found) < total else ""
    return Answer(text=(f"{count(len(found), 'deal')}{f': {asked.said}' if asked.said else ''}{rest}.",), files=(file,))


def _list_footer(asked: Asked, paging: str) -> tuple[str, ...]:
    compared = asked.at_least is not None or asked.order == "largest"
    rates = "Sums in different currencies are compared by a table of rates: about right." if compared else ""
    said = ". ".join(part for part in (paging, rates) if part)
    return (said,) if said else ()


async def _none(ask: Ask, asked: Asked) -> Answer:
    """What to say where nothing fits: what was understood, and how to ask for more."""
    if await is_empty(ask):
        return empty_library(ask)
    names = [company.name for company in asked.companies]
    each = [Button(f"Deals of {shortened(name)}", write("deals", company=name)) for name in names[:3]]
    wider = each if asked.said != "".join(names) else []
    said = f"No deal here fits: {asked.said}. " if asked.said else "No deal here fits. "
    latest = Button("Latest deals", write("deals"))
    return Answer(text=(said, *how_to_add(ask)), buttons=(*wider, latest))


async def evidence(ask: Ask, options: Options) -> Answer:
    """The sentences that a deal rests on, field by field, the words in bold."""
    typed = text_option(options, "deal")
    deal = await by_number(ask, typed)
    if deal is None:
        return await no_such_number(ask, typed)
    lines = evidence_lines(deal)
    page = page_of(options, len(lines))
    card = Card(f"Evidence: {headline(deal)}", sections(page.of(lines)), (page.said,) if page.said else ())
    back = Button("Card", write("deal", deal.label))
    turning = page.buttons("evidence", {"deal": deal.label})
    moved = gone_into(typed, deal)
    return Answer(
        text=(moved,) if moved else (),
        cards=(card,),
        buttons=(back, *turning),
        replaces="page" in options,
        deals=(deal,),
    )
