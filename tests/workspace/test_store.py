"""The store: damaged, locked or not to be had, it costs time or a copy, never what users made."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.workspace import store
from bulletin.workspace.folders import Workspace
from bulletin.workspace.store import NAME, Connection, Store
from tests.conftest import CONTRIBUTION, ROOT, MakeWorkspace, Run
from tests.harness.issues import FRONT
from tests.pipeline.test_archive import SAID, duplicates

pytestmark = pytest.mark.slow

FILE = Path("build") / NAME
IN_THE_FIRST = ["这段话在 issues/1/02.md 里已经有了。"]


@pytest.fixture
def root(workspace: MakeWorkspace) -> Path:
    """Two issues; the second says what the first says."""
    return workspace(
        {
            "issues/1/02.md": FRONT + SAID + "\n",
            "issues/2/issue.yaml": "number: 2\n",
            "issues/2/01.md": FRONT + SAID + "\n",
        }
    )


def garbage(file: Path) -> None:
    file.write_bytes(b"garbage, no database" * 999)


def a_word(file: Path) -> None:
    file.write_bytes(b"{")


def deep_json(file: Path) -> None:
    file.write_bytes(b"[" * 100_000)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def half(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def overwritten(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    file.write_bytes(data)


def of_another_version(file: Path) -> None:
    file.unlink()
    other = sqlite3.connect(file)
    other.executescript("CREATE TABLE built (words TEXT); PRAGMA user_version = 99;")
    other.close()


def anothers(file: Path) -> None:
    file.unlink()
    other = sqlite3.connect(file)
    other.executescript("CREATE TABLE contacts (words TEXT);")
    other.close()


def without_tables(file: Path) -> None:
    file.unlink()
    other = sqlite3.connect(file)
    other.executescript("PRAGMA user_version = 1;")
    other.close()


def missing(file: Path) -> None:
    file.unlink()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGES = [
    garbage,
    a_word,
    deep_json,
    empty,
    half,
    overwritten,
    of_another_version,
    anothers,
    without_tables,
    missing,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_made_anew(root: Path, run: Run, damage: Callable[[Path], None]) -> None:
    assert run("build", "--all", cwd=root).returncode == 0
    damage(root / FILE)
    assert duplicates(root, 2) == IN_THE_FIRST
    damage(root / FILE)
    again = run("build", "--all", cwd=root)
    assert "编好 2 期" in again.stdout
    assert "2 期没有变化" in run("build", "--all", cwd=root).stdout
    assert not list((root / "build").glob("*手改*")), "what is as it would be written is no edit"


@pytest.mark.parametrize("damage", [*DAMAGES, a_folder, a_pipe])
def test_not_knowing_is_no_proof_that_nothing_changed(
    root: Path, run: Run, damage: Callable[[Path], None]
) -> None:
    assert run("build", "1", cwd=root).returncode == 0
    (root / "build/1.docx").write_bytes(b"edited by hand")
    damage(root / FILE)
    done = run("build", "1", cwd=root)
    assert "1.docx 在 Word 里改过，已另存为 1.手改.docx。" in done.stderr
    assert (root / "build/1.手改.docx").read_bytes() == b"edited by hand"
    assert (root / "build/1.docx").read_bytes().startswith(b"PK")
    assert "程序自己出了错" not in done.stderr


@pytest.mark.parametrize("column", ["crc", "stat", "content", "at", "date", "articles", "outside"])
def test_a_row_that_was_altered_counts_as_missing(root: Path, run: Run, column: str) -> None:
    run("build", "1", cwd=root)
    other = sqlite3.connect(root / FILE)
    other.execute(f"UPDATE built SET {column} = 7")
    other.commit()
    other.close()
    assert "编好 2 期" in run("build", "--all", cwd=root).stdout


def test_what_the_program_made_of_older_texts_is_no_edit(root: Path, run: Run) -> None:
    """A file that was put back from a safety copy, or written by a run that was killed then."""
    run("build", "1", cwd=root)
    old = (root / "build/1.docx").read_bytes()
    (root / "issues/1/02.md").unlink()
    run("build", "1", cwd=root)
    (root / "build/1.docx").write_bytes(old)
    assert "手改" not in run("build", "1", cwd=root).stderr
    assert sorted(path.name for path in (root / "build").iterdir()) == [NAME, "1.docx"]


def test_a_file_elsewhere_is_not_overwritten_either(root: Path, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "送审稿.docx"
    place.write_bytes(b"someone else's")
    assert "已另存为 送审稿.手改.docx" in run("build", "1", "-o", place, cwd=root).stderr
    assert (tmp_path / "送审稿.手改.docx").read_bytes() == b"someone else's"
    (root / "issues/1/02.md").unlink()
    assert "手改" not in run("build", "1", "-o", place, cwd=root).stderr


# A store that another process has


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_SILENT", 0.1)
    monkeypatch.setattr(store, "_PATIENCE", 0.3)


def held(root: Path) -> Connection:
    """A connection that lets no other one write, nor read where that can be helped."""
    other = sqlite3.connect(root / FILE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM issue WHERE number < 0")
    return other


def test_a_held_store_is_done_without_and_that_is_said(
    root: Path, impatient: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert duplicates(root, 1) == []
    assert duplicates(root, 2) == IN_THE_FIRST
    (root / "issues/1/03.md").write_text(FRONT + "新添的一篇。\n", "utf-8")
    other = held(root)
    assert duplicates(root, 2) == IN_THE_FIRST
    other.close()
    assert capsys.readouterr().err.splitlines() == [
        "build/.bulletin.sqlite 正被别的程序占着，最多等 0 秒……",
        "它一直被占着，这一次不用它了：结果照样编，改过的都另存。",
    ]


def test_a_store_that_is_let_go_is_waited_for(
    root: Path, run: Run, impatient: None, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build", "1", cwd=root)
    holding = subprocess.Popen(
        [sys.executable, "-c", "import sqlite3, sys, time\n"
         "one = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
         "one.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\ntime.sleep(0.2)",
         str(root / FILE)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holding.stdout is not None
    holding.stdout.readline()
    one = Store(Workspace(root))
    one.change(lambda database: database.execute("INSERT INTO output VALUES ('9', x'00')"))
    one.close()
    assert holding.wait() == 0
    holding.stdout.close()
    other = Store(Workspace(root))
    assert other.ask("SELECT number FROM output WHERE number = '9'") == [("9",)]
    other.close()
    assert "不用它了" not in capsys.readouterr().err


def test_a_held_store_keeps_copies(root: Path, impatient: None) -> None:
    from bulletin.pipeline import batch, stages
    from bulletin.workspace.ledger import Ledger

    def build() -> batch.BuiltIssue:
        ledger = Ledger(Workspace(root))
        (written,) = batch.build_all(stages.read_shared(Workspace(root)), ledger, [1])
        ledger.close()
        return written

    assert build().set_aside is None
    (root / "issues/1/02.md").unlink()
    other = held(root)
    written = build()
    other.close()
    assert written.set_aside == root / "build/1.手改.docx", (
        "it cannot be known that it was not edited"
    )


def test_transactions_are_whole(root: Path) -> None:
    one = Store(Workspace(root))

    def failing(database: Connection) -> None:
        database.execute("INSERT INTO output VALUES ('9', x'00')")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        one.change(failing)
    assert one.ask("SELECT * FROM output") == []
    one.close()


def test_a_store_that_cannot_be_written(root: Path, run: Run) -> None:
    """Not for an administrator, whom no mode keeps out: a file in the folder's place."""
    shutil.rmtree(root / "build", ignore_errors=True)
    (root / "build").write_bytes(b"")
    assert IN_THE_FIRST[0] in run("check", "2", cwd=root).stdout
    assert "程序自己出了错" not in run("build", "1", cwd=root).stderr


def test_nothing_is_made_by_looking(root: Path, run: Run) -> None:
    assert run("list", cwd=root).returncode == 0
    assert run("check", "1", cwd=root).returncode == 0
    assert not (root / "build").exists()


def test_two_processes_begin_at_once(workspace: MakeWorkspace) -> None:
    root = workspace(
        {f"issues/{n}/issue.yaml": f"number: {n}\n" for n in range(2, 9)}
        | {f"issues/{n}/01.md": CONTRIBUTION for n in range(2, 9)}
    )
    command = [sys.executable, "-m", "bulletin", "build"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    numbers = [list("1357"), list("2468")]
    started = [
        subprocess.Popen([*command, *some], cwd=root, env=env, stderr=subprocess.PIPE)
        for some in numbers
    ]
    said = [one.communicate(timeout=60)[1] for one in started]
    assert [one.returncode for one in started] == [0, 0], said
    other = sqlite3.connect(root / FILE)
    assert other.execute("SELECT count(*) FROM built").fetchone() == (8,)
    other.close()
