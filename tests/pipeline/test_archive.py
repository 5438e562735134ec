"""Earlier issues: what was printed there is found again, whatever has become of the index."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from zlib import crc32

import pytest

from bulletin.pipeline import archive, checking
from bulletin.pipeline.archive import Archive
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace import files
from bulletin.workspace.folders import Workspace
from tests.conftest import MakeWorkspace, Run
from tests.harness.issues import FRONT

SAID = "温县人大常委会把联络站建在村头巷尾，群众推门就能见到代表，当面说出自己的心里话。"
OTHER = "沁阳市人大常委会请代表旁听法庭审理，庭后逐案座谈，把看到的问题一条一条交给法院。"
THIRD = "博爱县人大常委会邀请乡镇代表列席会议，会上发言，会后督办，件件有着落、事事有回音。"
INDEX = Path("build/.bulletin.sqlite")


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
    checked = next(checking.check_issues(Workspace(root), [number], CheckOptions()))
    return [one.message for one in checked.findings if one.code == "GE003"]


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
    """Even one that someone made up: the file itself is read before anything is said."""
    assert duplicates(root, 2) == []
    assert duplicates(root) == IN_THE_FIRST
    for name in (b"issues/2/01-\xe6\xb2\x81\xe9\x98\xb3.md", "issues/1/从来没有.md".encode()):
        index = sqlite3.connect(root / INDEX)
        ((article,),) = index.execute("SELECT id FROM article WHERE id < 2 << 16").fetchall()
        values = (name, archive._crc(article, name), article)
        index.execute("UPDATE article SET name = ?, crc = ? WHERE id = ?", values)
        index.commit()
        index.close()
        assert duplicates(root) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE article SET name = CAST('issues/2/01-沁阳.md' AS BLOB) WHERE id < 2 << 16",
        "UPDATE article SET id = id + 4",
        "UPDATE article SET crc = crc + 1",
        "DELETE FROM article",
        "UPDATE sentence SET article = article + (1 << 16)",
        "UPDATE sentence SET article = article + (1 << 40)",
        "UPDATE sentence SET mark = mark + 1",
        "DELETE FROM sentence WHERE mark IN (SELECT mark FROM sentence LIMIT 1)",
        "UPDATE issue SET sum = sum + 1",
        "UPDATE issue SET stamp = ''",
        "DROP TABLE sentence",
    ],
)
def test_harm_to_the_index_is_seen(root: Path, harm: str) -> None:
    assert duplicates(root) == IN_THE_FIRST
    index = sqlite3.connect(root / INDEX)
    index.execute(harm)
    index.commit()
    index.close()
    assert duplicates(root) == IN_THE_FIRST
    assert duplicates(root) == IN_THE_FIRST


@pytest.mark.slow
def test_a_bit_that_flips_changes_no_finding(root: Path) -> None:
    """Every 997th bit of the file, one at a time: found out, or of no consequence."""
    (root / "issues/2/02-补.md").write_text(FRONT + SAID + "\n", "utf-8")
    right = ["这段话在 issues/2/02-补.md 里已经有了。"]
    assert duplicates(root) == right
    whole = (root / INDEX).read_bytes()
    used = [
        place for place in range(0, len(whole) * 8, 997) if whole[place // 8] or place % 2991 == 0
    ]
    for place in used:
        data = bytearray(whole)
        data[place // 8] ^= 1 << place % 8
        (root / INDEX).write_bytes(data)
        assert duplicates(root) == right, place


def test_harm_that_is_done_while_the_index_is_used(root: Path) -> None:
    text = SAID.translate({ord(mark): None for mark in "，。"})
    with Archive(Workspace(root), 3) as there:
        there._store.change(lambda database: database.execute("DROP TABLE sentence"))
        found = there.before(3).articles_with({crc32(text.encode())})
    assert list(found.values()) == [("issues/1/01-温县.md",)]


def test_names_that_are_no_text_are_indexed(root: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.md")
    (root / "issues/2" / name).write_text(FRONT + SAID + "\n", "utf-8")
    assert duplicates(root) == [f"这段话在 issues/2/{name} 里已经有了。"]


@pytest.mark.parametrize("number", [10**6, 10**15, 10**60])
def test_numbers_beyond_all_measure(root: Path, number: int) -> None:
    (root / "issues/2").rename(root / "issues" / str(number))
    text = SAID.translate({ord(mark): None for mark in "，。"})
    with Archive(Workspace(root), number + 1) as there:
        found = there.before(number + 1).articles_with({crc32(text.encode())})
    assert list(found.values()) == [("issues/3/01-又是温县.md", "issues/1/01-温县.md")]


def test_a_folder_that_cannot_be_made(root: Path, run: Run) -> None:
    (root / "build").write_text("a file stands in the way")
    assert IN_THE_FIRST[0] in run("check", "3", cwd=root).stdout


def test_one_issue_needs_no_index(workspace: MakeWorkspace) -> None:
    root = workspace({})
    assert duplicates(root, 1) == []
    assert not (root / "build").exists()


@pytest.mark.slow
def test_several_processes_find_what_one_finds(root: Path, run: Run) -> None:
    one = run("build", "--all", cwd=root)
    (root / INDEX).unlink()
    two = run("build", "--all", "--jobs", "2", cwd=root)
    assert IN_THE_FIRST[0] in one.stderr
    assert (one.stderr, one.returncode) == (two.stderr, two.returncode)
