"""What the owner does on the command line: load, remove, export, check. Progress and complaints go to standard error.

What is done is for `answers.upkeep`; here it is told.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from bot.answers import commands as answers
from bot.answers import draw_nothing, rereading, upkeep
from bot.answers.exports import csv_lines
from bot.answers.lines import write
from bot.errors import BotError
from bot.faces.asking import Asking
from bot.faces.objects import answer_json
from bot.faces.terminal import answer_line, show

Check = Callable[[], Awaitable[str]]
"""Looks at one thing; gives what it found, or raises BotError with the cure."""


async def load(asking: Asking, paths: Iterable[Path], *, quiet: bool = False) -> int:
    """Load files and folders; `quiet` says something only where something changed (the seeds at each start)."""
    outcomes: Counter[str] = Counter()
    ask = asking.by_owner()
    async with aclosing(upkeep.load(ask.db, ask.desk, paths, now=ask.now)) as loading:  # type: ignore[type-var]
        async for loaded in loading:
            outcomes[loaded.outcome] += 1
            if loaded.error is not None:
                print(f"{loaded.path}: {loaded.error}", file=sys.stderr)
            elif loaded.outcome != "unchanged" or not quiet:
                _progress(loaded.done, loaded.total)
    changed = outcomes.keys() - {"unchanged"}
    if changed or not quiet:
        told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items())) or "no articles there"
        print(f"{'Seeds' if quiet else 'Loaded'}: {told}.", file=sys.stderr if quiet else sys.stdout)
    return 1 if outcomes["failed"] else 0


def _progress(done: int, total: int) -> None:
    """A counter that stays on its line; where it cannot, only every hundredth."""
    if sys.stderr.isatty():
        print(f"\rReading article {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done % 100 == 0:
        print(f"Reading article {done} of {total}", file=sys.stderr, flush=True)


async def ask_once(asking: Asking, line: str, *, as_json: bool = False) -> int:
    """One answer on standard output; as JSON without pictures, for they say what the text says."""
    ask = asking.by_owner()
    if as_json:
        print(answer_json(await answer_line(replace(ask, draw=draw_nothing), line)))
    else:
        show(await answer_line(ask, line), buttons=False)
    return 0


async def remove(asking: Asking, article: str) -> int:
    """Take an article out of the shared library."""
    show(await answers.answer(asking.by_owner(), write("article remove", article, sure=True)), buttons=False)
    return 0


async def reread(asking: Asking, article: str) -> int:
    """Read one shared article, or the whole library, again; what changed is listed, a line for each.

    Each article is done or not done at all, so it may be stopped at any time; what it came to is told then as well.
    """
    tally = rereading.Tally()
    ask = asking.by_owner()
    try:
        async with aclosing(rereading.reread(ask, article)) as reading:  # type: ignore[type-var]
            async for done in reading:
                tally.note(done)
                _progress(done.done, done.total)
                _tell(f"{done.kept.label}: {done.error}" if done.error else "", rereading.said(done))
    except asyncio.CancelledError:
        _clear()
        print(*tally.lines(), sep="\n", flush=True)
        raise
    print(*tally.lines(), sep="\n")
    return 1 if tally.outcomes["failed"] else 0


def _tell(complaint: str, lines: Iterable[str]) -> None:
    """What became of one article, at once, for its change is kept whatever happens next."""
    if complaint:
        _clear()
        print(complaint, file=sys.stderr)
    for line in lines:
        _clear()
        print(line, flush=True)


def _clear() -> None:
    """Make room where the counter stands."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


async def export(asking: Asking, form: str) -> int:
    """Every deal of the shared library on standard output."""
    deals = upkeep.export(asking.blank.db)
    match form:
        case "csv":
            told = [deal async for deal in deals]
            print("".join(csv_lines(told)), end="")
        case "json":
            print(json.dumps([deal async for deal in deals], ensure_ascii=False, indent=2))
        case _:
            async for deal in deals:
                print(json.dumps(deal, ensure_ascii=False))
    return 0


async def doctor(checks: Mapping[str, Check]) -> int:
    """Look at everything, say what was found; status 1 where anything needs a cure."""
    failed = 0
    for name, check in checks.items():
        try:
            print(f"ok    {name}: {await check()}")
        except BotError as error:
            failed = 1
            print(f"CURE  {name}: {error}")
    return failed
