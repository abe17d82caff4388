"""/settings: what the admins of a server decide for it, and their own articles as a file to keep.

In a direct message and in the terminal they are the shared library's: there the owner decides. The digest is set by
`settings`.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.answers import Answer, Ask, Bold, Button, Card, File, Line, Mention, Options, Section, ServerRole, Text
from bot.answers.lines import write
from bot.answers.rights import need_manage
from bot.answers.upkeep import Json, report_object
from bot.answers.wording import count
from bot.errors import BadInput
from bot.model import SHARED, KeptArticle, Served
from bot.store import articles, servers
from bot.store.db import Database
from bot.store.records import Act, note
from bot.store.reports import reports_of

PAGE = 100
LARGEST_FILE = 7 * 1024 * 1024
MOST_FILES = 3
"""So much fits on one message of Discord: 10 MiB a file, 25 MiB in all."""


async def settings(ask: Ask, options: Options) -> Answer:
    """What is set; changed first, where anything is given."""
    need_manage(ask)
    before = await servers.get_server(ask.db, ask.server_id)
    after = _changed(ask, before, options)
    if after != before:
        async with ask.db.transaction() as tx:
            await servers.put_settings(tx, after)
            await note(tx, Act(ask.server_id, ask.person_id, ask.now, "settings changed", note=_said(before, after)))
    own = (await articles.list_articles(ask.db, ask.server_id, limit=1)).total
    return Answer(
        text=("Changed.",) if after != before else (),
        cards=(_card(ask, after, own),),
        buttons=tuple(_buttons(after, own)),
        replaces=True,
    )


def _changed(ask: Ask, before: Served, options: Options) -> Served:
    after = before
    if "answers" in options:
        after = replace(after, private_answers=options["answers"] == "private")
    if "names" in options:
        after = replace(after, names="both" if options["names"] == "both" else "english")
    role = options.get("role")
    if isinstance(role, int):
        if ask.server_id == SHARED and role:
            raise BadInput("There are no roles here.", "A server's admin sets one there.")
        if role == ask.server_id:
            raise BadInput("I never mention everyone.", "Choose a role that people give themselves.")
        after = replace(after, ping_role=role)
    return after


def _said(before: Served, after: Served) -> str:
    """What the log keeps: each setting that changed, with its new value."""
    said = {
        "answers": "private" if after.private_answers else "for everyone",
        "role": str(after.ping_role or "none"),
        "names": after.names,
    }
    changed = {
        "answers": before.private_answers != after.private_answers,
        "role": before.ping_role != after.ping_role,
        "names": before.names != after.names,
    }
    return ", ".join(f"{name}: {said[name]}" for name in said if changed[name])


def _card(ask: Ask, served: Served, own: int) -> Card:
    shared = ask.server_id == SHARED
    answers = "to the asker alone, with a Share button" if served.private_answers else "for everyone to see"
    role: Text = (ServerRole(served.ping_role),) if served.ping_role else ("nobody",)
    names = "English, and their own script" if served.names == "both" else "English"
    lines = [Line((Bold("Answers are shown: "), answers)), Line((Bold("Names of companies: "), names))]
    if not shared:
        lines.insert(1, Line((Bold("A digest with news mentions: "), *role)))
        lines.append(Line((Bold("Daily digest: "), Mention("/digest show"))))
    lines.append(Line((Bold("Own articles: "), f"{own:,}")))
    note = "Whoever asks may always choose with private:, whatever is set here."
    return Card("Settings of the shared library" if shared else "Settings", (Section("", tuple(lines)),), (note,))


def _buttons(served: Served, own: int) -> list[Button]:
    other = ("Answer for everyone", "everyone") if served.private_answers else ("Answer privately", "private")
    names = ("Names in English", "english") if served.names == "both" else ("Names in both scripts", "both")
    buttons = [
        Button(other[0], write("settings", answers=other[1])),
        Button(names[0], write("settings", names=names[1])),
    ]
    if served.ping_role:
        buttons.append(Button("Mention nobody", write("settings", role="none")))
    if own:
        buttons.append(Button("Export own articles", write("article export")))
    return buttons


async def answers_privately(ask: Ask) -> bool:
    """Whether answers here are for the asker alone, where the asker does not say."""
    return (await servers.get_server(ask.db, ask.server_id)).private_answers


async def export(ask: Ask, options: Options) -> Answer:
    """The server's own articles with what was read from them, as JSON Lines that `tieup extract --jsonl` reads too.

    As many as one message holds, the oldest first; a button has the rest.
    """
    need_manage(ask)
    skipped = options.get("skip", 0)
    first = skipped if isinstance(skipped, int) else 0
    files, done, total = [b""], 0, (await articles.list_articles(ask.db, ask.server_id, limit=1)).total
    async for exported in own_articles(ask.db, ask.server_id, skip=first):
        line = json.dumps(exported, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        if files[-1] and len(files[-1]) + len(line) > LARGEST_FILE:
            if len(files) == MOST_FILES:
                break
            files.append(b"")
        files[-1] += line
        done += 1
    if not done:
        return Answer(text=("No article was added here yet, so there is nothing to export.",))
    names = ["articles.jsonl"] if len(files) == 1 else [f"articles-{n}.jsonl" for n in range(1, len(files) + 1)]
    left = total - first - done
    rest = f" {left:,} more do not fit on one message." if left > 0 else ""
    return Answer(
        text=(f"{count(done, 'article')}, each on a line of JSON, with what was read from it.{rest}",),
        files=tuple(File(name, data, "own articles") for name, data in zip(names, files, strict=True)),
        buttons=(Button("The rest", write("article export", skip=first + done)),) if left > 0 else (),
    )


async def own_articles(db: Database, server_id: int, *, skip: int = 0) -> AsyncIterator[Json]:
    """A server's own published articles with their reports, the oldest first, but for the first so many."""
    total = (await articles.list_articles(db, server_id, limit=1)).total
    for begin in range(max(0, skip), total, PAGE):
        many = min(PAGE, total - begin)
        found = await articles.list_articles(db, server_id, limit=many, offset=total - begin - many)
        for kept in reversed(found.articles):
            reports = [placed.kept.report for placed in await reports_of(db, kept.id)]
            yield {**article_object(kept), "deals": [report_object(report) for report in reports]}


def article_object(kept: KeptArticle) -> Json:
    """An article as JSON; `id` and `text` are what `tieup extract --jsonl` takes."""
    article = kept.article
    return {
        "id": kept.label,
        "title": article.title or None,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "url": article.url or None,
        "publisher": article.publisher or None,
        "added_at": kept.added_at.isoformat(),
        "text": article.text,
    }
