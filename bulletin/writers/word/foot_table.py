"""The routing block as a table of one column: a paragraph a row, rules as borders as wide as the table.

So offices make it by hand (版记), and so an editor adds a row or changes a rule. At the foot of the
last page the table floats: it stands at the bottom of the margins of the page on which the paragraph
after it is (ECMA-376-1, 17.4.57). It is placed across the page and not the margins, for LibreOffice 7.4
floats a table as wide as the type area only then. Where margins are mirrored it stands in the middle
of the page, 1 mm beside the type area, since nobody knows yet whether its page is odd.
``ooxml.libreoffice_copy`` has a frame in its place for measuring.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.typeset.house_style import PageSetup, Style
from bulletin.writers.word.markup_xml import border, twips
from bulletin.writers.word.style_sheet import FOOT_TABLE_STYLE


@dataclass(frozen=True, slots=True)
class FootRow:
    """A paragraph as XML, with its style and whether it is the first or the last of that in a row."""

    paragraph: str
    style: Style
    is_first: bool
    is_last: bool


def foot_table(rows: list[FootRow], page: PageSetup) -> str:
    """The w:tbl, as wide as the type area, at the bottom of the margins."""
    width = twips(page.text_width)
    across = 'tblpXSpec="center"' if page.mirrored else f'tblpX="{twips(page.left)}"'
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" w:bottomFromText="0" '
        f'w:vertAnchor="margin" w:horzAnchor="page" w:{across} w:tblpYSpec="bottom"/>'
        '<w:tblOverlap w:val="never"/>'
    )
    written = "".join(_row(row, width) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{FOOT_TABLE_STYLE}"/>{place}'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="版记"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{written}</w:tbl>'
    )


def _row(row: FootRow, width: int) -> str:
    style = row.style
    rules = (
        ("top", style.rule_above, row.is_first),
        ("bottom", style.rule_below, row.is_last),
    )
    drawn = "".join(
        border(side, points, style, 0) for side, points, is_edge in rules if points and is_edge
    )
    borders = f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        f"{borders}</w:tcPr>{row.paragraph}</w:tc></w:tr>"
    )
