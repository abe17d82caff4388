"""Everything that can be asked: the one list that Discord's commands and the terminal are built from.

`answer` takes a line, as the terminal and buttons have it; `run` takes options, as Discord gives them; `complete`
offers what could be meant while someone types. How a line is read stands in `lines`; each command's answer in the
file of its noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers import (
    Answer,
    Ask,
    Options,
    Value,
    about,
    commitments,
    companies,
    completion,
    dates,
    deals,
    digest,
    glance,
    maps,
    privacy,
    questions,
    servers,
    settings,
    watch,
)
from bot.answers.admin_commands import ADMIN_COMMANDS
from bot.answers.article_commands import ARTICLE_COMMANDS
from bot.answers.lines import Choice, Command, Option, checked, find_command, read_options
from bot.answers.rights import need_manage
from bot.model import KINDS, STATUSES

__all__ = ["COMMANDS", "Choice", "Command", "Option", "answer", "complete", "parse_line", "run"]


def _choices(values: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value.replace("_", " "), value) for value in values)


_PRIVATE = Option("private", "Show the answer to you alone", "flag")
_PAGE = Option("page", "The page of a long list", "number", hidden=True)
_KIND = Option("kind", "What kind of deal", "choice", choices=_choices(KINDS))
_STATUS = Option("status", "How far along", "choice", choices=_choices(STATUSES))
_STRENGTH = Option(
    "strength",
    "How binding",
    "choice",
    choices=(Choice("firm", "firm"), Choice("planned", "planned"), Choice("expressly none", "none")),
)
_SORT = Option(
    "sort",
    "What comes first (usually the latest)",
    "choice",
    choices=(Choice("latest first", "latest"), Choice("largest first", "largest"), Choice("most sources", "relevance")),
)
_OF = Option(
    "about",
    "You (usually), or this server, for its owner",
    "choice",
    choices=(Choice("me", privacy.ME), Choice("this server", privacy.SERVER)),
)


async def _help(ask: Ask, _options: Options) -> Answer:
    return await about.help_answer(ask, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command(
        "deal",
        "One deal with its proof: who, what, since when, for how much, by which sources",
        deals.deal,
        (
            Option("company", "A company, a ticker, a deal's number like #12, or a few words", "deal", required=True),
            Option("with", "The other company", "company"),
            _KIND,
            _PRIVATE,
        ),
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "deals",
        "A list of deals, narrowed down as you like",
        deals.deals,
        (
            Option("company", "Deals of this company", "company"),
            _KIND,
            _STATUS,
            Option("since", "Announced since: 2025-10, Q3 2025, last month, since march"),
            Option("until", "Announced until: 2025-10, Q3 2025, last month"),
            Option("at_least", "Worth at least: $10bn, €500 million"),
            Option("words", "Words that the deal speaks of: racks, nuclear"),
            _SORT,
            Option("export", "As a file to keep", "choice", choices=(Choice("CSV", "csv"), Choice("JSON", "json"))),
            _PRIVATE,
            Option("with", "And of this one", "company", hidden=True),
            _PAGE,
        ),
    ),
    Command(
        "partners",
        "Who a company deals with: how often, in which kinds, for how much",
        companies.partners,
        (Option("company", "The company", "company", required=True), _PRIVATE, _PAGE),
    ),
    Command(
        "dates",
        "What was announced when, and what is due when",
        dates.dates,
        (
            Option("company", "Of this company only", "company"),
            Option("window", "Which time: ahead, past, all, next 90 days, 2026, Q3 2025"),
            _PRIVATE,
            _PAGE,
        ),
    ),
    Command(
        "commitments",
        "Who owes what to whom by when: firm, planned, and expressly none",
        commitments.commitments,
        (
            Option("company", "The company", "company", required=True),
            _STRENGTH,
            Option("due", "Due in: 2026, Q3 2026, 2026-06"),
            _PRIVATE,
            _PAGE,
        ),
    ),
    Command(
        "map network",
        "The network around a company: whom its deals tie it to, and what ties these to one another",
        maps.network,
        (Option("company", "The company", "company", required=True), _PRIVATE, _PAGE),
    ),
    Command(
        "map path",
        "The shortest chain of deals between two companies",
        maps.path,
        (
            Option("company", "From this company", "company", required=True),
            Option("other", "To this one", "company", required=True),
            _PRIVATE,
        ),
    ),
    Command(
        "map loop",
        "Chains that close: A invests in B, B buys from A",
        maps.loop,
        (
            Option("company", "Through this company", "company"),
            Option("other", "And through this one", "company"),
            _PRIVATE,
            _PAGE,
        ),
    ),
    Command(
        "ask",
        "A question in your own words, answered from the library, with proof",
        questions.ask_question,
        (
            Option("question", "Who supplies Microsoft with nuclear power? What is due next year?", required=True),
            _PRIVATE,
            _PAGE,
        ),
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    *ARTICLE_COMMANDS,
    Command(
        "digest set",
        "Post the day's new deals in a channel, each day at your time",
        settings.digest_set,
        (
            Option("channel", "Where to post", "channel", required=True),
            Option("time", "When, on a 24-hour clock: 08:30", required=True),
            Option("zone", "The time zone: Europe/Berlin", "zone", required=True),
            Option("days", "On which days: every day, weekdays, mon, mon-thu"),
            Option("companies", "Only deals of these: OpenAI, Foxconn"),
            Option("kinds", "Only these kinds: supply, services"),
            Option("at_least", "Only deals of at least: $100 million"),
            Option("when_empty", "Say so on days with nothing new", "flag"),
        ),
        manage=True,
        private=True,
        contexts=frozenset({"server"}),
    ),
    *(
        Command(f"digest {name}", description, run, (), True, True, contexts=frozenset({"server"}))
        for name, description, run in (
            ("show", "How the digest is set, and when the next is due", settings.digest_show),
            ("preview", "What the next digest would say, shown to you alone", digest.preview),
            ("now", "Post the digest now, without using up the day's own", digest.now),
            ("off", "No more digests", settings.digest_off),
        )
    ),
    Command(
        "digest test",
        "Post one line where the digest is posted",
        digest.test,
        manage=True,
        private=True,
        hidden=True,
        contexts=frozenset({"server"}),
    ),
    Command(
        "digest all",
        "All deals that a digest counted",
        digest.every,
        (Option("since", "New or changed since this instant", required=True), _PAGE),
        hidden=True,
        contexts=frozenset({"server"}),
    ),
    *ADMIN_COMMANDS,
    Command(
        "read",
        "What Tieup reads in a message; nothing is kept",
        glance.glance,
        (
            Option("text", "The words of the message"),
            Option("file", "Its file", "file"),
            Option("on", "The day it was written, like 2025-11-21"),
        ),
        private=True,
        hidden=True,
        slow=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "watch add",
        "Be told when a deal is new or moves: of a company, of a kind, that speaks of a word",
        watch.add,
        (
            Option("company", "Deals of this company", "company"),
            _KIND,
            Option("word", "Deals that speak of this: racks, nuclear"),
            Option("deal", "One deal alone, by its number, like #12", "deal"),
            Option("channel", "Tell it in this channel instead of by direct message (Manage Server)", "channel"),
        ),
        private=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "watch list",
        "All that you watch",
        watch.list_watches,
        private=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "watch remove",
        "Take a watch away",
        watch.remove,
        (Option("watch", "A watch's number, like W3", "watch", required=True),),
        private=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "watch resume",
        "Let paused watches run again",
        watch.resume,
        private=True,
        hidden=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    *(
        Command(
            f"privacy {name}",
            description,
            run,
            (_OF, *more),
            private=True,
            contexts=frozenset({"server", "dm", "user_install"}),
        )
        for name, description, run, more in (
            ("show", "What is kept about you, or of a server that you own", privacy.show, ()),
            ("export", "Take along what is kept about you, or of a server that you own, as a file", privacy.export, ()),
            (
                "delete",
                "Delete what is kept about you, or everything of a server that you own",
                privacy.delete,
                (Option("sure", "Asked once more already", "flag", hidden=True),),
            ),
        )
    ),
    Command("help", "What can be asked, and how to begin", _help),
    Command("about", "Which version this is, what it knows, and how well it reads", about.about),
    Command(
        "evidence",
        "The words that a deal rests on",
        deals.evidence,
        (Option("deal", "A deal's number", "deal", required=True), _PAGE),
        hidden=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}


def parse_line(line: str) -> tuple[Command, dict[str, Value]]:
    """The command that a line names, and its options; BadInput with the nearest where there is no such thing."""
    command, rest = find_command(line, BY_NAME)
    return command, read_options(command, rest)


async def answer(ask: Ask, line: str) -> Answer:
    """The answer to a line."""
    command, options = parse_line(line)
    return await run(ask, command, options)


async def run(ask: Ask, command: Command, options: Options) -> Answer:
    """The answer to a command with its options, as either face gives them."""
    if command.manage:  # once for all: that each answer checks too is for whoever calls it another way
        need_manage(ask)
    given = checked(command, options)
    result = await command.run(ask, given)
    return replace(result, private=True) if command.private or given.get("private") else result


async def is_private(ask: Ask, command: Command, options: Options) -> bool:
    """Whether an answer is shown to the asker alone; where it is not said, as the server's admins have it."""
    if command.private or "private" in options:
        return command.private or options["private"] is True
    return command.option("private") is not None and await servers.answers_privately(ask)


async def complete(ask: Ask, _command: Command, option: Option, typed: str) -> list[Choice]:
    """At most 25 things that could be meant. Never raises: while someone types, no list is better than an error."""
    return await completion.complete(ask, option, typed)
