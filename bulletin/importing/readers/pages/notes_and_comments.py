"""Footnotes and comments of a PDF become remarks."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from bulletin.importing.draft import Remark
from bulletin.importing.readers.pages.paragraphs import run_on
from bulletin.importing.readers.pages.text_lines import TextLine
from bulletin.importing.readers.pages.typography import Typography
from bulletin.pdf.page_model import stretches

SMALLER = 0.92
"""Times the usual size. Footnotes are smaller than this."""
MOST = 15
"""Lines of the footnotes of a page, at most."""
NOTE = re.compile(r"[①-⑳㈠-㈩*＊※]|[\[〔（(]?\d{1,2}[\]〕）)]?[\s.．、]*\D|注[:：\d]|\[注")
"""What a footnote begins with."""
COMMENT = 1000
"""Characters of a comment's author, at most."""

T = TypeVar("T")


def with_footnotes(
    items: Sequence[T | TextLine], typography: Typography
) -> Iterator[T | TextLine | Remark]:
    """The items, with each footnote made one remark."""
    pages: dict[int, list[TextLine]] = {}
    for item in items:
        if isinstance(item, TextLine) and not item.rotation:
            pages.setdefault(item.page, []).append(item)
    foot = {id(one) for lines in pages.values() for one in _foot(lines, typography)}
    for is_foot, group in groupby(items, key=lambda item: id(item) in foot):
        if is_foot:
            lines = [item for item in group if isinstance(item, TextLine)]
            yield from map(_remark, stretches(lines, _is_same_note))
        else:
            yield from group


def _is_same_note(last: TextLine, line: TextLine) -> bool:
    return last.page == line.page and not NOTE.match(line.text)


def _foot(lines: Sequence[TextLine], typography: Typography) -> list[TextLine]:
    """The small lines below the last line of text, if the first of them begins like a footnote."""
    small = 0
    for line in reversed(lines):
        if line.size > SMALLER * typography.size:
            break
        small += 1
    first = lines[-small] if small else None
    above = lines[-small - 1] if len(lines) > small else None
    if not first or not above or small > MOST or not NOTE.match(first.text):
        return []
    apart = first.baseline - above.baseline > 1.2 * typography.pitch(above)
    return list(lines[-small:]) if apart and not above.area and typography.indent else []


def _remark(lines: list[TextLine]) -> Remark:
    text = "".join(text for text, _ in run_on(lines, [""] * (len(lines) - 1)))
    return Remark("脚注", text)


def comments(page: Any) -> Iterator[Remark]:
    """The comments on a pypdfium2 page and the filled fields of its forms."""
    from pypdfium2 import raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1_000)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(note)
            if kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
                continue
            field = kind == raw.FPDF_ANNOT_WIDGET
            text = _string(note, b"V" if field else b"Contents").strip()
            author = "" if field else _string(note, b"T").strip()[:COMMENT]
            label = "表单里填的" if field else f"批注（{author}）" if author else "批注"
            if text:
                yield Remark(label, text)
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length < 2_000_000:
        return ""
    text = ctypes.create_string_buffer(length)
    buffer = ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, key, buffer, length)
    return text.raw[: length - 2].decode("utf-16-le", "replace").replace("\r", "\n")
