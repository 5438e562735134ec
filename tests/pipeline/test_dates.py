"""A date that cannot be meant: far from today, or before that of the issue before."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bulletin.pipeline import stages
from bulletin.workspace.folders import Workspace
from tests.conftest import CONTRIBUTION, MakeWorkspace

TODAY = datetime.date(2024, 12, 20)


def said(workspace: MakeWorkspace, dates: dict[int, str], number: int) -> list[str]:
    files: dict[str, str | bytes] = {}
    for one, date in dates.items():
        line = f"date: {date}\n" if date else ""
        files[f"issues/{one}/issue.yaml"] = f"number: {one}\n{line}"
        files[f"issues/{one}/01.md"] = CONTRIBUTION
    root = workspace(files)
    shared = replace(stages.read_shared(Workspace(root)), today=TODAY)
    found = stages.load(shared, number).findings
    return [
        f"{one.code} {one.span.text}" for one in found if one.code in ("YA022", "AR020", "YA013")
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2062-12-20", ["YA022 2062-12-20"]),
        ("2042年1月1日", ["YA022 2042年1月1日"]),
        ('"2062/1/1"', ["YA022 2062/1/1"]),
        ("2062-01-01   # 印发", ["YA022 2062-01-01"]),
        ("２０６２－１－１", ["YA022 ２０６２－１－１"]),
        ("9999-12-31", ["YA022 9999-12-31"]),
        ("0024-12-20", ["YA022 0024-12-20"]),
        ("1924-12-20", ["YA022 1924-12-20"]),
        ("2025-12-22", ["YA022 2025-12-22"]),
        ("2025-12-21", []),
        ("2024-12-20", []),
        ("1998-01-01", []),
        ("1949-10-01", []),
        ("2024-02-30", ["YA013 2024-02-30"]),
    ],
)
def test_far_from_today(date: str, expected: list[str], workspace: MakeWorkspace) -> None:
    assert said(workspace, {2: date}, 2) == expected


@pytest.mark.parametrize(
    ("dates", "number", "expected"),
    [
        ({2: "2024-05-01", 3: "2024-04-30"}, 3, ["AR020 2024-04-30"]),
        ({2: "2024-05-01", 3: "2004-05-10"}, 3, ["AR020 2004-05-10"]),
        ({2: "2024年5月1日", 3: "", 5: "2024.4.1"}, 5, ["AR020 2024.4.1"]),
        ({2: "2024-05-01", 7: "2024-04-01"}, 7, ["AR020 2024-04-01"]),
        ({2: "2024-05-01", 8: "2024-04-01"}, 8, []),  # too far apart to be asked
        ({2: "2024-05-01", 3: "2024-05-01"}, 3, []),
        ({2: "2024-05-01", 3: "2024-05-02"}, 3, []),
        ({2: "2024-05-01", 3: "2024-04-30"}, 2, []),
        ({2: "2024-05-01", 3: ""}, 3, []),
        ({2: "2024-13-01", 3: "2024-05-02"}, 3, []),
        ({2: "", 3: "2024-05-02"}, 3, []),
    ],
)
def test_before_the_issue_before(
    dates: dict[int, str], number: int, expected: list[str], workspace: MakeWorkspace
) -> None:
    assert said(workspace, dates, number) == expected
