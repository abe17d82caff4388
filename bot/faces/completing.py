"""The Tab key and the arrow keys of the terminal: what a line may become, and the lines of earlier days.

Uses the system's readline where there is one; without it lines are typed plainly. Nothing here may fail: while someone
types, no completion is better than an error.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bot.answers import Ask, Button
from bot.answers import commands as answers
from bot.answers.lines import Command, Option, find_command, written
from bot.errors import BotError
from bot.faces.asking import Asking

LINES_KEPT = 1_000
NOWHERE = (OSError, RuntimeError)
"""What comes of a place that cannot be written, and of a person without a home."""
SECONDS = 2.0
MOST_PATHS = 40
YES_OR_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that the one begun may become; `tail` is what would be new in it, `about` says what that is."""

    line: str
    tail: str
    about: str = ""


@contextlib.contextmanager
def completed(
    runner: asyncio.Runner, asking: Asking, prompt: str, pressable: Callable[[], Sequence[Button]]
) -> Iterator[None]:
    """Within it, the Tab key completes commands, options, names and buttons, and the arrow keys go back in time."""
    readline = _readline()
    if readline is None:
        yield
        return
    offers: list[Offer] = []

    def complete(_word: str, state: int) -> str | None:
        if state == 0:
            offers.clear()
            with contextlib.suppress(Exception):
                line = readline.get_line_buffer()
                offers.extend(runner.run(_in_time(asking.by_owner(), line, pressable())))
        return offers[state].line if state < len(offers) else None

    def display(_typed: str, _lines: Sequence[str], _longest: int) -> None:
        print("", *listing(offers, shutil.get_terminal_size().columns), sep="\n")
        print(prompt, readline.get_line_buffer(), sep="", end="", flush=True)

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    if hasattr(readline, "set_completion_display_matches_hook"):
        readline.set_completion_display_matches_hook(display)
    with _remembered(readline):
        yield


def _readline() -> ModuleType | None:
    try:
        import readline
    except ImportError:
        return None
    return readline


def history_file() -> Path:
    """Where typed lines are kept, for their owner alone."""
    state = os.environ.get("XDG_STATE_HOME", "")
    return (Path(state) if Path(state).is_absolute() else Path.home() / ".local" / "state") / "tieup" / "history"


@contextlib.contextmanager
def _remembered(readline: ModuleType) -> Iterator[None]:
    """The lines of earlier days, and this day's for later ones; where nothing can be kept, nothing is said."""
    readline.set_history_length(LINES_KEPT)
    with contextlib.suppress(*NOWHERE):
        place = history_file()
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_RDWR, 0o600))
        readline.read_history_file(str(place))
    try:
        yield
    finally:
        with contextlib.suppress(*NOWHERE):
            readline.write_history_file(str(history_file()))


def listing(offers: Sequence[Offer], width: int) -> list[str]:
    """The offers one below the other, each with what it is, as far as the window is wide."""
    wide = max((len(offer.tail) for offer in offers), default=0)
    return [f"  {offer.tail:<{wide}}  {offer.about}".rstrip()[: max(20, width - 1)] for offer in offers]


async def _in_time(ask: Ask, line: str, buttons: Iterable[Button]) -> list[Offer]:
    async with asyncio.timeout(SECONDS):
        return await completions(ask, line, buttons)


async def completions(ask: Ask, line: str, buttons: Iterable[Button] = ()) -> list[Offer]:
    """What the line begun may become: a command, the label of a button, an option, or something to choose."""
    if line.startswith("/press "):
        labels = dict.fromkeys(button.label for button in buttons)
        return [Offer(f"/press {label}", label) for label in labels if label.casefold().startswith(line[7:].casefold())]
    offered = [command for command in answers.COMMANDS if not command.hidden]
    begun = [command for command in offered if f"/{command.name} ".startswith(line.lower()) and line]
    if begun or not line:
        return [Offer(f"/{one.name} ", f"/{one.name}", one.description) for one in begun or offered]
    try:
        command, _ = find_command(line, answers.BY_NAME)
    except BotError:
        return []
    return await _within(ask, command, line)


async def _within(ask: Ask, command: Command, line: str) -> list[Offer]:
    """What may stand in an option's place, then the options that are not there yet."""
    options = [option for option in command.options if not option.hidden]
    start, option, typed = _place(command, options, line)
    values = await _values(ask, command, option, typed) if option is not None else []
    head, blank, last = line.rpartition(" ")
    return [Offer(f"{start}{written(value)}", value, about) for value, about in values] + [
        Offer(f"{head} {other.name}:", f"{other.name}:", other.description)
        for other in options
        if blank and other.name.startswith(last) and f" {other.name}:" not in line
    ]


def _place(command: Command, options: Sequence[Option], line: str) -> tuple[str, Option | None, str]:
    """The option that is being typed (the first, where none is named), with the line before it and what is typed."""
    named = [(at, option) for option in options if (at := line.rfind(f" {option.name}:")) >= 0]
    if named:
        at, option = max(named, key=lambda found: found[0])
        end = at + len(option.name) + 2
        return line[:end], option, line[end:]
    start = f"/{command.name} "
    return start, options[0] if options else None, line[len(start) :].lstrip()


async def _values(ask: Ask, command: Command, option: Option, typed: str) -> list[tuple[str, str]]:
    """What could be meant, and in other words where these say more."""
    if option.kind == "flag":
        return [(value, "") for value in YES_OR_NO if value.startswith(typed.casefold())]
    if option.kind == "file":
        return [(path, "") for path in _paths(typed)]
    found = await answers.complete(ask, command, option, typed)
    if option.kind == "choice":
        return [(choice.name, "") for choice in found]
    return [(choice.value, choice.name.removeprefix(choice.value).strip()) for choice in found]


def _paths(typed: str) -> list[str]:
    """Files and folders that begin so; folders end in a slash."""
    folder, slash, start = typed.rpartition("/")
    found: list[Path] = []
    with contextlib.suppress(OSError):
        found = sorted(Path(f"{folder}{slash}" or ".").expanduser().iterdir())
    seen = [path for path in found if path.name.startswith(start) and not path.name.startswith(".")]
    return [f"{folder}{slash}{path.name}{'/' if path.is_dir() else ''}" for path in seen[:MOST_PATHS]]
