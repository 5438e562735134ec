"""Word files to PDF files and their lines: the product's own rendering, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bulletin.office import libreoffice
from bulletin.office.fonts import stand_ins
from bulletin.ooxml.package import open_package
from bulletin.pdf import printed
from bulletin.pdf.page_model import RulingLine
from bulletin.pdf.printed import Printed, PrintedLine
from bulletin.proof.rendering import to_pdf
from tests.harness.programs import need


def need_rendering() -> None:
    """LibreOffice and the preview fonts."""
    need(
        libreoffice.find() is not None and stand_ins.available(),
        "LibreOffice with the preview fonts (make tools)",
    )


def pdf_of(docx: bytes) -> bytes:
    """The PDF of a .docx."""
    need_rendering()
    (pdf,) = to_pdf([open_package("x.docx", docx)])
    assert pdf is not None
    return pdf


def render(documents: Sequence[Path]) -> list[Path]:
    """The PDF of each .docx, beside it."""
    need_rendering()
    made = []
    for path, pdf in zip(
        documents,
        to_pdf([open_package(path.name, path.read_bytes()) for path in documents]),
        strict=True,
    ):
        assert pdf is not None, path
        made.append(path.with_suffix(".pdf"))
        made[-1].write_bytes(pdf)
    return made


@lru_cache(maxsize=4)
def _printed(pdf: bytes) -> Printed:
    return printed.read_printed(pdf)


def lines(pdf: Path) -> list[list[PrintedLine]]:
    """The printed lines of each page, from the top."""
    return [list(page.lines) for page in _printed(pdf.read_bytes()).pages]


def rules(pdf: Path) -> list[list[RulingLine]]:
    """The horizontal rules of each page, from the top."""
    return [list(page.rules) for page in _printed(pdf.read_bytes()).pages]
