"""/watch add, list, remove: what a person, or a channel, is told of when it is new or moves.

What there is to tell is found by `alerts`, and sent by the face. A direct message is tested when its watch is set;
where the person takes none, all of theirs are paused, and said to be at the next command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from bot.answers import Answer, Ask, Bold, Button, Card, Line, Mention, Options, Place, Post, Section, Text, say
from bot.answers.cards import headline
from bot.answers.deals import by_number
from bot.answers.lines import shortened, write
from bot.answers.naming import company_meant, text_option
from bot.answers.rights import need_manage
from bot.answers.wording import count, kind_word, shown
from bot.errors import BadInput
from bot.model import SHARED, Company, Deal, Kind
from bot.store import watches
from bot.store.db import Database
from bot.store.deals import deal_by_id
from bot.store.watches import Watch

MOST = 25
CLOSED = "you take no direct messages from me"
LEFT = "you are no longer in the server where you set it"
LIST = write("watch list")
TOLD = "a deal is new or moves (status, money, commitments)"


async def add(ask: Ask, options: Options) -> Answer:
    """Watch a company, a kind, words, or one deal: by direct message, or (who manages the server) in a channel."""
    channel_id = await _channel(ask, options)
    company = await _company(ask, options)
    if isinstance(company, Answer):
        return company
    deal = await _deal(ask, options)
    words = shortened(text_option(options, "word"), 100)
    kind = cast("Kind | None", options.get("kind"))
    if not (company or kind or words or deal):
        raise BadInput("A watch needs something to watch for.", "Try /watch add company:Foxconn, or word:nuclear.")
    known = await watches.watches_of(ask.db, ask.person_id)
    wanted = (ask.server_id, channel_id, company.name if company else "", kind, words, deal.id if deal else None)
    same = next((one for one in known if _key(one) == wanted), None)
    if same is not None and not same.paused:
        return say(f"You watch that already: {same.label}.", private=True, buttons=(Button("My watches", LIST),))
    if same is None and len(known) >= MOST:
        raise BadInput(f"You have {MOST} watches, the most that one person can have.", "Take one away by /watch list.")
    async with ask.db.transaction() as tx:
        if same is not None:
            await watches.resume(tx, [same.id])
            watch = same
        else:
            watch = await watches.add_watch(
                tx,
                person_id=ask.person_id,
                server_id=ask.server_id,
                channel_id=channel_id,
                company=company.name if company else "",
                kind=kind,
                words=words,
                deal_id=deal.id if deal else None,
                at=ask.now,
            )
    return await _set(ask, watch, len(known) + (same is None), deal)


def _key(watch: Watch) -> tuple[object, ...]:
    return (watch.server_id, watch.channel_id, watch.company, watch.kind, watch.words, watch.deal_id)


async def _channel(ask: Ask, options: Options) -> int:
    """The channel that is told, 0 for a direct message; what is set for a channel is its server's business."""
    if "channel" not in options:
        if not ask.person_id:
            raise BadInput(
                "A watch writes direct messages, and there are none in a terminal.", "Set it on Discord, by /watch add."
            )
        return 0
    need_manage(ask)
    channel = options["channel"]
    return ask.channel_id if channel == "here" else int(cast("int", channel))


async def _company(ask: Ask, options: Options) -> Company | Answer | None:
    typed = text_option(options, "company")
    if not typed:
        return None
    rest = {name: value for name, value in options.items() if name != "company"}
    return await company_meant(ask, typed, lambda name: write("watch add", **{"company": name, **rest}))


async def _deal(ask: Ask, options: Options) -> Deal | None:
    typed = text_option(options, "deal")
    if not typed:
        return None
    found = await by_number(ask, typed)
    if found is None:
        raise BadInput(f"There is no deal {shortened(typed)} here.", "A deal is named by its number, like deal:#12.")
    return found


async def _set(ask: Ask, watch: Watch, number: int, deal: Deal | None) -> Answer:
    said = await said_of(ask.db, watch)
    more: list[Button] = []
    if deal is not None:
        names = list(dict.fromkeys(party.name for party in deal.parties))[:3]
        more = [Button(f"Watch {shown(name, 60)}", write("watch add", company=name)) for name in names]
    where: Text = (
        ("This is told in ", Place(watch.channel_id)) if watch.channel_id else ("You are told by direct message",)
    )
    text: Text = (
        Bold(f"{watch.label}: {said}. "),
        *where,
        f" when {TOLD}, once, at most one message an hour. ",
        "" if watch.channel_id else "A test message has been sent to you. ",
        f"You have {number} of {MOST} watches.",
    )
    remove = Button("Remove", write("watch remove", watch.label), "danger")
    post = Post(watch.channel_id, _test(said), person_id=0 if watch.channel_id else ask.person_id)
    return Answer(text=text, private=True, post=post, buttons=(Button("My watches", LIST), remove, *more))


def _test(said: str) -> Answer:
    return say(f"A test: this is where you are told of {said} when {TOLD}. ", Mention("/watch list"), " shows all.")


async def said_of(db: Database, watch: Watch) -> str:
    """What a watch is for: "supply deals of Foxconn that speak of “racks”"."""
    if watch.deal_id is not None:
        deal = await deal_by_id(db, watch.server_id, watch.deal_id)
        return f"the deal {shown(headline(deal), 110)}" if deal else "a deal that is no longer here"
    kind = f"{kind_word(watch.kind)} deals" if watch.kind else "deals"
    of = f" of {shown(watch.company, 60)}" if watch.company else ""
    return f"{kind}{of}{f' that speak of “{shown(watch.words, 60)}”' if watch.words else ''}"


async def list_watches(ask: Ask, _options: Options) -> Answer:
    """All that the asker watches; who manages the server also sees what is told in its channels."""
    mine = await watches.watches_of(ask.db, ask.person_id)
    here = await watches.channel_watches(ask.db, ask.server_id) if ask.manages and ask.server_id != SHARED else ()
    others = [watch for watch in here if watch.person_id != ask.person_id]
    if not mine and not others:
        return Answer(text=("You watch nothing yet. ", Mention("/watch add"), " takes a company, a kind or a word."))
    sections = [
        Section("", tuple([await _line(ask, watch) for watch in mine])),
        Section("In this server's channels, set by others", tuple([await _line(ask, watch) for watch in others])),
    ]
    paused = any(watch.paused for watch in (*mine, *others))
    resume = (Button("Resume", write("watch resume"), "main"),) if paused else ()
    card = Card(f"{count(len(mine), 'watch')} of {MOST}", tuple(one for one in sections if one.lines))
    return Answer(cards=(card,), buttons=resume, private=True)


async def _line(ask: Ask, watch: Watch) -> Line:
    where: Text = (", in ", Place(watch.channel_id)) if watch.channel_id else ()
    elsewhere = "" if watch.server_id == ask.server_id else _library(watch)
    paused = f"Paused, for {watch.paused}." if watch.paused else ""
    below = " ".join(part for part in (elsewhere, paused) if part)
    return Line(
        (Bold(f"{watch.label}: "), await said_of(ask.db, watch), *where),
        Button(f"Remove {watch.label}", write("watch remove", watch.label)),
        below=(below,) if below else (),
    )


def _library(watch: Watch) -> str:
    return "Set in a direct message." if watch.server_id == SHARED else "Set in another server."


async def remove(ask: Ask, options: Options) -> Answer:
    """Take a watch away."""
    watch = await _named(ask, text_option(options, "watch"))
    async with ask.db.transaction() as tx:
        await watches.remove_watch(tx, watch)
    return say(f"{watch.label} is gone: {await said_of(ask.db, watch)}.", private=True)


async def _named(ask: Ask, typed: str) -> Watch:
    """The watch of this label: the asker's own, or one of this server's channels if they manage it."""
    mine = await watches.watches_of(ask.db, ask.person_id)
    here = await watches.channel_watches(ask.db, ask.server_id) if ask.manages and ask.server_id != SHARED else ()
    own = {one.label: one for one in mine if not one.channel_id or one.server_id == ask.server_id}
    found = {**{one.label: one for one in here}, **own}.get(typed.strip().upper())
    if found is None:
        raise BadInput(f"You have no watch {shortened(typed)}.", "See /watch list.")
    return found


async def resume(ask: Ask, _options: Options) -> Answer:
    """Let paused watches run again, and send a test message to see whether they can."""
    mine = [one for one in await watches.watches_of(ask.db, ask.person_id) if one.paused and not one.channel_id]
    here = await watches.channel_watches(ask.db, ask.server_id) if ask.manages and ask.server_id != SHARED else ()
    # One that was paused because its person left runs again only from within that server.
    able = [one for one in mine if one.server_id in (SHARED, ask.server_id) or one.paused != LEFT]
    paused = [*able, *(one for one in here if one.paused)]
    if not paused:
        return say("No watch of yours is paused, or can be resumed from here.", private=True)
    async with ask.db.transaction() as tx:
        await watches.resume(tx, [one.id for one in paused])
    post = Post(0, _test(await said_of(ask.db, able[0])), person_id=ask.person_id) if able else None
    return Answer(text=(f"{count(len(paused), 'watch')} resumed.",), private=True, post=post)


async def closed(db: Database, person_id: int, *, notice: bool = False) -> None:
    """A person takes no direct messages: their watches are paused (`notice`: which they are to hear of)."""
    async with db.transaction() as tx:
        await watches.pause_person(tx, person_id, CLOSED, notice=notice)


async def notice(db: Database, person_id: int) -> Answer | None:
    """What a person is to hear at the next command: that watches were paused, and why. Said once."""
    paused = await watches.to_be_noticed(db, person_id) if person_id else ()
    if not paused:
        return None
    async with db.transaction() as tx:
        await watches.noticed(tx, person_id)
    whys = list(dict.fromkeys(watch.paused for watch in paused))
    text = f"{_labels(paused)} {'is' if len(paused) == 1 else 'are'} paused, for {'; '.join(whys)}."
    cure = " Allow direct messages from this server's members in Discord's privacy settings, then press Resume."
    return say(
        f"Your {text}{cure if CLOSED in whys else ''}",
        private=True,
        buttons=(Button("Resume", write("watch resume"), "main"), Button("My watches", LIST)),
    )


def _labels(paused: Sequence[Watch]) -> str:
    if len(paused) == 1:
        return f"watch {paused[0].label}"
    more = ", …" if len(paused) > 5 else ""
    return f"{count(len(paused), 'watch')} ({', '.join(one.label for one in paused[:5])}{more})"
