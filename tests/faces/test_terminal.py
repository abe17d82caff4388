"""The terminal: the same answers as text, from lines that are typed or piped in; and every subcommand of `tieup`."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faces.running import ARTICLE, ROOT, environment

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library that has been filled."""
    folder = tmp_path_factory.mktemp("library")
    tieup(folder, "ask", "/about")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all the project's briefs in its library."""
    folder = tmp_path_factory.mktemp("whole")
    tieup(folder, "ask", "/about", SEEDS=str(ROOT / "seeds"))
    return folder


def tieup(folder: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run `tieup` in a folder, with a library of its own there."""
    bare = {key: value for key, value in os.environ.items() if key not in ("DISCORD_TOKEN", "LOOPBACK_BASE")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**bare, **environment(folder, **more)},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_piped_lines_are_answered_and_nothing_else_is_printed(library: Path) -> None:
    done = tieup(library, typed="/deal foxconn\n\n/deal intrinsic\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "OpenAI" in done.stdout
    assert "Intrinsic" in done.stdout
    assert "tieup>" not in done.stdout
    assert "\x1b" not in done.stdout
    assert "<https://" in done.stdout, "links are shown as their address"


def test_a_library_is_filled_once_with_progress_on_standard_error(tmp_path: Path) -> None:
    first = tieup(tmp_path, "ask", "/deal foxconn")
    assert "3 added" in first.stderr
    assert "added" not in first.stdout
    again = tieup(tmp_path, "ask", "/deal foxconn")
    assert again.stderr == ""
    assert again.stdout == first.stdout


def test_a_changed_seed_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    tieup(tmp_path, "ask", "/about")
    [seed] = (tmp_path / "seeds").glob("*intrinsic*")
    text = seed.read_text(encoding="utf-8")
    seed.write_text(text.replace('kind = "joint_venture"', 'kind = "partnership"'), encoding="utf-8")
    done = tieup(tmp_path, "ask", "/deal intrinsic")
    assert "1 changed" in done.stderr
    assert "partnership" in done.stdout


def test_errors_are_one_sentence(library: Path) -> None:
    done = tieup(library, typed="/nonsense\n/deals since:never ever\n/article add file:missing.txt\n/press Nothing\n")
    assert done.returncode == 0
    assert "There is no command /nonsense." in done.stdout
    assert "missing.txt cannot be read" in done.stdout
    assert "There is no button Nothing." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "Something broke" not in done.stdout


def test_an_article_is_added_by_file_and_published_by_press(tmp_path: Path) -> None:
    (tmp_path / "news item.txt").write_text(ARTICLE, encoding="utf-8")
    lines = '/article add file:"news item.txt"\n/press publish\n/deal bolt motors\n/press Publish\n'
    done = tieup(tmp_path, typed=lines)
    assert "[Publish] [Discard] [Add a deal]   press with /press Publish" in done.stdout
    assert "Published as A" in done.stdout
    assert done.stdout.count("Acme Robotics") > 2
    assert "There is no button Publish." in done.stdout


def test_ask_gives_one_answer_or_one_sentence(library: Path) -> None:
    done = tieup(library, "ask", "/deal", "openai")
    assert done.returncode == 0
    assert "OpenAI" in done.stdout
    done = tieup(library, "ask", "/nonsense")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("tieup: There is no command /nonsense.")


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("run",), {}, "DISCORD_TOKEN is not set"),
        (("run",), {"DISCORD_TOKEN": "not a token"}, "DISCORD_TOKEN"),
        (("ask", "/help"), {"SEEDS": "no-such-folder", "TIEUP_NOW": "soon"}, "TIEUP_NOW"),
        (("ask", "/help"), {"DATABASE_URL": "oracle://x"}, "DATABASE_URL"),
        (("remove", "nonsense"), {}, "nonsense"),
        (("load", "no-such-file.txt"), {}, "no-such-file.txt"),
        (("extract", "--json", "no-such-file.txt"), {}, "no-such-file.txt"),
    ],
)
def test_what_cannot_be_is_said_once_without_a_traceback(
    library: Path, arguments: Sequence[str], settings: dict[str, str], said: str
) -> None:
    done = tieup(library, *arguments, **settings)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "not a token" not in done.stderr


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"This is somebody's diary." * 99)
    done = tieup(tmp_path, "ask", "/deal foxconn")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "library.sqlite3").read_bytes().startswith(b"This is somebody's diary.")


def test_load_is_safe_to_repeat_and_remove_takes_out(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "one.txt").write_text(f" date 2025-11-21 Acme buys Bolt\n{ARTICLE}", encoding="utf-8")
    (news / "empty.txt").write_text("", encoding="utf-8")
    done = tieup(tmp_path, "load", str(news))
    assert "1 added, 1 failed" in done.stdout
    assert "empty.txt" in done.stderr
    assert "1 unchanged" in tieup(tmp_path, "load", str(news / "one.txt")).stdout
    assert "Acme" in tieup(tmp_path, "ask", "/deal acme robotics").stdout
    listed = tieup(tmp_path, "ask", "/article list").stdout
    label = re.search(r"(A\d+): Acme", listed)
    assert label is not None, listed
    assert f"Removed {label[1]}" in tieup(tmp_path, "remove", label[1]).stdout
    assert "$2 billion" not in tieup(tmp_path, "ask", "/deal acme robotics").stdout


def test_reread_tells_what_changed_and_only_that(tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text(f" date 2025-11-21 Acme buys Bolt\n{ARTICLE}", encoding="utf-8")
    seeds = tmp_path / "none"
    seeds.mkdir()
    assert "1 added" in tieup(tmp_path, "load", str(article), SEEDS=str(seeds)).stdout
    assert tieup(tmp_path, "reread", SEEDS=str(seeds)).stdout == "Read again: 1 unchanged.\n"
    # As if an older version had read another sum.
    with contextlib.closing(sqlite3.connect(tmp_path / "library.sqlite3")) as library:
        library.execute("update reports set body = replace(body, '\"2000000000\"', '\"3000000000\"')")
        library.commit()
    again = tieup(tmp_path, "reread", "A1", SEEDS=str(seeds)).stdout.splitlines()
    assert again[-1] == "Read again: 1 changed."
    assert any(line.startswith("A1, #1 ") and line.endswith("value $3 billion → $2 billion") for line in again), again
    assert again[-2] == "Deals that changed: #1. What was settled by hand stays."
    wrong = tieup(tmp_path, "reread", "As1", SEEDS=str(seeds))
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "There is no article As1" in wrong.stderr


def read_otherwise(library: Path, folder: Path) -> Path:
    """A copy of a library, as if an older version had read other stages."""
    shutil.copytree(library, folder)
    with contextlib.closing(sqlite3.connect(folder / "library.sqlite3")) as shelf:
        shelf.execute("""update reports set body = replace(body, '"announced"', '"rumored"')""")
        shelf.commit()
    return folder


@pytest.mark.long
def test_a_reread_that_is_killed_is_finished_by_the_next(whole: Path, tmp_path: Path) -> None:
    """Wherever it is killed, each article is read again wholly or not at all; then the library is as it should be."""
    wanted = tieup(whole, "export").stdout
    for stop in (1, 3, 30):
        folder = read_otherwise(whole, tmp_path / str(stop))
        said = killed_after(folder, stop, "reread")
        assert len(said) >= stop
        last = tieup(folder, "reread").stdout.splitlines()
        assert not set(said) & set(last), "what was told before the kill was done before the kill"
        assert " changed, " in last[-1]
        assert tieup(folder, "reread").stdout.splitlines()[-1].endswith(" unchanged.")
        assert tieup(folder, "export").stdout == wanted


def test_a_reread_that_is_stopped_says_what_it_came_to(whole: Path, tmp_path: Path) -> None:
    said = killed_after(read_otherwise(whole, tmp_path / "one"), 3, "reread", by=signal.SIGINT)
    assert said[-1].startswith("Read again: ")
    assert re.fullmatch(r"Stopped before the last \d+ articles. What was read is kept; run it again.", said[-2])
    assert said[-3].startswith("Deals that changed: #")


def killed_after(folder: Path, lines: int, *arguments: str, by: signal.Signals = signal.SIGKILL) -> list[str]:
    """Run `tieup`, stop it after so many lines; the lines that it had written by then."""
    bare = {key: value for key, value in os.environ.items() if key not in ("DISCORD_TOKEN", "LOOPBACK_BASE")}
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**bare, **environment(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert running.stdout is not None
    # A pipe that is soon full: on a busy machine the whole work would be done before the signal is sent.
    fcntl.fcntl(running.stdout, fcntl.F_SETPIPE_SZ, 4096)
    with running, running.stdout as said:
        told = [said.readline() for _ in range(lines)]
        running.send_signal(by)
        told += said.readlines()
    return [line.rstrip("\n") for line in told if line.endswith("\n")]


def test_export_in_every_form(library: Path) -> None:
    lines = [json.loads(line) for line in tieup(library, "export").stdout.splitlines()]
    assert {"OpenAI", "Foxconn"} <= {party["name"] for deal in lines for party in deal["parties"]}
    assert json.loads(tieup(library, "export", "--format", "json").stdout) == lines
    table = tieup(library, "export", "--format", "csv").stdout.splitlines()
    assert table[0].startswith("deal,headline,kind")
    assert len(table) == len(lines) + 1


def test_doctor_tells_what_is_there_and_what_needs_a_cure(library: Path) -> None:
    done = tieup(library, "doctor")
    assert done.returncode == 1
    assert re.search(r"ok +library: .*library.sqlite3, \d+ deals from 3 articles", done.stdout)
    assert re.search(r"ok +seeds: .*seeds, 3 files", done.stdout)
    assert re.search(r"ok +pictures: (drawn here|none, for .*; answers are text)", done.stdout)
    assert re.search(r"CURE +token: DISCORD_TOKEN is not set", done.stdout)


def test_a_backup_is_taken_refused_and_put_back(library: Path, tmp_path: Path) -> None:
    backup, copy = tmp_path / "kept.backup", f"sqlite:///{tmp_path / 'copy.sqlite3'}"
    exported = tieup(library, "export").stdout
    done = tieup(library, "backup", str(backup))
    assert re.search(
        r"Backed up to .*kept.backup: 3 articles and \d+ deals, [\d,]+ rows of \d+ tables, each", done.stdout
    )
    assert "there already" in tieup(library, "backup", str(backup)).stderr
    assert "holds a library already" in tieup(library, "restore", str(backup)).stderr
    assert "Copied to " in tieup(library, "copy", "--to", copy).stdout
    again = tieup(library, "restore", str(backup), DATABASE_URL=copy)
    assert again.returncode == 1
    assert "--overwrite" in again.stderr
    assert "3 articles" in tieup(library, "restore", str(backup), "--overwrite", DATABASE_URL=copy).stdout
    assert tieup(library, "export", DATABASE_URL=copy).stdout == exported
    assert "onto itself" in tieup(library, "copy", "--to", copy, DATABASE_URL=copy).stderr


def test_who_runs_the_bot_is_told_what_is_kept_and_deletes_it(library: Path) -> None:
    assert tieup(library, "forget", "--person", "80351110224678912").stdout == "Nothing is kept about that person.\n"
    assert tieup(library, "forget", "--server", "80351110224678912", "--sure").stdout == "Deleted: 0 rows.\n"
    for wrong in (["--person", "bob"], ["--server", "0"], ["--person", "1", "--server", "1"], []):
        assert tieup(library, "forget", *wrong).returncode == 2


def test_extract_lines_streams_and_survives_bad_ones(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": ARTICLE, "published_on": "2025-11-21"})
    typed = "\n".join([good, "no json", '{"id": "b"}', "[1]", '{"id": "c", "text": ""}', good.replace('"a"', '"d"')])
    done = tieup(tmp_path, "extract", "--jsonl", typed=typed + "\n")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", None, "b", None, "c", "d"]
    assert ["error" in line for line in lines] == [False, True, True, True, False, False]
    assert lines[0]["article"]["published_on"] == "2025-11-21"
    assert lines[0]["deals"] == lines[5]["deals"]
    assert lines[4]["deals"] == []
    assert lines[4]["note"]
    assert not list(tmp_path.glob("*.sqlite3")), "nothing is stored"


def test_extract_answers_each_line_before_the_next_comes(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "extract", "--jsonl"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("a", "b"):
            process.stdin.write(json.dumps({"id": name, "text": ARTICLE}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_extract_files_as_json_and_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Nothing happened.\n", encoding="utf-8")
    one = json.loads(tieup(tmp_path, "extract", "--json", "--published", "2025-11-21", "a.txt").stdout)
    assert one["id"] == "a.txt"
    assert one["article"]["published_on"] == "2025-11-21"
    two = tieup(tmp_path, "extract", "--json", "a.txt", "b.txt").stdout.splitlines()
    assert [json.loads(line)["id"] for line in two] == ["a.txt", "b.txt"]
    piped = json.loads(tieup(tmp_path, "extract", "--json", "-", typed=ARTICLE).stdout)
    assert piped["id"] == "-"
    words = tieup(tmp_path, "extract", "a.txt", "b.txt").stdout
    assert words.startswith("a.txt: ")
    assert "b.txt: " in words
    assert tieup(tmp_path, "extract", "--no-vocabulary", "--json", "a.txt").returncode == 0


def test_extract_explains_files_and_folders_the_same_on_every_run(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.md").write_text("Microsoft did not buy Cerner.\n", encoding="utf-8")
    (folder / "c.txt").write_text("", encoding="utf-8")
    runs = [tieup(tmp_path, "extract", "--explain", "news", PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    said = runs[0].stdout
    assert said == runs[1].stdout
    assert max(map(len, said.splitlines())) <= 80
    assert [line.split(":")[0] for line in said.splitlines() if line.startswith("news/")] == [
        f"news/{name}" for name in ("a.txt", "b.md", "c.txt")
    ]
    assert "Deal 1 of" in said
    assert "tells none, the verb" in said
    assert "The article is empty." in said
    assert "\x1b" not in said
    piped = tieup(tmp_path, "extract", "--explain", "--published", "2025-11-21", "-", typed=ARTICLE)
    assert "(2025-11-21)" in piped.stdout.splitlines()[0]
    (tmp_path / "empty").mkdir()
    none = tieup(tmp_path, "extract", "--explain", "empty", "news/b.md")
    assert none.returncode == 1
    assert none.stderr.startswith("tieup: empty holds no article.")
    assert "Cerner" in none.stdout
    assert tieup(tmp_path, "extract", "--explain", "--json", "news").returncode == 2


def test_extract_starts_without_discord_or_a_database() -> None:
    code = (
        "import sys; from bot.__main__ import main; main(['extract', '--jsonl']);"
        "print([name for name in ('discord', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, input="", capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_of_the_output_that_leaves_early_is_no_error(library: Path) -> None:
    command = f"{sys.executable} -m bot export | head -c 10"
    env = {**os.environ, **environment(library)}
    done = subprocess.run(["sh", "-c", command], cwd=library, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


class Window:
    """A pretend terminal with somebody at it."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.child, self.screen = pty.fork()
        if not self.child:
            home = {"XDG_STATE_HOME": str(folder / "state")}
            env = {**os.environ, **environment(folder), "TERM": "xterm", "COLUMNS": "60", **home, **more}
            env.pop("DISCORD_TOKEN", None)
            os.chdir(folder)
            signal.signal(
                signal.SIGINT, signal.SIG_DFL
            )  # pytest-xdist's workers ignore it, and this would be inherited
            os.execve(sys.executable, [sys.executable, "-m", "bot"], env)
        self.seen = ""

    def until(self, words: str, seconds: float = 20.0) -> str:
        """Read until these words have come."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, f"{words!r} did not come: {self.seen[-2000:]}"
            if select.select([self.screen], [], [], 0.1)[0]:
                self.seen += os.read(self.screen, 65536).decode("utf-8", "replace")
        before, _, self.seen = self.seen.partition(words)
        return before + words

    def type(self, text: str) -> None:
        """Type."""
        os.write(self.screen, text.encode())

    def ended(self, seconds: float = 10.0) -> int:
        """The exit status, once it has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.screen], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):  # Linux says so when the other side has closed
                    self.seen += os.read(self.screen, 65536).decode("utf-8", "replace")
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                os.close(self.screen)
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"it did not end: {self.seen[-2000:]}")


def test_somebody_at_a_terminal_is_prompted_and_sees_colour(library: Path) -> None:
    window = Window(library)
    assert "leave with Ctrl-D" in window.until("tieup> ")
    window.type("/deal foxconn\n")
    answer = window.until("tieup> ")
    assert "\x1b[1m" in answer
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", answer)
    assert "Foxconn" in plain
    long = [line for line in plain.splitlines() if len(line) > 60 and "https://" not in line]
    assert not long
    window.type("/partn\t")
    window.until("ers ")
    time.sleep(0.3)  # CPython sees a Ctrl-C that comes while readline is busy only at the next key
    window.type("\x03")
    assert window.ended() == 0
    assert "Traceback" not in window.seen


def test_lines_of_earlier_days_come_back_and_are_for_their_owner_alone(library: Path) -> None:
    first = Window(library)
    first.until("tieup> ")
    first.type("/deal intrinsic\n")
    first.until("tieup> ")
    first.type("\x04")
    assert first.ended() == 0
    kept = library / "state" / "tieup" / "history"
    assert "/deal intrinsic" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    later = Window(library)
    later.until("tieup> ")
    later.type("\x1b[A")
    later.until("/deal intrinsic")
    later.type("\x15/map \t\t")
    listed = later.until("/map loop")
    assert "/map path The shortest chain of deals" in re.sub(r"\s+", " ", listed)
    later.type("\x15\x04")
    assert later.ended() == 0


def test_without_colour_it_reads_as_well(library: Path) -> None:
    window = Window(library, NO_COLOR="1")
    window.until("tieup> ")
    window.type("/deal foxconn\n")
    answer = window.until("tieup> ")
    assert "Evidence" in answer
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", answer), "no colour where none is wanted"
    window.type("\x04")
    assert window.ended() == 0


def test_an_answer_as_json(library: Path) -> None:
    done = tieup(library, "ask", "--json", "/deal foxconn with:openai")
    told = json.loads(done.stdout)
    assert told["cards"][0]["title"].startswith("OpenAI and Foxconn")
    assert [deal["deal"] for deal in told["deals"]] == [told["cards"][0]["footer"].split(",")[0]]
    assert {party["name"] for party in told["deals"][0]["parties"]} == {"OpenAI", "Foxconn"}
    assert {"label": "Evidence", "line": f"/evidence {told['deals'][0]['deal']}"} in told["buttons"]
    listed = json.loads(tieup(library, "ask", "--json", "/dates", "foxconn").stdout)
    assert listed["files"] == [], "pictures are left out, and none is written"
    assert not list(library.glob("*.png"))
    assert any(line["button"] for section in listed["cards"][0]["sections"] for line in section["lines"])
    lost = json.loads(tieup(library, "ask", "--json", "/deal foxxconn").stdout)
    assert "Did you mean Foxconn?" in lost["text"]
    done = tieup(library, "ask", "--json", "/nonsense")
    assert (done.returncode, done.stdout) == (2, "")


def test_pictures_are_written_once(library: Path) -> None:
    pytest.importorskip("vl_convert")
    for _ in range(2):
        done = tieup(library, typed="/map network foxconn\n/dates foxconn\n")
    names = sorted(path.name for path in library.glob("*.png"))
    if not names:
        pytest.skip("this machine has no font")
    assert re.findall(r"Written: (\S+)", done.stdout) == names == ["network-foxconn.png", "timeline-foxconn.png"]


def test_a_form_is_asked_field_by_field_and_ctrl_d_ends(library: Path) -> None:
    window = Window(library)
    window.until("tieup> ")
    window.type("/article add\n")
    window.until("Title: ")
    for field, typed in (("Date: ", "Crane buys Dove\n"), ("Link: ", "2025-11-21\n"), ("Text:", "\n")):
        window.type(typed)
        window.until(field)
    window.type("Crane Metals has agreed to acquire Dove Steel for $3 billion, they said.\n.\n")
    window.until("Text continued:")
    window.type(".\n")
    assert "Draft" in window.until("tieup> ")
    window.type("/press Discard\n")
    window.until("Discarded")
    window.until("tieup> ")
    window.type("\x04")
    assert window.ended() == 0
