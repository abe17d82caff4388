"""Who owes what, or expressly does not, until when: the commitments of one deal, the most material first.

What is denied stands in `denials`, sums in `sums` and `parts`, goods in `goods`, what is built, supplied or hired in `works`, dates
in `due`; which sentences and amounts are the deal's own in `ground`. The words are words/commitments.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.model import Commitment, Report
from bot.reading.commitments.denials import denied
from bot.reading.commitments.goods import goods, warrants
from bot.reading.commitments.ground import Ground
from bot.reading.commitments.sums import on_ending, paying
from bot.reading.commitments.works import built, hired, made, supplied
from bot.reading.deals import Told
from bot.reading.story import Story

MOST = 5


def commitments_of(report: Report, told: Told, story: Story) -> tuple[Commitment, ...]:
    """The commitments of one deal, at most five: what is expressly denied, then what is undertaken."""
    ground = Ground(report, told, story)
    if report.status == "terminated":
        return tuple(once([*denied(ground), *on_ending(ground)]))[:MOST]
    return tuple(once(undertaken(ground)))[:MOST]


def undertaken(ground: Ground) -> Iterator[Commitment]:
    """Everything, in the order in which it matters."""
    bought = goods(ground)
    yield from denied(ground)
    yield from made(ground)
    yield from bought
    for one in paying(ground):
        if not (bought and one.kind == "purchase"):  # the buyer's sum or its quantity, not both (reading.md, case 7)
            yield one
    yield from warrants(ground)
    yield from built(ground)
    yield from hired(ground)
    if not bought:
        yield from supplied(ground)


def once(found: Iterable[Commitment]) -> Iterator[Commitment]:
    """Each commitment a single time."""
    seen = set()
    for one in found:
        number = one.money.amount if one.money else one.quantity.number if one.quantity else None
        if (one.party, one.kind, number) not in seen:
            seen.add((one.party, one.kind, number))
            yield one
