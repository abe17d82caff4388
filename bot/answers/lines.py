r"""The command line that every face shares: `/deals company:foxconn since:last month page:2`.

People type such lines in the terminal, and every button carries one. This file has the words that a command is
described in (`Command`, `Option`, `Choice`), and reads and writes lines; which commands there are stands in
`commands`.

    line = ["/"] command-name {word} {option-name ":" {word}}
    word = '"' quoted, with \" and \\ inside '"' | anything without spaces

Bare words before the first option fill the command's first option, and a value runs until the next option, so that
nobody has to quote a name of two words.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from bot.answers import Answer, Ask, GivenFile, Options, Value
from bot.errors import BadInput
from bot.language.names import clean
from bot.language.wording import say_list

OptionKind = Literal["text", "company", "deal", "watch", "choice", "flag", "channel", "zone", "file", "number", "role"]
Context = Literal["server", "dm", "user_install"]
Run = Callable[[Ask, Options], Awaitable[Answer]]

LONGEST_LINE = 8_000

_NAME = r"(?<!\S)[a-z][a-z_]{0,31}:(?!//)"  # "url:" names an option, "https://" does not
_TOKEN = re.compile(rf'(?P<name>{_NAME})|(?P<quoted>"(?:[^"\\]|\\.)*"(?!\S))|(?P<bare>\S+)', re.DOTALL)
_HAS_NAME = re.compile(_NAME)
_COMMAND = re.compile(r"\s*/?\s*(\S*)\s*(\S*)")
_ESCAPED = re.compile(r'\\(["\\])')
_CHANNEL = re.compile(r"(?:<#)?(\d{1,20})>?")
_ROLE = re.compile(r"(?:<@&)?(\d{1,20})>?")
_NOBODY = frozenset({"none", "nobody", "no", "off"})
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: what is shown, and what it stands for."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command. `hidden` ones stand in the lines of buttons and forms only, and are offered nowhere.

    The kinds "company", "deal", "watch" and "zone" are text with completion (`commands.complete`); a "deal" may also
    be a company or free words. A "file" comes as a GivenFile from Discord; a line has its path, which the face reads.
    """

    name: str
    description: str
    kind: OptionKind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command, as both faces offer it.

    `manage` commands are offered to those who manage the server; their answer checks the right again. `private` ones
    always answer the asker alone. `hidden` ones are pressed, never typed. `slow` ones may take seconds.
    """

    name: str
    description: str
    run: Run
    options: tuple[Option, ...] = ()
    manage: bool = False
    private: bool = False
    hidden: bool = False
    slow: bool = False
    contexts: frozenset[Context] = frozenset({"server", "dm"})

    def option(self, name: str) -> Option | None:
        """The option of this name."""
        return next((option for option in self.options if option.name == name), None)


def write(name: str, first: str = "", /, **options: Value | None) -> str:
    """The line of a command: `first` as bare words, then the options that hold something.

    >>> write("deals", company="hon hai", page=2)
    '/deals company:hon hai page:2'
    """
    given = [f"{key}:{written(value)}" for key, value in options.items() if _is_given(value)]
    return " ".join([f"/{name}", *([written(first)] if first else []), *given])


def find_command(line: str, commands: Mapping[str, Command]) -> tuple[Command, str]:
    """The command that a line names, and the rest of the line; BadInput with the nearest names otherwise."""
    if len(line) > LONGEST_LINE:
        raise BadInput("That line is too long.", f"A line holds {LONGEST_LINE:,} characters at most.")
    match = _COMMAND.match(line)
    assert match is not None, "the pattern fits any line"
    one, two = match[1].casefold(), f"{match[1]} {match[2]}".casefold()
    if two in commands:
        return commands[two], line[match.end(2) :]
    if one in commands:
        return commands[one], line[match.end(1) :]
    raise _no_command(one, two, [name for name, command in commands.items() if not command.hidden])


def read_options(command: Command, rest: str) -> dict[str, Value]:
    """The options that the rest of a line gives, each of its kind (a file as its path)."""
    words: dict[str, list[str]] = {}
    name = command.options[0].name if command.options else ""
    for match in _TOKEN.finditer(rest):
        if match.lastgroup == "name":
            name = _known(command, match.group()[:-1])
            words[name] = []
        elif not name:
            raise BadInput(f"/{command.name} takes no options.", f"Try just /{command.name}.")
        else:
            words.setdefault(name, []).append(_read(match))
    return {name: _of_kind(command, name, " ".join(parts)) for name, parts in words.items() if any(parts)}


def checked(command: Command, options: Options) -> dict[str, Value]:
    """The options as either face gave them, once more: known, each of its kind, none missing that is needed."""
    given = {name: value for name, value in options.items() if _is_given(value)}
    for option in command.options:
        if option.required and option.name not in given:
            raise BadInput(f"/{command.name} needs {option.name}: {option.description.removesuffix('.')}.")
    return {_known(command, name): _of_kind(command, name, value) for name, value in given.items()}


def shortened(text: str, limit: int = 60) -> str:
    """What a person typed, short and clean enough to be said back to them."""
    words = " ".join(clean(text[: limit * 4]).split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def nearest(typed: str, names: Sequence[str], limit: int = 3) -> list[str]:
    """The names that someone may have meant."""
    found = process.extract(typed.casefold(), names, scorer=fuzz.ratio, limit=limit, score_cutoff=60)
    return [name for name, *_ in found]


def _no_command(one: str, two: str, names: Sequence[str]) -> BadInput:
    """What to say to a command that there is not: the group's commands, the nearest, or how to ask for a company."""
    if not one:
        return BadInput("That line is empty.", "Try /help.")
    group = [name for name in names if name.split()[0] == one]
    near = group or nearest(one, names) or nearest(two, names)
    if near:
        said = f"/{shortened(two if group else one)}".rstrip()
        return BadInput(
            f"There is no command {said}.", f"Did you mean {say_list([f'/{name}' for name in near], 'or')}?"
        )
    return BadInput(f"There is no command /{shortened(one)}.", "To look up a company, try /deal foxconn; or see /help.")


def _known(command: Command, name: str) -> str:
    """The name, where the command has such an option; BadInput with the nearest otherwise."""
    if command.option(name) is not None:
        return name
    names = [option.name for option in command.options if not option.hidden]
    if not names:
        raise BadInput(f"/{command.name} takes no options.", f"Try just /{command.name}.")
    near = nearest(name, names, limit=1) or names
    hint = f"Did you mean {near[0]}:?" if len(near) == 1 else f"It takes {say_list(near)}."
    raise BadInput(f"/{command.name} has no option {shortened(name)}:.", f"{hint} Quote words that hold a colon.")


def _of_kind(command: Command, name: str, value: Value) -> Value:
    """The value as the option's kind wants it; BadInput that says what would do otherwise."""
    option = command.option(name)
    assert option is not None, "checked by _known"
    if not isinstance(value, str):
        return value
    match option.kind:
        case "flag":
            return _flag(name, value)
        case "number":
            return _number(name, value)
        case "channel":
            return _channel(name, value)
        case "role":
            return _role(name, value)
        case "choice":
            return _choice(option, value)
        case _:
            return value


def _flag(name: str, text: str) -> bool:
    if text.casefold() in _TRUE | _FALSE:
        return text.casefold() in _TRUE
    raise BadInput(f"{name} is yes or no, not {shortened(text)}.", f"Try {name}:yes.")


def _number(name: str, text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    raise BadInput(f"{name} is a whole number, not {shortened(text)}.", f"Try {name}:2.")


def _channel(name: str, text: str) -> Value:
    """The channel's id; the word "here" stays, for the answer knows where it was asked."""
    if text.casefold() == "here":
        return "here"
    match = _CHANNEL.fullmatch(text)
    if match is None:
        raise BadInput(f"{shortened(text)} is no channel.", f"Try {name}:here.")
    return int(match[1])


def _role(name: str, text: str) -> Value:
    """The role's id; 0 for nobody."""
    match = _ROLE.fullmatch(text)
    if match is None and text.casefold() not in _NOBODY:
        raise BadInput(f"{shortened(text)} is no role.", f"Try {name}:none.")
    return int(match[1]) if match else 0


def _choice(option: Option, text: str) -> str:
    """The choice's value, by value or by shown name, in any case; BadInput with the nearest otherwise."""
    wanted = text.casefold().replace("_", " ")
    for choice in option.choices:
        if wanted in (choice.value.replace("_", " "), choice.name.casefold()):
            return choice.value
    names = [choice.name for choice in option.choices]
    near = nearest(wanted, names, limit=1)
    hint = f"Did you mean {near[0]}?" if near else f"It can be one of {', '.join(names)}."
    raise BadInput(f"“{shortened(text)}” is no choice for {option.name}.", hint)


def _read(match: re.Match[str]) -> str:
    """A word as it was meant: without its quotes, if it has any."""
    if match.lastgroup == "bare":
        return match.group()
    return _ESCAPED.sub(r"\1", match.group()[1:-1])


def written(value: Value | None) -> str:
    """A value as `read_options` reads it again; quoted only where it must be."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, GivenFile):
        raise TypeError("a file cannot stand in a line")
    text = str(value)
    if text == " ".join(text.split()) and '"' not in text and not _HAS_NAME.search(text) and not text.startswith("//"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_given(value: Value | None) -> bool:
    """Whether an option holds anything: an empty text, as Discord's forms send it, does not."""
    return value is not None and value is not False and not (isinstance(value, str) and not value.strip())
