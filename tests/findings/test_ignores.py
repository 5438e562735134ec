"""Ignores: for a block, a file, an issue, the series; each with a reason, and of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.pipeline import checking
from bulletin.pipeline.checking import CheckOptions
from bulletin.workspace.folders import Workspace
from tests.conftest import SERIES, write_files

HEAD = "---\ntitle: 标题\nsource: 某县人大\n{}---\n\n"
FAULTY = "会议,审议。\n"


def found(root: Path, files: dict[str, str], numbers: tuple[int, ...] = (1,)) -> list[str]:
    """Codes and lines of what is found, with the messages of what is wrong with ignores."""
    write_files(
        root,
        {"issues/bulletin.yaml": SERIES, "issues/1/issue.yaml": "number: 1\ndate: 2024-12-20\n"}
        | files,
    )
    checked = checking.check_issues(Workspace(root), numbers, CheckOptions())
    told = []
    for one in (one for issue in checked for one in issue.findings):
        line, _ = one.span.source.position(one.span.start)
        name = one.span.source.path.rpartition("/")[2]
        told.append(f"{name}:{line} {one.code}")
    return sorted(told)


def contribution(body: str, head: str = "") -> dict[str, str]:
    return {"issues/1/a.md": HEAD.format(head) + body}


DIRECTIVE = "<!-- bulletin: ignore {} -->\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FAULTY, ["a.md:6 PU001"]),
        (DIRECTIVE.format("PU001 引文如此") + FAULTY, []),
        (DIRECTIVE.format("PU001：引文如此") + FAULTY, []),
        (DIRECTIVE.format("PU001, PU002 引文如此") + '会议,审议"好"。\n', []),
        (DIRECTIVE.format("pu001 引文如此") + FAULTY, []),
        (DIRECTIVE.format("PU001 引文如此") + FAULTY + "\n再,来。\n", ["a.md:10 PU001"]),
        (DIRECTIVE.format("PU001 引文如此") + "## 标,题\n\n" + FAULTY, ["a.md:10 PU001"]),
        (DIRECTIVE.format("PU001 引文如此") + "1. 甲,乙\n2. 丙,丁\n", []),
        (FAULTY.strip() + DIRECTIVE.format("PU001 引文如此"), []),
        (DIRECTIVE.format("PU001 引文如此") + "会议审议。\n", ["a.md:6 IG002"]),
        (FAULTY + "\n" + DIRECTIVE.format("PU001 放在最后"), ["a.md:6 PU001", "a.md:8 IG002"]),
        (DIRECTIVE.format("PU001") + FAULTY, ["a.md:6 IG001"]),
        (DIRECTIVE.format("PU001 ，") + FAULTY, ["a.md:6 IG001"]),
        (DIRECTIVE.format("标点") + FAULTY, ["a.md:6 IG003", "a.md:8 PU001"]),
        (DIRECTIVE.format("PU999 没有这条") + FAULTY, ["a.md:6 IG003", "a.md:8 PU001"]),
        (DIRECTIVE.format("YA008 读稿的") + FAULTY, ["a.md:6 IG003", "a.md:8 PU001"]),
        (DIRECTIVE.format("PU002 别的代码") + FAULTY, ["a.md:6 IG002", "a.md:8 PU001"]),
    ],
)
def test_for_a_block(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert found(tmp_path, contribution(body)) == sorted(expected)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("ignore: {PU001: 全篇引文}\n", []),
        ("ignore:\n  PU001: 全篇引文\n", []),
        ("ignore: {PU001: }\n", ["a.md:4 IG001"]),
        ("ignore: {PU999: 没有}\n", ["a.md:4 IG003", "a.md:7 PU001"]),
        ("ignore: {PU001: 引文, PU002: 用不着}\n", ["a.md:4 IG002"]),
    ],
)
def test_for_a_file(tmp_path: Path, head: str, expected: list[str]) -> None:
    assert found(tmp_path, contribution(FAULTY, head)) == expected


def test_a_file_s_ignore_does_not_reach_another(tmp_path: Path) -> None:
    files = contribution(FAULTY, "ignore: {PU001: 全篇引文}\n")
    files["issues/1/b.md"] = HEAD.format("") + FAULTY
    assert found(tmp_path, files) == ["b.md:6 PU001"]


def test_for_an_issue(tmp_path: Path) -> None:
    settings = "number: 1\ndate: 2024-12-20\nignore: {PU001: 这一期都是引文}\n"
    files = {**contribution(FAULTY), "issues/1/issue.yaml": settings}
    assert found(tmp_path, files) == []
    files |= contribution("会议审议。\n")
    assert found(tmp_path, files) == ["issue.yaml:3 IG002"]


def test_for_the_series(tmp_path: Path) -> None:
    """Whether it is of use can only be said when all issues were looked at."""
    series = {"issues/bulletin.yaml": SERIES + "ignore: {PU001: 本刊如此}\n"}
    second = {"issues/2/issue.yaml": "number: 2\ndate: 2024-12-21\n"}
    second["issues/2/b.md"] = HEAD.format("") + "另外审议。\n"
    files = {**series, **second, **contribution(FAULTY)}
    assert found(tmp_path, files, (1, 2)) == []
    assert found(tmp_path, files, (2,)) == []
    files |= contribution("会议审议。\n")
    assert found(tmp_path, files, (1,)) == []
    unused = found(tmp_path, files, (1, 2))
    assert [one.split()[1] for one in unused] == ["IG002"]
    assert unused[0].startswith("bulletin.yaml:")


def test_other_remarks_are_none_of_its_business(tmp_path: Path) -> None:
    assert found(tmp_path, contribution("<!-- 待核 -->\n\n甲。\n")) == ["a.md:6 MD017"]
