"""Issues and contributions are known by the names of folders and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.workspace.folders import Workspace, is_number


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("43", True), ("1", True), ("0", False), ("043", False), ("４３", False), ("a", False), ("-1", False),
     ("4 3", False), ("²", False), ("", False)],
)  # fmt: skip
def test_numbers_of_issues(name: str, is_one: bool) -> None:
    assert is_number(name) is is_one


def test_only_contributions_count(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / "1"
    (folder / "图.md").mkdir(parents=True)
    for name in ("01.md", "02.MD", ".隐藏.md", "~$01.md", "01.md.bak", "照片.png", "issue.yaml"):
        (folder / name).write_text("x")
    assert Workspace(tmp_path).contributions(1) == ["01.md", "02.MD"]
