"""`tieup extract`: articles in, deals out, nothing stored (reading.md has the JSON that is printed)."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, Protocol

from bot.errors import BotError
from bot.faces import trouble
from bot.faces.commandline import complain
from bot.faces.given import read_file

Json = dict[str, Any]


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
    """Read files, print what each tells; a file that cannot be read is said on standard error."""
    fields = {"published_on": published.isoformat()} if published else {}
    failed = 0
    for name in names:
        try:
            data, shown = _read(name)
            told = {"id": shown, **await extract(data, name=shown, fields=fields)}
        except BotError as error:
            complain(error)
            failed = 1
            continue
        if as_json:
            print(json.dumps(told, ensure_ascii=False, indent=2 if len(names) == 1 else None), flush=True)
        else:
            print("\n".join(_in_words(told)), end="\n\n" if len(names) > 1 else "\n")
    return failed


def _read(name: str) -> tuple[bytes, str]:
    if name == "-":
        return sys.stdin.buffer.read(), "-"
    return read_file(name).data, name


def _in_words(told: Json) -> list[str]:
    """What was read of a file, for people; --json has the words that each field rests on."""
    article = told["article"]
    head = f"{told['id']}: {article['title'] or 'no title'} ({article['published_on'] or 'no date'})"
    lines = [head, *([f"  {told['note']}"] if told.get("note") else [])]
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
