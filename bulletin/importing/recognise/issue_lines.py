"""The pieces of an issue as lines, in which masthead, contents and foot are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.importing.draft import (
    DraftParagraph,
    DraftPicture,
    DraftRun,
    DraftRuns,
    DraftTable,
    Omitted,
    Piece,
    line_of,
    omit,
    plain,
    role_of,
    texts,
)
from bulletin.importing.recognise import shapes

BESIDE = "报头、报送行之间的表格和批注"
HEAD_LINES, FOOT_LINES = 10, 30
"""Pieces from either end in which masthead and foot are looked for."""
WIDE_GAP = re.compile(r"[ \u3000]{2,}|\t\s*")
_MOST_CELLS = 24
"""Cells of a table that only holds lines in place."""


class IssueLines:
    """The pieces of an issue by their place, tables of masthead and foot as lines."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(_flat(pieces))

    def __len__(self) -> int:
        return len(self.pieces)

    def text(self, at: int) -> str:
        """The text of a paragraph; empty for other pieces, and after the end."""
        return line_of(self.pieces[at]) if at < len(self.pieces) else ""

    def role(self, at: int) -> str:
        """The role of a paragraph; empty for other pieces."""
        return role_of(self.pieces[at])

    def beside(self, at: int) -> tuple[Omitted, ...]:
        """The text of a piece that is no paragraph, so that it cannot be part of a masthead or a foot."""
        piece = self.pieces[at]
        return () if isinstance(piece, DraftParagraph) else omit("\n".join(texts([piece])), BESIDE)

    def pictures(self, first: int, end: int) -> int:
        """How many pictures stand between two places."""
        return sum(isinstance(piece, DraftPicture) for piece in self.pieces[first:end])


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with tables that only hold the masthead or the foot in place as paragraphs."""
    before = ""
    for at, piece in enumerate(pieces):
        near_edge = at < HEAD_LINES or at >= len(pieces) - FOOT_LINES
        is_contents = shapes.CONTENTS.fullmatch(before) is not None
        before = line_of(piece)
        if isinstance(piece, DraftTable) and near_edge and (is_contents or _is_layout(piece)):
            for row in piece.rows:
                yield from (DraftParagraph(runs) for runs in _lines(row))
        elif isinstance(piece, DraftParagraph) and at < HEAD_LINES:
            yield from _parted(piece)
        else:
            yield piece


def _parted(para: DraftParagraph) -> Iterator[DraftParagraph]:
    """A line with the serial and more, as one with the serial and one with the rest."""
    text = para.text.strip()
    match = WIDE_GAP.search(text)
    first, rest = (text[: match.start()], text[match.end() :]) if match else (text, "")
    if rest and shapes.serial(first) and shapes.IMPRINT.search(rest):
        yield replace(para, runs=(DraftRun(first),))
        yield replace(para, runs=(DraftRun(rest),))
    else:
        yield para


def _lines(row: Sequence[DraftRuns]) -> Iterator[DraftRuns]:
    """The lines of a row: of its only cell, or of all cells put side by side."""
    texts = [text for cell in row if (text := plain(cell).strip())]
    lines = texts[0].split("\n") if len(texts) == 1 else ["\t".join(texts)]
    return ((DraftRun(line),) for line in lines if line.strip())


def _is_layout(grid: DraftTable) -> bool:
    """Whether a table is small and has what only masthead and foot have."""
    if len(grid.rows) * len(grid.rows[0]) > _MOST_CELLS:
        return False
    lines = [line for row in grid.rows for cell in row for line in plain(cell).split("\n")]
    if any(shapes.IMPRINT.fullmatch(line) or _is_serial(line) for line in lines):
        return True
    return any(shapes.LABEL.match(plain(line)) for row in grid.rows for line in _lines(row))


def _is_serial(line: str) -> bool:
    """Whether a cell is a serial that says so; （1） is none."""
    serial = shapes.serial(line)
    return serial is not None and "期" in serial.text
