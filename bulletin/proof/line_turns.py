"""Where the printed lines of a paragraph turn, as places in the text that the Word file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bulletin.pdf.page_model import Character
from bulletin.proof.ink import inked
from bulletin.proof.printed_paragraphs import Placed, Sheets

_CELL_GAP = 0.6
"""Ems between two characters that stand in different cells of a table."""
_ADDED = 12
"""Characters that Word may print before a paragraph, its number, which its text does not hold."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Between ``text[end - 1]`` and ``text[begin]`` a line ends; white space between them, a line
    break that was typed too, is neither on the one nor on the other line.
    """

    text: str
    end: int
    begin: int
    page: int
    line: int
    """The line that ends, counted from 1 on its page, 0 in a table; pages from 0."""


@dataclass(frozen=True, slots=True)
class _LinePiece:
    """What a paragraph has on one line; a line of a page may hold pieces of several cells."""

    page: int
    y: float
    x: float
    text: str


def turns(sheets: Sheets) -> tuple[list[Turn], list[Placed]]:
    """Every turn of the document, and the paragraphs with text whose lines are not their text:
    of these nobody knows where they turn.
    """
    known: list[Turn] = []
    unknown: list[Placed] = []
    cells = dict(_cells(sheets))
    for one in sheets.placed:
        if not any(inked(one.paragraph.text)):
            continue
        inside = one.paragraph.table is not None
        pieces = cells.get(one.paragraph.number) if inside else _outside(one)
        found = _turns(sheets, one, pieces) if pieces else None
        if found is None:
            unknown.append(one)
        else:
            known += found
    return known, unknown


def _turns(sheets: Sheets, one: Placed, pieces: Sequence[_LinePiece]) -> list[Turn] | None:
    """The turns between pieces that together are the text; ``None`` if they are not."""
    text, inside = one.paragraph.text, one.paragraph.table is not None
    typed = [(char, place) for place, char_ in enumerate(text) for char in inked(char_)]
    lines = [
        (page, y, "".join(inked("".join(piece.text for piece in group))))
        for (page, y), group in groupby(pieces, lambda piece: (piece.page, piece.y))
    ]
    at = len(typed) - sum(len(line) for _, _, line in lines)
    if not -(0 if sheets.word.ours else _ADDED) <= at <= 0 or -at >= len(lines[0][2]):
        return None
    ends = []
    for _, _, line in lines:
        own = typed[max(at, 0) : at + len(line)]
        printed = line[-at:] if at < 0 else line
        if sorted(char for char, _ in own) != sorted(printed):
            return None  # in whatever order: accents and scripts that turn around
        at += len(line)
        ends.append(at)
    return [
        Turn(
            text,
            typed[end - 1][1] + 1,
            typed[end][1],
            page,
            0 if inside else sheets.number(page, y),
        )
        for (page, y, _), end in zip(lines[:-1], ends[:-1], strict=True)
    ]


def _outside(one: Placed) -> list[_LinePiece]:
    return [
        _LinePiece(row.page, row.line.baseline, row.line.left, row.line.text) for row in one.rows
    ]


def _cells(sheets: Sheets) -> Iterator[tuple[int, list[_LinePiece]]]:
    """The pieces of each paragraph in a table, by its number."""
    for table in range(sheets.word.tables):
        cells = [one for one in sheets.placed if one.paragraph.table == table and one.start]
        rows = {(row.page, row.line.baseline): row for one in cells for row in one.rows}
        pieces = [
            _LinePiece(
                page, y, characters[0].left, "".join(character.text for character in characters)
            )
            for (page, y), row in sorted(rows.items(), key=lambda item: item[0])
            for characters in _parted(row.line.characters)
        ]
        for one in cells:
            own = _own(one, pieces)
            pieces = [piece for piece in pieces if piece not in own]
            yield one.paragraph.number, own


def _own(cell: Placed, pieces: Sequence[_LinePiece]) -> list[_LinePiece]:
    """The pieces, from the cell's beginning on, that one after the other are its text."""
    start = cell.start
    wanted = list(inked(cell.paragraph.text))
    own: list[_LinePiece] = []
    for piece in pieces:
        chars = sorted(inked(piece.text))
        if start is None or (piece.page, piece.y) < (start.page, start.y):
            continue
        if not own and piece.x < start.x - 1:
            continue
        if chars and chars == sorted(wanted[: len(chars)]):
            own.append(piece)
            del wanted[: len(chars)]
    return own


def _parted(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """The characters of a line, parted where a gap is as wide as that between two cells."""
    inked_ = [character for character in characters if character.text.strip()]
    piece = inked_[:1]
    for before, after in pairwise(inked_):
        if after.left - before.right > _CELL_GAP * before.size:
            yield piece
            piece = []
        piece.append(after)
    if piece:
        yield piece
