"""A message into a channel that answers nobody's command: the digest.

Each carries a mark, made from its nonce, that Discord gives back with the message, so that it can be found again after
a crash. When to post is for `jobs`, what to post for `answers`.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import replace

import aiohttp
import discord
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from bot.answers import Post, ServerRole
from bot.errors import Forbidden
from bot.faces.messages import NOBODY, Messages

LOOK_BACK = 1_000
"""So many messages of a channel are looked through for a post of ours."""

PASSING = (discord.DiscordServerError, aiohttp.ClientError, asyncio.TimeoutError, ConnectionError)
"""What passes by itself: Discord or the network is down for a moment."""

_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}


def mark_of(nonce: str) -> int:
    """The number that a post's first component carries; of the 32 bits that Discord gives it, those it keeps as is."""
    return zlib.crc32(nonce.encode()) >> 1 or 1


async def post(client: discord.Client, messages: Messages, wanted: Post, *, attempts: int = 3) -> int:
    """Post; gives the message's id. Forbidden where the channel is gone or closed to the bot.

    Tried again with growing pauses while Discord is down: the nonce keeps Discord from showing it twice.
    """
    channel = client.get_partial_messageable(wanted.channel_id)
    passing = AsyncRetrying(
        retry=retry_if_exception_type(PASSING),
        wait=wait_random_exponential(multiplier=0.5, max=20),
        stop=stop_after_attempt(attempts),
        retry_error_callback=_give_up,
    )
    return await passing(_send, channel, messages, wanted)


def _give_up(state: RetryCallState) -> int:
    assert state.outcome is not None
    return int(state.outcome.result())  # raises what the last attempt raised


async def _send(channel: discord.PartialMessageable, messages: Messages, wanted: Post) -> int:
    answer, allowed = wanted.answer, NOBODY
    if wanted.ping_role:
        answer = replace(answer, text=(ServerRole(wanted.ping_role), "\n" if answer.text else "", *answer.text))
        allowed = discord.AllowedMentions(
            everyone=False, users=False, roles=[discord.Object(wanted.ping_role)], replied_user=False
        )
    shown = await messages.message(answer, mark=mark_of(wanted.nonce) if wanted.nonce else None)
    try:
        sent = await channel.send(
            view=shown.view,
            files=shown.files,
            nonce=wanted.nonce or None,  # type: ignore[arg-type]
            silent=not wanted.ping_role,
            allowed_mentions=allowed,
        )
    except (discord.Forbidden, discord.NotFound) as error:
        raise Forbidden(f"I cannot post in that channel: {error.text or 'Discord refused it'}.", CURE) from error
    return sent.id


CURE = f"Give me {', '.join(_NEEDED.values())} there, or choose another channel."


async def find(client: discord.Client, channel_id: int, nonce: str) -> int:
    """The id of a post of ours that was sent with this nonce; 0 where there is none. Forbidden if one may not look."""
    wanted, me = mark_of(nonce), client.user
    channel = client.get_partial_messageable(channel_id)
    try:
        async for message in channel.history(limit=LOOK_BACK):
            marks = [getattr(component, "id", None) for component in message.components[:1]]
            if me is not None and message.author.id == me.id and (wanted in marks or str(message.nonce) == nonce):
                return message.id
    except (discord.Forbidden, discord.NotFound) as error:
        raise Forbidden(f"I cannot look at that channel: {error.text or 'Discord refused it'}.", CURE) from error
    return 0


def missing_rights(place: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """The rights that the bot lacks in a channel to post a digest there, by the names that Discord shows."""
    granted = place.permissions_for(place.guild.me)
    missing = [name for right, name in _NEEDED.items() if not getattr(granted, right)]
    if isinstance(place, discord.Thread) and "Send Messages" in missing and granted.send_messages_in_threads:
        missing.remove("Send Messages")
    return missing
