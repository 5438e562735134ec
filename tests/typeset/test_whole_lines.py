"""Titles fill whole lines of the grid, with their subtitles."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import Inline, Para
from bulletin.typeset.whole_lines import spaces
from tests.typeset.test_house_style_file import house

TITLE, BELOW, BODY = (
    Para("标题", (Inline("甲\n乙"),)),
    Para("副标题", (Inline("——丙"),)),
    Para("正文", (Inline("丁。"),)),
)
PITCH = 28.95


def test_a_title_alone() -> None:
    [of_title, of_body] = spaces([TITLE, BODY], house())
    assert of_body is None
    assert of_title is not None
    before, after = of_title
    assert before == pytest.approx(after, abs=0.05)
    assert (before + 2 * 35 + after) / PITCH == pytest.approx(5, abs=0.001)


def test_a_title_and_its_subtitle_fill_lines_together() -> None:
    above, below = spaces([TITLE, BELOW, BODY], house())[:2]
    assert above is not None
    assert below is not None
    assert (above[1], below[0]) == (0, 0)
    lines = (above[0] + 2 * 35 + PITCH + below[1]) / PITCH
    assert lines == pytest.approx(round(lines), abs=0.001)
    assert above[0] > 20


def test_a_subtitle_without_a_title_stands_alone() -> None:
    [found] = spaces([BELOW], house())
    assert found is not None
    assert sum(found) % PITCH == pytest.approx(0, abs=0.001)
