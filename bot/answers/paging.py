"""Long lists, ten lines a page. The buttons to turn pages carry the whole question, so that they never grow stale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from bot.answers import Button, Line, Options, Section
from bot.answers.lines import write

PER_PAGE = 10
FARTHEST = 1_000_000
BESIDE_PICTURE = 7
"""Lines of a page that comes with a picture: both together are as much as anyone scrolls through on a phone."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a list that is asked for; a page past the end is the last one."""

    number: int
    pages: int
    total: int
    size: int = PER_PAGE

    @property
    def offset(self) -> int:
        """How many lines stand before this page."""
        return (self.number - 1) * self.size

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """The items on this page."""
        return items[self.offset : self.offset + self.size]

    def buttons(self, name: str, options: Options) -> tuple[Button, ...]:
        """Previous and Next, as far as there are such pages."""
        kept = {key: value for key, value in options.items() if key not in ("page", "private")}
        turns = ((self.number - 1, "Previous"), (self.number + 1, "Next"))
        return tuple(
            Button(label, write(name, **kept, page=number)) for number, label in turns if 1 <= number <= self.pages
        )

    @property
    def said(self) -> str:
        """ "Page 2 of 5", "" where there is but one."""
        return f"Page {self.number:,} of {self.pages:,}" if self.pages > 1 else ""


def asked_page(options: Options) -> int:
    """The number of the page that is asked for."""
    page = options.get("page", 1)
    return min(max(1, page), FARTHEST) if isinstance(page, int) else 1


def page_of(options: Options, total: int, size: int = PER_PAGE) -> Page:
    """The asked page of a list of so many lines."""
    pages = max(1, -(-total // size))
    return Page(min(asked_page(options), pages), pages, total, size)


def sections(items: Iterable[tuple[str, Line]]) -> tuple[Section, ...]:
    """Lines under their headings; neighbours with one heading share it."""
    grouped = groupby(items, key=lambda item: item[0])
    return tuple(Section(heading, tuple(line for _, line in group)) for heading, group in grouped)
