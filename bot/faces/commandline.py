"""`tieup` on the command line: which subcommands and settings there are, with their help.

Imports nothing heavy, so that help and complaints come at once. What a subcommand does stands in `extraction`,
`upkeep`, `terminal` and `client`; `__main__` opens what they work with.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.errors import BotError

DESCRIPTION = """\
Tieup follows industry deals, from news articles to answers in which every fact has its sentence.
Without a subcommand it runs on Discord where DISCORD_TOKEN is set, else in the terminal."""

SETTINGS = """\
settings, from the environment or a file .env in the working directory:
  DISCORD_TOKEN   the bot's token; without it the bot runs in the terminal
  DATABASE_URL    where the library is kept (sqlite:///data/tieup.sqlite3)
  SEEDS           the folder of briefs that fills an empty library (the project's own seeds/)
  OWNER_IDS       Discord ids, with commas between, of those who own the shared library
  DEV_GUILD_ID    register the commands in this server only
  LOG_LEVEL       DEBUG, INFO, WARNING or ERROR (INFO)
  SHARD_COUNT     how many shards there are in all (as many as Discord asks for)
  SHARD_IDS       which of them this process runs, with commas between (all)
  FETCH_PROXY     a proxy for the links that people give
  TIEUP_NOW       for tests: the clock starts at this instant and runs on"""


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its options."""
    top = argparse.ArgumentParser(
        prog="tieup", description=DESCRIPTION, epilog=SETTINGS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="store_true", help="print the version")
    add = top.add_subparsers(dest="command", metavar="SUBCOMMAND", title="subcommands").add_parser
    add("run", help="run the Discord bot")
    add("console", help="ask in the terminal, with the same commands as on Discord")
    ask = add("ask", help='one answer: tieup ask "/deal foxconn"')
    ask.add_argument("line", nargs="+", help="the command, as on Discord; options as company:foxconn")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON, with the deals that it tells of")
    load = add("load", help="load article files, or folders of them, into the shared library; safe to repeat")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    remove = add("remove", help="take an article out of the shared library: tieup remove A12")
    remove.add_argument("article", metavar="N", help="the article's number, as /article list has it")
    reread = add("reread", help="read the library again with today's rules and list what changed; corrections stay")
    reread.add_argument("article", nargs="?", metavar="N", help="one article of the shared library; else all there are")
    _add_extract(add("extract", help="read deals from articles; stores nothing"))
    export = add("export", help="print every deal of the shared library")
    export.add_argument("--format", choices=("csv", "json", "jsonl"), default="jsonl", help="default: jsonl")
    forget = add("forget", help="tell what is kept about a person, or of a server, by its id; with --sure, delete it")
    whose = forget.add_mutually_exclusive_group(required=True)
    whose.add_argument("--person", type=_id, metavar="ID", help="a person's id on Discord")
    whose.add_argument("--server", type=_id, metavar="ID", help="a server's id on Discord")
    forget.add_argument("--sure", action="store_true", help="delete it, for good")
    backup = add("backup", help="write the library into a file, while the bot runs too")
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, of SQLite whichever the database is")
    restore = add("restore", help="put a backup in the place of the library")
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that tieup backup made")
    copy = add("copy", help="copy the library into another database, every row compared")
    copy.add_argument(
        "--to", required=True, metavar="URL", help="sqlite:///path or postgresql://user:password@host/name"
    )
    for one in (restore, copy):
        one.add_argument("--overwrite", action="store_true", help="even if there is a library already: it goes")
    add("doctor", help="check settings, database, seeds, pictures and token, each problem with its cure")
    return top


def _add_extract(extract: argparse.ArgumentParser) -> None:
    extract.add_argument(
        "files", nargs="*", metavar="FILE", help="text, Markdown, HTML or PDF, or a folder; - is standard input"
    )
    form = extract.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON, with the evidence of every field")
    form.add_argument("--jsonl", action="store_true", help="read JSON Lines on standard input, print one line for each")
    form.add_argument(
        "--explain", action="store_true", help="print, sentence by sentence, what was found and why each deal was read"
    )
    extract.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="the date, where a file tells none")
    extract.add_argument("--no-vocabulary", action="store_true", help="read without the list of known companies")


def _id(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 2**63:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no id of Discord, which is a number like 80351110224678912")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date like 2025-11-21") from None


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line as it was meant; argparse ends the process with status 2 where it cannot be understood."""
    top = parser()
    args = top.parse_args(arguments)
    if args.command == "extract" and args.jsonl and args.files:
        top.error("extract --jsonl reads standard input, not files")
    if args.command == "extract" and not args.jsonl and not args.files:
        top.error("extract needs a FILE (- is standard input), or --jsonl")
    return args


def complain(error: BotError) -> None:
    """Say on standard error what is wrong."""
    print(f"tieup: {error}", file=sys.stderr)
