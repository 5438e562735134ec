"""The order of reading of a PDF page: one column, or two beside each other.

A gutter is a strip without text that many lines begin right of. Rows that leave it free make a band;
a band is read column by column, what is above and below it as it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bulletin.pdf.page_model import Character

Row = list[Character]
Area = tuple[bool, list[Row]]
"""Whether it is a column, and its rows."""

GUTTER = 1.0
"""Em. Columns are at least so far apart."""
FEWEST = 3
"""Rows at either side of a gutter; fewer are lines with a tab."""
RAGGED = 2.6
"""Em. Lines of a column end so near its right edge; the cells of a table without lines do not."""
APART = 3.0
"""Em. A gap so large below the shorter column ends both."""
NARROW = 0.25
"""Part of the whole width; what is narrower on one side is a list with dates or page numbers."""


@dataclass(frozen=True, slots=True)
class PageOrder:
    """The rows of a page in the order of reading."""

    areas: tuple[Area, ...]
    gutter: float | None
    """The x of the gutter between two columns, if there are two."""
    is_unsure: bool
    """Whether a column seems to be two columns itself: three columns come in a wrong order."""


def page_order(rows: Sequence[Row], gutter_before: float | None) -> PageOrder:
    """The rows of a page from the top, cut once into two columns where there are two.

    The gutter of the page before counts even where only few rows have it: a last page is short.
    """
    bands, gutter = _divided(rows, gutter_before)
    found: list[Area] = []
    is_unsure = False
    for is_split, band in bands:
        if not is_split or gutter is None:
            found.append((_is_left_of(band, gutter_before), band))
            continue
        for side in _sides(band, gutter):
            found.append((True, side))
            is_unsure = is_unsure or _divided(side, None)[1] is not None
    return PageOrder(tuple(found), gutter, is_unsure)


def _is_left_of(band: Sequence[Row], gutter: float | None) -> bool:
    """Whether a band fills only the left column of a page that has the gutter of the one before."""
    return gutter is not None and max(char.right for row in band for char in row) < gutter + 1


def _divided(
    rows: Sequence[Row], known: float | None
) -> tuple[list[tuple[bool, list[Row]]], float | None]:
    """The bands of rows, each with whether it has two columns, and where their gutter is."""
    for gutter, fewest in _gutters(rows, known):
        bands = list(_bands(rows, gutter, fewest))
        if any(is_split for is_split, _ in bands):
            return bands, gutter
    return ([(False, list(rows))] if rows else []), None


def _gutters(rows: Sequence[Row], known: float | None) -> Iterator[tuple[float, int]]:
    """Where a gutter may be, the likeliest place first, and how many rows both sides must have."""
    starts: Counter[int] = Counter()
    for row in rows:
        starts.update(_starts(row))
    edge = min((row[0].left for row in rows), default=0.0)
    for start, often in starts.most_common(6):
        if often >= FEWEST and start * 2 > edge + 30:
            yield start * 2 - 2.0, FEWEST
    if known is not None:
        yield known, 1


def _starts(row: Row) -> Iterator[int]:
    """Where the parts of a row begin that have a wide gap before them, in units of 2 points."""
    inked = _inked(row)
    for place, char in enumerate(inked):
        before = inked[place - 1] if place else None
        if before is None or char.left - before.right > GUTTER * max(before.size, char.size):
            yield round(char.left / 2)


def _inked(row: Row) -> Row:
    return [char for char in row if not char.text.isspace()]


def _bands(rows: Sequence[Row], gutter: float, fewest: int) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of rows that have columns at both sides of a gutter, and what is between such runs."""
    run: list[Row] = []
    other: list[Row] = []
    for row in [*rows, None]:
        if row is not None and _leaves_free(row, gutter):
            run.append(row)
            continue
        start, end = _rows_above(run, gutter), _end(run, gutter)
        band = run[start:end]
        if band and _are_columns(band, gutter, fewest):
            if other + run[:start]:
                yield False, other + run[:start]
            yield True, band
            other = run[end:]
        else:
            other += run
        run = []
        if row is not None:
            other.append(row)
    if other:
        yield False, other


def _rows_above(run: list[Row], gutter: float) -> int:
    """How many rows at the top of a run have text on one side only: a title above the columns."""
    tops = [min((row[0].baseline for row in side), default=0.0) for side in _sides(run, gutter)]
    return sum(row[0].baseline < max(tops) - 1.5 * row[0].size for row in run)


def _end(run: list[Row], gutter: float) -> int:
    """The number of the row at which the columns of a run end: after a gap below the shorter one."""
    sides = _sides(run, gutter)
    bottom = min((side[-1][0].baseline if side else 0.0) for side in sides)
    for row, after in (pair for side in sides for pair in pairwise(side)):
        is_below = after[0].baseline > bottom + row[0].size
        if is_below and after[0].baseline - row[0].baseline > APART * row[0].size:
            return sum(one[0].baseline < after[0].baseline for one in run)
    return len(run)


def _leaves_free(row: Row, gutter: float) -> bool:
    """Whether a row leaves the gutter free: it is on one side, or has a wide gap there."""
    inked = _inked(row)
    left = [char.right for char in inked if char.left + char.right < 2 * gutter]
    right = [char.left for char in inked if char.left + char.right >= 2 * gutter]
    if (left and max(left) > gutter + 1) or (right and min(right) < gutter - 1):
        return False
    return not (left and right) or min(right) - max(left) > GUTTER * inked[0].size


def _are_columns(run: list[Row], gutter: float, fewest: int) -> bool:
    """Whether both sides are columns of text: broad, beside each other, full lines on the left."""
    left, right = _sides(run, gutter)
    bottom = min(side[-1][0].baseline for side in (left, right)) if left and right else 0.0
    size = median(row[0].size for row in run)
    left, right = (
        [row for row in side if row[0].baseline < bottom + size] for side in (left, right)
    )
    if min(len(left), len(right)) < fewest:
        return False
    ends = [max(char.right for char in row) for row in left]
    characters = [char for row in run for char in row]
    whole = max(char.right for char in characters) - min(char.left for char in characters)
    are_broad = all(
        median(max(char.right for char in row) - row[0].left for row in side) > NARROW * whole
        for side in (left, right)
    )
    full = sum(end > max(ends) - RAGGED * size for end in ends)
    return are_broad and full >= 0.5 * len(ends)


def _sides(band: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """What is left and right of the gutter; lines there may have baselines of their own."""
    left = [[char for char in row if char.left + char.right < 2 * gutter] for row in band]
    right = [[char for char in row if char.left + char.right >= 2 * gutter] for row in band]
    return [row for row in left if _inked(row)], [row for row in right if _inked(row)]
