"""What the reports of one deal add up to: its life line, its figures, its commitments, each with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model import Deal, KeptReport


def add_up(
    deal_id: int, server_id: int, number: int, reports: Sequence[KeptReport], *, updated_at: datetime | None = None
) -> Deal:
    """The deal that these reports (one at least) are of. Their order does not matter."""
    raise NotImplementedError
