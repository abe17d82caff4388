"""*Wrong?* on a card, and /correct review: a member says what is wrong, an admin accepts or refuses.

A suggestion with a field and a value becomes a correction when it is accepted; one in words alone is for the admin to
act on.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot import intake
from bot.answers import Answer, Ask, Bold, Button, Card, Field, Form, Instant, Line, Options, Person, Section
from bot.answers.cards import headline
from bot.answers.corrections import correct, deal_named, undo_button
from bot.answers.fields import LABELS, understood
from bot.answers.lines import nearest, shortened, write
from bot.answers.marks import said_value
from bot.answers.naming import text_option
from bot.answers.paging import asked_page
from bot.answers.rights import need_manage
from bot.answers.wording import count, shown
from bot.errors import BadInput
from bot.merging import field_of
from bot.model import DEAL_FIELDS, Deal, DealField, FieldValue
from bot.store.deals import deal_by_id
from bot.store.suggestions import Suggestion, get_suggestion, list_suggestions

PER_REVIEW = 4
VALUE_HINT = "As on the card: $10 billion; completed 2025-12-01"


async def wrong(ask: Ask, options: Options) -> Answer:
    """A member's word on what is wrong with a deal; who may correct it here is led to that at once."""
    if options.get("sent") is not True and ask.manages:
        return await correct(ask, options)
    deal = await deal_named(ask, text_option(options, "deal"))
    if isinstance(deal, Answer):
        return deal
    if options.get("sent") is not True:
        return Answer(form=_form(deal), private=True)
    field, value = _proposed(deal, text_option(options, "field"), text_option(options, "value"))
    await intake.suggest(
        ask.db,
        server_id=ask.server_id,
        deal_id=deal.id,
        person_id=ask.person_id,
        now=ask.now,
        field=field,
        value=value,
        words=text_option(options, "words"),
    )
    what = f"{LABELS[field][0].casefold()}: {said_value(field, value)}" if field else "your words"
    return Answer(text=(f"Thank you. An admin is asked about {deal.label}, {what}.",), private=True)


def _form(deal: Deal) -> Form:
    return Form(
        f"What is wrong with {deal.label}?",
        write("wrong", deal.label, sent=True),
        (
            Field("words", "What is wrong, and how you know", long=True, limit=1_000),
            Field("field", "The field, if it is one", limit=40, hint=", ".join(DEAL_FIELDS)),
            Field(
                "value",
                "What it should say",
                long=True,
                limit=1_000,
                hint="As on the card: $10 billion; completed 2025-12-01",
            ),
        ),
    )


def _proposed(deal: Deal, name: str, typed: str) -> tuple[DealField | None, FieldValue]:
    """The field that is meant, and the value it should have."""
    if not name:
        if typed:
            raise BadInput("Which field should say that?", f"It is one of {', '.join(DEAL_FIELDS)}.")
        return None, None
    names = {LABELS[field][0].casefold(): field for field in DEAL_FIELDS} | {field: field for field in DEAL_FIELDS}
    near = nearest(name.casefold(), list(names), limit=1)
    if not near:
        raise BadInput(f"“{shortened(name)}” is no field of a deal.", f"It is one of {', '.join(DEAL_FIELDS)}.")
    field = names[near[0]]
    before = field_of(deal, field)
    value = understood(field, typed, before)
    if value == before:
        raise BadInput(f"{deal.label} says so already.", "Say in words what is wrong, or give another value.")
    return field, value


async def review(ask: Ask, options: Options) -> Answer:
    """What members sent in here, the first first, to accept or refuse."""
    need_manage(ask)
    page = asked_page(options)
    found = await list_suggestions(ask.db, ask.server_id, limit=PER_REVIEW, offset=(page - 1) * PER_REVIEW)
    if not found.total:
        return Answer(text=("No suggestion is waiting. Members send them by Wrong? on a card.",), replaces=True)
    pages = -(-found.total // PER_REVIEW)
    if page > pages:
        return await review(ask, {"page": pages})
    cards = [await _card(ask, one) for one in found.suggestions]
    turns = ((page - 1, "Previous"), (page + 1, "Next"))
    turning = tuple(Button(label, write("correct review", page=other)) for other, label in turns if 1 <= other <= pages)
    said = f"{count(found.total, 'suggestion')} waiting{f', page {page} of {pages}' if pages > 1 else ''}."
    return Answer(text=(said,), cards=tuple(cards), buttons=turning, replaces=True)


async def _card(ask: Ask, one: Suggestion) -> Card:
    deal = await deal_by_id(ask.db, ask.server_id, one.deal_id)
    title = f"{one.number}. {one.deal_label}: {headline(deal) if deal else 'a deal that is gone'}"
    return Card(title, (Section("", tuple(_lines(deal, one))),))


def _lines(deal: Deal | None, one: Suggestion) -> Iterator[Line]:
    yield Line(("By ", Person(one.person_id), " ", Instant(one.at, "R")))
    if one.field is not None:
        now = f"; the card says: {said_value(one.field, field_of(deal, one.field))}" if deal else ""
        yield Line((Bold(f"{LABELS[one.field][0]}: "), f"{said_value(one.field, one.value)}{now}"))
    if one.words:
        yield Line((f"“{shown(one.words, 600)}”",), quote=True)
    if deal is None:
        yield Line(
            ("Its deal is gone",), Button(f"Take {one.number} off the list", write("correct refuse", str(one.number)))
        )
        return
    accept = "Set it so" if one.field is not None else "Agreed: correct it"
    yield Line((accept,), Button(f"Accept {one.number}", write("correct accept", str(one.number)), "main"))
    yield Line(
        ("Leave it as it is",), Button(f"Refuse {one.number}", write("correct refuse", str(one.number)), "danger")
    )


async def accept(ask: Ask, options: Options) -> Answer:
    """Accept a suggestion; one in words alone leads on to the correction."""
    need_manage(ask)
    waiting = await get_suggestion(ask.db, ask.server_id, _number(options))
    if waiting is not None and await deal_by_id(ask.db, ask.server_id, waiting.deal_id) is None:
        off = Button("Take it off the list", write("correct refuse", str(waiting.number)))
        return Answer(text=(f"{waiting.deal_label} is gone, so there is nothing to set right.",), buttons=(off, REST))
    settled = await intake.accept(
        ask.db, server_id=ask.server_id, number=_number(options), person_id=ask.person_id, now=ask.now
    )
    if settled is None:
        return _gone()
    one, made = settled
    onward = Button(f"Correct {one.deal_label}", write("correct deal", one.deal_label), "main")
    if made is None:
        return Answer(text=("Accepted. Now set it right:",), buttons=(onward, REST), replaces=True)
    said = f"Accepted: {one.deal_label} says so now ({made.correction.label})."
    show = Button(f"Show {one.deal_label}", write("deal", one.deal_label))
    return Answer(text=(said,), buttons=(show, undo_button(made.correction), REST), replaces=True)


async def refuse(ask: Ask, options: Options) -> Answer:
    """Refuse a suggestion."""
    need_manage(ask)
    settled = await intake.refuse(
        ask.db, server_id=ask.server_id, number=_number(options), person_id=ask.person_id, now=ask.now
    )
    if settled is None:
        return _gone()
    return Answer(text=(f"Refused. {settled.deal_label} stays as it is.",), buttons=(REST,), replaces=True)


REST = Button("The others", write("correct review"))


def _gone() -> Answer:
    return Answer(text=("This suggestion was settled already.",), buttons=(REST,), replaces=True)


def _number(options: Options) -> int:
    typed = text_option(options, "suggestion")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise BadInput(f"“{shortened(typed)}” is no suggestion's number.", "See /correct review.")
    return int(typed)
