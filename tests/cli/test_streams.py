"""Closed streams, readers that go away, full disks, names that the system refuses."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CONTRIBUTION, ROOT, MakeWorkspace, Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the shell's redirections"),
]
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")


def shell(root: Path, arguments: str, rest: str) -> tuple[int, str]:
    """The exit code of ``bulletin ARGUMENTS REST`` in a shell, and what it printed in all."""
    program = f"{shlex.quote(sys.executable)} -m bulletin {arguments} {rest}"
    done = subprocess.run(
        ["bash", "-c", f"{program}; exit ${{PIPESTATUS[0]}}"], cwd=root, timeout=60, check=False,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said = done.stdout.decode("utf-8", "replace")
    assert "Traceback" not in said
    assert "自己出了错" not in said
    assert "Exception ignored" not in said
    return done.returncode, said


@pytest.fixture
def root(workspace: MakeWorkspace) -> Path:
    return workspace(
        {"issues/1/02-x.md": CONTRIBUTION.replace("温县", "武陟") + "\n会议,审议１１次。\n" * 3000}
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check 1", 0), ("check 1 --format json", 0), ("check 1 --format sarif", 0),
        ("check 1 --diff", 1), ("list", 0), ("rules", 0), ("build 1", 0), ("new", 0),
        ("template issue.j2", 0), ("import 1 issues/1/02-x.md --dry-run", 0), ("--help", 0),
    ],
)  # fmt: skip
def test_a_closed_stream_changes_nothing_else(root: Path, arguments: str, code: int) -> None:
    assert shell(root, arguments, "<&- >&-")[0] == code


def test_all_closed(root: Path) -> None:
    assert shell(root, "build 1 --html", "<&- >&- 2>&-")[0] == 0
    assert (root / "build/1.docx").read_bytes()[:2] == b"PK"
    assert (root / "build/1.html").read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("arguments", ["check 1", "check 1 --format sarif", "check 1 --diff"])
def test_a_reader_that_goes_away_ends_it_without_a_word(root: Path, arguments: str) -> None:
    code, said = shell(root, arguments, "2>&1 | head -c 5 | tail -c 0")
    assert (code, said) == (2, "")


@pytest.mark.parametrize("buffered", ["", "1"])
def test_of_a_long_text_that_is_taken_in_part_the_end_is_missed(root: Path, buffered: str) -> None:
    slow = "| (head -c 5 >/dev/null; sleep 0.1)"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONUNBUFFERED", buffered)
        assert shell(root, "check 1 --format sarif", slow)[0] == 2


@FULL
@pytest.mark.parametrize("arguments", ["check 1", "list", "rules", "--help", "check 1 --diff"])
def test_a_disk_that_is_full_is_said(root: Path, arguments: str) -> None:
    code, said = shell(root, arguments, ">/dev/full")
    assert code == 2
    assert "磁盘已满" in said


@FULL
def test_when_nothing_can_be_said_the_exit_code_remains(root: Path) -> None:
    assert shell(root, "check 9", "2>/dev/full")[0] == 2
    assert shell(root, "build 1", "2>/dev/full")[0] == 2
    assert (root / "build/1.docx").exists()


LONG = "甲" * 300


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "1", "-o", LONG), ("build", "1", "-o", f"{LONG}.docx"), ("import", "1", LONG),
        ("init", LONG), ("--workspace", LONG, "list"), ("proof", f"{LONG}.docx"),
        ("import", "--all", LONG), ("template", LONG), ("rules", LONG), ("check", LONG),
        ("init", "issues/bulletin.yaml/x"), ("build", "1", "-o", "x\0.docx"[:1] + "/y/z.docx"),
    ],
)  # fmt: skip
def test_names_that_the_system_refuses_are_answered(
    root: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments, cwd=root)
    assert done.returncode == 2
    assert "自己出了错" not in done.stderr
    assert done.stderr.startswith("错误：")
    assert len(done.stderr) < 1200
