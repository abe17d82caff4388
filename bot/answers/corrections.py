"""/correct: a deal set right by hand, for this server (the owner's corrections hold for all): fields by a form, two
deals put together, one taken apart, any of it undone.

What a correction does is `intake`'s, how it is marked on the card `marks`'. What members send in is for `suggestions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from bot import intake
from bot.answers import Answer, Ask, Bold, Button, Card, Field, Form, Instant, Line, Options, Person, Section
from bot.answers.cards import articles_of, deal_card, deal_line, headline, source_line
from bot.answers.deals import by_number, no_such_number
from bot.answers.fields import FIRST, LABELS, SECOND, form_fields, understood, written
from bot.answers.filters import deals_meant
from bot.answers.lines import shortened, write
from bot.answers.marks import NOTHING, said_correction, said_value
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.answers.wording import count
from bot.errors import BadInput
from bot.intake.correcting import correct_in
from bot.merging import field_of
from bot.model import SHARED, Correction, Deal, DealField, FieldValue
from bot.store.corrections import list_corrections
from bot.store.deals import find_deals

OFFERED = 8
MOST_MADE = 8


async def correct(ask: Ask, options: Options) -> Answer:
    """What can be corrected in a deal, and what was."""
    need_manage(ask)
    deal = await deal_named(ask, text_option(options, "deal"))
    return deal if isinstance(deal, Answer) else await _panel(ask, deal)


async def deal_named(ask: Ask, typed: str, *, retry: str = "correct deal") -> Deal | Answer:
    """The deal of a number, or the one that free words lead to; where there are several, the answer that asks which.

    `retry` is the command that is asked again of the one that is pressed.
    """
    if typed.startswith("#") or await by_number(ask, typed) is not None:
        found = await by_number(ask, typed)
        return found if found is not None else await no_such_number(ask, typed)
    asked = await deals_meant(ask, typed, lambda name: write(retry, name))
    if isinstance(asked, Answer):
        return asked
    some = await find_deals(ask.db, ask.server_id, asked.query(limit=OFFERED))
    if some.total == 1:
        return some.deals[0]
    if not some.total:
        return Answer(text=(f"No deal here fits “{shortened(typed)}”. Give its number, like #12.",))
    lines = [replace(deal_line(deal), button=Button(deal.label, write(retry, deal.label))) for deal in some.deals]
    return Answer(cards=(Card(f"Which of {count(some.total, 'deal')}?", (Section("", tuple(lines)),)),))


async def _panel(ask: Ask, deal: Deal, *, text: str = "", more: tuple[Button, ...] = ()) -> Answer:
    made = await list_corrections(ask.db, ask.server_id, deal_id=deal.id, limit=MOST_MADE)
    where = "for everyone" if ask.server_id == SHARED else "in this server only"
    sections = (
        Section("", tuple(_now(deal))),
        Section("More than a field", tuple(_ways(deal))),
        Section("Settled by hand so far", tuple(_made(ask, deal, one) for one in made)),
    )
    card = Card(
        f"Correct {deal.label}: {headline(deal)}",
        tuple(section for section in sections if section.lines),
        (f"A correction holds {where}, is marked on the card, outlives a new reading, and can be undone.",),
    )
    return Answer(text=(text,) if text else (), cards=(card,), buttons=more, replaces=True)


def _now(deal: Deal) -> Iterator[Line]:
    """Each field as it stands, with the buttons of the two forms beside the first of each."""
    for part, fields in (("first", FIRST), ("second", SECOND)):
        button = Button("Edit" if part == "first" else "Edit these", write("correct edit", deal.label, part=part))
        for place, field in enumerate(fields):
            said = said_value(field, field_of(deal, field))
            shown = "not told" if said == NOTHING else said
            yield Line((Bold(f"{LABELS[field][0]}: "), shown), button if place == 0 else None)


def _ways(deal: Deal) -> Iterator[Line]:
    yield Line(("The same agreement as another deal",), Button("Merge", write("correct merge", deal.label), "danger"))
    if len(articles_of(deal)) > 1:
        yield Line(("One of its articles tells of another",), Button("Split", write("correct split", deal.label)))
    if any(one.act == "edit" for one in deal.corrections):
        case = Button("As test case", write("correct case", deal.label))
        yield Line(("For whoever improves the reader: the articles, and what should be read from them",), case)


def _made(ask: Ask, deal: Deal, one: Correction) -> Line:
    """A correction, with its undoing where it is this server's to undo."""
    said = said_correction(one, deal)
    to = f" to {said_value(one.field, one.after)}" if one.field else ""
    undone = " (undone)" if one.undone_at else ""
    mine = one.server_id == ask.server_id and one.undone_at is None
    undo = Button(f"Undo {one.label}", write("correct undo", one.label)) if mine else None
    return Line((f"{one.label}: {said}{to}{undone}, by ", Person(one.person_id), " ", Instant(one.at, "R")), undo)


async def edit(ask: Ask, options: Options) -> Answer:
    """The form of some fields; sent in, those that changed are corrected."""
    need_manage(ask)
    deal = await deal_named(ask, text_option(options, "deal"))
    if isinstance(deal, Answer):
        return deal
    second = options.get("part") == "second"
    fields = SECOND if second else FIRST
    seen = mark_of(deal, fields)
    if options.get("sent") is not True:
        line = write("correct edit", deal.label, part="second" if second else "first", seen=seen, sent=True)
        return Answer(form=Form(f"Correct {deal.label}", line, form_fields(fields, lambda one: field_of(deal, one))))
    if options.get("seen") != seen:
        raise BadInput(f"{deal.label} has changed since the form was opened.", "Press Edit again to see how it is now.")
    changes = changed(deal, fields, options)
    if not changes:
        return await _panel(ask, deal, text="Nothing was changed.")
    async with ask.db.transaction() as tx:
        for field, value in changes.items():
            made = await correct_in(
                tx,
                server_id=ask.server_id,
                deal_id=deal.id,
                field=field,
                value=value,
                person_id=ask.person_id,
                now=ask.now,
            )
    names = ", ".join(LABELS[field][0].casefold() for field in changes)
    return await _panel(ask, made.deal, text=f"Corrected: {names}.", more=(_show(made.deal),))


def mark_of(deal: Deal, fields: tuple[DealField, ...]) -> str:
    """A few letters that tell these fields as they are from any other: a form must not undo what came meanwhile."""
    said = "\n".join(f"{field}: {written(field, field_of(deal, field))}" for field in fields)
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:10]


def changed(deal: Deal, fields: tuple[DealField, ...], options: Options) -> dict[DealField, FieldValue]:
    """The fields that a form came back with changed; those that it came back without were emptied."""
    before = {field: field_of(deal, field) for field in fields}
    after = {field: understood(field, text_option(options, field), before[field]) for field in fields}
    return {field: value for field, value in after.items() if value != before[field]}


def _show(deal: Deal) -> Button:
    return Button(f"Show {deal.label}", write("deal", deal.label))


async def merge(ask: Ask, options: Options) -> Answer:
    """Put a deal into another: asked for by a form, shown with what kept them apart, then done."""
    need_manage(ask)
    deal = await deal_named(ask, text_option(options, "deal"))
    typed = text_option(options, "into")
    if isinstance(deal, Answer):
        return deal
    if not typed:
        field = Field("into", "The deal that it belongs to", required=True, hint="Its number, like #12", limit=20)
        return Answer(form=Form(f"Merge {deal.label}", write("correct merge", deal.label), (field,)))
    into = await by_number(ask, typed)
    if into is None:
        return await no_such_number(ask, typed)
    if options.get("sure") is not True:
        return await _ask_to_merge(ask, deal, into)
    made = await intake.merge(
        ask.db, server_id=ask.server_id, deal_id=deal.id, into_id=into.id, person_id=ask.person_id, now=ask.now
    )
    said = f"Merged: {deal.label} leads to {made.deal.label} from now on."
    return Answer(text=(said,), cards=(deal_card(made.deal),), buttons=(undo_button(made.correction),), replaces=True)


async def _ask_to_merge(ask: Ask, deal: Deal, into: Deal) -> Answer:
    if deal.id == into.id:
        raise BadInput(f"{deal.label} cannot be merged with itself.", "Name two deals.")
    apart = [match.why for match in await intake.why_apart(ask.db, ask.server_id, deal, into) if match.why]
    lines = [deal_line(deal), deal_line(into), *(Line((Bold("As the reader saw it: "), why)) for why in apart[:3])]
    button = Button("Merge", write("correct merge", deal.label, into=into.label, sure=True), "danger")
    return Answer(
        cards=(Card(f"Merge {deal.label} into {into.label}?", (Section("", tuple(lines)),)),), buttons=(button,)
    )


async def split(ask: Ask, options: Options) -> Answer:
    """Take an article's report off a deal, into a deal of its own; remembered, so that nothing puts them together."""
    need_manage(ask)
    deal = await deal_named(ask, text_option(options, "deal"))
    if isinstance(deal, Answer):
        return deal
    label = text_option(options, "article")
    if not label:
        return _ask_which(deal)
    ids = [kept.id for kept in articles_of(deal) if kept.label.casefold() == label.casefold()]
    made = await intake.split(
        ask.db, server_id=ask.server_id, deal_id=deal.id, article_ids=ids, person_id=ask.person_id, now=ask.now
    )
    assert made.new is not None
    said = f"Split: {label} tells of {made.new.label} now."
    shown = (_show(made.deal), _show(made.new), undo_button(made.correction))
    return Answer(text=(said,), cards=(deal_card(made.new),), buttons=shown, replaces=True)


def _ask_which(deal: Deal) -> Answer:
    lines = [
        Line(
            source_line(kept).text,
            Button(f"Split off {kept.label}", write("correct split", deal.label, article=kept.label)),
        )
        for kept in articles_of(deal)[:OFFERED]
    ]
    title = f"Which article tells of another deal than {deal.label}?"
    return Answer(cards=(Card(title, (Section("", tuple(lines)),)),))


def undo_button(made: Correction) -> Button:
    """The button that takes a correction back."""
    return Button(f"Undo {made.label}", write("correct undo", made.label))


async def undo(ask: Ask, options: Options) -> Answer:
    """Take a correction back; it stays in the log."""
    need_manage(ask)
    typed = text_option(options, "correction")
    number = typed.casefold().removeprefix("cs" if ask.server_id != SHARED else "c")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise BadInput(f"“{shortened(typed)}” is no correction that was made here.", "See /correct deal.")
    undone = await intake.undo(
        ask.db, server_id=ask.server_id, person_id=ask.person_id, now=ask.now, number=int(number)
    )
    if undone is None:
        return Answer(text=(f"{shortened(typed)} was undone already.",))
    show = Button(f"Show {undone.deal_label}", write("deal", undone.deal_label))
    return Answer(text=(f"Undone: {said_correction(undone)}.",), buttons=(show,), replaces=True)
