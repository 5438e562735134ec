"""Where the printed lines of a paragraph end, as places in the text that the Word file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bulletin.pdf.printed import PrintedLine
from bulletin.proof.ink import inked
from bulletin.proof.paragraph_roles import Role
from bulletin.proof.printed_paragraphs import ParagraphLine, PlacedParagraph, ProofDocument

_CELL_GAP = 0.6
"""Ems between two characters that stand in different cells of a table."""
_BULLETS = ("•", "–", "·")
"""What Word sets before the entries of lists of our own files."""
_LONGEST_NUMBER = 12
"""Characters of an automatic number before a paragraph, which the text of the file does not hold."""


@dataclass(frozen=True, slots=True)
class PrintedBreak:
    """A line ends between ``text[end - 1]`` and ``text[begin]``; white space between is on neither line."""

    text: str
    end: int
    begin: int
    page: int
    """From 0."""
    line: int
    """The line that ends, from 1 on its page."""

    @property
    def words(self) -> str:
        """Some words before the break and after it."""
        return f"…{self.text[: self.end][-12:]}／{self.text[self.begin :][:12]}…"


def printed_breaks(
    document: ProofDocument, *roles: Role
) -> tuple[list[PrintedBreak], list[PlacedParagraph]]:
    """Every end of a line within a paragraph, and the paragraphs whose printed lines are not their text.

    Of paragraphs of some ``roles``, else of all.
    """
    breaks: list[PrintedBreak] = []
    unknown: list[PlacedParagraph] = []
    cells = dict(_cells(document))
    for placed in document.placed:
        if (roles and placed.paragraph.role not in roles) or not any(inked(placed.text)):
            continue
        in_table = placed.paragraph.table is not None
        pieces = cells.get(placed.paragraph.number, []) if in_table else placed.rows
        own = _breaks(document, placed, pieces) if pieces else None
        if own is None:
            unknown.append(placed)
        else:
            breaks += own
    return breaks, unknown


def _breaks(
    document: ProofDocument, placed: PlacedParagraph, pieces: Sequence[ParagraphLine]
) -> list[PrintedBreak] | None:
    """The breaks between pieces that together are the text; ``None`` if they are not."""
    text = placed.text
    typed: list[tuple[str, int]] = []  # what is printed, each with its place in the text
    for place, char in enumerate(text):
        typed += [(one, place) for one in inked(char)]
    lines = [
        (page, y, "".join(inked("".join(piece.line.text for piece in group))))
        for (page, y), group in groupby(pieces, lambda piece: (piece.page, piece.line.baseline))
    ]
    page, y, first = lines[0]
    number = sum(len(line) for _, _, line in lines) - len(typed)  # printed before the text
    longest = int(first[:1] in _BULLETS) if document.layout.ours else _LONGEST_NUMBER
    if not 0 <= number <= longest or number >= len(first):
        return None
    lines[0] = (page, y, first[number:])
    ends, end = list[int](), 0
    for _, _, line in lines:
        start, end = end, end + len(line)
        if sorted(char for char, _ in typed[start:end]) != sorted(line):
            return None  # the order may differ: accents, and scripts that run from the right
        ends.append(end)
    return [
        PrintedBreak(
            text,
            typed[end - 1][1] + 1,
            typed[end][1],
            page,
            document.line_number(page, y),
        )
        for (page, y, _), end in zip(lines[:-1], ends[:-1], strict=True)
    ]


def _cells(document: ProofDocument) -> Iterator[tuple[int, list[ParagraphLine]]]:
    """The pieces of each paragraph in a table, by its number; a line may hold those of several cells."""
    for table in range(document.layout.tables):
        cells = [one for one in document.placed if one.paragraph.table == table and one.start]
        rows = {(row.page, row.line.baseline): row for cell in cells for row in cell.rows}
        pieces = [
            ParagraphLine(page, piece)
            for (page, _), row in sorted(rows.items(), key=lambda item: item[0])
            for piece in _split_at_gaps(row.line)
        ]
        for cell in cells:
            own = _pieces_of(cell, pieces)
            pieces = [piece for piece in pieces if piece not in own]
            yield cell.paragraph.number, own


def _pieces_of(cell: PlacedParagraph, pieces: Sequence[ParagraphLine]) -> list[ParagraphLine]:
    """The pieces, from the cell's beginning on, that one after the other are its text."""
    start = cell.start
    wanted = list(inked(cell.text))
    own: list[ParagraphLine] = []
    for piece in pieces:
        if start is None or (piece.page, piece.line.baseline) < (start.page, start.y):
            continue
        if not own and piece.line.left < start.x - 1:
            continue
        chars = sorted(inked(piece.line.text))
        if chars and chars == sorted(wanted[: len(chars)]):
            own.append(piece)
            del wanted[: len(chars)]
    return own


def _split_at_gaps(line: PrintedLine) -> Iterator[PrintedLine]:
    """The pieces of a line, split where a gap is as wide as that between two cells."""
    visible = [character for character in line.characters if character.text.strip()]
    gaps = [
        place
        for place, (before, after) in enumerate(pairwise(visible), 1)
        if after.left - before.right > _CELL_GAP * before.size
    ]
    for first, end in pairwise((0, *gaps, len(visible))):
        piece = tuple(visible[first:end])
        text = "".join(character.text for character in piece)
        yield PrintedLine(text, piece[0].left, piece[-1].right, line.baseline, piece)
