"""Writing: the whole file or nothing, and a clear word when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import files
from bulletin.errors import BulletinError
from bulletin.files import Workspace


def test_a_file_that_is_open_in_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that a program holds open; only Windows does."""
    path = tmp_path / "43.docx"
    path.write_bytes(b"earlier")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(BulletinError) as error:
        files.write(path, b"new")
    assert "43.docx" in error.value.message
    assert "打开着" in error.value.message
    assert "关掉" in error.value.hint
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "43.docx").mkdir()
    with pytest.raises(BulletinError, match="文件和文件夹弄混了"):
        files.write(tmp_path / "43.docx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["43.docx"]


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"x")
    with pytest.raises(BulletinError):
        files.write(tmp_path / "build" / "43.docx", b"new")
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
        files.write(path, b"new")
    assert path.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [path]


def test_versions_changed_by_hand_never_hide_each_other(tmp_path: Path) -> None:
    path = tmp_path / "43.docx"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        files.set_aside(path)
    kept = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert kept == {"43.手改.docx": b"one", "43.手改2.docx": b"two", "43.手改3.docx": b"three"}


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("43", True), ("1", True), ("0", False), ("043", False), ("４３", False), ("a", False), ("-1", False),
     ("4 3", False), ("²", False), ("", False)],
)  # fmt: skip
def test_numbers_of_issues(name: str, is_one: bool) -> None:
    assert files.is_number(name) is is_one


def test_only_contributions_count(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / "1"
    (folder / "图.md").mkdir(parents=True)
    for name in ("01.md", "02.MD", ".隐藏.md", "~$01.md", "01.md.bak", "照片.png", "issue.yaml"):
        (folder / name).write_text("x")
    assert Workspace(tmp_path).contributions(1) == ["01.md", "02.MD"]


def test_who_may_write_it_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "01.md", tmp_path / "link.md"
    path.write_text("会议", "utf-8")
    path.chmod(0o664)
    link.symlink_to(path)
    files.write(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o664


def test_paths_are_shown_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.from_here(tmp_path / "build" / "43-版面") == "build/43-版面"
    assert files.from_here(Path("43-版面")) == "43-版面"
    assert files.from_here(tmp_path.parent / "x") == str(tmp_path.parent / "x")
