"""Lines for given places to break."""

from __future__ import annotations

import pytest

from bulletin.typeset.line_shapes import MeasuredText, best_shape, filled_lines, may_part

FACE = "方正小标宋简体"


@pytest.mark.parametrize("length", [21, 41])
def test_no_character_is_left_alone_on_the_last_line(length: int) -> None:
    lines = filled_lines(MeasuredText("某" * length, FACE), {}, 20.0)
    assert [len(line) for line in lines] == [*[20] * (length // 20 - 1), 19, 2]


def test_no_shape_has_a_character_alone() -> None:
    assert best_shape(MeasuredText("某" * 21, FACE), {20: 0.0}, 20.0, [2]) is None


def test_a_line_that_is_cut_anywhere_turns_only_where_its_marks_may_part() -> None:
    lines = filled_lines(MeasuredText("某" * 19 + "《某某》" + "某" * 5, FACE), {}, 20.0)
    assert lines == ["某" * 19, "《某某》" + "某" * 5]
    assert not may_part("某——某", 3)
    assert not may_part("２０", 1)


def test_the_space_between_scripts_is_part_of_a_lines_width() -> None:
    title = MeasuredText("为民办实事10件", FACE)
    assert title.width(0, 8) == 7.5
    assert title.width(0, 7) == 6.25
    assert title.width(5, 7) == 1.0  # nothing is set before a digit that begins a line
