"""Whether a character of a PDF was drawn, left blank, or replaced by the box for missing characters."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from bulletin.office.fonts.missing_glyph import Bounds, missing_glyph
from bulletin.pdf.page_model import Ink

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_BLANK = 0.0015
"""Em. Up to this height PDFium's box is that of an empty glyph (0.001)."""
_TOLERANCE = 0.005
"""Em by which the edges of one glyph may differ between PDFium and FreeType, by rounding."""


class CharacterInk:
    """Compares characters with glyph 0 of their face (".notdef"), which is read once for each face."""

    def __init__(self) -> None:
        self._boxes: dict[str, Bounds | None] = {}

    def of(self, text: pdfium.PdfTextPage, index: int) -> Ink:
        """What is on the paper for the character with this index in a page's text."""
        ink = _ink(text, index)
        if ink is None or ink[3] - ink[2] < _BLANK:
            return Ink.BLANK
        box = self._box(text, index)
        if box is None:
            return Ink.UNKNOWN
        alike = all(abs(edge - other) < _TOLERANCE for edge, other in zip(ink, box, strict=True))
        return Ink.BOX if alike else Ink.INK

    def _box(self, text: pdfium.PdfTextPage, index: int) -> Bounds | None:
        from pypdfium2 import raw

        item = raw.FPDFText_GetTextObject(text, index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return None
        name = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        key = name.value.decode("utf-8", "replace")
        if key not in self._boxes:
            self._boxes[key] = missing_glyph(_data(font))
        return self._boxes[key]


def _ink(text: pdfium.PdfTextPage, index: int) -> Bounds | None:
    """The edges of a character's ink in ems from its origin, before text scaling; ``None`` if unknown."""
    from pypdfium2 import raw

    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(text, index)
    raw.FPDFText_GetCharBox(text, index, *edges)
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetMatrix(text, index, matrix)
    if not (size and matrix.a and matrix.d):
        return None
    across = size * matrix.a / matrix.d
    left, right = ((edge.value - x.value) / across for edge in edges[:2])
    bottom, top = ((edge.value - y.value) / size for edge in edges[2:])
    return left, right, bottom, top


def _data(font: object) -> bytes:
    """The font file as it is embedded; empty if it is not."""
    from pypdfium2 import raw

    size = ctypes.c_size_t()
    raw.FPDFFont_GetFontData(font, None, 0, size)
    buffer = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(font, buffer, size.value, size)
    return bytes(buffer)
