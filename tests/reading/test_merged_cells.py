"""Tables with the marks ^ and <: what is merged, what is text, what is said."""

from __future__ import annotations

from bulletin.model.content import Table
from bulletin.model.merged_cells import CellSpan
from bulletin.reading.markdown import read_body
from bulletin.text.source import Source


def read(text: str) -> tuple[list[list[str]], Table, list[tuple[str, str]]]:
    blocks, _, found = read_body(Source("x.md", text), 0)
    table = blocks[0]
    assert isinstance(table, Table)
    texts = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    return texts, table, [(one.code, one.span.text) for one in found]


def test_merged_cells_have_the_text_of_the_first() -> None:
    texts, table, found = read("| 甲 | < | 乙 |\n|---|---|---|\n| 丙 | 丁 | ^ |\n| 1 | ^ | 2 |\n")
    assert texts == [["甲", "", "乙"], ["丙", "丁", ""], ["1", "", "2"]]
    assert table.spans == (CellSpan(0, 0, 1, 2), CellSpan(0, 2, 2, 1), CellSpan(1, 1, 2, 1))
    assert table.head_rows == 3
    assert not found


def test_other_signs_are_text() -> None:
    texts, table, found = read(
        "| 甲 | 乙 | 丙 |\n|---|---|---|\n| \\^ | \\< | **<** |\n| ^^ | <3 | ＜ |\n| m^2^ | ＾ | &#94; |\n"
    )
    assert texts[1:] == [["^", "<", "<"], ["^^", "<3", "＜"], ["m2", "＾", "^"]]
    assert not table.spans
    assert "MD036" not in [code for code, _ in found]


def test_a_mark_that_cannot_merge_is_printed_and_said() -> None:
    texts, table, found = read("| ^ | 乙 |\n|---|---|\n| < | 1 |\n")
    assert texts == [["^", "乙"], ["<", "1"]]
    assert not table.spans
    assert found == [("MD036", "^"), ("MD036", "<")]
