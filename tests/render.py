"""Word files to PDF files and their lines: the product's own rendering, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin import office
from bulletin.fonts import preview
from bulletin.proof import pdfium
from bulletin.proof.printed import Line, Rule
from bulletin.proof.rendering import to_pdf
from tests.tools import need


def need_rendering() -> None:
    """LibreOffice and the preview fonts."""
    need(
        office.find() is not None and preview.available(),
        "LibreOffice with the preview fonts (make tools)",
    )


def render(documents: Sequence[Path]) -> list[Path]:
    """The PDF of each .docx, beside it."""
    need_rendering()
    made = []
    for path, pdf in zip(documents, to_pdf([one.read_bytes() for one in documents]), strict=True):
        assert pdf is not None, path
        made.append(path.with_suffix(".pdf"))
        made[-1].write_bytes(pdf)
    return made


def lines(pdf: Path) -> list[list[Line]]:
    """The printed lines of each page, from the top."""
    return [list(page.lines) for page in pdfium.read(pdf.read_bytes()).pages]


def rules(pdf: Path) -> list[list[Rule]]:
    """The horizontal rules of each page, from the top."""
    return [list(page.rules) for page in pdfium.read(pdf.read_bytes()).pages]
