"""The empty package that an issue is set in: styles, settings and footers of the house style.

Its parts are the files of the folder package/, with the figures of the house style put in. They are
a few kilobytes where python-docx's own default template is 900 KB of styles.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from bulletin.typeset.house_style import HouseStyle
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.word import markup_xml
from bulletin.writers.word.font_table import font_table_xml
from bulletin.writers.word.markup_xml import twips
from bulletin.writers.word.numbering import numbering_xml
from bulletin.writers.word.run_writer import footnotes_part
from bulletin.writers.word.style_names import style_names
from bulletin.writers.word.style_sheet import BODY, TABLE_STYLE, styles_xml
from bulletin.writers.xml_text import attribute_xml


@lru_cache(maxsize=4)
def empty_package(house: HouseStyle, looks: tuple[str, ...]) -> bytes:
    """The bytes of a .docx without text; ``looks`` are the styles that runs can take."""
    parts = {
        "[Content_Types].xml": _part("content_types.xml"),
        "_rels/.rels": _part("package.rels"),
        "docProps/core.xml": _part("core.xml"),
        "word/document.xml": _document(house),
        "word/_rels/document.xml.rels": _part("document.rels"),
        "word/styles.xml": styles_xml(house, looks),
        "word/settings.xml": _part(
            "settings.xml",
            mirrored="<w:mirrorMargins/>" if house.page.mirrored else "",
            body_style=style_names(house)[BODY].identity,
            table_style=TABLE_STYLE,
            never_last=attribute_xml(NEVER_LAST),
            never_first=attribute_xml(NEVER_FIRST),
        ),
        "word/fontTable.xml": font_table_xml(house),
        "word/numbering.xml": numbering_xml(house),
        "word/footnotes.xml": footnotes_part(),
        "word/footer1.xml": _footer(house, odd=True),
        "word/footer2.xml": _footer(house, odd=False),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode())
    return buffer.getvalue()


def _part(name: str, **values: object) -> str:
    """A part as its file in package/ has it, with values for the names in braces."""
    return shipped_text(f"writers/word/package/{name}").format(**values)


def _document(house: HouseStyle) -> str:
    """A body with its section only: paper, margins, footers (ECMA-376-1, 17.6.17)."""
    page = house.page
    # A footer is measured from the paper's edge up to its bottom. The dash of the folio stands
    # half-way up its line; docs/decisions/0004-word.md has the measurement.
    folio = house.styles["页码"]
    lengths = {
        "width": page.width, "height": page.height, "top": page.top, "right": page.right,
        "bottom": page.bottom, "left": page.left, "header": page.top / 2,
        "footer": page.bottom - page.folio_gap - (folio.line or folio.size) / 2,
    }  # fmt: skip
    return _part("document.xml", **{name: twips(points) for name, points in lengths.items()})


def _footer(house: HouseStyle, odd: bool) -> str:
    """— 1 —, one character in from the outer edge (GB/T 9704-2012, 7.5)."""
    style, fonts_of_dash = (
        style_names(house)["页码"].identity,
        markup_xml.hinted(house.styles["页码"].font),
    )
    side, number = ("right", 1) if odd else ("left", 2)
    return _part("footer.xml", style=style, side=side, fonts=fonts_of_dash, number=number)
