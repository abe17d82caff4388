"""Who owes what, or expressly does not, until when: the commitments of one deal, the most material first.

What is denied stands in `denials`, sums in `sums` and `parts`, goods in `goods`, what is built, supplied or hired in `works`, dates
in `due`; which sentences and amounts are the deal's own in `ground`. The words are words/commitments.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.model import Commitment, Report
from bot.reading.commitments.denials import denied
from bot.reading.commitments.due import dated_later
from bot.reading.commitments.goods import goods, plainly_bought, warrants
from bot.reading.commitments.ground import Ground
from bot.reading.commitments.sums import on_ending, paying
from bot.reading.commitments.works import built, erected, hired, made, supplied
from bot.reading.deals import Told
from bot.reading.story import Story

MOST = 5


def commitments_of(report: Report, told: Told, story: Story) -> tuple[Commitment, ...]:
    """The commitments of one deal, at most five: what is expressly denied, then what is undertaken."""
    ground = Ground(report, told, story)
    if report.status == "terminated":
        return tuple(once([*denied(ground), *on_ending(ground)]))[:MOST]
    return tuple(dated_later(list(once(undertaken(ground)))[:MOST], ground))


def undertaken(ground: Ground) -> Iterator[Commitment]:
    """Everything, in the order in which it matters."""
    goods_told, works_told = goods(ground), list(built(ground))
    counted = any(one.kind == "purchase" for one in goods_told)
    builders = {one.party for one in works_told}
    yield from denied(ground)
    yield from (one for one in made(ground) if one.party not in builders)
    yield from goods_told
    for one in paying(ground):
        if not (counted and one.kind == "purchase"):  # the buyer's sum or its quantity, not both (reading.md, case 7)
            yield one
    if not counted:
        yield from plainly_bought(ground)
    yield from warrants(ground)
    yield from works_told
    yield from hired(ground)
    yield from erected(ground)
    if not counted:
        yield from supplied(ground)


def once(found: Iterable[Commitment]) -> Iterator[Commitment]:
    """Each commitment a single time."""
    seen = set()
    for one in found:
        number = one.money.amount if one.money else one.quantity.number if one.quantity else None
        told = (one.party, one.kind, number, one.quantity is not None and one.strength)
        if told not in seen:
            seen.add(told)
            yield one
