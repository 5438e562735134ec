"""Word files into PDF by LibreOffice, and the pages of a PDF into pictures.

Preview faces stand in for official ones that are missing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.ooxml.libreoffice_copy import language, libreoffice_copy, line_edges
from bulletin.ooxml.notes_beneath_text import beneath_text, is_wanted, note_at, with_bookmarks
from bulletin.ooxml.package import WordPackage
from bulletin.pdf.printed import read_printed

DOTS = 150
"""Dots an inch of a picture: a page is 1240 by 1754."""
_START, _EACH = 120.0, 10.0
"""Seconds that LibreOffice may take to start, and for each file."""


def to_pdf(
    packages: Sequence[WordPackage], purpose: str = "做 PDF ", archive: bool = False
) -> list[bytes | None]:
    """The PDF of each Word file, made with one LibreOffice; ``None`` where it failed.

    It has tags, an outline, title and language; with ``archive`` it is PDF/A-2b.

    Raises:
        OfficeMissing: there is no LibreOffice; the message says that it takes one for ``purpose``.
    """
    libreoffice.require(purpose)  # before anything is copied
    shown = [with_bookmarks(one) if is_wanted(one) else one for one in packages]
    pdfs = _converted(shown, purpose, archive)
    again = {
        number: beneath_text(shown[number], notes)
        for number, pdf in enumerate(pdfs)
        if pdf is not None and shown[number] is not packages[number] and (notes := _last_notes(pdf))
    }
    if again:
        pdfs_again = _converted(list(again.values()), purpose, archive)
        for number, pdf in zip(again, pdfs_again, strict=True):
            pdfs[number] = pdf
    return pdfs


def _last_notes(pdf: bytes) -> list[str]:
    """The identities of the footnotes whose marks are on the last page."""
    printed = read_printed(pdf)
    last = len(printed.pages) - 1
    return [
        note_at(name)
        for name, place in printed.places.items()
        if place.page == last and note_at(name)
    ]


def _converted(packages: Sequence[WordPackage], purpose: str, archive: bool) -> list[bytes | None]:
    by_settings: dict[tuple[tuple[str, str], str], list[int]] = {}
    for number, package in enumerate(packages):
        by_settings.setdefault((line_edges(package), language(package)), []).append(number)
    pdfs: dict[int, bytes | None] = {}
    # LibreOffice has these for a run, not for a document.
    for (edges, named), numbers in by_settings.items():
        copies = [("docx", libreoffice_copy(packages[number]).packed()) for number in numbers]
        made = libreoffice.convert(
            copies, "pdf", limit=_START + _EACH * len(copies),
            fonts=stand_ins.fontconfig(), edges=libreoffice.LineEdges(*edges),
            pdf=libreoffice.PdfForm(named, archive), what=purpose,
        )  # fmt: skip
        pdfs |= dict(zip(numbers, made, strict=True))
    return [pdfs[number] for number in range(len(packages))]


def is_archival(pdf: bytes) -> bool:
    """Whether a PDF says of itself that it is PDF/A (ISO 19005-2, 6.6.4)."""
    return b"<pdfaid:part>" in pdf


def page_pictures(pdf: bytes, dots: float = DOTS) -> Iterator[bytes]:
    """Each page of a PDF as a PNG file."""
    from bulletin.pdf.printed import open_pdf

    document = open_pdf(pdf)
    try:
        for page in document:
            buffer = io.BytesIO()
            page.render(scale=dots / 72).to_pil().save(buffer, "PNG", optimize=True)
            yield buffer.getvalue()
    finally:
        document.close()
