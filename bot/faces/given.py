"""Files that people hand in, on a disk or on Discord: read whole, within a limit; what is in them is for `answers`."""

from __future__ import annotations

from pathlib import Path

from bot.answers import GivenFile
from bot.answers.lines import shortened
from bot.errors import BadInput

MAX_FILE = 5 * 1024 * 1024


def check_size(size: int, name: str) -> None:
    """BadInput where a file is larger than any article."""
    if size > MAX_FILE:
        raise BadInput(f"{shortened(name)} is too large.", "A file holds at most 5 MiB.")


def read_file(path: str) -> GivenFile:
    """A file that somebody named."""
    place = Path(path).expanduser()
    try:
        check_size(place.stat().st_size, path)
        return GivenFile(place.name, place.read_bytes())
    except OSError as error:
        raise BadInput(f"{shortened(path)} cannot be read: {(error.strerror or 'no reason given').lower()}.") from error
