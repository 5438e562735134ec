"""A PDF as it is printed: lines, horizontal rules, pictures, and the places of its bookmarks."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.findings.errors import BulletinError
from bulletin.pdf.character_ink import CharacterInk
from bulletin.pdf.drawings import drawings
from bulletin.pdf.page_model import Box, Character, RulingLine, page_view, stretches
from bulletin.pdf.printed_characters import characters
from bulletin.pdf.raised_characters import levelled

if TYPE_CHECKING:
    import pypdfium2 as pdfium

SAME_LINE = 2.0
"""Points. Characters whose baselines differ by less are on one line."""
_SHORTEST_RULE, _THICKEST_RULE = 20, 6
"""Points."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line, from the left edge of its first character to the right of its last."""

    text: str
    left: float
    right: float
    baseline: float
    characters: tuple[Character, ...]
    rotation: int = 0
    """That of its characters; only a line of rotation 0 has coordinates of the page."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page; lines, horizontal rules and pictures are sorted from the top."""

    width: float
    height: float
    lines: tuple[PrintedLine, ...]
    rules: tuple[RulingLine, ...]
    pictures: tuple[Box, ...]


@dataclass(frozen=True, slots=True, order=True)
class PagePosition:
    """A place in the pages: ``page`` from 0, ``y`` the top of the line."""

    page: int
    y: float
    x: float = 0.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole PDF; ``places`` are its named destinations."""

    pages: tuple[PrintedPage, ...]
    places: dict[str, PagePosition]


def read_printed(pdf: bytes, *, with_ink: bool = True) -> Printed:
    """Read a PDF that LibreOffice made; raises as ``open_pdf``.

    Without ``with_ink``, which takes most of the time, all characters count as drawn.
    """
    with closing(open_pdf(pdf)) as document:
        ink = CharacterInk() if with_ink else None
        pages = tuple(_page(page, ink) for page in document)
        return Printed(pages, dict(_places(document, [page.height for page in pages])))


def open_pdf(pdf: bytes) -> pdfium.PdfDocument:
    """A PDF that LibreOffice made, for the caller to close; ``BulletinError`` if PDFium cannot read it."""
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise BulletinError("LibreOffice 做的 PDF 读不了。", "再试一次。") from error


def _page(page: pdfium.PdfPage, ink: CharacterInk | None) -> PrintedPage:
    view = page_view(page)
    drawn = drawings(page, view)
    rules = [
        line
        for line in drawn.lines
        if line.horizontal
        and line.end - line.start > _SHORTEST_RULE
        and line.weight < _THICKEST_RULE
    ]
    boxes = [picture.box for picture in drawn.pictures]
    return PrintedPage(
        view.width,
        view.height,
        tuple(lines_of(characters(page, view, ink))),
        tuple(sorted(rules, key=lambda rule: rule.at)),
        tuple(sorted(boxes, key=lambda box: box.top)),
    )


def lines_of(found: Sequence[Character]) -> list[PrintedLine]:
    """Characters put together by their baselines; superscripts stand in the line of their text."""

    def is_in_line(last: Character, char: Character) -> bool:
        return last.rotation == char.rotation and char.baseline - last.baseline < SAME_LINE

    rows = stretches(
        sorted(levelled(found), key=lambda char: (char.rotation, char.baseline)), is_in_line
    )
    return [_line(sorted(row, key=lambda char: char.left)) for row in rows]


def _line(row: list[Character]) -> PrintedLine:
    return PrintedLine(
        text="".join(character.text for character in row),
        left=row[0].left,
        right=row[-1].right,
        baseline=max(character.baseline for character in row),
        characters=tuple(row),
        rotation=row[0].rotation,
    )


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
