"""Files are written whole or not at all, and the error says why."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.findings.errors import BulletinError
from bulletin.workspace import atomic, writing


def test_a_file_that_is_open_in_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that a program holds open; only Windows does."""
    path = tmp_path / "43.docx"
    path.write_bytes(b"earlier")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(BulletinError) as error:
        writing.write(path, b"new")
    assert "43.docx" in error.value.message
    assert "打开着" in error.value.message
    assert "关掉" in error.value.hint
    assert "Word" in error.value.message
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_an_open_contribution_is_not_said_to_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "01.md"
    path.write_bytes(b"read")

    def locked(one: Path, other: Path) -> bool:
        raise PermissionError(13, "Access is denied", str(other))

    monkeypatch.setattr(atomic, "_swap", locked)
    with pytest.raises(BulletinError) as error:
        writing.replace(path, b"read", b"mended", "01.md")
    assert "它正在别的程序里打开着" in error.value.message
    assert "编" not in error.value.hint


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "43.docx").mkdir()
    with pytest.raises(BulletinError, match="文件和文件夹弄混了"):
        writing.write(tmp_path / "43.docx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["43.docx"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"x")
    with pytest.raises(BulletinError):
        writing.write(tmp_path / "build" / "43.docx", b"new")
    assert (tmp_path / "build").read_bytes() == b"x"


def test_an_interrupt_leaves_the_earlier_file_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "43.docx"
    path.write_bytes(b"earlier")

    def interrupted(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        writing.write(path, b"new")
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_versions_changed_by_hand_never_hide_each_other(tmp_path: Path) -> None:
    path = tmp_path / "43.docx"
    for content in (b"one", b"two", b"three", b"two"):  # what is kept already is not kept twice
        path.write_bytes(content)
        kept = writing.set_aside(path, content)
        assert kept.read_bytes() == content
    path.unlink()
    kinds = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert kinds == {"43.手改.docx": b"one", "43.手改2.docx": b"two", "43.手改3.docx": b"three"}


def test_what_cannot_be_written_over_is_not_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "43.docx"
    path.mkdir()
    with pytest.raises(BulletinError, match="写不了"):
        writing.set_aside(path, b"found")
    assert [one.name for one in tmp_path.iterdir()] == ["43.docx"]


def test_who_may_write_it_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "01.md", tmp_path / "link.md"
    path.write_text("会议", "utf-8")
    path.chmod(0o664)
    link.symlink_to(path)
    writing.write(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o664


# Writing back what users wrote


def test_what_was_read_is_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "01.md", tmp_path / "link.md"
    path.write_bytes(b"read")
    path.chmod(0o664)
    link.symlink_to(path)
    writing.replace(link, b"read", b"mended", "01.md")
    assert link.is_symlink()
    assert path.read_bytes() == b"mended"
    assert path.stat().st_mode & 0o777 == 0o664
    writing.replace(tmp_path / "new" / "02.md", None, b"new", "02.md")
    assert (tmp_path / "new" / "02.md").read_bytes() == b"new"
    assert leavings(tmp_path) == []


def test_what_was_saved_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "01.md"
    path.write_bytes(b"saved")
    for before, said in ((b"read", "刚才被别的程序存过，没有改它"), (None, "已经有了，没有动它")):
        with pytest.raises(BulletinError, match=rf"issues/1/01\.md {said}"):
            writing.replace(path, before, b"mended", "issues/1/01.md")
        assert path.read_bytes() == b"saved"
    path.unlink()
    with pytest.raises(BulletinError, match="刚才"):
        writing.replace(path, b"read", b"mended", "01.md")
    assert list(tmp_path.iterdir()) == []


def save_in_place(path: Path, text: bytes) -> None:
    path.write_bytes(text)


def save_over(path: Path, text: bytes) -> None:
    other = path.with_name("editor.tmp")
    other.write_bytes(text)
    other.replace(path)


SAVES = [save_in_place, save_over]


@pytest.mark.skipif(atomic._renameat2() is None, reason="files do not change places here")
@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_saved_in_the_moment_between_looking_and_writing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[Path, bytes], None],
    rounds: int,
) -> None:
    """The editor saves just before each of the steps in which files change places."""
    path, swap, saved = tmp_path / "01.md", atomic._swap, list[bytes]()

    def saving(one: Path, other: Path) -> bool:
        if len(saved) < rounds:
            saved.append(f"saved {len(saved)}".encode())
            save(path, saved[-1])
        return swap(one, other)

    path.write_bytes(b"read")
    monkeypatch.setattr(atomic, "_swap", saving)
    with pytest.raises(BulletinError, match="刚才"):
        writing.replace(path, b"read", b"mended", "01.md")
    assert path.read_bytes() == saved[-1]
    assert list(tmp_path.iterdir()) == [path]


def test_without_exchange_a_file_is_compared_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_renameat2", lambda: None)
    path = tmp_path / "01.md"
    path.write_bytes(b"read")
    writing.replace(path, b"read", b"mended", "01.md")
    with pytest.raises(BulletinError, match="刚才"):
        writing.replace(path, b"read", b"again", "01.md")
    assert path.read_bytes() == b"mended"
    assert list(tmp_path.iterdir()) == [path]


def test_a_read_only_file_is_not_written_back(tmp_path: Path) -> None:
    """For an administrator neither, whom the system lets write it."""
    path = tmp_path / "01.md"
    path.write_bytes(b"read")
    path.chmod(0o444)
    with pytest.raises(BulletinError, match="只读"):
        writing.replace(path, b"read", b"mended", "01.md")
    assert path.read_bytes() == b"read"
    assert list(tmp_path.iterdir()) == [path]


def test_written_back_is_on_the_disk_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, flushed, fsync = tmp_path / "01.md", list[bytes](), os.fsync

    def noting(number: int) -> None:
        flushed.append(path.read_bytes())
        fsync(number)

    monkeypatch.setattr(os, "fsync", noting)
    path.write_bytes(b"read")
    writing.replace(path, b"read", b"mended", "01.md")
    assert flushed == [b"read"]
    writing.write(tmp_path / "43.docx", b"a result")
    assert len(flushed) == 1


# Folders


def test_a_folder_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {"issue.yaml": b"number: 44", "01.md": b"text"}
    monkeypatch.setattr(os, "fsync", lambda number: fail())

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(BulletinError, match="磁盘已满"):
        writing.make_folder(tmp_path / "44", contents, "issues/44")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    (tmp_path / "44").mkdir()
    writing.make_folder(tmp_path / "44", contents, "issues/44")
    assert {path.name: path.read_bytes() for path in (tmp_path / "44").iterdir()} == contents
    for place in ("44", "45"):
        (tmp_path / "45").write_bytes(b"a file")
        with pytest.raises(BulletinError, match=f"issues/{place} 已经有了"):
            writing.make_folder(tmp_path / place, contents, f"issues/{place}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["44", "45"]


# Names and parts


@pytest.mark.parametrize("name", ["a" * 251 + ".md", "甲" * 83 + "ab.md", "b" * 250 + ".docx"])
def test_the_longest_names_there_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert len(os.fsencode(name)) >= 254
    writing.write(path, b"read")
    writing.replace(path, b"read", b"mended", name)
    assert path.read_bytes() == b"mended"


def test_parts_of_dead_processes_are_taken_away(tmp_path: Path) -> None:
    """Only those: not of one that lives, not of another machine, nor what only looks like one."""
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    here, me = atomic._host(), os.getpid()
    alive, old = os.getppid(), time.time() - 2 * atomic._OLD
    stays = [
        f".bulletin-{here}-{alive}-0123abcd-0.tmp",
        f".bulletin-{here}-{me}-{atomic._RUN}-99.tmp",
        f".bulletin-00000000-{dead}-0123abcd-0.tmp",
        f".bulletin-{here}-{dead}-0123abcd-0.tmp.md",
        ".01.md.0123abcd.tmp",
        "01.md",
        ".bulletin.sqlite",
    ]
    goes = [
        f".bulletin-{here}-{dead}-0123abcd-0.tmp",
        f".bulletin-{here}-{me}-0123abcd-7.tmp",
        f".bulletin-00000000-{alive}-0123abcd-0.tmp",
        f".bulletin-{here}-{'9' * 40}-0123abcd-0.tmp",
    ]
    for name in (*stays, *goes):
        (tmp_path / name).write_bytes(b"x")
    for name in goes[2:]:
        os.utime(tmp_path / name, (old, old))
    writing.write(tmp_path / "43.docx", b"new")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*stays, "43.docx"])


def leavings(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp")]
