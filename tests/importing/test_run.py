"""An import is made once and wholly: killed at any step, on a full disk, run twice, undone."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.importing.output import record
from bulletin.workspace import atomic
from bulletin.workspace.folders import Workspace
from bulletin.workspace.scaffold import bulletin_yaml, issue_yaml
from bulletin.workspace.transaction import Transaction, recover
from tests.conftest import SERIES, Files, Run, write_files
from tests.harness.fuzz_seeds import ISSUE_TEXT
from tests.harness.word_files import PNG, article, picture, word

pytestmark = pytest.mark.slow

TEXT = "{}：代表动起来\n{}人大常委会引导代表走进站点，走到群众中间。\n（{}人大供稿）\n"
PICTURE = word(
    article("<w:p>" + picture("rId1", "现场.png") + "</w:p>"),
    {"word/media/a.png": PNG},
    {"rId1": ("image", "media/a.png")},
)
SOURCES: Files = {
    "in/1.txt": TEXT.format("甲县", "甲县", "甲县"),
    "in/2.docx": PICTURE,
    "in/10.txt": TEXT.format("乙县", "乙县", "乙县"),
}
BACK: Files = {
    f"in/第{n}期.txt": ISSUE_TEXT.replace("43", str(n)).replace("四十三", str(n)) for n in (3, 4)
}
ONE, ALL, UNDO = ("import", "1", "in"), ("import", "--all", "in"), ("import", "--undo")
Tree = dict[str, bytes]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "ws", {"issues/bulletin.yaml": SERIES, **SOURCES})


def tree(root: Path) -> Tree:
    """Every file, and every empty folder, but results."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in root.rglob("*")
        if "build" not in path.parts and (path.is_file() or not any(path.iterdir()))
    }


def texts(root: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((root / "issues").rglob("*.md"))]


# Twice


def test_the_same_again_makes_nothing_twice(run: Run, root: Path) -> None:
    assert run(*ONE, cwd=root).returncode == 0
    before = tree(root)
    done = run(*ONE, cwd=root)
    assert done.returncode == 0
    assert done.stderr.count("已经有了") == 3 and "--again" in done.stderr
    assert tree(root) == before


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other", "deep", "list"])
def test_without_the_record_the_contributions_tell(run: Run, root: Path, damage: str) -> None:
    run(*ONE, cwd=root)
    path = record.path_of(Workspace(root))
    whole = path.read_bytes()
    contents = {
        "empty": b"", "cut": whole[:100], "other": b'{"format": 9}', "deep": b"[" * 100_000, "list": b"[]",
    }  # fmt: skip
    path.unlink() if damage == "missing" else path.write_bytes(contents[damage])
    before = texts(root)
    done = run(*ONE, cwd=root)
    assert done.returncode == 0 and done.stderr.count("已经有了") == 3
    assert texts(root) == before
    undone = run(*UNDO, cwd=root)
    assert undone.returncode == 2
    assert ("没有可以撤销的导入" if damage == "missing" else "记录坏了") in undone.stderr
    assert texts(root) == before


def test_a_back_catalogue_twice(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, BACK)
    first = run(*ALL)
    assert first.returncode in (0, 1), first.stderr
    before = tree(tmp_path)
    assert "issues/3/issue.yaml" in before and "issues/4/issue.yaml" in before
    assert run(*ALL).stderr.count("已经有了") == 2
    record.path_of(Workspace(tmp_path)).unlink()
    again = run(*ALL)
    assert again.returncode == 0 and again.stderr.count("已经有了") == 2
    assert texts(tmp_path) == [
        data.decode() for name, data in sorted(before.items()) if name.endswith(".md")
    ]


def test_what_was_deleted_comes_again_and_what_was_edited_does_not(run: Run, root: Path) -> None:
    run(*ONE, cwd=root)
    first, second = sorted((root / "issues/1").glob("*.md"))[:2]
    first.unlink()
    second.write_text(second.read_text("utf-8") + "\n又一段。\n", "utf-8")
    done = run(*ONE, cwd=root)
    assert done.stderr.count("已经有了") == 2
    assert len(texts(root)) == 3
    assert any("又一段" in text for text in texts(root))


def test_renamed_contributions_are_known_by_title_and_text(run: Run, root: Path) -> None:
    run(*ONE, cwd=root)
    for path in sorted((root / "issues/1").glob("*.md")):
        path.rename(path.with_name("改名" + path.name))
    assert run(*ONE, cwd=root).stderr.count("已经有了") == 3
    assert len(texts(root)) == 3


def test_twice_in_one_import_and_in_two_issues(run: Run, root: Path) -> None:
    write_files(root, {"in/抄.txt": SOURCES["in/1.txt"]})
    done = run(*ONE, cwd=root)
    assert "抄.txt 在第 1 期里已经有了" in done.stderr
    assert len(texts(root)) == 3
    run("import", "2", "in", cwd=root)
    assert len(texts(root)) == 6
    run("import", "2", "in", "--again", cwd=root)
    assert len(texts(root)) == 10


def test_a_contribution_of_our_own_twice(run: Run, root: Path) -> None:
    text = "---\ntitle: 甲\nsource: 乙\n---\n\n文。\n\n![图](p.png)\n"
    write_files(root, {"own/a.md": text, "own/p.png": PNG})
    for _ in range(2):
        done = run("import", "1", "own/a.md", cwd=root)
        assert done.returncode == 0, done.stderr
        record.path_of(Workspace(root)).unlink(missing_ok=True)
    assert texts(root) == [text]


# Undone


def test_undo(run: Run, root: Path) -> None:
    before = tree(root)
    run(*ONE, cwd=root)
    done = run(*UNDO, cwd=root)
    assert done.returncode == 0 and "删去 5 个文件" in done.stdout
    assert tree(root) == before
    again = run(*UNDO, cwd=root)
    assert again.returncode == 2 and "没有可以撤销的导入" in again.stderr


def test_undo_of_the_last_of_two(run: Run, root: Path) -> None:
    run("import", "1", "in/1.txt", cwd=root)
    before = texts(root)
    run(*ONE, cwd=root)
    assert len(texts(root)) == 3
    assert run(*UNDO, cwd=root).returncode == 0
    assert texts(root) == before
    assert run("import", "1", "in/1.txt", cwd=root).stderr.count("已经有了") == 1
    assert run("import", "1", "in/2.docx", cwd=root).returncode == 0


@pytest.mark.parametrize("begun", ["nothing", "init", "new"])
def test_undo_gives_back_the_settings(run: Run, tmp_path: Path, begun: str) -> None:
    start: dict[str, Files] = {
        "nothing": {},
        "init": {"issues/bulletin.yaml": bulletin_yaml()},
        "new": {"issues/bulletin.yaml": SERIES, "issues/43/issue.yaml": issue_yaml(43)},
    }
    write_files(tmp_path, {"in/第43期.txt": ISSUE_TEXT, **start[begun]})
    before = tree(tmp_path)
    assert run("import", "43", "in/第43期.txt").returncode in (0, 1)
    assert len(tree(tmp_path)) > len(before)
    assert run(*UNDO).returncode == 0
    assert tree(tmp_path) == before


@pytest.mark.parametrize("what", ["text", "picture", "settings"])
def test_nothing_is_undone_where_an_editor_changed_something(
    run: Run, root: Path, what: str
) -> None:
    run(*ONE, cwd=root)
    pattern = {"text": "02*.md", "picture": "*.png", "settings": "issue.yaml"}[what]
    (path,) = (root / "issues/1").glob(pattern)
    path.write_bytes(path.read_bytes() + b"\n# ")
    before = tree(root)
    done = run(*UNDO, cwd=root)
    assert done.returncode == 2 and path.name in done.stderr and "什么都没有撤销" in done.stderr
    assert tree(root) == before
    path.unlink()  # what is not there need not be removed
    assert run(*UNDO, cwd=root).returncode == 0
    assert texts(root) == []


def test_undo_keeps_what_came_later(run: Run, root: Path) -> None:
    run(*ONE, cwd=root)
    write_files(root, {"issues/1/09-后来.md": "后来"})
    assert run(*UNDO, cwd=root).returncode == 0
    assert sorted(os.listdir(root / "issues/1")) == ["09-后来.md", "issue.yaml"]


def test_undo_takes_no_numbers(run: Run, root: Path) -> None:
    assert "不和期号、文件一起写" in run(*UNDO, "1", cwd=root).stderr


def test_a_record_that_leads_elsewhere_is_damaged(run: Run, root: Path) -> None:
    write_files(root, {"秘密.txt": "x"})
    last = {"made": {"issues/../秘密.txt": "0"}, "changed": {}, "folders": [], "sources": []}
    content = json.dumps({"format": 1, "sources": {}, "last": last})
    write_files(root, {f"issues/{record.NAME}": content})
    assert run(*UNDO, cwd=root).returncode == 2
    assert (root / "秘密.txt").is_file()


# Killed, and a full disk, at each step

_STEPS = {"os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.scandir"}
Action = Callable[[bool], None]


def kill(writes: bool) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full(writes: bool) -> None:
    if writes:
        raise OSError(errno.ENOSPC, "No space left on device")


def ran(
    root: Path, command: tuple[str, ...], action: Action | None = None, at: int = 0
) -> tuple[int | None, int]:
    """Run a command in a copy of this process; the exit code (``None``: killed) and its steps.

    ``full`` goes on from its step; ``kill`` needs no more.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        _run_here(root, command, action, at, write_end)
    os.close(write_end)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read_end) as answer:
        steps = int(answer.read() or 0)
    code = os.waitstatus_to_exitcode(status)
    return (None if code < 0 else code), steps


def _run_here(
    root: Path, command: tuple[str, ...], action: Action | None, at: int, answer: int
) -> None:
    count, code = 0, 70

    def hear(event: str, given: tuple[object, ...]) -> None:
        nonlocal count
        is_open = event == "open" and isinstance(given[0], str) and str(root) in given[0]
        if not (is_open or (event in _STEPS and any(str(root) in str(one) for one in given))):
            return
        count += 1
        if action is not None and at and count >= at:
            made = is_open and bool(int(str(given[2])) & (os.O_CREAT | os.O_TRUNC))
            action(made or event in ("os.rename", "os.link", "os.mkdir"))

    try:
        os.chdir(root)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.stdout = sys.stderr = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.argv = ["bulletin", *command]
        sys.addaudithook(hear)
        from bulletin.cli import app

        app.main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 70
    finally:
        action = None
        with contextlib.suppress(OSError):
            os.write(answer, str(count).encode())
        os._exit(code)


Trial = tuple[Files, tuple[str, ...], tuple[str, ...]]
TRIALS: dict[str, Trial] = {
    "import": ({"issues/bulletin.yaml": SERIES, **SOURCES}, (), ONE),
    "import --all": (BACK, (), ALL),
    "into what new made": (
        {"issues/bulletin.yaml": bulletin_yaml(), "in/第43期.txt": ISSUE_TEXT},
        (),
        ("import", "43", "in"),
    ),
    "import --undo": ({"issues/bulletin.yaml": SERIES, **SOURCES}, ONE, UNDO),
}


def prepared(folder: Path, trial: Trial) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    write_files(folder, trial[0])
    if trial[1]:
        assert ran(folder, trial[1])[0] == 0
    return folder


def stops(trial: Trial, folder: Path, every: int) -> Iterator[str]:
    """What is wrong after a command was stopped at each so-many-th step and run again."""
    before = tree(prepared(folder, trial))
    code, steps = ran(folder, trial[2])
    assert code in (0, 1) and steps > 20
    after = tree(folder)
    for action in (kill, full):
        for at in range(1, steps + 1, every):
            prepared(folder, trial)
            first, _ = ran(folder, trial[2], action, at)
            now = {
                name: data for name, data in tree(folder).items() if "/.bulletin-" not in f"/{name}"
            }
            for name in now.keys() | before.keys():
                if now.get(name) == b"":
                    continue  # an empty folder
                if now.get(name) not in (before.get(name), after.get(name)):
                    yield f"{action.__name__} at {at}: {name} is half done"
            if action is full and first not in (0, 1) and tree(folder) != before:
                left = [one for one in tree(folder) if before.get(one) != tree(folder)[one]]
                if not any(".now/" in one for one in left):
                    yield f"full at {at}: {left} left lying about"
            ran(folder, trial[2])
            if tree(folder) != after:
                yield f"{action.__name__} at {at}: not as it should be: {sorted(tree(folder))}"


@pytest.mark.parametrize("name", TRIALS)
def test_stopped_at_any_step(tmp_path: Path, name: str) -> None:
    assert list(stops(TRIALS[name], tmp_path / "ws", every=7)) == []


# The transaction itself


def test_a_file_made_meanwhile_stops_all(root: Path) -> None:
    with Transaction(Workspace(root)) as change:
        change.put(root / "issues/1/a.md", b"a")
        change.put(root / "issues/1/b.md", b"b")
        write_files(root, {"issues/1/b.md": "somebody's"})
        with pytest.raises(BulletinError, match=r"b\.md 刚才被别的程序改过，什么都没有写"):
            change.commit()
    assert os.listdir(root / "issues/1") == ["b.md"]
    assert sorted(os.listdir(root / "issues")) == ["1", "bulletin.yaml"]


def test_what_cannot_be_finished_is_taken_back(root: Path) -> None:
    change = Transaction(Workspace(root))
    change.put(root / "issues/1/a.md", b"a")
    change.put(root / "issues/bulletin.yaml", b"b")
    folder = change._staging()
    journal = {
        **asdict(change._journal),
        "part": atomic.part_name(root).name.replace(str(os.getpid()), "999999999"),
    }
    (folder / "journal.json").write_text(json.dumps(journal))
    folder.rename(folder.with_name(".bulletin-change.now"))
    write_files(root, {"issues/bulletin.yaml": "an editor's"})
    (said,) = recover(Workspace(root))
    assert "已经全部撤回" in said
    assert os.listdir(root / "issues") == ["bulletin.yaml"]


def test_a_damaged_journal_is_said(root: Path) -> None:
    write_files(root, {"issues/.bulletin-change.now/journal.json": "{"})
    assert "读不出来" in recover(Workspace(root))[0]
    assert os.listdir(root / "issues") == ["bulletin.yaml"]


def test_what_another_process_is_at_is_left_alone(root: Path) -> None:
    """Only one can write at a time; the other is told, and nothing of it stays."""
    with Transaction(Workspace(root)) as one, Transaction(Workspace(root)) as other:
        one.put(root / "issues/1/a.md", b"a")
        other.put(root / "issues/1/a.md", b"a")
        folder = one._staging()
        journal = {**asdict(one._journal), "part": folder.name}
        (folder / "journal.json").write_text(json.dumps(journal))
        folder.rename(folder.with_name(".bulletin-change.now"))
        with pytest.raises(BulletinError, match="另一个 bulletin 正在往这里写"):
            other.commit()
        assert recover(Workspace(root)) == []
    assert not (root / "issues/1").exists()
    os.utime(root / "issues/.bulletin-change.now", (0, 0))
    assert recover(Workspace(root)) == ["上次的导入做到一半停了，已经接着做完。"]
    assert os.listdir(root / "issues/1") == ["a.md"]


def test_imports_side_by_side(root: Path) -> None:
    """Two at once: each is there wholly or not at all, and run again all is there, once."""
    for _ in range(6):
        shutil.rmtree(root / "issues/1", ignore_errors=True)
        record.path_of(Workspace(root)).unlink(missing_ok=True)
        children = []
        for name in ("in", "in/1.txt"):
            children.append(os.fork())
            if children[-1] == 0:
                _run_here(root, ("import", "1", name), None, 0, os.open(os.devnull, os.O_WRONLY))
        for child in children:
            os.waitpid(child, 0)
        assert ran(root, ONE)[0] == 0
        assert len(texts(root)) == 3
        assert sorted(path.name for path in (root / "issues").glob(".*")) == [record.NAME]
