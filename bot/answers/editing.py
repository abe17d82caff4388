"""A draft's deals put right before they are published: a form for some fields, a deal left out, one added.

What the fields look like in a form is `fields`', what a change does is `intake`'s. A button says which deal its maker
saw, so that of two admins at one draft the second is told rather than overruled.
"""

from __future__ import annotations

from bot import intake
from bot.answers import Answer, Ask, Form, Options
from bot.answers.drafts import PER_PREVIEW, draft_answer, gone
from bot.answers.fields import FIRST, SECOND, form_fields, understood
from bot.answers.lines import write
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.errors import BadInput
from bot.model import DealField, FieldValue, Report

FIELDS: dict[str, tuple[DealField, ...]] = {"first": FIRST, "second": SECOND}
EMPTY = Report(kind="partnership", status="announced", parties=())


async def edit(ask: Ask, options: Options) -> Answer:
    """The form of some fields of a draft's deal (0: of a new one); sent in, the draft as it is then."""
    need_manage(ask)
    number, position = _whole(options, "article"), _whole(options, "deal")
    draft = await intake.get_draft(ask.db, server_id=ask.server_id, number=number, now=ask.now)
    if draft is None:
        return gone()
    part = FIELDS["second" if options.get("part") == "second" else "first"]
    report = draft.matches[position - 1].report if 0 < position <= len(draft.matches) else EMPTY
    seen = intake.mark_of(report) if position else ""
    if options.get("sent") is not True:
        line = write("article edit", str(number), deal=position, part=options.get("part"), seen=seen, sent=True)
        title = f"Deal {position} of the draft" if position else "A deal that was missed"
        return Answer(
            form=Form(title, line, form_fields(part, lambda field: intake.value_of(report, field))), private=True
        )
    changes = _changes(report, part, options)
    if not changes:
        return draft_answer(draft, _page(position), replaces=True)
    after = await intake.edit(
        ask.db,
        server_id=ask.server_id,
        number=number,
        position=position,
        seen=text_option(options, "seen"),
        changes=changes,
        person_id=ask.person_id,
        now=ask.now,
    )
    return draft_answer(after, _page(position or len(after.matches)), replaces=True) if after else gone()


def _changes(report: Report, part: tuple[DealField, ...], options: Options) -> dict[DealField, FieldValue]:
    """The fields that a person changed. A form leaves out those that were emptied."""
    before = {field: intake.value_of(report, field) for field in part}
    after = {field: understood(field, text_option(options, field), before[field]) for field in part}
    return {field: value for field, value in after.items() if value != before[field]}


async def leave_out(ask: Ask, options: Options) -> Answer:
    """Take a deal out of a draft."""
    need_manage(ask)
    position = _whole(options, "deal")
    after = await intake.leave_out(
        ask.db,
        server_id=ask.server_id,
        number=_whole(options, "article"),
        position=position,
        seen=text_option(options, "seen"),
        person_id=ask.person_id,
        now=ask.now,
    )
    return draft_answer(after, _page(position), replaces=True) if after else gone()


def _page(position: int) -> int:
    """The page of a preview on which a deal stands."""
    return max(1, -(-position // PER_PREVIEW))


def _whole(options: Options, name: str) -> int:
    value = options.get(name)
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise BadInput("That is no draft that I know.", "See /article list.")
    return int(text)
