"""The empty package that an issue is set in: styles, settings and footers of the house style.

It is a few kilobytes where python-docx's own default template is 900 KB of styles, and holds
nothing that the house style does not say.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from bulletin.typeset.house_style import HouseStyle, Style
from bulletin.typeset.layout import NEVER_FIRST, NEVER_LAST
from bulletin.writers.word.markup_xml import (
    NAMESPACES,
    attribute,
    fonts,
    hinted,
    paragraph_properties,
    run_properties,
    twips,
)

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "footer1": "footer",
    "footer2": "footer",
}


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
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(),
        "word/document.xml": _document(house),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": _styles(house, looks),
        "word/settings.xml": _settings(),
        "word/footer1.xml": _footer(house, odd=True),
        "word/footer2.xml": _footer(house, odd=False),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), (_XML + text).encode())
    return buffer.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for part, kind in _PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{overrides}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relations() -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations() -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{part.rstrip("12")}" '
        f'Target="{part}.xml"/>'
        for number, part in enumerate(list(_PARTS)[1:], 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _core() -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _document(house: HouseStyle) -> str:
    """A body with its section only: paper, margins, footers (ECMA-376-1, 17.6.17)."""
    page = house.page
    # A footer is measured from the paper's edge up to its bottom. The dash of the folio stands
    # half-way up its line; docs/decisions/0004-word.md has the measurement.
    folio = house.styles["页码"]
    footer = page.bottom - page.folio_gap - (folio.line or folio.size) / 2
    return (
        f"<w:document {NAMESPACES}><w:body><w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId3"/>'
        '<w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" '
        f'w:bottom="{twips(page.bottom)}" w:left="{twips(page.left)}" '
        f'w:header="{twips(page.top / 2)}" w:footer="{twips(footer)}" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles(house: HouseStyle, looks: tuple[str, ...]) -> str:
    body = house.styles["正文"]
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f"{run_properties(body)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{_DEFAULT_STYLES}"
        + "".join(_paragraph_style(house, style) for style in house.styles.values())
        + "".join(_character_style(house, name) for name in looks)
        + "</w:styles>"
    )


_DEFAULT_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
"""What a run or a table without a style of its own is based on (ECMA-376-1, 17.7.4.17)."""


def _paragraph_style(house: HouseStyle, style: Style) -> str:
    name = style.word_style or f"简报{style.name}"
    default = ' w:default="1"' if name == "Normal" else ""
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id(house, style.name)}">'
        f'<w:name w:val="{attribute(name)}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph_properties(style, house)}</w:pPr>"
        f"<w:rPr>{run_properties(style)}</w:rPr></w:style>"
    )


def _character_style(house: HouseStyle, name: str) -> str:
    style = house.styles[name]
    color = f'<w:color w:val="{style.color}"/>'
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{look_id(house, name)}">'
        f'<w:name w:val="简报{attribute(name)}文字"/><w:qFormat/>'
        f"<w:rPr>{fonts(style.font, style.latin_face)}{color}</w:rPr></w:style>"
    )


def _settings() -> str:
    """Odd and even folios, Chinese line breaking, marks compressed (17.15.1)."""
    return (
        f"<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/>'
        "<w:evenAndOddHeaders/>"
        '<w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{attribute(NEVER_LAST)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{attribute(NEVER_FIRST)}"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:settings>"
    )


def _footer(house: HouseStyle, odd: bool) -> str:
    """— 1 —, one character in from the outer edge (GB/T 9704-2012, 7.5)."""
    style = house.styles["页码"]
    dash = f"<w:r><w:rPr>{hinted(style.font)}</w:rPr><w:t>—</w:t></w:r>"
    space = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{1 if odd else 2}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style_id(house, "页码")}"/>'
        f'<w:jc w:val="{"right" if odd else "left"}"/></w:pPr>'
        f"{dash}{space}{field}{space}{dash}</w:p></w:ftr>"
    )
