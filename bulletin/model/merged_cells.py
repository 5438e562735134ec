"""Cells of a table that go over others: the same for content, blocks and drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell that goes over ``down`` rows and ``across`` columns; the others there are empty.

    Rows and columns are counted from 0, the head's rows too.
    """

    row: int
    column: int
    down: int = 1
    across: int = 1

    @property
    def covered(self) -> Iterable[tuple[int, int]]:
        """The rows and columns of the cells that it goes over, without its own."""
        rows, columns = (
            range(self.row, self.row + self.down),
            range(self.column, self.column + self.across),
        )
        return (
            (row, column)
            for row in rows
            for column in columns
            if (row, column) != (self.row, self.column)
        )


Spans = tuple[CellSpan, ...]


def covered_cells(spans: Spans) -> set[tuple[int, int]]:
    """The rows and columns of all cells that others go over."""
    return {place for span in spans for place in span.covered}


def head_rows(spans: Spans) -> int:
    """How many rows are the head: the first one, and those that cells of the head go down to."""
    rows = 1
    for span in sorted(spans, key=lambda span: span.row):
        if span.row < rows:
            rows = max(rows, span.row + span.down)
    return rows


UP, LEFT = "^", "<"
"""What is written in a cell that belongs to the one above it, or to the one at its left."""


def merged(marks: Sequence[Sequence[str]]) -> tuple[Spans, list[tuple[int, int]]]:
    """The cells that marks (UP, LEFT, or any other text) merge; and the marks that cannot be.

    A mark cannot be at the edge, nor where the cells that belong together make no rectangle.
    """
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    faults = list[tuple[int, int]]()
    for row, texts in enumerate(marks):
        for column, text in enumerate(texts):
            place = owner = (row, column)
            if text in (UP, LEFT):
                before = (row - 1, column) if text == UP else (row, column - 1)
                if before in owners:
                    owner = owners[before]
                else:
                    faults.append(place)
            owners[place] = owner
            members.setdefault(owner, []).append(place)
    spans = list[CellSpan]()
    for (row, column), places in members.items():
        if len(places) == 1:
            continue
        down = max(one for one, _ in places) - row + 1
        across = max(one for _, one in places) - column + 1
        if len(places) == down * across and min(one for _, one in places) == column:
            spans.append(CellSpan(row, column, down, across))
        else:
            faults += places[1:]
    return tuple(sorted(spans, key=lambda span: (span.row, span.column))), faults


def marks_of(spans: Spans) -> dict[tuple[int, int], str]:
    """The marks of the cells that others go over, by row and column."""
    return {
        (row, column): UP if row > span.row and column == span.column else LEFT
        for span in spans
        for row, column in span.covered
    }
