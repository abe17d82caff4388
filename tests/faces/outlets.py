"""Discord as jobs want it (`posting.Outlet`), on paper: channels with messages, that may be down, closed or gone.

It stands at the wire, where Discord would; everything on this side of it is the bot's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.answers import Answer, Post
from bot.errors import Forbidden
from bot.faces.posting import Closed, Gone, Sent


class Killed(BaseException):
    """The process dies here: nothing of ours may catch it."""


@dataclass
class Message:
    """A message that Discord has."""

    id: int
    channel_id: int
    answer: Answer
    nonce: str
    at: datetime
    ping_role: int = 0


@dataclass
class PaperDiscord:
    """All that was posted, and what Discord refuses just now. `now` gives the time that a message bears."""

    now: Callable[[], datetime]
    messages: list[Message] = field(default_factory=list)
    down: bool = False
    lacking: dict[int, list[str]] = field(default_factory=dict)
    seen_lacking: bool = True
    """Whether the gateway has told of what is lacking; else only a refusal tells it."""
    gone: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    members: set[tuple[int, int]] = field(default_factory=set)
    before: Callable[[Post], None] = lambda post: None
    after: Callable[[Post], None] = lambda post: None
    asked: int = 0

    def _ask(self, channel_id: int) -> None:
        self.asked += 1
        if self.down:
            raise ConnectionError("Discord is down")
        if channel_id in self.gone:
            raise Gone("I cannot post in that channel: Unknown Channel.")
        if self.lacking.get(channel_id):
            raise Forbidden("I cannot post in that channel: Missing Permissions.")

    async def post(self, wanted: Post) -> Sent:
        self.before(wanted)
        channel_id = -wanted.person_id if wanted.person_id else wanted.channel_id
        self._ask(channel_id)
        if wanted.person_id in self.closed:
            raise Closed("I cannot write to you: you take no direct messages from me.")
        self.messages.append(
            Message(len(self.messages) + 1, channel_id, wanted.answer, wanted.nonce, self.now(), wanted.ping_role)
        )
        self.after(wanted)
        return Sent(channel_id, len(self.messages))

    async def find(self, channel_id: int, nonce: str, *, since: datetime) -> int:
        self._ask(channel_id)
        fits = (one for one in self.messages if (one.channel_id, one.nonce) == (channel_id, nonce) and one.at >= since)
        return next((one.id for one in fits), 0)

    async def edit(self, at: Sent, answer: Answer, nonce: str) -> None:
        self._ask(at.channel_id)
        self.messages[at.message_id - 1].answer = answer

    async def direct(self, person_id: int) -> int:
        self._ask(0)
        return -person_id

    async def is_member(self, server_id: int, person_id: int) -> bool:
        self._ask(0)
        return (server_id, person_id) in self.members

    def missing(self, channel_id: int) -> list[str]:
        return self.lacking.get(channel_id, []) if self.seen_lacking else []

    def server_name(self, server_id: int) -> str:
        return f"Server {server_id}"

    def to(self, channel_id: int) -> list[Message]:
        return [one for one in self.messages if one.channel_id == channel_id]

    def dms(self, person_id: int) -> list[Message]:
        return self.to(-person_id)
