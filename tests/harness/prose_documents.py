"""What is printed in a PDF, read another way than the program does; and PDFs made by LibreOffice."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bulletin.importing.draft import Draft, texts
from bulletin.importing.output.account import count
from bulletin.importing.tally.stored_text import of_pdf

WORDS = "市县人大常委会代表工作群众建议办理调研视察履职民主监督法治乡村振兴发展经济社会教育医疗养老交通水利环保"
TITLE = "某市人大常委会召开会议\n研究部署代表工作"


def characters(data: bytes) -> Counter[str]:
    """Every character that is printed, without white space."""
    return count(line.text for line in of_pdf(data).lines)


def accounted(draft: Draft) -> Counter[str]:
    """Every character of a draft and of what was left out, without white space."""
    everything = [*texts(draft.pieces), *(left.text for left in draft.omitted)]
    return Counter(char for text in everything for char in text if not char.isspace())


def prose(seed: int, paragraphs: int) -> list[str]:
    """Paragraphs that look like prose, all different; none is just as long as another."""
    chance = random.Random(seed)
    return [_paragraph(chance) for _ in range(paragraphs)]


def _paragraph(chance: random.Random) -> str:
    text, length = "", chance.randint(20, 130)
    while len(text) < length:
        text += "".join(chance.choice(WORDS) for _ in range(chance.randint(3, 12)))
        text += chance.choice("，，，、；。")
    return text[:-1].replace("建议", f"建议{chance.randint(1, 200)}条") + "。"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document of the tests is set; lengths in centimetres and points."""

    width: float
    margin: float = 2.0
    columns: int = 1
    indent: bool = True
    size: float = 12.0
    justified: bool = True
    after: float = 0.0


def document(layout: Layout, paragraphs: list[str]) -> Docx:
    """A Word document with a title over two lines and paragraphs."""
    made = Document()
    made.sections[0].page_width, made.sections[0].page_height = Cm(layout.width), Cm(20)
    made.sections[0].left_margin = made.sections[0].right_margin = Cm(layout.margin)
    made.sections[0].top_margin = made.sections[0].bottom_margin = Cm(2)
    title = made.add_paragraph()
    title.alignment = ALIGN.CENTER
    title.add_run(TITLE).font.size = Pt(max(20, layout.size + 8))
    if layout.columns > 1:
        made.add_section(WD_SECTION.CONTINUOUS)
        columns = made.sections[-1]._sectPr.find(qn("w:cols"))
        assert columns is not None
        columns.set(qn("w:num"), str(layout.columns))
        columns.set(qn("w:space"), "500")
    for text in paragraphs:
        paragraph = made.add_paragraph()
        paragraph.add_run(text).font.size = Pt(layout.size)
        paragraph.alignment = ALIGN.JUSTIFY if layout.justified else ALIGN.LEFT
        paragraph.paragraph_format.space_after = Pt(layout.after)
        paragraph.paragraph_format.line_spacing = Pt(layout.size * 1.6)
        if layout.indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * layout.size)
    return made


def mirrored(paragraphs: list[str], rows: int) -> Docx:
    """Odd and even heads, feet and margins, raised figures, and a table over several pages."""
    made = document(Layout(18), paragraphs[:5])
    section = made.sections[0]
    section.right_margin = Cm(3)
    made.settings.odd_and_even_pages_header_footer = True
    made.settings.element.append(OxmlElement("w:mirrorMargins"))
    section.header.paragraphs[0].text = "某市人大常委会　内部资料"
    section.even_page_header.paragraphs[0].text = "人大工作简报\t2024年第3期"
    for foot in (section.footer, section.even_page_footer):
        _page_number(foot.paragraphs[0])
    paragraph = made.add_paragraph("平方米写作m")
    for text, attribute in (
        ("2", "superscript"),
        ("，水写作H", ""),
        ("2", "subscript"),
        ("O。", ""),
    ):
        run = paragraph.add_run(text)
        if attribute:
            setattr(run.font, attribute, True)
    table = made.add_table(1, 3, "Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    cells = [
        ("序号", "单位", "事项"),
        *((str(n), "某某镇人大主席团", f"第{n}件事，正在办") for n in range(1, rows)),
    ]
    for number, row in enumerate(cells):
        target = table.rows[0] if number == 0 else table.add_row()
        for cell, text in zip(target.cells, row, strict=True):
            cell.text = text
    for text in paragraphs[5:]:
        made.add_paragraph(text).paragraph_format.first_line_indent = Pt(22)
    return made


def _page_number(paragraph: object) -> None:
    """第 N 页, the number a field."""
    for kind, text in (("", "第 "), ("begin", ""), ("instr", "PAGE"), ("end", ""), ("", " 页")):
        run = paragraph.add_run("" if kind else text)  # type: ignore[attr-defined]
        if kind == "instr":
            run._r.append(OxmlElement("w:instrText"))
            run._r[-1].text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def saved(made: Docx, path: Path) -> Path:
    """The document as a file."""
    made.save(str(path))
    return path
