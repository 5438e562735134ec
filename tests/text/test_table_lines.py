"""Which lines above a table are its caption or its unit."""

from __future__ import annotations

import pytest

from bulletin.text.table_lines import caption_start, is_unit


@pytest.mark.parametrize(
    ("text", "words", "is_numbered", "number"),
    [
        ("表1　办理情况", "办理情况", False, 1),
        ("表 12 办理情况", "办理情况", False, 12),
        ("表３：办理情况", "办理情况", False, 3),
        ("表二　办理情况", "办理情况", False, 2),
        ("表1.办理情况", "办理情况", False, 1),
        ("表1-2　办理情况", "办理情况", False, 0),
        ("附表1　办理情况", "办理情况", False, 0),
        ("表：办理情况", "办理情况", True, 0),
        ("表: 办理情况。", "办理情况。", True, 0),
    ],
)
def test_a_caption_begins_with_its_number(
    text: str, words: str, is_numbered: bool, number: int
) -> None:
    start = caption_start(text)
    assert start is not None
    assert (text[start.length :], start.is_numbered, start.number) == (words, is_numbered, number)


@pytest.mark.parametrize(
    "text",
    [
        "表1", "表1　", "表：", "表1显示办理情况", "表1　如下：", "表1　办结。其余在办", "见表1　甲",
        "表1　" + "很长" * 40, "表1　" + "一句话" * 10 + "。", "表彰：甲", "图1　甲", "", "办理情况",
    ],
)  # fmt: skip
def test_other_lines_are_no_captions(text: str) -> None:
    assert caption_start(text) is None


@pytest.mark.parametrize(
    "text", ["单位：件", "单位:万元", "（单位：件、%）", "金额单位：万元", " 单位 ： 人次 "]
)
def test_the_line_of_the_unit(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "单位：",
        "单位：一句话。",
        "填报单位：甲",
        "单位：甲　填表人：乙",
        "单位共30个",
        "单位：" + "长" * 21,
    ],
)
def test_other_lines_are_no_units(text: str) -> None:
    assert not is_unit(text)
