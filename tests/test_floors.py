"""The house's floors: who may import whom, who prints, who reads the clock, and that importing does no work."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"

GROUND = {"language", "model", "errors", "merging"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "language": {"model", "errors"},
    "merging": {"language", "model", "errors"},
    "reading": GROUND,
    "store": GROUND,
    "fetch": GROUND,
    "config": GROUND,
    "intake": GROUND | {"reading", "store", "fetch"},
    "worker": GROUND | {"reading"},
    "answers": GROUND | {"intake", "store"},
    "faces": {"answers", "language", "model", "errors"},
}
"""Rooms, from the ground up, and what each may import besides itself. `__main__` may import all."""

PURE = {"model", "errors", "language", "merging", "reading"}
IMPURE_MODULES = {"asyncio", "socket", "sqlite3", "aiosqlite", "aiohttp", "subprocess", "threading", "time", "random"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


class Use(NamedTuple):
    """Something that stands at a line of a file."""

    path: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.name}"


FILES = sorted(BOT.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def room(path: Path) -> str:
    """The room of a file: its folder, or itself where it stands alone."""
    first = path.relative_to(BOT).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[Use]:
    """Every module that a file imports, wherever in it."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (Use(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "bot" else [module]
            yield from (Use(path, node.lineno, name) for name in names)


def own_imports(path: Path) -> Iterator[Use]:
    """The rooms of ours that a file imports; `bot.__version__` is no room."""
    for use in imports(path):
        parts = use.name.split(".")
        if parts[0] == "bot" and len(parts) > 1 and not parts[1].startswith("__version"):
            yield use._replace(name=parts[1])


def test_every_file_is_in_a_known_room() -> None:
    known = {*MAY_IMPORT, "__main__", "__init__"}
    assert {room(path) for path in FILES} <= known


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_a_room_imports_only_from_below(name: str) -> None:
    allowed = MAY_IMPORT[name] | {name}
    wrong = [use for path in FILES if room(path) == name for use in own_imports(path) if use.name not in allowed]
    assert not wrong, "\n".join(map(str, wrong))


def test_no_two_rooms_import_each_other() -> None:
    order = list(MAY_IMPORT)
    for name, allowed in MAY_IMPORT.items():
        assert all(order.index(other) < order.index(name) for other in allowed), name


def test_only_faces_know_discord() -> None:
    wrong = [use for path in FILES if room(path) != "faces" for use in imports(path) if use.name.startswith("discord")]
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_pure_imports_nothing_that_acts() -> None:
    pure = [path for path in FILES if room(path) in PURE]
    wrong = [use for path in pure for use in imports(path) if use.name.split(".")[0] in IMPURE_MODULES]
    assert not wrong, "\n".join(map(str, wrong))


def outside_faces() -> list[Path]:
    return [path for path in FILES if room(path) not in ("faces", "__main__")]


def test_only_faces_print() -> None:
    wrong = [
        Use(path, node.lineno, ast.unparse(node)[:60])
        for path in outside_faces()
        for node in ast.walk(TREES[path])
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "input"))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr", "sys.stdin"))
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_only_faces_read_the_clock() -> None:
    wrong = [
        Use(path, node.lineno, ast.unparse(node)[:60])
        for path in outside_faces()
        for node in ast.walk(TREES[path])
        if (isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in CLOCKS)
        or (isinstance(node, ast.Constant) and "current_timestamp" in str(node.value).lower())
    ]
    assert not wrong, "\n".join(map(str, wrong))


WATCHED_IMPORT = """
import importlib, json, pkgutil, sys
acts = []
def watch(event, arguments):
    if event in ("sqlite3.connect", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        acts.append(f"{event} {arguments!r:.80}")
    if event == "open" and isinstance(arguments[0], str):
        writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        ours = arguments[0].startswith(sys.argv[1]) and "/.venv/" not in arguments[0]
        if ours and not arguments[0].endswith((".py", ".pyc")) and "__pycache__" not in arguments[0] or writes and ours:
            acts.append(f"open {arguments[0]}")
sys.addaudithook(watch)
sys.dont_write_bytecode = True
import bot
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    importlib.import_module(module.name)
print(json.dumps(acts))
"""


def test_importing_does_no_work() -> None:
    """No file of ours is read but code, none written, no connection opened, whichever module is imported."""
    command = [sys.executable, "-c", WATCHED_IMPORT, str(ROOT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_reading_needs_neither_discord_nor_a_database() -> None:
    """`tieup extract` starts at once, so what it reads with must not pull in the rest of the house."""
    unwanted = ("discord", "aiosqlite", "aiohttp", "bot.store")
    code = f"import sys, bot.reading; print([name for name in {unwanted} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
