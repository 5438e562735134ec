"""Kills, a full disk and an editor's saves at every step that a command takes on the disk.

``python -m tests.harness.moments`` tries every step; tests/harness/test_moments.py some of them. A
step is a call to the system that concerns the workspace (a file opened, a folder made, a name given or taken
away, a word to SQLite). The command runs in a copy of this process, in which all modules are
loaded already; the hook that counts is only there.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import pkgutil
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bulletin
from bulletin.workspace import atomic
from bulletin.workspace.store import NAME
from tests.conftest import SERIES, Files, write_files
from tests.harness.fuzz_seeds import ISSUE_TEXT

Tree = dict[str, bytes]
FRONT = "---\ntitle: 标题{}\nsource: 某县人大\n---\n\n"
FAULTY = FRONT + "会议,审议。\n\n培训１１次，10几次。\n"
SAVED = FRONT.format("新") + "编辑刚刚存的一句,有毛病。\n"
REPORT = "build/导入报告.txt"
BY_HAND = b"edited by hand in Word"
ISSUE: dict[str, str | bytes] = {
    "issues/bulletin.yaml": SERIES,
    "issues/1/issue.yaml": "number: 1\n",
    "issues/1/01.md": FAULTY.format("一"),
    "issues/1/02.md": FAULTY.format("二"),
    "issues/1/03.md": FRONT.format("三") + "没有毛病。\n",
}
ISSUES = ISSUE | {
    "issues/2/issue.yaml": "number: 2\n",
    "issues/2/01.md": FAULTY.format("又一"),
    "issues/3/issue.yaml": "number: 3\n",
    "issues/3/01.md": FAULTY.format("再一"),
}


@dataclass(frozen=True)
class Trial:
    """A command, what lies in the folder before, and what was run and changed before that."""

    name: str
    command: tuple[str, ...]
    files: Files
    earlier: tuple[str, ...] = ()
    changes: Files = field(default_factory=dict)
    without_store: bool = False

    def prepare(self, root: Path) -> None:
        """The folder as it is before the command."""
        write_files(root, self.files)
        if self.earlier:
            assert run(root, self.earlier).code in (0, 1)
        write_files(root, self.changes)
        if self.without_store:
            (root / "build" / NAME).unlink()


SENT = "{0}：代表动起来\n{0}人大常委会引导代表走进站点，走到群众中间。\n（{0}人大供稿）\n"
SOURCES: dict[str, str | bytes] = {
    "in/1.txt": SENT.format("甲县"),
    "in/2.txt": SENT.format("乙县"),
    "in/10.txt": SENT.format("丙县"),
}
BACK: dict[str, str | bytes] = {
    f"back/第{n}期.txt": ISSUE_TEXT.replace("43", str(n)).replace("四十三", str(n)) for n in (8, 9)
}
EDITED: dict[str, str | bytes] = {
    "build/1.docx": BY_HAND,
    "issues/1/03.md": FRONT.format("三") + "改过了。\n",
}
TRIALS = (
    Trial("build", ("build", "1"), ISSUE),
    Trial("build again", ("build", "1"), ISSUE, ("build", "1"), {"issues/1/03.md": SAVED}),
    Trial("build, edited", ("build", "1"), ISSUE, ("build", "1"), EDITED),
    Trial("build, edited, no store", ("build", "1"), ISSUE, ("build", "1"), EDITED, True),
    Trial("build --html", ("build", "1", "--html"), ISSUE),
    Trial("build --all", ("build", "--all"), ISSUES, ("build", "--all"), EDITED),
    Trial("check --fix", ("check", "--fix"), ISSUES),
    Trial("new", ("new",), ISSUES),
    Trial("add", ("add", "1", "新的一篇", "--source", "某县人大"), ISSUE),
    Trial("init", ("init", "另一份"), ISSUE),
    Trial("template", ("template",), ISSUE),
    Trial("import", ("import", "1", "in"), ISSUE | SOURCES),
    Trial("import --all", ("import", "--all", "back"), ISSUE | BACK),
    Trial("import --undo", ("import", "--undo"), ISSUE | SOURCES, ("import", "1", "in")),
)
"""To try another command, add a line: run after a kill it has to end as if there had been none."""
FIX = Trial("check --fix", ("check", "1", "--fix"), ISSUE)
BUILD = Trial("build", ("build", "1"), ISSUE, ("build", "1"), {"issues/1/03.md": SAVED})


# What happens at a step


Action = Callable[[str, str, bool], None]
"""Given what is about to be done, to which path, and whether it writes."""


def nothing(what: str, path: str, writes: bool) -> None:
    pass


def kill(what: str, path: str, writes: bool) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_half_written(what: str, path: str, writes: bool) -> None:
    if what == "open" and writes:
        Path(path).write_bytes(b"hal")
    os.kill(os.getpid(), signal.SIGKILL)


def full(what: str, path: str, writes: bool) -> None:
    """From here on the disk is full."""
    if what.startswith("sqlite") and writes:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error
    if writes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


full.goes_on = True  # type: ignore[attr-defined]


def save_in_place(what: str, path: str, writes: bool) -> None:
    Path("issues/1/02.md").write_text(SAVED, "utf-8")


def save_over(what: str, path: str, writes: bool) -> None:
    """As Word, vim and most others save: another file takes the name."""
    Path("editor.new").write_text(SAVED, "utf-8")
    Path("editor.new").replace("issues/1/02.md")


def edit_in_place(what: str, path: str, writes: bool) -> None:
    Path("build/1.docx").write_bytes(BY_HAND)


def edit_over(what: str, path: str, writes: bool) -> None:
    Path("editor.new").write_bytes(BY_HAND)
    Path("editor.new").replace("build/1.docx")


# Steps

_WRITING = {"os.rename", "os.link", "os.mkdir", "os.symlink", "os.truncate", "swap", "fsync"}
_LOOKING = {"os.remove", "os.rmdir", "os.chmod", "os.utime", "os.scandir", "os.listdir"}


class Steps:
    """Counts the steps of this process, and acts at one of them, or from one on."""

    def __init__(self, root: Path, action: Action, at: int) -> None:
        self._root, self._action, self._at = str(root), action, at
        self._goes_on = hasattr(action, "goes_on")
        self._is_acting = False
        self.count = 0

    def begin(self) -> None:
        sys.addaudithook(self._hear)
        fsync, swap, steps = os.fsync, atomic._swap, self

        def counted_fsync(number: int) -> None:
            steps.take("fsync", self._root, True)
            fsync(number)

        def counted_swap(one: Path, other: Path) -> bool:
            steps.take("swap", str(other), True)
            done = swap(one, other)
            steps.take("swapped", str(other), False)
            return done

        class Counted(sqlite3.Connection):
            def execute(self, sql: str, *rest: Any) -> Any:
                writes = not sql.startswith(("SELECT", "PRAGMA", "ROLLBACK"))
                steps.take(f"sqlite {sql}", steps._root, writes)
                return super().execute(sql, *rest)

            def __exit__(self, kind: Any, *rest: Any) -> Any:
                if kind is None:
                    try:
                        steps.take("sqlite COMMIT", steps._root, True)
                    except sqlite3.Error:
                        self.rollback()
                        raise
                return super().__exit__(kind, *rest)

        connect = sqlite3.connect

        def counted_connect(path: Any, **more: Any) -> sqlite3.Connection:
            factory = sqlite3.Connection if path == ":memory:" else Counted
            return connect(path, **more, factory=factory)

        for owner, name, function in (
            (sqlite3, "connect", counted_connect),
            (os, "fsync", counted_fsync),
            (atomic, "_swap", counted_swap),
        ):
            setattr(owner, name, function)

    def take(self, what: str, path: str, writes: bool) -> None:
        if self._is_acting or not os.path.abspath(path).startswith(self._root):
            return
        self.count += 1
        if self.count == self._at or (self._goes_on and self.count > self._at > 0):
            self._is_acting = True
            try:
                self._action(what, path, writes)
            finally:
                self._is_acting = False

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(given[0], (str, bytes)):
            writes = bool(given[2] & (os.O_EXCL | os.O_TRUNC | os.O_CREAT))
            self.take("open", os.fsdecode(given[0]), writes)
        elif event in _WRITING or event in _LOOKING:
            path = given[1] if event in ("os.rename", "os.link") else given[0]
            if isinstance(path, (str, bytes, os.PathLike)):
                self.take(event, os.fsdecode(path), event in _WRITING)


# Running


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code, ``None`` if it was killed; what it said; its steps."""

    code: int | None
    said: str
    steps: int


def load_all() -> None:
    """Every module, once, so that a copy of this process need not."""
    for module in pkgutil.walk_packages(bulletin.__path__, "bulletin."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def run(
    root: Path, command: tuple[str, ...], action: Action = nothing, at: int = 0, limit: int = 0
) -> Ran:
    """Run a command in a copy of this process; with a limit of bytes for each file if there is one."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as counted:
        child = os.fork()
        if child == 0:
            _run_here(root, command, Steps(root, action, at), limit, said.fileno(), counted)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        counted.seek(0)
        code = os.waitstatus_to_exitcode(status)
        text = said.read().decode("utf-8", "replace")
        return Ran(None if code < 0 else code, text, int(counted.read() or 0))


def _run_here(
    root: Path, command: tuple[str, ...], steps: Steps, limit: int, said: int, counted: Any
) -> None:
    code: Any = 70
    try:
        os.chdir(root)
        os.environ.pop("BULLETIN_WORKSPACE", None)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.argv = ["bulletin", *command]
        if limit:
            import resource  # not on Windows

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        steps.begin()
        from bulletin.cli import app

        app.main()
    except SystemExit as ended:
        code = ended.code
    finally:
        steps._is_acting = True
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        with contextlib.suppress(OSError):
            os.write(counted.fileno(), str(steps.count).encode())
        os._exit(code if isinstance(code, int) else 70)


# What must hold


def tree(root: Path) -> Tree:
    """Every file and empty folder, but for the store's."""
    found = dict[str, bytes]()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.name.startswith(NAME):
            found[name] = path.read_bytes()
        elif path.is_dir() and not any(path.iterdir()):
            found[name] = b"an empty folder"
    return found


def is_part(name: str) -> bool:
    return any(piece.startswith(".bulletin-") for piece in name.split("/"))


def faults_of_stop(before: Tree, now: Tree, after: Tree) -> Iterator[str]:
    """What is wrong after a command was stopped: each file is as it was or as it is to be."""
    for name in before.keys() | now.keys():
        if is_part(name) or now.get(name) == b"an empty folder":
            continue
        if "手改" in name and now[name] == before["build/1.docx"]:
            continue
        if now.get(name) not in (before.get(name), after.get(name)):
            yield f"{name} is neither as it was nor as it is to be"
    if BY_HAND in before.values() and BY_HAND not in now.values():
        yield "an edit was lost"


def faults_of_speech(ran: Ran) -> Iterator[str]:
    if "程序自己出了错" in ran.said or "Traceback" in ran.said:
        yield f"it said: {ran.said}"


def stopped(
    trial: Trial, action: Action, at: int, clean: tuple[Tree, Ran], folder: Path, limit: int = 0
) -> list[str]:
    """Stop a command at a step, look, run it again, look again; what is wrong."""
    root = folder / "ws"
    shutil.rmtree(root, ignore_errors=True)
    trial.prepare(root)
    before = tree(root)
    first = run(root, trial.command, action, at, limit)
    faults = [*faults_of_stop(before, tree(root), clean[0]), *faults_of_speech(first)]
    is_done = first.code == 0 or (trial.name == "new" and tree(root) == clean[0])
    again = first if is_done else run(root, trial.command)  # ``new`` done twice makes two
    if is_done and any(map(is_part, tree(root))):
        run(root, ("list",))  # on a full disk not even a folder can be moved out of the way
    now = tree(root)
    if "import" in trial.command and REPORT not in now and REPORT in clean[0]:
        now[REPORT] = clean[0][REPORT]  # only a list of what was done, which was said then
    if limit:  # a store that cannot grow is done without: of what is not known copies are kept
        now = {name: data for name, data in now.items() if "手改" not in name or data == BY_HAND}
    if now != clean[0]:
        names = [n for n in now.keys() | clean[0].keys() if now.get(n) != clean[0].get(n)]
        faults.append(f"run again, these are not as they should be: {names}; {again.said}")
    faults += faults_of_speech(again)
    return [f"{trial.name}, {action.__name__} at {at}, limit {limit}: {one}" for one in faults]


def saved(trial: Trial, action: Action, at: int, folder: Path, mended: bytes) -> list[str]:
    """Save a file at a step of ``--fix``: it holds what was saved, mended or not."""
    root = folder / "ws"
    shutil.rmtree(root, ignore_errors=True)
    trial.prepare(root)
    ran = run(root, trial.command, action, at)
    now = tree(root)
    faults = list(faults_of_speech(ran))
    text = now["issues/1/02.md"]
    if text not in (SAVED.encode(), mended):
        faults.append("a save was lost")
    if text == SAVED.encode() and "刚才被别的程序存过" not in ran.said and at <= ran.steps:
        told = run(root, trial.command).said  # saved after the end, or before: mended next time
        if "改了" not in told:
            faults.append(f"not mended, and not said why: {ran.said}")
    if any(is_part(name) for name in now):
        faults.append("something is left lying about")
    return [f"{trial.name}, {action.__name__} at {at}: {one}" for one in faults]


def edited(action: Action, at: int, folder: Path) -> list[str]:
    """Edit the .docx by hand at a step of its build: it is there, or a copy of it."""
    root = folder / "ws"
    shutil.rmtree(root, ignore_errors=True)
    BUILD.prepare(root)
    ran = run(root, BUILD.command, action, at)
    again = run(root, BUILD.command)
    faults = [*faults_of_speech(ran), *faults_of_speech(again)]
    now = tree(root)
    if sorted(name for name in now if name.startswith("build/")) != [
        "build/1.docx",
        "build/1.手改.docx",
    ]:
        faults.append(f"lost, or kept twice: {[*now]}")
    if BY_HAND not in now.values():
        faults.append("an edit was lost")
    return [f"build, {action.__name__} at {at}: {one}" for one in faults]


def clean_run(trial: Trial, folder: Path) -> tuple[Tree, Ran]:
    """What the folder holds, and what the command said, when nothing happens."""
    root = folder / "ws"
    shutil.rmtree(root, ignore_errors=True)
    trial.prepare(root)
    ran = run(root, trial.command, nothing, -1)
    return tree(root), ran


def moments(every: int = 1, start: int = 1) -> Iterator[tuple[str, list[str]]]:
    """Try each so-many-th step of all commands; what was tried, and what went wrong."""
    load_all()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for trial in TRIALS:
            clean = clean_run(trial, folder)
            assert clean[1].code in (0, 1), clean[1].said
            for action in (kill, kill_half_written, full):
                for at in range(start, clean[1].steps + 1, every):
                    yield (
                        f"{trial.name}: {action.__name__}",
                        stopped(trial, action, at, clean, folder),
                    )
            for limit in range(start * 500, 60_000, 2_000 * every):
                yield f"{trial.name}: limit", stopped(trial, nothing, 0, clean, folder, limit)
        _, ran = clean_run(FIX, folder)
        write_files(folder / "ws", {"issues/1/02.md": SAVED})
        run(folder / "ws", FIX.command)
        mended = (folder / "ws/issues/1/02.md").read_bytes()
        assert mended != SAVED.encode()
        for save in (save_in_place, save_over):
            for at in range(start, ran.steps + 1, every):
                yield f"{FIX.name}: {save.__name__}", saved(FIX, save, at, folder, mended)
        _, ran = clean_run(BUILD, folder)
        for edit in (edit_in_place, edit_over):
            for at in range(start, ran.steps + 1, every):
                yield f"{BUILD.name}: {edit.__name__}", edited(edit, at, folder)


def main() -> int:
    began, counts, bad = time.monotonic(), Counter[str](), 0
    for what, faults in moments(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        counts[what] += 1
        bad += bool(faults)
        for one in faults:
            print(one, flush=True)
    for what, count in counts.items():
        print(f"{count:5} {what}")
    print(f"{counts.total()} moments in {time.monotonic() - began:.0f} s, {bad} with faults")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
