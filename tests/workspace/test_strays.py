"""What lies in an issue's folder and is no part of it: named, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.findings.diagnostics import Diagnostic
from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import CONTRIBUTION, MakeWorkspace, Run
from tests.harness.issues import FRONT
from tests.typeset.test_compose import PNG

RENAMED = {
    "02-河东乡.md.txt": "02-河东乡.md",
    "02-乙.MD.TXT": "02-乙.md",
    "02-乙.markdown": "02-乙.md",
    "02-乙。md": "02-乙.md",
    "02-乙．md": "02-乙.md",
    "02-乙.ＭＤ": "02-乙.md",
    "02-乙.md(1)": "02-乙.md",
    "02-乙.md ": "02-乙.md",
    "02-乙.md.": "02-乙.md",
    "㈡乙.mkd": "㈡乙.md",
    "02-乙.md - 副本": "02-乙.md",
    "二稿/02-乙.md": "移到 issues/1/ 里；",
    "二稿/再改/02-乙.md.txt": "移到 issues/1/ 里，改名为“02-乙.md”",
}
"""What is meant to be a contribution, and what the hint has to say."""
IMPORTED = [
    "河东乡.docx", "河东乡.DOC", "河东乡.wps", "河东乡.pdf", "河东乡.txt", "河东乡.rtf", "河东乡.odt",
    "河东乡.html", "来信.eml", "来稿.zip", "来稿/河东乡.docx", "河东乡",
]  # fmt: skip
OTHERS = {
    "照片.jpg": "![图题](照片.jpg)",
    "图/会场 1.png": "![图题](图/会场 1.png)",
    "名单.xlsx": "写进稿件",
    "issue.yml": "issue.yaml",
    "issue.yaml.txt": "issue.yaml",
}
PASSED_OVER = [
    ".草稿.md", "~$河东乡.docx", "~WRL0001.tmp", ".DS_Store", "Thumbs.db", "desktop.ini", "02-乙.md~",
    "#02-乙.md#", ".02-乙.md.swp", "02-乙.md.bak", "河东乡.docx.part", "__MACOSX/02-乙.md", ".git/02-乙.md",
]  # fmt: skip


def found(root: Path) -> list[Diagnostic]:
    one = next(checking.check_issues(Workspace(root), [1], CheckOptions()))
    assert one.error is None
    return [one for one in one.findings if one.code in ("FI004", "FI005", "FI006")]


@pytest.mark.parametrize("name", RENAMED)
def test_a_contribution_by_another_name_is_to_be_renamed(
    name: str, workspace: MakeWorkspace
) -> None:
    [one] = found(workspace({f"issues/1/{name}": CONTRIBUTION}))
    assert (one.code, one.span.source.path) == ("FI004", f"issues/1/{name}")
    assert name in one.message
    assert RENAMED[name] in one.hint


@pytest.mark.parametrize("name", IMPORTED)
def test_what_arrived_is_to_be_imported(name: str, workspace: MakeWorkspace) -> None:
    [one] = found(workspace({f"issues/1/{name}": b"x"}))
    assert (one.code, one.span.source.path) == ("FI004", f"issues/1/{name}")
    assert f"bulletin import 1 issues/1/{name}" in one.hint


def test_a_name_with_spaces_is_quoted_for_the_command(workspace: MakeWorkspace) -> None:
    [one] = found(workspace({"issues/1/河东 乡(终).docx": b"x"}))
    assert 'bulletin import 1 "issues/1/河东 乡(终).docx"' in one.hint


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_named_too(name: str, workspace: MakeWorkspace) -> None:
    [one] = found(workspace({f"issues/1/{name}": PNG}))
    assert name in one.message
    assert OTHERS[name] in one.hint


def test_hidden_and_temporary_files_are_passed_over(workspace: MakeWorkspace) -> None:
    assert found(workspace({f"issues/1/{name}": b"x" for name in PASSED_OVER})) == []


def test_what_is_used_is_not_named(workspace: MakeWorkspace) -> None:
    files: dict[str, str | bytes] = {
        "issues/1/02-乙.md": FRONT
        + "甲。\n\n![图](图/会场.png)\n\n![图](./b.png)\n\n![图](图/../c.png)\n",
        "issues/1/03-丙.MD": CONTRIBUTION,
        "issues/1/图/会场.png": PNG,
        "issues/1/b.png": PNG,
        "issues/1/c.png": PNG,
    }
    assert found(workspace(files)) == []


def test_pictures_of_a_contribution_that_is_not_read_are_not_called_unused(
    workspace: MakeWorkspace,
) -> None:
    body = (FRONT + "![图](a.png)\n").encode()
    files: dict[str, str | bytes] = {"issues/1/02-乙.md": body + b"\xff", "issues/1/a.png": PNG}
    assert found(workspace(files)) == []
    files = {
        "issues/1/02-乙.md": body,
        "issues/1/issue.yaml": "number: 1\narticles: [01-温县.md]\n",
    }
    assert found(workspace(files)) == []


def test_an_issue_whose_settings_are_broken_is_looked_at_too(workspace: MakeWorkspace) -> None:
    root = workspace({"issues/1/issue.yaml": "number: [\n", "issues/1/甲.md.txt": "x"})
    assert [one.code for one in found(root)] == ["FI004"]


def test_what_lies_in_no_issue(workspace: MakeWorkspace) -> None:
    files: dict[str, str | bytes] = {
        "issues/第2期/issue.yaml": "number: 2\n",
        "issues/003/01.md": CONTRIBUTION,
        "issues/４/01.md": CONTRIBUTION,
        "issues/05-乙.md": CONTRIBUTION,
        "issues/图片/a.png": PNG,
        "issues/.旧/01.md": CONTRIBUTION,
    }
    said = {one.span.source.path: one.hint for one in found(workspace(files))}
    assert {path: hint for path, hint in said.items() if "如" in hint} == said
    assert sorted(said) == ["issues/003", "issues/05-乙.md", "issues/第2期", "issues/４"]
    assert "如 3。" in said["issues/003"]


def test_a_reason_in_issue_yaml_ends_it(workspace: MakeWorkspace) -> None:
    root = workspace(
        {"issues/1/issue.yaml": "number: 1\nignore: {FI004: 留作底稿}\n", "issues/1/a.docx": b"x"}
    )
    assert found(root) == []


@pytest.mark.parametrize("name", ["issue.yml", "issue.yaml.txt", "Issue.YAML", "issues.yaml"])
def test_settings_by_another_name_are_to_be_renamed(
    name: str, run: Run, workspace: MakeWorkspace
) -> None:
    root = workspace({})
    (root / "issues" / "1" / "issue.yaml").rename(root / "issues" / "1" / name)
    done = run("check", "1", cwd=root)
    assert done.returncode == 2
    assert f"把“{name}”改名为 issue.yaml。" in done.stderr


def test_a_link_that_leads_nowhere_is_named(workspace: MakeWorkspace) -> None:
    root = workspace({})
    (root / "issues" / "1" / "02-乙.md").symlink_to(root / "nothing")
    [one] = found(root)
    assert "断了的链接" in one.hint


def test_a_file_whose_name_is_in_a_faulty_line_is_named_all_the_same(
    workspace: MakeWorkspace,
) -> None:
    root = workspace({"issues/1/02-乙.md": FRONT + "<b>见 a.docx</b>\n", "issues/1/a.docx": b"x"})
    assert [one.span.source.path for one in found(root)] == ["issues/1/a.docx"]


def test_a_folder_that_links_to_itself_is_not_entered(workspace: MakeWorkspace) -> None:
    root = workspace({"issues/1/二稿/02-乙.md": CONTRIBUTION})
    (root / "issues" / "1" / "二稿" / "同").symlink_to(root / "issues" / "1")
    assert [one.span.source.path for one in found(root)] == ["issues/1/二稿/02-乙.md"]


def test_both_commands_say_it_and_stop_for_none_of_it(run: Run, workspace: MakeWorkspace) -> None:
    root = workspace(
        {"issues/1/02-乙.md.txt": CONTRIBUTION, "issues/第2期/issue.yaml": "number: 2\n"}
    )
    for command in ("check", "build"):
        done = run(command, "1", cwd=root)
        said = done.stdout + done.stderr
        assert done.returncode == 0
        assert "issues/1/02-乙.md.txt:1:1: 警告 FI004" in said
        assert "issues/第2期:1:1: 警告 FI006" in said
