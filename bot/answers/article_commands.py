"""The commands around an article: it comes in, is looked at, put right, published, taken out. `commands` lists them."""

from __future__ import annotations

from bot.answers import articles, editing, rereading
from bot.answers.admin_commands import FIELDS, PAGE, PART, SEEN, SENT
from bot.answers.lines import Command, Option

ARTICLE = Option("article", "An article's number, like As3", required=True)

ARTICLE_COMMANDS: tuple[Command, ...] = (
    Command(
        "article add",
        "Add an article from a link, a file, or a form to paste into; you see what was read first",
        articles.add,
        (
            Option("url", "Link to the article"),
            Option("file", "Text, HTML or PDF file with the article", "file"),
            *(Option(name, label, hidden=True) for name, label in articles.FORM_FIELDS),
        ),
        manage=True,
        private=True,
        slow=True,
    ),
    Command(
        "article list",
        "The articles that were added here",
        articles.list_articles,
        (PAGE,),
        manage=True,
        private=True,
    ),
    Command("article show", "One article, and the deals read from it", articles.show, (ARTICLE,), True, True),
    Command(
        "article remove",
        "Take an article out again, with its deals",
        articles.remove,
        (ARTICLE, Option("sure", "Asked once more already", "flag", hidden=True)),
        manage=True,
        private=True,
    ),
    Command(
        "article reread",
        "Read an article again with today's rules, and tell what changed",
        rereading.again,
        (ARTICLE,),
        manage=True,
        private=True,
        slow=True,
    ),
    Command("article restore", "Undo a removal", articles.restore, (ARTICLE,), True, True, hidden=True),
    Command("article drafts", "Drafts that wait", articles.drafts, (PAGE,), True, True, hidden=True),
    Command("article preview", "A page of a draft", articles.preview, (ARTICLE, PAGE), True, True, hidden=True),
    Command(
        "article edit",
        "Put a deal of a draft right",
        editing.edit,
        (
            ARTICLE,
            Option("deal", "Which of the draft's deals; 0 adds one", "number", required=True),
            PART,
            SEEN,
            SENT,
            *FIELDS,
        ),
        manage=True,
        private=True,
        hidden=True,
    ),
    Command(
        "article leave",
        "Leave a deal out of a draft",
        editing.leave_out,
        (
            ARTICLE,
            Option("deal", "Which of the draft's deals", "number", required=True),
            SEEN,
        ),
        manage=True,
        private=True,
        hidden=True,
    ),
    Command("article publish", "Publish a draft", articles.publish, (ARTICLE,), True, True, hidden=True),
    Command("article discard", "Throw a draft away", articles.discard, (ARTICLE,), True, True, hidden=True),
)
