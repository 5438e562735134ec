"""The marks of lists are Word's own numbering, one level for each style of entries."""

from __future__ import annotations

import re

from bulletin.model.blocks import Inline, Para
from bulletin.typeset.house_style import HouseStyle
from bulletin.writers.word.docx_writer import write
from tests.writers.word.test_docx_writer import document, house, part  # noqa: F401


def test_each_style_of_entries_has_its_level_and_its_mark(house: HouseStyle) -> None:  # noqa: F811
    made = write(document((Para("列表", (Inline("甲"),)),)), house)
    levels = re.findall(
        r'<w:lvl w:ilvl="(\d)">.*?<w:pStyle w:val="(\w+)"/>.*?<w:lvlText w:val="(.)"/>',
        part(made, "word/numbering.xml"),
    )
    assert [(level, mark) for level, _, mark in levels] == [("0", "•"), ("1", "–"), ("2", "·")]
    styles = part(made, "word/styles.xml")
    for level, identity, _ in levels:
        style = styles[styles.index(f'w:styleId="{identity}"') :].partition("</w:style>")[0]
        wanted = f'<w:ilvl w:val="{level}"/>' * (level != "0") + '<w:numId w:val="1"/>'
        assert (wanted if level == "0" else f'<w:ilvl w:val="{level}"/>') in style
    assert "•" not in part(made, "word/document.xml")


def test_marks_are_in_the_latin_face(house: HouseStyle) -> None:  # noqa: F811
    numbering = part(write(document(()), house), "word/numbering.xml")
    assert 'w:eastAsia="Times New Roman"' in numbering
    assert "仿宋" not in numbering
