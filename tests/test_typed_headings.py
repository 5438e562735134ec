"""Headings typed as in Word are said, each with the marks that it wants."""

from __future__ import annotations

import pytest

from bulletin import fix
from bulletin.arrange import numbered
from bulletin.diagnostics import Diagnostic
from bulletin.reading.markdown import read_body
from bulletin.source import Source
from bulletin.typed_headings import typed_headings


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
    ],
)
def test_typed_headings_are_said(typed: str, mended: str) -> None:
    source, found = found_in(f"{typed}\n\n正文一很长很长。\n")
    assert [one.code for one in found] == ["AR013"]
    assert all(one.fix and not one.fix.safe for one in found)
    assert fix.apply(source.text, found).text == f"{mended}\n\n正文一很长很长。\n"


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
    ],
)
def test_what_is_no_heading_is_not(text: str) -> None:
    assert not found_in(f"{text}\n\n正文。\n")[1]


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
        ("2024. 年初以来。", ["AR006"]),
    ],
)
def test_gaps_in_the_numbers_of_a_list_are_said(text: str, codes: list[str]) -> None:
    found: list[Diagnostic] = []
    numbered(read_body(Source("x.md", text), 0)[0], found)
    assert [one.code for one in found] == codes
