"""Issuer and date share a line, or the issuer is broken where it may be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.blocks import Inline, Para
from bulletin.text.widths import width
from bulletin.typeset.aside_lines import with_room_for_aside
from tests.typeset.test_house_style_file import house

HOUSE = house()
DATE = (Inline("2024年12月20日印发"),)


@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("某省人大常委会办公厅", ["某省人大常委会办公厅"]),
        (
            "河南省人民代表大会常务委员会代表资格审查委员会办公室",
            ["河南省人民代表大会常务委员会代表资格审查委员会办公室", ""],
        ),
        (
            "河南省人民代表大会常务委员会代表工作委员会、河南省人民代表大会常务委员会办公厅",
            ["河南省人民代表大会常务委员会代表工作委员会、", "河南省人民代表大会常务委员会办公厅"],
        ),
        (
            "全省人大代表“为人民履职、为中原添彩”主题活动领导小组办公室",
            ["全省人大代表“为人民履职、为中原添彩”主题活动领导小组", "办公室"],
        ),
    ],
)
def test_where_a_long_issuer_is_broken(issuer: str, lines: list[str]) -> None:
    para = with_room_for_aside(Para("印发", (Inline(issuer),), DATE), HOUSE)
    assert para.text.split("\n") == lines


@settings(deadline=None)
@given(st.text("河南省人大常委会办公厅、，“”", min_size=1, max_size=90))
def test_the_date_has_room_and_nothing_is_lost(issuer: str) -> None:
    style = HOUSE.styles["印发"]
    room = HOUSE.page.text_width / style.size - style.left - style.right
    para = with_room_for_aside(Para("印发", (Inline(issuer),), DATE), HOUSE)
    *above, last = para.text.split("\n")
    assert "".join((*above, last)) == issuer
    assert all(width(line, style.latin_face) <= room for line in above)
    assert width(last + DATE[0].text, style.latin_face) + 1 <= room


def test_a_paragraph_without_an_aside_is_left_as_it_is() -> None:
    para = Para("印发", (Inline("某" * 60),))
    assert with_room_for_aside(para, HOUSE) is para
