"""What went wrong without anyone's fault but ours: a number for the person, and a line in the log under it.

The log never holds a token or an article's text. A traceback names files, lines and functions; an error's own words
are logged only where they cannot quote what somebody wrote.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
import sys
import traceback

from bot.answers import Answer, say
from bot.errors import BotError

log = logging.getLogger("tieup")

# An error of any other class may carry what it choked on.
_HARMLESS = (AttributeError, ImportError, NameError, NotImplementedError, sqlite3.Error, BotError)


def note(error: BaseException, where: str) -> str:
    """Log an error on one line; gives the number under which it stands."""
    number = secrets.token_hex(2)
    log.error("%s broke, number %s: %s at %s", where, number, what(error), way(error))
    return number


def current() -> BaseException | None:
    """The error that is being handled."""
    return sys.exc_info()[1]


def what(error: BaseException) -> str:
    """The kind of an error, with its words where they are harmless."""
    name = type(error).__name__
    if isinstance(error, OSError) and error.strerror:
        return f"{name} ({error.strerror})"
    # Of discord.py's, known by name, for the terminal does without importing it.
    if isinstance(error, _HARMLESS) or type(error).__module__.startswith("discord."):
        return f"{name} ({' '.join(str(error).split())[:200]})"
    return name


def way(error: BaseException) -> str:
    """The traceback on one line, the innermost call first."""
    frames = traceback.extract_tb(error.__traceback__)
    steps = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " < ".join(steps[:20]) + (f"; after {what(cause)} at {way(cause)}" if cause is not None else "")


def told(error: BaseException, where: str) -> Answer:
    """What the person is told: a BotError's own words, a number for anything else."""
    if isinstance(error, BotError):
        return say(str(error), private=True)
    return say(
        f"Something broke, number {note(error, where)}. It was none of your doing; it is in the log.", private=True
    )
