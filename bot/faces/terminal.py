"""The terminal as a face: the same lines as Discord's commands, the same answers, as text.

Its asker owns the shared library. A button is pressed by `/press Label`; a form is asked field by field; what Discord
would post into a channel is printed. Nothing here needs a terminal that can do more than print.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.answers import Answer, Ask, Button, Field, Form, Value
from bot.answers import commands as answers
from bot.answers.lines import Command, shortened
from bot.errors import BadInput
from bot.faces import trouble
from bot.faces.asking import Asking
from bot.faces.buttons import all_buttons
from bot.faces.completing import completed
from bot.faces.given import read_file
from bot.faces.plain import Row, rows, wrapped
from bot.language.wording import say_list

PROMPT = "tieup> "
WELCOME = "Tieup. Ask for a company: /deal foxconn. See /help; leave with Ctrl-D."
LEAVE = frozenset({"/quit", "/exit", "quit", "exit"})
STYLES = {"": "", "title": "bold", "heading": "bold cyan", "quote": "italic", "small": "dim", "buttons": "green"}


def show(answer: Answer, *, buttons: bool = True) -> None:
    """Print an answer; in colour where standard output is a terminal."""
    shown = rows(answer, buttons=buttons)
    if answer.post is not None:
        shown += [Row(""), *rows(answer.post.answer, buttons=False)]
    if not sys.stdout.isatty():
        print("\n".join(row.text for row in shown))
    else:
        _show_in_colour(shown)
    for file in answer.files:
        print(f"Written: {write_file(file.name, file.data)}")


def _show_in_colour(shown: list[Row]) -> None:
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    width = shutil.get_terminal_size().columns
    for row in shown:
        for line in wrapped(row, width):
            console.print(Text(line.text, STYLES[line.style]))


def write_file(name: str, data: bytes) -> Path:
    """Keep a file that goes with an answer in the working directory, never over another."""
    plain = Path(name).name or "answer"
    for path in _free(Path(plain).stem, Path(plain).suffix):
        if not path.exists():
            path.write_bytes(data)
        if path.read_bytes() == data:  # the same picture again needs no second file
            return path
    raise BadInput(f"There is no free name for {shortened(plain)} here.")


def _free(stem: str, suffix: str) -> Iterator[Path]:
    yield Path(f"{stem}{suffix}")
    yield from (Path(f"{stem}-{number}{suffix}") for number in range(2, 1_000_000))


async def answer_line(ask: Ask, line: str) -> Answer:
    """The answer to a line as somebody typed it; a file's path is read here."""
    command, options = answers.parse_line(line)
    return await answers.run(ask, command, with_files(command, options))


def with_files(command: Command, options: dict[str, Value]) -> dict[str, Value]:
    """The options with each file's path replaced by the file."""
    paths = {name: value for name, value in options.items() if (o := command.option(name)) and o.kind == "file"}
    return {**options, **{name: read_file(str(path)) for name, path in paths.items()}}


class Talk:
    """One conversation: remembers the last answer, for its buttons."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.buttons: list[Button] = []

    async def reply(self, line: str) -> Answer:
        """The answer to a line, whatever goes wrong."""
        try:
            answer = await answer_line(self.asking.by_owner(), self._pressed(line))
        except Exception as error:  # whatever it is, the next line is answered as well
            return trouble.told(error, "a line")
        if answer.form is None:  # a form is asked at once, and leaves what was pressed as it is
            self.buttons = all_buttons(answer)
        return answer

    async def send_form(self, form: Form, fields: dict[str, str]) -> Answer:
        """The answer to a filled-in form."""
        try:
            command, options = answers.parse_line(form.line)
            answer = await answers.run(self.asking.by_owner(), command, {**options, **fields})
        except Exception as error:
            return trouble.told(error, "a form")
        self.buttons = all_buttons(answer)
        return answer

    def _pressed(self, line: str) -> str:
        """The line behind a button, for "/press Label"; any other line as it is."""
        word, _, label = line.strip().partition(" ")
        if word.casefold() not in ("/press", "press"):
            return line
        wanted = label.strip().strip("[]").casefold()
        lines = list(dict.fromkeys(button.line for button in self.buttons if button.label.casefold() == wanted))
        if len(lines) == 1:
            return lines[0]
        if lines:
            raise BadInput(
                f"More than one button is called {shortened(label.strip())}.", f"Try {say_list(lines, 'or')}."
            )
        labels = " ".join(f"[{button.label}]" for button in self.buttons)
        raise BadInput(f"There is no button {shortened(label.strip()) or 'without a name'}.", labels or "Ask first.")


def console(runner: asyncio.Runner, asking: Asking) -> int:
    """Answer line after line, until there are no more; Ctrl-C and Ctrl-D end it as cleanly."""
    typed = sys.stdin.isatty()
    talk = Talk(asking)
    if typed:
        print(WELCOME)
    keys = completed(runner, asking, PROMPT, lambda: talk.buttons) if typed else contextlib.nullcontext()
    with keys, contextlib.suppress(KeyboardInterrupt):
        for number, line in enumerate(_lines(typed=typed)):
            if number and not typed:
                print()
            answer = runner.run(talk.reply(line))
            show(answer)
            while answer.form is not None and typed:
                answer = runner.run(talk.send_form(answer.form, _fill_in(answer.form)))
                show(answer)
    return 0


def _lines(*, typed: bool) -> Iterator[str]:
    """What is typed or piped in, but for empty lines."""
    while True:
        try:
            line = (input(PROMPT) if typed else input()).strip()
        except EOFError:
            break
        if line.casefold() in LEAVE:
            return
        if line:
            yield line
    if typed:
        print()


def _fill_in(form: Form) -> dict[str, str]:
    """Ask for each field of a form. What stands there already stays where nothing is typed; a dash takes it out."""
    if any(field.long for field in form.fields):
        print("End a longer text with a line that holds a single dot.")
    if any(field.value for field in form.fields):
        print("Leave a field empty to keep what stands there; a single dash empties it.")
    return {field.name: value for field in form.fields if (value := _field(field))}


def _field(field: Field) -> str:
    typed = _long(field) if field.long else input(f"{field.label}{f' [{field.value}]' if field.value else ''}: ")
    if not typed.strip():
        return field.value
    return "" if typed.strip() == "-" else typed


def _long(field: Field) -> str:
    """Some lines, until one that holds a single dot."""
    print(f"{field.label}:", *field.value.splitlines(), sep="\n  ")
    lines: list[str] = []
    while (line := input()) != ".":
        lines.append(line)
    return "\n".join(lines)
