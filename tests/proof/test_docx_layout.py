"""What a Word file asks for, and the copy of it that is rendered."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from bulletin.ooxml.namespaces import W
from bulletin.ooxml.package import WordPackage, open_package
from bulletin.proof.docx_layout import DocxLayout, read_layout
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import marked, paragraph_at
from tests.harness.seeded_faults import FIRST, Seed, article, build, in_part
from tests.harness.word_files import p, word


def package(docx: bytes) -> WordPackage:
    return open_package("a.docx", docx)


def layout(body: str) -> DocxLayout:
    return read_layout(package(word(body)))


@pytest.mark.parametrize("length", ["1e999", "nan", "infinity", "²", ""])
def test_a_length_that_is_none(length: str) -> None:
    size = f'<w:pgSz w:w="{length}" w:h="-15840.0"/>'
    area = layout(f"<w:sectPr>{size}</w:sectPr>").area
    assert area.right == pytest.approx(595.3 - 72)
    assert area.bottom == 792.0 - 72


def test_every_paragraph_is_marked(tmp_path: Path) -> None:
    issue = package(build(tmp_path / "ws", Seed(())))
    read = read_layout(issue)
    copy = marked(issue)
    text = copy.parts["word/document.xml"].decode()
    for number in range(len(read.paragraphs)):
        assert text.count(f'w:name="bulletin{number}e"') == 1
    assert read_layout(copy) == read
    assert {one.role for one in read.paragraphs} >= {
        Role.MASTHEAD, Role.TITLE, Role.BODY, Role.ROUTING,
    }  # fmt: skip


def test_the_names_of_marks() -> None:
    assert paragraph_at("bulletin20e2520Copy25201") == 20
    assert paragraph_at("article5F1") is None


def test_a_mark_stands_behind_the_properties() -> None:
    copy = marked(package(word(p("甲", "<w:pPr/>") + p("乙"))))
    tags = [[child.tag for child in one] for one in copy.tree(copy.document).iter(f"{W}p")]
    marks = [f"{W}bookmarkStart", f"{W}bookmarkEnd"]
    assert tags == [[f"{W}pPr", *marks, f"{W}r"], [*marks, f"{W}r"]]


def test_hidden_text_is_not_shown() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("看得见")
    paragraph.add_run("看不见").font.hidden = True
    buffer = io.BytesIO()
    document.save(buffer)
    read = read_layout(package(buffer.getvalue()))
    assert [one.shown for one in read.paragraphs] == ["看得见"]


def test_our_routing_block_is_no_table(tmp_path: Path) -> None:
    table = "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"
    files = {FIRST: article("某县：代表活动有声有色", "一段。", table, "二段。")}
    read = read_layout(package(build(tmp_path / "ws", Seed((), files))))
    assert read.tables == 1
    assert {one.table for one in read.paragraphs if one.role is Role.ROUTING} == {None}
    assert [one.text for one in read.paragraphs if one.table == 0] == ["甲", "乙", "丙", "丁"]


def test_titles_are_known_where_a_program_dropped_our_names(tmp_path: Path) -> None:
    """LibreOffice drops aliases when it saves, and writes Heading 1."""
    files = {FIRST: article("某县：代表活动有声有色", "一段。", "## 一节", "二段。").replace(
        "source:", "headings: display\nsource:"
    )}  # fmt: skip
    built = build(tmp_path / "ws", Seed((), files))
    dropped = in_part(r"word/styles\.xml", "<w:aliases [^>]*/>", "")(built)
    saved = in_part(r"word/styles\.xml", 'w:val="heading', 'w:val="Heading')(dropped)
    known, read = (read_layout(package(docx)).paragraphs for docx in (built, saved))
    assert {Role.TITLE, Role.HEADING, Role.BODY} <= {one.role for one in known}
    assert [(one.role, one.shown, one.table) for one in read] == [
        (one.role, one.shown, one.table) for one in known
    ]


@pytest.mark.parametrize(("mirrored", "left", "right"), [("是", 26, 182), ("否", 28, 184)])
def test_the_type_area_of_even_pages(tmp_path: Path, mirrored: str, left: int, right: int) -> None:
    seed = Seed((), house=(("mirrored: 是", f"mirrored: {mirrored}"),))
    read = read_layout(package(build(tmp_path / "ws", seed)))
    millimetre = 72 / 25.4
    assert read.area_on(0) == read.area_on(2) == read.area
    assert read.area.left == pytest.approx(28 * millimetre, abs=0.1)
    assert read.area_on(1).left == pytest.approx(left * millimetre, abs=0.1)
    assert read.area_on(1).right == pytest.approx(right * millimetre, abs=0.1)
