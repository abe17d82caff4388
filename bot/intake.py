"""One article in: known already? read, match with known deals, keep as draft, publish in one transaction.

Ties reading, store, fetch and merging together, and knows nothing of how it was asked for. Reading, fetching and the
opening of files happen before any transaction; what they found is matched inside it, for other articles may have come
in between. Files and folders come in by `load`, the same way but for the preview.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from bot.errors import BadInput, BotError
from bot.fetch import Fetched
from bot.language.links import link_key
from bot.language.names import fold
from bot.merging import Match, place, same_deal
from bot.model import SHARED, Article, Deal, KeptArticle, KeptReport, Reading, Report
from bot.store import articles, shelving
from bot.store.articles import Known, Marks
from bot.store.db import Database, Reads, Transaction
from bot.store.deals import candidates, deals_of_article, known_as
from bot.store.naming import keep_companies, parents_of, usual_name
from bot.store.records import Act, note
from bot.store.reports import put_reports, reports_of, reports_of_deals
from bot.store.views import rewrite, seen_deals

DRAFT_LIFE = timedelta(days=1)
LARGEST_FILE = 5 * 1024 * 1024
READABLE = frozenset({".md", ".markdown", ".txt", ".html", ".htm", ".pdf"})
"""What is taken from a folder. A file given by name may end as it likes."""

WORD = re.compile(r"[^\W_]+")
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""No text to a database: NUL, and the halves of a pair that a careless decoder leaves."""

FORMS = {"text/html": "page.html", "application/xhtml+xml": "page.html", "application/pdf": "page.pdf"}


async def open_in_thread(data: bytes | str, name: str) -> Article:
    """Open an article's form off the event loop; BadInput where it is none."""
    from bot.reading.forms import open_form

    return await asyncio.to_thread(open_form, data, name=name)


@dataclass(frozen=True, slots=True)
class Desk:
    """What intake works with: how an article is read (in a worker process), how a link is fetched, a form opened."""

    read: Callable[[Article], Awaitable[Reading]]
    fetch: Callable[[str], Awaitable[Fetched]]
    open: Callable[[bytes | str, str], Awaitable[Article]] = open_in_thread


class Matched(NamedTuple):
    """A report, and the known deal that it joins (None: it makes a new one)."""

    report: Report
    deal: Deal | None
    match: Match


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is published. `kept.number` names it to `publish` and `discard`.

    `already` is set where the article is here already; then nothing was kept, and `kept` is that article.
    `renews` is set where it is a new version of that article.
    """

    kept: KeptArticle
    reading: Reading
    matches: tuple[Matched, ...] = ()
    already: KeptArticle | None = None
    renews: KeptArticle | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A published article and the deals that it feeds. `already` where it had come in meanwhile."""

    kept: KeptArticle
    deals: tuple[Deal, ...] = ()
    already: KeptArticle | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: the `done`th of `total`. One that was once removed is "unchanged", and stays out."""

    path: Path
    outcome: Literal["added", "changed", "unchanged", "failed"]
    done: int
    total: int
    kept: KeptArticle | None = None
    deals: int = 0
    error: BotError | None = None


async def draft(
    db: Database,
    desk: Desk,
    *,
    server_id: int,
    person_id: int,
    now: datetime,
    data: bytes | None = None,
    name: str = "",
    url: str = "",
    form: Article | None = None,
) -> Draft:
    """Read an article given as a file (`data`, `name`), a link (`url`) or a filled-in form, and keep it as a draft.

    The form's title, date and link stand over what its text says. BadInput or Refused in one sentence where it is no
    article; nothing is kept then.
    """
    article = await _opened(desk, data, name, url, form)
    marks = marks_of(article)
    known = await articles.known(db, server_id, marks)
    if known and _same(known, marks):
        return Draft(known.kept, Reading(known.kept.article), already=known.kept)
    reading = await desk.read(article)
    if reading.article.language not in ("", "en"):
        raise BadInput("The article is not in English, and Tieup reads English only.")
    async with db.transaction() as tx:
        await articles.drop_expired(tx, now)
        kept = await articles.add(
            tx,
            reading.article,
            server_id=server_id,
            marks=marks,
            state="draft",
            person_id=person_id,
            now=now,
            expires_at=now + DRAFT_LIFE,
        )
        await put_reports(tx, kept, reading.reports)
        await _log(tx, "article drafted", kept, person_id, now)
    return await _preview(db, kept, reading.note)


async def _opened(desk: Desk, data: bytes | None, name: str, url: str, form: Article | None) -> Article:
    """The article in what was given. It is the giver's own: no brief of the project's, whatever it says of itself."""
    if form is not None:
        article = await desk.open(form.text, "")
        given = {"title": form.title, "published_on": form.published_on, "url": form.url, "publisher": form.publisher}
        article = replace(article, **{field: value for field, value in given.items() if value})  # type: ignore[arg-type]
    elif data is not None:
        article = await desk.open(data, name)
    elif url:
        fetched = await desk.fetch(url)
        article = await desk.open(fetched.data, FORMS.get(fetched.content_type, "page.txt"))
        article = replace(article, url=fetched.url)
    else:
        raise BadInput("Nothing was given to read.", "Give a link, a file, or fill in the form.")
    return replace(article, text=UNKEEPABLE.sub("�", article.text), brief=False, sources=())


def marks_of(article: Article, path: str = "") -> Marks:
    """What an article is known by. Its words are those of the article proper, however its file begins."""
    from bot.reading.forms import body

    start, end = body(article.text)
    said = " ".join(WORD.findall(fold(article.text[start:end])))
    return Marks(link_key(article.url), _hash(said) if said else "", _hash(article.text), path)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _same(known: Known, marks: Marks) -> bool:
    """Whether nothing is new: the same file to the letter, or the same words under any name."""
    return known.digest == marks.digest or known.by == "text"


def _renews(known: Known | None, server_id: int) -> KeptArticle | None:
    """The article whose new version this is: of the same link or file, and the giver's own to change."""
    return known.kept if known and known.by != "text" and known.kept.server_id == server_id else None


async def get_draft(db: Database, *, server_id: int, number: int, now: datetime) -> Draft | None:
    """A draft kept earlier, matched against today's deals; None where it is gone."""
    kept = await articles.live_draft(db, server_id, number, now)
    return await _preview(db, kept) if kept else None


async def _preview(db: Database, kept: KeptArticle, said: str = "") -> Draft:
    async with db.snapshot() as reads:
        reports = [placed.kept.report for placed in await reports_of(reads, kept.id)]
        known = await articles.known(reads, kept.server_id, await articles.marks_of(reads, kept.id))
        renews = _renews(known, kept.server_id)
        matches = await _match(reads, kept, reports, renews)
    return Draft(kept, Reading(kept.article, tuple(reports), said), matches, renews=renews)


async def _match(
    reads: Reads, kept: KeptArticle, reports: Sequence[Report], renews: KeptArticle | None
) -> tuple[Matched, ...]:
    """Find each report its deal among those that the article's server sees."""
    server_id, found = kept.server_id, dict[int, Deal]()
    usual = [await _by_usual_names(reads, server_id, report) for report in reports]
    for report in usual:
        names = [name for party in report.parties for name in (party.name, *party.aliases)]
        near = report.announced_on.first if report.announced_on else kept.article.published_on
        found.update((deal.id, deal) for deal in await candidates(reads, server_id, names, near=near))
    parties = [party for owner in (*usual, *found.values()) for party in owner.parties]
    parents = await parents_of(reads, server_id, {party.name for party in parties})
    before = await _resting_on(reads, server_id, renews) if renews else []
    deals = [deal for deal in found.values() if all(deal.id != old.id for old in before)] + before
    placed = place(usual, kept.article, deals, parents=parents, before=before)
    return tuple(Matched(report, *where) for report, where in zip(reports, placed, strict=True))


async def _by_usual_names(reads: Reads, server_id: int, report: Report) -> Report:
    """The report with the names that the library has for its parties among their aliases."""
    parties = []
    for party in report.parties:
        name = await usual_name(reads, server_id, party)
        parties.append(known_as(party, name) if name else party)
    return replace(report, parties=tuple(parties))


async def _resting_on(reads: Reads, server_id: int, renews: KeptArticle) -> list[Deal]:
    """The deals that have no report but those of the version to be replaced."""
    deals = await deals_of_article(reads, server_id, renews.id)
    return [deal for deal in deals if all(kept.article.id == renews.id for kept in deal.reports)]


async def publish(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> Published | None:
    """Publish a draft, all or nothing; None where it is gone (published, discarded or a day old)."""
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return None
        marks = await articles.marks_of(tx, kept.id)
        known = await articles.known(tx, server_id, marks)
        if known and _same(known, marks):
            await articles.drop_draft(tx, server_id, number)
            return Published(known.kept, already=known.kept)
        published = await _shelve(tx, kept, marks, _renews(known, server_id), now)
        await _log(tx, "article published", published, person_id, now)
        return Published(published, await deals_of_article(tx, server_id, published.id))


async def _shelve(
    tx: Transaction, kept: KeptArticle, marks: Marks, renews: KeptArticle | None, now: datetime
) -> KeptArticle:
    """Put a draft on the shelf: its reports with deals, itself in the place of its older version if it has one."""
    reports = [placed.kept for placed in await reports_of(tx, kept.id)]
    matches = await _match(tx, kept, [report.report for report in reports], renews)
    touched = [deal_id for _, deal_id in await reports_of(tx, renews.id) if deal_id] if renews else []
    for report, matched in zip(reports, matches, strict=True):
        deal_id = matched.deal.id if matched.deal else None
        home = kept.server_id
        touched.append(
            await shelving.place_report(tx, report, deal_id, server_id=home, reason=matched.match.why, now=now)
        )
    if renews:
        await shelving.move_reports(tx, kept.id, renews.id)
        kept = await articles.renew(tx, renews.id, kept.article, marks, now=now)
        await shelving.relearn(tx, kept.id)
        await rewrite(tx, touched, now)
    else:
        kept = await shelving.set_state(tx, kept.id, "published", now=now)
    if kept.server_id == SHARED:
        await _take_in(tx, touched, now)
    return kept


async def _take_in(tx: Transaction, deal_ids: Sequence[int], now: datetime) -> None:
    """Servers' own deals that turn out to be one of these shared ones go into it, each for its own server alone."""
    for deal in await seen_deals(tx, SHARED, list(dict.fromkeys(deal_ids))):
        for own_id, reports in (await shelving.own_deals_like(tx, deal)).items():
            matches = [same_deal(kept.report, kept.article.article, deal) for kept in reports]
            if all(match.same for match in matches) and not await _told_apart(tx, deal, reports):
                await shelving.send_into(tx, own_id, deal, reports, reason=matches[0].why, now=now)


async def _told_apart(tx: Transaction, deal: Deal, reports: Sequence[KeptReport]) -> bool:
    """Whether an article of these reports has another report with that deal already."""
    there = (await reports_of_deals(tx, [deal.id])).get(deal.id, [])
    return bool({kept.article.id for kept in there} & {kept.article.id for kept in reports})


async def discard(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> bool:
    """Throw a draft away; False where it is gone."""
    async with db.transaction() as tx:
        kept = await articles.live_draft(tx, server_id, number, now)
        if kept is None:
            return False
        await articles.drop_draft(tx, server_id, number)
        await _log(tx, "draft discarded", kept, person_id, now)
        return True


async def remove(db: Database, *, server_id: int, number: int, person_id: int, now: datetime) -> KeptArticle | None:
    """Take one of a server's own articles (of SHARED: the shared library's) out, and its reports with it."""
    async with db.transaction() as tx:
        kept = await articles.get(tx, server_id, number, shared=server_id == SHARED)
        if kept is None or kept.state != "published":
            return None
        await _log(tx, "article removed", kept, person_id, now)
        return await shelving.set_state(tx, kept.id, "removed", now=now)


async def _log(tx: Transaction, act: str, kept: KeptArticle, person_id: int, now: datetime) -> None:
    await note(tx, Act(kept.server_id, person_id, now, act, kept.label))


async def load(
    db: Database, desk: Desk, paths: Iterable[Path], *, now: datetime, again: bool = False
) -> AsyncIterator[Loaded]:
    """Load files, and the files in folders, into the shared library; safe to repeat. A bad file does not stop it.

    What was removed stays out, however often the seeds are loaded, unless `again`.
    """
    from bot.reading.vocabulary import companies

    async with db.transaction() as tx:
        await keep_companies(tx, companies())
    files = await asyncio.to_thread(_files, list(paths))
    for done, path in enumerate(files, 1):
        try:
            outcome, kept, deals = await _load(db, desk, path, now, again=again)
            yield Loaded(path, outcome, done, len(files), kept, deals)
        except BotError as error:
            yield Loaded(path, "failed", done, len(files), error=error)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Every file once, those of a folder by name. A path that leads nowhere stays in, to be complained of."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in inside if file is path or _wanted(file, path)]
    return list(dict.fromkeys(found))


def _wanted(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden and file.suffix.lower() in READABLE and file.stem.upper() != "README"


async def _load(
    db: Database, desk: Desk, path: Path, now: datetime, *, again: bool
) -> tuple[Literal["added", "changed", "unchanged"], KeptArticle | None, int]:
    article = await desk.open(await asyncio.to_thread(_bytes, path), path.name)
    article = replace(article, text=UNKEEPABLE.sub("�", article.text))
    marks = marks_of(article, f"brief:{path.name}" if article.brief else str(path.resolve()))
    known = await articles.known(db, SHARED, marks)
    if known and _same(known, marks):
        return "unchanged", known.kept, 0
    if known is None and not again and await articles.was_removed(db, marks):
        return "unchanged", None, 0
    reading = await _reviewed(article) or await desk.read(article)
    async with db.transaction() as tx:
        # Two processes may load the same seeds at once: what is known is looked up again, under the writer's lock.
        known = await articles.known(tx, SHARED, marks)
        if known and _same(known, marks):
            return "unchanged", known.kept, 0
        kept = await articles.add(
            tx, reading.article, server_id=SHARED, marks=marks, state="draft", person_id=0, now=now, expires_at=now
        )
        await put_reports(tx, kept, reading.reports)
        renews = _renews(known, SHARED)
        kept = await _shelve(tx, kept, marks, renews, now)
        await _log(tx, "article renewed" if renews else "article loaded", kept, 0, now)
    return "changed" if renews else "added", kept, len(reading.reports)


async def _reviewed(article: Article) -> Reading | None:
    """The reports of a brief that a person settled, each resting on its words; None where there are none."""
    from bot.reading.briefs import reviewed_reports

    reports = await asyncio.to_thread(reviewed_reports, article.text) if article.brief else ()
    return Reading(article, reports) if reports else None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadInput(f"{path.name} is larger than 5 MiB.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from error
