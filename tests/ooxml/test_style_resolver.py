"""Styles are followed as Word follows them, for import and proof alike."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from bulletin.importing.draft import DraftParagraph
from bulletin.importing.readers.docx import docx_reader
from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import open_package
from bulletin.ooxml.style_resolver import Formatting, StyleResolver
from bulletin.proof.docx_layout import read_layout
from tests.harness.word_files import p, packed, r, root, table, word

THEME = root(
    "a:theme",
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/>'
    '<a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface="宋体"/></a:minorFont>',
)


def styled(style: str, run: str) -> str:
    """A paragraph of a style with a run."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def looks(body: str, styles: str) -> list[tuple[Formatting, Formatting]]:
    """Of each paragraph its formatting, and that of its first run."""
    more: dict[str, str | bytes] = {
        "word/styles.xml": root("w:styles", styles), "word/theme1.xml": THEME,
    }  # fmt: skip
    links = {"s": ("styles", "styles.xml"), "t": ("theme", "theme1.xml")}
    package = open_package("a.docx", word(body, more, links))
    resolver = StyleResolver(package)
    return [
        (own := resolver.of_paragraph(one), resolver.of_run(next(one.iter(f"{W}r")), own))
        for one in package.tree(package.document).iter(f"{W}p")
    ]


def style(kind: str, identity: str, inner: str, based: str = "", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{more}><w:name w:val="{identity}"/>'
        f"{base}{inner}</w:style>"
    )


def run(inner: str) -> str:
    return f"<w:rPr>{inner}</w:rPr>"


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"'
    ' w:asciiTheme="minorHAnsi"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
STYLES = DEFAULTS + "".join((
    style("paragraph", "N", run('<w:color w:val="112233"/>'), "", ' w:default="1"'),
    style("paragraph", "H", '<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr>'
          + run('<w:rFonts w:eastAsiaTheme="majorEastAsia"/><w:sz w:val="44"/>'), "N"),
    style("character", "C", run("<w:i/>")),
    style("table", "T", run('<w:b/><w:sz w:val="30"/>')),
    style("paragraph", "A", run("<w:b/>"), "B"), style("paragraph", "B", "", "A"),
))  # fmt: skip


def test_later_styles_win_property_by_property() -> None:
    bold = '<w:b/><w:rFonts w:ascii="Times"/>'
    [(plain, _), (head, text)] = looks(p("甲") + styled("H", r("乙", bold)), STYLES)
    assert (plain.chinese, plain.latin, plain.size) == ("宋体", "Calibri", 10.5)
    assert (plain.color, plain.alignment) == ("112233", "both")
    assert (head.chinese, head.size, head.color) == ("黑体", 22, "112233")
    assert (head.alignment, head.outline, head.bold) == ("center", 1, False)
    assert (text.chinese, text.latin, text.size, text.bold) == ("黑体", "Times", 22, True)


def test_a_character_style_does_not_bring_the_defaults_back() -> None:
    [(_, text)] = looks(styled("H", r("乙", '<w:rStyle w:val="C"/>')), STYLES)
    assert (text.italic, text.chinese, text.size) == (True, "黑体", 22)


def test_a_table_style_stands_below_the_paragraph_style() -> None:
    cells = table([[p("甲"), styled("H", r("乙"))]])
    cells = cells.replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>')
    [(plain, _), (head, _)] = looks(cells, STYLES)
    assert (plain.bold, plain.size, plain.color) == (True, 15, "112233")
    assert (head.bold, head.size) == (True, 22)


def test_styles_in_a_circle_end() -> None:
    [(own, _)] = looks(styled("A", r("甲")), STYLES)
    assert own.bold


@pytest.mark.parametrize("size", ["²", "32²", "1e5", ".", "", "-32", "9" * 400, "٣٢"])
def test_a_size_that_is_none_is_passed_over(size: str) -> None:
    [(_, text)] = looks(styled("N", r("甲", f'<w:sz w:val="{size}"/>')), "")
    assert text.size is None
    [(_, text)] = looks(styled("N", r("甲", '<w:sz w:val="31.5"/>')), "")
    assert text.size == 15.75


def _faces(properties: Any, **faces: str) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for name, face in faces.items():
        fonts.set(qn(f"w:{name}"), face)
    properties.insert(0, fonts)


HEADINGS = {
    "style": "一、从样式来", "latin": "二、另有西文字体", "character": "三、另有字符样式",
    "own": "四、直接写的",
}  # fmt: skip


def themed() -> bytes:
    """Headings that are black through the theme, as Word's own heading styles are."""
    document = docx.Document()
    heading = document.styles["Heading 2"]
    heading.font.bold = False
    document.styles["Emphasis"].font.italic = False
    major = {"asciiTheme": "majorHAnsi", "hAnsiTheme": "majorHAnsi"}
    _faces(heading.element.get_or_add_rPr(), **major, eastAsiaTheme="majorEastAsia")
    for name, text in HEADINGS.items():
        added = document.add_paragraph(style=None if name == "own" else "Heading 2").add_run(text)
        if name == "latin":
            _faces(added._r.get_or_add_rPr(), ascii="Times New Roman", hAnsi="Times New Roman")
        elif name == "character":
            added.style = "Emphasis"
        elif name == "own":
            _faces(added._r.get_or_add_rPr(), eastAsiaTheme="majorEastAsia")
    document.add_paragraph("正文一段。")
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        contents: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    return packed({**contents, "word/theme/theme1.xml": THEME})


def test_import_sees_a_black_face_of_the_theme_as_one_by_name() -> None:
    pieces = docx_reader.read("来.docx", themed()).pieces
    heavy = [one.text for one in pieces if isinstance(one, DraftParagraph) and one.heavy]
    assert heavy == [*HEADINGS.values()]


def test_proof_asks_for_the_faces_of_the_theme() -> None:
    layout = read_layout(open_package("来.docx", themed()))
    assert layout.faces_of_character["、"] == {"黑体"}
    assert layout.faces_of_character["段"] == {"宋体"}
