"""Some of the moments of tests/harness/moments.py; ``python -m tests.harness.moments`` tries all of them."""

from __future__ import annotations

import os

import pytest

from tests.harness import moments

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs copies of this process")
def test_nothing_half_nothing_twice_nothing_lost() -> None:
    """A kill, a full disk, a save: at each 97th step of every command."""
    tried = dict[str, int]()
    for what, faults in moments.moments(every=97, start=4):
        assert not faults, "\n".join(faults)
        tried[what] = tried.get(what, 0) + 1
    assert {name.partition(": ")[2] for name in tried} == {
        "kill", "kill_half_written", "full", "limit",
        "save_in_place", "save_over", "edit_in_place", "edit_over",
    }  # fmt: skip
