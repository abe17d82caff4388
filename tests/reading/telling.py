"""What a sentence of a test tells, in one line a deal: "acquisition acquirer=Microsoft target=Cerner"."""

from __future__ import annotations

from datetime import date

from bot.reading import read
from bot.reading.forms import open_form
from bot.reading.tracing import Trace

GIVEN = date(2025, 11, 21)


def said(sentence: str, trace: Trace | None = None) -> list[str]:
    """The deals that a sentence tells, roles in order of the alphabet."""
    reports = read(open_form(sentence, published_on=GIVEN), trace=trace).reports
    return [
        " ".join([report.kind, *sorted(f"{party.role}={party.name}" for party in report.parties)]) for report in reports
    ]
