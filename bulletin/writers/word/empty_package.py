"""The empty package that an issue is set in: styles, settings and footers of the house style.

Its parts are the files of the folder package/, with the figures of the house style put in. They are
a few kilobytes where python-docx's own default template is 900 KB of styles.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST
from bulletin.workspace.shipped import shipped_text
from bulletin.writers.word import markup_xml
from bulletin.writers.word.markup_xml import twips
from bulletin.writers.xml_text import attribute_xml


def style_id(house: HouseStyle, name: str) -> str:
    """The w:styleId of a style: letters and digits only, as old readers want it."""
    return "Normal" if house.styles[name].word_style == "Normal" else f"B{_place(house, name)}"


def look_id(house: HouseStyle, name: str) -> str:
    """The w:styleId of the character style that carries a style's face."""
    return f"C{_place(house, name)}"


def _place(house: HouseStyle, name: str) -> int:
    return list(house.styles).index(name)


@lru_cache(maxsize=4)
def empty_package(house: HouseStyle, looks: tuple[str, ...]) -> bytes:
    """The bytes of a .docx without text; ``looks`` are the styles that runs can take."""
    parts = {
        "[Content_Types].xml": _part("content_types.xml"),
        "_rels/.rels": _part("package.rels"),
        "docProps/core.xml": _part("core.xml"),
        "word/document.xml": _document(house),
        "word/_rels/document.xml.rels": _part("document.rels"),
        "word/styles.xml": _styles(house, looks),
        "word/settings.xml": _part(
            "settings.xml",
            never_last=attribute_xml(NEVER_LAST),
            never_first=attribute_xml(NEVER_FIRST),
        ),
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


def _styles(house: HouseStyle, looks: tuple[str, ...]) -> str:
    """The styles of paragraphs and of runs, after the defaults (17.7.4.17)."""
    styles = [_paragraph_style(house, style) for style in house.styles.values()]
    styles += (_character_style(house, name) for name in looks)
    body = markup_xml.run_properties(house.styles["正文"])
    return _part("styles.xml", body=body, styles="".join(styles))


def _paragraph_style(house: HouseStyle, style: Style) -> str:
    name = style.word_style or f"简报{style.name}"
    default = ' w:default="1"' if name == "Normal" else ""
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id(house, style.name)}">'
        f'<w:name w:val="{attribute_xml(name)}"/>{base}<w:qFormat/>'
        f"<w:pPr>{markup_xml.paragraph_properties(style, house)}</w:pPr>"
        f"<w:rPr>{markup_xml.run_properties(style)}</w:rPr></w:style>"
    )


def _character_style(house: HouseStyle, name: str) -> str:
    style = house.styles[name]
    color = f'<w:color w:val="{style.color}"/>'
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{look_id(house, name)}">'
        f'<w:name w:val="简报{attribute_xml(name)}文字"/><w:qFormat/>'
        f"<w:rPr>{markup_xml.fonts(style.font, style.latin_face)}{color}</w:rPr></w:style>"
    )


def _footer(house: HouseStyle, odd: bool) -> str:
    """— 1 —, one character in from the outer edge (GB/T 9704-2012, 7.5)."""
    style, fonts_of_dash = style_id(house, "页码"), markup_xml.hinted(house.styles["页码"].font)
    side, number = ("right", 1) if odd else ("left", 2)
    return _part("footer.xml", style=style, side=side, fonts=fonts_of_dash, number=number)
