"""/digest set, show and off: when and where a server's digest comes, read from what an admin types.

What the digest says is `digest`'s, when it is due `schedule`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from bot.answers import Answer, Ask, Bold, Button, Card, Instant, Line, Mention, Options, Place, Section, Text
from bot.answers.claims import TOO_EARLY
from bot.answers.lines import shortened, write
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.answers.schedule import due, next_due
from bot.answers.typed import WEEKDAYS, read_clock, read_days, read_kinds, read_zone
from bot.answers.wording import count, kind_word, shown
from bot.errors import BadInput
from bot.language.amounts import about_usd, read_money
from bot.language.dates import say_day
from bot.language.wording import say_list, say_money
from bot.model import KINDS, Day, Digest, Money
from bot.store import companies, digests, servers
from bot.store.digests import DigestPost

MOST_COMPANIES = 25
HERE = "here"


async def digest_set(ask: Ask, options: Options) -> Answer:
    """Set the digest, or change it. What is visible now is not news: the first digest tells what comes after."""
    need_manage(ask)
    known = await servers.get_digest(ask.db, ask.server_id)
    digest = Digest(
        server_id=ask.server_id,
        channel_id=_channel(ask, options),
        wall_time=read_clock(text_option(options, "time")),
        zone=read_zone(text_option(options, "zone")),
        days=read_days(text_option(options, "days")),
        kinds=read_kinds(text_option(options, "kinds")),
        companies=await _companies(ask, text_option(options, "companies")),
        at_least=_at_least(text_option(options, "at_least")),
        say_when_empty=options.get("when_empty") is True,
        set_by=ask.person_id,
        set_at=known.set_at if known else ask.now,
        changed_at=ask.now,
    )
    await _keep(ask, digest)
    first = "Changed." if known else "Set. What is here already is not news: the first digest tells what comes after."
    return Answer(
        text=(first,), cards=(_card(ask, digest, await digests.last_post(ask.db, ask.server_id)),), buttons=MORE
    )


MORE = (
    Button("Test post", write("digest test")),
    Button("Preview", write("digest preview")),
    Button("Post now", write("digest now")),
)


async def _keep(ask: Ask, digest: Digest) -> None:
    """Keep it; a day whose new hour has passed already is not made up for: it begins with the next one."""
    last = await digests.last_post(ask.db, digest.server_id)
    async with ask.db.transaction() as tx:
        await servers.set_digest(tx, digest)
        for past in due(digest, after=digest.set_at or ask.now, now=ask.now):
            if last is None or past.local_date > last.local_date:
                await digests.claim(tx, digest.server_id, past.local_date, ask.now, "", channel_id=digest.channel_id)
                await digests.settle(tx, digest.server_id, past.local_date, TOO_EARLY, at=ask.now)


async def digest_show(ask: Ask, _options: Options) -> Answer:
    """How the digest is set, when the next one is due, and what became of the last."""
    need_manage(ask)
    digest = await servers.get_digest(ask.db, ask.server_id)
    if digest is None:
        return off()
    last = await digests.last_post(ask.db, ask.server_id)
    off_button = Button("Turn off", write("digest off"), "danger")
    buttons = (off_button,) if digest.stopped else (*MORE, off_button)
    return Answer(cards=(_card(ask, digest, last),), buttons=buttons)


async def digest_off(ask: Ask, _options: Options) -> Answer:
    """No more digests."""
    need_manage(ask)
    async with ask.db.transaction() as tx:
        was_on = await servers.drop_digest(tx, ask.server_id)
    return Answer(text=("The digest is off.",)) if was_on else off()


def off() -> Answer:
    example = "channel:here time:08:30 zone:Europe/Berlin"
    return Answer(
        text=(
            "There is no digest here. ",
            Mention("/digest set"),
            f" turns it on: {example}.",
        )
    )


def _card(ask: Ask, digest: Digest, last: DigestPost | None) -> Card:
    """The digest as it is set."""
    place = "this channel" if digest.channel_id == ask.channel_id else Place(digest.channel_id)
    lines = [
        Line((Bold("Where: "), place)),
        Line((Bold("When: "), f"{digest.wall_time}, {digest.zone}, {say_days(digest.days)}")),
        Line((Bold("Next: "), *_next(ask, digest))),
        Line((Bold("What: "), say_filter(digest))),
        Line((Bold("Nothing new: "), "one quiet line" if digest.say_when_empty else "no post")),
    ]
    if last is not None:
        lines.append(Line((Bold("Last: "), f"{say_day(Day.of(last.local_date))}, ", *_outcome(last))))
    return Card("Daily digest", (Section("", tuple(lines)),))


def _next(ask: Ask, digest: Digest) -> Text:
    if digest.stopped:
        return (f"none, for {digest.stopped}. ", Mention("/digest set"), " with another channel turns it on again.")
    return (Instant(next_due(digest, now=ask.now).at),)


def _outcome(post: DigestPost) -> Text:
    """What became of a day's digest: how it came out, or why it has not yet and when it is tried again."""
    if post.outcome or not post.trouble:
        return (post.outcome or "under way",)
    again: Text = (" Tried again ", Instant(post.retry_at, "R"), ".") if post.retry_at else ()
    return (f"not posted yet: {post.trouble}", *again)


def say_filter(digest: Digest) -> str:
    """Which deals a digest tells of: "supply deals of Nvidia or OpenAI, worth about $1 billion or more"."""
    kinds = say_list([kind_word(kind) for kind in KINDS if kind in digest.kinds], "or")
    names = say_list(sorted(shown(name, 60) for name in digest.companies), "or")
    least = say_money(Money(digest.at_least, "USD", "about")) if digest.at_least is not None else ""
    if not (kinds or names or least):
        return "every deal"
    said = f"{kinds} deals".lstrip() + (f" of {names}" if names else "")
    return f"{said}, worth {least} or more" if least else said


def say_days(days: Iterable[int]) -> str:
    """Which days: "every day", "Monday to Friday", "Monday and Thursday"."""
    found = sorted(days)
    if len(found) == 7:
        return "every day"
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{WEEKDAYS[found[0]]} to {WEEKDAYS[found[-1]]}"
    return say_list([WEEKDAYS[day] for day in found])


def _channel(ask: Ask, options: Options) -> int:
    channel = options.get("channel")
    return ask.channel_id if channel == HERE else int(cast("int", channel))


async def _companies(ask: Ask, text: str) -> frozenset[str]:
    """Names of companies in a row, each as the library has it; BadInput with the nearest otherwise."""
    parts = [part for part in re.split(r"\s*[,;]\s*", text) if part]
    if len(parts) > MOST_COMPANIES:
        raise BadInput(f"A digest follows {count(MOST_COMPANIES, 'company')} at most.", "Leave it empty to follow all.")
    names = set()
    for part in parts:
        found = await companies.resolve(ask.db, ask.server_id, part)
        if len(found.companies) != 1:
            near = [company.name for company in found.companies] or list(found.near)
            hint = f"Did you mean {say_list([shortened(name) for name in near[:3]], 'or')}?" if near else ""
            raise BadInput(f"Nothing here is called “{shortened(part)}”.", hint or "Try companies:OpenAI, Foxconn.")
        names.add(found.companies[0].name)
    return frozenset(names)


def _at_least(text: str) -> Decimal | None:
    """The least sum in US dollars, about: a filter's, never shown as anyone's figure."""
    if not text:
        return None
    money = read_money(text)
    about = about_usd(money)
    if about is None:
        raise BadInput(
            f"I have no rate for {money.currency}, so sums cannot be compared.", "Try at_least:$100 million."
        )
    return about
