"""A PDF read by PDFium: its pages as ``printed`` describes them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import category

from bulletin.findings.errors import BulletinError
from bulletin.pdf.drawn_glyphs import Outlines
from bulletin.pdf.printed import (
    Box,
    Glyph,
    HorizontalRule,
    PagePosition,
    Printed,
    PrintedLine,
    PrintedPage,
)
from bulletin.pdf.surrogates import paired

if TYPE_CHECKING:
    import pypdfium2 as pdfium

SAME_LINE = 2.0
"""Characters whose baselines differ by less than this stand on one line."""

_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line, behind which it thinks a word goes on."""


def read(pdf: bytes) -> Printed:
    """Read a PDF.

    Raises:
        BulletinError: PDFium cannot read the file.
    """
    document = open_pdf(pdf)
    try:
        outlines = Outlines()
        pages = tuple(_page(page, outlines) for page in document)
        return Printed(pages, dict(_places(document, [page.height for page in pages])))
    finally:
        document.close()


def open_pdf(pdf: bytes) -> pdfium.PdfDocument:
    """A PDF that is to be closed.

    Raises:
        BulletinError: PDFium cannot read the file.
    """
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise BulletinError("LibreOffice 做的 PDF 读不了。", "再试一次。") from error


def _page(page: pdfium.PdfPage, outlines: Outlines) -> PrintedPage:
    return PrintedPage(
        page.get_width(),
        page.get_height(),
        tuple(_lines(page, outlines)),
        tuple(sorted(_rules(page), key=lambda rule: rule.y)),
        tuple(sorted(_pictures(page), key=lambda box: box.top)),
    )


def _lines(page: pdfium.PdfPage, outlines: Outlines) -> list[PrintedLine]:
    """The characters of one page put together by their baselines."""
    rows: list[list[Glyph]] = []
    found = paired(_glyphs(page, outlines), lambda glyph, char: replace(glyph, text=char))
    for glyph in sorted(found, key=lambda glyph: glyph.y):
        if rows and glyph.y - rows[-1][-1].y < SAME_LINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_line(sorted(row, key=lambda glyph: glyph.x0)) for row in rows]


def _line(row: list[Glyph]) -> PrintedLine:
    return PrintedLine(
        text="".join(glyph.text for glyph in row),
        x0=row[0].x0,
        x1=row[-1].x1,
        y=max(glyph.y for glyph in row),
        fonts=tuple(dict.fromkeys(glyph.font for glyph in row)),
        glyphs=tuple(row),
    )


def _glyphs(page: pdfium.PdfPage, outlines: Outlines) -> Iterator[Glyph]:
    """The printed characters of a page, those that PDFium makes up left out."""
    from pypdfium2 import raw

    height = page.get_height()
    text = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    base = 0.0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0, 10, 13):
            continue
        code = ord("-") if code == _HYPHEN else code
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, *edges)
        raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
        font = name.value.decode("utf-8", "replace").partition("+")
        size = raw.FPDFText_GetFontSize(text, index)
        # An accent stands on the line of its letter, though it is drawn higher or lower.
        accent = category(chr(code)).startswith("M") and abs(y.value - base) < size
        base = base if accent else y.value
        yield Glyph(
            text=chr(code),
            x0=x.value,
            x1=box.right,
            y=height - base,
            top=height - edges[3].value,
            bottom=height - edges[2].value,
            font=font[2] or font[0],
            size=size,
            drawn=outlines.drawn(text, index),
        )


def _rules(page: pdfium.PdfPage) -> Iterator[HorizontalRule]:
    """The drawn paths of a page that are wide and thin, stroked or filled."""
    from pypdfium2 import raw

    height = page.get_height()
    width = ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        weight = top - bottom
        if _stroked(item):
            # PDFium's bounds are the path's own, blown up by the pen on every side.
            raw.FPDFPageObj_GetStrokeWidth(item, width)
            weight = width.value * item.get_matrix().d
            left, right = left + weight, right - weight
        if right - left > 20 and weight < 6:
            yield HorizontalRule(left, right, height - (top + bottom) / 2, weight)


def _stroked(item: pdfium.PdfObject) -> bool:
    """Whether a path is drawn by a pen and not filled."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value)


def _pictures(page: pdfium.PdfPage) -> Iterator[Box]:
    from pypdfium2 import raw

    height = page.get_height()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        yield Box(left, right, height - top, height - bottom)


def _places(
    document: pdfium.PdfDocument, heights: list[float]
) -> Iterator[tuple[str, PagePosition]]:
    from pypdfium2 import raw

    has = [ctypes.c_int() for _ in range(3)]
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    for index in range(raw.FPDF_CountNamedDests(document)):
        length = ctypes.c_long()
        raw.FPDF_GetNamedDest(document, index, None, length)
        buffer = ctypes.create_string_buffer(max(length.value, 2))
        target = raw.FPDF_GetNamedDest(document, index, buffer, length)
        page = raw.FPDFDest_GetDestPageIndex(document, target)
        raw.FPDFDest_GetLocationInPage(target, *has, x, y, zoom)
        if 0 <= page < len(heights) and has[1].value:
            name = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
            yield name, PagePosition(page, heights[page] - y.value, x.value)
