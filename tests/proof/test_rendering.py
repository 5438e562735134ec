"""The PDF of a Word file: tags, outline, title and language; PDF/A-2b for an archive."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bulletin.ooxml.libreoffice_copy import language
from bulletin.ooxml.package import open_package
from bulletin.pdf import printed
from bulletin.proof.rendering import is_archival, to_pdf
from bulletin.typeset.house_style import HouseStyle
from bulletin.writers.word.docx_writer import write
from tests.harness.archival_pdf import PdfObjects, faults
from tests.harness.render import need_rendering
from tests.harness.word_files import root, word
from tests.writers.html.conftest import shipped_house
from tests.writers.word.test_docx_writer import EVERYTHING, SIDE_BY_SIDE, document

needs_rendering = pytest.mark.needs_rendering


@pytest.fixture(scope="module")
def house() -> HouseStyle:
    return shipped_house()


def made(house: HouseStyle, archive: bool) -> bytes:
    need_rendering()
    blocks = (*EVERYTHING[:-4], *SIDE_BY_SIDE, *EVERYTHING[-4:])
    [pdf] = to_pdf([open_package("x.docx", write(document(blocks), house))], archive=archive)
    assert pdf is not None
    return pdf


def utf16(text: str) -> bytes:
    return f"FEFF{text.encode('utf-16-be').hex().upper()}".encode()


@needs_rendering
@pytest.mark.parametrize("archive", [False, True])
def test_a_screen_reader_has_what_it_needs(house: HouseStyle, archive: bool) -> None:
    pdf = PdfObjects(made(house, archive))
    [(_, catalogue)] = pdf.of_type(b"Catalog")
    assert b"/Lang(zh-CN)" in catalogue
    assert b"/Marked true" in catalogue
    assert b"/StructTreeRoot" in catalogue
    assert utf16("人大工作简报第43期") in pdf.value(pdf.trailer, b"Info")
    [(_, tree)] = pdf.of_type(b"StructTreeRoot")
    meant = dict(re.findall(rb"/(\S+?)\s*/(\w+)", tree.partition(b"/RoleMap<<")[2]))
    named = [re.search(rb"/S\s*/([^\s/]+)", text) for _, text in pdf.of_type(b"StructElem")]
    tags = {meant.get(one[1], one[1]) for one in named if one}
    wanted = {
        b"Document",
        b"H1",
        b"H2",
        b"P",
        b"Span",
        b"Figure",
        b"Link",
        b"Table",
        b"TR",
        b"TH",
        b"TD",
    }
    assert wanted <= tags
    lists_and_notes = {b"L", b"LI", b"LBody", b"Note"}
    assert tags <= wanted | lists_and_notes | {
        b"Div",
        b"H3",
        b"Caption",
    }  # ISO 32000-1, 14.8.4: none of its own
    said = b"".join(pdf.dictionaries.values())
    assert b"/Alt<" + utf16("会场") in said  # what is to be seen in a picture
    outline = [
        text for text in pdf.dictionaries.values() if b"/Title<" in text and b"/Parent" in text
    ]
    assert any(utf16("二、独占一行") in text for text in outline)


@needs_rendering
def test_the_form_changes_no_line(house: HouseStyle) -> None:
    plain, archival = (printed.read_printed(made(house, archive)) for archive in (False, True))
    for one, other in zip(plain.pages, archival.pages, strict=True):
        assert [(line.text, line.left, line.baseline) for line in one.lines] == [
            (line.text, line.left, line.baseline) for line in other.lines
        ]


@needs_rendering
def test_the_archive_gets_pdf_a(house: HouseStyle) -> None:
    assert faults(made(house, True)) == []
    assert is_archival(made(house, True))
    assert not is_archival(made(house, False))


SEEDS: dict[str, Callable[[bytes], bytes]] = {
    "6.6.4": lambda pdf: pdf.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"),
    "6.2.3": lambda pdf: pdf.replace(b"/OutputIntents[", b"/OutputIntentX["),
    "6.1.3": lambda pdf: pdf.replace(b"/ID", b"/Encrypt 1 0 R/ID"),
    "6.2.11.4": lambda pdf: re.sub(rb"/FontFile[23]? ", b"/FontNone ", pdf, count=1),
    "6.5.1": lambda pdf: re.sub(rb"/S/URI/URI", b"/S/JavaScript/JS", pdf, count=1),
    "6.3.2": lambda pdf: pdf.replace(b"/F 4", b"/F 2", 1),
    "6.6.3": lambda pdf: pdf.replace("人大工作简报".encode(), "人大工作简讯".encode()),
    "6.1.2": lambda pdf: pdf.replace(b"%PDF-1.", b"%PDF-2.", 1),
    "6.8": lambda pdf: pdf.replace(b"/Marked true", b"/EmbeddedFiles 1"),
}  # fmt: skip


@needs_rendering
@pytest.mark.parametrize("clause", SEEDS)
def test_a_broken_rule_is_found(house: HouseStyle, clause: str) -> None:
    pdf = made(house, True)
    broken = SEEDS[clause](pdf)
    assert broken != pdf
    assert any(one.startswith(clause) for one in faults(broken))


@pytest.mark.parametrize(
    ("styles", "named"),
    [
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
         "</w:rPrDefault></w:docDefaults>", "zh-CN"),
        ('<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:eastAsia="x&quot;&lt;"/></w:rPr>'
         "</w:rPrDefault></w:docDefaults>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_language_is_the_documents(styles: str, named: str) -> None:
    links = {"rId7": ("styles", "styles.xml")}
    data = word("<w:p/>", {"word/styles.xml": root("w:styles", styles)}, links)
    assert language(open_package("x.docx", data)) == named
