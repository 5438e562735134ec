"""Forty varied issues are set without a fault that ``proof`` knows, nothing over another, no page empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.pdf.printed import read_printed
from bulletin.pipeline import stages
from bulletin.proof.proofing import proof
from bulletin.workspace.folders import Workspace
from tests.harness.render import need_rendering
from tests.harness.varied_issues import NUMBERS, overlaps, write_issues

pytestmark = pytest.mark.needs_rendering

_AT_ONCE = 10
"""Issues that one LibreOffice converts."""


@pytest.mark.parametrize("first", NUMBERS[::_AT_ONCE])
def test_varied_issues(tmp_path: Path, first: int) -> None:
    need_rendering()
    shared = stages.read_shared(Workspace(write_issues(tmp_path)))
    documents = []
    for number in range(first, first + _AT_ONCE):
        result = stages.build(shared, number, force=True)
        assert result.docx is not None, result.findings
        documents.append((str(number), result.docx))
    wrong: list[str] = []
    for one in proof(documents):
        assert one is not None
        wrong += [f"{one.name} {fault.norm.code}: {fault.assessment}" for fault in one.faults]
        wrong += [f"{one.name} {words}" for words in overlaps(read_printed(one.pdf))]
    assert not wrong, "\n".join(wrong)
