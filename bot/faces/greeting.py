"""One message in a server that the bot has just joined, where people can read it; none where there is no such place.

Nobody is written to in private: whoever added the bot sees it in the channel where the server greets newcomers, or in
the first channel that everyone may read.
"""

from __future__ import annotations

import discord

from bot.answers import Post
from bot.answers.welcome import welcome
from bot.errors import BotError
from bot.faces import posting, trouble
from bot.faces.asking import Asking
from bot.faces.messages import Messages


def place_in(guild: discord.Guild) -> discord.TextChannel | None:
    """Where to say hello: the channel for newcomers, else the first that all may read and the bot may write in."""
    first = [guild.system_channel] if guild.system_channel is not None else []
    return next((channel for channel in (*first, *guild.text_channels) if _fits(channel)), None)


def _fits(channel: discord.TextChannel) -> bool:
    own = channel.permissions_for(channel.guild.me)
    all_may_read = channel.permissions_for(channel.guild.default_role).view_channel
    return own.view_channel and own.send_messages and all_may_read


async def greet(client: discord.Client, messages: Messages, asking: Asking, guild: discord.Guild) -> None:
    """Say hello, or nothing."""
    channel = place_in(guild)
    if channel is None:
        return
    answer = await welcome(asking.by(0, server_id=guild.id))
    try:
        await posting.post(client, messages, Post(channel.id, answer, nonce=f"hello-{guild.id}"[:25]))
    except (BotError, discord.HTTPException) as error:  # a server may have changed its mind already
        trouble.note(error, "greeting a server")
