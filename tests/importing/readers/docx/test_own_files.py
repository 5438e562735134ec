"""Our own Word files are read paragraph by paragraph, each with the style of the house that it has."""

from __future__ import annotations

from bulletin.importing.draft import DraftParagraph, DraftTable
from bulletin.importing.readers.docx.docx_reader import read
from bulletin.model.blocks import Block, Document, Inline, Para, TableBlock
from bulletin.text.source import Source
from bulletin.typeset.house_style_file import read_house
from bulletin.workspace.shipped import shipped_template
from bulletin.writers.word.docx_writer import write

PARAGRAPHS = (
    ("标题", "一篇"), ("正文", "一段。"), ("一级标题", "一节"), ("图题", "图"), ("供稿", "（某县供稿）"),
    ("报送", "报：甲"), ("报送", "发：乙"), ("份数", "共印20份"), ("印发", "某办公室"),
)  # fmt: skip


def test_titles_and_the_routing_block() -> None:
    house, _ = read_house(
        Source("gbt9704.yaml", shipped_template("gbt9704.yaml").read_text("utf-8"))
    )
    assert house is not None
    blocks: list[Block] = [Para(style, (Inline(text),)) for style, text in PARAGRAPHS]
    cells = tuple((Inline(text),) for text in "甲乙")
    blocks.insert(2, TableBlock(("", ""), (cells, cells)))
    pieces = read("a.docx", write(Document(tuple(blocks), "", "", "", None), house)).pieces
    assert [isinstance(piece, DraftTable) for piece in pieces].index(True) == 2
    paragraphs = [piece for piece in pieces if isinstance(piece, DraftParagraph)]
    assert [(one.role or "正文", one.text) for one in paragraphs] == list(PARAGRAPHS)
