"""Whatever is typed and whatever lies in the files: an answer in Chinese, and exit code 0, 1 or 2."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletin.cli.app import COMMANDS
from tests.conftest import CONTRIBUTION, RunHere, write_files
from tests.pipeline.test_fuzz_stages import FILES

pytestmark = pytest.mark.slow

LIMITS = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
OWN = ("templates/terms.yaml", "templates/leaders.yaml", "来.md", "来.docx", "issues/1/图.png")
PICTURE = {"issues/1/02-图.md": CONTRIBUTION.encode() + "\n![图](图.png)\n".encode()}
LINES = (
    "check 1", "check 1 --format sarif", "check 1 --fix", "build 1", "list", "import 1 来.md",
    "import 1 来.docx", "add 1 甲 --source 乙", "new", "template",
)  # fmt: skip


def assert_answered(code: int, said: str) -> None:
    assert code in (0, 1, 2), said
    assert not re.search(r"自己出了错|Traceback|Errno", said), said
    assert code == 0 or re.search("[一-龥]", said), said


@LIMITS
@given(st.sampled_from([*FILES, *OWN]), st.binary(max_size=200), st.sampled_from(LINES))
@example("templates/terms.yaml", b"- [[[[", "check 1")
@example("来.docx", b"PK\x03\x04", "import 1 来.docx")
def test_any_bytes_in_any_file(run_here: RunHere, name: str, data: bytes, line: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {**FILES, **PICTURE, name: data})
        assert_answered(*run_here(*line.split(), cwd=Path(folder)))


WORD = st.one_of(
    st.sampled_from(
        [
            "1", "0", "-1", "99", "9" * 5000, "来.md", "-", "", " ", "--", "-o", "--format", "json",
            "--all", "--fix", "--diff", "--select", "PU", "--source", "--jobs", "--html", "--force",
            "--undo", "--dry-run", "--single", "2024-13-45", "0x1", "甲: 乙", "—fix", "－－all",
        ]
    ),
    # No slash and no lone dot: what is made stays in the folder.
    st.text(
        st.characters(exclude_characters="/\\.\0", codec="utf-8"), max_size=12
    ),
    st.binary(min_size=1, max_size=8).map(
        lambda data: os.fsdecode(re.sub(rb"[/\\.\0]", b"\xff", data))
    ),
)  # fmt: skip
SAFE = [name for name in COMMANDS if name not in ("init", "preview", "proof", "doctor")]
"""The others serve without end, start LibreOffice, or make a workspace."""


@LIMITS
@given(st.one_of(st.sampled_from(SAFE), WORD), st.lists(WORD, max_size=5))
@example("add", ["1", "1" * 5000, "--source", "乙"])
@example("import", ["1", "来.md", "--source", "\udcff"])
def test_any_command_line(run_here: RunHere, command: str, words: list[str]) -> None:
    if command not in SAFE and command in COMMANDS:
        return
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), {**FILES, "来.md": "标题\n\n某市\n\n正文。\n".encode()})
        assert_answered(*run_here(command, *words, cwd=Path(folder)))
