"""Headings typed as in Word are said, each with the marks that it wants."""

from __future__ import annotations

import pytest

from bulletin.findings import fixes
from bulletin.findings.diagnostics import Diagnostic
from bulletin.reading.markdown import read_body
from bulletin.reading.typed_headings import typed_headings
from bulletin.text.source import Source
from bulletin.typeset.arrange import numbered


def found_in(text: str) -> tuple[Source, list[Diagnostic]]:
    source = Source("x.md", text)
    return source, list(typed_headings(read_body(source, 0)[0]))


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("一、强基固本", "## 强基固本"),
        ("十二、强基固本", "## 强基固本"),
        ("一.强基固本", "## 强基固本"),
        ("一、 强基固本", "## 强基固本"),
        ("**一、强基固本**", "## 强基固本"),
        ("第一章 总则", "## 总则"),
        ("第一节　目的", "### 目的"),
        ("（一）健全制度", "### 健全制度"),
        ("(一)健全制度", "### 健全制度"),
        ("（一）、健全制度", "### 健全制度"),
        ("1.建章立制", "#### 建章立制"),
        ("1．建章立制", "#### 建章立制"),
        ("１．建章立制", "#### 建章立制"),
        ("1、建章立制", "#### 建章立制"),
        ("（1）公开", "##### 公开"),
        ("(1)公开", "##### 公开"),
        ("①公开", "##### 公开"),
        ("（一）健全制度。制度全部上墙。", "### 健全制度。\n\n制度全部上墙。"),
        ("一、强基固本。正文。", "## 强基固本。\n\n正文。"),
        ("1.建章立制。正文。", "#### 建章立制。\n\n正文。"),
        ("第一部分\u3000总体情况", "## 总体情况"),
        ("壹、强基固本", "## 强基固本"),
        ("Ⅱ. 强基固本", "## 强基固本"),
        ("一 、强基固本", "## 强基固本"),
        ("三 强化督导", "## 强化督导"),
        ("四,落实整改", "## 落实整改"),
        ("五：总结经验", "## 总结经验"),
        ("一、\xa0强基固本", "## 强基固本"),
        ("一、工作成效：", "## 工作成效："),
        (
            "一、认真贯彻落实关于坚持和完善人民代表大会制度的重要思想，不断提升代表履职能力",
            "## 认真贯彻落实关于坚持和完善人民代表大会制度的重要思想，不断提升代表履职能力",
        ),
        ("【一】强基固本", "### 强基固本"),
        ("〔二〕强基固本", "### 强基固本"),
        ("[三]强基固本", "### 强基固本"),
        ("二）强基固本", "### 强基固本"),
        ("2 、建章立制", "#### 建章立制"),
        ("1 建章立制", "#### 建章立制"),
        ("A. 建章立制", "#### 建章立制"),
        ("1）公开", "##### 公开"),
        ("1.1 公开", "##### 公开"),
        ("㉑公开", "##### 公开"),
        ("❶公开", "##### 公开"),
    ],
)
def test_typed_headings_are_said(typed: str, mended: str) -> None:
    source, found = found_in(f"{typed}\n\n正文一很长很长。\n")
    assert [one.code for one in found] == ["AR013"]
    assert all(one.fix and not one.fix.safe for one in found)
    assert fixes.apply(source.text, found).text == f"{mended}\n\n正文一很长很长。\n"


@pytest.mark.parametrize(
    "text",
    [
        "一是抓学习。二是抓活动。",
        "第八条 国家机关工作人员应当守法。",
        "2024.1至今，走访群众。",
        "3.15晚会上，记者走访。",
        "12.4宪法宣传周活动开展。",
        "1.5万元用于修路",
        "一、二产业增加值增长",
        "（一）项规定的情形",
        "第一，抓学习。",
        "第一章规定了总则",
        "三中全会召开以来",
        "（1）甲；",
        "1.甲，",
        "1\\. 甲",
        "1. 甲。",
        "一季度，全县经济增长。",
        "一、会议认为，今年以来全县各级各部门认真贯彻落实上级的决策部署，扎实推进各项工作，取得成效。正文。",
        "（试行）办法",
        "30 名代表参加活动",
        "5 月 20 日召开会议",
        "2024 年工作回顾",
        "3：2获胜",
        "9:30 签到",
        "1.2 万人参加",
        "3.5 亿元投资",
        "A座三楼会议室",
        "100 个村",
        "50 强企业",
        "（一）（二）项规定",
        "[一]号楼",
        "五一 劳动节慰问活动",
        "十 九大精神",
        "一 二 三",
        "七，八十人",
        "1,200户",
        "一：一",
        "九.一八事变",
        "三．八妇女节",
        "五.卅运动",
        "（一）、（二）项规定",
    ],
)
def test_what_is_no_heading_is_not(text: str) -> None:
    assert not found_in(f"{text}\n\n正文。\n")[1]


def test_the_last_item_of_a_list_is_no_heading() -> None:
    assert not found_in("一、听取报告；\n\n二、审议草案；\n\n三、其他事项。\n")[1]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1. 甲。\n3. 乙。\n4. 丙。", ["AR012"]),
        ("1. 甲。\n2. 乙。\n5. 丙。", ["AR012"]),
        ("1. 甲。\n2. 乙。\n2. 丙。", ["AR012"]),
        ("1. 甲。\n1. 乙。\n1. 丙。", []),
        ("1. 甲。\n2. 乙。\n3. 丙。", []),
        ("1) 甲。\n2) 乙。", []),
        ("1) 甲。\n3) 乙。", ["AR012"]),
        ("2. 甲。\n3. 乙。", ["AR006"]),
        ("2024. 年初以来。", []),
    ],
)
def test_gaps_in_the_numbers_of_a_list_are_said(text: str, codes: list[str]) -> None:
    _, findings = numbered(read_body(Source("x.md", text), 0)[0])
    assert [one.code for one in findings] == codes


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("①甲\n②乙", "##### 甲\n##### 乙"),
        ("正文。\n\n(1) 甲\n(2) 乙\n\n> 引文", "正文。\n\n##### 甲\n##### 乙\n\n> 引文"),
        ("1、甲\n2、乙\n3、丙", "#### 甲\n#### 乙\n#### 丙"),
    ],
)
def test_the_last_of_several_headings_is_one_too(typed: str, mended: str) -> None:
    source, found = found_in(typed)
    assert fixes.apply(source.text, found).text == mended


@pytest.mark.parametrize("lead", ["\u3000\u3000", "\u3000", "  ", " \u3000"])
def test_a_heading_behind_typed_spaces_is_said_too(lead: str) -> None:
    source, [one] = found_in(f"正文。\n\n{lead}一、强基固本\n\n正文。")
    assert one.span is not None and one.span.text == "一、强基固本"
    assert fixes.apply(source.text, [one]).text == f"正文。\n\n{lead}## 强基固本\n\n正文。"
