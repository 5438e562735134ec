"""The files of ``make word-check`` are those of its page, and valid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.harness.programs import assert_valid
from tests.harness.word_check import FILES

pytestmark = pytest.mark.slow


def test_the_page_and_the_program_name_the_same_files() -> None:
    page = (ROOT / "docs" / "word-check.md").read_text("utf-8")
    assert re.findall(r"(?m)^\| (\d\d-\S+\.docx) \|", page) == [*FILES]


def test_the_files_are_valid(tmp_path: Path) -> None:
    for name, make in FILES.items():
        (tmp_path / name).write_bytes(make(tmp_path / name.removesuffix(".docx")))
    assert_valid(sorted(tmp_path.glob("*.docx")))
