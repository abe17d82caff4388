"""A message into a channel, or to a person, that answers nobody's command: digests, alerts, tests of either.

Each carries a mark, made from its nonce, that Discord gives back with the message, so that it can be found again after
a crash. When to post is for `digests` and `alerts`, what to post for `answers`.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

import aiohttp
import discord
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from bot.answers import Answer, Post, ServerRole
from bot.errors import Forbidden
from bot.faces.messages import NOBODY, Messages
from bot.faces.pace import Pace
from bot.language.wording import say_list

LOOK_BACK = 2_000
"""So many messages since the claim are looked through for a post of ours."""

ATTEMPTS = 3

PASSING = (discord.DiscordServerError, discord.RateLimited, aiohttp.ClientError, asyncio.TimeoutError, ConnectionError)
"""What passes by itself: Discord or the network is down for a moment."""

UNKNOWN_CHANNEL, CLOSED_TO_US, ARCHIVED = 10003, 50007, 50083

_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
CURE = f"Give me {say_list(list(_NEEDED.values()))} there, or choose another channel."
OPEN_UP = (
    "Your watches are kept, but paused: allow direct messages from this server's members in Discord's privacy "
    "settings, then press Resume in /watch list."
)


class Gone(Forbidden):
    """The channel, or the message in it, is there no more."""


class Closed(Forbidden):
    """The person takes no direct messages from the bot."""


class Sent(NamedTuple):
    """Where a post landed."""

    channel_id: int
    message_id: int


class Outlet(Protocol):
    """All that jobs want of Discord. Errors are Forbidden (Gone, Closed) where it refuses, PASSING where it is down."""

    async def post(self, wanted: Post) -> Sent:
        """Post once."""
        ...

    async def find(self, channel_id: int, nonce: str, *, since: datetime) -> int:
        """The id of a post of ours with this nonce, 0 where there is none."""
        ...

    async def edit(self, at: Sent, answer: Answer, nonce: str) -> None:
        """Put another text in the place of a post of ours."""
        ...

    async def direct(self, person_id: int) -> int:
        """The channel of a person's direct messages."""
        ...

    async def is_member(self, server_id: int, person_id: int) -> bool:
        """Whether a person is in a server; False where the bot is not."""
        ...

    def missing(self, channel_id: int) -> list[str]:
        """The rights that the bot lacks there, as far as it knows without asking."""
        ...

    def server_name(self, server_id: int) -> str:
        """What a server is called, "" where the bot does not know."""
        ...


def mark_of(nonce: str) -> int:
    """The number that a post's first component carries; of the 32 bits that Discord gives it, those it keeps as is."""
    return zlib.crc32(nonce.encode()) >> 1 or 1


async def post(client: discord.Client, messages: Messages, wanted: Post, *, attempts: int = ATTEMPTS) -> Sent:
    """Post; Forbidden where the channel is gone or closed to the bot.

    Tried again with growing pauses while Discord is down: the nonce keeps Discord from showing it twice.
    """
    passing = AsyncRetrying(
        retry=retry_if_exception_type(PASSING),
        wait=wait_random_exponential(multiplier=0.5, max=20),
        stop=stop_after_attempt(attempts),
        reraise=True,
    )
    return await passing(_send, client, messages, wanted)


async def _send(client: discord.Client, messages: Messages, wanted: Post) -> Sent:
    answer, allowed = wanted.answer, NOBODY
    if wanted.ping_role:
        answer = replace(answer, text=(ServerRole(wanted.ping_role), "\n" if answer.text else "", *answer.text))
        allowed = discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(wanted.ping_role)], replied_user=False
        )
    shown = await messages.message(answer, mark=mark_of(wanted.nonce) if wanted.nonce else None)
    with _refusals("I cannot post in that channel"):
        channel = await _place(client, wanted)
        sent = await channel.send(
            view=shown.view,
            files=shown.files,
            nonce=wanted.nonce or None,  # type: ignore[arg-type]
            silent=not wanted.ping_role and not wanted.person_id,
            allowed_mentions=allowed,
        )
    return Sent(sent.channel.id, sent.id)


async def _place(client: discord.Client, wanted: Post) -> discord.abc.Messageable:
    if wanted.person_id:
        return await client.create_dm(discord.Object(wanted.person_id))
    return client.get_partial_messageable(wanted.channel_id)


@contextmanager
def _refusals(what: str) -> Iterator[None]:
    """What Discord refuses, in words for a person; what nobody foresaw passes as it is."""
    try:
        yield
    except discord.HTTPException as error:
        refusal = _refusal(error, what)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: discord.HTTPException, what: str) -> Forbidden | None:
    if error.code == CLOSED_TO_US:
        return Closed("I cannot write to you: you take no direct messages from me.", OPEN_UP)
    if isinstance(error, discord.NotFound):
        return Gone(f"{what}: {error.text or 'it is gone'}.", CURE)
    if isinstance(error, discord.Forbidden) or error.code == ARCHIVED:
        return Forbidden(f"{what}: {error.text or 'Discord refused it'}.", CURE)
    return None


def missing_rights(place: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """The rights that the bot lacks in a channel to post a digest there, by the names that Discord shows."""
    granted = place.permissions_for(place.guild.me)
    missing = [name for right, name in _NEEDED.items() if not getattr(granted, right)]
    if isinstance(place, discord.Thread):
        # A thread does not take Send Messages from its channel, but a right of its own.
        missing = [name for name in missing if name != "Send Messages"]
        missing += [] if granted.send_messages_in_threads else ["Send Messages in Threads"]
    if not granted.view_channel:
        return ["View Channel"]  # who may not look may do nothing there: what else is lacking cannot be told yet
    # Likewise Attach Files, which goes with Send Messages.
    return [name for name in missing if name != "Attach Files" or "Send Messages" not in missing]


class Discord:
    """The Outlet of a running bot, at a pace that Discord takes."""

    def __init__(self, client: discord.Client, messages: Messages, pace: Pace) -> None:
        self.client = client
        self.messages = messages
        self.pace = pace

    async def post(self, wanted: Post) -> Sent:
        """Post once; who calls keeps count of failures."""
        await self.pace.turn()
        return await post(self.client, self.messages, wanted, attempts=1)

    async def find(self, channel_id: int, nonce: str, *, since: datetime) -> int:
        """Look through the channel from an instant on."""
        wanted, me = mark_of(nonce), self.client.user
        channel = self.client.get_partial_messageable(channel_id)
        await self.pace.turn()
        with _refusals("I cannot look at that channel"):
            async for message in channel.history(limit=LOOK_BACK, after=since, oldest_first=True):
                marks = [getattr(component, "id", None) for component in message.components[:1]]
                if me is not None and message.author.id == me.id and (wanted in marks or str(message.nonce) == nonce):
                    return message.id
        return 0

    async def edit(self, at: Sent, answer: Answer, nonce: str) -> None:
        """Edit a post; Gone where somebody deleted it."""
        await self.pace.turn()
        shown = await self.messages.message(answer, mark=mark_of(nonce))
        message = self.client.get_partial_messageable(at.channel_id).get_partial_message(at.message_id)
        with _refusals("I cannot edit that post"):
            await message.edit(view=shown.view, attachments=shown.files, allowed_mentions=NOBODY)

    async def direct(self, person_id: int) -> int:
        """Open a person's direct messages."""
        await self.pace.turn()
        with _refusals("I cannot write to that person"):
            return (await self.client.create_dm(discord.Object(person_id))).id

    async def is_member(self, server_id: int, person_id: int) -> bool:
        """Ask Discord: members are not kept in memory."""
        guild = self.client.get_guild(server_id)
        if guild is None:
            return False
        await self.pace.turn()
        try:
            await guild.fetch_member(person_id)
        except (discord.NotFound, discord.Forbidden):
            return False
        return True

    def missing(self, channel_id: int) -> list[str]:
        """By what the gateway told; a channel that it did not tell of may still be a thread that sleeps."""
        place = self.client.get_channel(channel_id)
        known = isinstance(place, discord.abc.GuildChannel | discord.Thread) and place.guild.me is not None
        return missing_rights(place) if known else []  # type: ignore[arg-type]

    def server_name(self, server_id: int) -> str:
        """By what the gateway told."""
        guild = self.client.get_guild(server_id)
        return guild.name if guild else ""
