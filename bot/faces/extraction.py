"""`tieup extract`: articles in, deals out, nothing stored; as JSON, in words, or with why it was read so."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.answers.upkeep import files_of
from bot.errors import BadInput, BotError
from bot.faces import trouble
from bot.faces.commandline import complain
from bot.faces.given import read_file
from bot.language.names import clean

Json = dict[str, Any]

EXPLAINED_WIDTH = 80


class Extract(Protocol):
    """Reads one article: its bytes, its file's name, and what is known of it besides."""

    def __call__(self, data: bytes, *, name: str, fields: Json) -> Awaitable[Json]:
        """The object of reading.md, but for the id."""
        ...


async def extract_lines(extract_line: Callable[[str], Awaitable[Json]]) -> int:
    """JSON Lines in, JSON Lines out: one for each, in order, whatever a line holds."""
    for raw in sys.stdin.buffer:
        try:
            told = await extract_line(raw.decode())
        except UnicodeDecodeError:
            told = {"id": None, "error": "This line is not UTF-8."}
        except Exception as error:  # one article must not end a run over thousands
            told = {"id": _id_of(raw), "error": _broke(error)}
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _id_of(raw: bytes) -> Any:
    given = json.loads(raw)
    return given.get("id") if isinstance(given, dict) else None


def _broke(error: Exception) -> str:
    return f"Something broke, number {trouble.note(error, 'reading')}."


async def extract_files(extract: Extract, names: Sequence[str], *, as_json: bool, published: date | None) -> int:
    """Read files, print what each tells."""

    def show(told: Json, *, alone: bool) -> None:
        if as_json:
            print(json.dumps(told, ensure_ascii=False, indent=2 if alone else None), flush=True)
        else:
            print("\n".join(_in_words(told)), end="\n" if alone else "\n\n")

    return await _each(extract, names, published, show)


async def explain_files(explain: Extract, names: Sequence[str], *, published: date | None) -> int:
    """Read files, print why each was read so."""

    def show(told: Json, *, alone: bool) -> None:
        head = textwrap.fill(_head(told), EXPLAINED_WIDTH)
        print("\n".join([head, "", *told["lines"]]).rstrip(), end="\n" if alone else "\n\n\n", flush=True)

    return await _each(explain, names, published, show)


class Show(Protocol):
    """Prints what was read of a file."""

    def __call__(self, told: Json, *, alone: bool) -> None:
        """`alone` where no other file stands beside it."""
        ...


async def _each(extract: Extract, names: Sequence[str], published: date | None, show: Show) -> int:
    """Every file one after the other; one that cannot be read is said on standard error."""
    fields = {"published_on": published.isoformat()} if published else {}
    files, failed = _listed(names)
    for name in files:
        try:
            told = {"id": name, **await extract(_read(name), name=name, fields=fields)}
        except BotError as error:
            complain(error)
            failed = 1
            continue
        show(told, alone=len(files) == 1)
    return failed


def _listed(names: Sequence[str]) -> tuple[list[str], int]:
    """Every file, those of folders too; and 1 where a folder holds none."""
    listed: list[str] = []
    failed = 0
    for name in names:
        folder = Path(name).expanduser()
        inside = [str(file) for file in files_of([folder])] if name != "-" and folder.is_dir() else [name]
        listed += inside
        if not inside:
            complain(BadInput(f"{name} holds no article.", "Articles are files in .txt, .md, .html or .pdf."))
            failed = 1
    return listed, failed


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else read_file(name).data


def _head(told: Json) -> str:
    article = told["article"]
    return f"{told['id']}: {clean(article['title'] or 'no title')} ({article['published_on'] or 'no date'})"


def _in_words(told: Json) -> list[str]:
    """What was read of a file, for people; --json has the words that each field rests on."""
    lines = [_head(told), *([f"  {told['note']}"] if told.get("note") else [])]
    for deal in told["deals"]:
        value = deal["value"]
        lines.append(f"  {deal['headline'] or deal['kind']}{'' if deal['main'] else ' (background)'}")
        lines.append(f"    {deal['kind']}, {deal['status']}, {deal['announced_on'] or 'no date'}")
        lines.append("    " + ", ".join(f"{party['name']} ({party['role']})" for party in deal["parties"]))
        lines += [f"    {value['qualifier']} {value['amount']:,} {value['currency']}"] if value else []
        lines += [f"    {_owed(owed)}" for owed in deal["commitments"]]
    return lines


def _owed(owed: Json) -> str:
    """One commitment in words: "OpenAI: purchase, none"."""
    money = f"{owed['amount']:,} {owed['currency']}" if owed["amount"] is not None else ""
    quantity = f"{owed['quantity']:,} {owed['unit']}" if owed["quantity"] is not None else ""
    due = f"by {owed['deadline']}" if owed["deadline"] else ""
    said = ", ".join(part for part in (owed["kind"], owed["strength"], money, quantity, due) if part)
    return f"{owed['party']}: {said}"
