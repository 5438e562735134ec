"""Title, credit, headings and series of an article: every case in tests/data/import/articles."""

from __future__ import annotations

import re

import pytest

from bulletin.importing.readers.reflow import reflow
from bulletin.pipeline.stages import SharedFiles
from tests.harness.import_cases import (
    CASES,
    Case,
    articles,
    imported,
    left,
    look_at,
    params,
)


@pytest.mark.parametrize("case", params(CASES))
def test_a_contribution_is_read_as_an_editor_reads_it(case: Case, checking: SharedFiles) -> None:
    made = imported(case.draft, checking)
    assert articles(made) == [re.sub(r"\n+", "\n", one) for one in case.made]
    assert look_at(made) == case.look_at
    if case.omitted is not None:
        assert left(made) == case.omitted


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("        甲\n　　乙说了，\n丙做了。\n　　丁。\n", ["甲", "乙说了，丙做了。", "丁。"]),
        ("甲\n　　乙说了、\n丙做了。\n　　丁。\n", ["甲", "乙说了、丙做了。", "丁。"]),
        ("甲\n　　乙说了。\n丙做了。\n　　丁。\n", ["甲", "乙说了。", "丙做了。", "丁。"]),
        ("甲\n乙说了，\n丙做了。\n丁。\n", ["甲", "乙说了，", "丙做了。", "丁。"]),
        ("甲\n　　乙说了，\n　　丙做了。\n丁。\n", ["甲", "乙说了，", "丙做了。", "丁。"]),
    ],
)
def test_where_paragraphs_are_indented_a_line_that_is_not_goes_on(
    text: str, paragraphs: list[str]
) -> None:
    assert [one.text for one in reflow(text)[0]] == paragraphs
