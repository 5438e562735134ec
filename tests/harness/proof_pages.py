"""Synthetic pages for measurements: lines of text on the grid, and the paragraphs that they belong to."""

from __future__ import annotations

from bulletin.pdf.page_model import Box, Character, RulingLine
from bulletin.pdf.printed import PagePosition, Printed, PrintedLine, PrintedPage
from bulletin.proof.docx_layout import DocxLayout, WordParagraph
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import MM, ProofDocument

TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 262 * MM, 28 * MM, 184 * MM
A4 = Box(LEFT, TOP, RIGHT, BOTTOM)
PITCH = 28.95
PICTURE = Box(LEFT, TOP, RIGHT, TOP + 90)


def line(text: str, row: float, x: float = LEFT, size: float = 16.0) -> PrintedLine:
    """A printed line on a row of the grid, counted from 0."""
    y = TOP + PITCH * (row + 0.8)
    characters = tuple(
        Character(char, x + size * place, x + size * (place + 1), y, y - size * 0.8, y, "F", size)
        for place, char in enumerate(text)
    )
    return PrintedLine(text, characters[0].left, characters[-1].right, y, characters)


def page(
    *lines: PrintedLine, rules: tuple[RulingLine, ...] = (), pictures: tuple[Box, ...] = ()
) -> PrintedPage:
    return PrintedPage(210 * MM, 297 * MM, lines, rules, pictures)


def sheets(
    pages: list[PrintedPage], *paragraphs: tuple[Role, int, float, str], ours: bool = True
) -> ProofDocument:
    """Pages, and paragraphs that begin on a row of a page each."""
    described = tuple(
        WordParagraph(number, text, role) for number, (role, _, _, text) in enumerate(paragraphs)
    )
    places = {
        f"bulletin{number}e": PagePosition(on, TOP + PITCH * row)
        for number, (_, on, row, _) in enumerate(paragraphs)
    }
    return ProofDocument(
        DocxLayout(A4, described, {}, {}, 0, ours), Printed(tuple(pages), places), {}
    )


def full(last: int = 22) -> PrintedPage:
    """A page with so many full lines."""
    return page(*(line("文" * 28, row) for row in range(last)))
