"""How wide texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.widths import GAP, advances, gaps, typed_width, width

TIMES, SONG = "Times New Roman", "宋体"


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("", 0), ("人大", 2), ("“四个”", 4), ("—…·", 3), ("，。", 2), ("１２％", 3), ("\u3000", 1),
        ("2024", 2), ("G20", 1.5), (" ", 0.5), ("㐂𠮷", 2), ("①Ⅳ", 2),
        ("\u200b\ufeff\x01", 0), ("e\u0301", 0.5),
        ("é", 1), ("ﬁ", 0.5), ("〇々", 2), ("︰", 1),
    ],
)  # fmt: skip
def test_in_a_chinese_face(text: str, em: float) -> None:
    assert width(text, SONG) == pytest.approx(em)


@pytest.mark.parametrize(
    ("text", "em"),
    [("0123456789", 5), ("W", 0.944), ("i", 0.278), (" ", 0.25), ("~", 0.541), ("人", 1)],
)
def test_in_times(text: str, em: float) -> None:
    assert width(text, TIMES) == pytest.approx(em)


@given(st.text(), st.text())
def test_widths_add_up(left: str, right: str) -> None:
    apart = width(left, TIMES) + width(right, TIMES)
    assert apart <= width(left + right, TIMES) + 1e-6 <= apart + GAP + 2e-6
    assert typed_width(left + right) == pytest.approx(typed_width(left) + typed_width(right))
    assert 0 <= typed_width(left) <= len(left)


@pytest.mark.parametrize(
    ("text", "count"),
    [("共10件", 2), ("10件", 1), ("（10）", 0), ("共 10 件", 0), ("用Word排", 2), ("共件", 0)],
)
def test_what_is_set_between_scripts_counts(text: str, count: int) -> None:
    assert sum(gaps(text)) == count * GAP
    assert width(text, SONG) == typed_width(text) + count * GAP


def test_an_apostrophe_is_as_wide_as_latin_marks_are() -> None:
    assert advances("’s", "Times New Roman")[0] == 1.0
    assert advances("it’s", "Times New Roman")[2] == 0.333
    assert advances("好’s", "Times New Roman")[1] == 1.0
