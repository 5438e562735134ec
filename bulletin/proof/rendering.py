"""Word files into PDF by LibreOffice, with the preview faces where the official ones are missing."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.ooxml.libreoffice_copy import libreoffice_copy, line_edges
from bulletin.ooxml.package import WordPackage

_START, _EACH = 120.0, 10.0
"""Seconds that LibreOffice may take to start, and for each file."""


def to_pdf(packages: Sequence[WordPackage], purpose: str = "做 PDF ") -> list[bytes | None]:
    """The PDF of each Word file, made with one LibreOffice; ``None`` where it failed.

    Args:
        packages: the files.
        purpose: what it is for, in Chinese, for the message where LibreOffice is missing.

    Raises:
        OfficeMissing: there is no LibreOffice.
    """
    libreoffice.require(purpose)  # before anything is copied
    by_edges: dict[tuple[str, str], list[int]] = {}
    for number, package in enumerate(packages):
        by_edges.setdefault(line_edges(package), []).append(number)
    pdfs: dict[int, bytes | None] = {}
    for edges, numbers in by_edges.items():  # which LibreOffice has for a run, not for a document
        copies = [("docx", libreoffice_copy(packages[number]).packed()) for number in numbers]
        made = libreoffice.convert(
            copies, "pdf", limit=_START + _EACH * len(copies),
            fonts=stand_ins.fontconfig(), edges=libreoffice.LineEdges(*edges), what=purpose,
        )  # fmt: skip
        pdfs |= dict(zip(numbers, made, strict=True))
    return [pdfs[number] for number in range(len(packages))]
