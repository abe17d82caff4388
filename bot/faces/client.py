"""The Discord bot: connects, registers its commands where they changed, starts the jobs, passes interactions on.

Needs no privileged intent and keeps neither members nor messages in memory. Settings, database and clock are opened
outside and handed in.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.answers import membership, upkeep
from bot.answers.lines import Command
from bot.errors import BadSettings, BotError
from bot.faces import commands, greeting, trouble
from bot.faces.asking import Asking
from bot.faces.interactions import Interactions
from bot.faces.jobs import TICK, Jobs
from bot.faces.messages import NOBODY, Messages
from bot.faces.pace import PER_SECOND, Pace
from bot.faces.posting import Discord
from bot.faces.showing import Interaction, Showing
from bot.faces.translating import Translator

log = logging.getLogger("tieup")

OUTDATED = "This command has changed. Type it again in a minute, when Discord knows its new form."


@dataclass(frozen=True, slots=True)
class Connection:
    """How the bot connects: in which server alone it shows commands (0: everywhere), and with how many shards."""

    dev_guild_id: int = 0
    shard_count: int = 0
    shard_ids: Sequence[int] = ()
    tick: float = TICK


class Tree(app_commands.CommandTree[Any]):
    """discord.py's dispatcher of commands; says what is wrong where Discord knows another form of a command."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Something between discord.py and a command's callback; the callback itself lets nothing out."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        bot = interaction.client
        assert isinstance(bot, Bot)
        mismatch = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        shown = trouble.told(BotError(OUTDATED) if mismatch else error, "a command")
        await Showing(interaction, bot.messages, private=True).show(shown)


class Bot(discord.AutoShardedClient):
    """The bot as discord.py runs it. One shard, unless Discord or the settings ask for more."""

    def __init__(self, asking: Asking, connection: Connection) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=NOBODY,
            **_shards(connection),
        )
        self.asking = asking
        self.connection_wanted = connection
        self.messages = Messages(asking)
        self.interactions = Interactions(asking, self.messages)
        self.outlet = Discord(self, self.messages, Pace(_share(connection) * PER_SECOND))
        self.jobs = Jobs(asking, self.outlet, tick=connection.tick)
        self.tree = Tree(self)
        self._known_guilds: set[int] = set()
        self._greets = False

    async def setup_hook(self) -> None:
        """Once, after the login: the commands, then the jobs. (`on_ready` comes again at each reconnect.)"""
        await self.tree.set_translator(Translator())
        for command in commands.all_commands(self._command, self.interactions.complete):
            self.tree.add_command(command)
        self.tree.add_command(commands.message_menu(self._read))
        self.messages.command_ids.update(await self._register())
        self.jobs.start()

    async def _command(self, interaction: Interaction, command: Command, chosen: Mapping[str, Any]) -> None:
        await self._safely(interaction, self.interactions.command(interaction, command, chosen), f"/{command.name}")

    async def _read(self, interaction: Interaction, message: discord.Message) -> None:
        await self._safely(interaction, self.interactions.read(interaction, message), f"the menu {commands.MENU}")

    async def _register(self) -> dict[str, int]:
        """Tell Discord of the commands, where it has others; gives their ids."""
        guild = discord.Object(self.connection_wanted.dev_guild_id) if self.connection_wanted.dev_guild_id else None
        if guild is not None:
            self.tree.copy_global_to(guild=guild)
        wanted = await commands.fingerprint(self.tree, f"{self.application_id} {guild.id if guild else 'everywhere'}")
        try:
            known = await self.tree.fetch_commands(guild=guild)
            names = {command.name for command in self.tree.get_commands(guild=guild)}
            changed = await upkeep.synced_tree(self.asking.blank.db) != wanted or {c.name for c in known} != names
            if changed:
                known = await self.tree.sync(guild=guild)
        except discord.Forbidden as error:
            raise BadSettings(
                "The commands cannot be registered in the server that DEV_GUILD_ID names.",
                "Add the bot to that server, or leave DEV_GUILD_ID empty.",
            ) from error
        if changed:
            await upkeep.note_synced_tree(self.asking.blank.db, wanted)
        log.info("%d commands %s", len(known), "registered" if changed else "as they were")
        return {command.name: command.id for command in known}

    async def on_interaction(self, interaction: Interaction) -> None:
        """Buttons and forms; commands and completions come through the tree."""
        if interaction.type is discord.InteractionType.component:
            await self._safely(interaction, self.interactions.component(interaction), "a button")
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._safely(interaction, self.interactions.form(interaction), "a form")

    async def _safely(self, interaction: Interaction, work: Awaitable[None], where: str) -> None:
        """Nobody is left waiting: what goes wrong before an answer is even begun is told as well."""
        try:
            await work
        except Exception as error:  # whatever it is
            await Showing(interaction, self.messages, private=True).show(trouble.told(error, where))

    async def on_ready(self) -> None:
        """Discord says that all is there (again)."""
        self._known_guilds.update(guild.id for guild in self.guilds)
        self._greets = True
        log.info("Connected as %s, in %d servers", self.user, len(self.guilds))
        here = {guild.id: guild.name or "" for guild in self.guilds}
        await membership.found(self.asking.blank.db, here, self.asking.clock.now(), self._hears_of)

    def _hears_of(self, server_id: int) -> bool:
        """Whether a server is on one of this process's shards."""
        return (server_id >> 22) % (self.shard_count or 1) in self.shards

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server has added the bot: one message says what it does."""
        # discord.py takes a server that Discord calls available for one that was away, so both events end here; what
        # was there when the bot connected is greeted by neither.
        new = self._greets and guild.id not in self._known_guilds
        self._known_guilds.add(guild.id)
        if self._greets:
            await membership.joined(self.asking.blank.db, guild.id, guild.name, self.asking.clock.now())
        if new:
            await greeting.greet(self, self.messages, self.asking, guild)

    on_guild_available = on_guild_join

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server has thrown the bot out: should it come back, it says hello again."""
        self._known_guilds.discard(guild.id)
        await membership.left(self.asking.blank.db, guild.id, self.asking.clock.now())

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A digest whose channel is gone stops at once."""
        await self.jobs.digests.channel_gone(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread may be a digest's channel too."""
        await self.jobs.digests.channel_gone(payload.guild_id, payload.thread_id)

    async def on_error(self, event_method: str, /, *_args: Any, **_more: Any) -> None:
        """Whatever an event lets out: one line in the log, without anyone's words."""
        error = trouble.current()
        if error is not None:
            trouble.note(error, event_method)

    async def close(self) -> None:
        """Stop the jobs, then leave."""
        await self.jobs.stop()
        await super().close()


def _share(connection: Connection) -> float:
    """This process's part of what Discord takes a second from all of them."""
    return len(connection.shard_ids) / connection.shard_count if connection.shard_ids else 1.0


def _shards(connection: Connection) -> dict[str, Any]:
    """discord.py's arguments; without them it asks Discord how many shards it takes."""
    if not connection.shard_count:
        return {}
    ids = {"shard_ids": list(connection.shard_ids)} if connection.shard_ids else {}
    return {"shard_count": connection.shard_count, **ids}


async def run(asking: Asking, token: str, connection: Connection) -> None:
    """Run the bot until it is told to stop; BotError where it cannot even begin."""
    async with Bot(asking, connection) as bot:
        running = asyncio.create_task(_understood(bot.start(token)), name="discord")
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows has no signal handlers on the loop
                loop.add_signal_handler(number, running.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await running
    log.info("Stopped")


async def who(token: str) -> str:
    """The name under which Discord knows the owner of a token."""
    async with discord.Client(intents=discord.Intents.none()) as nobody:
        await _understood(nobody.login(token))
        return str(nobody.user)


async def _understood(connecting: Awaitable[None]) -> None:
    """Wait for Discord; what it refuses, in words that say what to do."""
    try:
        await connecting
    except discord.LoginFailure as error:
        raise BadSettings(
            "Discord does not know the token in DISCORD_TOKEN.",
            "Copy it again from the Bot page of your application at discord.com/developers.",
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise BadSettings("Discord refused the bot's intents.", "It needs none that must be switched on.") from error
    except (aiohttp.ClientConnectionError, discord.GatewayNotFound, discord.DiscordServerError) as error:
        raise BotError("Discord cannot be reached.", "Check the network, then start again.") from error
