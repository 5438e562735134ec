"""The pieces of an issue, tables that only lay out masthead or foot as lines, for recognition."""

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

_OTHER = "报头、报送行之间的表格和批注"
_ISSUERS = ("编印", "印发")
HEAD_LINES, FOOT_LINES = 10, 30
"""Pieces from either end in which masthead and foot are looked for."""
WIDE_GAP = re.compile(r"[ \u3000]{2,}|\t\s*")
_MOST_CELLS = 24
"""A layout table has at most so many cells."""


class IssueLines:
    """The pieces of an issue by their place; layout tables of masthead and foot are paragraphs."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(_flat(pieces))

    def __len__(self) -> int:
        return len(self.pieces)

    def text(self, at: int) -> str:
        """The text of a paragraph; empty for other pieces, and after the end.

        The lines that a long issuer is broken into are one.
        """
        if at >= len(self.pieces):
            return ""
        line = line_of(self.pieces[at])
        return line.replace("\n", "") if self.role(at) in _ISSUERS else line

    def role(self, at: int) -> str:
        """The role of a paragraph; empty for other pieces."""
        return role_of(self.pieces[at])

    def other_text(self, at: int) -> tuple[Omitted, ...]:
        """The text of a table or remark as omitted: it cannot be part of a masthead or a foot."""
        piece = self.pieces[at]
        return () if isinstance(piece, DraftParagraph) else omit("\n".join(texts([piece])), _OTHER)

    def pictures(self, first: int, end: int) -> int:
        """How many pictures stand between two places."""
        return sum(isinstance(piece, DraftPicture) for piece in self.pieces[first:end])


def _flat(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with each line of a layout table near an end as a paragraph."""
    before = ""
    for at, piece in enumerate(pieces):
        near_edge = at < HEAD_LINES or at >= len(pieces) - FOOT_LINES
        is_contents = shapes.CONTENTS.fullmatch(before) is not None
        before = line_of(piece)
        if isinstance(piece, DraftTable) and near_edge and (is_contents or _is_layout(piece)):
            for row in piece.rows:
                yield from (DraftParagraph(runs) for runs in _lines(row))
        elif isinstance(piece, DraftParagraph) and at < HEAD_LINES:
            yield from _serial_split_off(piece)
        else:
            yield piece


def _serial_split_off(para: DraftParagraph) -> Iterator[DraftParagraph]:
    """A line of serial and imprint as two; any other as it is."""
    first, *rest = WIDE_GAP.split(para.text.strip(), 1)
    if rest and shapes.serial(first) and shapes.IMPRINT.search(rest[0]):
        yield from (replace(para, runs=(DraftRun(part),)) for part in (first, *rest))
    else:
        yield para


def _lines(row: Sequence[DraftRuns]) -> Iterator[DraftRuns]:
    """The lines of a row: those of its only cell, or all cells as one line with tabs."""
    texts = [text for cell in row if (text := plain(cell).strip())]
    lines = texts[0].split("\n") if len(texts) == 1 else ["\t".join(texts)]
    return ((DraftRun(line),) for line in lines if line.strip())


def _is_layout(table: DraftTable) -> bool:
    """Whether a table is small and has a serial, an imprint or a label of masthead or foot."""
    if len(table.rows) * len(table.rows[0]) > _MOST_CELLS:
        return False
    lines = [line for row in table.rows for cell in row for line in plain(cell).split("\n")]
    rows = [plain(line) for row in table.rows for line in _lines(row)]
    return (
        any(map(shapes.IMPRINT.fullmatch, lines))
        or any("期" in line and shapes.serial(line) for line in lines)  # not （1）
        or any(map(shapes.ROUTING_LABEL.match, rows))
    )
