"""Word files into PDF by LibreOffice, and the pages of a PDF into pictures.

Preview faces stand in for official ones that are missing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.ooxml.kept_paragraphs import KeptParagraph, kept_paragraphs, parted
from bulletin.ooxml.libreoffice_copy import language, libreoffice_copy, line_edges
from bulletin.ooxml.notes_beneath_text import as_shown, is_wanted, note_at, with_bookmarks
from bulletin.ooxml.package import WordPackage
from bulletin.pdf.printed import read_printed
from bulletin.proof.kept_lines import last_lines

DOTS = 150
"""Dots an inch of a picture: a page is 1240 by 1754."""
_ROUNDS = 3
"""How often a file is converted at most: where something was changed, something else may have to be."""
_START, _EACH = 120.0, 10.0
"""Seconds that LibreOffice may take to start, and for each file."""


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a copy has otherwise than its file, since its pages showed that LibreOffice needs it."""

    ends: Mapping[int, int] = field(default_factory=dict)
    """How many characters go to the next page of kept paragraphs, by their numbers."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """The page of the mark of each footnote, by its identity."""
    last: int = 0
    """The last page, whose footnotes stand beneath its text."""


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
    kept = [kept_paragraphs(one) for one in packages]
    pdfs: list[bytes | None] = [None for _ in packages]
    todo = {number: _Changes() for number in range(len(packages))}
    for _ in range(_ROUNDS):
        copies = [_changed(shown[at], kept[at], changes) for at, changes in todo.items()]
        again: dict[int, _Changes] = {}
        for at, pdf in zip(todo, _converted(copies, purpose, archive), strict=True):
            pdfs[at] = pdf
            has_notes = shown[at] is not packages[at]
            if pdf and (more := _with_more(todo[at], pdf, kept[at], has_notes)) != todo[at]:
                again[at] = more
        todo = again
        if not todo:
            break
    return pdfs


def _changed(package: WordPackage, kept: Sequence[KeptParagraph], changes: _Changes) -> WordPackage:
    changed = parted(package, kept, changes.ends)
    return as_shown(changed, changes.notes, changes.last) if changes.notes else changed


def _with_more(
    changes: _Changes, pdf: bytes, kept: Sequence[KeptParagraph], has_notes: bool
) -> _Changes:
    """The changes, and those that the pages show to be needed besides."""
    if not kept and not has_notes:
        return changes
    printed = read_printed(pdf, with_ink=False)
    ends = last_lines(kept, printed)
    ends = {**changes.ends, **ends}
    if not has_notes:
        return _Changes(ends)
    last = len(printed.pages) - 1
    places = printed.places.items()
    pages = {note_at(name): place.page for name, place in places if note_at(name)}
    stay = (note for note, page in changes.notes.items() if page == changes.last)
    return _Changes(ends, pages | dict.fromkeys(stay, last), last)


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
