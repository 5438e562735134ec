"""Which characters are held together on a line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.layout import NEVER_FIRST, NEVER_LAST, held_together

TEXT = st.text(
    st.sampled_from(list("人大履职，。“”《》：（）ABz09 %.+—…·喆𠮷２４．％－¥\n")), max_size=40
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("添彩·人大", ["添", "彩·人", "大"]),
        ("到２０２４年止", ["到", "２０２４年", "止"]),
        ("共１,２３４件。", ["共", "１,２３４件。"]),
        ("在于——从", ["在", "于——", "从"]),
        ("等……的", ["等……", "的"]),
        ("用Word 97写", ["用", "Word 97", "写"]),
        ("１２３４５６７８９０１２３４５６", ["１２３４５６７８９０１２３４", "５６"]),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert list(held_together(text)) == pieces


@given(TEXT)
def test_pieces_are_the_text_and_part_only_where_a_line_may_turn(text: str) -> None:
    pieces = list(held_together(text))
    assert "".join(pieces) == text
    for before, after in pairwise(pieces):
        if before[-1] in NEVER_LAST or after[0] in NEVER_FIRST:
            assert len(before) + len(after) > 14
