"""The books begin with the bytes of the source: what they say, and that they can say no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.findings.diagnostics import Severity
from bulletin.importing.draft import Draft, ShownText, Tally
from bulletin.importing.output import import_report
from bulletin.importing.readers import dispatch
from bulletin.importing.readers.file_kinds import Kind
from bulletin.typeset.titles import in_one_line
from tests.harness import small_pdfs as tiny
from tests.harness.import_cases import articles, imported, left, planned, shared_files
from tests.harness.word_files import article, p, word

HEAD = "温县：代表动起来\n\n"
BODY = tiny.show("代表走进站点。", 80, 700)
FOOT = "\n\n（温县人大常委会供稿）\n"


def text(said: str, encoding: str = "utf-8") -> Draft:
    return dispatch.read("来.txt", (HEAD + said + FOOT).encode(encoding), Kind.TEXT)


def markdown(said: str) -> Draft:
    return dispatch.read("来.md", f"# {HEAD}{said}{FOOT}".encode(), Kind.MARKDOWN)


@pytest.mark.parametrize(
    "said",
    [
        "联系电话138****5678，备用139****1234。",
        "规格为3*4，另有5*6两种。",
        "代表王*、李*反映，张*表示。",
        "王**、李**到会。",
        "**县**局报来。",
        "文件名a_b_c.docx。",
        "约10~~20人。",
        "公式为a*b+c_d。",
        "选项[ ]同意[x]不同意。",
        "见[备注]: 内容。",
        "`代码`与<b>粗</b>。",
        "R&D费用与&nbsp空格。",
        "反斜杠\\*与\\\\。",
        "|甲|乙|丙。",
        "- 一项工作。",
        "> 引用的话。",
        "2024. 年度工作。",
        "#话题#的讨论。",
    ],
)
@pytest.mark.parametrize("before", ["", "## 一、概况\n\n"])
def test_a_text_is_printed_as_it_was_typed(said: str, before: str) -> None:
    made = imported(text(before + said), shared_files())
    printed = "".join(articles(made)[0].split()).replace("\\", "")
    assert "".join(said.split()).replace("\\", "") in printed
    assert ("小标题前面的 #：##" in left(made)) == bool(before)


def test_what_looks_like_bold_in_a_text_is_said() -> None:
    assert any(".md 结尾" in one for one in text("**注：**数据。").notes)


def test_marks_of_markdown_are_listed() -> None:
    made = imported(
        markdown("## 一、概况\n\n**注**：甲[链](https://a.b/c)乙`码`。\n\n> 引\n\n***\n"),
        shared_files(),
    )
    said = left(made)
    assert "Markdown 的记号：**" in said and "Markdown 的记号：##" in said
    assert "链接、图片的地址，不印出来：](https://a.b/c)" in said and "分隔线：***" in said


def test_the_language_of_code_is_a_mark() -> None:
    assert "Markdown 的记号：语言" in left(
        imported(markdown("~~~ 语言\nx*y\n~~~\n"), shared_files())
    )


def test_boxes_of_tasks_are_text() -> None:
    assert "\\[x\\]完成" in articles(imported(markdown("- [x] 完成\n"), shared_files()))[0]


def test_a_cell_too_many_is_not_passed_over() -> None:
    made = planned(markdown("|甲|乙|\n|--|--|\n|丙|丁|戊|\n"), shared_files())
    assert made.account.missing.strip("|") == "戊"
    said = list(import_report.lines(made, "issues/1"))
    assert any("对不上" in line for line in said) and not any("一字不差" in line for line in said)
    assert any(line.endswith("|丙|丁|戊|") and "可能在第 " in line for line in said), said
    assert "IM011" in [one.code for one in made.findings]


def test_books_name_what_the_reader_passed_over_and_where() -> None:
    draft = text("代表走进站点。")
    tally = Tally(
        (*(draft.tally.lines if draft.tally else ()), ShownText("失踪的一句。", "第 9 段"))
    )
    made = planned(replace(draft, tally=tally), shared_files())
    assert sorted(made.account.missing) == sorted("失踪的一句。")
    assert [one.place for one in made.account.places] == ["第 9 段"]


def test_a_file_that_was_not_counted_is_not_called_right() -> None:
    made = planned(replace(text("代表走进站点。"), tally=None), shared_files())
    said = "\n".join(import_report.lines(made, "issues/1"))
    assert made.account.is_even
    assert "一字不差" not in said
    assert "读到的字都在，原文件没有核对" in said
    assert "原文件没有核对" in import_report.short(made, 1)


def test_books_name_what_nobody_wrote() -> None:
    draft = text("代表走进站点。")
    made = planned(
        replace(draft, pieces=(*draft.pieces, *text("凭空。").pieces[1:2])), shared_files()
    )
    assert sorted(made.account.invented) == sorted("凭空。")
    assert any("多了" in line for line in import_report.lines(made, "issues/1"))


@pytest.mark.parametrize(
    "mark", ["\x00", "\x08", "\x1c", "\x1f", "\x7f", "\x9f", "\ufeff", "\uffff"]
)
def test_every_control_character_is_named(mark: str) -> None:
    made = imported(text(f"代表{mark}走进站点。"), shared_files())
    assert f"U+{ord(mark):04X}" in "\n".join(import_report.lines(made, "issues/1"))


def test_bytes_that_mean_nothing_are_said() -> None:
    data = (
        b"\xff\xfe" + (HEAD + "代表").encode("utf-16-le") + b"\x00\xd8" + FOOT.encode("utf-16-le")
    )
    draft = dispatch.read("来.txt", data, Kind.TEXT)
    assert any("有 1 处读不通" in one for one in draft.notes)


def test_a_heading_may_be_the_last_line_of_a_wrapped_text() -> None:
    wrapped = "各地人大常委会组织代表走进联络站听取群众的意见和\n" * 6
    assert "#" in [one.text for one in text(f"{wrapped}\n# 题").omitted]
    dispatch.read("来.txt", f"{HEAD}{wrapped}\n# 题".encode(), Kind.TEXT)


def test_a_gap_with_nothing_beside_it_stops_nothing() -> None:
    imported(text("目\u3000录0甲乙\t，\t|4"), shared_files())


def test_a_pdf_says_what_was_counted() -> None:
    data = tiny.pdf(BODY)
    made = planned(dispatch.read("来.pdf", data, Kind.PDF), shared_files())
    [line] = [one for one in import_report.lines(made, "issues/1") if one.startswith("核对")]
    assert "按 PDF 里存的字" in line and line.endswith("一字不差。")


def test_what_a_converter_made_is_not_called_the_file() -> None:
    converted = word(article(p("转换来的。")))
    made = imported(dispatch.read("来.doc", b"", Kind.DOC, converted), shared_files())
    [line] = [one for one in import_report.lines(made, "issues/1") if one.startswith("核对")]
    assert "按 LibreOffice 转换后的文字，转换本身没有核对" in line


@pytest.mark.parametrize("title", ["温县：代表动起来|干起来", "A|B|两种办法", "甲\\|乙的试验"])
def test_a_bar_in_a_title_is_printed(title: str) -> None:
    said = f"{title}\n\n代表走进站点，听民声。{FOOT}"
    made = imported(dispatch.read("来.txt", said.encode(), Kind.TEXT), shared_files())
    [data] = [data for name, data in made.files.items() if name.endswith(".md")]
    [line] = [one for one in data.decode().splitlines() if one.startswith("title: ")]
    assert in_one_line(line.removeprefix("title: ").strip("\"'")) == title


def test_a_link_in_markdown_is_no_placeholder_of_a_chat() -> None:
    made = imported(text("见[链接](https://a.cn)上。[图片]"), shared_files())
    assert [one.text for one in made.omitted if one.text.startswith("[")] == ["[图片]"]


@pytest.mark.parametrize("line", ["1.", "一、", "（一）", "|甲|乙|", "|---|---|"])
def test_a_number_alone_and_a_bar_are_text_that_reads_back(line: str) -> None:
    made = imported(text(f"代表走进站点。\n\n{line}\n\n听民声。"), shared_files())
    [article] = articles(made)
    assert "##" not in article
    assert not [one for one in made.findings if one.severity is Severity.ERROR]
