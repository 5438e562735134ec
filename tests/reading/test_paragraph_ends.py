"""Lines without an empty line between them: paragraphs of their own, or wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.reading.markdown import read_body
from bulletin.reading.paragraph_ends import joints
from bulletin.text.source import Source
from tests.harness.growth import LINEAR, growth
from tests.reading.test_front_matter import places
from tests.reading.test_markdown import shape

PASTED = (
    "主题活动开展以来，温县人大常委会引导代表走进站点。\n一、强基固本，为活动注入新的能量\n"
    "温县从“三学”入手，帮助代表把基础打牢。\n（一）政治理论组织学\n县里编印了学习手册。\n"
    "二、凝心聚力，推动活动走深走实\n代表走访群众197户。\n"
)


def blocks(text: str) -> tuple[list[str], list[str]]:
    read, _, found = read_body(Source("x.md", text), 0)
    return [shape(block) for block in read], places(found)


@pytest.mark.parametrize(
    "text", [PASTED, PASTED.replace("\n", "\r\n"), PASTED.replace("\n", " \n")]
)
def test_lines_pasted_out_of_word_are_paragraphs(text: str) -> None:
    assert blocks(text) == (["P " + line for line in PASTED.splitlines()], [])


@pytest.mark.parametrize(
    "lines",
    [
        ["甲。", "乙。", "丙。"],
        ["会议要求：", "一是抓学习；", "二是抓活动。"],
        ["正文二。", "一是抓学习。", "二是抓活动。"],
        ["讲了话！”", "会后走访。"],
        ["（一）健全制度。制度上墙。", "（二）搞好活动。活动多。"],
        ["(一)甲", "(二)乙"],
        ["１．甲", "２．乙"],
        ["1、甲", "2、乙"],
        ["1.甲", "2.乙"],
        ["（1）甲", "（2）乙"],
        ["①甲", "②乙"],
        ["㉑甲", "㉒乙"],
        ["一）甲", "二）乙"],
        ["壹、甲", "贰、乙"],
        ["第一部分 甲", "第二部分 乙"],
        ["一、强基固本", "（一）健全制度"],
        ["第一，抓学习。", "第二，抓活动。"],
        ["第一章 总则", "第一节 目的"],
        ["**会议要求。**", "**一、抓学习**"],
        ["甲……", "乙。"],
        ["一、强基固本", "县里编印手册"],
        ["会议要求", "一要抓学习", "二要抓活动"],
        ["联系人：张三", "电话：0391-6191234", "地　址：温县黄河路1号"],
        ["9:00 签到", "9:30 开幕", "12:00 午餐"],
        ["●抓学习", "●抓活动"],
        ["问：有什么建议", "答：有三条"],
        ["🌹一、进站听民声", "🌹二、入户察民情"],
        ["①抓学习", "②抓活动"],
    ],
)  # fmt: skip
def test_what_is_sure_is_a_paragraph(lines: list[str]) -> None:
    shown, found = blocks("\n".join(lines))
    assert ([one[2:] for one in shown], found) == (lines, [])


@pytest.mark.parametrize(
    "lines",
    [
        ["这是一个很长的被自动折行的句子，它在中间", "折了一次，又在这里也是这样折行的句子又", "折了一次。"],
        ["甲乙丙丁戊己庚，", "辛。"],
        ["十名人大代表参加了评议会，认真听取了", "汇报，提出意见。"],
        ["县人大常委会去年全年共办理代表建议一", "百件，办结。"],
        ["根据第十二条的规定，全县国民经济各产业", "中第二产业和第三产业增长。"],
        ["去年全县生产总值比前一年增长了百分之", "3.5万元以上。"],
        ["会议由县长主持，各乡镇各部门的负责人", "一同参加。"],
        ["按照“三学”的要求，各站点的代表、", "群众参加。"],
        ["发言人说，这项工作要抓好——", "也要抓实。"],
        ["市人大常委会关于加强和改进代表工作的", "（试行）意见。"],
    ],
)  # fmt: skip
def test_wrapped_lines_are_joined(lines: list[str]) -> None:
    assert blocks("\n".join(lines)) == (["P " + "".join(lines)], [])


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("会议强调\n全县各级各部门要把这项工作抓实抓好。", 1, ["MD032 2:1"]),
        ("工作动态\n温县人大常委会开展了代表述职评议活动", 1, ["MD032 2:1"]),
        ("各乡镇各部门认真落实了办法第\n一、二两条的规定。", 2, ["MD032 2:1"]),
        ("十名县人大代表向选民作了报告会\n议后代表们又走访了附近的几个村。\n接着。", 1, ["MD032 3:1"]),
        ("春风化雨润心田\n代表履职谱新篇", 2, ["MD032 2:1"]),
        ("各位代表\n今天召开座谈会\n请大家发言", 3, ["MD032 2:1", "MD032 3:1"]),
        ("3月5日，召开动员会\n4月10日，组织视察", 2, ["MD032 2:1"]),
        ("单位　件数　办结\n温县　12　10", 2, ["MD032 2:1"]),
        ("全县共办理建议一\n百件，办结。", 1, ["MD032 2:1"]),
        ("**甲。\n乙**", 1, ["MD032 2:1"]),
        ("甲。\n　　乙。", 2, ["MD015 2:1"]),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_said(text: str, shown: int, found: list[str]) -> None:
    paragraphs, said = blocks(text)
    assert (len(paragraphs), said) == (shown, found)


TABLE = "| 单位 | 建议 |\n|---|---|\n| 温县 | 1 |\n"


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        (TABLE + "办结率100%。\n", ["P 办结率100%。"], ["MD033 4:1"]),
        (TABLE + "办结率100%。\n接着。\n", ["P 办结率100%。", "P 接着。"], ["MD033 4:1"]),
        (TABLE + "\n办结率100%。\n", ["P 办结率100%。"], []),
        ("> 引文。\n正文接着写。\n", ["P 正文接着写。"], ["MD033 2:1"]),
        ("> 引文。\n> 又。\n正文。\n再写。\n", ["P 正文。", "P 再写。"], ["MD033 3:1"]),
        ("> 引文。\n\n正文。\n", ["P 正文。"], []),
    ],
)
def test_a_line_below_is_no_part(text: str, shown: list[str], found: list[str]) -> None:
    all_shown, said = blocks(text)
    assert (all_shown[1:], said) == (shown, found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. 甲。\n接着写一段。", ["MD033 2:1"]),
        ("1. 甲。\n一、乙", ["MD033 2:1"]),
        ("1. 甲乙丙丁戊己，\n庚辛。", []),
        ("文字。\n| 甲 | 乙 |\n|---|---|---|\n| 1 | 2 |", ["MD034 3:1"]),
        ("| 甲 | 乙 |\n| 1 | 2 |", ["MD034 1:1"]),
        (r"｜\|\|", []),
        (r"| 甲 \| 乙 \|", []),
        ("｜ 甲 ｜ 乙 ｜\n｜---｜---｜\n｜ 1 ｜ 2 ｜", ["MD034 1:1"]),
        ("| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |", []),
        ("绝对值 |x| 与 |y| 相等。", []),
    ],
)
def test_lines_of_lists_and_tables(text: str, found: list[str]) -> None:
    assert blocks(text)[1] == found


@given(st.lists(st.text("甲乙一二、（）1.。，；第章a ", min_size=1, max_size=12), max_size=8))
def test_no_character_is_lost(lines: list[str]) -> None:
    lines = [f"甲{line}乙" for line in lines]
    shown = "".join(blocks("\n".join(lines))[0])
    kept = "".join(shown.replace("P ", "").split())
    assert kept == "".join("".join(lines).split())


@pytest.mark.slow
@pytest.mark.parametrize("line", ["甲。", "甲", "一、甲", "> 甲。", "|甲|", "1. 甲", "甲，乙丙丁"])
def test_many_lines_take_linear_time(line: str) -> None:
    assert growth(lambda count: joints([line] * count), 100_000) < LINEAR
