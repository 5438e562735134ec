"""A table that floats at the bottom of the margins, as a frame of plain paragraphs for LibreOffice.

LibreOffice 7.4 lets a table float only if it is half a centimetre narrower than the type area; a wider
one stands in the text. A frame (ECMA-376-1, 17.3.1.11) it puts where Word puts the table. It drops a
frame whose paragraphs have different borders, and borders would follow their indents: so the rules of
the table become shaded paragraphs of their height.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from bulletin.ooxml.namespaces import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIGN = b"tblpYSpec"
"""What a document with such a table has in it."""
_BEFORE_FRAME = frozenset(
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")
)
"""What stands before w:framePr in w:pPr (17.3.1.26)."""
_NONE = ("nil", "none")


def set_in_frames(document: Element, styles: Element | None) -> None:
    """Change such tables of a document to frames.

    They are those of one column without margins in their cells, as routing blocks are: a frame is
    as wide as its paragraphs.
    """
    for table in [*document.iter(f"{W}tbl")]:
        if _is_at_bottom(table) and _has_one_column(table) and not _cell_margin(table, styles):
            for part in _paragraphs(table):
                table.addprevious(part)
            table.getparent().remove(table)  # type: ignore[union-attr]


def _is_at_bottom(table: Element) -> bool:
    place = table.find(f"{W}tblPr/{W}tblpPr")
    wanted = {"vertAnchor": "margin", "tblpYSpec": "bottom"}
    return place is not None and all(place.get(f"{W}{k}") == v for k, v in wanted.items())


def _has_one_column(table: Element) -> bool:
    return next(table.iter(f"{W}tbl")) is table and all(
        len([*row.iterchildren(f"{W}tc")]) == 1 and len([*row.iter(f"{W}tbl")]) == 0
        for row in table.iterchildren(f"{W}tr")
    )


def _cell_margin(table: Element, styles: Element | None) -> bool:
    """Whether the cells of a table, or of its style, have margins at their sides; Word's have."""
    own = table.find(f"{W}tblPr/{W}tblCellMar")
    if own is None and styles is not None:
        name = table.find(f"{W}tblPr/{W}tblStyle")
        wanted = name.get(VAL) if name is not None else None
        for style in styles.iterchildren(f"{W}style"):
            if wanted and style.get(f"{W}styleId") == wanted:
                own = style.find(f"{W}tblPr/{W}tblCellMar")
    if own is None:
        return True
    sides = [side for side in own if side.tag in (f"{W}left", f"{W}right", f"{W}start", f"{W}end")]
    return len(sides) != 2 or any(side.get(f"{W}w") != "0" for side in sides)


def _paragraphs(table: Element) -> Iterator[Element]:
    frame = etree.Element(f"{W}framePr")
    width = table.find(f"{W}tblPr/{W}tblW")
    values = {
        "w": width.get(f"{W}w", "0") if width is not None else "0", "hSpace": "0", "vSpace": "0",
        "wrap": "notBeside", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "center",
        "yAlign": "bottom",
    }  # fmt: skip
    for name, value in values.items():
        frame.set(f"{W}{name}", value)
    for cell in table.iterfind(f"{W}tr/{W}tc"):
        yield from _rule(cell, "top", frame)
        for paragraph in [*cell.iterchildren(f"{W}p")]:
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = etree.Element(f"{W}pPr")
                paragraph.insert(0, properties)
            place = sum(child.tag in _BEFORE_FRAME for child in properties)
            properties.insert(place, deepcopy(frame))
            yield paragraph
        yield from _rule(cell, "bottom", frame)


def _rule(cell: Element, side: str, frame: Element) -> Iterator[Element]:
    """The rule above or below a cell, if there is one: an empty black paragraph."""
    border = cell.find(f"{W}tcPr/{W}tcBorders/{W}{side}")
    size = border.get(f"{W}sz", "") if border is not None else ""
    if border is None or border.get(VAL) in _NONE or not size.isdigit():
        return
    color = border.get(f"{W}color", "auto")
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    properties.append(deepcopy(frame))
    _add(properties, "shd", val="clear", color="auto", fill="000000" if color == "auto" else color)
    height = str(round(int(size) * 20 / 8))
    _add(properties, "spacing", before="0", after="0", line=height, lineRule="exact")
    text = etree.SubElement(properties, f"{W}rPr")
    _add(text, "sz", val="2")
    _add(text, "szCs", val="2")
    yield paragraph


def _add(parent: Element, name: str, **values: str) -> None:
    child = etree.SubElement(parent, f"{W}{name}")
    for key, value in values.items():
        child.set(f"{W}{key}", value)
