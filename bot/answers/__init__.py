"""A question in, an Answer out, for Discord and the terminal alike.

This file has the two words of the room: `Ask`, who asks, where, with what rights and when; and `Answer`, what is to
be shown. An Answer is made of plain text in small pieces, never of anyone's markup: the faces escape every string,
so that nothing an article says can ping, format or hide a link.

What can be asked is listed in `commands`; the other files answer.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.intake import Desk
from bot.model import FORMER, SHARED, TERMINAL, Deal
from bot.store.db import Database

Draw = Callable[[str], Awaitable[bytes]]
"""From a picture's specification to the picture as PNG; b"" where none can be drawn."""


async def draw_nothing(_spec: str) -> bytes:
    """For where there is nothing to draw with."""
    return b""


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks, where, with what rights, and when.

    `server_id` is SHARED in a direct message, a user install, or the terminal. `manages` is true for one who may
    manage the server (in the shared library: the owner); `owns_server` for the one whom the server belongs to, `owner`
    for those who own the bot. `channel_id` is 0 where there is none. `now` is aware.
    `desk` is what reads texts and fetches links, `draw` what draws pictures.
    """

    db: Database
    now: datetime
    desk: Desk
    person_id: int = 0
    server_id: int = SHARED
    channel_id: int = 0
    manages: bool = False
    owns_server: bool = False
    owner: bool = False
    draw: Draw = draw_nothing


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that someone hands in. The face has read it; nothing of it is trusted."""

    name: str
    data: bytes


Value = str | bool | int | GivenFile
Options = Mapping[str, Value]
"""The options of a command as the faces give them: by name, those that were not given left out."""


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; the face shows where."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment, which Discord shows in the reader's own zone. Never used for bare days."""

    at: datetime
    style: Literal["F", "f", "R"] = "F"


@dataclass(frozen=True, slots=True)
class Mention:
    """A command to press, like "/deal"."""

    command: str


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, which Discord shows by its name of today."""

    channel_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone, whom Discord shows by their name of today. Nobody is pinged by it. 0 sits at the terminal."""

    person_id: int

    @property
    def said(self) -> str:
        """Who it is, where there are no names."""
        known = {TERMINAL: "the owner, at the terminal", FORMER: "former member"}
        return known.get(self.person_id, f"the person with the id {self.person_id}")


@dataclass(frozen=True, slots=True)
class ServerRole:
    """A role of a server. It is pinged only by a Post that says so."""

    role_id: int


Piece = str | Bold | Link | Instant | Mention | Place | Person | ServerRole
Text = tuple[Piece, ...]


def plain(text: Sequence[Piece]) -> str:
    """The words of a text, without any emphasis or target."""
    words: list[str] = []
    for piece in text:
        match piece:
            case str():
                words.append(piece)
            case Bold() | Link():
                words.append(piece.text)
            case Instant():
                words.append(f"{piece.at:%-d %B %Y %H:%M} {piece.at.tzname() or ''}".rstrip())
            case Mention():
                words.append(piece.command)
            case Place():
                words.append(f"the channel with the id {piece.channel_id}")
            case Person():
                words.append(piece.said)
            case ServerRole():
                words.append(f"the role with the id {piece.role_id}")
    return "".join(words)


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press. `line` is the command line that it stands for ("/deal #12"), the same in every face.

    Because the line is all its state, a button of last month works after any restart.
    """

    label: str
    line: str
    style: Literal["plain", "main", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section, with at most one button beside it. `quote` lines are words of an article.

    `below` is a smaller line that belongs to it: what is asked for less often than what stands above.
    """

    text: Text = ()
    button: Button | None = None
    quote: bool = False
    below: Text = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading (none where it is empty)."""

    heading: str
    lines: tuple[Line, ...]


Tone = Literal["plain", "unsure", "open", "done", "ended"]


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of one thing: a title, sections, a small line at the foot.

    `tone` may colour it, and says nothing that its words do not say.
    """

    title: str
    sections: tuple[Section, ...] = ()
    footer: Text = ()
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes along; `alt` says what it shows, for those who cannot see it (pictures always have one)."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `long` fields take several lines; `limit` is Discord's, 4,000 characters."""

    name: str
    label: str
    required: bool = False
    long: bool = False
    value: str = ""
    hint: str = ""
    limit: int = 4000


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in; sending it runs `line` with the fields as options."""

    title: str
    line: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be posted in a channel, beside what the asker gets. Where it cannot be, the face tells the asker.

    `nonce` is at most 25 characters; two posts with the same one are one post. `ping_role` is told of it (0: nobody).
    With `person_id` it is a direct message to that person.
    """

    channel_id: int
    answer: Answer
    nonce: str = ""
    ping_role: int = 0
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be shown. `text` stands above the cards. `form` is shown instead of all else.

    `private` answers are seen by the asker alone, whatever was asked for. `replaces` tells a face that the answer
    takes the place of the message whose button was pressed. `post` goes to a channel as well ("/digest now").
    `deals` are those that it tells of, for whoever reads by machine.
    """

    text: Text = ()
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()
    form: Form | None = None
    private: bool = False
    replaces: bool = False
    post: Post | None = None
    deals: tuple[Deal, ...] = ()


def say(*pieces: Piece, private: bool = False, buttons: tuple[Button, ...] = ()) -> Answer:
    """An answer of one sentence or two."""
    return Answer(text=pieces, private=private, buttons=buttons)
