"""Places in a text."""

from __future__ import annotations

from bulletin.text.source import Source


def test_a_part_of_a_stretch_is_counted_from_its_start() -> None:
    span = Source("x", "甲乙丙丁戊").span(1, 4)
    assert span.text == "乙丙丁"
    assert span.part(1, 3).text == "丙丁"
    assert (span.part(1, 1).start, span.part(1, 1).end) == (2, 2)
