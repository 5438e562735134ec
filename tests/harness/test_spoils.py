"""Safe fixes over 2,000 sentences of official prose: only what was read and found right."""

from __future__ import annotations

import pytest

from tests.harness import spoils

pytestmark = pytest.mark.slow


def test_every_change_has_been_read() -> None:
    texts = spoils.paragraphs(spoils.OFFICIAL)
    assert spoils.sentences(texts) >= 2000
    assert [*spoils.changes(texts)] == spoils.CHANGES.read_text("utf-8").splitlines()
