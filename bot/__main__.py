"""The command line: the one place where the parts meet.

Reads the settings, opens the library and what reads articles, fills an empty library from the seeds, starts a face.
Whatever a person can mend is said in one sentence on standard error.
"""

from __future__ import annotations

import asyncio
import os
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.config import Settings, read_settings
from bot.errors import BadInput, BadSettings, BotError
from bot.faces import commandline

if TYPE_CHECKING:
    from bot.faces.asking import Asking
    from bot.intake import Desk

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
NO_TOKEN = BadSettings(
    "DISCORD_TOKEN is not set, and the Discord bot cannot run without it.",
    "Put it into .env (README.md tells where to get one), or ask in the terminal with `tieup console`.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tool; gives the exit status."""
    args = commandline.parse(arguments)
    try:
        return _start(args)
    except BotError as error:
        commandline.complain(error)
        return 2 if isinstance(error, BadSettings | BadInput) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _start(args: Namespace) -> int:
    """Do what was asked for."""
    if args.version:
        print(f"tieup {__version__}")
        return 0
    if args.command == "extract":
        return asyncio.run(_extract(args))
    settings = read_settings(os.environ, Path(".env"))
    command = args.command or ("run" if settings.token else "console")
    _log(settings, quiet=command != "run")
    with asyncio.Runner() as runner:
        match command:
            case "doctor":
                return runner.run(_doctor(settings))
            case "console":
                return _console(runner, settings)
            case "run":
                return runner.run(_run(settings))
            case "backup" | "restore" | "copy" | "forget":
                return runner.run(_with_database(settings, args))
            case _:
                return runner.run(_with_library(settings, _work(args)))


def _log(settings: Settings, *, quiet: bool) -> None:
    """In the terminal only what went wrong, unless more was asked for."""
    from bot.faces import logs

    level = "WARNING" if quiet and settings.log_level == "INFO" else settings.log_level
    logs.set_up(level, secret=settings.token)


async def _extract(args: Namespace) -> int:
    """Read articles; opens no library and imports neither discord nor a database."""
    from bot.answers import upkeep
    from bot.faces import extraction

    desk = _desk_here(vocabulary=not args.no_vocabulary)
    if args.jsonl:
        return await extraction.extract_lines(partial(upkeep.extract_line, desk))
    if args.explain:
        from bot.reading.explaining import explain
        from bot.reading.naming.vocabulary import EMPTY, load

        explained = partial(explain, vocabulary=EMPTY if args.no_vocabulary else load())
        return await extraction.explain_files(
            partial(upkeep.explain, desk, explained), args.files, published=args.published
        )
    extract = partial(upkeep.extract, desk)
    return await extraction.extract_files(extract, args.files, as_json=args.json, published=args.published)


def _desk_here(*, vocabulary: bool = True, proxy: str = "") -> Desk:
    """A desk that reads in this process: for the terminal, where nobody else is waiting."""
    from bot.fetch import fetch
    from bot.intake import Desk
    from bot.model import Article, Reading
    from bot.reading import read
    from bot.reading.forms import open_form
    from bot.reading.naming.vocabulary import EMPTY, load

    async def read_here(article: Article) -> Reading:
        return read(article, vocabulary=load() if vocabulary else EMPTY)

    async def open_here(data: bytes | str, name: str) -> Article:
        return open_form(data, name=name)

    return Desk(read=read_here, fetch=partial(fetch, proxy=proxy), open=open_here)


def _work(args: Namespace) -> Callable[[Asking], Awaitable[int]]:
    """What a subcommand does once the library is open."""
    from bot.faces import upkeep

    match args.command:
        case "ask":
            return partial(upkeep.ask_once, line=" ".join(args.line), as_json=args.json)
        case "load":
            return partial(upkeep.load, paths=args.paths)
        case "reread":
            return partial(upkeep.reread, article=args.article or "")
        case "remove":
            return partial(upkeep.remove, article=args.article)
        case _:
            return partial(upkeep.export, form=args.format)


async def _with_library(settings: Settings, work: Callable[[Asking], Awaitable[int]]) -> int:
    async with AsyncExitStack() as stack:
        return await work(await _open(stack, settings, _desk_here(proxy=settings.fetch_proxy)))


async def _with_database(settings: Settings, args: Namespace) -> int:
    """Take the library elsewhere or back, or somebody out of it, as it is: no seeds are taken up first."""
    from bot.answers import copies, privacy
    from bot.store.db import open_database

    async with open_database(settings.database_url) as db:
        match args.command:
            case "backup":
                print(await copies.back_up(db, args.file))
            case "restore":
                print(await copies.restore(db, args.file, overwrite=args.overwrite))
            case "forget" if args.person:
                print(await privacy.forget_person(db, args.person, sure=args.sure))
            case "forget":
                print(await privacy.forget_server(db, args.server, sure=args.sure))
            case _:
                print(await copies.copy(db, args.to, overwrite=args.overwrite))
    return 0


async def _open(stack: AsyncExitStack, settings: Settings, desk: Desk) -> Asking:
    """Open the library and take up new seeds; it is closed with the stack."""
    from bot.answers import Ask
    from bot.answers.drawing import Drawer
    from bot.faces import upkeep
    from bot.faces.asking import Asking, Clock
    from bot.store.db import open_database

    clock = Clock(settings.now)
    db = await stack.enter_async_context(open_database(settings.database_url))
    drawer = await stack.enter_async_context(Drawer())
    asking = Asking(Ask(db=db, now=clock.now(), desk=desk, draw=drawer.draw), clock, settings.owner_ids)
    await upkeep.load(asking, [settings.seeds or SEEDS], quiet=True)
    return asking


def _console(runner: asyncio.Runner, settings: Settings) -> int:
    """The terminal. It waits for lines outside the loop, so that Ctrl-C ends it at once."""
    from bot.faces import terminal

    stack = AsyncExitStack()
    try:
        asking = runner.run(_open(stack, settings, _desk_here(proxy=settings.fetch_proxy)))
        return terminal.console(runner, asking)
    finally:
        runner.run(stack.aclose())


async def _run(settings: Settings) -> int:
    """The Discord bot. Articles are read in a process of their own, so that no question waits for one."""
    if not settings.token:
        raise NO_TOKEN
    from bot.faces import client
    from bot.fetch import fetch
    from bot.intake import Desk
    from bot.worker import Worker

    async with AsyncExitStack() as stack:
        worker = await stack.enter_async_context(Worker())
        desk = Desk(read=worker.read, fetch=partial(fetch, proxy=settings.fetch_proxy), open=worker.open)
        asking = await _open(stack, settings, desk)
        connection = client.Connection(settings.dev_guild_id, settings.shard_count, settings.shard_ids)
        await client.run(asking, settings.token, connection)
    return 0


async def _doctor(settings: Settings) -> int:
    """Look at settings, library, seeds, pictures and token."""
    from bot.faces import upkeep

    async def library() -> str:
        async with AsyncExitStack() as stack:
            asking = await _open(stack, settings, _desk_here())
            deals, articles = await answers.size(asking.blank.db)
            return f"{asking.blank.db.place}, {deals} deals from {articles} articles"

    async def seeds() -> str:
        folder = (settings.seeds or SEEDS).resolve()
        if not folder.is_dir():
            raise BadSettings(f"There is no folder {folder}.", "Set SEEDS to one, or leave it empty.")
        return f"{folder}, {sum(1 for path in folder.rglob('*') if path.is_file())} files"

    async def token() -> str:
        if not settings.token:
            raise NO_TOKEN
        from bot.faces import client

        return f"Discord knows it as {await client.who(settings.token)}"

    from bot.answers import upkeep as answers
    from bot.answers.drawing import can_draw

    return await upkeep.doctor({"library": library, "seeds": seeds, "pictures": can_draw, "token": token})


if __name__ == "__main__":
    sys.exit(main())
