"""What both writers work out: columns by their contents, heads whose lines are alike."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.blocks import Inline, TableBlock
from bulletin.model.content import Alignment
from bulletin.text.source import Source
from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.house_style_file import read_house
from bulletin.typeset.table_layout import (
    CELL_MARGIN,
    SMALL_TABLE_STYLES,
    TABLE_STYLES,
    TableLook,
    air_above_table,
    column_widths,
    head_indent,
    is_too_wide,
    least_width,
    table_styles,
)
from bulletin.workspace.shipped import shipped_template
from tests.harness.growth import LINEAR, growth

HEADS = ("序号", "单位", "代表建议内容", "承办单位", "办理时限", "办理结果", "代表是否满意", "备注")
ROW = ("1", "温县", "关于加快推进西霞院水利枢纽灌区工程征地补贴资金发放的建议", "县水利局、县自然资源局",
       "2024年12月31日", "已办结", "满意", "列入2025年计划")  # fmt: skip


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    return shipped()


@cache
def shipped() -> HouseStyle:
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


def widths_of(house: HouseStyle, *rows: tuple[str, ...]) -> dict[str, float]:
    """The room for text in each column, in characters, by the heads."""
    one = table(*rows)
    size = house.styles[table_styles(one, house)[1]].size
    widths = column_widths(one, house)
    return {
        head: (points - 2 * CELL_MARGIN) / size
        for head, points in zip(rows[0], widths, strict=True)
    }


def test_heads_and_short_cells_are_in_one_line(house: HouseStyle) -> None:
    room = widths_of(house, HEADS, ROW)
    for head, cell in zip(HEADS, ROW, strict=True):
        if len(head) <= 5:
            assert room[head] >= len(head), head
        if len(cell) <= 4:
            assert room[head] >= len(cell), head
    assert room["办理时限"] >= 5.75  # 2024年12月|31日
    assert max(room, key=lambda head: room[head]) == "代表建议内容"
    assert min(room, key=lambda head: room[head]) == "序号"


def test_type_is_smaller_only_where_columns_are_many(house: HouseStyle) -> None:
    assert table_styles(table(HEADS, ROW), house) == SMALL_TABLE_STYLES
    assert table_styles(table(HEADS[:5], ROW[:5]), house) == TABLE_STYLES
    long = ("情况",), ("字" * 400,)
    assert table_styles(table(*long), house) == TABLE_STYLES
    styles = {name: one for name, one in house.styles.items() if name not in SMALL_TABLE_STYLES}
    older = replace(house, styles=styles)
    assert table_styles(table(HEADS, ROW), older) == TABLE_STYLES
    assert sum(column_widths(table(HEADS, ROW), older)) == pytest.approx(house.page.text_width)


def test_what_is_left_goes_by_how_much_text_there_is(house: HouseStyle) -> None:
    room = widths_of(house, ("甲", "乙", "丙"), ("字" * 3, "字" * 40, "字" * 80))
    assert 3 <= room["甲"] < 4
    assert room["丙"] / room["乙"] == pytest.approx(2, rel=0.05)


@given(
    st.integers(1, 12).flatmap(
        lambda count: st.lists(
            st.tuples(*[st.text("人大办理197年,. ", max_size=30)] * count), min_size=1, max_size=4
        )
    ),
    st.floats(100, 442),
)
@settings(deadline=None)
def test_columns_fill_any_room(rows: list[tuple[str, ...]], room: float) -> None:
    one = table(*rows)
    widths = column_widths(one, shipped(), room)
    assert sum(widths) == pytest.approx(room)
    assert min(widths) > 0
    if least_width(one, shipped()) <= room:
        assert min(widths) > 2 * CELL_MARGIN


@pytest.mark.parametrize(
    ("text", "characters", "measure"),
    [
        ("办理时限", 3, 2),
        ("办理时限", 2, 2),
        ("序号", 3, 3),
        ("代表是否满意", 5, 4),  # 代表是否|满意
        ("代表是否满意", 4, 4),
        ("代表是否满意", 3.5, 2),  # 代表|是否|满意
        ("代表建议内容", 5, 4),
        ("（万元）数", 3, 3),  # not （万元|）数: no line begins with ）
    ],
)
def test_heads_break_between_words(
    text: str, characters: float, measure: float, house: HouseStyle
) -> None:
    style = house.styles["表头"]
    column = characters * style.size + 2 * CELL_MARGIN + style.size / 4
    room = (column - 2 * CELL_MARGIN - 2 * head_indent(text, column, style)) / style.size
    assert measure <= room < measure + 0.5


def test_air_above_a_table_is_as_much_as_below(house: HouseStyle) -> None:
    assert air_above_table(house.styles["正文"]) == pytest.approx(6.2, abs=0.1)
    assert air_above_table(house.styles["标题"]) == 0  # has space after it already
    assert air_above_table(house.styles["图题"]) == 0


def test_a_long_head_takes_no_square(house: HouseStyle) -> None:
    def indent(count: int) -> None:
        assert head_indent("代表建议办理情况与满意度测评" * count, 60, house.styles["表头"]) >= 0

    assert growth(indent, 160) < LINEAR


def test_figures_get_room_and_stand_in_the_middle_or_at_the_edge(house: HouseStyle) -> None:
    rows = (("单位", "件数", "比例"), ("甲" * 40, "1,234,567.5", "7"), ("乙", "3", "71.25%"))
    words = tuple(tuple((Inline(text),) for text in row) for row in rows)
    made = TableBlock(("", "", "right"), words)
    look = TableLook(made, house)
    size = house.styles[look.styles[1]].size
    first, second = look.cells[1:]
    figure, other = look.figure(first[1]), look.figure(second[1])
    assert figure and other and look.figure(second[0]) is None
    assert look.widths[1] >= figure.block * size + 2 * CELL_MARGIN
    middle = figure.indent(look.widths[1], size)
    assert 0 < middle == pytest.approx((look.widths[1] - 2 * CELL_MARGIN - figure.block * size) / 2)
    assert other.indent(look.widths[1], size) == pytest.approx(middle + 0.75 * size)
    flush = look.figure(second[2])
    assert flush and flush.is_flush and flush.indent(look.widths[2], size) == 0
    none = replace(second[1], text=(Inline("—"),))
    assert look.alignment(none) == "center"
    assert look.alignment(replace(none, column=2)) == "right"
    assert look.alignment(second[0]) == look.alignment(replace(none, text=())) == ""


def test_a_table_is_too_wide_where_figures_must_be_broken(house: HouseStyle) -> None:
    def wide(columns: int, figure: str) -> bool:
        return is_too_wide(table(("件数",) * columns, (figure,) * columns), house)

    assert not wide(12, "1,234")
    assert wide(12, "1,234,567")
    assert not wide(13, "甲")
    assert wide(14, "甲")


def test_a_row_of_much_text_may_be_higher_than_a_page(house: HouseStyle) -> None:
    look = TableLook(table(("项目", "内容"), ("甲", "字" * 200), ("乙", "字" * 1200)), house)
    assert [look.is_high(index) for index in range(3)] == [False, False, True]
