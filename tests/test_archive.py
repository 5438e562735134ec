"""Earlier issues: what was printed there is found again, whatever has become of the index."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from bulletin import archive, checking, files
from bulletin.archive import Archive
from bulletin.checking import Options
from bulletin.files import Workspace
from tests.conftest import MakeWorkspace, Run
from tests.issues import FRONT

SAID = "温县人大常委会把联络站建在村头巷尾，群众推门就能见到代表，当面说出自己的心里话。"
OTHER = "沁阳市人大常委会请代表旁听法庭审理，庭后逐案座谈，把看到的问题一条一条交给法院。"
THIRD = "博爱县人大常委会邀请乡镇代表列席会议，会上发言，会后督办，件件有着落、事事有回音。"
INDEX = Path("build/.cache/sentences.sqlite")


@pytest.fixture
def root(workspace: MakeWorkspace) -> Path:
    """Three issues; the third says what the first said."""
    return workspace(
        {
            "issues/1/01-温县.md": FRONT + SAID + "\n",
            "issues/2/issue.yaml": "number: 2\n",
            "issues/2/01-沁阳.md": FRONT + OTHER + "\n",
            "issues/3/issue.yaml": "number: 3\n",
            "issues/3/01-又是温县.md": FRONT + SAID + "\n",
        }
    )


def duplicates(root: Path, number: int = 3) -> list[str]:
    """What is said about paragraphs that were printed before."""
    checked = next(checking.check_issues(Workspace(root), [number], Options()))
    return [one.message for one in checked.found if one.code == "GE003"]


def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contributions that the archive reads from now on."""
    read, names = files.read, list[str]()

    def noting(path: Path, name: str) -> bytes:
        names.append(name)
        return read(path, name)

    monkeypatch.setattr(archive, "read", noting)
    return names


IN_THE_FIRST = ["这段话在 issues/1/01-温县.md 里已经有了。"]


def test_an_earlier_issue_is_named(root: Path) -> None:
    assert duplicates(root) == IN_THE_FIRST
    assert duplicates(root, 1) == []  # what comes later has not been printed yet


def test_earlier_issues_are_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = read_files(monkeypatch)
    assert duplicates(root) == IN_THE_FIRST
    assert sorted(names) == ["issues/1/01-温县.md"] * 2 + ["issues/2/01-沁阳.md"]
    names.clear()
    assert duplicates(root) == IN_THE_FIRST
    assert names == ["issues/1/01-温县.md"]  # only to be sure that it really stands there


def test_a_changed_issue_is_read_again(root: Path) -> None:
    assert duplicates(root) == IN_THE_FIRST
    (root / "issues/1/01-温县.md").write_text(FRONT + THIRD + "\n", "utf-8")
    assert duplicates(root) == []
    (root / "issues/2/02-补.md").write_text(FRONT + SAID + "\n", "utf-8")
    assert duplicates(root) == ["这段话在 issues/2/02-补.md 里已经有了。"]
    (root / "issues/2/02-补.md").unlink()
    assert duplicates(root) == []


def test_the_latest_of_several_is_named(root: Path) -> None:
    (root / "issues/2/02-补.md").write_text(FRONT + SAID + "\n", "utf-8")
    assert duplicates(root) == ["这段话在 issues/2/02-补.md 里已经有了。"]


def test_most_of_a_paragraph_is_enough(root: Path) -> None:
    path = root / "issues/3/01-又是温县.md"
    path.write_text(FRONT + SAID + "这是今年新添的一句话。\n", "utf-8")
    assert duplicates(root) == IN_THE_FIRST
    path.write_text(FRONT + SAID + OTHER + THIRD + "\n", "utf-8")
    assert duplicates(root) == []


def test_an_index_that_lies_accuses_no_one(root: Path) -> None:
    assert duplicates(root, 2) == []
    assert duplicates(root) == IN_THE_FIRST
    index = sqlite3.connect(root / INDEX)
    index.execute("UPDATE article SET name = 'issues/2/01-沁阳.md'")
    index.commit()
    assert duplicates(root) == []
    index.execute("UPDATE article SET name = 'issues/1/从来没有.md'")
    index.commit()
    assert duplicates(root) == []


def garbage(index: Path) -> None:
    index.write_bytes(b"garbage, not an index" * 999)


def empty(index: Path) -> None:
    index.write_bytes(b"")


def half(index: Path) -> None:
    data = index.read_bytes()
    index.write_bytes(data[: len(data) // 2])


def overwritten(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    index.write_bytes(data)


def of_another_version(index: Path) -> None:
    index.unlink()
    database = sqlite3.connect(index)
    database.executescript("CREATE TABLE sentence (words TEXT); PRAGMA user_version = 99;")
    database.close()


def without_tables(index: Path) -> None:
    index.unlink()
    database = sqlite3.connect(index)
    database.executescript("PRAGMA user_version = 2;")
    database.close()


def missing(index: Path) -> None:
    index.unlink()


def emptied(index: Path) -> None:
    database = sqlite3.connect(index)
    database.execute("DELETE FROM sentence WHERE mark IN (SELECT mark FROM sentence LIMIT 1)")
    database.commit()
    database.close()


def altered(index: Path) -> None:
    database = sqlite3.connect(index)
    database.execute("UPDATE sentence SET mark = mark + 1")
    database.commit()
    database.close()


def a_folder(index: Path) -> None:
    index.unlink()
    index.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        garbage,
        empty,
        half,
        overwritten,
        of_another_version,
        without_tables,
        missing,
        emptied,
        altered,
        a_folder,
    ],
)
def test_a_damaged_index_is_made_anew(root: Path, damage: Callable[[Path], None]) -> None:
    assert duplicates(root) == IN_THE_FIRST
    damage(root / INDEX)
    assert duplicates(root) == IN_THE_FIRST
    assert duplicates(root) == IN_THE_FIRST


def test_damage_that_shows_while_it_is_used(root: Path) -> None:
    there = Archive(Workspace(root), 3)
    there._database.execute("DROP TABLE sentence")
    text = SAID.translate({ord(mark): None for mark in "，。"})
    found = there.before(3).articles_with({crc32(text.encode())})
    there.close()
    assert list(found.values()) == [("issues/1/01-温县.md",)]


def test_a_locked_index_is_done_without(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_PATIENCE", 0.05)
    assert duplicates(root, 2) == []
    other = sqlite3.connect(root / INDEX)
    other.execute("BEGIN EXCLUSIVE")
    assert duplicates(root) == IN_THE_FIRST
    other.rollback()


def test_a_folder_that_cannot_be_made(root: Path, run: Run) -> None:
    (root / "build").mkdir()
    (root / "build/.cache").write_text("a file stands in the way")
    assert IN_THE_FIRST[0] in run("check", "3", cwd=root).stdout


def test_one_issue_needs_no_index(workspace: MakeWorkspace) -> None:
    root = workspace({})
    assert duplicates(root, 1) == []
    assert not (root / "build").exists()


def test_several_processes_find_what_one_finds(root: Path, run: Run) -> None:
    one = run("build", "--all", cwd=root)
    (root / INDEX).unlink()
    (root / "build/.ledger.json").unlink()
    two = run("build", "--all", "--jobs", "2", cwd=root)
    assert IN_THE_FIRST[0] in one.stderr
    assert (one.stderr, one.returncode) == (two.stderr, two.returncode)
