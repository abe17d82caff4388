"""/article: an article comes in, is shown as it was read, and is published, or not; nothing is published unseen.

What happens to an article is `intake`'s, how a draft looks `drafts`'; here it is asked for. Every answer checks the
right again, and is for an admin alone.
"""

from __future__ import annotations

import re
from datetime import date

from bot import intake
from bot.answers import (
    Answer,
    Ask,
    Button,
    Card,
    Field,
    Form,
    GivenFile,
    Instant,
    Line,
    Options,
    Person,
    Section,
    Text,
)
from bot.answers.cards import deal_line, source_line
from bot.answers.drafts import already_answer, draft_answer, gone
from bot.answers.lines import shortened, write
from bot.answers.naming import text_option
from bot.answers.paging import PER_PAGE, Page, asked_page, page_of
from bot.answers.rights import need_manage
from bot.answers.wording import count, shown
from bot.errors import BadInput
from bot.language.dates import read_period
from bot.model import SHARED, Article, ArticleState, KeptArticle
from bot.store import articles
from bot.store.deals import deals_of_article

FORM_FIELDS = (
    ("title", "Title"),
    ("date", "Date"),
    ("link", "Link"),
    ("text", "Text"),
    ("more", "Text continued"),
)
LABEL = re.compile(r"#?A?(s?)(\d{1,9})", re.IGNORECASE)
FIELD = 4_000
"""Characters that a field of Discord's forms holds."""

ADD_FORM = Form(
    "Add an article",
    write("article add"),
    (
        Field("title", "Title", limit=300),
        Field("date", "Date", limit=40, hint="2025-11-21; what “last week” in the text is reckoned from"),
        Field("link", "Link", limit=1000, hint="https://..."),
        Field("text", "Text", required=True, long=True),
        Field("more", "Text continued", long=True, hint="For what did not fit above; longer articles come as a file"),
    ),
)


async def add(ask: Ask, options: Options) -> Answer:
    """Read an article from a link, a file or the form, and show what was read; with none of them, show the form."""
    need_manage(ask)
    url, file, text = text_option(options, "url"), options.get("file"), text_option(options, "text")
    if sum(map(bool, (url, file, text))) > 1:
        raise BadInput("Give a link or a file, not both.", "Then add the other on its own.")
    if isinstance(file, str):
        raise BadInput(f"The file {shortened(file)} could not be read.")
    if not (url or file or text):
        return Answer(form=ADD_FORM, private=True)
    given = file if isinstance(file, GivenFile) else GivenFile("", b"")
    draft = await intake.draft(
        ask.db,
        ask.desk,
        server_id=ask.server_id,
        person_id=ask.person_id,
        now=ask.now,
        data=given.data if file else None,
        name=given.name,
        url=url,
        form=_of_form(options, ask.now.date()) if text else None,
    )
    return draft_answer(draft, 1)


def _of_form(options: Options, today: date) -> Article:
    """The article that the form's fields make. The text is taken to the letter, for the words it rests on are shown."""
    first, more = (part if isinstance(part := options.get(name), str) else "" for name in ("text", "more"))
    # Whoever filled the first field to its last character was cut off in the middle of a word.
    between = "" if len(first) >= FIELD else "\n"
    return Article(
        text=f"{first}{between}{more}" if more else first,
        title=shown(text_option(options, "title"), 300),
        published_on=_day(text_option(options, "date"), today),
        url=text_option(options, "link"),
    )


def _day(typed: str, today: date) -> date | None:
    """The date of the form, exact to the day."""
    if not typed:
        return None
    period = read_period(typed, today)
    if period.first is None or period.first != period.last:
        raise BadInput(f"“{shortened(typed)}” is not one day.", "Try 2025-11-21.")
    return period.first


async def preview(ask: Ask, options: Options) -> Answer:
    """A draft again, at another page."""
    need_manage(ask)
    number = _number(options)
    draft = await intake.get_draft(ask.db, server_id=ask.server_id, number=number, now=ask.now)
    return draft_answer(draft, asked_page(options), replaces=True) if draft else gone()


async def publish(ask: Ask, options: Options) -> Answer:
    """Publish a draft; a second press finds it gone."""
    need_manage(ask)
    published = await intake.publish(
        ask.db, server_id=ask.server_id, number=_number(options), person_id=ask.person_id, now=ask.now
    )
    if published is None:
        return gone()
    if published.already is not None:
        return already_answer(published.already)
    lines = tuple(deal_line(deal) for deal in published.deals[:PER_PAGE])
    said = f"Published as {published.kept.label}: {count(len(published.deals), 'deal')}"
    rest = len(published.deals) - len(lines)
    more = (Line((f"and {rest:,} more; /article show {published.kept.label} counts them",)),) if rest else ()
    return Answer(cards=(Card(said, (Section("", (*lines, *more)),)),), replaces=True)


async def discard(ask: Ask, options: Options) -> Answer:
    """Throw a draft away."""
    need_manage(ask)
    thrown = await intake.discard(
        ask.db, server_id=ask.server_id, number=_number(options), person_id=ask.person_id, now=ask.now
    )
    return Answer(text=("Discarded; nothing of it was kept.",), replaces=True) if thrown else gone()


async def list_articles(ask: Ask, options: Options) -> Answer:
    """The articles that were added here, the newest first."""
    need_manage(ask)
    page, found = await _page(ask, options, "published")
    if not found.total:
        return Answer(text=("No article was added here yet. /article add takes a link, a file or a text.",))
    card = Card(
        count(found.total, "article"),
        (Section("", tuple(_listed(kept) for kept in found.articles)),),
        (page.said,) if page.said else (),
    )
    return Answer(cards=(card,), buttons=page.buttons("article list", {}), replaces="page" in options)


async def _page(ask: Ask, options: Options, state: ArticleState) -> tuple[Page, articles.ListedArticles]:
    """The asked page of the articles in a state, or the last there is."""
    async with ask.db.snapshot() as reads:
        total = (await articles.list_articles(reads, ask.server_id, state=state, limit=1)).total
        page = page_of(options, total)
        found = await articles.list_articles(reads, ask.server_id, state=state, limit=PER_PAGE, offset=page.offset)
    return page, found


async def drafts(ask: Ask, options: Options) -> Answer:
    """The drafts that wait to be published, the newest first: whoever lost sight of one finds it here."""
    need_manage(ask)
    page, found = await _page(ask, options, "draft")
    if not found.total:
        return Answer(text=("No draft is waiting here.",))
    lines = tuple(_waiting(kept) for kept in found.articles)
    card = Card(count(found.total, "draft"), (Section("", lines),), (page.said,) if page.said else ())
    return Answer(cards=(card,), buttons=page.buttons("article drafts", {}), replaces="page" in options)


def _waiting(kept: KeptArticle) -> Line:
    title = shown(kept.article.title, 110) or "without a title"
    look = Button("Look at it", write("article preview", str(kept.number)))
    return Line((f"{title}, given by ", Person(kept.added_by), " ", Instant(kept.added_at, "R")), look)


def _listed(kept: KeptArticle) -> Line:
    title = shown(kept.article.title, 110) or "without a title"
    on = f", {kept.article.published_on:%-d %B %Y}" if kept.article.published_on else ""
    return Line((f"{kept.label}: {title}{on}",), Button(kept.label, write("article show", kept.label)))


async def show(ask: Ask, options: Options) -> Answer:
    """One article: its source, when it was added, and its deals."""
    need_manage(ask)
    kept = await kept_article(ask, text_option(options, "article"))
    if isinstance(kept, Answer):
        return kept
    found = await deals_of_article(ask.db, ask.server_id, kept.id)
    lines = tuple(deal_line(deal) for deal in found[:PER_PAGE])
    own = kept.server_id == ask.server_id
    by: Text = (" by ", Person(kept.added_by)) if own else ()
    about = (source_line(kept), Line(("Added ", Instant(kept.added_at), *by)))
    sections = (Section("", about), Section(count(len(found), "deal"), lines or (Line(("It tells of no deal.",)),)))
    remove = (Button("Remove", write("article remove", kept.label), "danger"),) if own else ()
    title = shown(kept.article.title, 160) or "Article without a title"
    return Answer(cards=(Card(f"{kept.label}: {title}", sections),), buttons=remove)


async def remove(ask: Ask, options: Options) -> Answer:
    """Take one's own article out; asked once more before it is done, and undone for a day."""
    need_manage(ask)
    kept = await kept_article(ask, text_option(options, "article"))
    if isinstance(kept, Answer):
        return kept
    if kept.server_id != ask.server_id:
        return Answer(text=(f"{kept.label} belongs to the shared library, which only the bot's owner changes.",))
    if options.get("sure") is not True:
        return await _ask_again(ask, kept)
    removed = await intake.remove(
        ask.db, server_id=ask.server_id, number=kept.number, person_id=ask.person_id, now=ask.now
    )
    if removed is None:
        return Answer(text=(f"{kept.label} was removed already.",), replaces=True)
    undo = Button("Undo", write("article restore", kept.label))
    return Answer(text=(f"Removed {kept.label}. This can be undone for a day.",), buttons=(undo,), replaces=True)


async def restore(ask: Ask, options: Options) -> Answer:
    """Undo a removal, within a day."""
    need_manage(ask)
    back = await intake.bring_back(
        ask.db, server_id=ask.server_id, number=_number(options), person_id=ask.person_id, now=ask.now
    )
    if back is None:
        return Answer(text=("That article is not removed.",), buttons=(LIST,), replaces=True)
    if back.already is not None:
        return already_answer(back.already)
    show = Button(f"Show {back.kept.label}", write("article show", back.kept.label))
    said = f"{back.kept.label} is back, with {count(len(back.deals), 'deal')}."
    return Answer(text=(said,), buttons=(show,), replaces=True)


async def _ask_again(ask: Ask, kept: KeptArticle) -> Answer:
    found = await deals_of_article(ask.db, ask.server_id, kept.id)
    alone = sum(1 for deal in found if len({report.article.id for report in deal.reports}) == 1)
    title = f" “{shown(kept.article.title, 120)}”" if kept.article.title else ""
    goes = (
        f" {count(alone, 'deal')} that {'rests' if alone == 1 else 'rest'} on it alone would go too." if alone else ""
    )
    return Answer(
        text=(f"Remove {kept.label}{title}?{goes}",),
        buttons=(Button("Remove", write("article remove", kept.label, sure=True), "danger"),),
    )


def _number(options: Options) -> int:
    """The number of a draft, from a button's line."""
    match = LABEL.fullmatch(text_option(options, "article"))
    if match is None:
        raise BadInput(f"“{shortened(text_option(options, 'article'))}” is no article's number.", "Try As3.")
    return int(match[2])


async def kept_article(ask: Ask, typed: str) -> KeptArticle | Answer:
    """The published article of a label; A12 is the shared library's, As12 the server's own, 12 whichever there is."""
    match = LABEL.fullmatch(typed)
    if match is None:
        raise BadInput(f"“{shortened(typed)}” is no article's number.", "Try As3, or see /article list.")
    own, number = bool(match[1]) or typed.isdigit(), int(match[2])
    kept = await articles.get(ask.db, ask.server_id, number, shared=not own or ask.server_id == SHARED)
    if kept is None or kept.state != "published":
        return Answer(text=(f"There is no article {shortened(typed)} here.",), buttons=(LIST,))
    return kept


LIST = Button("All articles", write("article list"))
