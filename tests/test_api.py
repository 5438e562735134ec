"""What other programs call; the example of docs/api.md is run."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from bulletin import api
from tests.conftest import CONTRIBUTION, ROOT, MakeWorkspace

PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")


@pytest.mark.slow
def test_the_example(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "issues", tmp_path / "issues")
    word = docx.Document()
    for text in (
        "代表工作有新进展",
        "本市开展代表活动，听取群众的意见和建议。",
        "（某县人大供稿）",
    ):
        word.add_paragraph(text)
    word.save(str(tmp_path / "来稿.docx"))
    (example,) = re.findall(r"(?s)```python\n(.*?)```", PAGE)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example],
        cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert docx.Document(str(tmp_path / "43.docx")).paragraphs
    assert "01-代表工作有新进展.md" in done.stdout
    assert "“,”" in done.stdout.splitlines()[-1]


def test_the_page_lists_every_function() -> None:
    listed = re.findall(r"(?m)^\| `(\w+)\(", PAGE)
    assert listed == [name for name in listed if callable(getattr(api, name))]
    assert {*listed} == {name for name in api.__all__ if name[0].islower()}


def test_check_and_build_find_the_same(workspace: MakeWorkspace) -> None:
    home = api.open_workspace(
        workspace({"issues/1/01-温县.md": CONTRIBUTION.replace("## 强", "## 一、强")}) / "issues"
    )
    built = api.build(home, 1)
    assert "AR001" in [finding.code for finding in built.findings]
    assert [one.message for one in api.check(home, 1)] == [one.message for one in built.findings]
    assert built.docx is None
    assert not (home.root / "build").exists()


def test_pages(workspace: MakeWorkspace) -> None:
    built = api.build(api.open_workspace(workspace({})), 1, html="web")
    assert built.docx is not None
    assert docx.Document(io.BytesIO(built.docx)).paragraphs
    assert [name for name, _ in built.pages] == ["-1.html"]


def test_what_cannot_be_done_is_raised(workspace: MakeWorkspace, tmp_path: Path) -> None:
    home = api.open_workspace(workspace({}))
    for work in (api.check, api.build):
        with pytest.raises(api.BulletinError, match="没有第 9 期"):
            work(home, 9)
    with pytest.raises(api.BulletinError, match="不是工作文件夹"):
        api.open_workspace(tmp_path.parent)
    with pytest.raises(api.BulletinError):
        api.read_document("坏.docx", b"PK\x03\x04")
