"""The log: standard library, standard error, one line for each entry, never a token."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from bot.faces import trouble

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class OneLine(logging.Formatter):
    """One line for each entry, whoever wrote it; errors without the words that they may quote from an article."""

    def __init__(self, secret: str) -> None:
        super().__init__(FORM)
        self.secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The entry on one line, the token replaced should it ever stand in one."""
        line = " | ".join(super().format(record).splitlines())
        return line.replace(self.secret, "[token]") if self.secret else line

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the library's name
        """The kind of the error and the way to it."""
        return f"{trouble.what(ei[1])} at {trouble.way(ei[1])}" if ei[1] is not None else ""


def set_up(level: str, *, secret: str = "") -> None:
    """Log what is at least this important."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
