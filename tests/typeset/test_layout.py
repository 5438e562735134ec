"""Which characters are held together on a line, and where a line may turn in Latin text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST, breaks_anywhere, held_together

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


@settings(deadline=None)
@given(TEXT)
def test_pieces_are_the_text_and_part_only_where_a_line_may_turn(text: str) -> None:
    pieces = list(held_together(text))
    assert "".join(pieces) == text
    for before, after in pairwise(pieces):
        if before[-1] in NEVER_LAST or after[0] in NEVER_FIRST:
            assert len(before) + len(after) > 14


@pytest.mark.parametrize(
    "text",
    [
        "请登录https://www.npc.gov.cn/c2/t20241125_440896.html查看。",
        "www.npc.gov.cn（A座、B座）",
        "发到zhangsan.lisi@example.cn，共２０２４份",
        "型号HUAWEI-MateBook-X-Pro-2024。",
        "pneumonoultramicroscopicsilicovolcanoconiosis病",
        "kf@example.com和http://a.cn/1",
    ],
)
def test_an_address_may_break_anywhere(text: str) -> None:
    assert breaks_anywhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "请于11月前登录https://www.npc.gov.cn/查看。",
        "用Word打开https://www.npc.gov.cn/查看。",
        "internationalization病",
        "state-of-the-art的做法",
        "1,234,567,890.12元",
        "2024-11-25/2024-12-31",
        "a@b.cn",
        "共" + "1" * 30 + "条",
        "-" * 40,
    ],
)
def test_numbers_and_words_are_not_broken(text: str) -> None:
    assert not breaks_anywhere(text)
