"""The commands of those who run a server, but for articles and the digest: corrections, names, settings, log, status.

`commands` puts them beside the others; each command's answer stands in the file of its noun.
"""

from __future__ import annotations

from bot.answers import aliases, cases, corrections, log, servers, status, suggestions, why
from bot.answers.fields import LABELS
from bot.answers.lines import Choice, Command, Option

PAGE = Option("page", "The page of a long list", "number", hidden=True)
DEAL = Option("deal", "The deal's number, like #12", required=True)
PART = Option("part", "Which fields")
SEEN = Option("seen", "The deal as it was seen")
SENT = Option("sent", "With the form filled in", "flag")
FIELDS = tuple(Option(field, label) for field, (label, _) in LABELS.items())

ADMIN_COMMANDS: tuple[Command, ...] = (
    Command(
        "correct deal",
        "Set a deal right: a field, two deals that are one, one that is two; any of it can be undone",
        corrections.correct,
        (Option("deal", "The deal's number, like #12, or a few words", "deal", required=True),),
        manage=True,
        private=True,
    ),
    Command(
        "correct review",
        "What members sent in by Wrong?, to accept or refuse",
        suggestions.review,
        (PAGE,),
        True,
        True,
    ),
    *(
        Command(f"correct {name}", description, run, (DEAL, *options), True, True, hidden=True)
        for name, description, run, options in (
            ("edit", "Fields of a deal", corrections.edit, (PART, SEEN, SENT, *FIELDS)),
            (
                "merge",
                "Two deals that are one",
                corrections.merge,
                (Option("into", "The other's number"), Option("sure", "Asked once more already", "flag")),
            ),
            (
                "split",
                "One deal that is two",
                corrections.split,
                (Option("article", "The article that tells another"),),
            ),
            ("case", "A deal as a test case for the reader", cases.case, ()),
        )
    ),
    Command(
        "correct undo",
        "Take a correction back",
        corrections.undo,
        (Option("correction", "Its number, like Cs3", required=True),),
        manage=True,
        private=True,
        hidden=True,
    ),
    *(
        Command(
            f"correct {name}",
            f"{name.capitalize()} what a member sent in",
            run,
            (Option("suggestion", "Its number", required=True),),
            manage=True,
            private=True,
            hidden=True,
        )
        for name, run in (("accept", suggestions.accept), ("refuse", suggestions.refuse))
    ),
    Command(
        "wrong",
        "Say what is wrong with a deal",
        suggestions.wrong,
        (
            DEAL,
            SENT,
            Option("field", "Which field"),
            Option("value", "What it should say"),
            Option("words", "What is wrong"),
        ),
        private=True,
        hidden=True,
        contexts=frozenset({"server", "dm", "user_install"}),
    ),
    Command(
        "company alias",
        "Teach a name for a company; it holds in this server",
        aliases.alias,
        (
            Option("company", "The company, by a name that is known", "company", required=True),
            Option("name", "The name to teach; left out, those that were taught are listed"),
            Option("forget", "Take that name back instead", "flag"),
        ),
        manage=True,
        private=True,
    ),
    Command(
        "settings",
        "Answers for everyone or not, whom the digest mentions, names, and your own articles as a file",
        servers.settings,
        (
            Option(
                "answers",
                "Who sees answers, where the asker does not say",
                "choice",
                choices=(Choice("for everyone", "everyone"), Choice("to the asker alone", "private")),
            ),
            Option("role", "A role to mention in a digest with news", "role"),
            Option(
                "names",
                "How companies are named on cards",
                "choice",
                choices=(Choice("in English", "english"), Choice("in English and their own script", "both")),
            ),
        ),
        manage=True,
        private=True,
    ),
    Command(
        "article export",
        "The server's own articles as a file",
        servers.export,
        (Option("skip", "How many were had before", "number"),),
        manage=True,
        private=True,
        hidden=True,
    ),
    Command(
        "why",
        "What was decided of a deal, an article or a digest: by which rule, when",
        why.why,
        (
            Option(
                "about",
                "#12, two deals like #12 #15, As3, a digest's day like 2025-11-24, alerts",
                "deal",
                required=True,
            ),
        ),
        manage=True,
        private=True,
    ),
    Command(
        "log",
        "Who added, corrected, removed what, and when",
        log.log,
        (Option("about", "Of one thing only: As3, #s12"), PAGE),
        manage=True,
        private=True,
    ),
    Command(
        "status",
        "Whether all jobs are alive, when the next digest is due, what failed and why",
        status.status,
        (),
        True,
        True,
    ),
)
