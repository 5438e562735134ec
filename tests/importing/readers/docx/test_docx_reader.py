"""What Word files hold that their text alone does not show: it is read, or it is said."""

from __future__ import annotations

from bulletin.importing.draft import Draft, DraftParagraph, DraftTable, plain
from bulletin.importing.readers.docx import docx_reader
from tests.harness.word_files import p, r, root, table
from tests.harness.word_files import word as word_file

STRUCK = '<w:pPr><w:rPr><w:del w:id="9" w:author="甲"/></w:rPr></w:pPr>'
FIFTH = (
    '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:lvlOverride>'
)
RAISED = '<w:vertAlign w:val="superscript"/>'
ROW = "<w:tr><w:trPr>{}</w:trPr>{}</w:tr>"


def listed(level: int) -> str:
    """The properties of a paragraph in the list."""
    return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'


def numbering(override: str = "") -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
        for level in (0, 12)
    )
    return root(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{override}</w:num>',
    )


def read(body: str, override: str = "") -> Draft:
    more: dict[str, str | bytes] = {
        "word/numbering.xml": numbering(override),
        "word/footnotes.xml": root(
            "w:footnotes", f'<w:footnote w:id="2">{p("脚注文字")}</w:footnote>'
        ),
    }
    links = {"n": ("numbering", "numbering.xml"), "f": ("footnotes", "footnotes.xml")}
    return docx_reader.read("来稿.docx", word_file(body, more, links))


def lines(draft: Draft) -> list[str]:
    return [
        piece.number + piece.text for piece in draft.pieces if isinstance(piece, DraftParagraph)
    ]


def test_a_struck_out_mark_joins_two_paragraphs_once() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    draft = read(p("甲段", STRUCK) + f"<w:p>{r('乙段')}{note}</w:p>")
    assert lines(draft) == ["甲段乙段"]
    [para] = draft.pieces
    assert isinstance(para, DraftParagraph)
    assert [plain(run.footnote.runs) for run in para.runs if run.footnote] == ["脚注文字"]


def test_a_struck_out_mark_at_the_end_or_before_a_table_loses_nothing() -> None:
    draft = read(p("上段", STRUCK) + table([[p("甲")], [p("乙")]]) + p("末段", STRUCK))
    assert lines(draft) == ["上段", "末段"]
    [grid] = [piece for piece in draft.pieces if isinstance(piece, DraftTable)]
    assert [plain(row[0]) for row in grid.rows] == ["甲", "乙"]
    assert [one.text for one in draft.omitted] == ["脚注文字"]  # nothing refers to it here


def test_levels_that_no_list_has_are_no_numbers() -> None:
    assert lines(read(p("甲", listed(12)) + p("乙", listed(0)))) == ["甲", "1.乙"]


def test_a_list_may_override_its_levels() -> None:
    assert lines(read(p("甲", listed(0)) + p("乙", listed(0)), FIFTH)) == ["五、甲", "六、乙"]


def test_empty_paragraphs_count() -> None:
    assert lines(read(p("甲", listed(0)) + p("", listed(0)) + p("丙", listed(0)))) == [
        "1.甲",
        "3.丙",
    ]


def test_numbers_in_tables_are_written_out() -> None:
    draft = read(table([[p("", listed(0)), p("甲")], [p("", listed(0)), p("乙")]]))
    [grid] = [piece for piece in draft.pieces if isinstance(piece, DraftTable)]
    assert [[plain(cell) for cell in row] for row in grid.rows] == [["1.", "甲"], ["2.", "乙"]]
    assert draft.notes == ("表格里有 2 处自动编号，写成了文字。",)


def test_a_row_may_begin_further_right() -> None:
    cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("单位", "件数"))
    late = f"<w:tc>{p('12')}</w:tc>"
    body = ROW.format("", cells) + ROW.format('<w:gridBefore w:val="1"/>', late)
    [grid] = [one for one in read(f"<w:tbl>{body}</w:tbl>").pieces if isinstance(one, DraftTable)]
    assert [[plain(cell) for cell in row] for row in grid.rows] == [["单位", "件数"], ["", "12"]]


def test_formulas_are_told_and_raised_figures_stay_raised() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    body = f"<w:p>{r('占')}<m:oMath>{half}</m:oMath>{r('，共10')}{r('4', RAISED)}{r('亩')}</w:p>"
    draft = read(body)
    assert lines(draft) == ["占1/2，共104亩"]
    assert draft.notes == ("有 1 个公式，排成了一行平常的字（10 的 4 次方会成 104），请对照原文。",)
    [para] = draft.pieces
    assert isinstance(para, DraftParagraph)
    assert [(run.text, run.script) for run in para.runs if run.script] == [("4", "super")]
