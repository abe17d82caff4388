"""What every question of this process starts from, and the clock: only the faces and `__main__` read it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.answers import Ask
from bot.model import SHARED


class Clock:
    """The time of day. It may be told to start at another instant and run on from there (TIEUP_NOW, for tests)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """This instant, aware."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._began)


@dataclass(frozen=True, slots=True)
class Asking:
    """The question that nobody has asked yet: the library and the desk are in it, who asks is still to come."""

    blank: Ask
    clock: Clock
    owner_ids: frozenset[int] = frozenset()

    def by(
        self,
        person_id: int,
        *,
        server_id: int = SHARED,
        channel_id: int = 0,
        manages: bool = False,
        owns_server: bool = False,
    ) -> Ask:
        """A question by this person, here and now. In the shared library, those who own the bot manage."""
        owner = person_id in self.owner_ids
        return replace(
            self.blank,
            now=self.clock.now(),
            person_id=person_id,
            server_id=server_id,
            channel_id=channel_id,
            manages=owner if server_id == SHARED else manages,
            owns_server=owns_server and server_id != SHARED,
            owner=owner,
        )

    def by_owner(self) -> Ask:
        """A question from the terminal: whoever sits there owns the library."""
        return replace(self.blank, now=self.clock.now(), manages=True, owner=True)
