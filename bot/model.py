"""The vocabulary of the whole project: what an article, a report and a deal are made of.

Plain frozen data, without behaviour beyond reading and writing its own forms. How a text becomes a report is the
business of `reading`, how reports become a deal that of `merging`, how either is kept that of `store`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, Self, TypeVar, get_args

Kind = Literal[
    "acquisition",
    "joint_venture",
    "investment",
    "financing",
    "licensing",
    "supply",
    "services",
    "partnership",
    "pledge",
]
Role = Literal[
    "buyer",
    "supplier",
    "acquirer",
    "target",
    "seller",
    "investor",
    "investee",
    "licensor",
    "licensee",
    "lender",
    "borrower",
    "partner",
]
Status = Literal["rumored", "proposed", "announced", "completed", "terminated"]
Strength = Literal["firm", "planned", "none"]
Undertaking = Literal["purchase", "invest", "supply", "build", "pay", "lend", "hire", "other"]
Qualifier = Literal["exact", "about", "up_to", "at_least"]

KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
STATUSES: tuple[Status, ...] = get_args(Status)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
UNDERTAKINGS: tuple[Undertaking, ...] = get_args(Undertaking)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

DealField = Literal["headline", "kind", "status", "date", "value", "parties", "commitments", "subject", "places"]
DEAL_FIELDS: tuple[DealField, ...] = get_args(DealField)
"""What can be corrected by hand on a deal."""

SHARED = 0
"""The server id that stands for the shared library."""

TERMINAL, FORMER = 0, -1
"""Person ids that are nobody's on Discord: whoever sits at the terminal, and a person who asked to be forgotten."""


class Span(NamedTuple):
    """A stretch of an article's text: [start, end) in code points."""

    start: int
    end: int

    def touches(self, other: Span) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date as exact as its source: a year, a month, or a day. Ordered by its first day, the vaguer first."""

    year: int
    month: int = 0
    day: int = 0

    FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2025", "2025-10" or "2025-10-13"; ValueError for anything else, impossible dates included."""
        match = cls.FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        day = cls(*(int(part or 0) for part in match.groups()))
        date(day.year, 1 if match[2] is None else day.month, 1 if match[3] is None else day.day)
        return day

    @classmethod
    def of(cls, day: date) -> Self:
        """The Day that is exactly this date."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.month and self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def overlaps(self, other: Day) -> bool:
        """Whether both may be the same day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in whole units of an ISO 4217 currency, and how it was stated."""

    amount: Decimal
    currency: str
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things: 10 + "GW", 160000000 + "shares", 50000 + "GPUs"."""

    number: Decimal
    unit: str
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a deal, by its usual short name, with the other forms that the text gives it."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party undertakes, or (strength "none") expressly does not."""

    party: str
    kind: Undertaking
    strength: Strength
    money: Money | None = None
    quantity: Quantity | None = None
    deadline: Day | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that each field of a report rests on.

    `dated_by_article` is true where `announced_on` is the article's own date and no words of the text say it.
    """

    parties: tuple[Span, ...] = ()
    kind: tuple[Span, ...] = ()
    status: tuple[Span, ...] = ()
    announced_on: tuple[Span, ...] = ()
    value: tuple[Span, ...] = ()
    dated_by_article: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one deal. Never changed: only a new reading of the article replaces it."""

    kind: Kind
    status: Status
    parties: tuple[Party, ...]
    announced_on: Day | None = None
    value: Money | None = None
    commitments: tuple[Commitment, ...] = ()
    main: bool = True
    headline: str = ""
    subject: str = ""
    locations: tuple[str, ...] = ()
    evidence: Evidence = Evidence()
    reviewed: bool = False
    """Whether a person settled the fields, rather than the reader."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article, or the facts of a brief, were published."""

    publisher: str = ""
    url: str = ""
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its source. Spans of its reports count code points of `text`.

    `brief` marks a text of the project's own, which rests on `sources`.
    """

    text: str
    title: str = ""
    published_on: date | None = None
    url: str = ""
    publisher: str = ""
    language: str = "en"
    brief: bool = False
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading an article gave: the article as it was understood, its reports, and a note where there are none."""

    article: Article
    reports: tuple[Report, ...] = ()
    note: str = ""


ArticleState = Literal["draft", "published", "removed"]


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article in the library. `server_id` is SHARED or the server whose own it is; `number` counts within that.

    `copy_of` is the id of the article that it nearly repeats, from elsewhere.
    """

    id: int
    server_id: int
    number: int
    state: ArticleState
    article: Article
    added_by: int
    added_at: datetime
    copy_of: int | None = None

    @property
    def label(self) -> str:
        """How people name it: "A12" in the shared library, "As3" in a server's own."""
        return f"A{'' if self.server_id == SHARED else 's'}{self.number}"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report in the library, with the article it stands in and why it was put with its deal."""

    id: int
    article: KeptArticle
    report: Report
    reason: str = ""


class Stage(NamedTuple):
    """How far a deal is, and since when: what a correction of its status says."""

    status: Status
    on: Day | None = None


FieldValue = str | Stage | Day | Money | tuple[Party, ...] | tuple[Commitment, ...] | tuple[str, ...] | None
"""What a field of a deal is corrected from and to: a Stage for its status, places as texts, else what the deal has."""

CorrectionAct = Literal["edit", "merge", "split"]


class Told(NamedTuple):
    """Which report a split takes off: that of an article, by the deal that it was matched with. It survives a reread,
    which makes all reports of the article anew."""

    article_id: int
    deal_id: int


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person settled by hand: in one server, or (server_id SHARED) everywhere. Kept as a record, also undone.

    An edit has `field`, `before` and `after`. A merge leads the deal into `into_id`; a split takes `reports` off it,
    into the new deal `into_id`. The labels are those of the two deals.
    """

    id: int
    server_id: int
    number: int
    act: CorrectionAct
    deal_id: int
    deal_label: str
    person_id: int
    at: datetime
    field: DealField | None = None
    before: FieldValue = None
    after: FieldValue = None
    into_id: int | None = None
    into_label: str = ""
    reports: tuple[Told, ...] = ()
    note: str = ""
    undone_at: datetime | None = None
    undone_by: int = 0

    @property
    def label(self) -> str:
        """How people name it: "C12" where it holds everywhere, "Cs3" in one server."""
        return f"C{'' if self.server_id == SHARED else 's'}{self.number}"


@dataclass(frozen=True, slots=True)
class Step:
    """A point on a deal's life line, and the report that tells it; of a step settled by hand, the nearest report."""

    status: Status
    on: Day | None
    report: KeptReport
    corrected: Correction | None = None


Shown = TypeVar("Shown", Money, Day)


@dataclass(frozen=True, slots=True)
class Figure(Generic[Shown]):
    """A sum or a date that reports give, and those that give it.

    `why` is the reason for which it stands first where reports differ; else empty. A sum that later agreements added
    to has `parts`: what was agreed first, and each addition.
    """

    shown: Shown
    reports: tuple[KeptReport, ...]
    why: str = ""
    parts: tuple[Figure[Shown], ...] = ()


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One commitment of a deal, and the reports that tell it (the first is quoted)."""

    commitment: Commitment
    reports: tuple[KeptReport, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """One agreement: what all reports of it that the asker may see add up to (see `merging.add_up`).

    `values` and `dates` hold every figure that the reports give, the one to show first; more than one means that
    sources disagree. `announced_on` and `value` are the first of each. What was corrected by hand stands
    in their place.
    """

    id: int
    server_id: int
    number: int
    kind: Kind
    status: Status
    parties: tuple[Party, ...]
    headline: str
    subject: str
    locations: tuple[str, ...]
    steps: tuple[Step, ...]
    dates: tuple[Figure[Day], ...]
    values: tuple[Figure[Money], ...]
    commitments: tuple[OwedLine, ...]
    reports: tuple[KeptReport, ...]
    updated_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    """Those that make it what it is: the one that counts for each field, then merges and splits."""

    @property
    def label(self) -> str:
        """How people name it: "#12" in the shared library, "#s3" for a server's own."""
        return f"#{'' if self.server_id == SHARED else 's'}{self.number}"

    @property
    def announced_on(self) -> Day | None:
        """The day on which it was announced, as exact as the sources."""
        return self.dates[0].shown if self.dates else None

    @property
    def value(self) -> Money | None:
        """The headline money, None where no source states any."""
        return self.values[0].shown if self.values else None

    @property
    def sums(self) -> tuple[Money, ...]:
        """Every sum that is told of it: those that it may be worth, and the parts of one that grew."""
        return tuple(one.shown for figure in self.values for one in (figure, *figure.parts))


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation as the library knows it. `aliases` are other names; `ticker` is like "NASDAQ:NVDA"."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    ticker: str = ""
    country: str = ""
    sector: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A server's daily digest: where, at what wall time of which IANA zone, on which days (Monday is 0)."""

    server_id: int
    channel_id: int
    wall_time: str
    zone: str
    days: frozenset[int] = frozenset(range(7))
    kinds: frozenset[Kind] = frozenset()
    companies: frozenset[str] = frozenset()
    at_least: Decimal | None = None
    say_when_empty: bool = False
    set_by: int = 0
    set_at: datetime | None = None
    """When it was first set: what was known then is not news."""
    changed_at: datetime | None = None
    """Since when it is set as it is."""
    stopped: str = ""
    """Why the bot itself turned it off, "" while it runs."""


NameStyle = Literal["english", "both"]
"""How companies are named on cards: in English alone, or with the name in their own script as well."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that has the bot, with what its admins set. `ping_role` is told of each digest with news (0: nobody)."""

    id: int
    name: str = ""
    private_answers: bool = False
    ping_role: int = 0
    names: NameStyle = "english"
    joined_at: datetime | None = None
    left_at: datetime | None = None
