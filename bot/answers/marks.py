"""What was settled by hand, in words: on the card, so that nobody takes it for what an article says; in lists too."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers import Line
from bot.answers.wording import NOT_DISCLOSED, kind_word, shown, undertaking
from bot.language.dates import say_day
from bot.language.wording import say_list, say_money
from bot.model import SHARED, Commitment, Correction, Day, Deal, DealField, FieldValue, Money, Party, Stage

MOST = 4
NOTHING = "nothing"


def correction_lines(deal: Deal) -> Iterator[Line]:
    """Each correction that counts in a deal, the latest first."""
    latest = sorted(deal.corrections, key=lambda one: (one.at, one.id), reverse=True)
    for one in latest[:MOST]:
        yield Line((f"{said_correction(one, deal)}, {by_whom(one)}",))
    if len(latest) > MOST:
        yield Line((f"and {len(latest) - MOST:,} more by hand",))


def by_whom(one: Correction) -> str:
    """ "by an admin on 25 November 2025"."""
    return f"by {'the owner' if one.server_id == SHARED else 'an admin'} on {say_day(Day.of(one.at.date()))}"


def said_correction(one: Correction, deal: Deal | None = None) -> str:
    """ "Value corrected from $3.8 billion", "#12 merged into #15"; seen from one of the two deals, if one is given."""
    if one.act == "merge":
        other = one.deal_label if deal is not None and deal.id == one.into_id else ""
        return f"{other} merged into this" if other else f"{one.deal_label} merged into {one.into_label}"
    if one.act == "split":
        if deal is not None and deal.id == one.into_id:
            return f"Taken apart from {one.deal_label}"
        return (
            f"{one.into_label} taken apart from this" if deal else f"{one.into_label} taken apart from {one.deal_label}"
        )
    assert one.field is not None
    return f"{one.field.capitalize()} corrected from {said_value(one.field, one.before)}"


def said_value(field: DealField, value: FieldValue) -> str:
    """What a field says, in words, on one line."""
    match value:
        case Stage(status, on):
            return f"{status} {say_day(on)}" if on else status
        case Money():
            return say_money(value)
        case Day():
            return say_day(value)
        case tuple():
            return shown(say_list([_item(one) for one in value]) or NOTHING, 160)
        case None:
            return NOT_DISCLOSED if field == "value" else NOTHING
        case str():
            said = kind_word(value) if field == "kind" else value  # type: ignore[arg-type]
            return f"“{shown(said, 120)}”" if field in ("headline", "subject") and value else said or NOTHING


def _item(one: object) -> str:
    if isinstance(one, Party):
        return f"{one.name} ({one.role})"
    return undertaking(one) if isinstance(one, Commitment) else str(one)
