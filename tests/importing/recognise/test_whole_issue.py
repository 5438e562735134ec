"""Whole issues of other series: masthead, contents, articles, foot: tests/data/import/issues."""

from __future__ import annotations

import re

import pytest

from bulletin.pipeline.stages import SharedFiles
from tests.harness.import_cases import (
    WHOLE,
    Case,
    articles,
    imported,
    left,
    look_at,
    params,
    settings,
)


@pytest.mark.parametrize("case", params(WHOLE))
def test_an_issue_is_taken_apart_as_an_editor_would(case: Case, checking: SharedFiles) -> None:
    made = imported(case.draft, checking, number=12, is_new=True)
    assert made.is_whole
    assert articles(made) == [re.sub(r"\n+", "\n", one) for one in case.made]
    assert settings(made) == case.settings
    assert look_at(made) == case.look_at
    if case.omitted is not None:
        assert left(made) == case.omitted
    if case.notes is not None:
        assert "\n".join(made.notes) == case.notes
