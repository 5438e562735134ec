"""The table at the foot of the last page, as LibreOffice is given it."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from bulletin.ooxml.foot_frame import set_in_frames
from bulletin.ooxml.package import open_package
from tests.harness.word_files import p, root, word

PLACE = '<w:tblpPr w:vertAnchor="margin" w:tblpYSpec="bottom"/><w:tblW w:w="8844" w:type="dxa"/>'
STYLE = '<w:tblStyle w:val="F"/>'
NO_MARGIN = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
BORDERS = (
    '<w:tcPr><w:tcBorders><w:top w:val="single" w:sz="8" w:color="FF0000"/>'
    '<w:bottom w:val="nil"/></w:tcBorders></w:tcPr>'
)


def cell(text: str, properties: str = "") -> str:
    paragraph = p(text, '<w:pPr><w:pStyle w:val="A"/><w:jc w:val="left"/></w:pPr>')
    return f"<w:tc>{properties}{paragraph}</w:tc>"


def table(properties: str, *rows: str) -> str:
    written = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{written}</w:tbl>"


def result(body: str, styles: str = "") -> str:
    parts: dict[str, str | bytes] = {"word/s.xml": root("w:styles", styles)}
    package = open_package("a.docx", word(body, parts, {"s": ("styles", "s.xml")}))
    document = package.tree(package.document)
    set_in_frames(document, package.root("styles"))
    return etree.tostring(document, encoding="unicode")


def test_a_table_at_the_bottom_becomes_paragraphs_in_one_frame() -> None:
    body = result(
        p("文") + table(PLACE + NO_MARGIN, cell("送：甲", BORDERS), cell("印发")) + p("末")
    )
    assert "w:tbl" not in body
    paragraphs = re.findall(r"<w:p>.*?</w:p>", body)
    assert [re.sub("<[^>]*>", "", one) for one in paragraphs] == ["文", "", "送：甲", "印发", "末"]
    frames = [re.findall(r"<w:framePr[^>]*/>", one) for one in paragraphs]
    assert frames[0] == frames[4] == []
    assert frames[1] == frames[2] == frames[3]
    assert 'w:w="8844"' in frames[1][0]
    assert 'w:yAlign="bottom"' in frames[1][0]
    assert re.search(r'<w:pStyle w:val="A"/><w:framePr[^>]*/><w:jc', paragraphs[2])
    assert 'w:fill="FF0000"' in paragraphs[1]
    assert 'w:line="20" w:lineRule="exact"' in paragraphs[1]


def test_the_margin_of_cells_may_stand_in_the_style() -> None:
    style = '<w:style w:type="table" w:styleId="F"><w:tblPr>{}</w:tblPr></w:style>'
    body = table(STYLE + PLACE, cell("送：甲"))
    assert "w:framePr" in result(body, style.format(NO_MARGIN))
    assert "w:framePr" not in result(body, style.format(""))
    assert "w:framePr" not in result(body)


@pytest.mark.parametrize(
    "body",
    [
        table(NO_MARGIN, cell("甲")),
        table(PLACE.replace("bottom", "top") + NO_MARGIN, cell("甲")),
        table(PLACE.replace("margin", "text") + NO_MARGIN, cell("甲")),
        table(PLACE + NO_MARGIN, cell("甲") + cell("乙")),
        table(PLACE + NO_MARGIN.replace('"0"', '"108"'), cell("甲")),
        table(PLACE + NO_MARGIN, f"<w:tc>{table(NO_MARGIN, cell('甲'))}{p('乙')}</w:tc>"),
    ],
)
def test_another_table_stays_as_it_is(body: str) -> None:
    assert "w:framePr" not in result(body)
