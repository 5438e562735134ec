"""``init`` with a house style: what it writes is a workspace that can be built at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model.blocks import Para
from bulletin.pipeline.stages import build, read_shared
from bulletin.workspace import scaffold
from bulletin.workspace.folders import Workspace
from bulletin.workspace.shipped import HOUSE_STYLES
from tests.conftest import CONTRIBUTION, Run, write_files


@pytest.mark.parametrize("style", scaffold.SETTINGS)
def test_every_style_makes_a_workspace_that_builds(run: Run, tmp_path: Path, style: str) -> None:
    done = run("init", "甲", "--style", style, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    root = tmp_path / "甲"
    write_files(root, {"issues/1/issue.yaml": "number: 1\n", "issues/1/01-甲.md": CONTRIBUTION})
    shared = read_shared(Workspace(root))
    result = build(shared, 1)
    assert shared.findings == ()
    assert result.docx is not None
    assert result.document is not None
    first = result.document.blocks[0]
    assert isinstance(first, Para)
    assert first.style == ("密级" if style == "内部参阅" else "报头")


def test_there_are_settings_for_every_shipped_house_style() -> None:
    assert [f"{name}.yaml" for name in scaffold.SETTINGS] == [*HOUSE_STYLES]


def test_an_unknown_style_is_said_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    done = run("init", "甲", "--style", "参阅", cwd=tmp_path)
    assert done.returncode == 2
    assert "没有版式“参阅”。\n  是不是“内部参阅”？" in done.stderr
    assert [*tmp_path.iterdir()] == []
