"""/why: what was decided, by which rule, when; of an article, a deal, two deals, a digest, an alert. From the records.

Nothing is reckoned anew here but what keeps two deals apart. What the records hold is `intake`'s (reasons.py) and the
store's; here it is put into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot import intake
from bot.answers import Answer, Ask, Bold, Button, Card, Instant, Line, Options, Person, Piece, Section
from bot.answers.articles import LABEL, kept_article
from bot.answers.cards import deal_line, headline, source_line
from bot.answers.corrections import deal_named
from bot.answers.deals import NUMBER, by_number
from bot.answers.lines import shortened, write
from bot.answers.marks import said_correction
from bot.answers.naming import text_option
from bot.answers.rights import need_manage
from bot.answers.why_alerts import WATCH, alert_lines, last_alerts
from bot.answers.why_digests import in_digest, last_digests, of_digest
from bot.answers.wording import count, shown
from bot.errors import BadInput
from bot.intake import Decision
from bot.language.dates import read_period
from bot.model import SHARED, Deal, KeptArticle
from bot.store import alerts, articles, digests, records, servers, told
from bot.store.deals import deals_of_article
from bot.store.records import Act

MOST = 15


async def why(ask: Ask, options: Options) -> Answer:
    """What was decided of an article (As3), a deal (#12), two deals (#12 #15), a digest (its day), a watch (C1)."""
    need_manage(ask)
    typed = text_option(options, "about")
    words = typed.replace(",", " ").split()
    if typed.casefold() in ("digest", "digests", "the digest"):
        return await last_digests(ask)
    if typed.casefold() in ("alert", "alerts", "the alerts"):
        return await last_alerts(ask)
    if WATCH.fullmatch(typed):
        return await last_alerts(ask, typed.upper())
    if len(words) >= 2 and all(word.startswith("#") for word in words):
        return await _two(ask, words[0], words[1])
    if words and not typed.startswith("#") and LABEL.fullmatch(words[0]) and words[0][:1] in "aA":
        return await _of_article(ask, words[0])
    day = _day(typed, ask.now.date())
    if day is not None:
        return await of_digest(ask, day)
    deal = await deal_named(ask, typed, retry="why")
    if isinstance(deal, Answer):
        return await _of_gone_deal(ask, typed) or deal
    return await _of_deal(ask, deal)


def _day(typed: str, today: date) -> date | None:
    """The day that somebody names, if they name one."""
    if not any(mark.isdigit() for mark in typed) and typed.casefold() not in ("today", "yesterday"):
        return None
    try:
        period = read_period(typed, today)
    except BadInput:
        return None
    return period.first if period.first == period.last else None


async def _of_deal(ask: Ask, deal: Deal) -> Answer:
    """Which articles were put with it and why, what people settled, and what each digest made of it."""
    async with ask.db.snapshot() as reads:
        decisions = await intake.reasons_for(reads, ask.server_id, deal)
        lines = await told.lines_on(reads, ask.server_id, deal.id)
        outcomes = {line.local_date: await digests.get_post(reads, ask.server_id, line.local_date) for line in lines}
        digest = await servers.get_digest(reads, ask.server_id)
        alerted = await alerts.alerts_here(reads, ask.server_id, ask.person_id, deal_id=deal.id)
    sections = [Section("How it came to be", tuple(_decided(one, deal) for one in decisions[-MOST:]))]
    if lines:
        sections.append(Section("Digests", tuple(in_digest(line, outcomes[line.local_date]) for line in lines)))
    elif ask.server_id != SHARED:
        on = "None has looked at it since the digest was set." if digest else "There is no digest here."
        sections.append(Section("Digests", (Line((on,)),)))
    if alerted:
        sections.append(Section("Alerts", alert_lines(alerted)))
    title = f"Why {deal.label}: {headline(deal)}"
    return Answer(cards=(Card(title, tuple(sections)),), buttons=(Button("Card", write("deal", deal.label)),))


async def _of_gone_deal(ask: Ask, typed: str) -> Answer | None:
    """Why a number that was given leads nowhere any more; None where nothing is known of it."""
    match = NUMBER.fullmatch(typed)
    if match is None:
        return None
    own, number = bool(match[2]), int(match[3])
    label = f"#{'s' if own else ''}{number}"
    sources = await articles.removed_sources(ask.db, ask.server_id, number, own=own)
    acts = await records.acts(ask.db, ask.server_id, about=label, limit=MOST)
    if not sources and not acts:
        return None
    gone = [
        Line(
            ("Its article ", Bold(_name(kept)), " was removed."), Button(f"Why {kept.label}", write("why", kept.label))
        )
        for kept in sources
    ]
    lines = (*gone, Line(("No article that is here tells of it any more.",)))
    sections = (Section("", lines), _done(acts))
    return Answer(cards=(Card(f"Why {label} is gone", tuple(part for part in sections if part.lines)),))


def _decided(one: Decision, deal: Deal) -> Line:
    pieces: list[Piece] = [*_when(one), *_what(one, deal)]
    show = Button(one.article.label, write("why", one.article.label)) if one.article is not None else None
    return Line(tuple(pieces), show)


def _when(one: Decision) -> Iterator[Piece]:
    if one.at is not None:
        yield Instant(one.at, "f")
        yield ": "


def _what(one: Decision, deal: Deal) -> Iterator[Piece]:
    match one.what:
        case "made":
            yield Bold("made")
            yield f" from {_name(one.article)}: no deal that was known then fitted"
        case "joined":
            yield Bold("joined")
            yield f" by {_name(one.article)}: {shown(one.reasons, 300)}"
        case _:
            assert one.correction is not None
            yield Bold("undone by hand" if one.what == "undone" else "by hand")
            remark = f" ({shown(one.correction.note, 80)})" if one.correction.note else ""
            yield f": {one.correction.label}, {said_correction(one.correction, deal)}{remark}, by "
            yield Person(one.person_id)


def _name(kept: KeptArticle | None) -> str:
    if kept is None:
        return "an article that is gone"
    return f"{kept.label}{f' “{shown(kept.article.title, 80)}”' if kept.article.title else ''}"


async def _two(ask: Ask, one: str, other: str) -> Answer:
    """What keeps two deals apart, or put them together."""
    first, second = await by_number(ask, one), await by_number(ask, other)
    if first is None or second is None:
        return Answer(text=(f"There is no deal {shortened(other if first else one)} here.",))
    if first.id == second.id:
        return await _of_deal(ask, first)
    found = await intake.why_apart(ask.db, ask.server_id, first, second)
    lines = [
        deal_line(first),
        deal_line(second),
        *(Line((Bold("Compared: "), match.why)) for match in found if match.why),
    ]
    merge = Button("Merge", write("correct merge", first.label, into=second.label))
    return Answer(
        cards=(Card(f"Why {first.label} and {second.label} are two", (Section("", tuple(lines)),)),), buttons=(merge,)
    )


async def _of_article(ask: Ask, label: str) -> Answer:
    """Who did what with it, and why each of its reports is with its deal."""
    kept = await kept_article(ask, label)
    if isinstance(kept, Answer):
        return await _of_gone_article(ask, label) or kept
    # Who did what in the shared library is its owner's business.
    mine = kept.server_id == ask.server_id
    acts = await records.acts(ask.db, kept.server_id, about=kept.label, limit=MOST) if mine else ()
    found = await deals_of_article(ask.db, ask.server_id, kept.id)
    placed = [
        Line(
            (Bold(deal.label), f" {shown(headline(deal), 80)}: {_placed(deal, kept)}"),
            Button(f"Why {deal.label}", write("why", deal.label)),
        )
        for deal in found[:MOST]
    ]
    sections = (
        Section("", (source_line(kept),)),
        _done(acts),
        Section(
            f"How its {count(len(found), 'deal')} came to be", tuple(placed) or (Line(("No deal was found in it.",)),)
        ),
    )
    title = shown(kept.article.title, 120) or "an article without a title"
    return Answer(cards=(Card(f"Why {kept.label}: {title}", tuple(part for part in sections if part.lines)),))


async def _of_gone_article(ask: Ask, label: str) -> Answer | None:
    """Of one that is not published: a draft still, removed, or never published at all; None where there was none."""
    acts = await records.acts(ask.db, ask.server_id, about=label, limit=MOST)
    if not acts:
        return None
    match = LABEL.fullmatch(label)
    draft = await articles.live_draft(ask.db, ask.server_id, int(match[2]), ask.now) if match else None
    if draft is not None:
        look = (Button("Look at it", write("article preview", str(draft.number))),)
        return Answer(cards=(Card(f"{draft.label} is a draft: nobody published it yet", (_done(acts),)),), buttons=look)
    never = acts[0].act in ("article drafted", "draft edited")
    why = (Section("", (Line(("Nobody published it, and a draft goes after a day.",)),)),) if never else ()
    return Answer(cards=(Card(f"Why {shown(label, 20)} is gone", (*why, _done(acts))),))


def _placed(deal: Deal, kept: KeptArticle) -> str:
    reasons = [told.reason for told in deal.reports if told.article.id == kept.id]
    return shown("; ".join(filter(None, reasons)), 300) or "made from it, for no deal that was known then fitted"


def _done(acts: Sequence[Act]) -> Section:
    return Section("What was done", tuple(map(_act, acts)))


def _act(act: Act) -> Line:
    noted = f" ({shown(act.note, 120)})" if act.note else ""
    return Line((Instant(act.at, "f"), ": ", Bold(shown(act.act, 60)), f"{noted}, by ", Person(act.person_id)))
