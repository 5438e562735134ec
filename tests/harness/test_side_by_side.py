"""A few rounds of tests/harness/side_by_side.py; ``python -m tests.harness.side_by_side 200`` tries more."""

from __future__ import annotations

import pytest

from tests.harness import side_by_side

pytestmark = pytest.mark.slow


def test_builds_side_by_side_lose_no_edit() -> None:
    assert side_by_side.rounds(6, seed=11) == []
