"""A picture that is not where the contribution says: what is meant is used, or named."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from bulletin.findings.diagnostics import Diagnostic
from bulletin.pipeline import checking, stages
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import MakeWorkspace
from tests.harness.issues import FRONT
from tests.typeset.test_compose import PNG

ACCENT = "Café é.png"
ARTICLE = "issues/1/01-温县.md"


def with_picture(workspace: MakeWorkspace, written: str, *files: str) -> Path:
    text = FRONT + f"甲。\n\n![图题]({written})\n"
    return workspace({ARTICLE: text, **{f"issues/1/{name}": PNG for name in files}})


def found(root: Path) -> list[Diagnostic]:
    return list(stages.build(stages.read_shared(Workspace(root)), 1).findings)


@pytest.mark.parametrize(
    ("written", "there"),
    [
        (normalize("NFC", ACCENT), normalize("NFD", ACCENT)),
        (normalize("NFD", ACCENT), normalize("NFC", ACCENT)),
        ("图片\\会场.png", "图片/会场.png"),
        (".\\会场.png", "会场.png"),
        ("会场%20照片.png", "会场 照片.png"),
        ("%E4%BC%9A%E5%9C%BA.png", "会场.png"),
        ("./图片/../会场.png", "会场.png"),
        ("ガ.png", normalize("NFD", "ガ.png")),
    ],
)
def test_the_same_name_is_used(written: str, there: str, workspace: MakeWorkspace) -> None:
    assert found(with_picture(workspace, written, there)) == []


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("照片.jpg", "照片.JPG"),
        ("img_0001.png", "IMG_0001.PNG"),
        ("照片１.png", "照片1.png"),
        ("照片1.png", "照片１.png"),
        ("照片（1）.png", "照片(1).png"),
        ("照片(1).png", "照片 (1).png"),
        ("会场 照片.png", "会场　照片.png"),
        ("照片。png", "照片.png"),
        ("Ａ.png", "a.png"),
        ("图片/照片.png", "图片/照片.PNG"),
        ("图/照片.png", "图/照片 .png"),
    ],
)
def test_a_name_that_differs_in_case_or_width_is_put_right(
    written: str, there: str, workspace: MakeWorkspace
) -> None:
    root = with_picture(workspace, written, there)
    [one] = found(root)
    assert one.code == "MD011"
    assert there in one.hint
    assert one.fix is not None
    assert one.fix.safe
    mended = next(checking.check_issues(Workspace(root), [1], CheckOptions(fix=True)))
    assert mended.findings == ()
    assert mended.changes[0].after.decode().endswith(f"![图题]({there})\n")


@pytest.mark.parametrize(
    ("written", "there", "named"),
    [
        ("照片.png", "图片/照片.png", "图片/照片.png"),
        ("图片/照片.png", "照片.PNG", "照片.PNG"),
        ("照片.png", "../2/照片.png", "../2/照片.png"),
        ("照片.png", "../照片.png", "../照片.png"),
        ("照片.png", "../../图片/2024/照片.png", "../../图片/2024/照片.png"),
        ("照片.jpg", "照片.png", "照片.png"),
        ("照片.jpeg", "照片.jpg", "照片.jpg"),
    ],
)
def test_a_file_that_lies_elsewhere_is_named(
    written: str, there: str, named: str, workspace: MakeWorkspace
) -> None:
    root = with_picture(workspace, written, there)
    said = [one for one in found(root) if one.is_error]
    assert len(said) == 1
    assert (said[0].code, f"“{named}”" in said[0].hint) == ("MD011", True)
    assert said[0].fix is not None
    assert not said[0].fix.safe
    mended = checking.check_issues(Workspace(root), [1], CheckOptions(fix=True, unsafe=True))
    assert [one.code for one in next(mended).findings] == []


def test_a_slip_of_the_pen_is_asked_about(workspace: MakeWorkspace) -> None:
    said = found(with_picture(workspace, "会场照片2.png", "会场照片1.png"))
    assert [one.code for one in said] == ["MD011", "FI005"]
    assert any("是不是“会场照片1.png”？" in one.hint for one in said)


def test_where_two_may_be_meant_there_is_no_fix_that_needs_no_judgement(
    workspace: MakeWorkspace,
) -> None:
    said = [
        one for one in found(with_picture(workspace, "a.png", "A.png", "ａ.png")) if one.is_error
    ]
    assert len(said) == 1
    assert said[0].fix is not None
    assert not said[0].fix.safe


@pytest.mark.parametrize(
    "text",
    [
        "！[图题]（会场 1.png）",
        "甲![图题](会场 1.png)乙。",
        "甲！[图题](会场 1.png)，乙。",
        "![图题](会场 1.png)。",
    ],
)
def test_a_picture_that_is_not_read_is_told_of_once(text: str, workspace: MakeWorkspace) -> None:
    """Its brackets are not proofread: a fix of theirs would spoil it."""
    root = workspace({ARTICLE: FRONT + text + "\n", "issues/1/会场 1.png": PNG})
    said = [one for one in found(root) if one.code != "MD021"]
    assert [one.code for one in said] in (["MD018"], ["MD040"])


def test_all_that_is_wrong_with_a_picture_is_mended_in_one_run(workspace: MakeWorkspace) -> None:
    """Its marks, the empty lines about it, and the case of its name, pass by pass."""
    text = FRONT + "甲。\n！[图题]（会场 1.PNG）\n乙。\n"
    root = workspace({ARTICLE: text, "issues/1/会场 1.png": PNG})
    done = next(checking.check_issues(Workspace(root), [1], CheckOptions(fix=True)))
    assert done.findings == ()
    assert done.changes[0].after.decode() == FRONT + "甲。\n\n![图题](会场 1.png)\n\n乙。\n"


def test_nothing_like_it(workspace: MakeWorkspace) -> None:
    [one] = found(with_picture(workspace, "会场.png"))
    assert "找不到" in one.message
    assert one.fix is None


def test_what_lies_in_hidden_folders_and_among_the_results_is_not_meant(
    workspace: MakeWorkspace,
) -> None:
    [one] = found(with_picture(workspace, "会场.png", "../../build/会场.png", "../../.旧/会场.png"))
    assert one.fix is None


@pytest.mark.parametrize("name", ["a" * 300 + ".png", "a\0b.png", "/etc/passwd.png", "C:\\a.png"])
def test_paths_that_no_file_can_have(name: str, workspace: MakeWorkspace) -> None:
    assert {one.code for one in found(with_picture(workspace, name))} <= {"MD011", "FI003", "MD040"}
