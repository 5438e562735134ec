"""Superscripts and subscripts are in the line of their text, not in one of their own."""

from __future__ import annotations

from bulletin.pdf.page_model import Character
from bulletin.pdf.printed import lines_of


def character(char: str, left: float, baseline: float, size: float) -> Character:
    return Character(char, left, left + size, baseline, baseline - size, baseline, "仿宋", size)


def test_a_raised_and_a_lowered_figure() -> None:
    found = [
        character("m", 100, 200, 16), character("2", 116, 195, 9.3), character("，", 126, 200, 16),
        character("H", 142, 200, 16), character("2", 158, 203, 9.3), character("O", 168, 200, 16),
    ]  # fmt: skip
    assert [(line.text, line.baseline) for line in lines_of(found)] == [("m2，H2O", 200)]


def test_small_lines_stay_lines() -> None:
    found = [
        character("甲", 100, 200, 16),
        character("注", 116, 215, 9),
        character("乙", 100, 229, 16),
    ]
    assert [line.text for line in lines_of(found)] == ["甲", "注", "乙"]
