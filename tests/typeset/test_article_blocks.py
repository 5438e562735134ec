"""Headings that stand one way at one level and another way at the next, and levels that are not used."""

from __future__ import annotations

import pytest

from bulletin.findings import kinds
from bulletin.findings.diagnostics import Diagnostic
from bulletin.model.blocks import Para, TableBlock
from bulletin.model.content import HeadingLayouts, Issue, all_levels
from bulletin.reading.contribution import read_contribution
from bulletin.reading.settings import read_issue, read_series
from bulletin.text.source import Source
from bulletin.typeset.arrange import arrange
from bulletin.typeset.article_blocks import body
from tests.conftest import SERIES

TEXT = "## 选拔方式\n\n#### 个人申请\n\n信息不实的，取消资格。\n\n## 下一步\n\n将跟踪督办。\n"


def issue_of(headings: str, series: str = "", text: str = TEXT) -> tuple[Issue, list[Diagnostic]]:
    """An issue of one article with a line of front matter, and what was found."""
    bulletin, _ = read_series(Source("bulletin.yaml", SERIES + series))
    assert bulletin is not None
    settings, _ = read_issue(Source("issue.yaml", "number: 1\n"), bulletin)
    assert settings is not None
    front = f"---\ntitle: 甲\nsource: 乙县人大\n{headings}\n---\n\n"
    contribution, found = read_contribution(Source("1.md", front + text))
    assert contribution is not None
    issue, more = arrange(settings, [contribution])
    return issue, [*found, *more]


def lines(headings: str, series: str = "", text: str = TEXT) -> list[str]:
    """The paragraphs as they are set."""
    blocks = body(issue_of(headings, series, text)[0].articles[0])
    return ["".join(run.text for run in one.runs) for one in blocks if isinstance(one, Para)]


DISPLAY = ["一、选拔方式", "1.个人申请。信息不实的，取消资格。", "二、下一步", "将跟踪督办。"]


@pytest.mark.parametrize(
    "headings",
    [
        "headings: {一、: display, 1.: run-in}",
        "headings: {一、: display}",
        "headings: {一: display, 1: run-in}",
        "headings: {一级: display, 三级: run-in}",
        "headings:\n  一、: display\n  1．: run-in",
        "headings: {一、: display, （一）: run-in, 1.: run-in, （1）: run-in}",
    ],
)
def test_each_level_stands_as_it_is_said(headings: str) -> None:
    assert lines(headings) == DISPLAY


def test_one_word_holds_for_all_levels() -> None:
    assert lines("headings: run-in")[0] == "一、选拔方式"  # nothing that it could run into
    assert lines("headings: run-in")[2] == "二、下一步。将跟踪督办。"
    assert lines("headings: display") == [
        "一、选拔方式", "1.个人申请", "信息不实的，取消资格。", "二、下一步", "将跟踪督办。",
    ]  # fmt: skip


def test_what_is_not_said_the_series_says() -> None:
    series = "headings: {1.: display}\n"
    assert lines("headings: {一、: display}", series)[1] == "1.个人申请"
    assert lines("", "headings: {一、: display, 1.: run-in}\n") == DISPLAY


@pytest.mark.parametrize(
    ("headings", "text", "codes"),
    [
        ("headings: {一、: display, 1.: run-in}", TEXT, []),
        ("headings: {一、: display, 1.: display}", TEXT, []),
        ("headings: {一、: display}", TEXT, ["AR002"]),
        ("headings: display", TEXT, ["AR002"]),
        ("headings: {一、: display, （一）: display, 1.: run-in}", TEXT, ["AR002"]),
        ("headings: {一、: display, 1.: run-in}", "#### 甲\n\n乙。\n", ["AR002"]),
        ("headings: {（一）: display, （1）: run-in}", "### 甲\n\n##### 乙\n\n丙。\n", []),
        ("headings: {一、: display, 2.: run-in}", TEXT, [kinds.UNKNOWN_KEY.code, "AR002"]),
        ("headings: {一、: 独占一行, 1.: run-in}", TEXT, [kinds.BAD_VALUE.code, "AR002"]),
        ("headings: [display]", "## 甲\n\n乙。\n", [kinds.WRONG_TYPE.code]),
    ],
)
def test_a_level_may_be_skipped_that_is_not_used(
    headings: str, text: str, codes: list[str]
) -> None:
    _, found = issue_of(headings, "", text)
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    "written",
    ["run-in", "display", "{一、: display, 1.: run-in}", "{（一）: display, （1）: display}"],
)
def test_what_is_written_reads_back(written: str) -> None:
    contribution, found = read_contribution(
        Source("1.md", f"---\ntitle: 甲\nsource: 乙\nheadings: {written}\n---\n\n正文。\n")
    )
    assert contribution is not None and contribution.headings is not None and not found
    assert contribution.headings.text == written


def test_layouts_by_level() -> None:
    own = HeadingLayouts(("display", None, None, None), frozenset({1}))
    both = own.over(all_levels("run-in"))
    assert [both.of(level) for level in range(1, 5)] == ["display", "run-in", "run-in", "run-in"]
    assert both.named == {1}


TABLE = "| 甲 |\n|---|\n| 1 |\n\n"


def test_the_caption_and_the_unit_of_a_table_are_lines_above_it() -> None:
    text = f"表：办理情况\n单位：件\n{TABLE}表2　经费情况\n{TABLE}表：培训情况\n{TABLE}表：视察情况\n{TABLE}"
    blocks = body(issue_of("", text=text)[0].articles[0])
    assert [(one.style, one.text) for one in blocks if isinstance(one, Para)] == [
        ("表题", "表1　办理情况"), ("表单位", "单位：件"), ("表题", "表2　经费情况"),
        ("表题", "表3　培训情况"), ("表题", "表4　视察情况"),
    ]  # fmt: skip
    tables = [one for one in blocks if isinstance(one, TableBlock)]
    assert [one.description for one in tables] == [
        "表1　办理情况", "表2　经费情况", "表3　培训情况", "表4　视察情况",
    ]  # fmt: skip
    fields = [
        [run.field for run in one.runs if run.field] for one in blocks if isinstance(one, Para)
    ]
    assert fields == [
        [r"SEQ 表 \* ARABIC \r 1"], [], [], [r"SEQ 表 \* ARABIC \r 3"], [r"SEQ 表 \* ARABIC"],
    ]  # fmt: skip


def test_a_full_width_number_is_no_field() -> None:
    blocks = body(issue_of("", text=f"表：甲\n{TABLE}")[0].articles[0], full_width=True)
    assert isinstance(blocks[0], Para) and blocks[0].text == "表１　甲"
    assert not any(run.field for run in blocks[0].runs)
