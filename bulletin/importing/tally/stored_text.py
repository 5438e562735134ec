"""The tally of a PDF: the text that it stores, page by page, in any place of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from bulletin.importing.draft import ShownText, Tally

_STORED = "按 PDF 里存的字，图片里的字不算，次序没有核对"
_UNREADABLE = 0xFFFD


def of_pdf(data: bytes) -> Tally:
    """The characters in the order of the file; those of a broken page do not count."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(data)) as document:
        return Tally(tuple(_pages(document)), _STORED)


def _pages(document: Any) -> Iterator[ShownText]:
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        codes = [_code(text, index) for index in range(text.count_chars())]
        written = "".join(_notes(page))
        text.close()
        page.close()
        halves = "".join(map(chr, codes))  # beyond U+FFFF they may come in two
        printed = halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        yield ShownText(printed + written, f"第 {number + 1} 页")


def _notes(page: Any) -> Iterator[str]:
    """The texts of annotations, and the values of form fields (PDF 32000-1, 12.5)."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(note) if note else raw.FPDF_ANNOT_LINK
        if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            key = b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents"
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            space = (ctypes.c_ushort * (size // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(note, key, space, size)
            yield bytes(space)[: max(size - 2, 0)].decode("utf-16-le", "replace")
        if note:
            raw.FPDFPage_CloseAnnot(note)


def _code(text: Any, index: int) -> int:
    """The Unicode value of a character; a space for one that PDFium added."""
    from pypdfium2 import raw

    code = int(raw.FPDFText_GetUnicode(text, index))
    if raw.FPDFText_IsGenerated(text, index) == 1:
        return 0x20
    if raw.FPDFText_IsHyphen(text, index) == 1:
        return 0x2D
    is_control = (code < 0x20 and code not in (9, 10, 13)) or 0x7F <= code < 0xA0
    is_none = is_control or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF
    if is_none or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
        return _UNREADABLE
    return code
