"""What both writers work out: columns by their contents, heads whose lines are alike."""

from __future__ import annotations

import pytest

from bulletin.model.blocks import Inline, TableBlock
from bulletin.model.content import Alignment
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.typeset.layout import CELL_MARGIN, column_widths, head_indent
from bulletin.workspace.shipped import shipped_template

HEADS = ("序号", "单位", "代表建议内容", "承办单位", "办理时限", "办理结果", "代表是否满意", "备注")
ROW = ("1", "温县", "关于加快推进西霞院水利枢纽灌区工程征地补贴资金发放的建议", "县水利局、县自然资源局",
       "2024年12月31日", "已办结", "满意", "列入2025年计划")  # fmt: skip


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    source = shipped_template("gbt9704.yaml")
    house, found = read_house(Source(source.name, source.read_text("utf-8")))
    assert house is not None, found
    return house


def table(*rows: tuple[str, ...]) -> TableBlock:
    sides: list[Alignment] = ["" for _ in rows[0]]
    return TableBlock(tuple(sides), tuple(tuple((Inline(one),) for one in row) for row in rows))


def test_columns_fill_the_type_area(house: HouseStyle) -> None:
    for rows in ((HEADS, ROW), (("甲", "乙"), ("1", "2")), (ROW * 3, ROW * 3)):
        widths = column_widths(table(*rows), house)
        assert sum(widths) == pytest.approx(house.page.text_width)
        assert min(widths) > 0


def test_a_column_of_much_text_is_wider(house: HouseStyle) -> None:
    widths = dict(zip(HEADS, column_widths(table(HEADS, ROW), house), strict=True))
    assert max(widths, key=lambda head: widths[head]) == "代表建议内容"
    assert widths["序号"] == min(widths.values())
    room = widths["办理时限"] - 2 * CELL_MARGIN
    assert room >= 3 * house.styles["表格"].size  # 2024年 is not parted


@pytest.mark.parametrize(
    ("text", "characters", "indented"),
    [("办理时限", 3, True), ("办理时限", 2, False), ("序号", 3, False), ("代表是否满意", 4, True)],
)
def test_the_lines_of_a_head_are_alike(
    text: str, characters: int, indented: bool, house: HouseStyle
) -> None:
    style = house.styles["表头"]
    column = characters * style.size + 2 * CELL_MARGIN + style.size / 4
    side = head_indent(text, column, style)
    assert (side > 1) is indented
    room = (column - 2 * CELL_MARGIN - 2 * side) / style.size
    assert len(text) <= 2 * int(room)  # no third line
