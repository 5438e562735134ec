"""Up to date means: the files are what they were when the issue was read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from bulletin.pipeline import batch, stages
from bulletin.workspace.folders import Workspace
from bulletin.workspace.ledger import Ledger
from tests.conftest import CONTRIBUTION, MakeWorkspace


def build(root: Path) -> Ledger:
    workspace = Workspace(root)
    ledger = Ledger(workspace)
    list(batch.build_all(stages.read_shared(workspace), ledger, [1]))
    ledger.close()
    return Ledger(workspace)


def age(root: Path) -> None:
    """Make all files old enough for their times to be trusted."""
    for path in root.rglob("*"):
        if path.is_file() and "build" not in path.parts:
            os.utime(path, (1_600_000_000, 1_600_000_000))


def test_a_file_saved_while_the_issue_is_built(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace({})
    make = batch.build_one

    def make_and_save(shared: stages.SharedFiles, number: int, *rest: Any) -> batch.BuiltIssue:
        made = make(shared, number, *rest)
        (root / "issues" / "1" / "01-温县.md").write_text(
            CONTRIBUTION + "\n后来加的一段。\n", "utf-8"
        )
        return made

    monkeypatch.setattr(batch, "build_one", make_and_save)
    assert not build(root).is_current(1)


def test_the_same_size_and_time_do_not_deceive(workspace: MakeWorkspace) -> None:
    """A change that keeps size and modification time is still a change."""
    root = workspace({})
    age(root)
    assert build(root).is_current(1)
    path = root / "issues" / "1" / "01-温县.md"
    path.write_text(CONTRIBUTION.replace("导语一段", "导语二段"), "utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert not Ledger(Workspace(root)).is_current(1)


def test_touched_copied_and_restored_files_are_current(workspace: MakeWorkspace) -> None:
    root = workspace({})
    ledger = build(root)
    path = root / "issues" / "1" / "01-温县.md"
    text = path.read_bytes()
    path.unlink()
    assert not ledger.is_current(1)
    path.write_bytes(text)
    assert Ledger(Workspace(root)).is_current(1)


def test_a_picture_outside_the_issues_folder_counts(workspace: MakeWorkspace) -> None:
    from tests.writers.word.test_docx_writer import png

    root = workspace(
        {"issues/1/01-温县.md": CONTRIBUTION + "\n![图](../../图/a.png)\n", "图/a.png": png()}
    )
    assert build(root).is_current(1)
    (root / "图" / "a.png").write_bytes(png(50, 50))
    assert not Ledger(Workspace(root)).is_current(1)


def test_a_missing_result_is_not_current(workspace: MakeWorkspace) -> None:
    root = workspace({})
    ledger = build(root)
    (root / "build" / "1.docx").unlink()
    assert not ledger.is_current(1)


def test_a_changed_house_style_makes_issues_stale(workspace: MakeWorkspace) -> None:
    root = workspace({"templates/我的.yaml": "based-on: gbt9704\n"})
    with (root / "issues/bulletin.yaml").open("a", encoding="utf-8") as file:
        file.write("house-style: 我的\n")
    assert build(root).is_current(1)
    assert Ledger(Workspace(root)).is_current(1)
    (root / "templates/我的.yaml").write_text("based-on: 政务信息\n", "utf-8")
    assert not Ledger(Workspace(root)).is_current(1)
