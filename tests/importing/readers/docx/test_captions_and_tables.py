"""Captions stay with their pictures, tables keep their shape, contents are left out: as Word has them."""

from __future__ import annotations

import re

import pytest

from bulletin.importing.plan import Imported
from bulletin.importing.readers.docx import docx_reader
from tests.harness.import_cases import articles, imported, left, look_at, shared_files
from tests.harness.word_files import PNG, p, picture, r, root, table
from tests.harness.word_files import word as word_file
from tests.importing.readers.docx.test_symbols import code, mark

A, B = picture("rId5", "甲.png"), picture("rId6", "乙.png")
GAP = "<w:r><w:tab/></w:r>"
BREAK = "<w:r><w:br/></w:r>"


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def made(body: str, styles: str = "") -> Imported:
    more: dict[str, str | bytes] = {
        "word/media/image1.png": PNG,
        "word/media/image2.png": PNG,
        "word/styles.xml": root("w:styles", styles),
    }
    links = {
        "rId5": ("image", "media/image1.png"),
        "rId6": ("image", "media/image2.png"),
        "rId7": ("styles", "styles.xml"),
    }
    around = (
        p("甲县人大常委会开展视察") + p("代表们视察了道路。") + body + p("下一步，将跟踪督办。")
    )
    data = word_file(around + p("（甲县人大常委会）"), more, links)
    return imported(docx_reader.read("来稿.docx", data), shared_files())


def body_of(one: Imported) -> list[str]:
    """The lines between the first paragraph and the last."""
    return articles(one)[0].split("代表们视察了道路。\n")[1].split("\n下一步")[0].split("\n")


ONE, TWO = "![视察道路](甲.png)", "![视察医院](乙.png)"
BESIDE = f"{ONE} {TWO}"


def extended(run: str, emu: int) -> str:
    """The run of a picture so wide."""
    return run.replace("<a:blip", f'<a:extent cx="{emu}" cy="100"/><a:blip')


def described(run: str, words: str) -> str:
    return run.replace("<a:blip", f'<a:docPr descr="{words}"/><a:blip')


SMALL_A, SMALL_B, WIDE_B = extended(A, 2_500_000), extended(B, 2_500_000), extended(B, 3_500_000)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (para(A, r("视察道路")), [ONE]),
        (para(A, BREAK, r("视察道路")), [ONE]),
        (para(A) + p("图1 视察道路"), ["![图1 视察道路](甲.png)"]),
        (para(A, B, BREAK, r("视察道路"), GAP, r("视察医院")), [ONE, TWO]),
        (para(A, B, r("图1 视察道路图2 视察医院")), ["![图1 视察道路](甲.png)", "![图2 视察医院](乙.png)"]),
        (table([[para(A), para(B)], [p("视察道路"), p("视察医院")]]), [BESIDE]),
        (table([[p("视察道路"), p("视察医院")], [para(A), para(B)]]), [BESIDE]),
        (table([[para(A) + p("视察道路"), para(B) + p("视察医院")]]), [BESIDE]),
        (table([[para(A, r("视察道路"))], [para(B, r("视察医院"))]]), [ONE, TWO]),
        (table([[para(A)], [p("视察道路")], [para(B)], [p("视察医院")]]), [ONE, TWO]),
        (table([[para(A), para(B)]]), ["![](甲.png) ![](乙.png)"]),
        (table([[para(A), para(B), para(A), para(B)]]),
         ["![](甲.png) ![](乙.png)", "![](甲.png) ![](乙.png)"]),
        (para(SMALL_A, SMALL_B), ["![](甲.png) ![](乙.png)"]),
        (para(SMALL_A, SMALL_B, BREAK, r("视察道路"), GAP, r("视察医院")), [BESIDE]),
        (para(SMALL_A, WIDE_B), ["![](甲.png)", "![](乙.png)"]),
        (para(described(A, "代表在田间")) + p("图1 视察道路"), ["![图1 视察道路](甲.png){说明=代表在田间}"]),
        (para(described(A, "图1　视察道路")) + p("图1　视察道路"), ["![图1　视察道路](甲.png)"]),
        (para(described(A, "a{b}\n“c”")), ["![](甲.png){说明=a（b） “c”}"]),
        (para(r("代表们察看了道路。"), A), ["代表们察看了道路。", "![](甲.png)"]),
        (table([[p("项目"), p("照片")], [p("道路全长十二公里。"), para(A)]]),
         ["| 项目 | 照片 |", "| --- | --- |", "| 道路全长十二公里。 |  |", "![](甲.png)"]),
    ],
)  # fmt: skip
def test_a_caption_stays_with_its_picture(body: str, lines: list[str]) -> None:
    assert body_of(made(body)) == lines


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def rows(*rows_: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows_)}</w:tbl>"


FORM = rows(
    cell(p("会议时间")) + cell(p("4月9日")) + cell(p("会议地点")) + cell(p("三楼会议室")),
    cell(p("议题")) + cell(p("研究年度工作计划"), wide(3)),
)


def test_a_form_is_two_columns_and_named_once() -> None:
    one = made(FORM)
    assert body_of(one) == [
        "| 会议时间 | 4月9日 |", "| --- | --- |", "| 会议地点 | 三楼会议室 |", "| 议题 | 研究年度工作计划 |",
    ]  # fmt: skip
    assert look_at(one) == "IM007 | 会议时间 | 4月9日 |"


def test_a_row_of_one_cell_over_or_under_a_table_is_a_line() -> None:
    one = made(
        rows(
            cell(p("视察安排表"), wide(2)),
            cell(p("时间")) + cell(p("地点")),
            cell(p("上午")) + cell(p("乡村")),
            cell(p("注：请准时参加"), wide(2)),
        )
    )
    assert body_of(one) == [
        "视察安排表", "| 时间 | 地点 |", "| --- | --- |", "| 上午 | 乡村 |", "注：请准时参加",
    ]  # fmt: skip
    assert not one.findings


def down(how: str = "continue") -> str:
    return f'<w:vMerge w:val="{how}"/>'


def test_merged_cells_are_kept() -> None:
    one = made(rows(
        cell(p("县区"), down("restart")) + cell(p("2025年"), wide(2)),
        cell(p(""), down()) + cell(p("件数")) + cell(p("办结")),
        cell(p("甲县"), down("restart")) + cell(p("3")) + cell(p("2")),
        cell(p(""), "<w:vMerge/>") + cell(p("无"), wide(2)),
        cell(p("^")) + cell(p("3")) + cell(p("4")),
    ))  # fmt: skip
    assert body_of(one) == [
        "| 县区 | 2025年 | < |", "| --- | --- | --- |", "| ^ | 件数 | 办结 |", "| 甲县 | 3 | 2 |",
        "| ^ | 无 | < |", "| \\^ | 3 | 4 |",
    ]  # fmt: skip
    assert not one.findings


def test_merged_cells_that_cannot_be_written_are_named_once() -> None:
    one = made(rows(
        cell(p("县区"), down()) + cell(p("件数")), cell(p("甲县")) + cell(p("3")),
    ))  # fmt: skip
    assert body_of(one)[2:] == ["| 甲县 | 3 |"]
    assert look_at(one) == "IM007 |  | 件数 |"
    head_to_foot = [cell(p("县区"), down("restart")) + cell(p("件数"))]
    head_to_foot += [cell(p(""), down()) + cell(p(str(number))) for number in range(3)]
    one = made(rows(*head_to_foot))
    assert body_of(one)[2] == "|  | 0 |"
    assert look_at(one) == "IM007 | 县区 | 件数 |"


COUNTED = (
    r("表 ") + mark("begin") + code(r" SEQ 表 \* ARABIC ") + mark("separate") + r("1") + mark("end")
)
SIMPLE = '<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">' + r("1") + "</w:fldSimple>"
GRID = table([[p("单位"), p("件数")], [p("甲县"), p("3")]])
LINES = ["| 单位 | 件数 |", "| --- | --- |", "| 甲县 | 3 |"]


@pytest.mark.parametrize(
    ("above", "lines", "number"),
    [
        (p("表1　办理情况"), ["表1　办理情况"], ""),
        (p("表1：办理情况") + p("单位：件"), ["表1：办理情况", "单位：件"], ""),
        (p("（金额单位：万元）"), ["（金额单位：万元）"], ""),
        (para(COUNTED, r("  办理情况")) + p("单位：件"), ["表：办理情况", "单位：件"], "表 1"),
        (para(r("表"), SIMPLE, r(" 办理情况")), ["表：办理情况"], "表1"),
        (para(COUNTED, r(" 办理情况"), BREAK, r("单位：件")), ["表：办理情况", "单位：件"], "表 1"),
        (para(r("表1　办理情况", "<w:b/>")), ["表1　办理情况"], ""),
        (para(r("表1　"), r("办理情况", "<w:b/>")), ["表1　办理情况"], ""),
        (para(r("表1　办理"), r("情况", "<w:b/>")), ["表1　办理**情况**"], ""),
        (p("表1显示办理情况。"), ["表1显示办理情况。"], ""),
    ],
)
def test_the_lines_above_a_table(above: str, lines: list[str], number: str) -> None:
    one = made(above + GRID)
    assert body_of(one) == [*lines, *LINES]
    assert not one.findings
    assert (f"表的编号，由程序编：{number}" in left(one)) == bool(number)
    assert one.account.is_even


TOC = (
    para(mark("begin"), code(' TOC \\o "1-3" '), mark("separate"), r("基本情况"), GAP, r("1"))
    + para(r("存在问题"), GAP, r("2"), mark("end"))
)  # fmt: skip


def test_a_field_of_contents_is_left_out() -> None:
    one = made(TOC)
    assert body_of(one) == [""] or "基本情况" not in articles(one)[0]
    assert "文章自己的目录，简报里没有这一项：基本情况\t1" in left(one)


def test_contents_by_style_and_in_a_control_are_left_out() -> None:
    style = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    entry = p("基本情况\t1", '<w:pPr><w:pStyle w:val="T"/></w:pPr>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目次')}{p('存在问题 2')}"
        "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    for body in (entry, control):
        one = made(body, style)
        assert len(re.findall("文章自己的目录", left(one))) == body.count("</w:p>")


def test_headings_by_style_that_get_numbers_are_said() -> None:
    style = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    head = '<w:pPr><w:pStyle w:val="H"/></w:pPr>'
    one = made(p("基本情况", head) + p("一般。") + p("存在问题", head) + p("不够。"), style)
    [found] = [one for one in one.findings if one.code == "IM003"]
    assert "2 个小标题原来没有序号，是按样式认的" in found.message
